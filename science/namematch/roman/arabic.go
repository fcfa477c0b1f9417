package roman

import "strings"

var arabic = readLetters("arabic.txt")

// arabicForms reads a token of the Arabic script. Its short vowels are not written, so the
// forms are bare. An article written together with the name (الشامي) is one
// way with the article and one, at a small cost, without it.
func arabicForms(dst []Form, t Token) []Form {
	table := arabic[t.Language]
	if table == nil {
		table = arabic["ar"]
	}
	var b beam
	var room [longestToken]rune
	token := runesOf(room[:], t.Text)
	if rest, ok := strings.CutPrefix(t.Text, "ال"); ok && len(rest) > 4 && !strings.HasPrefix(rest, "ل") {
		table.spell(&b, token[2:])
		b.n = min(b.n, width/2)
		dst = spelt(dst, &b, 0, true)
		begin := len(dst) - b.n
		for _, f := range dst[begin:] {
			f.Text, f.Sound, f.Cost = "al"+f.Text, "al"+f.Sound, f.Cost+2
			dst = append(dst, f)
		}
		return dst
	}
	table.spell(&b, token)
	return spelt(dst, &b, 0, true)
}
