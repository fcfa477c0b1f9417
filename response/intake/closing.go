package intake

import (
	"slices"
	"strings"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
)

// ClosingID names a closing.
type ClosingID = ident.ID[Closing]

// Code is why a report is closed without a case (decisions.md §1).
type Code string

// The codes an assessment may close with; those of a case are its own.
const (
	NotMisconduct Code = "not_misconduct"
	Insufficient  Code = "insufficient"
	Duplicate     Code = "duplicate"
)

// Codes in the order they are offered.
var Codes = []Code{NotMisconduct, Insufficient, Duplicate}

// Telling is how the reporter was, or will be, told.
type Telling string

// The ways of telling.
const (
	ByPage     Telling = "page"      // on their page, by the answer that goes with the closing
	Otherwise  Telling = "otherwise" // in person, by telephone, through somebody
	NoWay      Telling = "no_way"    // nobody can reach them
	WantedNone Telling = "declined"  // they asked not to be told
)

// Tellings in the order they are offered.
var Tellings = []Telling{ByPage, Otherwise, NoWay, WantedNone}

// Closing is one person's proposal to close a report and what a second person said.
type Closing struct {
	ID        ClosingID
	Report    ReportID
	Code      Code
	Duplicate string // reference of the report or case that this one repeats
	State     string // proposed, agreed, refused
	Author    string
	Day       clock.Day
	Second    string
	Decided   clock.Day
	Telling   Telling
	Reason    seal.Sealed // for us
	Answer    seal.Sealed // for the reporter, sent when the second person agrees
}

// The states of a closing.
const (
	ClosingProposed = "proposed"
	ClosingAgreed   = "agreed"
	ClosingRefused  = "refused"
)

func (c Closing) place(column string) seal.Place {
	return seal.Place{Table: "intake_closing", Column: column, Row: string(c.ID)}
}

// propose checks a proposal and moves the report.
func (r Report) propose(c Closing, reason, answer string) (Report, error) {
	switch {
	case !r.Open():
		return r, fault.New(fault.Conflict, "intake.already_decided")
	case !slices.Contains(Codes, c.Code):
		return r, fault.In("code", "intake.code_required")
	case c.Code == Duplicate && c.Duplicate == "":
		return r, fault.In("duplicate", "intake.duplicate_required")
	case strings.TrimSpace(reason) == "":
		return r, fault.In("reason", "intake.reason_required")
	case !slices.Contains(Tellings, c.Telling):
		return r, fault.In("telling", "intake.telling_required")
	case c.Telling == ByPage && strings.TrimSpace(answer) == "":
		return r, fault.In("answer", "intake.answer_required")
	}
	r.Status = Proposed
	return r, nil
}

// decide is the second person's word: agreed closes, refused gives the report back.
// Nobody is the second person to themselves.
func (r Report) decide(c Closing, who string, agree bool, today clock.Day) (Report, Closing, error) {
	switch {
	case r.Status != Proposed || c.State != ClosingProposed:
		return r, c, fault.New(fault.Conflict, "intake.nothing_proposed")
	case c.Author == who || who == "":
		return r, c, fault.New(fault.Forbidden, "intake.second_person")
	}
	c.Second, c.Decided, c.State, r.Status = who, today, ClosingRefused, Answered
	if agree {
		c.State, r.Status = ClosingAgreed, Closed
	}
	return r, c, nil
}

// reopen takes a closed report up again; the closing stays in its history.
func (r Report) reopen() (Report, error) {
	if r.Status != Closed {
		return r, fault.New(fault.Conflict, "intake.not_closed")
	}
	r.Status = Answered
	return r, nil
}
