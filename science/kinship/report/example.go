package report

import _ "embed"

//go:embed example/frequencies.csv
var synthetic []byte

// SyntheticName is the name under which the table of the examples is asked for.
const SyntheticName = "synthetic"

// Synthetic is the invented table of the examples. It describes nobody, and a report made with it
// says so.
func Synthetic() []byte { return synthetic }
