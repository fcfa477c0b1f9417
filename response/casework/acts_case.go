package casework

import (
	"context"
	"errors"
	"slices"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// Row is a case in a list.
type Row struct {
	Case
	Title seal.Private[string]
	Hold  duty.Hold
	Held  bool // whether anything is owed
	Days  int  // since it was opened
}

// List shows one page of cases, whether there is another, and the missions it can be
// narrowed to.
func (r *Room) List(ctx context.Context, tag lang.Tag, f Filter) (rows []Row, more bool, at []mission.Mission, err error) {
	me := people.ID(act.Of(ctx).ID)
	var today clock.Day
	var held map[ident.Matter]duty.Hold
	query := func(tx *store.Tx, w gate.Where) ([]Case, error) {
		all, err := list(f, string(me))(tx, w)
		if err == nil {
			today, err = duty.Today(tx)
		}
		if err == nil {
			at, err = mission.All(tx)
		}
		if err == nil {
			held, err = duty.HeldEach(tx, tag, me, duty.Office{}, mattersOf(all)...)
		}
		return all, err
	}
	rows, err = act.List(ctx, r.Desk, List, query, func(_ *store.Tx, keys *seal.Keys, c Case) (w Row, err error) {
		w.Case, w.Days = c, today.Since(c.Opened)
		w.Hold, w.Held = held[c.Matter()]
		w.Title, err = seal.Open[string](keys, c.titlePlace(), c.Title)
		return w, err
	})
	if len(rows) > pageSize {
		return rows[:pageSize], true, at, err
	}
	return rows, false, at, err
}

func mattersOf(all []Case) (out []ident.Matter) {
	for _, c := range all {
		out = append(out, c.Matter())
	}
	return out
}

// Against is a subject as its reader sees it.
type Against struct {
	Subject
	Identity seal.Private[string]
}

// Alleged is an allegation with those it is against and its derived status.
type Alleged struct {
	Allegation
	Subjects []Against
	Status   Status
}

// Harmed is a victim as their reader sees them.
type Harmed struct {
	Victim
	Identity seal.Private[string]
}

// Changed is a change as its reader sees it.
type Changed struct {
	Change
	By     string
	Reason seal.Private[string]
}

// Ordered is a measure as its reader sees it.
type Ordered struct {
	Measure
	By   string
	Note seal.Private[string]
}

// Ending is a closing as its reader sees it.
type Ending struct {
	Closing
	By, SecondBy   string
	Reason, Answer seal.Private[string]
}

// Sheet is everything of a case that its page shows.
type Sheet struct {
	Case
	Title       seal.Private[string]
	Allegations []Alleged
	Victims     []Harmed
	Changes     []Changed
	Measures    []Ordered
	Closings    []Ending
	Links       []Case
	Duties      []duty.Hold
	Hold        duty.Hold
	Held        bool
	Events      []duty.Event
	Lines       []record.Line
	Readers     []people.TeamView
	Names       map[people.ID]string // of those who acted, and of those kept away
	Notice      *Noticed
	Lists       Lists // what is coded on it
	May         May
	Days        int // open for so long
}

// May is what the reader may do to the case as it stands.
type May struct{ Decide, Tell, Take, Refer, Propose, Second, Bar, Reopen bool }

// may asks the gate and the rules, so that the page shows no button that would be refused.
func may(who gate.Actor, c Case, closings []Ending) (m May) {
	holds := func(p gate.Power) bool { return gate.Rule(who, p, "", c.Scope()) == gate.Allowed }
	open, mine := c.Status != Closed, c.held(who) == nil
	m.Decide = holds(PowerDecide) && mine && open
	m.Tell = m.Decide && !c.Told
	m.Propose = m.Decide && c.Status == Open && (c.Told || !c.Serious || c.Channel == PublicNotice)
	m.Take = holds(PowerTake) && c.Told && !c.Taken && open
	m.Refer = holds(PowerTake) && c.Told && open
	m.Bar = holds(PowerSecond) && mine
	m.Reopen = holds(PowerDecide) && mine && !open
	if p, ok := pending(endings(closings)); ok && c.Status == Proposed {
		m.Second = holds(PowerSecond) && mine && p.Author != who.ID
	}
	return m
}

func endings(all []Ending) (out []Closing) {
	for _, e := range all {
		out = append(out, e.Closing)
	}
	return out
}

// Read shows a case to somebody who may see it; that they did is entered.
func (r *Room) Read(ctx context.Context, tag lang.Tag, id CaseID) (Sheet, error) {
	who := act.Of(ctx)
	return act.See(ctx, r.Desk, Read, wholly(id), func(tx *store.Tx, keys *seal.Keys, f onFile) (s Sheet, err error) {
		s.Case = f.Case
		d := f.book
		named, _ := f.names()
		if err := d.Learn(tx, named...); err != nil {
			return s, err
		}
		if err := errors.Join(parties(keys, f.rows, &s), history(keys, f, d.Names, &s), owedOn(tx, tag, people.ID(who.ID), f, d, &s)); err != nil {
			return s, err
		}
		f.linked(who, &s)
		if len(f.notices) > 0 {
			s.Notice = &f.notices[0]
		}
		s.Lines, s.Events, s.Names, s.May, s.Readers = f.lines, f.events, d.Names, may(who, f.Case, s.Closings), d.Who(PowerRead, f.Scope())
		s.Lists, err = lists(tx)
		return s, err
	})
}

func parties(keys *seal.Keys, f rows, s *Sheet) (err error) {
	open := func(at seal.Place, v seal.Sealed) (seal.Private[string], error) {
		if keys == nil {
			return seal.Private[string]{}, nil
		}
		return seal.Open[string](keys, at, v)
	}
	if s.Title, err = open(s.titlePlace(), s.Case.Title); err != nil {
		return err
	}
	for _, a := range f.allegations {
		line, mine := Alleged{Allegation: a}, []Subject{}
		for _, sub := range f.subjects {
			if sub.Allegation != a.ID {
				continue
			}
			identity, err := open(sub.place(), sub.Identity)
			if err != nil {
				return err
			}
			mine = append(mine, sub)
			line.Subjects = append(line.Subjects, Against{sub, identity})
		}
		line.Status = Derived(mine)
		s.Allegations = append(s.Allegations, line)
	}
	for _, v := range f.victims {
		identity, err := open(v.place(), v.Identity)
		if err != nil {
			return err
		}
		s.Victims = append(s.Victims, Harmed{v, identity})
	}
	return nil
}

// history is what was changed and ordered, and how it was to end.
func history(keys *seal.Keys, f onFile, names map[people.ID]string, s *Sheet) (err error) {
	for _, c := range f.changes {
		line := Changed{Change: c, By: names[people.ID(c.Author)]}
		if line.Reason, err = seal.Open[string](keys, c.place(), c.Reason); err != nil {
			return err
		}
		s.Changes = append(s.Changes, line)
	}
	for _, m := range f.measures {
		line := Ordered{Measure: m, By: names[people.ID(m.Author)]}
		if line.Note, err = seal.Open[string](keys, m.place(), m.Note); err != nil {
			return err
		}
		s.Measures = append(s.Measures, line)
	}
	for _, c := range f.closings {
		e := Ending{Closing: c, By: names[people.ID(c.Author)], SecondBy: names[people.ID(c.Second)]}
		if e.Reason, err = seal.Open[string](keys, c.place("reason"), c.Reason); err != nil {
			return err
		}
		if e.Answer, err = seal.Open[string](keys, c.place("answer"), c.Answer); err != nil {
			return err
		}
		s.Closings = append(s.Closings, e)
	}
	return nil
}

// linked are the cases beside this one, as far as whoever reads this one may read those:
// another is left out, and so is whatever would hint at it.
func (f onFile) linked(who gate.Actor, s *Sheet) {
	for _, l := range f.links {
		for _, c := range f.beside {
			if (c.ID == l.Other || c.ID == l.Case) && c.ID != f.ID && sees(who, c) {
				s.Links = append(s.Links, c)
			}
		}
	}
	s.Changes = slices.DeleteFunc(s.Changes, func(c Changed) bool {
		return c.Kind == Linking && !slices.ContainsFunc(s.Links, func(l Case) bool { return string(l.ID) == c.About })
	})
}

func owedOn(tx *store.Tx, tag lang.Tag, me people.ID, f onFile, d people.Directory, s *Sheet) error {
	r, err := duty.ReaderIn(tx, tag, me, d)
	if err != nil {
		return err
	}
	if s.Duties, _, err = r.Holds(f.duties); err != nil {
		return err
	}
	s.Hold, s.Held = duty.Pressing(s.Duties)
	s.Days = r.Today().Since(s.Opened)
	if s.Case.Closed != "" {
		s.Days = s.Case.Closed.Since(s.Opened)
	}
	return nil
}

type seenKey struct{}

// Seen says which revision of a case somebody had before their eyes when they decided:
// an act upon another is refused as stale.
func Seen(ctx context.Context, rev int) context.Context {
	return context.WithValue(ctx, seenKey{}, rev)
}

// on does an act to a case: found, asked about, counted on by one revision, changed,
// entered.
func (r *Room) on(ctx context.Context, a act.Act, id CaseID, change func(*store.Tx, *seal.Keys, Case, clock.Day) ([]record.Fact, error)) error {
	_, err := act.Do(ctx, r.Desk, a, byID(id), func(tx *store.Tx, keys *seal.Keys, c Case) (none struct{}, e record.Entry, err error) {
		c, today, err := Enter(ctx, tx, keys, c)
		if err != nil {
			return none, e, err
		}
		facts, err := change(tx, keys, c, today)
		return none, record.Entry{Subject: c.Matter(), Facts: facts}, err
	})
	return err
}

// holding is on for whoever has the case in hand; deciding for what can be done to an open
// one only, by an officer who takes into their hands what nobody had.
func (r *Room) holding(ctx context.Context, a act.Act, id CaseID, change func(*store.Tx, *seal.Keys, Case, clock.Day) ([]record.Fact, error)) error {
	who := act.Of(ctx)
	return r.on(ctx, a, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		if err := c.held(who); err != nil {
			return nil, err
		}
		return change(tx, keys, c, today)
	})
}

func (r *Room) deciding(ctx context.Context, a act.Act, id CaseID, change func(*store.Tx, *seal.Keys, Case, clock.Day) ([]record.Fact, error)) error {
	who := act.Of(ctx)
	return r.on(ctx, a, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		if err := c.Decidable(who); err != nil {
			return nil, err
		}
		if err := duty.Take(tx, c.Matter(), people.ID(who.ID)); err != nil {
			return nil, err
		}
		return change(tx, keys, c, today)
	})
}

// note files a change with its reason; the record names it.
func note(tx *store.Tx, keys *seal.Keys, c Case, ch Change, reason string) ([]record.Fact, error) {
	k, err := KeyOf(tx, keys, c)
	if err != nil {
		return nil, err
	}
	ch.ID, ch.Case = ident.New[Change](ident.Dice), c.ID
	ch.Reason = seal.Seal(k, ch.place(), seal.Hide(reason))
	return []record.Fact{record.ID("change", ch.ID)}, insertChange(tx, ch)
}

func reasoned(reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.In("reason", "fault.reason")
	}
	return nil
}

func chosen(field, value string) error {
	if value == "" {
		return fault.In(field, "fault.choose")
	}
	return nil
}

func required(field, value string) error {
	if strings.TrimSpace(value) == "" {
		return fault.In(field, "fault.required")
	}
	return nil
}
