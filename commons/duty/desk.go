package duty

import (
	"context"
	"strings"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// Tray is a part of a person's desk.
type Tray string

// The trays.
const (
	InHand    Tray = "owe"   // in my hands
	InNobodys Tray = "loose" // my teams', in nobody's hands: taken up by whoever answers
	WithOurs  Tray = "team"  // my teams', in a colleague's hands
	OwedUs    Tray = "owed"  // what others owe me or my teams
	CameUp    Tray = "up"    // what others are late with, and has come up to me
)

// Trays lists them.
var Trays = []Tray{InHand, InNobodys, WithOurs, OwedUs, CameUp}

// Condition is the restriction to what lies in a tray of somebody who speaks for some
// offices: open duties, none of which they are barred from.
func (t Tray) Condition(who people.ID, offices []Office, today clock.Day) (string, []any) {
	column := map[Tray][2]string{OwedUs: {"owed_kind", "owed"}, CameUp: {"office_kind", "office"}}[t]
	if column[0] == "" {
		column = [2]string{"bearer_kind", "bearer"}
	}
	cond, args := Among(column[0], column[1], offices)
	switch t {
	case InHand:
		cond, args = cond+` AND holder <> '' AND holder = ?`, append(args, who)
	case InNobodys:
		cond += ` AND holder = ''`
	case WithOurs:
		cond, args = cond+` AND holder <> '' AND holder <> ?`, append(args, who)
	case OwedUs:
		ours, more := Among("bearer_kind", "bearer", offices)
		cond, args = cond+` AND NOT `+ours, append(args, more...)
	case CameUp:
		cond, args = `id IN (SELECT duty FROM duty_reached WHERE `+cond+`) AND holder <> ? AND due < ? AND stopped < ?`, append(args, who, today, today)
	}
	not, me := Unbarred(who)
	return `ended = '' AND ` + cond + ` AND ` + not, append(args, me)
}

// Unbarred is the restriction to what somebody is not barred from.
func Unbarred(who people.ID) (string, any) {
	return `(barred = '' OR ' ' || barred || ' ' NOT LIKE ?)`, "% " + string(who) + " %"
}

// Size is how much lies in a tray, and how much of it is late.
type Size struct{ N, Late int }

// DeskView is the first page of a person's day. Each list is the beginning of a tray, the
// most late first; Sizes says how much lies in it. The board has the rest.
type DeskView struct {
	Today   clock.Day
	Owe     []Hold
	Loose   []Hold
	Team    []Hold
	Owed    []Hold
	Reached []Hold
	Sizes   map[Tray]Size
	Asks    []Ask // who needs more time, and waits for my answer
	Offers  []Offered
	Given   []Offered
}

// Ask is a request for more time with the duty it is for.
type Ask struct {
	Extension
	Hold   Hold
	Person string // who asks
}

// Desk is what the reader owes, the most late first; what their teams owe; what is owed
// to them; and what waits for their answer.
func (r *Room) Desk(ctx context.Context, tag lang.Tag) (DeskView, error) {
	who := act.Of(ctx)
	return act.See(ctx, r.desk, Desk, reference(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (d DeskView, err error) {
		var asked []Extension
		var offers []Handover
		me := people.ID(who.ID)
		book, err := people.Look(tx, waiting.Part(&asked), offered.Part(&offers, me, me))
		if err != nil {
			return d, err
		}
		reader, err := ReaderIn(tx, tag, me, book)
		if err != nil {
			return d, err
		}
		v := reader.v
		d.Today = v.today
		if err := v.trays(&d); err != nil {
			return d, err
		}
		if d.Asks, err = v.asks(asked); err != nil {
			return d, err
		}
		d.Offers, d.Given, err = v.handing(offers)
		return d, err
	})
}

// onDesk is how much of a tray a desk shows.
const onDesk = 25

type trayed struct {
	Duty
	tray Tray
}

// trays fills the lists of a desk: one question for what they show, one for their sizes.
func (v *viewer) trays(d *DeskView) error {
	d.Sizes = map[Tray]Size{}
	var lists, sizes []string
	var some, all []any
	for _, t := range Trays {
		cond, args := t.Condition(v.who, v.offices, v.today)
		lists = append(lists, `SELECT * FROM (SELECT '`+string(t)+`' AS tray, `+columns+` FROM duty_duty WHERE id IN (`+first(cond, `due, began, id`)+`) ORDER BY due, began, id) AS `+string(t))
		some = append(append(some, args...), onDesk)
		sizes = append(sizes, `SELECT '`+string(t)+`', count(*), coalesce(sum(CASE WHEN due < ? AND stopped < ? THEN 1 ELSE 0 END), 0) FROM duty_duty WHERE `+cond)
		all = append(append(all, v.today, v.today), args...)
	}
	shown, err := store.All(v.tx, func(s store.Scan) (x trayed, err error) {
		x.Duty, err = scan(func(into ...any) error { return s(append([]any{&x.tray}, into...)...) })
		return x, err
	}, strings.Join(lists, " UNION ALL "), some...)
	if err != nil {
		return err
	}
	type sized struct {
		tray Tray
		Size
	}
	counted, err := store.All(v.tx, func(s store.Scan) (x sized, err error) { err = s(&x.tray, &x.N, &x.Late); return }, strings.Join(sizes, " UNION ALL "), all...)
	if err != nil {
		return err
	}
	for _, x := range counted {
		d.Sizes[x.tray] = x.Size
	}
	var duties []Duty
	for _, x := range shown {
		duties = append(duties, x.Duty)
	}
	if err := v.warm(duties); err != nil {
		return err
	}
	for _, x := range shown {
		h, err := v.hold(x.Duty)
		if err != nil {
			return err
		}
		list := map[Tray]*[]Hold{InHand: &d.Owe, InNobodys: &d.Loose, WithOurs: &d.Team, OwedUs: &d.Owed, CameUp: &d.Reached}[x.tray]
		*list = append(*list, h)
	}
	return nil
}
