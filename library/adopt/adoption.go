package adopt

import (
	"errors"
	"strings"

	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/library/practice"
)

// ID names an adoption; StepID a step of one.
type (
	ID     = ident.ID[Adoption]
	StepID = ident.ID[Step]
)

// How duties and the record call them.
const (
	Kind     = "adopt.adoption"
	StepKind = "adopt.step"
)

// usualDays a step takes whose practice says nothing (design; the rule adopt_step of
// commons/duty says the same).
const usualDays = 30

// longest is in letters, of one field.
const longest = 4000

// Adoption is one State's taking up of one practice.
type Adoption struct {
	ID       ID
	Practice practice.ID
	Slug     string
	Title    string // of the practice, as it was called then
	Version  int    // of the practice, as it was then
	Country  string
	Answers  string // the office of the State that answers for it
	Began    clock.Day
	Ended    clock.Day // it was stopped
	Result   string
	Obstacle string
	Lang     string // of result and obstacle
	Cleared  clock.Day
	Author   string
	Rev      int
	Steps    []Step
}

// Step is one thing the State will do, by a day, and how it was proved.
type Step struct {
	ID     StepID
	Place  int
	What   string
	Due    clock.Day
	Proved clock.Day
	Proof  string
}

// Scope is the State's own.
func (a Adoption) Scope() gate.Scope { return gate.Scope{Country: a.Country} }

// Matter is the adoption as the record calls it.
func (a Adoption) Matter() ident.Matter { return ident.MatterOf(Kind, a.ID) }

// Matter is the step as duties call it.
func (s Step) Matter() ident.Matter { return ident.MatterOf(StepKind, s.ID) }

// done counts the steps that are proved.
func (a Adoption) done() (n int) {
	for _, s := range a.Steps {
		if s.Proved != "" {
			n++
		}
	}
	return n
}

// New is what an adoption begins with.
type New struct {
	Slug    string
	Country string
	Answers string
	Start   clock.Day
	Steps   []int // those of the practice's steps that will be done, by place from 0
	Lang    string
}

// check finds what is missing, each fault at its field.
func (n New) check(today clock.Day) error {
	var errs []error
	no := func(wrong bool, field, key string, args ...any) {
		if wrong {
			errs = append(errs, fault.In(field, key, args...))
		}
	}
	no(strings.TrimSpace(n.Answers) == "", "answers", "fault.required")
	no(len([]rune(n.Answers)) > 200, "answers", "adopt.too_long", "n", 200)
	no(!n.Start.Valid(), "start", "fault.whole_date")
	no(n.Start.Valid() && n.Start < today.Add(-366), "start", "adopt.too_early")
	no(len(n.Steps) == 0, "steps", "adopt.steps_required")
	return errors.Join(errs...)
}

// planned are the steps chosen of a practice, each due after the one before.
func planned(t practice.Text, chosen []int, start clock.Day) (all []Step, err error) {
	due := start
	for _, i := range chosen {
		if i < 0 || i >= len(t.Steps) {
			return nil, fault.In("steps", "fault.not_in_list")
		}
		days := t.Steps[i].Days
		if days <= 0 {
			days = usualDays
		}
		due = due.Add(days)
		all = append(all, Step{ID: ident.New[Step](ident.Dice), Place: len(all) + 1, What: t.Steps[i].Actor + " – " + t.Steps[i].Do, Due: due})
	}
	return all, nil
}
