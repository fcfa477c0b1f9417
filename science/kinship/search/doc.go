// Package search compares one child, with or without its mother, with very many men.
//
// What a man is at a locus depends on his genotype there alone. So every possible genotype's
// paternity index is computed once, and each man costs one look-up a locus: the logarithm
// of his index and whether he is inconsistent come out of the same number, in one pass.
// The best are then computed again in full precision. Source: section 15 of the design.
//
// A search is not a case. Among many men some fit by chance, and how many are expected to is
// part of every report; and a brother or son of the true father fits far better than a
// stranger, so that whoever comes within four decimals of the best is listed, and none
// of them is the father because he is first.
//
// Words: candidate, query, hit, chance inclusion. Words avoided: match, suspect, score (in
// what people read: it is the logarithm of the index).
package search
