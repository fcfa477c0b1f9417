package practice

import (
	"errors"
	"regexp"
	"strings"
	"unicode"

	"haki/internal/clock"
	"haki/internal/fault"
)

// Longest are letters of one field of a text.
const Longest = 6000

// faults are what keeps a text from being handed in, each at its field. A draft may lack
// anything.
func (t Text) faults() error {
	var errs []error
	for _, f := range []struct{ name, value string }{{"title", t.Title}, {"summary", t.Summary}, {"problem", t.Problem}} {
		if strings.TrimSpace(f.value) == "" {
			errs = append(errs, fault.In(f.name, "fault.required"))
		}
	}
	if len(t.Steps) == 0 {
		errs = append(errs, fault.In("steps", "practice.steps_required"))
	}
	return errors.Join(append(errs, t.form())...)
}

// form is what even a draft must keep to.
func (t Text) form() error {
	var errs []error
	for _, f := range []struct{ name, value string }{{"title", t.Title}, {"summary", t.Summary}, {"authority", t.Authority}, {"problem", t.Problem}, {"law", t.Law}, {"resources", t.Resources},
		{"enabling", t.Enabling}, {"constraints", t.Constraints}, {"victims", t.Victims}, {"replicate", t.Replicate}, {"gaps", t.Gaps}} {
		if len([]rune(f.value)) > Longest {
			errs = append(errs, fault.In(f.name, "practice.too_long", "n", Longest))
		}
	}
	for _, r := range t.Results {
		if !(clock.Partial{Day: r.Date}).Valid() {
			errs = append(errs, fault.In("results", "fault.not_a_date"))
		}
	}
	return errors.Join(errs...)
}

// Advice helps while one writes; it stops nobody. Words: practice.advice_<code>.
type Advice struct {
	Code string
	What string // the word or number it is about
}

// Rules of the portal of lessons named in domain notes A.4 ([103]): one page, at most one
// and a half; acronyms spelled out; facts.
const (
	onePage    = 500 // words of a page
	mostOfPage = 750
)

var (
	acronym = regexp.MustCompile(`\b[A-ZÀ-Þ]{2,}[a-z]?\b`)
	exact   = regexp.MustCompile(`\b\d{1,2}[./ ](?:\d{1,2}|\p{L}+)[./ ](?:19|20)\d{2}\b`)
	ages    = regexp.MustCompile(`(?i)\b(?:\d{1,2}[ -]year[ -]old|aged \d{1,2}|âgée? de \d{1,2} ans|\d{1,2} ans)\b`)
)

// Advise reads a text as somebody would who knows nothing of it.
func (t Text) Advise() (all []Advice) {
	whole := t.whole()
	switch n := len(strings.FieldsFunc(whole, func(r rune) bool { return unicode.IsSpace(r) })); {
	case n > mostOfPage:
		all = append(all, Advice{"long", itoa(n)})
	case n > onePage:
		all = append(all, Advice{"page", itoa(n)})
	}
	seen := map[string]bool{}
	for _, a := range acronym.FindAllString(whole, -1) {
		if !seen[a] && !strings.Contains(whole, "("+a+")") && !strings.Contains(whole, a+" (") {
			all = append(all, Advice{"acronym", a})
		}
		seen[a] = true
	}
	if len(t.Results) > 0 && !t.Measured() {
		all = append(all, Advice{"results", ""})
	}
	if m := exact.FindString(t.Summary + " " + t.Problem + " " + t.Victims); m != "" {
		all = append(all, Advice{"victim", m})
	} else if m := ages.FindString(whole); m != "" {
		all = append(all, Advice{"victim", m})
	}
	if strings.TrimSpace(t.Victims) == "" {
		all = append(all, Advice{"risks", ""})
	}
	return all
}

// whole is everything that is said, for reading and for finding.
func (t Text) whole() string {
	parts := []string{t.Title, t.Summary, t.Authority, t.Problem, t.Law}
	for _, s := range t.Steps {
		parts = append(parts, s.Actor, s.Do, s.Input, s.Output)
	}
	parts = append(parts, t.Resources)
	for _, r := range t.Results {
		parts = append(parts, r.What)
	}
	return strings.Join(append(parts, t.Enabling, t.Constraints, t.Victims, t.Replicate, t.Gaps), "\n")
}
