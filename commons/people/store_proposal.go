package people

import (
	"slices"
	"strings"

	"haki/internal/fault"
	"haki/internal/store"
)

const proposalColumns = `p.id, p.kind, p.team, p.account, p.lead, p.role, p.name_en, p.name_fr, p.missions, p.since, p.until, p.successor, p.needed, p.proposer, p.made`

func scanProposal(s store.Scan) (p Proposal, err error) {
	var lead int
	var missions string
	err = s(&p.ID, &p.Kind, &p.Team, &p.Account, &lead, &p.Role, &p.NameEN, &p.NameFR, &missions, &p.Since, &p.Until, &p.Successor, &p.Needed, &p.Proposer, &p.Made)
	p.Lead = lead == 1
	if missions != "" {
		p.Missions = strings.Split(strings.TrimSuffix(missions, ";"), ";")
	}
	return p, err
}

func insertProposal(tx *store.Tx, p Proposal) error {
	missions := ""
	for _, m := range p.Missions { // "" is a mission too: every one
		missions += m + ";"
	}
	_, err := tx.Exec(`INSERT INTO people_proposal (id, kind, team, account, lead, role, name_en, name_fr, missions, since, until, successor, needed, proposer, made)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.ID, p.Kind, p.Team, p.Account, flag(p.Lead), p.Role, p.NameEN, p.NameFR, missions, p.Since, p.Until, p.Successor, p.Needed, p.Proposer, p.Made)
	return err
}

func findProposal(tx *store.Tx, id ProposalID) (Proposal, error) {
	return store.One(tx, scanProposal, `SELECT `+proposalColumns+` FROM people_proposal p WHERE p.id = ?`, id)
}

// Proposals are those that wait for a second person, the oldest first.
func Proposals(tx *store.Tx) ([]Proposal, error) {
	return store.All(tx, scanProposal, `SELECT `+proposalColumns+` FROM people_proposal p ORDER BY p.made, p.id`)
}

// settleProposal takes it off the table; whoever comes second finds it gone.
func settleProposal(tx *store.Tx, id ProposalID) error {
	n, err := tx.Exec(`DELETE FROM people_proposal WHERE id = ?`, id)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return err
}

// seconds are those who may confirm or decline: members of the team for who joins it or
// succeeds it, leads of headquarters for the rest.
func seconds(tx *store.Tx, p Proposal) (ids []string, err error) {
	if p.Kind == ToJoin || p.Kind == ToSucceed {
		v, err := View(tx, p.Team)
		if err != nil {
			return nil, err
		}
		ids = v.names(false)
	} else {
		teams, err := Teams(tx, Headquarters)
		if err != nil {
			return nil, err
		}
		for _, v := range teams {
			ids = append(ids, v.names(true)...)
		}
	}
	return slices.DeleteFunc(ids, func(id string) bool { return p.second(ID(id)) != nil }), nil
}
