package custody

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/web"
)

// Forms reads the forms of staff pages that may bring one document. A fault in another
// field loses nothing: the document stays on the shelf, sealed, and the form that comes
// back carries the way to it in a hidden field, so that the server keeps no state.
type Forms struct {
	shelf  *Shelf
	limits Limits
	waits  *seal.Capsule
}

// NewForms makes them for a use ("outcome.form"): a token of one use is none of another.
// The secret is the installation's own.
func NewForms(s *Shelf, l Limits, secret []byte, use string) *Forms {
	return &Forms{s, l, seal.NewCapsule(secret, use)}
}

// Posted is what came in: the fields, and the document that came now or waited.
type Posted struct {
	url.Values
	Document Upload
}

const (
	idle        = 8 * time.Hour // how long a document waits for its form (design): a day's work; the shelf sweeps later
	longestForm = 1 << 20       // what all typed fields may hold, in bytes (design)
	documentKey = "file"        // the field a document comes in
	tokenKey    = "token"       // the field that carries the one that waits
)

// Read takes a form with its document. What was wrong is a fault at its field, and what
// could be read comes with it; without values there is no form to show again.
func (f *Forms) Read(q *http.Request) (p Posted, err error) {
	var fresh Upload
	if p.Values, fresh, err = posted(q, f.shelf, f.limits); p.Values == nil {
		return p, err
	}
	f.unpack(&p)
	if !fresh.None() {
		p.Document = fresh
	}
	return p, err
}

// posted reads a form and the file that came with it in the field "file", put on the shelf;
// none is no fault. Values that are nil say that nothing could be read; else what is wrong
// stands beside all that was typed.
func posted(q *http.Request, shelf *Shelf, limits Limits) (v url.Values, u Upload, err error) {
	kind, _, _ := mime.ParseMediaType(q.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		v, err = web.Form(q)
		return v, u, err
	}
	parts, err := q.MultipartReader()
	if err != nil {
		return nil, u, fault.New(fault.Invalid, "fault.form")
	}
	v = url.Values{}
	var wrong error
	for room := int64(longestForm); ; {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, u, err
		}
		if p.FormName() == documentKey {
			taken, failed := shelf.Take(q.Context(), p, p.FileName(), limits)
			if wrong = errors.Join(wrong, failed); failed == nil {
				u = taken
			}
			continue
		}
		text, err := io.ReadAll(io.LimitReader(p, room+1))
		if room -= int64(len(text)); err != nil || room < 0 {
			return nil, u, errors.Join(err, fault.New(fault.Invalid, "fault.form"))
		}
		v.Add(p.FormName(), string(text))
	}
	return v, u, errors.Join(wrong, web.Clean(v))
}

// unpack takes the document out of the token; of one that is too old or not ours there is
// none, and the form asks for the document again.
func (f *Forms) unpack(p *Posted) {
	b, err := f.waits.Open(p.Get(tokenKey), f.shelf.clock.Now())
	if err != nil {
		return
	}
	if all, err := Unpack(b); err == nil && len(all) == 1 {
		p.Document = all[0]
	}
}

// Token seals the document that waits, for the hidden field "token"; "" if there is none.
func (f *Forms) Token(p Posted) string {
	if p.Document.None() {
		return ""
	}
	return f.waits.Put(Pack([]Upload{p.Document}), f.shelf.clock.Now(), idle)
}
