package casework

import (
	"net/http"
	"strings"

	"haki/commons/duty"
	"haki/commons/mission"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// Pages lists the addresses of the room, each with the act behind it.
func (r *Room) Pages() []web.Page {
	all := []web.Page{
		{Method: "GET", Path: "/{lang}/casework", Act: List.Name, Serve: r.list},
		{Method: "GET", Path: "/{lang}/casework/{id}", Act: Read.Name, Also: []string{Offer.Name}, Serve: r.show},
		{Method: "GET", Path: "/{lang}/casework/{id}/second", Act: Read.Name, Serve: r.second},
		{Method: "POST", Path: "/{lang}/casework/{id}/agree", Act: Agree.Name, Serve: r.post(agreeForm)},
		{Method: "POST", Path: "/{lang}/casework/{id}/refuse", Act: Refuse.Name, Serve: r.post(refuseForm)},
	}
	for _, f := range forms {
		at := "/{lang}/casework/{id}/" + f.path
		all = append(all, web.Page{Method: "GET", Path: at, Act: f.act.Name, Serve: r.ask(f)}, web.Page{Method: "POST", Path: at, Act: f.act.Name, Serve: r.post(f)})
	}
	return all
}

// listPage is the list of cases.
type listPage struct {
	Filters ui.Filters
	List    ui.Matters
	Empty   ui.Empty
	More    string // address of what comes after
	Begin   string // address of the first page, when this is another
}

func (r *Room) list(w http.ResponseWriter, q *http.Request) error {
	v := q.URL.Query()
	f := Filter{Stage: Stage(v.Get("stage")), Mission: v.Get("mission"), Serious: v.Get("serious") == "yes", From: v.Get("from")}
	rows, more, at, err := r.List(q.Context(), web.Lang(q), f)
	if err != nil {
		return err
	}
	p := listPage{Filters: filters(f, at), Empty: ui.Empty{Say: ui.T("casework.list_empty")}}
	for _, row := range rows {
		p.List.List = append(p.List.List, line(row))
	}
	if more {
		last := rows[len(rows)-1]
		v.Set("from", string(last.Opened)+"/"+string(last.ID))
		p.More = "/casework?" + v.Encode()
	}
	if f.From != "" {
		v.Del("from")
		p.Begin = "/casework?" + v.Encode()
	}
	return r.UI.Show(w, q, http.StatusOK, "casework/list", ui.Screen{TitleKey: "casework.cases", Body: p})
}

// line is a case in the list: its title, how old it is, who owes what. words: casework.stage_*
func line(row Row) ui.Matter {
	m := ui.Matter{Ref: ui.Ref(row.Reference), Title: row.Title, Path: "/casework/" + string(row.ID)}
	about := []any{ui.T("casework.age", "n", row.Days)}
	switch row.Status {
	case Proposed:
		about = append(about, ui.T("casework.stage_proposed"))
	case Closed:
		about = []any{ui.T("casework.closed_as", "code", ui.T("casework.code_"+string(row.Code)), "day", lang.Short(row.Case.Closed))}
	}
	if row.Serious {
		about = append(about, ui.T("casework.serious"))
	}
	if row.Taken {
		about = append(about, ui.T("casework.taken"))
	}
	m.Note = dotted(about)
	if row.Held {
		m.Hold = duty.Line(row.Hold)
	}
	return m
}

// dotted sets several sayings in one line.
func dotted(all []any) any {
	if len(all) == 0 {
		return nil
	}
	out := all[0]
	for _, s := range all[1:] {
		out = ui.T("casework.dotted", "one", out, "other", s)
	}
	return out
}

// filters are the choices above the list; the address holds them. words: casework.stage_*
func filters(f Filter, missions []mission.Mission) ui.Filters {
	stages := []ui.Option{{Say: ui.T("casework.filter_all")}}
	for _, s := range Stages {
		stages = append(stages, ui.Option{Value: string(s), Say: ui.T("casework.stage_" + string(s)), On: f.Stage == s})
	}
	at := []ui.Option{{Say: ui.T("casework.filter_every")}}
	for _, m := range missions {
		at = append(at, ui.Option{Value: m.Code, Say: m.Code, On: f.Mission == m.Code})
	}
	serious := []ui.Option{{Say: ui.T("casework.filter_both")}, {Value: "yes", Say: ui.T("casework.filter_serious"), On: f.Serious}}
	return ui.Filters{Path: "/casework", Name: ui.T("casework.filter"), Fields: []ui.Filter{{Name: "stage", Label: ui.T("casework.stage"), Options: stages},
		{Name: "mission", Label: ui.T("casework.mission"), Options: at}, {Name: "serious", Label: ui.T("casework.designation"), Options: serious}}}
}

// actKey is the key of an act's name. words: casework.act_*
func actKey(name string) string {
	room, rest, _ := strings.Cut(name, ".")
	return room + ".act_" + strings.ReplaceAll(rest, ".", "_")
}
