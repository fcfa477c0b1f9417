package labfile

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"haki/science/kinship"
)

// ten loci that every check may use.
var ten = []string{"D3S1358", "vWA", "D16S539", "CSF1PO", "TPOX", "D8S1179", "D21S11", "D18S51", "TH01", "FGA"}

// person is a profile of ten loci, "15/17 16/18 …".
func person(id, role, family, genotypes string) *Sample {
	s := &Sample{ID: id, Role: role, Family: family, Place: Place{File: "f", Line: 2}}
	for i, g := range strings.Fields(genotypes) {
		a, b, _ := strings.Cut(g, "/")
		s.Typings = append(s.Typings, Typing{Locus: ten[i], Printed: []string{a, b}, Genotype: kinship.Two(kinship.Allele(a), kinship.Allele(b)), Place: Place{File: "f", Line: 3 + i}})
	}
	return s
}

const (
	mother  = "15/17 16/18 9/11 10/12 8/11 13/14 29/30 12/15 7/9.3 21/24"
	child   = "15/16 18/19 11/12 12/12 8/8 13/15 30/31.2 15/17 7/8 24/25"
	father  = "16/18 17/19 12/13 11/12 8/9 15/16 28/31.2 17/18 6/8 22/25"
	mother2 = "14/14 15/15 10/10 11/11 9/9 11/12 27/28 13/14 6/6 19/20"
	child2  = "14/16 15/19 10/12 11/12 9/8 11/15 27/31.2 13/17 6/8 19/25"
)

func has(f Findings, code Code, sample, other string) bool {
	return slices.ContainsFunc(f, func(x Finding) bool { return x.Code == code && x.Sample == sample && x.Other == other })
}

func TestASoundTrioGivesNothingToLookAt(t *testing.T) {
	b := &Batch{Samples: []*Sample{person("M", "mother", "1", mother), person("C", "child", "1", child), person("F", "father", "1", father)}}
	if f := Check(b, Question{}); len(f) > 0 {
		t.Errorf("%+v", f)
	}
}

func TestSwappedChildrenAreFoundAndTheRightOneIsProposed(t *testing.T) {
	b := &Batch{Samples: []*Sample{person("M1", "mother", "1", mother), person("C1", "child", "1", child2), person("M2", "mother", "2", mother2), person("C2", "child", "2", child)}}
	f := Check(b, Question{})
	for _, w := range [][3]string{{"not_her_child", "C1", "M1"}, {"swap_proposed", "C1", "C2"}, {"swap_proposed", "C2", "C1"}, {"swap_proposed", "M1", "M2"}} {
		if !has(f, Code(w[0]), w[1], w[2]) {
			t.Errorf("%v is missing in %+v", w, f)
		}
	}
}

func TestOnePersonUnderTwoLabelsIsFound(t *testing.T) {
	near := strings.Replace(father, "16/18", "16/17", 1)
	b := &Batch{Samples: []*Sample{person("F", "father", "1", father), person("G", "staff", "", father), person("H", "father", "2", near), person("I", "father", "3", father)}}
	f := Check(b, Question{})
	if !has(f, TwoRoles, "G", "F") || !has(f, NearlySame, "H", "F") || !has(f, SamePerson, "I", "F") {
		t.Errorf("%+v", f)
	}
	if got := Contaminated(&Batch{Samples: b.Samples[:1]}, &Batch{Samples: b.Samples[1:2]}); !has(got, Staff, "F", "G") {
		t.Errorf("%+v", got)
	}
}

func TestAmongManyProfilesOnePersonIsStillFound(t *testing.T) {
	b := &Batch{}
	for i := range allPairs + 50 {
		var g []string
		for k := range ten {
			g = append(g, fmt.Sprintf("%d/%d", 6+(i>>k)%7, 13+(i*(k+3))%11))
		}
		b.Samples = append(b.Samples, person(fmt.Sprint("S", i), "", "", strings.Join(g, " ")))
	}
	b.Samples = append(b.Samples, person("first", "", "", father), person("again", "", "", strings.Replace(father, "22/25", "22/24", 1)))
	if f := Check(b, Question{}); !has(f, NearlySame, "again", "first") {
		t.Errorf("%d findings, and not that one", len(f))
	}
}

func TestAmelogeninAgainstSexAndRoleIsSaid(t *testing.T) {
	s := person("F", "father", "1", father)
	s.Amelogenin, s.Sex = "X", kinship.Male
	if f := Check(&Batch{Samples: []*Sample{s}}, Question{}); !has(f, SexDiffers, "F", "") || !has(f, RoleDiffers, "F", "father") {
		t.Errorf("%+v", f)
	}
}

func TestFarTooManyHomozygotesAreTakenForDropout(t *testing.T) {
	table, found := ReadFrequencies("t", []byte(evenTable()))
	if found.Stopped() {
		t.Fatal(found)
	}
	s := person("D", "", "", "15/15 16/16 9/9 10/10 8/8 13/13 29/29 12/12 7/9.3 21/24")
	s.Typings[0].Heights = []float64{80}
	f := Check(&Batch{Samples: []*Sample{s}}, Question{Table: &table, Threshold: 150})
	if !has(f, Dropout, "D", "") || !has(f, LowHomozygote, "D", "") {
		t.Errorf("%+v", f)
	}
	if f := Check(&Batch{Samples: []*Sample{person("M", "", "", mother)}}, Question{Table: &table, Threshold: 150}); len(f) > 0 {
		t.Errorf("%+v", f)
	}
}

func evenTable() string {
	var b strings.Builder
	b.WriteString("locus,allele,frequency\n")
	for _, l := range ten {
		for a := range 10 {
			fmt.Fprintf(&b, "%s,%d,0.1\n", l, a+10)
		}
	}
	return b.String()
}

func TestTwoAnalysesMustAgreeAndASilentAlleleIsToldFromAnError(t *testing.T) {
	a := &Batch{Samples: []*Sample{person("C", "", "", child), person("X", "", "", father)}}
	z := &Batch{Samples: []*Sample{person("C", "", "", strings.NewReplacer("15/16", "15/15", "18/19", "18/20").Replace(child))}}
	f := Concordance(a, z)
	if !has(f, RetestSilent, "C", "15/16") || !has(f, RetestDiffers, "C", "18/19") || !has(f, RetestMissing, "X", "") || len(f) != 3 {
		t.Errorf("%+v", f)
	}
}

func TestEveryLabelIsHeldAgainstTheRegister(t *testing.T) {
	b := &Batch{File: "f", Samples: []*Sample{person("S-01", "", "", child), person("S-02", "", "", mother), person("S-03", "", "", father)}}
	f := Collected(b, "register", []byte(registerText+"S-02,K-1,2026-01-05,A,,yes,900\n"))
	if !has(f, NotCollected, "S-03", "register") || !has(f, SealTwice, "S-02", "S-01") || !has(f, NoCustody, "S-02", "") || len(f) != 3 {
		t.Errorf("%+v", f)
	}
}

func TestThePrintedFiguresMustFollowFromEachOther(t *testing.T) {
	sound := "locus,pi,frequency\nTH01,2.50,0.2\nvWA,5.00,0.1\nCPI,12.5\nW,92.59%\n"
	for text, want := range map[string]Code{
		sound: "",
		strings.Replace(sound, "12.5", "13.5", 1):                    ProductDiffers,
		strings.Replace(sound, "92.59", "93.80", 1):                  ChanceDiffers,
		strings.Replace(sound, "92.59%", "100%", 1):                  PrintedCertain,
		strings.Replace(sound, "5.00,0.1", "5.00,0.13", 1):           IndexDiffers,
		strings.Replace(sound, "W,92.59%", "W,55.56%\nPRIOR,0.1", 1): ChanceDiffers,
		strings.Replace(sound, "W,92.59%", "W,58.14%\nPRIOR,0.1", 1): "",
	} {
		figures, found := ReadFigures("f", []byte(text))
		if found.Stopped() {
			t.Fatal(found)
		}
		f := figures.Arithmetic()
		if want == "" && len(f) > 0 || want != "" && !slices.ContainsFunc(f, func(x Finding) bool { return x.Code == want }) {
			t.Errorf("%s: want %q, got %+v", text, want, f)
		}
	}
}

func TestATableOfFrequenciesStopsWhereItIsWrong(t *testing.T) {
	for text, want := range map[string]Finding{
		tableText: {},
		strings.Replace(tableText, "0.6,60", "0.5,50", 1):       {Code: TableSum, Place: Place{File: "t", Line: 4, Field: "frequency"}},
		strings.Replace(tableText, "0.6,60", "0.6,61", 1):       {Code: TableCounts, Place: Place{File: "t", Line: 5, Field: "count"}},
		strings.Replace(tableText, "TH01,9.3", "TH01,7", 1):     {Code: AlleleTwice, Place: Place{File: "t", Line: 5, Field: "allele"}},
		strings.Replace(tableText, "TH01,9.3", "TH01,9,3", 1):   {Code: RowWidth, Place: Place{File: "t", Line: 5}},
		strings.Replace(tableText, "vWA", "vXA", 1):             {Code: UnknownLocus, Place: Place{File: "t", Line: 6, Field: "locus"}},
		strings.Replace(tableText, "0.4,", "1.4,", 1):           {Code: BadFrequency, Place: Place{File: "t", Line: 4, Field: "frequency"}},
		strings.Replace(tableText, "0.4,40,100", "0.4,40,x", 1): {Code: BadNumber, Place: Place{File: "t", Line: 4, Field: "allelestyped"}},
	} {
		table, f := ReadFrequencies("t", []byte(text))
		if want.Code == "" {
			if len(f) > 0 || table.Population != "somewhere" || table.Loci["TH01"].Typed != 100 {
				t.Errorf("%+v %+v", table, f)
			}
			continue
		}
		if !slices.ContainsFunc(f, func(x Finding) bool { return x.Code == want.Code && x.Place == want.Place }) {
			t.Errorf("want %+v, got %+v", want, f)
		}
	}
}

func TestAnAlleleIsALengthInBasesOnlyWhereNobodyCountsRepeats(t *testing.T) {
	if table, f := ReadFrequencies("t", []byte("locus,allele,frequency\nD11S554,188,0.4\nD11S554,192,0.6\n")); f.Stopped() || table.Loci["D11S554"].Frequencies["188"] != 0.4 {
		t.Errorf("%+v %+v", table, f)
	}
	if _, f := ReadFrequencies("t", []byte("locus,allele,frequency\nTH01,188,0.4\nTH01,192,0.6\n")); !f.Stopped() {
		t.Error("TH01 has no allele of 188 repeats")
	}
	if b := Read("f", []byte("sample,locus,allele1,allele2\nS-01,D11S554,188,192\n")); b.Findings.Stopped() || !b.Samples[0].Profile()["D11S554"].Has("192") {
		t.Errorf("%+v", b.Findings)
	}
}

func TestEveryPublishedTableAtHandCanBeRead(t *testing.T) {
	var files []string
	for _, dir := range []string{os.Getenv("HAKI_REFERENCE"), filepath.Join(os.Getenv("HAKI_REFERENCE"), "kinship"), "../../../../shared/kinship"} {
		if files, _ = filepath.Glob(filepath.Join(dir, "frequencies", "*.csv")); len(files) > 0 {
			break
		}
	}
	if len(files) == 0 {
		t.Skip("the published tables are neither beside the checkout nor where HAKI_REFERENCE points: they were NOT read")
	}
	for _, name := range files {
		if strings.Contains(name, "mutation_rates") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, f := ReadFrequencies(filepath.Base(name), data); f.Worst() > Note {
			t.Errorf("%s: %+v", name, f[0])
		}
	}
}
