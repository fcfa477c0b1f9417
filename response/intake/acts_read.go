package intake

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/response/casework"
)

// What staff see of a report.

// Row is a report in a list.
type Row struct {
	Report
	Title seal.Private[string]
	Hold  duty.Hold
	Held  bool
}

// List shows one page of reports, and whether there is another.
func (r *Room) List(ctx context.Context, tag lang.Tag, f Filter) (rows []Row, more bool, err error) {
	me := people.ID(act.Of(ctx).ID)
	var held map[ident.Matter]duty.Hold
	query := func(tx *store.Tx, w gate.Where) ([]Report, error) {
		all, err := list(f)(tx, w)
		if err != nil {
			return nil, err
		}
		var matters []ident.Matter
		for _, rep := range all {
			matters = append(matters, rep.Matter())
		}
		held, err = duty.HeldEach(tx, tag, me, duty.Office{}, matters...)
		return all, err
	}
	rows, err = act.List(ctx, r.Desk, List, query, func(_ *store.Tx, keys *seal.Keys, rep Report) (w Row, err error) {
		w.Report = rep
		w.Hold, w.Held = held[rep.Matter()]
		w.Title, err = seal.Open[string](keys, rep.place("title"), rep.Title)
		return w, err
	})
	if len(rows) > pageSize {
		return rows[:pageSize], true, err
	}
	return rows, false, err
}

// Readable are those of the reports that the reader may open.
func (r *Room) Readable(ctx context.Context, ids ...ReportID) (may map[ReportID]bool, err error) {
	may = map[ReportID]bool{}
	if len(ids) == 0 || !act.Of(ctx).Anywhere(PowerRead) {
		return may, nil
	}
	_, err = act.List(ctx, r.Desk, List, among(ids), func(_ *store.Tx, _ *seal.Keys, rep Report) (bool, error) {
		may[rep.ID] = true
		return true, nil
	})
	return may, err
}

// Wish is a choice of the reporter as staff see it.
type Wish struct {
	Choice
	Note seal.Private[string]
}

// Ending is a closing as its reader sees it.
type Ending struct {
	Closing
	By, SecondBy   string
	Reason, Answer seal.Private[string]
}

// Sheet is everything of a report that its page shows staff.
type Sheet struct {
	Report
	Account, Place, Persons, Name, Contact, Title seal.Private[string]
	In                                            []Rendered // translations of the account
	Talk                                          []Said
	Wishes                                        []Wish
	Files                                         []custody.Shown
	Closings                                      []Ending
	Steps                                         []Step
	Duties                                        []duty.Hold
	Hold                                          duty.Hold
	Held                                          bool
	Events                                        []duty.Event
	Lines                                         []record.Line
	Names                                         map[string]string
	Readers                                       []people.TeamView
	May                                           May
}

// May is what the reader may do to the report as it stands.
type May struct{ Answer, Assess, Second, Reopen, Help, Share bool }

func may(who gate.Actor, s Sheet) (m May) {
	holds := func(p gate.Power) bool { return gate.Rule(who, p, "", s.Scope()) == gate.Allowed }
	m.Answer = holds(PowerAnswer)
	m.Assess = holds(PowerAssess) && s.Report.Open()
	m.Reopen = holds(PowerAssess) && s.Status == Closed
	m.Help = holds(PowerHelp)
	if n := len(s.Closings); n > 0 && s.Status == Proposed {
		m.Second = holds(PowerSecond) && s.Closings[n-1].Author != who.ID
	}
	m.Share = m.Answer && s.Account.Open() && slices.ContainsFunc(s.Wishes, func(w Wish) bool { return w.Purpose == AccountHelp && w.Value == Yes })
	return m
}

// Read shows a report to somebody who may see it; that they did is entered.
func (r *Room) Read(ctx context.Context, tag lang.Tag, id ReportID) (Sheet, error) {
	who := act.Of(ctx)
	return act.See(ctx, r.Desk, Read, withTalk(byID(id)), func(tx *store.Tx, keys *seal.Keys, o opened) (s Sheet, err error) {
		s.Report = o.Report
		for _, step := range []func(*store.Tx, *seal.Keys, opened, *Sheet) error{opening, turnsOf, wishes, endings, files} {
			if err := step(tx, keys, o, &s); err != nil {
				return s, err
			}
		}
		if err := owedOn(tx, tag, people.ID(who.ID), &s); err != nil {
			return s, err
		}
		s.May = may(who, s)
		s.Readers, err = people.Who(tx, PowerRead, o.accountScope(false))
		return s, err
	})
}

// opening opens what was told, as far as the reader's keys go.
func opening(tx *store.Tx, keys *seal.Keys, o opened, s *Sheet) (err error) {
	for column, at := range map[string]struct {
		sealed seal.Sealed
		into   *seal.Private[string]
	}{"account": {o.Report.Account, &s.Account}, "place": {o.Report.Place, &s.Place}, "persons": {o.Report.Persons, &s.Persons},
		"name": {o.Report.Name, &s.Name}, "contact": {o.Report.Contact, &s.Contact}, "title": {o.Report.Title, &s.Title}} {
		if *at.into, err = seal.Open[string](keys, o.place(column), at.sealed); err != nil {
			return err
		}
	}
	return nil
}

// turnsOf opens the conversation with its translations.
func turnsOf(tx *store.Tx, keys *seal.Keys, o opened, s *Sheet) error {
	all, err := translations(tx, o.ID)
	if err != nil {
		return err
	}
	in := map[string][]Rendered{}
	for _, t := range all {
		body, err := seal.Open[string](keys, t.bodyPlace(), t.Body)
		if err != nil {
			return err
		}
		by, err := people.Display(tx, people.ID(t.Author))
		if err != nil {
			return err
		}
		in[t.Of] = append(in[t.Of], Rendered{t.Lang, by, t.Day, body})
	}
	s.In = in["account"]
	for _, m := range o.messages {
		body, err := seal.Open[string](keys, m.bodyPlace(), m.Body)
		if err != nil {
			return err
		}
		by, err := people.Display(tx, people.ID(m.Author))
		if err != nil {
			return err
		}
		s.Talk = append(s.Talk, Said{ID: string(m.ID), Ours: m.Ours, Author: by, Day: m.Day, Lang: m.Lang, Body: body, In: in[string(m.ID)]})
	}
	return nil
}

func wishes(tx *store.Tx, keys *seal.Keys, o opened, s *Sheet) error {
	all, err := choices(tx, o.ID)
	if err != nil {
		return err
	}
	for _, c := range inForce(all) {
		w := Wish{Choice: c}
		if len(c.Note) > 0 {
			if w.Note, err = seal.Open[string](keys, c.notePlace(), c.Note); err != nil {
				return err
			}
		}
		s.Wishes = append(s.Wishes, w)
	}
	return nil
}

func endings(tx *store.Tx, keys *seal.Keys, o opened, s *Sheet) error {
	all, err := closings(tx, o.ID)
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
	s.Steps, err = steps(tx, o.ID)
	return err
}

func files(tx *store.Tx, keys *seal.Keys, o opened, s *Sheet) error {
	items, err := custody.Of(tx, o.Matter())
	if err == nil {
		s.Files, err = custody.Look(keys, items)
	}
	return err
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
	s.Names = map[string]string{}
	for _, l := range s.Lines {
		if _, known := s.Names[l.Actor]; !known {
			if s.Names[l.Actor], err = people.Display(tx, people.ID(l.Actor)); err != nil {
				return err
			}
		}
	}
	return nil
}

// OpenFile opens one file of a report, as an attachment.
func (r *Room) OpenFile(ctx context.Context, id ReportID, item custody.ItemID) (*custody.File, error) {
	return act.See(ctx, r.Desk, File, byID(id), func(tx *store.Tx, keys *seal.Keys, rep Report) (*custody.File, error) {
		i, err := custody.Find(tx, item)
		if err == nil && i.Matter != rep.Matter() {
			err = fault.New(fault.NotFound, "fault.not_found")
		}
		if err != nil {
			return nil, err
		}
		return r.Shelf.Open(keys, i)
	})
}

// ofCase are the reports that a case answers, as far as the reader may see them.
func (r *Room) ofCase(ctx context.Context, id casework.CaseID) ([]Row, error) {
	return act.List(ctx, r.Desk, List, func(tx *store.Tx, _ gate.Where) ([]Report, error) { return ofCase(tx, string(id)) },
		func(_ *store.Tx, _ *seal.Keys, rep Report) (Row, error) { return Row{Report: rep}, nil })
}
