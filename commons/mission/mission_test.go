package mission

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/ui"
)

type house struct {
	*testing.T
	db   *store.DB
	room *Room
}

type noKeys struct{}

func (noKeys) Resume(*store.Tx, seal.Token) (gate.Actor, *seal.Ring, error) {
	return gate.Actor{}, nil, nil
}
func (noKeys) Wraps(*store.Tx) seal.Find { return nil }

func each(t *testing.T, f func(h *house)) {
	t.Run("sqlite", func(t *testing.T) {
		f(newHouse(t, func(c clock.Clock) (*store.DB, error) {
			return store.OpenSQLite(filepath.Join(t.TempDir(), "mission.db"), c)
		}))
	})
	dsn := os.Getenv("HAKI_TEST_POSTGRES")
	if dsn == "" {
		return
	}
	t.Run("postgres", func(t *testing.T) {
		schema := fmt.Sprintf("mission%d_%x", os.Getpid(), time.Now().UnixNano())
		p, err := sql.Open("pgx", dsn)
		if err == nil {
			_, err = p.Exec(`CREATE SCHEMA ` + schema)
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			p.Exec(`DROP SCHEMA ` + schema + ` CASCADE`)
			p.Close()
		})
		f(newHouse(t, func(c clock.Clock) (*store.DB, error) { return store.OpenPostgres(dsn+" search_path="+schema, c) }))
	})
}

func newHouse(t *testing.T, open func(clock.Clock) (*store.DB, error)) *house {
	t.Helper()
	h := &house{T: t}
	var err error
	h.db, err = open(&clock.Fixed{T: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)})
	h.must(err)
	t.Cleanup(func() { h.db.Close() })
	people := os.DirFS("../people")
	for _, m := range []struct {
		room  string
		files fs.FS
	}{{"record", record.Files}, {"people", people}, {"mission", Files}} {
		h.must(h.db.Migrate(context.Background(), m.room, m.files))
	}
	rooms := ui.Rooms()
	rooms["mission"] = Words
	words, err := lang.New(rooms)
	h.must(err)
	words.Strict = true
	u := ui.New(words, ui.Options{})
	h.must(u.Add("mission", Templates))
	h.room = NewRoom(Setup{Desk: act.NewDesk(h.db, noKeys{}), UI: u})
	h.must(h.db.Change(context.Background(), func(tx *store.Tx) error {
		if _, err := tx.Exec(`INSERT INTO people_team (id, role, name_en, name_fr, needed, founded, ended, successor, roster, rev)
			VALUES ('regional', 'conduct', 'Regional team', 'Équipe régionale', 0, '2020-01-01', '', '', ?, 0)`, []byte{}); err != nil {
			return err
		}
		return record.Append(tx, "test.thing.do", "", record.Entry{}, false)
	}))
	return h
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) refused(err error, kind fault.Kind, key string) {
	h.Helper()
	all := fault.All(err)
	if err == nil || fault.Of(err) != kind || len(all) == 0 || all[0].Key != key {
		h.Errorf("got %v (%v), want %s (%v)", err, fault.Of(err), key, kind)
	}
}

func as(who string) context.Context {
	g := []gate.Grant{{Power: gate.Self, TeamOnly: true}}
	if who == "hana" {
		g = append(g, gate.Grant{Power: Keep})
	}
	if who == "" {
		g = nil
	}
	return act.As(context.Background(), gate.Actor{ID: who, Grants: g})
}

var (
	kasara = Country{Code: "XA", Names: Names{lang.English: "Kasara", lang.French: "Kasara", lang.Arabic: "كاسارا"}, Rest: "fri sat"}
	alvana = Country{Code: "XB", Names: Names{lang.English: "Alvana", lang.French: "Alvana"}}
	miska  = Mission{Code: "MISKA", Names: Names{lang.English: "Support mission in Kasara", lang.French: "Mission de soutien au Kasara"},
		Places: Names{lang.English: "Kasara", lang.French: "Kasara"}, Host: "XA", Zone: "Africa/Bangui", Opened: "2019-01-01"}
)

func (h *house) furnish() {
	h.Helper()
	h.must(h.room.AddCountry(as("hana"), kasara))
	h.must(h.room.AddCountry(as("hana"), alvana))
	h.must(h.room.AddMission(as("hana"), miska))
}

func look[T any](h *house, fn func(*store.Tx) (T, error)) (v T) {
	h.Helper()
	h.must(h.db.View(context.Background(), func(tx *store.Tx) (err error) { v, err = fn(tx); return }))
	return v
}

func TestHeadquartersKeepTheListAndEverybodyReadsIt(t *testing.T) {
	each(t, func(h *house) {
		h.refused(h.room.AddCountry(as("amara"), kasara), fault.Forbidden, "fault.forbidden")
		h.refused(h.room.AddMission(as("amara"), miska), fault.Forbidden, "fault.forbidden")
		h.refused(h.room.AddMission(as(""), miska), fault.Withheld, "fault.not_found")
		h.furnish()
		h.refused(h.room.AddCountry(as("hana"), kasara), fault.Invalid, "mission.there_already")
		h.refused(h.room.AddMission(as("hana"), miska), fault.Invalid, "mission.there_already")
		for who, keeps := range map[string]bool{"amara": false, "hana": true} {
			l, err := h.room.List(as(who))
			h.must(err)
			if len(l.Missions) != 1 || len(l.Countries) != 2 || l.Keeps != keeps {
				h.Errorf("%s: %+v", who, l)
			}
		}
		if _, err := h.room.List(as("")); fault.Of(err) != fault.Withheld {
			h.Errorf("the public reads it: %v", err)
		}
		m := look(h, func(tx *store.Tx) (Mission, error) { return Find(tx, "MISKA") })
		if m.Names.In(lang.French) != "Mission de soutien au Kasara" || m.Names.In(lang.Arabic) != "Support mission in Kasara" || m.Zone != "Africa/Bangui" || m.Opened != "2019-01-01" {
			h.Errorf("got %+v", m)
		}
	})
}

func TestWhatIsNotRightIsNotEntered(t *testing.T) {
	each(t, func(h *house) {
		h.furnish()
		for name, spoil := range map[string]func(*Mission){
			"mission.mission_code":    func(m *Mission) { m.Code = "miska" },
			"mission.names_needed":    func(m *Mission) { m.Names = Names{lang.English: "Only in English"} },
			"mission.zone_unknown":    func(m *Mission) { m.Zone = "Local" },
			"mission.day_needed":      func(m *Mission) { m.Opened = "2019" },
			"mission.weekend_unknown": func(m *Mission) { m.Rest = "friday" },
			"mission.weekend_whole":   func(m *Mission) { m.Rest = "mon tue wed thu fri sat sun" },
			"fault.not_in_list":       func(m *Mission) { m.Host = "XZ" },
			"mission.name_too_long":   func(m *Mission) { m.Names = Names{lang.English: strings.Repeat("a", 121), lang.French: "b"} },
		} {
			m := miska
			m.Code = "MINOR"
			spoil(&m)
			h.refused(h.room.AddMission(as("hana"), m), fault.Invalid, name)
		}
		several := miska
		several.Code, several.Zone, several.Opened = "?", "?", "?"
		if n := len(fault.All(h.room.AddMission(as("hana"), several))); n != 3 {
			h.Errorf("three things are wrong, %d are said", n)
		}
		for code, ok := range map[string]bool{"XC": true, "FR": true, "EU": false, "x": false, "XCD": false} {
			if err := h.room.AddCountry(as("hana"), Country{Code: code, Names: alvana.Names}); (err == nil) != ok {
				h.Errorf("%s: %v", code, err)
			}
		}
	})
}

func TestTwoWhoChangeAtOnceDoNotOverwriteEachOther(t *testing.T) {
	each(t, func(h *house) {
		h.furnish()
		m := look(h, func(tx *store.Tx) (Mission, error) { return Find(tx, "MISKA") })
		first, second := m, m
		first.Zone, second.Zone = "Africa/Douala", "Africa/Lagos"
		h.must(h.room.ChangeMission(as("hana"), first))
		h.refused(h.room.ChangeMission(as("hana"), second), fault.Stale, "fault.stale")
		c := look(h, func(tx *store.Tx) (Country, error) { return FindCountry(tx, "XB") })
		c.Rest = "sun"
		h.must(h.room.ChangeCountry(as("hana"), c))
		h.refused(h.room.ChangeCountry(as("hana"), c), fault.Stale, "fault.stale")
	})
}

func TestAClosedMissionKeepsItsCodeAndNamesWhoAnswers(t *testing.T) {
	each(t, func(h *house) {
		h.furnish()
		h.refused(h.room.CloseMission(as("hana"), "MISKA", "2018-01-01", "regional"), fault.Invalid, "mission.day_too_early")
		h.refused(h.room.CloseMission(as("hana"), "MISKA", "2026-12-31", ""), fault.Invalid, "mission.successor_needed")
		h.refused(h.room.CloseMission(as("hana"), "MISKA", "2026-12-31", "nobody"), fault.Invalid, "fault.not_in_list")
		h.refused(h.room.CloseMission(as("hana"), "MONA", "2026-12-31", "regional"), fault.NotFound, "fault.not_found")
		h.must(h.room.CloseMission(as("hana"), "MISKA", "2026-12-31", "regional"))
		h.refused(h.room.CloseMission(as("hana"), "MISKA", "2027-12-31", "regional"), fault.Conflict, "mission.closed_already")
		m := look(h, func(tx *store.Tx) (Mission, error) { return Find(tx, "MISKA") })
		if m.Closed != "2026-12-31" || m.Successor != "regional" || !m.Standing("2026-12-31") || m.Standing("2027-01-01") || m.Standing("2018-12-31") {
			h.Errorf("got %+v", m)
		}
		for day, n := range map[clock.Day]int{"2026-12-31": 1, "2027-01-01": 0} {
			if all := look(h, func(tx *store.Tx) ([]Mission, error) { return Standing(tx, day) }); len(all) != n {
				h.Errorf("on %s %d stand", day, len(all))
			}
		}
		reopened := m
		reopened.Closed, reopened.Successor = "", ""
		h.must(h.room.ChangeMission(as("hana"), reopened)) // a change of names does not open it again
		if m := look(h, func(tx *store.Tx) (Mission, error) { return Find(tx, "MISKA") }); m.Closed == "" {
			h.Error("opened again by the way")
		}
	})
}

func TestWhoseContributionIsReadFromRotations(t *testing.T) {
	each(t, func(h *house) {
		h.furnish()
		_, err := h.room.NewUnit(as("hana"), Unit{Mission: "MISKA", Country: "XZ", Kind: Contingent, Name: "Battalion"})
		h.refused(err, fault.Invalid, "fault.not_in_list")
		_, err = h.room.NewUnit(as("hana"), Unit{Mission: "MISKA", Country: "XB", Kind: "army", Name: "Battalion"})
		h.refused(err, fault.Invalid, "mission.kind_unknown")
		u, err := h.room.NewUnit(as("hana"), Unit{Mission: "MISKA", Country: "XB", Kind: Contingent, Name: "First battalion", Size: 750})
		h.must(err)
		_, err = h.room.NewUnit(as("hana"), Unit{Mission: "MISKA", Country: "XB", Kind: Contingent, Name: "First battalion"})
		h.refused(err, fault.Invalid, "mission.there_already")
		first, err := h.room.NewRotation(as("hana"), Rotation{Unit: u, Since: "2025-06-01"})
		h.must(err)
		_, err = h.room.NewRotation(as("hana"), Rotation{Unit: u, Since: "2026-06-01"})
		h.refused(err, fault.Invalid, "mission.rotations_overlap")
		h.refused(h.room.EndRotation(as("hana"), u, first, "2025-05-01"), fault.Invalid, "mission.day_too_early")
		h.refused(h.room.EndRotation(as("hana"), u, first, ""), fault.Invalid, "mission.day_needed")
		h.refused(h.room.EndRotation(as("hana"), u, "none", "2026-05-31"), fault.NotFound, "fault.not_found")
		h.refused(h.room.EndRotation(as("amara"), u, first, "2026-05-31"), fault.Forbidden, "fault.forbidden")
		h.must(h.room.EndRotation(as("hana"), u, first, "2026-05-31"))
		_, err = h.room.NewRotation(as("hana"), Rotation{Unit: u, Since: "2026-06-05", Until: "2027-06-04"})
		h.must(err)
		for day, n := range map[clock.Day]int{"2025-05-31": 0, "2025-06-01": 1, "2026-05-31": 1, "2026-06-02": 0, "2027-06-04": 1, "2027-06-05": 0} {
			if got := look(h, func(tx *store.Tx) ([]Unit, error) { return Deployed(tx, "MISKA", day) }); len(got) != n {
				h.Errorf("on %s %d units were there, want %d", day, len(got), n)
			}
		}
		if all := look(h, func(tx *store.Tx) ([]Rotation, error) { return Rotations(tx, u) }); len(all) != 2 || all[0].Since != "2026-06-05" {
			h.Errorf("got %+v", all)
		}
	})
}

func TestWeekends(t *testing.T) {
	each(t, func(h *house) {
		h.furnish()
		m := look(h, func(tx *store.Tx) (Mission, error) { return Find(tx, "MISKA") })
		weekend := func(m Mission) string {
			w := look(h, func(tx *store.Tx) (days []time.Weekday, err error) {
				x, err := WeekendIn(tx, m)
				return x.Days(), err
			})
			return fmt.Sprint(w)
		}
		for rest, want := range map[string]string{"": "[Friday Saturday]", "sun": "[Sunday]"} {
			m.Rest = rest
			if got := weekend(m); got != want {
				h.Errorf("%q: %s", rest, got)
			}
		}
		if got := fmt.Sprint(Country{Code: "EG"}.Weekend().Days()); got != "[Friday Saturday]" { // from the program's own table
			h.Error(got)
		}
		if got := weekend(Mission{Host: "DZ"}); got != "[Friday Saturday]" {
			h.Error(got)
		}
	})
}

func TestEveryWordIsSaidInEveryLanguage(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"mission": Words}) {
		t.Error(f)
	}
	rooms := ui.Rooms()
	rooms["mission"] = Words
	words, err := lang.New(rooms)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range words.Used(os.DirFS("."), "mission") {
		t.Error(f)
	}
	for _, c := range Categories { // what a reporter may choose is said in her language
		for _, tag := range lang.Public {
			if key := "mission.category_" + c.Code; !words.Open(key) || !words.Has(tag, key) {
				t.Errorf("%s is not for the public in %s", key, tag)
			}
		}
	}
	for _, x := range Scheme {
		if !words.Has(lang.French, "mission."+x.Key()) {
			t.Errorf("%s has no words", x.Code)
		}
	}
	for _, r := range Routes {
		if !words.Has(lang.French, "mission.route_"+r.Code) || !words.Has(lang.English, "mission.route_say_"+r.Code) {
			t.Errorf("%s has no words", r.Code)
		}
	}
	for _, a := range everything {
		parts := strings.Split(a.Name, ".")
		if !words.Has(lang.English, "mission.act_"+parts[1]+"_"+parts[2]) {
			t.Errorf("%s has no name", a.Name)
		}
	}
}

func (h *house) ask(who, method, path string, form url.Values) (int, string) {
	h.Helper()
	mux := http.NewServeMux()
	var failed error
	for _, p := range h.room.Pages() {
		mux.HandleFunc(p.Method+" "+p.Path, func(w http.ResponseWriter, r *http.Request) { failed = p.Serve(w, r) })
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode())).WithContext(as(who))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	if failed != nil {
		var f *fault.Fault
		if !errors.As(failed, &f) {
			h.Errorf("%s %s: %v", method, path, failed)
		}
		return map[fault.Kind]int{fault.NotFound: 404, fault.Withheld: 404, fault.Forbidden: 403, fault.Stale: 409}[fault.Of(failed)], ""
	}
	return w.Code, w.Body.String()
}

func TestThePagesOfTheList(t *testing.T) {
	each(t, func(h *house) {
		if status, page := h.ask("hana", "GET", "/fr/mission", nil); status != 200 || !strings.Contains(page, "Aucune mission") {
			h.Errorf("empty: %d", status)
		}
		h.furnish()
		u, err := h.room.NewUnit(as("hana"), Unit{Mission: "MISKA", Country: "XB", Kind: Contingent, Name: "First battalion"})
		h.must(err)
		_, err = h.room.NewRotation(as("hana"), Rotation{Unit: u, Since: "2025-06-01"})
		h.must(err)
		forms := []string{"/mission/new", "/mission/country/new", "/mission/MISKA/change", "/mission/MISKA/close", "/mission/MISKA/unit", "/mission/MISKA/rotation", "/mission/MISKA/end"}
		for _, tag := range []string{"/fr", "/en"} {
			for _, path := range append([]string{"/mission", "/mission/MISKA", "/mission/codes", "/mission/country/XA"}, forms...) {
				if status, page := h.ask("hana", "GET", tag+path, nil); status != 200 || !strings.Contains(page, "<h1>") {
					h.Errorf("%s: %d", tag+path, status)
				}
			}
		}
		for _, path := range forms {
			if status, _ := h.ask("amara", "GET", "/en"+path, nil); status != 403 {
				h.Errorf("%s to who may not: %d", path, status)
			}
		}
		for _, path := range []string{"/mission/NONE", "/mission/MISKA/nothing", "/mission/country/ZZ"} {
			if status, _ := h.ask("hana", "GET", "/en"+path, nil); status != 404 {
				h.Errorf("%s: %d", path, status)
			}
		}
		if _, page := h.ask("hana", "GET", "/en/mission/MISKA/change", nil); !strings.Contains(page, `value="Africa/Bangui"`) || !strings.Contains(page, `value="2019"`) {
			h.Error("the form does not hold what stands there")
		}
	})
}

func TestTheFormsOfTheList(t *testing.T) {
	each(t, func(h *house) {
		h.furnish()
		post := func(path string, form url.Values, want int, said string) {
			h.Helper()
			status, page := h.ask("hana", "POST", "/en"+path, form)
			if status != want || !strings.Contains(page, said) {
				h.Errorf("%s: %d, want %d, saying %q", path, status, want, said)
			}
		}
		post("/mission", url.Values{"code": {"mona"}, "name_en": {"Mission in Mona"}}, 422, `value="Mission in Mona"`)
		post("/mission", url.Values{"code": {"MONA"}, "name_en": {"Mission in Mona"}, "name_fr": {"Mission à Mona"}, "place_en": {"Mona"}, "place_fr": {"Mona"}, "host": {"XA"}, "zone": {"Africa/Cairo"},
			"opened_day": {"1"}, "opened_month": {"2"}, "opened_year": {"2020"}, "weekend": {"fri", "sat"}}, 303, "")
		post("/mission/country", url.Values{"code": {"XC"}, "name_en": {"Belmora"}}, 422, `value="Belmora"`)
		post("/mission/country", url.Values{"code": {"XC"}, "name_en": {"Belmora"}, "name_fr": {"Belmora"}, "weekend": {"sun"}}, 303, "")
		post("/mission/country/XC/change", url.Values{"name_en": {"Belmora"}, "name_fr": {"Le Belmora"}, "rev": {"1"}}, 303, "")
		post("/mission/MONA/unit", url.Values{"name": {"Guards"}, "country": {"XC"}, "kind": {"formed_police"}, "size": {"many"}}, 422, `value="Guards"`)
		post("/mission/MONA/unit", url.Values{"name": {"Guards"}, "country": {"XC"}, "kind": {"formed_police"}, "size": {"140"}}, 303, "")
		u := look(h, func(tx *store.Tx) ([]Unit, error) { return Units(tx, "MONA") })[0]
		post("/mission/MONA/rotation", url.Values{"unit": {string(u.ID)}, "since_year": {"2025"}}, 422, "errsum")
		post("/mission/MONA/rotation", url.Values{"unit": {string(u.ID)}, "since_day": {"1"}, "since_month": {"6"}, "since_year": {"2025"}}, 303, "")
		r := look(h, func(tx *store.Tx) ([]Rotation, error) { return Rotations(tx, u.ID) })[0]
		post("/mission/MONA/end", url.Values{"rotation": {string(u.ID) + " " + string(r.ID)}, "until_day": {"1"}, "until_month": {"6"}, "until_year": {"2026"}}, 303, "")
		post("/mission/MONA/close", url.Values{"closed_day": {"31"}, "closed_month": {"12"}, "closed_year": {"2026"}}, 422, "Choose who answers")
		post("/mission/MONA/close", url.Values{"closed_day": {"31"}, "closed_month": {"12"}, "closed_year": {"2026"}, "successor": {"regional"}}, 303, "")
		_, page := h.ask("amara", "GET", "/fr/mission/MONA", nil)
		for _, said := range []string{"Équipe régionale", "31 décembre 2026", "Guards", "unité de police constituée", "140", "Le Belmora"} {
			if !strings.Contains(page, said) {
				h.Errorf("the sheet does not say %q", said)
			}
		}
		if strings.Contains(page, "<form method") || strings.Contains(page, "/MONA/unit") {
			h.Error("who may not keep the list is offered to")
		}
	})
}
