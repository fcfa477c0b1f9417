package people

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"strconv"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// What is done with teams. Whatever lets somebody in takes two people; taking somebody
// out takes one and works at once.
var (
	ReadTeam        = act.Act{Name: "people.team.read", Needs: Read}
	ProposeChange   = act.Act{Name: "people.team.propose", Needs: Propose}
	ProposeHeir     = act.Act{Name: "people.succession.propose", Needs: Found}
	ConfirmChange   = act.Act{Name: "people.team.found", Needs: Found}
	ConfirmMember   = act.Act{Name: "people.member.join", Needs: Confirm}
	ReadProposal    = act.Act{Name: "people.proposal.read", Needs: gate.Self}
	DeclineProposal = act.Act{Name: "people.proposal.decline", Needs: gate.Self}
	LeaveTeam       = act.Act{Name: "people.member.leave", Needs: gate.Self}
	RemoveMember    = act.Act{Name: "people.member.remove", Needs: Propose, Sees: Read}
)

// facts enter a team's new key in the record: its name and digests of its two halves.
// i tells several of one entry apart.
func (g generation) facts(i int, t Team) []record.Fact {
	n := strconv.Itoa(i + 1)
	f := []record.Fact{record.ID("team_"+n, t.ID)}
	if g.ID == "" {
		return f
	}
	public, signs := sha256.Sum256([]byte(g.Public)), sha256.Sum256(g.signPublic)
	return append(f, record.ID("key_"+n, g.ID), record.Digest("public_"+n, public[:]), record.Digest("signs_"+n, signs[:]))
}

// Propose files a change for a second person to confirm.
func (r *Room) Propose(ctx context.Context, p Proposal) (ProposalID, error) {
	p.ID, p.Proposer = ident.New[Proposal](r.dice), me(ctx)
	file := func(tx *store.Tx) (ProposalID, record.Entry, error) {
		p.Made = today(tx)
		p := p.tidy(p.Made)
		if p.Account == "" && p.Name != "" {
			a, err := ByName(tx, p.Name)
			if err != nil {
				return "", record.Entry{}, orElse(notThere(err), fault.In("account", "people.nobody_of_that_name"))
			}
			p.Account = a.ID
		}
		e := record.Entry{Subject: p.Matter(), Facts: p.facts()}
		if err := p.check(p.Proposer); err != nil {
			return "", e, err
		}
		if err := r.fits(tx, p); err != nil {
			return "", e, err
		}
		others, err := seconds(tx, p)
		if err != nil {
			return "", e, err
		}
		if len(others) == 0 {
			return "", e, fault.New(fault.Conflict, "people.nobody_could_confirm")
		}
		for _, id := range others {
			if err := r.tell(tx, ID(id), "people.letter_proposal", p.Matter()); err != nil {
				return "", e, err
			}
		}
		return p.ID, e, insertProposal(tx, p)
	}
	switch {
	case p.Kind == ToSucceed:
		return act.Do(ctx, r.desk, ProposeHeir, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (ProposalID, record.Entry, error) { return file(tx) })
	case p.Team == "":
		return act.Do(ctx, r.desk, ProposeChange, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (ProposalID, record.Entry, error) { return file(tx) })
	}
	return act.Do(ctx, r.desk, ProposeChange, ofTeam(p.Team, true), func(tx *store.Tx, _ *seal.Keys, _ about[TeamView]) (ProposalID, record.Entry, error) { return file(tx) })
}

// facts are what the record says of a proposal.
func (p Proposal) facts() []record.Fact {
	f := []record.Fact{record.Code("kind", p.Kind)}
	for _, x := range []struct{ name, value string }{{"team", string(p.Team)}, {"account", string(p.Account)}, {"successor", string(p.Successor)}} {
		if x.value != "" {
			f = append(f, record.ID(x.name, x.value))
		}
	}
	if p.Role.Known() {
		f = append(f, record.Code("role", p.Role))
	}
	for i, m := range p.Missions {
		if m != "" {
			f = append(f, record.Code("mission_"+strconv.Itoa(i+1), m))
		} else {
			f = append(f, record.Code("missions", "every"))
		}
	}
	if p.Since.Valid() {
		f = append(f, record.Day("since", p.Since))
	}
	if p.Until.Valid() {
		f = append(f, record.Day("until", p.Until))
	}
	if p.Needed > 0 {
		f = append(f, record.Count("needed", p.Needed))
	}
	return f
}

// fits checks a proposal against what is there: when it is made, and again when it is
// confirmed.
func (r *Room) fits(tx *store.Tx, p Proposal) error {
	if p.Account != "" {
		a, err := Find(tx, p.Account)
		if err != nil || !a.Standing() {
			return fault.In("account", "people.not_joined_yet")
		}
	}
	var v TeamView
	if p.Kind != ToFound {
		var err error
		if v, err = View(tx, p.Team); err != nil {
			return err
		}
		if v.Ended != "" {
			return fault.New(fault.Conflict, "people.team_has_ended")
		}
		p.Role = v.Role
	}
	if err := errors.Join(r.knownMissions(tx, p), oneSide(tx, p)); err != nil {
		return err
	}
	switch p.Kind {
	case ToFound:
		one := p.Role == Headquarters || p.Role == Service || p.Role == Oversight
		if standing, err := Teams(tx, p.Role); err != nil || one && len(standing) > 0 {
			return orElse(err, fault.In("role", "people.team_stands_already"))
		}
	case ToJoin:
		i := slices.IndexFunc(v.Members, func(m Member) bool { return m.Account == p.Account })
		if i >= 0 && v.Members[i].Lead == p.Lead {
			return fault.In("account", "people.member_already")
		}
	case ToServe:
		if v.Role.Wide() {
			return fault.New(fault.Conflict, "people.serves_all_anyway")
		}
		if v.Role.OfState() {
			return fault.New(fault.Conflict, "people.serves_one_state")
		}
		return missions(v.Role, p.Missions)
	case ToSucceed:
		heir, err := View(tx, p.Successor)
		if err != nil || heir.Ended != "" || !v.Role.Keyed() || heir.Role != v.Role && heir.Role != Headquarters {
			return fault.In("successor", "people.choose_successor")
		}
		if v.Role.OfState() && !slices.Equal(v.everywhere(), heir.everywhere()) { // another State's people never follow, nor do the institution's
			return fault.In("successor", "people.serves_one_state")
		}
	case ToNeed:
		if v.Role != Recovery {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		paper, err := papers(tx)
		return orElse(err, quorum(p.Needed, len(v.Members), len(paper)))
	}
	return nil
}

// notThere keeps an error that is more than a thing not being there.
func notThere(err error) error {
	if fault.Of(err) == fault.NotFound {
		return nil
	}
	return err
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// oneSide keeps the people of a State out of the institution's teams, those of the
// institution out of a State's, and nobody speaks for two States: what is sealed for one
// side would lie open to the other (decisions.md §3).
func oneSide(tx *store.Tx, p Proposal) error {
	if p.Kind != ToFound && p.Kind != ToJoin || p.Account == "" {
		return nil
	}
	serves := p.Missions
	if v, err := View(tx, p.Team); p.Kind == ToJoin && err == nil {
		serves = v.everywhere()
	}
	in, err := TeamsOf(tx, p.Account)
	for _, m := range in {
		v, err := View(tx, m.ID)
		if err != nil {
			return err
		}
		other := p.Role.OfState() && slices.ContainsFunc(v.everywhere(), func(c string) bool { return !slices.Contains(serves, c) })
		if m.Ended == "" && (m.Role.OfState() != p.Role.OfState() || other) {
			return fault.In("account", "people.one_side_only")
		}
	}
	return err
}

func (r *Room) knownMissions(tx *store.Tx, p Proposal) error {
	if r.missions == nil {
		return nil
	}
	all, err := r.missions(tx)
	if err != nil {
		return err
	}
	for _, code := range p.Missions {
		if code != "" && !slices.ContainsFunc(all, func(c Choice) bool { return c.Code == code && c.Country == p.Role.OfState() }) {
			return fault.In("mission", "people.choose_mission")
		}
	}
	return nil
}

// MayPropose says whether the person who acts may found teams.
func (r *Room) MayPropose(ctx context.Context) error {
	_, err := act.See(ctx, r.desk, ProposeChange, house, func(*store.Tx, *seal.Keys, gate.Scope) (struct{}, error) { return struct{}{}, nil })
	return err
}

// Choices are the missions that a team can be asked to serve; nil if any code will do.
func (r *Room) Choices(ctx context.Context) ([]Choice, error) {
	if r.missions == nil {
		return nil, nil
	}
	return act.See(ctx, r.desk, ReadOwn, oneself(act.Of(ctx).ID), func(tx *store.Tx, _ *seal.Keys, _ about[Account]) ([]Choice, error) { return r.missions(tx) })
}

// Confirm is the second person's word, and does what was proposed.
func (r *Room) Confirm(ctx context.Context, id ProposalID) error {
	p, err := r.Proposed(ctx, id)
	if err != nil {
		return err
	}
	var a act.Act
	find := func(tx *store.Tx) (about[Proposal], error) {
		p, err := findProposal(tx, id)
		s := about[Proposal]{it: p, named: p.Matter()}
		if err == nil && a.Needs == Confirm {
			var v TeamView
			v, err = View(tx, p.Team)
			s.stands.Team = v.names(false)
		}
		return s, err
	}
	if a = ConfirmChange; p.Kind == ToJoin || p.Kind == ToSucceed {
		a = ConfirmMember
	}
	return do(ctx, r, a, find, func(tx *store.Tx, keys *seal.Keys, s about[Proposal]) (record.Entry, error) {
		e := record.Entry{Subject: s.named, Facts: append(s.it.facts(), record.ID("proposer", s.it.Proposer))}
		if err := s.it.second(me(ctx)); err != nil {
			return e, err
		}
		if err := r.fits(tx, s.it); err != nil {
			return e, err
		}
		if err := settleProposal(tx, id); err != nil {
			return e, err
		}
		more, err := r.enact(tx, keys, s.it)
		e.Facts = append(e.Facts, more...)
		return e, err
	})
}

// enact does what two people have agreed on.
func (r *Room) enact(tx *store.Tx, keys *seal.Keys, p Proposal) ([]record.Fact, error) {
	if p.Kind == ToFound {
		t := Team{ID: ident.New[Team](r.dice), Role: p.Role, NameEN: p.NameEN, NameFR: p.NameFR}
		g, err := r.book.found(tx, t, p.Account)
		for _, m := range p.Missions {
			if err == nil {
				err = insertServe(tx, t.ID, Serve{m, p.Since, ""})
			}
		}
		return g.facts(0, t), orElse(err, r.book.enroll(tx, t))
	}
	v, err := View(tx, p.Team)
	if err != nil {
		return nil, err
	}
	switch p.Kind {
	case ToJoin:
		if v.Has(p.Account) { // becomes a lead, or no longer is one
			return nil, insertMember(tx, v.ID, p.Account, p.Lead)
		}
		a, err := Find(tx, p.Account)
		if err != nil {
			return nil, err
		}
		return []record.Fact{record.ID("key", a.Key)}, r.book.join(tx, keys, v.Team, a, p.Lead)
	case ToServe:
		if err := errors.Join(enrolled(tx, v.Team), insertServe(tx, v.ID, Serve{p.Missions[0], p.Since, p.Until})); err != nil {
			return nil, err
		}
		return nil, r.book.enroll(tx, v.Team)
	case ToSucceed:
		heir, err := View(tx, p.Successor)
		if err != nil {
			return nil, err
		}
		return nil, r.book.succeed(tx, keys, v, heir)
	case ToNeed:
		if err := enrolled(tx, v.Team); err != nil {
			return nil, err
		}
		if err := touched(tx.Exec(`UPDATE people_team SET needed = ? WHERE id = ?`, p.Needed, v.ID)); err != nil {
			return nil, err
		}
		return nil, r.book.enroll(tx, v.Team)
	}
	return nil, fault.New(fault.Invalid, "people.no_such_proposal")
}

// parties finds a proposal for those who have a say in it: who made it, and who may
// confirm or decline it.
func parties(id ProposalID) func(*store.Tx) (about[Proposal], error) {
	return func(tx *store.Tx) (about[Proposal], error) {
		p, err := findProposal(tx, id)
		if err != nil {
			return about[Proposal]{}, err
		}
		ids, err := seconds(tx, p)
		return about[Proposal]{p, gate.Scope{Team: append(ids, string(p.Proposer))}, p.Matter()}, err
	}
}

// Proposed is a proposal with the names it speaks of.
type Proposed struct {
	Proposal
	By, Whom Account
	Of, Heir TeamView
	Mine     bool // the reader made it
}

// Proposed reads it.
func (r *Room) Proposed(ctx context.Context, id ProposalID) (Proposed, error) {
	return act.See(ctx, r.desk, ReadProposal, parties(id), func(tx *store.Tx, _ *seal.Keys, s about[Proposal]) (p Proposed, err error) {
		p.Proposal, p.Mine = s.it, s.it.Proposer == me(ctx)
		if p.By, err = Find(tx, p.Proposer); err != nil {
			return p, err
		}
		if p.Account != "" {
			if p.Whom, err = Find(tx, p.Account); err != nil {
				return p, err
			}
		}
		if p.Team != "" {
			if p.Of, err = View(tx, p.Team); err != nil {
				return p, err
			}
		}
		if p.Successor != "" {
			p.Heir, err = View(tx, p.Successor)
		}
		return p, err
	})
}

// Waiting lists the proposals that the person who acts made or has a say in.
func (r *Room) Waiting(ctx context.Context) ([]Proposal, error) {
	return act.List(ctx, r.desk, ReadProposal, func(tx *store.Tx, _ gate.Where) (all []about[Proposal], err error) {
		open, err := Proposals(tx)
		for _, p := range open {
			s, err := parties(p.ID)(tx)
			if err != nil {
				return nil, err
			}
			all = append(all, s)
		}
		return all, err
	}, func(_ *store.Tx, _ *seal.Keys, s about[Proposal]) (Proposal, error) { return s.it, nil })
}

// Decline takes a proposal off the table; whoever made it takes it back the same way.
func (r *Room) Decline(ctx context.Context, id ProposalID) error {
	return do(ctx, r, DeclineProposal, parties(id), func(tx *store.Tx, _ *seal.Keys, s about[Proposal]) (record.Entry, error) {
		return record.Entry{Subject: s.named, Facts: []record.Fact{record.Code("kind", s.it.Kind)}}, settleProposal(tx, id)
	})
}

// TeamPage is a team as its members and those who look after teams see it.
type TeamPage struct {
	TeamView
	Heir  TeamView   // of a team that ended
	Lead  bool       // the reader may propose and remove
	Heirs []TeamView // to which a reader who leads headquarters could hand it over
}

// Look reads it.
func (r *Room) Look(ctx context.Context, id TeamID) (TeamPage, error) {
	return act.See(ctx, r.desk, ReadTeam, ofTeam(id, false), func(tx *store.Tx, _ *seal.Keys, s about[TeamView]) (p TeamPage, err error) {
		p.TeamView = s.it
		p.Lead = gate.Rule(act.Of(ctx), Propose, "", gate.Scope{Team: s.it.names(true)}) == gate.Allowed
		if s.it.Successor != "" {
			if p.Heir, err = View(tx, s.it.Successor); err != nil {
				return p, err
			}
		}
		if !act.Of(ctx).Anywhere(Found) || !s.it.Role.Keyed() || s.it.Ended != "" {
			return p, nil
		}
		all, err := Teams(tx, "")
		for _, v := range all {
			if v.ID != id && (v.Role == s.it.Role || v.Role == Headquarters) {
				p.Heirs = append(p.Heirs, v)
			}
		}
		return p, err
	})
}

// Leave takes the person who acts out of a team, at once.
func (r *Room) Leave(ctx context.Context, team TeamID) error {
	return do(ctx, r, LeaveTeam, oneself(act.Of(ctx).ID), func(tx *store.Tx, keys *seal.Keys, s about[Account]) (record.Entry, error) {
		return r.takeOut(tx, keys, team, s.it)
	})
}

// Remove takes somebody out of a team, at once.
func (r *Room) Remove(ctx context.Context, team TeamID, id ID) error {
	return do(ctx, r, RemoveMember, ofTeam(team, true), func(tx *store.Tx, keys *seal.Keys, _ about[TeamView]) (record.Entry, error) {
		a, err := Find(tx, id)
		if err != nil {
			return record.Entry{}, err
		}
		return r.takeOut(tx, keys, team, a)
	})
}

func (r *Room) takeOut(tx *store.Tx, keys *seal.Keys, team TeamID, a Account) (e record.Entry, err error) {
	v, err := View(tx, team)
	if err != nil {
		return e, err
	}
	e = record.Entry{Subject: v.Matter(), Facts: []record.Fact{record.ID("account", a.ID)}}
	if err := r.owes(tx, a.ID); err != nil {
		return e, err
	}
	g, err := r.book.leave(tx, keys, v.Team, a)
	e.Facts = append(e.Facts, g.facts(0, v.Team)...)
	return e, err
}
