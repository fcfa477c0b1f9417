package labfile

import (
	"strings"
)

// pedHeader tells a pedigree table by its first columns: family, person, father, mother, sex.
func pedHeader(head []string) bool {
	if len(head) < 5 {
		return false
	}
	want := [][]string{{"FAMID", "FAM", "FAMILY", "FID"}, {"ID", "IID", "PERSON"}, {"FID", "FATHER", "PAT"}, {"MID", "MOTHER", "MAT"}, {"SEX"}}
	for i, names := range want {
		found := false
		for _, n := range names {
			found = found || fold(head[i]) == n
		}
		if !found {
			return false
		}
	}
	return true
}

// readPed reads a pedigree table: "a/b" in a column for each locus, 0 for what is not known.
// Parents must be persons of the same family and of the right sex.
func (b *Batch) readPed(rows []row) {
	head := rows[0]
	for _, h := range head.fields[5:] {
		if Lookup(h) == nil {
			b.say(Stop, Finding{Code: UnknownLocus, Place: Place{Line: head.line, Field: h}, Text: h})
		}
	}
	if b.Findings.Stopped() {
		return
	}
	byID := map[string]*Sample{}
	for _, r := range rows[1:] {
		id := r.fields[1]
		at := Place{Line: r.line, Field: head.fields[1]}
		if strings.TrimSpace(id) == "" || id == "0" {
			b.say(Stop, Finding{Code: NoLabel, Place: at})
			continue
		}
		if old := byID[id]; old != nil {
			b.say(Stop, Finding{Code: LabelTwice, Place: at, Sample: id, N: old.Place.Line})
			continue
		}
		s := b.sample(id, byID, at)
		s.Family = r.fields[0]
		b.meta(s, "sex", r.fields[4], Place{Line: r.line, Field: head.fields[4]})
		for i, h := range head.fields[5:] {
			cell := strings.TrimSpace(r.fields[5+i])
			raw := strings.Split(cell, "/")
			b.take(s, h, raw, nil, Place{Line: r.line, Field: h}, convention{zero: true})
		}
		s.Father, s.Mother = known(r.fields[2]), known(r.fields[3])
	}
	b.parents(rows[1:], head.fields, byID)
}

func known(id string) string {
	if id = strings.TrimSpace(id); id == "0" {
		return ""
	}
	return id
}

// parents looks whether every parent is there, and gives each child's family its roles.
func (b *Batch) parents(rows []row, head []string, byID map[string]*Sample) {
	for _, r := range rows {
		s := byID[r.fields[1]]
		if s == nil || s.Place.Line != r.line {
			continue
		}
		for i, parent := range []string{s.Father, s.Mother} {
			p := byID[parent]
			at := Place{Line: r.line, Field: head[2+i]}
			switch {
			case parent == "":
			case p == nil || p.Family != s.Family || p == s:
				b.say(Stop, Finding{Code: BadReference, Place: at, Sample: s.ID, Text: parent})
			case p.Sex != 0 && int(p.Sex) != i+1:
				b.say(Stop, Finding{Code: BadSex, Place: at, Sample: s.ID, Text: parent})
			default:
				p.Role = []string{"father", "mother"}[i]
				if s.Role == "" {
					s.Role = "child"
				}
			}
		}
	}
}
