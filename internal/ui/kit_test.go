package ui

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"haki/internal/lang"
)

func newUI(t *testing.T) *UI {
	t.Helper()
	w, err := lang.New(Rooms())
	if err != nil {
		t.Fatal(err)
	}
	w.Strict = true
	return New(w, Options{})
}

var chrome = Chrome{
	Brand: "MISKA", Service: "Conduct and discipline", Exit: "https://example.org/", Foot: "Run by the team.", Keys: "/keys", Search: "/find",
	Nav:    []Link{{Path: "/desk", Say: "My desk"}, {Path: "/intake", Say: "Reports"}, {Path: "/intake/closed", Say: "Closed"}},
	Links:  []Link{{Path: "/privacy", Say: "Privacy"}},
	Person: &Person{Name: "Amara Nolé", Office: "conduct officer", Until: "17:40", Out: "/out"},
}

// asked is a request with its chrome.
func asked(method, address string) *http.Request {
	r := httptest.NewRequest(method, address, nil)
	return r.WithContext(WithChrome(r.Context(), chrome))
}

// page draws a page and gives it as text and as a tree.
func page(t *testing.T, show func(http.ResponseWriter, *http.Request) error, r *http.Request) (string, *html.Node) {
	t.Helper()
	w := httptest.NewRecorder()
	if err := show(w, r); err != nil {
		t.Fatal(err)
	}
	tree, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	return w.Body.String(), tree
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// all gives the elements that pass.
func all(n *html.Node, pass func(*html.Node) bool) (found []*html.Node) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && pass(d) {
			found = append(found, d)
		}
	}
	return found
}

func named(names ...string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		for _, name := range names {
			if n.Data == name {
				return true
			}
		}
		return false
	}
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// hashed is the part of an asset's name that changes with its content.
var hashed = regexp.MustCompile(`\.[0-9a-f]{12}\.`)

// golden compares got with a file, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	got = hashed.ReplaceAllString(got, ".")
	file := filepath.Join("testdata", name)
	if os.Getenv("HAKI_GOLDEN") != "" {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; make golden writes it anew, and the diff shows how\n got %s", name, got)
	}
}

func vals(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}
