package kinship

// A Pair are the likelihoods of one locus under the two hypotheses of a paternity case.
type Pair struct{ H1, H2 float64 }

// Ratio is the locus's paternity index.
func (p Pair) Ratio() Ratio { return ratio(p.H1, p.H2) }

// slots of a nuclear family whose members the closed form knows: a founder not typed at the
// locus has the genotype pair{none, none}.
type slots struct {
	child, mother, father pair
	grown                 bool   // the child is a founder: no parents stand in the hypothesis
	others                []pair // typed founders who are nobody's relatives
}

// closed is the likelihood of one child with its parents, typed or not, and of unrelated
// typed persons, all of them founders. With t(x) = (M[a][x]+M[b][x])/2 for a typed parent
// (a,b), and u(x) = Σ_y q(y) M[y][x] for an untyped one, q the next draw of the urn:
//
//	L = F · ( m(c1) f(c2) + [c1 ≠ c2] m(c2) f(c1) ),   m and f each t or u,
//
// F the urn's probability of the typed founders; no loop over hidden genotypes. A person
// observed homozygous where there is a silent allele may be a/a or a/silent: both are added.
// Source: section 5 of the design; without mutation and theta it is the table of Brenner
// (dna-view.com/patform.htm), which the tests assert row by row.
func (f *frame) closed(s *slots, u *urn) float64 {
	for i := range u.seen {
		u.seen[i] = 0
	}
	u.n = 0
	return f.draw(s, u, 0)
}

// draw takes the typed founders in turn, each in all the states that fit; then the child.
func (f *frame) draw(s *slots, u *urn, k int) float64 {
	var g *pair
	switch {
	case k < len(s.others):
		g = &s.others[k]
	case k == len(s.others):
		g = &s.mother
		if s.grown {
			g = &s.child
		}
	case k == len(s.others)+1 && !s.grown:
		g = &s.father
	case s.grown:
		return 1
	default:
		return f.birth(s, u)
	}
	if g.a == none {
		return f.draw(s, u, k+1)
	}
	seen := *g
	sum := u.genotype(seen, false) * f.draw(s, u, k+1)
	u.giveBack(seen, false)
	if seen.a == seen.b && f.silent >= 0 {
		*g = pair{seen.a, uint8(f.silent)}
		sum += u.genotype(*g, false) * f.draw(s, u, k+1)
		u.giveBack(*g, false)
		*g = seen
	}
	return sum
}

// birth is the probability of the child's observation given the founders in the urn.
func (f *frame) birth(s *slots, u *urn) float64 {
	c := s.child
	sum := f.inherit(s, u, int(c.a), int(c.b))
	if c.a != c.b {
		return sum + f.inherit(s, u, int(c.b), int(c.a))
	}
	if f.silent >= 0 {
		sum += f.inherit(s, u, int(c.a), f.silent) + f.inherit(s, u, f.silent, int(c.a))
	}
	return sum
}

// inherit is the probability that the father passes x and the mother y.
func (f *frame) inherit(s *slots, u *urn, x, y int) float64 {
	switch fatherless, motherless := s.father.a == none, s.mother.a == none; {
	case fatherless && motherless:
		return u.both(x, y, f)
	case fatherless:
		return u.passed(x, f.male, f.fromMen) * f.female.passes(s.mother, y)
	case motherless:
		return f.male.passes(s.father, x) * u.passed(y, f.female, f.fromWomen)
	}
	return f.male.passes(s.father, x) * f.female.passes(s.mother, y)
}

// passes is the probability that a parent of this genotype passes x: (M[a][x] + M[b][x])/2.
func (m *matrix) passes(g pair, x int) float64 {
	return (m.at[int(g.a)*m.n+x] + m.at[int(g.b)*m.n+x]) / 2
}

// Paternity computes, for every locus of the panel, the likelihood of the profiles if the man is
// the father (H1) and if an untyped man of the same population is (H2). Where the mother is
// not typed, both hypotheses have an untyped mother; where child or man is not typed, the
// locus says nothing and both likelihoods are 1. It writes into out if that is long enough,
// and then allocates nothing but what Scratch holds. Autosomal panels only: it returns nil
// for a panel of X loci. Maternity is the same question with the roles and the models of the
// sexes exchanged.
func (p *Panel) Paternity(child, mother, man Typing, s *Scratch, out []Pair) []Pair {
	if p.chromosome != Autosomal {
		return nil
	}
	if cap(out) < len(p.frames) {
		out = make([]Pair, len(p.frames))
	}
	out = out[:len(p.frames)]
	for i, f := range p.frames {
		out[i] = Pair{1, 1}
		if child.Untyped(i) || man.Untyped(i) {
			continue
		}
		u := s.ready(f, p.theta)
		s.slots.child, s.slots.mother, s.slots.father = child[i], pair{none, none}, man[i]
		if mother != nil {
			s.slots.mother = mother[i]
		}
		s.slots.others = s.man[:0]
		out[i].H1 = f.closed(&s.slots, u)
		s.slots.father, s.man[0] = pair{none, none}, man[i]
		s.slots.others = s.man[:1]
		out[i].H2 = f.closed(&s.slots, u)
	}
	return out
}

// Scratch is the memory that one goroutine computes in. The zero Scratch is ready.
type Scratch struct {
	urn   urn
	slots slots
	man   [1]pair
}

func (s *Scratch) ready(f *frame, theta float64) *urn {
	if cap(s.urn.seen) < f.n {
		s.urn.seen = make([]float64, maxAlleles+1)
	}
	s.urn.seen, s.urn.p, s.urn.theta, s.urn.n = s.urn.seen[:f.n], f.p, theta, 0
	return &s.urn
}
