package record

import (
	"slices"

	"haki/internal/store"
	"haki/science/translog"
)

// suspect is a numbered row that does not belong where it stands.
type suspect struct {
	number  int64
	leaf    translog.Hash // what it carries
	mark    []byte
	content translog.Hash // what its content would be
	fits    bool          // the mark belongs to the leaf and the place: only the content does not
}

// entries walks through all numbered rows in order and builds the tree of them.
func (v *verification) entries(tx *store.Tx) error {
	_, err := store.All(tx, func(s store.Scan) (none struct{}, err error) {
		var r row
		err = s(&r.act, &r.actor, &r.at, &r.kind, &r.object, &r.facts, &r.salt, &r.number, &r.turn, &r.leaf, &r.mark)
		if err == nil {
			v.entry(&r)
		}
		return none, err
	}, `SELECT act, actor, at, kind, object, facts, salt, number, coalesce(turn, -1), leaf, mark FROM record_entry WHERE number IS NOT NULL ORDER BY number`)
	return err
}

func (v *verification) entry(r *row) {
	content, leaf, fits := r.hash(), translog.Hash{}, false
	if len(r.leaf) == len(leaf) {
		leaf = translog.Hash(r.leaf)
		fits = !v.k.knowsMarks() || v.k.marked(r.mark, "entry", r.number, r.leaf)
	}
	if r.number < 0 || v.k.knowsMarks() && !fits && r.number >= v.limit || !v.k.knowsMarks() && r.number >= max(v.limit, v.most) {
		v.say(Flaw{Kind: Added, First: r.number, Last: r.number})
		return
	}
	v.limit = max(v.limit, r.number+1)
	v.fill(r.number)
	if r.number < v.next {
		v.say(Flaw{Kind: Doubled, First: r.number, Last: r.number})
		return
	}
	if !fits && v.k.knowsMarks() && v.k.marked(r.mark, "entry", r.number, content[:]) {
		v.say(Flaw{Kind: Changed, First: r.number, Last: r.number}) // of all columns only the leaf
		leaf = content
	} else if !fits || content != leaf {
		v.suspects = append(v.suspects, suspect{r.number, leaf, r.mark, content, fits})
	}
	v.append(leaf)
	v.report.Entries++
}

func (v *verification) append(leaf translog.Hash) {
	v.edge.Append(leaf)
	v.next++
	v.meet()
}

// fill goes up to a place by what padding there is, and remembers what is missing.
func (v *verification) fill(to int64) {
	for v.next < to {
		for len(v.pads) > 0 && v.pads[0].first < v.next {
			p := v.pads[0]
			v.say(Flaw{Kind: Doubled, First: p.first, Last: p.first + p.length - 1})
			v.pads = v.pads[1:]
		}
		end := to
		if len(v.pads) > 0 {
			if p := v.pads[0]; p.first == v.next {
				v.pads = v.pads[1:]
				for i := range p.length {
					v.append(translog.Padding(p.seed, p.first+i))
				}
				v.report.Padding += p.length
				continue
			}
			end = min(end, v.pads[0].first)
		}
		v.missing = append(v.missing, Flaw{Kind: Dropped, First: v.next, Last: end - 1})
		for v.next < end {
			v.append(translog.Hash{})
		}
	}
}

// meet compares with what the checkpoints of this size say.
func (v *verification) meet() {
	for v.met < len(v.claims) && v.claims[v.met].size <= v.next {
		c := &v.claims[v.met]
		c.ok = c.size == v.next && c.root == v.edge.Root()
		v.met++
	}
}

// sayMissing says what is gone: from the middle, or all up to the end. What stands
// elsewhere instead is not gone.
func (v *verification) sayMissing(origins map[int64]bool) {
	for i, f := range v.missing {
		kind := Dropped
		if i == len(v.missing)-1 && f.Last == v.limit-1 {
			kind = Cut
		}
		if slices.ContainsFunc(v.badPads, func(p padding) bool { return p.first == f.First && p.first+p.length-1 == f.Last }) {
			continue
		}
		for n := f.First; n <= f.Last; n++ {
			if !origins[n] {
				v.say(Flaw{Kind: kind, First: n, Last: n})
			}
		}
	}
	for _, p := range v.pads {
		v.say(Flaw{Kind: Doubled, First: p.first, Last: p.first + p.length - 1})
	}
	if v.limit > v.covered && v.k.knowsMarks() { // rows the key's holder wrote beyond where the head stands
		v.say(Flaw{Kind: HeadAltered, First: -1, Last: -1})
	}
}

// mostCompared limits the search for where rows came from: its square is the work.
const mostCompared = 4096

// sayMoved tells what was moved from what was changed or replaced: by its mark a row
// knows its place, by its leaf a content does. It gives back where rows came from.
func (v *verification) sayMoved() (origins map[int64]bool) {
	origins = map[int64]bool{}
	places := v.places()
	byLeaf := map[translog.Hash]int64{}
	for _, s := range v.suspects {
		byLeaf[s.leaf] = s.number
	}
	shift := int64(0)
	var moved []int64
	for _, s := range v.suspects {
		f := Flaw{Kind: Changed, First: s.number, Last: s.number}
		if s.fits {
			if from, ok := byLeaf[s.content]; ok && from != s.number {
				f.Kind, f.From = Moved, from
			}
			v.say(f)
			continue
		}
		f.Kind = Replaced
		if from, ok := v.origin(s, shift, places); ok {
			f.Kind, f.From, shift = Moved, from, from-s.number
			origins[from] = true
			moved = append(moved, s.number)
		}
		v.say(f)
	}
	for _, n := range moved { // whose place another took without having gone anywhere
		if !origins[n] {
			v.say(Flaw{Kind: Dropped, First: n, Last: n})
		}
	}
	return origins
}

// places are where a row that does not belong might: where others do not belong
// either, or nothing is.
func (v *verification) places() []int64 {
	var all []int64
	for _, s := range v.suspects {
		if !s.fits && len(all) < mostCompared {
			all = append(all, s.number)
		}
	}
	for _, f := range v.missing {
		for n := f.First; n <= f.Last && len(all) < mostCompared; n++ {
			all = append(all, n)
		}
	}
	return all
}

func (v *verification) origin(s suspect, shift int64, places []int64) (int64, bool) {
	at := func(n int64) bool { return n >= 0 && n != s.number && v.k.marked(s.mark, "entry", n, s.leaf[:]) }
	for _, n := range [...]int64{s.number + shift, s.number + 1, s.number - 1} {
		if at(n) {
			return n, true
		}
	}
	if len(v.suspects) > mostCompared {
		return 0, false
	}
	for _, n := range places {
		if at(n) {
			return n, true
		}
	}
	return 0, false
}

// sayClaims says which checkpoint was the first to disagree, and what lies between it
// and the last before it that did not.
func (v *verification) sayClaims() {
	good := int64(0)
	for _, c := range v.claims {
		switch {
		case c.size > v.next:
			if c.n < 0 {
				v.say(Flaw{Kind: SetBack, First: v.next, Last: c.size - 1, Checkpoint: -1 - c.n})
			}
			v.report.Disagreed++
		case c.ok:
			good = c.size
		default:
			if v.report.Disagreed++; !v.forked {
				v.say(Flaw{Kind: Forked, First: good, Last: c.size - 1, Checkpoint: c.n})
				v.forked = true
			}
		}
	}
}
