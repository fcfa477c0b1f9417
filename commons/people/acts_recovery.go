package people

import (
	"context"
	"errors"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people/passphrase"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// A lost passphrase: its owner pleads, colleagues answer, a day goes by, and the owner
// comes back with the passphrase they pleaded with.
var (
	AskPlea     = act.Act{Name: "people.plea.ask", Needs: gate.Anyone}
	ListPleas   = act.Act{Name: "people.plea.list", Needs: Recover}
	AnswerPlea  = act.Act{Name: "people.plea.answer", Needs: Recover}
	DismissPlea = act.Act{Name: "people.plea.dismiss", Needs: Recover}
	ObjectPlea  = act.Act{Name: "people.plea.object", Needs: gate.Self}
	ShowPaper   = act.Act{Name: "people.plea.paper", Needs: gate.Bearer}
	GrantPlea   = act.Act{Name: "people.plea.grant", Needs: gate.Anyone}
)

func (p Plea) matter() ident.Matter { return ident.MatterOf("people.plea", p.ID) }

// Ask files a plea for the account of that name, and returns the words that the person
// says to each of those they ask. For a name that nobody has it does the same work, files
// nothing, and says nothing of it. The owner is told, and has a day to object.
func (r *Room) Ask(ctx context.Context, name, pass, again string, tag lang.Tag) (words string, err error) {
	leave, err := r.turnstile(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	if err := passphrase.Twice(pass, again, foldName(name)); err != nil {
		return "", err
	}
	p := r.book.plead(ident.New[Plea](r.dice), pass)
	err = do(ctx, r, AskPlea, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (record.Entry, error) {
		var e record.Entry
		a, err := ByName(tx, name)
		if fault.Of(err) == fault.NotFound || err == nil && !a.Standing() {
			return e, insertPlea(tx, p)
		}
		if err != nil {
			return e, err
		}
		e.Subject = a.Matter()
		p := p
		p.Account = a.ID
		if err := insertPlea(tx, p); err != nil {
			return e, err
		}
		return e, r.tell(tx, a.ID, "people.letter_plea", a.Matter())
	})
	return p.Words(tag), err
}

// Pleading is a plea as holders see it.
type Pleading struct {
	Plea
	Who          Account
	Have, Needed int
	Answered     bool // by the reader
	Ripe         bool
}

// Pleas lists those that wait, without one's own.
func (r *Room) Pleas(ctx context.Context) ([]Pleading, error) {
	return act.List(ctx, r.desk, ListPleas, func(tx *store.Tx, _ gate.Where) (all []about[Plea], err error) {
		open, err := pleas(tx, "")
		for _, p := range open {
			all = append(all, about[Plea]{it: p, stands: gate.Scope{Not: []string{string(p.Account)}}, named: p.matter()})
		}
		return all, err
	}, func(tx *store.Tx, _ *seal.Keys, s about[Plea]) (v Pleading, err error) {
		v.Plea, v.Ripe = s.it, s.it.Ripe(tx.Now())
		if v.Who, err = Find(tx, s.it.Account); err != nil {
			return v, err
		}
		holder, err := Find(tx, me(ctx))
		if err != nil {
			return v, err
		}
		n, err := store.One(tx, scanInt, `SELECT count(*) FROM people_answer WHERE plea = ? AND holder = ?`, s.it.ID, holder.Key)
		if err != nil {
			return v, err
		}
		v.Answered = n > 0
		v.Have, v.Needed, err = answered(tx, s.it)
		return v, err
	})
}

// pleaOf finds a plea for the holders; its owner is barred from answering it.
func pleaOf(id PleaID) func(*store.Tx) (about[Plea], error) {
	return func(tx *store.Tx) (about[Plea], error) {
		p, err := findPlea(tx, id)
		return about[Plea]{p, gate.Scope{Not: []string{string(p.Account)}}, p.matter()}, err
	}
}

// Answer is a holder's yes, after the words were compared aloud: their share, re-sealed
// to the plea. It says nothing to anybody before enough others have said yes.
func (r *Room) Answer(ctx context.Context, id PleaID) error {
	return do(ctx, r, AnswerPlea, pleaOf(id), func(tx *store.Tx, keys *seal.Keys, s about[Plea]) (record.Entry, error) {
		e := record.Entry{Subject: matterOf(s.it.Account), Facts: []record.Fact{record.ID("plea", id)}}
		h, err := Find(tx, me(ctx))
		if err != nil {
			return e, err
		}
		return e, answer(tx, keys, h.Key, s.it)
	})
}

// Dismiss is a holder's no: the words did not agree. The person may plead again.
func (r *Room) Dismiss(ctx context.Context, id PleaID) error {
	return do(ctx, r, DismissPlea, pleaOf(id), func(tx *store.Tx, _ *seal.Keys, s about[Plea]) (record.Entry, error) {
		return record.Entry{Subject: matterOf(s.it.Account), Facts: []record.Fact{record.ID("plea", id)}}, forgetPlea(tx, id)
	})
}

// Object is the owner's: they did not ask. Whoever can still sign in needs no plea.
func (r *Room) Object(ctx context.Context, id PleaID) error {
	find := func(tx *store.Tx) (about[Plea], error) {
		p, err := findPlea(tx, id)
		return about[Plea]{p, gate.Scope{Team: []string{string(p.Account)}}, p.matter()}, err
	}
	return do(ctx, r, ObjectPlea, find, func(tx *store.Tx, _ *seal.Keys, s about[Plea]) (record.Entry, error) {
		return record.Entry{Subject: matterOf(s.it.Account), Facts: []record.Fact{record.ID("plea", id)}}, forgetPlea(tx, id)
	})
}

// Return gives the account back to whoever comes with the passphrase its plea was made
// with, once enough holders have answered and a day has gone by. paper may be the words
// of a printed share, which is a holder too. A wrong name and a wrong passphrase get
// one answer.
func (r *Room) Return(ctx context.Context, name, pass, paper string) error {
	leave, err := r.turnstile(ctx)
	if err != nil {
		return err
	}
	defer leave()
	p, passing, err := r.pleaded(ctx, name, pass)
	if err != nil {
		return err
	}
	if paper != "" {
		if err := r.showPaper(ctx, p, paper); err != nil {
			return err
		}
	}
	s, err := act.See(ctx, r.desk, GrantPlea, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (answers, error) { return gather(tx, p) })
	if err != nil {
		return err
	}
	if !s.ripe {
		return fault.New(fault.Conflict, "people.plea_waits", "day", clock.DayOf(p.Asked.Add(Waiting), nil))
	}
	a, err := r.book.combine(s, passing, pass)
	if err != nil {
		return err
	}
	return do(ctx, r, GrantPlea, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (record.Entry, error) {
		e := record.Entry{Subject: a.Matter(), Facts: []record.Fact{record.ID("plea", p.ID), record.Count("answers", len(s.shares))}}
		return e, r.restore(tx, p, a)
	})
}

// restore puts the new passphrase in force, ends every session, forgets every plea and
// shares the key out anew: the shares that were used have been seen.
func (r *Room) restore(tx *store.Tx, p Plea, a Account) error {
	if now, err := findPlea(tx, p.ID); err != nil || !now.Ripe(tx.Now()) { // dismissed or objected to in between
		return orElse(err, fault.New(fault.Conflict, "people.too_few_answers"))
	}
	if err := putKey(tx, a); err != nil {
		return err
	}
	if _, err := endSessions(tx, a.ID, ""); err != nil {
		return err
	}
	open, err := pleas(tx, a.ID)
	if err != nil {
		return err
	}
	for _, o := range open {
		if err := forgetPlea(tx, o.ID); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`DELETE FROM people_share WHERE account = ?`, a.ID); err != nil {
		return err
	}
	if err := share(tx, a); err != nil {
		return err
	}
	return r.tell(tx, a.ID, "people.letter_restored", a.Matter())
}

// pleaded finds the plea that a passphrase was made for, slowly and without telling
// what there is.
func (r *Room) pleaded(ctx context.Context, name, pass string) (Plea, *seal.Key, error) {
	bucket := r.book.bucket("plea " + foldName(name))
	type seen struct {
		pleas []Plea
		wait  bool
	}
	s, err := act.See(ctx, r.desk, GrantPlea, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (s seen, err error) {
		if s.wait, err = mustWait(tx, bucket); err != nil {
			return s, err
		}
		a, err := ByName(tx, name)
		if fault.Of(err) == fault.NotFound {
			return s, nil
		}
		if err == nil {
			s.pleas, err = pleas(tx, a.ID)
		}
		return s, err
	})
	if err != nil {
		return Plea{}, nil, err
	}
	for len(s.pleas) < pleasOpen { // so many tries for every name
		s.pleas = append(s.pleas, Plea{box: r.book.decoy()})
	}
	var mine Plea
	var key *seal.Key
	for _, p := range s.pleas {
		if k, err := r.book.opens(p, pass); err == nil {
			mine, key = p, k
		}
	}
	if key != nil && !s.wait {
		return mine, key, nil
	}
	if !s.wait {
		if err := do(ctx, r, GrantPlea, house, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (record.Entry, error) {
			return record.Entry{Facts: []record.Fact{record.Code("outcome", "refused")}}, failed(tx, bucket)
		}); err != nil {
			return Plea{}, nil, err
		}
	}
	return Plea{}, nil, notRecognised()
}

// showPaper answers a plea with a printed share. The paper is the bearer for as long as
// this takes.
func (r *Room) showPaper(ctx context.Context, p Plea, text string) error {
	receipt, err := seal.ParseReceipt(text)
	if err != nil {
		return notACode("paper", err)
	}
	ctx, leave := r.desk.Present(ctx, receipt)
	defer leave()
	type sheet struct {
		key  seal.KeyID
		plea Plea
	}
	find := func(tx *store.Tx) (about[sheet], error) {
		key, err := store.One(tx, scanKey, `SELECT key_id FROM people_paper WHERE mailbox = ?`, receipt.Mailbox())
		if fault.Of(err) == fault.NotFound {
			err = fault.In("paper", "people.code_unknown")
		}
		if err != nil {
			return about[sheet]{}, err
		}
		now, err := findPlea(tx, p.ID)
		return about[sheet]{sheet{key, now}, gate.Scope{Team: []string{receipt.Mailbox()}}, p.matter()}, err
	}
	err = do(ctx, r, ShowPaper, find, func(tx *store.Tx, keys *seal.Keys, s about[sheet]) (record.Entry, error) {
		e := record.Entry{Subject: matterOf(p.Account), Facts: []record.Fact{record.ID("plea", p.ID), record.ID("paper", s.it.key)}}
		return e, answer(tx, keys, s.it.key, s.it.plea)
	})
	var f *fault.Fault
	if errors.As(err, &f) && f.Key == "people.answered_already" {
		return nil // shown before; it counts once
	}
	return err
}
