package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"time"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/store"
)

const (
	life  = time.Minute      // of a lease whose holder died
	pause = time.Minute      // after a failure, at most
	look  = 30 * time.Second // how often somebody looks whether another died
)

// Job is one thing done by the clock.
type Job struct {
	Name  string // room.verb, such as duty.remind
	Every time.Duration
	Run   func(context.Context) error
}

// Runner runs jobs.
type Runner struct {
	db     *store.DB
	clock  clock.Clock
	log    *slog.Logger
	holder string
	jobs   []Job
}

// NewRunner checks the jobs and names the program that runs them. The clock is
// the database's.
func NewRunner(db *store.DB, c clock.Clock, log *slog.Logger, jobs ...Job) (*Runner, error) {
	seen := map[string]bool{}
	for _, j := range jobs {
		if j.Name == "" || j.Every <= 0 || j.Run == nil || seen[j.Name] {
			return nil, fmt.Errorf("job: %q lacks a name of its own, an interval, or something to do", j.Name)
		}
		seen[j.Name] = true
	}
	return &Runner{db, c, log, string(ident.New[Runner](ident.Dice)), jobs}, nil
}

// Run runs each job whenever it is due, beside the others, until ctx ends. It
// comes back when the last has stopped.
func (r *Runner) Run(ctx context.Context) {
	var all sync.WaitGroup
	for _, j := range r.jobs {
		all.Go(func() {
			for ctx.Err() == nil {
				r.attempt(ctx, j)
				wait := time.NewTimer(r.wait(j))
				select {
				case <-wait.C:
				case <-ctx.Done():
					wait.Stop()
				}
			}
		})
	}
	all.Wait()
}

// wait is the time until j is due, or until somebody should look whether another
// left it undone.
func (r *Runner) wait(j Job) time.Duration {
	now := r.clock.Now()
	return min(now.Truncate(j.Every).Add(j.Every).Sub(now), look)
}

// Tick runs what is due now, in the order of the list, and says what failed.
func (r *Runner) Tick(ctx context.Context) error {
	var all []error
	for _, j := range r.jobs {
		if err := r.attempt(ctx, j); err != nil {
			all = append(all, fmt.Errorf("%s: %w", j.Name, err))
		}
	}
	return errors.Join(all...)
}

// attempt runs j if it is due and nobody else does.
func (r *Runner) attempt(ctx context.Context, j Job) error {
	l, err := r.db.Lease(ctx, j.Name, r.holder, r.clock.Now().Truncate(j.Every), life)
	if err != nil {
		r.failed(ctx, j, err)
		return err
	}
	if l == nil {
		return nil
	}
	if err = r.hold(ctx, l, j); err == nil {
		err = l.Done(context.WithoutCancel(ctx))
	} else {
		again := min(pause, j.Every)
		if ctx.Err() != nil { // stopped, not failed: the next program may begin at once
			again = 0
		}
		err = errors.Join(err, l.Again(context.WithoutCancel(ctx), again))
	}
	if err != nil {
		r.failed(ctx, j, err)
	}
	return err
}

// hold runs j while it keeps the lease; who loses the lease stops.
func (r *Runner) hold(ctx context.Context, l *store.Lease, j Job) error {
	ctx, stop := context.WithCancelCause(ctx)
	done := make(chan struct{})
	var keeper sync.WaitGroup
	keeper.Go(func() {
		beat := time.NewTicker(life / 3)
		defer beat.Stop()
		for {
			select {
			case <-done:
				return
			case <-beat.C:
				if err := l.Hold(ctx); fault.Of(err) == fault.Conflict {
					stop(err)
					return
				}
			}
		}
	})
	err := guarded(ctx, j)
	close(done)
	keeper.Wait()
	if lost := context.Cause(ctx); err == nil && fault.Of(lost) == fault.Conflict {
		err = lost
	}
	stop(nil)
	return err
}

// panicked is a job that panicked. What a panic says may be anything; where it
// happened is enough.
type panicked struct{ at string }

func (p *panicked) Error() string { return "job: panic at " + p.at }

// guarded keeps a panic of one job from ending the program.
func guarded(ctx context.Context, j Job) (err error) {
	defer func() {
		if recover() != nil {
			err = &panicked{place()}
		}
	}()
	return j.Run(ctx)
}

// place is where the panic began: the first frame below it that is not the runtime's.
func place() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for below := false; ; {
		f, more := frames.Next()
		own := strings.HasPrefix(f.Function, "runtime.")
		if below && !own {
			return fmt.Sprintf("%s:%d", f.Function, f.Line)
		}
		below = below || f.Function == "runtime.gopanic"
		if !more {
			return "unknown"
		}
	}
}

// failed writes one line: which job, what kind of failure, and nothing that
// somebody may have written.
func (r *Runner) failed(ctx context.Context, j Job, err error) {
	if ctx.Err() != nil {
		return // we are stopping
	}
	line := []slog.Attr{slog.String("job", j.Name), slog.String("kind", fault.Of(err).String()), slog.String("types", types(err))}
	for _, f := range fault.All(err) {
		line = append(line, slog.String("key", f.Key))
	}
	var p *panicked
	if errors.As(err, &p) {
		line = append(line, slog.String("at", p.at))
	}
	r.log.LogAttrs(ctx, slog.LevelError, "job failed", line...)
}

// types are those of the chain of causes: they tell a programmer where to look.
func types(err error) string {
	s := ""
	for range 8 {
		if err == nil {
			break
		}
		if s != "" {
			s += " "
		}
		s += fmt.Sprintf("%T", err)
		if j, ok := err.(interface{ Unwrap() []error }); ok && len(j.Unwrap()) > 0 {
			err = j.Unwrap()[0]
			continue
		}
		err = errors.Unwrap(err)
	}
	return s
}
