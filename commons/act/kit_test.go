package act_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// house has one table of things, each in a mission, and a desk.
type house struct {
	*testing.T
	db   *store.DB
	desk *act.Desk
}

// keeper knows no sessions: the tests make actors by act.As.
type keeper struct{}

func (keeper) Resume(*store.Tx, seal.Token) (gate.Actor, *seal.Ring, error) {
	return gate.Actor{}, nil, nil
}
func (keeper) Wraps(*store.Tx) seal.Find { return nil }

func each(t *testing.T, f func(*house)) {
	c := &clock.Fixed{T: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	t.Run("sqlite", func(t *testing.T) {
		db, err := store.OpenSQLite(filepath.Join(t.TempDir(), "act.db"), c)
		f(furnish(t, db, err))
	})
	where := os.Getenv("HAKI_TEST_POSTGRES")
	if where == "" {
		return
	}
	t.Run("postgres", func(t *testing.T) {
		schema := fmt.Sprintf("act%d_%d", os.Getpid(), time.Now().UnixNano())
		p, err := sql.Open("pgx", where)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Exec(`CREATE SCHEMA ` + schema); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			p.Exec(`DROP SCHEMA ` + schema + ` CASCADE`)
			p.Close()
		})
		db, err := store.OpenPostgres(where+" search_path="+schema, c)
		f(furnish(t, db, err))
	})
}

func furnish(t *testing.T, db *store.DB, err error) *house {
	t.Helper()
	ctx := context.Background()
	things := fstest.MapFS{"001_thing.sql": {Data: []byte(`CREATE TABLE act_thing (id TEXT PRIMARY KEY, mission TEXT NOT NULL, said TEXT NOT NULL)`)}}
	if err == nil {
		t.Cleanup(func() { db.Close() })
		err = db.Migrate(ctx, "record", record.Files)
	}
	if err == nil {
		err = db.Migrate(ctx, "act", things)
	}
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t, db, act.NewDesk(db, keeper{})}
	for _, x := range []thing{{"here1", "MIRA", "one"}, {"here2", "MIRA", "two"}, {"there", "MONA", "three"}} {
		h.do(office, put, x, x.id)
	}
	return h
}

// thing is what acts are done to here.
type thing struct{ id, mission, said string }

func (x thing) Scope() gate.Scope    { return gate.Scope{Mission: x.mission} }
func (x thing) Matter() ident.Matter { return ident.Matter{Kind: "act.thing", ID: x.id} }
func scan(s store.Scan) (x thing, err error) {
	err = s(&x.id, &x.mission, &x.said)
	return x, err
}

var (
	put    = act.Act{Name: "act.thing.put", Needs: "act.decide", Sees: "act.read"}
	read   = act.Act{Name: "act.thing.read", Needs: "act.read"}
	peruse = act.Act{Name: "act.thing.peruse", Needs: "act.read", Sensitive: true}

	office  = gate.Actor{ID: "p0", Grants: []gate.Grant{{Power: "act.decide"}, {Power: "act.read"}}}
	reader  = gate.Actor{ID: "p1", Grants: []gate.Grant{{Power: "act.read", Mission: "MIRA"}}}
	decider = gate.Actor{ID: "p2", Grants: []gate.Grant{{Power: "act.read", Mission: "MIRA"}, {Power: "act.decide", Mission: "MIRA"}}}
	public  = gate.Actor{}
)

func as(a gate.Actor) context.Context { return act.As(context.Background(), a) }

func find(id string) func(*store.Tx) (thing, error) {
	return func(tx *store.Tx) (thing, error) {
		return store.One(tx, scan, `SELECT id, mission, said FROM act_thing WHERE id = ?`, id)
	}
}

// change puts said on the thing, or makes it, and enters it under the subject given.
func (h *house) change(who gate.Actor, a act.Act, x thing, e record.Entry) error {
	found := find(x.id)
	if who.ID == office.ID {
		found = func(*store.Tx) (thing, error) { return x, nil }
	}
	_, err := act.Do(as(who), h.desk, a, found, func(tx *store.Tx, _ *seal.Keys, _ thing) (string, record.Entry, error) {
		_, err := tx.Exec(`INSERT INTO act_thing (id, mission, said) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET said = excluded.said`, x.id, x.mission, x.said)
		return x.id, e, err
	})
	return err
}

func (h *house) do(who gate.Actor, a act.Act, x thing, subject string) {
	h.Helper()
	if err := h.change(who, a, x, record.Entry{Subject: ident.Matter{Kind: "act.thing", ID: subject}}); err != nil {
		h.Fatal(err)
	}
}

// sees reads one thing.
func (h *house) sees(who gate.Actor, a act.Act, id string) (string, error) {
	return act.See(as(who), h.desk, a, find(id), func(_ *store.Tx, _ *seal.Keys, x thing) (string, error) { return x.said, nil })
}

// entries are the acts that the record holds of a thing; of "" those that have no subject.
func (h *house) entries(id string) (acts []string) {
	h.Helper()
	err := h.db.View(context.Background(), func(tx *store.Tx) (err error) {
		acts, err = store.All(tx, func(s store.Scan) (a string, err error) { err = s(&a); return a, err },
			`SELECT act FROM record_entry WHERE object = ? ORDER BY at, id`, id)
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
	return acts
}
