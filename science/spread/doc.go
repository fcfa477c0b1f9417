// Package spread says how numbers lie: the middle one, the quarters, the ends.
//
// An average of delays says nothing of the one who waited two years; a middle with its
// quarters does, and a count in bands does it for people who read no statistics.
//
// Words: count (how often a number occurs), quartile, band.
// Words avoided: mean, average, percentile rank.
//
// Follows: Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American
// Statistician 50(4), 1996, pages 361–365, definition 2.
package spread
