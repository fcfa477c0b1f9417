package outcome

import (
	"context"
	"slices"
	"strconv"

	"haki/commons/duty"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/store"
	"haki/response/casework"
)

// Inform lets whoever was harmed read entries: on her own page if she told of it herself;
// for those who did not, the duty to inform them begins and is met when somebody enters
// that they were told (decisions.md §4, §5).
func (r *Room) Inform(ctx context.Context, id casework.CaseID, which ...EntryID) error {
	if len(which) == 0 {
		return fault.In("entry", "outcome.release_none")
	}
	return r.on(ctx, Release, id, func(w *work) error {
		c := w.sheet.Case
		if err := c.Decidable(w.who); err != nil {
			return err
		}
		for i, one := range which {
			e, ok := w.ledger.releasable().entry(one)
			if !ok {
				return fault.New(fault.Conflict, "outcome.not_releasable")
			}
			if err := release(w.tx, e.ID, w.today); err != nil {
				return err
			}
			if err := r.Reports.Released(w.tx, c, e.News()); err != nil {
				return err
			}
			name := "entry"
			if i > 0 {
				name += strconv.Itoa(i + 1)
			}
			w.facts = append(w.facts, record.ID(name, e.ID))
		}
		if !w.untold() {
			return nil
		}
		_, err := duty.Start(w.tx, duty.New{Rule: informVictim, Matter: c.Matter(), Ref: c.Reference, Scope: c.Scope()})
		return err
	})
}

const informVictim = "inform_victim"

// untold says whether somebody was harmed who has no page of her own.
func (w *work) untold() bool {
	return slices.ContainsFunc(w.sheet.Victims, func(v casework.Harmed) bool { return !v.Reporter })
}

// releasable are the standing entries that she was not told of and that have words for
// her.
func (l Ledger) releasable() (out Ledger) {
	for _, e := range l.Standing() {
		if e.Released == "" && e.News() != "" {
			out = append(out, e)
		}
	}
	return out
}

// How says how those who were harmed and have no page came to know.
type How string

// The ways.
const (
	InPerson How = "told"     // somebody told them
	Declined How = "declined" // they do not want to be told
)

// Hows in the order they are offered.
var Hows = []How{InPerson, Declined}

// TellHarmed enters that those who were harmed were told what was released, or do not want
// to be told: what is owed to them is met, or let go by their own word.
func (r *Room) TellHarmed(ctx context.Context, id casework.CaseID, how How) error {
	if !slices.Contains(Hows, how) {
		return fault.In("how", "fault.choose")
	}
	return r.on(ctx, Tell, id, func(w *work) error {
		m := w.sheet.Case.Matter()
		open, err := owing(w.tx, w.sheet.Case)
		switch {
		case err != nil:
			return err
		case !open:
			return fault.New(fault.Conflict, "outcome.nothing_to_tell")
		}
		w.facts = append(w.facts, record.Code("how", string(how)))
		if how == Declined {
			return duty.Waive(w.tx, m, informVictim, duty.Office{Kind: duty.Victim, ID: m.ID})
		}
		return duty.Meet(w.tx, m, informVictim)
	})
}

// owing says whether those harmed who have no page are owed news of the case.
func owing(tx *store.Tx, c casework.Case) (bool, error) {
	all, err := duty.Of(tx, c.Matter())
	return slices.ContainsFunc(all, func(d duty.Duty) bool { return d.Rule == informVictim && d.IsOpen() }), err
}
