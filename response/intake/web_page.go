package intake

import (
	"errors"
	"net/http"
	"strings"

	"haki/commons/custody"
	"haki/commons/duty"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
	"haki/internal/web"
)

// The reporter's own page, opened by the receipt.

// own is what it is drawn from.
type own struct {
	Path    string
	Token   string
	Message string // names the message about to be written, so that it is sent once
	Done    *ui.Done
	Steps   []ui.Step
	Next    []ui.Step
	Talk    []ui.Said
	Choices []choiceView
	Who     ui.Panel
	Closed  bool
	Fresh   *ui.Receipt // words about to replace the old ones
	MaxMB   int
}

// choiceView is one purpose with what can and cannot be undone about it.
type choiceView struct {
	Purpose       Purpose
	Say, Undo     any
	Yes           bool
	Day           any
	Options       []ui.Option
	WithNote      bool
	Name, NoteFor string
}

func (r *Room) showPage(w http.ResponseWriter, q *http.Request, status int, l letter, err error, done string) error {
	t, e := r.Open(q.Context(), *l.receipt)
	if e != nil {
		return e
	}
	v := own{Path: "/" + r.Letter, Token: r.token(state{receipt: l.receipt, fresh: l.fresh}, idleOpened), Message: string(ident.New[Message](r.dice)),
		Steps: past(t.Steps), Next: next(t.Next), Talk: turns(t.Talk), Choices: choiceViews(t.Choices), Who: panel(q, Told{}, t.Readers),
		Closed: t.Report.Status == Closed, MaxMB: int(r.Limits.File >> 20)}
	v.Who.Title = ui.T("intake.readers_page")
	if id := l.values.Get("message_id"); err != nil && id != "" {
		v.Message = id
	}
	if l.fresh != nil {
		fresh := shown(*l.fresh, web.Lang(q))
		v.Fresh = &fresh
	}
	if done != "" {
		v.Done = &ui.Done{Say: ui.T(done)}
	}
	var form *ui.Form
	if err != nil || l.values.Get("step") == "open" && l.values.Get("message") != "" { // typed before the page shut
		form = ui.NewForm(l.values, err)
	}
	return r.UI.Show(w, q, status, "intake/page", ui.Screen{Kind: ui.Reporter, TitleKey: "intake.page_title", Body: v, Form: form, Switch: "page"})
}

// onPage does one thing on an opened page and shows it again.
func (r *Room) onPage(w http.ResponseWriter, q *http.Request, l letter, step string) error {
	done, err := "", l.err
	ctx := q.Context()
	switch {
	case err != nil:
	case step == "say":
		done, err = "intake.said", r.Say(ctx, *l.receipt, messageID(l), string(web.Lang(q)), l.values.Get("message"))
	case step == "choose":
		done, err = "intake.chose", r.Choose(ctx, *l.receipt, choicesOf(l))
	case step == "attach":
		done, err = "intake.attached", r.Attach(ctx, *l.receipt, l.files)
		l.files = nil
	case step == "renew":
		fresh := seal.NewReceipt()
		l.fresh = &fresh
	case step == "renewed" && l.fresh != nil:
		if err = r.Renew(ctx, *l.receipt, *l.fresh); err == nil {
			done, l.receipt, l.fresh = "intake.renewed", l.fresh, nil
		}
	case step == "keep":
		l.fresh = nil
	}
	if err != nil && fault.Of(err) != fault.Invalid {
		return err
	}
	status := http.StatusOK
	if err != nil {
		status, done = http.StatusUnprocessableEntity, ""
	}
	return r.showPage(w, q, status, l, err, done)
}

func messageID(l letter) ident.ID[Message] { return ident.ID[Message](l.values.Get("message_id")) }

// choicesOf reads the choices that were posted; a purpose that was not is left alone.
func choicesOf(l letter) (all []Chosen) {
	for _, p := range Purposes {
		name := "choice_" + string(p)
		if v := l.values.Get(name); v != "" {
			all = append(all, Chosen{Purpose: p, Value: Answer(v), Note: strings.TrimSpace(l.values.Get(name + "_note"))})
		}
	}
	return all
}

// past are the steps done, as the reporter is told of them. words: intake.step_*
func past(all []Step) (out []ui.Step) {
	for _, s := range all {
		out = append(out, ui.Step{State: ui.Kept, Say: ui.T("intake.step_" + string(s.Code)), More: []any{s.Day}})
	}
	return out
}

// next are the promises: kept, owed and late.
func next(all []duty.Promise) []ui.Step { return duty.Steps(all) }

func turns(all []Said) (out []ui.Said) {
	for _, s := range all {
		by := any(ui.T("intake.talk_team"))
		if !s.Ours {
			by = ui.T("intake.talk_you")
		}
		out = append(out, ui.Said{Me: !s.Ours, By: by, Day: s.Day, Text: s.Body, Tag: lang.Tag(s.Lang)})
	}
	return out
}

// choiceViews are the choices in force. words: intake.choice_* intake.undo_*
func choiceViews(all []Choice) (out []choiceView) {
	for _, c := range all {
		name := "choice_" + string(c.Purpose)
		v := choiceView{Purpose: c.Purpose, Say: ui.T("intake.choice_" + string(c.Purpose)), Undo: ui.T("intake.undo_" + string(c.Purpose)),
			Yes: c.Value == Yes, Name: name, WithNote: c.Purpose == BeContacted, NoteFor: name + "_note",
			Options: []ui.Option{{Value: string(Yes), Say: ui.T("ui.yes"), On: c.Value == Yes}, {Value: string(No), Say: ui.T("ui.no"), On: c.Value == No && c.Day != ""}}}
		if c.Day != "" {
			v.Day = c.Day
		}
		out = append(out, v)
	}
	return out
}

func joined(errs ...error) error { return errors.Join(errs...) }

func words(s string) []string { return strings.Fields(s) }

func without(files []custody.Upload, id string) []custody.Upload {
	return custody.Without(files, custody.ItemID(id))
}
