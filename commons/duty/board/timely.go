package board

import (
	"cmp"
	"slices"

	"haki/commons/duty"
	"haki/internal/clock"
	"haki/science/spread"
)

// Bands of lateness in days (design): a week's work, a month, longer.
const (
	bandShort = 5
	bandLong  = 30
)

// Timely is how timely one bearer was with what fell due in a period. A duty is in exactly
// one of the counts, and Due is their sum.
type Timely struct {
	Bearer duty.Office
	Name   string
	Due    int // fell due: everything below
	OnTime int // kept by the day it was due
	Short  int // kept 1 to 5 days late
	Long   int // kept 6 to 30 days late
	Longer int // kept more than 30 days late
	Open   int // still owed, and late
	Never  int // late, and given up: never kept

	// The delays in days: from the due day to the day it was kept; negative before it. What
	// is still owed counts with the days until today, what was given up with those until
	// then: both waited at least so long.
	Delay spread.Five
}

// Late is what was kept late.
func (t Timely) Late() int { return t.Short + t.Long + t.Longer }

// Share is how much of what fell due was kept on time, in per cent, rounded down: it is a
// hundred only when all of it was.
func (t Timely) Share() int {
	if t.Due == 0 {
		return 0
	}
	return 100 * t.OnTime / t.Due
}

// timely sums up what fell due, by bearer: who kept least on time comes first, and of equals
// who had more to keep. Of everything together it is the one without a bearer.
func timely(all []fallen, today clock.Day) (by []Timely, together Timely) {
	delays := map[duty.Office]map[int]int{}
	each := map[duty.Office]*Timely{}
	sum := func(o duty.Office, x fallen) {
		t := each[o]
		if t == nil {
			t = &Timely{Bearer: o}
			each[o], delays[o] = t, map[int]int{}
		}
		days := x.delay
		t.Due += x.n
		switch {
		case x.ended == duty.Open:
			days = today.Since(x.due)
			t.Open += x.n
		case x.ended == duty.Breached:
			t.Never += x.n
		case x.ended == duty.Met:
			t.OnTime += x.n
		case days <= bandShort:
			t.Short += x.n
		case days <= bandLong:
			t.Long += x.n
		default:
			t.Longer += x.n
		}
		delays[o][days] += x.n
	}
	for _, x := range all {
		sum(x.bearer, x)
		sum(duty.Office{}, x)
	}
	for o, t := range each {
		t.Delay, _ = spread.Of(delays[o])
		if o.None() {
			together = *t
			continue
		}
		by = append(by, *t)
	}
	slices.SortFunc(by, func(a, b Timely) int {
		return cmp.Or(cmp.Compare(a.OnTime*b.Due, b.OnTime*a.Due), -cmp.Compare(a.Due, b.Due), cmp.Compare(Key(a.Bearer), Key(b.Bearer)))
	})
	return by, together
}
