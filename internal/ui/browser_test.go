package ui

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"haki/internal/browser"
)

// strict is the policy under which every page is served.
const strict = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// site serves the parts page in every layout, and a harmless page to leave for.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes a while")
	}
	u := newUI(t)
	kinds := map[string]Kind{"staff": Staff, "public": Public, "reporter": Reporter}
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", strict)
		w.Header().Set("Cache-Control", "no-store")
		c := chrome
		c.Exit = s.URL + "/harmless"
		r = r.WithContext(WithChrome(r.Context(), c))
		_, last, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		kind, known := kinds[last]
		var err error
		switch {
		case strings.HasPrefix(r.URL.Path, AssetPath):
			u.Assets().ServeHTTP(w, r)
		case r.URL.Path == "/harmless" || r.URL.Path == "/before":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write([]byte("<!doctype html><title>x</title><p>" + r.URL.Path))
		case last == "keys":
			err = u.Keys(w, r)
		case known:
			err = u.PartsAs(w, r, kind)
		default:
			http.NotFound(w, r)
		}
		if err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func press(b *browser.Tab, keys string) { b.Do("press "+keys, chromedp.KeyEvent(keys)) }

// arrive waits until the tab is at a path.
func arrive(t *testing.T, b *browser.Tab, path string) {
	t.Helper()
	for range 50 {
		if strings.HasSuffix(b.Address(), path) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("at %s, want %s", b.Address(), path)
}

func TestQuickExitLeavesNoWayBack(t *testing.T) {
	b := browser.Open(t, site(t).URL, browser.Look{Width: 360})
	for name, leave := range map[string]func(){
		"a click":            func() { b.Do("leave", chromedp.Click(chromedp.CSS("a.exit"))) },
		"Escape three times": func() { press(b, kb.Escape); press(b, kb.Escape); press(b, kb.Escape) },
	} {
		b.Go("/before")
		b.Go("/fr/reporter")
		b.Do("type", chromedp.SendKeys(chromedp.CSS("#f-account"), "what happened"))
		leave()
		arrive(t, b, "/harmless")
		b.Eval(`String(history.back())`)
		arrive(t, b, "/before")
		if strings.Contains(b.Text(), "Signaler") {
			t.Errorf("%s: Back returns to the page", name)
		}
	}
}

func TestQuickExitWorksWithoutScript(t *testing.T) {
	b := browser.Open(t, site(t).URL, browser.Look{Width: 360, NoScript: true})
	b.Go("/ar/reporter")
	b.Press("a.exit")
	arrive(t, b, "/harmless")
}

func TestTheSummaryTakesTheFocus(t *testing.T) {
	s := site(t)
	for _, off := range []bool{true, false} {
		b := browser.Open(t, s.URL, browser.Look{NoScript: off})
		b.Go("/en/public")
		if got := b.Eval("document.activeElement.className"); got != "errsum" {
			t.Errorf("scripts off %v: the focus is on %q", off, got)
		}
	}
}

func TestKeysWorkOnStaffPagesUntilTheyAreTurnedOff(t *testing.T) {
	b := browser.Open(t, site(t).URL, browser.Look{})
	focus := func() string {
		return b.Eval(`(a => a.id || a.getAttribute("href") || a.tagName)(document.activeElement)`)
	}
	b.Go("/en/staff")
	press(b, "j")
	press(b, "j")
	if got := focus(); got != "/en/case/2" {
		t.Errorf("j twice: %s", got)
	}
	press(b, "k")
	if got := focus(); got != "/en/case/1" {
		t.Errorf("and k: %s", got)
	}
	press(b, "/")
	if got := focus(); got != "q" {
		t.Errorf("/: %s", got)
	}
	press(b, "j")
	if got := b.Eval(`document.querySelector("#q").value`); !strings.HasSuffix(got, "j") {
		t.Errorf("a letter in a field is %q", got)
	}
	b.Go("/en/keys")
	b.Click("[data-keys]")
	b.Go("/en/staff")
	press(b, "j")
	if got := focus(); got != "DIV" {
		t.Errorf("turned off, and yet: %s", got)
	}
	b.Go("/en/public")
	press(b, "/")
	if got := focus(); got != "DIV" {
		t.Errorf("on a public page: %s", got)
	}
}

func TestUnsavedChangesAreAskedAboutButNeverByQuickExit(t *testing.T) {
	b := browser.Open(t, site(t).URL, browser.Look{})
	for kind, want := range map[string]string{"staff": "true", "reporter": "false"} {
		b.Go("/en/" + kind)
		b.Do("type", chromedp.SendKeys(chromedp.CSS("#f-account"), "x"))
		if got := b.Eval(`String(!dispatchEvent(new Event("beforeunload", {cancelable: true})))`); got != want {
			t.Errorf("%s: asked %s, want %s", kind, got, want)
		}
		b.Eval(`String(document.forms[0].dispatchEvent(new Event("submit", {bubbles: true})))`)
		b.Eval(`String(document.querySelector("form[data-guard]").dispatchEvent(new Event("submit", {bubbles: true})))`)
	}
}

// No page scrolls sideways on a phone, and axe finds nothing, in each language, light and dark.
func TestPagesFitAndAxeFindsNothing(t *testing.T) {
	s := site(t)
	for _, look := range []browser.Look{{Width: 320}, {Width: 360, Dark: true}, {Width: 1280}, {Width: 1280, Dark: true}} {
		b := browser.Open(t, s.URL, look)
		for _, at := range []string{"/fr/public", "/ar/public", "/en/staff", "/ar/reporter"} {
			b.Go(at)
			if got := b.Eval(`String(document.documentElement.scrollWidth - document.documentElement.clientWidth)`); got != "0" {
				t.Errorf("%s at %d: wider than the screen by %s", at, look.Width, got)
			}
			b.Clean(at)
		}
	}
}
