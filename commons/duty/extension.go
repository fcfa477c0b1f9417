package duty

import (
	"slices"

	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/science/workday"
)

// ExtensionID names a request for more time.
type ExtensionID = ident.ID[Extension]

// Answer is what came of something asked.
type Answer string

// The answers. The zero Answer is none yet.
const (
	Waiting  Answer = ""
	Granted  Answer = "granted"
	Declined Answer = "declined"
	Taken    Answer = "taken_back" // by who had asked
)

// Extension is a request for more time: by whoever bears the duty, to the one it is
// owed to or who stands for them. The day that was promised before stays on it.
type Extension struct {
	ID      ExtensionID
	Duty    ID
	Until   clock.Day // the day asked for: the new day it is due, or the last of a stop
	Stops   bool      // the clock stands still until then, and what was left is left after it
	Reason  Reason
	Was     clock.Day // the day it was due when this was asked
	Asked   Office    // who answers
	By      people.ID
	On      clock.Day
	Answer  Answer
	Decider people.ID
	Decided clock.Day
}

// Ask makes the request. Asking stops nothing: a duty that falls due while the question
// waits is late.
func (d Duty) Ask(until clock.Day, stops bool, why Reason, by people.ID, today clock.Day) (Extension, error) {
	e := Extension{Duty: d.ID, Until: until, Stops: stops, Reason: why, Was: d.Due, By: by, On: today}
	switch {
	case !d.IsOpen():
		return e, fault.New(fault.Conflict, "duty.already_ended")
	case !until.Valid():
		return e, fault.In("until", "duty.day_needed")
	case stops && until <= today, !stops && (until <= d.Due || until <= today):
		return e, fault.In("until", "duty.day_too_early")
	case !slices.Contains(Delays, why):
		return e, fault.In("reason", "duty.reason_needed")
	}
	return e, nil
}

// Decide answers the request, once.
func (e Extension) Decide(a Answer, by people.ID, today clock.Day) (Extension, error) {
	if e.Answer != Waiting {
		return e, fault.New(fault.Conflict, "duty.answered_already")
	}
	e.Answer, e.Decider, e.Decided = a, by, today
	return e, nil
}

// Extend is the duty after a request was granted. A breach that was recorded stays
// recorded; reminders still to come move with the day.
func (d Duty) Extend(e Extension, cal workday.Calendar, today clock.Day) (Duty, error) {
	switch {
	case !d.IsOpen():
		return d, fault.New(fault.Conflict, "duty.already_ended")
	case e.Until <= today || !e.Stops && e.Until <= d.Due:
		return d, fault.New(fault.Conflict, "duty.day_passed")
	}
	d = d.breach(today)
	if e.Stops {
		d.Halted, d.HaltWhy, d.Stopped, d.Due = today, e.Reason, e.Until, stopped(cal, d, e, today)
	} else {
		d.Due = e.Until
	}
	d.Told = 0
	for d.Told < len(d.Remind) && d.reminder(cal, d.Told) <= today {
		d.Told++
	}
	d.Watch = d.wakes(cal)
	return d, nil
}

// stopped is the day a duty is due after its clock stood still: what was left when the
// stop was granted is left after its last day. What was late is due when the stop ends.
func stopped(cal workday.Calendar, d Duty, e Extension, today clock.Day) clock.Day {
	switch {
	case d.Due <= today:
		return max(d.Due, e.Until)
	case d.Span.Unit == workday.WorkingDays:
		return shift(cal, e.Until, left(cal, today, d.Due))
	}
	return e.Until.Add(d.Due.Since(today))
}
