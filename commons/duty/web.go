package duty

import (
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/science/workday"
)

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
	return OfficeName(h.Bearer, h.Office)
}

// OfficeName is the name of an office, or the word for it. words: duty.office_*
func OfficeName(o Office, name string) any {
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

// Amount is a span in words. words: duty.span_*
func Amount(s workday.Span) any {
	if s.N == 0 {
		return ui.T("duty.span_same_day")
	}
	return ui.T("duty.span_"+string(s.Unit), "n", s.N)
}

// Row is a duty as a row of a desk.
func (r *Room) Row(h Hold) ui.Matter {
	m := ui.Matter{Ref: ui.Ref(h.Ref), Title: ui.T("duty.rule_" + h.Rule), Path: r.Address(h.Matter), Hold: Line(h)} // words: duty.rule_*
	if m.Path == "" {
		m.Path = "/duty/" + string(h.ID)
	}
	return m
}
