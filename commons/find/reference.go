package find

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
	"haki/internal/fault"
	"haki/internal/store"
)

// Reference is what staff call a matter by, in writing and aloud: MISKA-2026-0141-K.
// Its serial is drawn, not counted: a matter behind a wall leaves no gap, and nobody
// reads off a reference how many there are. Its last character says whether the rest
// was heard and typed right.
type Reference string

// Unplaced stands in a reference where a mission would, when none is known.
const Unplaced = "HQ"

var whole = regexp.MustCompile(`^([A-Z][A-Z0-9]*)(2[0-9OI]{3})([0-9OI]{4})([0-9A-Z])$`)

// reference makes the reference of a mission, a year and a serial. One in twelve serials
// would end in a character that is none ("*") or is taken for a digit (O, I); those are
// not used, and ok is false.
func reference(mission string, year, serial int) (r Reference, ok bool, err error) {
	code := squeeze(mission)
	if code == "" {
		code = Unplaced
	}
	digits := fmt.Sprintf("%04d%04d", year, serial)
	if serial < 1 || !whole.MatchString(code+digits+"0") {
		return "", false, fault.New(fault.Invalid, "find.reference_form")
	}
	c := check(code + digits)
	return spaced(code, digits[:4], digits[4:], c), !strings.ContainsRune("*OI", rune(c)), nil
}

func spaced(code, year, serial string, c byte) Reference {
	return Reference(code + "-" + year + "-" + serial + "-" + string(c))
}

// ParseReference reads a reference however it was typed: small letters, spaces or any
// dashes between or none at all, digits of another script, O for 0 and I for 1.
func ParseReference(text string) (Reference, error) {
	m := whole.FindStringSubmatch(squeeze(text))
	if m == nil {
		return "", fault.In("q", "find.reference_form")
	}
	year, serial, last := digits.Replace(m[2]), digits.Replace(m[3]), digits.Replace(m[4])
	if check(m[1]+year+serial) != last[0] {
		return "", fault.In("q", "find.reference_check")
	}
	return spaced(m[1], year, serial, last[0]), nil
}

// digits stand where an O or an I cannot.
var digits = strings.NewReplacer("O", "0", "I", "1")

// Mission is the mission's code as it stands in the reference; Unplaced if none was known.
func (r Reference) Mission() string { return r.part(0) }

// Year is the year in which the matter was entered.
func (r Reference) Year() string { return r.part(1) }

// Serial is the drawn number.
func (r Reference) Serial() string { return r.part(2) }

func (r Reference) part(i int) string {
	if p := strings.Split(string(r), "-"); len(p) == 4 {
		return p[i]
	}
	return ""
}

// squeeze keeps letters and digits only, in capitals and in the digits 0 to 9.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		case r >= '٠' && r <= '٩': // Arabic-Indic
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹': // Persian and Urdu
			return r - '۰' + '0'
		case separates(r):
			return -1
		}
		return '?' // fits no pattern, so that a stranger among them is not overlooked
	}, norm.NFKC.String(text))
}

func separates(r rune) bool {
	return strings.ContainsRune(" \t.-/_‐‑‒–—−\u200e\u200f\u2066\u2067\u2068\u2069", r)
}

// set are the characters of the system, in the order of their values.
const set = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"

// check computes the check character of ISO/IEC 7064:2003, MOD 37-2 (pure system): every
// single wrong character is found, and every two neighbours that changed places.
func check(s string) byte {
	p := 0
	for i := range len(s) {
		p = (p + strings.IndexByte(set, s[i])) * 2 % 37
	}
	return set[(38-p)%37]
}

// Allot draws a reference that no other matter has. year is that in which
// the matter was entered.
func Allot(tx *store.Tx, dice io.Reader, mission string, year int) (Reference, error) {
	const tries = 200 // of 9,999: with nine in ten taken, one allotment in a thousand million fails
	for range tries {
		n, err := draw(dice)
		if err != nil {
			return "", err
		}
		r, ok, err := reference(mission, year, n)
		if err != nil {
			return "", err
		}
		if !ok {
			continue
		}
		rows, err := tx.Exec(`INSERT INTO find_reference (reference) VALUES (?) ON CONFLICT DO NOTHING`, r)
		if err != nil || rows == 1 {
			return r, err
		}
	}
	return "", fault.New(fault.Unavailable, "find.no_reference_left")
}

// draw throws for a number from 1 to 9999, each as likely.
func draw(dice io.Reader) (int, error) {
	var b [2]byte
	for {
		if _, err := io.ReadFull(dice, b[:]); err != nil {
			return 0, fmt.Errorf("find: no randomness: %w", err)
		}
		if n := int(b[0]&0x3f)<<8 | int(b[1]); n >= 1 && n <= 9999 {
			return n, nil
		}
	}
}
