package casework

import (
	"slices"
	"strings"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
)

// Code is how a case ended (decisions.md §1).
type Code string

// The codes.
const (
	NotMisconduct     Code = "not_misconduct"
	Insufficient      Code = "insufficient"
	Duplicate         Code = "duplicate"
	Unfounded         Code = "unsubstantiated"
	ByOrganisation    Code = "action_organisation"
	ByState           Code = "action_state"
	ByBoth            Code = "action_both"
	WithoutAction     Code = "action_none"
	LeftBefore        Code = "left_before"
	StateSilent       Code = "state_silent" // counted as unanswered, never as settled
	OtherCircumstance Code = "other"
)

// Codes in the order they are offered.
var Codes = []Code{NotMisconduct, Insufficient, Duplicate, Unfounded, ByOrganisation, ByState, ByBoth, WithoutAction, LeftBefore, StateSilent, OtherCircumstance}

// Telling is how somebody was, or will be, told of the end.
type Telling string

// The ways of telling.
const (
	ByPage     Telling = "page"
	Otherwise  Telling = "otherwise"
	NoWay      Telling = "no_way"
	WantedNone Telling = "declined"
	Nobody     Telling = "nobody" // there is nobody to tell: nobody reported, nobody was harmed
)

// Tellings in the order they are offered.
var Tellings = []Telling{ByPage, Otherwise, NoWay, WantedNone, Nobody}

// ClosingID names a closing.
type ClosingID = ident.ID[Closing]

// Closing is one person's proposal to close a case and what a second person said.
type Closing struct {
	ID      ClosingID
	Case    CaseID
	Code    Code
	State   string
	Author  string
	Day     clock.Day
	Second  string
	Decided clock.Day
	Telling Telling // of the reporters
	Victims Telling // of the victims
	Reason  seal.Sealed
	Answer  seal.Sealed // what reporters and victims are told, when the second person agrees
}

// The states of a closing.
const (
	ClosingProposed = "proposed"
	ClosingAgreed   = "agreed"
	ClosingRefused  = "refused"
)

func (c Closing) place(column string) seal.Place {
	return seal.Place{Table: "casework_closing", Column: column, Row: string(c.ID)}
}

// propose checks a proposal and moves the case.
func (c Case) propose(p Closing, reason, answer string) (Case, error) {
	switch {
	case c.Status != Open:
		return c, fault.New(fault.Conflict, "casework.not_open")
	case !slices.Contains(Codes, p.Code):
		return c, fault.In("code", "casework.code_required")
	case strings.TrimSpace(reason) == "":
		return c, fault.In("reason", "fault.reason")
	case !slices.Contains(Tellings, p.Telling):
		return c, fault.In("telling", "casework.telling_required")
	case !slices.Contains(Tellings, p.Victims):
		return c, fault.In("victims", "casework.telling_required")
	case p.Telling == Nobody && c.Reports > 0:
		return c, fault.In("telling", "casework.somebody_reported")
	case p.Telling == ByPage && strings.TrimSpace(answer) == "":
		return c, fault.In("answer", "casework.answer_required")
	}
	c.Status = Proposed
	return c, nil
}

// decide is the second person's word: agreed closes, refused gives the case back. Nobody
// is the second person to themselves.
func (c Case) decide(p Closing, who string, agree bool, today clock.Day) (Case, Closing, error) {
	switch {
	case c.Status != Proposed || p.State != ClosingProposed:
		return c, p, fault.New(fault.Conflict, "casework.nothing_proposed")
	case p.Author == who || who == "":
		return c, p, fault.New(fault.Forbidden, "casework.second_person")
	}
	p.Second, p.Decided, p.State, c.Status = who, today, ClosingRefused, Open
	if agree {
		p.State, c.Status, c.Code, c.Closed = ClosingAgreed, Closed, p.Code, today
	}
	return c, p, nil
}

// reopen takes a closed case up again; the closing stays in its history.
func (c Case) reopen() (Case, error) {
	if c.Status != Closed {
		return c, fault.New(fault.Conflict, "casework.not_closed")
	}
	c.Status, c.Code, c.Closed = Open, "", ""
	return c, nil
}
