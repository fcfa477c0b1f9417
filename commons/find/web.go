package find

import (
	"net/http"
	"net/url"
	"slices"

	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// Pages lists the addresses. What is typed is posted, so that a name typed by mistake
// stands in no address, no history and no proxy's log; a line of our own words alone is
// sent on to an address that can be shared.
func (r *Room) Pages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/find", Act: Search.Name, Serve: r.look},
		{Method: "POST", Path: "/{lang}/find", Act: Search.Name, Serve: r.typed},
	}
}

// page is what the template sees.
type page struct {
	Asked  bool
	Table  ui.Table
	More   bool
	Can    bool // there is anything that this reader may look for
	Fields []ui.Fact
}

func (r *Room) typed(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err != nil {
		return err
	}
	query, err := r.Parse(q.Context(), values.Get("q"))
	if err != nil {
		return r.show(w, q, values, Query{}, err)
	}
	to := "/find"
	if !query.None() {
		to += "?" + url.Values{"q": {r.Line(web.Lang(q), query)}}.Encode()
	}
	return web.See(w, q, to)
}

func (r *Room) look(w http.ResponseWriter, q *http.Request) error {
	query, err := r.Parse(q.Context(), q.URL.Query().Get("q"))
	if err != nil {
		return r.show(w, q, nil, Query{}, err) // what stood in the address is not said again
	}
	return r.show(w, q, url.Values{"q": {r.Line(web.Lang(q), query)}}, query, nil)
}

// show draws the page; a line that could not be read is a fault of the form.
func (r *Room) show(w http.ResponseWriter, q *http.Request, values url.Values, query Query, err error) error {
	status := http.StatusOK
	if err != nil {
		if fault.Of(err) != fault.Invalid {
			return err
		}
		status = http.StatusUnprocessableEntity
	}
	found, failed := r.Find(q.Context(), query)
	if failed != nil {
		return failed
	}
	l, failed := r.lexicon(q.Context())
	if failed != nil {
		return failed
	}
	body := page{Asked: !query.None(), Table: r.table(found), More: found.More, Fields: r.fields(web.Lang(q), l)}
	for _, s := range r.sources {
		body.Can = body.Can || reaches(q.Context(), s)
	}
	return r.ui.Show(w, q, status, "find/page", ui.Screen{TitleKey: "find.title", Body: body, Form: ui.NewForm(values, err)})
}

// table lists hits by what is coded of them.
func (r *Room) table(f Found) ui.Table {
	t := ui.Table{Caption: ui.T("find.hits", "n", len(f.Hits)), Columns: []ui.Column{
		{Name: ui.T("find.reference")}, {Name: ui.T("find.kind")}, {Name: ui.T("find.mission")}, {Name: ui.T("find.state")}, {Name: ui.T("find.day")}}}
	for _, h := range f.Hits {
		where, day := any(h.Mission), any(lang.Short(h.Day))
		if h.Mission == "" {
			where = ui.T("find.unplaced")
		}
		if h.Day == "" {
			day = ui.T("ui.unknown")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []any{ui.Link{Path: h.Path, Say: ui.Ref(h.Reference)}, ui.T(h.Key), where, ui.T(h.State), day}})
	}
	return t
}

// fields say what can be looked for, in the reader's words. words: find.field_*
func (r *Room) fields(tag lang.Tag, l *lexicon) []ui.Fact {
	facts := []ui.Fact{{Name: ui.T("find.reference"), Value: ui.T("find.reference_example")}}
	for _, f := range Fields {
		var words []string
		for _, t := range l.known(f) {
			if said := r.said(tag, t); !slices.Contains(words, said) {
				words = append(words, said)
			}
		}
		switch {
		case f == Year:
			facts = append(facts, ui.Fact{Name: ui.T("find.field_year"), Value: ui.T("find.year_example")})
		case len(words) > 0:
			facts = append(facts, ui.Fact{Name: ui.T("find.field_" + string(f)), Value: ui.T("find.words", "list", words)})
		}
	}
	return facts
}
