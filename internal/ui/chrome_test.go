package ui

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"haki/internal/fault"
	"haki/internal/lang"
)

func drawn(t *testing.T, u *UI, method, address string, s Screen) (string, *html.Node, http.Header) {
	t.Helper()
	var header http.Header
	text, tree := page(t, func(w http.ResponseWriter, r *http.Request) error {
		header = w.Header()
		return u.Show(w, r, 200, "desk/page", s)
	}, asked(method, address))
	return text, tree, header
}

func deskUI(t *testing.T) *UI {
	t.Helper()
	u := newUI(t)
	if err := u.Add("desk", fstest.MapFS{"pages/page.html": {Data: []byte(`{{define "desk/page"}}<h1>{{.Title}}</h1>{{if .Body}}{{.Body.Missing}}{{end}}{{end}}`)}}); err != nil {
		t.Fatal(err)
	}
	return u
}

func title(tree *html.Node) string { return text(all(tree, named("title"))[0]) }

func TestTheTabTellsOnlyWhatItMay(t *testing.T) {
	u := deskUI(t)
	for name, tc := range map[string]struct {
		kind    Kind
		address string
		want    string
	}{
		"public":        {Public, "/en/standards", "Abuse at Camp Orra – MISKA"},
		"staff":         {Staff, "/en/intake/4q8", "Reports – MISKA"},
		"staff, nested": {Staff, "/en/intake/closed/1", "Closed – MISKA"},
		"staff, no nav": {Staff, "/en/intakes", "MISKA"},
		"reporter":      {Reporter, "/en/letter", "Page"},
		"door":          {Door, "/en/login", "MISKA"},
	} {
		_, tree, _ := drawn(t, u, "GET", tc.address, Screen{Kind: tc.kind, Title: "Abuse at Camp Orra"})
		if got := title(tree); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
		if h := all(tree, named("h1")); text(h[0]) != "Abuse at Camp Orra" {
			t.Errorf("%s: the page's own heading is %q", name, text(h[0]))
		}
	}
}

func TestOnlyStaffPagesSayWhoIsThere(t *testing.T) {
	u := deskUI(t)
	for kind, want := range map[Kind]bool{Staff: true, Public: false, Reporter: false, Door: false} {
		text, _, _ := drawn(t, u, "GET", "/en/x", Screen{Kind: kind, Title: "x"})
		if got := strings.Contains(text, "Amara Nolé"); got != want {
			t.Errorf("kind %d: names the person: %v", kind, got)
		}
		if got := strings.Contains(text, `id="q"`); got != want {
			t.Errorf("kind %d: search box: %v", kind, got)
		}
	}
	text, _, _ := drawn(t, u, "GET", "/en/x", Screen{Title: "x"})
	if !strings.Contains(text, `method="post" action="/en/out"`) {
		t.Error("signing out is no post")
	}
}

func TestPublicAndReporterPagesHaveQuickExit(t *testing.T) {
	u := deskUI(t)
	for kind, want := range map[Kind]int{Staff: 0, Public: 1, Reporter: 1, Door: 0} {
		_, tree, _ := drawn(t, u, "GET", "/en/letter", Screen{Kind: kind, Title: "x"})
		exits := all(tree, func(n *html.Node) bool { return strings.Contains(attr(n, "class"), "btn exit") })
		if len(exits) != want {
			t.Errorf("kind %d: %d exits", kind, len(exits))
		}
		for _, e := range exits {
			if attr(e, "href") != "https://example.org/" || !strings.Contains(attr(e, "rel"), "noreferrer") {
				t.Errorf("exit: %v", e.Attr)
			}
		}
	}
}

func TestTheSameAddressInEachLanguage(t *testing.T) {
	u := deskUI(t)
	hrefs := func(tree *html.Node) (all2 []string) {
		for _, a := range all(tree, func(n *html.Node) bool { return n.Data == "a" && attr(n, "hreflang") != "" }) {
			all2 = append(all2, attr(a, "href"))
		}
		return all2
	}
	_, tree, h := drawn(t, u, "GET", "/ar/practice/3?area=x", Screen{Kind: Public, Title: "x"})
	if got := strings.Join(hrefs(tree), " "); got != "/fr/practice/3?area=x /en/practice/3?area=x /ar/practice/3?area=x /zh/practice/3?area=x /ru/practice/3?area=x /es/practice/3?area=x" {
		t.Errorf("public: %s", got)
	}
	if root := all(tree, named("html"))[0]; attr(root, "lang") != "ar" || attr(root, "dir") != "rtl" || h.Get("Content-Language") != "ar" {
		t.Errorf("%v %s", root.Attr, h.Get("Content-Language"))
	}
	_, tree, h = drawn(t, u, "GET", "/zh/x", Screen{Kind: Public, Title: "x"})
	if root := all(tree, named("html"))[0]; attr(root, "lang") != "zh-Hans" || attr(root, "dir") != "ltr" || h.Get("Content-Language") != "zh-Hans" {
		t.Errorf("%v %s", root.Attr, h.Get("Content-Language"))
	}
	_, tree, h = drawn(t, u, "GET", "/ar/desk?q=name", Screen{Title: "x"})
	if got := strings.Join(hrefs(tree), " "); got != "/fr/desk /en/desk" || h.Get("Content-Language") != "fr" {
		t.Errorf("staff: %s, in %s", got, h.Get("Content-Language"))
	}
	_, tree, _ = drawn(t, u, "POST", "/en/letter", Screen{Kind: Reporter, Title: "x"})
	if got := hrefs(tree); len(got) != 0 {
		t.Errorf("a posted page links away from what was typed: %v", got)
	}
	_, tree, _ = drawn(t, u, "POST", "/en/letter", Screen{Kind: Reporter, Title: "x", Switch: "letter"})
	buttons := all(tree, func(n *html.Node) bool { return n.Data == "button" && attr(n, "form") == "letter" })
	if len(buttons) != len(lang.Public)-1 || attr(buttons[1], "formaction") != "/ar/letter" || attr(buttons[1], "name") != "_language" || len(hrefs(tree)) != 0 {
		t.Errorf("%d buttons take the text along", len(buttons))
	}
}

func TestNeverHalfAPage(t *testing.T) {
	u := deskUI(t)
	w := httptest.NewRecorder()
	err := u.Show(w, asked("GET", "/en/x"), 200, "desk/page", Screen{Title: "x", Body: struct{}{}})
	if err == nil || w.Body.Len() != 0 || len(w.Header()) != 0 {
		t.Errorf("err %v, sent %d bytes and %v", err, w.Body.Len(), w.Header())
	}
	if err := u.Show(w, asked("GET", "/en/x"), 200, "desk/nothing", Screen{Title: "x"}); err == nil || w.Body.Len() != 0 {
		t.Errorf("a page that does not exist: %v", err)
	}
}

func TestARoomNamesItsPages(t *testing.T) {
	u := newUI(t)
	for name, tc := range map[string]struct{ text, want string }{
		"another room's": {`{{define "attic/page"}}{{end}}`, "not of this room"},
		"a part":         {`{{define "hold"}}{{end}}`, "not of this room"},
		"unknown func":   {`{{define "desk/page"}}{{nothing}}{{end}}`, "nothing"},
	} {
		err := u.Add("desk", fstest.MapFS{"pages/a.html": {Data: []byte(tc.text)}})
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := u.Add("desk", fstest.MapFS{}); err == nil {
		t.Error("a room without pages")
	}
}

func TestEveryKindOfFaultSaysWhatToDo(t *testing.T) {
	u := newUI(t)
	seen := map[string]string{}
	for _, kind := range fault.Kinds() {
		for _, tag := range lang.Public {
			w := httptest.NewRecorder()
			u.Fault(w, asked("GET", "/"+string(tag)+"/x"), tag, 418, FaultView{Fault: fault.New(kind, "nobody.knows", "who", "Hawa"), Reference: "4Q8X", Kind: Reporter})
			body := w.Body.String()
			if w.Code != 418 || !strings.Contains(body, "4Q8X") || !strings.Contains(body, "</html>") || strings.Contains(body, "nobody.knows") || strings.Contains(body, "Hawa") {
				t.Errorf("%v in %s: %d %s", kind, tag, w.Code, body)
			}
			seen[kind.String()+string(tag)] = body
		}
	}
	for _, tag := range lang.Public {
		if seen["not_found"+string(tag)] != seen["withheld"+string(tag)] {
			t.Errorf("in %s what is withheld does not look like what does not exist", tag)
		}
	}
	if len(seen) != len(lang.Public)*len(fault.Kinds()) {
		t.Errorf("%d pages", len(seen))
	}
}

func TestAFaultsOwnSentenceIsShown(t *testing.T) {
	u := newUI(t)
	say := func(f *fault.Fault) string {
		w := httptest.NewRecorder()
		u.Fault(w, asked("GET", "/en/x"), "en", 413, FaultView{Fault: f, Kind: Public})
		return w.Body.String()
	}
	if got := say(fault.New(fault.Invalid, "fault.too_big", "n", 10)); !strings.Contains(got, "larger than 10 MB") {
		t.Error(got)
	}
	if got := say(fault.New(fault.Withheld, "fault.too_big", "n", 10)); strings.Contains(got, "larger") {
		t.Error("what is withheld tells why")
	}
	w := httptest.NewRecorder()
	u.Fault(w, asked("GET", "/xx/x"), "xx", 404, FaultView{Fault: fault.New(fault.NotFound, "fault.not_found"), Kind: Public})
	if w.Code != 404 || !strings.Contains(w.Body.String(), `lang="fr"`) {
		t.Errorf("in no language: %d %s", w.Code, w.Body.String())
	}
}

func TestTheMirrorRunsRightToLeft(t *testing.T) {
	words, err := lang.New(Rooms())
	if err != nil {
		t.Fatal(err)
	}
	words.Strict = true
	u := New(words.Mirror(), Options{})
	_, tree := page(t, func(w http.ResponseWriter, r *http.Request) error { return u.PartsAs(w, r, Staff) }, asked("GET", "/qps/parts"))
	if root := all(tree, named("html"))[0]; attr(root, "dir") != "rtl" || attr(root, "lang") != "en-x-mirror" {
		t.Errorf("%v", root.Attr)
	}
	if h := text(all(tree, named("h1"))[0]); !strings.Contains(h, "Pářŧš") {
		t.Errorf("heading %q", h)
	}
}
