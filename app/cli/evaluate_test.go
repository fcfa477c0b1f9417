package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"haki/app"
	"haki/app/cli"
	"haki/internal/lang"
)

// run does a command and gives its exit code and what it wrote.
func run(args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = cli.Run(args, &o, &e)
	return code, o.String(), e.String()
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const trio = `{"schema": "kinship-cases/1",
 "frequency_sets": {"S": {"D1": {"12": 0.25, "13": 0.25, "14": 0.5}}},
 "cases": [
  {"id": "fits", "chromosome": "autosomal", "theta": 0, "mutation": {"female": {"model": "none"}, "male": {"model": "none"}},
   "loci": [{"name": "D1", "set": "S"}],
   "hypotheses": {"H1": [{"id": "AF", "father": null, "mother": null, "sex": "male"}, {"id": "MO", "father": null, "mother": null, "sex": "female"}, {"id": "CH", "father": "AF", "mother": "MO", "sex": "male"}],
    "H2": [{"id": "AF", "father": null, "mother": null, "sex": "male"}, {"id": "UM", "father": null, "mother": null, "sex": "male"}, {"id": "MO", "father": null, "mother": null, "sex": "female"}, {"id": "CH", "father": "UM", "mother": "MO", "sex": "male"}]},
   "genotypes": {"AF": {"D1": ["12", "12"]}, "MO": {"D1": ["14", "14"]}, "CH": {"D1": ["12", "14"]}}},
  {"id": "does not", "chromosome": "autosomal", "theta": 0, "mutation": {"female": {"model": "none"}, "male": {"model": "none"}},
   "loci": [{"name": "D1", "set": "S"}],
   "hypotheses": {"H1": [{"id": "AF", "father": null, "mother": null, "sex": "male"}, {"id": "MO", "father": null, "mother": null, "sex": "female"}, {"id": "CH", "father": "AF", "mother": "MO", "sex": "male"}],
    "H2": [{"id": "AF", "father": null, "mother": null, "sex": "male"}, {"id": "UM", "father": null, "mother": null, "sex": "male"}, {"id": "MO", "father": null, "mother": null, "sex": "female"}, {"id": "CH", "father": "UM", "mother": "MO", "sex": "male"}]},
   "genotypes": {"AF": {"D1": ["13", "13"]}, "MO": {"D1": ["14", "14"]}, "CH": {"D1": ["12", "14"]}}}]}`

func TestEvaluateWritesOneLineForEachCaseInOrder(t *testing.T) {
	code, out, errs := run("kinship", "evaluate", file(t, "cases.json", trio))
	want := `{"id":"fits","status":"ok","LR":4,"per_locus":{"D1":{"likelihood_H1":0.015625,"likelihood_H2":0.00390625,"LR":4}}}
{"id":"does not","status":"exclusion","LR":0,"per_locus":{"D1":{"likelihood_H1":0,"likelihood_H2":0.00390625,"LR":0}}}
`
	if code != 0 || out != want || errs != "" {
		t.Errorf("%d %s\n%s", code, errs, out)
	}
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if !json.Valid([]byte(line)) {
			t.Error(line)
		}
	}
}

// TestUnusableCasesEndWithTwoAndASentence in the language asked for, and with no half answer.
func TestUnusableCasesEndWithTwoAndASentence(t *testing.T) {
	for _, c := range []struct{ from, to, fr, en string }{
		{`"14": 0.5`, `"14": 0.4`, "la somme des fréquences est 0.9", "add up to 0.9"},
		{`["13", "13"]`, `["13", "77"]`, "Cas «\u00a0does not\u00a0».", "allele “77” of “AF”"},
		{`"theta": 0,`, `"thita": 0,`, "«\u00a0thita\u00a0» est inconnu", "Line 4: “thita” is unknown"},
		{`"schema"`, `"schema" "`, "pas du JSON lisible (ligne 1)", "no readable JSON (line 1)"},
		{`kinship-cases/1`, `kinship-cases/2`, "ne dit pas", "does not say"},
		{`"does not"`, `"fits"`, "deux cas s’appellent", "two cases are called “fits”"},
	} {
		path := file(t, "cases.json", strings.Replace(trio, c.from, c.to, 1))
		if code, out, errs := run("kinship", "evaluate", path, "--lang", "fr"); code != 2 || out != "" || !strings.Contains(errs, c.fr) {
			t.Errorf("%s: %d %q %q", c.to, code, out, errs)
		}
		if code, out, errs := run("kinship", "evaluate", path); code != 2 || out != "" || !strings.Contains(errs, c.en) {
			t.Errorf("%s: %d %q %q", c.to, code, out, errs)
		}
	}
	if code, _, errs := run("kinship", "evaluate", "nowhere.json", "--lang=fr"); code != 2 || !strings.Contains(errs, "ne peut pas être lu") {
		t.Errorf("a file that is not there: %d %q", code, errs)
	}
}

// TestEveryProblemHasItsSentence: whatever code the engine and the reader know is said.
func TestEveryProblemHasItsSentence(t *testing.T) {
	words, err := lang.New(app.Words())
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []struct{ file, form, key string }{
		{"../../science/kinship/problem.go", `Code = "(\w+)"`, "pedigree.problem_"},
		{"../../science/kinship/casefile/read.go", `(?m)^\t\w+ += "(\w+)" +//`, "pedigree.file_"},
	} {
		source, err := os.ReadFile(in.file)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(in.form).FindAllStringSubmatch(string(source), -1)
		if len(found) < 10 {
			t.Errorf("%s: only %d codes", in.file, len(found))
		}
		for _, m := range found {
			for _, tag := range []lang.Tag{lang.English, lang.French} {
				if !words.Has(tag, in.key+m[1]) {
					t.Errorf("%s%s is not said in %s", in.key, m[1], tag)
				}
			}
		}
	}
}
