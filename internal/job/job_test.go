package job

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/store"
)

var day = time.Date(2026, 11, 25, 9, 20, 0, 0, time.UTC)

// house is a database that may be opened by several programs, each with a runner.
type house struct {
	t     *testing.T
	clock *clock.Fixed
	log   bytes.Buffer
	open  func() *store.DB
}

func each(t *testing.T, f func(h *house)) {
	t.Run("sqlite", func(t *testing.T) {
		h := &house{t: t, clock: &clock.Fixed{T: day}}
		path := filepath.Join(t.TempDir(), "a.db")
		h.open = func() *store.DB { return h.opened(store.OpenSQLite(path, h.clock)) }
		f(h)
	})
	where := os.Getenv("HAKI_TEST_POSTGRES")
	if where == "" {
		return
	}
	t.Run("postgres", func(t *testing.T) {
		h := &house{t: t, clock: &clock.Fixed{T: day}}
		name := "job_" + string(ident.New[house](ident.Dice))
		p, err := sql.Open("pgx", where)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Exec(`CREATE SCHEMA ` + name); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { p.Exec(`DROP SCHEMA ` + name + ` CASCADE`); p.Close() })
		h.open = func() *store.DB { return h.opened(store.OpenPostgres(where+" search_path="+name, h.clock)) }
		f(h)
	})
}

func (h *house) opened(db *store.DB, err error) *store.DB {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { db.Close() })
	return db
}

func (h *house) runner(jobs ...Job) *Runner {
	h.t.Helper()
	r, err := NewRunner(h.open(), h.clock, slog.New(slog.NewTextHandler(&h.log, nil)), jobs...)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func counting(n *atomic.Int32) func(context.Context) error {
	return func(context.Context) error { n.Add(1); return nil }
}

func TestAJobRunsOnceInItsInterval(t *testing.T) {
	each(t, func(h *house) {
		var n atomic.Int32
		a, b := h.runner(Job{"duty.remind", time.Hour, counting(&n)}), h.runner(Job{"duty.remind", time.Hour, counting(&n)})
		for _, c := range []struct {
			on   time.Duration
			want int32
		}{{0, 1}, {time.Minute, 1}, {38 * time.Minute, 1}, {time.Minute, 2}, {59 * time.Minute, 2}, {time.Minute, 3}, {50 * time.Hour, 4}} {
			h.clock.Advance(c.on)
			for _, r := range []*Runner{a, b, h.runner(Job{"duty.remind", time.Hour, counting(&n)})} {
				if err := r.Tick(context.Background()); err != nil {
					h.t.Fatal(err)
				}
			}
			if got := n.Load(); got != c.want {
				h.t.Fatalf("%v: ran %d times, want %d", h.clock.Now(), got, c.want)
			}
		}
	})
}

func TestTwoProgramsDoNotRunItTogether(t *testing.T) {
	each(t, func(h *house) {
		var inside, most, ran atomic.Int32
		run := func(context.Context) error {
			if now := inside.Add(1); now > most.Load() {
				most.Store(now)
			}
			time.Sleep(20 * time.Millisecond)
			inside.Add(-1)
			ran.Add(1)
			return nil
		}
		var all sync.WaitGroup
		for range 4 {
			r := h.runner(Job{"post.send", time.Hour, run})
			all.Go(func() {
				if err := r.Tick(context.Background()); err != nil {
					h.t.Error(err)
				}
			})
		}
		all.Wait()
		if most.Load() != 1 || ran.Load() != 1 {
			h.t.Errorf("%d at once, %d in all", most.Load(), ran.Load())
		}
	})
}

func TestAFailedJobRunsAgainAfterAPauseAndSaysSoOnce(t *testing.T) {
	each(t, func(h *house) {
		var n atomic.Int32
		broken := true
		r := h.runner(Job{"duty.breach", 24 * time.Hour, func(context.Context) error {
			n.Add(1)
			if broken {
				return fmt.Errorf("what she wrote: %w", fault.New(fault.Conflict, "duty.closed", "name", "Amina"))
			}
			return nil
		}})
		ctx := context.Background()
		if err := r.Tick(ctx); fault.Of(err) != fault.Conflict {
			h.t.Errorf("got %v", err)
		}
		said := h.log.String()
		if strings.Count(said, "\n") != 1 || !strings.Contains(said, "job=duty.breach kind=conflict") || !strings.Contains(said, "key=duty.closed") {
			h.t.Errorf("the log says %q", said)
		}
		if strings.Contains(said, "wrote") || strings.Contains(said, "Amina") {
			h.t.Errorf("the log repeats what somebody wrote: %q", said)
		}
		broken = false
		r.Tick(ctx)
		if n.Load() != 1 {
			h.t.Error("tried again at once")
		}
		h.clock.Advance(pause)
		if err := r.Tick(ctx); err != nil || n.Load() != 2 {
			h.t.Errorf("ran %d times (%v)", n.Load(), err)
		}
		h.clock.Advance(pause)
		if r.Tick(ctx); n.Load() != 2 {
			h.t.Error("done, and done again")
		}
	})
}

func TestAPanicEndsTheJobAndNotTheProgram(t *testing.T) {
	each(t, func(h *house) {
		var n atomic.Int32
		var none map[string]int
		r := h.runner(Job{"a.a", time.Hour, func(context.Context) error { none["what she wrote"] = 1; return nil }}, Job{"a.b", time.Hour, counting(&n)})
		if err := r.Tick(context.Background()); err == nil || n.Load() != 1 {
			h.t.Errorf("got %v, the other job ran %d times", err, n.Load())
		}
		if said := h.log.String(); !strings.Contains(said, "job_test.go") && !strings.Contains(said, "TestAPanic") || strings.Contains(said, "wrote") {
			h.t.Errorf("the log says %q", said)
		}
	})
}

func TestARunnerStopsWhenItsContextEnds(t *testing.T) {
	each(t, func(h *house) {
		began, ended := make(chan bool), make(chan bool)
		r := h.runner(Job{"post.send", time.Hour, func(ctx context.Context) error {
			close(began)
			<-ctx.Done()
			return ctx.Err()
		}})
		ctx, stop := context.WithCancel(context.Background())
		go func() { r.Run(ctx); close(ended) }()
		<-began
		stop()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			h.t.Fatal("it did not stop")
		}
		if h.log.Len() > 0 {
			h.t.Errorf("stopping is logged as a failure: %q", h.log.String())
		}
		var n atomic.Int32 // and what it did not finish the next program does at once
		if err := h.runner(Job{"post.send", time.Hour, counting(&n)}).Tick(context.Background()); err != nil || n.Load() != 1 {
			h.t.Errorf("ran %d times (%v)", n.Load(), err)
		}
	})
}

func TestARunningRunnerRunsWhatIsDue(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := store.OpenSQLite(path, clock.Wall{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n atomic.Int32
	r, err := NewRunner(db, clock.Wall{}, slog.Default(), Job{"a.a", 20 * time.Millisecond, counting(&n)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), 500*time.Millisecond)
	defer stop()
	r.Run(ctx)
	if got := n.Load(); got < 5 || got > 26 {
		t.Errorf("ran %d times in half a second", got)
	}
}

func TestAJobThatIsNoneIsRefused(t *testing.T) {
	run := func(context.Context) error { return nil }
	for _, jobs := range [][]Job{{{"", time.Hour, run}}, {{"a.a", 0, run}}, {{"a.a", time.Hour, nil}}, {{"a.a", time.Hour, run}, {"a.a", time.Minute, run}}} {
		if _, err := NewRunner(nil, clock.Wall{}, nil, jobs...); err == nil {
			t.Errorf("%v was taken", jobs)
		}
	}
}

func TestTheTypesOfAFailureAreTold(t *testing.T) {
	err := fmt.Errorf("a: %w", errors.Join(fault.New(fault.Unavailable, "fault.busy").Because(context.Canceled)))
	if got := types(err); got != "*fmt.wrapError *errors.joinError *fault.Fault *errors.errorString" {
		t.Errorf("got %q", got)
	}
}
