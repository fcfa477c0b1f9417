package custody

import (
	"io"
	"net/http"
	"strconv"
)

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
