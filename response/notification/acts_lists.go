package notification

import (
	"context"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/internal/clock"
	"haki/internal/seal"
	"haki/internal/store"
)

// Choice is the act of reading what forms offer.
var Choice = act.Act{Name: "notification.choice.list", Needs: gate.Self}

// offered are what forms offer that the institution keeps.
type offered struct {
	Missions  []mission.Mission
	Countries []mission.Country
	Today     clock.Day
}

func (r *Room) lists(ctx context.Context) (offered, error) {
	own := func(*store.Tx) (gate.Scope, error) { return gate.Scope{Team: []string{act.Of(ctx).ID}}, nil }
	return act.See(ctx, r.Desk, Choice, own, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (o offered, err error) {
		if o.Today, err = duty.Today(tx); err != nil {
			return o, err
		}
		if o.Missions, err = mission.All(tx); err != nil {
			return o, err
		}
		o.Countries, err = mission.Countries(tx)
		return o, err
	})
}
