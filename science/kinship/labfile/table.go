package labfile

import (
	"encoding/csv"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"haki/science/kinship"
)

// row is one line of a table.
type row struct {
	line   int
	fields []string
}

// separators in the order in which they are tried.
var separators = []rune{'\t', ';', ',', '|'}

// readTable reads a table whose first line names the columns.
func (b *Batch) readTable(text string) {
	comma, white := separator(text)
	b.Comma = string(comma)
	if !b.header(text, comma, white) {
		return
	}
	rows, ok := b.rows(text, comma, white)
	if !ok {
		return
	}
	for i := range rows[0].fields {
		rows[0].fields[i] = strings.TrimSpace(rows[0].fields[i])
	}
	head := rows[0]
	switch {
	case pedHeader(head.fields):
		b.Format = Ped
		b.readPed(rows)
	case slices.ContainsFunc(head.fields, func(h string) bool { return column(h) == "locus" }):
		b.Format = Long
		b.readLong(rows, comma != ',')
	case slices.ContainsFunc(head.fields, func(h string) bool { return column(h) == "sample" }):
		b.Format = Wide
		b.readWide(rows, comma != ',')
	default:
		b.say(Stop, Finding{Code: ColumnMissing, Place: Place{Line: head.line}, Text: "sample"})
	}
}

// header says whether the first line names columns, before anything is made of the others.
func (b *Batch) header(text string, comma rune, white bool) bool {
	cut := strings.TrimLeft(text, "\n")
	first, _, _ := strings.Cut(cut, "\n")
	fields := strings.Split(first, string(comma))
	if white {
		fields = strings.Fields(first)
	}
	names, alleles := 0, 0
	for _, f := range fields {
		f = strings.Trim(strings.TrimSpace(f), `"`)
		if column(f) != "" || Lookup(f) != nil {
			names++
		}
		if _, what := allele(f, false); what == usable {
			alleles++
		}
	}
	at := Place{Line: 1 + len(text) - len(cut)}
	switch {
	case len(fields) < 2:
		b.say(Stop, Finding{Code: Unknown, Place: at})
	case names == 0 && !pedHeader(fields) || alleles > 0:
		b.say(Stop, Finding{Code: NoHeader, Place: at, Text: fields[0]})
	}
	return !b.Findings.Stopped()
}

// separator is the character that the header line holds most often; white space if it holds
// none of them.
func separator(text string) (comma rune, white bool) {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	best, most := ',', 0
	for _, s := range separators {
		if n := strings.Count(first, string(s)); n > most {
			best, most = s, n
		}
	}
	return best, most == 0 && strings.Contains(strings.TrimSpace(first), " ")
}

// rows cuts the text. A row of another width than the header stops the file, except that empty
// fields at the end may be missing, as spreadsheets write.
func (b *Batch) rows(text string, comma rune, white bool) (all []row, ok bool) {
	if white {
		for i, l := range strings.Split(text, "\n") {
			if f := strings.Fields(l); len(f) > 0 {
				all = append(all, row{i + 1, f})
			}
		}
		b.Comma = " "
	} else if all, ok = b.cut(text, comma); !ok {
		return nil, false
	}
	all = slices.DeleteFunc(all, func(r row) bool { return strings.TrimSpace(strings.Join(r.fields, "")) == "" })
	if len(all) == 0 {
		b.say(Stop, Finding{Code: Empty})
		return nil, false
	}
	width := len(all[0].fields)
	for i := range all {
		for n := len(all[i].fields); n > width && strings.TrimSpace(all[i].fields[n-1]) == ""; n-- {
			all[i].fields = all[i].fields[:n-1]
		}
		if n := len(all[i].fields); n > width || n < width && white || n < min(width, 2) {
			b.say(Stop, Finding{Code: RowWidth, Place: Place{Line: all[i].line}, Text: strconv.Itoa(n), N: width})
		}
		for len(all[i].fields) < width {
			all[i].fields = append(all[i].fields, "")
		}
	}
	return all, !b.Findings.Stopped()
}

func (b *Batch) cut(text string, comma rune) (all []row, ok bool) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	for {
		fields, err := r.Read()
		var parse *csv.ParseError
		switch {
		case errors.As(err, &parse):
			b.say(Stop, Finding{Code: BadTable, Place: Place{Line: parse.StartLine}})
			return nil, false
		case err != nil:
			return all, true
		}
		line, _ := r.FieldPos(0)
		all = append(all, row{line, fields})
	}
}

// columns are the names under which laboratories print them.
var columns = map[string]string{
	"SAMPLE": "sample", "SAMPLENAME": "sample", "SAMPLEFILE": "file", "SAMPLEID": "sample", "SPECIMEN": "sample", "SPECIMENID": "sample", "ID": "sample", "LABEL": "sample",
	"ÉCHANTILLON": "sample", "ECHANTILLON": "sample", "NOMDELÉCHANTILLON": "sample", "PROFIL": "sample", "PROFILE": "sample", "PRÉLÈVEMENT": "sample", "PRELEVEMENT": "sample",
	"MARKER": "locus", "LOCUS": "locus", "LOCI": "locus", "MARQUEUR": "locus", "SYSTEM": "locus", "SYSTÈME": "locus", "SYSTEME": "locus",
	"ROLE": "role", "RÔLE": "role", "FAMILY": "family", "FAMILLE": "family", "CASE": "family", "AFFAIRE": "family", "DOSSIER": "family", "SEX": "sex", "SEXE": "sex", "GENDER": "sex",
	// what GeneMapper and spreadsheets add, which says nothing about alleles
	"RUNNAME": "aside", "PANEL": "aside", "DYE": "aside", "KIT": "aside", "DATE": "aside", "COMMENT": "aside", "COMMENTAIRE": "aside", "REMARK": "aside", "REMARQUE": "aside",
	"SAMPLETYPE": "aside", "SPECIMENCATEGORY": "aside", "NOTES": "aside", "GQ": "aside", "SQ": "aside", "OBSERVATION": "aside",
}

var numbered = regexp.MustCompile(`^(ALLELE|ALLÈLE|SIZE|TAILLE|HEIGHT|HAUTEUR|PEAKAREA|AREA)(\d{1,2})$`)

// column is what a header means: sample, locus, role, family, sex, aside, allele, height, size,
// or "" if it is none of these.
func column(h string) string {
	f := strings.NewReplacer("'", "", "’", "").Replace(fold(h))
	if c := columns[f]; c != "" {
		return c
	}
	switch m := numbered.FindStringSubmatch(f); {
	case m == nil:
		return ""
	case strings.HasPrefix(m[1], "ALL"):
		return "allele"
	case m[1] == "HEIGHT" || m[1] == "HAUTEUR":
		return "height"
	}
	return "size"
}

// roles are the names of roles, and what they say of the sex.
var roles = map[string]struct {
	role string
	sex  kinship.Sex
}{
	"CHILD": {"child", 0}, "ENFANT": {"child", 0}, "C": {"child", 0}, "CH": {"child", 0},
	"MOTHER": {"mother", kinship.Female}, "MÈRE": {"mother", kinship.Female}, "MERE": {"mother", kinship.Female}, "M": {"mother", kinship.Female}, "MO": {"mother", kinship.Female},
	"FATHER": {"father", kinship.Male}, "PÈRE": {"father", kinship.Male}, "PERE": {"father", kinship.Male}, "AF": {"father", kinship.Male}, "ALLEGEDFATHER": {"father", kinship.Male},
	"PÈREPRÉSUMÉ": {"father", kinship.Male}, "PEREPRESUME": {"father", kinship.Male}, "STAFF": {"staff", 0}, "PERSONNEL": {"staff", 0},
}

// meta puts role, family and sex to a sample.
func (b *Batch) meta(s *Sample, what, value string, at Place) {
	value = strings.TrimSpace(value)
	if value == "" {
		return
	}
	switch what {
	case "family":
		s.Family = value
	case "role":
		r, ok := roles[fold(value)]
		if !ok {
			b.say(Note, Finding{Code: ColumnIgnored, Place: at, Sample: s.ID, Text: value})
			return
		}
		s.Role = r.role
	case "sex":
		sex, ok := sexOf(value)
		if !ok {
			b.say(Stop, Finding{Code: BadSex, Place: at, Sample: s.ID, Text: value})
			return
		}
		s.Sex = sex
	}
}

func sexOf(s string) (kinship.Sex, bool) {
	switch strings.ToUpper(strings.TrimSpace(s)) {
	case "M", "MALE", "H", "HOMME", "MASCULIN", "1":
		return kinship.Male, true
	case "F", "FEMALE", "FEMME", "FÉMININ", "2":
		return kinship.Female, true
	case "", "0", "?", "U", "UNKNOWN", "INCONNU":
		return 0, true
	}
	return 0, false
}

// sample finds or makes the sample of a label.
func (b *Batch) sample(id string, byID map[string]*Sample, at Place) *Sample {
	id = strings.TrimSpace(id)
	if s := byID[id]; s != nil {
		return s
	}
	at.File = b.File
	s := &Sample{ID: id, Place: at}
	byID[id] = s
	if b.Samples = append(b.Samples, s); len(b.Samples) == maxSamples+1 {
		b.say(Stop, Finding{Code: TooLarge, Place: at, N: maxSamples})
	}
	return s
}

// readLong reads one row for each sample and marker.
func (b *Batch) readLong(rows []row, decimal bool) {
	head := rows[0]
	what := make([]string, len(head.fields))
	var sample, locus = -1, -1
	var alleles, heights []int
	for i, h := range head.fields {
		what[i] = column(h)
		at := Place{Line: head.line, Field: h}
		switch what[i] {
		case "sample":
			if sample >= 0 && what[sample] == "sample" { // GeneMapper prints file and name: the name is the label
				b.say(Stop, Finding{Code: ColumnTwice, Place: at, Text: h})
			}
			sample = i
		case "file":
			if sample < 0 {
				sample = i
			}
		case "locus":
			if locus >= 0 {
				b.say(Stop, Finding{Code: ColumnTwice, Place: at, Text: h})
			}
			locus = i
		case "allele":
			alleles = append(alleles, i)
		case "height":
			heights = append(heights, i)
		case "":
			if strings.TrimSpace(h) != "" {
				b.say(Note, Finding{Code: ColumnIgnored, Place: at, Text: h})
			}
		}
	}
	if sample < 0 {
		b.say(Stop, Finding{Code: ColumnMissing, Place: Place{Line: head.line}, Text: "sample"})
	}
	if len(alleles) < 2 {
		b.say(Stop, Finding{Code: ColumnMissing, Place: Place{Line: head.line}, Text: "allele 2"})
	}
	if b.Findings.Stopped() {
		return
	}
	mapper := slices.ContainsFunc(head.fields, func(h string) bool { return fold(h) == "MARKER" }) && b.Comma == "\t"
	b.longRows(rows[1:], head.fields, what, sample, locus, alleles, heights, convention{comma: decimal, single: mapper})
}

func (b *Batch) longRows(rows []row, head, what []string, sample, locus int, alleles, heights []int, c convention) {
	byID := map[string]*Sample{}
	for _, r := range rows {
		at := Place{Line: r.line, Field: head[sample]}
		if strings.TrimSpace(r.fields[sample]) == "" {
			b.say(Stop, Finding{Code: NoLabel, Place: at})
			continue
		}
		s := b.sample(r.fields[sample], byID, at)
		for i, w := range what {
			if w == "role" || w == "family" || w == "sex" {
				b.meta(s, w, r.fields[i], Place{Line: r.line, Field: head[i]})
			}
		}
		var raw []string
		for _, i := range alleles {
			raw = append(raw, r.fields[i])
		}
		var tall []float64
		for _, i := range heights {
			if v := strings.TrimSpace(r.fields[i]); v != "" {
				h, err := strconv.ParseFloat(strings.Replace(v, ",", ".", 1), 64)
				if err != nil || !(h >= 0 && h < 1e9) {
					b.say(Stop, Finding{Code: BadNumber, Place: Place{Line: r.line, Field: head[i]}, Sample: s.ID, Text: v})
					continue
				}
				tall = append(tall, h)
			}
		}
		b.take(s, r.fields[locus], raw, tall, Place{Line: r.line, Field: head[locus]}, c)
	}
}
