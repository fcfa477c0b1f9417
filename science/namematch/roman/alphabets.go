package roman

import "sync"

// The alphabets that a table spells letter by letter; a table is read when it is first needed.
var (
	hebrew   = sync.OnceValue(func() map[string]*letters { return readLetters("hebrew.txt") })
	greek    = sync.OnceValue(func() *letters { return readLetters("greek.txt")[""] })
	armenian = sync.OnceValue(func() map[string]*letters { return readLetters("armenian.txt") })
	georgian = sync.OnceValue(func() *letters { return readLetters("georgian.txt")[""] })
)

// hebrewForms reads a token of Hebrew, whose vowels are mostly not written; Yiddish writes them.
func hebrewForms(dst []Form, t Token) []Form {
	if t.Language == "yi" {
		return lettered(dst, hebrew()["yi"], t.Text, 0, false)
	}
	return lettered(dst, hebrew()[""], t.Text, 0, true)
}

func greekForms(dst []Form, t Token) []Form { return lettered(dst, greek(), t.Text, 0, false) }

func georgianForms(dst []Form, t Token) []Form { return lettered(dst, georgian(), t.Text, 0, false) }

// armenianForms gives the Eastern reading, which the Republic uses, and the Western.
func armenianForms(dst []Form, t Token) []Form {
	dst = lettered(dst, armenian()["hy"], t.Text, 0, false)
	return lettered(dst, armenian()["hyw"], t.Text, 5, false)
}

// lettered spells a token by a table.
func lettered(dst []Form, table *letters, text string, extra int, bare bool) []Form {
	var b beam
	var room [longestToken]rune
	table.spell(&b, runesOf(room[:], text))
	return spelt(dst, &b, extra, bare)
}
