package practice

import (
	"context"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// Row is a practice in a list of those who work on it.
type Row struct {
	Practice
	Title string
	State string // its owner's name
	Hold  duty.Hold
	Held  bool
}

// All are the practices that States handed in, for headquarters.
func (r *Room) All(ctx context.Context, tag lang.Tag, status Status) ([]Row, error) {
	return r.rows(ctx, List, tag, status)
}

// Own are the practices of the reader's own State.
func (r *Room) Own(ctx context.Context, tag lang.Tag) ([]Row, error) {
	return r.rows(ctx, ListOwn, tag, "")
}

func (r *Room) rows(ctx context.Context, a act.Act, tag lang.Tag, status Status) ([]Row, error) {
	me := people.ID(act.Of(ctx).ID)
	var names map[string]string
	var holds map[ident.Matter]duty.Hold
	query := func(tx *store.Tx, w gate.Where) ([]Practice, error) {
		all, err := list(status)(tx, w)
		if err != nil {
			return nil, err
		}
		var matters []ident.Matter
		for _, p := range all {
			matters = append(matters, p.Matter())
		}
		if holds, err = duty.HeldEach(tx, tag, me, duty.Office{}, matters...); err == nil {
			names, err = Names(tx, string(tag))
		}
		return all, err
	}
	return act.List(ctx, r.Desk, a, query, func(_ *store.Tx, _ *seal.Keys, p Practice) (Row, error) {
		t, _ := In(p.Texts, string(tag))
		w := Row{Practice: p, Title: t.Title, State: names[p.Owner]}
		w.Hold, w.Held = holds[p.Matter()]
		w.Hold = sided(w.Hold, p, a.Needs == PowerWrite)
		return w, nil
	})
}

// sided is a duty as a State's own people see it: theirs in their hands.
func sided(h duty.Hold, p Practice, theirs bool) duty.Hold {
	if theirs {
		h.Person, h.Hands = "", h.Bearer == duty.Office{Kind: duty.State, ID: p.Owner}
		if h.Hands && h.State == duty.Wait {
			h.State = duty.OnTime
		}
	}
	return h
}

// Names are what States are called in a language: as the institution's register says, else
// as the program ships them.
func Names(tx *store.Tx, tag string) (map[string]string, error) {
	shipped, err := shippedStates()
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for code, n := range shipped {
		names[code] = n[tag]
	}
	all, err := mission.Countries(tx)
	for _, c := range all {
		names[c.Code] = c.Names.In(lang.Tag(tag))
	}
	return names, err
}

// Sheet is a practice as those see it who work on it.
type Sheet struct {
	Practice
	State    string
	Today    clock.Day
	Letters  []Letter
	Versions []Version
	Duties   []duty.Hold
	Names    map[string]string
}

// Read shows a practice to headquarters.
func (r *Room) Read(ctx context.Context, tag lang.Tag, id ID) (Sheet, error) {
	return r.read(ctx, Read, tag, id)
}

// ReadOwn shows it to its State's own people.
func (r *Room) ReadOwn(ctx context.Context, tag lang.Tag, id ID) (Sheet, error) {
	return r.read(ctx, ReadOwn, tag, id)
}

func (r *Room) read(ctx context.Context, a act.Act, tag lang.Tag, id ID) (Sheet, error) {
	return act.See(ctx, r.Desk, a, byID(id), func(tx *store.Tx, _ *seal.Keys, p Practice) (s Sheet, err error) {
		s.Practice = p
		if s.Today, err = duty.Today(tx); err != nil {
			return s, err
		}
		if s.Names, err = Names(tx, string(tag)); err != nil {
			return s, err
		}
		s.State = s.Names[p.Owner]
		if s.Letters, err = letters(tx, p.ID); err != nil {
			return s, err
		}
		if s.Versions, err = Versions(tx, p.ID); err != nil {
			return s, err
		}
		all, err := duty.Of(tx, p.Matter())
		if err != nil {
			return s, err
		}
		if s.Duties, err = duty.Holding(tx, tag, people.ID(act.Of(ctx).ID), all...); err != nil {
			return s, err
		}
		for i, h := range s.Duties {
			s.Duties[i] = sided(h, p, a.Needs == PowerWrite)
		}
		return s, nil
	})
}

// Choice is the act of reading what forms offer.
var Choice = act.Act{Name: "practice.choice.list", Needs: gate.Self}

// offered are what forms offer that the institution keeps.
type offered struct {
	Countries []mission.Country
	Missions  []mission.Mission
}

func (r *Room) lists(ctx context.Context) (offered, error) {
	own := func(*store.Tx) (gate.Scope, error) { return gate.Scope{Team: []string{act.Of(ctx).ID}}, nil }
	return act.See(ctx, r.Desk, Choice, own, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (o offered, err error) {
		if o.Countries, err = mission.Countries(tx); err != nil {
			return o, err
		}
		o.Missions, err = mission.All(tx)
		return o, err
	})
}
