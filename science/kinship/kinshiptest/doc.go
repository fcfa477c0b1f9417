// Package kinshiptest computes likelihoods of pedigrees in the slowest way there is, from
// the definition: every way the alleles may have come down, one by one. It imports nothing
// of the engine it judges, not even its types, and is for tests.
//
// The definition is the design's section 3: the likelihood is the sum, over every genotype
// each person may have, of the probability of the founders' alleles, times the probability
// of each transmission, times one if what was observed can be seen of it and zero if not.
//
// Words: enumerate, came down. Words avoided: engine (that is what is judged).
package kinshiptest
