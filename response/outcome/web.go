package outcome

import (
	"net/http"
	"slices"
	"strconv"

	"haki/commons/custody"
	"haki/commons/gate"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/response/casework"
)

// Pages lists the addresses of the room, each with the act behind it.
func (r *Room) Pages() []web.Page {
	const path = "/{lang}/outcome/{id}"
	const own = "/{lang}/received/{id}/outcome"
	all := []web.Page{{Method: "GET", Path: path, Act: Read.Name, Serve: r.show}, {Method: "GET", Path: path + "/file/{file}", Act: ReadFile.Name, Serve: r.serve},
		{Method: "GET", Path: own, Act: ReadOwn.Name, Serve: r.showOwn}, {Method: "GET", Path: own + "/file/{file}", Act: FileOwn.Name, Serve: r.serveOwn}}
	for path, o := range map[string]office{path: institution, own: theState} {
		for _, f := range o.forms {
			all = append(all, web.Page{Method: "GET", Path: path + "/" + f.path, Act: f.act.Name, Serve: r.ask(o, f)},
				web.Page{Method: "POST", Path: path + "/" + f.path, Act: f.act.Name, Limit: r.Limits.Body(), Serve: r.post(o, f)})
		}
	}
	return all
}

// office is whose pages they are: the institution's, at a case, or a State's own, at a note.
type office struct {
	forms []form
	at    func(*http.Request) string
	view  func(*Room, *http.Request) (view, error)
	do    func(*Room, *http.Request, int, form, custody.Posted) error
}

var institution = office{forms, func(q *http.Request) string { return at(casework.CaseID(q.PathValue("id"))) }, (*Room).view,
	func(r *Room, q *http.Request, rev int, f form, p custody.Posted) error {
		return f.do(r, casework.Seen(q.Context(), rev), casework.CaseID(q.PathValue("id")), f, p)
	}}

func at(id casework.CaseID) string { return "/outcome/" + string(id) }

func (r *Room) serve(w http.ResponseWriter, q *http.Request) error {
	f, err := r.Document(q.Context(), casework.CaseID(q.PathValue("id")), custody.ItemID(q.PathValue("file")))
	if err != nil {
		return err
	}
	return custody.Serve(w, f)
}

// view is a sheet on its way to a page.
type view struct {
	Sheet
	tag    lang.Tag
	brief  bool   // on the page of the case: what is coded, and no buttons
	own    bool   // a State's own people read it
	at     string // the address of the page
	called string // the case's reference, or the note's number
	seen   int    // the revision
	stands gate.Scope
	office office
	state  string // of a State's own people: its name
	first  bool   // it has to be said whether the State investigates
}

// page is what came of a case.
type page struct {
	view
	At      string
	About   any
	Persons []person
	Ordered []ui.Fact
	Silent  *ui.Mark
	Ending  []ui.Fact
	Suggest *ui.Link
	Acts    []ui.Link
	Entries ui.Timeline
	Informs bool
}

// person is somebody a case is against, with both truths about them.
type person struct {
	Truths ui.Truths
	Own    *ownPerson // as their State reads it: one column, its own
}

func (r *Room) view(q *http.Request) (view, error) {
	s, err := r.Read(q.Context(), casework.CaseID(q.PathValue("id")))
	return view{Sheet: s, tag: web.Lang(q), at: at(s.ID), called: s.Reference, seen: s.Rev, stands: s.Scope(), office: office{forms: forms}}, err
}

func (r *Room) show(w http.ResponseWriter, q *http.Request) error {
	v, err := r.view(q)
	if err != nil {
		return err
	}
	p := page{view: v, At: at(v.ID), About: v.about(), Ordered: v.ordered(), Silent: v.silent(), Ending: v.ending(), Suggest: v.suggestion(), Acts: v.acts(), Entries: v.entries(), Informs: v.Informs}
	for _, a := range v.Allegations {
		for _, x := range a.Subjects {
			p.Persons = append(p.Persons, v.person(a, x))
		}
	}
	return r.UI.Show(w, q, http.StatusOK, "outcome/case", ui.Screen{TitleKey: "outcome.title", Body: p, Path: v.path(nil)})
}

// path is where the page stands; a case is called by its reference, never by its title.
func (v view) path(form *ui.Link) []ui.Link {
	if v.own {
		return v.ownPath(form)
	}
	all := []ui.Link{{Path: "/casework", Say: ui.T("casework.cases")}, {Path: "/casework/" + string(v.ID), Say: ui.Ref(v.Reference)},
		{Path: at(v.ID), Say: ui.T("outcome.title"), On: form == nil}}
	if form != nil {
		all = append(all, *form)
	}
	return all
}

// about says in one line where the case stands. words: casework.stage_*
func (v view) about() any {
	if v.own {
		return v.state
	}
	return ui.T("casework.stage_" + string(v.Case.Status))
}

func (v view) person(a casework.Alleged, x casework.Against) person {
	if v.own {
		return person{Own: &ownPerson{ui.T("casework.person_no", "no", v.no(a, x)), v.facts(x)}}
	}
	return person{Truths: v.truths(a, x)}
}

// no calls a subject as the case's page does: the second of the first allegation is 1‑2. A
// State knows them by their place in its note.
func (v view) no(a casework.Alleged, x casework.Against) string {
	if v.own {
		return strconv.Itoa(x.Serial)
	}
	return strconv.Itoa(a.Serial) + "‑" + strconv.Itoa(x.Serial)
}

func who(x casework.Against) any {
	if x.Identified {
		return x.Identity
	}
	if n, ok := x.Number.N(); ok {
		return ui.T("casework.persons", "n", n)
	}
	return ui.T("casework.number_unknown")
}

// as is the kind of personnel and the State. words: mission.category_*
func (v view) as(a casework.Alleged) any {
	kind := ui.T("casework.category_not_known")
	if a.Category != "" {
		kind = ui.T("mission.category_" + a.Category)
	}
	if a.Country == "" {
		return kind
	}
	return ui.T("casework.dotted", "one", kind, "other", v.States[a.Country].In(v.tag))
}

// truths are both sides of one person: equal in weight, whatever each of them says.
func (v view) truths(a casework.Alleged, x casework.Against) ui.Truths {
	t := ui.Truths{Caption: ui.T("casework.person_no", "no", v.no(a, x)), Note: ui.Lines{who(x), v.as(a)}, One: ui.T("outcome.side_organisation"), Other: ui.T("outcome.side_state")}
	state := ofState(a.Allegation)
	if v.brief { // who it is stands above, on the case's own page
		t.Note = v.as(a)
	}
	pair := func(name string, strong, always bool, cell func(Side) ui.Lines, none string) {
		one, other := cell(Ours), cell(Theirs)
		if len(one) == 0 && len(other) == 0 && !always {
			return
		}
		if len(other) == 0 && !state && name != "finding" {
			other = ui.Lines{ui.T("outcome.dash")}
		}
		t.Rows = append(t.Rows, ui.Truth{Name: ui.T("outcome.row_" + name), One: orNone(one, none, true), Other: orNone(other, none, state), Strong: strong && len(v.Ledger.about(x.ID)) > 0}) // words: outcome.row_*
	}
	if v.tag != "" && a.Country != "" && state {
		t.Other = ui.T("outcome.side_state_named", "state", v.States[a.Country].In(v.tag))
	}
	pair("finding", true, true, func(s Side) ui.Lines { return v.findings(x.ID, s) }, "outcome.no_finding")
	if !v.brief {
		pair("when", false, false, func(s Side) ui.Lines { return v.when(x.ID, s) }, "outcome.dash")
		pair("basis", false, false, func(s Side) ui.Lines { return v.basis(x.ID, s) }, "outcome.dash")
		pair("interim", false, true, func(s Side) ui.Lines { return v.actions(x.ID, s, Interim, false) }, "outcome.none_entered")
	}
	pair("final", false, true, func(s Side) ui.Lines { return v.actions(x.ID, s, Final, false) }, "outcome.none_entered")
	pair("payments", false, false, func(s Side) ui.Lines {
		return append(v.actions(x.ID, s, Interim, true), v.actions(x.ID, s, Final, true)...)
	}, "outcome.dash")
	pair("left", false, false, func(s Side) ui.Lines { return v.left(x.ID, s) }, "outcome.dash")
	return t
}

// orNone says what an empty cell means: nothing yet, or that no State has a say.
func orNone(l ui.Lines, key string, concerned bool) any {
	switch {
	case len(l) > 0:
		return l
	case !concerned:
		return ui.T("outcome.no_state_concerned")
	}
	return ui.T(key) // words: outcome.no_finding, outcome.dash, outcome.none_entered
}

// about are the standing entries about a subject.
func (l Ledger) about(s casework.SubjectID) (out Ledger) {
	for _, e := range l.Standing() {
		if e.Subject == s {
			out = append(out, e)
		}
	}
	return out
}

// codeKey is the word for what an entry says. words: outcome.finding_*, outcome.interim_*, outcome.final_*, outcome.departure_*
func codeKey(k Kind, code string) string {
	if code == Void {
		return "outcome.void"
	}
	return "outcome." + string(k) + "_" + code
}

func (v view) findings(s casework.SubjectID, side Side) (l ui.Lines) {
	for _, e := range v.Ledger.of(s, side, Finding) {
		l = append(l, ui.T(codeKey(e.Kind, e.Code)))
	}
	return l
}

// when says when it was found and by whom. words: outcome.body_*
func (v view) when(s casework.SubjectID, side Side) (l ui.Lines) {
	for _, e := range v.Ledger.of(s, side, Finding) {
		l = append(l, dated(e), ui.T("outcome.body_"+e.Body))
		if f := v.filed(e.ID); told(f.Court) {
			l = append(l, f.Court)
		}
		if side == Theirs && e.Note == "" {
			l = append(l, v.onBehalf())
		}
	}
	return l
}

func (v view) onBehalf() any {
	if v.own {
		return ui.T("outcome.on_behalf_own")
	}
	return ui.T("outcome.on_behalf")
}

func dated(e Entry) any {
	if !e.Day.Known() {
		return ui.T("outcome.day_unknown")
	}
	return e.Day
}

// basis is what a finding rests on, with the document and the way to replace it.
func (v view) basis(s casework.SubjectID, side Side) (l ui.Lines) {
	for _, e := range v.Ledger.of(s, side, Finding) {
		l = append(l, v.below(v.filed(e.ID))...)
	}
	return l
}

// below is what stands under an entry: its words, its document, what she knows of it.
func (v view) below(f Filed) (l ui.Lines) {
	if told(f.Text) {
		l = append(l, f.Text)
	}
	if d, ok := v.Files[f.Item]; ok && d.Gone == "" {
		l = append(l, ui.Link{Path: v.at + "/file/" + f.Item, Say: ui.T("outcome.document", "n", d.Number)})
	}
	if f.Released != "" && !v.own {
		l = append(l, ui.T("outcome.she_knows", "day", f.Released))
	}
	if v.mayReplace(f) {
		l = append(l, ui.Link{Path: v.at + "/" + v.office.formOf(f) + "?replaces=" + string(f.ID), Say: ui.T("outcome.replace")})
	}
	return l
}

func (v view) mayReplace(f Filed) bool {
	switch {
	case v.own && f.Kind == Finding:
		return v.Question.Find
	case v.own, f.Side == Theirs && f.Kind != Departure:
		return v.Question.Record
	}
	return v.Question.Enter
}

func (v view) filed(id EntryID) Filed {
	i := slices.IndexFunc(v.Filed, func(f Filed) bool { return f.ID == id })
	if i < 0 {
		return Filed{}
	}
	return v.Filed[i]
}

// told says whether a sealed text says anything, as far as this reader can know.
func told(p seal.Private[string]) bool { return !p.Open() || p.Reveal() != "" }

// actions are what a side did, money apart.
func (v view) actions(s casework.SubjectID, side Side, k Kind, money bool) (l ui.Lines) {
	for _, e := range v.Ledger.of(s, side, k) {
		if slices.Contains(payments, e.Code) != money {
			continue
		}
		l = append(l, v.said(e))
		if v.brief {
			continue
		}
		if e.Body != "" {
			l = append(l, ui.T("outcome.body_"+e.Body))
		}
		if f := v.filed(e.ID); f.ID != "" {
			if told(f.Court) {
				l = append(l, f.Court)
			}
			l = append(l, v.below(f)...)
		}
	}
	return l
}

// said is an entry in one line: what, for how long or how much, and when.
func (v view) said(e Entry) any {
	all := []any{ui.T(codeKey(e.Kind, e.Code))}
	if n, unit := e.span(); n > 0 {
		all = append(all, ui.T("outcome.length_"+unit, "n", n)) // words: outcome.length_*
	}
	if e.Amount != "" {
		all = append(all, e.Amount)
	}
	all = append(all, dated(e))
	out := all[0]
	for _, x := range all[1:] {
		out = ui.T("casework.dotted", "one", out, "other", x)
	}
	return out
}

func (v view) left(s casework.SubjectID, side Side) (l ui.Lines) {
	for _, e := range v.Ledger.of(s, side, Departure) {
		l = append(l, v.said(e))
		if f := v.filed(e.ID); !v.brief && f.ID != "" {
			l = append(l, v.below(f)...)
		}
	}
	return l
}
