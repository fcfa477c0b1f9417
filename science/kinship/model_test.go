package kinship

import (
	"math"
	"math/rand/v2"
	"testing"

	"haki/science/kinship/kinshiptest"
)

// TestEveryModelIsItsDefinition entry by entry, with and without a silent allele, and every row
// is a distribution.
func TestEveryModelIsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for range rounds(2000) {
		l := guess(r, 9, true)
		tenths := make([]int, len(l.Alleles))
		whole := true
		for i, a := range l.Alleles {
			tenths[i], _ = a.Tenths()
			whole = whole && tenths[i]%10 == 0
		}
		models := []Model{{}, {Name: Equal, Rate: r.Float64()}, {Name: Proportional, Rate: 0.1 * r.Float64()}, {Name: Stepwise, Rate: 0.5 * r.Float64(), Rate2: 0.5 * r.Float64(), Range: 0.01 + 0.9*r.Float64()}}
		if whole {
			models = append(models, Model{Name: OneStep, Rate: r.Float64()})
		}
		for _, m := range models {
			sheet, err := m.Sheet(&l)
			if err != nil {
				t.Fatalf("%+v %+v: %v", m, l, err)
			}
			want := kinshiptest.Matrix(string(m.Name), m.Rate, m.Rate2, m.Range, tenths, l.P, l.Silent)
			for i, row := range sheet.Matrix {
				sum := 0.0
				for j, x := range row {
					sum += x
					if math.Abs(x-want[i][j]) > 1e-14 || x < 0 {
						t.Fatalf("%+v: row %d column %d is %v, not %v\n%+v", m, i, j, x, want[i][j], l)
					}
				}
				if math.Abs(sum-1) > 1e-14 {
					t.Fatalf("%+v: row %d adds up to %v", m, i, sum)
				}
			}
		}
	}
}

// TestStationaryModelsLeaveThePopulationAsItIs at the same mean rate; the proportional model
// does by itself, and is reversible.
func TestStationaryModelsLeaveThePopulationAsItIs(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2))
	moved := 0
	for range rounds(2000) {
		l := guess(r, 9, true)
		for _, m := range []Model{{Name: Equal, Rate: 0.002}, {Name: Proportional, Rate: 0.002}, {Name: Stepwise, Rate: 0.002, Rate2: 1e-4, Range: 0.2}, {Name: Stepwise, Rate: 0.003, Range: 0.1}} {
			plain, err := m.Sheet(&l)
			if err != nil {
				t.Fatal(err)
			}
			if plain.Drift > 1e-9 {
				moved++
			}
			m.Stationary = true
			sheet, err := m.Sheet(&l)
			if err != nil {
				t.Fatal(err)
			}
			if sheet.Drift > 1e-15 || math.Abs(sheet.MeanRate-plain.MeanRate) > 1e-14 {
				t.Fatalf("%+v drifts by %v, rate %v, before %v\n%+v", m, sheet.Drift, sheet.MeanRate, plain.MeanRate, l)
			}
			if m.Name == Proportional && (sheet.Imbalance > 1e-16 || math.Abs(sheet.MeanRate-0.002) > 1e-14) {
				t.Fatalf("proportional: imbalance %v, rate %v", sheet.Imbalance, sheet.MeanRate)
			}
		}
	}
	if moved == 0 {
		t.Error("no plain model moved the population: the test shows nothing")
	}
}

// TestAStationaryModelMakesTheConventionsAgree: kept or pruned, an untyped father passes p.
func TestAStationaryModelMakesTheConventionsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 3))
	for range 200 {
		c := parentage(r, 6)
		c.Theta = 0
		m := Model{Name: Stepwise, Rate: 0.002, Rate2: 1e-4, Range: 0.2, Stationary: true}
		c.Mutation = Mutation{m, m}
		kept, _ := likelihoods(t, c)
		c.Untyped = Pruned
		pruned, _ := likelihoods(t, c)
		for h := range kept {
			if near(kept[h], pruned[h]) > 1e-10 {
				t.Fatalf("kept %v, pruned %v", kept, pruned)
			}
		}
	}
}

// TestAModelThatCannotBeSaysTheLargestRate that could.
func TestAModelThatCannotBeSaysTheLargestRate(t *testing.T) {
	l, err := NewLocus("L", map[Allele]float64{"10": 0.05, "11": 0.15, "12": 0.8}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []Model{{Name: Proportional, Rate: 0.9}, {Name: Stepwise, Rate: 0.9, Range: 0.1, Stationary: true}} {
		_, err := m.Sheet(&l)
		p, ok := err.(*Problem)
		if !ok || p.Code != RateTooHigh {
			t.Fatalf("%+v: %v", m, err)
		}
		if m.Name == Proportional {
			m.Rate = p.Value * (1 - 1e-12)
			if _, err := m.Sheet(&l); err != nil {
				t.Errorf("the largest rate is refused: %v", err)
			}
			m.Rate = p.Value * (1 + 1e-9)
			if _, err := m.Sheet(&l); err == nil {
				t.Error("more than the largest rate is taken")
			}
		}
	}
}

func TestAllelesAreNumbersInTenthsAndOneSpelling(t *testing.T) {
	for s, want := range map[string]Allele{"14": "14", "9.3": "9.3", "09": "9", "9.0": "9", "7.4": "7.4"} {
		if got, ok := ParseAllele(s); !ok || got != want {
			t.Errorf("%q is %q, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "OL", "9,3", "9.5", "9.33", "123", "-4", "0", "+9", " 9", "9.", ".3", "<8", "X", "٣"} {
		if got, ok := ParseAllele(s); ok {
			t.Errorf("%q is taken for %q", s, got)
		}
	}
	for a, want := range map[Allele]int{"9.3": 93, "14": 140, "9": 90} {
		if got, ok := a.Tenths(); !ok || got != want {
			t.Errorf("%s: %d", a, got)
		}
	}
	for _, a := range []Allele{"a", "", "9.33", "+9", "-9", "9.x", "9999"} {
		if n, ok := a.Tenths(); ok {
			t.Errorf("%q counts as %d", a, n)
		}
	}
}

func TestTheRuleOfMendelSaysWhatFits(t *testing.T) {
	g := func(a, b Allele) Genotype { return Two(a, b) }
	for _, c := range []struct {
		child, mother, man Genotype
		want               Finding
	}{
		{g("14", "16"), g("12", "14"), g("16", "17"), Finding{Compared: true, Obligate: []Allele{"16"}}},
		{g("14", "16"), g("14", "16"), g("12", "14"), Finding{Compared: true, Obligate: []Allele{"14", "16"}}},
		{g("14", "16"), g("12", "14"), g("17", "18"), Finding{Compared: true, Inconsistent: true, Tenths: 10, Obligate: []Allele{"16"}}},
		{g("9.3", "9.3"), g("9.3", "6"), g("9", "9"), Finding{Compared: true, Inconsistent: true, Opposite: true, Tenths: 3, Obligate: []Allele{"9.3"}}},
		{g("14", "16"), g("12", "13"), g("17", "18"), Finding{Compared: true, Maternal: true}},
		{g("14", "16"), Genotype{}, g("11", "18"), Finding{Compared: true, Inconsistent: true, Tenths: 20, Obligate: []Allele{"14", "16"}}},
		{g("a", "b"), Genotype{}, g("c", "c"), Finding{Compared: true, Inconsistent: true, Tenths: -1, Obligate: []Allele{"a", "b"}}},
		{g("14", "16"), g("12", "14"), Genotype{}, Finding{}},
	} {
		got := Compare(c.child, c.mother, c.man)
		if got.Compared != c.want.Compared || got.Maternal != c.want.Maternal || got.Inconsistent != c.want.Inconsistent || got.Opposite != c.want.Opposite || got.Tenths != c.want.Tenths || len(got.Obligate) != len(c.want.Obligate) {
			t.Errorf("%v %v %v: %+v, not %+v", c.child, c.mother, c.man, got, c.want)
		}
	}
}

// TestPowerIsTheShareOfMenWhoWouldNotFit, added up over every genotype a man may have.
func TestPowerIsTheShareOfMenWhoWouldNotFit(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 4))
	var powers []float64
	for range 300 {
		l := guess(r, 7, false)
		any := func() Allele { return l.Alleles[r.IntN(len(l.Alleles))] }
		mother := Two(any(), any())
		child := Two(mother.A, any())
		if r.IntN(3) == 0 {
			mother = Genotype{}
		}
		want := 0.0
		for i, a := range l.Alleles {
			for j, b := range l.Alleles {
				if Compare(child, mother, Two(a, b)).Inconsistent {
					want += l.P[i] * l.P[j]
				}
			}
		}
		got := Power(&l, child, mother)
		if math.Abs(got-want) > 1e-12 {
			t.Fatalf("%v %v: %v, not %v", child, mother, got, want)
		}
		if len(powers) < 12 {
			powers = append(powers, got)
		}
	}
	// The distribution against every subset of the loci.
	want := make([]float64, len(powers)+1)
	for set := range 1 << len(powers) {
		p, k := 1.0, 0
		for i, a := range powers {
			if set>>i&1 == 1 {
				p, k = p*a, k+1
			} else {
				p *= 1 - a
			}
		}
		want[k] += p
	}
	passing := 0.0
	for k, c := range Chances(powers) {
		if math.Abs(c-want[k]) > 1e-12 {
			t.Errorf("%d inconsistent: %v, not %v", k, c, want[k])
		}
		if k <= 2 {
			passing += want[k]
		}
	}
	if math.Abs(PassingChance(powers, 2)-passing) > 1e-12 || math.Abs(CombinedPower(powers)-(1-want[0])) > 1e-12 {
		t.Error("the sums of the distribution differ")
	}
}

// TestNothingIsLostAtTheEnds: a thousand loci overflow the ratio and not its logarithm, and the
// rest to certainty is kept where W rounds to one.
func TestNothingIsLostAtTheEnds(t *testing.T) {
	r := Result{}
	for range 1000 {
		r.Loci = append(r.Loci, LocusResult{Locus: "L", Likelihood: []float64{0.5, 0.05}})
	}
	total := r.Ratio(0, 1)
	if !math.IsInf(total.LR, 1) || math.Abs(total.Log10-1000) > 1e-9 || total.Status != OK {
		t.Errorf("%+v", total)
	}
	w, rest, ok := Ratio{LR: 1e20, Log10: 20}.Probability(0.5)
	if !ok || w != 1 || near(rest, 1e-20) > 1e-12 {
		t.Errorf("%v %v %v", w, rest, ok)
	}
	if w, rest, ok := (Ratio{Status: Exclusion}).Probability(0.5); !ok || w != 0 || rest != 1 {
		t.Errorf("%v %v %v", w, rest, ok)
	}
	for _, prior := range []float64{0, 1, -1, math.NaN()} {
		if _, _, ok := (Ratio{LR: 3, Log10: 0.5}).Probability(prior); ok {
			t.Errorf("a prior of %v is taken", prior)
		}
	}
	if _, _, ok := (Ratio{Status: Undefined}).Probability(0.5); ok {
		t.Error("an undefined ratio has a probability")
	}
	if p, ok := r.Posterior([]float64{0.5, 0.5}); !ok || p[0] != 1 || p[1] != 0 {
		t.Errorf("%v %v", p, ok)
	}
	if _, ok := (&Result{Loci: []LocusResult{{"L", []float64{0, 0}}}}).Posterior([]float64{0.5, 0.5}); ok {
		t.Error("impossible under both, and a posterior")
	}
}

// TestSensitivityIsTheCaseUnderOtherAssumptions, and leaves the case as it was.
func TestSensitivityIsTheCaseUnderOtherAssumptions(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 5))
	c := parentage(r, 5)
	own := Mutation{Model{Name: Equal, Rate: 0.001}, Model{Name: Equal, Rate: 0.002}}
	c.Loci[0].Mutation, c.Theta = &own, 0.01
	points, err := c.Sensitivity([]float64{0, 0.03}, []float64{0.1, 10})
	if err != nil || len(points) != 4 {
		t.Fatal(points, err)
	}
	for _, p := range points {
		d := *c
		d.Theta = p.Theta
		m := Mutation{Model{Name: Equal, Rate: 0.001 * p.Factor}, Model{Name: Equal, Rate: 0.002 * p.Factor}}
		d.Loci = []Locus{c.Loci[0]}
		d.Loci[0].Mutation = &m
		want, err := d.Evaluate()
		if err != nil || near(want.Ratio(0, 1).LR, p.Ratio.LR) > 1e-14 {
			t.Errorf("%+v, not %+v", p, want.Ratio(0, 1))
		}
	}
	if own.Male.Rate != 0.002 || c.Theta != 0.01 {
		t.Error("the case was changed")
	}
}
