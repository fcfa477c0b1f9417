// Package kinship computes how much better genetic profiles fit one family tree than
// another: the statistic behind "he is the father". It is exact, deterministic, and
// standard library only.
//
// Words: allele, locus, genotype, profile, pedigree, hypothesis, likelihood, ratio.
// Words avoided: match, proof, confidence.
package kinship
