package clock

import "time"

const iso = "2006-01-02" // ISO 8601 calendar date, extended

// Day is a civil date such as "2026-11-25", without a zone. Days compare and
// sort as text. The empty Day is no day.
type Day string

// DayOf is the date that people in loc have at moment t. No loc is UTC.
func DayOf(t time.Time, loc *time.Location) Day {
	if loc == nil {
		loc = time.UTC
	}
	return Day(t.In(loc).Format(iso))
}

// Valid says whether d is a day of the calendar.
func (d Day) Valid() bool {
	_, err := time.Parse(iso, string(d))
	return err == nil
}

// Time is the moment at which the day begins in loc; of no day it is the zero
// time. Where clocks jump over midnight it is the first moment the day has.
func (d Day) Time(loc *time.Location) time.Time {
	t, err := time.Parse(iso, string(d))
	if err != nil {
		return time.Time{}
	}
	if loc == nil {
		loc = time.UTC
	}
	start := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, loc)
	for DayOf(start, loc) < d { // midnight did not exist: time.Date went back an hour
		start = start.Add(15 * time.Minute)
	}
	return start
}

// End is the moment at which the day is over in loc: the first of the next day.
func (d Day) End(loc *time.Location) time.Time { return d.Add(1).Time(loc) }

// Add is the day n days later, or earlier if n is negative. No day stays none.
func (d Day) Add(n int) Day {
	t, err := time.Parse(iso, string(d))
	if err != nil {
		return ""
	}
	return Day(t.AddDate(0, 0, n).Format(iso))
}

// Since counts the days from e to d: 1 if d is the day after e. Zero if either is no day.
func (d Day) Since(e Day) int {
	a, errA := time.Parse(iso, string(d))
	b, errB := time.Parse(iso, string(e))
	if errA != nil || errB != nil {
		return 0
	}
	return int(a.Sub(b) / (24 * time.Hour))
}

// Weekday is the day of the week. Ask only a valid day.
func (d Day) Weekday() time.Weekday { return d.Time(nil).Weekday() }
