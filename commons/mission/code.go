package mission

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// The code tables: data with its source, read once. What is stored of an allegation is
// a code; its words are in the words files.

//go:embed categories.json
var categoriesText []byte

//go:embed scheme.json
var schemeText []byte

//go:embed routes.json
var routesText []byte

// Group is the public one: totals are published in three.
type Group string

// The groups. Partners and forces outside the organisation are counted apart.
const (
	Civilian     Group = "civilian"
	Military     Group = "military"
	Police       Group = "police"
	OutsideGroup Group = "outside"
	NoGroup      Group = "unknown"
)

// Jurisdiction is whose law disciplines somebody of a category.
type Jurisdiction string

// The jurisdictions (domain notes A3).
const (
	OfOrganisation Jurisdiction = "organisation" // staff rules and the instruments of other civilians
	OfNationality  Jurisdiction = "nationality"  // experts on mission: the organisation may repatriate and bar, the State of nationality does the rest
	OfContributor  Jurisdiction = "contributing" // contingents: the exclusive jurisdiction of the sending State
	OfOthers       Jurisdiction = "outside"
	OfNobodyKnown  Jurisdiction = "unknown"
)

// Category is the fine category of personnel. Design says that the sources read do not
// settle where it stands, and that this program chose.
type Category struct {
	Code         string       `json:"code"`
	Group        Group        `json:"group"`
	Jurisdiction Jurisdiction `json:"jurisdiction"`
	Class        string       `json:"class"`       // its row in the table of routes
	Contributed  bool         `json:"contributed"` // a State answers for them by the contribution they belong to, never by their passport
	Source       string       `json:"source"`
	Design       bool         `json:"design"`
}

// Categories lists them, as forms show them.
var Categories = read[Category](categoriesText)

// CategoryOf is a category by its code.
func CategoryOf(code string) (Category, bool) {
	return pick(Categories, func(c Category) bool { return c.Code == code })
}

// UnknownCategory is the code of what nobody knows.
const UnknownCategory = "unknown"

// The schemes of misconduct.
const (
	Before2021 = "pre-2021"
	Since2021  = "2021"
)

// Levels of a scheme, from the widest. The older one knows no themes. Subtypes are not
// published on any page that was read.
const (
	DesignationLevel = "designation"
	ThemeLevel       = "theme"
	TypeLevel        = "type"
)

// SexualExploitation is the theme that is shown apart and always serious (domain notes A2).
const SexualExploitation = "T_SEA"

// Term is one word of a scheme.
type Term struct {
	Scheme  string   `json:"scheme"`
	Level   string   `json:"level"`
	Parent  string   `json:"parent"`
	Code    string   `json:"code"`
	Serious bool     `json:"serious"`    // whatever else is known: the first category, or a theme that always is
	Senior  string   `json:"senior"`     // the designation it takes when done by somebody at P-5 or above (domain notes A1)
	Nature  string   `json:"nature"`     // of sexual exploitation and abuse, as the quarterly updates group it
	Now     []string `json:"since_2021"` // what it is called since 2021: designation, theme, type (design); none where that is open
	Source  string   `json:"source"`
}

// Scheme lists every term of both schemes.
var Scheme = read[Term](schemeText)

// TermOf is a term of a scheme by its code.
func TermOf(scheme, code string) (Term, bool) {
	return pick(Scheme, func(t Term) bool { return t.Scheme == scheme && t.Code == code })
}

// Key is the name of the term's words, without the room.
func (t Term) Key() string { return "term_" + strings.ToLower(t.Code) }

// Terms lists the terms of a scheme at a level, under a parent; under any for "".
func Terms(scheme, level, parent string) []Term {
	return slices.DeleteFunc(slices.Clone(Scheme), func(t Term) bool {
		return t.Scheme != scheme || t.Level != level || parent != "" && t.Parent != parent
	})
}

// Sorting is where an allegation stands in a scheme. The old sorting is kept when it is
// sorted anew.
type Sorting struct{ Scheme, Designation, Theme, Type string }

// Since2021 is the same allegation in the newer scheme, and whether the tables say so.
// Where they do not, a person decides.
func (s Sorting) Since2021() (Sorting, bool) {
	if s.Scheme == Since2021 {
		return s, true
	}
	t, ok := TermOf(s.Scheme, s.Type)
	if !ok || len(t.Now) != 3 {
		return Sorting{Scheme: Since2021}, false
	}
	return Sorting{Since2021, t.Now[0], t.Now[1], t.Now[2]}, true
}

// Valid says whether each word is of the scheme and stands under the one above it. What
// is not known is left out.
func (s Sorting) Valid() bool {
	above := []string{""}
	for _, w := range []struct{ level, code string }{{DesignationLevel, s.Designation}, {ThemeLevel, s.Theme}, {TypeLevel, s.Type}} {
		if w.code == "" {
			continue
		}
		t, ok := TermOf(s.Scheme, w.code)
		if !ok || t.Level != w.level || !slices.Contains(above, t.Parent) {
			return false
		}
		above = append(above, w.code)
	}
	return s.Scheme == Before2021 || s.Scheme == Since2021
}

// Serious says whether it is serious misconduct: by its designation, or because its
// theme or its type always is.
func (s Sorting) Serious() bool {
	for _, code := range []string{s.Designation, s.Theme, s.Type} {
		if t, ok := TermOf(s.Scheme, code); ok && t.Serious {
			return true
		}
	}
	return false
}

// StateRole is what a contributing country has to do with an allegation.
type StateRole string

// The roles.
const (
	StateNone     StateRole = "none"
	StateInformed StateRole = "informed" // told, and may join where the route says so
	StateAsked    StateRole = "asked"    // it has jurisdiction, and is asked whether it investigates
)

// Route is who acts on an allegation (decisions.md §2).
type Route struct {
	Class        string    `json:"class"`
	Serious      bool      `json:"serious"`
	Code         string    `json:"code"`
	Investigates string    `json:"investigates"`
	State        StateRole `json:"state"`
	Legal        bool      `json:"legal"` // a crime is referred through the legal office
	Source       string    `json:"source"`
}

// Routes is the table.
var Routes = read[Route](routesText)

// RouteFor is the route of an allegation against somebody of a category. A category that
// is no code is one that nobody knows.
func RouteFor(category string, serious bool) Route {
	c, ok := CategoryOf(category)
	if !ok {
		c, _ = CategoryOf(UnknownCategory)
	}
	r, _ := pick(Routes, func(r Route) bool { return r.Class == c.Class && r.Serious == serious })
	return r
}

func pick[T any](all []T, is func(T) bool) (t T, ok bool) {
	i := slices.IndexFunc(all, is)
	if i < 0 {
		return t, false
	}
	return all[i], true
}

func read[T any](text []byte) (all []T) {
	if err := json.Unmarshal(text, &all); err != nil {
		panic(fmt.Errorf("mission: %w", err)) // the tables are part of the program
	}
	return all
}
