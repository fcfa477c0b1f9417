package record

import (
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/store"
	"haki/science/translog"
)

// Showing is when and how the record's daily checkpoint is shown to the world.
type Showing struct {
	Hour int   // of the day, UTC
	Step int64 // its size is a multiple of this: more than a day usually has entries
}

// Daily is how it is done unless an institution decides otherwise. A step of 1024
// costs one row and a millisecond a day; a house with more entries than that a day
// shows how many thousands.
var Daily = Showing{Hour: 3, Step: 1024}

// Due says whether today's checkpoint has still to be made. Missed days are not made
// up for.
func (p Showing) Due(tx *store.Tx, k *Key) (bool, error) {
	h, _, err := k.readHead(tx)
	return err == nil && p.due(tx, &h), err
}

func (p Showing) due(tx *store.Tx, h *head) bool {
	return tx.Now().Hour() >= p.Hour && string(clock.DayOf(tx.Now(), nil)) > h.shownDay
}

// Publish makes the day's checkpoint, if it is due: everything that waits is
// numbered, the coarse entries of the days before among it, in an order drawn by lot;
// the log is filled up with padding; the checkpoint is signed. Shown lists what was
// made.
func (p Showing) Publish(tx *store.Tx, k *Key) (done bool, err error) {
	h, err := k.begin(tx)
	if err != nil || !p.due(tx, h) {
		return false, err
	}
	today := clock.DayOf(tx.Now(), nil)
	rows, err := waiting(tx, drawnPublish)
	if err != nil {
		return false, err
	}
	if err := k.number(tx, h, rows, setNumber); err != nil {
		return false, err
	}
	if err := k.admitCoarse(tx, h, today); err != nil {
		return false, err
	}
	if err := k.pad(tx, h, p.Step); err != nil {
		return false, err
	}
	if _, err := k.sign(tx, h, tx.Now(), string(today)); err != nil {
		return false, err
	}
	if err := k.writeHead(tx, h); err != nil {
		return false, err
	}
	tx.Noted()
	return true, nil
}

// admitCoarse numbers what carries a day that is over. The identifiers are random, so
// their order is a lot.
func (k *Key) admitCoarse(tx *store.Tx, h *head, today clock.Day) error {
	rows, err := store.All(tx, func(s store.Scan) (r row, err error) {
		err = s(&r.id, &r.act, &r.at, &r.kind, &r.object, &r.facts, &r.salt)
		return
	}, `SELECT id, act, day, kind, object, facts, salt FROM record_coarse WHERE day < ? ORDER BY id`, today)
	if err != nil {
		return err
	}
	if err := k.number(tx, h, rows, insertNumbered); err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM record_coarse WHERE day < ?`, today)
	return err
}

func insertNumbered(tx *store.Tx, r *row) error {
	_, err := tx.Exec(`INSERT INTO record_entry (id, act, actor, at, kind, object, facts, salt, number, turn, leaf, mark) VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.id, r.act, r.at, r.kind, r.object, r.facts, r.salt, r.number, r.turn, r.leaf, r.mark)
	return err
}

// pad fills the log up. One row stands for the whole run.
func (k *Key) pad(tx *store.Tx, h *head, step int64) error {
	first := h.edge.Size()
	length := translog.Padded(first, h.shown, step) - first
	if length == 0 {
		return nil
	}
	p := padding{first: first, length: length, seed: newSalt(ident.Dice)}
	for i := range length {
		h.edge.Append(translog.Padding(p.seed, first+i))
	}
	_, err := tx.Exec(`INSERT INTO record_padding (first, length, seed, mark) VALUES (?, ?, ?, ?)`, p.first, p.length, p.seed, k.markPadding(p))
	return err
}

// padding is a run of leaves without an entry.
type padding struct {
	first, length int64
	seed, mark    []byte
}

func (k *Key) markPadding(p padding) []byte {
	return k.mark("padding", p.first, []byte{byte(p.length >> 56), byte(p.length >> 48), byte(p.length >> 40), byte(p.length >> 32),
		byte(p.length >> 24), byte(p.length >> 16), byte(p.length >> 8), byte(p.length)}, p.seed)
}

// Checkpoint is a signed state of the record.
type Checkpoint struct {
	N    int64
	Day  clock.Day // on which it was shown; none, if it was not
	Size int64
	Note string // to be kept by others
}

// Shown lists the checkpoints that are shown to the world, the latest first.
func Shown(tx *store.Tx, most int) ([]Checkpoint, error) {
	return store.All(tx, scanCheckpoint, `SELECT n, day, size, note FROM record_checkpoint WHERE day <> '' ORDER BY n DESC LIMIT ?`, most)
}

// Latest is the last checkpoint of all, which stays in the house.
func Latest(tx *store.Tx) (Checkpoint, error) {
	return store.One(tx, scanCheckpoint, `SELECT n, day, size, note FROM record_checkpoint ORDER BY n DESC LIMIT 1`)
}

func scanCheckpoint(s store.Scan) (c Checkpoint, err error) {
	err = s(&c.N, &c.Day, &c.Size, &c.Note)
	return
}
