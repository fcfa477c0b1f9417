package duty

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/ui"
)

// A house for tests: an institution in Paris, so that its clocks change; headquarters,
// a head of service, an oversight office; a mission with a conduct team and victims'
// rights officers; three countries that rest on different days.
type house struct {
	testing.TB
	db    *store.DB
	clock *clock.Fixed
	room  *Room
	mail  *letters
	ui    *ui.UI
	zone  *time.Location
}

// letters are what was posted: to whom, which key.
type letters struct{ sent []string }

func (l *letters) Tell(_ *store.Tx, to, key string, _ ident.Matter) error {
	l.sent = append(l.sent, to+" "+strings.TrimPrefix(key, "duty.letter_"))
	return nil
}

// take empties the box.
func (l *letters) take() string { s := strings.Join(l.sent, ", "); l.sent = nil; return s }

type noKeys struct{}

func (noKeys) Resume(*store.Tx, seal.Token) (gate.Actor, *seal.Ring, error) {
	return gate.Actor{}, nil, nil
}
func (noKeys) Wraps(*store.Tx) seal.Find { return nil }

const start = clock.Day("2026-12-23") // a Wednesday before two holidays

// each runs f in a fresh house on every engine at hand.
func each(t *testing.T, f func(h *house)) {
	t.Run("sqlite", func(t *testing.T) { f(newHouse(t, "")) })
	if dsn := os.Getenv("HAKI_TEST_POSTGRES"); dsn != "" {
		t.Run("postgres", func(t *testing.T) { f(newHouse(t, dsn)) })
	}
}

func newHouse(t testing.TB, dsn string) *house {
	t.Helper()
	h := &house{TB: t, clock: &clock.Fixed{}, mail: &letters{}}
	h.zone, _ = clock.Zone("Europe/Paris")
	h.on(start)
	h.db = opened(t, dsn, h.clock)
	for _, m := range []struct {
		room  string
		files fs.FS
	}{{"record", record.Files}, {"people", people.Files}, {"mission", mission.Files}, {"duty", Files}} {
		h.must(h.db.Migrate(context.Background(), m.room, m.files))
	}
	desk := act.NewDesk(h.db, noKeys{})
	h.room = NewRoom(Setup{Desk: desk, Tell: h.mail})
	h.furnish(mission.NewRoom(mission.Setup{Desk: desk}))
	return h
}

func opened(t testing.TB, dsn string, c clock.Clock) *store.DB {
	t.Helper()
	var db *store.DB
	var err error
	if dsn == "" {
		db, err = store.OpenSQLite(filepath.Join(t.TempDir(), "duty.db"), c)
	} else {
		schema := fmt.Sprintf("duty%d_%x", os.Getpid(), time.Now().UnixNano())
		p, perr := sql.Open("pgx", dsn)
		if perr == nil {
			_, perr = p.Exec(`CREATE SCHEMA ` + schema)
		}
		if perr != nil {
			t.Fatal(perr)
		}
		t.Cleanup(func() {
			p.Exec(`DROP SCHEMA ` + schema + ` CASCADE`)
			p.Close()
		})
		db, err = store.OpenPostgres(dsn+" search_path="+schema, c)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// The teams, and who is in them; the first of each leads it.
var staff = map[string][]string{
	"headquarters": {"hana", "hugo"}, "service": {"sol"}, "oversight": {"olga"},
	"conduct": {"amara", "bao", "chidi"}, "victims": {"vera"},
}

func (h *house) furnish(missions *mission.Room) {
	h.Helper()
	h.change(func(tx *store.Tx) error {
		for team, names := range staff {
			if _, err := tx.Exec(`INSERT INTO people_team (id, role, name_en, name_fr, needed, founded, ended, successor, roster, rev) VALUES (?, ?, ?, ?, 0, '2020-01-01', '', '', ?, 0)`,
				team, team, "The "+team+" team", "L’équipe "+team, []byte{}); err != nil {
				return err
			}
			for i, n := range names {
				if _, err := tx.Exec(`INSERT INTO people_account (id, name, display, office, language, invited, joined, ended, key_id, public, box, rev) VALUES (?, ?, ?, '', 'en', '', '', '', ?, '', ?, 0)`,
					n, n, strings.ToUpper(n[:1])+n[1:], n, []byte{}); err != nil {
					return err
				}
				if _, err := tx.Exec(`INSERT INTO people_member (team, account, lead, since) VALUES (?, ?, ?, '2020-01-01')`, team, n, bit(i == 0)); err != nil {
					return err
				}
			}
		}
		for _, team := range []string{"conduct", "victims"} {
			if _, err := tx.Exec(`INSERT INTO people_serves (team, mission, since, until) VALUES (?, 'MISKA', '2020-01-01', '')`, team); err != nil {
				return err
			}
		}
		return nil
	})
	hq := h.as("hana")
	for code, rest := range map[string]string{"XA": "fri sat", "XB": "sun", "XC": "thu fri"} {
		h.must(missions.AddCountry(hq, mission.Country{Code: code, Names: mission.Names{lang.English: "Country " + code, lang.French: "Pays " + code}, Rest: rest}))
	}
	h.must(missions.AddMission(hq, mission.Mission{Code: "MISKA", Names: mission.Names{lang.English: "Mission in Kasara", lang.French: "Mission au Kasara"},
		Places: mission.Names{lang.English: "Kasara", lang.French: "Kasara"}, Host: "XA", Zone: "Africa/Bangui", Opened: "2019-01-01"}))
	h.must(h.room.FirstSet(act.Operator(context.Background()), Here{Zone: "Europe/Paris", Weekend: "sat sun"}))
	for _, d := range []Holiday{{"", "2026-12-25", "Christmas"}, {"", "2027-01-01", "New Year"}, {"country/XA", "2026-12-28", "Day of the Well"},
		{"country/XB", "2026-12-24", "Eve"}, {"country/XB", "2027-01-02", "Second"}, {"country/XC", "2027-01-06", "Day of the Road"}} {
		h.must(h.room.AddHoliday(hq, d))
	}
}

// as is a person with what their team's role brings.
func (h *house) as(name string) context.Context {
	g := []gate.Grant{{Power: gate.Self, TeamOnly: true}, {Power: Reading, TeamOnly: true}}
	switch teamOf(name) {
	case "headquarters":
		g = append(g, gate.Grant{Power: Reading}, gate.Grant{Power: Rules}, gate.Grant{Power: Calendars}, gate.Grant{Power: mission.Keep})
	case "service":
		g = append(g, gate.Grant{Power: Reading})
	case "conduct":
		g = append(g, gate.Grant{Power: Reading, Mission: "MISKA"})
	case "oversight":
		g = append(g, gate.Grant{Power: Reading, Mark: gate.Told})
	case "victims":
		g = append(g, gate.Grant{Power: Reading, Mission: "MISKA", Mark: gate.Help})
	}
	return act.As(context.Background(), gate.Actor{ID: name, Grants: g})
}

func teamOf(name string) string {
	for team, names := range staff {
		for _, n := range names {
			if n == name {
				return team
			}
		}
	}
	return ""
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// refused checks that somebody was told no in these words.
func (h *house) refused(err error, kind fault.Kind, key string) {
	h.Helper()
	all := fault.All(err)
	if err == nil || fault.Of(err) != kind || len(all) == 0 || all[0].Key != key {
		h.Errorf("got %v (%v), want %s (%v)", err, fault.Of(err), key, kind)
	}
}

// on moves the clock to the morning of a day, where the institution is.
func (h *house) on(d clock.Day) { h.clock.Set(d.Time(h.zone).Add(9 * time.Hour)) }

// change writes, with an entry.
func (h *house) change(fn func(*store.Tx) error) {
	h.Helper()
	h.must(h.try(fn))
}

func (h *house) try(fn func(*store.Tx) error) error {
	return h.db.Change(context.Background(), func(tx *store.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return record.Append(tx, "test.thing.do", "", record.Entry{}, false)
	})
}

// look reads.
func look[T any](h *house, fn func(*store.Tx) (T, error)) (v T) {
	h.Helper()
	h.must(h.db.View(context.Background(), func(tx *store.Tx) (err error) { v, err = fn(tx); return }))
	return v
}

var here = gate.Scope{Mission: "MISKA"}

func matter(id string) ident.Matter { return ident.Matter{Kind: "intake.report", ID: id} }

// begins starts one duty today.
func (h *house) begins(n New) (d Duty) {
	h.Helper()
	h.change(func(tx *store.Tx) error {
		all, err := Start(tx, n)
		if err == nil {
			d = all[0]
		}
		return err
	})
	return d
}

// now is the duty as it stands.
func (h *house) now(d Duty) Duty {
	h.Helper()
	return look(h, func(tx *store.Tx) (Duty, error) { return find(tx, d.ID) })
}

// ticks lets the clock do its work, and says how many things happened.
func (h *house) ticks() int {
	h.Helper()
	n, err := h.room.Tick(context.Background())
	h.must(err)
	return n
}

// story is a duty's history in a line.
func (h *house) story(d Duty) string {
	var all []string
	for _, e := range look(h, func(tx *store.Tx) ([]Event, error) { return History(tx, d.ID) }) {
		s := string(e.Day[5:]) + " " + string(e.What)
		if e.Person != "" {
			s += " " + string(e.Person)
		}
		if e.Office.ID != "" {
			s += " " + e.Office.ID
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

// entries counts the record's lines of an act.
func (h *house) entries(name string) int {
	return look(h, func(tx *store.Tx) (int, error) {
		return store.One(tx, count, `SELECT (SELECT count(*) FROM record_entry WHERE act = ?) + (SELECT count(*) FROM record_coarse WHERE act = ?)`, name, name)
	})
}
