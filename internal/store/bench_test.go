package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"haki/internal/fault"
)

// How many rows, each acknowledged when it is on the disk, and how long the
// slowest of a hundred waits. Intake needs a hundred whole reports a second.
// PostgreSQL is measured only as honestly as its server syncs.
func BenchmarkDurableInsert(b *testing.B) {
	body := make([]byte, 1200)
	where := map[string]func(b *testing.B) string{"sqlite": func(b *testing.B) string { return filepath.Join(b.TempDir(), "a.db") }}
	if at := postgresAt(b); at != "" {
		where["postgres"] = func(b *testing.B) string { return fresh(b, at) }
	}
	for engine, at := range where {
		for _, clients := range []int{1, 8, 64} {
			b.Run(fmt.Sprintf("%s/%d", engine, clients), func(b *testing.B) {
				db := furnished(b, opened(b, at(b)))
				crowd(b, clients, func() error {
					id := randomID()
					return change(db, func(tx *Tx) error {
						_, err := tx.Exec(`INSERT INTO things_thing (id, n, body) VALUES (?, ?, ?)`, id, 1, body)
						return err
					})
				})
				if n := count(b, db); n != b.N {
					b.Errorf("%d acknowledged, %d there", b.N, n)
				}
			})
		}
	}
}

// A whole act: it reads a few rows by their keys, writes eight, and notes it.
func BenchmarkWholeAct(b *testing.B) {
	where := map[string]func(b *testing.B) string{"sqlite": func(b *testing.B) string { return filepath.Join(b.TempDir(), "a.db") }}
	if at := postgresAt(b); at != "" {
		where["postgres"] = func(b *testing.B) string { return fresh(b, at) }
	}
	for engine, at := range where {
		for _, clients := range []int{1, 8, 64} {
			b.Run(fmt.Sprintf("%s/%d", engine, clients), func(b *testing.B) {
				db := furnished(b, opened(b, at(b)))
				if err := change(db, func(tx *Tx) error { return add(tx, "team", 1) }); err != nil {
					b.Fatal(err)
				}
				crowd(b, clients, func() error {
					id := randomID()
					return change(db, func(tx *Tx) error {
						for range 4 {
							if _, err := One(tx, number, `SELECT n FROM things_thing WHERE id = ?`, "team"); err != nil {
								return err
							}
						}
						for i := range 8 {
							if err := add(tx, fmt.Sprint(id, i), i); err != nil {
								return err
							}
						}
						return nil
					})
				})
			})
		}
	}
}

func BenchmarkView(b *testing.B) {
	db := furnished(b, opened(b, filepath.Join(b.TempDir(), "a.db")))
	crowd(b, 8, func() error {
		return db.View(context.Background(), func(tx *Tx) error {
			_, err := All(tx, letters, `SELECT id FROM things_thing WHERE id = ?`, "a")
			return err
		})
	})
}

// crowd lets clients do b.N things together and measures what they waited.
func crowd(b *testing.B, clients int, do func() error) {
	b.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	waited := make([]time.Duration, 0, b.N)
	todo, turnedAway := b.N, 0
	next := func() bool { mu.Lock(); defer mu.Unlock(); todo--; return todo >= 0 }
	b.ResetTimer()
	for range clients {
		all.Go(func() {
			for next() {
				start := time.Now()
				err := do()
				mu.Lock()
				waited = append(waited, time.Since(start))
				if fault.Of(err) == fault.Unavailable {
					turnedAway++
				} else if err != nil {
					b.Error(err)
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	b.StopTimer()
	slices.Sort(waited)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "/s")
	b.ReportMetric(float64(waited[len(waited)*99/100].Microseconds())/1000, "ms-p99")
	b.ReportMetric(float64(turnedAway), "away")
}
