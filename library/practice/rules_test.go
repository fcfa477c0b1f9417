package practice

import (
	"strings"
	"testing"

	"haki/internal/clock"
)

func TestAdviceHelpsAndStopsNobody(t *testing.T) {
	good := Text{Title: "Light at posts", Summary: "Posts are lit.", Problem: "They were dark.", Steps: []Step{{Actor: "Commander", Do: "Lights them."}}, Results: []Result{{What: "posts lit", Number: "5", Date: "2024-05"}}, Victims: "None is named."}
	for name, c := range map[string]struct {
		change func(*Text)
		want   string
	}{
		"nothing to say":            {func(*Text) {}, ""},
		"an acronym":                {func(t *Text) { t.Problem = "The CUNPK was far." }, "acronym CUNPK"},
		"an acronym explained":      {func(t *Text) { t.Problem = "The centre (CUNPK) was far. CUNPK is near now." }, ""},
		"two pages":                 {func(t *Text) { t.Problem = strings.Repeat("word ", 800) }, "long 814"},
		"more than one page":        {func(t *Text) { t.Problem = strings.Repeat("word ", 600) }, "page 614"},
		"results without a date":    {func(t *Text) { t.Results = []Result{{What: "posts lit", Number: "5"}} }, "results "},
		"a day":                     {func(t *Text) { t.Problem = "On 12 May 2019 it happened." }, "victim 12 May 2019"},
		"an age":                    {func(t *Text) { t.Victims = "Une fille de 14 ans." }, "victim 14 ans"},
		"nothing about the victims": {func(t *Text) { t.Victims = "" }, "risks "},
	} {
		x := good
		c.change(&x)
		var said []string
		for _, a := range x.Advise() {
			said = append(said, a.Code+" "+a.What)
		}
		if got := strings.Join(said, ", "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if x.faults() != nil {
			t.Errorf("%s: it stops somebody: %v", name, x.faults())
		}
	}
}

func TestWhatIsNotInTheTableOfMovesIsRefused(t *testing.T) {
	n := 0
	for _, s := range Statuses {
		for _, m := range Moves {
			_, in := after[s][m]
			p := Practice{Status: s}
			if p.can(m) != in {
				t.Errorf("%s from %s", m, s)
			}
			if in {
				n++
			}
		}
	}
	if n != 27 {
		t.Errorf("%d moves are in the table", n)
	}
}

func TestAStateStandsInItsContinent(t *testing.T) {
	for state, want := range map[string]string{"ZA": "002", "IN": "142", "AU": "009", "US": "019", "FR": "150", "XA": "", "": ""} {
		if got := RegionOf(state); got != want {
			t.Errorf("%s is in %q, want %q", state, got, want)
		}
	}
}

func TestTheLightGoesFromGreenToResting(t *testing.T) {
	for today, want := range map[string]Life{"2026-03-01": Alive, "2027-02-28": Alive, "2027-03-01": Due, "2028-03-01": Overdue, "2029-03-01": Resting} {
		if got := LifeOf("2026-03-01", clock.Day(today)); got != want {
			t.Errorf("confirmed on 1 March 2026, on %s: %s, want %s", today, got, want)
		}
	}
	if got := LifeOf("", "2026-03-01"); got != NoLight {
		t.Errorf("never confirmed: %s", got)
	}
}
