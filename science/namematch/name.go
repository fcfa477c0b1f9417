package namematch

import (
	"errors"
	"math"
	"unicode/utf8"

	"haki/science/namematch/roman"
)

// ErrNameless says that a record has no name with a letter in it.
var ErrNameless = errors.New("namematch: no name")

// tokensOf cuts a name to tokens. On top of [roman.Tokens] it cuts what East Asian scripts
// write without a space: a name of two to four characters that stands alone is a family name
// of one character (of two, when there are four) and the given name.
// Source: GB/T 28039-2011 (family name first, each name one word); for four characters
// the same length serves Japanese names, which have no rule.
func tokensOf(written string) ([]roman.Token, error) {
	tokens, err := roman.Tokens(written)
	if n := unspaced(tokens); err == nil && n >= 2 && n <= 4 && (n < 4 || tokens[0].Script == roman.Han) {
		return cutAfter(tokens[0], max(1, n-2)), nil
	}
	return tokens, err
}

// unspaced is the number of characters of a name that is written in one in Han or Hangul; 0 if
// it is not.
func unspaced(tokens []roman.Token) int {
	if len(tokens) != 1 || tokens[0].Script != roman.Han && tokens[0].Script != roman.Hangul {
		return 0
	}
	return utf8.RuneCountInString(tokens[0].Text)
}

// cutAfter cuts a token in two after n characters.
func cutAfter(t roman.Token, n int) []roman.Token {
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(t.Text[at:])
		at += size
	}
	family, given := t, t
	family.Text, given.Text = t.Text[:at], t.Text[at:]
	family.Role, given.Role = roman.Plain, roman.Plain
	return []roman.Token{family, given}
}

// readings are the ways to cut a person's name: one, unless it is written without spaces in Han
// and long enough to be a foreign name in transcription, of which nobody can tell where the
// given name ends. Then every cut that leaves two characters on each side is tried.
func readings(written string) ([][]roman.Token, error) {
	tokens, err := tokensOf(written)
	if err != nil || len(tokens) == 0 {
		return nil, err
	}
	all := [][]roman.Token{tokens}
	whole, err := roman.Tokens(written)
	if n := unspaced(whole); err == nil && n >= 4 && n <= longestUnspaced && whole[0].Script == roman.Han {
		for at := 1; at <= n-2; at++ {
			if n > 4 && at > 1 || n == 4 && at == 1 {
				all = append(all, cutAfter(whole[0], at))
			}
		}
	}
	return all, nil
}

// longestUnspaced bounds the names that are cut everywhere.
const longestUnspaced = 12

// speak gives the tokens of which the letters do not tell the language the one that nationals of
// a State write in that script, where the reading of other scripts than Latin depends on it.
func speak(tokens []roman.Token, nationality uint16) {
	if nationality == 0 {
		return
	}
	state := string([]byte{byte(nationality >> 8), byte(nationality)})
	for i := range tokens {
		if t := &tokens[i]; t.Language == "" && t.Script != roman.Latin {
			t.Language = roman.LanguageIn(state, t.Script)
		}
	}
}

func log2(x float64) float64 { return math.Log2(x) }

func exp2(x float64) float64 { return math.Exp2(x) }
