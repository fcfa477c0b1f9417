package app_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"haki/internal/browser"
)

// Pictures of every page for people to look at: HAKI_PROOF_DIR says where, and without it
// nothing is done. Each width and theme has a folder, and a contact sheet beside it that
// the browser itself lays out.
func TestPicturesOfEveryPage(t *testing.T) {
	dir := os.Getenv("HAKI_PROOF_DIR")
	if dir == "" {
		t.Skip("proof: HAKI_PROOF_DIR names no folder: no pictures are taken")
	}
	p := newPages(t)
	files := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer files.Close()
	for _, width := range []int{360, 1280} {
		a := &album{t: t, dir: dir, width: width, shots: map[string][]string{}}
		a.b = browser.Open(t, p.base, browser.Look{Width: width})
		for _, tag := range []string{"fr", "ar", "zh", "ru", "es"} {
			p.hers(a.b, tag, a.take)
		}
		p.wrong(a.b, "fr", a.take)
		p.each(a.b, []string{"fr", "en"}, []string{"fr", "ar", "zh", "ru", "es"}, a.take)
		a.sheets(files.URL)
	}
}

type album struct {
	t     *testing.T
	dir   string
	width int
	b     *browser.Tab
	shots map[string][]string
}

// take pictures the page as it stands, in light and in dark.
func (a *album) take(name string) {
	a.t.Helper()
	for _, dark := range []bool{false, true} {
		theme := map[bool]string{false: "light", true: "dark"}[dark]
		a.b.Dark(dark)
		where := fmt.Sprintf("%d-%s-%s", a.width, name[:2], theme)
		file := filepath.Join(where, strings.NewReplacer("/", "_", " ", "-", "?", "_").Replace(name)+".png")
		if err := os.MkdirAll(filepath.Join(a.dir, where), 0o755); err != nil {
			a.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(a.dir, file), a.b.Picture(), 0o644); err != nil {
			a.t.Fatal(err)
		}
		a.shots[where] = append(a.shots[where], file)
	}
	a.b.Dark(false)
}

// sheets lays the pictures out, some to a sheet, so that one can look at many at once.
func (a *album) sheets(base string) {
	a.t.Helper()
	wide, most, across := 230, 900, 6
	if a.width > 400 {
		wide, most, across = 470, 760, 3
	}
	b := browser.Open(a.t, base, browser.Look{Width: (wide + 16) * across, Height: 700})
	for where, files := range a.shots {
		per := 2 * across
		for n := 0; n*per < len(files); n++ {
			var s strings.Builder
			fmt.Fprintf(&s, `<!doctype html><meta charset="utf-8"><title>%s</title><style>body{margin:0;font:11px sans-serif;background:#888}div{display:grid;grid-template-columns:repeat(%d,%dpx);gap:8px;padding:8px}figure{margin:0}img{width:100%%;max-height:%dpx;object-fit:cover;object-position:top}</style><div>`, where, across, wide, most)
			for _, f := range files[n*per : min(len(files), (n+1)*per)] {
				fmt.Fprintf(&s, `<figure><img src="%s"><figcaption>%s</figcaption></figure>`, html.EscapeString(f), html.EscapeString(filepath.Base(f)))
			}
			name := fmt.Sprintf("sheet-%s-%d", where, n+1)
			if err := os.WriteFile(filepath.Join(a.dir, name+".html"), []byte(s.String()), 0o644); err != nil {
				a.t.Fatal(err)
			}
			b.Go("/" + name + ".html")
			if err := os.WriteFile(filepath.Join(a.dir, name+".png"), b.Picture(), 0o644); err != nil {
				a.t.Fatal(err)
			}
		}
	}
}
