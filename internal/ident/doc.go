// Package ident makes identifiers that say nothing: 128 random bits, no clock,
// no counter, so that an address never tells when a report came or how many did.
//
// Words: ID (of one kind of thing), matter (any thing that duties, letters and
// evidence hang on), dice (where the randomness comes from).
// Words avoided: key (that is what opens a seal), number, serial.
package ident
