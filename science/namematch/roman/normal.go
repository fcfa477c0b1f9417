package roman

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What a name may be at most. A name of ICAO Doc 9303 has 39 letters, the longest in the
// registers that we know 180 bytes; the limits leave room and still bound the work.
const (
	// MaxBytes is the length of a name before and after normalisation.
	MaxBytes = 1024
	// MaxTokens is the number of tokens in a name.
	MaxTokens = 40
	// MaxMarks is the number of combining marks on one letter. UAX 15 section 13 allows
	// 30 in a stream; no orthography of a living language needs more than 4.
	MaxMarks = 8
)

// Why a name is refused. The caller reports the row; nothing of the name is in the error.
var (
	ErrLong  = errors.New("roman: the name is longer than a name can be")
	ErrMarks = errors.New("roman: a letter of the name bears more marks than any script writes")
)

// Normalise gives the one spelling of equal names: compatibility forms and widths undone
// (NFKC), lower case, no marks that the eye does not see or the script can leave out (bidi
// controls, zero-width joiners, tatweel, Arabic and Hebrew points, Thai tones), the letters
// of Arabic that keyboards confuse made one, apostrophes and the marks of ayn and hamza
// dropped, traditional and old Japanese forms of Han characters made the simplified one, every
// other sign a space. Diacritics of Latin stay: [Forms] needs to see that ö
// is o or oe. The result has single spaces between words, and Normalise of it is itself.
func Normalise(name string) (string, error) {
	if plain(name) {
		return name, nil
	}
	folded, err := fold(name)
	if err != nil {
		return "", err
	}
	return strings.Join(strings.FieldsFunc(folded, func(r rune) bool { return !wordy(r) }), " "), nil
}

// plain says that a name is normal as it stands: lower-case ASCII words, single spaces.
func plain(name string) bool {
	space := true
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			space = false
		case c == ' ' && !space:
			space = true
		default:
			return false
		}
	}
	return len(name) <= MaxBytes && (!space || name == "")
}

// wordy is what tokens are made of: letters, digits, and the marks that fold has kept.
func wordy(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == 'ー'
}

// fold does everything but the cutting; signs are still there, for [Tokens] to see.
func fold(name string) (string, error) {
	if len(name) > MaxBytes {
		return "", ErrLong
	}
	if heaped(name) {
		return "", ErrMarks
	}
	composed := norm.NFKC.String(strings.ToValidUTF8(name, " "))
	if len(composed) > MaxBytes {
		return "", ErrLong
	}
	b := make([]byte, 0, len(composed)+8)
	for _, r := range composed {
		if r < utf8.RuneSelf {
			switch {
			case 'A' <= r && r <= 'Z':
				r |= 0x20
			case r == '\'' || r == '`':
				continue
			}
			b = append(b, byte(r))
			continue
		}
		r = unicode.ToLower(r)
		switch {
		case r == killer:
			b = killed(b)
		case unseen(r):
		case r == 'i' || r == 'ı':
			b = append(b, 'i')
		default:
			if s := alike[r]; s != 0 {
				r = s
			} else if r >= 0x3400 && unicode.Is(unicode.Han, r) {
				r = han().single(r)
			}
			b = utf8.AppendRune(b, r)
		}
	}
	// Lowering and dropping may leave pairs that compose: once more, and it is stable.
	return norm.NFC.String(string(b)), nil
}

// killer is the sign that a Thai letter is not pronounced (thanthakhat).
const killer = 0xE4C

// killed takes off the letter that the killer stands on, and the vowel sign between them.
func killed(b []byte) []byte {
	for range 2 {
		r, n := utf8.DecodeLastRune(b)
		if thaiConsonant(r) {
			return b[:len(b)-n]
		}
		if r < 0xE31 || r > 0xE3A {
			break
		}
		b = b[:len(b)-n]
	}
	return b
}

// heaped looks for more marks on a letter than MaxMarks.
func heaped(name string) bool {
	marks := 0
	for i := 0; i < len(name); {
		if name[i] < utf8.RuneSelf {
			marks = 0
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(name[i:])
		i += n
		if unicode.In(r, unicode.Mn, unicode.Me) {
			marks++
		} else if !unicode.Is(unicode.Cf, r) {
			marks = 0
		}
		if marks > MaxMarks {
			return true
		}
	}
	return false
}

// unseen is what a name has or lacks without being another name.
func unseen(r rune) bool {
	switch {
	case r >= 0x300 && r < 0x370:
		return true // what NFKC could not compose: stress marks, marks on foreign letters
	case r == 0x640, r >= 0x610 && r <= 0x61A, r >= 0x64B && r <= 0x65F, r == 0x670, r >= 0x6D6 && r <= 0x6ED && unicode.IsMark(r):
		return true // tatweel and the points of Arabic
	case r >= 0x591 && r <= 0x5C7 && unicode.IsMark(r):
		return true // the points and accents of Hebrew
	case r >= 0xE48 && r <= 0xE4E:
		return true // tones and other signs of Thai
	case r >= 0x483 && r <= 0x489:
		return true // marks of Church Slavonic
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return true
	}
	switch r {
	case '’', '‘', 'ʼ', 'ʻ', 'ʽ', 'ʾ', 'ʿ', 'ˈ', '´', 'ˊ', 'ˋ', '′', 'ʹ', 'ʺ', '″', '׳', '״', '՚', '՛', '՜', '՞', '՟', '΄', 'Ӏ', 'ӏ':
		return true
	}
	return false
}

// alike are letters that keyboards of one script exchange for another; Urdu, Persian and
// Arabic keyboards write the same letter with different code points.
// Source: Unicode 15.0 chapter 9.2, tables 9-6 to 9-9 (Arabic joining groups).
var alike = map[rune]rune{
	'ی': 'ي', 'ې': 'ي', 'ۍ': 'ي', 'ێ': 'ي', 'ۑ': 'ي',
	'ک': 'ك', 'ڪ': 'ك',
	'ہ': 'ه', 'ۀ': 'ه', 'ە': 'ه', 'ۂ': 'ه',
	'ۃ': 'ة',
	'أ': 'ا', 'إ': 'ا', 'ٱ': 'ا',
	'ς': 'σ',
}
