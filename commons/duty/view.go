package duty

import (
	"slices"

	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/lang"
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
	out, _, err := Reader{v}.Holds(all)
	return out, err
}

// Reader is somebody who reads many duties at once: what day it is for them, which offices
// they speak for, what those are called that they read of.
type Reader struct{ v *viewer }

// ReaderOf begins to read.
func ReaderOf(tx *store.Tx, tag lang.Tag, who people.ID) (Reader, error) {
	d, err := people.Look(tx)
	if err != nil {
		return Reader{}, err
	}
	return ReaderIn(tx, tag, who, d)
}

// ReaderIn begins to read with a directory in hand: it has the offices and the names.
func ReaderIn(tx *store.Tx, tag lang.Tag, who people.ID, d people.Directory) (Reader, error) {
	v, err := newViewer(tx, tag, "")
	if err != nil {
		return Reader{}, err
	}
	v.who, v.offices, v.persons = who, officesIn(d.Of(who)), d.Names
	for _, t := range d.Teams {
		v.names[Office{Team, string(t.ID)}], v.names[Office{TeamLead, string(t.ID)}] = t.Name(tag), t.Name(tag)
	}
	return Reader{v}, nil
}

// Pressing is the most pressing of some duties, as HeldNow would find it; none is when
// none of them is open.
func Pressing(all []Hold) (first Hold, owed bool) {
	for _, h := range all {
		if h.IsOpen() && (!owed || h.Due < first.Due || h.Due == first.Due && h.ID < first.ID) {
			first, owed = h, true
		}
	}
	return first, owed
}

// Today is the day it is where the institution counts.
func (r Reader) Today() clock.Day { return r.v.today }

// Offices are those that the reader speaks for.
func (r Reader) Offices() []Office { return r.v.offices }

// Holds shows duties, and says what some offices beside theirs are called: "" is said by a word.
func (r Reader) Holds(all []Duty, also ...Office) ([]Hold, map[Office]string, error) {
	if err := r.v.warm(all, also...); err != nil {
		return nil, nil, err
	}
	out, names := make([]Hold, 0, len(all)), map[Office]string{}
	for _, d := range all {
		h, err := r.v.hold(d)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, h)
	}
	for _, o := range also {
		name, err := r.v.office(o)
		if err != nil {
			return nil, nil, err
		}
		names[o] = name
	}
	return out, names, nil
}

// HeldNow is the line at the head of a matter: its most pressing open duty. There is
// none when nothing is owed.
func HeldNow(tx *store.Tx, tag lang.Tag, viewer people.ID, m ident.Matter) (h Hold, owed bool, err error) {
	all, err := HeldEach(tx, tag, viewer, Office{}, m)
	h, owed = all[m]
	return h, owed, err
}

// HeldEach is HeldNow for the matters of a list, in as many questions as for one; as an office
// reads it, if given: what it bears before what it is owed, nothing of what others owe others.
func HeldEach(tx *store.Tx, tag lang.Tag, viewer people.ID, as Office, matters ...ident.Matter) (map[ident.Matter]Hold, error) {
	out := map[ident.Matter]Hold{}
	if len(matters) == 0 {
		return out, nil
	}
	var all, first []Duty
	d, err := people.Look(tx, openOn(&all, matters))
	if err != nil || len(all) == 0 {
		return out, err
	}
	if !as.None() {
		bears := slices.DeleteFunc(slices.Clone(all), func(d Duty) bool { return d.Bearer != as })
		all = append(bears, slices.DeleteFunc(all, func(d Duty) bool { return d.Bearer == as || d.OwedTo != as })...)
	}
	seen := map[ident.Matter]bool{}
	for _, d := range all {
		if !seen[d.Matter] {
			seen[d.Matter], first = true, append(first, d)
		}
	}
	r, err := ReaderIn(tx, tag, viewer, d)
	if err != nil {
		return out, err
	}
	held, _, err := r.Holds(first)
	for _, h := range held {
		out[h.Matter] = h
	}
	return out, err
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
		v.offices, err = OfficesOf(tx, who)
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
		c, err := v.country(o.ID)
		if err != nil {
			return "", err
		}
		if name = c.Names.In(v.tag); name == "" {
			name = o.ID
		}
	}
	v.names[o] = name
	return name, nil
}

func (v *viewer) mine(d Duty) bool { return slices.Contains(v.offices, d.Bearer) }

// warm asks for the names that some duties need, in one question.
func (v *viewer) warm(all []Duty, also ...Office) error {
	named := map[string][]any{}
	add := func(kind, id string) {
		if id != "" && !slices.Contains(named[kind], any(id)) {
			named[kind] = append(named[kind], id)
		}
	}
	for _, d := range all {
		if _, known := v.persons[d.Holder]; !known {
			add("person", string(d.Holder))
		}
		also = append(also, d.Bearer, d.OwedTo)
	}
	for _, o := range also {
		if _, known := v.names[o]; !known && (o.Kind == Team || o.Kind == TeamLead) {
			add("team", o.ID)
		}
	}
	return v.learn(named["person"], named["team"])
}

// learn asks for the names of some people and some teams.
func (v *viewer) learn(persons, teams []any) error {
	for _, id := range persons {
		v.persons[people.ID(id.(string))] = ""
	}
	found, err := namesOf(v.tx, persons, teams)
	for _, n := range found {
		if n.team {
			v.names[Office{Team, n.id}], v.names[Office{TeamLead, n.id}] = n.Name(v.tag), n.Name(v.tag)
			continue
		}
		v.persons[people.ID(n.id)] = n.NameEN
	}
	return err
}

// holds shows those of some duties that pass, without what the reader is barred from.
func (v *viewer) holds(all []Duty, pass func(Duty) bool) (out []Hold, err error) {
	var passed []Duty
	for _, d := range all {
		if pass(d) && !barred(d.Home, v.who) {
			passed = append(passed, d)
		}
	}
	if err := v.warm(passed); err != nil {
		return nil, err
	}
	for _, d := range passed {
		h, err := v.hold(d)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

func (v *viewer) asks(all []Extension) (out []Ask, err error) {
	for _, e := range all {
		if !slices.Contains(v.offices, e.Asked) {
			continue
		}
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

// handing is what waits to be handed over: to the viewer, and by them.
func (v *viewer) handing(all []Handover) (taken, given []Offered, err error) {
	for _, h := range all {
		if h.Duties, err = handed(v.tx, h.ID); err != nil {
			return nil, nil, err
		}
		o := Offered{Handover: h}
		if o.Holds, err = v.holds(h.Duties, func(d Duty) bool { return d.IsOpen() && d.Holder == h.Giver }); err != nil {
			return nil, nil, err
		}
		if o.GiverName, err = v.person(h.Giver); err != nil {
			return nil, nil, err
		}
		if o.TakerName, err = v.person(h.Taker); err != nil {
			return nil, nil, err
		}
		if h.Taker == v.who {
			taken = append(taken, o)
		}
		if h.Giver == v.who {
			given = append(given, o)
		}
	}
	return taken, given, nil
}
