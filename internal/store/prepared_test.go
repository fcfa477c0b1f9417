package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"haki/internal/clock"
)

func openThings(t *testing.T) *DB {
	db, err := OpenSQLite(filepath.Join(t.TempDir(), "prepared.db"), clock.Wall{})
	if err != nil {
		t.Fatal(err)
	}
	db.read.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

// kept are the texts that the one reading connection keeps prepared.
func kept(t *testing.T, db *DB) (texts []string) {
	t.Helper()
	c, err := db.read.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.Raw(func(d any) error {
		for _, p := range d.(*keeping).idle {
			texts = append(texts, p.query)
		}
		return nil
	})
	return texts
}

func asks(t *testing.T, db *DB, query string, args ...any) (n int) {
	t.Helper()
	err := db.View(context.Background(), func(tx *Tx) (err error) { n, err = One(tx, number, query, args...); return err })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAConnectionPreparesATextOnce(t *testing.T) {
	db := openThings(t)
	for i := range 3 {
		if got := asks(t, db, `SELECT ? + 1`, i); got != i+1 {
			t.Errorf("asked about %d it said %d", i, got)
		}
	}
	if got := kept(t, db); len(got) != 1 || got[0] != `SELECT ? + 1` {
		t.Errorf("it keeps %q", got)
	}
	for i := range 2 * mostPrepared {
		asks(t, db, fmt.Sprintf(`SELECT %d`, i))
	}
	if got := kept(t, db); len(got) != mostPrepared || got[len(got)-1] != fmt.Sprintf(`SELECT %d`, 2*mostPrepared-1) {
		t.Errorf("it keeps %d, at last %q", len(got), got[len(got)-1])
	}
}

// What is kept follows the tables: a column that came later is there.
func TestWhatIsPreparedFollowsTheTables(t *testing.T) {
	db := openThings(t)
	exec := func(query string) {
		t.Helper()
		if _, err := db.write.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	exec(`CREATE TABLE things_old (n BIGINT)`)
	exec(`INSERT INTO things_old (n) VALUES (1)`)
	if got := asks(t, db, `SELECT count(*) FROM (SELECT * FROM things_old WHERE n = 1)`); got != 1 {
		t.Errorf("before: %d", got)
	}
	exec(`ALTER TABLE things_old ADD COLUMN m BIGINT NOT NULL DEFAULT 5`)
	exec(`CREATE INDEX things_old_n ON things_old (n)`)
	if got := asks(t, db, `SELECT count(*) FROM (SELECT * FROM things_old WHERE n = 1)`); got != 1 {
		t.Errorf("after: %d", got)
	}
}
