package labfile

import (
	"regexp"
	"strings"

	"haki/science/kinship"
)

// what a printed allele is.
type printed uint8

const (
	usable  printed = iota
	nothing         // no result: empty, ?, INC, NR
	beside          // off the ladder: OL, OMR, <8, >33
	unclear         // anything else
)

var offLadder = regexp.MustCompile(`^[<>]\d{1,2}(\.\d)?$`)

// allele reads one printed allele. The decimal comma is taken where the file has no other use
// for a comma.
func allele(s string, comma bool) (kinship.Allele, printed) {
	s = strings.TrimSpace(s)
	if comma {
		s = strings.Replace(s, ",", ".", 1)
	}
	switch strings.ToUpper(s) {
	case "", "?", "INC", "NR", "-", "N/A", "NA":
		return "", nothing
	case "OL", "OMR", "OL?":
		return "", beside
	}
	if offLadder.MatchString(s) {
		return "", beside
	}
	if a, ok := kinship.ParseAllele(s); ok {
		return a, usable
	}
	return "", unclear
}

// convention says what a single printed allele means.
type convention struct {
	comma  bool // "9,3" is 9.3
	single bool // the format prints a homozygote's allele once
	zero   bool // "0" is no allele
}

// take reads the alleles printed for one sample at one locus and adds the typing.
func (b *Batch) take(s *Sample, name string, raw []string, heights []float64, at Place, c convention) {
	at.File = b.File
	m := Lookup(name)
	if m == nil {
		b.say(Stop, Finding{Code: UnknownLocus, Place: at, Sample: s.ID, Text: name})
		return
	}
	for len(raw) > 0 && strings.TrimSpace(raw[len(raw)-1]) == "" {
		raw = raw[:len(raw)-1] // columns that this marker does not need
	}
	if m.Kind == Sex {
		b.takeSex(s, m, raw, at)
		return
	}
	t := Typing{Locus: m.Name, Printed: raw, Place: at, Heights: heights}
	if !m.Counts() {
		t.Out = NotAutosomal
	}
	alleles := b.alleles(s, m, &t, c)
	if alleles == nil && t.Out == BadAllele {
		return
	}
	b.judge(s, m, &t, alleles, c)
	b.add(s, t)
}

// alleles reads each printed allele; a usable one that is unusual is said.
func (b *Batch) alleles(s *Sample, m *Marker, t *Typing, c convention) (all []kinship.Allele) {
	for i, r := range t.Printed {
		if c.zero && strings.TrimSpace(r) == "0" {
			r = ""
		}
		a, what := allele(r, c.comma)
		if long, ok := m.length(r); ok && what == unclear {
			a, what = long, usable
		}
		switch what {
		case unclear:
			b.say(Stop, Finding{Code: BadAllele, Place: t.Place, Sample: s.ID, Locus: m.Name, Text: strings.TrimSpace(r)})
			t.Out = BadAllele
			return nil
		case beside:
			if t.Out == "" {
				t.Out = OffLadder
			}
			b.say(Alarm, Finding{Code: OffLadder, Place: t.Place, Sample: s.ID, Locus: m.Name, Text: strings.TrimSpace(r)})
		case usable:
			if code := m.unusual(a); code != "" && m.Counts() && (i == 0 || r != t.Printed[i-1]) {
				b.say(Alarm, Finding{Code: code, Place: t.Place, Sample: s.ID, Locus: m.Name, Text: string(a)})
			}
			all = append(all, a)
		case nothing:
			if i < 2 && len(t.Printed) > i+1 {
				all = append(all, "") // a hole between alleles is not the end of them
			}
		}
	}
	return all
}

// judge makes the genotype of the alleles read, or says why there is none.
func (b *Batch) judge(s *Sample, m *Marker, t *Typing, all []kinship.Allele, c convention) {
	var have []kinship.Allele
	for _, a := range all {
		if a != "" {
			have = append(have, a)
		}
	}
	say := func(w Weight, code Code) {
		b.say(w, Finding{Code: code, Place: t.Place, Sample: s.ID, Locus: m.Name, Text: strings.Join(t.Printed, " "), N: len(have)})
	}
	switch {
	case t.Out != "":
	case len(have) > 2:
		t.Out = ThreeAlleles
		say(Alarm, ThreeAlleles)
	case len(have) == 2:
		t.Genotype = kinship.Two(have[0], have[1])
	case len(have) == 1:
		t.Genotype = kinship.Two(have[0], have[0])
		if !c.single || len(all) > 1 {
			say(Alarm, SingleAllele)
		}
	default:
		t.Out = NoResult
		say(Note, NoResult)
	}
}

// add puts the typing to the sample, unless it has one at this locus.
func (b *Batch) add(s *Sample, t Typing) {
	old := s.At(t.Locus)
	if old == nil {
		s.Typings = append(s.Typings, t)
		return
	}
	f := Finding{Place: t.Place, Sample: s.ID, Locus: t.Locus, Text: strings.Join(t.Printed, " "), Other: strings.Join(old.Printed, " ")}
	if old.Genotype.Same(t.Genotype) && old.Out == t.Out {
		f.Code = Repeated
		b.say(Alarm, f)
		return
	}
	f.Code = LocusTwice
	b.say(Stop, f)
}

// takeSex reads amelogenin: X and Y, printed in one field or in two. The Y insertion only says
// that there is a Y, which amelogenin says too.
func (b *Batch) takeSex(s *Sample, m *Marker, raw []string, at Place) {
	joined := strings.ToUpper(strings.NewReplacer(" ", "", ",", "", "/", "").Replace(strings.Join(raw, "")))
	if m.Name != "Amelogenin" {
		return
	}
	switch joined {
	case "X", "XX":
		s.Amelogenin = "X"
	case "XY", "YX":
		s.Amelogenin = "XY"
	case "", "?", "INC", "NR", "OL", "0", "00":
		b.say(Note, Finding{Code: NoResult, Place: at, Sample: s.ID, Locus: m.Name, Text: joined})
	default:
		b.say(Stop, Finding{Code: BadAllele, Place: at, Sample: s.ID, Locus: m.Name, Text: strings.Join(raw, " ")})
	}
}
