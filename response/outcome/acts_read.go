package outcome

import (
	"context"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/response/casework"
)

// Filed is an entry as its reader sees it.
type Filed struct {
	Entry
	By                  string
	Court, Text, Reason seal.Private[string]
}

// Sheet is what came of a case, as far as its reader may know.
type Sheet struct {
	casework.Sheet
	Ledger   Ledger
	Filed    []Filed // every entry, the oldest first
	Files    map[string]custody.Shown
	Ordered  []casework.Measure
	States   map[string]mission.Names // by the code of the country
	Today    clock.Day
	Informs  bool // those harmed who have no page are owed news
	Question May
}

// May is what the reader may do as the case stands.
type May struct {
	Enter, Record, Release, Tell, Close, Reopen bool
	Find                                        bool // of a State's own people: say what it found
}

// Read shows what came of a case; that somebody read it is entered.
func (r *Room) Read(ctx context.Context, id casework.CaseID) (Sheet, error) {
	who := act.Of(ctx)
	return act.See(ctx, r.Desk, Read, byID(id), func(tx *store.Tx, keys *seal.Keys, c casework.Case) (s Sheet, err error) {
		if s, err = peek(tx, keys, c.ID); err != nil {
			return s, err
		}
		for _, e := range s.Ledger {
			f, err := open(tx, keys, e)
			if err != nil {
				return s, err
			}
			s.Filed = append(s.Filed, f)
		}
		items, err := custody.Of(tx, c.Matter())
		if err != nil {
			return s, err
		}
		shown, err := custody.Look(keys, items)
		if err != nil {
			return s, err
		}
		s.Files = map[string]custody.Shown{}
		for _, i := range shown {
			s.Files[string(i.ID)] = i
		}
		if s.Informs, err = owing(tx, c); err != nil {
			return s, err
		}
		s.Question = may(who, s)
		return s, nil
	})
}

// peek is what is coded, for the panel and the page.
func peek(tx *store.Tx, keys *seal.Keys, id casework.CaseID) (s Sheet, err error) {
	if s.Sheet, err = casework.Parties(tx, keys, id, entries.Part((*[]Entry)(&s.Ledger), id)); err != nil {
		return s, err
	}
	for _, m := range s.Measures {
		s.Ordered = append(s.Ordered, m.Measure)
	}
	s.States = map[string]mission.Names{}
	for _, a := range s.Allegations {
		if a.Country == "" {
			continue
		}
		n, err := mission.FindCountry(tx, a.Country)
		if err != nil {
			return s, err
		}
		s.States[a.Country] = n.Names
	}
	return s, nil
}

func open(tx *store.Tx, keys *seal.Keys, e Entry) (f Filed, err error) {
	f.Entry = e
	if f.By, err = people.Display(tx, people.ID(e.Author)); err != nil {
		return f, err
	}
	for column, at := range map[string]struct {
		sealed seal.Sealed
		into   *seal.Private[string]
	}{"court": {e.Court, &f.Court}, "text": {e.Text, &f.Text}, "reason": {e.Reason, &f.Reason}} {
		if *at.into, err = seal.Open[string](keys, e.place(column), at.sealed); err != nil {
			return f, err
		}
	}
	return f, nil
}

// may asks the gate and the rules, so that the page shows no button that would be refused.
func may(who gate.Actor, s Sheet) (m May) {
	holds := func(p gate.Power) bool { return gate.Rule(who, p, "", s.Scope()) == gate.Allowed }
	decidable := s.Decidable(who) == nil
	m.Enter = holds(PowerEnter) && decidable
	m.Record = holds(PowerRecord) && s.Case.Status != casework.Closed && len(byState(s.Sheet)) > 0
	m.Release = m.Enter && len(s.Ledger.releasable()) > 0
	m.Tell = holds(PowerTell) && s.Informs
	m.Close = holds(casework.PowerDecide) && decidable && s.Case.Status == casework.Open && (s.Told || !s.Serious || s.Channel == casework.PublicNotice)
	return m
}

// Document opens the document of an entry, as something to be saved.
func (r *Room) Document(ctx context.Context, id casework.CaseID, item custody.ItemID) (*custody.File, error) {
	return custody.Read(ctx, r.Desk, r.Shelf, ReadFile, byID(id), item)
}

// coded is what came of a case without anything that was sealed: no keys are fetched for it.
type coded struct{ Sheet }

func (coded) Sealed() []seal.Sealed { return nil }

// Peek is what the page of the case shows: what is coded, and nothing that was sealed.
func (r *Room) Peek(ctx context.Context, id casework.CaseID) (Sheet, error) {
	who := act.Of(ctx)
	return act.See(ctx, r.Desk, Peek, func(tx *store.Tx) (coded, error) { s, err := peek(tx, nil, id); return coded{s}, err },
		func(_ *store.Tx, _ *seal.Keys, s coded) (Sheet, error) {
			s.Question = may(who, s.Sheet)
			return s.Sheet, nil
		})
}

// Fits refuses a code for a case that what is on file speaks against (casework.Ender). A
// case that only a notice made known is history: what it says is not ours to refuse.
func (r *Room) Fits(tx *store.Tx, keys *seal.Keys, c casework.Case, code casework.Code) error {
	if c.Channel == casework.PublicNotice {
		return nil
	}
	s, err := peek(tx, keys, c.ID)
	if err != nil {
		return err
	}
	return s.Ledger.fits(code, len(byState(s.Sheet)) > 0)
}

var (
	_ casework.Panel = (*Room)(nil)
	_ casework.Ender = (*Room)(nil)
)
