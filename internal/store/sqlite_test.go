package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"haki/internal/clock"
	"haki/internal/fault"
)

// Every connection of both pools, not only the first.
func TestSQLiteIsStrict(t *testing.T) {
	db, err := OpenSQLite(filepath.Join(t.TempDir(), "a?b #c%20.db"), clock.Wall{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	common := map[string]string{"journal_mode": "wal", "synchronous": "2", "busy_timeout": "5000", "foreign_keys": "1", "trusted_schema": "0"}
	look := func(pool *sql.DB, n int, queryOnly string) {
		for range n {
			c, err := pool.Conn(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			common["query_only"] = queryOnly
			for name, want := range common {
				var got string
				if err := c.QueryRowContext(context.Background(), "PRAGMA "+name).Scan(&got); err != nil || got != want {
					t.Errorf("%s is %q, want %q (%v)", name, got, want, err)
				}
			}
		}
	}
	look(db.write, 1, "0")
	look(db.read, 4, "1")
}

func TestOnlyItsOwnerReadsTheFile(t *testing.T) {
	dir := t.TempDir()
	furnished(t, opened(t, filepath.Join(dir, "a.db")))
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(files) != 3 {
		t.Errorf("found %v", files)
	}
	for _, f := range files {
		if i, err := os.Stat(f); err != nil || i.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v (%v)", f, i.Mode(), err)
		}
	}
}

func TestTheFileKeepsNoComments(t *testing.T) {
	dir := t.TempDir()
	db := furnished(t, opened(t, filepath.Join(dir, "a.db")))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	all, err := os.ReadFile(filepath.Join(dir, "a.db"))
	if err != nil || !bytes.Contains(all, []byte("things_thing")) || bytes.Contains(all, []byte("remark")) {
		t.Errorf("a remark of the schema is in the file (%v)", err)
	}
}

// A full disk is told, undone, and over when there is room again.
func TestAFullDiskIsNoInternalError(t *testing.T) {
	db := furnished(t, opened(t, filepath.Join(t.TempDir(), "a.db")))
	var pages int
	if err := db.write.QueryRow(`PRAGMA page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		if _, err := db.write.Exec(fmt.Sprintf(`PRAGMA max_page_count = %d`, n)); err != nil {
			t.Fatal(err)
		}
	}
	big := func(id string) error {
		return change(db, func(tx *Tx) error {
			if err := add(tx, id+" small", 1); err != nil {
				return err
			}
			_, err := tx.Exec(`INSERT INTO things_thing (id, n, body) VALUES (?, 1, ?)`, id, make([]byte, 100_000))
			return err
		})
	}
	limit(pages + 2)
	err := big("a")
	if f := fault.All(err); len(f) != 1 || f[0].Kind != fault.Unavailable || f[0].Key != "fault.disk_full" {
		t.Errorf("got %v", err)
	}
	if n := count(t, db); n != 0 {
		t.Errorf("%d things of a change that failed", n)
	}
	limit(1 << 20)
	if err := big("b"); err != nil || count(t, db) != 2 {
		t.Errorf("with room again: %v", err)
	}
}

func TestADiskThatFailsIsNoInternalError(t *testing.T) {
	for _, err := range []error{sqlite3.FULL, sqlite3.IOERR, sqlite3.IOERR_WRITE, sqlite3.IOERR_FSYNC, sqlite3.CANTOPEN} {
		if sqlite := (sqlite{}); sqlite.trouble(fmt.Errorf("deep: %w", err)) != full {
			t.Errorf("%v", err)
		}
	}
}

// Another process, such as the command line, may hold the file.
func TestAnotherProcessMayWriteToo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	a, b := furnished(t, opened(t, path)), opened(t, path)
	var all sync.WaitGroup
	for i, db := range []*DB{a, b, a, b} {
		all.Go(func() {
			for n := range 25 {
				if err := change(db, func(tx *Tx) error { return add(tx, fmt.Sprint(i, n), 1) }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if n := count(t, a); n != 100 {
		t.Errorf("%d things", n)
	}
}

func TestADamagedFileIsFound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := furnished(t, opened(t, path))
	for i := range 200 {
		if err := change(db, func(tx *Tx) error { return add(tx, fmt.Sprintf("%0200d", i), i) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	all, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(all, []byte(fmt.Sprintf("%0200d", 150)))
	copy(all[at:], "9")
	if err := os.WriteFile(path, all, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := opened(t, path).Check(context.Background()); err == nil {
		t.Error("a changed page passes for whole")
	}
}
