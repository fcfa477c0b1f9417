// Package tally counts people where a number may not be known.
//
// What a source does not speak of is empty, what it says is not known is unknown, and
// neither is zero: a sum of something unknown is unknown, and what was not spoken of adds
// nothing. The published figures are read and shown in these three so.
//
// Words: count, unknown, unspoken. Words avoided: null, missing, default.
package tally
