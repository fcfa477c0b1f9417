// Package kinship computes how much better genetic profiles fit one family tree than
// another: the statistic behind "he is the father". It is exact, deterministic, and
// standard library only.
//
// # The question
//
// A laboratory reads, at some twenty places of the genome (loci), the two alleles a person
// has: one of the father, one of the mother, each named by the number of times a short
// piece of DNA repeats. Whether a man is a child's father is then two accounts of the same
// observations. H1: he is. H2: somebody else of the population is. For each account the
// probability of everything observed can be computed, the likelihood L. Their quotient
//
//	LR = L(H1) / L(H2)
//
// says how many times better the first explains what was seen; of a father it is called the
// paternity index. Loci on different chromosomes are inherited apart, so the ratios of all
// loci are multiplied. That ratio is all the genetics can say. A probability needs one thing
// more, what was believed before (the prior π): W = LR·π / (LR·π + 1 - π). See [Ratio].
// Source: Gjertson et al. 2007, FSI Genetics 1:223-231 (ISFG recommendations).
//
// # A trio by hand
//
// At locus D1 the mother has 12 and 14, the child 14 and 16, the man 16 and 17; 16 is in a
// tenth of the alleles of the population. The child's 14 is its mother's: she passes it with
// probability 1/2, whoever the father is. Then 16 is the father's. If he is the man, he passes
// it with probability 1/2; an unknown man passes it with probability 0.1. So the index is
//
//	X / Y = (1/2 · 1/2) / (1/2 · 0.1) = 5.
//
// The example of this package continues with a second locus, and a test holds it to this text.
//
// # The likelihood
//
// In general nobody knows who passed what, and some people are not typed. The likelihood is
// the sum, over every genotype each person may have, of three factors:
//
//	L = Σ  Π founders F · Π children T · Π typed O.
//
// They are:
//
//   - F, of founders, whose parents are not in the pedigree: their alleles come from the
//     population. With theta zero each is drawn with its frequency p. With theta above
//     zero, because people of one population are distant cousins, an allele drawn before is
//     likelier to be drawn again: P(next = x) = (n_x θ + (1-θ) p_x) / (1 + (n-1) θ), n alleles
//     drawn, n_x of them x. Source: Balding and Nichols 1994, Forensic Sci Int 64:125-140.
//     The founders of a hypothesis are drawn together, typed or not, related to the others
//     or not.
//   - T, of children: a parent with alleles a and b passes x with probability
//     (M[a][x] + M[b][x]) / 2. M is the mutation matrix; without mutation M[a][x] is 1 if
//     a is x, else 0. Mothers and fathers have matrices of their own: see [Model]. On the X
//     chromosome a father passes his one allele to each daughter and none to a son.
//   - O, of typed persons: 1 if what was observed can be seen of the genotype, else 0. Where
//     a locus has a silent allele s, which no laboratory sees, observed a,a is a/a or a/s.
//     Nothing observed says nothing.
//
// Source: Elston and Stewart 1971, Human Heredity 21:523-542, for the sum; Egeland, Kling
// and Mostad 2016, Relationship Inference with Familias and R, for its use here.
//
// For two people without mutation and with theta zero the sum shrinks to how many of their
// alleles come from the same ancestors, none, one or two, with probabilities k0, k1 and k2:
//
//	LR = k0 + k1·A + k2·B.
//
// A is 1/p for i,i twice, 1/(2p) for i,i and i,j, (p+q)/(4pq) for i,j twice, 1/(4p) for one
// allele in common, 0 for none; B is 1/p² for i,i twice, 1/(2pq) for i,j twice, else 0. Parents
// have k = (0,1,0), full siblings (1/4,1/2,1/4), half siblings, uncles and grandparents
// (1/2,1/2,0), first cousins (3/4,1/4,0). Source: Brenner, dna-view.com/sibfmla.htm. The
// package does not use this; its tests do.
//
// # How it is computed
//
// A child with its parents, typed or not, has a closed form without any sum: see
// [Panel.Paternity], which is what a laboratory's case needs, in microseconds. Everything
// else is peeled: a nuclear family at a time is added up, and hands a vector over genotypes to
// the person who joins it to the rest. Loops (cousins who have a child, incest) are opened by
// holding one person at each of their genotypes in turn. Under theta founders are not
// independent: they are held as well, but for one couple, whose family sees both.
// Two shortcuts are exact and taken where they are: persons without typed descendants are left
// out, and alleles nobody showed are one allele where the mutation model allows it (not
// where steps are counted).
//
// An untyped founder with one child is kept, so the allele he passes may have mutated; the
// program Familias takes him out. [Untyped] says what that changes and lets one choose.
//
// # What comes out
//
// Per locus and hypothesis a likelihood ([LocusResult]), and for any two hypotheses a [Ratio]
// with its [Status]: a number; an exclusion, because H1 makes the observations impossible; or
// undefined, because H2 does. Nothing is ever NaN, and an input that is not sound is a
// [Problem] and not a number. The rule of Mendel alone, which needs no statistics, is
// [Compare]; how many strangers would pass it, [Power] and [Chances].
//
// One or two inconsistent loci do not exclude a father, because alleles mutate; a brother of
// the true father may show no more. And no ratio says who gave the sample. The statistic
// supports a decision and never takes it.
//
// # Where to begin
//
// Fill a [Case] and call [Case.Evaluate]; [Relationships] are the usual questions, ready made.
// For many cases over the same loci make a [Panel]. Tables of frequencies become loci in
// package frequency, case files are read in casefile, many men are compared in search.
//
// Words: allele (a variant, named by its repeats), locus (a place of the genome), genotype (the
// alleles of a person at a locus), profile (all genotypes of a person), founder (a person
// whose parents are outside the pedigree), pedigree, hypothesis (a pedigree as an
// account), likelihood (of the observations under a hypothesis), ratio, index (the ratio of a
// locus), theta (how related a population is within itself), silent allele, peel, hold.
// Words avoided: match, proof, confidence, certainty.
package kinship
