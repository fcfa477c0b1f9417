package search

import (
	"container/heap"
	"math"
	"slices"

	"haki/science/kinship"
)

// A Query is whom to look for, and how much to list.
type Query struct {
	Child, Mother kinship.Profile // no mother: nil
	// Inconsistent is how many inconsistent loci a candidate may show and still be listed.
	Inconsistent int
	// Most is how many are listed at most; 0 is 100.
	Most int
}

// A Hit is one candidate who is listed.
type Hit struct {
	Candidate    int // in the order they were added
	Ratio        kinship.Ratio
	Inconsistent int // loci
	Compared     int // loci typed in child and candidate
	// Near: not excluded and within a factor of 10,000 of the best: as a relative of the father would be.
	Near bool
}

// A Report is what a search came to.
type Report struct {
	Candidates int
	// Hits are ordered by the index, the highest first, then by fewer inconsistent loci, then by
	// the candidate's number.
	Hits []Hit
	// Listable is how many candidates would be listed if there were no bound. If there are more than
	// Hits, the least were left out.
	Listable int
	// Undefined are the loci left out because the child's and the mother's genotypes are impossible
	// together, whoever the father is.
	Undefined []string
	// Passing is the probability that a man who is not the father shows no more inconsistent loci
	// than the query allows, were he typed at all of the child's loci; Chance is how many such
	// men are expected among the candidates: Candidates · Passing.
	Passing, Chance float64
	// Warn: Chance is above 0.01.
	Warn bool
}

// chanceLimit is above what a report warns; nearness is how far below the best a relative may be.
// Source of both: section 15 of the design.
const (
	chanceLimit = 0.01
	nearness    = 4 // decimal powers
)

// A packed entry is the logarithm of the index in units of 2^-30, above two counts of eight bits:
// loci that exclude, and loci that are inconsistent. Sums of 255 entries keep the three apart,
// and whole numbers add up the same in any order.
const (
	unit      = 1 << 30
	countBits = 16
	excluded  = 1 << 8
	one       = 1
)

func pack(log10 float64) int64 { return int64(math.Round(log10*unit)) << countBits }

// tables of one query: for every locus used, the packed entry of each code.
type tables struct {
	packed  [][]int64
	exact   [][]kinship.Entry
	columns []int
}

// Search goes through all candidates. The error is a *kinship.Problem of the child's or the
// mother's profile.
func (s *Store) Search(q Query) (*Report, error) {
	child, err := s.panel.Type(q.Child, kinship.Female, nil)
	if err != nil {
		return nil, err
	}
	var mother kinship.Typing
	if q.Mother != nil {
		if mother, err = s.panel.Type(q.Mother, kinship.Female, nil); err != nil {
			return nil, err
		}
	}
	r := &Report{Candidates: s.n}
	t := s.tables(child, mother, r)
	s.chance(q, t, r)
	most := q.Most
	if most <= 0 {
		most = 100
	}
	top := &best{}
	limit := int64(min(q.Inconsistent, 255))
	for b, codes := range s.blocks {
		s.pass(t, codes, b*block, limit, most, top, r)
	}
	s.list(t, *top, r)
	return r, nil
}

func (s *Store) tables(child, mother kinship.Typing, r *Report) *tables {
	t, scratch := &tables{}, &kinship.Scratch{}
	for i := range s.width {
		entries := s.panel.Table(i, child, mother, scratch)
		if entries == nil {
			continue
		}
		packed, possible := make([]int64, len(entries)), false
		for g, e := range entries {
			ratio := e.Ratio()
			possible = possible || ratio.Status != kinship.Undefined
			if packed[g] = excluded; ratio.Status == kinship.OK {
				packed[g] = pack(ratio.Log10)
			}
			if e.Inconsistent {
				packed[g] += one
			}
		}
		if !possible {
			r.Undefined = append(r.Undefined, s.panel.Loci()[i].Name)
			continue
		}
		t.packed, t.exact, t.columns = append(t.packed, packed), append(t.exact, entries), append(t.columns, i)
	}
	return t
}

// chance fills in what to expect of men who are not the father.
func (s *Store) chance(q Query, t *tables, r *Report) {
	var powers []float64
	for _, i := range t.columns {
		l := &s.panel.Loci()[i]
		powers = append(powers, kinship.Power(l, q.Child[l.Name], q.Mother[l.Name]))
	}
	r.Passing = kinship.PassingChance(powers, q.Inconsistent)
	r.Chance = r.Passing * float64(s.n)
	r.Warn = r.Chance > chanceLimit
}

// pass goes through one block.
func (s *Store) pass(t *tables, codes []uint16, first int, limit int64, most int, top *best, r *Report) {
	width, columns := s.width, t.columns
	packed := t.packed[:len(columns)]
	for n := 0; len(codes) >= width; n, codes = n+1, codes[width:] {
		row, sum := codes[:width], int64(0)
		for k, c := range columns {
			if table, code := packed[k], int(row[c]); code < len(table) { // else it is missing, and says nothing
				sum += table[code]
			}
		}
		if sum&(excluded-one) > limit {
			continue
		}
		r.Listable++
		c := candidate{n: first + n, sum: sum}
		switch {
		case top.Len() < most:
			heap.Push(top, c)
		case c.before((*top)[0]):
			(*top)[0] = c
			heap.Fix(top, 0)
		}
	}
}

// candidate is a hit before it is computed in full.
type candidate struct {
	n   int
	sum int64
}

// before orders: who is not excluded first, then the higher index, then fewer inconsistent
// loci, then the number.
func (c candidate) before(d candidate) bool {
	out, other := c.sum&(excluded<<8-excluded) > 0, d.sum&(excluded<<8-excluded) > 0
	switch x, y := c.sum>>countBits, d.sum>>countBits; {
	case out != other:
		return other
	case x != y:
		return x > y
	}
	if i, j := c.sum&(excluded-one), d.sum&(excluded-one); i != j {
		return i < j
	}
	return c.n < d.n
}

// best is a heap with the last of the listed at its top.
type best []candidate

func (b best) Len() int           { return len(b) }
func (b best) Less(i, j int) bool { return b[j].before(b[i]) }
func (b best) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

// Push takes one in, as package heap asks.
func (b *best) Push(x any) { *b = append(*b, x.(candidate)) }

// Pop takes the last out, as package heap asks.
func (b *best) Pop() any {
	last := (*b)[len(*b)-1]
	*b = (*b)[:len(*b)-1]
	return last
}

// list computes the listed in full precision and puts them in order.
func (s *Store) list(t *tables, top best, r *Report) {
	for _, c := range top {
		var pairs []kinship.Pair
		h := Hit{Candidate: c.n}
		row := s.row(c.n)
		for k, i := range t.columns {
			if code := int(row[i]); code < len(t.exact[k]) {
				e := t.exact[k][code]
				pairs = append(pairs, e.Pair)
				if e.Inconsistent {
					h.Inconsistent++
				}
			}
		}
		h.Compared, h.Ratio = len(pairs), kinship.Combined(pairs)
		r.Hits = append(r.Hits, h)
	}
	slices.SortFunc(r.Hits, func(a, b Hit) int {
		switch {
		case a.Ratio.Status != b.Ratio.Status:
			return int(a.Ratio.Status) - int(b.Ratio.Status)
		case a.Ratio.Log10 > b.Ratio.Log10:
			return -1
		case a.Ratio.Log10 < b.Ratio.Log10:
			return 1
		case a.Inconsistent != b.Inconsistent:
			return a.Inconsistent - b.Inconsistent
		}
		return a.Candidate - b.Candidate
	})
	for i := range r.Hits {
		h := &r.Hits[i]
		h.Near = h.Ratio.Status == kinship.OK && h.Ratio.Log10 >= r.Hits[0].Ratio.Log10-nearness
	}
}
