package main

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	nm "haki/science/namematch"
)

// outcome is what became of one row of a roster.
type outcome struct {
	row       nm.Record
	known     bool // has a true record
	truth     truth
	rank      int  // of the true record, from 1; 0 is not found
	candidate bool // is among the first 200
	matches   []nm.Match
}

// shown is how many candidates of a row are looked at.
const shown = 20

func (s *set) run() []outcome {
	ix, _ := s.index()
	f := ix.Finder()
	out := make([]outcome, 0, len(s.roster))
	for i := range s.roster {
		r := s.roster[i]
		o := outcome{row: r}
		o.truth, o.known = s.truth[r.ID]
		all, _ := f.Find(&r, nm.Width)
		o.candidate = o.known && slices.ContainsFunc(all, func(m nm.Match) bool { return m.ID == o.truth.record })
		o.matches = all[:min(len(all), shown)]
		for _, m := range o.matches {
			if o.known && m.ID == o.truth.record {
				// A tie counts at its worst place.
				for _, n := range o.matches {
					if n.Score > m.Score || n.Score == m.Score {
						o.rank++
					}
				}
			}
		}
		out = append(out, o)
	}
	return out
}

// share counts rows.
type share struct{ first, five, found, candidate, of int }

func (s *share) add(o *outcome) {
	s.of++
	if o.rank == 1 {
		s.first++
	}
	if o.rank > 0 && o.rank <= 5 {
		s.five++
	}
	if o.rank > 0 {
		s.found++
	}
	if o.candidate {
		s.candidate++
	}
}

func part(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

func report(s *set, out []outcome, byRow bool) {
	var all, reach share
	category, culture := map[string]*share{}, map[string]*share{}
	put := func(m map[string]*share, k string, o *outcome) {
		if m[k] == nil {
			m[k] = &share{}
		}
		m[k].add(o)
	}
	for i := range out {
		o := &out[i]
		if !o.known {
			continue
		}
		all.add(o)
		if o.truth.reachable {
			reach.add(o)
			put(culture, cultureOf(&o.row), o)
			for _, c := range strings.Split(o.truth.category, "+") {
				put(category, c, o)
			}
		}
	}
	fmt.Printf("\n== %s: register %d, rows %d (%d with a true record, %d reachable)\n", s.name, len(s.register), len(out), all.of, reach.of)
	fmt.Printf("first %.4f  five %.4f  found %.4f  candidates %.4f   (reachable)   first of all %.4f\n",
		part(reach.first, reach.of), part(reach.five, reach.of), part(reach.found, reach.of), part(reach.candidate, reach.of), part(all.first, all.of))
	fmt.Printf("recall with clean rows flagged <= 1%% %.4f  <= 5%% %.4f\n", atClean(out, 0.01), atClean(out, 0.05))
	ece, brier := calibration(out, byRow)
	fmt.Printf("calibration error %.4f  Brier %.4f\n", ece, brier)
	show("category", category)
	show("culture", culture)
}

func show(title string, m map[string]*share) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		s := m[k]
		fmt.Printf("   %-9s %-22s first %.3f  five %.3f  found %.3f  of %d\n", title, k, part(s.first, s.of), part(s.five, s.of), part(s.found, s.of), s.of)
	}
}

// atClean is the share of true rows whose true record is shown at the threshold that shows
// anything at all for at most the given share of the clean rows.
func atClean(out []outcome, most float64) float64 {
	var tops []float64
	known := 0
	for i := range out {
		if out[i].known {
			known++
		} else if len(out[i].matches) > 0 {
			tops = append(tops, out[i].matches[0].Score)
		} else {
			tops = append(tops, 0)
		}
	}
	slices.SortFunc(tops, func(a, b float64) int { return cmp.Compare(b, a) })
	threshold := 0.0
	if n := int(most * float64(len(tops))); n < len(tops) {
		threshold = tops[n]
	}
	got := 0
	for i := range out {
		for _, m := range out[i].matches {
			if out[i].known && m.ID == out[i].truth.record && m.Score > threshold {
				got++
			}
		}
	}
	return part(got, known)
}

// calibration is the expected calibration error over all pairs shown, in twenty bins of
// equal width, and the Brier score; with byRow it prints the table.
func calibration(out []outcome, print bool) (ece, brier float64) {
	const bins = 20
	var n, sum, yes [bins]float64
	total := 0.0
	for i := range out {
		for _, m := range out[i].matches {
			b := min(int(m.Score*bins), bins-1)
			hit := 0.0
			if out[i].known && m.ID == out[i].truth.record {
				hit = 1
			}
			n[b]++
			sum[b] += m.Score
			yes[b] += hit
			brier += (m.Score - hit) * (m.Score - hit)
			total++
		}
	}
	top := 0.0
	for b := range n {
		if n[b] == 0 {
			continue
		}
		ece += math.Abs(sum[b]-yes[b]) / total
		if b > 0 {
			top += n[b]
		}
		if print {
			fmt.Printf("   score %.2f..%.2f  pairs %6.0f  mean %.3f  true %.3f\n", float64(b)/bins, float64(b+1)/bins, n[b], sum[b]/n[b], yes[b]/n[b])
		}
	}
	return ece, brier / max(total, 1)
}

// cultures puts nationalities in groups by the tradition of their names. The groups are those
// of the design, section 3.4.
var cultures = map[string]string{}

func init() {
	for name, list := range map[string]string{
		"arabic":         "AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE",
		"persian-turkic": "AF IR TJ TR AZ UZ TM KZ KG",
		"cyrillic":       "RU UA BY BG RS MK MN ME BA",
		"han-korean":     "CN TW HK MO KR KP SG JP VN",
		"south-asian":    "IN PK BD NP LK MV BT MM",
		"south-east":     "TH ID MY PH KH LA TL BN",
		"african-french": "BF BI BJ CD CF CG CI CM GA GN ML NE SN TD TG MG RW GQ",
		"african-engl":   "GH GM KE LR MW NG SL SS TZ UG ZA ZM ZW ET ER BW LS NA SZ",
		"latin-american": "AR BO BR CL CO CR CU DO EC GT HN HT MX NI PA PE PR PY SV UY VE ES PT AO MZ CV GW",
		"greek-caucasus": "GR CY AM GE IL",
	} {
		for c := range strings.FieldsSeq(list) {
			cultures[c] = name
		}
	}
}

func cultureOf(r *nm.Record) string {
	for _, c := range r.Name {
		if unicode.In(c, unicode.Cyrillic, unicode.Arabic, unicode.Han, unicode.Hangul, unicode.Hebrew, unicode.Thai, unicode.Devanagari, unicode.Bengali, unicode.Greek, unicode.Katakana, unicode.Hiragana, unicode.Armenian, unicode.Georgian, unicode.Ethiopic, unicode.Tamil, unicode.Sinhala, unicode.Gurmukhi) {
			for n, t := range unicode.Scripts {
				if n != "Common" && n != "Inherited" && unicode.Is(t, c) {
					return "written " + n
				}
			}
		}
	}
	if c, ok := cultures[r.Nationality]; ok {
		return c
	}
	return "other"
}
