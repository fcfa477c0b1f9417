package roman

import "sync"

var (
	hangulLetters  = sync.OnceValue(readHangul)
	koreanFamilies = sync.OnceValue(readKoreanFamilies)
)

// readHangul reads hangul.txt: the lists of initials, vowels and finals.
func readHangul() map[string][][]option {
	all := map[string][][]option{}
	section := ""
	lines("hangul.txt", func(f []string) {
		if f[0][0] == '@' {
			section = f[0][1:]
			return
		}
		var to []option
		for _, o := range f[1:] { // f[0] is the name of the letter
			to = append(to, readOption(o))
		}
		all[section] = append(all[section], to)
	})
	return all
}

func readKoreanFamilies() map[string][]option {
	all := map[string][]option{}
	lines("families-korean.txt", func(f []string) {
		for k, s := range f[1:] {
			all[f[0]] = append(all[f[0]], option{s, min(k, 4)})
		}
	})
	return all
}

// hangulForms reads a token of Hangul.
func hangulForms(dst []Form, t Token) []Form {
	if t.Family {
		for _, o := range koreanFamilies()[t.Text] {
			dst = append(dst, Form{Text: o.text, Sound: Sound(o.text), Cost: o.cost})
		}
	}
	var room [longestToken]rune
	return spellHangul(dst, runesOf(room[:], t.Text), width)
}

// spellHangul takes syllables apart as section 3.12 of Unicode does and spells their letters.
// Names keep the spelling of each syllable (Revised Romanisation, 3.4), so sounds are not
// assimilated; only r and l exchange between syllables.
func spellHangul(dst []Form, token []rune, n int) []Form {
	letters := hangulLetters()
	b := beam{n: 1}
	closed := false
	for _, r := range token {
		if r < 0xAC00 || r > 0xD7A3 {
			continue
		}
		s := int(r - 0xAC00)
		initial, vowel, final := s/588, s%588/28, s%28
		if initial == 5 && closed { // ㄹ after a final
			b.grow(liquid)
		} else {
			b.grow(letters["initial"][initial])
		}
		b.grow(letters["vowel"][vowel])
		b.grow(letters["final"][final])
		closed = final != 0
	}
	b.n = min(b.n, n)
	return spelt(dst, &b, 0, false)
}

var liquid = []option{{"l", 0}, {"r", 2}, {"n", 12}}
