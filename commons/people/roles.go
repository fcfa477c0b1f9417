package people

import (
	"slices"

	"haki/commons/gate"
)

// Role is what a team is for.
type Role string

// The roles of decisions.md §2 and §4. ST/SGB/2019/8 6 and the OIOS mandate
// (A/RES/48/218 B) are why oversight decides alone; A/71/818 28-30 is why victims'
// rights stand apart from those who look into conduct.
const (
	Conduct       Role = "conduct"       // a mission's conduct and discipline team
	Headquarters  Role = "headquarters"  // all missions, and what stands behind a wall
	Service       Role = "service"       // the head of service: the last step of escalation
	Oversight     Role = "oversight"     // the independent office: what it was told of, or received
	Victims       Role = "victims"       // victims' rights officers: whoever wants their help
	Administrator Role = "administrator" // invites and ends accounts; reads no matter
	Auditor       Role = "auditor"       // reads the record
	Recovery      Role = "recovery"      // together they let a person in again

	// A State's own people. Their teams serve countries where others serve missions, and see
	// what was sent to that State, nothing else (decisions.md §3).
	PermanentMission Role = "permanent_mission" // to whom notes are addressed
	LegalBranch      Role = "legal_branch"      // of the ministry that decides
	Investigator     Role = "investigator"      // national investigation officers: notes for which one was named
	FamilyFocal      Role = "family_focal"      // paternity focal point: notes about paternity
)

// Roles lists every role, in the order pages show them.
var Roles = []Role{Conduct, Headquarters, Service, Oversight, Victims, Administrator, Auditor, Recovery, PermanentMission, LegalBranch, Investigator, FamilyFocal}

// OfState says whether the role is of a contributing State's own people.
func (r Role) OfState() bool {
	return r == PermanentMission || r == LegalBranch || r == Investigator || r == FamilyFocal
}

// The powers of this package. Those of the rooms are the rooms' words.
const (
	Invite  gate.Power = "people.invite"  // let a person make an account, and see all of them
	End     gate.Power = "people.end"     // end accounts and sessions
	Propose gate.Power = "people.team"    // propose teams, members, missions; take members out
	Found   gate.Power = "people.found"   // be the second person for teams and missions
	Confirm gate.Power = "people.confirm" // be the second person who lets somebody into one's team
	Read    gate.Power = "people.read"    // see who is in a team
	Recover gate.Power = "people.recover" // answer pleas
)

// Right is one line of the table: a power, perhaps over marked things only, perhaps
// only for the team's leads.
type Right struct {
	Power gate.Power
	Mark  gate.Mark
	Lead  bool
}

// office is what a role brings. A wide role acts for the whole institution whatever
// missions its team serves; another only where its team serves on the day.
type office struct {
	wide   bool
	rights []Right
}

func plain(powers ...gate.Power) (r []Right) {
	for _, p := range powers {
		r = append(r, Right{Power: p})
	}
	return r
}

func marked(m gate.Mark, powers ...gate.Power) (r []Right) {
	for _, p := range powers {
		r = append(r, Right{Power: p, Mark: m})
	}
	return r
}

// conduct is what a conduct team does in its missions, and headquarters everywhere.
var conduct = plain("intake.read", "intake.answer", "intake.assess", "intake.second",
	"casework.read", "casework.decide", "casework.second", "outcome.enter", "outcome.tell", "notification.read", "notification.request", "duty.read")

// offices is the one table of who may do what. An administrator holds no power over
// any matter and nobody can give them one: a test reads this table.
var offices = map[Role]office{
	Conduct: {rights: conduct},
	Headquarters: {wide: true, rights: append(append(slices.Clone(conduct), plain("casework.import", "outcome.record", "notification.send", "mission.keep", "duty.rule", "duty.calendar", Read)...),
		Right{Power: "practice.read", Mark: gate.Shared}, Right{Power: "practice.keep", Mark: gate.Shared},
		Right{Power: Found, Lead: true}, Right{Power: Propose, Lead: true})},
	Service: {wide: true, rights: append(plain("intake.read", "intake.second", "casework.read", "casework.second", "notification.read", "duty.read"), marked(gate.Shared, "practice.read")...)},
	Oversight: {wide: true, rights: marked(gate.Told, "intake.read", "intake.answer", "intake.assess", "intake.second",
		"casework.read", "casework.take", "casework.decide", "casework.second", "outcome.enter", "outcome.tell", "notification.read", "duty.read")},
	Victims:       {rights: marked(gate.Help, "intake.read", "intake.answer", "intake.help", "casework.read", "outcome.tell", "duty.read")},
	Administrator: {wide: true, rights: plain(Invite, End, Propose, Read)},
	Auditor:       {wide: true, rights: plain("record.read")},
	Recovery:      {wide: true, rights: plain(Recover)},

	PermanentMission: {rights: plain("notification.receive", "notification.work", "notification.answer", "practice.write", "practice.speak")},
	LegalBranch:      {rights: plain("notification.receive", "notification.work", "notification.answer", "practice.write")},
	Investigator:     {rights: marked(gate.Named, "notification.receive", "notification.work")},
	FamilyFocal:      {rights: marked(gate.Family, "notification.receive", "notification.work", "notification.answer")},
}

// Rights is the table's line for a role; a copy.
func (r Role) Rights() []Right { return slices.Clone(offices[r].rights) }

// Wide says whether the role acts for the whole institution, whatever missions its
// team serves.
func (r Role) Wide() bool { return offices[r].wide }

// Known says whether there is such a role.
func (r Role) Known() bool { return slices.Contains(Roles, r) }

// Keyed says whether teams of this role have a key. The recovery team has none: each
// account's key is shared out by itself, so that giving one back opens one.
func (r Role) Keyed() bool { return r != Recovery }

// grants is what a role brings in the missions its team serves, or the countries; "" is
// every mission.
func (r Role) grants(lead bool, missions []string) (out []gate.Grant) {
	o := offices[r]
	if o.wide {
		missions = []string{""}
	}
	for _, right := range o.rights {
		if right.Lead && !lead {
			continue
		}
		for _, m := range missions {
			g := gate.Grant{Power: right.Power, Mission: m, Mark: right.Mark}
			if r.OfState() {
				g.Mission, g.Country = "", m
			}
			out = append(out, g)
		}
	}
	return out
}

// grantsOf is what a person may do today, from the standing teams they are in and what each
// of these serves.
func grantsOf(teams []Membership, serves map[TeamID][]string) (out []gate.Grant) {
	leads := false
	for _, t := range teams {
		leads = leads || t.Lead
		out = append(out, t.Role.grants(t.Lead, serves[t.ID])...)
	}
	return append(out, own(leads)...)
}

// own is what everybody with an account holds over themselves and, by their name
// standing in its scope, over a team they are in or a duty they bear or are owed.
func own(leads bool) []gate.Grant {
	g := []gate.Grant{{Power: gate.Self, TeamOnly: true}, {Power: Read, TeamOnly: true}, {Power: Confirm, TeamOnly: true}, {Power: "duty.read", TeamOnly: true}}
	if leads {
		g = append(g, gate.Grant{Power: Propose, TeamOnly: true})
	}
	return g
}
