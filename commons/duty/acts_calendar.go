package duty

import (
	"context"
	"errors"
	"strings"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/science/workday"
)

func (h Here) check() error {
	var errs []error
	if _, err := clock.Zone(h.Zone); h.Zone == "" || h.Zone == "Local" || err != nil {
		errs = append(errs, fault.In("zone", "duty.zone_unknown"))
	}
	_, err := mission.Rest(h.Weekend)
	return errors.Join(append(errs, err)...)
}

// SetHere says where the institution counts. Days that were promised stay what they are.
func (r *Room) SetHere(ctx context.Context, h Here) error {
	return r.setHere(ctx, SetHere, reference(ctx), h)
}

// FirstSet is SetHere for whoever sets the program up at its machine.
func (r *Room) FirstSet(ctx context.Context, h Here) error {
	return r.setHere(ctx, FirstSet, func(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil }, h)
}

func (r *Room) setHere(ctx context.Context, a act.Act, find func(*store.Tx) (gate.Scope, error), h Here) error {
	_, err := act.Do(ctx, r.desk, a, find, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (none struct{}, e record.Entry, err error) {
		if err := h.check(); err != nil {
			return none, e, err
		}
		return none, record.Entry{Subject: ident.Matter{Kind: "duty.calendar", ID: "here"}}, settle(tx, h)
	})
	return err
}

const longestHoliday = 80 // letters of its name

// check says whether there is such a calendar, and such a day.
func (h Holiday) check(tx *store.Tx) error {
	var errs []error
	if err := known(tx, h.Calendar); err != nil {
		return err
	}
	if !h.Day.Valid() {
		errs = append(errs, fault.In("day", "duty.day_needed"))
	}
	if n := len([]rune(strings.TrimSpace(h.Name))); n == 0 || n > longestHoliday {
		errs = append(errs, fault.In("name", "duty.holiday_name", "n", longestHoliday))
	}
	return errors.Join(errs...)
}

func known(tx *store.Tx, calendar string) error {
	if calendar == OurCalendar {
		return nil
	}
	if code, ok := strings.CutPrefix(calendar, ofCountry); ok {
		_, err := mission.FindCountry(tx, code)
		return err
	}
	code, ok := strings.CutPrefix(calendar, ofMission)
	if !ok {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	_, err := mission.Find(tx, code)
	return err
}

// AddHoliday enters a day off. It counts for duties that begin from now on; a day that
// was promised does not move for it.
func (r *Room) AddHoliday(ctx context.Context, h Holiday) error {
	_, err := act.Do(ctx, r.desk, AddDay, reference(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (none struct{}, e record.Entry, err error) {
		h.Name = strings.TrimSpace(h.Name)
		if err := h.check(tx); err != nil {
			return none, e, err
		}
		return none, h.entry(), insertHoliday(tx, h)
	})
	return err
}

// DropHoliday takes a day off back.
func (r *Room) DropHoliday(ctx context.Context, h Holiday) error {
	_, err := act.Do(ctx, r.desk, DropDay, reference(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (none struct{}, e record.Entry, err error) {
		return none, h.entry(), deleteHoliday(tx, h)
	})
	return err
}

func (h Holiday) entry() record.Entry {
	facts := []record.Fact{record.Day("day", h.Day)}
	if kind, code, ok := strings.Cut(h.Calendar, "/"); ok {
		facts = append(facts, record.Code("of", kind), record.Code("code", code))
	}
	return record.Entry{Subject: ident.Matter{Kind: "duty.calendar", ID: "holiday"}, Facts: facts}
}

// CalendarView is one calendar as its page shows it.
type CalendarView struct {
	Calendar string // its name
	Path     string // of its page: "institution/here", "country/XA", "mission/MISKA"
	Kind     string // institution, country, mission
	Title    string // of a country or a mission, in the reader's language
	Weekend  []string
	Source   string // where the weekend of a country is known from
	Holidays []Holiday
	Gaps     []int // years, this one and one soon to begin, of which nothing was entered
	Here     Here  // of the institution's
}

// ListCalendars lists every calendar, the institution's first, with the years of which
// nobody entered anything.
func (r *Room) ListCalendars(ctx context.Context, tag lang.Tag) ([]CalendarView, error) {
	return act.See(ctx, r.desk, ListDays, reference(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (all []CalendarView, err error) {
		a, err := openAlmanac(tx)
		if err != nil {
			return nil, err
		}
		countries, err := mission.Countries(tx)
		if err != nil {
			return nil, err
		}
		missions, err := mission.All(tx)
		if err != nil {
			return nil, err
		}
		views := []CalendarView{{Kind: "institution", Path: "institution/here", Here: a.here}}
		for _, m := range missions {
			if m.Closed == "" {
				views = append(views, CalendarView{Calendar: ofMission + m.Code, Path: ofMission + m.Code, Kind: "mission", Title: m.Names.In(tag)})
			}
		}
		for _, c := range countries {
			views = append(views, CalendarView{Calendar: ofCountry + c.Code, Path: ofCountry + c.Code, Kind: "country", Title: c.Names.In(tag), Source: weekendSource(c)})
		}
		for i := range views {
			if err := a.fill(&views[i]); err != nil {
				return nil, err
			}
		}
		return views, nil
	})
}

// weekendSource is where a country's weekend is known from; "" when it was entered here.
func weekendSource(c mission.Country) string {
	if c.Rest != "" {
		return ""
	}
	f, _ := workday.WeekendOf(c.Code)
	return f.Source
}

// soonMissed is how many days before a year begins its holidays are missed: the longest
// duty that is counted in working days is shorter (design).
const soonMissed = 90

func (a *almanac) fill(v *CalendarView) error {
	w, err := a.weekend(v.Calendar)
	if err != nil {
		return err
	}
	for i, word := range mission.WeekDays { // Monday first
		if w.Has(time.Weekday((i + 1) % 7)) {
			v.Weekend = append(v.Weekend, word)
		}
	}
	cal, err := a.calendar(v.Calendar)
	if err != nil {
		return err
	}
	year := day(a.today).Year()
	for y := year; y <= (day(a.today) + soonMissed).Year(); y++ {
		if len(cal.Warns(y)) > 0 {
			v.Gaps = append(v.Gaps, y)
		}
	}
	v.Holidays, err = holidays(a.tx, clock.Day(itoa(year)+"-01-01"), v.Calendar)
	return err
}
