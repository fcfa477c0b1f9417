package people

import (
	"slices"

	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

const teamColumns = `t.id, t.role, t.name_en, t.name_fr, t.needed, t.founded, t.ended, t.successor`

func scanTeam(s store.Scan) (t Team, err error) {
	err = s(&t.ID, &t.Role, &t.NameEN, &t.NameFR, &t.Needed, &t.Founded, &t.Ended, &t.Successor)
	return
}

// Teams lists the standing teams of a role with their people; no role is all of them.
// The oldest comes first.
func Teams(tx *store.Tx, role Role) ([]TeamView, error) {
	d, err := Look(tx)
	return slices.DeleteFunc(d.Teams, func(t TeamView) bool { return t.Ended != "" || role != "" && t.Role != role }), err
}

// View finds one team with its people.
func View(tx *store.Tx, id TeamID) (TeamView, error) {
	d, err := look(tx, id)
	if err == nil && (id == "" || len(d.Teams) == 0) {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	if err != nil {
		return TeamView{}, err
	}
	return d.Teams[0], nil
}

// TeamsOf lists the teams a person is in.
func TeamsOf(tx *store.Tx, id ID) ([]Membership, error) {
	return store.All(tx, func(s store.Scan) (m Membership, err error) {
		var lead int
		err = s(&m.ID, &m.Role, &m.NameEN, &m.NameFR, &m.Needed, &m.Founded, &m.Ended, &m.Successor, &lead, &m.Since)
		m.Lead = lead == 1
		return m, err
	}, `SELECT `+teamColumns+`, m.lead, m.since FROM people_team t JOIN people_member m ON m.team = t.id
		WHERE m.account = ? ORDER BY t.founded, t.id`, id)
}

// TeamFor is the team of a role that serves a mission today. Where no team does, or
// the mission is not known, it is headquarters; a wide role has one team for all.
func TeamFor(tx *store.Tx, role Role, mission string) (Team, error) {
	all, err := Teams(tx, role)
	if err != nil {
		return Team{}, err
	}
	day, everywhere := today(tx), -1
	for i, v := range all {
		switch on := v.on(day); {
		case role.Wide(), mission != "" && slices.Contains(on, mission):
			return v.Team, nil
		case everywhere < 0 && slices.Contains(on, ""):
			everywhere = i
		}
	}
	switch {
	case everywhere >= 0:
		return all[everywhere].Team, nil
	case role == Headquarters:
		return Team{}, fault.New(fault.Unavailable, "people.no_headquarters")
	}
	return TeamFor(tx, Headquarters, "")
}

// Who is who could use a power in a scope today, by the directory.
func Who(tx *store.Tx, p gate.Power, s gate.Scope) ([]TeamView, error) {
	d, err := Look(tx)
	return d.Who(p, s), err
}

// Readers are the same teams' public halves. What is sealed follows the same rule as
// what is allowed; there is no second list to forget. Each team's chain of signatures
// is checked: a public half that somebody put there is refused, loudly.
func Readers(tx *store.Tx, p gate.Power, s gate.Scope) (to []seal.Recipient, err error) {
	teams, err := Who(tx, p, s)
	if err != nil {
		return nil, err
	}
	return Halves(tx, teams)
}

// Halves are the public halves of teams that Who found, checked as Readers checks them.
func Halves(tx *store.Tx, teams []TeamView) (to []seal.Recipient, err error) {
	for _, v := range teams {
		if !v.Role.Keyed() {
			continue
		}
		r, err := current(tx, v.Team)
		if err != nil {
			return nil, err
		}
		to = append(to, r)
	}
	if len(to) == 0 {
		return nil, fault.New(fault.Unavailable, "people.nobody_could_read_it")
	}
	return to, nil
}

func insertTeam(tx *store.Tx, t Team) error {
	_, err := tx.Exec(`INSERT INTO people_team (id, role, name_en, name_fr, needed, founded, ended, successor, roster, rev) VALUES (?, ?, ?, ?, ?, ?, '', '', ?, 0)`,
		t.ID, t.Role, t.NameEN, t.NameFR, t.Needed, today(tx), []byte{})
	return err
}

func insertMember(tx *store.Tx, team TeamID, id ID, lead bool) error {
	_, err := tx.Exec(`INSERT INTO people_member (team, account, lead, since) VALUES (?, ?, ?, ?)
		ON CONFLICT (team, account) DO UPDATE SET lead = excluded.lead`, team, id, flag(lead), today(tx))
	return err
}

func insertServe(tx *store.Tx, team TeamID, s Serve) error {
	_, err := tx.Exec(`INSERT INTO people_serves (team, mission, since, until) VALUES (?, ?, ?, ?)
		ON CONFLICT (team, mission, since) DO UPDATE SET until = excluded.until`, team, s.Mission, s.Since, s.Until)
	return err
}

// cut ends what a team still serves of a mission on the day before.
func cut(tx *store.Tx, team TeamID, mission string, from clock.Day) error {
	if _, err := tx.Exec(`DELETE FROM people_serves WHERE team = ? AND mission = ? AND since >= ?`, team, mission, from); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE people_serves SET until = ? WHERE team = ? AND mission = ? AND (until = '' OR until >= ?)`,
		from.Add(-1), team, mission, from)
	return err
}

// members are the accounts of a team's people, who all have keys.
func members(tx *store.Tx, team TeamID) ([]Account, error) {
	return store.All(tx, scanAccount, `SELECT `+accountColumns+` FROM people_account a JOIN people_member m ON m.account = a.id
		WHERE m.team = ? ORDER BY a.id`, team)
}

// hold makes two changes of one team wait for each other.
func hold(tx *store.Tx, team TeamID) error {
	return touched(tx.Exec(`UPDATE people_team SET rev = rev + 1 WHERE id = ?`, team))
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
