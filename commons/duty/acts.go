package duty

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// The powers of this package.
const (
	Reading   gate.Power = "duty.read"     // see the duties of the matters one sees
	Rules     gate.Power = "duty.rule"     // change what a rule allows
	Calendars gate.Power = "duty.calendar" // enter holidays; say where the institution counts
)

// What can be done here. Whoever bears a duty, or is asked for more time, is named on
// it: those acts need no power but to be that person.
var (
	Desk     = act.Act{Name: "duty.desk.read", Needs: gate.Self}
	Show     = act.Act{Name: "duty.duty.read", Needs: Reading}
	TakeUp   = act.Act{Name: "duty.duty.take", Needs: gate.Self, Sees: Reading}
	AskTime  = act.Act{Name: "duty.extension.ask", Needs: gate.Self, Sees: Reading}
	Give     = act.Act{Name: "duty.extension.grant", Needs: gate.Self, Sees: Reading}
	Decline  = act.Act{Name: "duty.extension.decline", Needs: gate.Self, Sees: Reading}
	ListHand = act.Act{Name: "duty.handover.list", Needs: gate.Self}
	Offer    = act.Act{Name: "duty.handover.offer", Needs: gate.Self}
	Accept   = act.Act{Name: "duty.handover.accept", Needs: gate.Self}
	Refuse   = act.Act{Name: "duty.handover.refuse", Needs: gate.Self}
	ListRule = act.Act{Name: "duty.rule.list", Needs: gate.Self}
	SetRule  = act.Act{Name: "duty.rule.change", Needs: Rules, Sees: gate.Self}
	ListDays = act.Act{Name: "duty.holiday.list", Needs: gate.Self}
	AddDay   = act.Act{Name: "duty.holiday.add", Needs: Calendars, Sees: gate.Self}
	DropDay  = act.Act{Name: "duty.holiday.remove", Needs: Calendars, Sees: gate.Self}
	SetHere  = act.Act{Name: "duty.calendar.set", Needs: Calendars, Sees: gate.Self}
	FirstSet = act.Act{Name: "duty.calendar.found", Needs: gate.Operator}

	Look    = act.Act{Name: "duty.clock.look", Needs: gate.Clockwork}
	Remind  = act.Act{Name: "duty.duty.remind", Needs: gate.Clockwork}
	Lapse   = act.Act{Name: "duty.duty.breach", Needs: gate.Clockwork}
	Climb   = act.Act{Name: "duty.duty.escalate", Needs: gate.Clockwork}
	Succeed = act.Act{Name: "duty.duty.move", Needs: gate.Clockwork}
	Asleep  = act.Act{Name: "duty.duty.settle", Needs: gate.Clockwork}
	allActs = []act.Act{Desk, Show, TakeUp, AskTime, Give, Decline, ListHand, Offer, Accept, Refuse, ListRule, SetRule, ListDays, AddDay, DropDay, SetHere, FirstSet,
		Look, Remind, Lapse, Climb, Succeed, Asleep}
)

// named is a duty on which certain people are named: who bears it, or who answers for
// the one it is owed to.
type named struct {
	Duty
	people    []string
	extension Extension
}

// Scope names them.
func (n named) Scope() gate.Scope {
	s := n.Duty.Home
	s.Team = n.people
	return s
}

// Matter is the duty's matter.
func (n named) Matter() ident.Matter { return n.Duty.Matter }

// bearing is a duty for those who bear it. A State bears duties and has no people here:
// headquarters speaks for it, on its word.
func bearing(id ID) func(*store.Tx) (named, error) {
	return func(tx *store.Tx) (n named, err error) {
		if n.Duty, err = find(tx, id); err != nil {
			return n, err
		}
		o := n.Bearer
		if o.Kind != Team {
			if o, err = officeFor(tx, Headquarters, n.Home); err != nil {
				return n, err
			}
		}
		n.people, err = members(tx, o)
		return n, err
	}
}

// deciding is a duty with the request that waits, for those who answer it. Nobody who
// bears the duty does, whatever other team they are in; nor does who asked.
func deciding(id ExtensionID) func(*store.Tx) (named, error) {
	return func(tx *store.Tx) (n named, err error) {
		if n.extension, err = findExtension(tx, id); err != nil {
			return n, err
		}
		if n.Duty, err = find(tx, n.extension.Duty); err != nil {
			return n, err
		}
		if n.people, err = members(tx, n.extension.Asked); err != nil {
			return n, err
		}
		bearers, err := members(tx, n.Bearer)
		n.people = slices.DeleteFunc(n.people, func(p string) bool { return slices.Contains(bearers, p) || p == string(n.extension.By) })
		return n, err
	}
}

func me(ctx context.Context) people.ID { return people.ID(act.Of(ctx).ID) }

func entry(d Duty, more ...record.Fact) record.Entry {
	return record.Entry{Subject: d.Matter, Facts: append([]record.Fact{record.ID("duty", d.ID), record.Code("rule", d.Rule)}, more...)}
}

// TakeUp puts one duty into the hands of whoever asks, who is of its office.
func (r *Room) TakeUp(ctx context.Context, id ID) error {
	_, err := act.Do(ctx, r.desk, TakeUp, bearing(id), func(tx *store.Tx, _ *seal.Keys, n named) (none struct{}, e record.Entry, err error) {
		a, err := openAlmanac(tx)
		if err != nil {
			return none, e, err
		}
		return none, entry(n.Duty), a.take(n.Duty, me(ctx))
	})
	return err
}

// Request is what somebody asks for who needs more time.
type Request struct {
	Until  clock.Day
	Stops  bool // the clock shall stand still until then
	Reason Reason
}

// AskTime asks the one a duty is owed to, or who stands for them, for more time.
func (r *Room) AskTime(ctx context.Context, id ID, q Request) (ExtensionID, error) {
	return act.Do(ctx, r.desk, AskTime, bearing(id), func(tx *store.Tx, _ *seal.Keys, n named) (x ExtensionID, e record.Entry, err error) {
		ext, err := AskFor(tx, n.Duty, q, me(ctx))
		if err != nil {
			return x, e, err
		}
		return ext.ID, entry(n.Duty, record.ID("extension", ext.ID), record.Day("until", q.Until), record.Code("reason", q.Reason)),
			r.tell(tx, ext.Asked, "duty.letter_extension_asked", n.Duty)
	})
}

// Grant gives the time that was asked for. The day promised before stays on the
// request; a breach recorded before stays recorded.
func (r *Room) Grant(ctx context.Context, id ExtensionID) error {
	_, err := act.Do(ctx, r.desk, Give, deciding(id), func(tx *store.Tx, _ *seal.Keys, n named) (none struct{}, e record.Entry, err error) {
		after, ext, err := AnswerFor(tx, id, Granted, me(ctx))
		if err != nil {
			return none, e, err
		}
		return none, entry(n.Duty, record.ID("extension", id), record.Day("was", ext.Was), record.Day("due", after.Due)), r.tellOne(tx, ext.By, "duty.letter_extension_answered", n.Matter())
	})
	return err
}

// Decline leaves the day as it is.
func (r *Room) Decline(ctx context.Context, id ExtensionID) error {
	_, err := act.Do(ctx, r.desk, Decline, deciding(id), func(tx *store.Tx, _ *seal.Keys, n named) (none struct{}, e record.Entry, err error) {
		_, ext, err := AnswerFor(tx, id, Declined, me(ctx))
		if err != nil {
			return none, e, err
		}
		return none, entry(n.Duty, record.ID("extension", id)), r.tellOne(tx, ext.By, "duty.letter_extension_answered", n.Matter())
	})
	return err
}

// reference is what everybody with an account may read: rules and calendars.
func reference(ctx context.Context) func(*store.Tx) (gate.Scope, error) {
	return func(*store.Tx) (gate.Scope, error) { return gate.Scope{Team: []string{act.Of(ctx).ID}}, nil }
}

// ChangeRule changes what a rule allows from now on. What began before keeps what it
// was promised.
func (r *Room) ChangeRule(ctx context.Context, code string, c Change) error {
	_, err := act.Do(ctx, r.desk, SetRule, reference(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (none struct{}, e record.Entry, err error) {
		if _, ok := ByCode(code); !ok {
			return none, e, fault.New(fault.NotFound, "fault.not_found")
		}
		a, err := openAlmanac(tx)
		if err != nil {
			return none, e, err
		}
		before, err := a.rule(code)
		if err != nil {
			return none, e, err
		}
		changes, err := ruleChanges(tx, code)
		if err != nil {
			return none, e, err
		}
		after, err := before.Changed(c, len(changes)+1)
		if err != nil {
			return none, e, err
		}
		return none, record.Entry{Subject: ident.Matter{Kind: "duty.rule", ID: code}, Facts: []record.Fact{record.Code("version", after.Version),
				record.Code("from", before.Span.String()), record.Code("to", after.Span.String()), record.Code("calendar", after.Calendar)}},
			insertChange(tx, RuleChange{code, len(changes) + 1, c, a.today, string(me(ctx))})
	})
	return err
}

// RuleView is a rule with what the institution changed of it.
type RuleView struct {
	Rule
	Changes []RuleChange
}

// ListRules lists the rules as they stand.
func (r *Room) ListRules(ctx context.Context) ([]RuleView, error) {
	return act.See(ctx, r.desk, ListRule, reference(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (all []RuleView, err error) {
		a, err := openAlmanac(tx)
		if err != nil {
			return nil, err
		}
		for _, shipped := range Shipped {
			v := RuleView{}
			if v.Rule, err = a.rule(shipped.Code); err != nil {
				return nil, err
			}
			if v.Changes, err = ruleChanges(tx, shipped.Code); err != nil {
				return nil, err
			}
			all = append(all, v)
		}
		return all, nil
	})
}
