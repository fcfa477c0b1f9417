package ui

import (
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"haki/internal/clock"
	"haki/internal/fault"
)

const formPage = `{{define "desk/form"}}<h1>{{.Title}}</h1><form>{{template "errsum" .Form}}
{{field .Form "place" "label" "Place" "value" "before"}}{{field .Form "secret" "label" "Secret" "type" "password"}}
{{textarea .Form "account" "label" "Account"}}{{select .Form "kind" "label" "Kind" "options" (options "a" "A" "b" "B")}}
{{choice .Form "known" "label" "Known" "options" (options "yes" "Yes" "no" "No")}}{{checks .Form "want" "label" "Want" "options" (options "help" "Help" "law" "Law" "care" "Care")}}
{{date .Form "when" "label" "When"}}{{file .Form "file" "label" "File"}}</form>{{end}}`

func drawForm(t *testing.T, form *Form) *html.Node {
	t.Helper()
	u := newUI(t)
	for _, set := range u.sets {
		template.Must(set.New("desk").Parse(formPage))
	}
	_, tree := page(t, func(w http.ResponseWriter, r *http.Request) error {
		return u.Show(w, r, 422, "desk/form", Screen{Title: "Form", Form: form})
	}, asked("POST", "/en/desk"))
	return tree
}

func control(t *testing.T, tree *html.Node, name, value string) *html.Node {
	t.Helper()
	found := all(tree, func(n *html.Node) bool {
		return attr(n, "name") == name && (value == "" || attr(n, "value") == value || attr(n, "type") == "text")
	})
	if len(found) == 0 {
		t.Fatalf("no control %s %s", name, value)
	}
	return found[0]
}

func TestNothingTypedIsLost(t *testing.T) {
	values := vals("place", `<Camp "Orra">`, "secret", "open sesame", "account", "\nfirst line\nsecond", "kind", "b", "known", "no", "want", "help", "want", "care", "when_day", "3", "when_month", "11", "when_year", "26")
	tree := drawForm(t, NewForm(values, errors.Join(fault.In("when", "fault.not_a_date"), fault.In("known", "fault.choose"))))
	if got := attr(control(t, tree, "place", ""), "value"); got != `<Camp "Orra">` {
		t.Errorf("text: %q", got)
	}
	if got := attr(control(t, tree, "secret", ""), "value"); got != "" {
		t.Errorf("a passphrase came back: %q", got)
	}
	area := control(t, tree, "account", "")
	if area.FirstChild == nil || area.FirstChild.Data != "\nfirst line\nsecond" {
		t.Errorf("text area: %+v", area.FirstChild)
	}
	chosen := map[string]bool{}
	for _, n := range all(tree, func(n *html.Node) bool { return has(n, "checked") || has(n, "selected") }) {
		chosen[attr(n, "name")+"="+attr(n, "value")] = true
	}
	for _, want := range []string{"=b", "known=no", "want=help", "want=care", "=11"} {
		if !chosen[want] {
			t.Errorf("%s is not chosen: %v", want, chosen)
		}
	}
	if len(chosen) != 5 {
		t.Errorf("chosen: %v", chosen)
	}
	if got := attr(control(t, tree, "when_year", ""), "value"); got != "26" {
		t.Errorf("year: %q", got)
	}
}

func TestWhatIsWrongIsSaidAtTheTopAndAtItsField(t *testing.T) {
	tree := drawForm(t, NewForm(vals("place", "x"), errors.Join(fault.In("place", "fault.too_long", "n", 20), fault.In("known", "fault.choose"), fault.New(fault.Invalid, "fault.form"))))
	sum := all(tree, func(n *html.Node) bool { return attr(n, "class") == "errsum" })
	if len(sum) != 1 || !has(sum[0], "autofocus") || attr(sum[0], "tabindex") != "-1" {
		t.Fatal("the summary does not take the focus")
	}
	if !strings.Contains(text(sum[0]), "3 things are left") || !strings.Contains(text(sum[0]), "The form arrived incomplete") {
		t.Errorf("summary: %s", text(sum[0]))
	}
	for _, a := range all(sum[0], named("a")) {
		id := strings.TrimPrefix(attr(a, "href"), "#")
		if len(all(tree, func(n *html.Node) bool { return attr(n, "id") == id && n.Data == "input" })) != 1 {
			t.Errorf("the summary leads nowhere: %s", id)
		}
	}
	place := control(t, tree, "place", "")
	if attr(place, "aria-invalid") != "true" || attr(place, "aria-describedby") != "f-place-e" {
		t.Error("the field does not tell what is wrong with it")
	}
	if e := all(tree, func(n *html.Node) bool { return attr(n, "id") == "f-place-e" }); len(e) != 1 || !strings.Contains(text(e[0]), "Shorten this to 20 characters") {
		t.Error("the field does not say it")
	}
}

func TestNoAnswerIsGivenForTheReader(t *testing.T) {
	tree := drawForm(t, nil)
	for _, n := range all(tree, func(n *html.Node) bool { return has(n, "checked") }) {
		t.Errorf("chosen in advance: %s", attr(n, "name"))
	}
	if got := attr(control(t, tree, "place", ""), "value"); got != "before" {
		t.Errorf("the value of a form not yet typed in: %q", got)
	}
	if len(all(tree, func(n *html.Node) bool { return attr(n, "class") == "errsum" })) != 0 {
		t.Error("a summary of nothing")
	}
}

func TestAFieldWithAMisspeltPairIsRefused(t *testing.T) {
	u := newUI(t)
	for name, page := range map[string]string{
		"unknown":  `{{field .Form "x" "label" "X" "lable" "Y"}}`,
		"type":     `{{field .Form "x" "label" "X" "wide" "yes"}}`,
		"no label": `{{field .Form "x"}}`,
		"odd":      `{{field .Form "x" "label"}}`,
	} {
		for _, set := range u.sets {
			template.Must(set.New("desk").Parse(`{{define "desk/` + name + `"}}` + page + `{{end}}`))
		}
	}
	for _, name := range []string{"unknown", "type", "no label", "odd"} {
		if _, err := u.draw("en", "desk/"+name, &view{u: u}); err == nil {
			t.Errorf("%s: drawn all the same", name)
		}
	}
}

func TestADateIsReadAsFarAsItIsKnown(t *testing.T) {
	for name, tc := range map[string]struct {
		day, month, year string
		want             string
		fault            string
	}{
		"whole":              {"25", "11", "2026", "2026-11-25", ""},
		"month":              {"", "11", "2026", "2026-11", ""},
		"year":               {"", "", "2026", "2026", ""},
		"unknown":            {"", "", " ", "", ""},
		"Arabic digits":      {"٢٥", "11", "٢٠٢٦", "2026-11-25", ""},
		"leading zero":       {"05", "01", "2026", "2026-01-05", ""},
		"no such day":        {"31", "2", "2026", "", "fault.not_a_date"},
		"no such month":      {"1", "13", "2026", "", "fault.not_a_date"},
		"letters":            {"x", "1", "2026", "", "fault.not_a_date"},
		"short year":         {"1", "1", "26", "", "fault.not_a_date"},
		"no year":            {"1", "1", "", "", "fault.date_needs_year"},
		"day without month":  {"1", "", "2026", "", "fault.date_needs_year"},
		"letters for a year": {"", "", "year", "", "fault.not_a_date"},
	} {
		t.Run(name, func(t *testing.T) {
			v := vals("when_day", tc.day, "when_month", tc.month, "when_year", tc.year)
			p, err := PartialDate(v, "when")
			if p.Day != tc.want {
				t.Errorf("%q, want %q", p.Day, tc.want)
			}
			got := ""
			if f := fault.All(err); len(f) == 1 && f[0].Field == "when" {
				got = f[0].Key
			}
			if got != tc.fault {
				t.Errorf("fault %q, want %q", got, tc.fault)
			}
		})
	}
	if _, err := FullDate(vals("when_month", "1", "when_year", "2026"), "when"); fault.All(err)[0].Key != "fault.whole_date" {
		t.Errorf("a month where a day is needed: %v", err)
	}
	v := url.Values{}
	SetDate(v, "when", clock.Partial{Day: "2026-03-05"})
	if p, err := PartialDate(v, "when"); err != nil || p.Day != "2026-03-05" {
		t.Errorf("there and back: %v %v", p, err)
	}
}

func TestAPagerKeepsTheFilter(t *testing.T) {
	p := NewPager(&url.URL{RawQuery: "state=late&page=9"}, 4, 10, 87)
	if p.From != 31 || p.To != 40 || p.Prev != "?page=3&state=late" || p.Next != "?page=5&state=late" {
		t.Errorf("%+v", p)
	}
	p = NewPager(&url.URL{}, 99, 10, 0)
	if p.From != 0 || p.To != 0 || p.Prev != "" || p.Next != "" || len(p.Pages) != 1 {
		t.Errorf("empty: %+v", p)
	}
}
