package kinship

// Genotypes is how many genotypes the i-th locus has whose alleles are listed: n(n+1)/2.
func (p *Panel) Genotypes(i int) int {
	n := len(p.loci[i].Alleles)
	return n * (n + 1) / 2
}

// Code is the genotype at the i-th locus as one number, b(b+1)/2 + a for the alleles at places
// a <= b of the locus's list; -1 if it is not typed. It is less than Genotypes.
func (t Typing) Code(i int) int {
	if t.Untyped(i) {
		return -1
	}
	a, b := int(t[i].a), int(t[i].b)
	return b*(b+1)/2 + a
}

// An Entry is what a man of one genotype would be at one locus.
type Entry struct {
	Pair
	// Inconsistent by the rule of Mendel: see Finding.
	Inconsistent bool
}

// Table computes the i-th locus for every genotype a man may have, in the order of Code: the
// likelihoods as Paternity computes them, and whether he is inconsistent. Nil if the child is
// not typed there, or the panel is not autosomal. The mother may be nil.
func (p *Panel) Table(i int, child, mother Typing, s *Scratch) []Entry {
	if p.chromosome != Autosomal || child.Untyped(i) {
		return nil
	}
	one := &Panel{loci: p.loci[i : i+1], frames: p.frames[i : i+1], theta: p.theta}
	c, man := Typing{child[i]}, make(Typing, 1)
	m := Typing{{none, none}}
	if mother != nil {
		m[0] = mother[i]
	}
	out, entries := make([]Pair, 1), make([]Entry, 0, p.Genotypes(i))
	for b := range p.loci[i].Alleles {
		for a := range b + 1 {
			man[0] = pair{uint8(a), uint8(b)}
			out = one.Paternity(c, m, man, s, out)
			entries = append(entries, Entry{out[0], inconsistent(c[0], m[0], man[0])})
		}
	}
	return entries
}

// inconsistent is the rule of Mendel on places; a child without anything of the mother's is
// not the man's inconsistency.
func inconsistent(child, mother, man pair) bool {
	has := func(g pair, a uint8) bool { return g.a == a || g.b == a }
	first := mother.a == none || has(mother, child.b) // child.a may be the father's
	second := mother.a == none || has(mother, child.a)
	return (first || second) && !(first && has(man, child.a)) && !(second && has(man, child.b))
}
