package catalogue_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"haki/commons/act"
	"haki/internal/lang"
	"haki/internal/store"
	"haki/internal/testkit"
	"haki/library/catalogue"
	"haki/library/practice"
)

// house is a furnished institution with what the program ships on its shelf.
type house struct {
	*testkit.House
	t *testing.T
}

func each(t *testing.T, f func(*house)) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		x := &house{h, t}
		_, err := h.Rooms.Practice.Shelve(act.Clock(context.Background()))
		x.must(err)
		f(x)
	})
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) page(path string) (int, string) {
	h.t.Helper()
	w := h.get(path)
	return w.Code, html.UnescapeString(w.Body.String())
}

func (h *house) get(path string) *httptest.ResponseRecorder {
	h.t.Helper()
	w := h.Get("", path)
	if len(w.Result().Cookies()) > 0 {
		h.t.Errorf("%s sets a cookie", path)
	}
	return w
}

// published brings a practice of Alvana to the public, under a title.
func (h *house) published(title string) (practice.ID, string) {
	h.t.Helper()
	r := h.Rooms.Practice
	id, err := r.Begin(h.As("irena"), practice.New{Country: "XA", Language: "en", Title: title, Pillar: "prevention", Theme: "command"})
	h.must(err)
	h.must(r.Write(h.As("irena"), id, practice.Written{Language: "en", Text: practice.Text{Title: title, Summary: "A summary of it.", Problem: "Something was wrong.", Steps: []practice.Step{{Actor: "Commander", Do: "Does it."}}}}))
	h.must(r.Speak(h.As("irena"), id, practice.Submitting, ""))
	h.must(r.Decide(h.As("oskar"), id, practice.Completing, ""))
	h.must(r.Speak(h.As("irena"), id, practice.Clearing, ""))
	h.must(r.Decide(h.As("oskar"), id, practice.Approving, ""))
	h.must(r.Decide(h.As("oskar"), id, practice.Publishing, ""))
	s, err := r.ReadOwn(h.As("irena"), "en", id)
	h.must(err)
	return id, s.Slug
}

// everywhere is all that the public and machines read of the library, in every language.
func (h *house) everywhere(query string) string {
	h.t.Helper()
	var b strings.Builder
	for _, tag := range practice.Languages {
		for _, at := range []string{"/library", "/library?by=country", "/library?q=" + url.QueryEscape(query), "/sitemap.xml", "/api/practices", "/api/practices?q=" + url.QueryEscape(query), "/library/meeting/2021-06-28", "/library/share"} {
			code, body := h.page("/" + tag + at)
			if code != 200 {
				h.t.Errorf("/%s%s: %d", tag, at, code)
			}
			b.WriteString(strings.ReplaceAll(body, `value="`+query+`"`, ""))
		}
	}
	return strings.ReplaceAll(b.String(), url.QueryEscape(query), "")
}

// What is written, returned, withdrawn or not yet published is nowhere, neither by its words
// nor in a number.
func TestOnlyWhatIsPublishedIsAnywhere(t *testing.T) {
	each(t, func(h *house) {
		const word, typed = "Zebulonium", "zebulonum" // a letter short: it would be found all the same
		before := h.everywhere(typed)
		r := h.Rooms.Practice
		id, err := r.Begin(h.As("irena"), practice.New{Country: "XA", Language: "en", Title: word + " drill", Pillar: "prevention", Theme: "command"})
		h.must(err)
		same := func(when string) {
			t.Helper()
			if got := h.everywhere(typed); got != before {
				t.Errorf("%s, something of it is public", when)
			}
			for _, at := range []string{"/en/library/xa-zebulonium-drill", "/en/api/practices/xa-zebulonium-drill"} {
				if code, _ := h.page(at); code != 404 {
					t.Errorf("%s, %s answers %d", when, at, code)
				}
			}
		}
		same("as a draft")
		h.must(r.Write(h.As("irena"), id, practice.Written{Language: "en", Text: practice.Text{Title: word + " drill", Summary: word, Problem: word, Steps: []practice.Step{{Actor: "A", Do: word}}}}))
		h.must(r.Speak(h.As("irena"), id, practice.Submitting, ""))
		same("handed in")
		h.must(r.Decide(h.As("oskar"), id, practice.Returning, "Why?"))
		same("returned")
		h.must(r.Speak(h.As("irena"), id, practice.Submitting, "So."))
		h.must(r.Decide(h.As("oskar"), id, practice.Completing, ""))
		h.must(r.Speak(h.As("irena"), id, practice.Clearing, ""))
		h.must(r.Decide(h.As("oskar"), id, practice.Approving, ""))
		same("in translation")
		h.must(r.Decide(h.As("oskar"), id, practice.Publishing, ""))
		if got := h.everywhere(typed); strings.Count(got, word) < 12 {
			t.Errorf("published, it is hardly anywhere: %d", strings.Count(got, word))
		}
		h.must(r.Speak(h.As("irena"), id, practice.Withdrawing, "Not done any more."))
		same("withdrawn")
	})
}

func TestEveryShippedPracticeIsReadInEveryLanguageAndSaysWhereItComesFrom(t *testing.T) {
	each(t, func(h *house) {
		entries, err := practice.Entries()
		h.must(err)
		for _, e := range entries {
			for _, tag := range practice.Languages {
				code, body := h.page("/" + tag + "/library/" + e.Slug)
				text, in := practice.In(shownOf(e), tag)
				for _, want := range []string{text.Title, text.Summary, e.Sources[0].Address} {
					if !strings.Contains(body, want) {
						t.Errorf("%s in %s: %q is not there", e.Slug, tag, want)
					}
				}
				if code != 200 || !strings.Contains(body, html.UnescapeString(h.Words.Text(lang.Tag(tag), "catalogue.listed_say"))) {
					t.Errorf("%s in %s: %d, or it does not say that no State cleared it", e.Slug, tag, code)
				}
				if in != tag && !strings.Contains(body, `lang="`+in+`"`) {
					t.Errorf("%s in %s: the text is marked as being in no other language", e.Slug, tag)
				}
			}
		}
	})
}

func shownOf(e practice.Entry) map[string]practice.Text {
	out := map[string]practice.Text{}
	for tag, t := range e.Texts {
		if t.Reviewed {
			out[tag] = t
		}
	}
	return out
}

func TestTheAddressHoldsTheFilterAndTheCountsAreWhatOneFinds(t *testing.T) {
	each(t, func(h *house) {
		var all struct {
			Total  int
			Facets map[string]map[string]int
		}
		h.must(json.Unmarshal(h.get("/en/api/practices").Body.Bytes(), &all))
		asked := 0
		for _, field := range catalogue.Fields {
			for value, n := range all.Facets[field] {
				var one struct{ Total int }
				h.must(json.Unmarshal(h.get("/en/api/practices?"+url.Values{field: {value}}.Encode()).Body.Bytes(), &one))
				if one.Total != n {
					t.Errorf("%s=%s: counted %d, found %d", field, value, n, one.Total)
				}
				asked++
			}
		}
		if asked < 30 {
			t.Errorf("only %d values were looked at", asked)
		}
		if code, body := h.page("/fr/library?pillar=support&theme=dna"); code != 200 || !strings.Contains(body, "/fr/library/za-dna-samples-in-host-state") || strings.Contains(body, "/fr/library/in-training-and-conduct") {
			t.Errorf("narrowed: %d", code)
		}
	})
}

func TestALookTakesFewQuestionsAndAPageIsLight(t *testing.T) {
	each(t, func(h *house) {
		h.published("Light at the posts")
		for _, at := range []string{"/en/library", "/en/library?q=training", "/en/library?theme=dna", "/en/library/in-training-and-conduct", "/en/library/compare?p=in-training-and-conduct&p=za-military-justice&p=bi-community-outreach&p=rw-command-and-control&p=ma-after-action-reviews", "/en/sitemap.xml"} {
			ctx, n := store.Count(context.Background())
			q := httptest.NewRequest("GET", at, nil).WithContext(ctx)
			w := httptest.NewRecorder()
			h.Handler.ServeHTTP(w, q)
			if w.Code != 200 || n.N() > 8 || w.Body.Len() > 60_000 {
				t.Errorf("%s: %d, %d questions, %d bytes: %s", at, w.Code, n.N(), w.Body.Len(), n)
			}
			t.Logf("%s: %d questions, %d bytes", at, n.N(), w.Body.Len())
		}
	})
}

func TestAnOldVersionIsCitedUnderItsNumber(t *testing.T) {
	each(t, func(h *house) {
		id, slug := h.published("First title")
		r := h.Rooms.Practice
		h.must(r.Speak(h.As("irena"), id, practice.Revising, ""))
		h.must(r.Write(h.As("irena"), id, practice.Written{Language: "en", Text: practice.Text{Title: "Second title", Summary: "S.", Problem: "P.", Steps: []practice.Step{{Actor: "A", Do: "B"}}}}))
		h.must(r.Speak(h.As("irena"), id, practice.Submitting, ""))
		h.must(r.Decide(h.As("oskar"), id, practice.Completing, ""))
		h.must(r.Speak(h.As("irena"), id, practice.Clearing, ""))
		h.must(r.Decide(h.As("oskar"), id, practice.Approving, ""))
		h.must(r.Decide(h.As("oskar"), id, practice.Publishing, ""))
		for at, want := range map[string]string{"": "Second title", "?version=1": "First title", "?version=2": "Second title"} {
			if code, body := h.page("/en/library/" + slug + at); code != 200 || !strings.Contains(body, "<h1>"+want+"</h1>") {
				t.Errorf("%s%s does not say %q (%d)", slug, at, want, code)
			}
		}
		if code, _ := h.page("/en/library/" + slug + "?version=3"); code != 404 {
			t.Errorf("a version that there is not: %d", code)
		}
	})
}

func TestTheMapOfTheSiteIsWellFormedAndEveryAddressAnswers(t *testing.T) {
	each(t, func(h *house) {
		var m struct {
			URLs []struct {
				Loc   string `xml:"loc"`
				Links []struct {
					Hreflang string `xml:"hreflang,attr"`
					Href     string `xml:"href,attr"`
				} `xml:"link"`
			} `xml:"url"`
		}
		h.must(xml.Unmarshal(h.get("/fr/sitemap.xml").Body.Bytes(), &m))
		if len(m.URLs) < 15 {
			t.Errorf("%d addresses", len(m.URLs))
		}
		for _, u := range m.URLs {
			at, err := url.Parse(u.Loc)
			h.must(err)
			if code, _ := h.page(at.Path); code != 200 || len(u.Links) != 6 {
				t.Errorf("%s: %d, %d languages", u.Loc, code, len(u.Links))
			}
		}
	})
}

func TestAPracticeIsLinkedDataAndNamesItsOtherLanguages(t *testing.T) {
	each(t, func(h *house) {
		body := h.get("/en/library/in-training-and-conduct").Body.String()
		_, rest, ok := strings.Cut(body, `<script type="application/ld+json">`)
		text, _, _ := strings.Cut(rest, "</script>")
		var ld map[string]any
		if err := json.Unmarshal([]byte(text), &ld); !ok || err != nil || ld["@type"] != "Article" || ld["inLanguage"] != "en" || ld["headline"] == "" {
			t.Errorf("%v: %s", err, text)
		}
		for _, tag := range []string{"fr", "en", "ar", "zh-Hans", "ru", "es"} {
			if !strings.Contains(body, fmt.Sprintf(`<link rel="alternate" hreflang="%s" href="`, tag)) {
				t.Errorf("no alternate in %s", tag)
			}
		}
	})
}
