package spread

import (
	"maps"
	"slices"
)

// Five are the five numbers that describe a spread: the ends, the middle, the quarters.
// All are in the unit of the numbers; N is how many there were.
type Five struct {
	N                                     int
	Least, Lower, Median, Upper, Greatest float64
}

// Of describes numbers that are given with how often each occurs; what occurs no time or
// less is not there. It describes nothing when there is nothing: ok is false.
//
// A quantile is Hyndman and Fan's definition 2: the number at which the share is reached,
// and halfway to the next where it is reached exactly. So the median of an even count is
// the middle of the two in the middle, and no quartile lies nearer to an end than a number
// that was there.
func Of(counts map[int]int) (f Five, ok bool) {
	var values []int
	for _, v := range slices.Sorted(maps.Keys(counts)) {
		if counts[v] > 0 {
			values, f.N = append(values, v), f.N+counts[v]
		}
	}
	if f.N == 0 {
		return f, false
	}
	// at is the number in the i-th place, from 1.
	at := func(i int) float64 {
		for _, v := range values {
			if i -= counts[v]; i <= 0 {
				return float64(v)
			}
		}
		return float64(values[len(values)-1])
	}
	quarter := func(q int) float64 {
		j, rest := f.N*q/4, f.N*q%4
		if rest > 0 {
			return at(j + 1)
		}
		return (at(j) + at(j+1)) / 2
	}
	f.Least, f.Lower, f.Median, f.Upper, f.Greatest = at(1), quarter(1), quarter(2), quarter(3), at(f.N)
	return f, true
}
