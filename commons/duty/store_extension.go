package duty

import (
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/store"
)

const extensionColumns = `id, duty, until, stops, reason, was, asker, asked, answer, decider, decided, office_kind, office`

func scanExtension(s store.Scan) (e Extension, err error) {
	var stops int64
	err = s(&e.ID, &e.Duty, &e.Until, &stops, &e.Reason, &e.Was, &e.By, &e.On, &e.Answer, &e.Decider, &e.Decided, &e.Asked.Kind, &e.Asked.ID)
	e.Stops = stops == 1
	return e, err
}

func findExtension(tx *store.Tx, id ExtensionID) (Extension, error) {
	return store.One(tx, scanExtension, `SELECT `+extensionColumns+` FROM duty_extension WHERE id = ?`, id)
}

// Extensions lists what was asked for a duty, oldest first.
func Extensions(tx *store.Tx, id ID) ([]Extension, error) {
	return store.All(tx, scanExtension, `SELECT `+extensionColumns+` FROM duty_extension WHERE duty = ? ORDER BY asked, id`, id)
}

// waiting are the requests that wait for an answer, whoever's.
var waiting = store.List[Extension]{Columns: extensionColumns, Kinds: "tttntttttttt" + "t", Rest: `FROM duty_extension WHERE answer = ''`, Order: `asked, id`, Scan: scanExtension}

// insertExtension adds a request. One may wait at a time.
func insertExtension(tx *store.Tx, e Extension) error {
	n, err := tx.Exec(`INSERT INTO duty_extension (`+extensionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		e.ID, e.Duty, e.Until, bit(e.Stops), e.Reason, e.Was, e.By, e.On, e.Answer, e.Decider, e.Decided, e.Asked.Kind, e.Asked.ID)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "duty.asked_already")
	}
	return err
}

func answerExtension(tx *store.Tx, e Extension) error {
	n, err := tx.Exec(`UPDATE duty_extension SET answer = ?, decider = ?, decided = ? WHERE id = ? AND answer = ''`, e.Answer, e.Decider, e.Decided, e.ID)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "fault.stale")
	}
	return err
}

// withdrawn takes a waiting request back with the duty it was for.
func withdrawn(tx *store.Tx, id ID, today clock.Day) error {
	_, err := tx.Exec(`UPDATE duty_extension SET answer = ?, decided = ? WHERE duty = ? AND answer = ''`, Taken, today, id)
	return err
}
