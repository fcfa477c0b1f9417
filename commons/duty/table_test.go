package duty

import (
	"fmt"
	"testing"

	"haki/internal/clock"
	"haki/internal/store"
)

// The table of decisions.md §4 and the domain notes B4, written down a second time by
// hand: what is owed from Wednesday 23 December 2026, by an institution that rests on
// Saturday, Sunday, 25 December and 1 January.
//
// XA rests on Friday, Saturday and 28 December; XB on Sunday, 24 December and
// 2 January; XC on Thursday, Friday and 6 January. Where a State owes, its days off
// count beside the institution's.
var table = []struct {
	rule, owedBy, owedTo string
	ours                 clock.Day // where the institution's calendar counts
	xa, xb, xc           clock.Day // where the State's counts too
}{
	{"acknowledge", "conduct", "reporter", "2026-12-28", "", "", ""},
	{"answer", "conduct", "reporter", "2026-12-31", "", "", ""},
	{"offer_help", "victims", "victim", "2026-12-26", "", "", ""},
	{"child_protection", "victims", "victim", "2026-12-24", "", "", ""},
	{"preserve", "conduct", "institution", "2026-12-23", "", "", ""},
	{"tell_oversight", "conduct", "oversight", "2026-12-24", "", "", ""},
	{"assess", "conduct", "institution", "2026-12-31", "", "", ""},
	{"second_decision", "conduct", "institution", "2026-12-29", "", "", ""},
	{"notify", "headquarters", "state", "2026-12-31", "", "", ""},
	{"acknowledge_note", "state", "headquarters", "", "2026-12-29", "2026-12-29", "2026-12-29"},
	{"say_whether", "state", "headquarters", "", "2027-01-12", "2027-01-11", "2027-01-19"},
	{"name_investigator", "state", "headquarters", "", "2027-01-04", "2027-01-04", "2027-01-05"},
	{"investigate", "state", "institution", "2027-06-23", "", "", ""},
	{"investigate_expedited", "state", "institution", "2027-03-23", "", "", ""},
	{"report_outcome", "state", "headquarters", "2027-03-23", "", "", ""},
	{"chase", "headquarters", "institution", "2026-12-28", "", "", ""},
	{"chase_again", "headquarters", "institution", "2026-12-28", "", "", ""},
	{"answer_state", "headquarters", "state", "2026-12-31", "", "", ""},
	{"inform_victim", "victims", "victim", "2027-01-22", "", "", ""},
	{"inform_reporter", "conduct", "reporter", "2027-01-22", "", "", ""},
	{"practice_check", "headquarters", "state", "2027-01-08", "", "", ""},
	{"practice_questions", "state", "headquarters", "2027-01-22", "", "", ""},
	{"practice_clear", "state", "headquarters", "2027-01-22", "", "", ""},
	{"practice_approve", "headquarters", "state", "2027-01-08", "", "", ""},
	{"practice_translate", "headquarters", "state", "2027-01-22", "", "", ""},
	{"practice_confirm", "state", "headquarters", "2027-12-23", "", "", ""},
	{"adopt_step", "state", "institution", "2027-01-22", "", "", ""},
}

func TestTheTableNamesEveryRule(t *testing.T) {
	named := map[string]bool{}
	for _, row := range table {
		named[row.rule] = true
	}
	for _, r := range Shipped {
		if !named[r.Code] {
			t.Errorf("%s is in no row", r.Code)
		}
	}
	if len(named) != len(Shipped) {
		t.Errorf("%d rows for %d rules", len(named), len(Shipped))
	}
}

// lives are the ways a duty can go. Each begins on 23 December and is handed the day
// it was due.
var lives = map[string]func(h *house, d Duty, due clock.Day){
	"met on the day it is due": func(h *house, d Duty, due clock.Day) {
		h.on(due)
		h.ticks()
		h.meets(d)
		if got := h.now(d); got.Ended != Met || got.Late != "" || got.On != due {
			h.Errorf("%s: ended %q on %s, late %q", d.Rule, got.Ended, got.On, got.Late)
		}
		h.on(due.Add(30))
		h.ticks()
		if n := h.breaches(d); n != 0 {
			h.Errorf("%s: kept, and breached %d times", d.Rule, n)
		}
	},
	"met late": func(h *house, d Duty, due clock.Day) {
		h.on(due.Add(1))
		h.ticks()
		h.ticks()
		got := h.now(d)
		if got.Late != due.Add(1) || !got.IsOpen() {
			h.Errorf("%s: late %q, ended %q", d.Rule, got.Late, got.Ended)
		}
		h.on(due.Add(2))
		h.meets(d)
		if got := h.now(d); got.Ended != MetLate {
			h.Errorf("%s: ended %q", d.Rule, got.Ended)
		}
		if n := h.breaches(d); n != 1 {
			h.Errorf("%s: its breach stands %d times in the record", d.Rule, n)
		}
	},
	"met late before the clock came by": func(h *house, d Duty, due clock.Day) {
		h.on(due.Add(1))
		h.meets(d)
		if got := h.now(d); got.Ended != MetLate || got.Late != due.Add(1) || h.breaches(d) != 1 {
			h.Errorf("%s: ended %q, late %q, %d breaches", d.Rule, got.Ended, got.Late, h.breaches(d))
		}
		h.ticks()
		if h.breaches(d) != 1 {
			h.Errorf("%s: breached twice", d.Rule)
		}
	},
	"extended, and met in the time given": func(h *house, d Duty, due clock.Day) {
		until := due.Add(20)
		h.extends(d, Request{Until: until, Reason: Translation})
		h.on(until)
		h.ticks()
		h.meets(d)
		got := h.now(d)
		if got.Ended != Met || got.First != due || got.Due != until {
			h.Errorf("%s: ended %q, promised %s and then %s", d.Rule, got.Ended, got.First, got.Due)
		}
	},
	"breached and never met": func(h *house, d Duty, due clock.Day) {
		h.on(due.Add(1))
		h.ticks()
		h.change(func(tx *store.Tx) error { return Moot(tx, d.Matter, Closed, d.Rule) })
		if got := h.now(d); got.Ended != Breached || got.Why != Closed {
			h.Errorf("%s: ended %q because %q", d.Rule, got.Ended, got.Why)
		}
	},
	"moot in time": func(h *house, d Duty, due clock.Day) {
		h.change(func(tx *store.Tx) error { return Moot(tx, d.Matter, Duplicate) })
		if got := h.now(d); got.Ended != Mooted || got.Why != Duplicate {
			h.Errorf("%s: ended %q because %q", d.Rule, got.Ended, got.Why)
		}
		h.on(due.Add(9))
		h.ticks()
		if h.breaches(d) != 0 {
			h.Errorf("%s: what was moot was breached", d.Rule)
		}
	},
	"waived by the one owed": func(h *house, d Duty, _ clock.Day) {
		h.change(func(tx *store.Tx) error { return Waive(tx, d.Matter, d.Rule, Office{Victim, "somebody else"}) })
		if !h.now(d).IsOpen() {
			h.Errorf("%s: waived by somebody else", d.Rule)
		}
		h.change(func(tx *store.Tx) error { return Waive(tx, d.Matter, d.Rule, d.OwedTo) })
		if got := h.now(d); got.Ended != Waived {
			h.Errorf("%s: ended %q", d.Rule, got.Ended)
		}
	},
}

func (h *house) meets(d Duty) {
	h.Helper()
	h.change(func(tx *store.Tx) error { return Meet(tx, d.Matter, d.Rule) })
}

func (h *house) breaches(d Duty) (n int) {
	for _, e := range look(h, func(tx *store.Tx) ([]Event, error) { return History(tx, d.ID) }) {
		if e.What == Breach {
			n++
		}
	}
	return n
}

// extends asks and grants, each by somebody who may.
func (h *house) extends(d Duty, q Request) {
	h.Helper()
	asker := map[string]string{"conduct": "amara", "victims": "vera", "headquarters": "hana"}[d.Bearer.ID]
	if d.Bearer.Kind == State {
		asker = "hana" // for the State, on its word
	}
	id, err := h.room.AskTime(h.as(asker), d.ID, q)
	h.must(err)
	ext := look(h, func(tx *store.Tx) (Extension, error) { return findExtension(tx, id) })
	giver := map[string]string{"headquarters": "hugo", "service": "sol", "oversight": "olga"}[ext.Asked.ID]
	h.must(h.room.Grant(h.as(giver), id))
}

func TestEveryRuleKeepsItsDaysAndEndsInEveryWay(t *testing.T) {
	each(t, func(h *house) {
		n := 0
		for _, row := range table {
			for country, due := range map[string]clock.Day{"XA": row.xa, "XB": row.xb, "XC": row.xc} {
				if row.ours != "" {
					due = row.ours
					if country != "XA" {
						continue // the State's days off do not count: once is enough
					}
				}
				for life, live := range lives {
					h.on(start)
					n++
					d := h.begins(h.row(row.rule, row.owedBy, row.owedTo, country, n))
					if d.First != due || d.Due != due || d.From != start {
						h.Errorf("%s, %s: due %s, want %s", row.rule, country, d.Due, due)
					}
					if testing.Verbose() {
						h.Logf("%s, %s, due %s: %s", row.rule, country, due, life)
					}
					live(h, d, due)
					h.change(func(tx *store.Tx) error { return Moot(tx, d.Matter, Closed) })
				}
			}
		}
	})
}

// row is a duty to start, by and to whom the table says.
func (h *house) row(rule, by, to, country string, n int) New {
	d := New{Rule: rule, Matter: matter(fmt.Sprintf("row-%d", n)), Scope: here}
	if by == "state" {
		d.Bearer = Office{State, country}
	}
	if to == "state" {
		d.OwedTo = Office{State, country}
	}
	return d
}

func TestTheBearerAndTheOneOwedFollowFromTheRule(t *testing.T) {
	each(t, func(h *house) {
		for i, row := range table {
			d := h.begins(h.row(row.rule, row.owedBy, row.owedTo, "XA", i))
			by, to := d.Bearer.ID, d.OwedTo.ID
			if d.Bearer.Kind == State {
				by = "state"
			}
			switch d.OwedTo.Kind {
			case State, Reporter, Victim, TheWhole:
				to = string(d.OwedTo.Kind)
			}
			if by != row.owedBy || to != row.owedTo {
				h.Errorf("%s: %s owes %s, want %s and %s", row.rule, by, to, row.owedBy, row.owedTo)
			}
		}
	})
}
