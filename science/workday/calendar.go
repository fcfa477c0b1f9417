package workday

import (
	"errors"
	"maps"
	"slices"
)

// Calendar says which days are worked. It is a value: what is entered later makes
// a new one. The zero Calendar works every day of the year.
type Calendar struct{ parts []part }

// A part is one authority's calendar. Two united keep their parts, so that a gap
// can still be laid at the right door.
type part struct {
	name     string
	weekend  Weekend
	holidays map[Day]bool
	entered  map[int]bool
}

var errNoWork = errors.New("workday: a calendar in which no day of the week is worked")

// New makes a calendar that has weekends and, so far, no holidays.
func New(name string, w Weekend) (Calendar, error) {
	if w&everyDay == everyDay {
		return Calendar{}, errNoWork
	}
	return Calendar{[]part{{name: name, weekend: w & everyDay}}}, nil
}

// With is the calendar after somebody entered the holidays of a year. Days of
// other years are left out; a year entered without holidays is a year that has
// none. In a union the holidays are everybody's.
func (c Calendar) With(year int, holidays ...Day) Calendar {
	parts := slices.Clone(c.parts)
	for i, p := range parts {
		p.entered, p.holidays = clone(p.entered), clone(p.holidays)
		p.entered[year] = true
		for _, d := range holidays {
			if d.Year() == year {
				p.holidays[d] = true
			}
		}
		parts[i] = p
	}
	return Calendar{parts}
}

func clone[K comparable](m map[K]bool) map[K]bool {
	if m == nil {
		return map[K]bool{}
	}
	return maps.Clone(m)
}

// Union works only on the days that all of them work: the institution's calendar
// with the one of whoever bears the duty.
func Union(all ...Calendar) (Calendar, error) {
	var u Calendar
	var w Weekend
	for _, c := range all {
		for _, p := range c.parts {
			u.parts, w = append(u.parts, p), w|p.weekend
		}
	}
	if w == everyDay {
		return Calendar{}, errNoWork
	}
	return u, nil
}

// Works says whether d is a working day.
func (c Calendar) Works(d Day) bool {
	for _, p := range c.parts {
		if p.weekend.Has(d.Weekday()) || p.holidays[d] {
			return false
		}
	}
	return true
}

// Add is the n-th working day after the event: what is owed within n working days
// is due when that day ends. The day of the event is never counted. A negative n
// counts back in the same way; 0 is the day itself, worked or not.
func (c Calendar) Add(event Day, n int) Day {
	step := Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	d := event
	for n > 0 {
		if d += step; c.Works(d) {
			n--
		}
	}
	return d
}

// Between counts the working days after a up to and including b: from today to
// the day something is due it is what is left, from the day it was due to today
// how late it is. Backwards it is negative.
func (c Calendar) Between(a, b Day) int {
	if b < a {
		return -c.Between(b, a)
	}
	n := 0
	for d := a + 1; d <= b; d++ {
		if c.Works(d) {
			n++
		}
	}
	return n
}

// Next is d if it is worked, otherwise the first working day after it.
func (c Calendar) Next(d Day) Day {
	for !c.Works(d) {
		d++
	}
	return d
}

// Gap is a year of which a calendar knows no holidays.
type Gap struct {
	Calendar string
	Year     int
}

// Warns names the calendars that know no holidays of the year. Weekends count all
// the same; a day found through a gap may be too early.
func (c Calendar) Warns(year int) []Gap {
	var gaps []Gap
	for _, p := range c.parts {
		if !p.entered[year] {
			gaps = append(gaps, Gap{p.name, year})
		}
	}
	return gaps
}

// WarnsBetween is Warns for every year that counting from one day to another touched.
func (c Calendar) WarnsBetween(from, to Day) []Gap {
	if to < from {
		from, to = to, from
	}
	var gaps []Gap
	for y := from.Year(); y <= to.Year(); y++ {
		gaps = append(gaps, c.Warns(y)...)
	}
	return gaps
}
