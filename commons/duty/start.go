package duty

import (
	"cmp"
	"errors"

	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/store"
)

// What rooms call inside their acts. Each belongs to the caller's transaction, and the
// caller's entry in the record covers it.

// New is a duty about to start.
type New struct {
	Rule      string
	Matter    ident.Matter
	Ref       string     // what people call the matter; may be empty
	Bearer    Office     // zero: who the rule's bearer is where the matter stands
	OwedTo    Office     // zero: who the rule says; a reporter and a victim have the matter's ID
	Scope     gate.Scope // where the matter stands
	From, Due clock.Day  // the event, "" is today; the day agreed instead of the rule's span, "" is none
	cause     ID
}

// Start lets duties begin. One that is owed already, to the same by the same in the
// same matter, is not owed twice: the earlier day stands. What comes back are the
// duties as they are owed now, in the order asked for.
func Start(tx *store.Tx, all ...New) ([]Duty, error) {
	a, err := openAlmanac(tx)
	if err != nil {
		return nil, err
	}
	var out []Duty
	for _, n := range all {
		d, err := a.start(n)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// Now is a rule as it stands today: as shipped, or as the institution changed it.
func Now(tx *store.Tx, code string) (Rule, error) {
	a, err := openAlmanac(tx)
	if err != nil {
		return Rule{}, err
	}
	return a.rule(code)
}

func (a *almanac) start(n New) (Duty, error) {
	r, err := a.rule(n.Rule)
	if err != nil {
		return Duty{}, err
	}
	if n.Matter.None() || n.From != "" && !n.From.Valid() {
		return Duty{}, fault.New(fault.Internal, "duty.without_matter")
	}
	d := Duty{ID: ident.New[Duty](ident.Dice), Matter: n.Matter, Ref: n.Ref, Rule: r.Code, Version: r.Version, Span: r.Span, Calendar: r.Calendar, Source: r.Source, Remind: r.Remind,
		Bearer: n.Bearer, OwedTo: n.OwedTo, Home: n.Scope, Because: n.cause, From: cmp.Or(n.From, a.today)}
	d.Home.Team = nil
	if d.Bearer.None() {
		d.ByRole = true
		if d.Bearer, err = a.office(r.Bearer, n.Scope); err != nil {
			return d, err
		}
	}
	if d.OwedTo, err = a.owed(r, n); err != nil {
		return d, err
	}
	cal, err := a.of(d)
	if err != nil {
		return d, err
	}
	d.First = cmp.Or(n.Due, r.Due(cal, d.From))
	d.Since, d.Due = d.From, d.First
	d.Watch = d.wakes(cal)
	added, err := insert(a.tx, d)
	if err != nil {
		return d, err
	}
	if !added {
		return a.again(d)
	}
	return d, note(a.tx, d, Event{Day: d.From, What: Began, Office: d.Bearer, Until: d.Due})
}

func (a *almanac) owed(r Rule, n New) (Office, error) {
	switch {
	case !n.OwedTo.None():
		return n.OwedTo, nil
	case r.OwedTo == Reporters:
		return Office{Reporter, n.Matter.ID}, nil
	case r.OwedTo == Harmed:
		return Office{Victim, n.Matter.ID}, nil
	}
	return a.office(r.OwedTo, n.Scope)
}

// again meets a duty that is owed already. The earlier of the two days stands, unless
// the one owed has granted more time since.
func (a *almanac) again(d Duty) (Duty, error) {
	old, err := same(a.tx, d)
	if err != nil || d.Due >= old.Due || old.Due != old.First {
		return old, err
	}
	cal, err := a.of(old)
	if err != nil {
		return old, err
	}
	old.Due, old.Told = d.Due, 0
	old.Watch = old.wakes(cal)
	return move(a.tx, old)
}

// Meet ends every open duty of a matter under a rule, because what is owed was done
// today. None is no fault: what was not owed can be done. A rule whose next duty
// follows the last (every 30 days) has it started, in the same hands; Moot ends that one.
func Meet(tx *store.Tx, m ident.Matter, rule string) error { return meet(tx, m, rule, nil) }

// MeetOne is Meet for the duty owed to one office: to one victim of several, say.
func MeetOne(tx *store.Tx, m ident.Matter, rule string, owedTo Office) error {
	return meet(tx, m, rule, func(d Duty) bool { return d.OwedTo == owedTo })
}

// MeetBy is Meet for the duty that one office bears: one State of several, say.
func MeetBy(tx *store.Tx, m ident.Matter, rule string, bearer Office) error {
	return meet(tx, m, rule, func(d Duty) bool { return d.Bearer == bearer })
}

func meet(tx *store.Tx, m ident.Matter, rule string, which func(Duty) bool) error {
	return eachOpen(tx, m, rule, func(a *almanac, d Duty) error {
		if which != nil && !which(d) {
			return nil
		}
		met, err := d.Meet(a.today)
		if err != nil {
			return err
		}
		kind := Kept
		if met.Ended == MetLate {
			kind = KeptTooLate
		}
		if err := a.ended(d, met, kind); err != nil {
			return err
		}
		r, err := a.rule(rule)
		if err != nil || !r.Again {
			return err
		}
		n := New{Rule: rule, Matter: d.Matter, Ref: d.Ref, OwedTo: d.OwedTo, Scope: d.Home, From: a.today, cause: d.ID}
		if !d.ByRole {
			n.Bearer = d.Bearer
		}
		next, err := a.start(n)
		if err != nil || d.Holder == "" || next.Holder != "" || next.Bearer != d.Bearer || barred(next.Home, d.Holder) {
			return err
		}
		return a.take(next, d.Holder)
	})
}

// Moot ends the open duties of a matter under some rules, under every rule when none
// is named, because there is nothing left to do them for. Those that are late end as
// breached.
func Moot(tx *store.Tx, m ident.Matter, why Reason, rules ...string) error {
	if len(rules) == 0 {
		rules = []string{""}
	}
	var errs []error
	for _, rule := range rules {
		errs = append(errs, eachOpen(tx, m, rule, func(a *almanac, d Duty) error {
			done, err := d.Drop(why, a.today)
			if err != nil {
				return err
			}
			kind := WentMoot
			if done.Ended == Breached {
				kind = NeverKept
			}
			return a.ended(d, done, kind)
		}))
	}
	return errors.Join(errs...)
}

// Waive ends the duties under a rule that are owed to an office, by that office's own
// word: a reporter who wants no more news. Nobody else can let go what is owed to her.
func Waive(tx *store.Tx, m ident.Matter, rule string, owedTo Office) error {
	return eachOpen(tx, m, rule, func(a *almanac, d Duty) error {
		if d.OwedTo != owedTo {
			return nil
		}
		done, err := d.Waive(a.today)
		if err != nil {
			return err
		}
		return a.ended(d, done, LetGo)
	})
}

func eachOpen(tx *store.Tx, m ident.Matter, rule string, each func(*almanac, Duty) error) error {
	all, err := openOf(tx, m, rule)
	if err != nil || len(all) == 0 {
		return err
	}
	a, err := openAlmanac(tx)
	if err != nil {
		return err
	}
	for _, d := range all {
		if err := each(a, d); err != nil {
			return err
		}
	}
	return nil
}

// ended stores an ending and its line of history. A breach that the clock had not come
// to yet is entered in the record here, so that it is there once however it ended.
func (a *almanac) ended(before, after Duty, kind EventKind) error {
	if before.Late == "" && after.Late != "" {
		if err := a.lapse(after); err != nil {
			return err
		}
	}
	if _, err := move(a.tx, after); err != nil {
		return err
	}
	if err := withdrawn(a.tx, after.ID, a.today); err != nil {
		return err
	}
	return note(a.tx, after, Event{Day: a.today, What: kind, Reason: after.Why})
}

func (a *almanac) lapse(d Duty) error {
	if err := record.Append(a.tx, Lapse.Name, "clock", breachEntry(d), true); err != nil {
		return err
	}
	return note(a.tx, d, Event{Day: d.Late, What: Breach})
}

func breachEntry(d Duty) record.Entry {
	return record.Entry{Subject: d.Matter, Facts: []record.Fact{record.ID("duty", d.ID), record.Code("rule", d.Rule), record.Day("due", d.Due)}}
}

// Rescope tells the duties of a matter where it stands now: its mission became known, a
// wall went up, oversight was told. A duty borne by a role moves to the office that is
// that role there, and out of the hands of whoever had it; one that a person was barred
// from leaves theirs.
func Rescope(tx *store.Tx, m ident.Matter, where gate.Scope) error {
	where.Team = nil
	return eachOpen(tx, m, "", func(a *almanac, d Duty) error {
		d.Home = where
		to := d.Bearer
		if d.ByRole {
			r, err := a.rule(d.Rule)
			if err != nil {
				return err
			}
			if to, err = a.office(r.Bearer, where); err != nil {
				return err
			}
		}
		if to != d.Bearer {
			return a.rehome(d, to)
		}
		if barred(where, d.Holder) {
			d.Holder, d.Since = "", a.today
		}
		_, err := move(tx, d)
		return err
	})
}

// rehome gives a duty to another office. Where that office owes the same already, it
// does not owe it twice.
func (a *almanac) rehome(d Duty, to Office) error {
	moved := d
	moved.Bearer, moved.Holder, moved.Since = to, "", a.today
	if _, err := same(a.tx, moved); fault.Of(err) != fault.NotFound {
		if err != nil {
			return err
		}
		done, err := d.Drop(Duplicate, a.today)
		if err != nil {
			return err
		}
		return a.ended(d, done, WentMoot)
	}
	if _, err := move(a.tx, moved); err != nil {
		return err
	}
	return note(a.tx, moved, Event{Day: a.today, What: Moved, Office: to})
}

func barred(s gate.Scope, who people.ID) bool {
	for _, n := range s.Not {
		if n == string(who) {
			return true
		}
	}
	return false
}

// Take puts the duties of a matter that an office bears and nobody has in hand into the
// hands of one of its people: whoever opens a report and answers for it from then on.
func Take(tx *store.Tx, m ident.Matter, who people.ID) error {
	offices, err := OfficesOf(tx, who)
	if err != nil {
		return err
	}
	return eachOpen(tx, m, "", func(a *almanac, d Duty) error {
		mine := false
		for _, o := range offices {
			mine = mine || o == d.Bearer
		}
		if !mine || d.Holder != "" || barred(d.Home, who) {
			return nil
		}
		return a.take(d, who)
	})
}

func (a *almanac) take(d Duty, who people.ID) error {
	d, err := d.Take(who, a.today)
	if err != nil {
		return err
	}
	if _, err := move(a.tx, d); err != nil {
		return err
	}
	return note(a.tx, d, Event{Day: a.today, What: TakenUp, Person: who})
}
