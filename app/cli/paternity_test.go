package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const examples = "../../science/kinship/report/example/"

func haki(args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = Run(args, &o, &e)
	return code, o.String(), e.String()
}

func paternity(more ...string) (int, string, string) {
	return haki(append([]string{"kinship", "paternity", "--profiles", examples + "trio.csv", "--child", "K1-C", "--father", "K1-F", "--frequencies", "synthetic"}, more...)...)
}

func TestPaternityAnswersInEveryFormAndLanguage(t *testing.T) {
	for _, l := range []string{"fr", "en"} {
		for form, want := range map[string]string{"html": "<!doctype html>", "json": `"verdict": "supported"`, "csv": "TOTAL,", "text": "K1-F"} {
			code, out, errs := paternity("--mother", "K1-M", "--lang", l, "--format", form)
			if code != 0 || errs != "" || !strings.Contains(out, want) {
				t.Errorf("%s %s: %d %s", l, form, code, errs)
			}
		}
	}
	code, out, _ := paternity("--format", "json")
	var r struct {
		Kind  string
		Files []struct{ SHA256 string }
	}
	if err := json.Unmarshal([]byte(out), &r); code != 0 || err != nil || r.Kind != "duo" || len(r.Files) != 2 || len(r.Files[0].SHA256) != 64 {
		t.Errorf("%d %v %+v", code, err, r)
	}
}

func TestUnusableInputEndsWithTwoAndASentenceInTheLanguage(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.csv")
	if err := os.WriteFile(bad, []byte("sample,locus,allele1,allele2\nK1-C,TH0X,7,9.3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ args, en, fr string }{
		{"--mother nobody", "no sample nobody", "pas d’échantillon nobody"},
		{"--mother K1-C", "K1-C is named twice", "K1-C est nommé deux fois"},
		{"--theta 2", "theta 2", "thêta 2"},
		{"--prior 1", "prior 1", "a priori 1"},
		{"--silent 0.5", "0.5", "0.5"},
		{"--mutation sometimes", "sometimes", "sometimes"},
		{"--mutation stepwise:2", "stepwise:2", "stepwise:2"},
		{"--population Mars", "Mars", "Mars"},
		{"--jurisdiction moon", "moon", "moon"},
		{"--figures " + dir + "/none.csv", "cannot be read", "ne peut être lu"},
		{"--figures " + bad, "“index” is missing", "« index » manque"},
		{"--rates " + bad, "“rate” is missing", "« rate » manque"},
		{"--thresholds " + bad, "thresholds", "seuils"},
		{"--retest " + bad, "bad.csv, line 2, “locus”: The locus “TH0X”", "bad.csv, ligne 2, « locus »: Le locus « TH0X »"},
		{"--register " + bad, "is missing", "manque"},
	} {
		for l, want := range map[string]string{"en": c.en, "fr": c.fr} {
			code, out, errs := paternity(append(strings.Fields(c.args), "--lang", l)...)
			if got := strings.ReplaceAll(errs, "\u00a0", " "); code != 2 || out != "" || !strings.Contains(got, want) {
				t.Errorf("%s %s: %d %q %q", c.args, l, code, out, got)
			}
		}
	}
}

func TestCheckSaysEachFindingAndItsExitCodeWhatItMeans(t *testing.T) {
	if code, out, errs := haki("kinship", "check", "--profiles", examples+"trio.csv", "--lang", "fr"); code != 0 || errs != "" || !strings.Contains(out, "Rien n’est à examiner") {
		t.Errorf("%d %s %s", code, out, errs)
	}
	code, out, errs := haki("kinship", "check", "--profiles", examples+"swap.csv")
	if code != 1 || !strings.Contains(out, "K6-C would fit at all 20 loci in the place of K5-C") || !strings.Contains(errs, "6 findings") {
		t.Errorf("%d %s %s", code, out, errs)
	}
	code, out, _ = haki("kinship", "check", "--profiles", examples+"swap.csv", "--format", "json")
	var r struct {
		Findings []struct{ Code, Weight string }
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != 1 || len(r.Findings) != 6 {
		t.Errorf("%d %v %s", code, err, out)
	}
	damaged, err := filepath.Glob("../../science/kinship/labfile/testdata/damaged/*.*")
	if err != nil || len(damaged) < 60 {
		t.Fatal(err)
	}
	for _, f := range damaged {
		if filepath.Ext(f) == ".txt" && strings.HasSuffix(f, "expected.txt") {
			continue
		}
		code, out, errs := haki("kinship", "check", "--profiles", f)
		if code == 0 && !strings.Contains(out, "Note\t") || strings.Contains(errs, "kinship.") {
			t.Errorf("%s passes in silence: %s %s", f, out, errs)
		}
	}
}
