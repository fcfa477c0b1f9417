package roman

import (
	"regexp"
	"strings"
	"testing"
)

func TestEveryTableNamesItsSourceAndVersion(t *testing.T) {
	entries, err := files.ReadDir("data")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^# Version: \d+ \(\d{4}-\d{2}\)\.$`)
	for _, e := range entries {
		text, err := files.ReadFile("data/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() == "NOTICE.txt" {
			if !strings.Contains(string(text), "COPYRIGHT AND PERMISSION NOTICE") {
				t.Error("NOTICE.txt has no notice")
			}
			continue
		}
		head := ""
		for line := range strings.Lines(string(text)) {
			if line[0] != '#' {
				break
			}
			head += line
		}
		if !version.MatchString(head) || !strings.Contains(head, "# Source: ") || strings.Count(head, "\n") < 4 {
			t.Errorf("%s does not say what it is, of which version and from where:\n%s", e.Name(), head)
		}
	}
}

func TestEveryReadingOfATableIsSpeltInLatinLetters(t *testing.T) {
	spelt := regexp.MustCompile(`^[a-zU']*$`)
	check := func(name string, table *letters) {
		for _, rules := range table.rules {
			for _, r := range rules {
				for _, o := range r.to {
					if !spelt.MatchString(o.text) || o.cost < 0 || o.cost > 40 {
						t.Errorf("%s: %s becomes %q at %d", name, string(r.from), o.text, o.cost)
					}
				}
			}
		}
	}
	for _, name := range []string{"arabic", "cyrillic", "hebrew", "greek", "armenian", "georgian", "kana", "indic", "thai", "latin", "latin-languages"} {
		for language, table := range readLetters(name + ".txt") {
			check(name+" "+language, table)
		}
	}
	check("ethiopic", ethiopic())
	h := han()
	for name, table := range map[string]map[rune][]option{"mandarin": h.pinyin, "wade-giles": h.wadeGiles, "hong kong": h.hongKK, "japanese": h.japanese, "transcription": h.transcribed} {
		if len(table) < 350 {
			t.Errorf("%s has %d characters only", name, len(table))
		}
		for r, to := range table {
			for _, o := range to {
				if !spelt.MatchString(o.text) || o.text == "" {
					t.Errorf("%s: %c is %q", name, r, o.text)
				}
			}
		}
	}
	if len(h.mandarin) < 12000 || len(h.cantonese) < 12000 || len(h.korean) < 8000 {
		t.Errorf("characters with readings: Mandarin %d, Cantonese %d, Korean %d", len(h.mandarin), len(h.cantonese), len(h.korean))
	}
	for s, forms := range lexicon().vocalised {
		if ScriptOf(firstRune(s)) != Arabic || len(forms) == 0 {
			t.Errorf("names-arabic.txt: %q", s)
		}
		for _, f := range forms {
			if !spelt.MatchString(f.Text) || strings.Trim(f.Text, "'U") == "" {
				t.Errorf("names-arabic.txt: %q is %q", s, f.Text)
			}
		}
	}
	latinOnly := regexp.MustCompile(`^[a-z]+$`)
	for name := range h.family {
		for _, o := range h.family[name] {
			if !latinOnly.MatchString(o.text) {
				t.Errorf("families-han.txt: %s %q", name, o.text)
			}
		}
	}
}

func TestTitlesInHanAreWrittenAsTheyAreNormal(t *testing.T) {
	for word := range known().roles {
		if got := must(Normalise(word)); got != word {
			t.Errorf("%q of roles.txt is %q when it is normal", word, got)
		}
	}
}

// A name of a lexicon in two scripts at once is a slip of the keyboard.
func TestNoNameOfALexiconMixesScripts(t *testing.T) {
	for name := range lexicon().groups {
		script := Unknown
		for _, r := range name {
			s := ScriptOf(r)
			if script != Unknown && s != script && s != Unknown {
				t.Errorf("%q mixes %v and %v", name, script, s)
			}
			script = s
		}
	}
}
