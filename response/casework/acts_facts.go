package casework

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/find"
	"haki/commons/mission"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// OrderMeasure enters an interim measure, or that evidence was preserved. One that goes
// through the chain of command may reveal the matter: aware says that this was read.
func (r *Room) OrderMeasure(ctx context.Context, id CaseID, m Measure, aware bool, text string) error {
	if err := m.check(aware); err != nil {
		return err
	}
	who := act.Of(ctx).ID
	return r.deciding(ctx, Order, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		k, err := KeyOf(tx, keys, c)
		if err != nil {
			return nil, err
		}
		m.ID, m.Case, m.Author = ident.New[Measure](ident.Dice), c.ID, who
		if m.Day == "" {
			m.Day = today
		}
		if m.Day > today {
			return nil, fault.In("day", "fault.date_in_future")
		}
		m.Note = seal.Seal(k, m.place(), seal.Hide(text))
		if err := insertMeasure(tx, m); err != nil {
			return nil, err
		}
		return []record.Fact{record.ID("measure", m.ID)}, duty.Meet(tx, c.Matter(), "preserve")
	})
}

// Class is what an allegation is classified as.
type Class struct{ Designation, Theme, Type, Category, Country string }

func (a Allegation) class() Class {
	return Class{a.Designation, a.Theme, a.Type, a.Category, a.Country}
}

func (c Class) draft() Draft {
	return Draft{Designation: c.Designation, Theme: c.Theme, Type: c.Type, Category: c.Category, Country: c.Country}
}

// code writes a class for the record of changes: codes only.
func (c Class) code() string {
	return c.Designation + "/" + c.Theme + "/" + c.Type + "/" + c.Category + "/" + c.Country
}

// Reclassify changes what an allegation is classified as; the old class stays in the
// history, with the reason, and both are counted in their series.
func (r *Room) Reclassify(ctx context.Context, id CaseID, which AllegationID, to Class, reason string) error {
	if err := errors.Join(chosen("about", string(which)), to.draft().check(), reasoned(reason)); err != nil {
		return err
	}
	who := act.Of(ctx).ID
	return r.deciding(ctx, Reclassify, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		a, err := allegation(tx, which)
		if fault.Of(err) == fault.NotFound || err == nil && a.Case != c.ID {
			err = fault.In("about", "fault.choose")
		}
		if err != nil {
			return nil, err
		}
		d := to.draft()
		if err := d.inList(tx); err != nil {
			return nil, err
		}
		was := a.class()
		if was == to {
			return nil, fault.In("theme", "casework.class_same")
		}
		a.Designation, a.Theme, a.Type, a.Category, a.Country, a.Route = d.Designation, d.Theme, d.Type, d.Category, d.Country, routeOf(d)
		if err := errors.Join(saveAllegation(tx, a), toNotify(tx, c, a)); err != nil {
			return nil, err
		}
		facts, err := note(tx, keys, c, Change{About: string(a.ID), Kind: Reclassified, Old: was.code(), New: to.code(), Author: who, Day: today}, reason)
		if err != nil {
			return nil, err
		}
		return facts, reweigh(tx, c)
	})
}

// reweigh looks whether a case is serious after its allegations changed; one that became
// so is owed to the oversight office.
func reweigh(tx *store.Tx, c Case) error {
	all, err := allegations.All(tx, c.ID)
	if err != nil {
		return err
	}
	serious := slices.ContainsFunc(all, func(a Allegation) bool {
		return Draft{Designation: a.Designation, Theme: a.Theme}.Serious()
	})
	if serious == c.Serious {
		return nil
	}
	c.Serious = serious
	if err := save(tx, c); err != nil {
		return err
	}
	return begin(tx, c)
}

// AddAllegation adds what was learnt later: split as at the beginning, and the report
// count does not change.
func (r *Room) AddAllegation(ctx context.Context, id CaseID, d Draft) error {
	if err := d.check(); err != nil {
		return err
	}
	return r.deciding(ctx, Allege, id, func(tx *store.Tx, keys *seal.Keys, c Case, _ clock.Day) ([]record.Fact, error) {
		k, err := KeyOf(tx, keys, c)
		if err != nil {
			return nil, err
		}
		had, err := allegations.All(tx, c.ID)
		if err != nil {
			return nil, err
		}
		if err := addAllegations(tx, k, c, len(had), []Draft{d}); err != nil {
			return nil, err
		}
		return []record.Fact{record.Code("designation", d.Designation)}, reweigh(tx, c)
	})
}

// AddVictim adds somebody harmed.
func (r *Room) AddVictim(ctx context.Context, id CaseID, d VictimDraft) error {
	if err := d.check(); err != nil {
		return err
	}
	return r.deciding(ctx, AddVictim, id, func(tx *store.Tx, keys *seal.Keys, c Case, _ clock.Day) ([]record.Fact, error) {
		k, err := KeyOf(tx, keys, c)
		if err != nil {
			return nil, err
		}
		had, err := victims.All(tx, c.ID)
		if err != nil {
			return nil, err
		}
		return nil, addVictims(tx, k, c, len(had), []VictimDraft{d})
	})
}

// Identify gives one of a number of unknown people a name: the subject is split, the
// report is not.
func (r *Room) Identify(ctx context.Context, id CaseID, which SubjectID, unit, identity string) error {
	var unsaid error
	if strings.TrimSpace(identity) == "" {
		unsaid = fault.In("identity", "casework.identity_required")
	}
	if err := errors.Join(chosen("about", string(which)), unsaid); err != nil {
		return err
	}
	who := act.Of(ctx).ID
	return r.deciding(ctx, Identify, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		one, err := single(tx, keys, c, which, unit, identity)
		if err != nil {
			return nil, err
		}
		return note(tx, keys, c, Change{About: string(one.ID), Kind: Identified, Author: who, Day: today}, "")
	})
}

// single takes one person out of a subject, or is it: unknown people of whom there is
// one.
func single(tx *store.Tx, keys *seal.Keys, c Case, which SubjectID, unit, identity string) (one Subject, err error) {
	s, all, err := subjectOf(tx, c, which)
	if err != nil {
		return one, err
	}
	rest, one, err := s.split()
	if err != nil {
		return one, err
	}
	if unit != "" {
		if _, err := mission.FindUnit(tx, mission.UnitID(unit)); err != nil {
			return one, fault.In("unit", "fault.not_in_list")
		}
	}
	k, err := KeyOf(tx, keys, c)
	if err != nil {
		return one, err
	}
	one.Unit = unit
	if rest == nil {
		one.ID, one.Serial, one.Rev = s.ID, s.Serial, s.Rev
		one.Identity = seal.Seal(k, one.place(), seal.Hide(identity))
		return one, saveSubject(tx, one)
	}
	one.ID, one.Serial = ident.New[Subject](ident.Dice), next(all, s.Allegation)
	one.Identity = seal.Seal(k, one.place(), seal.Hide(identity))
	if err := saveSubject(tx, *rest); err != nil {
		return one, err
	}
	return one, insertSubject(tx, one)
}

// split takes one person out of a number. Of an unknown number one more is known, and the
// rest stays unknown.
func (s Subject) split() (rest *Subject, one Subject, err error) {
	if s.Identified {
		return nil, s, fault.New(fault.Conflict, "casework.identified_already")
	}
	one = Subject{Allegation: s.Allegation, Number: "1", Identified: true, Status: s.Status}
	n, known := s.Number.N()
	switch {
	case known && n <= 1:
		return nil, one, nil
	case known:
		s.Number = Count(strconv.Itoa(n - 1))
	}
	return &s, one, nil
}

func subjectOf(tx *store.Tx, c Case, which SubjectID) (Subject, []Subject, error) {
	all, err := subjects.All(tx, c.ID)
	if err != nil {
		return Subject{}, nil, err
	}
	i := slices.IndexFunc(all, func(s Subject) bool { return s.ID == which })
	if i < 0 {
		return Subject{}, nil, fault.In("about", "fault.choose")
	}
	return all[i], all, nil
}

func next(all []Subject, a AllegationID) (serial int) {
	for _, s := range all {
		if s.Allegation == a {
			serial = max(serial, s.Serial)
		}
	}
	return serial + 1
}

// MoveSubject takes a subject to its next status.
func (r *Room) MoveSubject(ctx context.Context, id CaseID, which SubjectID, to Status, reason string) error {
	if err := errors.Join(chosen("about", string(which)), chosen("status", string(to)), reasoned(reason)); err != nil {
		return err
	}
	who := act.Of(ctx).ID
	return r.deciding(ctx, Move, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		s, _, err := subjectOf(tx, c, which)
		if err != nil {
			return nil, err
		}
		moved, err := s.move(to)
		if err != nil {
			return nil, err
		}
		if err := saveSubject(tx, moved); err != nil {
			return nil, err
		}
		return note(tx, keys, c, Change{About: string(s.ID), Kind: Moved, Old: string(s.Status), New: string(to), Author: who, Day: today}, reason)
	})
}

// LinkCase puts another case beside this one: merging is by link, never by loss.
func (r *Room) LinkCase(ctx context.Context, id CaseID, reference, reason string) error {
	if err := errors.Join(required("reference", reference), reasoned(reason)); err != nil {
		return err
	}
	who := act.Of(ctx)
	return r.deciding(ctx, Link, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		ref, err := find.ParseReference(reference)
		if err != nil {
			return nil, fault.In("reference", "casework.reference_unknown")
		}
		other, err := byReference(tx, string(ref))
		if err != nil || other.ID == c.ID || !sees(who, other) {
			return nil, fault.In("reference", "casework.reference_unknown")
		}
		if err := insertLink(tx, Linked{c.ID, other.ID, who.ID, today}); err != nil { // twice is once
			return nil, err
		}
		return note(tx, keys, c, Change{About: string(other.ID), Kind: Linking, Author: who.ID, Day: today}, reason)
	})
}
