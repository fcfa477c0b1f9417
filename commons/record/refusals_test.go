package record

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"haki/internal/clock"
	"haki/internal/store"
)

func TestRefusalsAreNoWayToFillTheRecord(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		r := NewRefusals(h.clock, 3)
		refuse := func(actor string, n int) {
			for range n {
				if r.Enter(actor) {
					h.change(func(tx *store.Tx) error { return Refused(tx, "casework.case.see", actor) })
				}
			}
		}
		refuse("p1", 1000)
		refuse("p2", 2)
		if n := h.count(`SELECT count(*) FROM record_entry WHERE act = 'casework.case.see.refused' AND actor = 'p1'`); n != 3 {
			t.Errorf("%d were entered", n)
		}
		writes := 0
		change := func(fn func(*store.Tx) error) error {
			writes++
			return h.db.Change(context.Background(), fn)
		}
		if err := r.Settle(change); err != nil || writes != 0 {
			t.Errorf("settled before the hour was over: %d %v", writes, err)
		}
		h.clock.Advance(time.Hour)
		refuse("p1", 5) // a new hour
		broken := errors.New("broken")
		if err := r.Settle(func(func(*store.Tx) error) error { return broken }); !errors.Is(err, broken) {
			t.Error(err)
		}
		for range 2 {
			if err := r.Settle(change); err != nil {
				t.Fatal(err)
			}
		}
		h.view(func(tx *store.Tx) error {
			lines, err := Look(tx, Filter{Act: "record.refusal.count"})
			if err != nil || len(lines) != 1 || lines[0].Actor != "p1" || lines[0].Fact("more") != "997" || lines[0].Fact("hour") != "9" || lines[0].Fact("day") != "2026-11-23" {
				t.Errorf("%+v %v", lines, err)
			}
			return nil
		})
		if writes != 1 {
			t.Errorf("settled %d times", writes)
		}
		if n := h.count(`SELECT count(*) FROM record_entry WHERE act = 'casework.case.see.refused'`); n != 8 {
			t.Errorf("%d were entered", n)
		}
	})
}

func TestNamesThatCostNothingShareOneCount(t *testing.T) {
	r := NewRefusals(&clock.Fixed{T: start}, 0)
	entered := 0
	for i := range 2 * mostActor {
		if r.Enter(fmt.Sprintf("x%d", i)) {
			entered++
		}
	}
	if entered != mostActor+perHour || len(r.seen) != mostActor+1 {
		t.Errorf("%d entered, %d remembered", entered, len(r.seen))
	}
}
