package browser

import (
	"context"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func quote(s string) string { return strconv.Quote(s) }

// axe reads the checker once per test.
func axe(t testing.TB) string {
	file := os.Getenv("HAKI_TEST_AXE")
	if file == "" {
		missing(t, "HAKI_TEST_AXE names no axe.min.js: the accessibility tests are left out")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Finding is one thing that axe has to say.
type Finding struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML string }
}

// Axe asks axe about the page as it stands: WCAG 2.2 A and AA and its best practices, or
// only some of its rules.
func (b *Tab) Axe(rules ...string) []Finding {
	b.T.Helper()
	if src := axe(b.T); b.Eval("typeof axe") == "undefined" { // once for each page
		b.Do("axe", scripts(true), chromedp.Evaluate[chromedp.Void](src))
	}
	options := `{resultTypes: ["violations"]}`
	if len(rules) > 0 {
		only, err := json.Marshal(rules)
		if err != nil {
			b.T.Fatal(err)
		}
		options = `{resultTypes: ["violations"], runOnly: ` + string(only) + `}`
	}
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run(document, `+options+`).then(r => JSON.stringify(r.violations.map(v => ({ID: v.id, Impact: v.impact, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html.slice(0, 300)}))}))))`,
		chromedp.EvalAwaitPromise))
	if err != nil {
		b.T.Fatal(err)
	}
	var found []Finding
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		b.T.Fatal(err)
	}
	return found
}

// Clean fails the test with everything axe has to say about the page.
func (b *Tab) Clean(where string, rules ...string) {
	b.T.Helper()
	for _, f := range b.Axe(rules...) {
		var at []string
		for _, n := range f.Nodes {
			at = append(at, n.HTML)
		}
		b.T.Errorf("%s: axe: %s (%s): %s\n  %s", where, f.ID, f.Impact, f.Help, strings.Join(at, "\n  "))
	}
}

// Dark switches the theme without loading the page again.
func (b *Tab) Dark(on bool) {
	b.T.Helper()
	scheme := "light"
	if on {
		scheme = "dark"
	}
	b.Do("theme", prefers(scheme))
}
