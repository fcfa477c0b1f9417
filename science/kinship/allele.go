package kinship

import (
	"strconv"
	"strings"
)

// An Allele is the name of one variant of a locus: for STR loci the number of repeats,
// written as a decimal string such as "14" or "9.3" (nine repeats and three bases). Names
// are compared as strings and never as floating numbers; "" is no allele. Published
// exercises use names such as "a"; models that count steps refuse those.
type Allele string

// ParseAllele reads the name of an STR allele as laboratories print it: one or two digits,
// and after a point the incomplete repeat, 1 to 4 bases. It returns the one spelling the
// package uses ("09" and "9.0" are "9"), or false if s is none. Decimal commas, ladder marks
// (OL, <8) and empty fields are for the reader of a laboratory's file to settle.
// Source: the design's rule 13.3, after the ISFG nomenclature of repeats and bases
// (Bär et al. 1997, Int J Legal Med 110:175-176).
func ParseAllele(s string) (Allele, bool) {
	whole, part, pointed := strings.Cut(s, ".")
	if len(whole) < 1 || len(whole) > 2 || strings.Trim(whole, "0123456789") != "" {
		return "", false
	}
	if pointed && (len(part) != 1 || part[0] < '0' || part[0] > '4') {
		return "", false
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		return "", false // no repeat at all is no allele
	}
	if part == "" || part == "0" {
		return Allele(whole), true
	}
	return Allele(whole + "." + part), true
}

// Tenths is the allele as repeats times ten plus the bases of an incomplete repeat: 93 for
// "9.3". False if the name is not of that form, such as "a". Counting steps in whole
// numbers avoids the rounding of 9.3 - 8.3.
func (a Allele) Tenths() (int, bool) {
	whole, part, pointed := strings.Cut(string(a), ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 0 || n > 999 || whole[0] == '+' || pointed && len(part) != 1 {
		return 0, false
	}
	if !pointed {
		return n * 10, true
	}
	if part[0] < '0' || part[0] > '9' {
		return 0, false
	}
	return n*10 + int(part[0]-'0'), true
}

// compare orders alleles as a laboratory lists them: numbers ascending, then other names.
func (a Allele) compare(b Allele) int {
	x, numeric := a.Tenths()
	y, other := b.Tenths()
	switch {
	case numeric && other && x != y:
		return x - y
	case numeric != other && numeric:
		return -1
	case numeric != other:
		return 1
	}
	return strings.Compare(string(a), string(b))
}

// A Genotype is what was observed of one person at one locus. Two names are exactly these
// two alleles; the same name twice is homozygous, or that allele with a silent one where the
// locus has a silent allele. A man has one allele on the X chromosome: One(a). The zero
// Genotype is nothing observed, and means no information.
type Genotype struct{ A, B Allele }

// Two is a genotype of two observed alleles, in any order.
func Two(a, b Allele) Genotype { return Genotype{a, b} }

// One is the genotype of a man on the X chromosome.
func One(a Allele) Genotype { return Genotype{A: a} }

// Typed says whether anything was observed.
func (g Genotype) Typed() bool { return g.A != "" || g.B != "" }

// Homozygous says whether one allele was observed twice.
func (g Genotype) Homozygous() bool { return g.A == g.B && g.A != "" }

// Has says whether the allele was observed.
func (g Genotype) Has(a Allele) bool { return a != "" && (g.A == a || g.B == a) }

// Same says whether two genotypes are equal in any order of their alleles.
func (g Genotype) Same(h Genotype) bool { return g == h || g.A == h.B && g.B == h.A }

// A Profile is one person's genotypes by the name of the locus. A locus that is absent was
// not typed.
type Profile map[string]Genotype

// Sex of a person; it decides which mutation matrix is theirs, and how many X chromosomes.
type Sex uint8

// The two sexes a pedigree knows.
const (
	Male Sex = iota + 1
	Female
)
