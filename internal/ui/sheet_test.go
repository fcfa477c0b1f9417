package ui

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func sheet(t *testing.T) string {
	t.Helper()
	css, err := assetFiles.ReadFile("assets/haki.css")
	if err != nil {
		t.Fatal(err)
	}
	return string(css)
}

var (
	block = regexp.MustCompile(`:root\{([^}]*)\}`)
	token = regexp.MustCompile(`--([a-z0-9-]+):(#[0-9a-f]{3,6})`)
)

// themes reads the colours of light and dark.
func themes(t *testing.T, css string) map[string]map[string]string {
	t.Helper()
	blocks := block.FindAllStringSubmatch(css, -1)
	if len(blocks) != 2 {
		t.Fatalf("%d sets of tokens, want light and dark", len(blocks))
	}
	out := map[string]map[string]string{}
	for i, name := range []string{"light", "dark"} {
		out[name] = map[string]string{}
		for _, m := range token.FindAllStringSubmatch(blocks[i][1], -1) {
			out[name][m[1]] = m[2]
		}
	}
	return out
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 4 {
		hex = "#" + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:3], 2) + strings.Repeat(hex[3:4], 2)
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != 7 {
		t.Fatalf("%q is no colour", hex)
	}
	channel := func(v uint64) float64 {
		c := float64(v&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(n>>16) + 0.7152*channel(n>>8) + 0.0722*channel(n)
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// Text holds 4.5:1 (1.4.3), borders of controls and the shapes of states 3:1 (1.4.11).
func TestColoursCanBeRead(t *testing.T) {
	if got := contrast(t, "#000", "#fff"); math.Abs(got-21) > 1e-9 {
		t.Fatalf("black on white: %v", got)
	}
	for name, c := range themes(t, sheet(t)) {
		check := func(front, back string, least float64) {
			if got := contrast(t, c[front], c[back]); got < least {
				t.Errorf("%s: %s on %s is %.2f:1, want %.1f", name, front, back, got, least)
			}
		}
		for _, back := range []string{"paper", "wash"} {
			for _, front := range []string{"ink", "ink-2", "accent", "late", "soon", "wait"} {
				check(front, back, 4.5)
			}
			check("edge", back, 3)
		}
		check("on", "accent", 4.5)
		check("paper", "ink", 4.5) // the exit button, a hovered one
	}
}

func TestTheSheetIsSmallAndHasNoSides(t *testing.T) {
	css := sheet(t)
	if n := len(thin([]byte(css))); n > 16_540 { // 16 kB, and what Chinese and Cyrillic need
		t.Errorf("the sheet is %d bytes", n)
	}
	for _, no := range []string{`(?:margin|padding|border|inset)-(?:left|right|top|bottom)`, `[;{](?:left|right|top|bottom|width|height|min-width|max-width):`, `float:`, `@import`, `https?:`, `box-shadow:0 [1-9]\d*px \d+px`, `gradient`} {
		if hit := regexp.MustCompile(no).FindString(css); hit != "" {
			t.Errorf("the sheet says %q", hit)
		}
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("braces do not match")
	}
}

func TestTheScriptWritesNoMarkup(t *testing.T) {
	js, err := assetFiles.ReadFile("assets/haki.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, no := range []string{"innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "fetch(", "XMLHttp", "http:", "https:", "cookie"} {
		if strings.Contains(string(js), no) {
			t.Errorf("the script says %s", no)
		}
	}
	for _, must := range []string{"location.replace", "Escape"} {
		if !strings.Contains(string(js), must) {
			t.Errorf("the script does not say %s", must)
		}
	}
}

func TestAssetsAreKeptForEver(t *testing.T) {
	u := newUI(t)
	for _, name := range []string{"haki.css", "haki.js", "sprite.svg", "mark.svg"} {
		at := u.Asset(name)
		if !regexp.MustCompile(`^/assets/[a-z]+\.[0-9a-f]{12}\.(css|js|svg)$`).MatchString(at) {
			t.Errorf("%s is at %s", name, at)
		}
		plain, packed := get(u, at, ""), get(u, at, "gzip, br")
		if plain.Code != 200 || plain.Header().Get("Content-Encoding") != "" || packed.Header().Get("Content-Encoding") != "gzip" {
			t.Fatalf("%s: %d %v %v", name, plain.Code, plain.Header(), packed.Header())
		}
		if h := packed.Header(); !strings.Contains(h.Get("Cache-Control"), "immutable") || h.Get("Vary") != "Accept-Encoding" || h.Get("Content-Type") == "" {
			t.Errorf("%s: %v", name, h)
		}
		z, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatal(err)
		}
		if un, err := io.ReadAll(z); err != nil || !bytes.Equal(un, plain.Body.Bytes()) {
			t.Errorf("%s: packed and plain differ", name)
		}
	}
	for _, no := range []string{"/assets/haki.css", "/assets/", "/assets/../ui.go"} {
		if w := get(u, no, ""); w.Code != 404 {
			t.Errorf("%s: %d", no, w.Code)
		}
	}
}

func get(u *UI, at, encoding string) *httptest.ResponseRecorder {
	w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)
	r.URL.Path = at
	r.Header.Set("Accept-Encoding", encoding)
	u.Assets().ServeHTTP(w, r)
	return w
}

// The first page and all it needs stay below sixty thousand bytes on the wire.
func TestAPageIsLight(t *testing.T) {
	u := newUI(t)
	whole, _ := page(t, func(w http.ResponseWriter, r *http.Request) error { return u.PartsAs(w, r, Reporter) }, asked("GET", "/fr/parts"))
	n := len(squeeze([]byte(whole)))
	for name := range u.assets.address {
		n += get(u, u.Asset(name), "gzip").Body.Len()
	}
	if n > 60_000 {
		t.Errorf("the heaviest page we have weighs %d bytes", n)
	}
	t.Log(fmt.Sprintf("every part, the sheet, the script and the symbols: %d bytes", n))
}
