package duty

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// Sheet is the page of one duty.
type Sheet struct {
	Hold
	Today      clock.Day
	Zone       string // where the day ends
	Now        Rule   // the rule as it stands today; the duty keeps what it began with
	History    []Told
	Extensions []Asked
	Because    *Hold // the duty whose breach started this one
	Up         []string

	Takes   bool // the reader may take it up
	Asks    bool // the reader may ask for more time
	Speaks  bool // they would ask in the name of a State, on its word
	Decides ExtensionID
}

// Told is a line of history with the names in it.
type Told struct {
	Event
	Name string // of the person, or of the office
}

// Asked is a request for more time with the names in it.
type Asked struct {
	Extension
	Asker, Answerer string
}

// concerned is a duty for everybody it concerns: who bears it, who it is owed to, who
// answers in their name, and whoever its breach has come up to.
func concerned(id ID) func(*store.Tx) (named, error) {
	return func(tx *store.Tx) (n named, err error) {
		if n, err = bearing(id)(tx); err != nil {
			return n, err
		}
		offices := []Office{n.OwedTo}
		up, err := reachedOf(tx, id)
		if err != nil {
			return n, err
		}
		all, err := Extensions(tx, id)
		if err != nil {
			return n, err
		}
		for _, e := range all {
			offices = append(offices, e.Asked)
		}
		for _, o := range append(offices, up...) {
			more, err := members(tx, o)
			if err != nil {
				return n, err
			}
			n.people = append(n.people, more...)
		}
		return n, nil
	}
}

func reachedOf(tx *store.Tx, id ID) ([]Office, error) {
	return store.All(tx, func(s store.Scan) (o Office, err error) { err = s(&o.Kind, &o.ID); return },
		`SELECT office_kind, office FROM duty_reached WHERE duty = ? ORDER BY day, office_kind, office`, id)
}

// Show shows one duty: what is owed, under which rule, what came of it.
func (r *Room) Show(ctx context.Context, tag lang.Tag, id ID) (Sheet, error) {
	return act.See(ctx, r.desk, Show, concerned(id), func(tx *store.Tx, _ *seal.Keys, n named) (s Sheet, err error) {
		v, err := newViewer(tx, tag, me(ctx))
		if err != nil {
			return s, err
		}
		s.Today, s.Zone = v.today, v.here.Zone
		if s.Hold, err = v.hold(n.Duty); err != nil {
			return s, err
		}
		if s.Now, err = v.rule(n.Rule); err != nil {
			return s, err
		}
		if err := v.told(&s, id); err != nil {
			return s, err
		}
		if err := v.requests(&s, id); err != nil {
			return s, err
		}
		if err := v.surroundings(&s, n.Duty); err != nil {
			return s, err
		}
		bears, err := bearing(id)(tx)
		if err != nil {
			return s, err
		}
		mine := slices.Contains(bears.people, string(v.who)) && !barred(n.Home, v.who)
		open := s.IsOpen()
		s.Takes = open && mine && s.Hold.Mine && s.Holder == ""
		s.Asks = open && mine && !slices.ContainsFunc(s.Extensions, func(e Asked) bool { return e.Answer == Waiting })
		s.Speaks = s.Bearer.Kind != Team
		return s, nil
	})
}

func (v *viewer) told(s *Sheet, id ID) error {
	events, err := History(v.tx, id)
	if err != nil {
		return err
	}
	for _, e := range events {
		t := Told{Event: e}
		if t.Name, err = v.person(e.Person); err == nil && e.Person == "" {
			t.Name, err = v.office(e.Office)
		}
		if err != nil {
			return err
		}
		s.History = append(s.History, t)
	}
	return nil
}

func (v *viewer) requests(s *Sheet, id ID) error {
	all, err := Extensions(v.tx, id)
	if err != nil {
		return err
	}
	for _, e := range all {
		a := Asked{Extension: e}
		if a.Asker, err = v.person(e.By); err != nil {
			return err
		}
		if a.Answerer, err = v.office(e.Asked); err != nil {
			return err
		}
		s.Extensions = append(s.Extensions, a)
		if e.Answer != Waiting {
			continue
		}
		n, err := deciding(e.ID)(v.tx)
		if err != nil {
			return err
		}
		if slices.Contains(n.people, string(v.who)) {
			s.Decides = e.ID
		}
	}
	return nil
}

func (v *viewer) surroundings(s *Sheet, d Duty) error {
	up, err := reachedOf(v.tx, d.ID)
	if err != nil {
		return err
	}
	for _, o := range up {
		name, err := v.office(o)
		if err != nil {
			return err
		}
		s.Up = append(s.Up, name)
	}
	if d.Because == "" {
		return nil
	}
	before, err := find(v.tx, d.Because)
	if err != nil || barred(before.Home, v.who) {
		return err
	}
	h, err := v.hold(before)
	s.Because = &h
	return err
}

// Hand is what the page of hand-overs needs: what one has in hand by team, who could
// take it, what one has offered, and what is offered to one.
type Hand struct {
	Teams []HandTeam
	Given []Offered
	Taken []Offered
}

// HandTeam is one team of the reader's: what they hold there, and who else is in it.
type HandTeam struct {
	ID     people.TeamID
	Name   string
	Held   []Hold
	Others []people.Member
	Absent []Absent // whose duties the reader, who leads the team, may offer for them
}

// Absent is a colleague with duties in hand.
type Absent struct {
	people.Member
	Held []Hold
}

// Hand shows the page of hand-overs.
func (r *Room) Hand(ctx context.Context, tag lang.Tag) (Hand, error) {
	return act.See(ctx, r.desk, ListHand, reference(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (h Hand, err error) {
		v, err := newViewer(tx, tag, me(ctx))
		if err != nil {
			return h, err
		}
		in, err := people.TeamsOf(tx, v.who)
		if err != nil {
			return h, err
		}
		for _, m := range in {
			if !m.Role.Keyed() {
				continue // those who let a person in again bear no duty
			}
			t, err := v.handTeam(m)
			if err != nil {
				return h, err
			}
			h.Teams = append(h.Teams, t)
		}
		offers, err := offered.All(tx, v.who, v.who)
		if err == nil {
			h.Taken, h.Given, err = v.handing(offers)
		}
		return h, err
	})
}

func (v *viewer) handTeam(m people.Membership) (t HandTeam, err error) {
	t.ID, t.Name = m.ID, m.Name(v.tag)
	all, err := people.View(v.tx, m.ID)
	if err != nil {
		return t, err
	}
	held := func(who people.ID) ([]Hold, error) {
		duties, err := heldBy(v.tx, who, m.ID)
		if err != nil {
			return nil, err
		}
		return v.holds(duties, func(Duty) bool { return true })
	}
	if t.Held, err = held(v.who); err != nil {
		return t, err
	}
	for _, o := range all.Members {
		if o.Account == v.who {
			continue
		}
		t.Others = append(t.Others, o)
		if !m.Lead {
			continue
		}
		theirs, err := held(o.Account)
		if err != nil {
			return t, err
		}
		if len(theirs) > 0 {
			t.Absent = append(t.Absent, Absent{o, theirs})
		}
	}
	return t, nil
}
