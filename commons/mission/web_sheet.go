package mission

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// sheetPage is the page of one mission.
type sheetPage struct {
	Sheet
	Facts     []ui.Fact
	UnitTable ui.Table
	Running   bool // some rotation has not ended
}

func (r *Room) sheet(w http.ResponseWriter, q *http.Request) error {
	s, err := r.Show(q.Context(), q.PathValue("code"))
	if err != nil {
		return err
	}
	tag := web.Lang(q)
	p := sheetPage{s, sheetFacts(s, tag), unitTable(s, tag), len(running(s)) > 0}
	return r.ui.Show(w, q, http.StatusOK, "mission/sheet", ui.Screen{Title: s.Names.In(tag), Body: p, Path: []ui.Link{home, {Path: "/mission/" + s.Code, Say: ui.Ref(s.Code), On: true}}})
}

// running are the rotations that have not ended.
func running(s Sheet) (o []ui.Option) {
	for _, u := range s.Units {
		for _, t := range u.Rotations {
			if t.Until == "" {
				o = append(o, ui.Option{Value: string(u.ID) + " " + string(t.ID), Say: ui.T("mission.rotation_of", "unit", u.Name, "since", t.Since)})
			}
		}
	}
	return o
}

// formPage is one form of a mission's.
type formPage struct {
	missionPage
	Successors, Kinds, Givers, Units, Running []ui.Option
}

// forms are the forms of a mission, by the last word of their address, with their titles.
var forms = map[string]lang.Saying{"change": ui.T("mission.change_mission"), "close": ui.T("mission.close"), "unit": ui.T("mission.add_unit"), "rotation": ui.T("mission.add_rotation"), "end": ui.T("mission.end_rotation")}

func (r *Room) form(w http.ResponseWriter, q *http.Request) error {
	return r.showForm(w, q, http.StatusOK, q.PathValue("form"), nil)
}

func (r *Room) showForm(w http.ResponseWriter, q *http.Request, status int, name string, form *ui.Form) error {
	title, ok := forms[name]
	s, err := r.Show(q.Context(), q.PathValue("code"))
	switch {
	case err != nil:
		return err
	case !ok || name == "close" && s.Closed != "" && form == nil:
		return fault.New(fault.NotFound, "fault.not_found")
	case !s.Keeps:
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	tag := web.Lang(q)
	p := formPage{missionPage: missionPage{tags, s.Code, hosts(s.Countries, tag, s.Host), restDays(s.Rest)}, Givers: countries(s.Countries, tag, ""), Running: running(s)}
	for _, t := range s.Teams {
		p.Successors = append(p.Successors, ui.Option{Value: t.ID, Say: t.name(tag)})
	}
	for _, k := range Kinds {
		p.Kinds = append(p.Kinds, ui.Option{Value: string(k), Say: ui.T("mission.kind_" + string(k))}) // words: mission.kind_*
	}
	for _, u := range s.Units {
		p.Units = append(p.Units, ui.Option{Value: string(u.ID), Say: u.Name})
	}
	if form == nil && name == "change" {
		v := url.Values{"rev": {strconv.FormatInt(s.Rev, 10)}, "weekend": strings.Fields(s.Rest), "zone": {s.Zone}, "host": {s.Host}}
		ui.SetDate(v, "opened", clock.Partial{Day: string(s.Opened)})
		form = ui.NewForm(namesIn(namesIn(v, "name", s.Names), "place", s.Places), nil)
	}
	page := map[string]string{"change": "mission/mission"}[name]
	if page == "" {
		page = "mission/" + name
	}
	return r.ui.Show(w, q, status, page, ui.Screen{Title: title, Body: p, Form: form,
		Path: []ui.Link{home, {Path: "/mission/" + s.Code, Say: ui.Ref(s.Code)}, {Path: "/mission/" + s.Code + "/" + name, Say: title, On: true}}})
}

func (s Successor) name(tag lang.Tag) string {
	if tag == lang.French {
		return s.NameFR
	}
	return s.NameEN
}

func sheetFacts(s Sheet, tag lang.Tag) []ui.Fact {
	f := []ui.Fact{{Name: ui.T("mission.col_place"), Value: s.Places.In(tag)}, {Name: ui.T("mission.zone"), Value: s.Zone}}
	for _, c := range s.Countries {
		if c.Code == s.Host {
			f = append(f, ui.Fact{Name: ui.T("mission.host"), Value: ui.Link{Path: "/mission/country/" + c.Code, Say: c.Names.In(tag)}})
		}
	}
	if s.Rest != "" {
		f = append(f, ui.Fact{Name: ui.T("mission.weekend"), Value: rest(s.Rest)})
	}
	f = append(f, ui.Fact{Name: ui.T("mission.opened"), Value: s.Opened})
	if s.Closed != "" {
		f = append(f, ui.Fact{Name: ui.T("mission.closed"), Value: s.Closed})
		name := Successor{NameEN: s.SuccessorEN, NameFR: s.SuccessorFR}.name(tag)
		f = append(f, ui.Fact{Name: ui.T("mission.successor"), Value: name})
	}
	return f
}

func unitTable(s Sheet, tag lang.Tag) ui.Table {
	t := ui.Table{Caption: ui.T("mission.units_caption"), Hide: true, Columns: []ui.Column{{Name: ui.T("mission.col_unit")}, {Name: ui.T("mission.col_country")}, {Name: ui.T("mission.col_kind")},
		{Name: ui.T("mission.col_size"), Num: true}, {Name: ui.T("mission.col_rotations")}}}
	of := map[string]string{}
	for _, c := range s.Countries {
		of[c.Code] = c.Names.In(tag)
	}
	for _, u := range s.Units {
		var size any = u.Size
		if u.Size == 0 {
			size = ui.T("mission.unknown_size")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []any{u.Name, of[u.Country], ui.T("mission.kind_" + string(u.Kind)), size, rotations(u.Rotations)}})
	}
	return t
}

func rotations(all []Rotation) any {
	if len(all) == 0 {
		return ui.T("mission.no_rotations")
	}
	var l ui.Lines
	for _, r := range all {
		if r.Until == "" {
			l = append(l, ui.T("mission.rotation_open", "since", lang.Short(r.Since)))
			continue
		}
		l = append(l, ui.T("mission.rotation_done", "since", r.Since, "until", r.Until))
	}
	return l
}

// does serves one form: it runs the change and shows the mission, or the form again with
// what was typed when something in it is wrong.
func (r *Room) does(name string, do func(q *http.Request, v url.Values) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := web.Form(q)
		if err == nil {
			err = do(q, v)
		}
		switch {
		case typed(err):
			return r.showForm(w, q, web.Status[fault.Of(err)], name, ui.NewForm(v, renamed(err)))
		case err != nil:
			return err
		}
		return web.See(w, q, "/mission/"+q.PathValue("code"))
	}
}

func (r *Room) change(q *http.Request, v url.Values) error {
	m := mission(v, q.PathValue("code"))
	var err error
	if m.Opened, err = day(v, "opened"); err != nil {
		return err
	}
	return r.ChangeMission(q.Context(), m)
}

func (r *Room) close(q *http.Request, v url.Values) error {
	on, err := day(v, "closed")
	if err != nil {
		return err
	}
	return r.CloseMission(q.Context(), q.PathValue("code"), on, v.Get("successor"))
}

func (r *Room) unit(q *http.Request, v url.Values) error {
	size, err := number(v.Get("size"))
	if err != nil {
		return err
	}
	_, err = r.NewUnit(q.Context(), Unit{Mission: q.PathValue("code"), Country: v.Get("country"), Kind: Kind(v.Get("kind")), Name: strings.TrimSpace(v.Get("name")), Size: size})
	return err
}

// number reads a number of people; nothing is not known.
func number(s string) (int, error) {
	if s = strings.TrimSpace(s); s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, fault.In("size", "mission.size_unlikely")
	}
	return n, nil
}

func (r *Room) rotation(q *http.Request, v url.Values) error {
	since, err := day(v, "since")
	var until clock.Day
	if err == nil {
		until, err = day(v, "until")
	}
	if err != nil {
		return err
	}
	_, err = r.NewRotation(q.Context(), Rotation{Unit: UnitID(v.Get("unit")), Since: since, Until: until})
	return err
}

func (r *Room) endRotation(q *http.Request, v url.Values) error {
	last, err := day(v, "until")
	if err != nil {
		return err
	}
	unit, id, _ := strings.Cut(v.Get("rotation"), " ")
	return r.EndRotation(q.Context(), UnitID(unit), RotationID(id), last)
}
