package kinship

// A Person of a pedigree. Father and Mother are the identifiers of other persons of the same
// pedigree, or both "" for a founder: one whose parents the question does not look at.
type Person struct {
	ID, Father, Mother string
	Sex                Sex
}

// Founder says whether the person's parents are outside the pedigree.
func (p Person) Founder() bool { return p.Father == "" && p.Mother == "" }

// A Pedigree is a family: every person who passes an allele on is listed, typed or not, in any
// order. It may have several parts that are not related, loops (cousins who marry) and incest.
type Pedigree []Person

// A Hypothesis is one account of how the typed persons are related. Every typed person
// stands in the pedigree of every hypothesis, also where an hypothesis says that he is
// nobody's relative: with theta above zero his alleles still say something about the
// population.
type Hypothesis struct {
	Name     string
	Pedigree Pedigree
}

// Chromosome is the kind of chromosome a locus lies on.
type Chromosome uint8

// Autosomal loci have two alleles in everybody; on the X chromosome a man has one, which he
// gives to every daughter and to no son.
const (
	Autosomal Chromosome = iota
	X
)

// Untyped says what is done with an untyped founder who has one child only. It matters with
// mutation alone, and there in the third or fourth digit.
type Untyped uint8

const (
	// Kept sums over the founder's genotype, and the allele the child got may have mutated
	// on the way: its distribution is u = p·M (section 3.5 of the design; pedprobr).
	Kept Untyped = iota
	// Pruned takes the founder out, as the program Familias does at theta zero: the child's
	// allele is drawn from the population as it is, with distribution p. The two agree where
	// p is stationary for M.
	Pruned
)
