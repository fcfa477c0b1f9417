package labfile

import (
	"math"
	"strconv"
	"strings"
)

// A Printed number is one that the laboratory printed, with the rounding that its digits allow.
type Printed struct {
	Text  string
	Value float64
	Half  float64 // half a unit of the last digit
	Place Place
}

// Holds says whether x rounds to the printed number.
func (p Printed) Holds(x float64) bool {
	return math.Abs(x-p.Value) <= p.Half*(1+1e-9)+math.Abs(p.Value)*1e-12
}

// Figures are what a laboratory printed of its own calculation.
type Figures struct {
	File, Digest string
	Loci         []Figure
	Index        *Printed // combined
	Probability  *Printed // as a part of one
	Prior        float64  // one half if the laboratory does not say
}

// A Figure is one locus of them.
type Figure struct {
	Locus     string
	Index     Printed
	Frequency *Printed // of the allele the man would have passed on
}

// At is the figure of a locus, or nil.
func (f *Figures) At(locus string) *Figure {
	for i := range f.Loci {
		if f.Loci[i].Locus == locus {
			return &f.Loci[i]
		}
	}
	return nil
}

// parsePrinted reads a number as people print it: spaces between groups of digits, a decimal
// comma where the file uses none to separate fields, %, e-notation.
func parsePrinted(text string, comma bool) (p Printed, ok bool) {
	s := strings.NewReplacer("\u00a0", "", "\u202f", "", " ", "", "’", "").Replace(strings.TrimSpace(text))
	p.Text = strings.TrimSpace(text)
	s, percent := strings.CutSuffix(s, "%")
	if comma {
		s = strings.Replace(s, ",", ".", 1)
	}
	if strings.Trim(s, "0123456789.eE+-") != "" {
		return p, false
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(x, 0) || x < 0 {
		return p, false
	}
	mantissa, power, _ := strings.Cut(strings.ToLower(s), "e")
	_, decimals, _ := strings.Cut(mantissa, ".")
	e, _ := strconv.Atoi(power)
	p.Value, p.Half = x, 0.5*math.Pow(10, float64(e-len(decimals)))
	if percent {
		p.Value, p.Half = p.Value/100, p.Half/100
	}
	return p, true
}

// totals are the names of the rows that are no locus.
var totals = map[string]string{"CPI": "index", "IPC": "index", "INDEX": "index", "COMBINED": "index", "IPCUMULÉ": "index", "TOTAL": "index",
	"W": "chance", "PROBABILITY": "chance", "PROBABILITÉ": "chance", "POP": "chance", "PRIOR": "prior", "APRIORI": "prior"}

// ReadFigures reads the figures that a laboratory printed: locus and index, if it says so the
// frequency used, and the rows CPI, W and PRIOR.
func ReadFigures(name string, data []byte) (*Figures, Findings) {
	s := openSheet(name, data)
	f := &Figures{File: name, Digest: s.b.Digest, Prior: 0.5}
	locus, index := s.need("locus", "marker", "marqueur"), s.need("index", "pi", "ip", "lr")
	freq := s.find("frequency", "fréquence", "freq", "p")
	if s.b.Findings.Stopped() {
		return f, s.b.Findings
	}
	for _, r := range s.rows {
		v, ok := parsePrinted(r.fields[index], s.comma)
		if !ok {
			s.b.say(Stop, Finding{Code: BadNumber, Place: s.at(r, index), Locus: r.fields[locus], Text: r.fields[index]})
			continue
		}
		v.Place = s.at(r, index)
		v.Place.File = name
		if what := totals[fold(r.fields[locus])]; what != "" {
			f.total(s, r, index, what, v)
			continue
		}
		m := Lookup(r.fields[locus])
		switch {
		case m == nil:
			s.b.say(Stop, Finding{Code: UnknownLocus, Place: s.at(r, locus), Text: r.fields[locus]})
			continue
		case f.At(m.Name) != nil:
			s.b.say(Stop, Finding{Code: LocusTwice, Place: s.at(r, locus), Locus: m.Name, Text: v.Text, Other: f.At(m.Name).Index.Text})
			continue
		}
		one := Figure{Locus: m.Name, Index: v}
		if freq >= 0 && strings.TrimSpace(r.fields[freq]) != "" {
			p, ok := parsePrinted(r.fields[freq], s.comma)
			if !ok || !(p.Value > 0 && p.Value <= 1) {
				s.b.say(Stop, Finding{Code: BadFrequency, Place: s.at(r, freq), Locus: m.Name, Text: r.fields[freq]})
				continue
			}
			p.Place = s.at(r, freq)
			one.Frequency = &p
		}
		f.Loci = append(f.Loci, one)
	}
	return f, s.b.Findings
}

func (f *Figures) total(s *sheet, r row, at int, what string, v Printed) {
	switch what {
	case "index":
		f.Index = &v
	case "chance":
		if !strings.Contains(v.Text, "%") && v.Value > 1 {
			v.Value, v.Half = v.Value/100, v.Half/100
		}
		if v.Value > 1 {
			s.b.say(Stop, Finding{Code: BadNumber, Place: s.at(r, at), Text: v.Text})
		}
		f.Probability = &v
	case "prior":
		if !(v.Value > 0 && v.Value < 1) {
			s.b.say(Stop, Finding{Code: BadNumber, Place: s.at(r, at), Text: v.Text})
			return
		}
		f.Prior = v.Value
	}
}

// Arithmetic looks whether the printed figures follow from each other, as far as their digits
// can tell: the product of the indices, the probability from index and prior, each index from
// the frequency beside it (1/p, 1/2p and 1/4p are the forms of the design's tables 5.1 and 5.2
// with one frequency), and whether the laboratory prints a certainty that no calculation gives.
func (f *Figures) Arithmetic() Findings {
	b := &Batch{File: f.File}
	low, high := 1.0, 1.0
	for _, l := range f.Loci {
		low *= max(0, l.Index.Value-l.Index.Half)
		high *= l.Index.Value + l.Index.Half
		if p := l.Frequency; p != nil && l.Index.Value > 0 && !fromFrequency(l.Index, *p) {
			b.say(Alarm, Finding{Code: IndexDiffers, Place: l.Index.Place, Locus: l.Locus, Text: l.Index.Text, Other: p.Text})
		}
	}
	if c := f.Index; c != nil && len(f.Loci) > 0 && (c.Value+c.Half < low || c.Value-c.Half > high) {
		product := 1.0
		for _, l := range f.Loci {
			product *= l.Index.Value
		}
		b.say(Alarm, Finding{Code: ProductDiffers, Place: c.Place, Text: c.Text, Other: strconv.FormatFloat(product, 'g', 4, 64), N: len(f.Loci)})
	}
	if w := f.Probability; w != nil {
		if w.Value >= 1 {
			b.say(Alarm, Finding{Code: PrintedCertain, Place: w.Place, Text: w.Text})
		} else if c := f.Index; c != nil {
			a, z := chance(max(0, c.Value-c.Half), f.Prior), chance(c.Value+c.Half, f.Prior)
			// laboratories truncate as well as round: a whole unit either way
			if w.Value+2*w.Half < a || w.Value-2*w.Half > z {
				b.say(Alarm, Finding{Code: ChanceDiffers, Place: w.Place, Text: w.Text, Other: cutOff(c.Value, f.Prior)})
			}
		}
	}
	return b.Findings
}

func chance(index, prior float64) float64 { return index * prior / (index*prior + 1 - prior) }

// cutOff writes the probability in the hundred with two digits after the nines, cut off: a
// calculation gives no 100.
func cutOff(index, prior float64) string {
	rest := 100 * (1 - prior) / (index*prior + 1 - prior)
	places := 2
	for x := rest; x > 0 && x < 1 && places < 14; x *= 10 {
		places++
	}
	scale := math.Pow10(places)
	return strconv.FormatFloat(math.Floor((100-rest)*scale)/scale, 'f', places, 64) + "\u00a0%"
}

func fromFrequency(index, p Printed) bool {
	for _, k := range []float64{1, 2, 4} {
		low, high := 1/(k*(p.Value+p.Half)), 1/(k*max(p.Value-p.Half, 1e-12))
		if index.Value+index.Half >= low && index.Value-index.Half <= high {
			return true
		}
	}
	return false
}
