// Package namematch finds the records of a register that may be a given person.
package namematch
