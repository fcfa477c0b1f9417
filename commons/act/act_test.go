package act_test

import (
	"errors"
	"slices"
	"testing"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

func TestAnActIsDoneAndEntered(t *testing.T) {
	each(t, func(h *house) {
		h.do(decider, put, thing{"here1", "MIRA", "done"}, "here1")
		if said, err := h.sees(reader, read, "here1"); err != nil || said != "done" {
			h.Errorf("it says %q, %v", said, err)
		}
		if got := h.entries("here1"); !slices.Equal(got, []string{"act.thing.put", "act.thing.put"}) {
			h.Errorf("the record holds %q", got)
		}
	})
}

func TestWhoSeesIsToldNoAndWhoDoesNotIsToldNothing(t *testing.T) {
	each(t, func(h *house) {
		for name, c := range map[string]struct {
			who  gate.Actor
			id   string
			want fault.Kind
		}{
			"who reads here":         {reader, "here1", fault.Forbidden},
			"who decides elsewhere":  {decider, "there", fault.Withheld},
			"the public":             {public, "here1", fault.Withheld},
			"where there is nothing": {decider, "nowhere", fault.NotFound},
		} {
			err := h.change(c.who, put, thing{c.id, "MIRA", "undone"}, record.Entry{Subject: ident.Matter{Kind: "act.thing", ID: c.id}})
			if fault.Of(err) != c.want {
				h.Errorf("%s: %v", name, err)
			}
		}
		if said, _ := h.sees(office, read, "here1"); said != "one" {
			h.Errorf("it was done all the same: %q", said)
		}
		if _, err := h.sees(reader, read, "there"); fault.Of(err) != fault.Withheld {
			h.Errorf("reading elsewhere: %v", err)
		}
	})
}

func TestARefusalIsEnteredWithoutItsSubject(t *testing.T) {
	each(t, func(h *house) {
		before := len(h.entries(""))
		for range 3 {
			h.change(decider, put, thing{"there", "MONA", "x"}, record.Entry{})
		}
		if got := len(h.entries("")) - before; got != 3 {
			h.Errorf("3 refusals left %d entries", got)
		}
		if got := h.entries("there"); len(got) != 1 {
			h.Errorf("the thing's own story tells of refusals: %q", got)
		}
	})
}

func TestAChangeWithoutAnEntryIsNotMade(t *testing.T) {
	each(t, func(h *house) {
		broken := record.Entry{Subject: ident.Matter{Kind: "act.thing"}} // half a subject
		if err := h.change(decider, put, thing{"here1", "MIRA", "unsaid"}, broken); err == nil {
			h.Error("it was made")
		}
		if said, _ := h.sees(office, read, "here1"); said != "one" {
			h.Errorf("it says %q", said)
		}
	})
}

// What is sensitive is seen only when the record has taken down that it is.
func TestNoEntryNoSight(t *testing.T) {
	each(t, func(h *house) {
		if said, err := h.sees(reader, peruse, "here1"); err != nil || said != "one" {
			h.Fatalf("saw %q, %v", said, err)
		}
		if got := h.entries("here1"); !slices.Contains(got, "act.thing.peruse") {
			h.Errorf("the sight is not in the record: %q", got)
		}
		unnamed := act.Act{Name: "no name for the record", Needs: "act.read", Sensitive: true}
		if said, err := h.sees(reader, unnamed, "here1"); err == nil || said != "" {
			h.Errorf("saw %q without an entry, %v", said, err)
		}
		before := len(h.entries(""))
		all, err := h.list(reader, peruse, everything)
		if err != nil || len(all) != 2 {
			h.Errorf("listed %q, %v", all, err)
		}
		if got := len(h.entries("")) - before; got != 1 {
			h.Errorf("a list of what is sensitive left %d entries", got)
		}
		if all, err := h.list(reader, unnamed, everything); err == nil || len(all) > 0 {
			h.Errorf("listed %q without an entry, %v", all, err)
		}
	})
}

// everything is a query that forgot its restriction.
func everything(tx *store.Tx, _ gate.Where) ([]thing, error) {
	return store.All(tx, scan, `SELECT id, mission, said FROM act_thing ORDER BY id`)
}

func (h *house) list(who gate.Actor, a act.Act, query func(*store.Tx, gate.Where) ([]thing, error)) ([]string, error) {
	return act.List(as(who), h.desk, a, query, func(_ *store.Tx, _ *seal.Keys, x thing) (string, error) { return x.id, nil })
}

// The query filters fast, the gate is asked again for each row.
func TestAListForgetsNoWall(t *testing.T) {
	each(t, func(h *house) {
		for name, c := range map[string]struct {
			who  gate.Actor
			want []string
		}{
			"here":   {reader, []string{"here1", "here2"}},
			"office": {office, []string{"here1", "here2", "there"}},
		} {
			if got, err := h.list(c.who, read, everything); err != nil || !slices.Equal(got, c.want) {
				h.Errorf("%s: %q, %v", name, got, err)
			}
		}
		if got, err := h.list(public, read, everything); fault.Of(err) != fault.Withheld || len(got) > 0 {
			h.Errorf("the public listed %q, %v", got, err)
		}
	})
}

func TestAReadingActCannotWrite(t *testing.T) {
	each(t, func(h *house) {
		_, err := act.See(as(reader), h.desk, read, find("here1"), func(tx *store.Tx, _ *seal.Keys, x thing) (string, error) {
			_, err := tx.Exec(`UPDATE act_thing SET said = 'x' WHERE id = ?`, x.id)
			return x.said, err
		})
		if err == nil {
			h.Error("it wrote")
		}
		if said, _ := h.sees(office, read, "here1"); said != "one" {
			h.Errorf("it says %q", said)
		}
	})
}

// What a closure could not finish leaves nothing, neither the change nor its entry.
func TestAnActThatFailsLeavesNothing(t *testing.T) {
	each(t, func(h *house) {
		_, err := act.Do(as(decider), h.desk, put, find("here1"), func(tx *store.Tx, _ *seal.Keys, x thing) (string, record.Entry, error) {
			_, err := tx.Exec(`UPDATE act_thing SET said = 'x' WHERE id = ?`, x.id)
			return "", record.Entry{Subject: x.Matter()}, errors.Join(err, fault.New(fault.Conflict, "fault.conflict"))
		})
		if fault.Of(err) != fault.Conflict {
			h.Errorf("failed with %v", err)
		}
		if said, _ := h.sees(office, read, "here1"); said != "one" {
			h.Errorf("it says %q", said)
		}
		if got := h.entries("here1"); len(got) != 1 {
			h.Errorf("the record holds %q", got)
		}
	})
}

// Keys are lent for as long as the act runs: a room that keeps them keeps nothing.
func TestWhatIsLentIsTakenBack(t *testing.T) {
	each(t, func(h *house) {
		receipt := seal.NewReceipt()
		ctx, leave := h.desk.Present(as(public), receipt)
		defer leave()
		bearer := act.Act{Name: "act.thing.bear", Needs: gate.Bearer}
		mine := func(*store.Tx) (gate.Scope, error) { return gate.Scope{Team: []string{receipt.Mailbox()}}, nil }
		var kept *seal.Keys
		_, err := act.See(ctx, h.desk, bearer, mine, func(_ *store.Tx, keys *seal.Keys, _ gate.Scope) (bool, error) {
			kept = keys
			return keys.Has(receipt.Key().ID()), nil
		})
		if err != nil || kept == nil {
			h.Fatalf("nothing was lent: %v", err)
		}
		if kept.Has(receipt.Key().ID()) {
			h.Error("the keys were kept")
		}
	})
}
