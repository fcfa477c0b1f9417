package notification

import (
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// annex is a file that is part of a note, with what it is called there.
type annex struct {
	Item  string
	Title seal.Sealed
}

func titlePlace(id string) seal.Place {
	return seal.Place{Table: "notification_annex", Column: "title", Row: string(id)}
}

func annexesOf(tx *store.Tx, id NoteID) ([]annex, error) {
	return store.All(tx, func(s store.Scan) (a annex, err error) { err = s(&a.Item, &a.Title); return },
		`SELECT item, title FROM notification_annex WHERE note = ?`, id)
}

func insertAnnex(tx *store.Tx, id NoteID, a annex) error {
	_, err := tx.Exec(`INSERT INTO notification_annex (item, note, title) VALUES (?, ?, ?)`, a.Item, id, []byte(a.Title))
	return err
}

func saveAnnex(tx *store.Tx, a annex) error {
	_, err := tx.Exec(`UPDATE notification_annex SET title = ? WHERE item = ?`, []byte(a.Title), a.Item)
	return err
}

func deliveries(tx *store.Tx, id NoteID) ([]Delivery, error) {
	return store.All(tx, func(s store.Scan) (d Delivery, err error) {
		err = s(&d.ID, &d.Note, &d.To, &d.How, &d.Day, &d.Author, &d.File)
		return
	}, `SELECT id, note, addressee, how, day, author, item FROM notification_delivery WHERE note = ? ORDER BY day, addressee`, id)
}

// insertDelivery adds a proof; an addressee is reached once.
func insertDelivery(tx *store.Tx, d Delivery) error {
	n, err := tx.Exec(`INSERT INTO notification_delivery (id, note, addressee, how, day, author, item) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (note, addressee) DO NOTHING`,
		d.ID, d.Note, d.To, d.How, d.Day, d.Author, d.File)
	if err == nil && n == 0 {
		err = fault.In("to", "notification.delivered_already")
	}
	return err
}

const letterColumns = `id, note, place, side, what, number, day, author, proxy, until, extension, item, text`

func scanLetter(s store.Scan) (l Letter, err error) {
	var proxy int
	err = s(&l.ID, &l.Note, &l.Place, &l.Side, &l.What, &l.Number, &l.Day, &l.Author, &proxy, &l.Until, &l.Extension, &l.Item, &l.Text)
	l.Proxy = proxy == 1
	return l, err
}

func letters(tx *store.Tx, id NoteID) ([]Letter, error) {
	return store.All(tx, scanLetter, `SELECT `+letterColumns+` FROM notification_letter WHERE note = ? ORDER BY place`, id)
}

func insertLetter(tx *store.Tx, l Letter) error {
	_, err := tx.Exec(`INSERT INTO notification_letter (`+letterColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.ID, l.Note, l.Place, l.Side, l.What, l.Number, l.Day, l.Author, flag(l.Proxy), l.Until, l.Extension, l.Item, []byte(l.Text))
	return err
}

func investigators(tx *store.Tx, id NoteID) ([]Investigator, error) {
	return store.All(tx, func(s store.Scan) (i Investigator, err error) {
		var proxy int
		err = s(&i.ID, &i.Note, &i.Place, &i.Day, &i.Author, &proxy, &i.Unit, &i.Training, &i.Name, &i.Rank, &i.From)
		i.Proxy = proxy == 1
		return
	}, `SELECT id, note, place, day, author, proxy, unit, training, name, rank, come FROM notification_investigator WHERE note = ? ORDER BY place`, id)
}

func insertInvestigator(tx *store.Tx, i Investigator) error {
	_, err := tx.Exec(`INSERT INTO notification_investigator (id, note, place, day, author, proxy, unit, training, name, rank, come) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		i.ID, i.Note, i.Place, i.Day, i.Author, flag(i.Proxy), i.Unit, i.Training, []byte(i.Name), []byte(i.Rank), []byte(i.From))
	return err
}

// placed is the next place among things of a note.
func placed[T any](all []T) int { return len(all) + 1 }

var errNoFile = fault.New(fault.NotFound, "fault.not_found")
