package record

import (
	"cmp"
	"errors"
	"runtime"
	"slices"
	"sync"

	"haki/internal/store"
	"haki/science/translog"
)

// Verify recomputes the record from its tables and says what does not fit. Outside
// are checkpoints that somebody kept elsewhere: only they can show that the whole
// database was set back. With a Watcher instead of the key it sees all the same
// whether something was altered, but not always exactly where.
//
// An error means that it could not be read, not that it is bad.
func Verify(tx *store.Tx, k *Key, outside ...string) (Report, error) {
	v := &verification{k: k}
	if err := v.checkpoints(tx, outside); err != nil {
		return Report{}, err
	}
	if err := v.head(tx); err != nil {
		return Report{}, err
	}
	if err := v.padding(tx); err != nil {
		return Report{}, err
	}
	if err := v.entries(tx); err != nil {
		return Report{}, err
	}
	v.fill(v.limit)
	v.sayMissing(v.sayMoved())
	v.sayClaims()
	if err := v.waiting(tx); err != nil {
		return Report{}, err
	}
	v.report.Size, v.report.Root = v.edge.Size(), v.edge.Root()
	v.report.settle()
	return v.report, nil
}

type verification struct {
	k      *Key
	report Report
	edge   translog.Edge
	next   int64 // the place to be filled next

	limit    int64   // how many leaves there were, as far as anything signed or marked says
	most     int64   // how many there can be, counting rows
	covered  int64   // how many of them a checkpoint or the head vouches for
	claims   []claim // by size
	met      int     // how many of them were compared
	last     int64   // the highest number of a checkpoint there is
	pads     []padding
	badPads  []padding
	missing  []Flaw // Dropped, until it is known whether they are the end
	suspects []suspect
	forked   bool
}

// claim says that the log had a root at a size.
type claim struct {
	size int64
	root translog.Hash
	n    int64 // of the checkpoint; 0 is the head
	ok   bool
}

func (v *verification) say(f Flaw) { v.report.Flaws = append(v.report.Flaws, f) }

func (v *verification) claim(c claim) {
	v.claims = append(v.claims, c)
	v.limit = max(v.limit, c.size)
}

type stored struct {
	n, size       int64
	day, at, note string
	mark          []byte
	is            translog.Checkpoint
	err           error
}

// checkpoints reads all of them, those kept elsewhere too, and believes what our key
// has signed.
func (v *verification) checkpoints(tx *store.Tx, outside []string) error {
	all, err := store.All(tx, func(s store.Scan) (c stored, err error) {
		err = s(&c.n, &c.day, &c.at, &c.size, &c.note, &c.mark)
		return
	}, `SELECT n, day, at, size, note, mark FROM record_checkpoint ORDER BY n`)
	if err != nil {
		return err
	}
	v.open(all)
	size := int64(0)
	for _, c := range all {
		if c.n > v.last+1 {
			v.say(Flaw{Kind: CheckpointDropped, First: -1, Last: -1, Checkpoint: v.last + 1})
		}
		v.last = max(v.last, c.n)
		switch {
		case errors.Is(c.err, translog.ErrStranger):
			v.say(Flaw{Kind: CheckpointForeign, First: -1, Last: -1, Checkpoint: c.n})
		case c.err != nil, c.size != c.is.Size, c.is.Size < size,
			v.k.knowsMarks() && string(c.mark) != string(v.k.markCheckpoint(c.n, c.day, c.at, c.note)):
			v.say(Flaw{Kind: CheckpointAltered, First: -1, Last: -1, Checkpoint: c.n})
		default:
			size = c.is.Size
			v.claim(claim{size: c.is.Size, root: c.is.Root, n: c.n})
		}
	}
	for i, note := range outside {
		c, err := translog.OpenCheckpoint(note, v.k.public)
		if err != nil {
			v.say(Flaw{Kind: OutsideForeign, First: -1, Last: -1, Checkpoint: int64(i)})
			continue
		}
		v.claims = append(v.claims, claim{size: c.Size, root: c.Root, n: int64(-1 - i)})
	}
	v.report.Checked = len(v.claims)
	return nil
}

// open checks the signatures, which is most of the work, on every processor.
func (v *verification) open(all []stored) {
	var work sync.WaitGroup
	part := max(1, (len(all)+runtime.NumCPU()-1)/runtime.NumCPU())
	for piece := range slices.Chunk(all, part) {
		work.Go(func() {
			for i := range piece {
				piece[i].is, piece[i].err = translog.OpenCheckpoint(piece[i].note, v.k.public)
			}
		})
	}
	work.Wait()
}

// head asks how far the sequencer had come. Its mark makes it as good as a checkpoint.
func (v *verification) head(tx *store.Tx) error {
	h, sound, err := v.k.readHead(tx)
	if err != nil {
		return err
	}
	switch {
	case !sound, h.edge.Size() < v.limit:
		v.say(Flaw{Kind: HeadAltered, First: -1, Last: -1})
	case h.checkpoints > v.last:
		v.say(Flaw{Kind: CheckpointDropped, First: -1, Last: -1, Checkpoint: v.last + 1})
	}
	if sound && h.exists && v.k.knowsMarks() && h.edge.Size() >= v.limit {
		v.claim(claim{size: h.edge.Size(), root: h.edge.Root()})
	}
	v.covered = v.limit
	slices.SortStableFunc(v.claims, func(a, b claim) int { return cmp.Compare(a.size, b.size) })
	v.meet()
	return nil
}

func (v *verification) padding(tx *store.Tx) error {
	all, err := store.All(tx, func(s store.Scan) (p padding, err error) { err = s(&p.first, &p.length, &p.seed, &p.mark); return },
		`SELECT first, length, seed, mark FROM record_padding ORDER BY first`)
	if err != nil {
		return err
	}
	// Without the key nobody vouches for a place; but none is beyond all there is.
	v.most, err = store.One(tx, func(s store.Scan) (n int64, err error) { err = s(&n); return }, `SELECT count(*) FROM record_entry WHERE number IS NOT NULL`)
	if err != nil {
		return err
	}
	for _, p := range all {
		v.most += max(0, min(p.length, longestRun))
	}
	for _, p := range all {
		good := 0 <= p.first && p.first < v.most && 0 < p.length && p.length <= longestRun
		if v.k.knowsMarks() {
			good = string(p.mark) == string(v.k.markPadding(p))
		}
		if good {
			v.pads = append(v.pads, p)
			v.limit = max(v.limit, p.first+p.length)
			continue
		}
		v.badPads = append(v.badPads, p)
		v.say(Flaw{Kind: Padding, First: p.first, Last: p.first + max(p.length, 1) - 1})
	}
	return nil
}

// longestRun is more than any day was ever filled up with.
const longestRun = 1 << 24

func (v *verification) waiting(tx *store.Tx) error {
	var oldest string
	_, err := store.One(tx, func(s store.Scan) (none struct{}, err error) { err = s(&v.report.Waiting, &oldest); return },
		`SELECT count(*), coalesce(min(at), '') FROM record_entry WHERE number IS NULL`)
	if err != nil {
		return err
	}
	if at, err := store.Moment(oldest); err == nil && !at.IsZero() {
		v.report.WaitingFor = tx.Now().Sub(at)
	}
	v.report.Coarse, err = store.One(tx, func(s store.Scan) (n int64, err error) { err = s(&n); return }, `SELECT count(*) FROM record_coarse`)
	return err
}
