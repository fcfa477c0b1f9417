package duty

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/store"
)

// A database of the first step, with duties that ended before delays were kept: the second
// step gives each the days between the promised day and the day it ended, as package time
// counts them, over leap days, turns of the year and centuries.
func TestDutiesThatEndedBeforeDelaysWereKeptGetTheirs(t *testing.T) {
	each(t, func(h *house) {
		dsn := ""
		if strings.HasSuffix(h.Name(), "postgres") {
			dsn = os.Getenv("HAKI_TEST_POSTGRES")
		}
		db := opened(h, dsn, h.clock)
		h.must(db.Migrate(context.Background(), "record", record.Files))
		first, err := fs.ReadFile(Files, "migrations/001_duty.sql")
		h.must(err)
		h.must(db.Migrate(context.Background(), "duty", fstest.MapFS{"001_duty.sql": {Data: first}}))
		type row struct {
			due, late, ended string
			on               string
			want             int
		}
		days := func(from, to string) int {
			a, err := time.Parse(time.DateOnly, from)
			h.must(err)
			b, err := time.Parse(time.DateOnly, to)
			h.must(err)
			return int(b.Sub(a).Hours() / 24)
		}
		rows := []row{
			{"2026-11-20", "", "", "", 0}, // still owed
			{"2026-11-20", "2026-11-21", "", "", 0},
			{"2026-11-20", "", "met", "2026-11-20", 0},
			{"2026-11-20", "", "met", "2026-11-13", -7},
			{"2026-11-20", "2026-11-21", "met_late", "2026-11-21", 1},
			{"2024-02-27", "2024-02-28", "met_late", "2024-03-01", 3}, // over a leap day
			{"2023-02-27", "2023-02-28", "met_late", "2023-03-01", 2},
			{"2025-12-30", "2025-12-31", "breached", "2026-01-02", 3},
			{"2026-03-01", "2025-12-02", "met_late", "2026-01-10", 40}, // extended after its breach: the day that was missed counts
			{"1999-12-31", "2000-01-01", "breached", "2101-03-01", 36950},
		}
		for d := clock.Day("2023-12-20"); d < "2025-03-20"; d = d.Add(1) { // every day of fifteen months, early and late
			for _, n := range []int{-31, -1, 0, 1, 59, 366} {
				r := row{due: string(d), on: string(d.Add(n)), ended: "met"}
				if n > 0 {
					r.late, r.ended = string(d.Add(1)), "met_late"
				}
				r.want = days(r.due, r.on)
				rows = append(rows, r)
			}
		}
		h.must(db.Change(context.Background(), func(tx *store.Tx) error {
			for i, r := range rows {
				if _, err := tx.Exec(`INSERT INTO duty_duty (id, kind, matter, ref, rule, version, span, calendar, source, remind, bearer_kind, bearer, by_role, holder, since, owed_kind, owed, mission, country, walled, told, help, barred,
					cause, began, first_due, due, halted, halt_why, stopped, late, ended, ended_on, why, reminded, rung, climb, watch, rev)
					VALUES (?, 'test', ?, '', 'assess', '1', '5wd', 'institution', '{}', '', 'team', 'conduct', 0, '', '', 'institution', '', '', '', 0, 0, 0, '', '', ?, ?, ?, '', '', '', ?, ?, ?, '', 0, 0, '', '', 0)`,
					fmt.Sprint("d", i), fmt.Sprint("m", i), r.due, r.due, r.due, r.late, r.ended, r.on); err != nil {
					return err
				}
			}
			return record.Append(tx, "test.thing.do", "", record.Entry{}, false)
		}))
		h.must(db.Migrate(context.Background(), "duty", Files))
		var got map[string]int
		h.must(db.View(context.Background(), func(tx *store.Tx) error {
			got = map[string]int{}
			_, err := store.All(tx, func(s store.Scan) (none struct{}, err error) {
				var id string
				var n int
				err = s(&id, &n)
				got[id] = n
				return none, err
			}, `SELECT id, delay FROM duty_duty`)
			return err
		}))
		for i, r := range rows {
			if n := got[fmt.Sprint("d", i)]; n != r.want {
				h.Errorf("due %s, late %q, %q on %s: %d days, want %d", r.due, r.late, r.ended, r.on, n, r.want)
			}
		}
		if len(got) != len(rows) {
			h.Errorf("%d of %d duties are left", len(got), len(rows))
		}
	})
}
