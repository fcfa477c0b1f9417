package casework

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"haki/commons/gate"
	"haki/commons/mission"
	"haki/internal/clock"
	"haki/internal/fault"
)

func TestAllegationsAreSplitAsTheUnitsOfFiguresAre(t *testing.T) {
	sea := func(category, country string, subjects ...SubjectDraft) Draft {
		return Draft{Designation: SeriousMisconduct, Theme: SEA, Type: "TRANSACT", Category: category, Country: country, Subjects: subjects}
	}
	other := func(theme string, subjects ...SubjectDraft) Draft {
		return Draft{Designation: Misconduct, Theme: theme, Category: "national_staff", Subjects: subjects}
	}
	some, one := func(n Count) SubjectDraft { return SubjectDraft{Number: n} }, func(name string) SubjectDraft { return SubjectDraft{Number: "1", Identified: true, Identity: name} }
	for name, c := range map[string]struct {
		from []Draft
		want string
	}{
		"nothing":                                       {nil, ""},
		"one category and country is one":               {[]Draft{sea("military_contingent", "XA", some("3")), sea("military_contingent", "XA", one("A"))}, "military_contingent XA 3 1"},
		"each country is one":                           {[]Draft{sea("military_contingent", "XA", some("3")), sea("military_contingent", "XB", some("2"))}, "military_contingent XA 3, military_contingent XB 2"},
		"each category is one":                          {[]Draft{sea("formed_police", "XA", some("unknown")), sea("military_contingent", "XA")}, "formed_police XA unknown, military_contingent XA"},
		"the nature does not split":                     {[]Draft{sea("military_contingent", "XA", some("1")), {Designation: SeriousMisconduct, Theme: SEA, Type: "RAPE_2021", Category: "military_contingent", Country: "XA", Subjects: []SubjectDraft{some("2")}}}, "military_contingent XA 1 2"},
		"what is not known stays one":                   {[]Draft{sea("", "", some("unknown")), sea("", "", some("1"))}, "  unknown 1"},
		"else each person is one":                       {[]Draft{other("T_FRAUD", one("A"), one("B"))}, "national_staff  1, national_staff  1"},
		"else each theme is one":                        {[]Draft{other("T_FRAUD", one("A")), other("T_TRAFFIC", one("A"))}, "national_staff  1, national_staff  1"},
		"else those without a name are one":             {[]Draft{other("T_FRAUD", some("2"), one("A"), some("unknown"))}, "national_staff  2 unknown, national_staff  1"},
		"the same person and nature are said once more": {[]Draft{other("T_FRAUD", one("A")), other("T_FRAUD", one("A"))}, "national_staff  1 1"},
	} {
		var got []string
		for _, d := range Split(c.from) {
			said := d.Category + " " + d.Country
			for _, s := range d.Subjects {
				said += " " + string(s.Number)
			}
			got = append(got, said)
		}
		if all := strings.Join(got, ", "); all != c.want {
			t.Errorf("%s: %q, want %q", name, all, c.want)
		}
	}
}

func TestAnAllegationStandsWhereItsLeastSettledPersonDoes(t *testing.T) {
	for _, c := range []struct {
		want Status
		of   []Status
	}{
		{Assessment, nil},
		{Assessment, []Status{Assessment, Substantiated}},
		{Review, []Status{Review, Investigation, ClosedOther}},
		{Investigation, []Status{Substantiated, Investigation}},
		{Substantiated, []Status{Unsubstantiated, Substantiated, ClosedOther}},
		{Unsubstantiated, []Status{ClosedOther, Unsubstantiated}},
		{ClosedOther, []Status{ClosedOther, ClosedOther}},
	} {
		var all []Subject
		for _, s := range c.of {
			all = append(all, Subject{Status: s})
		}
		if got := Derived(all); got != c.want {
			t.Errorf("%v: %s, want %s", c.of, got, c.want)
		}
	}
}

func TestAFindingComesAfterAnInvestigation(t *testing.T) {
	allowed := map[Status]string{
		Assessment:      "review investigation closed_otherwise",
		Review:          "investigation closed_otherwise",
		Investigation:   "substantiated unsubstantiated closed_otherwise",
		Substantiated:   "investigation",
		Unsubstantiated: "investigation",
		ClosedOther:     "assessment review investigation",
	}
	for _, from := range Statuses {
		for _, to := range append(slices.Clone(Statuses), "nonsense", "") {
			moved, err := Subject{Status: from}.move(to)
			want := slices.Contains(strings.Fields(allowed[from]), string(to))
			if (err == nil) != want || want && moved.Status != to || !want && moved.Status != from {
				t.Errorf("%s to %s: %v, %s", from, to, err, moved.Status)
			}
		}
	}
}

func TestOneIsTakenOutOfANumber(t *testing.T) {
	for _, c := range []struct {
		of         Count
		rest, kind string
	}{{"3", "2", "some"}, {"2", "1", "some"}, {"1", "", "none"}, {Unknown, "unknown", "some"}, {Unspoken, "", "some"}} {
		rest, one, err := Subject{Number: c.of, Status: Review}.split()
		if err != nil || !one.Identified || one.Number != "1" || one.Status != Review || (rest == nil) != (c.kind == "none") || rest != nil && string(rest.Number) != c.rest {
			t.Errorf("of %q: %+v and %+v, %v", c.of, rest, one, err)
		}
	}
	if _, _, err := (Subject{Number: "1", Identified: true}).split(); fault.Of(err) != fault.Conflict {
		t.Error("an identified person was split")
	}
}

func faultsOf(err error) string {
	var all []string
	for _, f := range fault.All(err) {
		all = append(all, f.Field+" "+strings.TrimPrefix(f.Key, "casework."))
	}
	return strings.Join(all, ", ")
}

func TestADraftIsReadWithEveryFaultAtItsField(t *testing.T) {
	full := func(change ...string) url.Values {
		v := url.Values{"title": {"At the well"}, "designation": {SeriousMisconduct}, "theme": {SEA}, "type": {"TRANSACT"}, "category": {"military_contingent"}, "country": {"XA"}, "number": {"3"}}
		for i := 0; i < len(change); i += 2 {
			v.Set(change[i], change[i+1])
		}
		return v
	}
	for name, c := range map[string]struct {
		from url.Values
		want string
	}{
		"whole":                        {full(), ""},
		"nothing":                      {url.Values{}, "title title_required, designation designation_required, theme theme_required"},
		"no number is unknown":         {full("number", ""), ""},
		"a zero is no number":          {full("number", "0"), "number number_unreadable"},
		"a word is no number":          {full("number", "some"), "number number_unreadable"},
		"a name is of one":             {full("identity", "Sergeant"), "number identified_is_one"},
		"abuse is serious unsaid":      {full("designation", ""), ""},
		"abuse is never less":          {full("designation", Misconduct), "designation sea_is_serious"},
		"a theme that is none":         {full("theme", "T_NONE"), "theme fault.not_in_list, type type_of_theme"},
		"a nature of another theme":    {full("theme", "T_FRAUD"), "type type_of_theme"},
		"a category that is none":      {full("category", "martian"), "category fault.not_in_list"},
		"a title that is long":         {full("title", strings.Repeat("x", 121)), "title fault.too_long"},
		"victims whose number is open": {full("victim_age", "minor"), "victim_number victim_number_required"},
		"victims, number unknown":      {full("victim_age", "minor", "victim_unknown", "yes"), ""},
		"victims of no such sex":       {full("victim_sex", "x", "victim_number", "1"), "victim_sex fault.not_in_list"},
		"several at once":              {full("title", " ", "number", "x", "victim_number", "x"), "title title_required, number number_unreadable, victim_number number_unreadable"},
	} {
		if _, err := ReadDraft(c.from); faultsOf(err) != c.want {
			t.Errorf("%s: %q, want %q", name, faultsOf(err), c.want)
		}
	}
	n, _ := ReadDraft(full("identity", "Sergeant", "number", "", "victim_number", "2", "victim_age", "minor"))
	s, v := n.Allegations[0].Subjects[0], n.Victims[0]
	if !s.Identified || s.Number != "1" || s.Identity != "Sergeant" || v.Number != "2" || v.Age != "minor" || v.Sex != "" {
		t.Errorf("%+v %+v", s, v)
	}
	if n, _ := ReadDraft(full("number", "")); n.Allegations[0].Subjects[0].Number != Unknown || len(n.Victims) != 0 {
		t.Errorf("%+v", n)
	}
}

func TestWhoIsAccusedDecidesTheRoute(t *testing.T) {
	for _, c := range []struct {
		category string
		serious  bool
	}{{"military_contingent", true}, {"military_contingent", false}, {"individual_police", true}, {"national_staff", true}, {"", true}} {
		d := Draft{Designation: Misconduct, Theme: "T_FRAUD", Category: c.category}
		if c.serious {
			d.Designation = SeriousMisconduct
		}
		if got, want := routeOf(d), mission.RouteFor(c.category, c.serious).Code; got != want || got == "" {
			t.Errorf("%v: %q, want %q", c, got, want)
		}
	}
}

func actor(id string, powers ...gate.Power) gate.Actor {
	a := gate.Actor{ID: id}
	for _, p := range powers {
		a.Grants = append(a.Grants, gate.Grant{Power: p})
	}
	return a
}

func TestWhoeverHasACaseDecidesAndNobodyElse(t *testing.T) {
	conduct := actor("c", PowerRead, PowerDecide, PowerSecond)
	office := gate.Actor{ID: "o", Grants: []gate.Grant{{Power: PowerTake, Mark: gate.Told}, {Power: PowerDecide, Mark: gate.Told}}}
	for _, c := range []struct {
		of              Case
		conduct, office string
	}{
		{Case{Status: Open}, "", ""},
		{Case{Status: Open, Told: true}, "", "casework.not_taken"},
		{Case{Status: Open, Told: true, Taken: true}, "casework.with_oversight", ""},
		{Case{Status: Closed}, "casework.closed_already", "casework.closed_already"},
		{Case{Status: Closed, Told: true, Taken: true}, "casework.with_oversight", "casework.closed_already"},
	} {
		for _, x := range []struct {
			who  gate.Actor
			want string
		}{{conduct, c.conduct}, {office, c.office}} {
			got := ""
			if all := fault.All(c.of.Decidable(x.who)); len(all) > 0 {
				got = all[0].Key
			}
			if got != x.want {
				t.Errorf("%+v for %s: %q, want %q", c.of, x.who.ID, got, x.want)
			}
		}
	}
}

func TestOnlyASecondPersonCloses(t *testing.T) {
	const day = clock.Day("2026-11-25")
	p := Closing{State: ClosingProposed, Author: "a", Code: Insufficient}
	c := Case{Status: Proposed}
	for _, x := range []struct {
		of   Case
		by   Closing
		who  string
		want string
	}{
		{c, p, "b", ""}, {c, p, "a", "casework.second_person"}, {c, p, "", "casework.second_person"},
		{Case{Status: Open}, p, "b", "casework.nothing_proposed"}, {Case{Status: Closed}, p, "b", "casework.nothing_proposed"},
		{c, Closing{State: ClosingRefused, Author: "a"}, "b", "casework.nothing_proposed"}, {c, Closing{}, "b", "casework.nothing_proposed"},
	} {
		for _, agree := range []bool{true, false} {
			next, done, err := x.of.decide(x.by, x.who, agree, day)
			got := ""
			if all := fault.All(err); len(all) > 0 {
				got = all[0].Key
			}
			if got != x.want {
				t.Errorf("%+v by %q: %q, want %q", x.of, x.who, got, x.want)
			}
			if err != nil {
				continue
			}
			if agree && (next.Status != Closed || next.Code != Insufficient || next.Closed != day || done.State != ClosingAgreed) || !agree && (next.Status != Open || next.Code != "" || done.State != ClosingRefused) || done.Second != "b" {
				t.Errorf("agree %v: %+v %+v", agree, next, done)
			}
		}
	}
}

func TestAClosingSaysHowItEndsWhyAndWhoIsToldHow(t *testing.T) {
	whole := Closing{Code: Insufficient, Telling: ByPage, Victims: NoWay}
	open := Case{Status: Open, Reports: 1}
	for name, c := range map[string]struct {
		of             Case
		p              Closing
		harmed         int
		reason, answer string
		want           string
	}{
		"whole":                           {open, whole, 1, "why", "words", ""},
		"no code":                         {open, Closing{Telling: ByPage, Victims: NoWay}, 0, "why", "words", "code code_required"},
		"no reason, no answer":            {open, whole, 0, " ", " ", "reason fault.reason, answer answer_required"},
		"nobody told, though one wrote":   {open, Closing{Code: Insufficient, Telling: Nobody, Victims: Nobody}, 0, "why", "", "telling somebody_reported"},
		"nobody told, though one is hurt": {Case{Status: Open}, Closing{Code: Insufficient, Telling: Nobody, Victims: Nobody}, 2, "why", "", "victims somebody_harmed"},
		"nobody to tell":                  {Case{Status: Open}, Closing{Code: Insufficient, Telling: Nobody, Victims: Nobody}, 0, "why", "", ""},
		"not told how":                    {open, Closing{Code: Insufficient}, 0, "why", "", "telling telling_required, victims telling_required"},
		"serious, oversight never told":   {Case{Status: Open, Serious: true}, whole, 0, "why", "words", " tell_first"},
		"serious, told":                   {Case{Status: Open, Serious: true, Told: true}, whole, 0, "why", "words", ""},
		"proposed already":                {Case{Status: Proposed}, whole, 0, "why", "words", " not_open"},
		"closed":                          {Case{Status: Closed}, whole, 0, "why", "words", " not_open"},
	} {
		next, err := c.of.propose(c.p, c.harmed, c.reason, c.answer)
		if faultsOf(err) != c.want {
			t.Errorf("%s: %q, want %q", name, faultsOf(err), c.want)
		}
		if err == nil && next.Status != Proposed {
			t.Errorf("%s: %s", name, next.Status)
		}
	}
}

func TestOversightTakesWhatItWasToldOfAndGivesItBack(t *testing.T) {
	for name, c := range map[string]struct {
		of          Case
		take, refer bool
	}{
		"not told":             {Case{Status: Open}, false, false},
		"told":                 {Case{Status: Open, Told: true}, true, true},
		"told, closing wanted": {Case{Status: Proposed, Told: true}, true, true},
		"taken":                {Case{Status: Open, Told: true, Taken: true}, false, true},
		"closed":               {Case{Status: Closed, Told: true}, false, false},
		"taken and closed":     {Case{Status: Closed, Told: true, Taken: true}, false, false},
	} {
		taken, err := c.of.take()
		if (err == nil) != c.take || c.take && (!taken.Taken || taken.Status != Open) {
			t.Errorf("%s: take %v %+v", name, err, taken)
		}
		back, err := c.of.refer()
		if (err == nil) != c.refer || c.refer && back.Taken {
			t.Errorf("%s: refer %v %+v", name, err, back)
		}
	}
	if back, _ := (Case{Status: Proposed, Told: true}).refer(); back.Status != Proposed {
		t.Error("declining what it never took undid a proposal")
	}
}

func TestAMeasureThroughTheChainOfCommandIsWeighed(t *testing.T) {
	for _, m := range Measures {
		err := Measure{Code: m}.check(false)
		if (err != nil) != ThroughCommand(m) {
			t.Errorf("%s: %v", m, err)
		}
		if err := (Measure{Code: m}).check(true); err != nil {
			t.Errorf("%s: %v", m, err)
		}
	}
	if err := (Measure{Code: "whip"}).check(true); err == nil {
		t.Error("a measure that is none")
	}
}
