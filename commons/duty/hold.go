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
	Days    int          // left, or late; used, when it is paused; taken, when it is done
	Unit    workday.Unit // what is counted: WorkingDays or Days
	Elapsed int          // days used; past Allowed when it is or was late
	Allowed int          // days in all, without those on which the clock stood still
}

// Pace says how a duty stands on a day. Mine says that whoever looks is of the office
// that owes it.
func (d Duty) Pace(cal workday.Calendar, today clock.Day, mine bool) Pace {
	unit := workday.Days
	if d.Span.Unit == workday.WorkingDays {
		unit = workday.WorkingDays
	}
	at := today
	if !d.IsOpen() {
		at = d.On
	}
	promised := d.promised()
	if unit == workday.WorkingDays && at > promised && counter(cal, unit)(promised, at) == 0 {
		unit = workday.Days // late, but by no working day yet: a holiday followed
	}
	count := counter(cal, unit)
	p := Pace{Unit: unit, Allowed: max(count(d.From, promised)-d.stood(count, promised), 1)}
	over := max(count(promised, at), 0)
	if p.Elapsed = max(count(d.From, at)-d.stood(count, at), 0); over > 0 {
		p.Elapsed = p.Allowed + over
	}
	switch {
	case d.Ended == Met:
		p.State, p.Days = Done, p.Elapsed
	case d.Ended == MetLate:
		p.State, p.Days = KeptLate, over
	case d.Ended == Breached:
		p.State, p.Days = Overdue, over
	case !d.IsOpen():
		p.State = Dropped
	case today <= d.Stopped:
		p.State, p.Days = Paused, p.Elapsed
	case today > d.Due:
		p.State, p.Days = Overdue, over
	default:
		p.State, p.Days = d.ahead(cal, today, mine), count(today, d.Due)
	}
	return p
}

// promised is the day that counts: the one it is due; of what was kept late, the one
// whose passing was noted.
func (d Duty) promised() clock.Day {
	if !d.IsOpen() && d.Late != "" {
		return d.Late.Add(-1)
	}
	return d.Due
}

// stood counts the days up to a day on which the clock stood still.
func (d Duty) stood(count func(from, to clock.Day) int, to clock.Day) int {
	if d.Halted == "" || to <= d.Halted {
		return 0
	}
	return count(d.Halted, min(to, d.Stopped))
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

func counter(cal workday.Calendar, unit workday.Unit) func(from, to clock.Day) int {
	if unit == workday.WorkingDays {
		return func(from, to clock.Day) int { return left(cal, from, to) }
	}
	return func(from, to clock.Day) int { return to.Since(from) }
}
