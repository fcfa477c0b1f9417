package roman

import "unicode"

// Script is the writing system of a token, after UAX 24. Kana stands for Hiragana and
// Katakana together, because a name may mix them.
type Script uint8

// The scripts that have tables. Unknown is everything else: digits, symbols, other scripts.
const (
	Unknown Script = iota
	Latin
	Arabic
	Cyrillic
	Han
	Hangul
	Kana
	Hebrew
	Greek
	Devanagari
	Bengali
	Gurmukhi
	Tamil
	Sinhala
	Thai
	Ethiopic
	Armenian
	Georgian
	Gujarati
	Oriya
	Telugu
	Kannada
	Malayalam
	Khmer
)

// scripts is what the standard library knows of each.
var scripts = [...]struct {
	name   string
	tables []*unicode.RangeTable
}{
	Unknown:    {"unknown", nil},
	Latin:      {"latin", []*unicode.RangeTable{unicode.Latin}},
	Arabic:     {"arabic", []*unicode.RangeTable{unicode.Arabic}},
	Cyrillic:   {"cyrillic", []*unicode.RangeTable{unicode.Cyrillic}},
	Han:        {"han", []*unicode.RangeTable{unicode.Han}},
	Hangul:     {"hangul", []*unicode.RangeTable{unicode.Hangul}},
	Kana:       {"kana", []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana}},
	Hebrew:     {"hebrew", []*unicode.RangeTable{unicode.Hebrew}},
	Greek:      {"greek", []*unicode.RangeTable{unicode.Greek}},
	Devanagari: {"devanagari", []*unicode.RangeTable{unicode.Devanagari}},
	Bengali:    {"bengali", []*unicode.RangeTable{unicode.Bengali}},
	Gurmukhi:   {"gurmukhi", []*unicode.RangeTable{unicode.Gurmukhi}},
	Tamil:      {"tamil", []*unicode.RangeTable{unicode.Tamil}},
	Sinhala:    {"sinhala", []*unicode.RangeTable{unicode.Sinhala}},
	Thai:       {"thai", []*unicode.RangeTable{unicode.Thai}},
	Ethiopic:   {"ethiopic", []*unicode.RangeTable{unicode.Ethiopic}},
	Armenian:   {"armenian", []*unicode.RangeTable{unicode.Armenian}},
	Georgian:   {"georgian", []*unicode.RangeTable{unicode.Georgian}},
	Gujarati:   {"gujarati", []*unicode.RangeTable{unicode.Gujarati}},
	Oriya:      {"oriya", []*unicode.RangeTable{unicode.Oriya}},
	Telugu:     {"telugu", []*unicode.RangeTable{unicode.Telugu}},
	Kannada:    {"kannada", []*unicode.RangeTable{unicode.Kannada}},
	Malayalam:  {"malayalam", []*unicode.RangeTable{unicode.Malayalam}},
	Khmer:      {"khmer", []*unicode.RangeTable{unicode.Khmer}},
}

// String is the script's name in lower case, as the tables use it.
func (s Script) String() string {
	if int(s) < len(scripts) {
		return scripts[s].name
	}
	return scripts[Unknown].name
}

// ScriptOf is the script of one letter; a mark or a sign that belongs to no script of ours
// is Unknown.
func ScriptOf(r rune) Script {
	switch {
	case r < 0x80:
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return Latin
		}
		return Unknown
	case r == 'ー': // the long mark of Katakana is common to several scripts in UAX 24
		return Kana
	case r < 0x250 && unicode.IsLetter(r):
		return Latin
	}
	for _, b := range blocks {
		if r >= b.from && r <= b.to {
			if unicode.In(r, scripts[b.script].tables...) {
				return b.script
			}
			break
		}
	}
	for s := Latin; int(s) < len(scripts); s++ {
		if unicode.In(r, scripts[s].tables...) {
			return s
		}
	}
	return Unknown
}

// blocks are where most letters are, the commoner first: only to be quick.
var blocks = []struct {
	from, to rune
	script   Script
}{
	{0x400, 0x4FF, Cyrillic}, {0x600, 0x6FF, Arabic}, {0x4E00, 0x9FFF, Han}, {0xAC00, 0xD7A3, Hangul},
	{0x3041, 0x30FF, Kana}, {0x900, 0x97F, Devanagari}, {0x980, 0x9FF, Bengali}, {0x370, 0x3FF, Greek}, {0x590, 0x5FF, Hebrew},
}

// LanguageOf guesses the language from the letters that only some languages of a script
// have. Empty means that the letters do not tell; then the script's common table serves.
// It is asked of a whole name, because one token seldom has the telling letter.
//
// Sources: the alphabets as the Unicode CLDR gives them in exemplarCharacters.
func LanguageOf(name string) string {
	found, at := "", len(telling)
	for _, r := range name {
		if r < 0x400 {
			continue
		}
		for i := range telling[:at] {
			if has(telling[i].letters, r) {
				found, at = telling[i].language, i
				break
			}
		}
	}
	return found
}

// telling lists the letters that point to a language, the surest first: what a language
// shares with one further up counts for that one only when nothing better is seen.
var telling = []struct{ language, letters string }{
	{"ps", "ټډړږښګڼېۍځڅ"},
	{"ur", "ٹڈڑںےھہۂ"},
	{"ug", "ۇۆۈېڭ"},
	{"ckb", "ێۆڵڕڤ"},
	{"fa", "پچژگکی"},
	{"be", "ўЎ"},
	{"uk", "їЇєЄґҐ"},
	{"sr", "ђЂћЋџЏ"},
	{"mk", "ѓЃќЌѕЅ"},
	{"tg", "ӣӢӯӮҷҶҳҲ"},
	{"kk", "әӘұҰһҺ"},
	{"ky", "ңҢ"},
	{"mn", "өӨүҮ"},
	{"sr", "јЈљЉњЊ"},
	{"uk", "іІ"},
	{"ru", "ыЫэЭёЁ"},
	{"yi", "װױײ"},
	{"mr", "ळ"},
	{"as", "ৰৱ"},
}

func has(letters string, r rune) bool {
	for _, l := range letters {
		if l == r {
			return true
		}
	}
	return false
}
