package outcome

import (
	"strings"
	"testing"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/response/casework"
)

// say makes a ledger of short lines: "id side kind code [of subject] [instead of id]".
func say(lines ...string) (l Ledger) {
	for _, line := range lines {
		w := strings.Fields(line)
		e := Entry{ID: EntryID(w[0]), Serial: len(l) + 1, Side: Side(w[1]), Kind: Kind(w[2]), Code: w[3], Subject: "s1"}
		for i := 4; i+1 < len(w); i += 2 {
			if w[i] == "of" {
				e.Subject = casework.SubjectID(w[i+1])
			} else {
				e.Replaces = EntryID(w[i+1])
			}
		}
		l = append(l, e)
	}
	return l
}

func key(err error) string {
	if all := fault.All(err); len(all) > 0 {
		return strings.TrimSpace(all[0].Field + " " + all[0].Key)
	}
	return ""
}

func TestWhatMayFollowWhat(t *testing.T) {
	for _, x := range []struct {
		name string
		had  Ledger
		next Draft
		want string
	}{
		{"a first finding of ours", nil, Draft{Subject: "s1", Side: Ours, Kind: Finding, Code: Substantiated}, ""},
		{"a finding of the State beside ours, and against it", say("a organisation finding substantiated"), Draft{Subject: "s1", Side: Theirs, Kind: Finding, Code: NotSubst}, ""},
		{"a second finding of ours", say("a organisation finding substantiated"), Draft{Subject: "s1", Side: Ours, Kind: Finding, Code: NotSubst}, "subject outcome.found_already"},
		{"the same about another person", say("a organisation finding substantiated"), Draft{Subject: "s2", Side: Ours, Kind: Finding, Code: NotSubst}, ""},
		{"a correction of it", say("a organisation finding substantiated"), Draft{Subject: "s1", Side: Ours, Kind: Finding, Code: NotSubst, Replaces: "a"}, ""},
		{"a correction of what was corrected", say("a organisation finding substantiated", "b organisation finding in_part instead a"), Draft{Subject: "s1", Side: Ours, Kind: Finding, Code: NotSubst, Replaces: "a"}, "outcome.replaced_already"},
		{"a correction of the correction", say("a organisation finding substantiated", "b organisation finding in_part instead a"), Draft{Subject: "s1", Side: Ours, Kind: Finding, Code: NotSubst, Replaces: "b"}, ""},
		{"that it was a mistake", say("a organisation finding substantiated"), Draft{Subject: "s1", Side: Ours, Kind: Finding, Code: Void, Replaces: "a"}, ""},
		{"a finding after the mistake was taken back", say("a organisation finding substantiated", "b organisation finding void instead a"), Draft{Subject: "s1", Side: Ours, Kind: Finding, Code: InPart}, ""},
		{"a correction by the other side", say("a organisation finding substantiated"), Draft{Subject: "s1", Side: Theirs, Kind: Finding, Code: NotSubst, Replaces: "a"}, "fault.form"},
		{"an action instead of a finding", say("a organisation finding substantiated"), Draft{Subject: "s1", Side: Ours, Kind: Final, Code: "barred", Replaces: "a"}, "fault.form"},
		{"a correction of nothing", nil, Draft{Subject: "s1", Side: Ours, Kind: Finding, Code: InPart, Replaces: "z"}, "fault.form"},
		{"an interim action before any finding", nil, Draft{Subject: "s1", Side: Ours, Kind: Interim, Code: "suspended"}, ""},
		{"a final action before any finding", nil, Draft{Subject: "s1", Side: Ours, Kind: Final, Code: "barred"}, "code outcome.find_first"},
		{"a final action after nothing was established", say("a organisation finding not_substantiated"), Draft{Subject: "s1", Side: Ours, Kind: Final, Code: "barred"}, "code outcome.find_first"},
		{"a final action of ours on the State's finding", say("a state finding other_breach"), Draft{Subject: "s1", Side: Ours, Kind: Final, Code: "barred"}, ""},
		{"a final action of the State on ours", say("a organisation finding in_part"), Draft{Subject: "s1", Side: Theirs, Kind: Final, Code: "imprisonment"}, ""},
		{"a final action on another person's finding", say("a organisation finding substantiated of s2"), Draft{Subject: "s1", Side: Ours, Kind: Final, Code: "barred"}, "code outcome.find_first"},
		{"a final action on a finding that was taken back", say("a organisation finding substantiated", "b organisation finding void instead a"), Draft{Subject: "s1", Side: Ours, Kind: Final, Code: "barred"}, "code outcome.find_first"},
		{"an acquittal", nil, Draft{Subject: "s1", Side: Theirs, Kind: Final, Code: "acquitted"}, ""},
		{"no action", nil, Draft{Subject: "s1", Side: Ours, Kind: Final, Code: "no_action"}, ""},
		{"payments restored", nil, Draft{Subject: "s1", Side: Ours, Kind: Final, Code: "payments_restored"}, ""},
		{"an interim action that became final", say("a organisation finding substantiated", "b organisation interim payments_suspended"), Draft{Subject: "s1", Side: Ours, Kind: Final, Code: "payments_withheld", Replaces: "b"}, ""},
		{"a departure", nil, Draft{Subject: "s1", Side: Ours, Kind: Departure, Code: "retired"}, ""},
		{"a second departure, from the other side", say("a organisation departure retired"), Draft{Subject: "s1", Side: Theirs, Kind: Departure, Code: "retired"}, "subject outcome.left_already"},
		{"a court after a departure", say("a state finding substantiated", "b state departure retired"), Draft{Subject: "s1", Side: Theirs, Kind: Final, Code: "imprisonment"}, ""},
	} {
		if got := key(x.had.add(x.next, false)); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

func TestADraftSaysWhatItsKindCanSay(t *testing.T) {
	good := Draft{Subject: "s1", Side: Theirs, Kind: Final, Code: "imprisonment", Body: "court_martial", Day: clock.Partial{Day: "2026-03"}, Length: "6m", Amount: "1250.50 USD"}
	if err := good.check("2026-11-25"); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*Draft){
		"subject outcome.choose_subject":   func(d *Draft) { d.Subject = "" },
		"code outcome.choose_code":         func(d *Draft) { d.Code = "barred" }, // the organisation's
		"body outcome.choose_body":         func(d *Draft) { d.Body = "oversight" },
		"day fault.date_in_future":         func(d *Draft) { d.Day.Day = "2027" },
		"day fault.not_a_date":             func(d *Draft) { d.Day.Day = "2026-13" },
		"length outcome.length_unreadable": func(d *Draft) { d.Length = "0y" },
		"amount outcome.amount_unreadable": func(d *Draft) { d.Amount = "some" },
		"court fault.too_long":             func(d *Draft) { d.Court = strings.Repeat("x", LongestCourt+1) },
		"text fault.too_long":              func(d *Draft) { d.Text = strings.Repeat("x", LongestText+1) },
		"reason fault.reason":              func(d *Draft) { d.Replaces = "a" },
		"text outcome.basis_required":      func(d *Draft) { d.Kind, d.Code, d.Body = Finding, InPart, "court" },
	} {
		d := good
		change(&d)
		if got := key(d.check("2026-11-25")); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	unknown := Draft{Subject: "s1", Side: Ours, Kind: Departure, Code: "died"}
	if err := unknown.check("2026-11-25"); err != nil {
		t.Error("a day that nobody knows: ", err)
	}
	if got := key(Draft{Subject: "s1", Side: Ours, Kind: Finding, Code: Void}.check("2026-11-25")); got != "code outcome.choose_code" {
		t.Error("a mistake of nothing: ", got)
	}
}

func TestAnAmountIsReadAsItIsTyped(t *testing.T) {
	for typed, want := range map[string]string{"1250 USD": "1250 USD", " 1 250,50 usd": "1250.50 USD", "1\u202f250 eur": "1250 EUR", "12.5 USD": "12.5 USD", "": "", "much": "much"} {
		if got := amount(typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
	}
}

func TestAClosingAgreesWithWhatIsOnFile(t *testing.T) {
	const (
		ours   = "a organisation finding substantiated"
		theirs = "b state finding not_substantiated"
	)
	all := []casework.Code{casework.NotMisconduct, casework.Insufficient, casework.Duplicate, casework.Unfounded, casework.ByOrganisation, casework.ByState, casework.ByBoth, casework.WithoutAction, casework.LeftBefore, casework.StateSilent, casework.OtherCircumstance}
	for _, x := range []struct {
		name    string
		had     Ledger
		asked   bool
		fit     string
		suggest casework.Code
	}{
		{"nothing, no State", nil, false, "not_misconduct insufficient duplicate unsubstantiated other", ""},
		{"nothing, and a State that was asked", nil, true, "not_misconduct insufficient duplicate unsubstantiated state_silent other", ""},
		{"both found nothing", say("a organisation finding not_substantiated", theirs), true, "not_misconduct insufficient duplicate unsubstantiated other", casework.Unfounded},
		{"ours, and the State says nothing", say(ours), true, "duplicate action_none state_silent other", casework.StateSilent},
		{"ours against the State's", say(ours, theirs), true, "duplicate action_none other", casework.WithoutAction},
		{"ours with an action", say(ours, theirs, "c organisation final barred"), true, "duplicate action_organisation other", casework.ByOrganisation},
		{"ours with an action, and the State says nothing", say(ours, "c organisation final barred"), true, "duplicate action_organisation state_silent other", casework.ByOrganisation},
		{"the State's with an action", say("a state finding substantiated", "c state final imprisonment"), true, "duplicate action_state other", casework.ByState},
		{"actions of both", say(ours, "c organisation final barred", "d state final demoted"), true, "duplicate action_both other", casework.ByBoth},
		{"an action that was taken back", say(ours, "c organisation final barred", "d organisation final void instead c"), false, "duplicate action_none other", casework.WithoutAction},
		{"an acquittal is no action", say(ours, "c organisation final barred", "d state final acquitted"), true, "duplicate action_organisation other", casework.ByOrganisation},
		{"left", say("a organisation departure resigned"), false, "not_misconduct insufficient duplicate unsubstantiated left_before other", casework.LeftBefore},
	} {
		var fit []string
		for _, c := range all {
			if x.had.fits(c, x.asked) == nil {
				fit = append(fit, string(c))
			}
		}
		if got := strings.Join(fit, " "); got != x.fit {
			t.Errorf("%s: %s, want %s", x.name, got, x.fit)
		}
		if got := x.had.suggest(x.asked); got != x.suggest {
			t.Errorf("%s: %q is suggested, want %q", x.name, got, x.suggest)
		}
	}
	if len(all) != len(casework.Codes) {
		t.Error("a code is not asked about")
	}
}

func TestWhatWasReplacedStandsForNothingAndStays(t *testing.T) {
	l := say("a organisation finding substantiated", "b organisation finding in_part instead a", "c organisation interim suspended", "d organisation interim void instead c")
	if s := l.Standing(); len(l) != 4 || len(s) != 1 || s[0].ID != "b" {
		t.Errorf("%+v", s)
	}
}
