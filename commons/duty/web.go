package duty

import (
	"net/http"

	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/science/workday"
)

// Pages lists the addresses of the room, each with the act behind it. My desk is the
// program's first page and stands in package app.
func (r *Room) Pages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/duty/{id}", Act: Show.Name, Serve: r.duty},
		{Method: "POST", Path: "/{lang}/duty/{id}/take", Act: TakeUp.Name, Serve: r.take},
		{Method: "POST", Path: "/{lang}/duty/{id}/ask", Act: AskTime.Name, Serve: r.ask},
		{Method: "POST", Path: "/{lang}/duty/{id}/grant", Act: Give.Name, Serve: r.decide(r.Grant)},
		{Method: "POST", Path: "/{lang}/duty/{id}/decline", Act: Decline.Name, Serve: r.decide(r.Decline)},
		{Method: "GET", Path: "/{lang}/duty/handover", Act: ListHand.Name, Serve: r.handing},
		{Method: "POST", Path: "/{lang}/duty/handover", Act: Offer.Name, Serve: r.offer},
		{Method: "POST", Path: "/{lang}/duty/handover/{handover}/accept", Act: Accept.Name, Serve: r.accept},
		{Method: "POST", Path: "/{lang}/duty/handover/{handover}/refuse", Act: Refuse.Name, Serve: r.refuse},
		{Method: "GET", Path: "/{lang}/duty/rules", Act: ListRule.Name, Serve: r.rules},
		{Method: "GET", Path: "/{lang}/duty/rules/{code}", Act: ListRule.Name, Serve: r.rule},
		{Method: "POST", Path: "/{lang}/duty/rules", Act: SetRule.Name, Serve: r.changeRule},
		{Method: "GET", Path: "/{lang}/duty/calendars", Act: ListDays.Name, Serve: r.calendars},
		{Method: "POST", Path: "/{lang}/duty/calendars", Act: SetHere.Name, Serve: r.setCalendar},
		{Method: "GET", Path: "/{lang}/duty/calendars/{kind}/{code}", Act: ListDays.Name, Serve: r.calendar},
		{Method: "POST", Path: "/{lang}/duty/calendars/{kind}/{code}", Act: AddDay.Name, Serve: r.addHoliday},
		{Method: "POST", Path: "/{lang}/duty/calendars/{kind}/{code}/remove", Act: DropDay.Name, Serve: r.dropHoliday},
	}
}

// Reaches names the acts that no page reaches: the clock's, and that of setting up.
func (r *Room) Reaches() []web.Reach {
	return []web.Reach{{By: "duty.tick", Act: Look.Name}, {By: "duty.tick", Act: Remind.Name}, {By: "duty.tick", Act: Lapse.Name}, {By: "duty.tick", Act: Climb.Name},
		{By: "duty.tick", Act: Succeed.Name}, {By: "duty.tick", Act: Asleep.Name}, {By: "haki init", Act: FirstSet.Name}}
}

// standings are the states of the holding line by their names in package ui.
var standings = map[Standing]ui.State{OnTime: ui.OnTime, Soon: ui.Soon, Overdue: ui.Late, Wait: ui.Wait, Paused: ui.Paused, Done: ui.Kept, KeptLate: ui.KeptLate, Dropped: ui.Todo}

// Line draws a duty as the holding line. words: duty.owes_*, duty.under_*, duty.reason_*
func Line(h Hold) ui.Hold {
	l := ui.Hold{State: standings[h.State], Mine: h.Hands, Holder: holder(h), Since: h.Since, Owes: ui.T("duty.owes_" + h.Rule), Due: h.Due,
		Rule: ui.T("duty.under_" + h.Source.Key), Source: "/duty/" + string(h.ID), Elapsed: h.Elapsed, Allowed: h.Allowed, Civil: h.Unit == workday.Days}
	switch h.State {
	case Done, KeptLate:
		l.Met, l.Due = h.On, h.promised()
	case Paused:
		l.Paused, l.Until, l.Why = h.Halted, h.Stopped, ui.T("duty.reason_"+string(h.HaltWhy))
	}
	return l
}

// holder is who holds it: a person, or else their office.
func holder(h Hold) any {
	if h.Person != "" {
		return h.Person
	}
	return office(h.Bearer, h.Office)
}

// office is the name of an office, or the word for it. words: duty.office_*
func office(o Office, name string) any {
	if name != "" {
		return name
	}
	return ui.T("duty.office_" + string(o.Kind))
}

// Steps draws promises as what happens next, for whoever they are made to.
// words: duty.next_*, duty.kept_*, duty.who_*
func Steps(all []Promise) (steps []ui.Step) {
	for _, p := range all {
		s := ui.Step{State: ui.Todo, Say: ui.T("duty.next_" + p.Rule), More: []any{ui.Lines{ui.T("duty.who_" + string(p.Who)), ui.T("duty.promised", "day", lang.Spoken(p.Due))}}}
		if p.First != "" {
			s.More = append(s.More, ui.T("duty.promised_first", "day", lang.Spoken(p.First)))
		}
		switch {
		case p.State == Done:
			s = ui.Step{State: ui.Kept, Say: ui.T("duty.kept_" + p.Rule), More: []any{ui.T("duty.kept_day", "day", lang.Spoken(p.Kept))}}
		case p.State == KeptLate:
			s = ui.Step{State: ui.KeptLate, Say: ui.T("duty.kept_" + p.Rule), More: []any{ui.T("duty.kept_day_late", "day", lang.Spoken(p.Kept), "due", lang.Spoken(p.Due))}}
		case p.State == Overdue:
			s.State, s.Mark = ui.Late, &ui.Mark{State: ui.Late, Say: ui.T("ui.late_by_"+counted(p.Unit), "n", p.Days)}
		case p.Days == 0:
			s.Mark = &ui.Mark{State: ui.Soon, Say: ui.T("ui.left_today")}
		default:
			s.Mark = &ui.Mark{State: standings[p.State], Say: ui.T("ui.left_"+counted(p.Unit), "n", p.Days)}
		}
		steps = append(steps, s)
	}
	return steps
}

func counted(u workday.Unit) string {
	if u == workday.WorkingDays {
		return "work"
	}
	return "days"
}

// span is an amount in words. words: duty.span_*
func span(s workday.Span) any {
	if s.N == 0 {
		return ui.T("duty.span_same_day")
	}
	return ui.T("duty.span_"+string(s.Unit), "n", s.N)
}

// typed is what a form brought, when something in it is wrong: it is shown again.
func typed(err error) bool { return err != nil && fault.Of(err) == fault.Invalid }

// told is what a page shows above the form for what is wrong with the whole, such as a
// day that has passed meanwhile.
func told(err error) bool {
	return err != nil && (fault.Of(err) == fault.Invalid || fault.Of(err) == fault.Conflict)
}

func id(q *http.Request) ID { return ID(q.PathValue("id")) }
