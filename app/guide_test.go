package app_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"haki/internal/browser"
	"haki/internal/ident"
	"haki/response/casework"
	"haki/response/notification"
)

// guidePicture is a picture that a guide shows: what somebody sees of one page of the demo.
type guidePicture struct {
	name string // docs/pictures/guide-<name>-<language>.png
	who  string
	path func(*pages, string) string
	part string // what of the page; all of it if empty
	most int    // pixels of height; 0 is all
}

func at(path string) func(*pages, string) string { return func(*pages, string) string { return path } }

// guidePictures are all of them, a few for each guide, in French and in English.
var guidePictures = []guidePicture{
	{"conduct-notes", "amara", func(p *pages, _ string) string { return "/casework/" + p.note("NV/XA/2026/002").About.ID }, "section:has(caption):has(a[href*='/notification/'])", 0},
	{"conduct-request", "amara", func(p *pages, _ string) string {
		return "/notification/request?case=" + p.note("NV/XA/2026/002").Ref + "&country=XA"
	}, "main", 760},
	{"hq-register", "nadia", at("/notification"), "main", 900},
	{"hq-silent", "nadia", func(p *pages, _ string) string { return "/notification/" + string(p.note("NV/XA/2026/002").ID) }, "main", 860},
	{"hq-reminders", "nadia", at("/notification/late"), "main", 620},
	{"hq-paper", "nadia", func(p *pages, tag string) string {
		return "/notification/" + string(p.note(map[string]string{"fr": "NV/XA/2026/002", "en": "NV/XC/2026/001"}[tag]).ID) + "/print"
	}, "article", 0},
	{"state-desk", "irena", at("/desk"), "main", 0},
	{"state-note", "irena", func(p *pages, _ string) string { return "/received/" + string(p.note("NV/XA/2026/005").ID) }, "main", 860},
	{"state-answer", "irena", func(p *pages, _ string) string { return "/received/" + string(p.note("NV/XA/2026/002").ID) + "/answer" }, "main", 1100},
}

var guideTongues = []string{"fr", "en"}

func (g guidePicture) file(tag string) string { return "guide-" + g.name + "-" + tag + ".png" }

// note finds a note of the demo by its number.
func (p *pages) note(number string) notification.Note {
	p.t.Helper()
	ctx, leave := p.as("nadia")
	defer leave()
	rows, _, err := p.Rooms.Notification.List(ctx, "fr", notification.Filter{})
	if err != nil {
		p.t.Fatal(err)
	}
	i := slices.IndexFunc(rows, func(r notification.Row) bool { return r.Number == number })
	if i < 0 || rows[i].About.Kind != casework.Kind {
		p.t.Fatalf("the demo has no note %s about a case", number)
	}
	return rows[i].Note
}

// Every picture that a guide shows is there and is one that the test below makes, and every
// picture that it makes is shown by a guide in the same language.
func TestEachPictureOfAGuideIsThereAndMade(t *testing.T) {
	guides, err := filepath.Glob(filepath.Join("..", "docs", "guide", "*.md"))
	if err != nil || len(guides) == 0 {
		t.Fatal("no guides", err)
	}
	shows, shown := regexp.MustCompile(`!\[[^\]]+\]\(([^)]+)\)`), map[string]string{}
	for _, g := range guides {
		text, err := os.ReadFile(g)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range shows.FindAllStringSubmatch(string(text), -1) {
			name := filepath.Base(m[1])
			if m[1] != "../pictures/"+name {
				t.Errorf("%s shows %s, which is not beside the other pictures", g, m[1])
			}
			shown[name] = strings.Split(filepath.Base(g), ".")[1]
			if _, err := os.Stat(filepath.Join("..", "docs", "pictures", name)); err != nil {
				t.Errorf("%s shows %s, which is not there: make pictures", g, name)
			}
		}
	}
	made := map[string]bool{}
	for _, g := range guidePictures {
		for _, tag := range guideTongues {
			if made[g.file(tag)] = true; shown[g.file(tag)] != tag {
				t.Errorf("%s is made and no guide in that language shows it", g.file(tag))
			}
		}
	}
	for name := range shown {
		if !made[name] {
			t.Errorf("%s is shown and no test makes it", name)
		}
	}
}

// The pictures of the guides, made again: "make pictures". The clock stands still and the dice
// are loaded, so that a picture changes only when the page does.
func TestPicturesOfTheGuides(t *testing.T) {
	if os.Getenv("HAKI_PICTURES") == "" {
		t.Skip("proof: HAKI_PICTURES is not set: the pictures of the guides stay as they are")
	}
	fair := ident.Dice
	ident.Dice = rand.NewChaCha8([32]byte{2, 0, 2, 6})
	defer func() { ident.Dice = fair }()
	p := served(t)
	b := browser.Open(t, p.base, browser.Look{Width: 860})
	for _, g := range guidePictures {
		p.be(b, g.who)
		for _, tag := range guideTongues {
			path := g.path(p, tag)
			b.Go("/" + tag + path)
			if !b.Has(g.part) {
				t.Errorf("%s: %s has no %s", g.name, path, g.part)
				continue
			}
			if err := os.WriteFile(filepath.Join("..", "docs", "pictures", g.file(tag)), small(t, b.Part(g.part, g.most)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// small is a picture in its 256 commonest colours, others the nearest of them.
func small(t *testing.T, big []byte) []byte {
	t.Helper()
	in, err := png.Decode(bytes.NewReader(big))
	if err != nil {
		t.Fatal(err)
	}
	box, n := in.Bounds(), map[color.Color]int{}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			n[in.At(x, y)]++
		}
	}
	var all color.Palette
	for c := range n {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.Color) int {
		if d := n[b] - n[a]; d != 0 {
			return d
		}
		r, g, u, _ := a.RGBA()
		x, y, z, _ := b.RGBA()
		return int(r<<1+g<<2+u) - int(x<<1+y<<2+z)
	})
	out := image.NewPaletted(box, all[:min(256, len(all))])
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			out.Set(x, y, in.At(x, y))
		}
	}
	var w bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&w, out); err != nil {
		t.Fatal(err)
	}
	return w.Bytes()
}
