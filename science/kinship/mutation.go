package kinship

// A ModelName is the name of a mutation model as the case files spell it.
type ModelName string

// The mutation models of the design's section 7.
const (
	NoMutation   ModelName = "none"         // an allele is passed on as it is
	Equal        ModelName = "equal"        // every other allele is equally likely
	Proportional ModelName = "proportional" // every other allele in proportion to its frequency; stationary
	Stepwise     ModelName = "stepwise"     // whole repeats by distance, other groups with a second rate
	OneStep      ModelName = "onestep"      // neighbours one repeat away only
)

// A Model is how alleles change on the way from parent to child. The zero Model is no mutation.
type Model struct {
	Name ModelName // "" is NoMutation
	// Rate is the probability per meiosis that an allele changes (of the mean allele in the
	// proportional model; within its group of whole repeats in the stepwise one).
	Rate float64
	// Rate2 is, in the stepwise model, the probability of a change into another group (9 to 9.3).
	Rate2 float64
	// Range is, in the stepwise model, by what factor each further repeat is less likely.
	Range float64
	// Stationary turns the matrix into one that leaves the frequencies of the population as they
	// are, at the same mean rate.
	Stationary bool
}

// Mutation is the pair of models: of alleles that mothers pass, and that fathers pass.
type Mutation struct{ Female, Male Model }
