package outcome

import (
	"embed"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/store"
)

// Files are the room's migrations.
//
//go:embed migrations
var Files embed.FS

const columns = `id, case_id, serial, subject, side, kind, code, day, body, length, amount, item, replaces, author, entered, released, court, text, reason, note`

func scan(s store.Scan) (e Entry, err error) {
	err = s(&e.ID, &e.Case, &e.Serial, &e.Subject, &e.Side, &e.Kind, &e.Code, &e.Day.Day, &e.Body, &e.Length, &e.Amount, &e.Item, &e.Replaces, &e.Author, &e.Entered, &e.Released, &e.Court, &e.Text, &e.Reason, &e.Note)
	return e, err
}

var entries = store.List[Entry]{Columns: columns, Kinds: "ttntttttttttttttbbbt", Rest: `FROM outcome_entry WHERE case_id = ?`, Order: `serial`, Scan: scan}

func insert(tx *store.Tx, e Entry) error {
	_, err := tx.Exec(`INSERT INTO outcome_entry (`+columns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.ID, e.Case, e.Serial, e.Subject, e.Side, e.Kind, e.Code, e.Day.Day, e.Body, e.Length, e.Amount, e.Item, e.Replaces, e.Author, e.Entered, e.Released, []byte(e.Court), []byte(e.Text), []byte(e.Reason), e.Note)
	return err
}

// release notes the day an entry was released, once.
func release(tx *store.Tx, id EntryID, day clock.Day) error {
	n, err := tx.Exec(`UPDATE outcome_entry SET released = ? WHERE id = ? AND released = ''`, day, id)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "fault.stale")
	}
	return err
}
