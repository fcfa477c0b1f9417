package duty

import (
	"cmp"
	"slices"

	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/store"
	"haki/science/workday"
)

// Promise is a duty as the one it is owed to may read it: what, by when, kept or not.
// It names no officer and no team, carries no case number and no hour (decisions.md §5).
type Promise struct {
	Rule  string // words duty.next_<rule>; kept: duty.kept_<rule>
	Who   Role   // who owes it; words duty.who_<role>
	From  clock.Day
	Due   clock.Day
	First clock.Day // the day promised before more time was given; "" when it is the same
	Kept  clock.Day // "" while it is owed
	State Standing  // OnTime, Soon, Overdue, Done, KeptLate; what is somebody else's is not told apart
	Days  int
	Unit  workday.Unit
}

// Promises lists what a reader of the matter's own page is told of its duties, kept and
// owed, in the order they fall due: those the rules release to them. What ended because
// there was nothing left to do is left out, unless it had been late: a promise that was
// broken is not hidden.
func Promises(tx *store.Tx, m ident.Matter, to Audience) ([]Promise, error) {
	all, err := Of(tx, m)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	a, err := openAlmanac(tx)
	if err != nil {
		return nil, err
	}
	var out []Promise
	for _, d := range all {
		r, err := a.rule(d.Rule)
		if err != nil {
			return nil, err
		}
		if !r.Released(to) || d.Ended == Mooted || d.Ended == Waived {
			continue
		}
		cal, err := a.of(d)
		if err != nil {
			return nil, err
		}
		out = append(out, promise(d, r, d.Pace(cal, a.today, true)))
	}
	return inOrder(out), nil
}

func promise(d Duty, r Rule, p Pace) Promise {
	out := Promise{Rule: d.Rule, Who: r.Bearer, From: d.From, Due: d.Due, State: p.State, Days: p.Days, Unit: p.Unit}
	if d.First != d.Due {
		out.First = d.First
	}
	if d.Ended == Met || d.Ended == MetLate {
		out.Kept = d.On
	}
	if out.State == Paused {
		out.State = OnTime // why a clock stands still is not hers to carry; the day is
	}
	return out
}

// inOrder puts what was kept first, by the day it was, and what is owed after it, by
// the day it is due.
func inOrder(all []Promise) []Promise {
	slices.SortStableFunc(all, func(a, b Promise) int {
		return cmp.Or(cmp.Compare(later(a), later(b)), cmp.Compare(cmp.Or(a.Kept, a.Due), cmp.Or(b.Kept, b.Due)), cmp.Compare(a.Rule, b.Rule))
	})
	return all
}

func later(p Promise) int {
	if p.Kept != "" {
		return 0
	}
	return 1
}
