package labfile

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"haki/science/kinship"
	"haki/science/kinship/frequency"
)

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// A Question is what the checks of a batch need to know beside it.
type Question struct {
	// Table, if given, tells how many homozygotes are to be expected.
	Table *frequency.Table
	// Threshold is the height below which a single peak may have lost its partner, in the
	// laboratory's units; 0 leaves it out.
	Threshold float64
}

// Check looks at the profiles of a batch together and says what has to be looked at: sexes,
// homozygotes, one person under two labels, a mother who is not this child's, a swap.
func Check(b *Batch, q Question) Findings {
	out := &Batch{File: b.File}
	profiles := make([]kinship.Profile, len(b.Samples))
	for i, s := range b.Samples {
		profiles[i] = s.Profile()
		out.sexes(s)
		out.homozygotes(s, profiles[i], q)
	}
	out.duplicates(b.Samples, profiles)
	out.swaps(b.Samples, profiles)
	return out.Findings
}

// sexes holds amelogenin against the sex and the role stated. A man may show no Y where the
// primer's place is deleted, so it is an alarm and no stop (rule 13.6).
func (b *Batch) sexes(s *Sample) {
	shown := map[string]kinship.Sex{"X": kinship.Female, "XY": kinship.Male}[s.Amelogenin]
	if shown == 0 {
		return
	}
	if s.Sex != 0 && s.Sex != shown {
		b.say(Alarm, Finding{Code: SexDiffers, Place: s.Place, Sample: s.ID, Text: s.Amelogenin})
	}
	if role := map[string]kinship.Sex{"mother": kinship.Female, "father": kinship.Male}[s.Role]; role != 0 && role != shown {
		b.say(Alarm, Finding{Code: RoleDiffers, Place: s.Place, Sample: s.ID, Text: s.Amelogenin, Other: s.Role})
	}
}

// homozygotes looks for alleles that were lost: a low single peak, or more homozygotes than the
// mean and four standard deviations of the population (rule 13.5; at a locus the expected part
// is the sum of p², and loci are independent).
func (b *Batch) homozygotes(s *Sample, p kinship.Profile, q Question) {
	mean, variance, seen := 0.0, 0.0, 0
	for _, t := range s.Typings {
		g, counts := p[t.Locus]
		if !counts {
			continue
		}
		if g.Homozygous() && q.Threshold > 0 && len(t.Heights) > 0 && slices.Max(t.Heights) < q.Threshold {
			b.say(Alarm, Finding{Code: LowHomozygote, Place: t.Place, Sample: s.ID, Locus: t.Locus, Text: string(g.A), N: int(slices.Max(t.Heights))})
		}
		if q.Table == nil || q.Table.Loci[t.Locus].Frequencies == nil {
			continue
		}
		h := 0.0
		for _, a := range sortedKeys(q.Table.Loci[t.Locus].Frequencies) {
			f := q.Table.Loci[t.Locus].Frequencies[a]
			h += f * f
		}
		mean, variance = mean+h, variance+h*(1-h)
		if g.Homozygous() {
			seen++
		}
	}
	if variance > 0 && float64(seen) > mean+4*math.Sqrt(variance) {
		b.say(Alarm, Finding{Code: Dropout, Place: s.Place, Sample: s.ID, N: seen})
	}
}

// common counts the loci that two profiles share, and those at which they differ.
func common(p, q kinship.Profile) (shared int, differ []string) {
	for _, l := range sortedKeys(p) {
		if g, ok := q[l]; ok {
			shared++
			if !g.Same(p[l]) {
				differ = append(differ, l)
			}
		}
	}
	return shared, differ
}

// enough loci to call two profiles one person's (rule 13.7).
const enough = 8

// strange are the loci at which a parent shares no allele with a child.
func strange(parent, child kinship.Profile) (differ []string, shared int) {
	for _, l := range sortedKeys(child) {
		g, ok := parent[l]
		if !ok {
			continue
		}
		shared++
		if !g.Has(child[l].A) && !g.Has(child[l].B) {
			differ = append(differ, l)
		}
	}
	return differ, shared
}

// swaps looks at every mother and child of a family: where they share nothing at two loci or
// more, a child of the batch that fits this mother at all loci is proposed, or a mother that
// fits this child (rule 13.8).
func (b *Batch) swaps(all []*Sample, profiles []kinship.Profile) {
	mothers := mothersOf(all)
	for c, child := range all {
		m, ok := mothers(child)
		if !ok || len(b.Findings) >= maxFindings {
			continue
		}
		differ, _ := strange(profiles[m], profiles[c])
		if len(differ) < 2 {
			continue
		}
		b.say(Alarm, Finding{Code: NotHerChild, Place: child.Place, Sample: child.ID, Other: all[m].ID, Text: strings.Join(differ, ", "), N: len(differ)})
		for k, other := range all {
			if k == c || k == m {
				continue
			}
			swapped := Finding{Code: SwapProposed, Place: other.Place, Other: other.ID}
			if none, shared := strange(profiles[m], profiles[k]); other.Role == "child" && len(none) == 0 && shared >= enough {
				swapped.Sample, swapped.N = child.ID, shared
				b.say(Alarm, swapped)
			}
			if none, shared := strange(profiles[k], profiles[c]); other.Role == "mother" && len(none) == 0 && shared >= enough {
				swapped.Sample, swapped.N = all[m].ID, shared
				b.say(Alarm, swapped)
			}
		}
	}
}

// mothersOf finds the mother that a pedigree states or, by role, the one mother of the family;
// which of two it is is not ours to guess.
func mothersOf(all []*Sample) func(*Sample) (int, bool) {
	byID, byFamily, many := map[string]int{}, map[string]int{}, map[string]int{}
	for i, s := range all {
		byID[s.ID] = i
		if s.Role == "mother" {
			byFamily[s.Family] = i
			many[s.Family]++
		}
	}
	return func(child *Sample) (int, bool) {
		if child.Mother != "" {
			i, ok := byID[child.Mother]
			return i, ok
		}
		return byFamily[child.Family], child.Role == "child" && many[child.Family] == 1
	}
}

// Contaminated says which profiles of a batch are those of the laboratory's staff.
func Contaminated(b, staff *Batch) Findings {
	out := &Batch{File: b.File}
	theirs := make([]kinship.Profile, len(staff.Samples))
	for i, k := range staff.Samples {
		theirs[i] = k.Profile()
	}
	for _, s := range b.Samples {
		p := s.Profile()
		for i, k := range staff.Samples {
			if shared, differ := common(p, theirs[i]); shared >= enough && len(differ) == 0 {
				out.say(Alarm, Finding{Code: Staff, Place: s.Place, Sample: s.ID, Other: k.ID, N: shared})
			}
		}
	}
	return out.Findings
}

// Concordance compares two analyses of the same samples: every common locus must be equal. One
// homozygote against a heterozygote that has the allele is how a primer that does not bind
// shows (rule 13.9).
func Concordance(b, again *Batch) Findings {
	out := &Batch{File: again.File}
	second := map[string]*Sample{}
	for _, t := range again.Samples {
		second[t.ID] = t
	}
	for _, s := range b.Samples {
		t := second[s.ID]
		if t == nil {
			out.say(Note, Finding{Code: RetestMissing, Sample: s.ID})
			continue
		}
		p, q := s.Profile(), t.Profile()
		_, differ := common(p, q)
		for _, l := range differ {
			f := Finding{Code: RetestDiffers, Place: t.At(l).Place, Sample: s.ID, Locus: l, Text: strings.Join(t.At(l).Printed, "/"), Other: strings.Join(s.At(l).Printed, "/")}
			if a, z := p[l], q[l]; a.Homozygous() && z.Has(a.A) || z.Homozygous() && a.Has(z.A) {
				f.Code = RetestSilent
			}
			out.say(Alarm, f)
		}
	}
	return out.Findings
}

// custody are the columns of the register that the chain of custody needs (rule 13.1).
var custody = [][]string{{"identifier2", "second", "identifiant2"}, {"date"}, {"collector", "préleveur"}, {"witness", "témoin"}, {"consent", "consentement"}, {"seal", "scellé"}}

// Collected holds the labels of a batch against the register of samples taken: every label must
// be in it, with two identifiers, date, collector, witness, consent and a seal of its own.
func Collected(b *Batch, name string, register []byte) Findings {
	s := openSheet(name, register)
	label := s.need("sample", "label", "échantillon")
	at := make([]int, len(custody))
	for i, names := range custody {
		at[i] = s.need(names...)
	}
	if s.b.Findings.Stopped() {
		return s.b.Findings
	}
	seal := at[len(at)-1]
	ours := map[string]bool{}
	for _, one := range b.Samples {
		ours[one.ID] = true
	}
	known, seals := map[string]bool{}, map[string]string{}
	for _, r := range s.rows {
		id := strings.TrimSpace(r.fields[label])
		if known[id] {
			s.b.say(Stop, Finding{Code: LabelTwice, Place: s.at(r, label), Sample: id})
		}
		known[id] = true
		if !ours[id] {
			continue // a sample of another batch
		}
		for _, i := range at {
			if strings.TrimSpace(r.fields[i]) == "" {
				s.b.say(Alarm, Finding{Code: NoCustody, Place: s.at(r, i), Sample: id, Text: s.head[i]})
			}
		}
		if n := strings.TrimSpace(r.fields[seal]); n != "" {
			if other := seals[n]; other != "" {
				s.b.say(Alarm, Finding{Code: SealTwice, Place: s.at(r, seal), Sample: id, Other: other, Text: n})
			}
			seals[n] = id
		}
	}
	for _, one := range b.Samples {
		if !known[one.ID] {
			s.b.Findings = append(s.b.Findings, Finding{Code: NotCollected, Weight: Alarm, Place: one.Place, Sample: one.ID, Other: name})
		}
	}
	return s.b.Findings
}
