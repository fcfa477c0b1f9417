package board

import (
	"net/http"
	"strconv"

	"haki/commons/duty"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// The addresses of the board, without a language.
const (
	home     = "/duty/board"
	compared = "/duty/board/timeliness"
)

// Pages lists the addresses of the room, each with the act behind it.
func (r *Room) Pages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/duty/board", Act: List.Name, Serve: r.board},
		{Method: "GET", Path: "/{lang}/duty/board/timeliness", Act: Compare.Name, Serve: r.timeliness},
		{Method: "GET", Path: "/{lang}/duty/board/csv", Act: TakeOut.Name, Serve: r.file(csv)},
		{Method: "GET", Path: "/{lang}/duty/board/xlsx", Act: TakeOut.Name, Serve: r.file(xlsx)},
	}
}

// page is the board.
type page struct {
	Today   any
	Counts  []ui.Count
	Filters ui.Filters
	By      *ui.Table
	Rest    int // bearers that the table leaves out
	Title   any // of the list
	List    ui.Matters
	Past    *ui.Table
	Empty   ui.Empty
	Next    string
	Begin   string
	Files   []ui.Link
	Compare ui.Link
}

// mostBearers is how many the table of the board names; the filter names all.
const mostBearers = 12

func (r *Room) board(w http.ResponseWriter, q *http.Request) error {
	f := Read(q.URL.Query())
	v, err := r.Show(q.Context(), web.Lang(q), f)
	if err != nil {
		return err
	}
	p := page{Today: v.Today, Counts: counts(v), Filters: filters(v), Title: ui.T("board.list_" + listName(f.Show)), Empty: ui.Empty{Say: ui.T("board.empty_" + listName(f.Show))}, // words: board.list_*, board.empty_*
		Compare: ui.Link{Path: f.with(Owed).Path(compared), Say: ui.T("board.to_timeliness")}}
	if f.Bearer.ID == "" && len(v.Bearers) > 0 {
		t := bearers(v)
		p.By, p.Rest = &t, max(0, len(v.Bearers)-mostBearers)
	}
	if f.Show == Over {
		t := past(v)
		p.Past = &t
	} else {
		p.List = ui.Matters{Scale: len(v.Rows) > 0}
		for _, h := range v.Rows {
			p.List.List = append(p.List.List, row(v, h))
		}
	}
	if v.More != "" {
		next := f
		next.From = v.More
		p.Next = next.Path(home)
	}
	if f.From != "" {
		p.Begin = f.with(f.Show).Path(home)
	}
	if v.Counts.Of(f.Show) > 0 {
		whole := f.with(f.Show)
		p.Files = []ui.Link{{Path: whole.Path(home + "/csv"), Say: ui.T("board.as_csv")}, {Path: whole.Path(home + "/xlsx"), Say: ui.T("board.as_xlsx")}}
	}
	return r.ui.Show(w, q, http.StatusOK, "board/board", ui.Screen{TitleKey: "board.board", Body: p,
		Path: []ui.Link{{Path: "/desk", Say: ui.T("board.desk")}, {Path: home, Say: ui.T("board.board"), On: true}}})
}

// listName is a list's name in keys.
func listName(s Show) string {
	if s == Owed {
		return "owed"
	}
	return string(s)
}

// counts are the lists with how long they are, each under the filter as it is.
func counts(v View) (all []ui.Count) {
	for _, s := range Shows {
		c := ui.Count{N: v.Counts.Of(s), Say: ui.T("board.count_" + listName(s)), Path: v.with(s).Path(home)} // words: board.count_*
		if s == Over {
			c.Say = ui.T("board.count_over", "n", v.Period)
		}
		if s == v.Filter.Show {
			c.More = ui.T("board.shown")
		}
		all = append(all, c)
	}
	return all
}

// office is a bearer's name, or the word for it.
func office(o duty.Office, name string) any { return duty.OfficeName(o, name) }

// filters are the choices above the list; the address holds them.
func filters(v View) ui.Filters {
	shows := make([]ui.Option, 0, len(Shows))
	for _, s := range Shows {
		shows = append(shows, ui.Option{Value: string(s), Say: ui.T("board.show_" + listName(s)), On: s == v.Filter.Show}) // words: board.show_*
	}
	return ui.Filters{Path: home, Name: ui.T("board.filter"), Fields: []ui.Filter{{Name: "show", Label: ui.T("board.show"), Options: shows},
		deskChoice(v.Filter), bearerChoice(v.Filter, v.Choices), ruleChoice(v.Filter, v.Rules), missionChoice(v.Filter, v.Missions), ageChoice(v.Filter), periodChoice(v.Filter)}}
}

// deskChoice narrows the board to a tray of the reader's desk. words: board.desk_*
func deskChoice(f Filter) ui.Filter {
	options := []ui.Option{{Say: ui.T("board.every_desk")}}
	for _, t := range duty.Trays {
		options = append(options, ui.Option{Value: string(t), Say: ui.T("board.desk_" + string(t)), On: t == f.Tray})
	}
	return ui.Filter{Name: "desk", Label: ui.T("board.my_desk"), Options: options}
}

func bearerChoice(f Filter, all []Bearer) ui.Filter {
	options := []ui.Option{{Say: ui.T("board.everybody")}}
	add := func(o duty.Office, say any) {
		options = append(options, ui.Option{Value: Key(o), Say: say, On: o == f.Bearer})
	}
	kind, there := duty.OfficeKind(""), false
	for _, b := range all {
		if b.Office.Kind != kind {
			kind = b.Office.Kind
			add(duty.Office{Kind: kind}, ui.T("board.every_"+string(kind))) // words: board.every_*
		}
		add(b.Office, office(b.Office, b.Name))
	}
	for _, o := range options {
		there = there || o.On
	}
	if !there && !f.Bearer.None() { // who owes nothing here now, and is asked for all the same
		add(f.Bearer, ui.T("board.nobody_here"))
	}
	return ui.Filter{Name: "bearer", Label: ui.T("board.bearer"), Options: options}
}

func ruleChoice(f Filter, codes []string) ui.Filter {
	options := []ui.Option{{Say: ui.T("board.every_rule")}}
	for _, c := range kept(codes, f.Rule) {
		options = append(options, ui.Option{Value: c, Say: ui.T("duty.rule_" + c), On: c == f.Rule})
	}
	return ui.Filter{Name: "rule", Label: ui.T("board.rule"), Options: options}
}

func missionChoice(f Filter, codes []string) ui.Filter {
	options := []ui.Option{{Say: ui.T("board.every_mission")}}
	for _, c := range kept(codes, f.Mission) {
		options = append(options, ui.Option{Value: c, Say: c, On: c == f.Mission})
	}
	return ui.Filter{Name: "mission", Label: ui.T("board.mission"), Options: options}
}

// kept keeps what was chosen among the choices, though nothing is there now.
func kept(all []string, chosen string) []string { return once(all, chosen) }

func ageChoice(f Filter) ui.Filter {
	options := []ui.Option{{Say: ui.T("board.every_age")}}
	for _, n := range Ages {
		options = append(options, ui.Option{Value: strconv.Itoa(n), Say: ui.T("board.older_than", "n", n), On: n == f.Age})
	}
	return ui.Filter{Name: "age", Label: ui.T("board.age_label"), Options: options}
}

func periodChoice(f Filter) ui.Filter {
	var options []ui.Option
	for _, n := range Periods {
		options = append(options, ui.Option{Value: strconv.Itoa(n), Say: ui.T("board.days_back", "n", n), On: n == f.Period})
	}
	return ui.Filter{Name: "period", Label: ui.T("board.period"), Options: options}
}

// bearers is the table of who owes what: the most late first.
func bearers(v View) ui.Table {
	t := ui.Table{Caption: ui.T("board.by_bearer"), Columns: []ui.Column{{Name: ui.T("board.bearer")}, {Name: ui.T("board.show_late"), Num: true}, {Name: ui.T("board.show_week"), Num: true},
		{Name: ui.T("board.show_owed"), Num: true}, {Name: ui.T("board.worst")}}}
	for i, b := range v.Bearers {
		if i == mostBearers {
			break
		}
		mine := v.of(b.Office)
		number := func(n int, s Show) any {
			if n == 0 {
				return 0
			}
			return ui.Link{Path: mine.with(s).Path(home), Say: n}
		}
		worst := any(ui.T("board.nothing_late"))
		if b.Worst != "" {
			worst = ui.Mark{State: ui.Late, Say: ui.T("board.days_late", "n", v.Today.Since(b.Worst))}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []any{ui.Link{Path: mine.with(Owed).Path(home), Say: office(b.Office, b.Name)}, number(b.Late, Late), number(b.Week, Week), number(b.Owed, Owed), worst}})
	}
	return t
}

// row is an open duty: what is owed in which matter, how old it is, the holding line.
func row(v View, h duty.Hold) ui.Matter {
	note := ui.T("board.age", "n", v.Today.Since(h.From))
	if h.Home.Mission != "" {
		note = ui.T("board.age_in", "n", v.Today.Since(h.From), "mission", h.Home.Mission)
	}
	l := duty.Line(h)
	l.Source = "/duty/rules/" + h.Rule
	return ui.Matter{Ref: ui.Ref(h.Ref), Title: ui.T("duty.rule_" + h.Rule), Path: "/duty/" + string(h.ID), Hold: l, Note: note}
}

// past is what is over: how each ended.
func past(v View) ui.Table {
	t := ui.Table{Caption: ui.T("board.list_over"), Hide: true, Columns: []ui.Column{{Name: ui.T("board.duty")}, {Name: ui.T("board.reference")}, {Name: ui.T("board.bearer")}, {Name: ui.T("board.due")}, {Name: ui.T("board.ended")}, {Name: ui.T("board.how")}}}
	for _, h := range v.Rows {
		t.Rows = append(t.Rows, ui.Row{Cells: []any{ui.Link{Path: "/duty/" + string(h.ID), Say: ui.T("duty.rule_" + h.Rule)}, ui.Ref(h.Ref), office(h.Bearer, h.Office), lang.Short(h.Due), lang.Short(h.On), ending(h)}})
	}
	return t
}

// endings are how an ending looks: given up late is never anything but late.
var endings = map[duty.Ending]ui.State{duty.Met: ui.Kept, duty.MetLate: ui.KeptLate, duty.Breached: ui.Late, duty.Waived: ui.Todo, duty.Mooted: ui.Todo}

// ending says how a duty ended. words: board.ended_*
func ending(h duty.Hold) ui.Mark {
	return ui.Mark{State: endings[h.Ended], Say: ui.T("board.ended_"+string(h.Ended), "n", h.Days)}
}
