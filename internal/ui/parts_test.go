package ui

import (
	"bytes"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"haki/internal/lang"
	"haki/internal/seal"
)

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

// Each part is drawn with its sample and compared with what was agreed on.
func TestGoldenPartsLookAsAgreed(t *testing.T) {
	u, s := newUI(t), sample()
	parts := map[string]any{
		"hold": s.Holds[3], "state": Mark{State: KeptLate}, "counts": s.Counts, "matters": s.Matters, "duties": s.Holds[:2],
		"table": s.Table, "tabs": s.Tabs, "timeline": s.Time, "promise": s.Promise, "next": s.Next, "truths": s.Truths, "panel": s.Panel,
		"talk": s.Talk, "words": s.Receipt, "empty": s.Empty, "done-box": s.Done, "facts": s.Facts, "pager": s.Pager, "filters": s.Filters,
		"figure": s.Figures[0], "printhead": s.Print, "progress": s.Steps, "errsum": sampleForm(),
	}
	for name, data := range parts {
		for _, tag := range []lang.Tag{"en", "ar"} {
			got, err := u.draw(tag, name, data)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			golden(t, "parts/"+name+"."+string(tag)+".html", string(got)+"\n")
		}
	}
}

func everyPage(t *testing.T, visit func(where, text string, tree *html.Node)) {
	t.Helper()
	u := newUI(t)
	kinds := map[string]Kind{"staff": Staff, "public": Public, "reporter": Reporter, "door": Door}
	for name, k := range kinds {
		for _, tag := range u.languages(k) {
			text, tree := page(t, func(w http.ResponseWriter, r *http.Request) error { return u.PartsAs(w, r, k) }, asked("GET", "/"+string(tag)+"/parts"))
			visit(name+" "+string(tag), text, tree)
		}
	}
	for _, tag := range lang.Staff {
		text, tree := page(t, u.Keys, asked("GET", "/"+string(tag)+"/keys"))
		visit("keys "+string(tag), text, tree)
		confirm := Screen{Title: "Close it?", Body: Confirm{Say: "It is closed.", Changes: []any{"one"}, Reason: "Why?", Action: "/x", Do: "Close", Grave: true, Back: "/y", Hidden: []Hidden{{"rev", "3"}}}, Form: sampleForm()}
		text, tree = page(t, func(w http.ResponseWriter, r *http.Request) error { return u.Show(w, r, 200, "ui/confirm", confirm) }, asked("GET", "/"+string(tag)+"/x"))
		visit("confirm "+string(tag), text, tree)
	}
}

func TestPagesAreSoundHTML(t *testing.T) {
	everyPage(t, func(where, text string, tree *html.Node) {
		for _, f := range unsound(text, tree) {
			t.Errorf("%s: %s", where, f)
		}
	})
}

// The checks are themselves checked: each of these has one fault.
func TestUnsoundHTMLIsFound(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"style":         {`<p style="color:red">`, "style"},
		"handler":       {`<p onclick="x()">`, "onclick"},
		"script":        {`<script>x()</script>`, "inline"},
		"id twice":      {`<p id="a"></p><p id="a">`, "twice"},
		"no label":      {`<input id="x" name="x">`, "no label"},
		"dangling":      {`<p aria-describedby="nobody">`, "nobody"},
		"template":      {`<a href="#ZgotmplZ">x</a>`, "ZgotmplZ"},
		"heading jumps": {`<h1>a</h1><h3>b</h3>`, "h3"},
	} {
		tree, err := html.Parse(strings.NewReader(tc.text))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(unsound(tc.text, tree), "\n"); !strings.Contains(got, tc.want) {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

var left = regexp.MustCompile(`<no value>|ZgotmplZ|%!|\{\{|\bui\.[a-z_]+|\bfault\.[a-z_]+`)

func unsound(text string, tree *html.Node) (faults []string) {
	ids, labels := map[string]bool{}, map[string]bool{}
	for _, n := range all(tree, func(*html.Node) bool { return true }) {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				faults = append(faults, "attribute "+a.Key)
			}
		}
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				faults = append(faults, "id "+id+" stands twice")
			}
			ids[id] = true
		}
		if n.Data == "label" {
			labels[attr(n, "for")] = true
		}
		if n.Data == "script" && attr(n, "src") == "" {
			faults = append(faults, "inline script")
		}
	}
	for _, n := range all(tree, func(*html.Node) bool { return true }) {
		for _, name := range []string{"aria-describedby", "aria-labelledby", "for"} {
			for _, id := range strings.Fields(attr(n, name)) {
				if !ids[id] {
					faults = append(faults, name+" points to nobody: "+id)
				}
			}
		}
	}
	for _, n := range all(tree, named("input", "select", "textarea")) {
		if attr(n, "type") != "hidden" && !labels[attr(n, "id")] {
			faults = append(faults, attr(n, "name")+" has no label")
		}
	}
	at := 0
	for _, n := range all(tree, named("h1", "h2", "h3", "h4")) {
		level := int(n.Data[1] - '0')
		if level > at+1 && at > 0 {
			faults = append(faults, n.Data+" follows a heading that is not one above")
		}
		at = level
	}
	for _, hit := range left.FindAllString(text, -1) {
		faults = append(faults, "left over: "+hit)
	}
	return faults
}

func TestEverySymbolExists(t *testing.T) {
	sprite, err := assetFiles.ReadFile("assets/sprite.svg")
	if err != nil {
		t.Fatal(err)
	}
	everyPage(t, func(where, _ string, tree *html.Node) {
		for _, n := range all(tree, named("use")) {
			_, name, _ := strings.Cut(attr(n, "href"), "#")
			if !bytes.Contains(sprite, []byte(`<symbol id="`+name+`"`)) {
				t.Errorf("%s: no symbol %q", where, name)
			}
		}
	})
}

func TestAStateIsNeverToldByColourAlone(t *testing.T) {
	everyPage(t, func(where, _ string, tree *html.Node) {
		for _, n := range all(tree, func(n *html.Node) bool { return n.Data == "span" && strings.HasPrefix(attr(n, "class"), "state ") }) {
			if len(all(n, named("use"))) != 1 || text(n) == "" {
				t.Errorf("%s: a state without shape or word: %s", where, attr(n, "class"))
			}
		}
	})
}

func TestWhatIsSealedIsShownToWhoCanOpenIt(t *testing.T) {
	u := newUI(t)
	k := kit{u, "en", u.sets["en"]}
	open, err := k.private(seal.Hide("Hawa <b>"))
	if err != nil || open != `<bdi class="told">Hawa &lt;b&gt;</bdi>` {
		t.Errorf("open: %s %v", open, err)
	}
	bytes, err := k.show(seal.Hide([]byte("x")))
	if err != nil || !strings.Contains(string(bytes), ">x<") {
		t.Errorf("bytes: %s %v", bytes, err)
	}
	closed, err := k.private(seal.Private[string]{})
	if err != nil || !strings.Contains(string(closed), seal.Dots) || !strings.Contains(string(closed), "do not hold the key") {
		t.Errorf("closed: %s %v", closed, err)
	}
	why, err := k.private(seal.Private[string]{}, "not yours")
	if err != nil || !strings.Contains(string(why), "not yours") {
		t.Errorf("with a reason: %s %v", why, err)
	}
	if data, err := u.draw("en", "facts", []Fact{{Name: "n", Value: seal.Private[string]{}}}); err != nil || !strings.Contains(string(data), seal.Dots) {
		t.Errorf("in a part: %s %v", data, err)
	}
}
