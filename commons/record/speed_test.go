package record

import (
	"context"
	"fmt"
	"testing"
	"time"

	"haki/internal/store"
)

// full is a record of n entries on many matters, with a checkpoint for every thousand
// and one shown for every ten thousand.
func (h *house) full(n int) *house {
	h.Helper()
	for i := 0; i < n; i += 1000 {
		h.change(func(tx *store.Tx) error {
			for j := range min(1000, n-i) {
				e := Entry{Subject: matter((i + j) % (n/10 + 1)), Facts: []Fact{Code("state", "assessed"), Count("n", j), Day("due", "2026-12-09")}}
				if err := Append(tx, "intake.report.assess", "p1", e, false); err != nil {
					return err
				}
			}
			return nil
		})
		h.sequence()
		h.clock.Advance(144 * time.Minute)
		h.publish()
	}
	return h
}

func BenchmarkAppend(b *testing.B) {
	each := func(b *testing.B, h *house) {
		e := Entry{Subject: matter(1), Facts: []Fact{Code("state", "assessed"), Count("n", 1), Day("due", "2026-12-09")}}
		h.full(5000)
		err := h.db.Change(context.Background(), func(tx *store.Tx) error {
			for b.Loop() {
				if err := Append(tx, "intake.report.assess", "p1", e, false); err != nil {
					return err
				}
			}
			return errUndo
		})
		if err != errUndo {
			b.Fatal(err)
		}
	}
	bothEngines(b, each)
}

func BenchmarkSequenceOf100(b *testing.B) {
	bothEngines(b, func(b *testing.B, h *house) {
		h.full(5000)
		for b.Loop() {
			b.StopTimer()
			h.many(100, "intake.report.assess", Entry{Subject: matter(1)}, false)
			b.StartTimer()
			h.sequence()
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			bothEngines(b, func(b *testing.B, h *house) {
				h.full(n)
				for b.Loop() {
					if r := h.verify(); !r.Sound() {
						b.Fatal(r.Flaws)
					}
				}
			})
		})
	}
}

func BenchmarkProve(b *testing.B) {
	bothEngines(b, func(b *testing.B, h *house) {
		h.full(20_000)
		for b.Loop() {
			h.view(func(tx *store.Tx) error {
				p, err := Prove(tx, matter(7), true)
				if err != nil || len(p.Entries) == 0 {
					b.Fatal(err)
				}
				return nil
			})
		}
	})
}
