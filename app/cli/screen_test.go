package cli_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"haki/app/cli"
)

// The names are invented.
const screenRegister = `register_id,name,aliases,dob,nationality,gender,id_number,rank,place
g1,Вадимир Златоградцев,,1980-05-06,RU,M,,,
g2,"KOURBALGA, Oumarou",Umar the Tall,1975,BF,M,BF-12345678,Captain,
g3,مبروك الزهراوني,,,TN,,,,
g4,Olva Trestok,,1990-01-02,,F,,,
,Without Identifier,,,,,,,
g6,,,,,,,,
g7,"Never closed,,,,,,,
g8,Brisko Valtemar,,,,,,,
`

const screenRoster = `roster_id,name,dob,nationality,gender,id_number,rank,place
q1,Vadimir Zlatogradtsev,1980-06-05,RU,M,,,
q2,Capt Umaru Kurbalga,1975-03-04,,,12345678,,
q3,Mabruk Zahrawni,,,,,,
q4,,,,,,,
q5,Trestok Olva,,,,,,
q6,Qwx Zzyzx,,,,,,
`

// screened writes the two tables, runs the command and gives what it wrote.
func screened(t *testing.T, register, roster string, more ...string) (code int, out, errs, file string) {
	t.Helper()
	dir := t.TempDir()
	a, b, c := filepath.Join(dir, "register.csv"), filepath.Join(dir, "roster.csv"), filepath.Join(dir, "matches.csv")
	for path, text := range map[string]string{a: register, b: roster} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	code = cli.Run(append([]string{"screen", "--register", a, "--roster", b, "--out", c}, more...), &stdout, &stderr)
	written, _ := os.ReadFile(c)
	return code, stdout.String(), strings.ReplaceAll(stderr.String(), dir+string(filepath.Separator), ""), string(written)
}

func TestScreeningKeepsItsContract(t *testing.T) {
	code, _, errs, file := screened(t, screenRegister, screenRoster)
	if code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], ","); got != "roster_id,register_id,score,explanation" {
		t.Error(got)
	}
	first, last := map[string]string{}, ""
	before := 0.0
	for _, r := range rows[1:] {
		score, err := strconv.ParseFloat(r[2], 64)
		if err != nil || score <= 0 || score >= 1 {
			t.Errorf("score %s", r[2])
		}
		if r[0] != last {
			if first[r[0]] != "" {
				t.Errorf("the rows of %s are not together", r[0])
			}
			first[r[0]] = r[1]
		} else if score > before {
			t.Errorf("%s: %s comes after a less probable one", r[0], r[1])
		}
		last, before = r[0], score
	}
	for q, g := range map[string]string{"q1": "g1", "q2": "g2", "q3": "g3", "q5": "g4", "q4": "", "q6": ""} {
		if first[q] != g {
			t.Errorf("%s is %q, want %q", q, first[q], g)
		}
	}
	for _, want := range []string{`""KOURBALGA, Oumarou""`, "вадимир [vadimir] transliteration +", "dob day-month swapped +", "dob year only +", "id same +", "trestok~trestok equal ", "gender missing +0.0"} {
		if !strings.Contains(file, want) {
			t.Errorf("no explanation says %q:\n%s", want, file)
		}
	}
	lines := strings.Split(strings.TrimSpace(errs), "\n")
	if !regexp.MustCompile(`^index_s \d+\.\d+ search_s \d+\.\d+ rows 6$`).MatchString(lines[len(lines)-1]) {
		t.Errorf("the last line is %q", lines[len(lines)-1])
	}
	for _, want := range []string{"register.csv:6: left out: no identifier", "register.csv:7: left out: no name", "register.csv:8: left out: a quotation mark is never closed", "roster.csv:5: left out: no name"} {
		if !strings.Contains(errs, want+"\n") {
			t.Errorf("nobody says %q:\n%s", want, errs)
		}
	}
	if strings.Contains(errs, "\r") {
		t.Error("progress is shown to what is no terminal")
	}
}

func TestTheOutputDoesNotDependOnTheWorkers(t *testing.T) {
	var register, roster strings.Builder
	register.WriteString("register_id,name,dob\n")
	roster.WriteString("roster_id,name,dob\n")
	parts := strings.Fields("Vol Tre Bri Kan Mos Ude Zar Lim Pol Gre")
	for i := range 900 {
		name := parts[i%10] + "ta" + parts[i/10%10] + "mo " + parts[i/7%10] + "ne" + parts[i/90%10] + "ri"
		fmt.Fprintf(&register, "g%d,%s,19%02d-%02d-11\n", i, name, i%90+10, i%12+1)
		fmt.Fprintf(&roster, "q%d,%s,19%02d\n", i, strings.ToLower(name[:len(name)-1]), i%90+10)
	}
	_, _, errs, one := screened(t, register.String(), roster.String(), "--jobs", "1")
	if strings.Count(one, "\n") < 900 {
		t.Fatalf("%d lines: %s", strings.Count(one, "\n"), errs)
	}
	for _, jobs := range []string{"2", "7", "0"} {
		if _, _, _, many := screened(t, register.String(), roster.String(), "--jobs", jobs); many != one {
			t.Errorf("--jobs %s writes something else than --jobs 1", jobs)
		}
	}
}

func TestMaxAndMinScoreLimitWhatIsShown(t *testing.T) {
	_, _, _, all := screened(t, screenRegister, screenRoster)
	_, _, _, few := screened(t, screenRegister, screenRoster, "--max", "1", "--min-score", "0.5")
	rows, err := csv.NewReader(strings.NewReader(few)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(all, "\n") <= len(rows) {
		t.Error("the limits leave nothing out")
	}
	seen := map[string]bool{}
	for _, r := range rows[1:] {
		if score, _ := strconv.ParseFloat(r[2], 64); score < 0.5 || seen[r[0]] {
			t.Errorf("%v is shown", r)
		}
		seen[r[0]] = true
	}
	if len(seen) == 0 {
		t.Error("nothing is shown")
	}
}

func TestUnreadableInputIsExitTwo(t *testing.T) {
	for what, c := range map[string][2]string{
		"nothing":         {"", screenRoster},
		"no columns":      {"a,b\n1,2\n", screenRoster},
		"a roster of two": {screenRegister, "id;x\n"},
		"a broken book":   {"PK\x03\x04....", screenRoster},
	} {
		if code, _, errs, _ := screened(t, c[0], c[1]); code != 2 || !strings.Contains(errs, "haki: ") {
			t.Errorf("%s: exit %d, %s", what, code, errs)
		}
	}
	var out, errs bytes.Buffer
	if code := cli.Run([]string{"screen", "--register", filepath.Join(t.TempDir(), "none"), "--roster", "none", "--out", "-"}, &out, &errs); code != 2 {
		t.Errorf("no such file: exit %d", code)
	}
}

func TestOneCandidateIsExplainedInBothLanguages(t *testing.T) {
	for tag, wants := range map[string][]string{
		"en": {"q1, Vadimir Zlatogradtsev: ", "another script", "day and month exchanged", "A candidate is a person to be looked at", "To settle it, ask for"},
		"fr": {"q1, Vadimir Zlatogradtsev\u00a0: ", "autre écriture", "jour et mois inversés", "Un candidat est une personne à examiner", "Pour trancher, demander"},
	} {
		code, out, errs, _ := screened(t, screenRegister, screenRoster, "--explain", "q1", "--lang", tag, "--max", "2")
		if code != 0 {
			t.Fatalf("exit %d: %s", code, errs)
		}
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s: nothing says %q:\n%s", tag, want, out)
			}
		}
	}
	if code, _, errs, _ := screened(t, screenRegister, screenRoster, "--explain", "q99"); code != 2 {
		t.Errorf("a person who is not there: exit %d, %s", code, errs)
	}
}
