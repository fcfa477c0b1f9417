// Package app puts the rooms together: one line for each, the desk they share, the pages
// over one interface, the jobs of the clock. Nobody imports it but the commands and the
// tests.
//
// Words: house (the program, open), furnish (to fill a demo through acts).
package app
