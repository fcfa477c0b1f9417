package labfile

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"haki/science/kinship"
	"haki/science/kinship/frequency"
)

// seeds are all files of testdata whose name has one of the endings.
func seeds(f *testing.F, endings ...string) {
	for _, folder := range []string{"sound", "damaged"} {
		for _, e := range endings {
			files, err := filepath.Glob("testdata/" + folder + "/*" + e)
			if err != nil || len(files) == 0 {
				f.Fatal(err, folder, e)
			}
			for _, name := range files {
				data, err := os.ReadFile(name)
				if err != nil {
					f.Fatal(err)
				}
				f.Add(data)
			}
		}
	}
}

// sound holds what a reader gives to what it promises: nothing that does not stop holds a
// locus that is unknown, an allele that is none, a sample without a label, a line outside.
func sound(t *testing.T, b *Batch, data []byte) {
	for _, f := range b.Findings {
		if f.Weight < Note || f.Weight > Stop || f.Code == "" || f.Line < 0 || f.Line > len(data)+1 {
			t.Fatalf("a finding that says nothing: %+v", f)
		}
	}
	if b.Findings.Stopped() {
		return
	}
	if len(b.Samples) == 0 || b.Format == "" {
		t.Fatal("accepted in silence: nothing was read and nothing said")
	}
	for _, s := range b.Samples {
		if s.ID == "" {
			t.Fatal("a sample without a label")
		}
		for _, y := range s.Typings {
			typing(t, s, y)
		}
	}
	Check(b, Question{Threshold: 100})
	if out := Concordance(b, b); out.Worst() > Note {
		t.Fatalf("a batch differs from itself: %+v", out)
	}
}

func typing(t *testing.T, s *Sample, y Typing) {
	m := Lookup(y.Locus)
	if m == nil || m.Name != y.Locus {
		t.Fatalf("locus %q of %q", y.Locus, s.ID)
	}
	if y.Out != "" && y.Genotype.Typed() {
		t.Fatalf("left out and counted: %+v", y)
	}
	if y.Out != "" {
		return
	}
	for _, a := range []kinship.Allele{y.Genotype.A, y.Genotype.B} {
		again, ok := kinship.ParseAllele(string(a))
		if !ok {
			again, ok = m.length(string(a))
		}
		if !ok || again != a || !m.Counts() {
			t.Fatalf("allele %q of %q at %q", a, s.ID, y.Locus)
		}
	}
}

func FuzzTables(f *testing.F) {
	seeds(f, ".csv", ".txt")
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, Read("a", data), data) })
}

func FuzzCommonMessageFormat(f *testing.F) {
	seeds(f, ".xml")
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, Read("a", append([]byte("<"), data...)), data) })
}

func FuzzFamilias(f *testing.F) {
	seeds(f, ".fam")
	f.Fuzz(func(t *testing.T, data []byte) {
		b := Read("a", append([]byte("\"Output from Familias\"\n"), data...))
		sound(t, b, append(data, "\n\n"...))
		if b.Fam == nil || b.Findings.Stopped() {
			return
		}
		for l, c := range b.Fam.Table.Loci {
			for a, p := range c.Frequencies {
				if !(p >= 0 && p <= 1) {
					t.Fatalf("%s %s: %v", l, a, p)
				}
			}
		}
	})
}

func FuzzPedigrees(f *testing.F) {
	seeds(f, ".ped")
	f.Fuzz(func(t *testing.T, data []byte) {
		b := Read("a", append([]byte("famid\tid\tfid\tmid\tsex\tD3S1358\tTH01\n"), data...))
		sound(t, b, append(data, '\n'))
		if b.Findings.Stopped() {
			return
		}
		for _, s := range b.Samples {
			for i, id := range []string{s.Father, s.Mother} {
				if p := b.Find(id); id != "" && (p == nil || p.Sex != 0 && int(p.Sex) != i+1) {
					t.Fatalf("%q has the parent %q", s.ID, id)
				}
			}
		}
	})
}

func FuzzFrequencies(f *testing.F) {
	f.Add([]byte(tableText))
	f.Add([]byte("# population: somewhere\nlocus;allele;frequency\nTH01;7;0,4\nTH01;9,3;0,6\n"))
	f.Add([]byte("locus,allele,frequency\nTH01,7,0.4\nTH01,7,0.6\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, found := ReadFrequencies("a", data)
		if found.Stopped() {
			return
		}
		if err := distribution(table); err != nil {
			t.Fatal(err)
		}
	})
}

const tableText = "# population: somewhere\n# source: invented\nlocus,allele,frequency,count,alleles_typed\nTH01,7,0.4,40,100\nTH01,9.3,0.6,60,100\nvWA,16,1,100,100\n"

func distribution(t frequency.Table) error {
	if len(t.Loci) == 0 {
		return fmt.Errorf("accepted in silence: a table without loci")
	}
	for l, c := range t.Loci {
		sum := 0.0
		for a, p := range c.Frequencies {
			if !(p > 0 && p <= 1) {
				return fmt.Errorf("%s %s: %v", l, a, p)
			}
			sum += p
		}
		if sum < 0.998 || sum > 1.002 || c.Typed < 0 {
			return fmt.Errorf("%s: %v of %d", l, sum, c.Typed)
		}
	}
	return nil
}

// Whatever is accepted as rates is a rate, of a locus that is known, at least one.
func FuzzRates(f *testing.F) {
	f.Add([]byte("locus,rate\nTH01,0.002\nvWA,0\n"))
	f.Add([]byte("marker;taux\nTH01;0,002\nD18S51;1\n"))
	f.Add([]byte("locus,rate\nTH01,-1\nTH01,NaN\nTH01,1.5\nTH01,+Inf\n"))
	f.Add([]byte("locus,rate\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rates, found := ReadRates("a", data)
		if found.Stopped() {
			return
		}
		if len(rates) == 0 {
			t.Fatal("accepted in silence: rates of nothing")
		}
		for l, x := range rates {
			if m := Lookup(l); !(x >= 0 && x <= 1) || m == nil || m.Name != l {
				t.Fatalf("%q: %v", l, x)
			}
		}
	})
}

func FuzzFigures(f *testing.F) {
	f.Add([]byte("locus,pi,frequency\nTH01,2.5,0.2\nvWA,5.00,0.1\nCPI,12.5\nW,92.59%\nPRIOR,0.5\n"))
	f.Add([]byte("locus;IP\nTH01;2,5\nIPC;1 234,5\nW;99,9919\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		figures, found := ReadFigures("a", data)
		if found.Stopped() {
			return
		}
		if len(figures.Loci) == 0 && figures.Index == nil && figures.Probability == nil && figures.Prior == 0.5 && len(found) == 0 && len(data) == 0 {
			t.Fatal("accepted in silence")
		}
		if !(figures.Prior > 0 && figures.Prior < 1) {
			t.Fatal(figures.Prior)
		}
		for _, l := range figures.Loci {
			if !(l.Index.Value >= 0) || !(l.Index.Half > 0) && l.Index.Value != 0 && l.Index.Half != 0 {
				t.Fatalf("%+v", l)
			}
		}
		figures.Arithmetic()
	})
}

func FuzzRegisters(f *testing.F) {
	f.Add([]byte(registerText))
	b := Read("a", []byte("sample,locus,allele1,allele2\nS-01,TH01,7,9.3\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if Collected(b, "r", data).Worst() < Alarm && !bytes.Contains(bytes.ReplaceAll(data, []byte{0}, nil), []byte("S-01")) {
			t.Fatal("a register that does not know the sample lets it pass")
		}
	})
}

const registerText = "sample,identifier2,date,collector,witness,consent,seal\nS-01,K-1,2026-01-05,A,B,yes,900\n"
