package people

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
)

// Kind is what a proposal would change.
type Kind string

// Whatever gives somebody a power takes two people: one proposes, another confirms, and
// whom it concerns is neither (security.md P-15).
const (
	ToFound   Kind = "found"   // a team, led by Account, serving Missions from Since
	ToJoin    Kind = "join"    // Account joins Team, or becomes one of its leads
	ToServe   Kind = "serve"   // Team serves Missions from Since to Until
	ToSucceed Kind = "succeed" // Team closes; Successor has its missions and keys
	ToNeed    Kind = "need"    // Needed of the recovery team give a key back
)

// ProposalID names a proposal.
type ProposalID = ident.ID[Proposal]

// Proposal is a change that waits for a second person.
type Proposal struct {
	ID             ProposalID
	Kind           Kind
	Team           TeamID
	Account        ID
	Name           string // instead of Account, when one proposes: what the person signs in with
	Lead           bool
	Role           Role
	NameEN, NameFR string
	Missions       []string
	Since, Until   clock.Day
	Successor      TeamID
	Needed         int

	Proposer ID
	Made     clock.Day
}

// Matter names the proposal in the record.
func (p Proposal) Matter() ident.Matter { return ident.MatterOf("people.proposal", p.ID) }

// tidy fills in what may be left out.
func (p Proposal) tidy(day clock.Day) Proposal {
	p.NameEN, p.NameFR = strings.TrimSpace(p.NameEN), strings.TrimSpace(p.NameFR)
	p.NameEN, p.NameFR = cmp.Or(p.NameEN, p.NameFR), cmp.Or(p.NameFR, p.NameEN)
	if p.Kind == ToFound || p.Kind == ToServe {
		p.Since = cmp.Or(p.Since, day)
	}
	if p.Kind == ToFound && p.Role.Wide() {
		p.Missions = nil
	}
	slices.Sort(p.Missions)
	p.Missions = slices.Compact(p.Missions)
	return p
}

// check says what is wrong with a proposal, as far as that can be said without looking
// anything up.
func (p Proposal) check(by ID) error {
	var wrong []error
	say := func(field, key string) { wrong = append(wrong, fault.In(field, key)) }
	if p.Account != "" && p.Account == by {
		say("account", "people.not_for_oneself")
	}
	switch p.Kind {
	case ToFound:
		switch {
		case !p.Role.Known() || p.Role == Recovery:
			say("role", "people.no_such_role")
		case p.NameEN == "":
			say("name_fr", "people.team_needs_name")
		}
		if p.Account == "" {
			say("account", "people.team_needs_lead")
		}
		wrong = append(wrong, missions(p.Role, p.Missions))
	case ToServe:
		if len(p.Missions) != 1 {
			say("mission", "people.choose_mission")
		}
		if !p.Since.Valid() {
			say("since", "fault.not_a_date")
		}
		if p.Until != "" && (!p.Until.Valid() || p.Until < p.Since) {
			say("until", "people.ends_before_it_begins")
		}
	case ToJoin:
		if p.Account == "" {
			say("account", "people.choose_person")
		}
	case ToSucceed:
		if p.Successor == "" || p.Successor == p.Team {
			say("successor", "people.choose_successor")
		}
	case ToNeed:
		if p.Needed < 1 {
			say("needed", "people.quorum_needs_number")
		}
	default:
		return fault.New(fault.Invalid, "people.no_such_proposal")
	}
	return errors.Join(wrong...)
}

// missions checks what a team of a role may serve. One that served every mission would
// stand above the wall that a report about its own people puts up; only a wide role may,
// and victims' rights, who see no more of anything than the person harmed allows.
func missions(r Role, codes []string) error {
	switch {
	case r.Wide():
		return nil
	case len(codes) == 0:
		return fault.In("mission", "people.choose_mission")
	case r.OfState() && (len(codes) != 1 || codes[0] == ""):
		return fault.In("mission", "people.serves_one_state")
	case r != Victims && slices.Contains(codes, ""):
		return fault.In("mission", "people.not_every_mission")
	}
	return nil
}

// second refuses the person who proposed and the one whom it concerns.
func (p Proposal) second(by ID) error {
	if by == p.Proposer || by == p.Account || by == "" {
		return fault.New(fault.Conflict, "people.another_person")
	}
	return nil
}
