package duty

import (
	"haki/internal/clock"
	"haki/science/workday"
)

// Standing is how a duty stands, in the eyes of whoever looks.
type Standing string

// The standings of the holding line.
const (
	OnTime   Standing = "ontime"
	Soon     Standing = "soon" // its reminder is out
	Overdue  Standing = "late"
	Wait     Standing = "wait" // on time, and somebody else's
	Paused   Standing = "paused"
	Done     Standing = "done"
	KeptLate Standing = "keptlate"
	Dropped  Standing = "dropped" // waived or moot: nobody kept it and nobody failed
)

// Pace is where a duty stands on its line: how it stands, how many days are left or
// late, and how far along it is.
type Pace struct {
	State   Standing
	Days    int          // working days or, of a duty counted so, calendar days: left, or late; used, when it is paused
	Unit    workday.Unit // what Days counts: WorkingDays or Days
	Allowed int          // days in all
	Run     int          // per cent of the line that is behind: 75 is the day it is due (mockups: 75 x elapsed / allowed)
}

// Pace says how a duty stands on a day. Mine says that whoever looks is of the office
// that owes it.
func (d Duty) Pace(cal workday.Calendar, today clock.Day, mine bool) Pace {
	count, p := d.counter(cal), Pace{Unit: workday.WorkingDays}
	if d.Span.Unit != workday.WorkingDays {
		p.Unit = workday.Days
	}
	p.Allowed = max(count(d.From, d.Due), 1)
	at := today
	if !d.IsOpen() {
		at = d.On
	}
	elapsed, over := max(count(d.From, at), 0), max(count(d.Due, at), 0)
	p.Run = 75 * min(elapsed, p.Allowed) / p.Allowed
	if at > d.Due {
		p.Run = 75 + 25*over/(over+5)
	}
	switch {
	case d.Ended == Met:
		p.State, p.Days = Done, max(count(d.From, d.On), 0)
	case d.Ended == MetLate:
		p.State, p.Days = KeptLate, max(count(lastPromised(d), d.On), 0)
	case d.Ended == Breached:
		p.State, p.Days = Overdue, over
	case !d.IsOpen():
		p.State = Dropped
	case today <= d.Stopped:
		p.State, p.Days = Paused, elapsed
	case today > d.Due:
		p.State, p.Days = Overdue, over
	default:
		p.State, p.Days = d.ahead(cal, today, mine), count(today, d.Due)
	}
	return p
}

// lastPromised is the day from which a duty kept late was late: the day before the
// breach that was recorded.
func lastPromised(d Duty) clock.Day {
	if d.Late == "" {
		return d.Due
	}
	return d.Late.Add(-1)
}

func (d Duty) ahead(cal workday.Calendar, today clock.Day, mine bool) Standing {
	switch {
	case len(d.Remind) > 0 && today >= d.reminder(cal, 0), today >= d.Due:
		return Soon
	case !mine:
		return Wait
	}
	return OnTime
}

// counter counts what the duty's span counts: working days, or all of them.
func (d Duty) counter(cal workday.Calendar) func(from, to clock.Day) int {
	if d.Span.Unit == workday.WorkingDays {
		return func(from, to clock.Day) int { return left(cal, from, to) }
	}
	return func(from, to clock.Day) int { return to.Since(from) }
}
