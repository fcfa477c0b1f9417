package notification

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
	"haki/internal/web"
)

// A form is one act upon a note with its own page.
type form struct {
	path   string // words: notification.do_*, notification.say_*, notification.go_*
	act    act.Act
	step   Step
	fields string // template of its fields; none for a button on the note's own page
	grave  bool
	files  bool
	may    func(Sheet) bool // beside the gate and the table of steps
	fill   func(reader, *formPage, url.Values)
	do     func(*Room, context.Context, NoteID, url.Values, custody.Upload) error
}

// What the institution does, in the order in which it is offered.
var ourForms = []form{
	{path: "edit", act: Edit, step: Drafting, fields: "notification/form-edit", fill: fillEdit, do: editFrom},
	{path: "annex", act: Attach, step: Annexing, fields: "notification/form-annex", files: true, do: annexFrom},
	{path: "send", act: Send, step: Sending, fields: "notification/form-send", may: func(s Sheet) bool { return len(s.Note.Text) > 0 }, do: func(r *Room, ctx context.Context, id NoteID, _ url.Values, _ custody.Upload) error {
		return r.SendNote(ctx, id)
	}},
	{path: "deliver", act: Deliver, step: Delivering, fields: "notification/form-deliver", files: true, may: func(s Sheet) bool { return len(s.unreached()) > 0 }, fill: fillDeliver, do: deliverFrom},
	{path: "time", act: Decide, step: Writing, fields: "notification/form-time", may: func(s Sheet) bool { return len(s.Waiting) > 0 }, fill: fillTime, do: timeFrom},
	{path: "remind", act: Remind, step: Reminding, fields: "notification/form-remind", may: func(s Sheet) bool { return len(s.lateHolds()) > 0 }, fill: fillRemind, do: func(r *Room, ctx context.Context, id NoteID, v url.Values, _ custody.Upload) error {
		return r.RemindState(ctx, id, field(v, "text"))
	}},
	{path: "investigate", act: Take, step: Writing, fields: "notification/form-write", files: true, may: func(s Sheet) bool { return s.Silent }, do: func(r *Room, ctx context.Context, id NoteID, v url.Values, u custody.Upload) error {
		return r.InvestigateOurselves(ctx, id, field(v, "text"), u)
	}},
	{path: "write", act: Answered, step: Writing, fields: "notification/form-write", files: true, do: func(r *Room, ctx context.Context, id NoteID, v url.Values, u custody.Upload) error {
		return r.WriteOurs(ctx, id, field(v, "text"), u)
	}},
	{path: "acknowledged", act: Record, step: Acknowledging, fields: "notification/form-acknowledged", files: true, do: giving(Record, (*Room).RecordAcknowledgement)},
	{path: "answered", act: Record, step: Answering, fields: "notification/form-answered", files: true, fill: fillAnswer, do: giving(Record, (*Room).RecordAnswer)},
	{path: "named", act: RecordNm, step: Naming, fields: "notification/form-named", files: true, fill: fillNamed, do: namedFrom},
	{path: "stop", act: Halt, step: Writing, fields: "notification/form-stop", may: func(s Sheet) bool { return s.hasAsked() }, fill: fillAnswer, do: stopFrom},
	{path: "withdraw", act: Withdraw, step: Withdrawing, fields: "notification/form-withdraw", grave: true, do: func(r *Room, ctx context.Context, id NoteID, v url.Values, _ custody.Upload) error {
		return r.Retract(ctx, id, field(v, "reason"))
	}},
	{path: "renew", act: Renew, step: Renewing, fields: "notification/form-renew", may: func(s Sheet) bool { return s.Next == "" }, fill: fillEdit, do: func(r *Room, ctx context.Context, id NoteID, v url.Values, _ custody.Upload) error {
		_, err := r.SendAnew(ctx, id, v.Get("country"), v["to"])
		return err
	}},
}

// What a State's own people do.
var theirForms = []form{
	{path: "open", act: Open, step: Delivering, do: func(r *Room, ctx context.Context, id NoteID, _ url.Values, _ custody.Upload) error {
		return r.OpenNote(ctx, id)
	}},
	{path: "acknowledge", act: Acknowledge, step: Acknowledging, fields: "notification/form-acknowledge", do: func(r *Room, ctx context.Context, id NoteID, _ url.Values, _ custody.Upload) error {
		return r.AcknowledgeNote(ctx, id)
	}},
	{path: "answer", act: Give, step: Answering, fields: "notification/form-answer", files: true, fill: fillAnswer, do: giving(Give, (*Room).GiveAnswer)},
	{path: "nominate", act: Nominate, step: Naming, fields: "notification/form-nominate", files: true, fill: fillNamed, do: nominateFrom},
	{path: "write", act: Say, step: Writing, fields: "notification/form-say", files: true, do: func(r *Room, ctx context.Context, id NoteID, v url.Values, u custody.Upload) error {
		return r.WriteTheirs(ctx, id, field(v, "text"), u)
	}},
}

func field(v url.Values, name string) string { return strings.TrimSpace(v.Get(name)) }

// unreached are the addressees of whom there is no proof yet.
func (s Sheet) unreached() (all []string) {
	for _, a := range s.To {
		if !slices.ContainsFunc(s.Proofs, func(p Proof) bool { return p.To == a }) {
			all = append(all, a)
		}
	}
	return all
}

func (s Sheet) lateHolds() (all []duty.Hold) {
	for _, h := range s.Duties {
		if h.IsOpen() && h.Bearer == s.Bearer() && h.State == duty.Overdue {
			all = append(all, h)
		}
	}
	return all
}

func (s Sheet) hasAsked() bool {
	return slices.ContainsFunc(s.Letters, func(l Written) bool { return l.What == string(Question) })
}

// borne are the open duties of the State.
func (s Sheet) borne() (all []duty.Hold) {
	for _, h := range s.Duties {
		if h.IsOpen() && h.Bearer == s.Bearer() {
			all = append(all, h)
		}
	}
	return all
}

// allowed says whether somebody may do an act to the note as it stands.
func (f form) allowed(who gate.Actor, s Sheet) bool {
	return gate.Rule(who, f.act.Needs, "", s.Scope()) == gate.Allowed && s.can(f.step) && (f.may == nil || f.may(s)) && (!s.Theirs || s.Status == Delivered || f.path == "open")
}

// acts are what the reader may do now: the first one leads.
func (v reader) acts() (all []ui.Link) {
	who := act.Of(v.q.Context())
	for _, f := range v.side.forms {
		if f.fields != "" && f.allowed(who, v.Sheet) {
			all = append(all, ui.Link{Path: v.at + "/" + f.path, Say: ui.T("notification.do_" + f.path)})
		}
	}
	return all
}

// formPage is the page of one act.
type formPage struct {
	reader
	At, Path, Fields                                                                         string
	Called, About                                                                            any
	Rev                                                                                      int
	Grave, Files, Ours                                                                       bool
	Options, Duties, Reasons, Units, Trainings, Countries, To, Copies, Aims, Languages, Hows []ui.Option
	Token                                                                                    string // the document that waits
	Waits                                                                                    seal.Private[string]
	Stored                                                                                   string // what was kept meanwhile, beside what was typed
	Other, Timed                                                                             bool   // the two differ; the answer asks for time
	Who                                                                                      ui.Panel
}

// ask shows the page of an act, if the reader may do it to the note as it stands.
func (r *Room) ask(s side, f form) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := r.reader(q, s)
		if err != nil {
			return err
		}
		who := act.Of(q.Context())
		switch {
		case gate.Rule(who, f.act.Needs, f.act.Sees, v.Scope()) != gate.Allowed:
			return fault.New(fault.Forbidden, "fault.forbidden")
		case !f.allowed(who, v.Sheet):
			return notNow()
		}
		return r.form(w, q, http.StatusOK, f, v, custody.Posted{Values: url.Values{}}, nil, v.Rev)
	}
}

func notNow() error { return fault.New(fault.Conflict, "notification.not_now") }

func (r *Room) form(w http.ResponseWriter, q *http.Request, status int, f form, v reader, typed custody.Posted, err error, rev int) error {
	if f.fields == "" {
		return err
	}
	p := formPage{reader: v, At: v.at, Path: f.path, Fields: f.fields, Called: v.called(v.side.room), About: v.about(), Rev: rev, Grave: f.grave, Files: f.files, Token: r.forms.Token(typed), Waits: typed.Document.Name, Ours: !v.Theirs, Who: v.who()}
	if f.fill != nil {
		f.fill(v, &p, typed.Values)
	}
	return r.UI.Show(w, q, status, "notification/form", ui.Screen{TitleKey: "notification.do_" + f.path, Body: p, Form: ui.NewForm(typed.Values, err),
		Path: v.path(&ui.Link{Path: v.at + "/" + f.path, Say: ui.T("notification.do_" + f.path), On: true})})
}

// post does an act. What is wrong with it is shown on its page, with all that was typed; and
// so is that somebody was there before, with what they left: looked at again, it can be sent
// again.
func (r *Room) post(s side, f form) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		id := NoteID(q.PathValue("id"))
		p, err := r.forms.Read(q)
		if p.Values == nil {
			return err
		}
		rev, unread := strconv.Atoi(p.Get("rev"))
		if err == nil && unread != nil {
			return r.first(q.Context(), f.act, id, fault.New(fault.Invalid, "fault.form"))
		}
		if err == nil {
			err = f.do(r, Seen(q.Context(), rev), id, p.Values, p.Document)
		}
		kind := fault.Of(err)
		switch {
		case err == nil:
			return web.See(w, q, s.room+"/"+string(id))
		case kind != fault.Invalid && kind != fault.Stale && kind != fault.Conflict:
			return err
		}
		v, failed := r.reader(q, s)
		if failed != nil {
			return failed
		}
		if kind == fault.Stale {
			err, rev = fault.New(fault.Stale, "notification.stale_again"), v.Rev
		}
		return r.form(w, q, web.Status[kind], f, v, p, err, rev)
	}
}

// coded makes options of codes.
func coded[T ~string](prefix string, all []T, on func(T) bool) (out []ui.Option) {
	for _, c := range all {
		out = append(out, ui.Option{Value: string(c), Say: ui.T(prefix + string(c)), On: on != nil && on(c)})
	}
	return out
}

// fillEdit fills in the text as it is kept or, the first time, as it is drawn from what is
// known; what was kept meanwhile stands beside what was typed.
// words: notification.to_*, notification.copy_*, notification.aim_*, notification.lang_*
func fillEdit(v reader, p *formPage, values url.Values) {
	kept := shown(v.Sheet.Text)
	if kept == "" {
		kept = v.compose()
	}
	if values.Has("rev") {
		p.Stored, p.Other = kept, values.Has("text") && strings.TrimSpace(values.Get("text")) != strings.TrimSpace(kept) && values.Get("rev") != strconv.Itoa(v.Rev)
	} else {
		values.Set("text", kept)
		values.Set("aim", string(v.Aim))
		values.Set("language", string(v.Language))
		values.Set("country", v.Country)
		values["to"], values["copies"] = v.To, v.Copies
		if v.Urgent {
			values.Set("urgent", "yes")
		}
	}
	p.To, p.Copies = coded("notification.to_", Addressees, nil), coded("notification.copy_", Copies, nil)
	p.Aims, p.Languages = coded("notification.aim_", Aims, nil), coded("notification.lang_", Languages, nil)
	for code, name := range v.Countries {
		p.Countries = append(p.Countries, ui.Option{Value: code, Say: name, On: code == v.Country})
	}
	slices.SortFunc(p.Countries, func(a, b ui.Option) int { return strings.Compare(a.Value, b.Value) })
}

// fillDeliver offers whom no proof names yet, and how. words: notification.how_*
func fillDeliver(v reader, p *formPage, _ url.Values) {
	p.To = coded("notification.to_", v.unreached(), func(string) bool { return len(v.unreached()) == 1 })
	p.Hows = coded("notification.how_", Hows, nil)
}

// fillTime offers the requests that wait.
func fillTime(v reader, p *formPage, _ url.Values) {
	for _, e := range v.Waiting {
		for _, h := range v.Sheet.Duties {
			if h.ID == e.Duty {
				p.Options = append(p.Options, ui.Option{Value: string(e.ID), Say: ui.T("notification.time_for", "what", ui.T("duty.rule_"+h.Rule), "was", lang.Short(e.Was), "until", lang.Short(e.Until), "why", ui.T("duty.reason_"+string(e.Reason)))}) // words: duty.reason_*
			}
		}
	}
	if len(p.Options) > 0 {
		p.Options[0].On = true
	}
}

// fillAnswer offers the answers that the note takes now, and the duties that time can be
// asked for. words: notification.answer_*, notification.answer_note_*
func fillAnswer(v reader, p *formPage, values url.Values) {
	p.Timed = values.Get("answer") == string(MoreTime)
	none := []ui.Option{{Say: ui.T("notification.choose")}}
	for _, a := range v.offers() {
		p.Options = append(p.Options, ui.Option{Value: string(a), Say: ui.T("notification.answer_" + string(a)), Note: ui.T("notification.answer_note_" + string(a))})
	}
	for _, h := range v.borne() {
		p.Duties = append(p.Duties, ui.Option{Value: string(h.ID), Say: ui.T("notification.duty_due", "what", ui.T("duty.rule_"+h.Rule), "due", lang.Short(h.Due))})
	}
	p.Duties, p.Reasons = append(none, p.Duties...), append(none, coded("duty.reason_", duty.Delays, nil)...)
}

// fillNamed offers the State's units that are not concerned. words: notification.training_*
func fillNamed(v reader, p *formPage, _ url.Values) {
	p.Units = []ui.Option{{Say: ui.T("notification.unit_other")}}
	for _, u := range v.Sheet.Units {
		o := ui.Option{Value: string(u.ID), Say: u.Name}
		if slices.Contains(v.Note.Units, string(u.ID)) {
			o.Say = ui.T("notification.unit_is_concerned", "unit", u.Name)
		}
		p.Units = append(p.Units, o)
	}
	p.Trainings = coded("notification.training_", Trainings, nil)
}

func fillRemind(v reader, _ *formPage, values url.Values) {
	if !values.Has("text") {
		values.Set("text", v.reminder(v.lateHolds()))
	}
}

// What is read from the forms.

func editFrom(r *Room, ctx context.Context, id NoteID, v url.Values, _ custody.Upload) error {
	return r.Write(ctx, id, Drafted{Text: v.Get("text"), Language: v.Get("language"), Aim: Aim(v.Get("aim")), Urgent: v.Get("urgent") == "yes", To: v["to"], Copies: v["copies"]})
}

func annexFrom(r *Room, ctx context.Context, id NoteID, v url.Values, u custody.Upload) error {
	return r.Annex(ctx, id, u, field(v, "title"))
}

func deliverFrom(r *Room, ctx context.Context, id NoteID, v url.Values, u custody.Upload) error {
	day, err := ui.FullDate(v, "day")
	if err != nil {
		return r.first(ctx, Deliver, id, err)
	}
	return r.DeliverNote(ctx, id, Delivery{To: v.Get("to"), How: v.Get("how"), Day: day}, u)
}

// dated reads a day that may be left out.
func dated(v url.Values, name string) (clock.Day, error) {
	p, err := ui.PartialDate(v, name)
	if err != nil || !p.Known() {
		return "", err
	}
	return ui.FullDate(v, name)
}

func given(v url.Values, u custody.Upload) (g Given, err error) {
	g = Given{Answer: Answer(v.Get("answer")), Text: field(v, "text"), Duty: duty.ID(v.Get("duty")), Why: duty.Reason(v.Get("why")), File: u}
	if g.Day, err = dated(v, "day"); err != nil {
		return g, err
	}
	g.Until, err = dated(v, "until")
	return g, err
}

// giving reads what is given or entered, and hands it to what is done with it.
func giving(a act.Act, do func(*Room, context.Context, NoteID, Given) error) func(*Room, context.Context, NoteID, url.Values, custody.Upload) error {
	return func(r *Room, ctx context.Context, id NoteID, v url.Values, u custody.Upload) error {
		g, err := given(v, u)
		if err != nil {
			return r.first(ctx, a, id, err)
		}
		return do(r, ctx, id, g)
	}
}

func nominee(v url.Values) Nominee {
	return Nominee{Name: field(v, "name"), Rank: field(v, "rank"), From: field(v, "from"), Unit: v.Get("unit"), Training: v.Get("training"), Apart: v.Get("apart") == "yes"}
}

func nominateFrom(r *Room, ctx context.Context, id NoteID, v url.Values, u custody.Upload) error {
	return r.NominateInvestigator(ctx, id, nominee(v), u)
}

func namedFrom(r *Room, ctx context.Context, id NoteID, v url.Values, u custody.Upload) error {
	return giving(RecordNm, func(r *Room, ctx context.Context, id NoteID, g Given) error {
		return r.RecordInvestigator(ctx, id, nominee(v), g)
	})(r, ctx, id, v, u)
}

func timeFrom(r *Room, ctx context.Context, id NoteID, v url.Values, _ custody.Upload) error {
	if d := v.Get("decision"); d != "grant" && d != "refuse" {
		return r.first(ctx, Decide, id, fault.In("decision", "fault.choose"))
	}
	return r.DecideTime(ctx, id, duty.ExtensionID(v.Get("extension")), v.Get("decision") == "grant", field(v, "text"))
}

func stopFrom(r *Room, ctx context.Context, id NoteID, v url.Values, _ custody.Upload) error {
	until, err := ui.FullDate(v, "until")
	if err != nil {
		return r.first(ctx, Halt, id, err)
	}
	return r.StopClock(ctx, id, duty.ID(v.Get("duty")), until)
}
