package find

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"haki/internal/fault"
)

// Field is what is coded of a matter.
type Field string

// The fields.
const (
	Mission  Field = "mission"
	Country  Field = "country"
	Category Field = "category"
	State    Field = "state"
	Year     Field = "year"
)

// Fields lists them. A word that stands for things of several fields is taken for the
// first.
var Fields = []Field{Mission, Country, Category, State, Year}

// Term is one word of our code lists, and how people write it.
type Term struct {
	Field Field
	Code  string
	Key   string   // of the word for it, in every language of the staff; the code itself if empty
	Said  []string // other ways to write it: names of a mission or a country
}

// Query is a line of terms. Terms of one field are alternatives, the fields together
// narrow down.
type Query struct {
	Reference Reference // alone: it names one matter
	Serial    string    // "2026-0417": a reference of which only the middle is known
	Terms     []Term
}

// None says that nothing is asked for.
func (q Query) None() bool { return q.Reference == "" && q.Serial == "" && len(q.Terms) == 0 }

// Any lists what is asked for of one field.
func (q Query) Any(f Field) (codes []string) {
	for _, t := range q.Terms {
		if t.Field == f && !slices.Contains(codes, t.Code) {
			codes = append(codes, t.Code)
		}
	}
	return codes
}

// Columns says where a table keeps what is coded. By holds, for each field, an expression
// that is compared ("mission", "substr(received, 1, 4)"), or a condition in which "(?)"
// stands for the codes ("id IN (SELECT case_id FROM … WHERE country IN (?))").
type Columns struct {
	Reference string
	By        map[Field]string
}

// SQL writes the query as a condition in brackets, never empty. A field that the table
// does not know matches nothing, and neither does no query.
func (q Query) SQL(c Columns) (string, []any) {
	if q.None() {
		return "(1 = 0)", nil
	}
	var and []string
	var args []any
	switch {
	case q.Reference != "":
		and, args = append(and, c.Reference+" = ?"), append(args, q.Reference)
	case q.Serial != "":
		and, args = append(and, c.Reference+" LIKE ?"), append(args, "%-"+q.Serial+"-_") // digits and a dash: nothing to escape
	}
	for _, f := range Fields {
		codes := q.Any(f)
		if len(codes) == 0 {
			continue
		}
		on := c.By[f]
		if on == "" {
			return "(1 = 0)", nil
		}
		if !strings.Contains(on, "(?)") {
			on += " IN (?)"
		}
		and = append(and, strings.Replace(on, "(?)", "(?"+strings.Repeat(", ?", len(codes)-1)+")", 1))
		for _, code := range codes {
			args = append(args, code)
		}
	}
	return "(" + strings.Join(and, " AND ") + ")", args
}

// A lexicon knows every term by every way of writing it.
type lexicon struct {
	terms   map[string][]Term // by its folded words: alternatives of one field
	longest int               // words in one way of writing
}

func newLexicon() *lexicon { return &lexicon{terms: map[string][]Term{}} }

// add puts a way of writing in. Two rooms may say the same of different codes: both are
// meant. Of two fields the earlier one is.
func (l *lexicon) add(t Term, said string) {
	words := fold(said)
	if len(words) == 0 {
		return
	}
	key := strings.Join(words, " ")
	if was := l.terms[key]; len(was) > 0 {
		earlier := slices.Index(Fields, was[0].Field) - slices.Index(Fields, t.Field)
		if earlier == 0 && !slices.ContainsFunc(was, func(w Term) bool { return w.Code == t.Code }) {
			l.terms[key] = append(was, t)
		}
		if earlier <= 0 {
			return
		}
	}
	l.terms[key], l.longest = []Term{t}, max(l.longest, len(words))
}

var (
	yearForm   = regexp.MustCompile(`^20[0-9]{2}$`)
	serialForm = regexp.MustCompile(`^[0-9]{4}$`)
)

const longestLine = 200 // characters that are looked at

// parse reads a line. What is no reference, no term and no year is refused: it might be a
// name, and names are neither kept in the open nor written into an address.
func (l *lexicon) parse(line string) (Query, error) {
	if utf8.RuneCountInString(line) > longestLine {
		return Query{}, fault.In("q", "find.not_coded", "n", 2)
	}
	switch r, err := ParseReference(line); {
	case err == nil:
		return Query{Reference: r}, nil
	case wrongCheck(err):
		return Query{}, err
	}
	var q Query
	unknown := 0
	for words := fold(line); len(words) > 0; {
		n := l.next(&q, words)
		if n == 0 {
			unknown, n = unknown+1, 1
		}
		words = words[n:]
	}
	if unknown > 0 {
		return Query{}, fault.In("q", "find.not_coded", "n", unknown)
	}
	return q, nil
}

func wrongCheck(err error) bool {
	all := fault.All(err)
	return len(all) == 1 && all[0].Key == "find.reference_check"
}

// next takes the longest beginning of the words that it knows, and says how many they are.
func (l *lexicon) next(q *Query, words []string) int {
	for n := min(l.longest, len(words)); n > 0; n-- {
		if t, ok := l.terms[strings.Join(words[:n], " ")]; ok {
			q.Terms = append(q.Terms, t...)
			return n
		}
	}
	if !yearForm.MatchString(words[0]) {
		return 0
	}
	if q.Serial == "" && len(words) > 1 && serialForm.MatchString(words[1]) && !yearForm.MatchString(words[1]) {
		q.Serial = words[0] + "-" + words[1]
		return 2
	}
	q.Terms = append(q.Terms, Term{Field: Year, Code: words[0]})
	return 1
}

// fold takes a text to the words that are compared: small letters without marks, digits
// 0 to 9.
func fold(text string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r >= '٠' && r <= '٩':
			b.WriteRune(r - '٠' + '0')
		case r >= '۰' && r <= '۹':
			b.WriteRune(r - '۰' + '0')
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// known lists the terms of a field, each once, in the order of their codes.
func (l *lexicon) known(f Field) []Term {
	by := map[string]Term{}
	for _, all := range l.terms {
		for _, t := range all {
			if t.Field == f {
				by[t.Code] = t
			}
		}
	}
	out := make([]Term, 0, len(by))
	for _, code := range slices.Sorted(maps.Keys(by)) {
		out = append(out, by[code])
	}
	return out
}
