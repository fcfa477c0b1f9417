package namematch

import (
	"strings"

	"haki/science/namematch/roman"
)

// Record is a person as a register or a roster gives them: text as it was typed. Everything
// but the name may be empty, and what is empty speaks neither for nor against.
type Record struct {
	ID          string
	Name        string // any script, any order; may bear a rank or a title
	Aliases     string // further names, separated by semicolons
	Born        string // YYYY-MM-DD, YYYY-MM or YYYY
	Nationality string // ISO 3166-1 alpha-2
	Gender      string // M or F
	Number      string // service or identity number
	Rank        string // rank, or occupation
	Place       string // place of birth, or address
}

// facts are a record's attributes, read once.
type facts struct {
	brief
	number string // upper case, letters and digits only
	rank   string // a code of STANAG 2116, or the words in lower case
	place  string
}

// brief are the attributes that are looked at most, small enough to lie together.
type brief struct {
	born   Date
	nation uint16
	gender byte
}

// known says that there is an attribute by which candidates can be told apart early.
func (f *facts) known() bool {
	return f.born.Year != 0 || f.nation != 0 || f.gender != 0 || f.place != ""
}

func factsOf(r *Record) facts {
	return facts{
		brief:  brief{born: ParseDate(r.Born), nation: nationOf(r.Nationality), gender: genderOf(r.Gender)},
		number: numberOf(r.Number), rank: rankOf(r.Rank), place: strings.ToLower(strings.TrimSpace(r.Place)),
	}
}

// nationOf packs the two letters of ISO 3166-1 alpha-2; 0 is anything else.
func nationOf(s string) uint16 {
	s = strings.TrimSpace(s)
	if len(s) != 2 {
		return 0
	}
	a, b := s[0]&^0x20, s[1]&^0x20
	if a < 'A' || a > 'Z' || b < 'A' || b > 'Z' {
		return 0
	}
	return uint16(a)<<8 | uint16(b)
}

// genderOf is M or F; 0 is unknown.
func genderOf(s string) byte {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0
	}
	switch c := s[0] &^ 0x20; c {
	case 'M', 'F':
		return c
	case 'H': // homme, hombre, homem
		return 'M'
	}
	return 0
}

// numberOf keeps the letters and digits of a number, in upper case: how it is grouped says nothing.
func numberOf(s string) string {
	same := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			same = false
			break
		}
	}
	if same {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c &^= 0x20
		}
		if '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' {
			b = append(b, c)
		}
	}
	return string(b)
}

// digits are the digits of a number: the letters before them are often left away.
func digits(number string) string {
	i := 0
	for i < len(number) && (number[i] < '0' || number[i] > '9') {
		i++
	}
	for _, c := range []byte(number[i:]) {
		if c < '0' || c > '9' {
			b := make([]byte, 0, len(number))
			for _, c := range []byte(number) {
				if '0' <= c && c <= '9' {
					b = append(b, c)
				}
			}
			return string(b)
		}
	}
	return number[i:]
}

// rankOf is the code of a rank, or the words themselves when they are none that we know.
func rankOf(s string) string {
	if s == "" {
		return ""
	}
	s, err := roman.Normalise(s)
	if err != nil {
		return ""
	}
	words := strings.Fields(s)
	if code, n := roman.RankOf(words); n == len(words) {
		return code
	}
	return s
}
