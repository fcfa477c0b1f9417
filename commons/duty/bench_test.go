package duty

import (
	"context"
	"fmt"
	"testing"

	"haki/commons/record"
	"haki/internal/store"
)

// What a report costs in duties, within the act that takes it in.
func reports(tx *store.Tx, id string) error {
	n := New{Matter: matter(id), Scope: here}
	var all []New
	for _, n.Rule = range []string{"acknowledge", "assess", "inform_reporter", "offer_help"} {
		all = append(all, n)
	}
	_, err := Start(tx, all...)
	return err
}

func BenchmarkStart(b *testing.B) {
	h := newHouse(b, "")
	i := 0
	for b.Loop() {
		i++
		h.change(func(tx *store.Tx) error { return reports(tx, fmt.Sprint(i)) })
	}
}

// Reports come in a hundred a second at worst: what their duties ask of the database is
// two statements each; what they share is asked once, and what changes seldom not again.
func TestTheDutiesOfAReportAskLittle(t *testing.T) {
	h := newHouse(t, "")
	h.change(func(tx *store.Tx) error { return reports(tx, "before") })
	ctx, counter := store.Count(context.Background())
	h.must(h.db.Change(ctx, func(tx *store.Tx) error {
		if err := reports(tx, "a"); err != nil {
			return err
		}
		return record.Append(tx, "test.thing.do", "", record.Entry{}, false)
	}))
	if n := counter.N(); n > 16 {
		t.Errorf("%s", counter)
	}
}
