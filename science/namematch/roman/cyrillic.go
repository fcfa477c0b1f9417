package roman

import "sync"

var cyrillic = sync.OnceValue(func() map[string]*letters { return readLetters("cyrillic.txt") })

// cyrillicForms reads a token by the table of its language; when the letters do not tell the
// language, Russian comes first and Ukrainian, Bulgarian and Serbian readings follow at a
// cost, because a name without a telling letter may be of any of them.
func cyrillicForms(dst []Form, t Token) []Form {
	var b beam
	var room [longestToken]rune
	token := runesOf(room[:], t.Text)
	if table := cyrillic()[t.Language]; table != nil {
		table.spell(&b, token)
		return spelt(dst, &b, 0, false)
	}
	for i, language := range []string{"ru", "bg", "uk", "sr"} {
		cyrillic()[language].spell(&b, token)
		b.n = min(b.n, 5-i)
		dst = spelt(dst, &b, 4*i, false)
	}
	return dst
}
