package find

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"html"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
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
	"haki/internal/ui"
	"haki/internal/web"
)

// A rig has two rooms with matters in two missions, one behind a wall, and pages.
type rig struct {
	*testing.T
	db   *store.DB
	desk *act.Desk
	room *Room
	site http.Handler
	log  strings.Builder
}

// cases is a room for these tests.
var cases = fstest.MapFS{"001_case.sql": {Data: []byte(`CREATE TABLE cases_case (id TEXT PRIMARY KEY, ref TEXT NOT NULL, mission TEXT NOT NULL,
	walled BIGINT NOT NULL, country TEXT NOT NULL, category TEXT NOT NULL, state TEXT NOT NULL, day TEXT NOT NULL)`)}}

var words = fstest.MapFS{
	"fr.json": {Data: []byte(`{"case": "Affaire", "act_case_list": "Lister", "state_open": "Ouverte", "state_closed": "Close", "category_sea": "Exploitation et abus sexuels"}`)},
	"en.json": {Data: []byte(`{"case": "Case", "act_case_list": "List", "state_open": "Open", "state_closed": "Closed", "category_sea": "Sexual exploitation and abuse"}`)},
}

var list = act.Act{Name: "cases.case.list", Needs: "cases.read"}

var source = Source{Kind: "cases.case", Act: list,
	Terms: []Term{{Field: State, Code: "open", Key: "cases.state_open"}, {Field: State, Code: "closed", Key: "cases.state_closed"}, {Field: Category, Code: "sea", Key: "cases.category_sea"}},
	Search: func(tx *store.Tx, w gate.Where, q Query) ([]Hit, error) {
		may, a := w.SQL(gate.Columns{Mission: "mission", Walled: "walled"})
		is, b := q.SQL(Columns{Reference: "ref", By: map[Field]string{Mission: "mission", Country: "country", Category: "category", State: "state", Year: "substr(day, 1, 4)"}})
		return store.All(tx, func(s store.Scan) (h Hit, err error) {
			var state string
			var walled int
			err = s(&h.Matter.ID, &h.Reference, &h.Mission, &walled, &state, &h.Day)
			h.Matter.Kind, h.Key, h.Path, h.State = "cases.case", "cases.case", "/cases/"+h.Matter.ID, "cases.state_"+state
			h.Stands = gate.Scope{Mission: h.Mission, Walled: walled == 1}
			if h.Matter.ID == "barred" {
				h.Stands.Not = []string{"ada"}
			}
			return h, err
		}, `SELECT id, ref, mission, walled, state, day FROM cases_case WHERE `+may+` AND `+is+` ORDER BY day DESC, id LIMIT 51`, append(a, b...)...)
	}}

func each(t *testing.T, f func(*rig)) {
	t.Run("sqlite", func(t *testing.T) {
		f(furnish(t, must(store.OpenSQLite(filepath.Join(t.TempDir(), "a.db"), &clock.Fixed{T: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}))))
	})
	where := os.Getenv("HAKI_TEST_POSTGRES")
	if where == "" {
		t.Log("no HAKI_TEST_POSTGRES: SQLite only")
		return
	}
	t.Run("postgres", func(t *testing.T) {
		name := fmt.Sprintf("find%d_%s", os.Getpid(), ident.New[rig](rand.Reader))
		p := must(sql.Open("pgx", where))
		must(p.Exec(`CREATE SCHEMA ` + name))
		t.Cleanup(func() {
			must(p.Exec(`DROP SCHEMA ` + name + ` CASCADE`))
			p.Close()
		})
		f(furnish(t, must(store.OpenPostgres(where+" search_path="+name, &clock.Fixed{T: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}))))
	})
}

// people are known by the token that is their name.
type people struct{}

func (people) Resume(_ *store.Tx, t seal.Token) (gate.Actor, *seal.Ring, error) {
	a := gate.Actor{ID: string(t), Grants: []gate.Grant{{Power: gate.Self, TeamOnly: true}}}
	switch t {
	case "ada":
		a.Grants = append(a.Grants, gate.Grant{Power: "cases.read", Mission: "MISKA"})
	case "hq":
		a.Grants = append(a.Grants, gate.Grant{Power: "cases.read"}, gate.Grant{Power: mission.Keep})
	case "admin":
	default:
		return gate.Actor{}, nil, nil
	}
	return a, nil, nil
}

func (people) Wraps(*store.Tx) seal.Find { return nil }

func furnish(t *testing.T, db *store.DB) *rig {
	r := &rig{T: t, db: db}
	t.Cleanup(func() { db.Close() })
	ctx := context.Background()
	for name, files := range map[string]fs.FS{"record": record.Files, "mission": mission.Files, "find": Files, "cases": cases} {
		if err := db.Migrate(ctx, name, files); err != nil {
			t.Fatal(err)
		}
	}
	rooms := ui.Rooms()
	rooms["find"], rooms["cases"], rooms["mission"] = Words, words, mission.Words
	w := must(lang.New(rooms))
	w.Strict = true
	u := ui.New(w, ui.Options{})
	if err := u.Add("find", Templates); err != nil {
		t.Fatal(err)
	}
	r.desk = act.NewDesk(db, people{})
	r.room = NewRoom(r.desk, u, source)
	site := web.Site{UI: u, Public: lang.Public, Staff: lang.Staff, Log: slog.New(slog.NewTextHandler(&r.log, nil)),
		Enter: func(ctx context.Context, token string) (context.Context, func(), error) {
			return r.desk.Enter(ctx, seal.Token(token))
		},
		SignedIn: func(ctx context.Context) bool { return act.Of(ctx).ID != "" },
		Chrome:   func(*http.Request, web.Kind) ui.Chrome { return ui.Chrome{Brand: "MISKA", Search: "/find"} }}
	r.site = site.Handler(r.room.Pages())
	r.fill()
	return r
}

func (r *rig) as(name string) context.Context {
	ctx, leave, err := r.desk.Enter(context.Background(), seal.Token(name))
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(leave)
	return ctx
}

func (r *rig) fill() {
	keep, hq := mission.NewRoom(mission.Setup{Desk: r.desk}), r.as("hq")
	for _, err := range []error{
		keep.AddCountry(hq, mission.Country{Code: "XA", Names: mission.Names{"en": "Azuria", "fr": "Azurie"}}),
		keep.AddMission(hq, mission.Mission{Code: "MISKA", Names: mission.Names{"en": "Mission in Kalo", "fr": "Mission au Kalo"}, Places: mission.Names{"en": "Kalo", "fr": "Kalo"}, Host: "XA", Zone: "UTC", Opened: "2020-01-01"}),
		keep.AddMission(hq, mission.Mission{Code: "MONA", Names: mission.Names{"en": "Mission in Nara", "fr": "Mission au Nara"}, Places: mission.Names{"en": "Kalo", "fr": "Kalo"}, Host: "XA", Zone: "UTC", Opened: "2020-01-01"}),
	} {
		if err != nil {
			r.Fatal(err)
		}
	}
	must(act.Do(act.Operator(context.Background()), r.desk, act.Act{Name: "cases.case.open", Needs: gate.Operator},
		func(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil },
		func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (none struct{}, e record.Entry, err error) {
			for _, c := range [][]any{
				{"c1", "MISKA-2026-0141-K", "MISKA", 0, "XA", "sea", "open", "2026-11-02"}, {"c2", "MISKA-2025-0144-X", "MISKA", 0, "XA", "other", "closed", "2025-03-01"},
				{"walled", "MISKA-2026-0500-X", "MISKA", 1, "XA", "sea", "open", "2026-11-05"}, {"there", "MONA-2026-0009-X", "MONA", 0, "XA", "sea", "open", "2026-11-04"},
				{"barred", "MISKA-2026-0600-X", "MISKA", 0, "XA", "sea", "open", "2026-11-06"},
			} {
				if _, err := tx.Exec(`INSERT INTO cases_case VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, c...); err != nil {
					return none, e, err
				}
			}
			return none, e, nil
		}))
}

func (r *rig) found(who, line string) string {
	r.Helper()
	ctx := r.as(who)
	q, err := r.room.Parse(ctx, line)
	if err != nil {
		return "refused"
	}
	f, err := r.room.Find(ctx, q)
	if err != nil {
		r.Fatal(err)
	}
	var ids []string
	for _, h := range f.Hits {
		ids = append(ids, h.Matter.ID)
	}
	return strings.Join(ids, " ")
}

func TestOneFindsWhatOneMayReadAndNothingElse(t *testing.T) {
	each(t, func(r *rig) {
		for _, c := range []struct{ who, line, want string }{
			{"hq", "XA", "barred walled there c1 c2"},
			{"ada", "XA", "c1 c2"}, // neither the wall, nor another mission, nor what she is barred from
			{"admin", "XA", ""},
			{"ada", "MISKA-2026-0141-K", "c1"},
			{"ada", "Miska, 2026", "c1"},
			{"ada", "sexual exploitation and abuse", "c1"},
			{"ada", "Exploitation et abus sexuels", "c1"},
			{"ada", "close", "c2"},
			{"ada", "closed", "c2"},
			{"hq", "Mission au Nara", "there"},
			{"hq", "azurie open 2026", "barred walled there c1"},
			{"hq", "2026-0009", "there"},
			{"ada", "2026-0009", ""},
			{"ada", "MONA", ""},
			{"ada", "", ""},
			{"ada", "Kabila", "refused"},
		} {
			if got := r.found(c.who, c.line); got != c.want {
				t.Errorf("%s looks for %q: %q, want %q", c.who, c.line, got, c.want)
			}
		}
		if _, err := r.room.Parse(context.Background(), "XA"); fault.Of(err) != fault.Withheld {
			t.Errorf("the public: %v", err)
		}
	})
}

func (r *rig) ask(method, who, path string, form url.Values) *httptest.ResponseRecorder {
	q := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if who != "" {
		q.AddCookie(&http.Cookie{Name: "haki", Value: who})
	}
	w := httptest.NewRecorder()
	r.site.ServeHTTP(w, q)
	return w
}

func TestANameIsNeverWrittenIntoAnAddress(t *testing.T) {
	each(t, func(r *rig) {
		w := r.ask("POST", "ada", "/fr/find", url.Values{"q": {"MISKA Kabila"}})
		if w.Code != 422 || w.Header().Get("Location") != "" || !strings.Contains(html.UnescapeString(w.Body.String()), "sont scellés") {
			t.Errorf("a name, typed: %d\n%s", w.Code, w.Body)
		}
		if !strings.Contains(w.Body.String(), `value="MISKA Kabila"`) {
			t.Error("what was typed is lost")
		}
		w = r.ask("GET", "ada", "/fr/find?q=MISKA+Kabila", nil)
		if w.Code != 422 || strings.Contains(w.Body.String(), "Kabila") {
			t.Errorf("a name in the address is said again: %d\n%s", w.Code, w.Body)
		}
		w = r.ask("POST", "ada", "/fr/find", url.Values{"q": {"miska,  2026 open Exploitation et abus sexuels"}})
		to := must(url.Parse(w.Header().Get("Location")))
		if w.Code != 303 || to.Path != "/fr/find" || to.Query().Get("q") != "MISKA 2026 Ouverte Exploitation et abus sexuels" {
			t.Errorf("our own words: %d %s", w.Code, to)
		}
		w = r.ask("GET", "ada", to.String(), nil)
		if w.Code != 200 || !strings.Contains(w.Body.String(), `href="/fr/cases/c1"`) || strings.Contains(w.Body.String(), "/cases/c2") {
			t.Errorf("%d\n%s", w.Code, w.Body)
		}
		if w := r.ask("POST", "ada", "/fr/find", url.Values{"q": {" "}}); w.Header().Get("Location") != "/fr/find" {
			t.Errorf("nothing typed: %s", w.Header().Get("Location"))
		}
		for _, s := range []string{"Kabila", "MISKA", "q="} {
			if strings.Contains(r.log.String(), s) {
				t.Errorf("the log holds %q:\n%s", s, r.log.String())
			}
		}
	})
}

// P-13: a reference that is not one's own and one that does not exist are answered alike.
func TestP13WhatIsWithheldIsNotFound(t *testing.T) {
	each(t, func(r *rig) {
		answer := func(ref string) string {
			w := r.ask("GET", "ada", "/en/find?q="+ref, nil)
			return fmt.Sprint(w.Code, w.Header()) + strings.ReplaceAll(w.Body.String(), ref, "REF")
		}
		want := answer("MISKA-2026-7777-" + string(check("MISKA20267777")))
		for id, ref := range map[string]string{"another mission's": "MONA-2026-0009", "behind a wall": "MISKA-2026-0500", "barred": "MISKA-2026-0600"} {
			if got := answer(ref + "-" + string(check(strings.ReplaceAll(ref, "-", "")))); got != want {
				t.Errorf("%s differs:\n%s\n%s", id, got, want)
			}
		}
	})
}

func TestThePageSaysWhatCanBeLookedFor(t *testing.T) {
	each(t, func(r *rig) {
		body := html.UnescapeString(r.ask("GET", "ada", "/fr/find", nil).Body.String())
		for _, s := range []string{"MISKA", "MONA", "XA", "Exploitation et abus sexuels", "Ouverte", "Close"} {
			if !strings.Contains(body, s) {
				t.Errorf("%q is not said", s)
			}
		}
		if strings.Contains(body, "<title>MISKA 20") || strings.Contains(r.ask("GET", "admin", "/fr/find", nil).Body.String(), "Ce qui se recherche") {
			t.Error("the title tells, or somebody who may read nothing is told what to look for")
		}
		if w := r.ask("GET", "", "/fr/find?q=MISKA", nil); w.Code != 303 || strings.Contains(w.Header().Get("Location"), "MISKA") {
			t.Errorf("without a session: %d %s", w.Code, w.Header().Get("Location"))
		}
	})
}

func TestEveryReferenceIsGivenOnce(t *testing.T) {
	each(t, func(r *rig) {
		var mu sync.Mutex
		seen := map[Reference]bool{}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 12 {
					ref, err := act.Do(act.Operator(context.Background()), r.desk, act.Act{Name: "cases.case.open", Needs: gate.Operator},
						func(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil },
						func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (Reference, record.Entry, error) {
							ref, err := Allot(tx, few{}, "MISKA", 2026)
							return ref, record.Entry{}, err
						})
					mu.Lock()
					if err != nil || seen[ref] {
						t.Errorf("%s %v", ref, err)
					}
					seen[ref] = true
					mu.Unlock()
				}
			})
		}
		all.Wait()
	})
}

// few are dice that throw less than 256, so that two throws are often the same.
type few struct{}

func (few) Read(b []byte) (int, error) {
	n, err := rand.Read(b)
	b[0] = 0
	return n, err
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
