package kinship

// A Finding is how one locus of a child looks beside its mother's and a man's, without any
// statistics: the rule of Mendel, no mutation and no silent allele. Source: section 8 of the
// design.
type Finding struct {
	// Compared says whether child and man are both typed; without, nothing else is set.
	Compared bool
	// Maternal: the child shows no allele of the mother. Then the locus says nothing against
	// the man; the mother's sample does not fit.
	Maternal bool
	// Inconsistent: no allele the child can have of its father is among the man's.
	Inconsistent bool
	// Opposite: inconsistent, and both are homozygous, which is how a silent allele looks.
	Opposite bool
	// Tenths is, where inconsistent, the least distance from an allele of the man to one the child
	// can have of its father, in tenths of a repeat: 10 is one step, 3 is no whole step. It is -1
	// where a name is no number.
	Tenths int
	// Obligate are the alleles the child can have of its father: one or two.
	Obligate []Allele
}

// Compare looks at one autosomal locus. The mother may be untyped.
func Compare(child, mother, man Genotype) Finding {
	f := Finding{}
	if !child.Typed() || !man.Typed() {
		return f
	}
	f.Compared = true
	f.Obligate = Obligate(child, mother)
	if len(f.Obligate) == 0 {
		f.Maternal = true
		return f
	}
	f.Tenths = -1
	for _, a := range f.Obligate {
		if man.Has(a) {
			f.Tenths = 0
			return f
		}
		x, numeric := a.Tenths()
		for _, b := range []Allele{man.A, man.B} {
			y, other := b.Tenths()
			if d := distance(x, y); numeric && other && (f.Tenths < 0 || d < f.Tenths) {
				f.Tenths = d
			}
		}
	}
	f.Inconsistent = true
	f.Opposite = child.Homozygous() && man.Homozygous()
	return f
}

// Obligate are the alleles a child can have of its father: those whose other the mother has;
// both if the mother is not typed; none if the child has nothing of hers.
func Obligate(child, mother Genotype) []Allele {
	var all []Allele
	add := func(of, other Allele) {
		if (!mother.Typed() || mother.Has(other)) && (len(all) == 0 || all[0] != of) {
			all = append(all, of)
		}
	}
	add(child.A, child.B)
	add(child.B, child.A)
	return all
}

// Power is the probability that a random man is inconsistent at this locus, given the child and
// its mother (who may be untyped), for theta zero:
//
//	A = (1 - Σ_{x obligate} p_x)²,
//
// neither of his two alleles is one the child can have of its father. 0 where the child has
// nothing of the mother's, since then no man can be inconsistent. Source: section 8 of the
// design; the power of exclusion of Ohno et al. 1982, Forensic Sci Int 19:93-98.
func Power(l *Locus, child, mother Genotype) float64 {
	obligate := Obligate(child, mother)
	if !child.Typed() || len(obligate) == 0 {
		return 0
	}
	rest := 1.0
	for _, a := range obligate {
		rest -= l.Frequency(a)
	}
	return max(0, rest) * max(0, rest)
}

// CombinedPower is the probability that a random man is inconsistent at one locus at least:
// 1 - Π(1 - A).
func CombinedPower(powers []float64) float64 { return 1 - Chances(powers)[0] }

// Chances are the probabilities that a man who is not the father shows 0, 1, 2, … inconsistent
// loci, given the power of each: the Poisson-binomial distribution, a locus at a time.
func Chances(powers []float64) []float64 {
	c := make([]float64, len(powers)+1)
	c[0] = 1
	for n, a := range powers {
		for k := n + 1; k > 0; k-- {
			c[k] = c[k]*(1-a) + c[k-1]*a
		}
		c[0] *= 1 - a
	}
	return c
}

// PassingChance is the probability that a man who is not the father shows at most most
// inconsistent loci.
func PassingChance(powers []float64, most int) float64 {
	sum := 0.0
	for k, c := range Chances(powers) {
		if k <= most {
			sum += c
		}
	}
	return sum
}
