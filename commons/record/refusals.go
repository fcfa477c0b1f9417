package record

import (
	"sync"
	"time"

	"haki/internal/clock"
	"haki/internal/store"
)

// Refusals decides which refusals are entered, so that nobody can fill the record, or
// keep the one writer busy, by asking for what they may not have. Of each actor an
// hour's first few are entered; the others are only counted, in memory, and the count
// is entered when the hour is over. It is shared by all who refuse.
type Refusals struct {
	clock clock.Clock
	each  int // entered per actor and hour

	mu   sync.Mutex
	seen map[refusing]int
}

type refusing struct {
	actor string
	hour  time.Time
}

const (
	perHour   = 20     // a person who lost her way; not a script
	mostActor = 10_000 // remembered at once; those beyond share a count
)

// NewRefusals begins to count; each is how many of an actor are entered in an hour,
// 20 if it is 0.
func NewRefusals(c clock.Clock, each int) *Refusals {
	if each <= 0 {
		each = perHour
	}
	return &Refusals{clock: c, each: each, seen: map[refusing]int{}}
}

// Enter counts a refusal and says whether it is to be entered, by Refused. Whoever
// has no name shares one count with all others who have none: names that cost nothing
// would not limit anybody.
func (r *Refusals) Enter(actor string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	who := refusing{actor, r.clock.Now().Truncate(time.Hour)}
	if _, known := r.seen[who]; !known && len(r.seen) >= mostActor {
		who.actor = ""
	}
	r.seen[who]++
	return r.seen[who] <= r.each
}

// Settle enters how many were not entered in the hours that are over, and forgets
// them. It is handed the way to change the database, and uses it only if there is
// something to say. What cannot be written is kept for the next time.
func (r *Refusals) Settle(change func(func(*store.Tx) error) error) error {
	over := r.over()
	if len(over) == 0 {
		return nil
	}
	err := change(func(tx *store.Tx) error {
		for who, n := range over {
			at := Day("day", clock.DayOf(who.hour, nil))
			e := Entry{Facts: []Fact{Count("more", n-r.each), at, Count("hour", who.hour.Hour())}}
			if err := Append(tx, "record.refusal.count", who.actor, e, false); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		r.forget(over)
	}
	return err
}

// over are the counts of past hours that went beyond what was entered. Those that did
// not are forgotten.
func (r *Refusals) over() map[refusing]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.clock.Now().Truncate(time.Hour)
	all := map[refusing]int{}
	for who, n := range r.seen {
		switch {
		case !who.hour.Before(now):
		case n <= r.each:
			delete(r.seen, who)
		default:
			all[who] = n
		}
	}
	return all
}

func (r *Refusals) forget(all map[refusing]int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for who := range all {
		delete(r.seen, who)
	}
}
