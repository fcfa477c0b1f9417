package roman

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is one word of a name.
type Token struct {
	Text     string // normalised, see [Normalise]
	Script   Script
	Language string // a BCP 47 tag, when the letters of the name tell it: [LanguageOf]
	Role     Role
	Rank     string // the code of a rank, when the role is Title and the title is a rank
	Mark     byte   // the sign before the token: 0 for space, one of - , . / ( ", or ~ where nothing was written
	Family   bool   // the script and the place say that it is a family name: 王 of 王小明
}

// Tokens cuts a name to normalised tokens, each of one script, with roles. A hyphen, a point
// and a comma cut; what stood there is in Mark, so that a reader can join again. The error is
// ErrLong or ErrMarks, and there are no tokens then. A name without a letter has no tokens.
func Tokens(name string) ([]Token, error) {
	folded, err := fold(name)
	if err != nil {
		return nil, err
	}
	language := LanguageOf(name)
	tokens := make([]Token, 0, 6)
	mark := byte(0)
	for i := 0; i < len(folded); {
		r, n := utf8.DecodeRuneInString(folded[i:])
		if !wordy(r) {
			mark = stronger(mark, r)
			i += n
			continue
		}
		script, from := ScriptOf(r), i
		for i += n; i < len(folded); i += n {
			r, n = utf8.DecodeRuneInString(folded[i:])
			if !wordy(r) {
				break
			}
			s := ScriptOf(r)
			if s != Unknown && script == Unknown && !unicode.IsDigit(r) {
				script = s
			}
			if s != Unknown && s != script && !(s == Kana && r == 'ー') {
				break
			}
		}
		if len(tokens) == MaxTokens {
			return nil, ErrLong
		}
		tokens = append(tokens, Token{Text: folded[from:i], Script: script, Language: language, Mark: mark})
		mark = 0
	}
	tokens = eastern(tokens)
	assign(tokens)
	return tokens, nil
}

// eastern cuts a whole name of Han or Hangul, which is written without spaces, into family
// name and given name; where it was written with spaces, the first of at least two is the
// family name if the list knows it. Kana in the name says that it is Japanese.
func eastern(tokens []Token) []Token {
	count, at, japanese := 0, -1, false
	for i := range tokens {
		switch tokens[i].Script {
		case Han, Hangul:
			if at < 0 {
				at = i
			}
			if RoleOf(tokens[i].Text) != Title {
				count++
			}
		case Kana:
			japanese = true
		}
	}
	if at < 0 {
		return tokens
	}
	if japanese {
		for i := range tokens {
			if tokens[i].Script == Han {
				tokens[i].Language = "ja"
			}
		}
		return tokens
	}
	t := tokens[at]
	if count > 1 {
		tokens[at].Family = isFamily(t)
		return tokens
	}
	n := splitHan(t)
	if n == 0 || len(tokens) == MaxTokens {
		return tokens
	}
	given := t
	given.Text, given.Mark = t.Text[n:], '~'
	tokens[at].Text, tokens[at].Family = t.Text[:n], true
	tokens = append(tokens, Token{})
	copy(tokens[at+2:], tokens[at+1:])
	tokens[at+1] = given
	return tokens
}

// stronger keeps the sign that says most of those between two tokens.
func stronger(mark byte, r rune) byte {
	const order = ".-\"(/,"
	switch r {
	case '،', '、', '，', '؛', ';':
		r = ','
	case '‐', '‑', '–', '—', '־', '・', '·', '_', '=', '゠':
		r = '-'
	case '“', '”', '«', '»', '„':
		r = '"'
	case '）', '（', ')', '[', ']':
		r = '('
	case '。', '․':
		r = '.'
	}
	if r < utf8.RuneSelf && strings.IndexByte(order, byte(r)) > strings.IndexByte(order, mark) {
		return byte(r)
	}
	return mark
}

// Split cuts a field that holds several names of one person: at semicolons, slashes and @,
// at words for "also known as", and at words for a name of birth. The parts are as they were
// written; a field with one name comes back whole.
func Split(field string) []string {
	var names []string
	add := func(s string) {
		if s = strings.Trim(s, " ,.()\"\t"); s != "" {
			names = append(names, s)
		}
	}
	rest := field
	for {
		at, width := cutAt(rest)
		if at < 0 {
			break
		}
		add(rest[:at])
		rest = rest[at+width:]
	}
	add(rest)
	return names
}

// cutAt finds the first sign or word of aliases.txt at which a field is to be cut. A word at
// the beginning cuts nothing: Born and Dit are names too.
func cutAt(s string) (at, width int) {
	at = -1
	for i := 0; i < len(s) && at < 0; i++ {
		if c := s[i]; strings.IndexByte(";@|", c) >= 0 || c == '/' && !abbreviates(s, i) {
			at, width = i, 1
		}
	}
	for i := 1; i < len(s) && (at < 0 || i < at); i++ {
		if s[i-1] != ' ' && s[i-1] != '(' && s[i-1] != ',' {
			continue
		}
		for _, w := range aliasWords {
			end := i + len(w)
			if end < len(s) && (s[end] == ' ' || s[end] == ':') && strings.EqualFold(s[i:end], w) {
				return i, len(w) + 1
			}
		}
	}
	return at, width
}

// abbreviates says that the stroke at i is part of an abbreviation: s/o, a/l, S/Lt, c/o.
func abbreviates(s string, i int) bool {
	before := i - 1 - strings.LastIndexByte(s[:i], ' ')
	after := len(s) - i - 1
	if n := strings.IndexByte(s[i+1:], ' '); n >= 0 {
		after = n
	}
	return before == 1 && after >= 1 && after <= 3
}

var aliasWords = readAliases()

func readAliases() (words []string) {
	lines("aliases.txt", func(f []string) { words = append(words, strings.Join(f, " ")) })
	return words
}
