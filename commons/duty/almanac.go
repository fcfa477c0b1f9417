package duty

import (
	"strings"
	"time"

	"haki/commons/gate"
	"haki/commons/mission"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/store"
	"haki/science/workday"
)

// Calendars are named by whose they are: "" is the institution's, "country/XA" a
// State's, "mission/MISKA" a mission's.
const (
	OurCalendar = ""
	ofCountry   = "country/"
	ofMission   = "mission/"
)

// calendarOf is the name of an office's own calendar; OurCalendar when it has none.
func calendarOf(o Office, missionCode string) string {
	switch {
	case o.Kind == State && o.ID != "":
		return ofCountry + o.ID
	case (o.Kind == Team || o.Kind == TeamLead) && missionCode != "":
		return ofMission + missionCode
	}
	return OurCalendar
}

// Here is where the institution counts: its time zone, and its days off in the week.
type Here struct {
	Zone    string
	Weekend string // such as "sat sun"
}

// The institution's until it says otherwise.
var unsaid = Here{Zone: "UTC", Weekend: "sat sun"}

// almanac answers what day it is and which days are worked, within a transaction.
type almanac struct {
	tx    *store.Tx
	here  Here
	zone  *time.Location
	today clock.Day
	kept  map[string]workday.Calendar
	rules map[string]Rule // nil until one is asked for
	teams map[string]Office
}

func openAlmanac(tx *store.Tx) (*almanac, error) {
	here, err := where(tx)
	if err != nil {
		return nil, err
	}
	zone, err := clock.Zone(here.Zone)
	if err != nil {
		return nil, err
	}
	return &almanac{tx, here, zone, clock.DayOf(tx.Now(), zone), map[string]workday.Calendar{}, nil, map[string]Office{}}, nil
}

// Today is the day it is where the institution counts.
func Today(tx *store.Tx) (clock.Day, error) {
	a, err := openAlmanac(tx)
	if err != nil {
		return "", err
	}
	return a.today, nil
}

// calendar is one calendar by name, with what was entered for it.
func (a *almanac) calendar(name string) (workday.Calendar, error) {
	if c, ok := a.kept[name]; ok {
		return c, nil
	}
	weekend, err := a.weekend(name)
	if err != nil {
		return workday.Calendar{}, err
	}
	c, err := workday.New(name, weekend)
	if err != nil {
		return c, err
	}
	all, err := holidays(a.tx, a.today.Add(-horizon), name)
	if err != nil {
		return c, err
	}
	years := map[int][]workday.Day{}
	for _, h := range all {
		d := day(h.Day)
		years[d.Year()] = append(years[d.Year()], d)
	}
	for year, days := range years {
		c = c.With(year, days...)
	}
	a.kept[name] = c
	return c, nil
}

// horizon is how many days back holidays are looked for: a duty longer past than that
// is counted by weekends alone.
const horizon = 3 * 366

// country is one by its code; one that nobody entered has its code and nothing more.
func (a *almanac) country(code string) (mission.Country, error) {
	c, err := mission.FindCountry(a.tx, code)
	if fault.Of(err) == fault.NotFound {
		c, err = mission.Country{Code: code}, nil
	}
	return c, err
}

func (a *almanac) weekend(name string) (workday.Weekend, error) {
	if code, ok := strings.CutPrefix(name, ofCountry); ok {
		c, err := a.country(code)
		return c.Weekend(), err
	}
	if code, ok := strings.CutPrefix(name, ofMission); ok {
		m, err := mission.Find(a.tx, code)
		if fault.Of(err) == fault.NotFound {
			return workday.Usual, nil
		}
		if err != nil {
			return 0, err
		}
		return mission.WeekendIn(a.tx, m)
	}
	return mission.Rest(a.here.Weekend)
}

// counts is the calendar by which a duty of this bearer, in this mission, is counted.
func (a *almanac) counts(p Policy, bearer Office, missionCode string) (workday.Calendar, error) {
	ours, err := a.calendar(OurCalendar)
	if err != nil || p != Union {
		return ours, err
	}
	name := calendarOf(bearer, missionCode)
	if name == OurCalendar {
		return ours, nil
	}
	theirs, err := a.calendar(name)
	return United(ours, theirs), err
}

func (a *almanac) of(d Duty) (workday.Calendar, error) {
	return a.counts(d.Calendar, d.Bearer, d.Home.Mission)
}

// rule is a rule as it stands today: as shipped, or as the institution changed it.
func (a *almanac) rule(code string) (Rule, error) {
	if a.rules == nil {
		changes, err := everyChange(a.tx)
		if err != nil {
			return Rule{}, err
		}
		a.rules = map[string]Rule{}
		for _, r := range Shipped {
			a.rules[r.Code] = r
		}
		for _, c := range changes { // each rests on the one before
			a.rules[c.Code] = c.apply(a.rules[c.Code])
		}
	}
	r, ok := a.rules[code]
	if !ok {
		return r, fault.New(fault.Internal, "duty.no_such_rule", "rule", code)
	}
	return r, nil
}

// office is officeFor, asked once for each role and place.
func (a *almanac) office(r Role, where gate.Scope) (o Office, err error) {
	key := string(r) + " " + where.Mission + " " + itoa(int(bit(where.Walled)))
	if o, ok := a.teams[key]; ok {
		return o, nil
	}
	if o, err = officeFor(a.tx, r, where); err == nil {
		a.teams[key] = o
	}
	return o, err
}
