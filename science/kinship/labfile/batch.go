package labfile

import (
	"slices"

	"haki/science/kinship"
	"haki/science/kinship/frequency"
)

// A Format is one of those that are read.
type Format string

// The formats of the design's section 14.
const (
	Long     Format = "long"     // one row for each sample and marker; GeneMapper's too
	Wide     Format = "wide"     // one row for each sample
	CMF      Format = "cmf"      // CODIS common message format
	Familias Format = "familias" // .fam of the program Familias
	Ped      Format = "ped"      // pedigree text with a header
)

// A Batch is one file as it was read.
type Batch struct {
	File     string
	Format   Format
	Encoding string // utf-8, utf-16le, utf-16be, windows-1252
	Comma    string // what separates fields, "" if nothing does
	Digest   string // SHA-256 of the bytes, in hexadecimal
	Samples  []*Sample
	Findings Findings
	// Families of a Familias file: what it holds beside profiles.
	Fam *Fam
}

// Fam is what a Familias file says beside profiles.
type Fam struct {
	Table      frequency.Table
	Mutation   map[string]kinship.Mutation
	Silent     map[string]float64
	Theta      float64
	Hypotheses []kinship.Hypothesis
}

// A Sample is one profile under one label.
type Sample struct {
	ID    string
	Place Place
	// Role and Family if the file states them: child, mother, father, staff.
	Role, Family string
	Sex          kinship.Sex // stated; 0 if it is not
	// Father and Mother are the labels of the parents that a pedigree file states.
	Father, Mother string
	Typings        []Typing // in the order of the file
	Amelogenin     string   // "X", "XY", "" if not typed
}

// A Typing is what one sample shows at one locus.
type Typing struct {
	Locus    string
	Printed  []string // as the file spells it
	Genotype kinship.Genotype
	Place    Place
	Heights  []float64 // of the peaks, in the order of Printed, if the file has them
	Out      Code      // why it is left out; "" if it counts
}

// Find is the sample of a label, or nil.
func (b *Batch) Find(id string) *Sample {
	for _, s := range b.Samples {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// Profile are the genotypes that count: autosomal, two alleles, nothing beside the ladder.
func (s *Sample) Profile() kinship.Profile {
	p := kinship.Profile{}
	for _, t := range s.Typings {
		if t.Out == "" && t.Genotype.Typed() {
			p[t.Locus] = t.Genotype
		}
	}
	return p
}

// At is the typing of a locus, or nil.
func (s *Sample) At(locus string) *Typing {
	i := slices.IndexFunc(s.Typings, func(t Typing) bool { return t.Locus == locus })
	if i < 0 {
		return nil
	}
	return &s.Typings[i]
}

// say adds a finding. A file with a thousand faults needs no longer list, but what stops it is
// never crowded out by notes.
func (b *Batch) say(w Weight, f Finding) {
	f.Weight, f.File = w, b.File
	if n := len(b.Findings); n < maxFindings || w == Stop && n < 2*maxFindings {
		b.Findings = append(b.Findings, f)
	}
}

const (
	// MaxBytes is the largest file that is read.
	MaxBytes    = 64 << 20
	maxFindings = 1000
	maxSamples  = 1_000_000
)
