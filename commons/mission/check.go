package mission

import (
	"errors"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/science/workday"
)

// What may be entered. Each check gives every fault at once, so that a form can show
// them together.

func (c Country) check() error {
	var errs []error
	if _, known := workday.WeekendOf(c.Code); !countryCode.MatchString(c.Code) || !known {
		errs = append(errs, fault.In("code", "mission.country_code"))
	}
	_, err := Rest(c.Rest)
	return errors.Join(append(errs, checkNames("names", c.Names), err)...)
}

func (m Mission) check() error {
	var errs []error
	if !missionCode.MatchString(m.Code) {
		errs = append(errs, fault.In("code", "mission.mission_code"))
	}
	if _, err := clock.Zone(m.Zone); m.Zone == "" || m.Zone == "Local" || err != nil {
		errs = append(errs, fault.In("zone", "mission.zone_unknown"))
	}
	if !m.Opened.Valid() {
		errs = append(errs, fault.In("opened", "mission.day_needed"))
	}
	_, err := Rest(m.Rest)
	return errors.Join(append(errs, checkNames("names", m.Names), checkNames("places", m.Places), err)...)
}

func (u Unit) check() error {
	var errs []error
	if _, ok := kinds[u.Kind]; !ok {
		errs = append(errs, fault.In("kind", "mission.kind_unknown"))
	}
	if n := len([]rune(u.Name)); n == 0 || n > longestName {
		errs = append(errs, fault.In("name", "mission.name_needed", "n", longestName))
	}
	if u.Size < 0 || u.Size > largest {
		errs = append(errs, fault.In("size", "mission.size_unlikely"))
	}
	return errors.Join(errs...)
}

const largest = 100_000 // no unit was ever larger; a longer number is a slip of the pen

var kinds = func() map[Kind]bool {
	all := map[Kind]bool{}
	for _, k := range Kinds {
		all[k] = true
	}
	return all
}()

func (r Rotation) check() error {
	var errs []error
	if !r.Since.Valid() {
		errs = append(errs, fault.In("since", "mission.day_needed"))
	}
	if r.Until != "" && (!r.Until.Valid() || r.Until < r.Since) {
		errs = append(errs, fault.In("until", "mission.day_too_early"))
	}
	if r.Size < 0 || r.Size > largest {
		errs = append(errs, fault.In("size", "mission.size_unlikely"))
	}
	return errors.Join(errs...)
}

// close is the mission after its last day, with the team that answers for its matters.
func (m Mission) close(on clock.Day, successor string) (Mission, error) {
	var errs []error
	if m.Closed != "" {
		return m, fault.New(fault.Conflict, "mission.closed_already")
	}
	if !on.Valid() || on < m.Opened {
		errs = append(errs, fault.In("closed", "mission.day_too_early"))
	}
	if successor == "" {
		errs = append(errs, fault.In("successor", "mission.successor_needed"))
	}
	m.Closed, m.Successor = on, successor
	return m, errors.Join(errs...)
}
