package notification

import (
	"context"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/people"
	"haki/internal/seal"
	"haki/internal/store"
)

// What another room may ask about notes, inside its own acts. The caller asks the gate.

// Find finds a note by its identifier.
func Find(tx *store.Tx, id NoteID) (Note, error) { return byID(id)(tx) }

// Theirs are the keys of the State's own people who read what the note says.
func (n Note) Theirs(tx *store.Tx) ([]seal.Recipient, error) {
	return people.Readers(tx, PowerReceive, n.Scope())
}

// CaughtUp lets a reminder that is owed go when nothing of the State is late any more.
func CaughtUp(tx *store.Tx, n Note) error {
	today, err := duty.Today(tx)
	late, failed := lateOf(tx, n, today)
	if err = join(err, failed); err != nil || len(late) > 0 {
		return err
	}
	return duty.Moot(tx, n.Matter(), duty.Closed, "chase", "chase_again")
}

// TellHeadquarters posts a letter without content to everybody there whom the note is not closed to.
func (r *Room) TellHeadquarters(ctx context.Context, tx *store.Tx, n Note, key string) error {
	return r.tellOurs(&work{tx: tx, note: n, who: people.ID(act.Of(ctx).ID)}, key)
}
