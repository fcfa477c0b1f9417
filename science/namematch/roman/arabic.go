package roman

import (
	"strings"
	"sync"
)

var arabic = sync.OnceValue(func() map[string]*letters { return readLetters("arabic.txt") })

// arabicForms reads a token of the Arabic script. Its short vowels are not written, so the
// forms are bare, unless the lexicon knows the name and its vowels. An article written together with the name (الشامي) is one
// way with the article and one, at a small cost, without it.
func arabicForms(dst []Form, t Token) []Form {
	table := arabic()[t.Language]
	if table == nil {
		table = arabic()["ar"]
	}
	dst = append(dst, vocalised(t.Text)...)
	var b beam
	var room [longestToken]rune
	token := runesOf(room[:], t.Text)
	if rest, ok := strings.CutPrefix(t.Text, "ال"); ok && len(rest) > 4 && !strings.HasPrefix(rest, "ل") {
		for _, f := range vocalised(rest) {
			f.Cost += 2
			dst = append(dst, f, Form{Text: "al" + f.Text, Sound: "al" + f.Sound, Cost: f.Cost})
		}
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

// vocalised looks a name up in the lexicon, also where the last letter is written in the other
// way that keyboards and countries have: ه for ة, ي for ى.
func vocalised(text string) []Form {
	known := lexicon().vocalised
	if forms := known[text]; forms != nil {
		return forms
	}
	for _, ends := range [...][2]string{{"ه", "ة"}, {"ة", "ه"}, {"ي", "ى"}, {"ى", "ي"}} {
		if head, ok := strings.CutSuffix(text, ends[0]); ok {
			return known[head+ends[1]]
		}
	}
	return nil
}
