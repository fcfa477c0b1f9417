package store

import (
	"context"
	"fmt"
	"testing"
)

func TestSeveralListsAreReadInOneStatement(t *testing.T) {
	eachThing(t, func(t *testing.T, db *DB) {
		err := change(db, func(tx *Tx) error {
			for i, id := range []string{"c", "a", "b"} {
				if _, err := tx.Exec(`INSERT INTO things_thing (id, n, body) VALUES (?, ?, ?)`, id, i, []byte{byte(i), 0xff}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		type thing struct {
			id   string
			n    int
			body []byte
		}
		var things []thing
		var names []string
		var none []int
		ctx, counter := Count(context.Background())
		err = db.View(ctx, func(tx *Tx) error {
			pair := func(s Scan) (ab string, err error) {
				var a, b string
				err = s(&a, &b)
				return a + b, err
			}
			return Together(tx,
				List[thing]{"n, id, body", "ntb", "FROM things_thing WHERE n < ?", "id DESC", func(s Scan) (x thing, err error) { err = s(&x.n, &x.id, &x.body); return }}.Part(&things, 2),
				List[string]{"id, coalesce(id, 'x')", "tt", "FROM things_thing", "n", pair}.Part(&names),
				List[int]{"n", "n", "FROM things_thing WHERE id = ?", "n", number}.Part(&none, "nobody"))
		})
		if got := fmt.Sprint(things, names, none); got != "[{c 0 [0 255]} {a 1 [1 255]}] [cc aa bb] []" || err != nil {
			t.Errorf("got %s, %v", got, err)
		}
		if counter.N() != 1 {
			t.Errorf("%s", counter)
		}
	})
}
