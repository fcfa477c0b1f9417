package ui

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
)

// Form is what was typed and what is wrong with it. A nil Form is an empty one.
type Form struct {
	values url.Values
	faults []*fault.Fault
}

// NewForm keeps values and the faults in err. What is not a fault stays out: return it
// instead of showing a form.
func NewForm(values url.Values, err error) *Form {
	f := &Form{values, fault.All(err)}
	if f.values == nil {
		f.values = url.Values{}
	}
	return f
}

// Value is what was typed into a field.
func (f *Form) Value(name string) string {
	if f == nil {
		return ""
	}
	return f.values.Get(name)
}

// Has says whether a value was chosen.
func (f *Form) Has(name, value string) bool {
	return f != nil && slices.Contains(f.values[name], value)
}

// Given says whether the form holds the field at all.
func (f *Form) Given(name string) bool { return f != nil && f.values.Has(name) }

// Filled says whether anything was typed at all: then what is absent was left out on purpose.
func (f *Form) Filled() bool { return f != nil && len(f.values) > 0 }

// Err is what is wrong with a field, nil if nothing is.
func (f *Form) Err(name string) any {
	if f == nil {
		return nil
	}
	for _, x := range f.faults {
		if x.Field == name {
			return lang.Say(x.Key, x.Args...)
		}
	}
	return nil
}

// Fault is one line of the error summary.
type Fault struct {
	Field string // empty when it is about the whole
	Say   lang.Saying
}

// Faults lists what is wrong, in order.
func (f *Form) Faults() (all []Fault) {
	if f == nil {
		return nil
	}
	for _, x := range f.faults {
		all = append(all, Fault{x.Field, lang.Say(x.Key, x.Args...)})
	}
	return all
}

// The three fields of a date.
const (
	ofDay   = "_day"
	ofMonth = "_month"
	ofYear  = "_year"
)

// PartialDate reads a date field: a day, a month or a year, or nothing when it is not known.
func PartialDate(values url.Values, name string) (clock.Partial, error) {
	part := func(of string) string { return latin(strings.TrimSpace(values.Get(name + of))) }
	d, m, y := part(ofDay), part(ofMonth), part(ofYear)
	bad := fault.In(name, "fault.not_a_date")
	if d == "" && m == "" && y == "" {
		return clock.Partial{}, nil
	}
	if y == "" || d != "" && m == "" {
		return clock.Partial{}, fault.In(name, "fault.date_needs_year")
	}
	text := y
	for _, s := range []string{m, d} {
		if s == "" {
			break
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 31 {
			return clock.Partial{}, bad
		}
		text += "-" + pad(n)
	}
	if p := (clock.Partial{Day: text}); len(y) == 4 && p.Valid() {
		return p, nil
	}
	return clock.Partial{}, bad
}

// FullDate reads a date field that must name a day.
func FullDate(values url.Values, name string) (clock.Day, error) {
	p, err := PartialDate(values, name)
	if err == nil && p.Precision() != clock.ToDay {
		err = fault.In(name, "fault.whole_date")
	}
	return clock.Day(p.Day), err
}

// SetDate fills a date field.
func SetDate(values url.Values, name string, p clock.Partial) {
	parts := strings.Split(p.Day, "-")
	for i, of := range []string{ofYear, ofMonth, ofDay} {
		if i < len(parts) {
			values.Set(name+of, strings.TrimLeft(parts[i], "0"))
		}
	}
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// latin writes the digits of Arabic and Persian keyboards as 0 to 9.
func latin(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		}
		return r
	}, s)
}
