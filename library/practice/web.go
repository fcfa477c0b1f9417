package practice

import (
	"context"
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

// The two sides have addresses of their own: the editor's, and a State's own people's.
const (
	ourRoom   = "/practice"
	theirRoom = "/sharing"
)

// button is a move with its form on the sheet.
type button struct {
	path string // words: practice.do_*
	act  act.Act
	move Move
	text string // "", "may" or "must"
	do   func(*Room, context.Context, ID, Move, string) error
}

var ourButtons = []button{
	{"complete", Whole, Completing, "", (*Room).Decide}, {"return", Return, Returning, "must", (*Room).Decide}, {"approve", Approve, Approving, "", (*Room).Decide},
	{"publish", Publish, Publishing, "", (*Room).Decide}, {"submitted", Behalf, Submitting, "may", (*Room).Record}, {"cleared", Behalf, Clearing, "may", (*Room).Record},
	{"confirmed", Behalf, Confirming, "may", (*Room).Record}, {"revised", Behalf, Revising, "", (*Room).Record}, {"answered", Behalf, Answering, "must", (*Room).Record},
	{"reject", Reject, Rejecting, "must", (*Room).Decide}, {"remove", Remove, Withdrawing, "must", (*Room).Decide},
}

var theirButtons = []button{
	{"submit", Submit, Submitting, "may", (*Room).Speak}, {"clear", Clear, Clearing, "", (*Room).Speak}, {"confirm", Confirm, Confirming, "may", (*Room).Speak},
	{"revise", Revise, Revising, "", (*Room).Speak}, {"answer", Answer, Answering, "must", (*Room).Speak}, {"withdraw", Retract, Withdrawing, "must", (*Room).Speak},
}

// side is one of the two, with what it does.
type side struct {
	room                    string
	list, read, begin, edit act.Act
	buttons                 []button
}

var (
	ours   = side{ourRoom, List, Read, Enter, Edit, ourButtons}
	theirs = side{theirRoom, ListOwn, ReadOwn, Begin, Write, theirButtons}
)

func (s side) theirs() bool { return s.room == theirRoom }

// Pages lists the addresses of the room, each with the act behind it.
func (r *Room) Pages() (all []web.Page) {
	for _, s := range []side{ours, theirs} {
		at := "/{lang}" + s.room
		all = append(all, web.Page{Method: "GET", Path: at, Act: s.list.Name, Serve: r.index(s)},
			web.Page{Method: "GET", Path: at + "/new", Act: s.begin.Name, Also: []string{Choice.Name}, Serve: r.fresh(s)},
			web.Page{Method: "POST", Path: at + "/new", Act: s.begin.Name, Serve: r.begun(s)},
			web.Page{Method: "GET", Path: at + "/{id}", Act: s.read.Name, Serve: r.sheet(s)},
			web.Page{Method: "GET", Path: at + "/{id}/write", Act: s.edit.Name, Serve: r.writing(s)},
			web.Page{Method: "POST", Path: at + "/{id}/write", Act: s.edit.Name, Serve: r.wrote(s)})
		for _, b := range s.buttons {
			all = append(all, web.Page{Method: "POST", Path: at + "/{id}/" + b.path, Act: b.act.Name, Serve: r.moved(s, b)})
		}
	}
	return all
}

func field(v url.Values, name string) string { return strings.TrimSpace(v.Get(name)) }

// index lists practices: those handed in, or a State's own.
func (r *Room) index(s side) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		tag, status := web.Lang(q), Status(q.URL.Query().Get("status"))
		rows, err, title := []Row(nil), error(nil), "practice.own"
		if s.theirs() {
			rows, err = r.Own(q.Context(), tag)
		} else {
			title = "practice.all"
			rows, err = r.All(q.Context(), tag, status)
		}
		if err != nil {
			return err
		}
		p := listPage{Theirs: s.theirs(), List: table(rows, s), Empty: ui.Empty{Say: ui.T("practice.list_empty")}}
		states := []ui.Option{{Say: ui.T("practice.filter_all")}}
		for _, x := range Statuses { // words: practice.status_*
			states = append(states, ui.Option{Value: string(x), Say: ui.T("practice.status_" + string(x)), On: x == status})
		}
		p.Filters = ui.Filters{Path: s.room, Name: ui.T("practice.filter"), Fields: []ui.Filter{{Name: "status", Label: ui.T("practice.stands"), Options: states}}}
		if act.Of(q.Context()).Anywhere(s.begin.Needs) {
			p.New = s.room + "/new"
		}
		return r.UI.Show(w, q, http.StatusOK, "practice/list", ui.Screen{TitleKey: title, Body: p})
	}
}

type listPage struct {
	Theirs  bool
	Filters ui.Filters
	List    ui.Table
	Empty   ui.Empty
	New     string
}

func table(rows []Row, s side) ui.Table {
	t := ui.Table{Caption: ui.T("practice.list_caption"), Columns: []ui.Column{{Name: ui.T("practice.practice")}, {Name: ui.T("practice.of_state")}, {Name: ui.T("practice.stands")}, {Name: ui.T("practice.owed")}}}
	for _, p := range rows {
		owed := any(ui.T("practice.nothing_owed"))
		if p.Held {
			h := duty.Line(p.Hold)
			h.Mine = p.Hold.Hands || p.Hold.Mine
			owed = h
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []any{ui.Link{Path: s.room + "/" + string(p.ID), Say: p.Title}, stateName(p.State, p.Owner), ui.T("practice.status_" + string(p.Status)), owed}})
	}
	return t
}

func stateName(name, code string) any {
	if code == "" {
		return ui.T("practice.organisations_un_secretariat")
	}
	if name == "" {
		return code
	}
	return name
}

// allows asks the gate before a form is shown that is about nothing yet.
func allows(ctx context.Context, a act.Act) error {
	if act.Of(ctx).Anywhere(a.Needs) {
		return nil
	}
	return fault.New(fault.Withheld, "fault.not_found")
}

func (r *Room) fresh(s side) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		if err := allows(q.Context(), s.begin); err != nil {
			return err
		}
		return r.newForm(w, q, s, http.StatusOK, nil, nil)
	}
}

type newPage struct {
	At                                    string
	Theirs                                bool
	Countries, Languages, Pillars, Themes []ui.Option
}

func (r *Room) newForm(w http.ResponseWriter, q *http.Request, s side, status int, v url.Values, err error) error {
	o, failed := r.lists(q.Context())
	if failed != nil {
		return failed
	}
	p := newPage{At: s.room, Theirs: s.theirs(), Languages: spoken(), Pillars: coded("pillar", Pillars, nil), Themes: coded("themes", Themes, nil)}
	if !s.theirs() {
		p.Countries = append(p.Countries, ui.Option{Say: ui.T("practice.organisations_un_secretariat")})
	}
	own := own(q.Context())
	for _, c := range o.Countries {
		if !s.theirs() || own[c.Code] {
			p.Countries = append(p.Countries, ui.Option{Value: c.Code, Say: c.Names.In(web.Lang(q))})
		}
	}
	return r.UI.Show(w, q, status, "practice/new", ui.Screen{TitleKey: "practice.do_new", Body: p, Form: ui.NewForm(v, err),
		Path: []ui.Link{{Path: s.room, Say: ui.T("practice.practices")}, {Path: s.room + "/new", Say: ui.T("practice.do_new"), On: true}}})
}

// own are the States for which somebody may write.
func own(ctx context.Context) map[string]bool {
	all := map[string]bool{}
	for _, g := range act.Of(ctx).Grants {
		if g.Power == PowerWrite {
			all[g.Country] = true
		}
	}
	return all
}

func (r *Room) begun(s side) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := web.Form(q)
		if err != nil {
			return err
		}
		n := New{Country: v.Get("country"), Language: v.Get("language"), Title: field(v, "title"), Pillar: v.Get("pillar"), Theme: v.Get("theme")}
		do := r.Enter
		if s.theirs() {
			do = r.Begin
			if o := own(q.Context()); n.Country == "" && len(o) == 1 {
				for code := range o {
					n.Country = code
				}
			}
		}
		id, err := do(q.Context(), n)
		if fault.Of(err) == fault.Invalid && err != nil {
			return r.newForm(w, q, s, http.StatusUnprocessableEntity, v, err)
		}
		if err != nil {
			return err
		}
		return web.See(w, q, s.room+"/"+string(id)+"/write?language="+url.QueryEscape(n.Language))
	}
}

// coded are the options of a code list. words: practice.pillar_*, practice.themes_*, practice.personnel_*, practice.stages_*, practice.systems_*, practice.law_*, practice.means_*, practice.organisations_*
func coded(list string, codes, on []string) (all []ui.Option) {
	for _, c := range codes {
		o := ui.Option{Value: c, Say: ui.T("practice." + list + "_" + c)}
		for _, x := range on {
			o.On = o.On || x == c
		}
		all = append(all, o)
	}
	return all
}

func spoken() (all []ui.Option) {
	for _, tag := range Languages {
		all = append(all, ui.Option{Value: tag, Say: lang.Name(lang.Tag(tag))})
	}
	return all
}

// allowed says whether somebody may do a move to a practice as it stands.
func (b button) allowed(who gate.Actor, p Practice) bool {
	behalf := b.act.Name != Behalf.Name || p.Proxy || p.Owner == ""
	return behalf && gate.Rule(who, b.act.Needs, "", p.Scope()) == gate.Allowed && p.can(b.move)
}
