package mission

import (
	"context"
	"errors"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// Keep is the power over the list of missions, countries and units.
const Keep gate.Power = "mission.keep"

// What can be done here. Everybody with an account may read the list; headquarters
// keep it.
var (
	List       = act.Act{Name: "mission.mission.list", Needs: gate.Self}
	Show       = act.Act{Name: "mission.mission.read", Needs: gate.Self}
	Add        = act.Act{Name: "mission.mission.add", Needs: Keep, Sees: gate.Self}
	Change     = act.Act{Name: "mission.mission.change", Needs: Keep, Sees: gate.Self}
	Close      = act.Act{Name: "mission.mission.close", Needs: Keep, Sees: gate.Self}
	AddState   = act.Act{Name: "mission.country.add", Needs: Keep, Sees: gate.Self}
	MendState  = act.Act{Name: "mission.country.change", Needs: Keep, Sees: gate.Self}
	AddUnit    = act.Act{Name: "mission.unit.add", Needs: Keep, Sees: gate.Self}
	AddTurn    = act.Act{Name: "mission.rotation.add", Needs: Keep, Sees: gate.Self}
	EndTurn    = act.Act{Name: "mission.rotation.end", Needs: Keep, Sees: gate.Self}
	everything = []act.Act{List, Show, Add, Change, Close, AddState, MendState, AddUnit, AddTurn, EndTurn}
)

// anybody is what everybody with an account may read: themselves named on it.
func anybody(ctx context.Context) func(*store.Tx) (gate.Scope, error) {
	return func(*store.Tx) (gate.Scope, error) { return gate.Scope{Team: []string{act.Of(ctx).ID}}, nil }
}

// do runs a change of the list.
func (r *Room) do(ctx context.Context, a act.Act, change func(*store.Tx) (record.Entry, error)) error {
	_, err := act.Do(ctx, r.desk, a, anybody(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (none struct{}, e record.Entry, err error) {
		e, err = change(tx)
		return none, e, err
	})
	return err
}

// AddCountry enters a country.
func (r *Room) AddCountry(ctx context.Context, c Country) error {
	return r.do(ctx, AddState, func(tx *store.Tx) (record.Entry, error) {
		if err := c.check(); err != nil {
			return record.Entry{}, err
		}
		return record.Entry{Subject: c.Matter()}, insertCountry(tx, c)
	})
}

// ChangeCountry corrects a country's names or its days off.
func (r *Room) ChangeCountry(ctx context.Context, c Country) error {
	return r.do(ctx, MendState, func(tx *store.Tx) (record.Entry, error) {
		if err := c.check(); err != nil {
			return record.Entry{}, err
		}
		if _, err := FindCountry(tx, c.Code); err != nil {
			return record.Entry{}, err
		}
		return record.Entry{Subject: c.Matter()}, updateCountry(tx, c)
	})
}

// AddMission enters a mission.
func (r *Room) AddMission(ctx context.Context, m Mission) error {
	return r.do(ctx, Add, func(tx *store.Tx) (record.Entry, error) {
		m.Closed, m.Successor = "", ""
		if err := errors.Join(m.check(), hosted(tx, m)); err != nil {
			return record.Entry{}, err
		}
		return record.Entry{Subject: m.Matter(), Facts: []record.Fact{record.Day("opened", m.Opened)}}, insertMission(tx, m)
	})
}

// ChangeMission corrects what is said of a mission, but not whether it is closed.
func (r *Room) ChangeMission(ctx context.Context, m Mission) error {
	return r.do(ctx, Change, func(tx *store.Tx) (record.Entry, error) {
		old, err := Find(tx, m.Code)
		if err != nil {
			return record.Entry{}, err
		}
		m.Closed, m.Successor = old.Closed, old.Successor
		if err := errors.Join(m.check(), hosted(tx, m)); err != nil {
			return record.Entry{}, err
		}
		return record.Entry{Subject: m.Matter()}, updateMission(tx, m)
	})
}

func hosted(tx *store.Tx, m Mission) error {
	if m.Host == "" {
		return nil
	}
	_, err := FindCountry(tx, m.Host)
	return choice(err, "host")
}

func choice(err error, field string) error {
	if fault.Of(err) == fault.NotFound && err != nil {
		return fault.In(field, "fault.not_in_list")
	}
	return err
}

// CloseMission enters a mission's last day and the team that answers for its matters
// from then on. Its matters stay, under its code; the team is told to serve it in
// commons/people, by two people, before or after.
func (r *Room) CloseMission(ctx context.Context, code string, on clock.Day, successor string) error {
	return r.do(ctx, Close, func(tx *store.Tx) (record.Entry, error) {
		m, err := Find(tx, code)
		if err != nil {
			return record.Entry{}, err
		}
		if m, err = m.close(on, successor); err != nil {
			return record.Entry{}, err
		}
		if _, err := store.One(tx, scanText, `SELECT id FROM people_team WHERE id = ? AND ended = ''`, successor); err != nil {
			return record.Entry{}, choice(err, "successor")
		}
		return record.Entry{Subject: m.Matter(), Facts: []record.Fact{record.Day("closed", on), record.ID("successor", successor)}}, updateMission(tx, m)
	})
}

// NewUnit enters a unit and gives it its identifier.
func (r *Room) NewUnit(ctx context.Context, u Unit) (UnitID, error) {
	u.ID = ident.New[Unit](ident.Dice)
	return u.ID, r.do(ctx, AddUnit, func(tx *store.Tx) (record.Entry, error) {
		_, mission := Find(tx, u.Mission)
		_, country := FindCountry(tx, u.Country)
		if err := errors.Join(u.check(), choice(mission, "mission"), choice(country, "country")); err != nil {
			return record.Entry{}, err
		}
		return record.Entry{Subject: u.Matter(), Facts: []record.Fact{record.Code("kind", u.Kind), record.Code("country", u.Country)}}, insertUnit(tx, u)
	})
}

// NewRotation enters a deployment of a unit. It may not begin before the last one ended.
func (r *Room) NewRotation(ctx context.Context, t Rotation) (RotationID, error) {
	t.ID = ident.New[Rotation](ident.Dice)
	return t.ID, r.do(ctx, AddTurn, func(tx *store.Tx) (record.Entry, error) {
		u, err := FindUnit(tx, t.Unit)
		if err == nil {
			err = t.check()
		}
		if err != nil {
			return record.Entry{}, err
		}
		all, err := Rotations(tx, t.Unit)
		if err != nil {
			return record.Entry{}, err
		}
		for _, other := range all {
			if t.overlaps(other) {
				return record.Entry{}, fault.In("since", "mission.rotations_overlap")
			}
		}
		return record.Entry{Subject: u.Matter(), Facts: []record.Fact{record.Day("since", t.Since)}}, insertRotation(tx, t)
	})
}

// overlaps says whether two deployments of a unit share a day.
func (r Rotation) overlaps(o Rotation) bool {
	return (r.Until == "" || o.Since <= r.Until) && (o.Until == "" || r.Since <= o.Until)
}

// EndRotation enters the last day of a deployment.
func (r *Room) EndRotation(ctx context.Context, unit UnitID, id RotationID, until clock.Day) error {
	return r.do(ctx, EndTurn, func(tx *store.Tx) (record.Entry, error) {
		u, err := FindUnit(tx, unit)
		if err != nil {
			return record.Entry{}, err
		}
		all, err := Rotations(tx, unit)
		if err != nil {
			return record.Entry{}, err
		}
		for _, t := range all {
			if t.ID != id {
				continue
			}
			t.Until = until
			if until == "" {
				return record.Entry{}, fault.In("until", "mission.day_needed")
			}
			if err := t.check(); err != nil {
				return record.Entry{}, err
			}
			return record.Entry{Subject: u.Matter(), Facts: []record.Fact{record.Day("until", until)}}, endRotation(tx, t)
		}
		return record.Entry{}, fault.New(fault.NotFound, "fault.not_found")
	})
}

// Listing is the first page of the room.
type Listing struct {
	Missions  []Mission
	Countries []Country
	Keeps     bool // the reader may change the list
}

// List lists missions and countries.
func (r *Room) List(ctx context.Context) (Listing, error) {
	return act.See(ctx, r.desk, List, anybody(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (l Listing, err error) {
		l.Keeps = act.Of(ctx).Anywhere(Keep)
		if l.Missions, err = All(tx); err != nil {
			return l, err
		}
		l.Countries, err = Countries(tx)
		return l, err
	})
}

// Sheet is the page of one mission.
type Sheet struct {
	Mission
	SuccessorEN, SuccessorFR string
	Units                    []UnitSheet
	Countries                []Country
	Teams                    []Successor // who may answer for it once it is closed
	Keeps                    bool
}

// UnitSheet is a unit with its rotations, the latest first.
type UnitSheet struct {
	Unit
	Rotations []Rotation
}

// Successor is a team that could answer for a closed mission.
type Successor struct{ ID, NameEN, NameFR string }

// Show shows one mission with its units.
func (r *Room) Show(ctx context.Context, code string) (Sheet, error) {
	return act.See(ctx, r.desk, Show, anybody(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (s Sheet, err error) {
		s.Keeps = act.Of(ctx).Anywhere(Keep)
		if s.Mission, err = Find(tx, code); err != nil {
			return s, err
		}
		if s.Countries, err = Countries(tx); err != nil {
			return s, err
		}
		if s.Teams, err = teams(tx); err != nil {
			return s, err
		}
		for _, t := range s.Teams {
			if t.ID == s.Successor {
				s.SuccessorEN, s.SuccessorFR = t.NameEN, t.NameFR
			}
		}
		units, err := Units(tx, code)
		for _, u := range units {
			one := UnitSheet{Unit: u}
			if err == nil {
				one.Rotations, err = Rotations(tx, u.ID)
			}
			s.Units = append(s.Units, one)
		}
		return s, err
	})
}

func scanText(s store.Scan) (t string, err error) { err = s(&t); return }

// teams are those that do what a mission's conduct team does.
func teams(tx *store.Tx) ([]Successor, error) {
	return store.All(tx, func(s store.Scan) (t Successor, err error) { err = s(&t.ID, &t.NameEN, &t.NameFR); return },
		`SELECT id, name_en, name_fr FROM people_team WHERE ended = '' AND role IN ('conduct', 'headquarters') ORDER BY founded, id`)
}
