// Package labfile reads what a DNA laboratory hands over, and says everything that is wrong
// or doubtful about it before anything is computed.
//
// [Read] tells the format by the content: comma, semicolon or tab separated tables, long (one
// row for each sample and marker, as GeneMapper writes) or wide (one row for each sample);
// CODIS common message format 3.2 and 3.3; Familias .fam; pedigree text with a header (the
// columns of Merlin). It guesses nothing: a locus or an allele that it does not know stops the
// file, with line and field. What can be read but must be looked at is a [Finding] too, of less
// weight. [Check] then looks at the profiles together: one person under two labels, a swap, a
// mixture, dropout, sexes that do not fit; [Concordance], [Collected], [Contaminated] and
// [Arithmetic] hold them against a second analysis, the register of samples, the laboratory's
// staff and the figures it printed.
//
// The checks are those of section 13 of the design, the formats those of its section 14.
// Which loci there are, what else they are called, and which alleles are usual stands in
// loci.csv: the range and the incomplete repeats are those seen in the NIST 1036, FBI 2015 and
// UK DNA-17 tables, so an allele outside is unusual and not wrong.
//
// Words: file, line, field, sample, typing, finding, stop, alarm, note. Words avoided: error
// (that is the program's), match.
package labfile
