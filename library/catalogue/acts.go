package catalogue

import (
	"context"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/library/adopt"
	"haki/library/practice"
)

// What can be done here: reading, by anyone.
var (
	List     = act.Act{Name: "catalogue.practice.list", Needs: gate.Anyone}
	Read     = act.Act{Name: "catalogue.practice.read", Needs: gate.Anyone}
	Compare  = act.Act{Name: "catalogue.practice.compare", Needs: gate.Anyone}
	Attend   = act.Act{Name: "catalogue.meeting.read", Needs: gate.Anyone}
	Share    = act.Act{Name: "catalogue.invitation.read", Needs: gate.Anyone}
	Map      = act.Act{Name: "catalogue.site.map", Needs: gate.Anyone}
	Describe = act.Act{Name: "catalogue.interface.describe", Needs: gate.Anyone}
)

// Acts lists them.
func (*Room) Acts() []act.Act { return []act.Act{List, Read, Compare, Attend, Share, Map, Describe} }

func everybody(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil }

// looked is what a look at the library needs of the database: two questions, four when
// something changed.
type looked struct {
	found
	names map[string]string
	today clock.Day
}

// look answers a filter.
func (r *Room) look(ctx context.Context, a act.Act, f Filter, tag string) (out looked, err error) {
	c := changes{since: r.shelf.known()}
	out, err = act.See(ctx, r.Desk, a, everybody, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (l looked, err error) {
		if c.shown, c.gone, c.now, err = practice.Changed(tx, c.since); err != nil {
			return l, err
		}
		if l.names, err = practice.Names(tx, tag); err != nil {
			return l, err
		}
		l.today, err = duty.Today(tx)
		return l, err
	})
	if err != nil {
		return out, err
	}
	r.shelf.take(c)
	out.found = r.shelf.look(f, tag, out.today)
	return out, nil
}

// sheet is one practice with its versions.
type sheet struct {
	practice.Shown
	versions []practice.Version
	tried    []adopt.Tried
	names    map[string]string
	today    clock.Day
}

// read is one practice, if anybody may see it.
func (r *Room) read(ctx context.Context, slug, tag string) (sheet, error) {
	return act.See(ctx, r.Desk, Read, everybody, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (s sheet, err error) {
		if s.Shown, err = practice.FindShown(tx, slug); err != nil {
			return s, err
		}
		if s.versions, err = practice.Versions(tx, s.ID); err != nil {
			return s, err
		}
		if s.tried, err = adopt.TriedBy(tx, s.ID); err != nil {
			return s, err
		}
		if s.names, err = practice.Names(tx, tag); err != nil {
			return s, err
		}
		s.today, err = duty.Today(tx)
		return s, err
	})
}

// side reads some practices, as many as stand beside each other; what is not public is left out.
func (r *Room) side(ctx context.Context, slugs []string, tag string) ([]sheet, error) {
	return act.See(ctx, r.Desk, Compare, everybody, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (all []sheet, err error) {
		names, err := practice.Names(tx, tag)
		if err != nil {
			return nil, err
		}
		today, err := duty.Today(tx)
		if err != nil {
			return nil, err
		}
		for _, slug := range slugs {
			p, err := practice.FindShown(tx, slug)
			if fault.Of(err) == fault.NotFound && err != nil {
				continue
			}
			if err != nil {
				return nil, err
			}
			all = append(all, sheet{Shown: p, names: names, today: today})
		}
		return all, nil
	})
}
