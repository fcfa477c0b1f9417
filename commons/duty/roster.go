package duty

import (
	"slices"

	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/fault"
	"haki/internal/store"
)

// Who an office is today. Teams live in commons/people; a rule speaks of roles.

// teamRoles are the roles that a team of the house can have.
var teamRoles = []Role{Conduct, Headquarters, Service, Oversight, Victims}

// officeFor is the office that a role is, in a place: the mission's team, or its
// successor's once it is closed; headquarters behind a wall and where no mission is known.
func officeFor(tx *store.Tx, r Role, where gate.Scope) (Office, error) {
	if r == Everybody {
		return Office{Kind: TheWhole}, nil
	}
	if !slices.Contains(teamRoles, r) {
		return Office{}, fault.New(fault.Internal, "duty.office_unnamed", "role", string(r))
	}
	code := where.Mission
	if where.Walled {
		code = ""
	}
	t, err := people.TeamFor(tx, people.Role(r), code)
	if err != nil {
		return Office{}, err
	}
	return Office{Team, string(t.ID)}, nil
}

// members are the accounts of a team's people; of its lead alone when the office is that.
func members(tx *store.Tx, o Office) ([]string, error) {
	if o.Kind != Team && o.Kind != TeamLead {
		return nil, nil
	}
	v, err := people.View(tx, people.TeamID(o.ID))
	if err != nil {
		return nil, err
	}
	var all []string
	for _, m := range v.Members {
		if o.Kind == Team || m.Lead {
			all = append(all, string(m.Account))
		}
	}
	return all, nil
}

// OfficesOf are the offices a person speaks for: their teams, and those they lead.
func OfficesOf(tx *store.Tx, who people.ID) ([]Office, error) {
	in, err := people.TeamsOf(tx, who)
	return officesIn(in), err
}

func officesIn(teams []people.Membership) (all []Office) {
	for _, m := range teams {
		all = append(all, Office{Team, string(m.Team.ID)})
		if m.Lead {
			all = append(all, Office{TeamLead, string(m.Team.ID)})
		}
	}
	return all
}

// decider is who answers a request for more time: the one the duty is owed to, where
// that is a team; otherwise who stands for them by the rule. It is never the office
// that asks: then it is the next one up, and at the top of the line there is nobody.
func decider(tx *store.Tx, d Duty, r Rule) (Office, error) {
	if d.OwedTo.Kind == Team && d.OwedTo != d.Bearer {
		return d.OwedTo, nil
	}
	for _, role := range []Role{r.Decides, Headquarters, Service} {
		o, err := officeFor(tx, role, d.Home)
		if err == nil && o != d.Bearer {
			return o, nil
		}
		if err != nil && fault.Of(err) == fault.Internal {
			return o, err
		}
	}
	return Office{}, fault.New(fault.Unavailable, "duty.nobody_decides")
}

// rung is the office that a step of the line leads to.
func rung(tx *store.Tx, d Duty, s Step) (Office, error) {
	if s.To == Lead {
		return Office{TeamLead, d.Bearer.ID}, nil
	}
	return officeFor(tx, s.To, d.Home)
}
