package ui

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"

	"haki/internal/fault"
	"haki/internal/lang"
)

//go:embed layout parts pages
var own embed.FS

//go:embed words
var words embed.FS

// Rooms are the words that ui brings along: its own, the sentences for faults, and those
// of the parts page.
func Rooms() map[string]fs.FS {
	rooms := map[string]fs.FS{}
	for _, name := range []string{"ui", "fault", "parts"} {
		dir, err := fs.Sub(words, "words/"+name)
		if err != nil {
			panic(err) // the folder is embedded above
		}
		rooms[name] = dir
	}
	return rooms
}

// Options are choices of the installation.
type Options struct{}

// UI draws pages.
type UI struct {
	words  *lang.Words
	sets   map[lang.Tag]*template.Template
	assets *assets
}

// New makes a UI that speaks w. Its own templates are part of the program: one that
// cannot be read panics.
func New(w *lang.Words, _ Options) *UI {
	u := &UI{words: w, sets: map[lang.Tag]*template.Template{}, assets: loadAssets()}
	for _, tag := range append(w.Public(), w.Staff()...) {
		if u.sets[tag] != nil {
			continue
		}
		set := template.New("").Option("missingkey=error")
		u.sets[tag] = set.Funcs(u.funcs(tag, set))
	}
	for _, dir := range []string{"layout", "parts", "pages"} {
		if err := u.parse(own, dir, ""); err != nil {
			panic(err)
		}
	}
	return u
}

// Words are the words this UI speaks.
func (u *UI) Words() *lang.Words { return u.words }

// Add reads a room's pages/*.html. What a page defines is named for its room:
// {{define "intake/review"}}. Rooms are added before the first page is shown.
func (u *UI) Add(room string, pages fs.FS) error {
	return u.parse(pages, "pages", room)
}

var defines = regexp.MustCompile(`\{\{-?\s*define\s+"([^"]+)"`)

func (u *UI) parse(from fs.FS, dir, room string) error {
	names, err := fs.Glob(from, path.Join(dir, "*.html"))
	if err != nil || len(names) == 0 {
		return fmt.Errorf("ui: %s: no %s/*.html: %w", room, dir, errors.Join(err, fs.ErrNotExist))
	}
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		for _, m := range defines.FindAllSubmatch(text, -1) {
			if room != "" && !strings.HasPrefix(string(m[1]), room+"/") {
				return fmt.Errorf("ui: %s: %s defines %q, which is not of this room", room, name, m[1])
			}
		}
		for _, set := range u.sets {
			if _, err := set.New(room + ":" + name).Parse(string(text)); err != nil {
				return fmt.Errorf("ui: %w", err)
			}
		}
	}
	return nil
}

// Show draws a page in its layout and sends it whole, or returns an error and has sent
// nothing. The language is that of the address, or the first one these pages have.
func (u *UI) Show(w http.ResponseWriter, r *http.Request, status int, page string, s Screen) error {
	tag, at := here(r)
	return u.show(w, r, lang.In(tag, u.languages(s.Kind)), at, status, page, s)
}

func (u *UI) languages(k Kind) []lang.Tag {
	if k == Staff || k == Door {
		return u.words.Staff()
	}
	return u.words.Public()
}

func (u *UI) show(w http.ResponseWriter, r *http.Request, tag lang.Tag, at string, status int, page string, s Screen) error {
	v := &view{Screen: s, Lang: tag, Chrome: ChromeOf(r.Context()), At: at, Query: r.URL.RawQuery,
		Posted: r.Method != http.MethodGet && r.Method != http.MethodHead, u: u}
	v.Title = v.Heading()
	main, err := u.draw(tag, page, v)
	if err != nil {
		return err
	}
	v.Main = template.HTML(main)
	whole, err := u.draw(tag, "layout/page", v)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.Attr())
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, err = w.Write(whole)
	}
	return err
}

func (u *UI) draw(tag lang.Tag, name string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := u.sets[tag].ExecuteTemplate(&b, name, data); err != nil {
		return nil, fmt.Errorf("ui: %s in %s: %w", name, tag, err)
	}
	return b.Bytes(), nil
}

// FaultView is what the page of a fault tells.
type FaultView struct {
	Fault     *fault.Fault
	Reference string // by which we find it in the log
	Kind      Kind
}

// Name is the kind of fault, for its general sentence. What is withheld has the words
// of what does not exist.
func (f FaultView) Name() string {
	if f.Fault.Kind == fault.Withheld {
		return fault.NotFound.String()
	}
	return f.Fault.Kind.String()
}

// Fault draws the page that says what went wrong and what to do. It never fails: where
// even that page cannot be drawn, a line of text is sent. words: fault.*
func (u *UI) Fault(w http.ResponseWriter, r *http.Request, tag lang.Tag, status int, f FaultView) {
	if u.sets[tag] == nil || !u.words.Has(tag, "ui.skip") {
		tag = lang.In(tag, u.languages(f.Kind))
	}
	body := struct {
		FaultView
		Say any
	}{f, lang.Say("fault." + f.Name())}
	if key := f.Fault.Key; f.Name() != fault.NotFound.String() && u.words.Has(tag, key) {
		body.Say = lang.Say(key, f.Fault.Args...)
	}
	_, at := here(r)
	err := u.show(w, r, tag, at, status, "ui/fault", Screen{Kind: f.Kind, TitleKey: "fault." + f.Name() + "_title", Body: body})
	if err != nil {
		http.Error(w, http.StatusText(status), status)
	}
}

// Keys draws the page of the keys that make work quicker.
func (u *UI) Keys(w http.ResponseWriter, r *http.Request) error {
	return u.Show(w, r, http.StatusOK, "ui/keys", Screen{Kind: Staff, TitleKey: "ui.keys"})
}
