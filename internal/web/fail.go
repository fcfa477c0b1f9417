package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
)

// Status is the one table from kinds to HTTP.
var Status = map[fault.Kind]int{
	fault.Internal: 500, fault.Invalid: 422, fault.NotFound: 404, fault.Withheld: 404, fault.Forbidden: 403,
	fault.Conflict: 409, fault.Stale: 409, fault.Unavailable: 503, fault.TooMany: 429,
}

// guarded runs a page and turns a panic into an error that says where, never what with:
// the values of a request do not reach the log.
func (s *Site) guarded(p Page, w http.ResponseWriter, r *http.Request) (err error) {
	defer func() {
		if v := recover(); v != nil {
			if v == http.ErrAbortHandler {
				panic(v)
			}
			err = panicked{kind: fmt.Sprintf("%T", v), stack: debug.Stack()}
		}
	}()
	return p.Serve(w, r)
}

// panicked keeps the type of what was thrown and the way to it, not its text.
type panicked struct {
	kind  string
	stack []byte
}

func (p panicked) Error() string { return "panic: " + p.kind }

// fail answers an error: its status, and a page that says in the reader's language what
// happened and what to do. NotFound and Withheld are one answer, padded to one time.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, k Kind, watch clock.Watch, err error) {
	err = tooBig(err)
	kind := fault.Of(err)
	if errors.Is(err, context.Canceled) {
		return // nobody is there to be answered
	}
	shown, ref := fault.New(fault.NotFound, "fault.not_found"), ""
	switch kind {
	case fault.NotFound, fault.Withheld:
		pad(r.Context(), watch, s.Floor)
	case fault.Internal:
		ref = reference()
		s.internal(k, ref, err)
		shown = fault.New(fault.Internal, "fault.internal")
	default:
		errors.As(err, &shown)
	}
	if kind == fault.Unavailable || kind == fault.TooMany {
		w.Header().Set("Retry-After", "10")
	}
	tag := s.tagOf(r, k)
	if ui.ChromeOf(r.Context()).Brand == "" {
		r = r.WithContext(ui.WithChrome(r.Context(), s.Chrome(r, k)))
	}
	s.UI.Fault(w, r, tag, Status[kind], ui.FaultView{Fault: shown, Reference: ref, Kind: k})
}

// pad waits until floor has gone by since the request began, so that the clock does not
// tell a thing that is withheld from one that does not exist.
func pad(ctx context.Context, watch clock.Watch, floor time.Duration) {
	rest := time.NewTimer(floor - watch.Elapsed())
	defer rest.Stop()
	select {
	case <-rest.C:
	case <-ctx.Done():
	}
}

// internal logs once what only we can mend. For a reporter's page the error's own text
// stays out: it may quote what the database was given.
func (s *Site) internal(k Kind, ref string, err error) {
	attrs := []any{"reference", ref, "type", fmt.Sprintf("%T", err)}
	if k == Staff || k == Door {
		attrs = append(attrs, "error", err.Error())
	}
	var p panicked
	if errors.As(err, &p) {
		attrs = append(attrs, "stack", string(p.stack))
	}
	s.Log.Log(context.Background(), slog.LevelError, "internal", attrs...)
}

// tooBig gives a body that passed its limit a sentence of its own.
func tooBig(err error) error {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return fault.New(fault.Invalid, "fault.too_big", "n", int(big.Limit>>20))
	}
	return err
}

// tagOf is the language of an answer when the address may have none.
func (s *Site) tagOf(r *http.Request, k Kind) lang.Tag {
	if tag := lang.Tag(r.PathValue("lang")); s.speaks(k, tag) {
		return tag
	}
	if len(r.URL.Path) > 3 && s.speaks(k, lang.Tag(r.URL.Path[1:3])) {
		return lang.Tag(r.URL.Path[1:3])
	}
	return lang.Match(r.Header.Get("Accept-Language"), s.Public)
}
