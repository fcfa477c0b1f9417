package casework

import (
	"context"
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
			held, err = duty.HeldEach(tx, tag, me, mattersOf(all)...)
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
	Names       map[string]string // of those who acted, and of those kept away
	Notice      *Noticed
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
	return act.See(ctx, r.Desk, Read, byID(id), func(tx *store.Tx, keys *seal.Keys, c Case) (s Sheet, err error) {
		s.Case = c
		for _, step := range []func(*store.Tx, *seal.Keys, *Sheet) error{parties, history, ends} {
			if err := step(tx, keys, &s); err != nil {
				return s, err
			}
		}
		if err := linked(tx, who, &s); err != nil {
			return s, err
		}
		if err := owedOn(tx, tag, people.ID(who.ID), &s); err != nil {
			return s, err
		}
		if s.Notice, err = noticeOf(tx, c.ID); err != nil {
			return s, err
		}
		s.May = may(who, c, s.Closings)
		s.Readers, err = people.Who(tx, PowerRead, c.Scope())
		return s, err
	})
}

func parties(tx *store.Tx, keys *seal.Keys, s *Sheet) (err error) {
	if s.Title, err = seal.Open[string](keys, s.titlePlace(), s.Case.Title); err != nil {
		return err
	}
	all, err := allegations(tx, s.ID)
	if err != nil {
		return err
	}
	of, err := subjects(tx, s.ID)
	if err != nil {
		return err
	}
	for _, a := range all {
		line, mine := Alleged{Allegation: a}, []Subject{}
		for _, sub := range of {
			if sub.Allegation != a.ID {
				continue
			}
			identity, err := seal.Open[string](keys, sub.place(), sub.Identity)
			if err != nil {
				return err
			}
			mine = append(mine, sub)
			line.Subjects = append(line.Subjects, Against{sub, identity})
		}
		line.Status = Derived(mine)
		s.Allegations = append(s.Allegations, line)
	}
	harmed, err := victims(tx, s.ID)
	for _, v := range harmed {
		identity, err := seal.Open[string](keys, v.place(), v.Identity)
		if err != nil {
			return err
		}
		s.Victims = append(s.Victims, Harmed{v, identity})
	}
	return err
}

func history(tx *store.Tx, keys *seal.Keys, s *Sheet) error {
	all, err := changes(tx, s.ID)
	if err != nil {
		return err
	}
	for _, c := range all {
		reason, err := seal.Open[string](keys, c.place(), c.Reason)
		if err != nil {
			return err
		}
		by, err := people.Display(tx, people.ID(c.Author))
		if err != nil {
			return err
		}
		s.Changes = append(s.Changes, Changed{c, by, reason})
	}
	ordered, err := measures(tx, s.ID)
	if err != nil {
		return err
	}
	for _, m := range ordered {
		note, err := seal.Open[string](keys, m.place(), m.Note)
		if err != nil {
			return err
		}
		by, err := people.Display(tx, people.ID(m.Author))
		if err != nil {
			return err
		}
		s.Measures = append(s.Measures, Ordered{m, by, note})
	}
	return nil
}

func ends(tx *store.Tx, keys *seal.Keys, s *Sheet) error {
	all, err := closings(tx, s.ID)
	if err != nil {
		return err
	}
	for _, c := range all {
		e := Ending{Closing: c}
		if e.Reason, err = seal.Open[string](keys, c.place("reason"), c.Reason); err != nil {
			return err
		}
		if e.Answer, err = seal.Open[string](keys, c.place("answer"), c.Answer); err != nil {
			return err
		}
		if e.By, err = people.Display(tx, people.ID(c.Author)); err != nil {
			return err
		}
		if e.SecondBy, err = people.Display(tx, people.ID(c.Second)); err != nil {
			return err
		}
		s.Closings = append(s.Closings, e)
	}
	return nil
}

// linked are the cases beside this one, as far as whoever reads this one may read those:
// another is left out, and so is whatever would hint at it.
func linked(tx *store.Tx, who gate.Actor, s *Sheet) error {
	all, err := links(tx, s.ID)
	if err != nil {
		return err
	}
	for _, l := range all {
		other := l.Other
		if other == s.ID {
			other = l.Case
		}
		c, err := byID(other)(tx)
		if err != nil {
			return err
		}
		if sees(who, c) {
			s.Links = append(s.Links, c)
		}
	}
	s.Changes = slices.DeleteFunc(s.Changes, func(c Changed) bool {
		return c.Kind == Linking && !slices.ContainsFunc(s.Links, func(l Case) bool { return string(l.ID) == c.About })
	})
	return nil
}

func owedOn(tx *store.Tx, tag lang.Tag, me people.ID, s *Sheet) error {
	all, err := duty.Of(tx, s.Matter())
	if err != nil {
		return err
	}
	if s.Duties, err = duty.Holding(tx, tag, me, all...); err != nil {
		return err
	}
	if s.Hold, s.Held, err = duty.HeldNow(tx, tag, me, s.Matter()); err != nil {
		return err
	}
	if s.Events, err = duty.Events(tx, s.Matter()); err != nil {
		return err
	}
	if s.Lines, err = record.Of(tx, s.Matter()); err != nil {
		return err
	}
	if err := named(tx, s); err != nil {
		return err
	}
	today, err := duty.Today(tx)
	s.Days = today.Since(s.Opened)
	if s.Case.Closed != "" {
		s.Days = s.Case.Closed.Since(s.Opened)
	}
	return err
}

// named looks up the names of those who acted and of those who are kept away.
func named(tx *store.Tx, s *Sheet) (err error) {
	ids := slices.Clone(s.Barred)
	for _, l := range s.Lines {
		ids = append(ids, l.Actor)
	}
	s.Names = map[string]string{}
	for _, id := range ids {
		if _, known := s.Names[id]; known {
			continue
		}
		if s.Names[id], err = people.Display(tx, people.ID(id)); err != nil {
			return err
		}
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
