package practice

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"haki/internal/lang"
)

func TestWhatTheProgramShipsIsWhole(t *testing.T) {
	entries, err := Entries()
	if err != nil {
		t.Error(err)
	}
	meetings, err := Meetings()
	if err != nil {
		t.Error(err)
	}
	if len(entries) == 0 || len(meetings) == 0 {
		t.Fatalf("%d entries, %d meetings", len(entries), len(meetings))
	}
	seen := map[string]bool{}
	for _, m := range meetings {
		seen[m.Slug] = true
	}
	for _, e := range entries {
		if e.Event != "" && !seen[e.Event] {
			t.Errorf("%s was shown at %q, which is no meeting of ours", e.Slug, e.Event)
		}
		for tag, text := range e.Texts {
			if text.Printed && !printed(e, tag, text.Title) {
				t.Errorf("%s: %s: the title is said to be printed, and no page is named on which it was seen", e.Slug, tag)
			}
		}
	}
}

func printed(e Entry, tag string, title string) bool {
	for _, s := range e.Seen {
		if s.Lang == tag && s.Title == title {
			return true
		}
	}
	return false
}

func TestAFaultInAContentFileIsToldWithItsPlace(t *testing.T) {
	whole, err := content.ReadFile("content/za-dna-samples-in-host-state.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(map[string]any)
		says   string
	}{
		"nothing changed":         {func(map[string]any) {}, ""},
		"a key that is none":      {func(e map[string]any) { e["pilar"] = "support" }, "pilar"},
		"a code that is none":     {func(e map[string]any) { e["pillar"] = "help" }, `pillar: no such code: "help"`},
		"another address":         {func(e map[string]any) { e["slug"] = "other" }, `its slug is "other"`},
		"no English":              {func(e map[string]any) { delete(texts(e), "en") }, "en: missing"},
		"no source":               {func(e map[string]any) { delete(e, "sources") }, "sources"},
		"a language that is none": {func(e map[string]any) { texts(e)["xx"] = texts(e)["fr"] }, "xx: no language of ours"},
		"Arabic, whole":           {func(e map[string]any) { texts(e)["ar"] = texts(e)["en"] }, ""},
		"Arabic, half":            {func(e map[string]any) { texts(e)["ar"] = without(texts(e)["en"], "victims") }, "ar: victims: said in one only"},
		"Arabic, a step short": {func(e map[string]any) {
			texts(e)["ar"] = with(texts(e)["en"], "steps", []any{map[string]any{"actor": "a", "do": "b"}})
		}, "ar: steps: 1, not 5"},
		"a field only blank": {func(e map[string]any) { texts(e)["en"] = with(texts(e)["en"], "gaps", " ") }, "en: gaps: said in one only"},
		"another number": {func(e map[string]any) {
			texts(e)["en"].(map[string]any)["results"].([]any)[0].(map[string]any)["number"] = "7"
		}, "number: 7, not 0"},
		"a date that is none": {func(e map[string]any) {
			texts(e)["en"].(map[string]any)["results"].([]any)[0].(map[string]any)["date"] = "soon"
		}, `date "soon"`},
		"a key that is none, deeper": {func(e map[string]any) { texts(e)["fr"].(map[string]any)["titel"] = "x" }, "titel"},
	} {
		var e map[string]any
		if err := json.Unmarshal(whole, &e); err != nil {
			t.Fatal(err)
		}
		c.change(e)
		text, _ := json.Marshal(e)
		_, err := load(fstest.MapFS{"c/za-dna-samples-in-host-state.json": {Data: text}}, "c", func(e Entry) string { return e.Slug }, checkEntry)
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}

func texts(e map[string]any) map[string]any { return e["texts"].(map[string]any) }

func without(text any, key string) map[string]any { return with(text, key, nil) }

func with(text any, key string, value any) map[string]any {
	out := map[string]any{}
	for k, v := range text.(map[string]any) {
		out[k] = v
	}
	if out[key] = value; value == nil {
		delete(out, key)
	}
	return out
}

func TestOurLanguagesAreThoseOfThePublicPages(t *testing.T) {
	var public []string
	for _, tag := range lang.Public {
		public = append(public, string(tag))
	}
	if !slices.Equal(public, Languages) {
		t.Errorf("%q, not %q", Languages, public)
	}
}
