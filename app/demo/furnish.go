package demo

import (
	"context"
	"fmt"
	"time"

	"haki/app"
	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/conf"
	"haki/internal/seal"
)

// furnishing is a house while it is furnished.
type furnishing struct {
	ctx     context.Context
	house   *app.House
	hands   *hands // of the demo
	clock   clock.Clock
	ids     map[string]people.ID
	threads map[*story]*thread
	teams   map[string]people.TeamID
	start   time.Time
	kept    map[string]seal.Token // sessions: one each, for the whole of the furnishing
}

// cheap is the cost of trying a passphrase in the demo, whose passphrase is on the screen.
var cheap = seal.Cost{Passes: 1, MiB: 8, Threads: 1}

// Furnish makes a new institution in the folder of cf, ninety days old today, and closes
// it again. It does nothing where there is one already.
func Furnish(ctx context.Context, cf conf.Conf, now time.Time) error {
	move := &hands{}
	d := &furnishing{ctx: ctx, hands: move, clock: move, ids: map[string]people.ID{}, teams: map[string]people.TeamID{}, kept: map[string]seal.Token{}, threads: map[*story]*thread{}}
	d.start = now.AddDate(0, 0, -span).Truncate(24 * time.Hour).Add(8 * time.Hour)
	d.hands.set(d.start)
	var err error
	if d.house, err = app.Open(ctx, cf, app.Options{Clock: d.hands, Cost: cheap, Demo: true, Life: 4000 * time.Hour}); err != nil {
		return err
	}
	defer d.house.Close()
	for _, step := range []struct {
		name string
		do   func() error
	}{{"calendar", d.calendar}, {"staff", d.staff}, {"places", d.places}, {"organisation", d.organisation}, {"matters", d.matters}, {"waiting", d.waiting}, {"library", d.library}} {
		if err := step.do(); err != nil {
			return fmt.Errorf("demo: %s: %w", step.name, err)
		}
	}
	if err := d.leave(); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return d.house.Desk.Sequence(act.Clock(ctx), d.house.Key)
}

// Town is a furnished institution without matters: who is who.
type Town struct {
	IDs   map[string]people.ID
	Teams map[string]people.TeamID // by their English name
}

// Institution furnishes an open house with the demo's people, missions and teams, and no
// matters. Its clock stays where it stands.
func Institution(ctx context.Context, h *app.House, c clock.Clock) (Town, error) {
	d := &furnishing{ctx: ctx, house: h, clock: c, ids: map[string]people.ID{}, teams: map[string]people.TeamID{}, kept: map[string]seal.Token{}, threads: map[*story]*thread{}}
	for _, do := range []func() error{d.calendar, d.staff, d.places, d.organisation, d.leave} {
		if err := do(); err != nil {
			return Town{}, err
		}
	}
	return Town{d.ids, d.teams}, nil
}

// leave ends the sessions that the furnishing used.
func (d *furnishing) leave() error {
	for name, t := range d.kept {
		in, leave, err := d.house.Desk.Enter(d.ctx, t)
		if err == nil {
			err = d.house.Rooms.People.Logout(in, t)
			leave()
		}
		if err != nil {
			return fmt.Errorf("%s leaves: %w", name, err)
		}
	}
	clear(d.kept)
	return nil
}

func (d *furnishing) operator() context.Context { return act.Operator(d.ctx) }

func (d *furnishing) calendar() error {
	return d.house.Rooms.Duty.FirstSet(d.operator(), duty.Here{Zone: "UTC", Weekend: "sat sun"})
}

// as makes somebody the actor, with their keys.
func (d *furnishing) as(name string) (context.Context, func(), error) {
	t, ok := d.kept[name]
	if !ok {
		var err error
		if t, err = d.house.Rooms.People.Login(d.ctx, name, Passphrase); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		d.kept[name] = t
	}
	return d.house.Desk.Enter(d.ctx, t)
}

// until moves the clock to some days before today, day by day, so that what lapses on the
// way lapses on its day.
func (d *furnishing) until(now time.Time) error {
	for at := d.hands.Now(); at.Before(now); {
		if at = at.AddDate(0, 0, 1); at.After(now) {
			at = now
		}
		d.hands.set(at)
		if _, err := d.house.Rooms.Duty.Tick(act.Clock(d.ctx)); err != nil {
			return err
		}
	}
	return nil
}

func (d *furnishing) today() clock.Day { return clock.DayOf(d.clock.Now(), nil) }

func day(s string) clock.Day { return clock.Day(s) }
