package roman

import (
	"strings"
	"sync"
)

// neighbourly are the words whose meaning depends on the words beside them: those of ranks of
// several words, and those of aliases.txt.
var neighbourly = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for spelling := range known().ranks {
		for w := range strings.FieldsSeq(spelling) {
			words[w] = true
		}
	}
	for _, phrase := range aliasWords {
		for w := range strings.FieldsSeq(phrase) {
			words[must(Normalise(w))] = true
		}
	}
	return words
})

// Alone says that a normalised word means the same whatever stands beside it: it is part of no
// rank and of no phrase that parts two names, so its role is that of [RoleOf].
func Alone(word string) bool { return !neighbourly()[word] }
