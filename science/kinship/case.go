package kinship

// A Case is a question: two or more hypotheses about the same profiles, and everything the
// answer depends on.
type Case struct {
	ID         string
	Chromosome Chromosome
	// Theta is the coancestry coefficient (Fst) of the population, 0 to 1.
	Theta float64
	// Mutation applies at every locus that has none of its own.
	Mutation Mutation
	Loci     []Locus
	// Hypotheses: the first is the numerator, the second the denominator; more are alternatives.
	Hypotheses []Hypothesis
	// Profiles by the identifier of the person. Who is absent is not typed.
	Profiles map[string]Profile
	// Untyped founders are kept unless the other convention is asked for.
	Untyped Untyped
}
