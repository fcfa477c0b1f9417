// Package frequency makes loci to compute with out of published tables of allele
// frequencies: which table, how rare alleles are raised, how unseen ones are added, and
// what has to be said about it.
//
// Words: table, population, floor (the least frequency an allele may have), unseen, policy.
// Words avoided: database (that is where the house keeps its own), default.
package frequency
