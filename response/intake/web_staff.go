package intake

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/mission"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/response/casework"
)

// Pages of staff.

// tray is the list of reports.
type tray struct {
	Filters ui.Filters
	List    ui.Matters
	Next    string
}

func (r *Room) tray(w http.ResponseWriter, q *http.Request) error {
	f := Filter{Status: Status(q.URL.Query().Get("status")), Mission: q.URL.Query().Get("mission"), From: q.URL.Query().Get("from")}
	rows, more, err := r.List(q.Context(), web.Lang(q), f)
	if err != nil {
		return err
	}
	missions, err := r.Missions(q.Context())
	if err != nil {
		return err
	}
	t := tray{Filters: filters(f, missions), List: ui.Matters{Scale: len(rows) > 0}}
	for _, row := range rows {
		t.List.List = append(t.List.List, line(row))
	}
	if more {
		last := rows[len(rows)-1]
		v := q.URL.Query()
		v.Set("from", string(last.Received)+"/"+string(last.ID))
		t.Next = "/intake?" + v.Encode()
	}
	return r.UI.Show(w, q, http.StatusOK, "intake/tray", ui.Screen{TitleKey: "intake.reports", Body: t})
}

// line is a report in a list; one that nobody named yet is called by the day it came.
func line(row Row) ui.Matter {
	m := ui.Matter{Ref: ui.Ref(row.Reference), Title: ui.T("intake.report_of", "day", row.Received), Path: "/intake/" + string(row.ID), Note: ui.T("intake.status_" + string(row.Status))}
	if row.Title.Open() && row.Title.Reveal() != "" {
		m.Title = row.Title
	}
	if row.Held {
		m.Hold = duty.Line(row.Hold)
	} else {
		m.Hold = ui.Hold{State: ui.Kept, Holder: ui.T("intake.nobody"), Since: row.Received, Owes: ui.T("intake.nothing")}
	}
	return m
}

// page is one report.
type page struct {
	Sheet
	Hold     *ui.Hold
	Facts    []ui.Fact
	Talk     []ui.Said
	Wishes   []ui.Fact
	Files    []ui.Link
	Timeline ui.Timeline
	Duties   []ui.Hold
	Who      ui.Panel
	Case     *ui.Link
	Ending   *Ending
}

func (r *Room) sheet(q *http.Request) (Sheet, error) {
	return r.Read(q.Context(), web.Lang(q), ReportID(q.PathValue("id")))
}

func (r *Room) show(w http.ResponseWriter, q *http.Request) error {
	s, err := r.sheet(q)
	if err != nil {
		return err
	}
	return r.draw(w, q, http.StatusOK, s, nil)
}

func (r *Room) draw(w http.ResponseWriter, q *http.Request, status int, s Sheet, form *ui.Form) error {
	p := page{Sheet: s, Facts: factsOf(s, web.Lang(q)), Talk: spoken(s), Wishes: wished(s), Files: filed(s), Timeline: timeline(s), Who: readersPanel(s, web.Lang(q))}
	for _, d := range s.Duties {
		p.Duties = append(p.Duties, duty.Line(d))
	}
	if s.Held {
		h := duty.Line(s.Hold)
		h.Top = true
		p.Hold = &h
	}
	if s.Report.Case != "" {
		p.Case = &ui.Link{Path: "/casework/" + s.Report.Case, Say: ui.T("intake.to_case")}
	}
	if n := len(s.Closings); n > 0 {
		p.Ending = &s.Closings[n-1]
	}
	return r.UI.Show(w, q, status, "intake/report", ui.Screen{TitleKey: "intake.report", Body: p, Form: form,
		Path: []ui.Link{{Path: "/intake", Say: ui.T("intake.reports")}, {Path: "/intake/" + string(s.ID), Say: ui.Ref(s.Reference), On: true}}})
}

// factsOf are the coded facts and what was told, as far as it opens. words: intake.minor_*
func factsOf(s Sheet, tag lang.Tag) []ui.Fact {
	return []ui.Fact{{Name: ui.T("intake.where"), Value: orUnsaid(s.Place)}, {Name: ui.T("intake.when"), Value: s.Happened}, {Name: ui.T("intake.who"), Value: orUnsaid(s.Persons)},
		{Name: ui.T("intake.mission"), Value: orUnknown(s.Mission)}, {Name: ui.T("intake.as"), Value: ui.T("intake.role_" + string(s.Role))},
		{Name: ui.T("intake.minor"), Value: ui.T("intake.minor_" + string(s.Minor))}, {Name: ui.T("intake.written_in"), Value: lang.Name(lang.Tag(s.Lang))},
		{Name: ui.T("intake.channel"), Value: ui.T("intake.channel_" + string(s.Channel))}, {Name: ui.T("intake.their_name"), Value: orUnsaid(s.Name)}, {Name: ui.T("intake.their_contact"), Value: orUnsaid(s.Contact)}}
}

// orUnsaid says that nothing was said, instead of leaving a hole.
func orUnsaid(p seal.Private[string]) any {
	if p.Open() && p.Reveal() == "" {
		return ui.T("intake.not_said")
	}
	return p
}

func orUnknown(code string) any {
	if code == "" {
		return ui.T("ui.unknown")
	}
	return code
}

func spoken(s Sheet) (out []ui.Said) {
	for _, m := range s.Talk {
		turn := ui.Said{Me: m.Ours, By: ui.T("intake.talk_them"), Day: m.Day, Text: m.Body, Tag: lang.Tag(m.Lang)}
		if m.Ours {
			turn.By = m.Author
		}
		for _, t := range m.In {
			turn.Note = ui.Lines{ui.T("intake.translated", "lang", lang.Name(lang.Tag(t.Lang)), "by", t.Author, "day", t.Day), t.Body}
		}
		out = append(out, turn)
	}
	return out
}

// wished are the reporter's choices with their days. words: intake.choice_*
func wished(s Sheet) (out []ui.Fact) {
	for _, w := range s.Wishes {
		v := ui.Lines{ui.T("ui.no")}
		if w.Value == Yes {
			v = ui.Lines{ui.T("ui.yes")}
		}
		if w.Day != "" {
			v[0] = ui.T("intake.wish_on", "value", v[0], "day", w.Day)
		}
		if w.Note.Open() && w.Note.Reveal() != "" {
			v = append(v, w.Note)
		}
		out = append(out, ui.Fact{Name: ui.T("intake.choice_" + string(w.Purpose)), Value: v})
	}
	return out
}

func filed(s Sheet) (out []ui.Link) {
	for _, f := range s.Files {
		l := ui.Link{Path: "/intake/" + string(s.ID) + "/file/" + string(f.ID), Say: ui.T("intake.file_closed", "n", f.Number)}
		if f.Open {
			l.Say = ui.T("intake.file_named", "n", f.Number, "name", f.Name.Reveal(), "kb", int(f.Size>>10))
		}
		out = append(out, l)
	}
	return out
}

// timeline is the story of the report: what the record says was done, and what became of
// what was owed, the newest first.
func timeline(s Sheet) (out ui.Timeline) {
	for _, l := range s.Lines {
		if l.Act == Read.Name || l.Act == File.Name {
			continue
		}
		e := ui.Event{Day: l.Day, Kind: kindOf(l), Say: ui.T(actKey(l.Act))}
		if name := s.Names[l.Actor]; name != "" {
			e.By = name
		}
		out = append(out, e)
	}
	for _, e := range s.Events {
		out = append(out, happened(e))
	}
	slices.SortStableFunc(out, func(a, b ui.Event) int { return strings.Compare(string(b.Day), string(a.Day)) })
	return out
}

// happened is what became of a duty. words: duty.event_* duty.rule_*
func happened(e duty.Event) ui.Event {
	out := ui.Event{Day: e.Day, Kind: "duty", Say: ui.T("intake.duty_event", "rule", ui.T("duty.rule_"+e.Rule), "what", ui.T("duty.event_"+string(e.What)))}
	if e.What == duty.Breach {
		out.State = ui.Late
	}
	return out
}

// actKey is the key of an act's name. words: intake.act_*
func actKey(name string) string {
	room, rest, _ := strings.Cut(name, ".")
	return room + ".act_" + strings.ReplaceAll(rest, ".", "_")
}

func kindOf(l record.Line) string {
	switch l.Act {
	case Reply.Name, Add.Name:
		return "msg"
	case Attach.Name:
		return "custody"
	}
	return "event"
}

func readersPanel(s Sheet, tag lang.Tag) ui.Panel {
	p := ui.Panel{Title: ui.T("intake.readers_staff")}
	for _, t := range s.Readers {
		var names []string
		for _, m := range t.Members {
			names = append(names, m.Display)
		}
		p.Who = append(p.Who, ui.Reader{Who: t.Name(tag), What: names})
	}
	if s.Walled {
		p.Not = []any{ui.T("intake.walled_team")}
	}
	return p
}

// doing serves a posted act: on a fault of a field the report is shown again with what
// was typed.
func (r *Room) doing(do func(context.Context, ReportID, url.Values, *http.Request) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		id := ReportID(q.PathValue("id"))
		values, err := web.Form(q)
		if err == nil {
			err = do(q.Context(), id, values, q)
		}
		if k := fault.Of(err); err != nil && (k == fault.Invalid || k == fault.Conflict || k == fault.Stale) {
			s, failed := r.sheet(q)
			if failed != nil {
				return failed
			}
			return r.draw(w, q, web.Status[k], s, ui.NewForm(values, err))
		}
		if err != nil {
			return err
		}
		return web.See(w, q, "/intake/"+string(id))
	}
}

func (r *Room) attachment(w http.ResponseWriter, q *http.Request) error {
	f, err := r.OpenFile(q.Context(), ReportID(q.PathValue("id")), custody.ItemID(q.PathValue("file")))
	if err != nil {
		return err
	}
	return custody.Serve(w, f)
}

// Panel shows the reports that a case answers, on its page (casework.Panel).
func (r *Room) Panel(ctx context.Context, _ lang.Tag, c casework.Case) (string, any, bool, error) {
	if !act.Of(ctx).Anywhere(PowerRead) {
		return "", nil, false, nil
	}
	rows, err := r.ofCase(ctx, c.ID)
	if err != nil || len(rows) == 0 {
		return "", nil, false, err
	}
	var links []ui.Link
	for _, row := range rows {
		links = append(links, ui.Link{Path: "/intake/" + string(row.ID), Say: ui.T("intake.panel_report", "ref", row.Reference, "day", row.Received)})
	}
	return "intake/panel", links, true, nil
}

// filters are the choices above the list; the address holds them.
func filters(f Filter, missions []mission.Mission) ui.Filters {
	status := []ui.Option{{Value: "", Say: ui.T("intake.filter_all")}}
	for _, s := range states {
		status = append(status, ui.Option{Value: string(s), Say: ui.T("intake.status_" + string(s)), On: f.Status == s})
	}
	at := []ui.Option{{Value: "", Say: ui.T("intake.filter_every")}}
	for _, m := range missions {
		at = append(at, ui.Option{Value: m.Code, Say: m.Code, On: f.Mission == m.Code})
	}
	return ui.Filters{Path: "/intake", Name: ui.T("intake.filter"), Fields: []ui.Filter{{Name: "status", Label: ui.T("intake.filter_status"), Options: status}, {Name: "mission", Label: ui.T("intake.filter_mission"), Options: at}}}
}
