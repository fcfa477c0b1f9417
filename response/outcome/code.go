package outcome

import (
	"slices"

	"haki/response/casework"
)

// Side is whose finding or action it is.
type Side string

// The sides.
const (
	Ours   Side = "organisation"
	Theirs Side = "state"
)

// Sides in the order they stand beside each other.
var Sides = []Side{Ours, Theirs}

// Kind is what an entry is about.
type Kind string

// The kinds.
const (
	Finding   Kind = "finding"
	Interim   Kind = "interim"   // done while it was looked into
	Final     Kind = "final"     // decided at the end
	Departure Kind = "departure" // left before it was decided
)

// Void is the code of an entry that says: the one it replaces was entered by mistake, and
// nothing takes its place.
const Void = "void"

// The findings (domain notes C2, C3 and B5: unsubstantiated includes false; a State that
// found no abuse and punished a breach of curfew; no link between act and person).
const (
	Substantiated = "substantiated"
	InPart        = "in_part"
	OtherBreach   = "other_breach"
	NotSubst      = "not_substantiated"
	Insufficient  = "insufficient"
	NoLink        = "no_link"
)

// Findings in the order they are offered.
var Findings = []string{Substantiated, InPart, OtherBreach, NotSubst, Insufficient, NoLink}

// established are the findings that something was done that calls for an answer.
var established = []string{Substantiated, InPart, OtherBreach}

// Established says whether a finding is that a breach was committed.
func Established(code string) bool { return slices.Contains(established, code) }

// moves says which status of the subject follows a finding of the organisation.
var moves = map[string]casework.Status{Substantiated: casework.Substantiated, InPart: casework.Substantiated, OtherBreach: casework.Substantiated,
	NotSubst: casework.Unsubstantiated, NoLink: casework.Unsubstantiated, Insufficient: casework.ClosedOther}

// codes are the actions of each side and kind, in the order they are offered, and how
// somebody may have left (domain notes B5; retired before the hearing: G9).
var codes = map[Kind]map[Side][]string{
	Finding: {Ours: Findings, Theirs: Findings},
	Interim: {
		Ours:   {"suspended", "confined", "payments_suspended", "leave_with_pay", "leave_without_pay", "unit_moved", "repatriated"},
		Theirs: {"suspended", "confined", "detained", "payments_suspended", "recalled"},
	},
	Final: {
		Ours:   {"repatriated_discipline", "barred", "dismissed", "dismissed_notice", "reprimand", "money_recovered", "payments_withheld", "payments_restored", "unit_repatriated", "commander_replaced", "crime_referred", "no_action"},
		Theirs: {"imprisonment", "detention", "convicted_lesser", "dismissed", "retired_forced", "demoted", "suspension", "fine", "reprimand", "payments_withheld", "acquitted", "no_action"},
	},
	Departure: {
		Ours:   {"resigned", "retired", "contract_ended", "rotated", "died"},
		Theirs: {"resigned", "retired", "discharged", "deserted", "died"},
	},
}

// Codes are what may be entered of a kind by a side.
func Codes(k Kind, s Side) []string { return slices.Clone(codes[k][s]) }

// unconditional are final decisions that need no finding before them: they impose nothing.
var unconditional = []string{"acquitted", "no_action", "payments_restored"}

// payments are the actions about money: withheld sums were meant for the victims' trust
// fund (domain notes B5, TF16).
var payments = []string{"payments_suspended", "payments_withheld", "payments_restored", "money_recovered", "fine"}

// lasting are the actions that may say for how long.
var lasting = []string{"confined", "suspended", "detained", "imprisonment", "detention", "convicted_lesser", "demoted", "suspension", "barred", "leave_with_pay", "leave_without_pay", "payments_suspended"}

// bodies are who finds and decides, by side (domain notes B3 and B6).
var bodies = map[Side][]string{
	Ours:   {"oversight", "mission_unit", "panel", "board_of_inquiry", "joint", "headquarters", "head_of_mission", "supervisor"},
	Theirs: {"investigator", "commander", "court_martial", "court", "prosecutor", "ministry", "not_said"},
}

// Bodies are who may have found or decided, on a side.
func Bodies(s Side) []string { return slices.Clone(bodies[s]) }

// News is what whoever was harmed reads of an entry that is released to her: a code of the
// room of reports, which has its words in every language that reporters read.
func (e Entry) News() string {
	side := string(e.Side)
	switch {
	case e.Code == Void:
		return ""
	case e.Kind == Departure:
		return "outcome_left"
	case e.Kind == Interim:
		return "outcome_interim_" + side
	case e.Kind == Final && (e.Code == "acquitted" || e.Code == "no_action"):
		return "outcome_none_" + side
	case e.Kind == Final && e.Code == "payments_restored":
		return ""
	case e.Kind == Final:
		return "outcome_acted_" + side
	case e.Code == Substantiated:
		return "outcome_found_" + side + "_yes"
	case Established(e.Code):
		return "outcome_found_" + side + "_part"
	}
	return "outcome_found_" + side + "_no"
}
