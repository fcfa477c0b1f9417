package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"haki/internal/clock"
	"haki/internal/lang"
	"haki/science/kinship"
	"haki/science/kinship/frequency"
	"haki/science/kinship/labfile"
)

// speaker is the voice of the tests: a missing key or argument is a panic.
type speaker struct {
	w   *lang.Words
	tag lang.Tag
}

func (s speaker) Tag() string                          { return string(s.tag) }
func (s speaker) Text(key string, pairs ...any) string { return s.w.Text(s.tag, key, pairs...) }
func (s speaker) HTML(key string, pairs ...any) template.HTML {
	return s.w.HTML(s.tag, key, pairs...)
}
func (s speaker) Decimal(x float64, places int) string { return lang.Decimal(s.tag, x, places) }
func (s speaker) Day(iso string) string                { return lang.Day(s.tag, clock.Day(iso)) }

func voices(t testing.TB) []Voice {
	t.Helper()
	w, err := lang.New(map[string]fs.FS{"kinship": Words, "pedigree": kinship.Words})
	if err != nil {
		t.Fatal(err)
	}
	w.Strict = true
	return []Voice{speaker{w, "fr"}, speaker{w, "en"}}
}

// input is an example of the folder, with the synthetic table.
func input(t testing.TB, file, label string) Input {
	t.Helper()
	data, err := os.ReadFile("example/" + file)
	if err != nil {
		t.Fatal(err)
	}
	b := labfile.Read(file, data)
	table, found := labfile.ReadFrequencies("frequencies.csv", Synthetic())
	if b.Findings.Stopped() || found.Stopped() {
		t.Fatal(b.Findings, found)
	}
	return Input{Child: b.Find(label + "-C"), Mother: b.Find(label + "-M"), Father: b.Find(label + "-F"), Tables: []frequency.Table{table}, Day: "2026-01-05", Thresholds: Thresholds(),
		Findings: labfile.Check(b, labfile.Question{Table: &table}), Files: []File{{file, "profiles", string(b.Format), b.Digest}},
		Settings: Settings{Theta: 0.01, Prior: 0.5, Floor: FiveOver, Software: "Haki test", Synthetic: true}}
}

// six are the reports that the printed form is judged by.
var six = []struct {
	name, file, label string
	change            func(*Input)
	verdict           Verdict
}{
	{"trio", "trio.csv", "K1", func(*Input) {}, Supported},
	{"duo", "trio.csv", "K1", func(in *Input) { in.Mother = nil }, Supported},
	{"exclusion", "exclusion.csv", "K2", func(*Input) {}, Excluded},
	{"mutation", "mutation.csv", "K3", func(in *Input) { in.Settings.Mutation = Usual() }, Explained},
	{"silent", "silent.csv", "K4", func(in *Input) { in.Settings.Silent = 0.001 }, Explained},
	{"swap", "swap.csv", "K5", func(*Input) {}, LookFirst},
}

func made(t testing.TB, i int) *Report {
	t.Helper()
	in := input(t, six[i].file, six[i].label)
	six[i].change(&in)
	r, err := Make(in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEachExampleComesToItsVerdict(t *testing.T) {
	for i, c := range six {
		if r := made(t, i); r.Verdict != c.verdict {
			t.Errorf("%s: %s, not %s", c.name, r.Verdict, c.verdict)
		}
	}
	r := made(t, 2)
	if r.Total.Inconsistent != 3 || r.Total.Status != "exclusion" || r.Total.Chromosomes != 3 {
		t.Errorf("%+v", r.Total)
	}
}

func TestAnInconsistencyAloneExcludesNobody(t *testing.T) {
	in := input(t, "mutation.csv", "K3")
	r, err := Make(in)
	if err != nil || r.Verdict != Undecided {
		t.Fatal(err, r.Verdict)
	}
	for _, v := range voices(t) {
		if hint := (page{r, v}).Hint(); hint == "" {
			t.Error("nothing is said of what a mutation model would give")
		}
	}
	if l := r.Loci[5]; !l.Inconsistent || l.Steps != 1 || l.Opposite {
		t.Errorf("%+v", l)
	}
}

func TestASilentAlleleIsSuggestedWhereBothShowOneAllele(t *testing.T) {
	in := input(t, "silent.csv", "K4")
	r, err := Make(in)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Sensitivity, func(v Variant) bool { return v.Code == "silent" })
	if i < 0 || r.Sensitivity[i].Locus != "D13S317" || r.Sensitivity[i].Status != "ok" || r.Sensitivity[i].Log10 < 6 {
		t.Errorf("%+v", r.Sensitivity)
	}
}

func TestTheRunningProductEndsInTheCombinedIndex(t *testing.T) {
	for i := range six {
		r := made(t, i)
		last := r.Loci[len(r.Loci)-1]
		if r.Total.Status == "ok" && (!last.RunningFirm || math.Abs(last.Running-r.Total.Log10) > 1e-9) {
			t.Errorf("%s: %v and %v", six[i].name, last.Running, r.Total.Log10)
		}
		if r.Total.Status != "ok" && last.RunningFirm {
			t.Errorf("%s: a product is shown after an exclusion", six[i].name)
		}
	}
}

func TestALowerIndexOfAnotherTableIsReportedUnlessThePopulationIsNamed(t *testing.T) {
	in := input(t, "trio.csv", "K1")
	other := in.Tables[0]
	other.Population, other.Name, other.Loci = "second", "second.csv", copied(other.Loci)
	c := other.Loci["vWA"]
	c.Frequencies = map[kinship.Allele]float64{"16": 0.1, "17": 0.1, "18": 0.1, "20": 0.7}
	other.Loci["vWA"] = c
	in.Tables = append(in.Tables, other)
	r, err := Make(in)
	if err != nil || r.Used.Population != "second" || r.Tables[0].Population != "second" || r.Tables[0].Log10 >= r.Tables[1].Log10 {
		t.Fatalf("%v %+v", err, r.Tables)
	}
	in.Population = in.Tables[0].Population
	if r, err = Make(in); err != nil || r.Used.Population != in.Population {
		t.Errorf("%v %+v", err, r.Used)
	}
}

func TestNothingIsEverPrintedAsCertain(t *testing.T) {
	for _, v := range voices(t) {
		for _, log10 := range []float64{-300, -20, -8, -3, 0, 2, 4, 5.9, 6.1, 7.9, 8.1, 12, 40, 300} {
			w, rest, _ := kinship.Ratio{LR: math.Pow(10, log10), Log10: log10}.Probability(0.5)
			s := percent(v, w, rest)
			if regexp.MustCompile(`\b100`).MatchString(s) || regexp.MustCompile(`^0([.,]0+)?\D*%`).MatchString(s) {
				t.Errorf("log10 %v prints %s", log10, s)
			}
		}
		// cut off, not rounded: 1 - 4.9e-7 is 99.99995…
		if s := percent(v, 1-4.9e-7, 4.9e-7); !strings.Contains(strings.ReplaceAll(s, ",", "."), "99.999951") {
			t.Error(s)
		}
		if s := percent(v, 0.99996, 0.00004); !strings.Contains(strings.ReplaceAll(s, ",", "."), "99.9960") {
			t.Error(s)
		}
	}
}

func TestAnIndexIsWrittenWithThreeDigits(t *testing.T) {
	v := voices(t)[1]
	for log10, want := range map[float64]string{math.Log10(12345): "12,300", math.Log10(0.00739): "0.00739", math.Log10(3.466): "3.47", math.Log10(99.96): "100.0", math.Log10(1.37e10): "1.37\u00a0×\u00a010¹⁰",
		math.Log10(2.48e-7): "2.48\u00a0×\u00a010⁻⁷", -400: "1.00\u00a0×\u00a010⁻⁴⁰⁰"} {
		if got := index(v, log10); got != want && !(want == "100.0" && got == "100") {
			t.Errorf("%v: %s, not %s", log10, got, want)
		}
	}
}

func TestEachFigureOfTheLaboratoryIsReproducedOrSaidNotToBe(t *testing.T) {
	in := input(t, "trio.csv", "K1")
	data, err := os.ReadFile("example/figures.csv")
	if err != nil {
		t.Fatal(err)
	}
	f, found := labfile.ReadFigures("figures.csv", data)
	if found.Stopped() || len(f.Arithmetic()) > 0 {
		t.Fatal(found, f.Arithmetic())
	}
	in.Figures = f
	r, err := Make(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Comparison.Loci {
		want := map[bool]Reason{true: Unexplained, false: Theta}[c.Locus == "D5S818"]
		if c.Reason != want && !(c.Reason == Same && want == Theta) {
			t.Errorf("%s: %s", c.Locus, c.Reason)
		}
	}
	if r.Comparison.Index.Reason != ProductRound || r.Comparison.Reproduced {
		t.Errorf("%+v", r.Comparison)
	}
}

func TestADifferenceHasTheReasonThatReproducesIt(t *testing.T) {
	in := input(t, "mutation.csv", "K3")
	in.Settings.Mutation = Usual()
	other := in.Tables[0]
	other.Population, other.Loci = "elsewhere", copied(other.Loci)
	c := other.Loci["vWA"]
	c.Frequencies = map[kinship.Allele]float64{"16": 0.3, "17": 0.3, "18": 0.33, "20": 0.07}
	other.Loci["vWA"], other.Name = c, "elsewhere.csv"
	in.Tables = append(in.Tables, other)
	in.Population = in.Tables[0].Population
	printed := "locus,index\nD8S1179,0.002\nvWA,7.143\nTPOX,4.545\nD3S1358,3.46\nCSF1PO,77.7\n"
	f, found := labfile.ReadFigures("f", []byte(printed))
	if found.Stopped() {
		t.Fatal(found)
	}
	in.Figures = f
	r, err := Make(in)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Reason{"D8S1179": CrudeMutation, "vWA": OtherTable, "TPOX": OtherMutation, "D3S1358": Same, "CSF1PO": Unexplained}
	for _, c := range r.Comparison.Loci {
		if c.Reason != want[c.Locus] {
			t.Errorf("%s: %+v, not %s", c.Locus, c, want[c.Locus])
		}
	}
}

func TestAMotherAndManWhoLookLikeRelativesAreSaid(t *testing.T) {
	in := input(t, "trio.csv", "K1")
	in.Father = in.Child // her son
	in.Child = in.Mother
	in.Mother = input(t, "trio.csv", "K1").Mother
	r, err := Make(in)
	if err != nil || !slices.ContainsFunc(r.Findings, func(f FindingShown) bool { return f.Code == labfile.Related }) {
		t.Errorf("%v %+v", err, r.Findings)
	}
	if r := made(t, 0); slices.ContainsFunc(r.Findings, func(f FindingShown) bool { return f.Code == labfile.Related }) {
		t.Error("unrelated persons look like relatives")
	}
}

var (
	outside = regexp.MustCompile(`(?i)<script|<link|<img|<iframe|src=|href=|url\(|@import|https?://`)
	figure  = regexp.MustCompile(`class="big"|<td class="n"`)
)

func TestTheReportIsOneFileWithoutScriptOrRequestAndDrawsBeforeItCounts(t *testing.T) {
	for i, c := range six {
		r := made(t, i)
		for _, v := range voices(t) {
			var b bytes.Buffer
			if err := r.HTML(&b, v); err != nil {
				t.Fatal(err)
			}
			s := b.String()
			if bad := outside.FindString(s); bad != "" {
				t.Errorf("%s %s: %s", c.name, v.Tag(), bad)
			}
			tree, number := strings.LastIndex(s, "</svg>"), figure.FindStringIndex(s)
			if strings.Count(s, "<svg") != 2 || number == nil || tree > number[0] {
				t.Errorf("%s %s: two trees, and then numbers", c.name, v.Tag())
			}
			if strings.Contains(s, "NaN") || strings.Contains(s, "Inf") || strings.Contains(s, "kinship.") {
				t.Errorf("%s %s: says what is no word or number", c.name, v.Tag())
			}
			for _, f := range r.Files {
				if !strings.Contains(s, f.Digest) {
					t.Errorf("%s: the digest of %s is missing", c.name, f.Name)
				}
			}
			var text bytes.Buffer
			if err := r.Text(&text, v); err != nil || !strings.Contains(text.String(), (page{r, v}).Says()) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	}
}

func TestJSONAndCSVHoldEveryLocusAtFullPrecision(t *testing.T) {
	for i := range six {
		r := made(t, i)
		var j, c bytes.Buffer
		if err := r.JSON(&j); err != nil {
			t.Fatal(err)
		}
		var back Report
		if err := json.Unmarshal(j.Bytes(), &back); err != nil || len(back.Loci) != len(r.Loci) || back.Loci[0].H1 != r.Loci[0].H1 {
			t.Errorf("%s: %v", six[i].name, err)
		}
		if err := r.CSV(&c); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&c).ReadAll()
		if err != nil || len(rows) != len(r.Loci)+2 || rows[1][7] != fmt.Sprint(r.Loci[0].Index) {
			t.Errorf("%s: %v %v", six[i].name, err, rows[1])
		}
	}
}

func TestEveryFindingAndVerdictHasASentenceInBothLanguages(t *testing.T) {
	src, err := os.ReadFile("../labfile/finding.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile(`Code\s+= "([a-z_]+)"`).FindAllStringSubmatch(string(src), -1)
	if len(codes) < 50 {
		t.Fatalf("%d codes", len(codes))
	}
	for _, v := range voices(t) {
		for _, c := range codes {
			if s := Say(v, labfile.Finding{Code: labfile.Code(c[1]), Sample: "S-1", Other: "S-2", Locus: "TH01", Text: "9,3", N: 3}); s == "" {
				t.Error(c[1])
			}
		}
		for _, verdict := range []Verdict{LookFirst, Excluded, Undefined, Supported, Explained, Against, Undecided} {
			p := page{made(t, 0), v}
			p.Verdict = verdict
			if p.Says() == "" || len(p.Plain()) != 4 {
				t.Error(verdict)
			}
		}
	}
}

func TestTheWordsAreCompleteInBothLanguages(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"kinship": Words}) {
		t.Error(f)
	}
}

func TestAnEditedTableOfThresholdsIsReadAndABrokenOneRefused(t *testing.T) {
	if len(Thresholds()) < 5 {
		t.Error("too few thresholds")
	}
	head := "code,name_en,name_fr,min_index,min_probability,prior,exclusions,source\n"
	if all, err := ReadThresholds(head + "x,A,B,10,0.9,0.5,4,law 1\n"); err != nil || all[0].Exclusions != 4 || all[0].MinIndex != 10 {
		t.Errorf("%v %v", all, err)
	}
	for _, bad := range []string{"", head, head + "x,A,B,10,1.0,0.5,4,law\n", head + "x,A,B,10,0.9,0,4,law\n", head + "x,A,B,10,0.9,0.5,4,\n", head + "x,A,B,ten,0.9,0.5,4,law\n"} {
		if _, err := ReadThresholds(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestAThresholdIsMetOnlyAtItsOwnPrior(t *testing.T) {
	r := &Report{Total: Total{Status: "ok", Index: 500, Log10: math.Log10(500)}}
	if r.meets(Threshold{MinProbability: 0.999, Prior: 0.5}) || !r.meets(Threshold{MinProbability: 0.999, Prior: 0.9}) || r.meets(Threshold{MinIndex: 501, Prior: 0.5}) {
		t.Error("thresholds")
	}
}

func TestEveryRelationshipOfTheEngineCanBeDrawn(t *testing.T) {
	for _, rel := range kinship.Relationships() {
		for _, h := range rel.Hypotheses() {
			at := layout(h.Pedigree)
			taken := map[place]string{}
			for _, p := range h.Pedigree {
				if other := taken[at[p.ID]]; other != "" {
					t.Errorf("%s %s: %s stands on %s", rel.ID, h.Name, p.ID, other)
				}
				taken[at[p.ID]] = p.ID
				if !p.Founder() && (at[p.ID].gen <= at[p.Father].gen || at[p.ID].gen <= at[p.Mother].gen) {
					t.Errorf("%s %s: %s stands beside or above a parent", rel.ID, h.Name, p.ID)
				}
			}
			svg := string(Draw(h.Pedigree, "a <b> & c", func(id string) Figure { return Figure{Role: "<" + id + ">", Label: strings.Repeat("x", 30)} }))
			if strings.Contains(svg, "<b>") || strings.Count(svg, "class=\"person") != len(h.Pedigree) {
				t.Errorf("%s %s: %s", rel.ID, h.Name, svg)
			}
		}
	}
}
