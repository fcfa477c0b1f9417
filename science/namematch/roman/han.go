package roman

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// hanTables is what the package knows of Han characters; it is read when the first is met.
type hanTables struct {
	one                       map[rune]rune // a traditional or old form -> the character for all
	mandarin, cantonese       map[rune][]option
	korean                    map[rune][]option // in Hangul
	japanese                  map[rune][]option
	transcribed               map[rune][]option
	hokkien                   map[rune][]option   // given names as spelt in the Straits
	family                    map[string][]option // family names: Pinyin first, then other spellings
	pinyin, wadeGiles, hongKK map[rune][]option   // the readings, respelt
}

var han = sync.OnceValue(func() *hanTables {
	h := &hanTables{
		one: map[rune]rune{}, family: map[string][]option{},
		mandarin: readReadings("han-mandarin.txt", 6), cantonese: readReadings("han-cantonese.txt", 6), korean: readReadings("han-korean.txt", 6),
		japanese: map[rune][]option{}, transcribed: map[rune][]option{}, hokkien: map[rune][]option{},
	}
	lines("han-variants.txt", func(f []string) {
		for _, r := range f[1] {
			h.one[r] = firstRune(f[0])
		}
	})
	lines("han-japanese.txt", func(f []string) {
		for i, list := range f[1:] {
			for k, reading := range strings.Split(list, ",") {
				if reading != "-" {
					h.read(h.japanese, f[0], reading, 6-4*i+2*k) // a name is kun rather than on
				}
			}
		}
	})
	lines("names-japanese.txt", func(f []string) {
		own := h.japanese[h.first(f[0])]
		h.japanese[h.first(f[0])] = nil
		for k, reading := range f[1:] {
			h.read(h.japanese, f[0], reading, k)
		}
		for _, o := range own {
			h.read(h.japanese, f[0], o.text, o.cost+3)
		}
	})
	lines("han-transcription.txt", func(f []string) {
		for _, r := range f[0] {
			for _, s := range f[1:] {
				o := readOption(s)
				h.read(h.transcribed, string(r), o.text, o.cost)
			}
		}
	})
	lines("han-hokkien.txt", func(f []string) {
		for k, s := range f[1:] {
			h.read(h.hokkien, f[0], s, k)
		}
	})
	spelling := readLetters("han-spelling.txt")
	h.pinyin, h.wadeGiles, h.hongKK = map[rune][]option{}, map[rune][]option{}, map[rune][]option{}
	respell(h.mandarin, h.pinyin, spelling["pinyin"])
	respell(h.mandarin, h.wadeGiles, spelling["wg"])
	respell(h.cantonese, h.hongKK, spelling["hk"])
	lines("families-han.txt", func(f []string) {
		for k, s := range f[1:] {
			h.family[f[0]] = append(h.family[f[0]], option{strings.ReplaceAll(s, "v", "u"), min(k, 4)})
		}
	})
	return h
})

// syllables are those of Pinyin, each with a spelling that sounds like it.
var syllables = sync.OnceValue(func() map[string]string {
	said := map[string]string{}
	spelling := readLetters("han-spelling.txt")["said"]
	lines("han-mandarin.txt", func(f []string) { said[f[0]] = spelling.one(f[0]) })
	for _, s := range slices.Sorted(maps.Keys(said)) { // in order, so that a clash ends the same
		for _, as := range []string{"u", "yu"} { // what the passport writes for u umlaut
			if w := strings.ReplaceAll(s, "v", as); said[w] == "" {
				said[w] = said[s]
			}
		}
	}
	return said
})

// read adds a reading that the character does not have yet.
func (h *hanTables) read(table map[rune][]option, char, reading string, cost int) {
	r := h.first(char)
	for _, o := range table[r] {
		if o.text == reading {
			return
		}
	}
	table[r] = append(table[r], option{reading, cost})
}

// single is the character that stands for all its forms.
func (h *hanTables) single(r rune) rune {
	if s, ok := h.one[r]; ok {
		return s
	}
	return r
}

func (h *hanTables) first(s string) rune { return h.single(firstRune(s)) }

// readReadings reads a file of lines "reading characters characters ...": in the first column
// for those whose first reading it is; each column further costs step more.
func readReadings(name string, step int) map[rune][]option {
	const columns = 4
	byRank := map[rune]*[columns]string{}
	lines(name, func(f []string) {
		for rank, chars := range f[1:] {
			for _, r := range chars {
				if r == '-' {
					continue
				}
				if byRank[r] == nil {
					byRank[r] = new([columns]string)
				}
				byRank[r][rank] = f[0]
			}
		}
	})
	table := make(map[rune][]option, len(byRank))
	for r, readings := range byRank {
		for rank, reading := range readings {
			if reading != "" {
				table[r] = append(table[r], option{reading, rank * step})
			}
		}
	}
	return table
}

// respell writes the readings of from in another spelling, each once.
func respell(from, to map[rune][]option, by *letters) {
	known := map[string][]option{}
	for r, readings := range from {
		for _, o := range readings {
			if known[o.text] == nil {
				var b beam
				by.spell(&b, []rune(o.text))
				for _, s := range b.kept[:min(b.n, 3)] {
					known[o.text] = append(known[o.text], option{string(s.text[:s.n]), s.cost})
				}
			}
			for _, s := range known[o.text] {
				to[r] = append(to[r], option{s.text, s.cost + o.cost})
			}
		}
	}
}

// one is the first spelling of a token.
func (t *letters) one(token string) string {
	var b beam
	t.spell(&b, []rune(token))
	return string(b.kept[0].text[:b.kept[0].n])
}

// hanForms reads a token of Han characters. Which language it is the characters do not tell;
// Token.Language does (zh, yue, ko, ja), or else all four are given, Mandarin first. A token that
// writes a foreign name by sound has the forms of that too.
func hanForms(dst []Form, t Token) []Form {
	h := han()
	var room [longestToken]rune
	token := runesOf(room[:], t.Text)
	for i := range token {
		token[i] = h.single(token[i])
	}
	language, _, _ := strings.Cut(t.Language, "-")
	begin := len(dst)
	if t.Family {
		dst = h.families(dst, string(token), language)
	}
	if language == "ja" || language == "ko" {
		dst = h.chars(dst, token, language, 0)
	}
	if language != "ja" {
		dst = h.chars(dst, token, "zh", 0)
	}
	if language == "" || language == "yue" || language == "zh" {
		dst = h.chars(dst, token, "yue", 3)
		dst = h.chars(dst, token, "nan", 4)
		dst = h.foreign(dst, token)
	}
	if language == "" {
		dst = h.chars(dst, token, "ko", 5)
		dst = h.chars(dst, token, "ja", 5)
	}
	if len(dst) == begin {
		dst = h.chars(dst, token, "zh", 0)
	}
	return dst
}

// families are the spellings of a family name as its bearers write it.
func (h *hanTables) families(dst []Form, token, language string) []Form {
	if language != "ja" && language != "ko" {
		for k, o := range h.family[token] {
			f := Form{Text: o.text, Sound: Sound(o.text), Cost: o.cost}
			if k == 0 {
				f.Sound = pinyinSound(o.text)
			}
			dst = append(dst, f)
		}
	}
	if r, n := utf8.DecodeRuneInString(token); n == len(token) && (language == "ko" || language == "") {
		extra := 5
		if language == "ko" {
			extra = 0
		}
		for _, reading := range h.korean[r] {
			for _, o := range koreanFamilies()[reading.text] {
				dst = append(dst, Form{Text: o.text, Sound: Sound(o.text), Cost: o.cost + reading.cost + extra})
			}
		}
	}
	return dst
}

// chars reads character by character in one language.
func (h *hanTables) chars(dst []Form, token []rune, language string, extra int) []Form {
	switch language {
	case "ja":
		return h.spell(dst, token, h.japanese, 8, extra, nil)
	case "nan":
		return h.spell(dst, token, h.hokkien, 5, extra, nil)
	case "yue":
		return h.spell(dst, token, h.hongKK, 5, extra, nil)
	case "ko":
		return h.koreans(dst, token, extra)
	}
	dst = h.spell(dst, token, h.pinyin, 4, extra, parsed)
	return h.spell(dst, token, h.wadeGiles, 3, extra+3, nil)
}

// spell reads by a table, keeps the n cheapest, and says how they sound.
func (h *hanTables) spell(dst []Form, token []rune, table map[rune][]option, n, extra int, sound func(string) string) []Form {
	b := beam{n: 1}
	for _, r := range token {
		to := table[r]
		if len(to) == 0 {
			return dst
		}
		b.grow(to)
		for i := range b.kept[:b.n] {
			b.kept[i].add(string(prime))
		}
	}
	for i := range b.kept[:min(b.n, n)] {
		s := string(b.kept[i].text[:b.kept[i].n])
		f := Form{Text: strings.ReplaceAll(s, string(prime), ""), Cost: b.kept[i].cost + extra}
		if sound != nil {
			f.Sound = sound(s)
		} else {
			f.Sound = Sound(s)
		}
		dst = append(dst, f)
	}
	return dst
}

// foreign reads a name of another language that was written by sound, when the characters
// are those that such names use; one of them may be another, read as in Mandarin.
func (h *hanTables) foreign(dst []Form, token []rune) []Form {
	if len(token) < 2 {
		return dst
	}
	b := beam{n: 1}
	strange := false
	for _, r := range token {
		to := h.transcribed[r]
		if len(to) == 0 {
			if to = h.pinyin[r]; len(to) == 0 || strange || len(token) < 3 {
				return dst
			}
			strange, to = true, to[:1]
		}
		b.grow(to)
	}
	return spelt(dst, &b, 6, false)
}

// koreans reads in Korean, by way of Hangul.
func (h *hanTables) koreans(dst []Form, token []rune, extra int) []Form {
	b := beam{n: 1}
	for _, r := range token {
		to := h.korean[r]
		if len(to) == 0 {
			return dst
		}
		b.grow(to)
	}
	for i := range b.kept[:min(b.n, 2)] {
		var room [longestToken]rune
		begin := len(dst)
		dst = spellHangul(dst, runesOf(room[:], string(b.kept[i].text[:b.kept[i].n])), 5)
		for k := begin; k < len(dst); k++ {
			dst[k].Cost += extra + b.kept[i].cost
		}
	}
	return dst
}

// parsed is the sound of syllables of Pinyin with primes between them.
func parsed(s string) string {
	var b strings.Builder
	for _, syllable := range strings.Split(s, string(prime)) {
		if said, ok := syllables()[syllable]; ok {
			syllable = said
		}
		b.WriteString(syllable)
		b.WriteByte(prime)
	}
	return Sound(b.String())
}

// sound is the sound of one syllable or of several, as Pinyin if they parse.
func pinyinSound(text string) string {
	if s, ok := cutPinyin(text); ok {
		return parsed(s)
	}
	return Sound(text)
}

// cut parts a Latin token into syllables of Pinyin, the longest first, at most four.
func cutPinyin(text string) (string, bool) {
	known := syllables()
	var try func(rest string, left int) (string, bool)
	try = func(rest string, left int) (string, bool) {
		if rest == "" {
			return "", true
		}
		if left == 0 {
			return "", false
		}
		for n := min(6, len(rest)); n > 0; n-- {
			if _, ok := known[rest[:n]]; ok {
				if more, ok := try(rest[n:], left-1); ok {
					return rest[:n] + string(prime) + more, true
				}
			}
		}
		return "", false
	}
	return try(text, 4)
}

// pinyinForms gives a Latin token the sound that it has if it is Pinyin: only when it parses
// and has a letter that Pinyin pronounces in its own way (x, q, c, zh).
func pinyinForms(dst []Form, text string) []Form {
	if len(text) > 20 || strings.IndexAny(text, "xqcz") < 0 {
		return dst
	}
	s, ok := cutPinyin(text)
	if !ok {
		return dst
	}
	return append(dst, Form{Text: text, Sound: parsed(s), Cost: 2})
}

// splitHan says how many bytes of a token of Han or Hangul that holds a whole name are the
// family name: two characters if the list knows them, else one. Zero means that the list knows
// nothing of it, or that it is longer than a name of these languages.
func splitHan(t Token) int {
	n := utf8.RuneCountInString(t.Text)
	if n < 2 || n > 4 || t.Language == "ja" {
		return 0
	}
	for k := 2; k > 0; k-- {
		head := t
		head.Text = t.Text[:runesIn(t.Text, k)]
		if n > k && n-k < 3 && isFamily(head) {
			return len(head.Text)
		}
	}
	return 0
}

// runesIn is how many bytes the first n letters take.
func runesIn(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// isFamily says that the lists know a token of Han or Hangul as a family name.
func isFamily(t Token) bool {
	if t.Script == Hangul {
		return koreanFamilies()[t.Text] != nil
	}
	if len(t.Text) > 8 {
		return false
	}
	h := han()
	var room [3]rune
	r := runesOf(room[:], t.Text)
	for i := range r {
		r[i] = h.single(r[i])
	}
	return h.family[string(r)] != nil
}
