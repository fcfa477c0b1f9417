// Package peopletest furnishes a small institution for the tests of other packages, only
// through acts, as its own people would have done it.
package peopletest
