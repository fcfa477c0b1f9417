package people

import (
	"slices"

	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/store"
)

// Directory is every team with its people and what it serves, and what people are called:
// what a page needs that names many. It is read afresh each time, in one question.
type Directory struct {
	Teams []TeamView    // also those that ended, the oldest first
	Names map[ID]string // of everybody in a team, and of those learnt; nobody's is ""
	today clock.Day
}

// in is something of a team.
type in[T any] struct {
	team TeamID
	what T
}

var (
	everyTeam   = store.List[Team]{Columns: teamColumns, Kinds: "ttttnttt", Rest: `FROM people_team t`, Order: `t.founded, t.id`, Scan: scanTeam}
	everyMember = store.List[in[Member]]{Columns: `m.team, a.id, a.display, a.office, m.lead, m.since`, Kinds: "ttttnt", Order: `m.lead DESC, m.since, a.id`, Scan: scanMember,
		Rest: `FROM people_member m JOIN people_account a ON a.id = m.account`}
	everyServe = store.List[in[Serve]]{Columns: `team, mission, since, until`, Kinds: "tttt", Rest: `FROM people_serves`, Order: `mission, since`, Scan: scanServe}
	everybody  = store.List[Member]{Columns: `id, display`, Kinds: "tt", Order: `id`, Scan: func(s store.Scan) (m Member, err error) { err = s(&m.Account, &m.Display); return }}
)

func scanMember(s store.Scan) (m in[Member], err error) {
	var lead int
	err = s(&m.team, &m.what.Account, &m.what.Display, &m.what.Office, &lead, &m.what.Since)
	m.what.Lead = lead == 1
	return m, err
}

func scanServe(s store.Scan) (v in[Serve], err error) {
	err = s(&v.team, &v.what.Mission, &v.what.Since, &v.what.Until)
	return v, err
}

// Look reads the directory, in one question with other lists.
func Look(tx *store.Tx, others ...store.Part) (Directory, error) { return look(tx, "", others...) }

// look reads it, or one team's part of it.
func look(tx *store.Tx, only TeamID, others ...store.Part) (Directory, error) {
	d := Directory{Names: map[ID]string{}, today: today(tx)}
	teams, members, serves, args := everyTeam, everyMember, everyServe, []any{}
	if only != "" {
		teams.Rest, members.Rest, serves.Rest, args = teams.Rest+` WHERE t.id = ?`, members.Rest+` WHERE m.team = ?`, serves.Rest+` WHERE team = ?`, []any{only}
	}
	var all []Team
	var of []in[Member]
	var on []in[Serve]
	if err := store.Together(tx, append(others, teams.Part(&all, args...), members.Part(&of, args...), serves.Part(&on, args...))...); err != nil {
		return d, err
	}
	for _, m := range of {
		d.Names[m.what.Account] = m.what.Display
	}
	for _, t := range all {
		d.Teams = append(d.Teams, TeamView{t, whatOf(t.ID, of), whatOf(t.ID, on)})
	}
	return d, nil
}

// idLength is the length of an identifier (package ident): the clock's name has another.
const idLength = 26

// Learn asks for the names of those who are in no team, if there are such.
func (d Directory) Learn(tx *store.Tx, who ...ID) error {
	ids := []any{}
	for _, id := range who {
		if _, known := d.Names[id]; !known && len(id) == idLength {
			d.Names[id], ids = "", append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	all := everybody
	all.Rest = `FROM people_account WHERE id IN (` + holes(len(ids)) + `)`
	found, err := all.All(tx, ids...)
	for _, m := range found {
		d.Names[m.Account] = m.Display
	}
	return err
}

func whatOf[T any](t TeamID, all []in[T]) (out []T) {
	for _, x := range all {
		if x.team == t {
			out = append(out, x.what)
		}
	}
	return out
}

// Of are the teams a person is in, as TeamsOf lists them.
func (d Directory) Of(who ID) (all []Membership) {
	for _, t := range d.Teams {
		if i := slices.IndexFunc(t.Members, func(m Member) bool { return m.Account == who }); i >= 0 {
			all = append(all, Membership{t.Team, t.Members[i].Lead, t.Members[i].Since})
		}
	}
	return all
}

// Who are the teams whose members could use a power in a scope today, with their
// people: what a page says before something is sent, from what the gate would say
// after. Whoever is barred is left out, and a team of nobody else with them.
func (d Directory) Who(p gate.Power, s gate.Scope) (out []TeamView) {
	for _, v := range d.Teams {
		if v = v.without(s.Not); len(v.Members) > 0 && v.could(p, s, d.today) {
			out = append(out, v)
		}
	}
	return out
}
