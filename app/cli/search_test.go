package cli_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// A synthetic child, her mother, three men and a synthetic table.
const (
	family = "sample,locus,allele1,allele2\nC,D3S1358,15,16\nC,TH01,7,9.3\nM,D3S1358,15,17\nM,TH01,7,8\n"
	men    = "sample,locus,allele1,allele2\nF1,D3S1358,14,14\nF1,TH01,6,6\nF2,D3S1358,16,16\nF2,TH01,9.3,6\nF3,D3S1358,16,14\nF3,TH01,6,6\n"
	rates  = "locus,allele,frequency,count,alleles_typed\nD3S1358,14,0.1,20,200\nD3S1358,15,0.4,80,200\nD3S1358,16,0.2,40,200\nD3S1358,17,0.3,60,200\nTH01,6,0.5,100,200\nTH01,7,0.2,40,200\nTH01,8,0.2,40,200\nTH01,9.3,0.1,20,200\n"
)

func searched(t *testing.T, more ...string) (int, string, string) {
	t.Helper()
	return run(append([]string{"kinship", "search", "--profiles", file(t, "p.csv", family), "--candidates", file(t, "c.csv", men), "--frequencies", file(t, "f.csv", rates), "--child", "C"}, more...)...)
}

func TestASearchListsWhoFitsAndWhatChanceWouldBring(t *testing.T) {
	code, out, errs := searched(t, "--mother", "M", "--theta", "0", "--inconsistent", "1", "--format", "json")
	var got struct {
		Hits []struct {
			Sample, Status string
			LR             float64
			Inconsistent   int
		}
		Chance float64 `json:"expected_chance_inclusions"`
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != 0 {
		t.Fatalf("%d %v %s", code, err, errs)
	}
	// F2: 1/p(16) · 1/(2 p(9.3)) = 5 · 5. F3 lacks 9.3, and F1 lacks both.
	if len(got.Hits) != 2 || got.Hits[0].Sample != "F2" || math.Abs(got.Hits[0].LR-25) > 1e-12 || got.Hits[1].Sample != "F3" || got.Hits[1].Status != "exclusion" || got.Hits[1].Inconsistent != 1 {
		t.Errorf("%+v", got.Hits)
	}
	// Powers 0.8² and 0.9²: three men, each showing 0 or 1 inconsistent locus.
	if want := 3 * (1 - 0.64*0.81); math.Abs(got.Chance-want) > 1e-12 {
		t.Errorf("%v by chance, not %v", got.Chance, want)
	}
}

func TestASearchSpeaksBothLanguages(t *testing.T) {
	_, en, _ := searched(t, "--mother", "M")
	_, fr, _ := searched(t, "--mother", "M", "--lang", "fr")
	for text, want := range map[string][]string{en: {"3 candidates", "Nobody is the father because", "%"}, fr: {"3 candidats", "Nul n’est le père", "\u00a0%"}} {
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("no %q in\n%s", w, text)
			}
		}
		if strings.Contains(text, "100.0000") || strings.Contains(text, "100,0000") {
			t.Errorf("certain:\n%s", text)
		}
	}
	for args, want := range map[string]string{"--child X": "pas d’échantillon", "--mutation stepwize:1": "pas un modèle", "--theta 2": "Thêta vaut 2", "--candidates nowhere": "ne peut pas être lu", "--mutation equal:7": "hors limites", "--most 0": "a priori"} {
		if code, out, errs := searched(t, append(strings.Fields(args), "--lang", "fr")...); code != 2 || out != "" || !strings.Contains(errs, want) {
			t.Errorf("%s: %d %q %q", args, code, out, errs)
		}
	}
	broken := strings.Replace(men, "F2,TH01,9.3,6", "F2,THX1,9.3,6", 1)
	if code, _, errs := searched(t, "--candidates", file(t, "c.csv", broken)); code != 2 || !strings.Contains(errs, "line 5") {
		t.Errorf("%d %q", code, errs)
	}
}
