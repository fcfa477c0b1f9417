package roman

var katakana = readLetters("kana.txt")[""]

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
	katakana.spell(&b, token)
	return spelt(dst, &b, 0, false)
}
