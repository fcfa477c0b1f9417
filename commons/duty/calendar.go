package duty

import (
	"haki/internal/clock"
	"haki/science/workday"
)

// Counting is done in science/workday, whose days are numbers; here they are civil
// dates. A day that is none never gets in: days are checked where they enter.

func day(d clock.Day) workday.Day {
	n, err := workday.Parse(d)
	if err != nil {
		return 0 // an empty day counts from nowhere; callers ask only of days they have
	}
	return n
}

func civil(d workday.Day) clock.Day { return clock.Day(d.String()) }

// Due is the day at whose end a duty under r that began on from is overdue.
func (r Rule) Due(cal workday.Calendar, from clock.Day) clock.Day {
	return civil(cal.Due(day(from), r.Span))
}

// left counts the working days from today to a day: negative when it is past.
func left(cal workday.Calendar, today, to clock.Day) int { return cal.Between(day(today), day(to)) }

// shift is n working days from a day; backwards if n is negative.
func shift(cal workday.Calendar, from clock.Day, n int) clock.Day {
	return civil(cal.Add(day(from), n))
}

// United counts the days off of both; when between them no day is worked, ours alone
// count, because a duty must fall due some day.
func United(ours, theirs workday.Calendar) workday.Calendar {
	both, err := workday.Union(ours, theirs)
	if err != nil {
		return ours
	}
	return both
}
