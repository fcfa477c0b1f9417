package casework

import (
	"slices"
	"strings"

	"haki/commons/duty"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
)

// timeline is the story of a case, the newest first: what the record says was done, with
// what is on file about it, and what became of what was owed. That somebody read the case
// is counted elsewhere.
func (v reader) timeline() (t ui.Timeline) {
	t = append(t, v.beginning())
	mentioned := map[string]bool{}
	for _, l := range v.Lines {
		e := ui.Event{Day: l.Day, Say: ui.T(actKey(l.Act)), Kind: "event"}
		if name := v.Names[people.ID(l.Actor)]; name != "" {
			e.By = name
		}
		change, has := v.change(l)
		switch {
		case strings.HasSuffix(l.Act, ".read"), l.Act == Link.Name && !has, !strings.HasPrefix(l.Act, "casework.") && !strings.HasPrefix(l.Act, "outcome."):
			continue
		case has:
			mentioned[string(change.ID)] = true
			e.More = v.changed(change)
		default:
			e.More = v.detail(l)
		}
		if l.Act == Agree.Name && !v.unanswered(l) {
			e.Kind = "done"
		}
		t = append(t, e)
	}
	for _, c := range v.Changes {
		if !mentioned[string(c.ID)] {
			t = append(t, ui.Event{Day: c.Day, Kind: "letter", Say: ui.T("casework.change_" + c.Kind), By: c.New}) // words: casework.change_*
		}
	}
	for _, e := range v.Events {
		if e.What != duty.TakenUp && e.What != duty.Reminder { // in whose hands it is, and was: on the duty's page
			t = append(t, happened(e))
		}
	}
	slices.SortStableFunc(t, func(a, b ui.Event) int { return strings.Compare(string(a.Day), string(b.Day)) })
	slices.Reverse(t)
	return t
}

func (v reader) beginning() ui.Event {
	say := ui.T("casework.began")
	if v.Channel == PublicNotice {
		say = ui.T("casework.began_notice")
	}
	return ui.Event{Day: v.Opened, Kind: "event", Say: say}
}

// happened is what became of a duty. words: duty.event_*, duty.rule_*
func happened(e duty.Event) ui.Event {
	out := ui.Event{Day: e.Day, Kind: "duty", Say: ui.T("casework.duty_event", "rule", ui.T("duty.rule_"+e.Rule), "what", ui.T("duty.event_"+string(e.What)))}
	if e.What == duty.Breach || e.What == duty.NeverKept {
		out.State, out.Kind = ui.Late, "late"
	}
	return out
}

// change is what a line of the record says was changed.
func (v reader) change(l record.Line) (Changed, bool) {
	id := l.Fact("change")
	i := slices.IndexFunc(v.Changes, func(c Changed) bool { return id != "" && string(c.ID) == id })
	if i < 0 {
		return Changed{}, false
	}
	return v.Changes[i], true
}

// changed says what a change changed, with its reason. words: casework.code_*, casework.status_*
func (v reader) changed(c Changed) any {
	var all ui.Lines
	switch c.Kind {
	case Reclassified:
		all = ui.Lines{ui.T("casework.was", "what", v.class(c.Old)), ui.T("casework.now", "what", v.class(c.New))}
	case Moved:
		all = ui.Lines{ui.T("casework.moved", "no", v.nameOf(c.About), "old", ui.T("casework.status_"+c.Old), "new", ui.T("casework.status_"+c.New))}
	case Identified:
		all = ui.Lines{ui.T("casework.person_no", "no", v.nameOf(c.About))}
	case Reopened:
		all = ui.Lines{ui.T("casework.was", "what", ui.T("casework.code_"+c.Old))}
	case Linking:
		for _, l := range v.Links {
			if string(l.ID) == c.About {
				all = ui.Lines{ui.Link{Path: "/casework/" + c.About, Say: ui.Ref(l.Reference)}}
			}
		}
	case BarringOne:
		all = ui.Lines{v.Names[people.ID(c.About)]}
	}
	return with(all, c.Reason)
}

// detail says what else a line is about: a measure, a closing.
func (v reader) detail(l record.Line) any {
	if id := l.Fact("measure"); id != "" {
		for _, m := range v.Measures {
			if string(m.ID) == id {
				return with(ui.Lines{ui.T("casework.measure_" + m.Code)}, m.Note)
			}
		}
	}
	if id := l.Fact("closing"); id != "" {
		for _, c := range v.Closings {
			if string(c.ID) != id {
				continue
			}
			all := ui.Lines{ui.T("casework.code_" + string(c.Code))}
			if l.Act != Propose.Name {
				return append(ui.Lines{""}, all...)
			}
			return with(all, c.Reason)
		}
	}
	return nil
}

// unanswered says whether a line is of a closing because a State said nothing: that is
// never shown as done.
func (v reader) unanswered(l record.Line) bool {
	return slices.ContainsFunc(v.Closings, func(c Ending) bool { return string(c.ID) == l.Fact("closing") && c.Code == StateSilent })
}

// with sets lines under what they are of, and a reason last if there is one.
func with(all ui.Lines, reason seal.Private[string]) any {
	if told(reason) {
		all = append(all, reason)
	}
	if len(all) == 0 {
		return nil
	}
	return append(ui.Lines{""}, all...)
}

// class says what a coded class is. words: mission.category_*
func (v reader) class(code string) lang.Saying {
	p := strings.Split(code, "/")
	if len(p) != 5 {
		return ui.T("casework.unknown")
	}
	var all []any
	for _, term := range p[:3] {
		if term != "" {
			all = append(all, ui.T(termKey(term)))
		}
	}
	if p[3] != "" {
		all = append(all, ui.T("mission.category_"+p[3]))
	}
	if p[4] != "" {
		all = append(all, v.country(p[4]))
	}
	return ui.T("casework.as_is", "what", dotted(all))
}

// nameOf calls a subject by its number.
func (v reader) nameOf(id string) string {
	for _, a := range v.Allegations {
		for _, s := range a.Subjects {
			if string(s.ID) == id {
				return no(a.Allegation, s.Subject)
			}
		}
	}
	return ""
}
