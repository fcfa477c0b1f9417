package frequency

import "haki/science/kinship"

// A Table is the allele frequencies of one population as somebody published them.
type Table struct {
	Name, Population, Source, Version string
	// Digest of the file it was read from, in hexadecimal, for the report; "" if it was not.
	Digest string
	Loci   map[string]Counts
}

// Counts are one locus of a table.
type Counts struct {
	Frequencies map[kinship.Allele]float64
	// Typed is the number of alleles typed, twice the persons; 0 if the source does not say.
	Typed int
}
