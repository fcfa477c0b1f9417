package peopletest

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/store"
)

// Each runs f with an empty database on every engine at hand, and a clock that stands at
// Monday. SQLite is always there; HAKI_TEST_POSTGRES names a server, and each test has a
// schema of its own on it.
func Each(t *testing.T, f func(*testing.T, *store.DB, *clock.Fixed)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		c := &clock.Fixed{T: Monday}
		db, err := store.OpenSQLite(filepath.Join(t.TempDir(), "haki.db"), c)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		f(t, db, c)
	})
	dsn := os.Getenv("HAKI_TEST_POSTGRES")
	if dsn == "" {
		t.Log("no HAKI_TEST_POSTGRES: SQLite only")
		return
	}
	t.Run("postgres", func(t *testing.T) {
		c := &clock.Fixed{T: Monday}
		db, err := store.OpenPostgres(dsn+" search_path="+schema(t, dsn), c)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		f(t, db, c)
	})
}

// schema makes one that nobody else has, gone when the test ends.
func schema(t *testing.T, dsn string) string {
	t.Helper()
	name := "test_" + string(ident.New[Town](ident.Dice))
	p, err := sql.Open("pgx", dsn)
	if err == nil {
		_, err = p.Exec(`CREATE SCHEMA ` + name)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.Exec(`DROP SCHEMA ` + name + ` CASCADE`)
		p.Close()
	})
	return name
}
