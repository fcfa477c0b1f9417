package namematch

import (
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

	score   []uint8  // by name: the points it has so far
	touched []uint32 // names with points
	brought []candidate
	slot    []uint32 // by token: where its row is, plus one
	rows    []row
	slotted []uint32
	terms   []term
	sounds  []uint32 // names whose consonants are the person's
	marked  []uint32 // by record: the turn in which it was chosen
	turn    uint32
	table   alignment
	found   []Match
	order   []standing // the best of found
	way     uint8      // which reading of the name the scratch is of
	edge    []uint32
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
	begins [maxQuery]uint64 // by token: the first letters of its sounds, a bit for each
	names  float64          // how many names the index has
	common float64          // how rare the nationality is, in bits
}

// Finder makes a finder.
func (ix *Index) Finder() *Finder {
	return &Finder{Expected: 0.5, ix: ix, search: search{v: ix.voc}}
}

// Width is how many names are scored in full, for each way to read the person's, beside those
// that a date or a number brings up. Section 2 of the design asks for the true pairs
// among 200 candidates.
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
		f.choose()
		f.judge(uint8(way))
	}
	f.way = uint8(len(ways) - 1)
	f.sift()
	all := make([]Match, min(max, len(f.order)))
	for i := range all {
		all[i] = f.found[f.order[i].at]
		all[i].ID = f.ix.records[all[i].record].id
	}
	return all, nil
}

// turnTo makes the scratch that of another way.
func (f *Finder) turnTo(tokens []roman.Token, way uint8) {
	f.prepare(tokens)
	f.clear()
	f.value()
	f.way = way
}

// read reads the person: the attributes, and the ways to cut the name.
func (f *Finder) read(r *Record) ([][]roman.Token, error) {
	f.query.facts = factsOf(r)
	f.query.common = log2((float64(f.ix.known) + 200) / (float64(f.ix.nations[f.query.nation]) + 1))
	failed := ErrNameless
	var all [][]roman.Token
	for n := range namesOf(r.Name, "") {
		ways, err := readings(n)
		if err != nil {
			failed = err
			continue
		}
		for _, tokens := range ways {
			if len(all) < maxWays {
				speak(tokens, f.query.nation)
				all = append(all, tokens)
			}
		}
	}
	if len(all) == 0 {
		return nil, failed
	}
	return all, nil
}

// maxWays bounds the ways to read a name, of which a field with several names has more.
const maxWays = 12

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
		q.begins[i] = 0
		for k := range min(splits(t.Script), len(q.forms[i])) {
			if s := q.forms[i][k].Sound; s != "" {
				q.begins[i] |= 1 << (s[0] & 63)
			}
		}
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
		f.score = append(f.score, make([]uint8, len(f.ix.names)-len(f.score))...)
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
	n = f.search.find(t, exact, f.query.names)
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

// keyed is how many records one key may bring up.
const keyed = 400

// attributed adds the records that the date of birth or the number brings up.
func (f *Finder) attributed() {
	q := &f.query
	f.turn++
	for i := range f.brought {
		f.marked[f.ix.names[f.brought[i].name].record] = f.turn
	}
	add := func(r uint32) {
		if f.marked[r] != f.turn {
			f.marked[r] = f.turn
			f.brought = append(f.brought, candidate{name: f.ix.records[r].first})
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
				if f.score[f.ix.records[r].first] > 0 || f.ix.briefOf(r).gender == q.gender {
					add(r)
				}
			})
		}
	}
}
