package catalogue

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/library/adopt"
	"haki/library/practice"
)

// practicePage is one practice, printed on two pages.
type practicePage struct {
	Slug      string
	By        []any
	Tag, Dir  string
	Text      practice.Text
	Own       bool
	Foreign   any
	Listed    bool
	Old       bool // not the latest version
	Latest    string
	Number    int
	Day       any
	Light     practice.Life
	Confirmed any
	Facts     []ui.Fact
	Sources   []practice.Source
	Documents []practice.Document
	Seen      []practice.Sighting
	Versions  []ui.Link
	Others    []ui.Link
	Contact   string
	Cite      string
	Compare   string
	Adopt     string
	Tried     []tried
}

// tried is what came of it where another State did it.
type tried struct {
	adopt.Tried
	State string
}

func (r *Room) page(s sheet, latest int, tag lang.Tag) practicePage {
	t, in := practice.In(s.Texts, string(tag))
	p := practicePage{Slug: s.Slug, By: sharers(s.Coded, s.names), Tag: lang.Attr(lang.Tag(in)), Dir: lang.Dir(lang.Tag(in)), Text: t, Own: in == string(tag), Listed: s.Listed, Old: s.Number != latest,
		Latest: room + "/" + s.Slug, Number: s.Number, Day: s.Day, Light: practice.LifeOf(s.Confirmed, s.today), Sources: s.Coded.Sources, Documents: s.Coded.Documents, Seen: s.Coded.Seen, Contact: s.Coded.Contact,
		Cite: r.Base + "/" + string(tag) + room + "/" + s.Slug + "?version=" + strconv.Itoa(s.Number), Compare: room + "/compare?p=" + s.Slug}
	if !p.Own {
		p.Foreign = lang.Name(lang.Tag(in))
	}
	if s.Confirmed != "" {
		p.Confirmed = ui.T("catalogue.confirmed", "day", s.Confirmed)
	}
	p.Facts = facts(s)
	for _, v := range s.versions {
		p.Versions = append(p.Versions, ui.Link{Path: room + "/" + s.Slug + "?version=" + strconv.Itoa(v.Number), Say: ui.T("catalogue.version_of", "n", v.Number, "day", v.Day), On: v.Number == s.Number})
	}
	for _, x := range s.tried {
		p.Tried = append(p.Tried, tried{x, cmp.Or(s.names[x.Country], x.Country)})
	}
	if slices.Contains(lang.Staff, tag) { // a State's people work in those
		p.Adopt = "/adopting/new/" + s.Slug
	}
	if s.Coded.Event != "" {
		p.Others = append(p.Others, ui.Link{Path: room + "/meeting/" + s.Coded.Event, Say: ui.T("catalogue.meeting_of", "day", eventDay(s.Coded.Event))})
	}
	return p
}

// eventDay is the day of a meeting by its address.
func eventDay(slug string) any {
	for _, m := range meetings() {
		if m.Slug == slug {
			return clock.Day(m.Date)
		}
	}
	return slug
}

// facts are what is coded of a practice, in words.
func facts(s sheet) (all []ui.Fact) {
	add := func(name, field string, values ...string) {
		var lines ui.Lines
		for _, v := range values {
			if v != "" {
				lines = append(lines, said(field, v, s.names))
			}
		}
		if len(lines) > 0 {
			all = append(all, ui.Fact{Name: ui.T(name), Value: lines})
		}
	}
	c := s.Coded
	add("practice.pillar", "pillar", c.Pillar)
	add("practice.theme", "theme", c.Themes...)
	add("practice.personnel", "personnel", c.Personnel...)
	add("practice.stages", "stage", c.Stages...)
	add("practice.systems", "system", c.Systems...)
	add("practice.law_needed", "law", c.Law)
	add("practice.means", "means", c.Means)
	add("practice.hosts", "host", c.Hosts...)
	if c.Year > 0 {
		add("practice.year", "year", strconv.Itoa(c.Year))
	}
	add("practice.life", "light", string(practice.LifeOf(s.Confirmed, s.today)))
	return all
}

// mostCompared stand beside each other on a page.
const mostCompared = 4

func (r *Room) compare() handler {
	return func(w http.ResponseWriter, q *http.Request) error {
		tag := web.Lang(q)
		var slugs []string
		for _, slug := range q.URL.Query()["p"] {
			if len(slugs) < mostCompared && !slices.Contains(slugs, slug) {
				slugs = append(slugs, slug)
			}
		}
		all, err := r.side(q.Context(), slugs, string(tag))
		if err != nil {
			return err
		}
		w.Header().Set("X-Robots-Tag", "noindex")
		return r.UI.Show(w, q, http.StatusOK, "catalogue/compare", ui.Screen{Kind: ui.Public, TitleKey: "catalogue.compare", Body: beside(all, tag),
			Path: []ui.Link{{Path: room, Say: ui.T("catalogue.library")}, {Path: room + "/compare", Say: ui.T("catalogue.compare"), On: true}}})
	}
}

// beside is the table of a comparison.
func beside(all []sheet, tag lang.Tag) ui.Table {
	t := ui.Table{Caption: ui.T("catalogue.compared", "n", len(all)), Columns: []ui.Column{{Name: ui.T("catalogue.what")}}}
	rows := []struct {
		name string
		of   func(sheet, practice.Text) any
	}{
		{"practice.summary", func(_ sheet, t practice.Text) any { return t.Summary }}, {"catalogue.by_state", func(s sheet, _ practice.Text) any { return ui.Lines(sharers(s.Coded, s.names)) }},
		{"practice.problem", func(_ sheet, t practice.Text) any { return t.Problem }},
		{"practice.steps", func(_ sheet, t practice.Text) any {
			var l ui.Lines
			for i, x := range t.Steps {
				l = append(l, strconv.Itoa(i+1)+". "+x.Do)
			}
			return l
		}},
		{"practice.law", func(_ sheet, t practice.Text) any { return t.Law }}, {"practice.resources", func(_ sheet, t practice.Text) any { return t.Resources }},
		{"practice.results", func(_ sheet, t practice.Text) any {
			var l ui.Lines
			for _, x := range t.Results {
				l = append(l, strings.TrimSpace(x.Number+" "+x.What))
			}
			return l
		}},
		{"practice.constraints", func(_ sheet, t practice.Text) any { return t.Constraints }}, {"practice.victims", func(_ sheet, t practice.Text) any { return t.Victims }},
		{"practice.life", func(s sheet, _ practice.Text) any {
			return ui.T("practice.life_" + string(practice.LifeOf(s.Confirmed, s.today)))
		}},
	}
	for _, s := range all {
		x, _ := practice.In(s.Texts, string(tag))
		t.Columns = append(t.Columns, ui.Column{Name: ui.Link{Path: room + "/" + s.Slug, Say: x.Title}, Short: x.Title})
	}
	for _, row := range rows {
		cells := []any{ui.T(row.name)}
		for _, s := range all {
			x, _ := practice.In(s.Texts, string(tag))
			v := row.of(s, x)
			if v == "" {
				v = ui.T("ui.unknown")
			}
			if l, ok := v.(ui.Lines); ok && len(l) == 0 {
				v = ui.T("ui.unknown")
			}
			cells = append(cells, v)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	return t
}

// meetingPage is a meeting: what it was for, its blocks, the offices that spoke, what was shown.
type meetingPage struct {
	practice.Meeting
	Day    any
	Text   practice.MeetingText
	Tag    string
	Blocks []meetingBlock
}

type meetingBlock struct {
	Say   string
	Cards []shown
}

func (r *Room) meeting() handler {
	return func(w http.ResponseWriter, q *http.Request) error {
		tag := web.Lang(q)
		all := meetings()
		i := slices.IndexFunc(all, func(m practice.Meeting) bool { return m.Slug == q.PathValue("slug") })
		if i < 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		m := all[i]
		l, err := r.look(q.Context(), Attend, Filter{}, string(tag))
		if err != nil {
			return err
		}
		t, in := inLanguage(m.Texts, string(tag))
		p := meetingPage{Meeting: m, Day: clock.Day(m.Date), Text: t, Tag: lang.Attr(lang.Tag(in))}
		for n, pillar := range m.Blocks {
			b := meetingBlock{Say: t.Blocks[n]}
			for _, c := range l.cards {
				if c.Coded.Event == m.Slug && c.Coded.Pillar == pillar {
					b.Cards = append(b.Cards, seen(c, l, tag))
				}
			}
			p.Blocks = append(p.Blocks, b)
		}
		public(w)
		return r.UI.Show(w, q, http.StatusOK, "catalogue/meeting", ui.Screen{Kind: ui.Public, Title: t.Title, Body: p, Head: r.head(q, t.Lead, nil),
			Path: []ui.Link{{Path: room, Say: ui.T("catalogue.library")}, {Path: room + "/meeting/" + m.Slug, Say: t.Title, On: true}}})
	}
}

type sharePage struct {
	practice.Invitation
	Text  practice.InvitationText
	Tag   string
	Enter bool // a State's people work in this language
}

func (r *Room) share() handler {
	return func(w http.ResponseWriter, q *http.Request) error {
		all, err := practice.Invitations()
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		t, in := inLanguage(all[0].Texts, string(web.Lang(q)))
		public(w)
		return r.UI.Show(w, q, http.StatusOK, "catalogue/share", ui.Screen{Kind: ui.Public, Title: t.Title, Body: sharePage{all[0], t, lang.Attr(lang.Tag(in)), slices.Contains(lang.Staff, web.Lang(q))}, Head: r.head(q, t.Lead, nil),
			Path: []ui.Link{{Path: room, Say: ui.T("catalogue.library")}, {Path: room + "/share", Say: t.Title, On: true}}})
	}
}

// inLanguage is a text in the reader's language, if it is reviewed, else in English or French.
func inLanguage[T interface{ Shown() bool }](texts map[string]T, tag string) (t T, in string) {
	for _, x := range []string{tag, "en", "fr"} {
		if t, ok := texts[x]; ok && t.Shown() {
			return t, x
		}
	}
	return texts["en"], "en"
}
