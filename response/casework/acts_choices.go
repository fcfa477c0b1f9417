package casework

import (
	"context"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/internal/seal"
	"haki/internal/store"
)

// Lists are what forms offer that the institution keeps: its missions, the countries
// there are, the units that serve.
type Lists struct {
	Missions  []mission.Mission
	Standing  map[string]bool // the missions open today
	Countries []mission.Country
	Units     []mission.Unit
}

// own is the form of whoever fills it in.
func own(ctx context.Context) func(*store.Tx) (gate.Scope, error) {
	return func(*store.Tx) (gate.Scope, error) { return gate.Scope{Team: []string{act.Of(ctx).ID}}, nil }
}

// Lists reads them, for anybody with an account.
func (r *Room) Lists(ctx context.Context) (Lists, error) {
	return act.See(ctx, r.Desk, Offer, own(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (Lists, error) { return lists(tx) })
}

func lists(tx *store.Tx) (l Lists, err error) {
	today, err := duty.Today(tx)
	if err != nil {
		return l, err
	}
	if l.Missions, err = mission.All(tx); err != nil {
		return l, err
	}
	l.Standing = map[string]bool{}
	for _, m := range l.Missions {
		l.Standing[m.Code] = m.Standing(today)
	}
	if l.Countries, err = mission.Countries(tx); err != nil {
		return l, err
	}
	l.Units, err = mission.Units(tx, "")
	return l, err
}
