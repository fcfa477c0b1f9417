package kinship

// Status is what a comparison of two hypotheses came to.
type Status uint8

// The three statuses. A ratio is never NaN: what cannot be a number has a status that says why.
const (
	// OK: the ratio is a number above zero.
	OK Status = iota
	// Exclusion: the profiles are impossible under the first hypothesis and possible under the
	// second. The ratio is 0.
	Exclusion
	// Undefined: at some locus the profiles are impossible under the second hypothesis, whatever
	// the first says. There is no ratio.
	Undefined
)

// String is the status as files spell it.
func (s Status) String() string { return [...]string{"ok", "exclusion", "undefined"}[s] }

// A Ratio compares two hypotheses, at one locus or at all.
type Ratio struct {
	Status Status
	// LR is the likelihood ratio; 0 unless Status is OK. It may overflow to +Inf or underflow to 0
	// where thousands of loci are multiplied; Log10 never does.
	LR float64
	// Log10 is the common logarithm of the ratio; it has a meaning only if Status is OK.
	Log10 float64
}

// A LocusResult is one locus: the likelihood of its observations under each hypothesis, in
// the order of the case.
type LocusResult struct {
	Locus      string
	Likelihood []float64
}

// Ratio compares hypotheses i and j at this locus.
func (l LocusResult) Ratio(i, j int) Ratio { return ratio(l.Likelihood[i], l.Likelihood[j]) }

// A Result is a case evaluated: its loci in the order of the case.
type Result struct{ Loci []LocusResult }
