package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/find"
	"haki/commons/people"
	"haki/commons/post"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/conf"
	"haki/internal/job"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/ui"
	"haki/internal/web"
)

// Options are what differs between serving, the demo and tests.
type Options struct {
	Clock  clock.Clock
	Log    *slog.Logger
	Cost   seal.Cost     // of trying a passphrase; the usual one if zero
	Life   time.Duration // of a session; the usual one if zero
	Floor  time.Duration // the least time of "not found"; the usual one if zero
	Dev    bool          // show /{lang}/_parts
	Demo   bool          // letters stay in the house and can be looked at
	Mirror bool          // add the mirrored pseudo-language, for tests of pages

	// Database opens another database than the settings name: a test's.
	Database func(clock.Clock) (*store.DB, error)
}

// House is the program, open.
type House struct {
	Conf    conf.Conf
	DB      *store.DB
	Desk    *act.Desk
	Words   *lang.Words
	UI      *ui.UI
	Book    people.Book
	Key     *record.Key
	Shelf   *custody.Shelf
	Rooms   Rooms
	Handler http.Handler

	options Options
	pages   []web.Page
	all     []Room
}

// Room is what the program asks of each. A room may also have pages, jobs of the clock,
// other ways to its acts, and a source for the search.
type Room interface {
	Name() string
	Acts() []act.Act
}

type (
	paged    interface{ Pages() []web.Page }
	clocked  interface{ Jobs() []job.Job }
	reaching interface{ Reaches() []web.Reach }
	sought   interface{ Source() find.Source }
)

// Open brings the database up to date, furnishes every room, and refuses to start with a
// loose end: a page without an act, an act without a page or a name.
func Open(ctx context.Context, c conf.Conf, o Options) (*House, error) {
	if o.Clock == nil {
		o.Clock = clock.Wall{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	h := &House{Conf: c, options: o}
	if err := c.Prepare(); err != nil {
		return nil, err
	}
	if err := h.secrets(); err != nil {
		return nil, err
	}
	var err error
	if o.Database == nil {
		o.Database = func(k clock.Clock) (*store.DB, error) { return store.Open(c.Where(), k) }
	}
	if h.DB, err = o.Database(o.Clock); err != nil {
		return nil, err
	}
	if err := h.furnish(ctx); err != nil {
		return nil, errors.Join(err, h.DB.Close())
	}
	return h, nil
}

// secrets reads what is kept beside the database and never in it.
func (h *House) secrets() error {
	pepper, err := h.Conf.MakePepper()
	if err != nil {
		return err
	}
	h.Book = people.Book{Pepper: pepper, Cost: h.options.Cost, Life: h.options.Life, Idle: h.options.Life}
	signing, err := conf.Secret(h.Conf.Dir, "record.key")
	if err != nil {
		return err
	}
	h.Key, err = record.NewKey(origin, signing)
	return err
}

// origin names the record for ever: in its checkpoints, wherever its folder is moved to.
// Which institution's it is, its key says.
const origin = "haki/record"

func (h *House) furnish(ctx context.Context) error {
	if err := Migrate(ctx, h.DB); err != nil {
		return err
	}
	words, err := lang.New(Words())
	if err != nil {
		return err
	}
	if h.options.Mirror {
		words = words.Mirror()
	}
	h.Words, h.UI, h.Desk = words, ui.New(words, ui.Options{}), act.NewDesk(h.DB, h.Book)
	for name, pages := range templates {
		if err := h.UI.Add(name, pages); err != nil {
			return err
		}
	}
	if h.Shelf, err = custody.OpenShelf(filepath.Join(h.Conf.Dir, "files"), h.options.Clock); err != nil {
		return err
	}
	if h.Rooms, h.all, err = h.rooms(); err != nil {
		return err
	}
	return h.mount()
}

// mount checks acts against pages, jobs and commands, and makes the site.
func (h *House) mount() error {
	var acts []string
	for _, r := range h.all {
		for _, a := range r.Acts() {
			if key := ActKey(a.Name); !h.Words.Has(lang.English, key) {
				return fmt.Errorf("app: act %s has no name: %s", a.Name, key)
			}
			acts = append(acts, a.Name)
		}
		if r, ok := r.(paged); ok {
			h.pages = append(h.pages, r.Pages()...)
		}
	}
	others := reached
	for _, r := range h.all {
		if r, ok := r.(reaching); ok {
			others = append(slices.Clip(others), r.Reaches()...)
		}
	}
	if err := web.Check(acts, h.pages, others); err != nil {
		return err
	}
	h.Handler = h.site().Handler(h.pages)
	return nil
}

func (h *House) site() *web.Site {
	return &web.Site{UI: h.UI, Public: h.Words.Public(), Staff: h.Words.Staff(), Enter: h.enter, SignedIn: signedIn, Chrome: h.chrome,
		Secure: h.Conf.TLS() || h.Conf.BehindProxy, Exit: h.Conf.Exit, Floor: h.options.Floor, Log: h.options.Log, Parts: h.options.Dev}
}

func (h *House) enter(ctx context.Context, token string) (context.Context, func(), error) {
	in, leave, err := h.Desk.Enter(ctx, seal.Token(token))
	if err == nil && token != "" && signedIn(in) {
		h.Rooms.People.Touch(in, token)
	}
	return in, leave, err
}

func signedIn(ctx context.Context) bool { return act.Of(ctx).ID != "" }

// Pages are all addresses, for the golden tables and the tests that walk them.
func (h *House) Pages() []web.Page { return h.pages }

// All are the rooms in floor order.
func (h *House) All() []Room { return h.all }

// Close lets go of the database.
func (h *House) Close() error { return h.DB.Close() }

// Jobs are what the clock does: each room's, and the record's own.
func (h *House) Jobs() []job.Job {
	var all []job.Job
	for _, r := range h.all {
		if r, ok := r.(clocked); ok {
			all = append(all, r.Jobs()...)
		}
	}
	return append(all,
		job.Job{Name: "record.sequence", Every: 5 * time.Second, Run: func(ctx context.Context) error { return h.Desk.Sequence(ctx, h.Key) }},
		job.Job{Name: "record.publish", Every: 10 * time.Minute, Run: func(ctx context.Context) error { return h.Desk.Publish(ctx, h.Key, h.showing()) }},
		job.Job{Name: "record.settle", Every: time.Hour, Run: h.Desk.Settle})
}

func (h *House) showing() record.Showing {
	s := record.Daily
	s.Hour = h.Conf.CheckpointHour
	return s
}

// Run does the jobs until ctx ends.
func (h *House) Run(ctx context.Context) error {
	r, err := h.Runner()
	if err != nil {
		return err
	}
	r.Run(act.Clock(ctx))
	return nil
}

// Runner makes the runner of the jobs.
func (h *House) Runner() (*job.Runner, error) {
	return job.NewRunner(h.DB, h.options.Clock, h.options.Log, h.Jobs()...)
}

// Migrate brings the database up to date, floor by floor.
func Migrate(ctx context.Context, db *store.DB) error {
	for _, m := range migrations {
		sub, err := fs.Sub(m.files, "migrations")
		if err != nil {
			return err
		}
		if err := db.Migrate(ctx, m.room, sub); err != nil {
			return err
		}
	}
	return nil
}

// sender is how letters leave: by the mail server that is configured, else not at all.
func (h *House) sender() (post.Sender, error) {
	if !h.Conf.Mail() || h.options.Demo {
		return nil, nil
	}
	pass, err := h.Conf.SMTPPassword()
	return post.SMTP{Host: h.Conf.SMTPHost, Port: h.Conf.SMTPPort, User: h.Conf.SMTPUser, Password: pass, From: h.Conf.SMTPFrom}, err
}
