package workday

import (
	"fmt"
	"time"
)

// Day is a civil date: the days since 1 January 1970, in no time zone. Days are
// counted on by adding plain numbers.
type Day int32

const (
	iso    = "2006-01-02" // ISO 8601, extended format of a calendar date
	aDay   = 24 * 60 * 60
	noDate = Day(-1 << 31) // returned beside an error, so that nobody counts from 1970 by mistake
)

// Of is the day of a year, month and day of the month. What does not exist moves
// on, as in package time: 30 February is a day of March.
func Of(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / aDay)
}

// Parse reads a day such as "2026-11-25", from any kind of text.
func Parse[S ~string](s S) (Day, error) {
	t, err := time.Parse(iso, string(s))
	if err != nil {
		return noDate, fmt.Errorf("workday: %q is no day", string(s))
	}
	return Of(t.Date()), nil
}

func (d Day) time() time.Time { return time.Unix(int64(d)*aDay, 0).UTC() }

// String is the day as "2026-11-25".
func (d Day) String() string { return d.time().Format(iso) }

// Year is the calendar year the day lies in.
func (d Day) Year() int { return d.time().Year() }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return time.Weekday(((int64(d)+4)%7 + 7) % 7) } // 1 January 1970 was a Thursday

// Months is the same day of the month, n months on or back; where that month is
// too short, its last day. So six months from 31 August end on the last day of
// February (Basel Convention 1972, article 4(2)).
func (d Day) Months(n int) Day {
	y, m, day := d.time().Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Of(first.Year(), first.Month(), min(day, last))
}
