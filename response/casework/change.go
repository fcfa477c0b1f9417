package casework

import (
	"slices"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
)

// Change is an event that altered what was on file: reclassified, identified, merged by a
// link, reopened. The old value stays, with who changed it and why.
type Change struct {
	ID       ident.ID[Change]
	Case     CaseID
	About    string // id of the allegation or subject; "" is the case
	Kind     string
	Old, New string // codes
	Author   string
	Day      clock.Day
	Reason   seal.Sealed
}

// The kinds of change.
const (
	Reclassified = "reclassified"
	Identified   = "identified"
	Moved        = "moved" // a subject's status
	Reopened     = "reopened"
	Linking      = "linked"
	BarringOne   = "barred"
	ReferredBack = "referred_back"
	TakenUp      = "taken"
	Announced    = "notice" // a newer public notice; nobody's decision
)

func (c Change) place() seal.Place {
	return seal.Place{Table: "casework_change", Column: "reason", Row: string(c.ID)}
}

// Measure is something ordered at once, before anything is established.
type Measure struct {
	ID     ident.ID[Measure]
	Case   CaseID
	Code   string
	Day    clock.Day
	Author string
	Note   seal.Sealed
}

func (m Measure) place() seal.Place {
	return seal.Place{Table: "casework_measure", Column: "note", Row: string(m.ID)}
}

// Measures are the interim measures and the acts that preserve evidence, in the order
// they are offered (domain notes B5).
var Measures = []string{"evidence_secured", "site_secured", "response_team", "confined", "suspended", "payments_suspended", "leave_with_pay", "leave_without_pay", "unit_moved", "repatriation_asked"}

// throughCommand are those that are ordered through the chain of command, which so may
// learn of the matter: the page warns before.
var throughCommand = []string{"confined", "suspended", "unit_moved", "repatriation_asked"}

// ThroughCommand says whether ordering a measure may reveal the matter to the chain of
// command.
func ThroughCommand(code string) bool { return slices.Contains(throughCommand, code) }

func (m Measure) check(aware bool) error {
	switch {
	case !slices.Contains(Measures, m.Code):
		return fault.In("code", "fault.choose")
	case ThroughCommand(m.Code) && !aware: // the page said what ordering it reveals
		return fault.In("aware", "casework.aware_required")
	}
	return nil
}
