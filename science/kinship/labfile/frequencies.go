package labfile

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"haki/science/kinship"
	"haki/science/kinship/frequency"
)

// sheet is a small table with named columns: frequencies, figures, registers. Lines before the
// header that begin with "#" say something about the whole, as "# population: …".
type sheet struct {
	b     *Batch
	head  []string
	rows  []row
	about map[string]string
	comma bool // the decimal comma may be used
}

func openSheet(name string, data []byte) *sheet {
	sum := sha256.Sum256(data)
	s := &sheet{b: &Batch{File: name, Digest: hex.EncodeToString(sum[:])}, about: map[string]string{}}
	text, encoding, ok := decode(data)
	switch {
	case len(data) > MaxBytes:
		s.b.say(Stop, Finding{Code: TooLarge, N: MaxBytes >> 20})
	case !ok:
		s.b.say(Stop, Finding{Code: Unreadable, Text: encoding})
	case strings.TrimSpace(text) == "":
		s.b.say(Stop, Finding{Code: Empty})
	default:
		s.open(text)
	}
	return s
}

func (s *sheet) open(text string) {
	var blank strings.Builder
	for strings.HasPrefix(text, "#") || strings.HasPrefix(text, "\n") {
		line, rest, _ := strings.Cut(text, "\n")
		if key, value, ok := strings.Cut(strings.TrimLeft(line, "# "), ":"); ok {
			s.about[strings.ToLower(strings.TrimSpace(key))] = strings.TrimSpace(value)
		}
		blank.WriteByte('\n')
		text = rest
	}
	comma, _ := separator(text)
	s.comma = comma != ','
	rows, ok := s.b.rows(blank.String()+text, comma, false)
	if !ok {
		return
	}
	for _, h := range rows[0].fields {
		s.head = append(s.head, strings.ToLower(fold(h)))
	}
	s.rows = rows[1:]
	if len(s.rows) == 0 {
		s.b.say(Stop, Finding{Code: Empty, Place: Place{Line: rows[0].line}})
	}
}

// find is the place of a column under any of its names, or -1.
func (s *sheet) find(names ...string) int {
	return slices.IndexFunc(s.head, func(h string) bool { return slices.Contains(names, h) })
}

// need is find, and a column that is missing stops.
func (s *sheet) need(names ...string) int {
	i := s.find(names...)
	if i < 0 && !s.b.Findings.Stopped() {
		s.b.say(Stop, Finding{Code: ColumnMissing, Place: Place{Line: 1}, Text: names[0]})
	}
	return i
}

func (s *sheet) at(r row, i int) Place { return Place{Line: r.line, Field: s.head[i]} }

// ReadFrequencies reads a table of allele frequencies: locus, allele, frequency, and if known
// count and alleles_typed. Rounded frequencies need not add up to 1 exactly; a locus that is off
// by more than a thousandth stops, as do loci and alleles that are unknown.
func ReadFrequencies(name string, data []byte) (frequency.Table, Findings) {
	s := openSheet(name, data)
	t := frequency.Table{Name: path.Base(name), Digest: s.b.Digest, Loci: map[string]frequency.Counts{},
		Population: s.about["population"], Source: s.about["source"], Version: s.about["version"]}
	if t.Population == "" {
		t.Population = strings.TrimSuffix(path.Base(name), path.Ext(name))
	}
	locus, allele, p := s.need("locus", "marker"), s.need("allele"), s.need("frequency", "freq")
	count, typed := s.find("count"), s.find("allelestyped", "n2")
	if s.b.Findings.Stopped() {
		return t, s.b.Findings
	}
	first := map[string]row{}
	for _, r := range s.rows {
		m := Lookup(r.fields[locus])
		if m == nil {
			s.b.say(Stop, Finding{Code: UnknownLocus, Place: s.at(r, locus), Text: r.fields[locus]})
			continue
		}
		a, ok := kinship.ParseAllele(strings.TrimSpace(r.fields[allele]))
		if !ok {
			a, ok = m.length(r.fields[allele])
		}
		if !ok {
			s.b.say(Stop, Finding{Code: BadAllele, Place: s.at(r, allele), Locus: m.Name, Text: r.fields[allele]})
			continue
		}
		c := t.Loci[m.Name]
		if c.Frequencies == nil {
			c.Frequencies, first[m.Name] = map[kinship.Allele]float64{}, r
		}
		if _, twice := c.Frequencies[a]; twice {
			s.b.say(Stop, Finding{Code: AlleleTwice, Place: s.at(r, allele), Locus: m.Name, Text: string(a)})
		}
		f, fine := s.number(r, p)
		if !fine || !(f > 0 && f <= 1) {
			s.b.say(Stop, Finding{Code: BadFrequency, Place: s.at(r, p), Locus: m.Name, Text: r.fields[p]})
		}
		c.Frequencies[a] = f
		c.Typed = s.counts(r, count, typed, f, m.Name)
		t.Loci[m.Name] = c
	}
	for _, l := range sortedKeys(t.Loci) {
		sum := 0.0
		for _, a := range sortedKeys(t.Loci[l].Frequencies) {
			sum += t.Loci[l].Frequencies[a]
		}
		if math.Abs(sum-1) > 1e-3 {
			s.b.say(Stop, Finding{Code: TableSum, Place: s.at(first[l], p), Locus: l, Text: strconv.FormatFloat(sum, 'g', 6, 64)})
		}
	}
	return t, s.b.Findings
}

// counts is the number of alleles typed, and says where a frequency is not its count over it.
func (s *sheet) counts(r row, count, typed int, f float64, locus string) int {
	if typed < 0 || strings.TrimSpace(r.fields[typed]) == "" {
		return 0
	}
	n, ok := s.number(r, typed)
	if !ok || n < 2 || n != math.Trunc(n) || n > 1e9 {
		s.b.say(Stop, Finding{Code: BadNumber, Place: s.at(r, typed), Locus: locus, Text: r.fields[typed]})
		return 0
	}
	if count >= 0 && strings.TrimSpace(r.fields[count]) != "" {
		if k, ok := s.number(r, count); !ok || math.Abs(k/n-f) > 1e-3 {
			s.b.say(Alarm, Finding{Code: TableCounts, Place: s.at(r, count), Locus: locus, Text: r.fields[count]})
		}
	}
	return int(n)
}

func (s *sheet) number(r row, i int) (float64, bool) {
	p, ok := parsePrinted(r.fields[i], s.comma)
	return p.Value, ok
}

// ReadRates reads mutation rates of fathers by locus: locus and rate, each from 0 to 1.
func ReadRates(name string, data []byte) (map[string]float64, Findings) {
	s := openSheet(name, data)
	rates := map[string]float64{}
	locus, rate := s.need("locus", "marker"), s.need("rate", "taux")
	if s.b.Findings.Stopped() {
		return rates, s.b.Findings
	}
	for _, r := range s.rows {
		m := Lookup(r.fields[locus])
		x, ok := s.number(r, rate)
		switch _, twice := rates[nameOf(m)]; {
		case m == nil:
			s.b.say(Stop, Finding{Code: UnknownLocus, Place: s.at(r, locus), Text: r.fields[locus]})
		case !ok || x > 1:
			s.b.say(Stop, Finding{Code: BadNumber, Place: s.at(r, rate), Locus: m.Name, Text: r.fields[rate]})
		case twice:
			s.b.say(Stop, Finding{Code: LocusTwice, Place: s.at(r, locus), Locus: m.Name, Text: r.fields[rate]})
		default:
			rates[m.Name] = x
		}
	}
	return rates, s.b.Findings
}

func nameOf(m *Marker) string {
	if m == nil {
		return ""
	}
	return m.Name
}
