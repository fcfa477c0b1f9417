package catalogue

import (
	_ "embed"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strconv"
	"sync"

	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/library/practice"
)

// meetings are those that the program ships; a file that is wrong stops its test, not a page.
var meetings = sync.OnceValue(func() []practice.Meeting {
	all, err := practice.Meetings()
	if err != nil {
		return nil
	}
	return all
})

// head is what search engines read: what the page is about, its address, and the same in
// other languages.
func (r *Room) head(q *http.Request, about, data any) *ui.Head {
	h := &ui.Head{Description: about, Data: data}
	rest := q.URL.Path[len("/"+q.PathValue("lang")):]
	if q.URL.RawQuery != "" {
		rest += "?" + q.URL.RawQuery
	}
	h.Canonical = r.Base + "/" + q.PathValue("lang") + rest
	for _, tag := range practice.Languages {
		h.Alternates = append(h.Alternates, ui.Alternate{Lang: lang.Attr(lang.Tag(tag)), Href: r.Base + "/" + tag + rest})
	}
	return h
}

// linked is a practice as linked data (schema.org, Article).
func (r *Room) linked(s sheet, p practicePage, tag lang.Tag) any {
	var authors []any
	for _, x := range s.Coded.States {
		name := s.names[x]
		if name == "" {
			name = x
		}
		authors = append(authors, map[string]any{"@type": "GovernmentOrganization", "name": name})
	}
	for _, o := range s.Coded.Organisations {
		authors = append(authors, map[string]any{"@type": "Organization", "name": r.UI.Words().Text(tag, "practice.organisations_"+o)})
	}
	at := r.Base + "/" + string(tag) + room + "/" + s.Slug
	return map[string]any{"@context": "https://schema.org", "@type": "Article", "@id": at, "url": at, "headline": p.Text.Title, "abstract": p.Text.Summary, "inLanguage": p.Tag,
		"author": authors, "dateModified": string(s.Day), "datePublished": string(s.versions[len(s.versions)-1].Day), "version": strconv.Itoa(s.Number), "keywords": s.Coded.Themes}
}

// siteMap lists every public page of a language with its other languages (sitemaps.org 0.9).
type siteMap struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string    `xml:"xmlns:xhtml,attr"`
	URLs    []siteURL `xml:"url"`
}

type siteURL struct {
	Loc   string     `xml:"loc"`
	Mod   string     `xml:"lastmod,omitempty"`
	Links []siteLink `xml:"xhtml:link"`
}

type siteLink struct {
	Rel      string `xml:"rel,attr"`
	Hreflang string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

func (r *Room) siteMap() handler {
	return func(w http.ResponseWriter, q *http.Request) error {
		tag := string(web.Lang(q))
		l, err := r.look(q.Context(), Map, Filter{}, tag)
		if err != nil {
			return err
		}
		m := siteMap{XHTML: "http://www.w3.org/1999/xhtml"}
		add := func(path, mod string) {
			u := siteURL{Loc: r.Base + "/" + tag + path, Mod: mod}
			for _, t := range practice.Languages {
				u.Links = append(u.Links, siteLink{"alternate", lang.Attr(lang.Tag(t)), r.Base + "/" + t + path})
			}
			m.URLs = append(m.URLs, u)
		}
		for _, path := range []string{"/", "/standards", "/reporting", room, room + "/share"} {
			add(path, "")
		}
		for _, x := range meetings() {
			add(room+"/meeting/"+x.Slug, "")
		}
		for _, c := range l.cards {
			add(room+"/"+c.Slug, string(c.Day))
		}
		text, err := xml.Marshal(m)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "application/xml; charset=utf-8")
		_, err = w.Write(append([]byte(xml.Header), text...))
		return err
	}
}

// Machines read the same: a list narrowed by the same filter, and one practice with all its
// languages. openapi.json describes it, and a test holds the one to the other.

//go:embed openapi.json
var described []byte

func (r *Room) describe() handler {
	return func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, err := w.Write(described)
		return err
	}
}

// item is a practice in the list for machines.
type item struct {
	Slug      string         `json:"slug"`
	URL       string         `json:"url"`
	Title     string         `json:"title"`
	Summary   string         `json:"summary"`
	Language  string         `json:"language"`
	Languages []string       `json:"languages"`
	Cleared   bool           `json:"cleared"`
	Light     practice.Life  `json:"light"`
	Confirmed string         `json:"confirmed,omitempty"`
	Version   int            `json:"version"`
	Changed   string         `json:"changed"`
	Coded     practice.Coded `json:"coded"`
}

type itemList struct {
	Total  int                       `json:"total"`
	Page   int                       `json:"page"`
	Pages  int                       `json:"pages"`
	Items  []item                    `json:"items"`
	Facets map[string]map[string]int `json:"facets"`
}

func (r *Room) item(s practice.Shown, l looked, tag string) item {
	t, in := practice.In(s.Texts, tag)
	x := item{Slug: s.Slug, URL: r.Base + "/" + tag + room + "/" + s.Slug, Title: t.Title, Summary: t.Summary, Language: in, Cleared: !s.Listed, Light: practice.LifeOf(s.Confirmed, l.today),
		Confirmed: string(s.Confirmed), Version: s.Number, Changed: string(s.Day), Coded: s.Coded, Languages: []string{}}
	for _, t := range practice.Languages {
		if _, ok := s.Texts[t]; ok {
			x.Languages = append(x.Languages, t)
		}
	}
	return x
}

func (r *Room) apiList() handler {
	return func(w http.ResponseWriter, q *http.Request) error {
		tag, f := string(web.Lang(q)), FilterOf(q.URL.Query())
		l, err := r.look(q.Context(), List, f, tag)
		if err != nil {
			return err
		}
		out := itemList{Total: len(l.cards), Page: f.Page, Pages: (len(l.cards) + onPage - 1) / onPage, Items: []item{}, Facets: map[string]map[string]int{}}
		for i := min(len(l.cards), (f.Page-1)*onPage); i < min(len(l.cards), f.Page*onPage); i++ {
			out.Items = append(out.Items, r.item(l.cards[i].Shown, l, tag))
		}
		for i, field := range Fields {
			out.Facets[field] = l.counts[i]
		}
		return answer(w, out)
	}
}

// whole is one practice for machines: every language that is published.
type whole struct {
	item
	Texts    map[string]practice.Text `json:"texts"`
	Versions []int                    `json:"versions"`
}

func (r *Room) apiRead() handler {
	return func(w http.ResponseWriter, q *http.Request) error {
		tag := string(web.Lang(q))
		s, err := r.read(q.Context(), q.PathValue("slug"), tag)
		if err != nil {
			return err
		}
		out := whole{item: r.item(s.Shown, looked{today: s.today}, tag), Texts: s.Texts}
		for _, v := range s.versions {
			out.Versions = append(out.Versions, v.Number)
		}
		return answer(w, out)
	}
}

func answer(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	return json.NewEncoder(w).Encode(v)
}
