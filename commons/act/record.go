package act

import (
	"context"

	"haki/commons/record"
	"haki/internal/store"
)

// What keeps the record going is done at the desk too, by the clock and by whoever
// verifies; it is the record's own work and so is not entered in it.

// Sequence gives numbers to what was entered since, and signs an internal checkpoint. It
// is run every few seconds and does nothing when there is nothing.
func (d *Desk) Sequence(ctx context.Context, k *record.Key) error {
	for {
		var n int
		err := d.db.Change(ctx, func(tx *store.Tx) (err error) { n, err = record.Sequence(tx, k); return err })
		if err != nil || n == 0 {
			return err
		}
	}
}

// Publish makes the day's public checkpoint when it is due, its size padded so that nobody
// can watch a report arrive.
func (d *Desk) Publish(ctx context.Context, k *record.Key, when record.Showing) error {
	var due bool
	if err := d.db.View(ctx, func(tx *store.Tx) (err error) { due, err = when.Due(tx, k); return err }); err != nil || !due {
		return err
	}
	if err := d.Sequence(ctx, k); err != nil {
		return err
	}
	return d.db.Change(ctx, func(tx *store.Tx) error { _, err := when.Publish(tx, k); return err })
}

// Verify reads the whole record and says what in it was changed, dropped, swapped or cut.
// outside are later checkpoints that somebody else kept.
func (d *Desk) Verify(ctx context.Context, k *record.Key, outside ...string) (rep record.Report, err error) {
	err = d.db.View(ctx, func(tx *store.Tx) (err error) { rep, err = record.Verify(tx, k, outside...); return err })
	return rep, err
}

// Settle enters how many refusals were counted and not entered one by one.
func (d *Desk) Settle(ctx context.Context) error {
	return d.refusals.Settle(func(fn func(*store.Tx) error) error { return d.db.Change(ctx, fn) })
}
