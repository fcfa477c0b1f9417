package duty

import (
	"slices"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/store"
	"haki/science/workday"
)

// edition is of what the institution settled: where it counts, the days off, the rules.
const edition = "duty"

// settled changes some of that.
func settled(tx *store.Tx, query string, args ...any) (int64, error) {
	if err := tx.NewEdition(edition); err != nil {
		return 0, err
	}
	return tx.Exec(query, args...)
}

func where(tx *store.Tx) (Here, error) {
	return store.Kept(tx, edition, "here", func() (Here, error) {
		h, err := store.One(tx, func(s store.Scan) (h Here, err error) { err = s(&h.Zone, &h.Weekend); return },
			`SELECT zone, weekend FROM duty_institution WHERE one = 'here'`)
		if fault.Of(err) == fault.NotFound {
			return unsaid, nil
		}
		return h, err
	})
}

func settle(tx *store.Tx, h Here) error {
	_, err := settled(tx, `INSERT INTO duty_institution (one, zone, weekend) VALUES ('here', ?, ?)
		ON CONFLICT (one) DO UPDATE SET zone = excluded.zone, weekend = excluded.weekend`, h.Zone, h.Weekend)
	return err
}

// Holiday is a day off that somebody entered.
type Holiday struct {
	Calendar string
	Day      clock.Day
	Name     string
}

func scanHoliday(s store.Scan) (h Holiday, err error) { err = s(&h.Calendar, &h.Day, &h.Name); return }

// holidays are the days off of a calendar from a day on.
func holidays(tx *store.Tx, from clock.Day, calendar string) ([]Holiday, error) {
	off, err := store.Kept(tx, edition, "holidays", func() (map[string][]Holiday, error) {
		all, err := store.All(tx, scanHoliday, `SELECT calendar, day, name FROM duty_holiday ORDER BY day`)
		off := map[string][]Holiday{}
		for _, h := range all {
			off[h.Calendar] = append(off[h.Calendar], h)
		}
		return off, err
	})
	return slices.DeleteFunc(slices.Clone(off[calendar]), func(h Holiday) bool { return h.Day < from }), err
}

func insertHoliday(tx *store.Tx, h Holiday) error {
	n, err := settled(tx, `INSERT INTO duty_holiday (calendar, day, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, h.Calendar, h.Day, h.Name)
	if err == nil && n == 0 {
		err = fault.In("day", "duty.holiday_there")
	}
	return err
}

func deleteHoliday(tx *store.Tx, h Holiday) error {
	n, err := settled(tx, `DELETE FROM duty_holiday WHERE calendar = ? AND day = ?`, h.Calendar, h.Day)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return err
}

// RuleChange is one change the institution made to a rule.
type RuleChange struct {
	Code   string
	N      int
	Change Change
	On     clock.Day
	By     string
}

func (c RuleChange) apply(r Rule) Rule {
	if changed, err := r.Changed(c.Change, c.N); err == nil {
		return changed
	}
	// Back at what was shipped, by the institution's own decision: the source says so.
	r.Version, r.Source = r.Version+"."+itoa(c.N), Source{Kind: Institution, Key: string(Institution), Basis: c.Change.Basis, Seen: true}
	return r
}

func scanChange(s store.Scan) (c RuleChange, err error) {
	var span string
	if err = s(&c.Code, &c.N, &span, &c.Change.Calendar, &c.Change.Basis, &c.On, &c.By); err != nil {
		return c, err
	}
	c.Change.Span, err = workday.ParseSpan(span)
	return c, err
}

func ruleChanges(tx *store.Tx, code string) ([]RuleChange, error) {
	return store.All(tx, scanChange, `SELECT code, change, span, calendar, basis, changed, changed_by FROM duty_rule WHERE code = ? ORDER BY change`, code)
}

// everyChange lists the changes of all rules, each rule's in their order.
func everyChange(tx *store.Tx) ([]RuleChange, error) {
	return store.Kept(tx, edition, "rules", func() ([]RuleChange, error) {
		return store.All(tx, scanChange, `SELECT code, change, span, calendar, basis, changed, changed_by FROM duty_rule ORDER BY code, change`)
	})
}

func insertChange(tx *store.Tx, c RuleChange) error {
	n, err := settled(tx, `INSERT INTO duty_rule (code, change, span, calendar, basis, changed, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		c.Code, c.N, c.Change.Span.String(), c.Change.Calendar, c.Change.Basis, c.On, c.By)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "fault.stale")
	}
	return err
}
