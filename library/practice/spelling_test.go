package practice

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"haki/internal/lang"
)

// strings of a shipped file, by language and place. A printed title stays as it was printed.
func said(t *testing.T, name string) map[string]map[string]string {
	raw, err := content.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Texts map[string]map[string]any `json:"texts"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]string{}
	for tag, text := range file.Texts {
		if text["printed"] == true {
			delete(text, "title")
		}
		out[tag] = map[string]string{}
		walk("text", text, func(at, s string) { out[tag][at] = s })
	}
	return out
}

func walk(at string, v any, each func(at, s string)) {
	switch v := v.(type) {
	case string:
		each(at, v)
	case []any:
		for i, one := range v {
			walk(fmt.Sprintf("%s_%d", at, i+1), one, each)
		}
	case map[string]any:
		for key, one := range v {
			walk(at+"_"+key, one, each)
		}
	}
}

func shipped(t *testing.T) (names []string) {
	for _, pattern := range []string{"content/*.json", "content/meetings/*.json", "content/invitations/*.json"} {
		some, err := fs.Glob(content, pattern)
		if err != nil || len(some) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(some), err)
		}
		names = append(names, some...)
	}
	return names
}

func TestWhatIsShippedIsWrittenAsEachLanguageIsWritten(t *testing.T) {
	for _, name := range shipped(t) {
		words := fstest.MapFS{}
		for tag, text := range said(t, name) {
			raw, err := json.Marshal(text)
			if err != nil {
				t.Fatal(err)
			}
			words["public."+tag+".json"] = &fstest.MapFile{Data: raw}
		}
		for _, fault := range lang.Check(map[string]fs.FS{name: words}) {
			// A printed title is missing in the languages in which the page had none.
			if !strings.Contains(fault, "no words in") && !strings.Contains(fault, `"text_title" is missing`) {
				t.Error(fault)
			}
		}
	}
}

// What was copied into another language and not translated stands in the wrong script, or
// says the same twice.
func TestEveryLanguageSaysItInItsOwnWords(t *testing.T) {
	scripts := map[string]*unicode.RangeTable{"ar": unicode.Arabic, "zh": unicode.Han, "ru": unicode.Cyrillic, "fr": unicode.Latin, "en": unicode.Latin, "es": unicode.Latin}
	for _, name := range shipped(t) {
		texts := said(t, name)
		for tag, text := range texts {
			for at, s := range text {
				if !mostly(scripts[tag], s) {
					t.Errorf("%s: %s: %s is in another script: %q", name, tag, at, s)
				}
				for other := range texts {
					if other < tag && len(s) > 40 && texts[other][at] == s {
						t.Errorf("%s: %s: %s is as in %s: %q", name, tag, at, other, s)
					}
				}
			}
		}
	}
}

// mostly says whether most letters of a text are of a script. Symbols of documents and
// letters such as DNA are Latin everywhere; numbers and dates have no letters.
func mostly(script *unicode.RangeTable, s string) bool {
	var own, all int
	for _, r := range s {
		if unicode.IsLetter(r) {
			all++
			if unicode.Is(script, r) {
				own++
			}
		}
	}
	return own*2 >= all
}

func TestAnInvitationThatLacksSomethingIsToldWithItsPlace(t *testing.T) {
	all, err := Invitations()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d invitations, %v", len(all), err)
	}
	for says, change := range map[string]func(*Invitation, *InvitationText){
		"contact":         func(i *Invitation, _ *InvitationText) { i.Contact = "nobody" },
		"sources":         func(i *Invitation, _ *InvitationText) { i.Sources = nil },
		"en: victims":     func(_ *Invitation, en *InvitationText) { en.Victims = "" },
		"en: say":         func(_ *Invitation, en *InvitationText) { en.Say = en.Say[1:] },
		"a line is empty": func(_ *Invitation, en *InvitationText) { en.Say = append([]string{""}, en.Say[1:]...) },
	} {
		i := all[0]
		en := i.Texts["en"]
		change(&i, &en)
		texts := map[string]InvitationText{"fr": i.Texts["fr"], "en": en}
		i.Texts = texts
		var found bool
		for _, err := range checkInvitation(i) {
			found = found || strings.Contains(err.Error(), says)
		}
		if !found {
			t.Errorf("%s is not told", says)
		}
	}
}
