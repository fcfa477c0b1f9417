package docket

import (
	"context"
	"net/http"
	"slices"

	"haki/commons/duty"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// dutyPage is the page of one duty.
type dutyPage struct {
	duty.Sheet
	Line    ui.Hold
	Ending  *ui.Mark // of a duty that nobody kept
	Matter  string   // the address of its matter; "" when it has none
	Facts   []ui.Fact
	Allows  []ui.Fact
	Source  ui.Lines
	Changed any // the rule says something else today
	Events  ui.Timeline
	More    ui.Timeline
	Ways    []ui.Option
	Reasons []ui.Option
}

func (d *Docket) duty(w http.ResponseWriter, q *http.Request) error {
	return d.showDuty(w, q, http.StatusOK, nil)
}

func (d *Docket) showDuty(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	s, err := d.Show(q.Context(), web.Lang(q), id(q))
	if err != nil {
		return err
	}
	p := dutyPage{Sheet: s, Line: duty.Line(s.Hold), Matter: d.Address(s.Duty.Matter), Facts: dutyFacts(s), Allows: ruleFacts(frozen(s)), Events: history(s), More: requests(s),
		Source: source(s.Duty.Source)}
	p.Line.Top, p.Line.Source = true, "/duty/rules/"+s.Rule
	if s.State == duty.Dropped || s.Ended == duty.Breached {
		p.Ending = &ui.Mark{State: duty.Line(s.Hold).State, Say: ui.T("duty.ended_" + string(s.Ended))} // words: duty.ended_*
	}
	if s.Now.Version != s.Version {
		p.Changed = ui.T("duty.rule_since_changed", "version", s.Now.Version, "span", duty.Amount(s.Now.Span))
	}
	p.Ways = []ui.Option{{Value: "extend", Say: ui.T("duty.ask_extend"), Note: ui.T("duty.ask_extend_note"), On: true}, {Value: "stop", Say: ui.T("duty.ask_stop"), Note: ui.T("duty.ask_stop_note")}}
	for _, d := range duty.Delays {
		p.Reasons = append(p.Reasons, ui.Option{Value: string(d), Say: ui.T("duty.reason_" + string(d))}) // words: duty.reason_*
	}
	return d.ui.Show(w, q, status, "duty/duty", ui.Screen{Title: ui.T("duty.rule_" + s.Rule), Body: p, Form: form, // words: duty.rule_*
		Path: []ui.Link{{Path: "/desk", Say: ui.T("duty.desk")}, {Path: "/duty/" + string(s.ID), Say: ui.T("duty.duty"), On: true}}})
}

// frozen is the rule as it was when the duty began.
func frozen(s duty.Sheet) duty.Rule {
	r := s.Now
	r.Version, r.Span, r.Calendar, r.Source = s.Version, s.Duty.Span, s.Duty.Calendar, s.Duty.Source
	return r
}

func dutyFacts(s duty.Sheet) (f []ui.Fact) {
	add := func(name lang.Saying, v any) { f = append(f, ui.Fact{Name: name, Value: v}) }
	add(ui.T("duty.bearer"), duty.OfficeName(s.Bearer, s.Office))
	if s.Bearer.Kind == duty.Team {
		hands := any(s.Person)
		if s.Person == "" {
			hands = ui.T("duty.nobody_holds")
		}
		add(ui.T("duty.holder"), ui.Lines{hands, ui.T("duty.since", "day", s.Since)})
	}
	add(ui.T("duty.owed_to"), duty.OfficeName(s.OwedTo, s.To))
	add(ui.T("duty.began_on"), s.From)
	add(ui.T("duty.due_on"), ui.T("duty.due_until", "day", s.Due, "zone", s.Zone))
	if s.First != s.Due {
		add(ui.T("duty.first_due"), s.First)
	}
	if s.Stopped != "" {
		add(ui.T("duty.stopped_until"), s.Stopped)
	}
	if s.Late != "" {
		add(ui.T("duty.late_since"), s.Late)
	}
	if !s.IsOpen() {
		add(ui.T("duty.ended"), ui.T("duty.ended_on", "how", ui.T("duty.event_"+string(endedAs[s.Ended])), "day", s.On))
	}
	if len(s.Up) > 0 {
		add(ui.T("duty.came_up_to"), s.Up)
	}
	if s.Because != nil {
		add(ui.T("duty.because_of"), ui.Link{Path: "/duty/" + string(s.Because.ID), Say: ui.T("duty.rule_" + s.Because.Rule)})
	}
	return f
}

// endedAs are endings by their line of history.
var endedAs = map[duty.Ending]duty.EventKind{duty.Met: duty.Kept, duty.MetLate: duty.KeptTooLate, duty.Waived: duty.LetGo, duty.Breached: duty.NeverKept, duty.Mooted: duty.WentMoot}

// ruleFacts says what a rule says. words: duty.starts_*, duty.met_by_*, duty.calendar_*
func ruleFacts(r duty.Rule) []ui.Fact {
	f := []ui.Fact{
		{Name: ui.T("duty.rule_amount"), Value: duty.Amount(r.Span)},
		{Name: ui.T("duty.rule_starts"), Value: ui.T("duty.starts_" + r.Starts)},
		{Name: ui.T("duty.rule_met_by"), Value: ui.T("duty.met_by_" + r.MetBy)},
		{Name: ui.T("duty.rule_calendar"), Value: ui.T("duty.calendar_" + string(r.Calendar))},
		{Name: ui.T("duty.rule_line"), Value: line(r)},
	}
	return append(f, ui.Fact{Name: ui.T("duty.rule_version"), Value: r.Version})
}

// source says where a rule comes from. words: duty.kind_*, duty.source_*
func source(s duty.Source) (l ui.Lines) {
	l = ui.Lines{ui.T("duty.source_" + s.Key)}
	if s.Symbol != "" {
		l = append(l, ui.T("duty.paragraph", "symbol", s.Symbol, "paragraph", s.Paragraph))
	}
	if s.Basis != "" {
		l = append(l, s.Basis)
	}
	if !s.Seen && s.Kind == duty.Instrument {
		l = append(l, ui.T("duty.not_seen"))
	}
	return l
}

// line says whom a breach goes up to, in order. words: duty.role_*
func line(r duty.Rule) (l ui.Lines) {
	for _, s := range r.Line {
		role := ui.T("duty.role_" + string(s.To))
		switch {
		case s.Every > 0:
			l = append(l, ui.T("duty.line_every", "role", role, "n", s.Every))
		case s.After > 0:
			l = append(l, ui.T("duty.line_after", "role", role, "n", s.After))
		default:
			l = append(l, ui.T("duty.line_at_once", "role", role))
		}
	}
	return l
}

// symbols are the marks of the timeline.
var symbols = map[duty.EventKind]string{duty.Breach: "late", duty.NeverKept: "late", duty.Kept: "done", duty.KeptTooLate: "done", duty.Reminder: "letter", duty.Climbed: "letter", duty.AskedMore: "letter"}

// history is what happened, the newest first. words: duty.event_*
func history(s duty.Sheet) (t ui.Timeline) {
	for _, e := range s.History {
		v := ui.Event{Day: e.Day, Kind: symbols[e.What], Say: ui.T("duty.event_" + string(e.What))}
		if v.Kind == "" {
			v.Kind = "duty"
		}
		if e.What == duty.Breach || e.What == duty.NeverKept {
			v.State = ui.Late
		}
		var more ui.Lines
		switch {
		case e.Person != "":
			v.By = e.Name
		case e.What == duty.Breach || e.What == duty.Climbed || e.What == duty.Reminder || e.What == duty.Moved:
			v.By = ui.T("duty.by_clock")
		}
		if e.Person == "" && !e.Office.None() {
			v.Say = ui.T("duty.event_office", "what", v.Say, "office", duty.OfficeName(e.Office, e.Name))
		}
		if e.Until != "" && e.What != duty.Began {
			more = append(more, ui.T("duty.event_until", "day", e.Until))
		}
		if e.Reason != "" {
			more = append(more, ui.T("duty.reason_"+string(e.Reason)))
		}
		if len(more) > 0 {
			v.More = more
		}
		t = append(t, v)
	}
	slices.Reverse(t)
	return t
}

// requests is what was asked for, the newest first, and what came of it.
func requests(s duty.Sheet) (t ui.Timeline) {
	for _, e := range s.Extensions {
		key := "duty.asked_by"
		if e.Stops {
			key = "duty.asked_stop_by"
		}
		v := ui.Event{Day: e.On, Kind: "letter", Say: lang.Say(key, "person", e.Asker, "day", e.On, "until", e.Until, "reason", ui.T("duty.reason_"+string(e.Reason)))}
		switch e.Answer { // words: duty.asked_by, duty.asked_stop_by
		case duty.Waiting:
			v.More = ui.T("duty.answer_waiting", "office", e.Answerer)
		case duty.Granted:
			v.More = ui.T("duty.answer_granted", "day", e.Decided, "was", e.Was)
		case duty.Declined:
			v.More = ui.T("duty.answer_declined", "day", e.Decided, "was", e.Was)
		default:
			v.More = ui.T("duty.answer_taken_back", "day", e.Decided)
		}
		t = append(t, v)
	}
	slices.Reverse(t)
	return t
}

func (d *Docket) take(w http.ResponseWriter, q *http.Request) error {
	if err := d.TakeUp(q.Context(), id(q)); err != nil {
		return err
	}
	return web.See(w, q, "/duty/"+string(id(q)))
}

func (d *Docket) ask(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	var until clock.Day
	if err == nil {
		until, err = ui.FullDate(values, "until")
	}
	if err == nil {
		_, err = d.AskTime(q.Context(), id(q), duty.Request{Until: until, Stops: values.Get("how") == "stop", Reason: duty.Reason(values.Get("reason"))})
	}
	switch {
	case told(err):
		return d.showDuty(w, q, web.Status[fault.Of(err)], ui.NewForm(values, err))
	case err != nil:
		return err
	}
	return web.See(w, q, "/duty/"+string(id(q)))
}

func (d *Docket) decide(do func(context.Context, duty.ExtensionID) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		values, err := web.Form(q)
		if err == nil {
			err = do(q.Context(), duty.ExtensionID(values.Get("extension")))
		}
		switch {
		case told(err):
			return d.showDuty(w, q, web.Status[fault.Of(err)], ui.NewForm(nil, err))
		case err != nil:
			return err
		}
		return web.See(w, q, "/duty/"+string(id(q)))
	}
}
