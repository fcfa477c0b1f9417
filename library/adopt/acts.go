package adopt

import (
	"context"
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
	"haki/library/practice"
)

// rule is that under which a step is owed.
const rule = "adopt_step"

// What a State's own people do.
var (
	List  = act.Act{Name: "adopt.adoption.list", Needs: practice.PowerWrite}
	Read  = act.Act{Name: "adopt.adoption.read", Needs: practice.PowerWrite}
	Begin = act.Act{Name: "adopt.adoption.begin", Needs: practice.PowerWrite}
	Prove = act.Act{Name: "adopt.step.prove", Needs: practice.PowerWrite}
	Tell  = act.Act{Name: "adopt.result.write", Needs: practice.PowerWrite}
	Clear = act.Act{Name: "adopt.result.clear", Needs: practice.PowerSpeak, Sees: practice.PowerWrite}
	Stop  = act.Act{Name: "adopt.adoption.stop", Needs: practice.PowerWrite}
	Offer = act.Act{Name: "adopt.practice.read", Needs: gate.Self} // what a published practice offers to adopt
)

// Acts lists them.
func (*Room) Acts() []act.Act { return []act.Act{List, Read, Begin, Prove, Tell, Clear, Stop, Offer} }

type seenKey struct{}

// Seen says which revision somebody had before their eyes when they decided.
func Seen(ctx context.Context, rev int) context.Context {
	return context.WithValue(ctx, seenKey{}, rev)
}

// Adopt begins an adoption: each chosen step becomes a duty of the State.
func (r *Room) Adopt(ctx context.Context, n New) (ID, error) {
	a := Adoption{ID: ident.New[Adoption](ident.Dice), Country: n.Country, Slug: n.Slug, Answers: strings.TrimSpace(n.Answers), Lang: n.Lang, Author: act.Of(ctx).ID}
	return act.Do(ctx, r.Desk, Begin, func(*store.Tx) (Adoption, error) { return a, nil }, func(tx *store.Tx, _ *seal.Keys, a Adoption) (ID, record.Entry, error) {
		none := record.Entry{}
		today, err := duty.Today(tx)
		if err != nil {
			return "", none, err
		}
		if err := n.check(today); err != nil {
			return "", none, err
		}
		if _, err := mission.FindCountry(tx, n.Country); err != nil {
			return "", none, fault.In("country", "fault.choose")
		}
		p, err := practice.FindShown(tx, n.Slug)
		if err != nil {
			return "", none, err
		}
		t, _ := practice.In(p.Texts, n.Lang)
		a.Practice, a.Title, a.Version, a.Began = p.ID, t.Title, p.Number, n.Start
		if a.Steps, err = planned(t, n.Steps, n.Start); err != nil {
			return "", none, err
		}
		if err := insert(tx, a); err != nil {
			return "", none, err
		}
		for _, s := range a.Steps {
			if _, err := duty.Start(tx, duty.New{Rule: rule, Matter: s.Matter(), Ref: a.Slug, Bearer: a.state(), Scope: a.Scope(), From: n.Start, Due: s.Due}); err != nil {
				return "", none, err
			}
		}
		return a.ID, record.Entry{Subject: a.Matter(), Facts: []record.Fact{record.Code("country", a.Country), record.ID("practice", a.Practice), record.Count("steps", len(a.Steps))}}, nil
	})
}

func (a Adoption) state() duty.Office { return duty.Office{Kind: duty.State, ID: a.Country} }

// on does an act to an adoption that goes on.
func (r *Room) on(ctx context.Context, a act.Act, id ID, change func(*store.Tx, *Adoption, clock.Day) error) error {
	seen, asked := ctx.Value(seenKey{}).(int)
	_, err := act.Do(ctx, r.Desk, a, byID(id), func(tx *store.Tx, _ *seal.Keys, x Adoption) (none struct{}, e record.Entry, err error) {
		if asked && seen != x.Rev {
			return none, e, fault.New(fault.Stale, "fault.stale")
		}
		if x.Ended != "" {
			return none, e, fault.New(fault.Conflict, "adopt.ended")
		}
		today, err := duty.Today(tx)
		if err != nil {
			return none, e, err
		}
		if err := change(tx, &x, today); err != nil {
			return none, e, err
		}
		return none, record.Entry{Subject: x.Matter(), Facts: []record.Fact{record.Count("proved", x.done())}}, save(tx, x)
	})
	return err
}

// ProveStep says that a step was done on a day, and how that can be seen. The duty is met.
func (r *Room) ProveStep(ctx context.Context, id ID, step StepID, day clock.Day, proof string) error {
	return r.on(ctx, Prove, id, func(tx *store.Tx, a *Adoption, today clock.Day) error {
		switch proof = strings.TrimSpace(proof); {
		case proof == "":
			return fault.In("proof", "fault.required")
		case len([]rune(proof)) > longest:
			return fault.In("proof", "adopt.too_long", "n", longest)
		case !day.Valid():
			return fault.In("day", "fault.whole_date")
		case day > today:
			return fault.In("day", "fault.date_in_future")
		}
		for i := range a.Steps {
			s := &a.Steps[i]
			if s.ID != step {
				continue
			}
			if s.Proved != "" {
				return fault.New(fault.Conflict, "adopt.proved_already")
			}
			s.Proved, s.Proof = day, proof
			if err := duty.Meet(tx, s.Matter(), rule); err != nil {
				return err
			}
			return saveStep(tx, *s)
		}
		return fault.New(fault.NotFound, "fault.not_found")
	})
}

// TellResult keeps what came of it. What was cleared before is no longer public until it is
// cleared anew.
func (r *Room) TellResult(ctx context.Context, id ID, tag, result, obstacle string) error {
	return r.on(ctx, Tell, id, func(_ *store.Tx, a *Adoption, _ clock.Day) error {
		result, obstacle = strings.TrimSpace(result), strings.TrimSpace(obstacle)
		if len([]rune(result)) > longest || len([]rune(obstacle)) > longest {
			return fault.In("result", "adopt.too_long", "n", longest)
		}
		a.Result, a.Obstacle, a.Lang, a.Cleared = result, obstacle, tag, ""
		return nil
	})
}

// ClearResult lets anybody read the result, by whoever speaks for the State. It wants at
// least one step that was proved: what nobody did was not tried.
func (r *Room) ClearResult(ctx context.Context, id ID) error {
	return r.on(ctx, Clear, id, func(_ *store.Tx, a *Adoption, today clock.Day) error {
		switch {
		case a.Result == "":
			return fault.New(fault.Conflict, "adopt.no_result")
		case a.done() == 0:
			return fault.New(fault.Conflict, "adopt.nothing_proved")
		}
		a.Cleared = today
		return nil
	})
}

// StopAdoption ends it; what was still owed is owed no more. A cleared result stays.
func (r *Room) StopAdoption(ctx context.Context, id ID) error {
	return r.on(ctx, Stop, id, func(tx *store.Tx, a *Adoption, today clock.Day) error {
		a.Ended = today
		for _, s := range a.Steps {
			if err := duty.Moot(tx, s.Matter(), duty.Unwanted, rule); err != nil {
				return err
			}
		}
		return nil
	})
}

// Own are the adoptions of the reader's State.
func (r *Room) Own(ctx context.Context) ([]Adoption, error) {
	return act.List(ctx, r.Desk, List, list, func(_ *store.Tx, _ *seal.Keys, a Adoption) (Adoption, error) { return a, nil })
}

// Sheet is an adoption with what is owed for each step.
type Sheet struct {
	Adoption
	Today clock.Day
	Holds map[StepID]duty.Hold
}

// Show is one adoption, to its State's own people.
func (r *Room) Show(ctx context.Context, tag lang.Tag, id ID) (Sheet, error) {
	return act.See(ctx, r.Desk, Read, byID(id), func(tx *store.Tx, _ *seal.Keys, a Adoption) (s Sheet, err error) {
		s.Adoption, s.Holds = a, map[StepID]duty.Hold{}
		if s.Today, err = duty.Today(tx); err != nil {
			return s, err
		}
		for _, x := range a.Steps {
			all, err := duty.Of(tx, x.Matter())
			if err != nil {
				return s, err
			}
			held, err := duty.Holding(tx, tag, people.ID(act.Of(ctx).ID), all...)
			if err != nil {
				return s, err
			}
			for _, h := range held {
				h.Hands = true
				if h.State == duty.Wait {
					h.State = duty.OnTime
				}
				s.Holds[x.ID] = h
			}
		}
		return s, nil
	})
}

// offered is a published practice as the form offers it.
type offered struct {
	practice.Shown
	countries []mission.Country
	today     clock.Day
}

func (r *Room) offer(ctx context.Context, slug string) (offered, error) {
	own := func(*store.Tx) (gate.Scope, error) { return gate.Scope{Team: []string{act.Of(ctx).ID}}, nil }
	return act.See(ctx, r.Desk, Offer, own, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (o offered, err error) {
		if o.Shown, err = practice.FindShown(tx, slug); err != nil {
			return o, err
		}
		if o.countries, err = mission.Countries(tx); err != nil {
			return o, err
		}
		o.today, err = duty.Today(tx)
		return o, err
	})
}
