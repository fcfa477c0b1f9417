package store

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"haki/internal/clock"
	"haki/internal/ident"
)

var day = time.Date(2026, 11, 25, 9, 0, 0, 123456789, time.UTC)

// things is a room for tests.
var things = fstest.MapFS{"001_thing.sql": {Data: []byte(`
	-- a neutral remark; with ? and 'quotes'
	CREATE TABLE things_thing (id TEXT PRIMARY KEY, n BIGINT NOT NULL, body BYTEA, sure BOOLEAN);
	CREATE TABLE things_seat (taken BIGINT NOT NULL -- another remark
	);
	INSERT INTO things_seat VALUES (0);`)}}

// each runs f on an empty database of every engine at hand. open opens it again.
func each(t *testing.T, f func(t *testing.T, open func() *DB)) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a.db")
		f(t, func() *DB { return opened(t, path) })
	})
	if where := postgresAt(t); where != "" {
		t.Run("postgres", func(t *testing.T) {
			where := fresh(t, where)
			f(t, func() *DB { return opened(t, where) })
		})
	}
}

func postgresAt(t testing.TB) string {
	where := os.Getenv("HAKI_TEST_POSTGRES")
	if where == "" {
		t.Log("no HAKI_TEST_POSTGRES: SQLite only")
	}
	return where
}

// fresh makes a schema of its own for the test.
func fresh(t testing.TB, where string) string {
	t.Helper()
	name := fmt.Sprintf("store%d_%x", os.Getpid(), time.Now().UnixNano())
	p, err := sql.Open("pgx", where)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Exec(`CREATE SCHEMA ` + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.Exec(`DROP SCHEMA ` + name + ` CASCADE`)
		p.Close()
	})
	if !strings.Contains(where, "://") {
		return where + " search_path=" + name
	}
	join := "?"
	if strings.Contains(where, "?") {
		join = "&"
	}
	return where + join + "search_path=" + name
}

func opened(t testing.TB, where string) *DB {
	t.Helper()
	open := Open
	if strings.Contains(where, "search_path=") {
		open = OpenPostgres
	}
	db, err := open(where, &clock.Fixed{T: day})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	places.Store(db, where)
	return db
}

var places sync.Map // *DB -> where it is

func (db *DB) where(t testing.TB) string {
	t.Helper()
	v, ok := places.Load(db)
	if !ok {
		t.Fatal("not opened here")
	}
	return v.(string)
}

func randomID() string { return string(ident.New[DB](ident.Dice)) }

// furnished is an open database with things in it.
func furnished(t testing.TB, db *DB) *DB {
	t.Helper()
	if err := db.Migrate(context.Background(), "things", things); err != nil {
		t.Fatal(err)
	}
	return db
}

func eachThing(t *testing.T, f func(t *testing.T, db *DB)) {
	each(t, func(t *testing.T, open func() *DB) { f(t, furnished(t, open())) })
}

func change(db *DB, fn func(*Tx) error) error {
	return db.Change(context.Background(), func(tx *Tx) error { tx.Noted(); return fn(tx) })
}

func add(tx *Tx, id string, n int) error {
	_, err := tx.Exec(`INSERT INTO things_thing (id, n) VALUES (?, ?)`, id, n)
	return err
}

func number(s Scan) (n int, err error)     { err = s(&n); return }
func letters(s Scan) (v string, err error) { err = s(&v); return }

func count(t testing.TB, db *DB) (n int) {
	t.Helper()
	err := db.View(context.Background(), func(tx *Tx) (err error) {
		n, err = One(tx, number, `SELECT count(*) FROM things_thing`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var childAt = flag.String("child", "", "where a process works that will be killed")
