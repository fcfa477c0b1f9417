package people

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

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

// What administrators do with accounts, and what an invited person does once.
var (
	ListAccounts  = act.Act{Name: "people.account.list", Needs: Read}
	InviteAccount = act.Act{Name: "people.account.invite", Needs: Invite}
	AcceptInvite  = act.Act{Name: "people.account.accept", Needs: gate.Anyone}
	EndAccount    = act.Act{Name: "people.account.end", Needs: End}
	CloseSessions = act.Act{Name: "people.session.close", Needs: End}
)

// InviteLife is how long an invitation waits (ASVS 5.0 6.4.1 asks that a first code be
// random, work once and not for long).
const InviteLife = 7 * 24 * time.Hour

// Invitation is whom an administrator invites.
type Invitation struct {
	Name, Display, Office string
	Language              lang.Tag
}

func (i Invitation) account() (Account, error) {
	name, err := loginName(i.Name)
	a := Account{Name: name, Display: strings.TrimSpace(i.Display), Office: strings.TrimSpace(i.Office), Language: lang.In(i.Language, lang.Staff)}
	wrong := []error{err}
	if n := utf8.RuneCountInString(a.Display); n < 2 || n > 100 {
		wrong = append(wrong, fault.In("display", "people.display_needed"))
	}
	if utf8.RuneCountInString(a.Office) > 100 {
		wrong = append(wrong, fault.In("office", "people.office_too_long"))
	}
	return a, errors.Join(wrong...)
}

// Invite makes an account without a key, and a code with which its owner makes one. The
// code is shown once, to be handed over; the database keeps a digest. Whoever invites
// never knows a key, and a code that somebody else used shows in the five words that
// the person's team compares aloud before it lets them in.
func (r *Room) Invite(ctx context.Context, i Invitation) (Account, seal.Receipt, error) {
	a, err := i.account()
	if err != nil {
		return a, seal.Receipt{}, err
	}
	code := seal.NewReceipt()
	a.ID = ident.New[Account](r.dice)
	err = do(ctx, r, InviteAccount, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (record.Entry, error) {
		a.Invited = today(tx)
		err := insertAccount(tx, a)
		if err == nil {
			err = putInvitation(tx, a.ID, code.Mailbox(), store.Stamp(tx.Now().Add(InviteLife)))
		}
		return record.Entry{Subject: a.Matter()}, err
	})
	return a, code, err
}

// Reinvite makes a new code for somebody who has not used theirs; the old one is void.
func (r *Room) Reinvite(ctx context.Context, id ID) (Account, seal.Receipt, error) {
	code := seal.NewReceipt()
	a, err := act.Do(ctx, r.desk, InviteAccount, anyone(id), func(tx *store.Tx, _ *seal.Keys, s about[Account]) (Account, record.Entry, error) {
		e := record.Entry{Subject: s.named, Facts: []record.Fact{record.Code("again", "yes")}}
		if s.it.Key != "" || s.it.Ended != "" {
			return s.it, e, fault.New(fault.Conflict, "people.has_key_already")
		}
		return s.it, e, putInvitation(tx, id, code.Mailbox(), store.Stamp(tx.Now().Add(InviteLife)))
	})
	return a, code, err
}

// Accept is the invited person's: with the code they make their own key and keep it by
// a passphrase that nobody else knows.
func (r *Room) Accept(ctx context.Context, code, pass, again string) (Account, error) {
	leave, err := r.turnstile(ctx)
	if err != nil {
		return Account{}, err
	}
	defer leave()
	receipt, err := seal.ParseReceipt(code)
	if err != nil {
		return Account{}, errors.Join(notACode("code", err), passphrase.Twice(pass, again, ""))
	}
	find := func(tx *store.Tx) (about[Account], error) {
		a, err := invited(tx, receipt.Mailbox())
		if fault.Of(err) == fault.NotFound {
			err = fault.In("code", "people.code_unknown")
		}
		return about[Account]{it: a, named: a.Matter()}, err
	}
	a, err := act.See(ctx, r.desk, AcceptInvite, find, func(_ *store.Tx, _ *seal.Keys, s about[Account]) (Account, error) { return s.it, nil })
	if err := errors.Join(err, passphrase.Twice(pass, again, a.Name)); err != nil {
		return Account{}, err
	}
	a = r.book.withKey(a, pass)
	return act.Do(ctx, r.desk, AcceptInvite, find, func(tx *store.Tx, _ *seal.Keys, s about[Account]) (Account, record.Entry, error) {
		e := record.Entry{Subject: s.named, Facts: []record.Fact{record.ID("key", a.Key)}}
		a.Joined, a.rev = today(tx), s.it.rev
		if err := errors.Join(spend(tx, receipt.Mailbox()), putKey(tx, a)); err != nil {
			return a, e, err
		}
		return a, e, share(tx, a)
	})
}

// notACode says what is wrong with twelve words or forty digits, as far as they tell.
func notACode(field string, err error) error {
	var bad *seal.ReceiptError
	if errors.As(err, &bad) && bad.Kind == seal.WrongWord && !bad.Digits {
		return fault.In(field, "people.code_word", "n", bad.Place)
	}
	return fault.In(field, "people.code_unknown")
}

// End ends an account for good: its sessions at once, its place in every team, its
// key. Who still owes something is not let go before somebody has taken it over; who
// is the last of a team not before somebody else is in it.
func (r *Room) End(ctx context.Context, id ID) error {
	return do(ctx, r, EndAccount, anyone(id), func(tx *store.Tx, keys *seal.Keys, s about[Account]) (record.Entry, error) {
		e := record.Entry{Subject: s.named}
		if s.it.Ended != "" {
			return e, fault.New(fault.Conflict, "people.ended_already")
		}
		if err := r.owes(tx, id); err != nil {
			return e, err
		}
		teams, err := TeamsOf(tx, id)
		if err != nil {
			return e, err
		}
		for i, t := range teams {
			g, err := r.book.leave(tx, keys, t.Team, s.it)
			if err != nil {
				return e, err
			}
			e.Facts = append(e.Facts, g.facts(i, t.Team)...)
		}
		return e, endAccount(tx, s.it)
	})
}

// CloseSessions ends every session of somebody, who can sign in again: a computer was lost.
func (r *Room) CloseSessions(ctx context.Context, id ID) error {
	return do(ctx, r, CloseSessions, anyone(id), func(tx *store.Tx, _ *seal.Keys, s about[Account]) (record.Entry, error) {
		n, err := endSessions(tx, id, "")
		return record.Entry{Subject: s.named, Facts: []record.Fact{record.Count("ended", int(n))}}, err
	})
}

func openDuties(n int) error { return fault.New(fault.Conflict, "people.has_open_duties", "n", n) }

// Staff is everybody, every team and what waits for a second person, as administrators
// and headquarters see them.
type Staff struct {
	Accounts  []Account
	Invited   map[ID]time.Time // until when an unused invitation is good
	Teams     []TeamView
	Proposals []Proposal
	Unshared  int
}

// All reads it.
func (r *Room) All(ctx context.Context) (Staff, error) {
	return act.See(ctx, r.desk, ListAccounts, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (s Staff, err error) {
		if s.Accounts, err = All(tx); err != nil {
			return s, err
		}
		if s.Teams, err = Teams(tx, ""); err != nil {
			return s, err
		}
		if s.Proposals, err = Proposals(tx); err != nil {
			return s, err
		}
		if s.Unshared, err = Unshared(tx); err != nil {
			return s, err
		}
		s.Invited, err = invitations(tx)
		return s, err
	})
}

// Person is one account with its teams, seen by the same.
type Person struct {
	Account
	Teams    []Membership
	Until    time.Time // of an unused invitation
	Sessions int
	Owes     int
}

// One reads it.
func (r *Room) One(ctx context.Context, id ID) (Person, error) {
	return act.See(ctx, r.desk, ListAccounts, anyone(id), func(tx *store.Tx, _ *seal.Keys, s about[Account]) (p Person, err error) {
		p.Account = s.it
		if p.Teams, err = TeamsOf(tx, id); err != nil {
			return p, err
		}
		open, err := r.book.sessions(tx, id)
		if err != nil {
			return p, err
		}
		p.Sessions = len(open)
		if r.duties != nil {
			if p.Owes, err = r.duties(tx, id); err != nil {
				return p, err
			}
		}
		all, err := invitations(tx)
		p.Until = all[id]
		return p, err
	})
}
