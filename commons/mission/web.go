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

// Pages lists the addresses of the room, each with the act behind it. A form has a page
// of its own; who may not keep the list is refused it.
func (r *Room) Pages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/mission", Act: List.Name, Serve: r.list},
		{Method: "GET", Path: "/{lang}/mission/new", Act: List.Name, Serve: r.newMission},
		{Method: "POST", Path: "/{lang}/mission", Act: Add.Name, Serve: r.add},
		{Method: "GET", Path: "/{lang}/mission/codes", Act: List.Name, Serve: r.codes},
		{Method: "GET", Path: "/{lang}/mission/country/{code}", Act: List.Name, Serve: r.country},
		{Method: "POST", Path: "/{lang}/mission/country", Act: AddState.Name, Serve: r.addCountry},
		{Method: "POST", Path: "/{lang}/mission/country/{code}/change", Act: MendState.Name, Serve: r.changeCountry},
		{Method: "GET", Path: "/{lang}/mission/{code}", Act: Show.Name, Serve: r.sheet},
		{Method: "GET", Path: "/{lang}/mission/{code}/{form}", Act: Show.Name, Serve: r.form},
		{Method: "POST", Path: "/{lang}/mission/{code}/change", Act: Change.Name, Serve: r.does("change", r.change)},
		{Method: "POST", Path: "/{lang}/mission/{code}/close", Act: Close.Name, Serve: r.does("close", r.close)},
		{Method: "POST", Path: "/{lang}/mission/{code}/unit", Act: AddUnit.Name, Serve: r.does("unit", r.unit)},
		{Method: "POST", Path: "/{lang}/mission/{code}/rotation", Act: AddTurn.Name, Serve: r.does("rotation", r.rotation)},
		{Method: "POST", Path: "/{lang}/mission/{code}/end", Act: EndTurn.Name, Serve: r.does("end", r.endRotation)},
	}
}

var home = ui.Link{Path: "/mission", Say: ui.T("mission.missions")}

// tags are the languages of names, for the forms in which they are typed.
var tags = map[string]lang.Tag{"en": lang.English, "fr": lang.French, "ar": lang.Arabic}

// listPage is the list of missions and countries.
type listPage struct {
	Missions, Countries ui.Table
	None, NoState       bool
	Keeps               bool
}

func (r *Room) list(w http.ResponseWriter, q *http.Request) error {
	l, err := r.List(q.Context())
	if err != nil {
		return err
	}
	tag := web.Lang(q)
	p := listPage{Keeps: l.Keeps, None: len(l.Missions) == 0, NoState: len(l.Countries) == 0}
	p.Missions = ui.Table{Caption: ui.T("mission.missions_caption"), Hide: true, Columns: []ui.Column{{Name: ui.T("mission.col_mission")}, {Name: ui.T("mission.col_place")}, {Name: ui.T("mission.col_opened")}, {Name: ui.T("mission.col_state")}}}
	for _, m := range l.Missions {
		p.Missions.Rows = append(p.Missions.Rows, ui.Row{Cells: []any{ui.Lines{ui.Link{Path: "/mission/" + m.Code, Say: m.Names.In(tag)}, ui.Ref(m.Code)}, m.Places.In(tag), m.Opened, state(m)}})
	}
	p.Countries = ui.Table{Caption: ui.T("mission.countries_caption"), Hide: true, Columns: []ui.Column{{Name: ui.T("mission.col_country")}, {Name: ui.T("mission.col_code")}, {Name: ui.T("mission.col_weekend")}}}
	for _, c := range l.Countries {
		p.Countries.Rows = append(p.Countries.Rows, ui.Row{Cells: []any{ui.Link{Path: "/mission/country/" + c.Code, Say: c.Names.In(tag)}, ui.Ref(c.Code), rest(c.Rest)}})
	}
	return r.ui.Show(w, q, http.StatusOK, "mission/list", ui.Screen{TitleKey: "mission.missions", Body: p, Path: []ui.Link{{Path: home.Path, Say: home.Say, On: true}}})
}

func state(m Mission) any {
	if m.Closed == "" {
		return ui.T("mission.open")
	}
	return ui.T("mission.closed_on", "day", m.Closed)
}

// rest is a weekend in words. words: mission.day_*
func rest(text string) any {
	if text == "" {
		return ui.T("mission.weekend_known")
	}
	var l ui.Lines
	for _, d := range strings.Fields(text) {
		l = append(l, ui.T("mission.day_"+d))
	}
	return l
}

func restDays(text string) (o []ui.Option) {
	for _, d := range WeekDays {
		o = append(o, ui.Option{Value: d, Say: ui.T("mission.day_" + d), On: strings.Contains(text, d)})
	}
	return o
}

func hosts(all []Country, tag lang.Tag, on string) []ui.Option {
	o := []ui.Option{{Value: "", Say: ui.T("mission.host_none"), On: on == ""}}
	return append(o, countries(all, tag, on)...)
}

func countries(all []Country, tag lang.Tag, on string) (o []ui.Option) {
	for _, c := range all {
		o = append(o, ui.Option{Value: c.Code, Say: c.Names.In(tag), On: c.Code == on})
	}
	return o
}

// named reads a name in the languages of a form.
func named(v url.Values, of string) Names {
	n := Names{}
	for _, tag := range []lang.Tag{lang.English, lang.French, lang.Arabic} {
		if s := strings.TrimSpace(v.Get(of + "_" + string(tag))); s != "" {
			n[tag] = s
		}
	}
	return n
}

func revision(v url.Values) int64 {
	n, _ := strconv.ParseInt(v.Get("rev"), 10, 64) // none is no revision: stale
	return n
}

// day reads a date that may be left out.
func day(v url.Values, name string) (clock.Day, error) {
	p, err := ui.PartialDate(v, name)
	if err == nil && p.Day != "" && p.Precision() != clock.ToDay {
		err = fault.In(name, "fault.whole_date")
	}
	return clock.Day(p.Day), err
}

func typed(err error) bool {
	return err != nil && (fault.Of(err) == fault.Invalid || fault.Of(err) == fault.Conflict)
}

// missionPage is the form of a mission, new or changed.
type missionPage struct {
	Tags  map[string]lang.Tag
	Code  string // of the mission that is changed; "" of a new one
	Hosts []ui.Option
	Week  []ui.Option
}

func (r *Room) newMission(w http.ResponseWriter, q *http.Request) error {
	return r.showNew(w, q, http.StatusOK, nil)
}

func (r *Room) showNew(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	l, err := r.List(q.Context())
	if err == nil && !l.Keeps {
		err = fault.New(fault.Forbidden, "fault.forbidden")
	}
	if err != nil {
		return err
	}
	return r.ui.Show(w, q, status, "mission/mission", ui.Screen{TitleKey: "mission.add_mission", Form: form,
		Body: missionPage{tags, "", hosts(l.Countries, web.Lang(q), ""), restDays("")}, Path: []ui.Link{home, {Path: "/mission/new", Say: ui.T("mission.add_mission"), On: true}}})
}

func (r *Room) add(w http.ResponseWriter, q *http.Request) error {
	v, err := web.Form(q)
	m := mission(v, strings.TrimSpace(v.Get("code")))
	if err == nil {
		m.Opened, err = day(v, "opened")
	}
	if err == nil {
		err = r.AddMission(q.Context(), m)
	}
	switch {
	case typed(err):
		return r.showNew(w, q, web.Status[fault.Of(err)], ui.NewForm(v, renamed(err)))
	case err != nil:
		return err
	}
	return web.See(w, q, "/mission/"+m.Code)
}

func mission(v url.Values, code string) Mission {
	return Mission{Code: code, Names: named(v, "name"), Places: named(v, "place"), Host: v.Get("host"), Zone: strings.TrimSpace(v.Get("zone")),
		Rest: strings.Join(v["weekend"], " "), Rev: revision(v)}
}

// renamed points faults of names at the first field of theirs.
func renamed(err error) error {
	for _, f := range fault.All(err) {
		switch f.Field {
		case "names":
			f.Field = "name_en"
		case "places":
			f.Field = "place_en"
		}
	}
	return err
}

// countryPage is the page of one country, or of a new one.
type countryPage struct {
	Country
	Tags  map[string]lang.Tag
	New   bool
	Keeps bool
	Rests any
	Week  []ui.Option
}

// fresh stands in an address where a new country's code would.
const fresh = "new"

func (r *Room) country(w http.ResponseWriter, q *http.Request) error {
	return r.showCountry(w, q, http.StatusOK, q.PathValue("code"), nil)
}

func (r *Room) showCountry(w http.ResponseWriter, q *http.Request, status int, code string, form *ui.Form) error {
	l, err := r.List(q.Context())
	if err != nil {
		return err
	}
	if code == fresh {
		if !l.Keeps {
			return fault.New(fault.Forbidden, "fault.forbidden")
		}
		return r.ui.Show(w, q, status, "mission/country", ui.Screen{TitleKey: "mission.add_country", Body: countryPage{Tags: tags, New: true, Keeps: true, Week: restDays("")}, Form: form,
			Path: []ui.Link{home, {Path: "/mission/country/new", Say: ui.T("mission.add_country"), On: true}}})
	}
	for _, c := range l.Countries {
		if c.Code != code {
			continue
		}
		if form == nil {
			form = ui.NewForm(namesIn(url.Values{"rev": {strconv.FormatInt(c.Rev, 10)}, "weekend": strings.Fields(c.Rest)}, "name", c.Names), nil)
		}
		return r.ui.Show(w, q, status, "mission/country", ui.Screen{Title: c.Names.In(web.Lang(q)), Body: countryPage{c, tags, false, l.Keeps, rest(c.Rest), restDays(c.Rest)}, Form: form,
			Path: []ui.Link{home, {Path: "/mission/country/" + c.Code, Say: ui.Ref(c.Code), On: true}}})
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

// namesIn puts names into the values of a form.
func namesIn(v url.Values, of string, n Names) url.Values {
	for tag, name := range n {
		v.Set(of+"_"+string(tag), name)
	}
	return v
}

func (r *Room) addCountry(w http.ResponseWriter, q *http.Request) error {
	v, err := web.Form(q)
	c := Country{Code: strings.TrimSpace(v.Get("code")), Names: named(v, "name"), Rest: strings.Join(v["weekend"], " ")}
	if err == nil {
		err = r.AddCountry(q.Context(), c)
	}
	return r.countryDone(w, q, fresh, c.Code, v, err)
}

func (r *Room) changeCountry(w http.ResponseWriter, q *http.Request) error {
	v, err := web.Form(q)
	code := q.PathValue("code")
	if err == nil {
		err = r.ChangeCountry(q.Context(), Country{Code: code, Names: named(v, "name"), Rest: strings.Join(v["weekend"], " "), Rev: revision(v)})
	}
	return r.countryDone(w, q, code, code, v, err)
}

func (r *Room) countryDone(w http.ResponseWriter, q *http.Request, at, code string, v url.Values, err error) error {
	switch {
	case typed(err):
		return r.showCountry(w, q, web.Status[fault.Of(err)], at, ui.NewForm(v, renamed(err)))
	case err != nil:
		return err
	}
	return web.See(w, q, "/mission/country/"+code)
}
