package mission

import (
	"net/http"

	"haki/internal/ui"
)

// codesPage shows the tables that the program sorts by, each line with its source.
type codesPage struct {
	Categories ui.Table
	Schemes    []ui.Table
}

func (r *Room) codes(w http.ResponseWriter, q *http.Request) error {
	if _, err := r.List(q.Context()); err != nil { // whoever may read the list may read its codes
		return err
	}
	p := codesPage{Categories: categoryTable()}
	for _, s := range []string{Since2021, Before2021} {
		p.Schemes = append(p.Schemes, schemeTable(s))
	}
	return r.ui.Show(w, q, http.StatusOK, "mission/codes", ui.Screen{TitleKey: "mission.codes", Body: p,
		Path: []ui.Link{home, {Path: "/mission/codes", Say: ui.T("mission.codes"), On: true}}})
}

// categoryTable is the categories with their routes.
// words: mission.category_*, mission.group_*, mission.jurisdiction_*, mission.route_*, mission.state_*
func categoryTable() ui.Table {
	t := ui.Table{Caption: ui.T("mission.categories_caption"), Columns: []ui.Column{{Name: ui.T("mission.col_category")}, {Name: ui.T("mission.col_group")}, {Name: ui.T("mission.col_jurisdiction")},
		{Name: ui.T("mission.col_serious")}, {Name: ui.T("mission.col_other")}, {Name: ui.T("mission.col_source")}}}
	for _, c := range Categories {
		serious, other := RouteFor(c.Code, true), RouteFor(c.Code, false)
		src := ui.Lines{c.Source}
		if c.Design {
			src = append(src, ui.T("mission.chosen_here"))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []any{ui.T("mission.category_" + c.Code), ui.T("mission.group_" + string(c.Group)), ui.T("mission.jurisdiction_" + string(c.Jurisdiction)),
			ui.Lines{ui.T("mission.route_" + serious.Code), ui.T("mission.state_" + string(serious.State))}, ui.T("mission.route_" + other.Code), src}})
	}
	return t
}

// schemeTable is one scheme. words: mission.term_*, mission.level_*, mission.scheme_*
func schemeTable(scheme string) ui.Table {
	name := "mission.scheme_2021"
	columns := []ui.Column{{Name: ui.T("mission.col_term")}, {Name: ui.T("mission.col_level")}, {Name: ui.T("mission.col_under")}}
	if scheme == Before2021 {
		name = "mission.scheme_pre_2021"
		columns = append(columns, ui.Column{Name: ui.T("mission.col_now")})
	}
	t := ui.Table{Caption: ui.T("mission.scheme_caption", "scheme", ui.T(name)), Columns: append(columns, ui.Column{Name: ui.T("mission.col_source")})}
	say := func(scheme, code string) any {
		if term, ok := TermOf(scheme, code); ok {
			return ui.T("mission." + term.Key())
		}
		return ""
	}
	for _, term := range Scheme {
		if term.Scheme != scheme {
			continue
		}
		cells := []any{ui.T("mission." + term.Key()), ui.T("mission.level_" + term.Level), say(scheme, term.Parent)}
		if scheme == Before2021 {
			now := any(ui.T("mission.nobody_decided"))
			if len(term.Now) == 3 {
				now = ui.Lines{say(Since2021, term.Now[1]), say(Since2021, term.Now[2])}
			} else if term.Level == DesignationLevel {
				now = ""
			}
			cells = append(cells, now)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: append(cells, term.Source)})
	}
	return t
}
