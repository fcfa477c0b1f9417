package casework

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ui"
	"haki/internal/web"
)

// A form is one act upon a case with its own page.
type form struct {
	path   string // words: casework.do_*, casework.say_*, casework.go_*
	act    act.Act
	may    func(Sheet) bool
	fields string // template of its fields
	grave  bool
	fill   func(reader, url.Values) []ui.Option // fills in what is known, and gives what is chosen from
	do     func(*Room, context.Context, CaseID, url.Values) error
}

func decides(s Sheet) bool { return s.May.Decide }

// forms in the order in which they are offered.
var forms = []form{
	{path: "take", act: Take, may: func(s Sheet) bool { return s.May.Take }, fields: "casework/nothing", do: func(r *Room, ctx context.Context, id CaseID, _ url.Values) error { return r.Take(ctx, id) }},
	{path: "tell", act: Tell, may: func(s Sheet) bool { return s.May.Tell }, fields: "casework/nothing", do: func(r *Room, ctx context.Context, id CaseID, _ url.Values) error { return r.TellOversight(ctx, id) }},
	{path: "measure", act: Order, may: decides, fields: "casework/form-measure", fill: measureForm, do: orderFrom},
	{path: "move", act: Move, may: decides, fields: "casework/form-move", fill: subjectForm, do: moveFrom},
	{path: "identify", act: Identify, may: func(s Sheet) bool { return s.May.Decide && len(unnamed(s)) > 0 }, fields: "casework/form-identify", fill: unnamedForm, do: identifyFrom},
	{path: "allegation", act: Allege, may: decides, fields: "casework/form-allegation", do: allegeFrom},
	{path: "victim", act: AddVictim, may: decides, fields: "casework/form-victim", do: victimFrom},
	{path: "reclassify", act: Reclassify, may: decides, fields: "casework/form-reclassify", fill: classForm, do: reclassifyFrom},
	{path: "link", act: Link, may: decides, fields: "casework/form-link", do: linkFrom},
	{path: "closing", act: Propose, may: func(s Sheet) bool { return s.May.Propose }, fields: "casework/form-closing", grave: true, do: closeFrom},
	{path: "refer", act: Refer, may: func(s Sheet) bool { return s.May.Refer }, fields: "casework/form-reason", do: func(r *Room, ctx context.Context, id CaseID, v url.Values) error {
		return r.Refer(ctx, id, field(v, "reason"))
	}},
	{path: "reopen", act: Reopen, may: func(s Sheet) bool { return s.May.Reopen }, fields: "casework/form-reason", do: func(r *Room, ctx context.Context, id CaseID, v url.Values) error {
		return r.Reopen(ctx, id, field(v, "reason"))
	}},
	{path: "bar", act: Bar, may: func(s Sheet) bool { return s.May.Bar }, fields: "casework/form-bar", grave: true, fill: barForm, do: barFrom},
}

// The two answers of a second person stand on one page.
var (
	agreeForm  = form{path: "agree", act: Agree, do: func(r *Room, ctx context.Context, id CaseID, _ url.Values) error { return r.Agree(ctx, id) }}
	refuseForm = form{path: "refuse", act: Refuse, do: func(r *Room, ctx context.Context, id CaseID, _ url.Values) error { return r.Refuse(ctx, id) }}
)

// formPage is the page of one act.
type formPage struct {
	At, Path, Fields string
	Reference        string
	About            any
	Rev              int
	Grave            bool
	Options          []ui.Option
	Choices          Choices
	Codes, Tellings  []ui.Option
	Statuses         []ui.Option
	Ending           []ui.Fact
	Second           bool
}

// ask shows the page of an act, if the reader may do it to the case as it stands.
func (r *Room) ask(f form) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := r.reader(q)
		if err != nil {
			return err
		}
		switch {
		case gate.Rule(act.Of(q.Context()), f.act.Needs, f.act.Sees, v.Scope()) != gate.Allowed:
			return fault.New(fault.Forbidden, "fault.forbidden")
		case !f.may(v.Sheet):
			return fault.New(fault.Conflict, "casework.not_now")
		}
		return r.form(w, q, http.StatusOK, f, v, q.URL.Query(), nil, v.Rev)
	}
}

// form draws the page of an act, filled with what was typed or what is known.
func (r *Room) form(w http.ResponseWriter, q *http.Request, status int, f form, v reader, values url.Values, err error, rev int) error {
	if f.fields == "" {
		return r.secondPage(w, q, status, v, err)
	}
	choices, failed := r.Choices(q.Context(), v.tag)
	if failed != nil {
		return failed
	}
	p := formPage{At: v.at, Path: f.path, Fields: f.fields, Reference: v.Reference, About: v.about(), Rev: rev, Grave: f.grave, Choices: choices, Codes: codes(), Tellings: tellings()}
	for _, s := range Statuses {
		p.Statuses = append(p.Statuses, ui.Option{Value: string(s), Say: ui.T("casework.status_" + string(s))}) // words: casework.status_*
	}
	if f.fill != nil {
		p.Options = f.fill(v, values)
	}
	return r.UI.Show(w, q, status, "casework/form", ui.Screen{TitleKey: "casework.do_" + f.path, Body: p, Form: ui.NewForm(values, err),
		Path: v.path(&ui.Link{Path: v.at + "/" + f.path, Say: ui.T("casework.do_" + f.path), On: true})})
}

// post does an act. What is wrong with it is shown on its page, with all that was typed;
// and so is that somebody was there before: looked at again, it can be sent again.
func (r *Room) post(f form) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		id := CaseID(q.PathValue("id"))
		values, err := web.Form(q)
		rev, unread := strconv.Atoi(values.Get("rev"))
		if err == nil && unread != nil {
			return fault.New(fault.Invalid, "fault.form")
		}
		if err == nil {
			err = f.do(r, Seen(q.Context(), rev), id, values)
		}
		kind := fault.Of(err)
		switch {
		case err == nil:
			return web.See(w, q, "/casework/"+string(id))
		case kind != fault.Invalid && kind != fault.Stale && kind != fault.Conflict:
			return err
		}
		v, failed := r.reader(q)
		if failed != nil {
			return failed
		}
		if kind == fault.Stale {
			err, rev = fault.New(fault.Stale, "casework.stale_again"), v.Rev
		}
		return r.form(w, q, web.Status[kind], f, v, values, err, rev)
	}
}

// second shows a proposal to close to somebody who may agree or refuse.
func (r *Room) second(w http.ResponseWriter, q *http.Request) error {
	v, err := r.reader(q)
	if err != nil {
		return err
	}
	if !v.May.Second {
		return fault.New(fault.Conflict, "casework.not_now")
	}
	return r.secondPage(w, q, http.StatusOK, v, nil)
}

func (r *Room) secondPage(w http.ResponseWriter, q *http.Request, status int, v reader, err error) error {
	p := formPage{At: v.at, Reference: v.Reference, About: v.about(), Rev: v.Rev, Ending: v.ending(), Second: v.May.Second}
	return r.UI.Show(w, q, status, "casework/second", ui.Screen{TitleKey: "casework.do_second", Body: p, Form: ui.NewForm(nil, err),
		Path: v.path(&ui.Link{Path: v.at + "/second", Say: ui.T("casework.do_second"), On: true})})
}

// codes are the ways a case can end, tellings how people are told. words: casework.code_*, casework.telling_*
func codes() (all []ui.Option) {
	for _, c := range Codes {
		all = append(all, ui.Option{Value: string(c), Say: ui.T("casework.code_" + string(c))})
	}
	return all
}

func tellings() (all []ui.Option) {
	for _, t := range Tellings {
		all = append(all, ui.Option{Value: string(t), Say: ui.T("casework.telling_" + string(t))})
	}
	return all
}

// What is filled in and chosen from.

// measureForm offers the measures; those that go through the chain of command say so.
// words: casework.measure_*
func measureForm(reader, url.Values) (all []ui.Option) {
	for _, m := range Measures {
		o := ui.Option{Value: m, Say: ui.T("casework.measure_" + m)}
		if ThroughCommand(m) {
			o.Note = ui.T("casework.through_command")
		}
		all = append(all, o)
	}
	return all
}

func subjectForm(v reader, _ url.Values) []ui.Option {
	return v.subjects(func(Against) bool { return true })
}

func unnamedForm(v reader, _ url.Values) []ui.Option {
	return v.subjects(func(s Against) bool { return !s.Identified })
}

func unnamed(s Sheet) (all []Against) {
	for _, a := range s.Allegations {
		for _, x := range a.Subjects {
			if !x.Identified {
				all = append(all, x)
			}
		}
	}
	return all
}

// subjects offers those of the case by their numbers, with no name of anybody.
func (v reader) subjects(which func(Against) bool) (all []ui.Option) {
	for _, a := range v.Allegations {
		for _, s := range a.Subjects {
			if !which(s) {
				continue
			}
			say := dotted([]any{no(a.Allegation, s.Subject), number(s.Number), v.against(a.Allegation)[0], ui.T("casework.status_" + string(s.Status))})
			all = append(all, ui.Option{Value: string(s.ID), Say: say})
		}
	}
	return all
}

// classForm offers the allegations; where there is one, or one was asked for, its class
// stands in the fields.
func classForm(v reader, values url.Values) (all []ui.Option) {
	for _, a := range v.Allegations {
		all = append(all, ui.Option{Value: string(a.ID), Say: dotted([]any{strconv.Itoa(a.Serial), ui.T(termKey(a.Theme)), v.against(a.Allegation)[0]})})
		asked := values.Get("about") == string(a.ID) || len(v.Allegations) == 1
		if !asked || values.Has("theme") {
			continue
		}
		for name, code := range map[string]string{"about": string(a.ID), "designation": a.Designation, "theme": a.Theme, "type": a.Type, "category": a.Category, "country": a.Country} {
			values.Set(name, code)
		}
	}
	return all
}

// barForm offers everybody who can read the case.
func barForm(v reader, _ url.Values) []ui.Option {
	all := blank("casework.choose")
	seen := map[people.ID]bool{}
	for _, t := range v.Readers {
		for _, m := range t.Members {
			if !seen[m.Account] {
				seen[m.Account] = true
				all = append(all, ui.Option{Value: string(m.Account), Say: m.Display + " · " + t.Name(v.tag)})
			}
		}
	}
	return all
}

// What is read from the forms.

func orderFrom(r *Room, ctx context.Context, id CaseID, v url.Values) error {
	var day clock.Day
	if p, err := ui.PartialDate(v, "day"); err != nil || p.Known() {
		if day, err = ui.FullDate(v, "day"); err != nil {
			return err
		}
	}
	return r.OrderMeasure(ctx, id, Measure{Code: v.Get("code"), Day: day}, v.Get("aware") == "yes", field(v, "note"))
}

func moveFrom(r *Room, ctx context.Context, id CaseID, v url.Values) error {
	return r.MoveSubject(ctx, id, SubjectID(v.Get("about")), Status(v.Get("status")), field(v, "reason"))
}

func identifyFrom(r *Room, ctx context.Context, id CaseID, v url.Values) error {
	return r.Identify(ctx, id, SubjectID(v.Get("about")), v.Get("unit"), field(v, "identity"))
}

func allegeFrom(r *Room, ctx context.Context, id CaseID, v url.Values) error {
	d, err := readAllegation(v)
	if err != nil {
		return err
	}
	return r.AddAllegation(ctx, id, d)
}

func victimFrom(r *Room, ctx context.Context, id CaseID, v url.Values) error {
	d, there, err := readVictim(v)
	if err == nil && !there {
		err = fault.In("victim_number", "casework.victim_number_required")
	}
	if err != nil {
		return err
	}
	return r.AddVictim(ctx, id, d)
}

func reclassifyFrom(r *Room, ctx context.Context, id CaseID, v url.Values) error {
	return r.Reclassify(ctx, id, AllegationID(v.Get("about")), readClass(v), field(v, "reason"))
}

func linkFrom(r *Room, ctx context.Context, id CaseID, v url.Values) error {
	return r.LinkCase(ctx, id, field(v, "reference"), field(v, "reason"))
}

func closeFrom(r *Room, ctx context.Context, id CaseID, v url.Values) error {
	return r.ProposeClosing(ctx, id, Closing{Code: Code(v.Get("code")), Telling: Telling(v.Get("telling")), Victims: Telling(v.Get("victims"))}, field(v, "reason"), field(v, "answer"))
}

func barFrom(r *Room, ctx context.Context, id CaseID, v url.Values) error {
	return r.Bar(ctx, id, people.ID(v.Get("who")), field(v, "reason"))
}
