// Package casefile reads cases of kinship from a file and writes what they came to.
//
// The format is kinship-cases/1: one JSON object with "frequency_sets" (set, locus, allele,
// frequency; the allele "silent" is the silent one) and "cases". A case names its loci,
// each with its own frequencies or a set to look them up in, two or more hypotheses as
// lists of persons, the mutation models of mothers and fathers, theta, the chromosome, and
// the genotypes by person and locus. What the reader does not know it refuses, with the case
// and the field, rather than to leave it out: a misspelt word is not an absent one.
//
// Results are JSON lines, one a case, in the order of the file, every number in the
// shortest form that reads back to the same bits.
//
// Words: case, set, line. Words avoided: schema, record (that is the house's).
package casefile
