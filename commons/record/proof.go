package record

import (
	"errors"
	"slices"

	"haki/internal/ident"
	"haki/internal/store"
	"haki/science/translog"
)

// Proof shows somebody outside the entries of one matter, opened, and that they are
// in the record: by one signed checkpoint and the way from each entry to its root.
// It is made to be written as JSON and checked by CheckProof, or by anybody who reads
// leaf.go.
type Proof struct {
	Matter     ident.Matter `json:"matter"`
	Checkpoint string       `json:"checkpoint"`
	Entries    []Proved     `json:"entries"`
	Waiting    int          `json:"waiting"` // entries that the checkpoint does not reach
}

// Proved is one entry of a proof. All fields but Number and Path are in its leaf.
type Proved struct {
	Act    string   `json:"act"`
	Actor  string   `json:"actor"`
	At     string   `json:"at"`
	Turn   int64    `json:"turn"` // first, second … of the matter
	Facts  string   `json:"facts"`
	Salt   []byte   `json:"salt"`
	Number int64    `json:"number"`
	Path   [][]byte `json:"path"`
}

// Prove makes the proof of a matter. For somebody outside it uses the last checkpoint
// that was shown to the world, which tells nothing that the world does not know;
// otherwise the last of all. Mind that a number tells roughly how much happened
// before it on its day.
func Prove(tx *store.Tx, m ident.Matter, outside bool) (Proof, error) {
	p := Proof{Matter: m}
	c, err := Latest(tx)
	if outside && err == nil {
		var shown []Checkpoint
		if shown, err = Shown(tx, 1); err == nil && len(shown) == 0 {
			return p, nil
		} else if err == nil {
			c = shown[0]
		}
	}
	if err != nil {
		return p, err
	}
	p.Checkpoint = c.Note
	rows, err := store.All(tx, func(s store.Scan) (r row, err error) {
		err = s(&r.act, &r.actor, &r.at, &r.facts, &r.salt, &r.number, &r.turn)
		return
	}, `SELECT act, actor, at, facts, salt, coalesce(number, -1), coalesce(turn, 0) FROM record_entry WHERE object = ? AND kind = ? ORDER BY turn, id`, m.ID, m.Kind)
	if err != nil {
		return p, err
	}
	p.Waiting, err = store.One(tx, func(s store.Scan) (n int, err error) { err = s(&n); return },
		`SELECT count(*) FROM record_coarse WHERE object = ? AND kind = ?`, m.ID, m.Kind)
	if err != nil {
		return p, err
	}
	var numbers []int64
	for _, r := range rows {
		if r.number < 0 || r.number >= c.Size {
			p.Waiting++
			continue
		}
		numbers = append(numbers, r.number)
		p.Entries = append(p.Entries, Proved{Act: r.act, Actor: r.actor, At: r.at, Turn: r.turn, Facts: r.facts, Salt: r.salt, Number: r.number})
	}
	paths, err := inclusions(tx, numbers, c.Size)
	for i, path := range paths {
		for _, h := range path {
			p.Entries[i].Path = append(p.Entries[i].Path, slices.Clone(h[:]))
		}
	}
	return p, err
}

type nodeAt struct {
	level int
	index int64
}

// inclusions finds out which nodes the paths need, reads all leaves once, keeps those
// nodes and builds the paths of them.
func inclusions(tx *store.Tx, numbers []int64, size int64) ([][]translog.Hash, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	need := map[nodeAt]translog.Hash{}
	ask := func(level int, index int64) (h translog.Hash, err error) {
		need[nodeAt{level, index}] = h
		return h, nil
	}
	for _, n := range numbers {
		if _, err := translog.Inclusion(n, size, ask); err != nil {
			return nil, err
		}
	}
	var edge translog.Edge
	err := leaves(tx, size, func(h translog.Hash) {
		edge.Grow(h, func(level int, index int64, h translog.Hash) {
			if _, ok := need[nodeAt{level, index}]; ok {
				need[nodeAt{level, index}] = h
			}
		})
	})
	if err != nil {
		return nil, err
	}
	have := func(level int, index int64) (translog.Hash, error) { return need[nodeAt{level, index}], nil }
	var all [][]translog.Hash
	for _, n := range numbers {
		path, err := translog.Inclusion(n, size, have)
		if err != nil {
			return nil, err
		}
		all = append(all, path)
	}
	return all, nil
}

var errGap = errors.New("record: leaves are missing; verify the record")

// leaves shows each leaf up to a size, in order.
func leaves(tx *store.Tx, size int64, each func(translog.Hash)) error {
	pads, err := store.All(tx, func(s store.Scan) (p padding, err error) { err = s(&p.first, &p.length, &p.seed); return },
		`SELECT first, length, seed FROM record_padding WHERE first < ? ORDER BY first`, size)
	if err != nil {
		return err
	}
	next := int64(0)
	pad := func() {
		for len(pads) > 0 && pads[0].first == next {
			for range pads[0].length {
				if next < size {
					each(translog.Padding(pads[0].seed, next))
				}
				next++
			}
			pads = pads[1:]
		}
	}
	_, err = store.All(tx, func(s store.Scan) (none struct{}, err error) {
		var n int64
		var leaf []byte
		if err := s(&n, &leaf); err != nil {
			return none, err
		}
		pad()
		if n != next || len(leaf) != len(translog.Hash{}) {
			return none, errGap
		}
		each(translog.Hash(leaf))
		next++
		return none, nil
	}, `SELECT number, leaf FROM record_entry WHERE number < ? ORDER BY number`, size)
	pad()
	if err == nil && next < size {
		err = errGap
	}
	return err
}

// Errors of CheckProof.
var (
	ErrCheckpoint = errors.New("record: the checkpoint is not signed by this record")
	ErrEntry      = errors.New("record: an entry is not in the record as it is shown")
	ErrTurn       = errors.New("record: an entry of the matter was left out")
)

// CheckProof checks a proof with nothing but the public half of the record's key.
// What it cannot see is whether entries were left out at the end.
func CheckProof(p Proof, public string) error {
	k, err := Watcher(public)
	if err != nil {
		return err
	}
	if p.Checkpoint == "" && len(p.Entries) == 0 {
		return nil
	}
	c, err := translog.OpenCheckpoint(p.Checkpoint, k.public)
	if err != nil {
		return ErrCheckpoint
	}
	for i, e := range p.Entries {
		if e.Turn != int64(i+1) {
			return ErrTurn
		}
		r := row{act: e.Act, actor: e.Actor, at: e.At, kind: p.Matter.Kind, object: p.Matter.ID, turn: e.Turn, facts: e.Facts, salt: e.Salt}
		var path []translog.Hash
		for _, h := range e.Path {
			if len(h) != len(translog.Hash{}) {
				return ErrEntry
			}
			path = append(path, translog.Hash(h))
		}
		if translog.VerifyInclusion(r.hash(), e.Number, c.Size, path, c.Root) != nil {
			return ErrEntry
		}
	}
	return nil
}
