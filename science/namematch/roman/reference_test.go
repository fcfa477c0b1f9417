package roman

import (
	"compress/gzip"
	"encoding/csv"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// The reference pairs lie beside the checkout, or where HAKI_REFERENCE points. They were cut
// by a hash of the native spelling: one half served to set costs, the other is reported.

type pair struct {
	script, latin, native string
	kept                  bool // apart: never looked at while the tables were set
}

func reference(t *testing.T, name string) *os.File {
	t.Helper()
	for _, dir := range []string{os.Getenv("HAKI_REFERENCE"), filepath.Join(os.Getenv("HAKI_REFERENCE"), "screening"), "../../../../shared/screening"} {
		if f, err := os.Open(filepath.Join(dir, name)); err == nil && dir != "" {
			return f
		}
	}
	t.Skipf("%s is neither beside the checkout nor where HAKI_REFERENCE points: the forms were NOT measured against it", name)
	return nil
}

func pairs(t *testing.T) (all []pair) {
	t.Helper()
	f := reference(t, "translit/tokens.csv.gz")
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		h := fnv.New32a()
		h.Write([]byte(r[2]))
		all = append(all, pair{r[0], r[1], r[2], h.Sum32()%2 == 1})
	}
	return all
}

// formsOf reads a name of one or more tokens as one form: the best of each, joined.
func formsOf(t testing.TB, name string) []Form {
	t.Helper()
	tokens, err := Tokens(name)
	if err != nil {
		t.Fatalf("%q: %v", name, err)
	}
	var joined []Form
	for i, token := range tokens {
		forms := Forms(nil, token)
		if i == 0 {
			joined = forms
			continue
		}
		var next []Form
		for _, a := range joined[:min(4, len(joined))] {
			for _, b := range forms[:min(4, len(forms))] {
				next = append(next, Form{a.Text + b.Text, a.Sound + b.Sound, a.Cost + b.Cost, a.Bare || b.Bare})
			}
		}
		if len(next) > 0 {
			joined = next
		}
	}
	return joined
}

// nearest is the distance of the two nearest forms per letter of the longer.
func nearest(as, bs []Form) int {
	best := 1000
	for _, a := range as {
		for _, b := range bs {
			best = min(best, Distance(a, b)/max(len(a.Sound), len(b.Sound), 1))
		}
	}
	return best
}

// near is what counts as near: a quarter of an edit for every letter.
const near = 20

func TestTheFormsOfTheReferencePairsLieNear(t *testing.T) {
	all := pairs(t)
	want := map[string]int{"arabic": 95, "russian": 94, "hebrew": 95, "chinese": 83, "japanese": 92, "katakana": 93, "korean": 80}
	for _, script := range []string{"arabic", "russian", "hebrew", "chinese", "japanese", "katakana", "korean"} {
		var tune, kept, strangers []int
		var before []Form
		for _, p := range all {
			if p.script != script {
				continue
			}
			native, latin := formsOf(t, p.native), formsOf(t, p.latin)
			d := nearest(native, latin)
			if !p.kept {
				tune = append(tune, d)
				if os.Getenv("HAKI_PROOF") != "" && d > near {
					t.Log(script, p.latin, p.native, d, texts(native), latin)
				}
				continue
			}
			kept = append(kept, d)
			strangers = append(strangers, nearest(native, before))
			before = latin
		}
		got := share(kept)
		t.Logf("%-9s near %.1f %% of %d tuned, %.1f %% of %d kept apart; strangers %.1f %%; median %d",
			script, share(tune), len(tune), got, len(kept), share(strangers), median(kept))
		if got < float64(want[script]) {
			t.Errorf("%s: %.1f %% of the pairs kept apart are near, want %d %%", script, got, want[script])
		}
	}
}

func texts(forms []Form) (s []string) {
	for _, f := range forms {
		s = append(s, f.Sound)
	}
	return s
}

func share(d []int) float64 {
	n := 0
	for _, x := range d {
		if x <= near {
			n++
		}
	}
	return 100 * float64(n) / float64(max(len(d), 1))
}

func median(d []int) int {
	d = slices.Clone(d)
	slices.Sort(d)
	if len(d) == 0 {
		return 0
	}
	return d[len(d)/2]
}

// alikeness is how far the tokens of the shorter name are from their nearest in the longer, at
// most 60 each, on average per letter: not a way to compare names, which namematch does, only
// a measure of the forms.
func alikeness(t *testing.T, a, b string) int {
	as, bs := tellingTokens(t, a), tellingTokens(t, b)
	if len(as) > len(bs) {
		as, bs = bs, as
	}
	sum := 0
	for _, x := range as {
		d := 60
		for _, y := range bs {
			d = min(d, nearest(Forms(nil, x), Forms(nil, y)))
		}
		sum += d
	}
	return sum / max(len(as), 1)
}

func tellingTokens(t *testing.T, name string) (kept []Token) {
	tokens, err := Tokens(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range tokens {
		if k.Role == Plain || k.Role == Patronymic {
			kept = append(kept, k)
		}
	}
	return kept
}

func TestTheFormsOfLabelledPairsOfOnePersonLieNear(t *testing.T) {
	f := reference(t, "pairs/person_pairs.csv")
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var same, different [2]int // of them near
	var all [2]int
	for _, r := range rows[1:] {
		h := fnv.New32a()
		h.Write([]byte(r[0]))
		if h.Sum32()%2 == 0 {
			continue // the half that served to set prices
		}
		d := alikeness(t, r[0], r[1])
		i := 0
		if r[2] != "1" {
			i = 1
		}
		all[i]++
		if d <= near {
			[]*[2]int{&same, &different}[i][0]++
		}
		if os.Getenv("HAKI_PROOF") != "" {
			t.Log(r[2], d, r[0], "|", r[1])
		}
	}
	t.Logf("near: %d of %d pairs of one person, %d of %d of different persons", same[0], all[0], different[0], all[1])
	if 100*same[0] < 85*all[0] {
		t.Errorf("only %d of %d pairs of one person are near", same[0], all[0])
	}
}
