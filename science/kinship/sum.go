package kinship

import (
	"math"
	"slices"
)

// sum is the likelihood of one locus under one hypothesis, on the way: a forest of nuclear
// families peeled from the leaves, and around it a loop over the persons who are held.
//
// Peeling (Elston and Stewart 1971, Human Heredity 21:523-542) adds up a family at a time and
// hands a vector over genotypes to the one person who joins it to the rest. It needs a
// forest, so some persons are held at one genotype while everything else is peeled, and
// the results are added: those of one possible genotype, which costs nothing; with theta,
// the founders, because they depend on each other; and one in every loop.
type sum struct {
	f        *frame
	theta    float64
	members  []member
	families []family
	held     []int // members held at one state while the rest is peeled
	heads    []int // one family of every part of the forest
	alone    []int // members not held who stand in no family
	pair     int   // the family whose untyped founder parents are drawn together, or -1
	urn      urn
	pool     pool
}

type member struct {
	father, mother int  // -1 for a founder
	single         bool // a man on the X chromosome
	plainFather    bool // what the father passes does not mutate: see Pruned
	plainMother    bool
	states         []pair
	held           bool
	at             int   // the state a held member is in
	from           int   // the family they were born in, or -1
	own            []int // the families they are a parent of
}

type family struct {
	father, mother int
	children       []int
}

// newSum sets up the live part of a pedigree. states are the genotypes each person may have.
func newSum(f *frame, theta float64, x bool, t *tree, live, plain []bool, states [][]pair) *sum {
	s := &sum{f: f, theta: theta, pair: -1}
	s.urn = urn{theta: theta, p: f.p, seen: make([]float64, f.n)}
	place := make([]int, len(t.ids))
	for i := range t.ids {
		if !live[i] {
			continue
		}
		m := member{father: -1, mother: -1, single: x && t.male[i], states: states[i], from: -1}
		if fa, mo := t.father[i], t.mother[i]; fa >= 0 && !(plain[fa] && plain[mo]) {
			m.father, m.mother, m.plainFather, m.plainMother = place[fa], place[mo], plain[fa], plain[mo]
		}
		place[i] = len(s.members)
		s.members = append(s.members, m)
	}
	s.drop(t, live, plain, place)
	for i := range s.members {
		s.born(i)
	}
	s.hold()
	return s
}

// drop empties the state of founders whom Pruned took out together with their mate.
func (s *sum) drop(t *tree, live, plain []bool, place []int) {
	for i := range t.ids {
		if fa, mo := t.father[i], t.mother[i]; live[i] && fa >= 0 && plain[fa] && plain[mo] {
			s.members[place[fa]].states, s.members[place[mo]].states = nil, nil
		}
	}
}

// born puts a child into the family of its parents.
func (s *sum) born(i int) {
	m := &s.members[i]
	if m.father < 0 {
		return
	}
	for k := range s.families {
		if s.families[k].father == m.father && s.families[k].mother == m.mother {
			s.families[k].children = append(s.families[k].children, i)
			m.from = k
			return
		}
	}
	m.from = len(s.families)
	s.families = append(s.families, family{m.father, m.mother, []int{i}})
	s.members[m.father].own = append(s.members[m.father].own, m.from)
	s.members[m.mother].own = append(s.members[m.mother].own, m.from)
}

// hold chooses who is held: those of one state, founders under theta, and one in each loop.
func (s *sum) hold() {
	s.pair = s.free()
	for i := range s.members {
		m := &s.members[i]
		m.held = len(m.states) == 1 || s.theta > 0 && m.father < 0 && len(m.states) > 1 && !s.drawnLast(i)
	}
	s.breakLoops()
	if s.pair >= 0 && (s.members[s.families[s.pair].father].held || s.members[s.families[s.pair].mother].held) {
		s.pair = -1
	}
	for i := range s.members {
		if s.members[i].held {
			s.held = append(s.held, i)
		}
	}
}

// free chooses, under theta, the founders who are drawn after all others and so need not be
// held: a couple of untyped founders with the most genotypes, since their family sees both;
// else drawnLast finds the founder with the most.
func (s *sum) free() int {
	best, most := -1, 0
	for k, f := range s.families {
		a, b := &s.members[f.father], &s.members[f.mother]
		if n := len(a.states) * len(b.states); s.theta > 0 && a.father < 0 && b.father < 0 && len(a.states) > 1 && len(b.states) > 1 && n > most {
			best, most = k, n
		}
	}
	return best
}

func (s *sum) drawnLast(i int) bool {
	if s.pair >= 0 {
		return s.families[s.pair].father == i || s.families[s.pair].mother == i
	}
	best, most := -1, 1
	for k, m := range s.members {
		if m.father < 0 && len(m.states) > most {
			best, most = k, len(m.states)
		}
	}
	return best == i
}

// breakLoops holds the fewest genotypes that leave a forest: it joins families by persons in
// descending order of their genotypes, and holds whoever would close a loop (Kruskal 1956).
func (s *sum) breakLoops() {
	root := make([]int, len(s.families))
	for k := range root {
		root[k] = k
	}
	find := func(k int) int {
		for root[k] != k {
			k = root[k]
		}
		return k
	}
	order := make([]int, 0, len(s.members))
	for i := range s.members {
		if !s.members[i].held && len(s.members[i].states) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(s.members[b].states) - len(s.members[a].states) })
	for _, i := range order {
		m := &s.members[i]
		at := m.own
		if m.from >= 0 {
			at = append([]int{m.from}, m.own...)
		}
		if len(at) == 0 {
			s.alone = append(s.alone, i)
		}
		m.held = joins(at, find)
		for _, k := range at {
			if !m.held {
				root[find(k)] = find(at[0])
			}
		}
	}
	for k := range s.families {
		if s.pair >= 0 && find(k) == find(s.pair) {
			if k == s.pair {
				s.heads = append(s.heads, k)
			}
		} else if find(k) == k {
			s.heads = append(s.heads, k)
		}
	}
}

// joins says whether two of these families are joined already.
func joins(at []int, find func(int) int) bool {
	for i, a := range at {
		for _, b := range at[:i] {
			if find(a) == find(b) {
				return true
			}
		}
	}
	return false
}

// most is how many steps one locus of one hypothesis may cost, about a minute's worth.
const most = 2e10

// cost estimates the steps of the sum.
func (s *sum) cost() float64 {
	rounds, each := 1.0, 0.0
	for _, i := range s.held {
		rounds *= float64(len(s.members[i].states))
	}
	n := float64(s.f.n)
	for _, f := range s.families {
		pairs := 1.0
		for _, i := range []int{f.father, f.mother} {
			if m := &s.members[i]; !m.held {
				pairs *= float64(len(m.states))
			}
		}
		each += (pairs + 2*n*n*n) * float64(len(f.children))
	}
	return rounds * max(each, 1)
}

// total adds up over the states of the held members, in ascending order.
func (s *sum) total() (float64, error) {
	if c := s.cost(); c > most {
		return 0, &Problem{Code: TooLarge, Value: c}
	}
	for _, i := range s.held {
		s.members[i].at = 0
	}
	all := 0.0
	for {
		all += s.round()
		k := len(s.held) - 1
		for ; k >= 0; k-- {
			m := &s.members[s.held[k]]
			if m.at++; m.at < len(m.states) {
				break
			}
			m.at = 0
		}
		if k < 0 {
			return all, nil
		}
	}
}

// round is the weight of the held members' states times everything that is peeled.
func (s *sum) round() float64 {
	clear(s.urn.seen)
	s.urn.n = 0
	s.pool.reset()
	w := 1.0
	for _, i := range s.held {
		if m := &s.members[i]; m.father < 0 {
			w *= s.urn.genotype(m.states[m.at], m.single)
		}
	}
	for _, i := range s.alone {
		if w != 0 {
			w *= total(s.prior(&s.members[i]))
		}
	}
	for _, k := range s.heads {
		if w != 0 {
			w *= s.peel(k, -1, nil)
		}
	}
	if math.IsNaN(w) {
		panic("kinship: a likelihood that is not a number") // no input that passed the checks can do this
	}
	return w
}

func total(v []float64) (sum float64) {
	for _, x := range v {
		sum += x
	}
	return sum
}

// prior is the urn's probability of each state of a founder who is not held.
func (s *sum) prior(m *member) []float64 {
	b := s.pool.take(len(m.states))
	for i, g := range m.states {
		b[i] = s.urn.genotype(g, m.single)
		s.urn.giveBack(g, m.single)
	}
	return b
}

// one is what a held member's vector is.
var one = []float64{1}

// now are the states of a member in this round.
func (m *member) now() []pair {
	if m.held {
		return m.states[m.at : m.at+1]
	}
	return m.states
}

// belief is what everybody but one family says about a member's states.
func (s *sum) belief(i, but int) []float64 {
	m := &s.members[i]
	if m.held {
		return one
	}
	var b []float64
	switch {
	case m.father < 0 && s.pair >= 0 && but == s.pair:
		b = s.pool.ones(len(m.states)) // their family draws them together
	case m.father < 0:
		b = s.prior(m)
	case m.from != but:
		b = s.pool.take(len(m.states))
		s.peel(m.from, i, b)
	default:
		b = s.pool.ones(len(m.states))
	}
	for _, k := range m.own {
		if k == but {
			continue
		}
		v := s.pool.take(len(m.states))
		s.peel(k, i, v)
		for j := range b {
			b[j] *= v[j]
		}
	}
	return b
}
