package custody

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"haki/internal/fault"
	"haki/internal/web"
)

// longestForm is the most that all typed fields of a form with a file may hold, in bytes.
const longestForm = 1 << 20

// Posted reads a form and the file that came with it in the field "file", put on the shelf;
// none is no fault. Values that are nil say that nothing could be read; else what is wrong
// stands beside all that was typed.
func Posted(q *http.Request, shelf *Shelf, limits Limits) (v url.Values, u Upload, err error) {
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
		if p.FormName() == "file" {
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

// inert is the policy under which a file is given out: no script, no frame, no origin,
// nothing fetched, should a browser ever show what it was told to save.
const inert = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// Serve gives a file out, to be saved and never to be shown (promise P-22). Whatever the
// file looks like, it is bytes of no type: no browser, however old, is asked to make
// sense of them in our name. Neither its own name nor a digest of it stands in a header.
func Serve(w http.ResponseWriter, f *File) error {
	r, err := f.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", `attachment; filename="`+f.name+`"`)
	h.Set("Content-Length", strconv.FormatInt(f.Size(), 10))
	h.Set("Content-Security-Policy", inert)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Download-Options", "noopen")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	h.Set("Accept-Ranges", "none")
	if _, err := io.Copy(w, r); err != nil {
		panic(http.ErrAbortHandler) // half a file is on its way: break off, so that it is no file
	}
	return nil
}
