package adopt

import (
	"embed"
	"strings"

	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/store"
	"haki/library/practice"
)

// Files are the room's migrations.
//
//go:embed migrations
var Files embed.FS

const columns = `id, practice, slug, title, version, country, answers, began, ended, result, obstacle, lang, cleared, author, rev`

func scan(s store.Scan) (a Adoption, err error) {
	err = s(&a.ID, &a.Practice, &a.Slug, &a.Title, &a.Version, &a.Country, &a.Answers, &a.Began, &a.Ended, &a.Result, &a.Obstacle, &a.Lang, &a.Cleared, &a.Author, &a.Rev)
	return a, err
}

func scanStep(s store.Scan) (x Step, err error) {
	err = s(&x.ID, &x.Place, &x.What, &x.Due, &x.Proved, &x.Proof)
	return x, err
}

// byID is an adoption with its steps.
func byID(id ID) func(*store.Tx) (Adoption, error) {
	return func(tx *store.Tx) (Adoption, error) {
		a, err := store.One(tx, scan, `SELECT `+columns+` FROM adopt_adoption WHERE id = ?`, id)
		if err != nil {
			return a, err
		}
		a.Steps, err = store.All(tx, scanStep, `SELECT id, place, what, due, proved, proof FROM adopt_step WHERE adoption = ? ORDER BY place`, id)
		return a, err
	}
}

func list(tx *store.Tx, w gate.Where) ([]Adoption, error) {
	sql, args := w.SQL(gate.Columns{Mission: `''`, Country: `country`})
	return store.All(tx, scan, `SELECT `+columns+` FROM adopt_adoption WHERE `+sql+` ORDER BY began DESC, id LIMIT 200`, args...)
}

func insert(tx *store.Tx, a Adoption) error {
	if _, err := tx.Exec(`INSERT INTO adopt_adoption (`+columns+`) VALUES (?`+strings.Repeat(`, ?`, 14)+`)`, a.ID, a.Practice, a.Slug, a.Title, a.Version, a.Country, a.Answers, a.Began, a.Ended, a.Result, a.Obstacle, a.Lang, a.Cleared, a.Author, a.Rev); err != nil {
		return err
	}
	for _, s := range a.Steps {
		if _, err := tx.Exec(`INSERT INTO adopt_step (id, adoption, place, what, due, proved, proof) VALUES (?, ?, ?, ?, ?, ?, ?)`, s.ID, a.ID, s.Place, s.What, s.Due, s.Proved, s.Proof); err != nil {
			return err
		}
	}
	return nil
}

// save writes what may change and counts the adoption on, if nobody else changed it first.
func save(tx *store.Tx, a Adoption) error {
	rows, err := tx.Exec(`UPDATE adopt_adoption SET ended = ?, result = ?, obstacle = ?, lang = ?, cleared = ?, rev = rev + 1 WHERE id = ? AND rev = ?`, a.Ended, a.Result, a.Obstacle, a.Lang, a.Cleared, a.ID, a.Rev)
	if err == nil && rows == 0 {
		err = fault.New(fault.Stale, "fault.stale")
	}
	return err
}

func saveStep(tx *store.Tx, s Step) error {
	_, err := tx.Exec(`UPDATE adopt_step SET proved = ?, proof = ? WHERE id = ?`, s.Proved, s.Proof, s.ID)
	return err
}

// Tried is what anybody may read of an adoption: its State cleared it.
type Tried struct {
	Country  string
	Began    clock.Day
	Cleared  clock.Day
	Result   string
	Obstacle string
	Lang     string
}

// TriedBy are the States that tried a practice and cleared what came of it.
func TriedBy(tx *store.Tx, p practice.ID) ([]Tried, error) {
	return store.All(tx, func(s store.Scan) (t Tried, err error) {
		err = s(&t.Country, &t.Began, &t.Cleared, &t.Result, &t.Obstacle, &t.Lang)
		return t, err
	}, `SELECT country, began, cleared, result, obstacle, lang FROM adopt_adoption WHERE practice = ? AND cleared <> '' ORDER BY cleared, id`, p)
}
