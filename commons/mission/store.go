package mission

import (
	"embed"
	"encoding/json"
	"slices"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/store"
	"haki/science/workday"
)

// Files are the room's migrations.
//
//go:embed migrations
var Files embed.FS

func text(n Names) string {
	b, _ := json.Marshal(n) // a map of strings has a form
	return string(b)
}

func names(s string) (n Names, err error) {
	err = json.Unmarshal([]byte(s), &n)
	return n, err
}

// atlas is what the institution keeps of missions, countries and units: it changes seldom,
// and nearly every page names some of it.
type atlas struct {
	missions  []Mission
	countries []Country
	units     []Unit
}

const edition = "mission"

func atlasOf(tx *store.Tx) (atlas, error) {
	return store.Kept(tx, edition, "atlas", func() (a atlas, err error) {
		if a.missions, err = store.All(tx, scanMission, `SELECT `+missionColumns+` FROM mission_mission ORDER BY CASE closed WHEN '' THEN 0 ELSE 1 END, code`); err != nil {
			return a, err
		}
		if a.countries, err = store.All(tx, scanCountry, `SELECT code, names, weekend, rev FROM mission_country ORDER BY code`); err != nil {
			return a, err
		}
		a.units, err = store.All(tx, scanUnit, `SELECT `+unitColumns+` FROM mission_unit ORDER BY mission, country, name`)
		return a, err
	})
}

// redraw changes the atlas: from here on it is another edition.
func redraw(tx *store.Tx, query string, args ...any) (int64, error) {
	if err := tx.NewEdition(edition); err != nil {
		return 0, err
	}
	return tx.Exec(query, args...)
}

func found[T any](all []T, err error, is func(T) bool) (one T, _ error) {
	if err != nil {
		return one, err
	}
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i], nil
	}
	return one, fault.New(fault.NotFound, "fault.not_found")
}

const missionColumns = `code, names, places, host, zone, weekend, opened, closed, successor, rev`

func scanMission(s store.Scan) (m Mission, err error) {
	var name, place string
	if err = s(&m.Code, &name, &place, &m.Host, &m.Zone, &m.Rest, &m.Opened, &m.Closed, &m.Successor, &m.Rev); err != nil {
		return m, err
	}
	if m.Names, err = names(name); err == nil {
		m.Places, err = names(place)
	}
	return m, err
}

// Find looks a mission up by its code.
func Find(tx *store.Tx, code string) (Mission, error) {
	a, err := atlasOf(tx)
	return found(a.missions, err, func(m Mission) bool { return m.Code == code })
}

// All lists the missions: those that stand first, then by code.
func All(tx *store.Tx) ([]Mission, error) {
	a, err := atlasOf(tx)
	return slices.Clone(a.missions), err
}

// Standing lists the missions that are open on a day: what a reporter may choose from.
// Closed ones are among them when all is wanted, because what happened there is told later.
func Standing(tx *store.Tx, on clock.Day) ([]Mission, error) {
	return store.All(tx, scanMission, `SELECT `+missionColumns+` FROM mission_mission
		WHERE opened <= ? AND (closed = '' OR closed >= ?) ORDER BY code`, on, on)
}

func insertMission(tx *store.Tx, m Mission) error {
	n, err := redraw(tx, `INSERT INTO mission_mission (`+missionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (code) DO NOTHING`,
		m.Code, text(m.Names), text(m.Places), m.Host, m.Zone, m.Rest, m.Opened, m.Closed, m.Successor)
	return twice(n, err, "code")
}

func updateMission(tx *store.Tx, m Mission) error {
	n, err := redraw(tx, `UPDATE mission_mission SET names = ?, places = ?, host = ?, zone = ?, weekend = ?, opened = ?, closed = ?, successor = ?, rev = rev + 1
		WHERE code = ? AND rev = ?`, text(m.Names), text(m.Places), m.Host, m.Zone, m.Rest, m.Opened, m.Closed, m.Successor, m.Code, m.Rev)
	return stale(n, err)
}

func scanCountry(s store.Scan) (c Country, err error) {
	var name string
	if err = s(&c.Code, &name, &c.Rest, &c.Rev); err != nil {
		return c, err
	}
	c.Names, err = names(name)
	return c, err
}

// FindCountry looks a country up by its code.
func FindCountry(tx *store.Tx, code string) (Country, error) {
	a, err := atlasOf(tx)
	return found(a.countries, err, func(c Country) bool { return c.Code == code })
}

// Countries lists them by code.
func Countries(tx *store.Tx) ([]Country, error) {
	a, err := atlasOf(tx)
	return slices.Clone(a.countries), err
}

func insertCountry(tx *store.Tx, c Country) error {
	n, err := redraw(tx, `INSERT INTO mission_country (code, names, weekend, rev) VALUES (?, ?, ?, 1) ON CONFLICT (code) DO NOTHING`,
		c.Code, text(c.Names), c.Rest)
	return twice(n, err, "code")
}

func updateCountry(tx *store.Tx, c Country) error {
	n, err := redraw(tx, `UPDATE mission_country SET names = ?, weekend = ?, rev = rev + 1 WHERE code = ? AND rev = ?`,
		text(c.Names), c.Rest, c.Code, c.Rev)
	return stale(n, err)
}

const unitColumns = `id, mission, country, kind, name, size, rev`

func scanUnit(s store.Scan) (u Unit, err error) {
	err = s(&u.ID, &u.Mission, &u.Country, &u.Kind, &u.Name, &u.Size, &u.Rev)
	return
}

// FindUnit looks a unit up.
func FindUnit(tx *store.Tx, id UnitID) (Unit, error) {
	a, err := atlasOf(tx)
	return found(a.units, err, func(u Unit) bool { return u.ID == id })
}

// Units lists those of a mission; of every mission for "".
func Units(tx *store.Tx, mission string) ([]Unit, error) {
	a, err := atlasOf(tx)
	return slices.DeleteFunc(slices.Clone(a.units), func(u Unit) bool { return mission != "" && u.Mission != mission }), err
}

func insertUnit(tx *store.Tx, u Unit) error {
	n, err := redraw(tx, `INSERT INTO mission_unit (`+unitColumns+`) VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (mission, name) DO NOTHING`,
		u.ID, u.Mission, u.Country, u.Kind, u.Name, u.Size)
	return twice(n, err, "name")
}

const rotationColumns = `id, unit, since, until, size, rev`

func scanRotation(s store.Scan) (r Rotation, err error) {
	err = s(&r.ID, &r.Unit, &r.Since, &r.Until, &r.Size, &r.Rev)
	return
}

// Rotations lists a unit's, the latest first.
func Rotations(tx *store.Tx, unit UnitID) ([]Rotation, error) {
	return store.All(tx, scanRotation, `SELECT `+rotationColumns+` FROM mission_rotation WHERE unit = ? ORDER BY since DESC, id`, unit)
}

// Deployed lists a mission's units that were there on a day, by their rotations: whose
// contribution somebody belonged to is read from here, never from a passport.
func Deployed(tx *store.Tx, mission string, on clock.Day) ([]Unit, error) {
	return store.All(tx, scanUnit, `SELECT `+unitColumns+` FROM mission_unit u WHERE mission = ? AND EXISTS (
		SELECT 1 FROM mission_rotation r WHERE r.unit = u.id AND r.since <= ? AND (r.until = '' OR r.until >= ?)) ORDER BY country, name`, mission, on, on)
}

func insertRotation(tx *store.Tx, r Rotation) error {
	_, err := tx.Exec(`INSERT INTO mission_rotation (`+rotationColumns+`) VALUES (?, ?, ?, ?, ?, 1)`, r.ID, r.Unit, r.Since, r.Until, r.Size)
	return err
}

func endRotation(tx *store.Tx, r Rotation) error {
	n, err := tx.Exec(`UPDATE mission_rotation SET until = ?, rev = rev + 1 WHERE id = ? AND rev = ?`, r.Until, r.ID, r.Rev)
	return stale(n, err)
}

// WeekendIn is a mission's weekend: its own, or its host country's.
func WeekendIn(tx *store.Tx, m Mission) (workday.Weekend, error) {
	if m.Rest != "" {
		return Rest(m.Rest)
	}
	c, err := FindCountry(tx, m.Host)
	if fault.Of(err) == fault.NotFound {
		return Country{Code: m.Host}.Weekend(), nil
	}
	return c.Weekend(), err
}

func twice(n int64, err error, field string) error {
	if err == nil && n == 0 {
		err = fault.In(field, "mission.there_already")
	}
	return err
}

func stale(n int64, err error) error {
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "fault.stale")
	}
	return err
}
