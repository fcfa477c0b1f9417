package casework

import (
	"context"
	"errors"
	"slices"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// TellOversight tells the oversight office of a serious case: from now on it reads the case and
// its reports, and decides alone whether it takes it.
func (r *Room) TellOversight(ctx context.Context, id CaseID) error {
	return r.deciding(ctx, Tell, id, func(tx *store.Tx, keys *seal.Keys, c Case, _ clock.Day) ([]record.Fact, error) {
		if c.Told {
			return nil, fault.New(fault.Conflict, "casework.told_already")
		}
		c.Told = true
		if err := save(tx, c); err != nil {
			return nil, err
		}
		if err := share(tx, keys, c); err != nil {
			return nil, err
		}
		if err := duty.Rescope(tx, c.Matter(), c.Scope()); err != nil {
			return nil, err
		}
		if err := duty.Meet(tx, c.Matter(), "tell_oversight"); err != nil {
			return nil, err
		}
		if r.reports != nil {
			if err := r.reports.Oversight(tx, keys, c); err != nil {
				return nil, err
			}
		}
		return nil, r.toOversight(tx, c)
	})
}

func (r *Room) toOversight(tx *store.Tx, c Case) error {
	t, err := people.TeamFor(tx, people.Oversight, "")
	if err != nil {
		return err
	}
	return r.tell(tx, string(t.ID), "casework.letter_told", c.Matter())
}

// Take puts a case into the oversight office's hands: conduct staff can neither assign,
// pause nor close it any more.
func (r *Room) Take(ctx context.Context, id CaseID) error {
	who := act.Of(ctx).ID
	return r.on(ctx, Take, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		c, err := c.take()
		if err != nil {
			return nil, err
		}
		if err := r.hand(tx, c, who, today); err != nil {
			return nil, err
		}
		facts, err := note(tx, keys, c, Change{Kind: TakenUp, Author: who, Day: today}, "")
		if err != nil {
			return nil, err
		}
		if err := duty.Take(tx, c.Matter(), people.ID(who)); err != nil {
			return nil, err
		}
		return facts, r.reported(tx, keys, c, EventOversight, seal.Private[string]{})
	})
}

// Refer gives a case back to those who told of it, with the reason.
func (r *Room) Refer(ctx context.Context, id CaseID, reason string) error {
	if err := reasoned(reason); err != nil {
		return err
	}
	who := act.Of(ctx).ID
	return r.on(ctx, Refer, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		had := c.Taken
		c, err := c.refer()
		if err != nil {
			return nil, err
		}
		if had {
			if err := r.hand(tx, c, who, today); err != nil {
				return nil, err
			}
		}
		facts, err := note(tx, keys, c, Change{Kind: ReferredBack, Author: who, Day: today}, reason)
		if err != nil {
			return nil, err
		}
		return facts, r.toTeam(tx, c, "casework.letter_referred")
	})
}

// hand saves a case that changes hands: a proposal to close it falls, and what was still
// owed because it is is owed by whoever has it now.
func (r *Room) hand(tx *store.Tx, c Case, who string, today clock.Day) error {
	if err := fall(tx, c, who, today); err != nil {
		return err
	}
	open, err := duty.Of(tx, c.Matter())
	if err != nil {
		return err
	}
	for _, d := range open {
		if d.Rule != "preserve" || !d.IsOpen() {
			continue
		}
		if err := duty.Moot(tx, c.Matter(), duty.Rerouted, d.Rule); err != nil {
			return err
		}
		if err := begins(tx, c, d.Rule); err != nil {
			return err
		}
	}
	return save(tx, c)
}

// toTeam writes to who has the case: the mission's conduct team, or headquarters for what
// stands behind a wall or in no known mission.
func (r *Room) toTeam(tx *store.Tx, c Case, key string) error {
	role, at := people.Conduct, c.Mission
	if c.Walled || c.Mission == "" {
		role, at = people.Headquarters, ""
	}
	t, err := people.TeamFor(tx, role, at)
	if err != nil {
		return err
	}
	return r.tell(tx, string(t.ID), key, c.Matter())
}

func (r *Room) reported(tx *store.Tx, keys *seal.Keys, c Case, e Event, answer seal.Private[string]) error {
	if r.reports == nil {
		return nil
	}
	return r.reports.Told(tx, keys, c, e, answer)
}

// Bar keeps somebody away from a case by a conflict of interest: from now on it does not
// exist for them. Nobody bars themselves out of a case they have in hand without
// somebody else to take it: a second person does.
func (r *Room) Bar(ctx context.Context, id CaseID, who people.ID, reason string) error {
	if err := errors.Join(chosen("who", string(who)), reasoned(reason)); err != nil {
		return err
	}
	me := act.Of(ctx).ID
	return r.holding(ctx, Bar, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		switch a, err := people.Find(tx, who); {
		case err != nil || a.Ended != "":
			return nil, fault.In("who", "casework.nobody_there")
		case string(who) == me:
			return nil, fault.In("who", "casework.bar_second")
		case slices.Contains(c.Barred, string(who)):
			return nil, fault.In("who", "casework.barred_already")
		}
		facts, err := note(tx, keys, c, Change{Kind: BarringOne, About: string(who), Author: me, Day: today}, reason)
		if err != nil {
			return nil, err
		}
		c.Barred = append(c.Barred, string(who))
		if err := save(tx, c); err != nil {
			return nil, err
		}
		if err := duty.Rescope(tx, c.Matter(), c.Scope()); err != nil {
			return nil, err
		}
		if r.reports != nil {
			if err := r.reports.Barred(tx, c); err != nil {
				return nil, err
			}
		}
		return facts, nil
	})
}
