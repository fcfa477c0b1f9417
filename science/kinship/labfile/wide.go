package labfile

import (
	"regexp"
	"slices"
	"strings"
)

// A group is the column or the two columns of one locus.
type group struct {
	locus string // as the header spells it
	at    []int
}

var halves = regexp.MustCompile(`^(.+?)[ _.\-]*(?:ALLELE |ALLÈLE )?[ _.\-(]+([12AB])\)?$`)

// readWide reads one row for each sample: a column for each locus with both alleles in it, or
// two columns for each.
func (b *Batch) readWide(rows []row, decimal bool) {
	head := rows[0]
	sample := slices.IndexFunc(head.fields, func(h string) bool { return column(h) == "sample" })
	groups, meta := b.groups(head, sample)
	if b.Findings.Stopped() {
		return
	}
	if len(groups) == 0 {
		b.say(Stop, Finding{Code: ColumnMissing, Place: Place{Line: head.line}, Text: "locus"})
		return
	}
	mark, sure := pairMark(rows[1:], groups)
	byID := map[string]*Sample{}
	for _, r := range rows[1:] {
		at := Place{Line: r.line, Field: head.fields[sample]}
		id := strings.TrimSpace(r.fields[sample])
		if id == "" {
			b.say(Stop, Finding{Code: NoLabel, Place: at})
			continue
		}
		if old := byID[id]; old != nil {
			b.say(Stop, Finding{Code: LabelTwice, Place: at, Sample: id, N: old.Place.Line})
			continue
		}
		s := b.sample(id, byID, at)
		for _, i := range meta {
			b.meta(s, column(head.fields[i]), r.fields[i], Place{Line: r.line, Field: head.fields[i]})
		}
		for _, g := range groups {
			place := Place{Line: r.line, Field: head.fields[g.at[0]]}
			if len(g.at) == 2 {
				b.take(s, g.locus, []string{r.fields[g.at[0]], r.fields[g.at[1]]}, nil, place, convention{comma: decimal})
				continue
			}
			b.cell(s, g.locus, r.fields[g.at[0]], place, mark, sure, decimal)
		}
	}
}

// groups finds the columns of loci; a column that is neither a locus nor known stops the file.
func (b *Batch) groups(head row, sample int) (groups []group, meta []int) {
	index := map[string]int{}
	for i, h := range head.fields {
		at := Place{Line: head.line, Field: h}
		c := column(h)
		switch {
		case i == sample, c == "aside", c == "file":
			continue
		case c == "sample":
			b.say(Stop, Finding{Code: ColumnTwice, Place: at, Text: h})
			continue
		case c != "" && c != "allele" && c != "height" && c != "size":
			meta = append(meta, i)
			continue
		case strings.TrimSpace(h) == "":
			if i > 0 && len(groups) > 0 && groups[len(groups)-1].at[0] == i-1 && len(groups[len(groups)-1].at) == 1 {
				groups[len(groups)-1].at = append(groups[len(groups)-1].at, i) // a merged cell over two columns
				continue
			}
			b.say(Stop, Finding{Code: UnknownLocus, Place: at, N: i + 1})
			continue
		}
		name := h
		m := Lookup(h)
		if m == nil {
			if half := halves.FindStringSubmatch(strings.ToUpper(h)); half != nil {
				name, m = half[1], Lookup(half[1])
			}
		}
		if m == nil {
			b.say(Stop, Finding{Code: UnknownLocus, Place: at, Text: h})
			continue
		}
		j, there := index[m.Name]
		switch {
		case !there:
			index[m.Name] = len(groups)
			groups = append(groups, group{name, []int{i}})
		case len(groups[j].at) == 1:
			groups[j].at = append(groups[j].at, i)
		default:
			b.say(Stop, Finding{Code: ColumnTwice, Place: at, Text: h})
		}
	}
	return groups, meta
}

// pairMark finds what parts two alleles in one field: a slash, hyphen, space or semicolon anywhere in the
// file; only if there is none, a comma. Then "9,3" could be one allele or two; sure says
// whether a comma could be a decimal one.
func pairMark(rows []row, groups []group) (mark string, sure bool) {
	for _, m := range []string{"/", "-", " ", ";"} {
		for _, r := range rows {
			for _, g := range groups {
				cell := strings.TrimSpace(r.fields[g.at[0]])
				if len(g.at) == 1 && len(cell) > 1 && strings.Contains(strings.ReplaceAll(cell, ", ", ","), m) {
					return m, true
				}
			}
		}
	}
	return ",", false
}

var doubtful = regexp.MustCompile(`^\d{1,2},[1-4]$`)

// cell reads a field that holds both alleles.
func (b *Batch) cell(s *Sample, locus, text string, at Place, mark string, sure, decimal bool) {
	text = strings.TrimSpace(text)
	m := Lookup(locus)
	if !sure && m != nil && m.Kind != Sex && doubtful.MatchString(text) {
		at.File = b.File
		b.say(Stop, Finding{Code: Ambiguous, Place: at, Sample: s.ID, Locus: m.Name, Text: text})
		return
	}
	if text == "-" || text == "N/A" {
		text = ""
	}
	raw := []string{text}
	if strings.Contains(text, mark) {
		raw = strings.Split(text, mark)
	}
	b.take(s, locus, raw, nil, at, convention{comma: decimal && sure})
}
