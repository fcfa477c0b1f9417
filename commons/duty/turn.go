package duty

import (
	"haki/internal/clock"
	"haki/science/workday"
)

// The clock's part. It is pure: a duty, a day and a calendar go in; what happens next
// comes out, one thing at a time, so that each is one act with one entry in the record.

// What the clock does to a duty.
type What string

// What may happen, in the order in which it is looked for.
const (
	Nothing   What = ""
	Reminded  What = "reminded"
	Lapsed    What = "breached"
	Escalated What = "escalated"
)

// Happening is one thing the clock does, and the duty after it.
type Happening struct {
	What What
	Step Step // of the line, when it is Escalated
	Duty Duty
}

// Turn is the next thing that happens to d by the end of yesterday or at the beginning
// of today. A clock that stood still for a week sends one reminder, not five, but
// notes the breach and climbs every step it missed, in order.
func (d Duty) Turn(r Rule, cal workday.Calendar, today clock.Day) Happening {
	switch {
	case !d.IsOpen() || d.Watch == "" || today < d.Watch:
		return Happening{Duty: d}
	case d.Late == "" && today > d.Due:
		d = d.breach(today)
		d.Told = max(d.Told, d.before())
		d.Climb = d.climbs(r, cal, "")
		d.Watch = d.wakes(cal)
		return Happening{What: Lapsed, Duty: d}
	case d.Climb != "" && today >= d.Climb:
		step, _ := d.step(r)
		at := d.Climb
		d.Rung++
		d.Climb = d.climbs(r, cal, at)
		d.Watch = d.wakes(cal)
		return Happening{What: Escalated, Step: step, Duty: d}
	}
	n := d.Told
	for n < len(d.Remind) && today >= d.reminder(cal, n) {
		n++
	}
	sent := n > d.Told && today > d.Stopped
	d.Told = n
	d.Watch = d.wakes(cal)
	if !sent {
		return Happening{Duty: d}
	}
	return Happening{What: Reminded, Duty: d}
}

// reminder is the day of the nth reminder.
func (d Duty) reminder(cal workday.Calendar, n int) clock.Day { return shift(cal, d.Due, d.Remind[n]) }

// before counts the reminders that come before a breach and have no sense after it.
func (d Duty) before() (n int) {
	for n < len(d.Remind) && d.Remind[n] <= 0 {
		n++
	}
	return n
}

// step is the rung reached next. Past the last, the highest rung that repeats is
// climbed again and again.
func (d Duty) step(r Rule) (Step, bool) {
	if d.Rung < len(r.Line) {
		return r.Line[d.Rung], true
	}
	for _, s := range r.Line {
		if s.Every > 0 {
			return s, true
		}
	}
	return Step{}, false
}

// climbs is the day of the next rung. The first are counted in working days from the
// breach; one that repeats, in months from the breach, past the day it was last reached.
func (d Duty) climbs(r Rule, cal workday.Calendar, last clock.Day) clock.Day {
	s, ok := d.step(r)
	switch {
	case !ok:
		return ""
	case d.Rung < len(r.Line):
		return shift(cal, d.Late, s.After)
	}
	for n := s.Every; ; n += s.Every {
		if next := civil(day(d.Late).Months(n)); next > last {
			return next
		}
	}
}

// wakes is the next day on which the clock has something to do.
func (d Duty) wakes(cal workday.Calendar) clock.Day {
	next := d.Climb
	if d.Late == "" {
		next = d.Due.Add(1)
	}
	if d.Told < len(d.Remind) {
		if at := d.reminder(cal, d.Told); next == "" || at < next {
			next = at
		}
	}
	return next
}
