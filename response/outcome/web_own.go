package outcome

import (
	"context"
	"net/http"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/gate"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/response/casework"
	"haki/response/notification"
)

// The pages of a State's own people: one column, their own.

func noteID(q *http.Request) notification.NoteID { return notification.NoteID(q.PathValue("id")) }

func besides(id notification.NoteID) string { return "/received/" + string(id) + "/outcome" }

// ownForms are what a State's own people do, in the order in which it is offered.
var ownForms = []form{
	{path: "finding", act: FindOwn, own: true, may: func(m May) bool { return m.Find }, fields: "outcome/form-entry", side: Theirs, kind: Finding},
	{path: "action", act: DoOwn, own: true, may: records, fields: "outcome/form-entry", side: Theirs, kind: Final},
	{path: "left", act: DoOwn, own: true, may: records, fields: "outcome/form-entry", side: Theirs, kind: Departure},
}

var theState = office{ownForms, func(q *http.Request) string { return besides(noteID(q)) }, (*Room).ownView,
	func(r *Room, q *http.Request, rev int, f form, p custody.Posted) error {
		d, err := drafted(f, p)
		if err != nil {
			return err
		}
		return r.EnterOwn(q.Context(), noteID(q), rev, d, p.Document)
	}}

// ownView is what a State's own people read, on its way to a page.
func (r *Room) ownView(q *http.Request) (view, error) {
	o, err := r.ReadOwn(q.Context(), noteID(q))
	who := act.Of(q.Context())
	holds := func(p gate.Power) bool {
		return len(o.Allegations) > 0 && gate.Rule(who, p, "", o.Note.Scope()) == gate.Allowed
	}
	o.Question = May{Find: holds(FindOwn.Needs) && mayFind(o.Note), Record: holds(DoOwn.Needs)}
	return view{Sheet: o.Sheet, tag: web.Lang(q), own: true, at: besides(o.Note.ID), called: o.Note.Number, seen: len(o.Ledger), stands: o.Note.Scope(), office: office{forms: ownForms}, state: o.States[o.Note.Country].In(web.Lang(q)), first: len(o.Allegations) > 0 && !mayFind(o.Note)}, err
}

// all says whether everybody has a finding: what is left is to correct one.
func (s Sheet) all() bool {
	for _, a := range s.Allegations {
		for _, x := range a.Subjects {
			if len(s.Ledger.of(x.ID, Theirs, Finding)) == 0 {
				return false
			}
		}
	}
	return true
}

// ownPage is what a State found and did, person by person.
type ownPage struct {
	Note, Number string
	About        any
	First        bool // it has to say first whether it investigates
	Persons      []person
	Acts         []ui.Link
	Entries      ui.Timeline
}

// ownPerson is one person whom a note names.
type ownPerson struct {
	Called any
	Facts  []ui.Fact
}

func (r *Room) showOwn(w http.ResponseWriter, q *http.Request) error {
	v, err := r.ownView(q)
	if err != nil {
		return err
	}
	p := ownPage{Note: v.at[:len(v.at)-len("/outcome")], Number: v.called, First: v.first, Acts: v.acts(), Entries: v.entries(), About: v.about()}
	for _, a := range v.Allegations {
		p.About = v.as(a)
		for _, x := range a.Subjects {
			p.Persons = append(p.Persons, v.person(a, x))
		}
	}
	return r.UI.Show(w, q, http.StatusOK, "outcome/own", ui.Screen{TitleKey: "outcome.own", Body: p, Path: v.path(nil)})
}

func (v view) facts(x casework.Against) (f []ui.Fact) {
	row := func(name, none string, l ui.Lines) {
		if len(l) > 0 || none != "" {
			f = append(f, ui.Fact{Name: ui.T("outcome.row_" + name), Value: orNone(l, none, true)})
		}
	}
	row("finding", "outcome.no_finding", v.findings(x.ID, Theirs))
	row("when", "", v.when(x.ID, Theirs))
	row("basis", "", v.basis(x.ID, Theirs))
	row("interim", "outcome.none_entered", v.actions(x.ID, Theirs, Interim, false))
	row("final", "outcome.none_entered", v.actions(x.ID, Theirs, Final, false))
	row("payments", "", append(v.actions(x.ID, Theirs, Interim, true), v.actions(x.ID, Theirs, Final, true)...))
	row("left", "", v.left(x.ID, Theirs))
	return f
}

func (v view) ownPath(form *ui.Link) []ui.Link {
	all := []ui.Link{{Path: "/received", Say: ui.T("notification.received")}, {Path: v.at[:len(v.at)-len("/outcome")], Say: ui.Ref(v.called)}, {Path: v.at, Say: ui.T("outcome.own"), On: form == nil}}
	if form != nil {
		all = append(all, *form)
	}
	return all
}

func (r *Room) serveOwn(w http.ResponseWriter, q *http.Request) error {
	f, err := r.OwnDocument(q.Context(), noteID(q), custody.ItemID(q.PathValue("file")))
	if err != nil {
		return err
	}
	return custody.Serve(w, f)
}

// After is the way from a note that a State holds to what it found and did.
func (r *Room) After(_ context.Context, n notification.Note) []ui.Link {
	if !answerable(n) {
		return nil
	}
	return []ui.Link{{Path: besides(n.ID), Say: ui.T("outcome.own")}}
}
