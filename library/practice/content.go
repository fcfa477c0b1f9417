package practice

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"haki/internal/clock"
)

// Entry is a practice as the program ships it.
type Entry struct {
	Slug string `json:"slug"`
	Coded
	Texts map[string]Text `json:"texts"`
}

// Meeting is an event at which practices were shown. It names offices, not persons
// (decisions.md §9).
type Meeting struct {
	Slug    string                 `json:"slug"`
	Date    string                 `json:"date"`
	Format  string                 `json:"format"` // virtual, in_person, hybrid
	Blocks  []string               `json:"blocks"` // pillars, in their order
	Sources []Source               `json:"sources"`
	Texts   map[string]MeetingText `json:"texts"`
}

// MeetingText is what is written of a meeting in one language.
type MeetingText struct {
	Reviewed bool     `json:"reviewed"`
	Printed  bool     `json:"printed,omitempty"`
	Title    string   `json:"title"`
	Lead     string   `json:"lead"`   // what it was for, who convened it
	Blocks   []string `json:"blocks"` // what each block was about, in their order
	Spoke    []Spoke  `json:"spoke"`
	After    string   `json:"after,omitempty"`
	Gaps     string   `json:"gaps,omitempty"`
}

// Spoke is an office and, in our own words, what it said.
type Spoke struct {
	Office string `json:"office"`
	Said   string `json:"said"`
}

// Formats of a meeting.
var Formats = []string{"virtual", "in_person", "hybrid"}

//go:embed content
var content embed.FS

// Entries are the practices that the program ships, by slug.
func Entries() ([]Entry, error) {
	return load(content, "content", func(e Entry) string { return e.Slug }, checkEntry)
}

// Meetings are those that the program ships, by slug.
func Meetings() ([]Meeting, error) {
	return load(content, "content/meetings", func(m Meeting) string { return m.Slug }, checkMeeting)
}

// load reads every file of a folder; all that is wrong is told at once.
func load[T any](files fs.FS, dir string, slug func(T) string, check func(T) []error) (all []T, err error) {
	names, err := fs.Glob(files, dir+"/*.json")
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, name := range names {
		one, err := decode[T](files, name)
		if err == nil && slug(one)+".json" != path.Base(name) {
			err = fmt.Errorf("its slug is %q", slug(one))
		}
		if err == nil {
			err = errors.Join(check(one)...)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("practice: %s: %w", name, err))
		}
		all = append(all, one)
	}
	return all, errors.Join(errs...)
}

func decode[T any](files fs.FS, name string) (one T, err error) {
	f, err := files.Open(name)
	if err != nil {
		return one, err
	}
	defer f.Close()
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(&one); err != nil {
		return one, err
	}
	if d.More() {
		return one, errors.New("something stands after its end")
	}
	return one, nil
}

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// checkEntry says what is wrong with an entry, each with its language and field.
func checkEntry(e Entry) (errs []error) {
	errs = append(errs, e.Coded.check()...)
	if !slugForm.MatchString(e.Slug) {
		errs = append(errs, fmt.Errorf("slug %q", e.Slug))
	}
	if len(e.Sources) == 0 {
		errs = append(errs, errors.New("sources: none is named"))
	}
	for _, tag := range slices.Sorted(maps.Keys(e.Texts)) {
		for i, r := range e.Texts[tag].Results {
			if !(clock.Partial{Day: r.Date}).Valid() {
				errs = append(errs, fmt.Errorf("%s: results %d: date %q", tag, i+1, r.Date))
			}
		}
	}
	return append(errs, alike(e.Texts, []string{"Title", "Summary", "Problem", "Steps"}, func(t Text) Text { t.Reviewed, t.Printed, t.Translated = true, false, false; return t })...)
}

// check says which codes are none.
func (c Coded) check() (errs []error) {
	lists := []struct {
		field  string
		list   []string
		values []string
	}{{"pillar", Pillars, []string{c.Pillar}}, {"themes", Themes, c.Themes}, {"personnel", Personnel, c.Personnel}, {"stages", Stages, c.Stages}, {"systems", Systems, c.Systems},
		{"organisations", Organisations, c.Organisations}, {"law", append([]string{""}, Laws...), []string{c.Law}}, {"means", append([]string{""}, Means...), []string{c.Means}}}
	for _, l := range lists {
		if v, no := unknown(l.list, l.values...); no {
			errs = append(errs, fmt.Errorf("%s: no such code: %q", l.field, v))
		}
	}
	for _, s := range slices.Concat(c.States, c.Hosts) {
		if !stateForm.MatchString(s) {
			errs = append(errs, fmt.Errorf("states: %q is not two capital letters", s))
		}
	}
	if len(c.Themes) == 0 {
		errs = append(errs, errors.New("themes: none"))
	}
	if len(c.States)+len(c.Organisations) == 0 {
		errs = append(errs, errors.New("states: nobody shares it"))
	}
	return errs
}

var stateForm = regexp.MustCompile(`^[A-Z]{2}$`)

// checkMeeting does the same for a meeting.
func checkMeeting(m Meeting) (errs []error) {
	if !slugForm.MatchString(m.Slug) || !clock.Day(m.Date).Valid() {
		errs = append(errs, fmt.Errorf("slug %q or date %q", m.Slug, m.Date))
	}
	if v, no := unknown(Formats, m.Format); no {
		errs = append(errs, fmt.Errorf("format %q", v))
	}
	if v, no := unknown(Pillars, m.Blocks...); no {
		errs = append(errs, fmt.Errorf("blocks %q", v))
	}
	for tag, t := range m.Texts {
		if len(t.Blocks) != len(m.Blocks) {
			errs = append(errs, fmt.Errorf("%s: blocks: %d, not %d", tag, len(t.Blocks), len(m.Blocks)))
		}
	}
	return append(errs, alike(m.Texts, []string{"Title", "Lead", "Blocks", "Spoke"}, func(t MeetingText) MeetingText { t.Reviewed, t.Printed = true, false; return t })...)
}

// alike compares the languages of a text: French and English are there, no language is none
// of ours, each says what the others say, and what must be said is. even evens out what may
// differ.
func alike[T any](texts map[string]T, must []string, even func(T) T) (errs []error) {
	for _, tag := range Languages[:2] {
		if _, ok := texts[tag]; !ok {
			errs = append(errs, fmt.Errorf("%s: missing", tag))
		}
	}
	var first string
	for _, tag := range Languages {
		t, ok := texts[tag]
		if !ok {
			continue
		}
		v := reflect.ValueOf(even(t))
		for _, field := range must {
			if v.FieldByName(field).IsZero() {
				errs = append(errs, fmt.Errorf("%s: %s: empty", tag, strings.ToLower(field)))
			}
		}
		if first == "" {
			first = tag
			continue
		}
		for _, d := range differ("", reflect.ValueOf(even(texts[first])), v) {
			errs = append(errs, fmt.Errorf("%s: %s, unlike %s", tag, d, first))
		}
	}
	for tag := range texts {
		if !slices.Contains(Languages, tag) {
			errs = append(errs, fmt.Errorf("%s: no language of ours", tag))
		}
	}
	return errs
}

// neutral are the fields that say the same in every language.
var neutral = []string{"number", "date", "days"}

// differ says where two texts are not equally full: a field empty in one only, another count
// of steps, another number.
func differ(at string, a, b reflect.Value) (out []string) {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			out = append(out, differ(strings.TrimSpace(at+" "+strings.ToLower(a.Type().Field(i).Name)), a.Field(i), b.Field(i))...)
		}
	case reflect.Slice:
		if a.Len() != b.Len() {
			return []string{fmt.Sprintf("%s: %d, not %d", at, b.Len(), a.Len())}
		}
		for i := range a.Len() {
			out = append(out, differ(fmt.Sprintf("%s %d", at, i+1), a.Index(i), b.Index(i))...)
		}
	default:
		last := at[strings.LastIndex(at, " ")+1:]
		same := slices.Contains(neutral, last)
		switch {
		case same && !a.Equal(b):
			out = append(out, fmt.Sprintf("%s: %v, not %v", at, b, a))
		case a.IsZero() != b.IsZero() || a.Kind() == reflect.String && (strings.TrimSpace(a.String()) == "") != (strings.TrimSpace(b.String()) == ""):
			out = append(out, at+": said in one only")
		}
	}
	return out
}

// Shown says whether a text may be shown: it is reviewed.
func (t MeetingText) Shown() bool { return t.Reviewed }

// Shown says whether a text may be shown: it is reviewed.
func (t InvitationText) Shown() bool { return t.Reviewed }
