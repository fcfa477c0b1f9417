package clock

// Precision is how exactly somebody knows when.
type Precision uint8

// From nothing to the day.
const (
	Unknown Precision = iota
	ToYear                  // "2026"
	ToMonth                 // "2026-11"
	ToDay                   // "2026-11-25"
	NoDate  Precision = 255 // not a partial day
)

// Partial is a day as far as it is known: "2026-11-25", "2026-11", "2026", or ""
// when nobody knows.
type Partial struct{ Day string }

// Precision says how much of the day is known; NoDate if p is no date.
func (p Partial) Precision() Precision {
	switch {
	case p.Day == "":
		return Unknown
	case !Day(p.first()).Valid():
		return NoDate
	case len(p.Day) == len("2026"):
		return ToYear
	case len(p.Day) == len("2026-11"):
		return ToMonth
	}
	return ToDay
}

// Valid says whether p is a date, in part or in whole. Not knowing is valid.
func (p Partial) Valid() bool { return p.Precision() != NoDate }

// Known says whether anything is known.
func (p Partial) Known() bool { return p.Day != "" && p.Valid() }

// First is the first day that p may be; none when nothing is known.
func (p Partial) First() Day {
	if !p.Known() {
		return ""
	}
	return p.first()
}

// Last is the last day that p may be; none when nothing is known.
func (p Partial) Last() Day {
	first := p.First()
	t := first.Time(nil)
	switch p.Precision() {
	case ToYear:
		return DayOf(t.AddDate(1, 0, -1), nil)
	case ToMonth:
		return DayOf(t.AddDate(0, 1, -1), nil)
	}
	return first
}

func (p Partial) first() Day {
	switch len(p.Day) {
	case len("2026"):
		return Day(p.Day + "-01-01")
	case len("2026-11"):
		return Day(p.Day + "-01")
	}
	return Day(p.Day)
}
