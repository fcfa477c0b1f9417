package roman

import "sync"

var katakana = sync.OnceValue(func() *letters { return readLetters("kana.txt")[""] })

// kanaForms reads a token of kana, Hiragana by way of Katakana.
func kanaForms(dst []Form, t Token) []Form {
	var b beam
	var room [longestToken]rune
	token := runesOf(room[:], t.Text)
	for i, r := range token {
		if r >= 0x3041 && r <= 0x3096 {
			token[i] = r + 0x60
		}
	}
	katakana().spell(&b, token)
	begin := len(dst)
	dst = spelt(dst, &b, 0, false)
	for _, f := range dst[begin:] {
		if s := padded(f.Sound); s != f.Sound {
			dst = append(dst, Form{Text: f.Text, Sound: s, Cost: f.Cost + 2})
		}
	}
	return dst
}

// padded writes U for the vowels that kana needs between consonants: u after any, and o after
// t and d, unless a vowel follows (Cabinet notice 2 of 1991, on closed syllables).
func padded(sound string) string {
	var room [2 * room]byte
	s := append(room[:0], sound...)
	for i := 1; i < len(s); i++ {
		c := s[i-1]
		if vowels[c&0x7F] || c == 'y' || c == 'w' || i+1 < len(s) && vowels[s[i+1]&0x7F] {
			continue
		}
		if s[i] == 'u' || s[i] == 'o' && (c == 't' || c == 'd') {
			s[i] = 'U'
		}
	}
	return string(s)
}
