package roman

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Forms appends to dst the Latin forms of a token, the most usual first, and returns it: at
// least one for a token with a letter that the tables know, at most 12, of
// Han 24. Of forms with
// one sound only the most usual is given. A token of digits is its own form.
//
// Text, Script and Language of the token are used; a token that did not come from [Tokens]
// must be normalised.
func Forms(dst []Form, t Token) []Form {
	begin := len(dst)
	switch t.Script {
	case Latin, Unknown:
		dst = latinForms(dst, t)
	default:
		read := readers[t.Script]
		if read == nil {
			return dst
		}
		dst = read(dst, t)
	}
	if len(dst)-begin > 1 {
		own := dst[begin:]
		slices.SortStableFunc(own, func(a, b Form) int { return a.Cost - b.Cost })
		own = unique(own)
		limit := width
		if t.Script == Han {
			limit = 2 * width
		}
		dst = dst[:begin+min(len(own), limit)]
	}
	return dst
}

// unique keeps the first, which is the cheapest, of forms that sound alike.
func unique(forms []Form) []Form {
	kept := forms[:0]
	for _, f := range forms {
		if !slices.ContainsFunc(kept, func(k Form) bool { return k.Sound == f.Sound && k.Bare == f.Bare }) {
			kept = append(kept, f)
		}
	}
	return kept
}

// readers are the ways of the scripts.
var readers = [...]func([]Form, Token) []Form{
	Arabic:     arabicForms,
	Cyrillic:   cyrillicForms,
	Han:        hanForms,
	Hangul:     hangulForms,
	Kana:       kanaForms,
	Hebrew:     hebrewForms,
	Greek:      greekForms,
	Armenian:   armenianForms,
	Georgian:   georgianForms,
	Devanagari: indicForms,
	Bengali:    indicForms,
	Gurmukhi:   indicForms,
	Tamil:      indicForms,
	Sinhala:    indicForms,
	Gujarati:   indicForms,
	Oriya:      indicForms,
	Telugu:     indicForms,
	Kannada:    indicForms,
	Malayalam:  indicForms,
	Khmer:      indicForms,
	Thai:       thaiForms,
	Ethiopic:   ethiopicForms,
}

// runesOf is the token in letters, in the room given.
func runesOf(room []rune, text string) []rune {
	room = room[:0]
	for _, r := range text {
		if len(room) == cap(room) {
			break
		}
		room = append(room, r)
	}
	return room
}

// longestToken is how many letters of a token are read; no name of the registers has more.
const longestToken = 64

// spelt appends the spellings of a beam as forms.
func spelt(dst []Form, b *beam, extra int, bare bool) []Form {
	for i := range b.kept[:b.n] {
		s := &b.kept[i]
		if s.n == 0 {
			continue
		}
		text := string(s.text[:s.n])
		sound := Sound(text)
		if strings.IndexByte(text, prime) >= 0 || strings.IndexByte(text, 'U') >= 0 {
			text = unmarked.Replace(text)
		}
		dst = append(dst, Form{Text: text, Sound: sound, Cost: s.cost + extra, Bare: bare})
	}
	return dst
}

// latinForms spells Latin letters with marks in the ways that documents without marks do, and
// adds how the language of the token pronounces them, when it is known and it does so in its
// own way.
func latinForms(dst []Form, t Token) []Form {
	begin := len(dst)
	if isASCII(t.Text) {
		f := Form{Text: t.Text, Sound: Sound(t.Text)}
		if f.Sound == "" {
			f.Sound = t.Text // digits
		}
		dst = pinyinForms(append(dst, f), t.Text)
	} else {
		dst = lettered(dst, latin(), t.Text, 0, false)
	}
	language := t.Language
	if language == "" {
		language = looksLike(t.Text)
	}
	if language == "" || len(dst) == begin {
		return dst
	}
	table := latinLanguages()[language]
	if table == nil {
		return dst
	}
	own := len(dst)
	dst = lettered(dst, table, t.Text, pronounced, false)
	for i := own; i < len(dst); i++ {
		dst[i].Text = dst[begin].Text // it is a sound, nobody writes it so
	}
	return dst
}

// looksLike is the language that a Latin token tells by its spelling, mostly none.
func looksLike(text string) string {
	for _, l := range looks() {
		if len(text) > len(l.letters)+1 && l.found(text, l.letters) {
			return l.language
		}
	}
	return ""
}

// look is a group of letters that tells a language where it is found.
type look struct {
	language, letters string
	found             func(text, letters string) bool
}

var looks = sync.OnceValue(func() (all []look) {
	lines("latin-looks.txt", func(f []string) {
		for _, s := range f[1:] {
			letters, ends := strings.CutPrefix(s, "-")
			letters, begins := strings.CutSuffix(letters, "-")
			l := look{f[0], letters, strings.Contains}
			switch {
			case !begins:
				l.found = strings.HasSuffix
			case !ends:
				l.found = strings.HasPrefix
			}
			all = append(all, l)
		}
	})
	return all
})

// pronounced is what a sound of the token's own language costs: a reader of another language
// may not have known it.
const pronounced = 4

// unmarked takes out what a spelling has for the sound only.
var unmarked = strings.NewReplacer(string(prime), "", "U", "")

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var (
	latin          = sync.OnceValue(func() *letters { return withoutMarks(readLetters("latin.txt")[""]) })
	latinLanguages = sync.OnceValue(func() map[string]*letters { return onto(latin(), readLetters("latin-languages.txt")) })
)
