package kinship

import "slices"

// A Locus is one marker in one population: its alleles in ascending order and how frequent
// each is. Make one with NewLocus, or fill it and let Check say whether it holds together.
type Locus struct {
	Name    string
	Alleles []Allele  // ordinary alleles, in the order of Sorted
	P       []float64 // frequency of each, above 0; together with Silent they add up to 1
	Silent  float64   // frequency of the silent (null) allele, which is never observed; 0 if there is none
	// Mutation, if given, is this locus's own in place of the case's: rates differ by locus.
	Mutation *Mutation
	// Loose lets the frequencies add up to something other than 1, as some laboratories leave
	// them after raising rare ones. Only without theta; the report must say so.
	Loose bool
}

// NewLocus makes a locus of a table of frequencies and the frequency of its silent allele.
func NewLocus(name string, frequencies map[Allele]float64, silent float64) (Locus, error) {
	l := Locus{Name: name, Silent: silent}
	for a := range frequencies {
		l.Alleles = append(l.Alleles, a)
	}
	slices.SortFunc(l.Alleles, Allele.compare)
	for _, a := range l.Alleles {
		l.P = append(l.P, frequencies[a])
	}
	return l, l.Check()
}

// sumTolerance is how far the sum of frequencies may be from 1 (the design's section 2).
const sumTolerance = 1e-9

// Check says whether the locus can be computed with: a name, at least one allele, no allele
// twice, every frequency in (0,1], and a sum of 1 within 1e-9. What it returns is a *Problem.
func (l *Locus) Check() error {
	sum := l.Silent
	if len(l.Alleles) == 0 || len(l.Alleles) != len(l.P) || len(l.Alleles) > maxAlleles {
		return &Problem{Code: BadAlleles, Locus: l.Name, Value: float64(len(l.Alleles))}
	}
	if !(l.Silent >= 0 && l.Silent < 1) {
		return &Problem{Code: BadFrequency, Locus: l.Name, Allele: silentName, Value: l.Silent}
	}
	if b, twice := l.twice(); twice {
		return &Problem{Code: TwiceListed, Locus: l.Name, Allele: b}
	}
	for i, p := range l.P {
		if l.Alleles[i] == "" || l.Alleles[i] == silentName {
			return &Problem{Code: BadAlleles, Locus: l.Name, Allele: l.Alleles[i]}
		}
		if !(p > 0 && p <= 1) {
			return &Problem{Code: BadFrequency, Locus: l.Name, Allele: l.Alleles[i], Value: p}
		}
		sum += p
	}
	if off := sum - 1; !l.Loose && !(off < sumTolerance && off > -sumTolerance) {
		return &Problem{Code: BadSum, Locus: l.Name, Value: sum}
	}
	return nil
}

// maxAlleles of one locus: an allele's place fits a byte, with one to spare for the silent one.
const maxAlleles = 250

// silentName cannot be an observed allele.
const silentName Allele = "silent"

// Index is the place of an allele in the list, or -1.
func (l *Locus) Index(a Allele) int {
	for i, b := range l.Alleles {
		if a == b {
			return i
		}
	}
	return -1
}

// Frequency of an allele; 0 if it is not listed.
func (l *Locus) Frequency(a Allele) float64 {
	if i := l.Index(a); i >= 0 {
		return l.P[i]
	}
	return 0
}

// twice finds an allele that is listed twice, by their keys first.
func (l *Locus) twice() (Allele, bool) {
	var keys [maxAlleles]uint64
	for i, a := range l.Alleles {
		keys[i] = a.key()
		for j, k := range keys[:i] {
			if k == keys[i] && l.Alleles[j] == a {
				return a, true
			}
		}
	}
	return "", false
}
