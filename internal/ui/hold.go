package ui

import (
	"math"
	"strconv"

	"haki/internal/clock"
	"haki/internal/lang"
)

// State is how a duty stands. Its name is the class and the symbol.
type State string

// The states. On time has no colour; kept, but late is still late for the record.
const (
	OnTime   State = "ontime"
	Soon     State = "soon"
	Late     State = "late"
	Wait     State = "wait" // in somebody else's hands, on time
	Paused   State = "paused"
	Kept     State = "done"
	KeptLate State = "keptlate"
	Todo     State = "todo" // a step to come
)

// Mark is a state with its word.
type Mark struct {
	State State
	Say   any // the state's own name if empty
}

// Word is what the mark says. words: ui.state_*
func (m Mark) Word() any {
	if m.Say != nil {
		return m.Say
	}
	return lang.Say("ui.state_" + string(m.State))
}

// Hold is the holding line: who holds a matter, since when, what they owe, by when,
// under which rule, and how much of the time is used.
type Hold struct {
	State  State // when empty it is worked out, see Standing
	Mine   bool  // the reader owes
	Holder any
	Since  clock.Day
	Owes   any // a noun phrase: "the name of an investigator"
	Due    clock.Day
	Rule   any
	Source string // address of the rule's source

	// Days that count under the rule's calendar. Elapsed runs from the start, to now or
	// to the day the duty was met; Allowed is what the rule gives. No Allowed: no due day.
	Elapsed, Allowed int
	Civil            bool // days are calendar days, not working days

	Met    clock.Day // Kept, KeptLate
	Paused clock.Day // since when, Why and at the latest Until
	Until  clock.Day
	Why    any

	Top    bool // at the head of a page
	Lead   any  // in a list, above the line: who owes what
	Spoken bool // days in full words, for the public
}

// SoonDays is how many days before the due day a duty is due soon (design).
const SoonDays = 2

// Standing is the state, worked out from the days where it was not given.
func (h Hold) Standing() State {
	switch {
	case h.State != "":
		return h.State
	case h.Met != "" && h.Elapsed > h.Allowed && h.Allowed > 0:
		return KeptLate
	case h.Met != "":
		return Kept
	case h.Paused != "":
		return Paused
	case h.Allowed > 0 && h.Elapsed > h.Allowed:
		return Late
	case h.Allowed > 0 && h.Allowed-h.Elapsed <= SoonDays && h.Mine:
		return Soon
	case !h.Mine:
		return Wait
	}
	return OnTime
}

// Class is the class of the line.
func (h Hold) Class() string {
	c := "hold " + string(h.Standing())
	if h.Top {
		c += " top"
	}
	return c
}

// Sentence is the line in words. words: ui.hold_*
func (h Hold) Sentence() lang.Saying {
	key, args := "ui.hold_", []any{"holder", h.Holder, "since", h.on(h.Since), "owes", h.Owes, "due", h.on(h.Due)}
	if h.Mine {
		key += "mine_"
	}
	switch s := h.Standing(); {
	case s == Kept || s == KeptLate:
		key += "kept"
	case s == Paused:
		key += "paused"
		args = append(args, "paused", h.on(h.Paused), "why", h.Why, "until", h.on(h.Until))
	case h.Allowed == 0 || h.Due == "":
		key += "open"
	default:
		key += "due"
	}
	return lang.Say(key, args...)
}

// Mark is the state in words. words: ui.left_*, ui.late_*, ui.kept_*
func (h Hold) Mark() Mark {
	unit := "_work"
	if h.Civil {
		unit = "_days"
	}
	s, left := h.Standing(), h.Allowed-h.Elapsed
	m := Mark{State: s}
	switch {
	case s == Kept:
		m.Say = lang.Say("ui.kept_on", "day", h.on(h.Met))
	case s == KeptLate:
		m.Say = lang.Say("ui.kept_late"+unit, "day", h.on(h.Met), "n", -left)
	case s == Paused:
		m.Say = lang.Say("ui.paused_used", "n", h.Elapsed, "of", h.Allowed)
	case h.Allowed == 0:
	case s == Late:
		m.Say = lang.Say("ui.late_by"+unit, "n", -left)
	case left == 0:
		m.Say = lang.Say("ui.left_today")
	case s == Wait:
		m.Say = lang.Say("ui.left_wait"+unit, "n", left)
	default:
		m.Say = lang.Say("ui.left"+unit, "n", left)
	}
	return m
}

// The due mark stands at three quarters of every line, and five working days late lie
// halfway between it and the end, so that lateness compares down a list.
const (
	dueMark  = 75.0
	beyond   = 100 - dueMark
	halfLate = 5
)

// Reach is how far a line with so many days used of those allowed has come, in per cent.
func Reach(elapsed, allowed int) float64 {
	switch {
	case allowed <= 0 || elapsed <= 0:
		return 0
	case elapsed <= allowed:
		return dueMark * float64(elapsed) / float64(allowed)
	}
	late := float64(elapsed - allowed)
	return dueMark + beyond*late/(late+halfLate)
}

// Rail is the drawing of a line; each position is a length in per cent.
type Rail struct {
	Theirs bool
	Run    string // how far it is drawn
	Rest   string // where what is left begins; none if empty
	Over   string // how far past the mark; none if empty
	End    string // where it ended or stands past the mark; none if empty
	Big    bool   // the end is an end
	Pause  string // where the clock stopped
	Due    bool   // there is a mark
	Far    string // where the rest ends
}

// Rail works the drawing out.
func (h Hold) Rail() Rail {
	s, at := h.Standing(), per(Reach(h.Elapsed, h.Allowed))
	r := Rail{Theirs: !h.Mine, Run: at, Rest: at, Due: h.Allowed > 0, Far: per(dueMark)}
	if !r.Due {
		r.Far = per(100)
	}
	if h.Allowed > 0 && h.Elapsed > h.Allowed {
		r.Run, r.Rest, r.Over, r.End = per(dueMark), "", at, at
	}
	switch s {
	case Kept, KeptLate:
		r.End, r.Big = at, true
	case Paused:
		r.Pause = at
	}
	return r
}

// per writes a length, two places at most.
func per(f float64) string {
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64) + "%"
}

// on writes a day as this line does.
func (h Hold) on(d clock.Day) any {
	if h.Spoken {
		return lang.Spoken(d)
	}
	return lang.Short(d)
}

// Steps is how far a reporter has come: step At of Of.
type Steps struct {
	Name   any
	At, Of int
}

// Run is how far the line is drawn.
func (s Steps) Run() string { return per(100 * float64(s.At) / float64(max(s.Of, 1))) }

// Marks are the places of the steps.
func (s Steps) Marks() (marks []string) {
	for i := 1; i <= s.Of; i++ {
		marks = append(marks, per(100*float64(i)/float64(s.Of)))
	}
	return marks
}
