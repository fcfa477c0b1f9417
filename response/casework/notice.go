package casework

import (
	"fmt"
	"strings"

	"haki/response/notice"
	"haki/science/tally"
)

// announced is a public notice as what casework makes of it. What it says stays as
// printed among the notice's facts; coded is only what it says plainly.
type announced notice.Notice

// draft is what a notice alleges.
func (n announced) draft() Draft {
	d := Draft{Scheme: Scheme, Version: SchemeVersion, Designation: SeriousMisconduct, Theme: notice.Notice(n).Theme(), Category: notice.Notice(n).PersonnelCode(),
		Subjects: []SubjectDraft{{Number: n.Accused, Status: n.status()}}}
	return d
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
