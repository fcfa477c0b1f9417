package casework

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"haki/commons/mission"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/science/tally"
)

// The fields of an allegation and of a victim are the same wherever they are asked for:
// the template "casework/fields" draws them, from {Form, Choices}, in this room and on the
// page where a report is assessed.

// Choices are what those fields offer.
type Choices struct {
	Designations, Themes, Types, Categories []ui.Option
	Countries, Missions, Units              []ui.Option
	Sexes, Ages                             []ui.Option
}

// Choices reads what the fields offer, in the reader's language.
func (r *Room) Choices(ctx context.Context, tag lang.Tag) (c Choices, err error) {
	l, err := r.Lists(ctx)
	if err != nil {
		return c, err
	}
	c = coded()
	c.Countries, c.Missions, c.Units = blank("casework.unknown"), blank("casework.mission_none"), blank("casework.unit_unknown")
	for _, k := range l.Countries {
		c.Countries = append(c.Countries, ui.Option{Value: k.Code, Say: k.Names.In(tag)})
	}
	for _, m := range l.Missions {
		say := any(m.Code + " · " + m.Names.In(tag))
		if !l.Standing[m.Code] {
			say = ui.T("casework.mission_closed", "mission", m.Code+" · "+m.Names.In(tag))
		}
		c.Missions = append(c.Missions, ui.Option{Value: m.Code, Say: say})
	}
	for _, u := range l.Units {
		c.Units = append(c.Units, ui.Option{Value: string(u.ID), Say: u.Name + " · " + u.Country + " · " + u.Mission})
	}
	return c, nil
}

// coded are the choices that are code, of the list of misconduct in use.
// words: mission.term_*, mission.category_*, casework.sex_*, casework.age_*
func coded() (c Choices) {
	for _, t := range offered("designation", "") {
		c.Designations = append(c.Designations, ui.Option{Value: t.Code, Say: ui.T(termKey(t.Code))})
	}
	c.Themes, c.Types, c.Categories = blank("casework.choose"), blank("casework.type_none"), blank("casework.unknown")
	for _, t := range sorted() {
		c.Themes = append(c.Themes, ui.Option{Value: t, Say: ui.T(termKey(t))})
	}
	for _, t := range offered("type", "") {
		c.Types = append(c.Types, ui.Option{Value: t.Code, Say: ui.T(termKey(t.Code))})
	}
	for _, k := range mission.Categories {
		if k.Code == mission.UnknownCategory { // said by leaving it open
			continue
		}
		c.Categories = append(c.Categories, ui.Option{Value: k.Code, Say: ui.T("mission.category_" + k.Code)})
	}
	for _, s := range Sexes {
		c.Sexes = append(c.Sexes, ui.Option{Value: s, Say: ui.T("casework.sex_" + orUnknown(s))})
	}
	for _, a := range Ages {
		c.Ages = append(c.Ages, ui.Option{Value: a, Say: ui.T("casework.age_" + orUnknown(a))})
	}
	return c
}

// sorted are the themes as they are offered: sexual exploitation and abuse first.
func sorted() (all []string) {
	for _, t := range offered("theme", "") {
		all = append(all, t.Code)
	}
	slices.SortStableFunc(all, func(a, b string) int { return isSEA(b) - isSEA(a) })
	return all
}

func isSEA(theme string) int {
	if theme == SEA {
		return 1
	}
	return 0
}

func blank(key string) []ui.Option { return []ui.Option{{Say: ui.T(key)}} }

// orUnknown is a code for a word: what is not known has a word too.
func orUnknown(code string) string {
	if code == "" {
		return "unknown"
	}
	return code
}

// ReadDraft reads a title, an allegation and, if there is one, a victim from those fields;
// every fault stands at its field.
func ReadDraft(values url.Values) (n New, err error) {
	n.Title = field(values, "title")
	d, errDraft := readAllegation(values)
	n.Allegations = []Draft{d}
	victim, there, errVictim := readVictim(values)
	if there {
		n.Victims = []VictimDraft{victim}
	}
	return n, errors.Join(checkTitle(n.Title), errDraft, errVictim)
}

func field(values url.Values, name string) string { return strings.TrimSpace(values.Get(name)) }

// readClass reads what an allegation is classified as. Sexual exploitation and abuse is
// serious without being said so (domain notes A2).
func readClass(values url.Values) Class {
	c := Class{Designation: values.Get("designation"), Theme: values.Get("theme"), Type: values.Get("type"), Category: values.Get("category"), Country: values.Get("country")}
	if c.Theme == SEA && c.Designation == "" {
		c.Designation = SeriousMisconduct
	}
	return c
}

// readAllegation reads an allegation with whom it is against: somebody with a name, or a
// number of people, or nobody knows how many.
func readAllegation(values url.Values) (Draft, error) {
	d := readClass(values).draft()
	s := SubjectDraft{Unit: values.Get("unit"), Identity: field(values, "identity")}
	n, ok := readCount(values, "number")
	switch {
	case !ok:
		return d, errors.Join(d.check(), fault.In("number", "casework.number_unreadable"))
	case s.Identity != "" && (n == Unspoken || n == "1"):
		s.Identified, s.Number = true, "1"
	case s.Identity != "":
		return d, errors.Join(d.check(), fault.In("number", "casework.identified_is_one"))
	case n == Unspoken:
		s.Number = Unknown
	default:
		s.Number = n
	}
	d.Subjects = []SubjectDraft{s}
	return d, d.check()
}

// readVictim reads somebody harmed; there says whether anything was said of anybody.
func readVictim(values url.Values) (v VictimDraft, there bool, err error) {
	v = VictimDraft{Sex: values.Get("victim_sex"), Age: values.Get("victim_age"), Identity: field(values, "victim_identity"), Reporter: values.Get("victim_reporter") == "yes"}
	n, ok := readCount(values, "victim_number")
	if !ok {
		return v, true, fault.In("victim_number", "casework.number_unreadable")
	}
	switch v.Number = n; {
	case n == Unspoken && values.Get("victim_unknown") == "yes":
		v.Number = Unknown
	case n == Unspoken && v.Identity != "":
		v.Number = "1"
	}
	if v.Number == Unspoken && v.Sex == "" && v.Age == "" && !v.Reporter {
		return v, false, nil
	}
	if v.Number == Unspoken {
		return v, true, fault.In("victim_number", "casework.victim_number_required")
	}
	return v, true, v.check()
}

// readCount reads a number of people; none is said by leaving the field empty, never by
// a zero.
func readCount(values url.Values, name string) (Count, bool) {
	n, ok := tally.Of(strings.ToLower(field(values, name)))
	return n, ok && n != "0"
}
