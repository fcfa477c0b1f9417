package catalogue

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/library/practice"
)

type handler = func(http.ResponseWriter, *http.Request) error

// onPage is how many cards a page shows.
const onPage = 20

// shown is a card as a reader of a language sees it.
type shown struct {
	Slug, Path string
	Title      string
	Summary    string
	Tag, Dir   string
	Foreign    any // which language it is in, when it is not the reader's
	Own        bool
	By         []any
	Theme      any
	Listed     bool
	Measured   bool
	Confirmed  any
	Light      practice.Life
	Languages  string
	Box        string
}

type facet struct {
	Name   any
	Field  string
	Values []facetValue
}

type facetValue struct {
	Say  any
	N    int
	Path string
	On   bool
}

type listPage struct {
	N, All  int
	Query   string
	Hidden  []ui.Hidden
	Cards   []shown
	Facets  []facet
	Chosen  []facetValue
	Pager   *ui.Pager
	ByPlace string
	AsCards string
	Places  []place
	Share   string
	Meeting string
	Many    bool
}

// place is a region with its States.
type place struct {
	Name   any
	States []placeState
}

type placeState struct {
	Name  string
	Cards []shown
}

// public marks an answer as one that search engines may keep.
func public(w http.ResponseWriter) { w.Header().Set("X-Robots-Tag", "all") }

func (r *Room) index() handler {
	return func(w http.ResponseWriter, q *http.Request) error {
		tag, f := web.Lang(q), FilterOf(q.URL.Query())
		l, err := r.look(q.Context(), List, f, string(tag))
		if err != nil {
			return err
		}
		p := listPage{N: len(l.cards), All: l.all, Query: f.Query, Share: room + "/share", Meeting: room + "/meeting/2021-06-28", Facets: facets(l, f), Many: len(l.cards) > 1}
		for field, v := range f.By {
			p.Hidden = append(p.Hidden, ui.Hidden{Name: field, Value: v})
			p.Chosen = append(p.Chosen, facetValue{Say: said(field, v, l.names), Path: f.with(field, "").path(1)})
		}
		slices.SortFunc(p.Hidden, func(a, b ui.Hidden) int { return cmp.Compare(a.Name, b.Name) })
		slices.SortFunc(p.Chosen, func(a, b facetValue) int { return cmp.Compare(a.Path, b.Path) })
		grid := f
		grid.List = true
		p.ByPlace = grid.path(1)
		grid.List = false
		p.AsCards = grid.path(1)
		if f.List {
			p.Places, p.ByPlace = places(l, tag), ""
		} else {
			p.AsCards = ""
			last := max(1, (len(l.cards)+onPage-1)/onPage)
			at := min(f.Page, last)
			for _, c := range l.cards[(at-1)*onPage : min(len(l.cards), at*onPage)] {
				p.Cards = append(p.Cards, seen(c, l, tag))
			}
			if last > 1 {
				pager := ui.NewPager(q.URL, at, onPage, len(l.cards))
				p.Pager = &pager
			}
		}
		public(w)
		return r.UI.Show(w, q, http.StatusOK, "catalogue/list", ui.Screen{Kind: ui.Public, TitleKey: "catalogue.library", Body: p, Head: r.head(q, ui.T("catalogue.lead"), nil)})
	}
}

// seen is a card in the reader's language, or in the one that answers.
func seen(c *card, l looked, tag lang.Tag) shown {
	t, in := practice.In(c.Texts, string(tag))
	if best := l.language[c.ID]; best != "" && in != string(tag) {
		t, in = c.Texts[best], best
	}
	s := shown{Slug: c.Slug, Path: room + "/" + c.Slug, Title: t.Title, Summary: t.Summary, Tag: lang.Attr(lang.Tag(in)), Dir: lang.Dir(lang.Tag(in)), Own: in == string(tag),
		By: sharers(c.Coded, l.names), Listed: c.Listed, Light: practice.LifeOf(c.Confirmed, l.today), Box: "p-" + c.Slug}
	if len(c.Coded.Themes) > 0 {
		s.Theme = ui.T("practice.themes_" + c.Coded.Themes[0]) // words: practice.themes_*
	}
	if !s.Own {
		s.Foreign = lang.Name(lang.Tag(in))
	}
	s.Measured = len(c.values[slices.Index(Fields, "measured")]) > 0
	if c.Confirmed != "" {
		s.Confirmed = ui.T("catalogue.confirmed", "day", c.Confirmed)
	}
	var tongues []string
	for _, x := range practice.Languages {
		if _, ok := c.Texts[x]; ok {
			tongues = append(tongues, lang.Name(lang.Tag(x)))
		}
	}
	s.Languages = lang.List(tag, tongues)
	return s
}

// sharers are the States and organisations of a practice by their names.
func sharers(c practice.Coded, names map[string]string) (all []any) {
	for _, s := range c.States {
		all = append(all, cmp.Or(names[s], s))
	}
	for _, o := range c.Organisations {
		all = append(all, ui.T("practice.organisations_"+o))
	}
	return all
}

// said is what a value of a field is called. words: practice.pillar_*, practice.themes_*, practice.personnel_*, practice.stages_*, practice.systems_*, practice.law_*, practice.means_*, practice.organisations_*, practice.life_*, catalogue.region_*, catalogue.standing_*, catalogue.has_*
func said(field, v string, names map[string]string) any {
	switch field {
	case "state", "host":
		if names[v] != "" {
			return names[v]
		}
		if slices.Contains(practice.Organisations, v) {
			return ui.T("practice.organisations_" + v)
		}
		return v
	case "region":
		if slices.Contains(practice.Regions, v) {
			return ui.T("catalogue.region_" + v)
		}
	case "templates", "measured":
		return ui.T("catalogue.has_" + field)
	case "standing":
		if v == "listed" || v == "cleared" {
			return ui.T("catalogue.standing_" + v)
		}
	case "light":
		if slices.Contains(practice.Lights, practice.Life(v)) {
			return ui.T("practice.life_" + v)
		}
	case "language":
		if slices.Contains(practice.Languages, v) {
			return lang.Name(lang.Tag(v))
		}
	default:
		list := codes[field]
		if slices.Contains(list.values, v) {
			return ui.T(list.prefix + v)
		}
	}
	return v
}

// codes are the fields whose values are code lists.
var codes = map[string]struct {
	prefix string
	values []string
}{"pillar": {"practice.pillar_", practice.Pillars}, "theme": {"practice.themes_", practice.Themes}, "personnel": {"practice.personnel_", practice.Personnel}, "stage": {"practice.stages_", practice.Stages},
	"system": {"practice.systems_", practice.Systems}, "law": {"practice.law_", practice.Laws}, "means": {"practice.means_", practice.Means}}

// mostValues of a facet are shown; the rest is reached by narrowing otherwise.
const mostValues = 12

// facets are the fields with what one would find by each value. words: catalogue.by_*
func facets(l looked, f Filter) (all []facet) {
	for i, field := range Fields {
		x := facet{Name: ui.T("catalogue.by_" + field), Field: field}
		var values []string
		for v := range l.counts[i] {
			values = append(values, v)
		}
		order := codes[field].values
		slices.SortFunc(values, func(a, b string) int {
			if len(order) > 0 && field != "theme" {
				return cmp.Compare(slices.Index(order, a), slices.Index(order, b))
			}
			return cmp.Or(cmp.Compare(l.counts[i][b], l.counts[i][a]), cmp.Compare(a, b))
		})
		for n, v := range values {
			on := f.By[field] == v
			if n >= mostValues && !on {
				continue
			}
			to := f.with(field, v)
			if on {
				to = f.with(field, "")
			}
			x.Values = append(x.Values, facetValue{said(field, v, l.names), l.counts[i][v], to.path(1), on})
		}
		if len(x.Values) > 1 || len(x.Values) == 1 && x.Values[0].On {
			all = append(all, x)
		}
	}
	return all
}

// mostListed cards are listed by country; more is narrowed first.
const mostListed = 200

// places are the same cards by region and State.
func places(l looked, tag lang.Tag) (all []place) {
	at := map[string]map[string][]shown{}
	for _, c := range l.cards[:min(len(l.cards), mostListed)] {
		for _, s := range append(slices.Clone(c.Coded.States), c.Coded.Organisations...) {
			region := practice.RegionOf(s)
			if at[region] == nil {
				at[region] = map[string][]shown{}
			}
			at[region][s] = append(at[region][s], seen(c, l, tag))
		}
	}
	for _, region := range append(slices.Clone(practice.Regions), "") {
		if at[region] == nil {
			continue
		}
		p := place{Name: ui.T("catalogue.region_none")}
		if region != "" {
			p.Name = ui.T("catalogue.region_" + region)
		}
		for s, cards := range at[region] {
			p.States = append(p.States, placeState{cmp.Or(l.names[s], s), cards})
		}
		slices.SortFunc(p.States, func(a, b placeState) int { return cmp.Compare(a.Name, b.Name) })
		all = append(all, p)
	}
	return all
}

func (r *Room) practice() handler {
	return func(w http.ResponseWriter, q *http.Request) error {
		tag := web.Lang(q)
		s, err := r.read(q.Context(), q.PathValue("slug"), string(tag))
		if err != nil {
			return err
		}
		latest := s.Number
		if v := q.URL.Query().Get("version"); v != "" {
			i := slices.IndexFunc(s.versions, func(x practice.Version) bool { return strconv.Itoa(x.Number) == v })
			if i < 0 {
				return fault.New(fault.NotFound, "fault.not_found")
			}
			s.Version = s.versions[i]
		}
		p := r.page(s, latest, tag)
		public(w)
		return r.UI.Show(w, q, http.StatusOK, "catalogue/practice", ui.Screen{Kind: ui.Public, Title: p.Text.Title, Body: p, Head: r.head(q, p.Text.Summary, r.linked(s, p, tag)),
			Path: []ui.Link{{Path: room, Say: ui.T("catalogue.library")}, {Path: room + "/" + s.Slug, Say: p.Text.Title, On: true}}})
	}
}
