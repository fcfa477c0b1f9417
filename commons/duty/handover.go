package duty

import (
	"slices"

	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
)

// HandoverID names a hand-over.
type HandoverID = ident.ID[Handover]

// Handover is duties offered by whoever has them in hand to a successor of the same
// office. Until the successor accepts, the first bears them; that somebody asked for
// help with them stops no clock.
type Handover struct {
	ID       HandoverID
	Giver    people.ID
	Taker    people.ID
	Team     people.TeamID
	Offered  clock.Day
	Offerer  people.ID // the giver, or the lead of the team for one who cannot
	Answer   Answer
	Answered clock.Day
	Duties   []Duty // as they are now
}

// HandedOver is the answer of a successor who accepts; the other answers are those of
// an extension.
const HandedOver Answer = "accepted"

// Scope is where a hand-over stands, for whoever answers it: the taker is named on it.
func (h Handover) Scope() gate.Scope { return gate.Scope{Team: []string{string(h.Taker)}} }

// Matter names it for the record.
func (h Handover) Matter() ident.Matter { return ident.MatterOf("duty.handover", h.ID) }

// offer checks who offers what to whom. A person barred from a matter cannot be given
// its duties, and is not told which matter that is: they are left with the giver.
func offer(h Handover, team []string) (Handover, error) {
	h.Duties = slices.DeleteFunc(slices.Clone(h.Duties), func(d Duty) bool {
		return !d.IsOpen() || d.Holder != h.Giver || d.Bearer != Office{Team, string(h.Team)} || barred(d.Home, h.Taker)
	})
	switch {
	case h.Taker == h.Giver:
		return h, fault.In("taker", "duty.taker_same")
	case !slices.Contains(team, string(h.Taker)):
		return h, fault.In("taker", "duty.taker_outside")
	case len(h.Duties) == 0:
		return h, fault.New(fault.Conflict, "duty.nothing_to_hand_over")
	}
	return h, nil
}

// decide answers an offer, once.
func (h Handover) decide(a Answer, today clock.Day) (Handover, error) {
	if h.Answer != Waiting {
		return h, fault.New(fault.Conflict, "duty.answered_already")
	}
	h.Answer, h.Answered = a, today
	return h, nil
}

// pass is a duty in the successor's hands.
func (d Duty) pass(to people.ID, today clock.Day) Duty {
	d.Holder, d.Since = to, today
	return d
}
