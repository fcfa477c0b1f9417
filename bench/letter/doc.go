// Package letter writes reports to a running house as a browser without scripts does: the
// first page, the form, the review, the sending. Benchmarks and the tests that kill the
// program use it.
package letter
