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
	if err != nil || len(tokens) != 1 {
		return tokens, err
	}
	t := tokens[0]
	if t.Script != roman.Han && t.Script != roman.Hangul {
		return tokens, nil
	}
	n := utf8.RuneCountInString(t.Text)
	if n < 2 || n > 4 || t.Script == roman.Hangul && n == 4 {
		return tokens, nil
	}
	_, cut := utf8.DecodeRuneInString(t.Text)
	if n == 4 {
		_, more := utf8.DecodeRuneInString(t.Text[cut:])
		cut += more
	}
	family, given := t, t
	family.Text, given.Text = t.Text[:cut], t.Text[cut:]
	family.Role, given.Role = roman.Plain, roman.Plain
	return []roman.Token{family, given}, nil
}

func log2(x float64) float64 { return math.Log2(x) }

func exp2(x float64) float64 { return math.Exp2(x) }
