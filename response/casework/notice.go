package casework

import (
	"fmt"
	"slices"
	"strings"

	"haki/response/notice"
	"haki/science/tally"
)

// announced is a public notice as what casework makes of it. What it says stays as
// printed among the notice's facts; coded is only what it says plainly.
type announced notice.Notice

// printedCategories are the personnel categories as notices print them, with the code each is of
// (domain notes A3). The first word decides; what follows in brackets is a remark.
var printedCategories = map[string]string{"military contingent": "military_contingent", "formed police unit": "formed_police", "police": "police", "civilian": "civilian_staff", "civilian staff": "civilian_staff"}

func (n announced) category() string {
	name, _, _ := strings.Cut(n.Category, " (")
	return printedCategories[strings.ToLower(strings.TrimSpace(name))]
}

// draft is what a notice alleges.
func (n announced) draft() Draft {
	d := Draft{Scheme: Scheme, Version: SchemeVersion, Designation: SeriousMisconduct, Theme: n.theme(), Category: n.category(),
		Subjects: []SubjectDraft{{Number: n.Accused, Status: n.status()}}}
	return d
}

// theme reads the thematic area from the nature as printed.
func (n announced) theme() string {
	nature := strings.ToLower(n.Nature)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(nature, w) })
	}
	switch {
	case has("not sea"):
		return "T_UNLAW"
	case has("obstruction"):
		return "T_OBSTR"
	case has("command and control"):
		return "T_OFFICE"
	case has("rape", "sexual", "transactional", "sea alleged"):
		return SEA
	case has("not stated"):
		return SEA
	}
	return "T_UNLAW"
}

// status is how far the notice says that it went: pending is under investigation where
// one is named, a preliminary assessment otherwise.
func (n announced) status() Status {
	outcome := strings.ToLower(n.Outcome)
	switch {
	case strings.HasPrefix(outcome, "oios:"), strings.HasPrefix(outcome, "credible evidence"):
		return Investigation
	case n.Investigation != "":
		return Investigation
	}
	return Assessment
}

// victimDrafts are the people harmed by age band, as numbers; unknown stays unknown.
func (n announced) victimDrafts() (out []VictimDraft) {
	for _, v := range []struct {
		age string
		n   Count
	}{{"minor", n.Minors}, {"adult", n.Adults}, {"", n.AgeUnknown}} {
		if c, known := v.n.N(); v.n == Unknown || known && c > 0 {
			out = append(out, VictimDraft{Age: v.age, Number: v.n})
		}
	}
	whole, known := n.Victims.N()
	parts, _ := tally.Sum(n.Minors, n.Adults, n.AgeUnknown).N()
	switch {
	case n.Victims == Unknown && len(out) == 0:
		out = append(out, VictimDraft{Number: Unknown})
	case known && whole > parts:
		out = append(out, VictimDraft{Number: Count(fmt.Sprint(whole - parts))})
	}
	return out
}
