package store

import (
	"context"
	"errors"
	"testing"
)

// What is kept is read once for each edition, is of the edition that the transaction sees,
// and is not of a change that was undone.
func TestWhatIsKeptIsOfTheEditionThatTheTransactionSees(t *testing.T) {
	eachThing(t, func(t *testing.T, db *DB) {
		reads := 0
		things := func(tx *Tx) (int, error) {
			return Kept(tx, "things", "count", func() (int, error) {
				reads++
				return One(tx, number, `SELECT count(*) FROM things_thing`)
			})
		}
		look := func(want, read int) {
			t.Helper()
			before := reads
			err := db.View(context.Background(), func(tx *Tx) error {
				got, err := things(tx)
				if again, _ := things(tx); got != want || again != want {
					t.Errorf("it says %d and then %d, not %d", got, again, want)
				}
				return err
			})
			if err != nil || reads-before != read {
				t.Errorf("read %d times, not %d: %v", reads-before, read, err)
			}
		}
		more := func(id string, end error) func(*Tx) error {
			return func(tx *Tx) error {
				before, err := things(tx)
				if err != nil {
					return err
				}
				if err := errors.Join(tx.NewEdition("things"), add(tx, id, 1)); err != nil {
					return err
				}
				if n, err := things(tx); n != before+1 || err != nil {
					t.Errorf("whoever changes it sees %d, not %d: %v", n, before+1, err)
				}
				return end
			}
		}
		look(0, 1)
		look(0, 0)
		if err := change(db, more("a", nil)); err != nil {
			t.Fatal(err)
		}
		look(1, 1)
		if err := change(db, more("b", errors.New("undone"))); err == nil {
			t.Fatal("it was not undone")
		}
		look(1, 0)
		if err := change(db, more("c", nil)); err != nil {
			t.Fatal(err)
		}
		look(2, 1)
		look(2, 0)
	})
}
