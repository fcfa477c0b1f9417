package casework

import (
	"errors"
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
	Serial  int // of the case's
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
	ClosingFallen   = "fallen" // the case changed hands first
)

func (c Closing) place(column string) seal.Place {
	return seal.Place{Table: "casework_closing", Column: column, Row: string(c.ID)}
}

// propose checks a proposal and moves the case; harmed is how many victims are on file.
// Of what is serious the oversight office has to know before anybody wants it closed.
func (c Case) propose(p Closing, harmed int, reason, answer string) (Case, error) {
	switch {
	case c.Status != Open:
		return c, fault.New(fault.Conflict, "casework.not_open")
	case c.Serious && !c.Told && c.Channel != PublicNotice:
		return c, fault.New(fault.Conflict, "casework.tell_first")
	}
	var all []error
	no := func(wrong bool, field, key string) {
		if wrong {
			all = append(all, fault.In(field, key))
		}
	}
	no(!slices.Contains(Codes, p.Code), "code", "casework.code_required")
	no(strings.TrimSpace(reason) == "", "reason", "fault.reason")
	no(!slices.Contains(Tellings, p.Telling), "telling", "casework.telling_required")
	no(!slices.Contains(Tellings, p.Victims), "victims", "casework.telling_required")
	no(p.Telling == Nobody && c.Reports > 0, "telling", "casework.somebody_reported")
	no(p.Victims == Nobody && harmed > 0, "victims", "casework.somebody_harmed")
	no(p.Telling == ByPage && strings.TrimSpace(answer) == "", "answer", "casework.answer_required")
	c.Status = Proposed
	return c, errors.Join(all...)
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

// pending is the proposal that waits for a second person.
func pending(all []Closing) (Closing, bool) {
	for _, p := range all {
		if p.State == ClosingProposed {
			return p, true
		}
	}
	return Closing{}, false
}
