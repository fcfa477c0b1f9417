package practice

import (
	"slices"

	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
)

// ID names a practice.
type ID = ident.ID[Practice]

// Kind is how duties and the record call a practice.
const Kind = "practice.practice"

// Origin says where a practice came from.
type Origin string

// The origins.
const (
	Public Origin = "listed" // from a public page, never cleared by the State (decisions.md §9)
	Chain  Origin = "chain"  // by way of submission and clearance
)

// Status is where the working copy of a practice stands. What the public sees is its latest
// version, which stays while a new one is worked on.
type Status string

// The statuses.
const (
	Draft        Status = "draft"
	Submitted    Status = "submitted"
	Returned     Status = "returned" // with questions
	Complete     Status = "complete"
	StateCleared Status = "state_cleared"
	Translation  Status = "translation" // the service has cleared it too
	Published    Status = "published"
	Rejected     Status = "rejected" // with a reason that the State can answer
	Withdrawn    Status = "withdrawn"
	Listed       Status = "listed"
)

// Statuses in their order.
var Statuses = []Status{Draft, Submitted, Returned, Complete, StateCleared, Translation, Published, Rejected, Withdrawn, Listed}

// Move is something done to a practice.
type Move string

// The moves.
const (
	Writing     Move = "write"
	Submitting  Move = "submit"
	Completing  Move = "complete"
	Returning   Move = "return"
	Clearing    Move = "clear"   // by the State
	Approving   Move = "approve" // by the service
	Translating Move = "translate"
	Publishing  Move = "publish"
	Confirming  Move = "confirm"
	Revising    Move = "revise"
	Rejecting   Move = "reject"
	Answering   Move = "answer" // a rejection
	Withdrawing Move = "withdraw"
)

// Moves in their order.
var Moves = []Move{Writing, Submitting, Completing, Returning, Clearing, Approving, Translating, Publishing, Confirming, Revising, Rejecting, Answering, Withdrawing}

// after is the table of what may be done when, and where the practice stands then. What is
// not in it is refused.
var after = map[Status]map[Move]Status{
	Draft:        {Writing: Draft, Submitting: Submitted, Withdrawing: Withdrawn},
	Submitted:    {Completing: Complete, Returning: Returned, Rejecting: Rejected, Withdrawing: Withdrawn},
	Returned:     {Writing: Returned, Submitting: Submitted, Withdrawing: Withdrawn},
	Complete:     {Clearing: StateCleared, Returning: Returned, Withdrawing: Withdrawn},
	StateCleared: {Approving: Translation, Returning: Returned, Rejecting: Rejected, Withdrawing: Withdrawn},
	Translation:  {Translating: Translation, Publishing: Published, Withdrawing: Withdrawn},
	Published:    {Confirming: Published, Revising: Draft, Withdrawing: Withdrawn},
	Rejected:     {Answering: Submitted, Withdrawing: Withdrawn},
	Listed:       {Revising: Draft, Withdrawing: Withdrawn},
}

// Practice is one practice with its working copy.
type Practice struct {
	ID     ID
	Slug   string // its permanent address
	Origin Origin
	Owner  string // the State that answers for it; "" is an organisation's
	Proxy  bool   // entered by headquarters for a State without an account
	Status Status
	Shared bool // handed in at least once: headquarters read it from then on
	Number int  // of the latest version; 0 was never public
	Coded  Coded
	Texts  map[string]Text

	Began, Submitted, ClearedState, Cleared, Published, Confirmed, Ended clock.Day

	Author string
	Digest string // of the content file it was listed from
	turn   int    // at which what anybody may see of it changed last
	Rev    int
}

// Scope is its State's own; headquarters reach it once it was handed in.
func (p Practice) Scope() gate.Scope {
	s := gate.Scope{Country: p.Owner}
	if p.Shared {
		s.Marks = []gate.Mark{gate.Shared}
	}
	return s
}

// Matter is the practice as duties and the record call it.
func (p Practice) Matter() ident.Matter { return ident.MatterOf(Kind, p.ID) }

// step takes the practice where the table says.
func (p Practice) step(m Move) (Practice, error) {
	to, ok := after[p.Status][m]
	if !ok {
		return p, fault.New(fault.Conflict, "practice.not_now")
	}
	p.Status = to
	return p, nil
}

// can says whether a move is in the table now.
func (p Practice) can(m Move) bool { _, err := p.step(m); return err == nil }

// public says whether anybody may read its latest version.
func (p Practice) public() bool { return p.Number > 0 && p.Ended == "" }

// In is the text to show to a reader, and its language: another where theirs has none.
func In(texts map[string]Text, tag string) (Text, string) {
	for _, t := range slices.Concat([]string{tag}, []string{"en", "fr"}, Languages) {
		if x, ok := texts[t]; ok {
			return x, t
		}
	}
	return Text{}, ""
}

// reviewed are the texts that may be shown, and whether there is any.
func reviewed(texts map[string]Text) map[string]Text {
	out := map[string]Text{}
	for tag, t := range texts {
		if t.Reviewed {
			out[tag] = t
		}
	}
	return out
}

// Life is how alive a practice is: the yearly traffic light (domain notes A.4, [105]).
type Life string

// The lights.
const (
	Alive   Life = "confirmed" // within a year
	Due     Life = "due"       // a year and more
	Overdue Life = "overdue"   // two years and more
	Resting Life = "resting"   // three years and more (design: nothing in the year after red)
	NoLight Life = "none"      // listed from a public page: nobody ever confirmed it
)

// Lights in their order.
var Lights = []Life{Alive, Due, Overdue, Resting, NoLight}

// LifeOf is the light on a day of a practice last confirmed on another.
func LifeOf(confirmed, today clock.Day) Life {
	if confirmed == "" {
		return NoLight
	}
	years := func(n int) clock.Day { return clock.DayOf(confirmed.Time(nil).AddDate(n, 0, 0), nil) }
	switch {
	case today < years(1):
		return Alive
	case today < years(2):
		return Due
	case today < years(3):
		return Overdue
	}
	return Resting
}
