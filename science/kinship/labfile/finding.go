package labfile

import (
	"cmp"
	"slices"
)

// Weight is how much a finding matters.
type Weight uint8

// From "for the reader to know" to "nothing is computed".
const (
	Note  Weight = iota + 1 // how something was read, or what was left aside
	Alarm                   // a person has to look before the result is used
	Stop                    // nothing is computed with this file
)

// String is the weight as files spell it.
func (w Weight) String() string { return [...]string{"", "note", "alarm", "stop"}[w] }

// A Code names what was found. It is a stable word; the words files say it in a sentence under
// the key kinship.found_CODE.
type Code string

// What stops a file.
const (
	Empty           Code = "empty"             // nothing in it
	TooLarge        Code = "too_large"         // more than MaxBytes, or more samples or lines than are read
	Unreadable      Code = "unreadable"        // bytes that are no text
	Unknown         Code = "unknown_format"    // none of the formats
	BadTable        Code = "bad_table"         // a quotation mark that is not closed, or one inside a field
	NoHeader        Code = "no_header"         // no line that names the columns
	ColumnTwice     Code = "column_twice"      // two columns of one name, where one is expected
	ColumnMissing   Code = "column_missing"    // a column that the format needs
	RowWidth        Code = "row_width"         // a row with more or fewer fields than the header
	NoLabel         Code = "no_label"          // a row without the label of a sample
	LabelTwice      Code = "label_twice"       // one label for two profiles
	UnknownLocus    Code = "unknown_locus"     // a locus that loci.csv does not know
	BadAllele       Code = "bad_allele"        // what is no name of an allele
	Ambiguous       Code = "ambiguous_comma"   // "9,3", which may be one allele or two
	LocusTwice      Code = "locus_twice"       // two different typings of one sample at one locus
	BadXML          Code = "bad_xml"           // not well formed, or with a document type
	BadNamespace    Code = "bad_namespace"     // not the namespace of the format
	BadVersion      Code = "bad_version"       // a version of the format that is not read
	BadNumber       Code = "bad_number"        // a number was expected
	BadReference    Code = "bad_reference"     // an index or parent that points at nothing
	Truncated       Code = "truncated"         // the file ends before it should
	Unsupported     Code = "unsupported"       // a part of the format that would change the result and is not read
	BadSex          Code = "bad_sex"           // a sex that is neither
	NoSamples       Code = "no_samples"        // a header and nothing else
	Mixture         Code = "mixture"           // more than two alleles at three loci or more: several persons
	TableSum        Code = "table_sum"         // frequencies of a locus that do not add up to 1
	TableCounts     Code = "table_counts"      // a frequency that is not its count over the alleles typed
	BadFrequency    Code = "bad_frequency"     // a frequency that is not above 0 and at most 1
	AlleleTwice     Code = "allele_twice"      // an allele listed twice at a locus
	NothingInCommon Code = "nothing_in_common" // the persons have no locus in common with the table
)

// What somebody has to look at.
const (
	OffLadder      Code = "off_ladder"      // an allele beside the ladder: the locus is left out for this sample
	ThreeAlleles   Code = "three_alleles"   // more than two alleles: the locus is left out for this sample
	SingleAllele   Code = "single_allele"   // one allele printed where two are expected
	NoResult       Code = "no_result"       // no allele
	OutOfRange     Code = "out_of_range"    // an allele outside what the tables show for the locus
	OddPart        Code = "odd_part"        // an incomplete repeat that the tables do not show for the locus
	FourBases      Code = "four_bases"      // ".4" at a locus whose repeat has four bases or fewer
	Repeated       Code = "repeated"        // the same typing twice
	ColumnIgnored  Code = "column_ignored"  // a column that was not read
	NotAutosomal   Code = "not_autosomal"   // a locus on X or Y, which does not count for paternity here
	LowHomozygote  Code = "low_homozygote"  // a single peak below the stochastic threshold
	Dropout        Code = "dropout"         // far more homozygotes than the population would show
	SexDiffers     Code = "sex_differs"     // amelogenin against the sex stated
	RoleDiffers    Code = "role_differs"    // amelogenin against the role
	SamePerson     Code = "same_person"     // two profiles equal at all common loci
	NearlySame     Code = "nearly_same"     // two profiles equal at all but one or two loci
	TwoRoles       Code = "two_roles"       // one person under two roles
	NotHerChild    Code = "not_her_child"   // mother and child share nothing at two loci or more
	SwapProposed   Code = "swap_proposed"   // another sample of the batch fits where this one does not
	Staff          Code = "staff"           // the profile of somebody of the laboratory
	RetestDiffers  Code = "retest_differs"  // two analyses differ at a locus
	RetestSilent   Code = "retest_silent"   // they differ as a primer that does not bind would make them
	RetestMissing  Code = "retest_missing"  // a sample that only one of them has
	NotCollected   Code = "not_collected"   // a label that the register of samples does not know
	NoCustody      Code = "no_custody"      // a field of the chain of custody that is empty
	SealTwice      Code = "seal_twice"      // one seal number for two samples
	ProductDiffers Code = "product_differs" // the printed index is not the product of the printed ones
	ChanceDiffers  Code = "chance_differs"  // the printed probability does not follow from index and prior
	IndexDiffers   Code = "index_differs"   // a printed index does not follow from the printed frequency
	PrintedCertain Code = "printed_certain" // the laboratory prints 100 %
	Related        Code = "related"         // two persons who should not be relatives look like relatives
)

// A Place is where something stands in a file.
type Place struct {
	File  string `json:"file"`
	Line  int    `json:"line"`            // from 1; 0 is the file as a whole
	Field string `json:"field,omitempty"` // the column's or element's name
}

// A Finding is one thing that is wrong or doubtful.
type Finding struct {
	Code   Code   `json:"code"`
	Weight Weight `json:"-"`
	Place
	Sample string `json:"sample,omitempty"`
	Other  string `json:"other,omitempty"` // the other sample, or what was expected
	Locus  string `json:"locus,omitempty"`
	Text   string `json:"text,omitempty"` // what stands there
	N      int    `json:"n,omitempty"`    // how many: loci, alleles, lines
}

// Findings of one or several files.
type Findings []Finding

// Stopped says whether nothing may be computed.
func (f Findings) Stopped() bool { return f.Worst() == Stop }

// Worst is the greatest weight among them, 0 if there is none.
func (f Findings) Worst() (w Weight) {
	for _, one := range f {
		w = max(w, one.Weight)
	}
	return w
}

// Sorted are the findings with the gravest first, then as they stand in the files.
func (f Findings) Sorted() Findings {
	out := slices.Clone(f)
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return out
}
