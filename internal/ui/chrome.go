package ui

import (
	"context"
	"net/http"
	"strings"

	"haki/internal/lang"
)

// Kind says for whom a page is drawn.
type Kind uint8

// The layouts. Staff is the zero value, so that a forgotten kind is the closed one.
const (
	Staff    Kind = iota // people at work: dense, their rooms, who they are
	Public               // anybody: large, in every public language, with quick exit
	Reporter             // somebody with something to tell: quick exit, a title that tells nothing
	Door                 // staff before they are signed in: drawn as Public, in the staff languages
)

// Chrome is what stands around a page. The program gives it with the request.
type Chrome struct {
	Brand   string // the institution's short name; belongs to it
	Service string // whose pages these are
	Home    string // path of the first page, "/" if empty
	Nav     []Link // rooms or public sections; the current one is found by its path
	Person  *Person
	Search  string // path of the search page; no box if empty
	Keys    string // path of the page of keys; none if empty
	Exit    string // address of quick exit
	Foot    any    // who answers for this service
	Links   []Link // below: privacy, accessibility …
}

// Person is who is signed in.
type Person struct {
	Name   string
	Office any    // job title
	Until  string // the hour at which the session ends, already written
	Out    string // path that a sign-out is posted to
}

type chromeKey struct{}

// WithChrome gives a request its chrome.
func WithChrome(ctx context.Context, c Chrome) context.Context {
	return context.WithValue(ctx, chromeKey{}, c)
}

// ChromeOf is the chrome of a request.
func ChromeOf(ctx context.Context) Chrome {
	c, _ := ctx.Value(chromeKey{}).(Chrome)
	return c
}

// Screen is what a room asks to be shown.
type Screen struct {
	Kind     Kind
	Title    any    // of the public title and for the page's own heading: a Saying or a text
	TitleKey string // instead of Title
	Body     any
	Form     *Form
	Path     []Link // where the page stands; the last one is itself
	Switch   string // id of the form that a change of language sends along, so that nothing typed is lost
	Head     *Head  // what machines read of a public page; none if nil
}

// Head is what search engines read of a page.
type Head struct {
	Description any
	Canonical   string      // whole address
	Alternates  []Alternate // the same in other languages
	Data        any         // JSON-LD; none if nil
}

// Alternate is the same page in another language.
type Alternate struct{ Lang, Href string }

// view is what templates see.
type view struct {
	Screen
	Lang   lang.Tag
	Chrome Chrome
	At     string // the path without its language
	Query  string
	Posted bool
	Main   any // the page, drawn

	u *UI
}

func (v *view) languages() []lang.Tag {
	if v.Kind == Staff || v.Kind == Door {
		return v.u.words.Staff()
	}
	return v.u.words.Public()
}

// Attr is the lang attribute.
func (v *view) Attr() string { return lang.Attr(v.Lang) }

// Dir is the direction of the page.
func (v *view) Dir() string { return lang.Dir(v.Lang) }

// Class chooses the size of the type.
func (v *view) Class() string {
	if v.Kind == Staff {
		return "staff"
	}
	return "public"
}

// Heading is the title as text.
func (v *view) Heading() string {
	if v.TitleKey != "" {
		return v.u.words.Text(v.Lang, v.TitleKey)
	}
	return v.u.words.Plain(v.Lang, v.Title)
}

// Tab is the title that the browser keeps in its history. Only a public page may say
// what it is about; a staff page names its room; a reporter's page says nothing.
func (v *view) Tab() string {
	word := func(key string) string { return v.u.words.Text(v.Lang, key) }
	switch v.Kind {
	case Reporter:
		return word("ui.neutral_title")
	case Public:
		return joined(v.Heading(), v.Chrome.Brand)
	}
	for _, l := range v.Nav() {
		if l.On {
			return joined(v.u.words.Plain(v.Lang, l.Say), v.Chrome.Brand)
		}
	}
	return joined("", v.Chrome.Brand)
}

func joined(a, b string) string {
	if a == "" || b == "" || a == b {
		return a + b
	}
	return a + " – " + b
}

// Nav is the navigation with the current room marked: the longest path that leads here.
func (v *view) Nav() []Link {
	nav, best, long := append([]Link(nil), v.Chrome.Nav...), -1, 0
	for i, l := range nav {
		p := strings.TrimSuffix(l.Path, "/")
		if l.Path == v.At || v.At == p || p != "" && strings.HasPrefix(v.At, p+"/") {
			if len(l.Path) > long {
				best, long = i, len(l.Path)
			}
		}
	}
	if best >= 0 {
		nav[best].On = true
	}
	return nav
}

// A tongue to switch to.
type tongue struct {
	Tag  lang.Tag
	Attr string
	Dir  string
	Name string
	Href string
	On   bool
}

// Tongues are the languages this page can be read in: the same address in each.
func (v *view) Tongues() (all []tongue) {
	for _, tag := range v.languages() {
		href := "/" + string(tag) + v.At
		if v.Query != "" && v.Kind == Public {
			href += "?" + v.Query
		}
		all = append(all, tongue{tag, lang.Attr(tag), lang.Dir(tag), lang.Name(tag), href, tag == v.Lang})
	}
	return all
}

// here takes the language off a path.
func here(r *http.Request) (tag lang.Tag, rest string) {
	first, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	return lang.Tag(first), "/" + rest
}
