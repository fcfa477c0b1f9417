package seal

import (
	"math/big"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestReceipt is far more than any receipt takes, with numbering and punctuation.
const longestReceipt = 2 << 10

// ParseReceipt reads words of either list, or digits of any script, however they
// are spaced, accented, capitalised or numbered. The error is a *ReceiptError.
func ParseReceipt(text string) (Receipt, error) {
	if len(text) > longestReceipt {
		return Receipt{}, &ReceiptError{Kind: WrongCount, Count: len(strings.Fields(text))}
	}
	typed := strings.Fields(fold(text))
	words, numbers := sift(typed)
	if len(strings.Join(numbers, "")) == receiptDigits { // whatever stands around them
		return parseDigits(numbers)
	}
	if !slices.ContainsFunc(words, func(w string) bool { return !strings.ContainsAny(w, decimals) }) {
		return parseDigits(typed)
	}
	r, bad := parseWords(words)
	if bad == nil {
		return r, nil
	}
	if cut, whole := segment(strings.Join(words, "")); whole { // words run together, or torn apart
		if r, err := parseWords(cut); err == nil {
			return r, nil
		}
	}
	return Receipt{}, bad
}

const decimals = "0123456789"

// sift parts what holds a letter from what is only a number: words may be numbered.
func sift(typed []string) (words, numbers []string) {
	for _, w := range typed {
		if strings.Trim(w, decimals) == "" {
			numbers = append(numbers, w)
		} else {
			words = append(words, w)
		}
	}
	return words, numbers
}

// fold takes away what hands, telephones and scripts do differently: accents,
// capitals, wide letters, digits of other scripts, marks of direction, punctuation.
func fold(text string) string {
	return strings.Map(func(c rune) rune {
		d, isDigit := digit(c)
		switch {
		case isDigit:
			return '0' + d
		case c == 'ı': // what a Turkish keyboard writes for I
			return 'i'
		case unicode.IsLetter(c):
			return unicode.ToLower(c)
		case unicode.IsMark(c), unicode.Is(unicode.Cf, c):
			return -1
		}
		return ' '
	}, norm.NFKD.String(text))
}

// digit is the value of a decimal digit of any script. In Unicode each script's ten
// stand together in order (The Unicode Standard, 4.6), so any run of digits begins
// with a zero.
func digit(c rune) (rune, bool) {
	before := c
	for unicode.Is(unicode.Nd, before) {
		before--
	}
	return (c - before - 1) % 10, before != c
}

func parseDigits(groups []string) (Receipt, error) {
	all := []rune(strings.Join(groups, ""))
	bad := &ReceiptError{Kind: WrongCount, Digits: len(all) > 0, Count: len(all)}
	if len(all) == receiptDigits {
		groups = nil
		for g := range slices.Chunk(all, 4) {
			groups = append(groups, string(g))
		}
	}
	if len(groups) != receiptDigits/4 {
		return Receipt{}, bad
	}
	for i, g := range groups {
		if utf8.RuneCountInString(g) != 4 || strings.Trim(g, decimals) != "" {
			bad.Kind, bad.Word, bad.Place = WrongWord, g, i+1
			return Receipt{}, bad
		}
	}
	n, _ := new(big.Int).SetString(string(all), 10)
	if r, ok := receiptIn(n); ok {
		return r, nil
	}
	bad.Kind = WrongSum
	return Receipt{}, bad
}

func parseWords(words []string) (Receipt, error) {
	bad := &ReceiptError{Kind: WrongCount, Count: len(words)}
	for i, w := range words {
		if _, ok := index()[w]; !ok {
			bad.Word, bad.Place, bad.Suggest = w, i+1, suggest(words, i)
			break
		}
	}
	switch {
	case len(words) != receiptWords:
		return Receipt{}, bad
	case bad.Word != "":
		bad.Kind = WrongWord
		return Receipt{}, bad
	}
	if r, ok := receiptIn(join(words)); ok {
		return r, nil
	}
	bad.Kind = WrongSum
	return Receipt{}, bad
}

// join is the number that words write, eleven bits each.
func join(words []string) *big.Int {
	n := new(big.Int)
	for _, w := range words {
		n.Or(n.Lsh(n, 11), big.NewInt(int64(index()[w].at)))
	}
	return n
}

// suggest gives the words that may have been meant at one place: first those that
// make the whole right, then those of the list that the other words come from.
func suggest(words []string, at int) []string {
	rank := map[string]int{}
	near := neighbours(words[at])
	for _, o := range near {
		trial, same, others := slices.Clone(words), 0, true
		trial[at] = o
		for i, w := range trial {
			s, known := index()[w]
			if others = others && known; known && i != at && s.list == index()[o].list {
				same++
			}
		}
		rank[o] = same
		if _, right := receiptIn(join(trial)); right && others && len(trial) == receiptWords {
			rank[o] += receiptWords
		}
	}
	slices.SortFunc(near, func(a, b string) int {
		if rank[a] != rank[b] {
			return rank[b] - rank[a]
		}
		return strings.Compare(a, b)
	})
	return near
}

// segment cuts letters into words of the lists. There is one way at most: a word
// begins with a consonant, so a vowel after its last letter is the mute e of a
// longer one, which is why the longest word is taken.
func segment(letters string) (words []string, whole bool) {
next:
	for letters != "" {
		for n := min(10, len(letters)); n >= 5; n-- {
			if _, ok := index()[letters[:n]]; ok {
				words, letters = append(words, letters[:n]), letters[n:]
				continue next
			}
		}
		return nil, false
	}
	return words, true
}
