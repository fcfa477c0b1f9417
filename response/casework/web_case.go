package casework

import (
	"net/http"
	"slices"
	"strconv"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/people"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
	"haki/internal/web"
)

// casePage is one case.
type casePage struct {
	Sheet
	At          string
	About       any // what kind of case, where, how old
	Hold        *ui.Hold
	Allegations ui.Table
	Victims     ui.Table
	Measures    ui.Timeline
	Ending      []ui.Fact
	Notice      []ui.Fact
	Timeline    ui.Timeline
	Duties      []ui.Hold
	Who         ui.Panel
	Read        any
	Links       []ui.Link
	Panels      []panel
	Acts        []ui.Link
}

// panel is what another room shows here.
type panel struct {
	Page string
	Body any
}

// reader is somebody at a case's page, with the names of what is coded.
type reader struct {
	Sheet
	me  string
	tag lang.Tag
	at  string
}

func (r *Room) reader(q *http.Request) (v reader, err error) {
	v.tag, v.me = web.Lang(q), act.Of(q.Context()).ID
	if v.Sheet, err = r.Read(q.Context(), v.tag, CaseID(q.PathValue("id"))); err != nil {
		return v, err
	}
	v.at = "/casework/" + string(v.ID)
	return v, nil
}

func (r *Room) show(w http.ResponseWriter, q *http.Request) error {
	v, err := r.reader(q)
	if err != nil {
		return err
	}
	p := casePage{Sheet: v.Sheet, At: v.at, About: v.about(), Allegations: v.allegations(), Victims: v.victims(), Measures: v.measures(), Ending: v.ending(),
		Notice: v.noticed(), Timeline: v.timeline(), Who: v.who(), Read: v.reads(), Acts: v.acts()}
	if v.Held {
		h := duty.Line(v.Hold)
		h.Top = true
		p.Hold = &h
	}
	for _, d := range v.Duties {
		if d.IsOpen() {
			p.Duties = append(p.Duties, duty.Line(d))
		}
	}
	for _, l := range v.Links {
		p.Links = append(p.Links, ui.Link{Path: "/casework/" + string(l.ID), Say: ui.Ref(l.Reference)})
	}
	for _, other := range r.panels {
		page, body, ok, err := other.Panel(q.Context(), v.tag, v.Case)
		if err != nil {
			return err
		}
		if ok {
			p.Panels = append(p.Panels, panel{page, body})
		}
	}
	return r.UI.Show(w, q, http.StatusOK, "casework/case", ui.Screen{TitleKey: "casework.case", Body: p, Path: v.path(nil)})
}

// path is where the page stands; a case is called by its reference, never by its title.
func (v reader) path(form *ui.Link) []ui.Link {
	all := []ui.Link{{Path: "/casework", Say: ui.T("casework.cases")}, {Path: v.at, Say: ui.Ref(v.Reference), On: form == nil}}
	if form != nil {
		all = append(all, *form)
	}
	return all
}

// about says in one line what kind of case it is. words: casework.stage_*
func (v reader) about() any {
	all := []any{ui.T("mission.term_misconduct")}
	if v.Serious {
		all[0] = ui.T("mission.term_serious")
	}
	where := any(ui.T("casework.mission_unplaced"))
	for _, m := range v.Lists.Missions {
		if m.Code == v.Mission {
			where = m.Code
		}
	}
	all = append(all, where)
	if v.Case.Status != Open {
		all = append(all, ui.T("casework.stage_"+string(v.Case.Status)))
	}
	if v.Case.Status != Closed {
		all = append(all, ui.T("casework.age", "n", v.Days))
	}
	return dotted(all)
}

func (v reader) country(code string) any {
	for _, c := range v.Lists.Countries {
		if c.Code == code {
			return c.Names.In(v.tag)
		}
	}
	return ui.T("casework.country_not_known")
}

func (v reader) unit(id string) any {
	for _, u := range v.Lists.Units {
		if string(u.ID) == id {
			return u.Name
		}
	}
	return nil
}

// allegations is the table of what is alleged against whom.
func (v reader) allegations() ui.Table {
	t := ui.Table{Caption: ui.T("casework.allegations"), Note: ui.T("casework.allegations_note", "n", v.Reports), Columns: []ui.Column{
		{Name: ui.T("casework.no")}, {Name: ui.T("casework.against")}, {Name: ui.T("casework.alleged")}, {Name: ui.T("casework.people")},
		{Name: ui.T("casework.status")}, {Name: ui.T("casework.route")}}}
	for _, a := range v.Allegations {
		t.Rows = append(t.Rows, ui.Row{Cells: []any{ui.Ref(strconv.Itoa(a.Serial)), v.against(a.Allegation), alleged(a.Allegation), v.persons(a), v.status(a), ui.T("mission.route_" + a.Route)}}) // words: mission.route_*
	}
	return t
}

// against is the kind of personnel and the country. words: mission.category_*
func (v reader) against(a Allegation) ui.Lines {
	kind := ui.T("casework.category_not_known")
	if a.Category != "" {
		kind = ui.T("mission.category_" + a.Category)
	}
	return ui.Lines{kind, v.country(a.Country)}
}

func alleged(a Allegation) ui.Lines {
	l := ui.Lines{ui.T(termKey(a.Theme))}
	if a.Type != "" {
		l = append(l, ui.T(termKey(a.Type)))
	}
	return append(l, ui.T(termKey(a.Designation)))
}

// persons are those an allegation is against: who was identified, and numbers.
func (v reader) persons(a Alleged) (l ui.Lines) {
	for _, s := range a.Subjects {
		who := any(number(s.Number))
		if s.Identified {
			who = s.Identity
		}
		l = append(l, ui.T("casework.person_no", "no", no(a.Allegation, s.Subject)), who)
		if u := v.unit(s.Unit); u != nil {
			l = append(l, u)
		}
	}
	return l
}

// no calls a subject aloud: the second of the first allegation is 1-2, in one line.
func no(a Allegation, s Subject) string {
	return strconv.Itoa(a.Serial) + "‑" + strconv.Itoa(s.Serial)
}

// number says how many people, or that nobody knows, or that nothing was said.
func number(c Count) lang.Saying {
	n, ok := c.N()
	switch {
	case ok:
		return ui.T("casework.persons", "n", n)
	case c == Unspoken:
		return ui.T("casework.number_unspoken")
	}
	return ui.T("casework.number_unknown")
}

// status is the allegation's, and of each subject where they differ. words: casework.status_*
func (v reader) status(a Alleged) (l ui.Lines) {
	l = ui.Lines{ui.T("casework.status_" + string(a.Status))}
	if a.Referred {
		l = append(l, ui.T("casework.referred"))
	}
	for _, s := range a.Subjects {
		if s.Status != a.Status {
			l = append(l, ui.T("casework.person_status", "no", no(a.Allegation, s.Subject), "status", ui.T("casework.status_"+string(s.Status))))
		}
	}
	return l
}

// victims is the table of those harmed: V1, V2. words: casework.sex_*, casework.age_*
func (v reader) victims() ui.Table {
	t := ui.Table{Caption: ui.T("casework.victims"), Note: ui.T("casework.victims_note"), Columns: []ui.Column{{Name: ui.T("casework.no")}, {Name: ui.T("casework.victim_number")},
		{Name: ui.T("casework.victim_sex")}, {Name: ui.T("casework.victim_age")}, {Name: ui.T("casework.victim_identity")}}}
	for _, x := range v.Victims {
		who := any(ui.T("casework.identity_none"))
		if told(x.Identity) {
			who = x.Identity
		}
		if x.Reporter {
			who = ui.Lines{who, ui.T("casework.victim_reporter")}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []any{ui.Ref("V" + strconv.Itoa(x.Serial)), number(x.Number), ui.T("casework.sex_" + orUnknown(x.Sex)), ui.T("casework.age_" + orUnknown(x.Age)), who}})
	}
	return t
}

// told says whether a sealed text says anything, as far as this reader can know: one that
// does not open for them might.
func told(p seal.Private[string]) bool { return !p.Open() || p.Reveal() != "" }

// measures are what was ordered, the newest first. words: casework.measure_*
func (v reader) measures() (t ui.Timeline) {
	for _, m := range v.Measures {
		e := ui.Event{Day: m.Day, Kind: "event", Say: ui.T("casework.measure_" + m.Code), By: m.By}
		if told(m.Note) {
			e.More = ui.Lines{"", m.Note}
		}
		t = append(t, e)
	}
	slices.Reverse(t)
	return t
}

// ending is how the case was closed, or how somebody wants it closed: the last word on it.
// words: casework.code_*, casework.closing_*, casework.telling_*
func (v reader) ending() []ui.Fact {
	if len(v.Closings) == 0 || v.Case.Status == Open {
		return nil
	}
	c := v.Closings[len(v.Closings)-1]
	f := []ui.Fact{{Name: ui.T("casework.code"), Value: ui.T("casework.code_" + string(c.Code))}, {Name: ui.T("casework.reason_closing"), Value: c.Reason},
		{Name: ui.T("casework.proposed_by"), Value: ui.Lines{c.By, c.Day}}}
	if c.SecondBy != "" {
		f = append(f, ui.Fact{Name: ui.T("casework.closing_" + c.State), Value: ui.Lines{c.SecondBy, c.Decided}})
	}
	f = append(f, ui.Fact{Name: ui.T("casework.telling_reporters"), Value: ui.T("casework.telling_" + string(c.Telling))},
		ui.Fact{Name: ui.T("casework.telling_victims"), Value: ui.T("casework.telling_" + string(c.Victims))})
	if told(c.Answer) {
		f = append(f, ui.Fact{Name: ui.T("casework.answer"), Value: c.Answer})
	}
	return f
}

// noticed is what a public notice said, as printed.
func (v reader) noticed() []ui.Fact {
	if v.Notice == nil {
		return nil
	}
	return v.Notice.Facts()
}

// who lists those who can see the case as teams, walls and conflicts of interest are.
func (v reader) who() ui.Panel {
	p := ui.Panel{Title: ui.T("casework.readers"), Note: ui.T("casework.readers_note")}
	for _, t := range v.Readers {
		p.Who = append(p.Who, ui.Reader{Who: t.Name(v.tag), What: members(t)})
	}
	if v.Walled {
		p.Not = append(p.Not, ui.T("casework.walled_team"))
	}
	for _, id := range v.Barred {
		p.Not = append(p.Not, ui.T("casework.barred_one", "name", v.Names[people.ID(id)]))
	}
	return p
}

func members(t people.TeamView) (names []string) {
	for _, m := range t.Members {
		names = append(names, m.Display)
	}
	return names
}

// reads says how often the case was opened and by how many, this time included.
func (v reader) reads() any {
	times, by := 1, map[string]bool{v.me: true}
	for _, l := range v.Lines {
		if l.Act == Read.Name {
			times++
			by[l.Actor] = true
		}
	}
	return ui.T("casework.opened_times", "n", times, "people", len(by))
}

// acts are what the reader may do to the case as it stands, the most pressing first.
func (v reader) acts() (all []ui.Link) {
	if v.May.Second {
		all = append(all, ui.Link{Path: v.at + "/second", Say: ui.T("casework.do_second")})
	}
	for _, f := range forms {
		if f.may(v.Sheet) {
			all = append(all, ui.Link{Path: v.at + "/" + f.path, Say: ui.T("casework.do_" + f.path)}) // words: casework.do_*
		}
	}
	return all
}
