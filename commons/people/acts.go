package people

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people/passphrase"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// What a person does with their own account.
var (
	SignIn           = act.Act{Name: "people.session.begin", Needs: gate.Anyone}
	SignOut          = act.Act{Name: "people.session.end", Needs: gate.Self}
	TouchSession     = act.Act{Name: "people.session.touch", Needs: gate.Self, Coarse: true}
	ReadOwn          = act.Act{Name: "people.account.read", Needs: gate.Self}
	ChangePassphrase = act.Act{Name: "people.passphrase.change", Needs: gate.Self}
	ChangeLanguage   = act.Act{Name: "people.language.change", Needs: gate.Self}
)

// me is the person who acts, "" if nobody is signed in.
func me(ctx context.Context) ID { return ID(act.Of(ctx).ID) }

// Login opens a session. A name that nobody has, a wrong passphrase, an account that
// was ended and a name that was tried too often get one answer in one time (ASVS 5.0
// 6.3.8); behind each stands the same work.
func (r *Room) Login(ctx context.Context, name, pass string) (seal.Token, error) {
	leave, err := r.turnstile(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	bucket := r.book.bucket(name)
	type seen struct {
		a    Account
		wait bool
	}
	s, err := act.See(ctx, r.desk, SignIn, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (s seen, err error) {
		if s.wait, err = mustWait(tx, bucket); err != nil {
			return s, err
		}
		s.a, err = ByName(tx, name)
		if fault.Of(err) == fault.NotFound {
			err = nil
		}
		return s, err
	})
	if err != nil {
		return "", err
	}
	a, wrong := r.book.Unlock(s.a, pass)
	if s.wait {
		return "", notRecognised()
	}
	return r.begin(ctx, bucket, s.a, a, wrong)
}

// begin notes how a login went, and opens the session if it went well.
func (r *Room) begin(ctx context.Context, bucket string, known, a Account, wrong error) (seal.Token, error) {
	t, err := act.Do(ctx, r.desk, SignIn, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (t seal.Token, e record.Entry, err error) {
		if known.ID != "" {
			e.Subject = known.Matter()
		}
		again, err := mustWait(tx, bucket) // somebody else may have tried in between
		if err != nil {
			return t, e, err
		}
		if wrong != nil || again {
			e.Facts = []record.Fact{record.Code("outcome", "refused")}
			return "", e, failed(tx, bucket)
		}
		if now, err := Find(tx, a.ID); err != nil || !now.Standing() || now.rev != a.rev {
			return t, e, notRecognised()
		}
		e.Facts = []record.Fact{record.Code("outcome", "begun")}
		if err := succeeded(tx, bucket); err != nil {
			return t, e, err
		}
		t, err = r.book.Begin(tx, a)
		return t, e, err
	})
	if err == nil && t == "" {
		err = notRecognised()
	}
	return t, err
}

// Logout closes the session of a token.
func (r *Room) Logout(ctx context.Context, t seal.Token) error {
	if me(ctx) == "" {
		return nil
	}
	return r.EndSession(ctx, t.Lookup())
}

// EndSession closes one of one's own sessions.
func (r *Room) EndSession(ctx context.Context, lookup string) error {
	return do(ctx, r, SignOut, oneself(act.Of(ctx).ID), func(tx *store.Tx, _ *seal.Keys, s about[Account]) (record.Entry, error) {
		n, err := endSession(tx, s.it.ID, lookup)
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound, "fault.not_found")
		}
		return record.Entry{Subject: s.named, Facts: []record.Fact{record.Count("ended", int(n))}}, err
	})
}

// EndSessions closes all of one's own sessions, this one too.
func (r *Room) EndSessions(ctx context.Context) error {
	return do(ctx, r, SignOut, oneself(act.Of(ctx).ID), func(tx *store.Tx, _ *seal.Keys, s about[Account]) (record.Entry, error) {
		n, err := endSessions(tx, s.it.ID, "")
		return record.Entry{Subject: s.named, Facts: []record.Fact{record.Count("ended", int(n))}}, err
	})
}

// Touch notes that a session is in use, so that it does not end as idle; at most once
// in five minutes, whatever the number of requests. The door calls it for each.
func (r *Room) Touch(ctx context.Context, token string) error {
	t := seal.Token(token)
	if me(ctx) == "" || token == "" || !r.due(t.Lookup()) {
		return nil
	}
	since := store.Stamp(r.clock.Now().Add(-touchEvery))
	return do(ctx, r, TouchSession, oneself(act.Of(ctx).ID), func(tx *store.Tx, _ *seal.Keys, _ about[Account]) (record.Entry, error) {
		_, err := touch(tx, t.Lookup(), since)
		return record.Entry{}, err
	})
}

// Own is one's own account, as its page shows it.
type Own struct {
	Account
	Teams    []Membership
	Serves   map[TeamID][]Serve
	Sessions []Session
	Pleas    []Plea
	Shared   bool // somebody could let the person in again
}

// Own reads one's own account.
func (r *Room) Own(ctx context.Context) (Own, error) {
	return act.See(ctx, r.desk, ReadOwn, oneself(act.Of(ctx).ID), func(tx *store.Tx, _ *seal.Keys, s about[Account]) (o Own, err error) {
		o.Account, o.Serves = s.it, map[TeamID][]Serve{}
		if o.Teams, err = TeamsOf(tx, s.it.ID); err != nil {
			return o, err
		}
		for _, t := range o.Teams {
			v, err := View(tx, t.ID)
			if err != nil {
				return o, err
			}
			o.Serves[t.ID] = v.Missions
		}
		if o.Sessions, err = r.book.sessions(tx, s.it.ID); err != nil {
			return o, err
		}
		if o.Pleas, err = pleas(tx, s.it.ID); err != nil {
			return o, err
		}
		n, err := store.One(tx, scanInt, `SELECT count(*) FROM people_share WHERE account = ?`, s.it.ID)
		o.Shared = n > 0
		return o, err
	})
}

// Speak sets the language in which one is written to.
func (r *Room) Speak(ctx context.Context, tag lang.Tag) error {
	return do(ctx, r, ChangeLanguage, oneself(act.Of(ctx).ID), func(tx *store.Tx, _ *seal.Keys, s about[Account]) (record.Entry, error) {
		e := record.Entry{Subject: s.named}
		if !slices.Contains(lang.Staff, tag) {
			return e, fault.In("language", "fault.not_in_list")
		}
		e.Facts = []record.Fact{record.Code("language", tag)}
		_, err := tx.Exec(`UPDATE people_account SET language = ? WHERE id = ?`, tag, s.it.ID)
		return e, err
	})
}

// Rekey gives one's own account a new passphrase and closes its other sessions. The
// key stays what it was: nothing has to be sealed anew.
func (r *Room) Rekey(ctx context.Context, t seal.Token, old, pass, again string) error {
	leave, err := r.turnstile(ctx)
	if err != nil {
		return err
	}
	defer leave()
	who := oneself(act.Of(ctx).ID)
	type seen struct {
		a    Account
		wait bool
	}
	s, err := act.See(ctx, r.desk, ChangePassphrase, who, func(tx *store.Tx, _ *seal.Keys, s about[Account]) (v seen, err error) {
		v.a = s.it
		v.wait, err = mustWait(tx, r.book.bucket(s.it.Name))
		return v, err
	})
	if err != nil {
		return err
	}
	if s.wait {
		return fault.New(fault.TooMany, "people.wait_a_little")
	}
	if err := passphrase.Twice(pass, again, s.a.Name); err != nil {
		return err
	}
	bucket := r.book.bucket(s.a.Name)
	a, wrong := r.book.Unlock(s.a, old)
	if wrong == nil {
		a.box = r.book.lock(a.key, pass)
	}
	ok, err := act.Do(ctx, r.desk, ChangePassphrase, who, func(tx *store.Tx, _ *seal.Keys, s about[Account]) (bool, record.Entry, error) {
		e := record.Entry{Subject: s.named}
		if wrong != nil {
			e.Facts = []record.Fact{record.Code("outcome", "refused")}
			return false, e, failed(tx, bucket)
		}
		if err := putKey(tx, a); err != nil {
			return false, e, err
		}
		n, err := endSessions(tx, a.ID, t.Lookup())
		if err != nil {
			return false, e, err
		}
		e.Facts = []record.Fact{record.Code("outcome", "changed"), record.Count("ended", int(n))}
		if err := succeeded(tx, bucket); err != nil {
			return false, e, err
		}
		return true, e, r.tell(tx, a.ID, "people.letter_passphrase", a.Matter())
	})
	if err == nil && !ok {
		err = fault.In("old", "people.not_your_passphrase")
	}
	return err
}
