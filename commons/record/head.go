package record

import (
	"encoding/binary"
	"errors"
	"time"

	"haki/internal/store"
	"haki/science/translog"
)

// head is how far the sequencer has come.
type head struct {
	edge        translog.Edge
	checkpoints int64  // how many there are
	checked     int64  // size of the last
	checkedAt   string // and its moment
	shown       int64  // size of the last that was shown to the world
	shownDay    string
	exists      bool
}

// ErrHead stops the sequencer. To go on over a head that nobody with the key wrote
// would sign what was done to it.
var ErrHead = errors.New("record: the head was altered; verify the record")

func (h *head) content() []byte {
	b := h.edge.Bytes()
	for _, n := range []int64{h.checkpoints, h.checked, h.shown} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	return append(b, h.checkedAt+" "+h.shownDay...)
}

// readHead gives the head and whether the key's holder wrote it as it is. There is no
// head before the sequencer first ran.
func (k *Key) readHead(tx *store.Tx) (h head, sound bool, err error) {
	var edge, mark []byte
	all, err := store.All(tx, func(s store.Scan) (h head, err error) {
		err = s(&edge, &h.checkpoints, &h.checked, &h.checkedAt, &h.shown, &h.shownDay, &mark)
		return
	}, `SELECT edge, checkpoints, checked, checked_at, shown, shown_day, mark FROM record_head`)
	if err != nil || len(all) == 0 {
		return head{}, err == nil, err
	}
	h = all[0]
	h.exists = true
	var bad error
	if h.edge, bad = translog.ParseEdge(edge); bad != nil {
		return h, false, nil
	}
	return h, !k.knowsMarks() || k.marked(mark, "head", 1, h.content()), nil
}

func (k *Key) writeHead(tx *store.Tx, h *head) error {
	_, err := tx.Exec(`INSERT INTO record_head (one, edge, checkpoints, checked, checked_at, shown, shown_day, mark) VALUES (1, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (one) DO UPDATE SET edge = excluded.edge, checkpoints = excluded.checkpoints, checked = excluded.checked,
		checked_at = excluded.checked_at, shown = excluded.shown, shown_day = excluded.shown_day, mark = excluded.mark`,
		h.edge.Bytes(), h.checkpoints, h.checked, h.checkedAt, h.shown, h.shownDay, k.mark("head", 1, h.content()))
	return err
}

// begin is the head to go on from. It must fit the entries: the last of them is the
// last leaf, unless padding came after it.
func (k *Key) begin(tx *store.Tx) (*head, error) {
	if !k.knowsMarks() {
		return nil, errors.New("record: the public half of a key signs nothing")
	}
	h, sound, err := k.readHead(tx)
	if err != nil {
		return nil, err
	}
	number := func(s store.Scan) (n int64, err error) { err = s(&n); return }
	last, err := store.One(tx, number, `SELECT coalesce(max(number), -1) FROM record_entry`)
	if err != nil {
		return nil, err
	}
	pad, err := store.One(tx, number, `SELECT coalesce(max(first + length), 0) - 1 FROM record_padding`)
	if err != nil {
		return nil, err
	}
	if !sound || max(last, pad) != h.edge.Size()-1 {
		return nil, ErrHead
	}
	return &h, nil
}

// sign enters a checkpoint of where the head stands; day is "" unless it will be shown.
func (k *Key) sign(tx *store.Tx, h *head, at time.Time, day string) (string, error) {
	c, note, err := k.signer.Checkpoint(&h.edge)
	if err != nil {
		return "", err
	}
	h.checkpoints++
	h.checked, h.checkedAt = c.Size, store.Stamp(at)
	if day != "" {
		h.shown, h.shownDay = c.Size, day
	}
	_, err = tx.Exec(`INSERT INTO record_checkpoint (n, day, at, size, note, mark) VALUES (?, ?, ?, ?, ?, ?)`,
		h.checkpoints, day, h.checkedAt, c.Size, note, k.markCheckpoint(h.checkpoints, day, h.checkedAt, note))
	return note, err
}

func (k *Key) markCheckpoint(n int64, day, at, note string) []byte {
	return k.mark("checkpoint", n, []byte(day), []byte(at), []byte(note))
}
