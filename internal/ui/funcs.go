package ui

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"strings"
	"time"

	"haki/internal/clock"
	"haki/internal/lang"
	"haki/internal/seal"
)

// T is a sentence to be said in the reader's language.
func T(key string, pairs ...any) lang.Saying { return lang.Say(key, pairs...) }

// funcs are what templates can call, bound to one language.
func (u *UI) funcs(tag lang.Tag, set *template.Template) template.FuncMap {
	k := kit{u, tag, set}
	w := u.words
	day := func(write func(lang.Tag, clock.Day) string) func(any) (template.HTML, error) {
		return func(v any) (template.HTML, error) {
			d, err := dayOf(v)
			return lang.Time(d, write(tag, d)), err
		}
	}
	return template.FuncMap{
		"t":        func(key string, pairs ...any) template.HTML { return w.HTML(tag, key, pairs...) },
		"text":     func(key string, pairs ...any) string { return w.Text(tag, key, pairs...) },
		"say":      lang.Say,
		"plain":    func(v any) string { return w.Plain(tag, v) },
		"show":     k.show,
		"private":  k.private,
		"day":      day(lang.Day),
		"shortday": day(lang.ShortDay),
		"monthday": day(lang.MonthDay),
		"weekday":  day(lang.WeekDay),
		"partial":  func(p clock.Partial) string { return lang.Partial(tag, p) },
		"hour":     func(t time.Time) string { return lang.Hour(tag, t) },
		"moment":   func(t time.Time) string { return lang.Moment(tag, t) },
		"num":      func(n int) string { return lang.Number(tag, n) },
		"percent":  func(n int) string { return lang.Percent(tag, n) },
		"list":     func(items ...string) string { return lang.List(tag, items) },
		"href":     k.href,
		"icon":     k.icon,
		"asset":    u.Asset,
		"mark":     func(s State, say ...any) Mark { return Mark{s, first(say)} },
		"link":     func(path string, say any) (template.HTML, error) { return k.show(Link{Path: path, Say: say}) },
		"ref":      func(s any) (template.HTML, error) { return k.show(Ref(fmt.Sprint(s))) },
		"dict":     dict,
		"some":     func(v ...any) []any { return v },
		"drawn":    k.drawn,
		"part":     k.draw, // a part whose name the page is handed

		"field": k.input("text"), "textarea": k.input("textarea"), "select": k.input("select"),
		"choice": k.input("radio"), "checks": k.input("checkbox"), "date": k.input("date"), "file": k.input("file"),
		"hidden": k.hidden, "options": options, "fieldid": FieldID,
	}
}

// A kit draws parts from within templates.
type kit struct {
	u   *UI
	tag lang.Tag
	set *template.Template
}

func (k kit) draw(part string, data any) (template.HTML, error) {
	var b bytes.Buffer
	err := k.set.ExecuteTemplate(&b, part, data)
	return template.HTML(b.String()), err // html/template made it safe
}

// href puts the language before a path of ours; another address stays as it is.
func (k kit) href(path string) string {
	if strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") {
		return "/" + string(k.tag) + path
	}
	return path
}

// flips are the symbols that point somewhere and turn with the writing.
var flips = map[string]bool{"wait": true, "exit": true, "next": true, "prev": true}

func (k kit) icon(name any) template.HTML {
	n := html.EscapeString(fmt.Sprint(name))
	class := "i"
	if flips[n] {
		class += " flip"
	}
	return template.HTML(`<svg class="` + class + `" aria-hidden="true"><use href="` + k.u.Asset("sprite.svg") + `#` + n + `"/></svg>`)
}

// A closed value may be one that its reader cannot open.
type closed interface{ Open() bool }

// show draws whatever a part was given: a part inside a part, a saying, a day, a private
// value, a text.
func (k kit) show(v any) (template.HTML, error) {
	switch v := v.(type) {
	case Mark:
		return k.draw("state", v)
	case *Mark:
		return k.show(*v)
	case Link:
		return k.draw("link", v)
	case *Link:
		return k.show(*v)
	case Hold:
		return k.draw("short-hold", v)
	case Steps:
		return k.draw("progress", v)
	case Lines:
		var b strings.Builder
		for i, one := range v {
			if i > 0 {
				b.WriteString("<br>")
			}
			h, err := k.show(one)
			if err != nil {
				return "", err
			}
			b.WriteString(string(h))
		}
		return template.HTML(b.String()), nil
	case Ref:
		return template.HTML(`<bdi class="ref">` + html.EscapeString(string(v)) + `</bdi>`), nil
	case lang.Saying, template.HTML:
		return k.u.words.Show(k.tag, v), nil
	case closed:
		return k.private(v)
	}
	return k.u.words.Show(k.tag, v), nil
}

// private shows a sealed value to a reader who could open it, and dots with the reason
// to one who could not. It is the only place in a template where a value is revealed.
func (k kit) private(v any, why ...any) (template.HTML, error) {
	c, ok := v.(closed)
	if !ok {
		return k.show(v)
	}
	if !c.Open() {
		return k.draw("sealed", map[string]any{"Dots": seal.Dots, "Why": first(why)})
	}
	text, err := reveal(v)
	return template.HTML(`<bdi class="told">` + html.EscapeString(text) + `</bdi>`), err
}

func reveal(v any) (string, error) {
	switch v := v.(type) {
	case seal.Private[string]:
		return v.Reveal(), nil
	case seal.Private[[]byte]:
		return string(v.Reveal()), nil
	}
	return "", fmt.Errorf("ui: cannot show a %T", v)
}

// plain is a value for an attribute or a field.
func (k kit) plain(v any) (string, error) {
	if _, ok := v.(closed); ok {
		return reveal(v)
	}
	if s, ok := v.(string); ok {
		return s, nil
	}
	return k.u.words.Plain(k.tag, v), nil
}

func first(v []any) any {
	if len(v) == 0 {
		return nil
	}
	return v[0]
}

func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("ui: dict takes names and values")
	}
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("ui: %v is no name", pairs[i])
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

func dayOf(v any) (clock.Day, error) {
	switch v := v.(type) {
	case clock.Day:
		return v, nil
	case string:
		return clock.Day(v), nil
	case time.Time:
		return clock.DayOf(v, v.Location()), nil
	}
	return "", fmt.Errorf("ui: %T is no day", v)
}
