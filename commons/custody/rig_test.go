package custody

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// rig is a database, a shelf and two readers, one of whom is let in.
type rig struct {
	*testing.T
	db       *store.DB
	clock    *clock.Fixed
	desk     *act.Desk
	shelf    *Shelf
	dir      string
	ada, dan *seal.Key // two readers
	room     *Room
	public   context.Context
	asAda    context.Context // in her session
	asDan    context.Context
}

var begin = time.Date(2026, 11, 23, 15, 4, 5, 0, time.UTC)

// each runs f on an empty database of every engine at hand.
func each(t *testing.T, f func(*rig)) {
	c := func() *clock.Fixed { return &clock.Fixed{T: begin} }
	t.Run("sqlite", func(t *testing.T) {
		clk := c()
		db := must(store.OpenSQLite(filepath.Join(t.TempDir(), "a.db"), clk))
		f(furnish(t, db, clk))
	})
	where := os.Getenv("HAKI_TEST_POSTGRES")
	if where == "" {
		t.Log("no HAKI_TEST_POSTGRES: SQLite only")
		return
	}
	t.Run("postgres", func(t *testing.T) {
		clk := c()
		name := fmt.Sprintf("custody%d_%s", os.Getpid(), ident.New[rig](rand.Reader))
		p := must(sql.Open("pgx", where))
		must(p.Exec(`CREATE SCHEMA ` + name))
		t.Cleanup(func() {
			must(p.Exec(`DROP SCHEMA ` + name + ` CASCADE`))
			p.Close()
		})
		f(furnish(t, must(store.OpenPostgres(where+" search_path="+name, clk)), clk))
	})
}

func furnish(t *testing.T, db *store.DB, c *clock.Fixed) *rig {
	r := &rig{T: t, db: db, clock: c, dir: filepath.Join(t.TempDir(), "files"), ada: seal.NewPair(), dan: seal.NewPair()}
	t.Cleanup(func() { db.Close() })
	ctx := context.Background()
	for _, err := range []error{db.Migrate(ctx, "record", record.Files), db.Migrate(ctx, "people", people.Files), db.Migrate(ctx, "custody", Files)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	r.shelf = must(OpenShelf(r.dir, c))
	t.Cleanup(func() { r.shelf.Close() })
	r.desk = act.NewDesk(db, keeper{r})
	r.room = NewRoom(r.desk, r.shelf)
	r.public = ctx
	r.asAda, r.asDan = r.enter("ada"), r.enter("dan")
	return r
}

// keeper knows ada and dan by the token that is their name.
type keeper struct{ r *rig }

func (k keeper) Resume(_ *store.Tx, t seal.Token) (gate.Actor, *seal.Ring, error) {
	who := gate.Actor{ID: string(t), Grants: []gate.Grant{{Power: "intake.read"}}}
	if t == "ada" {
		return who, seal.NewRing(k.r.ada), nil
	}
	return who, seal.NewRing(k.r.dan), nil
}

func (k keeper) Wraps(tx *store.Tx) seal.Find { return people.Book{}.Wraps(tx) }

func (r *rig) enter(name string) context.Context {
	ctx, leave, err := r.desk.Enter(context.Background(), seal.Token(name))
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(leave)
	return ctx
}

// A subject is what the evidence of these tests hangs on.
type subject struct{ m ident.Matter }

func (subject) Scope() gate.Scope      { return gate.Scope{Mission: "MIRA"} }
func (s subject) Matter() ident.Matter { return s.m }
func about(id string) ident.Matter     { return ident.Matter{Kind: "intake.report", ID: id} }
func found(m ident.Matter) func(*store.Tx) (subject, error) {
	return func(*store.Tx) (subject, error) { return subject{m}, nil }
}

var (
	receive = act.Act{Name: "intake.report.receive", Needs: gate.Anyone, Coarse: true}
	read    = act.Act{Name: "intake.file.read", Needs: "intake.read", Sensitive: true}
	handle  = act.Act{Name: "intake.file.handle", Needs: "intake.read"}
)

// take puts bytes on the shelf.
func (r *rig) take(name, body string, have ...Upload) Upload {
	r.Helper()
	return must(r.shelf.Take(context.Background(), strings.NewReader(body), name, Usual, have...))
}

var given = Given{From: Reporter, To: Holder{"team", "conduct"}, Where: "MIRA", Condition: Unseen, Coarse: true}

// adopt hangs an upload on a matter for ada to read, as the public.
func (r *rig) adopt(m ident.Matter, u Upload) (Item, error) {
	return act.Do(r.public, r.desk, receive, found(m), func(tx *store.Tx, keys *seal.Keys, s subject) (Item, record.Entry, error) {
		g := given
		g.Matter = m
		i, err := r.shelf.Adopt(tx, keys, u, g, r.ada.Recipient())
		return i, record.Entry{Subject: m, Facts: i.Facts()}, err
	})
}

// do changes something in ada's session.
func (r *rig) do(fn func(tx *store.Tx, keys *seal.Keys) error) error {
	_, err := act.Do(r.asAda, r.desk, handle, found(about("r1")), func(tx *store.Tx, keys *seal.Keys, s subject) (struct{}, record.Entry, error) {
		return struct{}{}, record.Entry{Subject: s.m}, fn(tx, keys)
	})
	return err
}

// shown lists the evidence of a matter as somebody sees it.
func (r *rig) shown(ctx context.Context, m ident.Matter) []Shown {
	r.Helper()
	return must(act.See(ctx, r.desk, read, found(m), func(tx *store.Tx, keys *seal.Keys, s subject) ([]Shown, error) {
		all, err := Of(tx, m)
		if err != nil {
			return nil, err
		}
		return Look(keys, all)
	}))
}

func (r *rig) chain(id ItemID) (links []Link) {
	r.Helper()
	if err := r.db.View(context.Background(), func(tx *store.Tx) (err error) { links, err = Chain(tx, id); return err }); err != nil {
		r.Fatal(err)
	}
	return links
}

// bytes of an item, as somebody reads it.
func (r *rig) bytes(ctx context.Context, m ident.Matter, id ItemID) (string, error) {
	f, err := Read(ctx, r.desk, r.shelf, read, found(m), id)
	if err != nil {
		return "", err
	}
	rc, err := f.Reader()
	if err != nil {
		return "", err
	}
	defer rc.Close()
	b, err := io.ReadAll(rc)
	return string(b), err
}

// files on the shelf, but for its mark.
func (r *rig) files() (names []string) {
	r.Helper()
	filepath.WalkDir(r.dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != mark {
			names = append(names, must(filepath.Rel(r.dir, p)))
		}
		return err
	})
	return names
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
