package lang

import (
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// A value is a sentence taken to pieces once, so that what is written to a page was
// checked when the program opened.
type value struct {
	forms  map[plural.Form][]piece // a plain sentence has Other only
	plural bool
}

type sort uint8

const (
	text  sort = iota
	begin      // of markup; what holds the title of an abbreviation
	end
	arg
)

type piece struct {
	sort sort
	what string // text, the name of the tag or of the argument
	more string // the title of an abbreviation
}

// What a sentence may contain besides text. Nothing here can carry an address or a script.
var (
	markup  = regexp.MustCompile(`^<(/?)(b|i|bdi|q|sup|abbr)(?: title="([^"<>{}]+)")?>`)
	argName = regexp.MustCompile(`^\{([a-z][a-z0-9_]*)\}`)
)

// forms are the plural categories by their CLDR names.
var forms = map[string]plural.Form{"zero": plural.Zero, "one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many, "other": plural.Other}

func parse(sentence string) (pieces []piece, err error) {
	var open []string
	for rest := sentence; rest != ""; {
		if m := markup.FindStringSubmatch(rest); m != nil {
			closing, tag, title := m[1] != "", m[2], m[3]
			switch {
			case closing && (len(open) == 0 || open[len(open)-1] != tag || title != ""):
				return nil, fmt.Errorf("</%s> closes nothing", tag)
			case closing:
				open = open[:len(open)-1]
				pieces = append(pieces, piece{end, tag, ""})
			case (title != "") != (tag == "abbr"):
				return nil, fmt.Errorf("<%s>: a title belongs to abbr, and only to it", tag)
			default:
				open = append(open, tag)
				pieces = append(pieces, piece{begin, tag, title})
			}
			rest = rest[len(m[0]):]
			continue
		}
		if m := argName.FindStringSubmatch(rest); m != nil {
			pieces = append(pieces, piece{arg, m[1], ""})
			rest = rest[len(m[0]):]
			continue
		}
		if strings.ContainsRune("<>{}", rune(rest[0])) {
			return nil, fmt.Errorf("%q is neither allowed markup nor an argument", cut(rest))
		}
		i := strings.IndexAny(rest, "<>{}")
		if i < 0 {
			i = len(rest)
		}
		pieces = append(pieces, piece{text, rest[:i], ""})
		rest = rest[i:]
	}
	if len(open) > 0 {
		return nil, fmt.Errorf("<%s> is never closed", open[len(open)-1])
	}
	return pieces, nil
}

func cut(s string) string {
	if r := []rune(s); len(r) > 16 {
		return string(r[:16]) + "…"
	}
	return s
}

func newValue(v any) (*value, error) {
	switch v := v.(type) {
	case string:
		if v == "" {
			return nil, errors.New("says nothing")
		}
		p, err := parse(v)
		return &value{forms: map[plural.Form][]piece{plural.Other: p}}, err
	case map[string]string:
		out := &value{forms: map[plural.Form][]piece{}, plural: true}
		for name, sentence := range v {
			f, ok := forms[name]
			if !ok || sentence == "" {
				return nil, fmt.Errorf("%q: no such plural category, or it says nothing", name)
			}
			p, err := parse(sentence)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			out.forms[f] = p
		}
		if out.forms[plural.Other] == nil {
			return nil, errors.New(`the plural category "other" is missing`)
		}
		return out, nil
	}
	return nil, errors.New("is neither a sentence nor a plural")
}

// form is the plural category of n in a language. The tables of golang.org/x/text are
// those of CLDR 32; whole millions in Spanish, "1 000 000 de días", came with CLDR 38.
// French has had the same category since then; no count of ours comes near it, and its
// sentences do without.
func form(tag Tag, n int) plural.Form {
	if n < 0 {
		n = -n
	}
	if tag == Spanish && n != 0 && n%million == 0 {
		return plural.Many
	}
	return plural.Cardinal.MatchPlural(language.Make(string(tag)), n, 0, 0, 0, 0)
}

// categories are the plural categories that whole numbers have in a language, found by counting.
func categories(tag Tag) map[string]bool {
	need := map[string]bool{"other": true}
	name := map[plural.Form]string{}
	for s, f := range forms {
		name[f] = s
	}
	for n := 0; n <= 200; n++ {
		need[name[form(tag, n)]] = true
	}
	need[name[form(tag, million)]] = true
	return need
}

const million = 1_000_000

// args are the names of a sentence's arguments. n is left out: "one day" needs no number.
func (v *value) args() map[string]bool {
	all := map[string]bool{}
	for _, pieces := range v.forms {
		for _, p := range pieces {
			if p.sort == arg && p.what != "n" {
				all[p.what] = true
			}
		}
	}
	return all
}

// html writes a piece of markup, or text made safe.
func (p piece) html() string {
	switch p.sort {
	case begin:
		if p.more != "" {
			return "<" + p.what + ` title="` + html.EscapeString(p.more) + `">`
		}
		return "<" + p.what + ">"
	case end:
		return "</" + p.what + ">"
	}
	return html.EscapeString(p.what)
}

// plain writes a piece without markup; a quotation keeps its marks.
func (p piece) plain(tag Tag) string {
	switch {
	case p.sort == text:
		return p.what
	case p.what == "q" && p.sort == begin:
		return speech(tag).Quotes[0]
	case p.what == "q" && p.sort == end:
		return speech(tag).Quotes[1]
	}
	return ""
}

// pluralOf is the category that the argument n asks for.
func pluralOf(v *value, tag Tag, pairs []any) plural.Form {
	if !v.plural {
		return plural.Other
	}
	x, _ := pick(pairs, "n")
	n, _ := whole(x)
	return form(tag, n)
}
