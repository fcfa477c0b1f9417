package mission

// Category is a kind of personnel, as fine as the instruments tell them apart (domain
// notes A3): who they are decides who investigates and who disciplines.
type Category struct {
	Code  string // words mission.category_<code>
	Group Group  // the public figures' three groups, derived
	Route string // which line of the route table it stands in
	// Contributed says that a State answers for these people by the contribution they
	// belong to, never by their passport.
	Contributed bool
}

// Group is one of the groups that public figures merge categories into: staff and
// volunteers; military with observers; police with government-provided personnel; and
// those outside.
type Group string

// The groups.
const (
	Civilians Group = "civilian"
	Military  Group = "military"
	Police    Group = "police"
	OutsideUN Group = "outside"
)

// Categories in the order they are offered. Military contingents and formed police units
// serve under memoranda of their own; observers, individual police and government-provided
// personnel are experts on mission.
var Categories = []Category{
	{"international_staff", Civilians, "civilian", false},
	{"national_staff", Civilians, "civilian", false},
	{"civilian_staff", Civilians, "civilian", false}, // which of the two is not known
	{"volunteer", Civilians, "civilian", false},
	{"contractor", Civilians, "civilian", false},
	{"military_observer", Military, "expert", true},
	{"staff_officer", Military, "expert", true},
	{"individual_police", Police, "expert", true},
	{"government_provided", Police, "expert", true},
	{"formed_police", Police, "formed_police", true},
	{"military_contingent", Military, "contingent", true},
	{"partner", OutsideUN, "outside", false},
	{"non_un_force", OutsideUN, "outside", true},
}

// CategoryOf finds a category by its code.
func CategoryOf(code string) (Category, bool) {
	for _, c := range Categories {
		if c.Code == code {
			return c, true
		}
	}
	return Category{}, false
}

// Route is which way an allegation goes: who investigates and who is told.
type Route struct {
	Code   string // words mission.route_<code>
	State  bool   // the State is notified or informed
	Source string
}

// routes is the table of decisions.md §2, by line and seriousness. Its sources: who
// investigates category 1 and 2 (domain notes A1, B3), the exclusive jurisdiction of the
// sending State over contingents (model memorandum, A/61/19 part III, article 7 quinquiens).
var routes = map[string][2]Route{ // {other misconduct, serious}
	"civilian":      {{"internal", false, "ST/AI/2017/1"}, {"oversight", false, "ST/AI/2017/1"}},
	"expert":        {{"mission", false, "DPKO/MD/03/00994"}, {"oversight_state_informed", true, "DPKO/MD/03/00994"}},
	"formed_police": {{"police_commander", false, "DPKO/MD/03/00994"}, {"organisation_state_joins", true, "A/61/19 part III"}},
	"contingent":    {{"contingent_commander", false, "DPKO/MD/03/00993"}, {"note_to_state", true, "A/61/19 part III, 7 quinquiens"}},
	"outside":       {{"referral_letter", false, "decisions.md §2"}, {"referral_letter", false, "decisions.md §2"}},
}

// RouteFor is the way of an allegation against somebody of a category. A category that
// is not known has none: the zero Route.
func RouteFor(category string, serious bool) Route {
	c, ok := CategoryOf(category)
	if !ok {
		return Route{}
	}
	if serious {
		return routes[c.Route][1]
	}
	return routes[c.Route][0]
}
