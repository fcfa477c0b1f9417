package tally

import "strconv"

// Count is a number of people, or unknown, or not spoken of: three different things.
type Count string

// What a count can be beside a number.
const (
	Unknown  Count = "unknown"
	Unspoken Count = ""
)

// Of reads a count: digits, "unknown", or nothing.
func Of(s string) (Count, bool) {
	if s == string(Unknown) || s == "" {
		return Count(s), true
	}
	n, err := strconv.Atoi(s)
	return Count(strconv.Itoa(n)), err == nil && n >= 0 && n < 1_000_000
}

// N is the number; ok is false when it is not known.
func (c Count) N() (n int, ok bool) {
	n, err := strconv.Atoi(string(c))
	return n, err == nil
}

// Sum adds counts; what is not known makes the sum unknown, what is not spoken of adds
// nothing.
func Sum(all ...Count) Count {
	total, said := 0, false
	for _, c := range all {
		if c == Unspoken {
			continue
		}
		n, ok := c.N()
		if !ok {
			return Unknown
		}
		total, said = total+n, true
	}
	if !said {
		return Unspoken
	}
	return Count(strconv.Itoa(total))
}
