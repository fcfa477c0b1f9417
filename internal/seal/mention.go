package seal

import (
	"slices"
	"strings"
	"unicode"
)

// Mentions says whether a private text contains a private name, however either is spaced
// or capitalised, and shows neither: a whole name, or one of its words of four letters or
// more. A closed value mentions nothing and is mentioned nowhere.
func Mentions(text, name Private[string]) bool {
	split := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
	}
	in, of := split(text.Reveal()), split(name.Reveal())
	for _, w := range of {
		if len([]rune(w)) >= 4 && slices.Contains(in, w) {
			return true
		}
	}
	return len(of) > 0 && strings.Contains(" "+strings.Join(in, " ")+" ", " "+strings.Join(of, " ")+" ")
}
