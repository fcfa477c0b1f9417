package mission

import (
	"regexp"
	"strings"
	"time"

	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/science/workday"
)

// Names is a name in the languages it is known in.
type Names map[lang.Tag]string

// In is the name in a language; in English or French where it has none there.
func (n Names) In(tag lang.Tag) string {
	for _, t := range []lang.Tag{tag, lang.English, lang.French} {
		if n[t] != "" {
			return n[t]
		}
	}
	return ""
}

// Country is a State that contributes personnel, or a host.
type Country struct {
	Code  string // ISO 3166-1 alpha-2; user-assigned for the fictional
	Names Names
	Rest  string // days of the week nobody works there, such as "fri sat"; "" as science/workday knows them
	Rev   int64
}

// Mission is a place of service with a name, from a day to a day.
type Mission struct {
	Code           string // such as MISKA
	Names, Places  Names
	Host           string // country code of where it is
	Zone           string // time zone, such as Africa/Bangui
	Rest           string // its days off in the week; "" as in its host country
	Opened, Closed clock.Day
	Successor      string // the team that answers for its matters once it is closed
	Rev            int64
}

// Scope is where a mission stands: the institution's own.
func (m Mission) Scope() gate.Scope { return gate.Scope{} }

// Matter names it for the record.
func (m Mission) Matter() ident.Matter { return ident.Matter{Kind: "mission.mission", ID: m.Code} }

// Scope is where a country stands: the institution's own.
func (c Country) Scope() gate.Scope { return gate.Scope{} }

// Matter names it for the record.
func (c Country) Matter() ident.Matter { return ident.Matter{Kind: "mission.country", ID: c.Code} }

// Standing says whether a mission is open on a day.
func (m Mission) Standing(on clock.Day) bool {
	return m.Opened <= on && (m.Closed == "" || on <= m.Closed)
}

// UnitID names a unit.
type UnitID = ident.ID[Unit]

// Unit is people of one country who serve together in one mission.
type Unit struct {
	ID               UnitID
	Mission, Country string
	Kind             Kind
	Name             string
	Size             int // as agreed; 0 when unknown
	Rev              int64
}

// Scope is where a unit stands: the institution's own.
func (u Unit) Scope() gate.Scope { return gate.Scope{} }

// Matter names it for the record.
func (u Unit) Matter() ident.Matter { return ident.MatterOf("mission.unit", u.ID) }

// Kind is what sort of unit it is. Contingents and formed police units have memoranda of
// understanding of their own (domain notes A3).
type Kind string

// The kinds.
const (
	Contingent   Kind = "contingent"
	FormedPolice Kind = "formed_police"
	Observers    Kind = "observers"
	Individuals  Kind = "police_individuals"
	Provided     Kind = "government_provided"
	OtherUnit    Kind = "other"
)

// Kinds lists them.
var Kinds = []Kind{Contingent, FormedPolice, Observers, Individuals, Provided, OtherUnit}

// RotationID names a rotation.
type RotationID = ident.ID[Rotation]

// Rotation is one deployment of a unit.
type Rotation struct {
	ID           RotationID
	Unit         UnitID
	Since, Until clock.Day // Until is "" while nobody knows when it ends
	Size         int
	Rev          int64
}

var (
	missionCode = regexp.MustCompile(`^[A-Z][A-Z0-9-]{1,15}$`)
	countryCode = regexp.MustCompile(`^[A-Z]{2}$`)
)

const longestName = 120

func checkNames(field string, n Names) error {
	if strings.TrimSpace(n[lang.English]) == "" || strings.TrimSpace(n[lang.French]) == "" {
		return fault.In(field, "mission.names_needed")
	}
	for _, name := range n {
		if len([]rune(name)) > longestName {
			return fault.In(field, "mission.name_too_long", "n", longestName)
		}
	}
	return nil
}

// week is how the days of the week are written in a weekend.
var week = map[string]time.Weekday{"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}

// WeekDays lists the words of a weekend, Monday first.
var WeekDays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// Rest reads a weekend such as "fri sat". At least one day of the week must be worked.
func Rest(text string) (workday.Weekend, error) {
	var days []time.Weekday
	for _, word := range strings.Fields(text) {
		d, ok := week[word]
		if !ok {
			return 0, fault.In("weekend", "mission.weekend_unknown")
		}
		days = append(days, d)
	}
	w := workday.Rest(days...)
	if _, err := workday.New("", w); err != nil {
		return 0, fault.In("weekend", "mission.weekend_whole")
	}
	return w, nil
}

// Weekend is the country's: what was entered for it, or what is known of its code.
func (c Country) Weekend() workday.Weekend {
	if c.Rest != "" {
		if w, err := Rest(c.Rest); err == nil {
			return w
		}
	}
	if f, ok := workday.WeekendOf(c.Code); ok {
		return f.Weekend
	}
	return workday.Usual
}
