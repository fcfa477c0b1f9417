package lang

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"haki/internal/clock"
)

// Words is everything the program can say.
type Words struct {
	// Strict makes an unknown key or a missing argument a panic: for tests. Otherwise
	// the key or the argument's name is shown.
	Strict bool

	said          map[Tag]map[string]*value
	open          map[string]bool // keys that anybody may read
	public, staff []Tag
}

// Saying is a sentence not yet said: the reader's language is not known where it is made.
// An argument may be a Saying too.
type Saying struct {
	Key  string
	Args []any // name, value, name, value …
}

// Short and Spoken are days that are written without their year: "25 nov." in a list,
// "25 novembre" in a sentence.
type (
	Short  clock.Day
	Spoken clock.Day
)

// Say makes a Saying.
func Say(key string, pairs ...any) Saying { return Saying{key, pairs} }

// Empty says whether there is nothing to say.
func (s Saying) Empty() bool { return s.Key == "" }

// New reads the words of each room: its name and the folder, or a file system that
// holds the folder as "words". What could not be shown on a page is an error; what is
// merely missing is found by Check.
func New(rooms map[string]fs.FS) (*Words, error) {
	w := &Words{said: map[Tag]map[string]*value{}, open: map[string]bool{}, public: slices.Clone(Public), staff: slices.Clone(Staff)}
	var errs []error
	for _, room := range slices.Sorted(maps.Keys(rooms)) {
		files, err := read(rooms[room])
		if err != nil {
			errs = append(errs, fmt.Errorf("lang: %s: %w", room, err))
		}
		for _, f := range files {
			errs = append(errs, w.add(room, f)...)
		}
	}
	return w, errors.Join(errs...)
}

// A file is one language of one room for one audience.
type file struct {
	name   string
	tag    Tag
	public bool
	values map[string]any // string or map[string]string
	order  []string
}

var fileName = regexp.MustCompile(`^(public\.)?([a-z]{2,3})\.json$`)

func read(dir fs.FS) (files []file, err error) {
	if inner, err := fs.Sub(dir, "words"); err == nil {
		if _, err := fs.Stat(dir, "words"); err == nil {
			dir = inner
		}
	}
	names, err := fs.Glob(dir, "*.json")
	if err != nil || len(names) == 0 {
		return nil, errors.Join(err, errors.New("no words"))
	}
	for _, name := range names {
		m := fileName.FindStringSubmatch(path.Base(name))
		if m == nil {
			return nil, fmt.Errorf("%s is not named for a language", name)
		}
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		f := file{name: name, tag: Tag(m[2]), public: m[1] != "", values: map[string]any{}}
		if err := f.decode(text); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		files = append(files, f)
	}
	return files, nil
}

// decode reads token by token: encoding/json lets the last of two equal names win in silence.
func (f *file) decode(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return errors.Join(err, errors.New("is not a JSON object"))
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		name := t.(string)
		if _, twice := f.values[name]; twice {
			return fmt.Errorf("%q stands twice", name)
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return fmt.Errorf("%q: %w", name, err)
		}
		var one string
		var many map[string]string
		switch {
		case json.Unmarshal(raw, &one) == nil:
			f.values[name] = one
		case json.Unmarshal(raw, &many) == nil:
			f.values[name] = many
		default:
			return fmt.Errorf("%q is neither a sentence nor a plural", name)
		}
		f.order = append(f.order, name)
	}
	_, err := d.Token()
	return err
}

func (w *Words) add(room string, f file) (errs []error) {
	if w.said[f.tag] == nil {
		w.said[f.tag] = map[string]*value{}
	}
	for _, name := range f.order {
		key := room + "." + name
		v, err := newValue(f.values[name])
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("lang: %s %s %s: %w", room, f.name, name, err))
		case w.said[f.tag][key] != nil:
			errs = append(errs, fmt.Errorf("lang: %s %s %s: said for staff and for the public", room, f.name, name))
		default:
			w.said[f.tag][key] = v
			w.open[key] = w.open[key] || f.public
		}
	}
	return errs
}

// Public and Staff are the languages these words are spoken in.
func (w *Words) Public() []Tag { return slices.Clone(w.public) }

// Staff lists the languages of staff pages.
func (w *Words) Staff() []Tag { return slices.Clone(w.staff) }

// Has says whether a key is known in a language.
func (w *Words) Has(tag Tag, key string) bool { return w.said[tag][key] != nil }

// Open says whether anybody may read a key.
func (w *Words) Open(key string) bool { return w.open[key] }

// Keys lists every key, in order.
func (w *Words) Keys() []string {
	all := map[string]bool{}
	for _, m := range w.said {
		for k := range m {
			all[k] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// Text says a key without markup, for titles, attributes, mail and options.
func (w *Words) Text(tag Tag, key string, pairs ...any) string {
	var b strings.Builder
	w.say(&b, tag, key, pairs, piece.plain, w.plainArg)
	return b.String()
}

// HTML says a key for a page. Arguments are made safe and set apart from the writing
// direction around them; days carry their ISO date.
func (w *Words) HTML(tag Tag, key string, pairs ...any) template.HTML {
	var b strings.Builder
	w.say(&b, tag, key, pairs, func(p piece, _ Tag) string { return p.html() }, w.htmlArg)
	return template.HTML(b.String()) // pieces and arguments were made safe one by one
}

// Plain is any value a page may hold, as text; see Show.
func (w *Words) Plain(tag Tag, v any) string { return w.plainArg(tag, v) }

// Show is any value a page may hold, as HTML: a Saying is said, a day is written in the
// language, text is made safe, template.HTML stays as it is.
func (w *Words) Show(tag Tag, v any) template.HTML { return template.HTML(w.htmlArg(tag, v)) }

func (w *Words) say(b *strings.Builder, tag Tag, key string, pairs []any, literal func(piece, Tag) string, argument func(Tag, any) string) {
	v := w.find(tag, key)
	if v == nil {
		b.WriteString(html.EscapeString(key))
		return
	}
	pieces := v.forms[pluralOf(v, tag, pairs)]
	if pieces == nil {
		pieces = v.forms[forms["other"]]
	}
	for _, p := range pieces {
		if p.sort != arg {
			b.WriteString(literal(p, tag))
			continue
		}
		if x, ok := pick(pairs, p.what); ok {
			s := argument(tag, x)
			if tag == Mirror { // between overridden texts a number would wander
				s = isolate + s + pop
			}
			b.WriteString(s)
			continue
		}
		if w.Strict {
			panic(fmt.Sprintf("lang: %s: no argument %q", key, p.what))
		}
		b.WriteString("{" + p.what + "}")
	}
}

func (w *Words) find(tag Tag, key string) *value {
	if v := w.said[tag][key]; v != nil {
		return v
	}
	if w.Strict {
		panic(fmt.Sprintf("lang: no %q in %q", key, tag))
	}
	for _, other := range []Tag{English, French} {
		if v := w.said[other][key]; v != nil {
			return v
		}
	}
	return nil
}

func pick(pairs []any, name string) (any, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1], true
		}
	}
	return nil, false
}

// The marks that set an argument apart from a text of the other direction (Unicode UAX 9, 2.4).
const isolate, pop = "\u2068", "\u2069"

func (w *Words) plainArg(tag Tag, v any) string {
	switch v := v.(type) {
	case Saying:
		if v.Empty() {
			return ""
		}
		return w.Text(tag, v.Key, v.Args...)
	case template.HTML:
		return html.UnescapeString(anyTag.ReplaceAllString(string(v), ""))
	}
	s, ours := written(tag, v)
	if !ours && s != "" && Dir(tag) == "rtl" {
		return isolate + s + pop
	}
	return s
}

var anyTag = regexp.MustCompile(`<[^>]*>`)

func (w *Words) htmlArg(tag Tag, v any) string {
	switch v := v.(type) {
	case Saying:
		if v.Empty() {
			return ""
		}
		return string(w.HTML(tag, v.Key, v.Args...))
	case template.HTML:
		return string(v)
	case clock.Day:
		return string(Time(v, Day(tag, v)))
	case Short:
		return string(Time(clock.Day(v), ShortDay(tag, clock.Day(v))))
	case Spoken:
		return string(Time(clock.Day(v), MonthDay(tag, clock.Day(v))))
	}
	s, ours := written(tag, v)
	s = html.EscapeString(s)
	if !ours && s != "" {
		return "<bdi>" + s + "</bdi>"
	}
	return s
}

// Time marks a written day with its ISO date, for the machine and on hover.
func Time(d clock.Day, written string) template.HTML {
	if !d.Valid() {
		return template.HTML(html.EscapeString(written))
	}
	return template.HTML(`<time datetime="` + string(d) + `" title="` + string(d) + `">` + html.EscapeString(written) + `</time>`)
}

// written is a value in words of the language; ours tells what we wrote ourselves from
// what came from somewhere else and may have another direction.
func written(tag Tag, v any) (s string, ours bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, false
	case clock.Day:
		return Day(tag, v), true
	case Short:
		return ShortDay(tag, clock.Day(v)), true
	case Spoken:
		return MonthDay(tag, clock.Day(v)), true
	case clock.Partial:
		return Partial(tag, v), true
	case time.Time:
		return Moment(tag, v), true
	case []string:
		return List(tag, v), false
	case float64:
		return Decimal(tag, v, 1), true
	case fmt.Stringer:
		return v.String(), false
	}
	if n, ok := whole(v); ok {
		return Number(tag, n), true
	}
	return fmt.Sprint(v), false
}

func whole(v any) (int, bool) {
	switch r := reflect.ValueOf(v); {
	case !r.IsValid():
	case r.CanInt():
		return int(r.Int()), true
	case r.CanUint():
		return int(r.Uint()), true
	}
	return 0, false
}
