package custody

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// P-22: whatever was uploaded is given out to be saved, as bytes of no type, under a
// policy that lets nothing run, and byte for byte what it was.
func TestP22WhatWasUploadedNeverRunsHere(t *testing.T) {
	each(t, func(r *rig) {
		want := http.Header{
			"Content-Type": {"application/octet-stream"}, "X-Content-Type-Options": {"nosniff"}, "Cache-Control": {"no-store"},
			"Content-Security-Policy": {inert}, "Cross-Origin-Resource-Policy": {"same-origin"}, "X-Download-Options": {"noopen"}, "Accept-Ranges": {"none"},
		}
		for name, c := range corpus {
			i := must(r.adopt(about("r1"), r.take(c.name, c.body)))
			w := httptest.NewRecorder()
			w.Header().Set("Content-Security-Policy", "script-src 'self'") // as every page has it
			f := must(Read(r.asAda, r.desk, r.shelf, read, found(about("r1")), i.ID))
			if err := Serve(w, f); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			h := w.Header().Clone()
			given, length := h.Get("Content-Disposition"), h.Get("Content-Length")
			h.Del("Content-Disposition")
			h.Del("Content-Length")
			if !maps.EqualFunc(h, want, func(a, b []string) bool { return strings.Join(a, ",") == strings.Join(b, ",") }) {
				t.Errorf("%s: %v", name, h)
			}
			if given != `attachment; filename="`+i.givenOut()+"."+c.given+`"` || length != strconv.Itoa(len(c.body)) {
				t.Errorf("%s: %s, %s bytes", name, given, length)
			}
			if w.Code != 200 || w.Body.String() != c.body {
				t.Errorf("%s: %d, %q", name, w.Code, w.Body.String())
			}
		}
	})
}

func TestAnAlteredFileIsAnsweredWithoutAByte(t *testing.T) {
	each(t, func(r *rig) {
		i := must(r.adopt(about("r1"), r.take("a.txt", strings.Repeat("x", 200_000))))
		path := filepath.Join(r.dir, place(i.ID))
		b := must(os.ReadFile(path))
		b[len(b)-1] ^= 1
		os.WriteFile(path, b, 0o600)
		w := httptest.NewRecorder()
		f := must(Read(r.asAda, r.desk, r.shelf, read, found(about("r1")), i.ID))
		if err := Serve(w, f); err == nil || w.Body.Len() > 0 || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%v: %d bytes, %v", err, w.Body.Len(), w.Header())
		}
	})
}

// A file that is changed after it was checked and before it is sent breaks off.
func TestAFileThatChangesUnderWayBreaksOff(t *testing.T) {
	each(t, func(r *rig) {
		i := must(r.adopt(about("r1"), r.take("a.txt", strings.Repeat("x", 1_000_000))))
		path := filepath.Join(r.dir, place(i.ID))
		f := must(Read(r.asAda, r.desk, r.shelf, read, found(about("r1")), i.ID))
		w := &meddler{ResponseRecorder: httptest.NewRecorder(), first: func() {
			b := must(os.ReadFile(path))
			b[len(b)-1] ^= 1
			os.WriteFile(path, b, 0o600)
		}}
		defer func() {
			if v := recover(); v != http.ErrAbortHandler {
				t.Errorf("ended with %v", v)
			}
		}()
		Serve(w, f)
		t.Error("half a file was sent as a whole one")
	})
}

type meddler struct {
	*httptest.ResponseRecorder
	first func()
}

func (m *meddler) Write(p []byte) (int, error) {
	if m.first != nil {
		m.first()
		m.first = nil
	}
	return m.ResponseRecorder.Write(p)
}
