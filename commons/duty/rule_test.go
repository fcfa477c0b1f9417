package duty

import (
	"strings"
	"testing"

	"haki/internal/fault"
	"haki/science/workday"
)

func TestRulesThatWouldTripTheProgramAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no JSON":                 `rules`,
		"no amount":               `[{"code": "a"}]`,
		"an amount of nothing":    `[{"code": "a", "span": "soon"}]`,
		"a rule twice":            `[{"code": "a", "span": "1d"}, {"code": "a", "span": "1d"}]`,
		"a rule without a name":   `[{"span": "1d"}]`,
		"an unknown calendar":     `[{"code": "a", "span": "1d", "calendar": "moon"}]`,
		"reminders out of order":  `[{"code": "a", "span": "1d", "remind": [-1, -2]}]`,
		"a line that goes back":   `[{"code": "a", "span": "1d", "line": [{"to": "lead", "after": 2}, {"to": "service", "after": 1}]}]`,
		"a line to no known duty": `[{"code": "a", "span": "1d", "line": [{"to": "lead", "duty": "b"}]}]`,
	} {
		if _, err := parse([]byte(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// Whoever reads a rule finds where it comes from, and whether that was read.
func TestEveryRuleNamesItsSource(t *testing.T) {
	kinds := map[SourceKind]bool{Instrument: true, Practice: true, Design: true}
	for _, r := range Shipped {
		if !kinds[r.Source.Kind] || r.Source.Key == "" || r.Version != "1" || r.Starts == "" || r.MetBy == "" {
			t.Errorf("%s: %+v", r.Code, r.Source)
		}
		if r.Source.Kind == Instrument && r.Source.Symbol == "" {
			t.Errorf("%s: an instrument without its sign", r.Code)
		}
		if len(r.Line) == 0 {
			t.Errorf("%s: its breach goes to nobody", r.Code)
		}
		for _, s := range r.Line {
			if s.To == r.Bearer {
				t.Errorf("%s: its breach goes to who is late", r.Code)
			}
		}
	}
}

// decisions.md §5: never State notified to one who was not harmed.
func TestAReporterIsPromisedNothingThatNamesAState(t *testing.T) {
	for _, r := range Shipped {
		if r.Released(ToReporter) && (r.Bearer == States || r.OwedTo == States || r.Bearer == Headquarters) {
			t.Errorf("%s is shown to a reporter", r.Code)
		}
	}
}

func TestAnInstitutionChangesAmountsAndSaysOnWhat(t *testing.T) {
	r, _ := ByCode("acknowledge")
	after, err := r.Changed(Change{workday.Span{N: 3, Unit: workday.WorkingDays}, Ours, "Circular 2026/4, paragraph 2"}, 1)
	if err != nil || after.Version != "1.1" || after.Span.N != 3 || after.Source.Kind != Institution || after.Source.Basis == "" {
		t.Errorf("got %+v, %v", after, err)
	}
	if again, _ := after.Changed(Change{r.Span, Union, "Circular 2027/1"}, 2); again.Version != "1.2" || again.Calendar != Union {
		t.Errorf("got %+v", again)
	}
	for name, c := range map[string]Change{
		"without saying on what":  {workday.Span{N: 3, Unit: workday.Days}, Ours, ""},
		"with an essay":           {workday.Span{N: 3, Unit: workday.Days}, Ours, strings.Repeat("a", 201)},
		"to an unknown calendar":  {workday.Span{N: 3, Unit: workday.Days}, "moon", "Circular"},
		"to what it said already": {r.Span, Ours, "Circular"},
	} {
		if _, err := r.Changed(c, 1); fault.Of(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
