package store

import (
	"context"
	"time"

	"haki/internal/fault"
)

// Lease is the right to do one thing, held by one program at a time. Whoever dies
// with it loses it when its time is over. It says nothing of the matters kept here,
// which is why it needs no entry in the record: nothing else is written without one.
type Lease struct {
	db           *DB
	name, holder string
	life         time.Duration
	taken        time.Time
}

// Lease takes the right to do name, unless somebody holds it or has done it since.
// It is nil if there is none to be had.
func (db *DB) Lease(ctx context.Context, name, holder string, since time.Time, life time.Duration) (l *Lease, err error) {
	err = db.change(ctx, func(tx *Tx) error {
		l = nil
		now := Stamp(tx.now)
		n, err := tx.Exec(`INSERT INTO store_lease (name, holder, until, ran) VALUES (?, ?, ?, '')
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
			WHERE store_lease.until <= ? AND store_lease.ran < ?`, name, holder, Stamp(tx.now.Add(life)), now, Stamp(since))
		if err == nil && n == 1 {
			l = &Lease{db, name, holder, life, tx.now}
		}
		return err
	})
	return l, err
}

// Hold keeps the lease for its life, counted from now. A lease that was lost
// meanwhile is a Conflict.
func (l *Lease) Hold(ctx context.Context) error {
	return l.set(ctx, `UPDATE store_lease SET until = ? WHERE name = ? AND holder = ?`,
		func(tx *Tx) []any { return []any{Stamp(tx.now.Add(l.life)), l.name, l.holder} })
}

// Done gives the lease back and remembers when it was taken.
func (l *Lease) Done(ctx context.Context) error {
	return l.set(ctx, `UPDATE store_lease SET until = '', ran = ? WHERE name = ? AND holder = ?`,
		func(*Tx) []any { return []any{Stamp(l.taken), l.name, l.holder} })
}

// Again gives the lease back undone; nobody takes it before the pause is over.
func (l *Lease) Again(ctx context.Context, pause time.Duration) error {
	return l.set(ctx, `UPDATE store_lease SET until = ? WHERE name = ? AND holder = ?`,
		func(tx *Tx) []any { return []any{Stamp(tx.now.Add(pause)), l.name, l.holder} })
}

func (l *Lease) set(ctx context.Context, query string, args func(*Tx) []any) error {
	return l.db.change(ctx, func(tx *Tx) error {
		n, err := tx.Exec(query, args(tx)...)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "store.lease_lost")
		}
		return err
	})
}

// Leases says when each thing was last done; never is the zero time.
func (db *DB) Leases(ctx context.Context) (map[string]time.Time, error) {
	type ran struct {
		name string
		at   time.Time
	}
	all := map[string]time.Time{}
	err := db.View(ctx, func(tx *Tx) error {
		rows, err := All(tx, func(s Scan) (r ran, err error) { err = s(&r.name, Into(&r.at)); return }, `SELECT name, ran FROM store_lease`)
		for _, r := range rows {
			all[r.name] = r.at
		}
		return err
	})
	return all, err
}
