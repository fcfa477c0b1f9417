package roman

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The tables, one folder of text files. A file begins with lines of # that name its source
// and version; a test reads them.
//
//go:embed data/*.txt
var files embed.FS

// lines are the lines of a table that are not comments, cut at tabs and spaces.
func lines(name string, each func(fields []string)) {
	text, err := files.ReadFile("data/" + name)
	if err != nil {
		panic("roman: " + err.Error())
	}
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		if f := strings.Fields(line); len(f) > 0 {
			each(f)
		}
	}
}

// letters is the table of one language: what each letter or group of letters may become.
type letters struct {
	rules map[rune][]rule // by the first letter, the longest and most particular first
	vowel map[rune]bool   // letters that count as vowels for the context
	base  *letters        // where to look for what is not here
}

// rule says what a group of letters becomes, where.
type rule struct {
	from  []rune
	where context
	to    []option
}

// option is one way to write it, and what it costs in hundredths of an edit.
type option struct {
	text string
	cost int
}

// context says where in a token a rule holds.
type context uint8

const (
	first       context = 1 << iota // ^x: at the beginning
	last                            // x$: at the end
	afterVowel                      // <x: after a vowel
	beforeVowel                     // x>: before a vowel
)

// readLetters reads a file of sections "@language [base]", "@vowels letters" and rules
// "letters option option:cost ...", where the option "-" is nothing. The letters may have
// the marks of [context] around them.
func readLetters(name string) map[string]*letters {
	all := map[string]*letters{}
	var at *letters
	lines(name, func(f []string) {
		switch {
		case f[0] == "@vowels":
			for _, r := range f[1] {
				at.vowel[r] = true
			}
		case f[0][0] == '@':
			at = &letters{rules: map[rune][]rule{}, vowel: map[rune]bool{}}
			if len(f) > 1 {
				at.base = all[f[1]]
				at.vowel = at.base.vowel
			}
			all[f[0][1:]] = at
		default:
			at.add(f)
		}
	})
	return all
}

func (t *letters) add(f []string) {
	var r rule
	from := f[0]
	for _, c := range []struct {
		cut func(string, string) (string, bool)
		by  string
		ctx context
	}{
		{strings.CutPrefix, "^", first}, {strings.CutPrefix, "<", afterVowel},
		{strings.CutSuffix, "$", last}, {strings.CutSuffix, ">", beforeVowel},
	} {
		if rest, ok := c.cut(from, c.by); ok && rest != "" {
			from, r.where = rest, r.where|c.ctx
		}
	}
	r.from = []rune(norm.NFKC.String(from))
	for _, o := range f[1:] {
		r.to = append(r.to, readOption(o))
	}
	// Keep the list ordered: longest first, then the one with more context.
	list := t.rules[r.from[0]]
	i := 0
	for i < len(list) && (len(list[i].from) > len(r.from) || len(list[i].from) == len(r.from) && list[i].where != 0) {
		i++
	}
	list = append(list, rule{})
	copy(list[i+1:], list[i:])
	list[i] = r
	t.rules[r.from[0]] = list
}

func readOption(s string) option {
	text, cost, costly := strings.Cut(s, ":")
	o := option{text: text}
	if text == "-" {
		o.text = ""
	}
	if costly {
		n, err := strconv.Atoi(cost)
		if err != nil {
			panic(fmt.Sprintf("roman: cost %q of a table", s))
		}
		o.cost = n
	}
	return o
}

// match is the rule for what stands at i of the token.
func (t *letters) match(token []rune, i int) *rule {
	for l := t; l != nil; l = l.base {
		list := l.rules[token[i]]
		for k := range list {
			if list[k].fits(token, i, t.vowel) {
				return &list[k]
			}
		}
	}
	return nil
}

func (r *rule) fits(token []rune, i int, vowel map[rune]bool) bool {
	end := i + len(r.from)
	if end > len(token) {
		return false
	}
	for k, c := range r.from {
		if token[i+k] != c {
			return false
		}
	}
	w := r.where
	return w == 0 ||
		(w&first == 0 || i == 0) &&
			(w&last == 0 || end == len(token)) &&
			(w&afterVowel == 0 || i > 0 && vowel[token[i-1]]) &&
			(w&beforeVowel == 0 || end < len(token) && vowel[token[end]])
}

// width is how many spellings are kept while a token is read; room is the length of one.
const (
	width = 12
	room  = 96
	prime = '\''
)

// beam holds the cheapest spellings of the part of a token that was read.
type beam struct {
	n    int
	kept [width]spelling
}

type spelling struct {
	cost int
	n    int
	text [room]byte
}

// add writes the text on. Two letters that only look like one sound are kept apart by a
// prime, as ALA-LC does it: s and h of سهيل are not sh. [spelt] takes it out again.
func (s *spelling) add(text string) {
	if s.n > 0 && s.n < room && text != "" && text[0] == 'h' && strings.IndexByte("bcdgjklmnprstwz", s.text[s.n-1]) >= 0 {
		s.text[s.n] = prime
		s.n++
	}
	s.n += copy(s.text[s.n:], text)
}

// grow extends every spelling by every option and keeps the cheapest.
func (b *beam) grow(to []option) {
	if len(to) == 1 {
		for i := range b.kept[:b.n] {
			b.kept[i].add(to[0].text)
			b.kept[i].cost += to[0].cost
		}
		return
	}
	old := *b
	b.n = 0
	for i := range old.kept[:old.n] {
		for _, o := range to {
			b.offer(&old.kept[i], o)
		}
	}
}

// offer puts a spelling in its place by cost; of equals the earlier stays in front.
func (b *beam) offer(s *spelling, o option) {
	cost := s.cost + o.cost
	at := b.n
	for at > 0 && b.kept[at-1].cost > cost {
		at--
	}
	if at == width {
		return
	}
	if b.n < width {
		b.n++
	}
	copy(b.kept[at+1:b.n], b.kept[at:b.n-1])
	b.kept[at] = *s
	b.kept[at].add(o.text)
	b.kept[at].cost = cost
}

// spell reads a token with a table, cheapest spelling first.
func (t *letters) spell(b *beam, token []rune) {
	b.n = 1
	b.kept[0].n, b.kept[0].cost = 0, 0
	for i := 0; i < len(token); {
		if r := t.match(token, i); r != nil {
			b.grow(r.to)
			i += len(r.from)
			continue
		}
		if token[i] < utf8.RuneSelf {
			b.grow([]option{{text: string(token[i])}})
		}
		i++
	}
}
