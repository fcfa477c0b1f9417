package app_test

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"haki/app"
	"haki/app/demo"
	"haki/internal/browser"
	"haki/internal/clock"
	"haki/internal/conf"
	"haki/internal/seal"
)

// Every page there is, found by following links as each person of the demo, so that a page
// that is added later is looked at without anybody remembering to list it.

// stop is one page to look at: by whom, at which address without its language.
type stop struct{ who, path string }

func (s stop) String() string {
	if s.who == "" {
		return "public " + s.path
	}
	return s.who + " " + s.path
}

// pages is the demo, served, and what there is to look at in it.
type pages struct {
	*app.House
	t     *testing.T
	base  string
	words string // a receipt of somebody who is answered
	stops []stop
}

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

// newPages serves the demo, and finds what there is to look at.
func newPages(t *testing.T) *pages {
	t.Helper()
	p := served(t)
	p.crawl()
	return p
}

// served furnishes the demo with the mirrored pseudo-language, and serves it. A page of
// the test lets the browser be anybody without typing a passphrase each time.
func served(t *testing.T) *pages {
	t.Helper()
	cf, err := conf.Load("", func(string) (string, bool) { return "", false }, map[string]string{"dir": t.TempDir(), "listen": "127.0.0.1:0",
		"name.en": "Good Conduct Office", "name.fr": "Bureau de la bonne conduite", "name.ar": "مكتب حسن السلوك"})
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Furnish(context.Background(), cf, noon); err != nil {
		t.Fatal(err)
	}
	p := &pages{t: t}
	if p.House, err = app.Open(context.Background(), cf, app.Options{Clock: &clock.Fixed{T: noon}, Cost: seal.Cost{Passes: 1, MiB: 1, Threads: 1}, Demo: true, Mirror: true, Dev: true,
		Floor: time.Millisecond, Life: 10_000 * time.Hour}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.House.Close() })
	for _, r := range demo.Receipts() {
		if p.words == "" || strings.Contains(r.About, "answer") {
			p.words = r.Words
		}
	}
	if p.words == "" {
		t.Fatal("the demo shows no receipt")
	}
	mux := http.NewServeMux()
	mux.Handle("/", p.Handler)
	mux.HandleFunc("GET /as/{name}", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "haki", Value: p.token(r.PathValue("name")), Path: "/"})
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	p.base = s.URL
	return p
}

var tokens = map[string]string{}

func (p *pages) token(name string) string {
	if tokens[p.base+name] == "" {
		token, err := p.Rooms.People.Login(context.Background(), name, demo.Passphrase)
		if err != nil {
			p.t.Errorf("%s: %v", name, err)
		}
		tokens[p.base+name] = string(token)
	}
	return tokens[p.base+name]
}

// as acts as somebody past the pages.
func (p *pages) as(who string) (context.Context, func()) {
	p.t.Helper()
	ctx, leave, err := p.Desk.Enter(context.Background(), seal.Token(p.token(who)))
	if err != nil {
		p.t.Fatal(err)
	}
	return ctx, leave
}

// be has the browser be somebody; "" is the public.
func (p *pages) be(b *browser.Tab, who string) {
	if who != "" {
		b.Go("/as/" + who)
	}
}

var links = regexp.MustCompile(`href="/fr(/[^"#]*)"`)

// most is how many examples of one kind of page are opened to find links to others.
const most = 40

// several is of which kinds of page more than one example is looked at: a note looks otherwise
// in each standing, and on paper in each language.
var several = map[string]int{"GET /{lang}/notification/{id}": 7, "GET /{lang}/notification/{id}/print": 4, "GET /{lang}/received/{id}": 3}

// crawl follows links, one example for each address pattern and each person's own desk.
func (p *pages) crawl() {
	p.t.Helper()
	mux, seen := http.NewServeMux(), map[string]int{}
	for _, page := range p.Pages() {
		if page.Method == "GET" {
			mux.HandleFunc("GET "+page.Path, func(http.ResponseWriter, *http.Request) {})
		}
	}
	people := []string{""}
	for _, a := range demo.Accounts() {
		people = append(people, a.Name)
	}
	for _, who := range people {
		next, been := []string{"/", "/login", "/invitation", "/recovery", "/recovery/return"}, map[string]int{}
		if who != "" {
			next = []string{"/desk", "/find?q=MISOR"}
		}
		for len(next) > 0 {
			at := next[0]
			next = next[1:]
			r := httptest.NewRequest("GET", "/fr"+at, nil)
			_, pattern := mux.Handler(r)
			own := pattern
			if at == "/desk" || at == "/received" {
				own = who + at
			}
			if pattern == "" || been[at] > 0 || been[pattern] >= most { // a list has as many addresses as its filters have sets
				continue
			}
			been[at], been[pattern] = 1, been[pattern]+1
			body, ok := p.body(who, r)
			if !ok {
				continue
			}
			if seen[own] < max(1, several[pattern]) {
				seen[own]++
				p.stops = append(p.stops, stop{who, at})
			}
			for _, l := range links.FindAllStringSubmatch(body, -1) {
				next = append(next, html.UnescapeString(l[1]))
			}
		}
	}
	p.unseen(seen)
}

// body is a page as somebody sees it; ok if it is one.
func (p *pages) body(who string, r *http.Request) (string, bool) {
	if who != "" {
		r.AddCookie(&http.Cookie{Name: "haki", Value: p.token(who)})
	}
	w := httptest.NewRecorder()
	p.Handler.ServeHTTP(w, r)
	return w.Body.String(), w.Code == http.StatusOK && strings.HasPrefix(w.Header().Get("Content-Type"), "text/html")
}

// unseen says aloud which pages no link of the demo leads to.
func (p *pages) unseen(seen map[string]int) {
	for _, page := range p.Pages() {
		if page.Method == "GET" && seen["GET "+page.Path] == 0 && !strings.HasSuffix(page.Path, "/desk") && !strings.HasSuffix(page.Path, "/received") {
			p.t.Logf("no link of the demo leads to %s", page.Path)
		}
	}
}

// each opens every page once, as whom it is for, in the languages asked for: those of
// staff pages and those of public ones.
func (p *pages) each(b *browser.Tab, staff, public []string, look func(name string)) {
	p.t.Helper()
	at := ""
	for _, s := range p.stops {
		if s.who != at {
			p.be(b, s.who)
			at = s.who
		}
		tags := public
		if s.who != "" || slices.Contains([]string{"/login", "/invitation", "/recovery", "/recovery/return"}, s.path) {
			tags = staff
		}
		for _, tag := range tags {
			b.Go("/" + tag + s.path)
			look(fmt.Sprintf("%s %s", tag, s))
		}
	}
}

// hers takes the letter through its steps and opens a page, in one language.
func (p *pages) hers(b *browser.Tab, tag string, look func(name string)) {
	p.t.Helper()
	p.letter(b, tag, look)
	b.Go("/" + tag + "/letter")
	b.Fill("#f-receipt", p.words)
	b.Press("button[value=open]")
	look(tag + " page 1 open")
	b.Press("button[value=say]")
	look(tag + " page 2 wrong")
	b.Press("button[value=renew]")
	look(tag + " page 3 new words")
}

// letter takes the letter through its steps, in one language.
func (p *pages) letter(b *browser.Tab, tag string, look func(name string)) {
	p.t.Helper()
	b.Go("/" + tag + "/letter")
	look(tag + " letter 1 blank")
	b.Press("button[value=review]")
	look(tag + " letter 2 wrong")
	b.Fill("#f-account", account)
	b.Fill("#f-place", "Poste nord")
	b.Choose("select[name=happened_month]", "10")
	b.Fill("input[name=happened_year]", "2026")
	b.Click("input[name=help][value=yes]")
	b.Choose("#f-mission", "MISOR")
	b.Press("button[value=review]")
	look(tag + " letter 3 review")
	b.Press("button[value=send]")
	look(tag + " letter 4 sent")
}

// wrong are staff pages as they look when something is missing.
func (p *pages) wrong(b *browser.Tab, tag string, look func(name string)) {
	p.t.Helper()
	for _, s := range p.stops {
		for _, end := range []string{"/assess", "/closing", "/measure", "/enter"} {
			if !strings.HasSuffix(s.path, end) {
				continue
			}
			p.be(b, s.who)
			b.Go("/" + tag + s.path)
			b.Press("main form:last-of-type p.acts button")
			look(fmt.Sprintf("%s %s wrong", tag, s))
		}
	}
}

// fits fails for a page that is wider than the screen.
func (p *pages) fits(b *browser.Tab, name string) {
	p.t.Helper()
	if got := b.Eval(`String(document.documentElement.scrollWidth - document.documentElement.clientWidth)`); got != "0" {
		p.t.Errorf("%s: wider than the screen by %s", name, got)
	}
	if b.Eval(`document.title`) == "" || !b.Has("h1") {
		p.t.Errorf("%s: no title", name)
	}
}
