package ui

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"haki/internal/lang"
)

// Field is a labelled control with its hint and what is wrong with it.
type Field struct {
	Name, ID    string
	Kind        string // text, textarea, select, radio, checkbox, date, file
	Type        string // of an input: text, email, password, search, tel, number
	Label       any
	Hint        any
	Value       string
	Err         any
	Options     []Option
	Optional    bool // said beside the label
	Required    bool
	Wide        bool
	Hide        bool // the label is only heard
	Size, Rows  int
	Max         int
	Complete    string // autocomplete
	Mode        string // inputmode
	Accept      string
	Several     bool
	Lang        lang.Tag // of what is typed, when it is not that of the page
	Day, Month  string
	Year        string
	Months      []Option
	LabelIsHead bool // the label is the page's heading
}

// Option is one answer of a choice.
type Option struct {
	Value string
	Say   any
	Note  any
	On    bool
	ID    string
}

// Described lists what describes the control.
func (f Field) Described() string {
	var ids []string
	if f.Hint != nil {
		ids = append(ids, f.ID+"-h")
	}
	if f.Err != nil {
		ids = append(ids, f.ID+"-e")
	}
	return strings.Join(ids, " ")
}

// drawnBy is the part that draws each kind.
var drawnBy = map[string]string{"text": "field", "textarea": "textarea", "select": "select", "radio": "choice", "checkbox": "choice", "date": "date", "file": "file"}

// FieldID is the id of a field's control, or of its first one.
func FieldID(name string) string { return "f-" + strings.ReplaceAll(name, ".", "-") }

// input gives the template function for one kind of field:
//
//	{{field .Form "place" "label" (t "intake.place") "hint" (t "intake.place_hint") "wide" true}}
func (k kit) input(kind string) func(*Form, string, ...any) (template.HTML, error) {
	return func(form *Form, name string, pairs ...any) (template.HTML, error) {
		f := Field{Name: name, ID: FieldID(name), Kind: kind, Type: "text", Err: form.Err(name)}
		if err := f.set(k, form, pairs); err != nil {
			return "", fmt.Errorf("ui: field %s: %w", name, err)
		}
		f.fill(k, form)
		return k.draw(drawnBy[kind], f)
	}
}

func (f *Field) set(k kit, form *Form, pairs []any) error {
	if len(pairs)%2 != 0 {
		return fmt.Errorf("takes names and values")
	}
	for i := 0; i < len(pairs); i += 2 {
		var ok bool
		v := pairs[i+1]
		switch pairs[i] {
		case "label":
			f.Label, ok = v, true
		case "hint":
			f.Hint, ok = v, true
		case "value":
			var err error
			if f.Value, err = k.plain(v); err != nil {
				return err
			}
			ok = true
		case "options":
			f.Options, ok = v.([]Option)
		case "type":
			f.Type, ok = v.(string)
		case "optional":
			f.Optional, ok = v.(bool)
		case "required":
			f.Required, ok = v.(bool)
		case "wide":
			f.Wide, ok = v.(bool)
		case "hide":
			f.Hide, ok = v.(bool)
		case "heading":
			f.LabelIsHead, ok = v.(bool)
		case "several":
			f.Several, ok = v.(bool)
		case "size":
			f.Size, ok = v.(int)
		case "rows":
			f.Rows, ok = v.(int)
		case "max":
			f.Max, ok = v.(int)
		case "complete":
			f.Complete, ok = v.(string)
		case "mode":
			f.Mode, ok = v.(string)
		case "accept":
			f.Accept, ok = v.(string)
		case "lang":
			f.Lang, ok = v.(lang.Tag)
		}
		if !ok {
			return fmt.Errorf("%v: no such name, or not for a %T", pairs[i], v)
		}
	}
	if f.Label == nil {
		return fmt.Errorf("has no label")
	}
	return nil
}

// fill puts back what was typed, so that nothing is lost when another field is wrong.
func (f *Field) fill(k kit, form *Form) {
	if form.Given(f.Name) && f.Type != "password" {
		f.Value = form.Value(f.Name)
	}
	f.Options = append([]Option(nil), f.Options...)
	for i := range f.Options {
		o := &f.Options[i]
		o.ID = f.ID
		if i > 0 {
			o.ID += "-" + strconv.Itoa(i)
		}
		if form.Filled() {
			o.On = form.Has(f.Name, o.Value)
		} else if f.Value != "" {
			o.On = o.Value == f.Value
		}
	}
	if f.Kind != "date" {
		return
	}
	f.Day, f.Month, f.Year = form.Value(f.Name+ofDay), form.Value(f.Name+ofMonth), form.Value(f.Name+ofYear)
	for i, name := range lang.Months(k.tag) {
		n := strconv.Itoa(i + 1)
		f.Months = append(f.Months, Option{Value: n, Say: name, On: n == strings.TrimLeft(f.Month, "0")})
	}
}

// options makes options of values and what to say: {{options "yes" (text "ui.yes")}}.
func options(pairs ...any) ([]Option, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("ui: options takes values and what to say")
	}
	var all []Option
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, Option{Value: fmt.Sprint(pairs[i]), Say: pairs[i+1]})
	}
	return all, nil
}

// hidden carries a value along; what was posted comes before what the page has.
func (k kit) hidden(name string, value any) (template.HTML, error) {
	return k.draw("hidden", Hidden{name, fmt.Sprint(value)})
}
