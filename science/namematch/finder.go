package namematch

import (
	"slices"

	"haki/science/namematch/roman"
)

// Finder looks persons up in an index. It has its own scratch memory, so each worker has its
// own; what it finds depends on the index and the person alone.
type Finder struct {
	// Expected is the share of persons looked up who are in the register. The weights were
	// learned where half of them were; so that is what New gives it. See [Match.Score].
	Expected float64

	ix     *Index
	search search
	query  query

	score   []uint16 // by name: the points it has so far
	touched []uint32
	chosen  []uint32 // names
	slot    []uint32 // by token: where its row of levels is, plus one
	rows    [][maxQuery]uint8
	slotted []uint32
	marked  []uint32 // by record: the turn in which it was chosen
	turn    uint32
	table   alignment
	found   []Match
	way     uint8 // which reading of the name the scratch is of
	counts  [1 << 12]uint32
}

// maxQuery is how many tokens of a name are compared; the ones after it only count as there.
const maxQuery = 12

// query is the person looked up.
type query struct {
	facts
	tokens []roman.Token
	near   []*near // by token; the first len(tokens) are theirs, then those of joined pairs
	pairs  []*near // joined with the next
	forms  [][]roman.Form
	names  float64 // how many names the index has
}

// Finder makes a finder.
func (ix *Index) Finder() *Finder {
	return &Finder{Expected: 0.5, ix: ix, search: search{v: ix.voc, best: map[uint32]uint8{}}}
}

// Width is how many candidates are scored in full. The test of candidates (section 2 of the
// design) asks for the true pairs among 200.
const Width = 200

// Find gives the records that may be the same person, the most probable first, at most max.
// Equal scores are ordered by the record's place in the register. The error is that of
// [Index.Add] when the name cannot be used.
func (f *Finder) Find(r *Record, max int) ([]Match, error) {
	f.ix.mu.RLock()
	defer f.ix.mu.RUnlock()
	ways, err := f.read(r)
	if err != nil {
		return nil, err
	}
	f.found = f.found[:0]
	for way := range ways {
		f.prepare(ways[way])
		f.gather()
		f.choose()
		f.judge(uint8(way))
	}
	f.way = uint8(len(ways) - 1)
	f.sift()
	n := min(max, len(f.found))
	return slices.Clone(f.found[:n]), nil
}

// Candidates gives the identifiers of the records that would be scored in full for a
// person, in no particular order: what the promise of recall is tested on.
func (f *Finder) Candidates(r *Record) ([]string, error) {
	f.ix.mu.RLock()
	defer f.ix.mu.RUnlock()
	ways, err := f.read(r)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, tokens := range ways {
		f.prepare(tokens)
		f.gather()
		f.choose()
		for _, n := range f.chosen {
			if id := f.ix.records[f.ix.names[n].record].id; !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// read reads the person: the attributes, and the ways to cut the name.
func (f *Finder) read(r *Record) ([][]roman.Token, error) {
	f.query.facts = factsOf(r)
	failed := ErrNameless
	for n := range namesOf(r.Name, "") {
		ways, err := readings(n)
		if err != nil {
			failed = err
		} else if len(ways) > 0 {
			return ways, nil
		}
	}
	return nil, failed
}

// prepare looks the tokens of a person up.
func (f *Finder) prepare(tokens []roman.Token) {
	q := &f.query
	q.tokens = tokens[:min(len(tokens), maxQuery)]
	q.names = float64(len(f.ix.names))
	q.near, q.pairs = q.near[:0], q.pairs[:0]
	q.forms = q.forms[:0]
	for i := range q.tokens {
		t := &q.tokens[i]
		q.near = append(q.near, f.near(t, false))
		q.forms = append(q.forms, roman.Forms(nil, *t))
		if q.rank == "" && t.Role == roman.Title && t.Rank != "" {
			q.rank = t.Rank
		}
		var pair *near
		if i+1 < len(q.tokens) {
			if j, ok := joinedToken(t, &q.tokens[i+1]); ok {
				pair = f.near(&j, true)
			}
		}
		q.pairs = append(q.pairs, pair)
	}
	for len(f.score) < len(f.ix.names) {
		f.score = append(f.score, make([]uint16, len(f.ix.names)-len(f.score))...)
	}
	for len(f.slot) < len(f.ix.voc.tokens) {
		f.slot = append(f.slot, make([]uint32, len(f.ix.voc.tokens)-len(f.slot))...)
	}
	for len(f.marked) < len(f.ix.records) {
		f.marked = append(f.marked, make([]uint32, len(f.ix.records)-len(f.marked))...)
	}
}

func joinedToken(a, b *roman.Token) (roman.Token, bool) {
	if a.Script != b.Script || a.Role == roman.Title || b.Role == roman.Title {
		return roman.Token{}, false
	}
	j := *a
	j.Text = a.Text + b.Text
	j.Role = roman.Plain
	return j, true
}

// near looks a token up, once for all finders of the index.
func (f *Finder) near(t *roman.Token, exact bool) *near {
	k := key(t)
	if exact {
		k = "+" + k
	}
	f.ix.reading.Lock()
	n, ok := f.ix.cache[k]
	f.ix.reading.Unlock()
	if ok {
		return n
	}
	n = f.search.find(t, exact)
	f.ix.reading.Lock()
	if len(f.ix.cache) >= cacheLimit {
		clear(f.ix.cache)
	}
	f.ix.cache[k] = n
	f.ix.reading.Unlock()
	return n
}

// cacheLimit bounds how many tokens are remembered.
const cacheLimit = 60000

// reach is how many postings are read for one token of a person before its more distant
// spellings are left to the names that other tokens brought up.
const reach = 300_000

// gather walks the names that have a token like one of the person's, and adds up points: a
// sixteenth of a bit of evidence each.
func (f *Finder) gather() {
	f.clear()
	q := &f.query
	for i, n := range q.near {
		f.rowsOf(i, n)
		f.points(n, q.tokens[i].Role, 1)
		for _, p := range n.parts {
			for _, s := range [...]uint32{p.head, p.tail} {
				for _, t := range f.ix.voc.sound[s].tokens {
					f.walk(t.token, uint16(16*surprise(float64(f.ix.voc.tokens[t.token].frequency), q.names)/2))
				}
			}
		}
		if p := q.pairs[i]; p != nil {
			f.points(p, roman.Plain, 1.6)
		}
	}
	f.sounding()
}

// points walks the names of every hit.
func (f *Finder) points(n *near, role roman.Role, factor float64) {
	if role == roman.Title || role == roman.Particle || role == roman.Filiation {
		factor /= 8
	}
	left := reach
	for _, h := range n.hits {
		w := factor * (n.rarity(h.level, f.query.names) - float64(h.level)/2)
		if left -= int(f.ix.voc.tokens[h.token].frequency); left < 0 {
			return
		}
		f.walk(h.token, uint16(max(16*w, 1)))
	}
}

func (f *Finder) walk(t uint32, points uint16) {
	settled, later := f.ix.namesHaving(t)
	for _, list := range [...][]uint32{settled, later} {
		for _, n := range list {
			s := f.score[n]
			if s == 0 {
				f.touched = append(f.touched, n)
			}
			if s += points; s < points {
				s = ^uint16(0)
			}
			f.score[n] = s
		}
	}
}

// sounding gives points to names whose consonants, without the spaces, are the person's.
func (f *Finder) sounding() {
	var s roman.Skeleton
	shift := 0
	for i, forms := range f.query.forms {
		if len(forms) == 0 || f.query.tokens[i].Role == roman.Title || shift >= 60 {
			continue
		}
		k := roman.SkeletonOf(forms[0].Sound)
		s |= k << shift
		shift += 5 * k.Len()
	}
	if s &= 1<<60 - 1; s.Len() < 3 {
		return
	}
	f.ix.keys.whole.each(uint32(s)^uint32(s>>32)*2654435761, 500, func(n uint32) {
		if f.score[n] == 0 {
			f.touched = append(f.touched, n)
		}
		f.score[n] = min(f.score[n], ^uint16(0)-64) + 64
	})
}

// clear undoes what the last person left.
func (f *Finder) clear() {
	for _, n := range f.touched {
		f.score[n] = 0
	}
	for _, t := range f.slotted {
		f.slot[t] = 0
	}
	f.touched, f.slotted, f.rows, f.chosen = f.touched[:0], f.slotted[:0], f.rows[:0], f.chosen[:0]
}

// rowsOf notes how near each token of the vocabulary is to token i of the person.
func (f *Finder) rowsOf(i int, n *near) {
	for _, h := range n.hits {
		f.row(h.token)[i] = h.level
	}
}

func (f *Finder) row(t uint32) *[maxQuery]uint8 {
	at := f.slot[t]
	if at == 0 {
		f.rows = append(f.rows, farRow)
		at = uint32(len(f.rows))
		f.slot[t] = at
		f.slotted = append(f.slotted, t)
	}
	return &f.rows[at-1]
}

var farRow = func() (r [maxQuery]uint8) {
	for i := range r {
		r[i] = levels
	}
	return r
}()

// choose keeps the names with most points, and those that the other keys bring up.
func (f *Finder) choose() {
	f.counts = [len(f.counts)]uint32{}
	const top = len(f.counts) - 1
	for _, n := range f.touched {
		f.counts[min(int(f.score[n]), top)]++
	}
	least, left := top, uint32(pool)
	for ; least > 1 && f.counts[least] < left; least-- {
		left -= f.counts[least]
	}
	var edge []uint32
	for _, n := range f.touched {
		switch s := min(int(f.score[n]), top); {
		case s > least:
			f.chosen = append(f.chosen, n)
		case s == least:
			edge = append(edge, n)
		}
	}
	// The names at the edge have equal points: the first of the register stay.
	slices.Sort(edge)
	f.chosen = append(f.chosen, edge[:min(len(edge), int(left))]...)
	f.narrow()
	f.attributed()
}

// pool is how many names are kept by their points before the attributes are looked at.
const pool = 700

// narrow leaves Width names, by points and attributes.
func (f *Finder) narrow() {
	if len(f.chosen) <= Width {
		return
	}
	type scored struct {
		name   uint32
		points float64
	}
	list := make([]scored, len(f.chosen))
	for i, n := range f.chosen {
		r := &f.ix.records[f.ix.names[n].record]
		var e evidence
		f.attributes(&e, r)
		list[i] = scored{n, float64(f.score[n])/16 + e.bits()}
	}
	slices.SortFunc(list, func(a, b scored) int {
		switch {
		case a.points > b.points:
			return -1
		case a.points < b.points:
			return 1
		}
		return int(a.name) - int(b.name)
	})
	f.chosen = f.chosen[:0]
	for _, s := range list[:Width] {
		f.chosen = append(f.chosen, s.name)
	}
}

// keyed is how many records one key may bring up.
const keyed = 400

// attributed adds the records that the date of birth or the number brings up.
func (f *Finder) attributed() {
	q := &f.query
	f.turn++
	for _, n := range f.chosen {
		f.marked[f.ix.names[n].record] = f.turn
	}
	add := func(r uint32) {
		if f.marked[r] != f.turn {
			f.marked[r] = f.turn
			f.chosen = append(f.chosen, f.ix.records[r].first)
		}
	}
	if q.number != "" {
		f.ix.keys.number.each(hash32(q.number), keyed, add)
		if head, tail, ok := endsOf(q.number); ok {
			for _, k := range [...]uint32{head, tail} {
				f.ix.keys.ends.each(k, 4*keyed, func(r uint32) {
					if k := compareNumbers(q.number, f.ix.records[r].number); k != numberOther && k != none {
						add(r)
					}
				})
			}
		}
	}
	for _, d := range [...]Date{q.born, q.born.swapped()} {
		if c := d.code(); c != 0 {
			f.ix.keys.dates.each(c, keyed, func(r uint32) {
				if f.score[f.ix.records[r].first] > 0 || f.ix.records[r].gender == q.gender {
					add(r)
				}
			})
		}
	}
}
