package duty

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// Hold is a duty as the holding line shows it: who holds it, since when, what they owe,
// by when, under which rule, and how it stands.
type Hold struct {
	Duty
	Pace
	Mine   bool   // the reader is of the office that owes
	Hands  bool   // the reader has it in hand
	Person string // the holder's name; "" when nobody in particular has it
	Office string // the office's name; "" when OfficeKey says it
	To     string // the name of the one owed; "" when a word says it
	Gaps   []int  // years counted without holidays, because nobody entered them
}

// Holding shows duties to a viewer, in their language. What the viewer may see is the
// caller's to know: rooms show the duties of a matter they show.
func Holding(tx *store.Tx, tag lang.Tag, viewer people.ID, all ...Duty) ([]Hold, error) {
	v, err := newViewer(tx, tag, viewer)
	if err != nil {
		return nil, err
	}
	out := make([]Hold, 0, len(all))
	for _, d := range all {
		h, err := v.hold(d)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// HeldNow is the line at the head of a matter: its most pressing open duty. There is
// none when nothing is owed.
func HeldNow(tx *store.Tx, tag lang.Tag, viewer people.ID, m ident.Matter) (h Hold, owed bool, err error) {
	all, err := openOf(tx, m, "")
	if err != nil || len(all) == 0 {
		return h, false, err
	}
	held, err := Holding(tx, tag, viewer, all[0])
	if err != nil {
		return h, false, err
	}
	return held[0], true, nil
}

// viewer is somebody who looks at duties, and the names that were looked up for them.
type viewer struct {
	*almanac
	tag     lang.Tag
	who     people.ID
	offices []Office
	names   map[Office]string
	persons map[people.ID]string
}

func newViewer(tx *store.Tx, tag lang.Tag, who people.ID) (*viewer, error) {
	a, err := openAlmanac(tx)
	if err != nil {
		return nil, err
	}
	v := &viewer{almanac: a, tag: tag, who: who, names: map[Office]string{}, persons: map[people.ID]string{}}
	if who != "" {
		v.offices, err = officesOf(tx, who)
	}
	return v, err
}

func (v *viewer) hold(d Duty) (h Hold, err error) {
	h.Duty = d
	for _, o := range v.offices {
		h.Mine = h.Mine || o == d.Bearer
	}
	h.Hands = d.Holder != "" && d.Holder == v.who
	cal, err := v.of(d)
	if err != nil {
		return h, err
	}
	h.Pace = d.Pace(cal, v.today, h.Mine)
	for _, g := range cal.WarnsBetween(day(d.From), day(d.Due)) {
		if !slices.Contains(h.Gaps, g.Year) {
			h.Gaps = append(h.Gaps, g.Year)
		}
	}
	if h.Person, err = v.person(d.Holder); err != nil {
		return h, err
	}
	if h.Office, err = v.office(d.Bearer); err != nil {
		return h, err
	}
	h.To, err = v.office(d.OwedTo)
	return h, err
}

func (v *viewer) person(id people.ID) (string, error) {
	if id == "" {
		return "", nil
	}
	if n, ok := v.persons[id]; ok {
		return n, nil
	}
	n, err := people.Display(v.tx, id)
	v.persons[id] = n
	return n, err
}

// office is the name of a team or of a State; of the others a word is said.
func (v *viewer) office(o Office) (string, error) {
	if n, ok := v.names[o]; ok {
		return n, nil
	}
	var name string
	switch o.Kind {
	case Team, TeamLead:
		t, err := people.View(v.tx, people.TeamID(o.ID))
		if err != nil {
			return "", err
		}
		name = t.Name(v.tag)
	case State:
		c, err := mission.FindCountry(v.tx, o.ID)
		if err != nil && fault.Of(err) != fault.NotFound {
			return "", err
		}
		if name = c.Names.In(v.tag); name == "" {
			name = o.ID
		}
	}
	v.names[o] = name
	return name, nil
}

// DeskView is the first page of a person's day. Each count on it is the length of a
// list on it.
type DeskView struct {
	Today   clock.Day
	Owe     []Hold // in my hands
	Loose   []Hold // my teams', in nobody's hands: taken up by whoever answers
	Team    []Hold // my teams', in a colleague's hands
	Owed    []Hold // what others owe me or my teams
	Reached []Hold // what others are late with, and has come up to me
	Asks    []Ask  // who needs more time, and waits for my answer
	Offers  []Offered
	Given   []Offered
}

// Ask is a request for more time with the duty it is for.
type Ask struct {
	Extension
	Hold   Hold
	Person string // who asks
}

// LateIn counts those of a list that are late.
func LateIn(all []Hold) (n int) { return countIn(all, Overdue) }

// SoonIn counts those of a list that are due soon.
func SoonIn(all []Hold) (n int) { return countIn(all, Soon) }

func countIn(all []Hold, s Standing) (n int) {
	for _, h := range all {
		if h.State == s {
			n++
		}
	}
	return n
}

// Desk is what the reader owes, the most late first; what their teams owe; what is owed
// to them; and what waits for their answer.
func (r *Room) Desk(ctx context.Context, tag lang.Tag) (DeskView, error) {
	who := act.Of(ctx)
	return act.See(ctx, r.desk, Desk, reference(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (d DeskView, err error) {
		v, err := newViewer(tx, tag, people.ID(who.ID))
		if err != nil {
			return d, err
		}
		d.Today = v.today
		if err := v.borne(&d); err != nil {
			return d, err
		}
		owed, err := OwedTo(tx, v.offices...)
		if err != nil {
			return d, err
		}
		if d.Owed, err = v.holds(owed, func(x Duty) bool { return !v.mine(x) }); err != nil {
			return d, err
		}
		reached, err := reachedBy(tx, v.offices)
		if err != nil {
			return d, err
		}
		if d.Reached, err = v.holds(reached, func(x Duty) bool { return x.Holder != v.who && x.Overdue(v.today) }); err != nil {
			return d, err
		}
		if d.Asks, err = v.asks(); err != nil {
			return d, err
		}
		if d.Offers, err = v.offered(offersTo(tx, v.who)); err != nil {
			return d, err
		}
		d.Given, err = v.offered(offersBy(tx, v.who))
		return d, err
	})
}

func (v *viewer) mine(d Duty) bool {
	for _, o := range v.offices {
		if o == d.Bearer {
			return true
		}
	}
	return false
}

func (v *viewer) borne(d *DeskView) error {
	all, err := Owed(v.tx, v.offices...)
	if err != nil {
		return err
	}
	if d.Owe, err = v.holds(all, func(x Duty) bool { return x.Holder == v.who }); err != nil {
		return err
	}
	if d.Loose, err = v.holds(all, func(x Duty) bool { return x.Holder == "" }); err != nil {
		return err
	}
	d.Team, err = v.holds(all, func(x Duty) bool { return x.Holder != "" && x.Holder != v.who })
	return err
}

// holds shows those of some duties that pass, without what the reader is barred from.
func (v *viewer) holds(all []Duty, pass func(Duty) bool) (out []Hold, err error) {
	for _, d := range all {
		if !pass(d) || barred(d.Home, v.who) {
			continue
		}
		h, err := v.hold(d)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

func (v *viewer) asks() (out []Ask, err error) {
	all, err := asksOf(v.tx, v.offices)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		d, err := find(v.tx, e.Duty)
		if err != nil {
			return nil, err
		}
		if v.mine(d) || barred(d.Home, v.who) {
			continue
		}
		a := Ask{Extension: e}
		if a.Hold, err = v.hold(d); err != nil {
			return nil, err
		}
		if a.Person, err = v.person(e.By); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

func (v *viewer) offered(all []Handover, err error) ([]Offered, error) {
	if err != nil {
		return nil, err
	}
	var out []Offered
	for _, h := range all {
		o := Offered{Handover: h}
		if o.Holds, err = v.holds(h.Duties, func(d Duty) bool { return d.IsOpen() && d.Holder == h.Giver }); err != nil {
			return nil, err
		}
		if o.GiverName, err = v.person(h.Giver); err != nil {
			return nil, err
		}
		if o.TakerName, err = v.person(h.Taker); err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}
