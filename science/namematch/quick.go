package namematch

import (
	"strings"

	"haki/science/namematch/roman"
)

// quick is the short way for names made of words that need no thought: Latin words, parted
// by spaces, whose role does not depend on their neighbours. A register of a million names
// repeats some ten thousand of them. It gives the tokens of the name, or says that the long
// way through [roman.Tokens] must be gone.
func (ix *Index) quick(written string) ([]uint32, bool) {
	ix.line = ix.line[:0]
	for len(written) > 0 {
		word := written
		if at := strings.IndexByte(written, ' '); at >= 0 {
			word, written = written[:at], written[at+1:]
		} else {
			written = ""
		}
		if word == "" {
			continue
		}
		id, known := ix.raw[word]
		if !known {
			id = ix.think(word)
		}
		if id == thoughtful || len(ix.line) == maxQuickWords {
			return nil, false
		}
		ix.line = append(ix.line, id)
	}
	return ix.line, len(ix.line) > 0
}

// thoughtful marks words that are for the long way.
const thoughtful = ^uint32(0)

// maxQuickWords and maxQuickLength keep the short way within the limits of [roman.Tokens].
const (
	maxQuickWords  = 16
	maxQuickLength = 48
)

// think finds out once whether a word as it was typed is for the short way.
func (ix *Index) think(word string) uint32 {
	id := thoughtful
	if len(word) <= maxQuickLength {
		tokens, err := roman.Tokens(word)
		if err == nil && len(tokens) == 1 && tokens[0].Script == roman.Latin && simple(word, &tokens[0]) {
			id = ix.voc.add(&tokens[0], &ix.forms)
		}
		ix.raw[strings.Clone(word)] = id
	}
	return id
}

func simple(word string, t *roman.Token) bool {
	r := roman.RoleOf(t.Text)
	if r != roman.Plain && r != roman.Patronymic || !roman.Alone(t.Text) || strings.ContainsAny(word, "-.,;:/()\"@|&+") {
		return false
	}
	t.Role = r
	return true
}
