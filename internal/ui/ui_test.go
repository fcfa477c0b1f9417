package ui

import (
	"net/http/httptest"
	"os"
	"testing"

	"haki/internal/lang"
)

func newUI(t *testing.T) *UI {
	t.Helper()
	w, err := lang.New(Rooms())
	if err != nil {
		t.Fatal(err)
	}
	w.Strict = true
	return New(w, Options{})
}

func TestWordsAreSound(t *testing.T) {
	for _, f := range lang.Check(Rooms()) {
		t.Error(f)
	}
	w, err := lang.New(Rooms())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range w.Used(os.DirFS("."), "ui", "parts", "fault") {
		t.Error(f)
	}
}

func TestPartsPage(t *testing.T) {
	u := newUI(t)
	for _, tag := range lang.Public {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/"+string(tag)+"/parts", nil)
		r = r.WithContext(WithChrome(r.Context(), Chrome{Brand: "MISKA", Service: "x"}))
		if err := u.Parts(w, r); err != nil {
			t.Fatal(err)
		}
		os.WriteFile("/tmp/ui/parts."+string(tag)+".html", w.Body.Bytes(), 0o644)
	}
}
