package notification

import (
	"embed"
	"strings"

	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/store"
	"haki/response/casework"
)

// Migrations are the room's steps.
//
//go:embed migrations
var Files embed.FS

const own = `id, about_kind, about, ref, allegation, mission, country, topic, aim, urgent, units, language, addressees, copies, status, number,
	asked, drafted, sent, delivered, acknowledged, ended, author, decision, named, renews, text, facts, reason, rev, subjects`

// columns are a note's own and, last, where its case stands today: a wall that was raised
// since, or a person barred, holds for the note too.
var columns = `n.` + strings.Join(strings.Fields(own), ` n.`) + `, coalesce(c.mission, n.mission), coalesce(c.walled, 0), coalesce(c.told, 0), coalesce(c.barred, '')`

const from = ` FROM notification_note n LEFT JOIN casework_window_scope c ON n.about_kind = '` + casework.Kind + `' AND c.id = n.about `

func scan(s store.Scan) (n Note, err error) {
	var urgent, named, walled, told int
	var units, to, copies, barred, was, subjects string
	err = s(&n.ID, &n.About.Kind, &n.About.ID, &n.Ref, &n.Allegation, &was, &n.Country, &n.Topic, &n.Aim, &urgent, &units, &n.Language, &to, &copies, &n.Status, &n.Number,
		&n.Asked, &n.Drafted, &n.Sent, &n.Delivered, &n.Acknowledged, &n.Ended, &n.Author, &n.Decision, &named, &n.Before, &n.Text, &n.Facts, &n.Reason, &n.Rev, &subjects,
		&n.Mission, &walled, &told, &barred)
	n.Urgent, n.Named, n.Walled, n.Told = urgent == 1, named == 1, walled == 1, told == 1
	n.Units, n.To, n.Copies, n.Barred, n.Subjects = strings.Fields(units), strings.Fields(to), strings.Fields(copies), strings.Fields(barred), strings.Fields(subjects)
	return n, err
}

// where the restriction of a list looks: a State's own people reach what was sent to it.
var where = gate.Columns{Mission: `coalesce(c.mission, n.mission)`, Walled: `coalesce(c.walled, 0)`, Country: `n.number <> '' AND n.country`,
	Marks: map[gate.Mark]string{gate.Told: `coalesce(c.told, 0) = 1`, gate.Named: `n.named = 1`, gate.Family: `n.topic = 'paternity'`}}

func byID(id NoteID) func(*store.Tx) (Note, error) {
	return func(tx *store.Tx) (Note, error) {
		return store.One(tx, scan, `SELECT `+columns+from+`WHERE n.id = ?`, id)
	}
}

// Filter is what the register is narrowed to; its fields are what the address carries.
type Filter struct {
	Status  Status
	Country string
	Mission string
	Year    string
	Late    bool   // the State owes something that is late
	From    string // "day/id" after which the next page begins
}

const pageSize = 50

// newest is the day by which notes are listed: sent, or else drafted, or else asked for.
const newest = `CASE WHEN n.sent <> '' THEN n.sent WHEN n.drafted <> '' THEN n.drafted ELSE n.asked END`

func (n Note) newest() clock.Day {
	switch {
	case n.Sent != "":
		return n.Sent
	case n.Drafted != "":
		return n.Drafted
	}
	return n.Asked
}

// list reads a page and one more, without what somebody is barred from.
func list(f Filter, who string) func(*store.Tx, gate.Where) ([]Note, error) {
	return func(tx *store.Tx, w gate.Where) ([]Note, error) {
		sql, args := w.SQL(where)
		sql, args = sql+` AND ' ' || coalesce(c.barred, '') || ' ' NOT LIKE ?`, append(args, "% "+who+" %")
		for _, x := range []struct{ column, value string }{{`n.status`, string(f.Status)}, {`n.country`, f.Country}, {`coalesce(c.mission, n.mission)`, f.Mission}} {
			if x.value != "" {
				sql, args = sql+` AND `+x.column+` = ?`, append(args, x.value)
			}
		}
		if f.Year != "" {
			sql, args = sql+` AND `+newest+` LIKE ?`, append(args, f.Year+"-%")
		}
		if day, id, ok := strings.Cut(f.From, "/"); ok {
			sql, args = sql+` AND (`+newest+` < ? OR `+newest+` = ? AND n.id > ?)`, append(args, day, day, id)
		}
		return store.All(tx, scan, `SELECT `+columns+from+`WHERE `+sql+` ORDER BY `+newest+` DESC, n.id LIMIT ?`, append(args, pageSize+1)...)
	}
}

// about lists the notes of a matter, the first first.
func about(kind, id string) func(*store.Tx, gate.Where) ([]Note, error) {
	return func(tx *store.Tx, w gate.Where) ([]Note, error) {
		sql, args := w.SQL(where)
		return store.All(tx, scan, `SELECT `+columns+from+`WHERE n.about_kind = ? AND n.about = ? AND `+sql+` ORDER BY `+newest+`, n.id`, append([]any{kind, id}, args...)...)
	}
}

// Standing are the notes about a case that were delivered and not withdrawn.
func Standing(tx *store.Tx, id casework.CaseID) ([]Note, error) {
	return store.All(tx, scan, `SELECT `+columns+from+`WHERE n.about_kind = ? AND n.about = ? AND n.status = ? ORDER BY n.delivered, n.id`, casework.Kind, id, Delivered)
}

// standing are the delivered notes, for reminders in bulk.
func standing(tx *store.Tx, w gate.Where) ([]Note, error) {
	sql, args := w.SQL(where)
	return store.All(tx, scan, `SELECT `+columns+from+`WHERE n.status = ? AND `+sql+` ORDER BY n.country, n.sent, n.id`, append([]any{Delivered}, args...)...)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func insert(tx *store.Tx, n Note) error {
	_, err := tx.Exec(`INSERT INTO notification_note (`+own+`) VALUES (?`+strings.Repeat(`, ?`, 30)+`)`,
		n.ID, n.About.Kind, n.About.ID, n.Ref, n.Allegation, n.Mission, n.Country, n.Topic, n.Aim, flag(n.Urgent), strings.Join(n.Units, " "), n.Language, strings.Join(n.To, " "), strings.Join(n.Copies, " "), n.Status, n.Number,
		n.Asked, n.Drafted, n.Sent, n.Delivered, n.Acknowledged, n.Ended, n.Author, n.Decision, flag(n.Named), n.Before, kept(n.Text), kept(n.Facts), kept(n.Reason), n.Rev, strings.Join(n.Subjects, " "))
	return err
}

// save writes what may change and counts the note on, if nobody else changed it first.
func save(tx *store.Tx, n Note) error {
	rows, err := tx.Exec(`UPDATE notification_note SET topic = ?, aim = ?, urgent = ?, units = ?, language = ?, addressees = ?, copies = ?, status = ?, number = ?, drafted = ?, sent = ?, delivered = ?, acknowledged = ?,
		ended = ?, author = ?, decision = ?, named = ?, text = ?, facts = ?, reason = ?, subjects = ?, rev = rev + 1 WHERE id = ? AND rev = ?`,
		n.Topic, n.Aim, flag(n.Urgent), strings.Join(n.Units, " "), n.Language, strings.Join(n.To, " "), strings.Join(n.Copies, " "), n.Status, n.Number, n.Drafted, n.Sent, n.Delivered, n.Acknowledged,
		n.Ended, n.Author, n.Decision, flag(n.Named), kept(n.Text), kept(n.Facts), kept(n.Reason), strings.Join(n.Subjects, " "), n.ID, n.Rev)
	if err == nil && rows == 0 {
		err = fault.New(fault.Stale, "fault.stale")
	}
	return err
}

// allot gives the next number of a State's series of a year. Two acts at once wait for each
// other here.
func allot(tx *store.Tx, country string, year int) (string, error) {
	n, err := store.One(tx, func(s store.Scan) (n int, err error) { err = s(&n); return },
		`INSERT INTO notification_series (country, year, last) VALUES (?, ?, 1) ON CONFLICT (country, year) DO UPDATE SET last = notification_series.last + 1 RETURNING last`, country, year)
	return number(country, year, n), err
}

// instead is the note that was sent instead of a withdrawn one; "" if none was.
func instead(tx *store.Tx, id NoteID) (NoteID, error) {
	all, err := store.All(tx, func(s store.Scan) (n NoteID, err error) { err = s(&n); return }, `SELECT id FROM notification_note WHERE renews = ? ORDER BY drafted, id`, id)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[len(all)-1], nil
}

// kept is a sealed value as a column holds it; what was never sealed is empty.
func kept(s []byte) []byte {
	if s == nil {
		return []byte{}
	}
	return s
}
