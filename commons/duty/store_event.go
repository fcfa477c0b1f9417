package duty

import (
	"strconv"

	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/store"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Event is one line of a duty's history. It carries a day, never an hour.
type Event struct {
	Duty   ID
	Day    clock.Day
	What   EventKind
	Person people.ID // who did it; "" is the clock, a reporter, or nobody in particular
	Office Office    // to whom: the step reached, the new bearer
	Reason Reason
	Until  clock.Day
	Rule   string // of its duty, where many duties' events are listed
}

// EventKind is what happened.
type EventKind string

// The kinds. Words: duty.event_<kind>.
const (
	Began       EventKind = "began"
	TakenUp     EventKind = "taken"
	Passed      EventKind = "handed_over"
	Moved       EventKind = "moved" // to another office, with its matter
	Reminder    EventKind = "reminded"
	Breach      EventKind = "breached"
	Climbed     EventKind = "escalated"
	AskedMore   EventKind = "extension_asked"
	MoreGiven   EventKind = "extension_granted"
	MoreRefused EventKind = "extension_declined"
	StopGiven   EventKind = "stopped"
	Kept        EventKind = "met"
	KeptTooLate EventKind = "met_late"
	LetGo       EventKind = "waived"
	NeverKept   EventKind = "never_kept"
	WentMoot    EventKind = "moot"
)

func note(tx *store.Tx, d Duty, e Event) error {
	_, err := tx.Exec(`INSERT INTO duty_event (duty, n, day, what, person, kind, office, reason, until)
		SELECT CAST(? AS TEXT), coalesce(max(n), 0) + 1, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT) FROM duty_event WHERE duty = ?`,
		d.ID, e.Day, e.What, e.Person, e.Office.Kind, e.Office.ID, e.Reason, e.Until, d.ID)
	return err
}

func scanEvent(s store.Scan) (e Event, err error) {
	err = s(&e.Duty, &e.Day, &e.What, &e.Person, &e.Office.Kind, &e.Office.ID, &e.Reason, &e.Until, &e.Rule)
	return
}

const eventColumns = `e.duty, e.day, e.what, e.person, e.kind, e.office, e.reason, e.until, d.rule`

// History lists what happened to one duty, oldest first.
func History(tx *store.Tx, id ID) ([]Event, error) {
	return store.All(tx, scanEvent, `SELECT `+eventColumns+` FROM duty_event e JOIN duty_duty d ON d.id = e.duty WHERE e.duty = ? ORDER BY e.n`, id)
}

var happenedTo = store.List[Event]{Columns: eventColumns, Kinds: "ttttttttt", Scan: scanEvent,
	Rest: `FROM duty_event e JOIN duty_duty d ON d.id = e.duty WHERE d.kind = ? AND d.matter = ?`, Order: `e.day, e.duty, e.n`}

// Events lists what happened to the duties of a matter, oldest first: for its timeline.
func Events(tx *store.Tx, m ident.Matter) ([]Event, error) { return happenedTo.All(tx, m.Kind, m.ID) }
