package record

import (
	"time"

	"haki/internal/ident"
	"haki/internal/store"
)

const (
	batch        = 1000        // entries numbered in one go: the writer is held some tens of milliseconds
	signEvery    = time.Minute // dependencies.md section 8
	signAtLeast  = 1024        // leaves; a busy minute has its checkpoints too
	drawnPublish = 100 * batch // no day has more
)

// Sequence numbers the entries that wait, at most a thousand, and signs a checkpoint
// when one is due. It says how many it numbered: ask again at once while it is a
// thousand. Two that run at once do no harm; one of them waits or begins again. It
// writes nothing when there is nothing to do.
//
// It needs no entry of its own: numbering is not an act, and each would call for the
// next.
func Sequence(tx *store.Tx, k *Key) (int, error) {
	h, err := k.begin(tx)
	if err != nil {
		return 0, err
	}
	rows, err := waiting(tx, batch)
	if err != nil {
		return 0, err
	}
	if len(rows) == 0 && !h.due(tx.Now()) {
		return 0, nil
	}
	if err := k.number(tx, h, rows, setNumber); err != nil {
		return 0, err
	}
	if h.due(tx.Now()) {
		if _, err := k.sign(tx, h, tx.Now(), ""); err != nil {
			return 0, err
		}
	}
	if err := k.writeHead(tx, h); err != nil {
		return 0, err
	}
	tx.Noted()
	return len(rows), nil
}

func (h *head) due(now time.Time) bool {
	more := h.edge.Size() - h.checked
	if more <= 0 {
		return false
	}
	last, err := store.Moment(h.checkedAt)
	since := now.Sub(last)
	return err != nil || more >= signAtLeast || since >= signEvery || since < 0 // or the clock was set back
}

func waiting(tx *store.Tx, most int) ([]row, error) {
	return store.All(tx, func(s store.Scan) (r row, err error) {
		err = s(&r.id, &r.act, &r.actor, &r.at, &r.kind, &r.object, &r.facts, &r.salt)
		return
	}, `SELECT id, act, actor, at, kind, object, facts, salt FROM record_entry WHERE number IS NULL ORDER BY at, id LIMIT ?`, most)
}

// number gives each row its place, its turn and its leaf, and puts it there.
func (k *Key) number(tx *store.Tx, h *head, rows []row, put func(*store.Tx, *row) error) error {
	turns := map[ident.Matter]int64{}
	for i := range rows {
		r := &rows[i]
		if err := turn(tx, turns, r); err != nil {
			return err
		}
		leaf := r.hash()
		r.number, r.leaf = h.edge.Size(), leaf[:]
		r.mark = k.mark("entry", r.number, r.leaf)
		h.edge.Append(leaf)
		if err := put(tx, r); err != nil {
			return err
		}
	}
	return nil
}

// turn counts the entries of one matter, so that a list of them shows its gaps.
func turn(tx *store.Tx, turns map[ident.Matter]int64, r *row) error {
	m := ident.Matter{Kind: r.kind, ID: r.object}
	if m.None() {
		return nil
	}
	n, known := turns[m]
	if !known {
		var err error
		n, err = store.One(tx, func(s store.Scan) (n int64, err error) { err = s(&n); return },
			`SELECT coalesce(max(turn), 0) FROM record_entry WHERE object = ? AND kind = ?`, r.object, r.kind)
		if err != nil {
			return err
		}
	}
	r.turn = n + 1
	turns[m] = r.turn
	return nil
}

func setNumber(tx *store.Tx, r *row) error {
	_, err := tx.Exec(`UPDATE record_entry SET number = ?, turn = ?, leaf = ?, mark = ? WHERE id = ?`, r.number, r.turn, r.leaf, r.mark, r.id)
	return err
}
