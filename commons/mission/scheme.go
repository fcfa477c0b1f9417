package mission

import (
	"embed"
	"encoding/csv"
	"strings"
)

// The schemes of misconduct are data: a list of terms with what each stands under and
// where it was read. An allegation keeps the scheme and version it was made under, so
// that old ones can be shown as they were and re-mapped.
//
//go:embed scheme.csv
var schemeFile embed.FS

// Term is one entry of a scheme.
type Term struct {
	Scheme string // "2021" or "pre-2021"
	Level  string // designation, theme, type, category
	Parent string // code of what it stands under; "" at the top
	Code   string // words mission.term_<code>, lower case
	Source string
}

// Key is the name of the term's word, without the room.
func (t Term) Key() string { return "term_" + strings.ToLower(t.Code) }

var terms = func() (all []Term) {
	text, err := schemeFile.ReadFile("scheme.csv")
	if err != nil {
		panic(err) // embedded above
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		panic(err)
	}
	for _, r := range rows[1:] {
		all = append(all, Term{r[0], r[1], r[2], r[3], r[4]})
	}
	return all
}()

// Terms lists what a scheme has on a level, under a parent or, with "", under any.
func Terms(scheme, level, parent string) (out []Term) {
	for _, t := range terms {
		if t.Scheme == scheme && t.Level == level && (parent == "" || t.Parent == parent) {
			out = append(out, t)
		}
	}
	return out
}

// TermOf finds a term by its code in a scheme.
func TermOf(scheme, code string) (Term, bool) {
	for _, t := range terms {
		if t.Scheme == scheme && t.Code == code {
			return t, true
		}
	}
	return Term{}, false
}
