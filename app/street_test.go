package app_test

import (
	"context"
	"slices"
	"testing"

	"haki/app"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/testkit"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/notification"
)

// spot is a matter in one place: a report, its case, what is owed because of it.
type spot struct {
	name    string
	scope   gate.Scope
	report  intake.ReportID
	file    casework.Case
	duty    duty.ID
	bearer  people.TeamID
	receipt seal.Receipt
	fresh   intake.ReportID // a second report of the place, which nobody answered
	ref     string          // of the report
	draft   notification.NoteID
	note    notification.NoteID // delivered to Alvana
}

// street is a house with a matter in every kind of place.
type street struct {
	*testkit.House
	spots []*spot
	teams []people.TeamView
}

// missing is an identifier of the right shape that names nothing.
const missing = "0123456789abcdefghjkmnpqrs"

func newStreet(t *testing.T, engine string, more ...func(*app.Options)) *street {
	t.Helper()
	h := testkit.New(t, engine, more...)
	s := &street{House: h}
	for _, p := range []struct {
		name, who string
		told      intake.Told
		scope     gate.Scope
	}{
		{"own mission", "amara", intake.Told{Mission: "MISOR", Role: intake.Witness}, gate.Scope{Mission: "MISOR"}},
		{"other mission", "teo", intake.Told{Mission: "MISTEL", Role: intake.Witness}, gate.Scope{Mission: "MISTEL"}},
		{"about the team", "nadia", intake.Told{Mission: "MISOR", Role: intake.Victim, Team: intake.Yes, Help: true}, gate.Scope{Mission: "MISOR", Walled: true, Marks: []gate.Mark{gate.Told, gate.Help}}},
		{"help is wanted", "jon", intake.Told{Mission: "MISOR", Role: intake.Victim, Help: true}, gate.Scope{Mission: "MISOR", Marks: []gate.Mark{gate.Help}}},
		{"closed mission", "lise", intake.Told{Mission: "MONAV", Role: intake.Third}, gate.Scope{Mission: "MONAV"}},
	} {
		s.spots = append(s.spots, s.settle(p.name, p.who, p.told, p.scope))
	}
	s.closeNavaria()
	staff, err := h.Rooms.People.All(h.As("paul"))
	if err != nil {
		t.Fatal(err)
	}
	s.teams = staff.Teams
	return s
}

func (s *street) settle(name, who string, told intake.Told, scope gate.Scope) *spot {
	s.T.Helper()
	told.Account, told.Place, told.Lang, told.Happened = "What happened, "+name, "Behind the depot", "en", clock.Partial{Day: "2026-10"}
	p := &spot{name: name, scope: scope, receipt: seal.NewReceipt()}
	var err error
	must := func() {
		s.T.Helper()
		if err != nil {
			s.T.Fatalf("%s: %v", name, err)
		}
	}
	p.report, err = s.Rooms.Intake.Receive(context.Background(), told, p.receipt, nil)
	must()
	p.fresh, err = s.Rooms.Intake.Receive(context.Background(), told, seal.NewReceipt(), nil)
	must()
	err = s.Rooms.Intake.Answer(s.As(who), p.report, "en", "Thank you for writing.")
	must()
	p.file, err = s.Rooms.Intake.OpenCase(s.As(who), p.report, casework.New{Title: "Case " + name, Allegations: []casework.Draft{
		{Designation: casework.Misconduct, Theme: "T_FRAUD", Category: "contractor", Country: "XA", Subjects: []casework.SubjectDraft{{Number: "1"}}}}})
	must()
	for _, to := range []*notification.NoteID{&p.draft, &p.note} {
		*to, err = s.Rooms.Notification.Begin(s.As("oskar"), notification.New{Case: p.file.Reference, Country: "XA", Topic: notification.Conduct, Aim: notification.Ask, Language: "en", Facts: "What happened, " + name})
		must()
	}
	err = s.Rooms.Notification.Write(s.As("oskar"), p.note, notification.Drafted{Text: "Compliments, " + name, Language: "en", Aim: notification.Ask})
	must()
	err = s.Rooms.Notification.SendNote(s.As("oskar"), p.note)
	must()
	err = s.Rooms.Notification.OpenNote(s.As("irena"), p.note)
	must()
	sheet, err := s.Rooms.Intake.Read(s.As(who), "en", p.fresh)
	must()
	p.ref = sheet.Reference
	for _, d := range sheet.Duties {
		if d.Rule == "assess" {
			p.duty, p.bearer = d.ID, people.TeamID(d.Bearer.ID)
		}
	}
	if p.duty == "" {
		s.T.Fatalf("%s: nobody owes an assessment", name)
	}
	return p
}

// closeNavaria closes the mission in Navaria; the team of Orrane follows its team.
func (s *street) closeNavaria() {
	s.T.Helper()
	orrane, navaria := s.Town.Teams["Conduct team of MISOR"], s.Town.Teams["Conduct team of MONAV"]
	err := s.Rooms.Mission.CloseMission(s.As("nadia"), "MONAV", clock.DayOf(s.Clock.Now(), nil), string(orrane))
	for _, step := range []struct {
		by, other string
		p         people.Proposal
	}{{"paul", "amara", people.Proposal{Kind: people.ToJoin, Team: orrane, Account: s.ID("lise")}},
		{"nadia", "lise", people.Proposal{Kind: people.ToSucceed, Team: navaria, Successor: orrane}}} {
		if err == nil {
			var id people.ProposalID
			if id, err = s.Rooms.People.Propose(s.As(step.by), step.p); err == nil {
				err = s.Rooms.People.Confirm(s.As(step.other), id)
			}
		}
	}
	if err != nil {
		s.T.Fatal(err)
	}
}

// persons are those of the house, and the public.
var persons = []string{"", "nadia", "oskar", "selma", "victor", "imane", "amara", "jon", "lise", "teo", "ruth", "paul", "ines", "irena", "odar", "marek", "bela"}

// holds is what the table of roles says, worked out here once more and not by the gate:
// whether somebody holds a power where a thing stands.
func (s *street) holds(who string, p gate.Power, where gate.Scope) bool {
	if p == gate.Anyone {
		return true
	}
	if who == "" {
		return false
	}
	if p == gate.Self {
		return true
	}
	return slices.ContainsFunc(s.teams, func(t people.TeamView) bool {
		i := slices.IndexFunc(t.Members, func(m people.Member) bool { return m.Account == s.ID(who) })
		if i < 0 || t.Ended != "" {
			return false
		}
		if t.Role.OfState() { // their teams serve a country, and nothing but what is that country's own
			return slices.ContainsFunc(t.Role.Rights(), func(r people.Right) bool {
				return r.Power == p && (r.Mark == "" || slices.Contains(where.Marks, r.Mark)) && slices.ContainsFunc(t.Missions, func(m people.Serve) bool { return m.Mission == where.Country })
			})
		}
		serves := slices.ContainsFunc(t.Missions, func(m people.Serve) bool { return m.Mission == "" || m.Mission == where.Mission })
		return slices.ContainsFunc(t.Role.Rights(), func(r people.Right) bool {
			return r.Power == p && (!r.Lead || t.Members[i].Lead) && (r.Mark == "" || slices.Contains(where.Marks, r.Mark)) &&
				(t.Role.Wide() || serves && !where.Walled)
		})
	})
}

// anywhere says whether somebody holds a power over anything at all.
func (s *street) anywhere(who string, p gate.Power) bool {
	all := []gate.Scope{{Marks: []gate.Mark{gate.Told, gate.Help, gate.Shared}}}
	for _, spot := range s.spots {
		at := spot.scope
		at.Walled, at.Marks = false, []gate.Mark{gate.Told, gate.Help}
		all = append(all, at)
		for _, country := range []string{"XA", "XB"} {
			at.Country, at.Marks = country, []gate.Mark{gate.Named, gate.Family}
			all = append(all, at)
		}
	}
	return slices.ContainsFunc(all, func(at gate.Scope) bool { return s.holds(who, p, at) })
}

// inTeam says whether somebody is in a team, or in the one that followed it.
func (s *street) inTeam(who string, team people.TeamID) bool {
	if team == s.Town.Teams["Conduct team of MONAV"] {
		team = s.Town.Teams["Conduct team of MISOR"]
	}
	return slices.ContainsFunc(s.teams, func(t people.TeamView) bool { return t.ID == team && who != "" && t.Has(s.ID(who)) })
}

// view reads the database.
func (s *street) view(fn func(*store.Tx) error) {
	s.T.Helper()
	if err := s.DB.View(context.Background(), fn); err != nil {
		s.T.Fatal(err)
	}
}
