package notification

import (
	"net/http"
	"net/url"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// newPage is where a note begins: headquarters draft it, a mission asks for it.
type newPage struct {
	Path                               string
	Asks                               bool
	Topics, Aims, Languages, Countries []ui.Option
	Missions, To, Copies               []ui.Option
}

// filters are the choices above the register; the address holds them. words: notification.status_*
func (o offered) filters(tag lang.Tag, f Filter) ui.Filters {
	status := []ui.Option{{Say: ui.T("notification.filter_all")}}
	for _, s := range Statuses {
		status = append(status, ui.Option{Value: string(s), Say: ui.T("notification.status_" + string(s)), On: f.Status == s})
	}
	states, missions := []ui.Option{{Say: ui.T("notification.filter_every_state")}}, []ui.Option{{Say: ui.T("notification.filter_every_mission")}}
	for _, c := range o.Countries {
		states = append(states, ui.Option{Value: c.Code, Say: c.Names.In(tag), On: f.Country == c.Code})
	}
	for _, m := range o.Missions {
		missions = append(missions, ui.Option{Value: m.Code, Say: m.Code, On: f.Mission == m.Code})
	}
	years := []ui.Option{{Say: ui.T("notification.filter_every_year")}}
	for n, y := 0, o.Today.Time(nil).Year(); n < 4; n++ {
		years = append(years, ui.Option{Value: itoa(y - n), Say: itoa(y - n), On: f.Year == itoa(y-n)})
	}
	late := []ui.Option{{Say: ui.T("notification.filter_both")}, {Value: "yes", Say: ui.T("notification.filter_late"), On: f.Late}}
	return ui.Filters{Path: ourRoom, Name: ui.T("notification.filter"), Fields: []ui.Filter{{Name: "status", Label: ui.T("notification.stands"), Options: status}, {Name: "country", Label: ui.T("notification.to_state"), Options: states},
		{Name: "mission", Label: ui.T("notification.mission"), Options: missions}, {Name: "year", Label: ui.T("notification.year"), Options: years}, {Name: "late", Label: ui.T("notification.owed"), Options: late}}}
}

// fresh shows the form, to those who hold its power anywhere. With ?case=reference it is
// about that case.
func (r *Room) fresh(a act.Act) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		who := act.Of(q.Context())
		switch ruling := gate.Rule(who, a.Needs, a.Sees, gate.Scope{}); {
		case a == Request && who.Anywhere(a.Needs): // where the matter stands is asked when it is named
		case ruling == gate.Refused:
			return fault.New(fault.Forbidden, "fault.forbidden")
		case ruling == gate.Withheld:
			return fault.New(fault.Withheld, "fault.not_found")
		}
		values := url.Values{}
		if c := q.URL.Query().Get("case"); c != "" {
			for name, value := range map[string]string{"case": c, "topic": string(Conduct), "aim": string(Ask), "country": q.URL.Query().Get("country")} {
				values.Set(name, value)
			}
			values["to"] = Addressees[:1]
		}
		return r.newForm(w, q, http.StatusOK, a, values, nil)
	}
}

func (r *Room) newForm(w http.ResponseWriter, q *http.Request, status int, a act.Act, values url.Values, err error) error {
	l, failed := r.lists(q.Context())
	if failed != nil {
		return failed
	}
	tag := web.Lang(q)
	p := newPage{Path: ourRoom + "/new", Asks: a == Request, Topics: coded("notification.topic_", Topics, nil), Aims: coded("notification.aim_", Aims, nil),
		Languages: coded("notification.lang_", Languages, nil), To: coded("notification.to_", Addressees, nil), Copies: coded("notification.copy_", Copies, nil),
		Countries: []ui.Option{{Say: ui.T("notification.choose")}}, Missions: []ui.Option{{Say: ui.T("notification.mission_none")}}}
	for _, c := range l.Countries {
		p.Countries = append(p.Countries, ui.Option{Value: c.Code, Say: c.Names.In(tag)})
	}
	for _, m := range l.Missions {
		p.Missions = append(p.Missions, ui.Option{Value: m.Code, Say: m.Code})
	}
	title := "notification.do_new"
	if a == Request {
		p.Path, title = ourRoom+"/request", "notification.do_request"
	}
	return r.UI.Show(w, q, status, "notification/new", ui.Screen{TitleKey: title, Body: p, Form: ui.NewForm(values, err),
		Path: []ui.Link{{Path: ourRoom, Say: ui.T("notification.notes")}, {Path: p.Path, Say: ui.T(title), On: true}}})
}

func (r *Room) begun(a act.Act) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := web.Form(q)
		if err != nil {
			return err
		}
		n := New{Case: field(v, "case"), Country: v.Get("country"), Topic: Topic(v.Get("topic")), Aim: Aim(v.Get("aim")), Urgent: v.Get("urgent") == "yes", Language: v.Get("language"),
			To: v["to"], Copies: v["copies"], Facts: field(v, "facts"), Mission: v.Get("mission"), Ref: field(v, "ref")}
		if n.Topic != Conduct {
			n.Case = ""
		}
		do := r.Begin
		if a == Request {
			do = r.Request
		}
		id, err := do(q.Context(), n)
		switch k := fault.Of(err); {
		case err == nil && a == Begin:
			return web.See(w, q, ourRoom+"/"+string(id)+"/edit")
		case err == nil:
			return web.See(w, q, ourRoom+"/"+string(id))
		case k == fault.Withheld && n.Case != "" && act.Of(q.Context()).Anywhere(a.Needs): // not there, or not to be seen: the same
			err = fault.In("case", "notification.case_unknown")
		case k != fault.Invalid:
			return err
		}
		return r.newForm(w, q, http.StatusUnprocessableEntity, a, v, err)
	}
}

// latePage is the preview of reminders in bulk: which notes, what is late, and every text as
// it would go out.
type latePage struct {
	List  []lateLine
	Empty ui.Empty
	Done  int
}

type lateLine struct {
	ID    string
	Rev   int
	Say   any
	About any
	Late  []ui.Fact
	Text  string
	Lang  string
	Path  string
}

func (r *Room) lateLines(q *http.Request) (all []lateLine, err error) {
	late, err := r.AllLate(q.Context(), web.Lang(q))
	for _, o := range late {
		v := reader{Sheet: Sheet{Note: o.Note, State: o.State, CountryNames: o.CountryNames}, room: r, tag: web.Lang(q), q: q}
		l := lateLine{ID: string(o.ID), Rev: o.Rev, Say: ui.Ref(o.Number), About: v.about(), Text: v.reminder(o.Late), Lang: o.Language, Path: ourRoom + "/" + string(o.ID)}
		for _, h := range o.Late {
			l.Late = append(l.Late, ui.Fact{Name: duty.Line(h).Mark(), Value: ui.T("duty.rule_" + h.Rule)}) // words: duty.rule_*
		}
		all = append(all, l)
	}
	return all, err
}

func (r *Room) lateOnes(w http.ResponseWriter, q *http.Request) error {
	return r.showLate(w, q, http.StatusOK, 0, nil)
}

func (r *Room) showLate(w http.ResponseWriter, q *http.Request, status, done int, failed error) error {
	all, err := r.lateLines(q)
	if err != nil {
		return err
	}
	p := latePage{List: all, Done: done, Empty: ui.Empty{Say: ui.T("notification.late_none"), Link: &ui.Link{Path: ourRoom, Say: ui.T("notification.notes")}}}
	return r.UI.Show(w, q, status, "notification/late", ui.Screen{TitleKey: "notification.late_ones", Body: p, Form: ui.NewForm(nil, failed),
		Path: []ui.Link{{Path: ourRoom, Say: ui.T("notification.notes")}, {Path: ourRoom + "/late", Say: ui.T("notification.late_ones"), On: true}}})
}

// remindMany sends the reminders that were ticked, each an act of its own: one that somebody
// else sent meanwhile is not sent twice.
func (r *Room) remindMany(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err != nil {
		return err
	}
	all, err := r.lateLines(q)
	if err != nil {
		return err
	}
	if len(values["note"]) == 0 {
		return r.showLate(w, q, http.StatusUnprocessableEntity, 0, fault.In("note", "notification.none_chosen"))
	}
	done, missed := 0, 0
	for _, chosen := range values["note"] {
		id, rev, _ := strings.Cut(chosen, "/")
		var err error = fault.New(fault.Stale, "fault.stale")
		for _, l := range all {
			if l.ID == id && itoa(l.Rev) == rev {
				err = r.RemindState(Seen(q.Context(), l.Rev), NoteID(id), l.Text)
			}
		}
		switch k := fault.Of(err); {
		case err == nil:
			done++
		case k == fault.Stale, k == fault.Conflict:
			missed++
		default:
			return err
		}
	}
	var failed error
	if missed > 0 {
		failed = fault.New(fault.Conflict, "notification.missed", "n", missed)
	}
	return r.showLate(w, q, http.StatusOK, done, failed)
}
