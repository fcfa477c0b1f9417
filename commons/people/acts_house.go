package people

import (
	"cmp"
	"context"
	"errors"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people/passphrase"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// What nobody presses a button for.
var (
	Install = act.Act{Name: "people.house.install", Needs: gate.Operator}
	Sweep   = act.Act{Name: "people.house.sweep", Needs: gate.Clockwork}
)

// Founding is how a house begins: its first people, and what can let one of them in
// again. The first of them leads headquarters and, if nobody else is named, is the
// administrator; Holders keep shares, and so do Papers, printed and put in a safe.
type Founding struct {
	People         []Founder
	NameEN, NameFR string // of headquarters
	Needed, Papers int
}

// Founder is one of the first people.
type Founder struct {
	Name, Display, Office string
	Language              lang.Tag
	Passphrase            string
	Holder, Administrator bool
}

func (f Founder) account() (Account, error) {
	return Invitation{f.Name, f.Display, f.Office, f.Language}.account()
}

func (f Founding) check() error {
	if len(f.People) == 0 {
		return fault.In("people", "people.founders_needed")
	}
	holders := 0
	wrong := []error{}
	for _, p := range f.People {
		_, err := p.account()
		wrong = append(wrong, err, passphrase.Check(p.Passphrase, p.Name))
		if p.Holder {
			holders++
		}
	}
	return errors.Join(append(wrong, quorum(f.Needed, holders, f.Papers))...)
}

// Install founds the house: it works once. The papers' words are returned to be printed
// and are kept nowhere.
func (r *Room) Install(ctx context.Context, f Founding) (papers []seal.Receipt, err error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	var first []Account
	for _, p := range f.People {
		a, err := p.account()
		if err != nil {
			return nil, err
		}
		a.ID = ident.New[Account](r.dice)
		first = append(first, r.book.withKey(a, p.Passphrase))
	}
	for range f.Papers {
		papers = append(papers, seal.NewReceipt())
	}
	err = do(ctx, r, Install, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (record.Entry, error) {
		facts, err := r.install(tx, f, first, papers)
		return record.Entry{Facts: facts}, err
	})
	return papers, err
}

func (r *Room) install(tx *store.Tx, f Founding, first []Account, printed []seal.Receipt) (facts []record.Fact, err error) {
	n, err := store.One(tx, scanInt, `SELECT count(*) FROM people_account`)
	if err != nil || n > 0 {
		return nil, orElse(err, fault.New(fault.Conflict, "people.installed_already"))
	}
	var holders, administrators []ID
	for i, a := range first {
		a.Invited, a.Joined = today(tx), today(tx)
		if err := insertAccount(tx, a); err != nil {
			return nil, err
		}
		if f.People[i].Holder {
			holders = append(holders, a.ID)
		}
		if f.People[i].Administrator {
			administrators = append(administrators, a.ID)
		}
	}
	if len(administrators) == 0 {
		administrators = []ID{first[0].ID}
	}
	for _, p := range printed {
		k := p.Key().Recipient()
		if _, err := tx.Exec(`INSERT INTO people_paper (key_id, public, mailbox, made) VALUES (?, ?, ?, ?)`, k.ID, k.Public, p.Mailbox(), today(tx)); err != nil {
			return nil, err
		}
	}
	facts = []record.Fact{record.Count("people", len(first)), record.Count("papers", len(printed)), record.Count("needed", f.Needed)}
	for i, t := range []struct {
		Team
		who []ID
	}{
		{Team{Role: Headquarters, NameEN: cmp.Or(f.NameEN, f.NameFR), NameFR: cmp.Or(f.NameFR, f.NameEN)}, []ID{first[0].ID}},
		{Team{Role: Administrator}, administrators}, // these two go by what they are for
		{Team{Role: Recovery, Needed: f.Needed}, holders},
	} {
		t.ID = ident.New[Team](r.dice)
		var g generation
		if len(t.who) > 0 {
			g, err = r.book.found(tx, t.Team, t.who[0], t.who[1:]...)
		} else if err = insertTeam(tx, t.Team); err == nil { // papers only
			err = r.book.enroll(tx, t.Team)
		}
		if err != nil {
			return nil, err
		}
		facts = append(facts, g.facts(i, t.Team)...)
	}
	for _, a := range first {
		if err := share(tx, a); err != nil {
			return nil, err
		}
	}
	return facts, nil
}

// Sweep forgets what has run out: sessions, invitations, pleas, proposals, old failures,
// and keys of teams by which nothing is kept any more. It says how much that was.
func (r *Room) Sweep(ctx context.Context) (swept int, err error) {
	ctx = act.Clock(ctx)
	idle, err := act.See(ctx, r.desk, Sweep, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (n int, err error) {
		for _, x := range r.outdated(tx) {
			m, err := store.One(tx, scanInt, `SELECT count(*) FROM `+x.from, x.args...)
			if err != nil {
				return 0, err
			}
			n += m
		}
		keys, err := Idle(tx)
		return n + keys, err
	})
	if err != nil || idle == 0 {
		return 0, err
	}
	return act.Do(ctx, r.desk, Sweep, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (int, record.Entry, error) {
		n, err := r.sweep(tx)
		return n, record.Entry{Facts: []record.Fact{record.Count("swept", n)}}, err
	})
}

func (r *Room) sweep(tx *store.Tx) (swept int, err error) {
	for _, x := range r.outdated(tx) {
		n, err := tx.Exec(`DELETE FROM `+x.from, x.args...)
		if err != nil {
			return 0, err
		}
		swept += int(n)
	}
	teams, err := store.All(tx, scanTeam, `SELECT `+teamColumns+` FROM people_team t ORDER BY t.id`)
	if err != nil {
		return 0, err
	}
	for _, t := range teams {
		if !t.Role.Keyed() {
			continue
		}
		if err := hold(tx, t.ID); err != nil {
			return 0, err
		}
		n, err := prune(tx, t)
		if err != nil {
			return 0, err
		}
		swept += n
	}
	return swept, nil
}

type outdated struct {
	from string
	args []any
}

// outdated says what has run out at this moment; answers before their pleas.
func (r *Room) outdated(tx *store.Tx) []outdated {
	now := store.Stamp(tx.Now())
	old := store.Stamp(tx.Now().Add(-pleaLife))
	return []outdated{
		{`people_session WHERE until <= ? OR seen <= ?`, []any{now, r.book.stale(tx)}},
		{`people_invitation WHERE until <= ?`, []any{now}},
		{`people_attempt WHERE last <= ?`, []any{store.Stamp(tx.Now().Add(-forgets))}},
		{`people_answer WHERE plea IN (SELECT id FROM people_plea WHERE asked <= ?)`, []any{old}},
		{`people_plea WHERE asked <= ?`, []any{old}},
		{`people_proposal WHERE made <= ?`, []any{today(tx).Add(-proposalLife)}},
	}
}

const proposalLife = 30 // days after which a proposal that nobody confirmed is forgotten

// Acts are what this room declares.
func (r *Room) Acts() []act.Act {
	return []act.Act{SignIn, SignOut, TouchSession, ReadOwn, ChangePassphrase, ChangeLanguage,
		ListAccounts, InviteAccount, AcceptInvite, EndAccount, CloseSessions,
		ReadTeam, ProposeChange, ProposeHeir, ConfirmChange, ConfirmMember, ReadProposal, DeclineProposal, LeaveTeam, RemoveMember,
		AskPlea, ListPleas, AnswerPlea, DismissPlea, ObjectPlea, ShowPaper, GrantPlea, Install, Sweep}
}
