package record

import (
	"errors"
	"io"
	"regexp"

	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/store"
)

// Entry is one line of the record, as an act says it.
type Entry struct {
	Subject ident.Matter // none, if the act concerns no matter
	Facts   []Fact
}

var actName = regexp.MustCompile(`^[a-z][a-z0-9]*(?:\.[a-z][a-z0-9_]*){0,4}$`)

var (
	errAct     = errors.New("record: an act is named room.noun.verb")
	errActor   = errors.New("record: an actor is an identifier")
	errSubject = errors.New("record: a subject is a kind and an identifier")
)

// Append writes e in the transaction of its act. A coarse entry has no actor,
// whatever is said, and carries the day (in UTC) only.
func Append(tx *store.Tx, act, actor string, e Entry, coarse bool) error {
	facts, err := checked(act, actor, e)
	if err != nil {
		return err
	}
	id, salt := ident.New[Entry](ident.Dice), newSalt(ident.Dice)
	if coarse {
		_, err = tx.Exec(`INSERT INTO record_coarse (id, act, day, kind, object, facts, salt) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			id, act, clock.DayOf(tx.Now(), nil), e.Subject.Kind, e.Subject.ID, facts, salt)
	} else {
		_, err = tx.Exec(`INSERT INTO record_entry (id, act, actor, at, kind, object, facts, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			id, act, actor, store.Stamp(tx.Now()), e.Subject.Kind, e.Subject.ID, facts, salt)
	}
	if err != nil {
		return err
	}
	tx.Noted()
	return nil
}

func checked(act, actor string, e Entry) (facts string, err error) {
	switch {
	case !actName.MatchString(act):
		return "", errAct
	case actor != "" && !token.MatchString(actor):
		return "", errActor
	case !e.Subject.None() && (!actName.MatchString(e.Subject.Kind) || !token.MatchString(e.Subject.ID)):
		return "", errSubject
	}
	return writeFacts(e.Facts)
}

// A salt of 32 bytes makes a leaf say nothing, however little there is to guess.
func newSalt(dice io.Reader) []byte {
	b := make([]byte, 32)
	if _, err := io.ReadFull(dice, b); err != nil {
		panic("record: no randomness: " + err.Error())
	}
	return b
}

// Refused enters that somebody was refused an act. Ask Refusals first whether this
// one is to be entered at all.
func Refused(tx *store.Tx, act, actor string) error {
	return Append(tx, act+".refused", actor, Entry{}, false)
}
