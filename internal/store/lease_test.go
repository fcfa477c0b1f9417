package store

import (
	"context"
	"sync"
	"testing"
	"time"

	"haki/internal/clock"
	"haki/internal/fault"
)

func TestOnlyOneHoldsALease(t *testing.T) {
	each(t, func(t *testing.T, open func() *DB) {
		ctx, dbs := context.Background(), []*DB{open(), open()}
		var all sync.WaitGroup
		var mu sync.Mutex
		var held []*Lease
		for i := range 8 {
			all.Go(func() {
				l, err := dbs[i%2].Lease(ctx, "remind", randomID(), day, time.Minute)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if l != nil {
					held = append(held, l)
				}
			})
		}
		all.Wait()
		if len(held) != 1 {
			t.Fatalf("%d hold it", len(held))
		}
		if l, err := dbs[0].Lease(ctx, "other", "a", day, time.Minute); l == nil || err != nil {
			t.Errorf("another lease: %v", err)
		}
	})
}

func TestWhatWasDoneIsNotDoneAgain(t *testing.T) {
	each(t, func(t *testing.T, open func() *DB) {
		ctx, db := context.Background(), open()
		hands := db.clock.(*clock.Fixed)
		take := func(holder string) *Lease {
			t.Helper()
			l, err := db.Lease(ctx, "remind", holder, hands.Now().Truncate(time.Hour), time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		check := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		first := take("a")
		if ran, err := db.Leases(ctx); err != nil || !ran["remind"].IsZero() {
			t.Errorf("done before it was done: %v (%v)", ran, err)
		}
		check(first.Again(ctx, 10*time.Second)) // it failed
		if take("b") != nil {
			t.Error("tried again without a pause")
		}
		hands.Advance(10 * time.Second)
		second := take("b") // and dies
		hands.Advance(50 * time.Second)
		check(second.Hold(ctx))
		hands.Advance(50 * time.Second)
		if take("c") != nil {
			t.Error("a lease that is held was taken")
		}
		hands.Advance(time.Minute)
		third := take("c")
		if fault.Of(second.Hold(ctx)) != fault.Conflict || fault.Of(second.Done(ctx)) != fault.Conflict {
			t.Error("a lost lease was held on")
		}
		taken := hands.Now()
		check(third.Done(ctx))
		if take("a") != nil {
			t.Error("done twice in an hour")
		}
		if ran, err := db.Leases(ctx); err != nil || !ran["remind"].Equal(taken.Truncate(time.Microsecond)) {
			t.Errorf("last done %v (%v)", ran, err)
		}
		hands.Advance(time.Hour)
		if take("a") == nil {
			t.Error("not done in the next hour")
		}
	})
}
