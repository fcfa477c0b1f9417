package casework

import (
	"errors"

	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/find"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// Start opens a case inside the caller's act: the door that an assessment goes through.
// The case is sealed to everybody who may read cases where it stands; what is owed
// because it is serious begins.
func Start(tx *store.Tx, keys *seal.Keys, n New) (Case, error) {
	c, err := opening(tx, n)
	if err != nil {
		return c, err
	}
	k, err := KeyOf(tx, keys, c)
	if err != nil {
		return c, err
	}
	c.Title = seal.Seal(k, c.titlePlace(), seal.Hide(n.Title))
	if err := insert(tx, c); err != nil {
		return c, err
	}
	if err := addAllegations(tx, k, c, 0, n.Allegations); err != nil {
		return c, err
	}
	if err := addVictims(tx, k, c, 0, n.Victims); err != nil {
		return c, err
	}
	return c, begin(tx, c)
}

// opening checks a case against the missions and countries there are and names it.
func opening(tx *store.Tx, n New) (Case, error) {
	if err := n.check(); err != nil {
		return Case{}, err
	}
	if n.Mission != "" {
		if _, err := mission.Find(tx, n.Mission); err != nil {
			return Case{}, fault.In("mission", "casework.mission_unknown")
		}
	}
	today, err := duty.Today(tx)
	if err != nil {
		return Case{}, err
	}
	if n.Opened == "" {
		n.Opened = today
	}
	ref, err := find.Allot(tx, ident.Dice, n.Mission, n.Opened.Time(nil).Year())
	if err != nil {
		return Case{}, err
	}
	return Case{ID: ident.New[Case](ident.Dice), Reference: string(ref), Mission: n.Mission, Walled: n.Walled, Told: n.Told, Help: n.Help, Serious: n.serious(),
		Status: Open, Channel: n.Channel, Reports: n.Reports, Opened: n.Opened, Happened: n.Happened, Until: n.Until, Barred: n.Barred}, nil
}

// KeyOf is the key a case goes on under, for its teams as they stand; with others, a key apart for them too.
func KeyOf(tx *store.Tx, keys *seal.Keys, c Case, also ...seal.Recipient) (*seal.Key, error) {
	to, err := people.Readers(tx, PowerRead, c.Scope())
	if err != nil {
		return nil, err
	}
	return people.Sealer(tx, keys, c.key(), append(to, also...)...)
}

// addAllegations splits drafts into allegations, with the route of each.
func addAllegations(tx *store.Tx, k *seal.Key, c Case, from int, drafts []Draft) error {
	for i, d := range Split(drafts) {
		if err := d.inList(tx); err != nil {
			return err
		}
		a := Allegation{ID: ident.New[Allegation](ident.Dice), Case: c.ID, Serial: from + i + 1, Scheme: d.Scheme, Version: d.Version, Designation: d.Designation,
			Theme: d.Theme, Type: d.Type, Category: d.Category, Country: d.Country, Route: routeOf(d)}
		if a.Scheme == "" {
			a.Scheme, a.Version = Scheme, SchemeVersion
		}
		if err := insertAllegation(tx, a); err != nil {
			return err
		}
		if err := errors.Join(addSubjects(tx, k, a, d.Subjects), toNotify(tx, c, a)); err != nil {
			return err
		}
	}
	return nil
}

// toNotify lets headquarters owe a State the note that an allegation's route asks for
// (decisions.md §2 and §4); what only a notice made known is history.
func toNotify(tx *store.Tx, c Case, a Allegation) error {
	serious := Draft{Designation: a.Designation, Theme: a.Theme}.Serious()
	if a.Country == "" || c.Channel == PublicNotice || mission.RouteFor(a.Category, serious).State == mission.StateNone {
		return nil
	}
	_, err := duty.Start(tx, duty.New{Rule: "notify", Matter: c.Matter(), Ref: c.Reference, OwedTo: duty.Office{Kind: duty.State, ID: a.Country}, Scope: c.Scope()})
	return err
}

// inList asks for the country and the units that a draft names.
func (d Draft) inList(tx *store.Tx) error {
	if d.Country != "" {
		if _, err := mission.FindCountry(tx, d.Country); err != nil {
			return fault.In("country", "casework.country_unknown")
		}
	}
	for _, s := range d.Subjects {
		if s.Unit == "" {
			continue
		}
		if _, err := mission.FindUnit(tx, mission.UnitID(s.Unit)); err != nil {
			return fault.In("unit", "fault.not_in_list")
		}
	}
	return nil
}

func addSubjects(tx *store.Tx, k *seal.Key, a Allegation, drafts []SubjectDraft) error {
	if len(drafts) == 0 {
		drafts = []SubjectDraft{{Number: Unknown}}
	}
	for i, d := range drafts {
		s := Subject{ID: ident.New[Subject](ident.Dice), Allegation: a.ID, Serial: i + 1, Number: d.Number, Identified: d.Identified, Unit: d.Unit, Status: d.Status}
		if s.Status == "" {
			s.Status = Assessment
		}
		s.Identity = seal.Seal(k, s.place(), seal.Hide(d.Identity))
		if err := insertSubject(tx, s); err != nil {
			return err
		}
	}
	return nil
}

func addVictims(tx *store.Tx, k *seal.Key, c Case, from int, drafts []VictimDraft) error {
	for i, d := range drafts {
		v := Victim{ID: ident.New[Victim](ident.Dice), Case: c.ID, Serial: from + i + 1, Sex: d.Sex, Age: d.Age, Number: d.Number, Reporter: d.Reporter}
		v.Identity = seal.Seal(k, v.place(), seal.Hide(d.Identity))
		if err := insertVictim(tx, v); err != nil {
			return err
		}
	}
	return nil
}

// begin starts what is owed because a case is serious: evidence is preserved the same day,
// the oversight office is told (decisions.md §2, §4). What only a notice
// made known is history and starts nothing.
func begin(tx *store.Tx, c Case) error {
	if c.Channel == PublicNotice || !c.Serious {
		return nil
	}
	rules := []string{"preserve"}
	if !c.Told {
		rules = append(rules, "tell_oversight")
	}
	return begins(tx, c, rules...)
}

// begins starts what is owed from today: by the office of the rule or, while the
// oversight office has the case, by that one.
func begins(tx *store.Tx, c Case, rules ...string) error {
	var bearer duty.Office
	if c.Taken {
		t, err := people.TeamFor(tx, people.Oversight, "")
		if err != nil {
			return err
		}
		bearer = duty.Office{Kind: duty.Team, ID: string(t.ID)}
	}
	var all []duty.New
	for _, r := range rules {
		all = append(all, duty.New{Rule: r, Matter: c.Matter(), Ref: c.Reference, Scope: c.Scope(), Bearer: bearer})
	}
	_, err := duty.Start(tx, all...)
	return err
}

// Join lets a further report be answered by a case, inside the caller's act.
func Join(tx *store.Tx, keys *seal.Keys, reference string, who gate.Actor, help bool) (Case, error) {
	ref, err := find.ParseReference(reference)
	if err != nil {
		return Case{}, fault.In("reference", "casework.reference_unknown")
	}
	c, err := byReference(tx, string(ref))
	if fault.Of(err) == fault.NotFound || err == nil && gate.Rule(who, PowerRead, "", c.Scope()) != gate.Allowed {
		return Case{}, fault.In("reference", "casework.reference_unknown")
	}
	if err == nil {
		err = c.Decidable(who)
	}
	if err != nil {
		return Case{}, err
	}
	if c, err = advance(tx, c); err != nil {
		return c, err
	}
	c.Reports++
	if help && !c.Help {
		c.Help = true
		if err := share(tx, keys, c); err != nil {
			return c, err
		}
		if err := duty.Rescope(tx, c.Matter(), c.Scope()); err != nil {
			return c, err
		}
	}
	return c, save(tx, c)
}

// share keeps a case for everybody who may read it now.
func share(tx *store.Tx, keys *seal.Keys, c Case) error {
	to, err := people.Readers(tx, PowerRead, c.Scope())
	if err == nil {
		err = custody.Share(tx, keys, c.Matter(), to...)
	}
	if err != nil {
		return err
	}
	return people.Settle(tx, keys, c.key(), to...)
}
