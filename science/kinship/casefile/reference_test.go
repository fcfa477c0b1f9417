package casefile

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"haki/science/kinship"
)

// reference is a file of the reference data, beside the checkout or where HAKI_REFERENCE points.
func reference(t testing.TB, name string) []byte {
	t.Helper()
	for _, dir := range []string{os.Getenv("HAKI_REFERENCE"), filepath.Join(os.Getenv("HAKI_REFERENCE"), "kinship"), "../../../../shared/kinship"} {
		if text, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
			return text
		}
	}
	t.Skipf("%s is neither beside the checkout nor where HAKI_REFERENCE points: the reference cases were NOT checked", name)
	return nil
}

type expectation struct {
	ID       string
	Expected struct {
		PerLocus map[string]struct {
			H1 float64 `json:"likelihood_H1"`
			H2 float64 `json:"likelihood_H2"`
			LR *float64
		} `json:"per_locus"`
		LR     *float64
		Log10  *float64 `json:"log10_LR"`
		Status string
	}
}

func near(a, b float64) float64 {
	if a == b {
		return 0
	}
	return math.Abs(a-b) / max(math.Abs(a), math.Abs(b))
}

func nearly(a *float64, r kinship.Ratio) float64 {
	if a == nil {
		if r.Status == kinship.Undefined {
			return 0
		}
		return 1
	}
	if r.Status == kinship.Undefined {
		return 1
	}
	return near(*a, r.LR)
}

// TestEveryReferenceCaseIsWhatTwoProgramsSay compares all cases, every locus and every total,
// with values that at least two of pedprobr, Familias and an enumeration agree on.
func TestEveryReferenceCaseIsWhatTwoProgramsSay(t *testing.T) {
	text := reference(t, "kinship-cases.json")
	var want struct{ Cases []expectation }
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	cases, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := Evaluate(cases)
	if err != nil {
		t.Fatal(err)
	}
	if len(answers) != 234 || len(want.Cases) != 234 {
		t.Fatalf("%d cases, %d answers", len(want.Cases), len(answers))
	}
	worst, loci := 0.0, 0
	for i, a := range answers {
		w := want.Cases[i]
		total := a.Result.Ratio(0, 1)
		if total.Status.String() != w.Expected.Status {
			t.Errorf("%s: status %v, not %s", w.ID, total.Status, w.Expected.Status)
		}
		off := nearly(w.Expected.LR, total)
		if w.Expected.Log10 != nil {
			off = max(off, math.Abs(*w.Expected.Log10-total.Log10)/max(1, math.Abs(total.Log10)))
		}
		if len(a.Result.Loci) != len(w.Expected.PerLocus) {
			t.Errorf("%s: %d loci, not %d", w.ID, len(a.Result.Loci), len(w.Expected.PerLocus))
		}
		for _, l := range a.Result.Loci {
			e := w.Expected.PerLocus[l.Locus]
			d := max(near(e.H1, l.Likelihood[0]), near(e.H2, l.Likelihood[1]), nearly(e.LR, l.Ratio(0, 1)))
			if d > 1e-10 {
				t.Errorf("%s %s: %v, not %v", w.ID, l.Locus, l.Likelihood, e)
			}
			off = max(off, d)
			loci++
		}
		if off > 1e-10 {
			t.Errorf("%s: off by %g: %v", w.ID, off, total)
		}
		worst = max(worst, off)
	}
	t.Logf("%d cases, %d loci, worst relative difference %.1e", len(answers), loci, worst)
}
