package reception

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"haki/commons/act"
	"haki/commons/people"
	"haki/commons/people/peopletest"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/ui"
	"haki/internal/web"
)

const pass = peopletest.Pass

// A town with a reception, and what its people owe.
type town struct {
	*peopletest.Town
	clock    *clock.Fixed
	site     http.Handler
	owes     map[people.ID]int
	missions func(*store.Tx) ([]people.Choice, error)
}

// each runs f on every engine at hand.
func each(t *testing.T, f func(*town)) {
	t.Run("sqlite", func(t *testing.T) {
		c := &clock.Fixed{T: peopletest.Monday}
		f(furnish(t, must(store.OpenSQLite(filepath.Join(t.TempDir(), "a.db"), c)), c))
	})
	where := os.Getenv("HAKI_TEST_POSTGRES")
	if where == "" {
		t.Log("no HAKI_TEST_POSTGRES: SQLite only")
		return
	}
	t.Run("postgres", func(t *testing.T) {
		c := &clock.Fixed{T: peopletest.Monday}
		name := fmt.Sprintf("reception%d_%s", os.Getpid(), ident.New[town](ident.Dice))
		p := must(sql.Open("pgx", where))
		must(p.Exec(`CREATE SCHEMA ` + name))
		t.Cleanup(func() {
			must(p.Exec(`DROP SCHEMA ` + name + ` CASCADE`))
			p.Close()
		})
		f(furnish(t, must(store.OpenPostgres(where+" search_path="+name, c)), c))
	})
}

func furnish(t *testing.T, db *store.DB, c *clock.Fixed) *town {
	t.Cleanup(func() { db.Close() })
	w := &town{clock: c, owes: map[people.ID]int{}}
	w.Town = peopletest.Furnish(t, db, c, func(s *people.Setup) {
		s.Duties = func(_ *store.Tx, id people.ID) (int, error) { return w.owes[id], nil }
		s.Missions = func(tx *store.Tx) ([]people.Choice, error) {
			if w.missions == nil {
				return []people.Choice{{Code: "MIRA"}, {Code: "MONA"}, {Code: "MEVA"}}, nil
			}
			return w.missions(tx)
		}
	})
	rooms := ui.Rooms()
	maps.Copy(rooms, map[string]fs.FS{"people": people.Words})
	words := must(lang.New(rooms))
	words.Strict = true
	u := ui.New(words, ui.Options{})
	if err := u.Add("people", people.Templates); err != nil {
		t.Fatal(err)
	}
	r := New(w.Room, u, nil)
	s := web.Site{UI: u, Public: lang.Public, Staff: lang.Staff, Floor: time.Nanosecond,
		Enter: func(ctx context.Context, token string) (context.Context, func(), error) {
			return w.Desk.Enter(ctx, seal.Token(token))
		},
		SignedIn: func(ctx context.Context) bool { return act.Of(ctx).ID != "" },
		Chrome:   func(*http.Request, web.Kind) ui.Chrome { return ui.Chrome{Brand: "Institution"} }}
	var acts []string
	for _, a := range r.Acts() {
		acts = append(acts, a.Name)
	}
	if err := web.Check(acts, r.Pages(), r.Reaches()); err != nil {
		t.Fatal(err)
	}
	w.site = s.Handler(r.Pages())
	return w
}

// A browser asks for pages of the town, with a cookie once somebody is signed in.
type browser struct {
	*town
	cookie *http.Cookie
}

func (w *town) browse() *browser { return &browser{town: w} }

// signIn gives somebody a browser of their own.
func (w *town) signIn(name string) *browser {
	w.Helper()
	c := w.browse()
	if r := c.post("/en/login", url.Values{"name": {name}, "passphrase": {pass}}); r.Code != http.StatusSeeOther {
		w.Fatalf("%s: %d", name, r.Code)
	}
	return c
}

func (b *browser) send(method, at string, form url.Values) *httptest.ResponseRecorder {
	b.Helper()
	q := httptest.NewRequest(method, at, strings.NewReader(form.Encode()))
	if method == "POST" {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if b.cookie != nil {
		q.AddCookie(b.cookie)
	}
	w := httptest.NewRecorder()
	b.site.ServeHTTP(w, q)
	for _, c := range w.Result().Cookies() {
		b.cookie = c
		if c.MaxAge < 0 {
			b.cookie = nil
		}
	}
	return w
}

func (b *browser) get(at string) *httptest.ResponseRecorder {
	b.Helper()
	return b.send("GET", at, nil)
}

func (b *browser) post(at string, form url.Values) *httptest.ResponseRecorder {
	b.Helper()
	return b.send("POST", at, form)
}

// path is where an answer leads.
func path(r *httptest.ResponseRecorder) string { return r.Header().Get("Location") }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
