package labfile

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"haki/science/kinship"
)

// want is a line of testdata/damaged/expected.txt.
type want struct {
	file, weight, code, field string
	line                      int
}

func expected(t *testing.T) (all []want) {
	text, err := os.ReadFile("testdata/damaged/expected.txt")
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSuffix(l, "\n"), "|")
		if strings.HasPrefix(l, "#") {
			continue
		}
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		n, err := strconv.Atoi(f[3])
		if err != nil {
			t.Fatal(l)
		}
		all = append(all, want{f[0], f[1], f[2], f[4], n})
	}
	return all
}

func TestEachDamagedFileIsRefusedOrFlaggedForTheRightReasonAtTheRightLine(t *testing.T) {
	all := expected(t)
	if len(all) < 60 {
		t.Fatalf("%d damaged files: at least 60 are wanted", len(all))
	}
	files, err := filepath.Glob("testdata/damaged/*")
	if err != nil || len(files)-1 != len(all) {
		t.Fatalf("%d files, %d expectations", len(files)-1, len(all))
	}
	for _, w := range all {
		data, err := os.ReadFile("testdata/damaged/" + w.file)
		if err != nil {
			t.Fatal(err)
		}
		b := Read(w.file, data)
		found := false
		for _, f := range b.Findings {
			found = found || string(f.Code) == w.code && f.Line == w.line && f.Weight.String() == w.weight && (w.field == "" || f.Field == w.field) && (f.File == w.file)
		}
		if !found || b.Findings.Worst().String() != w.weight {
			t.Errorf("%s: want %s %s at line %d in %q; got %+v", w.file, w.weight, w.code, w.line, w.field, b.Findings)
		}
	}
}

func TestEachFormatAndEncodingGivesTheSameThreeProfiles(t *testing.T) {
	files, _ := filepath.Glob("testdata/sound/*")
	if len(files) < 14 {
		t.Fatalf("%d sound files", len(files))
	}
	for _, name := range files {
		b := readFile(t, name)
		if w := b.Findings.Worst(); w > Note {
			t.Errorf("%s: %+v", name, b.Findings)
		}
		ids := []string{"S-01", "S-02", "S-03"}
		if b.Format == Familias {
			ids = []string{"MO", "CH", "AF"}
		}
		for i, id := range ids {
			s := b.Find(id)
			if s == nil {
				t.Fatalf("%s: no sample %s", name, id)
			}
			p := s.Profile()
			for locus, g := range map[string]kinship.Genotype{
				"D3S1358": {A: [3]kinship.Allele{"15", "15", "16"}[i], B: [3]kinship.Allele{"17", "16", "18"}[i]},
				"TH01":    {A: [3]kinship.Allele{"7", "7", "6"}[i], B: [3]kinship.Allele{"9.3", "8", "8"}[i]}} {
				if !p[locus].Same(g) {
					t.Errorf("%s: %s at %s is %v, not %v", name, id, locus, p[locus], g)
				}
			}
			if b.Format != Familias && (len(p) != 10 || !p["CSF1PO"].Same([3]kinship.Genotype{{A: "10", B: "12"}, {A: "12", B: "12"}, {A: "11", B: "12"}}[i])) {
				t.Errorf("%s: %s: %d loci, CSF1PO %v", name, id, len(p), p["CSF1PO"])
			}
		}
	}
}

func readFile(t *testing.T, name string) *Batch {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return Read(filepath.Base(name), data)
}

func TestAFamiliasFileTellsItsTablePedigreesAndModels(t *testing.T) {
	f := readFile(t, "testdata/sound/case.fam").Fam
	if f.Theta != 0.01 || len(f.Hypotheses) != 2 || f.Table.Name != "synthetic" || f.Table.Loci["TH01"].Typed != 1000 || f.Table.Loci["TH01"].Frequencies["9.3"] != 0.1 {
		t.Errorf("%+v", f)
	}
	m := f.Mutation["D3S1358"]
	if m.Female.Name != kinship.Proportional || m.Female.Rate != 0.001 || m.Male.Name != kinship.Stepwise || m.Male.Rate != 0.002 || m.Male.Range != 0.1 || m.Male.Rate2 != 1e-6 {
		t.Errorf("%+v", m)
	}
	for _, p := range f.Hypotheses[0].Pedigree {
		if p.ID == "CH" && (p.Father != "AF" || p.Mother != "MO") {
			t.Errorf("H1: %+v", p)
		}
	}
	for _, p := range f.Hypotheses[1].Pedigree {
		if p.ID == "CH" && (p.Father == "AF" || p.Father == "" || p.Mother != "MO") {
			t.Errorf("H2: the child has a father who is not the man: %+v", p)
		}
	}
}

func TestALocusIsKnownByAllItsNamesAndByNoLikeness(t *testing.T) {
	for name, want := range map[string]string{"VWA": "vWA", "vwa": "vWA", "THO1": "TH01", "TP0X": "TPOX", "PENTA_D": "Penta D", "PentaE": "Penta E", "HUMFGA": "FGA", "FIBRA": "FGA",
		"AMEL": "Amelogenin", "3S1358": "D3S1358", "d21s11": "D21S11", "CSF1P0": "CSF1PO", "D3 S1358": "D3S1358"} {
		if m := Lookup(name); m == nil || m.Name != want {
			t.Errorf("%s is %v, not %s", name, m, want)
		}
	}
	for _, name := range []string{"", "D", "TH02", "VVA", "D3S1359", "S1358", "Penta"} {
		if m := Lookup(name); m != nil {
			t.Errorf("%q is taken for %s", name, m.Name)
		}
	}
}

func TestEveryLineOfTheListOfLociIsReadable(t *testing.T) {
	seen := map[string]string{}
	for line := range strings.Lines(lociText) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if len(f) != 7 {
			t.Fatal(line)
		}
		for _, n := range append(strings.Split(f[1], ";"), f[0]) {
			if n == "" {
				continue
			}
			if old, twice := seen[fold(n)]; twice && old != f[0] {
				t.Errorf("%s is a name of %s and of %s", n, old, f[0])
			}
			seen[fold(n)] = f[0]
		}
	}
}
