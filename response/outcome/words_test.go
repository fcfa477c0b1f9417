package outcome

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"haki/internal/lang"
	"haki/response/intake"
)

func TestTheWordsAreWhole(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"outcome": Words}) {
		t.Error(f)
	}
	words, err := lang.New(spoken())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range words.Used(os.DirFS("."), "outcome") {
		t.Error(f)
	}
	for _, tag := range words.Staff() {
		for _, a := range new(Room).Acts() {
			if key := strings.Replace(strings.ReplaceAll(a.Name, ".", "_"), "outcome_", "outcome.act_", 1); !words.Has(tag, key) {
				t.Errorf("%s has no name in %s", a.Name, tag)
			}
		}
		for kind, sides := range codes {
			for side, all := range sides {
				for _, c := range all {
					if !words.Has(tag, codeKey(kind, c)) {
						t.Errorf("%s %s %s has no word in %s", side, kind, c, tag)
					}
				}
			}
		}
	}
}

func TestWhateverIsReleasedHasPlainWordsInEveryLanguageThatReportersRead(t *testing.T) {
	words, err := lang.New(spoken())
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for kind, sides := range codes {
		for side, all := range sides {
			for _, c := range all {
				if news := (Entry{Kind: kind, Side: side, Code: c}).News(); news != "" {
					said[news] = true
				} else if c != "payments_restored" {
					t.Errorf("%s %s %s says nothing to her", side, kind, c)
				}
			}
		}
	}
	for _, step := range intake.Outcomes {
		if !said[string(step)] {
			t.Errorf("nothing is released as %s", step)
		}
		delete(said, string(step))
		for _, tag := range lang.Public {
			if !words.Has(tag, "intake.step_"+string(step)) {
				t.Errorf("%s has no words in %s", step, tag)
			}
		}
	}
	for news := range said {
		t.Errorf("%s is no step of her page", news)
	}
}
