package web

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/ui"
)

// Site is every page over one interface.
type Site struct {
	UI     *ui.UI
	Public []lang.Tag // languages of public, reporter and door pages
	Staff  []lang.Tag // languages of staff pages

	// Enter gives a request the actor of its session. leave takes the keys away again.
	Enter func(ctx context.Context, token string) (in context.Context, leave func(), err error)
	// SignedIn says whether Enter found a session.
	SignedIn func(context.Context) bool
	// Chrome is what stands around a page: the institution's name, the rooms, who is signed in.
	Chrome func(*http.Request, Kind) ui.Chrome

	Secure bool          // served over TLS, here or by a proxy in front
	Exit   string        // where quick exit goes
	Floor  time.Duration // the least time that "not found" takes; 40 ms if zero
	Log    *slog.Logger
	Parts  bool // show every part once, under /{lang}/_parts: for those who build pages

	turns chan struct{}
}

const (
	usualLimit = 256 << 10
	atOnce     = 256              // requests that write, under way at the same time
	patience   = 20 * time.Second // that one of them waits for its turn
)

// Handler mounts the pages.
func (s *Site) Handler(pages []Page) http.Handler {
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	if s.Floor == 0 {
		s.Floor = 40 * time.Millisecond
	}
	s.turns = make(chan struct{}, atOnce)
	mux := http.NewServeMux()
	for _, p := range pages {
		mux.Handle(p.Method+" "+p.Path, s.serve(p))
	}
	if s.Parts {
		mux.HandleFunc("GET /{lang}/_parts", func(w http.ResponseWriter, r *http.Request) {
			if err := s.UI.Parts(w, r); err != nil {
				s.fail(w, r, Public, clock.Start(), err)
			}
		})
	}
	mux.HandleFunc("GET /{$}", s.welcome)
	mux.HandleFunc("/", s.lost)
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, Reporter, clock.Start(), fault.New(fault.Forbidden, "fault.cross_site"))
	}))
	return s.headers(s.assets(cross.Handler(mux)))
}

// assets are served before the pages: their address would look like a language.
func (s *Site) assets(next http.Handler) http.Handler {
	files := s.UI.Assets()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, ui.AssetPath) {
			files.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// serve runs one page: language, session, size of the body, turn, answer.
func (s *Site) serve(p Page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		watch := clock.Start()
		if !s.speaks(p.Kind, lang.Tag(r.PathValue("lang"))) {
			s.fail(w, r, p.Kind, watch, fault.New(fault.NotFound, "fault.not_found"))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit(p))
		w.Header().Set("Cache-Control", "no-store")
		if p.Kind == Public {
			w.Header().Set("Cache-Control", "no-cache")
		}
		var leave func()
		var err error
		if r, leave, err = s.enter(r, p.Kind); leave != nil {
			defer leave()
		}
		r = r.WithContext(ui.WithChrome(r.Context(), s.Chrome(r, p.Kind)))
		switch {
		case err != nil:
		case p.Kind == Staff && !s.SignedIn(r.Context()):
			s.askIn(w, r)
			return
		default:
			err = s.turn(r, func() error { return s.guarded(p, w, r) })
		}
		if err != nil {
			s.fail(w, r, p.Kind, watch, err)
		}
		s.logged(p, watch, err)
	})
}

func limit(p Page) int64 {
	if p.Limit > 0 {
		return p.Limit
	}
	return usualLimit
}

func (s *Site) speaks(k Kind, tag lang.Tag) bool {
	if k == Staff || k == Door {
		return slices.Contains(s.Staff, tag)
	}
	return slices.Contains(s.Public, tag)
}

// enter reads the cookie on staff pages and nowhere else: a public page does not know
// who looks at it.
func (s *Site) enter(r *http.Request, k Kind) (*http.Request, func(), error) {
	if k == Public || k == Reporter {
		return r, nil, nil
	}
	ctx, leave, err := s.Enter(r.Context(), SessionToken(r))
	return r.WithContext(ctx), leave, err
}

// turn lets only so many writing requests run at once; the others wait, and who waits
// too long is told to try again. It counts work, never addresses.
func (s *Site) turn(r *http.Request, fn func() error) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return fn()
	}
	wait := time.NewTimer(patience)
	defer wait.Stop()
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
		return fn()
	case <-wait.C:
		return fault.New(fault.TooMany, "fault.too_many")
	case <-r.Context().Done():
		return r.Context().Err()
	}
}

// askIn sends somebody without a session to the door, whether or not the thing they
// asked for exists, and back to it afterwards.
func (s *Site) askIn(w http.ResponseWriter, r *http.Request) {
	to := "/" + r.PathValue("lang") + "/login"
	if r.Method == http.MethodGet && r.URL.RawQuery == "" {
		to += "?next=" + strings.TrimPrefix(r.URL.Path, "/"+r.PathValue("lang"))
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// welcome sends the bare address to the reader's language.
func (s *Site) welcome(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Vary", "Accept-Language")
	w.Header().Set("Cache-Control", "no-cache")
	tag := lang.Match(r.Header.Get("Accept-Language"), s.Public)
	http.Redirect(w, r, "/"+string(tag)+"/", http.StatusSeeOther)
}

func (s *Site) lost(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, Public, clock.Start(), fault.New(fault.NotFound, "fault.not_found"))
}

// logged writes one line for a staff page: method, page and outcome, no identifier and
// no address. Of public and reporter pages it keeps nothing: even the minute of a visit
// could tell on somebody.
func (s *Site) logged(p Page, watch clock.Watch, err error) {
	if p.Kind == Public || p.Kind == Reporter {
		return
	}
	status := http.StatusOK
	if err != nil {
		status = Status[fault.Of(err)]
	}
	s.Log.Info("request", "page", p.Method+" "+p.Path, "status", status, "ms", watch.Elapsed().Milliseconds())
}

// reference names one failure for whoever must find it in the log.
func reference() string { return string(ident.New[Site](ident.Dice))[:8] }
