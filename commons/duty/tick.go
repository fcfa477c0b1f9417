package duty

import (
	"context"
	"errors"
	"slices"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// Tick does what the clock has to do today: it reminds, notes breaches and takes them
// up the line, until nothing is left. Each is an act of its own, in the record under
// the clock's name; run twice at once, each still happens once. It says how many
// things happened.
func (r *Room) Tick(ctx context.Context) (happened int, err error) {
	ctx = act.Clock(ctx)
	if happened, err = r.succeed(ctx); err != nil {
		return happened, err
	}
	for {
		due, err := act.See(ctx, r.desk, Look, anywhere,
			func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) ([]Duty, error) {
				today, err := Today(tx)
				if err != nil {
					return nil, err
				}
				return awake(tx, today)
			})
		if err != nil || len(due) == 0 {
			return happened, err
		}
		moved := 0
		var errs []error
		for _, d := range due {
			n, err := r.turn(ctx, d.ID)
			if err != nil && fault.Of(err) != fault.Stale {
				errs = append(errs, err)
				continue
			}
			moved++
			happened += n
		}
		if moved == 0 { // what fails today is tried again at the next tick, not at once
			return happened, errors.Join(errs...)
		}
	}
}

// turn does all that the clock has to do with one duty.
func (r *Room) turn(ctx context.Context, id ID) (happened int, err error) {
	for {
		next, err := r.peek(ctx, id)
		if err != nil || !next.waits {
			return happened, err
		}
		a := map[What]act.Act{Nothing: Asleep, Reminded: Remind, Lapsed: Lapse, Escalated: Climb}[next.What]
		_, err = act.Do(ctx, r.desk, a, func(tx *store.Tx) (Duty, error) { return find(tx, id) },
			func(tx *store.Tx, _ *seal.Keys, d Duty) (none struct{}, e record.Entry, err error) {
				al, err := openAlmanac(tx)
				if err != nil {
					return none, e, err
				}
				return none, entry(d, record.Day("due", d.Due)), r.happen(tx, al, next.Happening) // stale, if somebody was faster
			})
		if err != nil {
			return happened, err
		}
		if next.What != Nothing {
			happened++
		}
	}
}

type peeked struct {
	Happening
	waits bool
}

// peek looks what the clock has to do next with a duty.
func (r *Room) peek(ctx context.Context, id ID) (peeked, error) {
	return act.See(ctx, r.desk, Look, func(tx *store.Tx) (Duty, error) { return find(tx, id) },
		func(tx *store.Tx, _ *seal.Keys, d Duty) (p peeked, err error) {
			al, err := openAlmanac(tx)
			if err != nil {
				return p, err
			}
			cal, err := al.of(d)
			if err != nil {
				return p, err
			}
			rule, err := al.rule(d.Rule)
			if err != nil {
				return p, err
			}
			p.Happening = d.Turn(rule, cal, al.today)
			p.waits = d.IsOpen() && d.Watch != "" && d.Watch <= al.today
			return p, nil
		})
}

// happen stores what the clock did, and tells whom it concerns.
func (r *Room) happen(tx *store.Tx, a *almanac, h Happening) error {
	d := h.Duty
	if _, err := move(tx, d); err != nil {
		return err
	}
	switch h.What {
	case Reminded:
		if err := note(tx, d, Event{Day: a.today, What: Reminder}); err != nil {
			return err
		}
		return r.remind(tx, d, "duty.letter_soon")
	case Lapsed:
		if err := note(tx, d, Event{Day: d.Late, What: Breach}); err != nil {
			return err
		}
		return r.remind(tx, d, "duty.letter_late")
	case Escalated:
		return r.climb(tx, a, d, h.Step)
	}
	return nil
}

// remind writes to whoever has the duty in hand, or to their office. What a State owes
// is written to headquarters, who write to the State. words: duty.letter_*
func (r *Room) remind(tx *store.Tx, d Duty, key string) error {
	switch {
	case d.Holder != "":
		return r.tellOne(tx, d.Holder, key, d.Matter)
	case d.Bearer.Kind == Team:
		return r.tell(tx, d.Bearer, key, d)
	}
	o, err := officeFor(tx, Headquarters, d.Home)
	if err != nil {
		return err
	}
	return r.tell(tx, o, key+"_of_state", d)
}

// climb takes a breach one step up: whoever stands there is told, sees the duty among
// what has come up to them, and bears a duty of their own where the step says so.
func (r *Room) climb(tx *store.Tx, a *almanac, d Duty, s Step) error {
	to, err := rung(tx, d, s)
	if err != nil {
		return err
	}
	if err := reach(tx, d, to, a.today); err != nil {
		return err
	}
	if err := note(tx, d, Event{Day: a.today, What: Climbed, Office: to}); err != nil {
		return err
	}
	if s.Duty != "" {
		if _, err := a.start(New{Rule: s.Duty, Matter: d.Matter, Ref: d.Ref, Scope: d.Home, From: a.today, cause: d.ID}); err != nil {
			return err
		}
	}
	return r.tell(tx, to, "duty.letter_up", d)
}

func anywhere(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil }

// succeed moves duties from teams that no longer serve a mission to the one that does:
// the successor of a closed mission, the new team of one that changed hands. Nobody
// need remember it. Headquarters keep what they have until the matter itself moves.
func (r *Room) succeed(ctx context.Context) (moved int, err error) {
	stranded, err := act.See(ctx, r.desk, Look, anywhere, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) ([]Duty, error) { return stranded(tx) })
	for _, d := range stranded {
		_, err := act.Do(ctx, r.desk, Succeed, func(tx *store.Tx) (Duty, error) { return find(tx, d.ID) },
			func(tx *store.Tx, _ *seal.Keys, now Duty) (none struct{}, e record.Entry, err error) {
				if now.Rev != d.Rev {
					return none, e, fault.New(fault.Stale, "fault.stale")
				}
				a, err := openAlmanac(tx)
				if err != nil {
					return none, e, err
				}
				to, err := a.heir(now)
				if err != nil {
					return none, e, err
				}
				if err := a.rehome(now, to); err != nil {
					return none, e, err
				}
				return none, entry(now, record.ID("team", to.ID)), r.tell(tx, to, "duty.letter_moved", now)
			})
		if err != nil && fault.Of(err) != fault.Stale {
			return moved, err
		}
		moved++
	}
	return moved, err
}

// stranded lists the duties borne by a team that is no longer who its rule means.
func stranded(tx *store.Tx) (out []Duty, err error) {
	a, err := openAlmanac(tx)
	if err != nil {
		return nil, err
	}
	wide, err := people.Teams(tx, people.Headquarters)
	if err != nil {
		return nil, err
	}
	all, err := byRole(tx)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		if slices.ContainsFunc(wide, func(t people.TeamView) bool { return string(t.ID) == d.Bearer.ID }) {
			continue
		}
		to, err := a.heir(d)
		if err != nil {
			return nil, err
		}
		if to != d.Bearer {
			out = append(out, d)
		}
	}
	return out, nil
}

func (a *almanac) heir(d Duty) (Office, error) {
	r, err := a.rule(d.Rule)
	if err != nil {
		return Office{}, err
	}
	return a.office(r.Bearer, d.Home)
}
