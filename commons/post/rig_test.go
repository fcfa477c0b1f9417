package post

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/ui"
	"haki/internal/web"
)

// A rig is a few people, a team of two of them, and a room with a sender that a test
// may break.
type rig struct {
	*testing.T
	db    *store.DB
	clock *clock.Fixed
	desk  *act.Desk
	room  *Room
	out   *basket
}

// basket is a sender that keeps what it is given.
type basket struct {
	mails []Mail
	fails error
}

func (b *basket) Send(_ context.Context, m Mail) error {
	if b.fails == nil {
		b.mails = append(b.mails, m)
	}
	return b.fails
}

// words of another room, whose letters these are.
var words = fstest.MapFS{
	"fr.json": {Data: []byte(`{"letter_new": "Un signalement est arrivé", "letter_late": "Une échéance est passée"}`)},
	"en.json": {Data: []byte(`{"letter_new": "A report came in", "letter_late": "A duty is late"}`)},
}

// begin is a quarter past ten in Paris, in winter.
var begin = time.Date(2026, 11, 24, 9, 15, 0, 0, time.UTC)

func each(t *testing.T, f func(*rig)) {
	t.Run("sqlite", func(t *testing.T) {
		c := &clock.Fixed{T: begin}
		f(furnish(t, must(store.OpenSQLite(filepath.Join(t.TempDir(), "a.db"), c)), c))
	})
	where := os.Getenv("HAKI_TEST_POSTGRES")
	if where == "" {
		t.Log("no HAKI_TEST_POSTGRES: SQLite only")
		return
	}
	t.Run("postgres", func(t *testing.T) {
		name := fmt.Sprintf("post%d_%s", os.Getpid(), ident.New[rig](rand.Reader))
		p := must(sql.Open("pgx", where))
		must(p.Exec(`CREATE SCHEMA ` + name))
		t.Cleanup(func() {
			must(p.Exec(`DROP SCHEMA ` + name + ` CASCADE`))
			p.Close()
		})
		c := &clock.Fixed{T: begin}
		f(furnish(t, must(store.OpenPostgres(where+" search_path="+name, c)), c))
	})
}

func furnish(t *testing.T, db *store.DB, c *clock.Fixed) *rig {
	r := &rig{T: t, db: db, clock: c, out: &basket{}}
	t.Cleanup(func() { db.Close() })
	for name, files := range map[string]fs.FS{"record": record.Files, "people": people.Files, "post": Files} {
		if err := db.Migrate(context.Background(), name, files); err != nil {
			t.Fatal(err)
		}
	}
	rooms := ui.Rooms()
	rooms["post"], rooms["intake"] = Words, words
	w := must(lang.New(rooms))
	w.Strict = true
	u := ui.New(w, ui.Options{})
	if err := u.Add("post", Templates); err != nil {
		t.Fatal(err)
	}
	r.desk = act.NewDesk(db, keeper{})
	r.room = must(NewRoom(Setup{Desk: r.desk, UI: u, Words: w, Times: Times{Zone: must(clock.Zone("Europe/Paris"))}, Base: "https://haki.example/", Sender: r.out}))
	r.do(func(tx *store.Tx) error {
		for _, p := range [][]any{{"ada", "fr", ""}, {"bo", "en", ""}, {"cy", "fr", ""}, {"gone", "fr", "2026-11-01"}} {
			if _, err := tx.Exec(`INSERT INTO people_account (id, name, display, office, language, invited, joined, ended, key_id, public, box, rev) VALUES (?, ?, ?, '', ?, '', '', ?, ?, '', ?, 0)`,
				p[0], p[0], "Display of "+p[0].(string), p[1], p[2], p[0], []byte{}); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`INSERT INTO people_team (id, role, name_en, name_fr, needed, founded, ended, successor, roster, rev) VALUES ('conduct', 'conduct', 'a', 'a', 0, '', '', '', ?, 0)`, []byte{}); err != nil {
			return err
		}
		for _, id := range []string{"ada", "bo"} {
			if _, err := tx.Exec(`INSERT INTO people_member (team, account, lead, since) VALUES ('conduct', ?, 0, '2020-01-01')`, id); err != nil {
				return err
			}
		}
		return nil
	})
	for _, id := range []string{"ada", "bo"} {
		if err := r.room.Address(r.as(id), id+"@kanari.example"); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// keeper knows people by the token that is their name.
type keeper struct{}

func (keeper) Resume(_ *store.Tx, t seal.Token) (gate.Actor, *seal.Ring, error) {
	a := gate.Actor{ID: string(t), Grants: []gate.Grant{{Power: gate.Self, TeamOnly: true}}}
	switch t {
	case "cy":
		a.Grants = append(a.Grants, gate.Grant{Power: "people.invite"})
	case "ada", "bo", "gone":
	default:
		return gate.Actor{}, nil, nil
	}
	return a, nil, nil
}

func (keeper) Wraps(*store.Tx) seal.Find { return nil }

func (r *rig) as(name string) context.Context {
	ctx, leave, err := r.desk.Enter(context.Background(), seal.Token(name))
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(leave)
	return ctx
}

// do changes something in an act.
func (r *rig) do(fn func(*store.Tx) error) {
	r.Helper()
	_, err := act.Do(act.Operator(context.Background()), r.desk, act.Act{Name: "test.thing.do", Needs: gate.Operator}, whole,
		func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (none struct{}, e record.Entry, err error) {
			return none, e, fn(tx)
		})
	if err != nil {
		r.Fatal(err)
	}
}

var report = ident.Matter{Kind: "intake.report", ID: "r1"}

func (r *rig) put(l Letter) {
	r.Helper()
	if l.Matter.None() {
		l.Matter = report
	}
	r.do(func(tx *store.Tx) error { return Put(tx, l) })
}

// at moves the clock to an hour in Paris and lets the clock do its work.
func (r *rig) at(day int, hour string) int {
	r.Helper()
	h := must(time.Parse("15:04", hour))
	r.clock.Set(time.Date(2026, 11, day, h.Hour(), h.Minute(), 0, 0, r.room.Times.Zone))
	n, err := r.room.Dispatch(context.Background())
	if err != nil {
		r.Fatal(err)
	}
	return n
}

func (r *rig) states(who string) string {
	r.Helper()
	var out []string
	for _, l := range must(r.room.Own(r.as(who))).Letters {
		s := string(l.State)
		if l.Why != "" {
			s += "/" + string(l.Why)
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func (r *rig) ask(method, who, path string, form url.Values) *httptest.ResponseRecorder {
	site := web.Site{UI: r.room.UI, Public: lang.Public, Staff: lang.Staff,
		Enter: func(ctx context.Context, token string) (context.Context, func(), error) {
			return r.desk.Enter(ctx, seal.Token(token))
		},
		SignedIn: func(ctx context.Context) bool { return act.Of(ctx).ID != "" },
		Chrome:   func(*http.Request, web.Kind) ui.Chrome { return ui.Chrome{Brand: "MISKA"} }}
	q := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.AddCookie(&http.Cookie{Name: "haki", Value: who})
	w := httptest.NewRecorder()
	site.Handler(r.room.Pages()).ServeHTTP(w, q)
	return w
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
