package mission

import (
	"slices"
	"strings"
	"testing"
)

// The table of decisions.md §2, written down a second time by hand.
func TestWhoActsOnAnAllegation(t *testing.T) {
	for _, c := range []struct {
		category string
		serious  bool
		code     string
		state    StateRole
	}{
		{"international_staff", true, "oversight", StateNone},
		{"national_staff", true, "oversight", StateNone},
		{"volunteer", true, "oversight", StateNone},
		{"contractor", true, "oversight", StateNone},
		{"consultant", false, "internal", StateNone},
		{"civilian_staff", false, "internal", StateNone},
		{"military_observer", true, "oversight_state_informed", StateInformed},
		{"individual_police", true, "oversight_state_informed", StateInformed},
		{"government_provided", true, "oversight_state_informed", StateInformed},
		{"corrections_officer", true, "oversight_state_informed", StateInformed},
		{"police_adviser", false, "mission", StateNone},
		{"formed_police", true, "organisation_state_joins", StateInformed},
		{"formed_police", false, "police_commander", StateNone},
		{"military_contingent", true, "note_to_state", StateAsked},
		{"military_contingent", false, "contingent_commander", StateNone},
		{"partner", true, "referral_letter", StateNone},
		{"partner", false, "referral_letter", StateNone},
		{"non_un_force", true, "referral_letter", StateNone},
		{"unknown", true, "find_out_who", StateNone},
		{"", true, "find_out_who", StateNone},
		{"no such category", false, "find_out_who", StateNone},
		{"military", true, "find_out_who", StateNone}, // a contingent's or an observer: two routes
	} {
		if r := RouteFor(c.category, c.serious); r.Code != c.code || r.State != c.state {
			t.Errorf("%s, serious %v: got %s, %s", c.category, c.serious, r.Code, r.State)
		}
	}
	if !RouteFor("international_staff", true).Legal || RouteFor("military_contingent", true).Legal {
		t.Error("a crime of staff is referred through the legal office, one of a contingent is its State's")
	}
}

func TestEveryCategoryHasAGroupAJurisdictionAndBothRoutes(t *testing.T) {
	groups := []Group{Civilian, Military, Police, OutsideGroup, NoGroup}
	jurisdictions := []Jurisdiction{OfOrganisation, OfNationality, OfContributor, OfOthers, OfNobodyKnown}
	seen := map[string]bool{}
	for _, c := range Categories {
		if seen[c.Code] || c.Code == "" || c.Source == "" || !slices.Contains(groups, c.Group) || !slices.Contains(jurisdictions, c.Jurisdiction) {
			t.Errorf("%+v", c)
		}
		seen[c.Code] = true
		for _, serious := range []bool{true, false} {
			if r := RouteFor(c.Code, serious); r.Code == "" || r.Investigates == "" || r.Source == "" || r.Serious != serious {
				t.Errorf("%s: %+v", c.Code, r)
			}
		}
	}
	if c, _ := CategoryOf("military_contingent"); c.Jurisdiction != OfContributor || !c.Contributed {
		t.Error("a contingent is its State's")
	}
}

// Public totals merge them into three: military with observers, police with
// government-provided personnel, staff with volunteers (domain notes A3).
func TestPublicGroups(t *testing.T) {
	for code, want := range map[string]Group{"military_observer": Military, "government_provided": Police, "volunteer": Civilian, "partner": OutsideGroup, "unknown": NoGroup} {
		if c, ok := CategoryOf(code); !ok || c.Group != want {
			t.Errorf("%s is published as %s", code, c.Group)
		}
	}
}

func TestBothSchemesStandOnTheirFeet(t *testing.T) {
	seen := map[string]bool{}
	count := map[string]int{}
	for _, x := range Scheme {
		if seen[x.Scheme+x.Code] || x.Source == "" {
			t.Errorf("%s stands twice, or comes from nowhere", x.Code)
		}
		seen[x.Scheme+x.Code] = true
		count[x.Scheme+" "+x.Level]++
		if x.Parent != "" {
			if _, ok := TermOf(x.Scheme, x.Parent); !ok {
				t.Errorf("%s stands under %s, which is not there", x.Code, x.Parent)
			}
		}
		if x.Senior != "" {
			if _, ok := TermOf(x.Scheme, x.Senior); !ok {
				t.Errorf("%s: %s", x.Code, x.Senior)
			}
		}
		if len(x.Now) == 3 && !(Sorting{Since2021, x.Now[0], x.Now[1], x.Now[2]}).Valid() {
			t.Errorf("%s is now %v, which does not hold together", x.Code, x.Now)
		}
	}
	// As published: two categories; two designations; nine themes and one shown apart.
	if count["pre-2021 designation"] != 2 || count["2021 designation"] != 2 || count["2021 theme"] != 10 || count["pre-2021 type"] != 35 {
		t.Errorf("got %v", count)
	}
}

func TestSexualExploitationIsAlwaysSerious(t *testing.T) {
	for _, x := range Terms(Since2021, TypeLevel, SexualExploitation) {
		if !(Sorting{Scheme: Since2021, Theme: SexualExploitation, Type: x.Code}).Serious() || x.Nature == "" {
			t.Errorf("%s", x.Code)
		}
	}
	if (Sorting{Since2021, "MISCONDUCT", "T_TRAFFIC", ""}).Serious() || !(Sorting{Scheme: Before2021, Designation: "CAT1"}).Serious() {
		t.Error("the designation decides of the rest")
	}
}

func TestAnAllegationIsShownUnderEitherScheme(t *testing.T) {
	for old, want := range map[string]Sorting{
		"RAPE":   {Since2021, "SERIOUS", SexualExploitation, "RAPE_2021"},
		"ARMS":   {Since2021, "SERIOUS", "T_UNLAW", ""}, // every crime counts as serious since
		"HARASS": {Since2021, "MISCONDUCT", "T_PROHIB", "P_HARASSMENT"},
	} {
		if got, ok := (Sorting{Scheme: Before2021, Type: old}).Since2021(); !ok || got != want {
			t.Errorf("%s: got %v", old, got)
		}
	}
	if _, ok := (Sorting{Scheme: Before2021, Designation: "CAT1", Type: "BRIBERY"}).Since2021(); ok {
		t.Error("what no table settles was settled")
	}
	for name, s := range map[string]Sorting{
		"a type under another theme": {Since2021, "SERIOUS", "T_FRAUD", "RAPE_2021"},
		"a word of the other scheme": {Since2021, "CAT1", "", ""},
		"a theme as a designation":   {Since2021, "T_FRAUD", "", ""},
		"a scheme nobody knows":      {"1990", "", "", ""},
		"a type of CAT1 under CAT2":  {Before2021, "CAT2", "", "RAPE"},
	} {
		if s.Valid() {
			t.Errorf("%s: valid", name)
		}
	}
	if !(Sorting{Scheme: Since2021}).Valid() || !(Sorting{Before2021, "CAT1", "", "RAPE"}).Valid() {
		t.Error("not knowing is valid")
	}
}

func TestTermsAreListedUnderTheirParent(t *testing.T) {
	for _, x := range Terms(Since2021, TypeLevel, "T_PROHIB") {
		if !strings.HasPrefix(x.Code, "P_") || x.Key() != "term_"+strings.ToLower(x.Code) {
			t.Errorf("got %s", x.Code)
		}
	}
}
