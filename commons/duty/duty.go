package duty

import (
	"slices"

	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/science/workday"
)

// ID names a duty.
type ID = ident.ID[Duty]

// OfficeKind is what kind of office owes or is owed.
type OfficeKind string

// The kinds. A team's ID is its ID in commons/people, a State's is the code of the
// contributing country; of a reporter or a victim it is whatever the room calls them,
// never a name; the institution needs none.
const (
	Team        OfficeKind = "team"
	State       OfficeKind = "state"
	Reporter    OfficeKind = "reporter"
	Victim      OfficeKind = "victim"
	TheWhole    OfficeKind = "institution"
	TeamLead    OfficeKind = "lead"   // who leads the team of that ID
	Outside     OfficeKind = "office" // an office of another body, by a code of the room's
	noOfficeYet OfficeKind = ""
)

// Office is who owes, or who is owed. An office outlives the people in it.
type Office struct {
	Kind OfficeKind
	ID   string
}

// None says that no office is named.
func (o Office) None() bool { return o.Kind == noOfficeYet }

// Ending is how a duty ended. The zero Ending is a duty still owed.
type Ending string

// The endings.
const (
	Open     Ending = ""
	Met      Ending = "met"
	MetLate  Ending = "met_late"
	Waived   Ending = "waived"   // the one owed let it go
	Breached Ending = "breached" // it was late, and then there was nothing left to do it for
	Mooted   Ending = "moot"     // there was nothing left to do it for
)

// Endings lists every way to end.
var Endings = []Ending{Met, MetLate, Waived, Breached, Mooted}

// Duty is something owed. Its rule's amount, calendar and source are what they were
// when it began.
type Duty struct {
	ID     ID
	Matter ident.Matter
	Ref    string // what people call the matter, such as MISKA-2026-0147-K; may be empty

	Rule     string
	Version  string
	Span     workday.Span
	Calendar Policy
	Source   Source
	Remind   []int

	Bearer  Office
	ByRole  bool      // the bearer follows from the rule's role, and moves when the matter's mission or wall does
	Holder  people.ID // who of the bearer has it in hand; "" is nobody in particular
	Since   clock.Day // since when the bearer's holder has it
	OwedTo  Office
	Home    gate.Scope // where the matter stands
	Because ident.ID[Duty]

	From    clock.Day // the event; counting starts on the day after
	First   clock.Day // due as promised at first
	Due     clock.Day // due after every extension
	Halted  clock.Day // the day its clock was stopped last, for HaltWhy
	HaltWhy Reason
	Stopped clock.Day // the last day on which its clock stands still
	Late    clock.Day // the day its breach was recorded for: the first day after it was due
	Ended   Ending
	On      clock.Day // the day it ended
	Why     Reason    // of a waiver or of its having become moot

	Told  int       // reminders gone out
	Rung  int       // steps of the line reached
	Climb clock.Day // when the next step is reached; "" before the breach and past the last
	Watch clock.Day // the next day on which the clock has something to do here; "" when it has not
	Rev   int64
}

// Scope is where the duty stands: where its matter stands.
func (d Duty) Scope() gate.Scope { return d.Home }

// Reason is a word of a code list: why a duty was waived, became moot, or needs more
// time. There is no reason in free text: it would say what is sealed elsewhere.
type Reason string

// Why more time is asked for, or why something need not be done any more.
const (
	Translation Reason = "translation" // a text waits to be translated
	Access      Reason = "access"      // the place or the person cannot be reached now
	Unwell      Reason = "unwell"      // somebody who is needed is not well enough
	ThirdParty  Reason = "third_party" // somebody else's answer is needed first
	Volume      Reason = "volume"      // more than the office can do in the time
	OtherCause  Reason = "other"
	Closed      Reason = "closed"    // the matter is closed
	Duplicate   Reason = "duplicate" // it is owed in another matter
	Rerouted    Reason = "rerouted"  // another office's now
	Unwanted    Reason = "unwanted"  // the one owed does not want it
)

// Delays are the reasons one may ask for more time for.
var Delays = []Reason{Translation, Access, Unwell, ThirdParty, Volume, OtherCause}

// endings are the reasons for which a duty may end unmet.
var endings = []Reason{Closed, Duplicate, Rerouted, Unwanted}

// IsOpen says whether it is still owed.
func (d Duty) IsOpen() bool { return d.Ended == Open }

// Overdue says whether the day it is due is over.
func (d Duty) Overdue(today clock.Day) bool { return d.IsOpen() && today > d.Due && today > d.Stopped }

// breach notes that it was late, if it was and nobody has noted it yet.
func (d Duty) breach(today clock.Day) Duty {
	if d.Late == "" && today > d.Due {
		d.Late = d.Due.Add(1)
	}
	return d
}

// Meet is the duty after what is owed was done on a day. What was late once is kept
// late, even within an extension granted after the breach.
func (d Duty) Meet(on clock.Day) (Duty, error) {
	if !d.IsOpen() {
		return d, fault.New(fault.Conflict, "duty.already_ended")
	}
	d = d.breach(on)
	d.Ended = Met
	if d.Late != "" {
		d.Ended = MetLate
	}
	return d.end(on), nil
}

// Drop is the duty after there was nothing left to do it for. What was late by then
// ends as breached: it was never kept.
func (d Duty) Drop(why Reason, on clock.Day) (Duty, error) {
	if !slices.Contains(endings, why) {
		return d, fault.In("reason", "duty.reason_needed")
	}
	if !d.IsOpen() {
		return d, fault.New(fault.Conflict, "duty.already_ended")
	}
	d = d.breach(on)
	d.Ended, d.Why = Mooted, why
	if d.Late != "" {
		d.Ended = Breached
	}
	return d.end(on), nil
}

// Waive is the duty after the one owed let it go.
func (d Duty) Waive(on clock.Day) (Duty, error) {
	if !d.IsOpen() {
		return d, fault.New(fault.Conflict, "duty.already_ended")
	}
	d = d.breach(on)
	d.Ended, d.Why = Waived, Unwanted
	return d.end(on), nil
}

// delay is how many days after the promised day it ended; before it, negative.
func (d Duty) delay() int {
	if d.IsOpen() {
		return 0
	}
	return d.On.Since(d.promised())
}

func (d Duty) end(on clock.Day) Duty {
	d.On, d.Watch, d.Climb = on, "", ""
	return d
}

// Take is the duty in the hands of a person of the office that bears it.
func (d Duty) Take(who people.ID, on clock.Day) (Duty, error) {
	switch {
	case !d.IsOpen():
		return d, fault.New(fault.Conflict, "duty.already_ended")
	case d.Bearer.Kind != Team:
		return d, fault.New(fault.Conflict, "duty.not_a_teams")
	case d.Holder == who:
		return d, nil
	case d.Holder != "":
		return d, fault.New(fault.Conflict, "duty.held_already")
	}
	d.Holder, d.Since = who, on
	return d, nil
}
