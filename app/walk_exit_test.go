package app_test

import (
	"strings"
	"testing"
	"time"

	"haki/internal/browser"
	"haki/internal/testkit"
)

// P-09: from every page of a reporter, quick exit is one action, and Back shows nothing of
// what was written or read there; with scripts and without.
func TestP09BackAfterQuickExitShowsNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes a while")
	}
	h := testkit.New(t, "sqlite")
	h.Conf.Exit = harmless(t)
	base := h.Serve()
	for _, off := range []bool{true, false} {
		b := browser.Open(t, base, browser.Look{Width: 360, NoScript: off})
		steps := []struct{ name, button string }{{"letter", ""}, {"review", "review"}, {"sent", "send"}, {"page", "keep"}, {"new words", "renew"}}
		for n := range steps {
			b.Go("/fr/reporting")
			b.Go("/fr/letter")
			b.Fill("#f-account", account)
			for _, s := range steps[:n+1] {
				if s.button != "" {
					b.Press("button[value=" + s.button + "]")
				}
			}
			words := wordsOf(b)
			b.Eval(`(window.mark = "same", document.querySelector("a.exit").click(), "")`)
			awaits(t, b, "Encyclopédie")
			b.Eval(`(history.back(), "")`)
			time.Sleep(700 * time.Millisecond)
			all := b.Text() + b.Eval(`[...document.querySelectorAll("textarea,input:not([type=hidden])")].map(e => e.value).join(" ")`)
			if strings.Contains(all, "sac de riz") || words != "" && strings.Contains(all, words) || b.Has("#talk") {
				t.Errorf("scripts off %v, left from the %s, Back shows (%s):\n%s", off, steps[n].name, b.Eval("window.mark || \"new\""), all)
			}
		}
	}
}

// awaits waits until the page says something.
func awaits(t *testing.T, b *browser.Tab, text string) {
	t.Helper()
	for range 60 {
		if strings.Contains(b.Text(), text) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s does not say %q", b.Address(), text)
}
