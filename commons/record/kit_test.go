package record

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/store"
)

var start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) // a Monday

const origin = "haki.example.org/record"

// security.md 3.4 asks for 200; a run that often takes minutes.
var positions = flag.Int("positions", 5, "random places at which each mutation is tried")

func key(t testing.TB) *Key {
	t.Helper()
	k, err := NewKey(origin, []byte("a secret that is kept in no database"))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// house is a database with nothing but a record.
type house struct {
	testing.TB
	db    *store.DB
	clock *clock.Fixed
	key   *Key

	// What was true of the furnished record.
	numbers           []int64 // of its entries
	size, checkpoints int64
	pads              []padding
	old               head   // as it was in the middle
	outside           string // the last checkpoint, kept elsewhere
}

// each runs f on SQLite, and on PostgreSQL where a server is named.
func each(t *testing.T, f func(*testing.T, *house)) {
	t.Run("sqlite", func(t *testing.T) { f(t, sqlite(t)) })
	if where := os.Getenv("HAKI_TEST_POSTGRES"); where != "" {
		t.Run("postgres", func(t *testing.T) { f(t, postgres(t, where)) })
	} else {
		t.Log("no HAKI_TEST_POSTGRES: SQLite only")
	}
}

func bothEngines(b *testing.B, f func(*testing.B, *house)) {
	b.Run("sqlite", func(b *testing.B) { f(b, sqlite(b)) })
	if where := os.Getenv("HAKI_TEST_POSTGRES"); where != "" {
		b.Run("postgres", func(b *testing.B) { f(b, postgres(b, where)) })
	}
}

func sqlite(t testing.TB) *house {
	t.Helper()
	h := &house{TB: t, clock: &clock.Fixed{T: start}, key: key(t)}
	db, err := store.OpenSQLite(filepath.Join(t.TempDir(), "record.db"), h.clock)
	return h.opened(db, err)
}

func postgres(t testing.TB, where string) *house {
	t.Helper()
	name := fmt.Sprintf("record%d_%d", os.Getpid(), time.Now().UnixNano())
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
	if strings.Contains(where, "://") {
		where += map[bool]string{true: "&", false: "?"}[strings.Contains(where, "?")] + "search_path=" + name
	} else {
		where += " search_path=" + name
	}
	h := &house{TB: t, clock: &clock.Fixed{T: start}, key: key(t)}
	db, err := store.OpenPostgres(where, h.clock)
	return h.opened(db, err)
}

func (h *house) opened(db *store.DB, err error) *house {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
	h.db = db
	h.Cleanup(func() { db.Close() })
	if err := db.Migrate(context.Background(), "record", Files); err != nil {
		h.Fatal(err)
	}
	return h
}

// change does what is not an act: it stands for the sequencer's job, or for somebody
// at the database.
func (h *house) change(fn func(*store.Tx) error) {
	h.Helper()
	if err := h.db.Change(context.Background(), fn); err != nil {
		h.Fatal(err)
	}
}

func (h *house) view(fn func(*store.Tx) error) {
	h.Helper()
	if err := h.db.View(context.Background(), fn); err != nil {
		h.Fatal(err)
	}
}

func (h *house) act(act, actor string, e Entry, coarse bool) {
	h.Helper()
	h.change(func(tx *store.Tx) error { return Append(tx, act, actor, e, coarse) })
}

// many acts in one transaction.
func (h *house) many(n int, act string, e Entry, coarse bool) {
	h.Helper()
	h.change(func(tx *store.Tx) error {
		for range n {
			if err := Append(tx, act, "p1", e, coarse); err != nil {
				return err
			}
		}
		return nil
	})
}

func (h *house) sequence() (n int) {
	h.Helper()
	h.change(func(tx *store.Tx) (err error) { n, err = Sequence(tx, h.key); return })
	return n
}

func (h *house) publish() bool { return h.show(Daily) }

func (h *house) show(how Showing) (done bool) {
	h.Helper()
	h.change(func(tx *store.Tx) (err error) { done, err = how.Publish(tx, h.key); return })
	return done
}

func (h *house) verify(outside ...string) (r Report) {
	h.Helper()
	h.view(func(tx *store.Tx) (err error) { r, err = Verify(tx, h.key, outside...); return })
	return r
}

func (h *house) latest() (c Checkpoint) {
	h.Helper()
	h.view(func(tx *store.Tx) (err error) { c, err = Latest(tx); return })
	return c
}

func (h *house) count(query string, args ...any) (n int64) {
	h.Helper()
	h.view(func(tx *store.Tx) (err error) {
		n, err = store.One(tx, func(s store.Scan) (n int64, err error) { err = s(&n); return }, query, args...)
		return
	})
	return n
}

var errUndo = errors.New("undone on purpose")

// tamper lets somebody alter the database, looks, and undoes it.
func (h *house) tamper(alter func(*store.Tx) error, look func(*store.Tx)) {
	h.Helper()
	err := h.db.Change(context.Background(), func(tx *store.Tx) error {
		if err := alter(tx); err != nil {
			return err
		}
		look(tx)
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		h.Fatal(err)
	}
}

func matter(n int) ident.Matter {
	return ident.Matter{Kind: "intake.report", ID: fmt.Sprintf("m%025d", n)}
}

// furnished is a record of three days: acts of three people on seven matters, some of
// the public's, checkpoints in between, three of them shown.
func (h *house) furnished() *house {
	h.Helper()
	for day := range 3 {
		for i := range 40 {
			e := Entry{Subject: matter(i % 7), Facts: []Fact{Count("n", i), Code("state", "assessed"), Day("due", "2026-12-01")}}
			switch {
			case i%10 == 3:
				h.act("intake.report.receive", "", e, true)
			case i%10 == 7:
				h.act("people.session.begin", "p0", Entry{}, false)
			default:
				h.act("intake.report.assess", fmt.Sprintf("p%d", i%3), e, false)
			}
			h.clock.Advance(20 * time.Second)
			if i%8 == 7 {
				h.sequence()
			}
		}
		h.clock.Set(start.AddDate(0, 0, day+1).Add(-6 * time.Hour)) // three o'clock
		if !h.show(Showing{Hour: 3, Step: 64}) {
			h.Fatal("no checkpoint for the world")
		}
		h.clock.Set(start.AddDate(0, 0, day+1))
	}
	h.act("intake.report.close", "p1", Entry{Subject: matter(1)}, false)
	h.sequence()
	return h
}

// remember furnishes and notes what is true of it.
func (h *house) remember() {
	h.Helper()
	h.act("a.b", "p1", Entry{}, false)
	h.sequence()
	h.view(func(tx *store.Tx) (err error) { h.old, _, err = h.key.readHead(tx); return })
	h.furnished()
	h.clock.Advance(time.Minute)
	h.sequence()
	h.outside = h.latest().Note
	h.view(func(tx *store.Tx) (err error) {
		one := func(s store.Scan) (n int64, err error) { err = s(&n); return }
		if h.numbers, err = store.All(tx, one, `SELECT number FROM record_entry ORDER BY number`); err != nil {
			return err
		}
		if h.checkpoints, err = store.One(tx, one, `SELECT max(n) FROM record_checkpoint`); err != nil {
			return err
		}
		h.pads, err = store.All(tx, func(s store.Scan) (p padding, err error) { err = s(&p.first, &p.length); return }, `SELECT first, length FROM record_padding ORDER BY first`)
		return err
	})
	h.size = h.verify().Size
}
