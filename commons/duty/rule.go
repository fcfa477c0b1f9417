package duty

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"haki/internal/fault"
	"haki/science/workday"
)

// Role is who a rule speaks of; an Office is who that is in one matter. The roles of
// teams are those of commons/people.
type Role string

// The roles that rules speak of.
const (
	Conduct      Role = "conduct"      // the conduct team of the mission
	Headquarters Role = "headquarters" // conduct at headquarters
	Service      Role = "service"      // the head of the service: where every line ends
	Oversight    Role = "oversight"    // the independent office
	Victims      Role = "victims"      // the victims' rights officers
	Lead         Role = "lead"         // who leads the team that bears the duty
	States       Role = "state"        // the contributing country
	Investigates Role = "investigator" // whoever investigates: named when the duty starts
	Reporters    Role = "reporter"
	Harmed       Role = "victim"
	Everybody    Role = "institution" // the institution itself, which is everybody it answers to
)

// Policy says whose days off count.
type Policy string

// The policies (decisions.md §4).
const (
	Ours  Policy = "institution" // the institution's calendar: the default
	Union Policy = "union"       // a day off of the institution or of the bearer
)

// Step is one rung of the line a breach goes up. It is reached a number of working
// days after the breach, while the duty is still open.
type Step struct {
	To    Role   `json:"to"`
	After int    `json:"after,omitempty"` // working days after the breach
	Duty  string `json:"duty,omitempty"`  // the rule of a duty that starts there
	Every int    `json:"every,omitempty"` // months after which the rung is climbed again, while the duty stays open
}

// SourceKind says what a rule rests on.
type SourceKind string

// The kinds of source, strongest first.
const (
	Instrument  SourceKind = "instrument"  // a text that binds
	Practice    SourceKind = "practice"    // what has been publicly done and announced
	Institution SourceKind = "institution" // a decision of the institution that runs the program
	Design      SourceKind = "design"      // a default of the program
)

// Source is where a rule comes from. Seen says that the text itself was read when the
// rule was written down; a rule known only from a document that could not be read again
// is shown as such (domain notes, "how far to trust a line").
type Source struct {
	Kind      SourceKind `json:"kind"`
	Key       string     `json:"key,omitempty"`       // words: duty.source_<key>, duty.under_<key>
	Symbol    string     `json:"symbol,omitempty"`    // the document's own sign
	Paragraph string     `json:"paragraph,omitempty"` // and where in it
	Basis     string     `json:"basis,omitempty"`     // of a change by the institution: the text it rests on, as entered
	Seen      bool       `json:"seen,omitempty"`
}

// Audience is one to whom a duty may be shown as a promise.
type Audience string

// Who reads promises (decisions.md §5: a reporter who was not harmed is told that a
// report was received, assessed and closed, never that a State was notified).
const (
	ToReporter Audience = "reporter"
	ToVictim   Audience = "victim"
)

// Rule is what is owed by whom to whom, by when, since which event.
type Rule struct {
	Code     string
	Version  string // "1" as the program ships it, "1.2" after the institution's second change
	Bearer   Role
	OwedTo   Role
	Span     workday.Span
	Calendar Policy
	Starts   string // the event that starts it: words duty.starts_<code>
	MetBy    string // the event that meets it: words duty.met_by_<code>
	Remind   []int  // working days from the day it is due: -1 is the one before
	Line     []Step
	Decides  Role // who answers a request for more time in the name of one who has no account
	Again    bool // when met, the next one starts
	Release  []Audience
	Source   Source
}

//go:embed rules.json
var shipped []byte

// Shipped are the rules as the program comes with them, in the order of decisions.md §4.
var Shipped = must(parse(shipped))

func must(r []Rule, err error) []Rule {
	if err != nil {
		panic(err) // the file is part of the program
	}
	return r
}

func parse(text []byte) ([]Rule, error) {
	var rows []struct {
		Code     string     `json:"code"`
		Version  int        `json:"version"`
		Bearer   Role       `json:"bearer"`
		OwedTo   Role       `json:"owed_to"`
		Span     string     `json:"span"`
		Calendar Policy     `json:"calendar"`
		Starts   string     `json:"starts"`
		MetBy    string     `json:"met_by"`
		Remind   []int      `json:"remind"`
		Line     []Step     `json:"line"`
		Decides  Role       `json:"decides"`
		Again    bool       `json:"again"`
		Release  []Audience `json:"release"`
		Source   Source     `json:"source"`
	}
	if err := json.Unmarshal(text, &rows); err != nil {
		return nil, fmt.Errorf("duty: rules: %w", err)
	}
	var rules []Rule
	for _, r := range rows {
		span, err := workday.ParseSpan(r.Span)
		if err != nil {
			return nil, fmt.Errorf("duty: rule %s: %w", r.Code, err)
		}
		rules = append(rules, Rule{r.Code, strconv.Itoa(r.Version), r.Bearer, r.OwedTo, span, cmp.Or(r.Calendar, Ours), r.Starts, r.MetBy,
			r.Remind, r.Line, r.Decides, r.Again, r.Release, r.Source.keyed()})
	}
	return rules, check(rules)
}

// keyed gives a source without a key of its own the words of its kind.
func (s Source) keyed() Source {
	s.Key = cmp.Or(s.Key, string(s.Kind))
	return s
}

// check finds what the program would trip over later: a rule named twice, a line that
// starts an unknown duty, one that goes back in time.
func check(rules []Rule) error {
	for i, r := range rules {
		if r.Code == "" || slices.ContainsFunc(rules[:i], func(b Rule) bool { return b.Code == r.Code }) {
			return fmt.Errorf("duty: rule %q stands there twice", r.Code)
		}
		if r.Calendar != Ours && r.Calendar != Union || !slices.IsSorted(r.Remind) {
			return fmt.Errorf("duty: rule %s: calendar or reminders", r.Code)
		}
		after := 0
		for _, s := range r.Line {
			if s.After < after || s.Duty != "" && !slices.ContainsFunc(rules, func(b Rule) bool { return b.Code == s.Duty }) {
				return fmt.Errorf("duty: rule %s: its line", r.Code)
			}
			after = s.After
		}
	}
	return nil
}

// ByCode is a rule as shipped.
func ByCode(code string) (Rule, bool) {
	i := slices.IndexFunc(Shipped, func(r Rule) bool { return r.Code == code })
	if i < 0 {
		return Rule{}, false
	}
	return Shipped[i], true
}

// Released says whether a duty under this rule is shown to a.
func (r Rule) Released(a Audience) bool { return slices.Contains(r.Release, a) }

// Change is what an institution may change of a rule, and on what it rests.
type Change struct {
	Span     workday.Span
	Calendar Policy
	Basis    string
}

const longestBasis = 200 // letters: a reference, not an essay

// Changed is the rule after the institution's nth change. Its old version stays what
// it was for the duties that began under it.
func (r Rule) Changed(c Change, n int) (Rule, error) {
	shipped, _ := ByCode(r.Code)
	switch {
	case c.Basis == "" || len([]rune(c.Basis)) > longestBasis:
		return r, fault.In("basis", "duty.basis_needed", "n", longestBasis)
	case c.Calendar != Ours && c.Calendar != Union:
		return r, fault.In("calendar", "duty.calendar_unknown")
	case c.Span == r.Span && c.Calendar == r.Calendar:
		return r, fault.In("amount", "duty.nothing_changed")
	}
	r.Span, r.Calendar, r.Version = c.Span, c.Calendar, shipped.Version+"."+strconv.Itoa(n)
	r.Source = Source{Kind: Institution, Key: string(Institution), Basis: c.Basis, Seen: true}
	return r, nil
}
