package frequency

import (
	"maps"
	"math"
	"slices"

	"haki/science/kinship"
)

// Rule is how the least frequency of an allele is found.
type Rule uint8

// The rules in use. Source: section 10 of the design.
const (
	// FiveOverTwoN raises to 5/(2N), N the persons of the table: at least five copies are taken as
	// seen. Source: National Research Council 1996, The Evaluation of Forensic DNA Evidence
	// (NRC II), recommendation 4.1 and page 148.
	FiveOverTwoN Rule = iota
	// Fixed raises to the policy's Value, 0.001 in the tables of norSTR.
	Fixed
	// Counting adds the case's alleles to the table: one of count x among n typed has frequency
	// (x+k)/(n+k), k the policy's Value, 1 or 2.
	Counting
)

// A Policy is how a table becomes loci. It belongs in the report.
type Policy struct {
	Rule  Rule
	Value float64
	// Fallback is the fixed least frequency where the table does not say how many were typed, so
	// that 5/(2N) and counting are impossible; 0 is 0.001.
	Fallback float64
	// Loose leaves the sum above 1 after raising, as some laboratories do. Without, what was added
	// is taken from the other alleles in proportion, so that the frequencies stay a distribution,
	// as theta, the stepwise model and the duo need.
	Loose bool
}

// NoteCode names something the report has to say about a locus.
type NoteCode string

// What there is to say. The words are kinship.note_CODE.
const (
	Unseen   NoteCode = "unseen"    // an allele of the case that the table does not have; Value is what it was given
	Raised   NoteCode = "raised"    // an allele of the case that is rarer than the policy allows; Value is what it was given
	Rescaled NoteCode = "rescaled"  // the table's frequencies added up to Value, and were rescaled to 1
	NoCounts NoteCode = "no_counts" // the table does not say how many were typed: Value was the fixed least frequency
	Absent   NoteCode = "absent"    // the table does not have the locus, which was left out
)

// A Note is one such thing.
type Note struct {
	Code   NoteCode
	Locus  string
	Allele kinship.Allele
	Value  float64
}

// slack is how far the sum of a published locus may be from 1: rounding of forty alleles to
// three decimals.
const slack = 0.02

// Locus makes one locus of the table for the alleles observed in a case, and says what was done
// to it. The silent allele's frequency, 0 if there is none, is taken from all others. A table
// without the locus is a *kinship.Problem, NoLocus.
func (t *Table) Locus(name string, observed []kinship.Allele, silent float64, p Policy) (kinship.Locus, []Note, error) {
	counts, ok := t.Loci[name]
	if !ok {
		return kinship.Locus{}, nil, &kinship.Problem{Code: kinship.NoLocus, Locus: name}
	}
	w := &work{name: name, typed: float64(counts.Typed), p: map[kinship.Allele]float64{}, fixed: map[kinship.Allele]bool{}}
	if err := w.start(counts); err != nil {
		return kinship.Locus{}, nil, err
	}
	seen := slices.Clone(observed)
	slices.Sort(seen)
	seen = slices.Compact(seen)
	w.floor(seen, p)
	if !p.Loose {
		w.settle()
	}
	for a := range w.p {
		w.p[a] *= 1 - silent
	}
	if p.Loose {
		return w.loose(silent)
	}
	l, err := kinship.NewLocus(name, w.p, silent)
	return l, w.notes, err
}

type work struct {
	name  string
	typed float64
	p     map[kinship.Allele]float64
	fixed map[kinship.Allele]bool // given by the policy, so that settling does not lower it
	least float64
	notes []Note
}

func (w *work) note(c NoteCode, a kinship.Allele, x float64) {
	w.notes = append(w.notes, Note{c, w.name, a, x})
}

// names in order, so that sums come out the same every time.
func (w *work) names() []kinship.Allele { return slices.Sorted(maps.Keys(w.p)) }

// start takes the published frequencies, rescaled if they were rounded. What was published as
// zero was not seen.
func (w *work) start(counts Counts) error {
	sum := 0.0
	for _, a := range slices.Sorted(maps.Keys(counts.Frequencies)) {
		x := counts.Frequencies[a]
		if !(x >= 0 && x <= 1) {
			return &kinship.Problem{Code: kinship.BadFrequency, Locus: w.name, Allele: a, Value: x}
		}
		if x > 0 {
			w.p[a] = x
			sum += x
		}
	}
	if !(math.Abs(sum-1) <= slack) {
		return &kinship.Problem{Code: kinship.BadSum, Locus: w.name, Value: sum}
	}
	if math.Abs(sum-1) > 1e-9 {
		w.note(Rescaled, "", sum)
	}
	for a := range w.p {
		w.p[a] /= sum
	}
	return nil
}

// floor adds unseen alleles and raises rare ones.
func (w *work) floor(seen []kinship.Allele, p Policy) {
	rule, value := p.Rule, p.Value
	if rule != Fixed && w.typed == 0 {
		rule, value = Fixed, p.Fallback
		if value == 0 {
			value = 0.001
		}
		w.note(NoCounts, "", value)
	}
	if rule == Counting {
		for _, a := range seen {
			x := (w.p[a]*w.typed + value) / (w.typed + value)
			w.give(a, x)
		}
		return
	}
	if w.least = value; rule == FiveOverTwoN {
		w.least = 5 / w.typed
	}
	if w.least <= 0 {
		return
	}
	for _, a := range seen {
		if w.p[a] < w.least {
			w.give(a, w.least)
		}
	}
	for _, a := range w.names() {
		if w.p[a] < w.least {
			w.p[a], w.fixed[a] = w.least, true
		}
	}
}

// give sets the frequency of an allele of the case and says so.
func (w *work) give(a kinship.Allele, x float64) {
	code := Raised
	if w.p[a] == 0 {
		code = Unseen
	}
	w.p[a], w.fixed[a] = x, true
	w.note(code, a, x)
}

// settle takes what was added from the alleles that the policy did not set, in proportion; one
// that would fall below the least frequency is set to it, and the rest share again.
func (w *work) settle() {
	for {
		set, rest := 0.0, 0.0
		for _, a := range w.names() {
			if w.fixed[a] {
				set += w.p[a]
			} else {
				rest += w.p[a]
			}
		}
		if rest == 0 || set >= 1 { // everything is set: the only way left is to rescale all
			for a := range w.p {
				w.p[a] /= set + rest
			}
			return
		}
		again := false
		for _, a := range w.names() {
			if !w.fixed[a] {
				if w.p[a] *= (1 - set) / rest; w.p[a] < w.least {
					w.p[a], w.fixed[a], again = w.least, true, true
				}
			}
		}
		if !again {
			return
		}
	}
}

func (w *work) loose(silent float64) (kinship.Locus, []Note, error) {
	l, _ := kinship.NewLocus(w.name, w.p, silent) // that the sum is off is what was asked for
	l.Loose = true
	return l, w.notes, l.Check()
}
