package roman

import "golang.org/x/text/unicode/norm"

// withoutMarks adds a rule for every Latin letter that is a letter of ASCII with marks and
// that the table does not know: the letter without them.
func withoutMarks(t *letters) *letters {
	for r := rune(0xC0); r < 0x1F00; r++ {
		if r == 0x250 {
			r = 0x1E00
		}
		if t.rules[r] != nil {
			continue
		}
		if d := norm.NFKD.String(string(r)); d[0] < 0x80 && len(d) > 1 {
			t.rules[r] = []rule{{from: []rune{r}, to: []option{{text: d[:1]}}}}
		}
	}
	return t
}

// onto lets every table of a language fall back on the common one.
func onto(common *letters, tables map[string]*letters) map[string]*letters {
	for _, t := range tables {
		if t.base == nil {
			t.base = common
		}
		t.vowel = latinVowels
	}
	return tables
}

var latinVowels = map[rune]bool{'a': true, 'e': true, 'i': true, 'o': true, 'u': true, 'y': true}
