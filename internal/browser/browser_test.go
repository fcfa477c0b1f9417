package browser_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"haki/internal/browser"
)

const form = `<!doctype html><html lang="en"><title>t</title><h1>Say</h1><form method="post"><label>x <textarea name="x"></textarea></label><button>Send</button></form><script>document.title="script ran"</script>`

func site() *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.Method == "POST" {
			w.Write([]byte(`<!doctype html><p>You said ` + r.FormValue("x")))
			return
		}
		w.Write([]byte(form))
	}))
}

func TestAFormIsFilledAndSentWithAndWithoutScripts(t *testing.T) {
	s := site()
	defer s.Close()
	for _, off := range []bool{true, false} {
		b := browser.Open(t, s.URL, browser.Look{NoScript: off, Width: 360})
		b.Go("/")
		if got := b.Eval("document.title") == "script ran"; got == off {
			t.Errorf("scripts off %v: the page's script ran: %v", off, got)
		}
		b.Fill("textarea", "déjà vu")
		b.Press("button")
		b.Says("You said déjà vu")
		if png := b.Picture(); !strings.HasPrefix(string(png), "\x89PNG") {
			t.Error("no picture")
		}
	}
}
