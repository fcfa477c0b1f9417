package kinship

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"haki/science/kinship/kinshiptest"
)

// near is the relative difference of two numbers.
func near(a, b float64) float64 {
	if a == b {
		return 0
	}
	return math.Abs(a-b) / max(math.Abs(a), math.Abs(b))
}

// rounds shortens a loop under -short.
func rounds(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// guess makes a locus of up to most alleles; with silent it may have a silent one.
func guess(r *rand.Rand, most int, silent bool) Locus {
	names := []Allele{"8", "9", "9.3", "10", "11", "12", "12.2", "13.2", "14", "17"}
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	weights, sum := map[Allele]float64{}, 0.0
	for _, a := range names[:2+r.IntN(most-1)] {
		weights[a] = 0.05 + r.Float64()
		sum += weights[a]
	}
	null := 0.0
	if silent && r.IntN(3) == 0 {
		null = 0.02
	}
	for a := range weights {
		weights[a] *= (1 - null) / sum
	}
	l, err := NewLocus("L", weights, null)
	if err != nil {
		panic(err)
	}
	return l
}

func guessModel(r *rand.Rand) Model {
	switch r.IntN(4) {
	case 0:
		return Model{}
	case 1:
		return Model{Name: Equal, Rate: 0.02 * r.Float64()}
	case 2:
		return Model{Name: Proportional, Rate: 0.02 * r.Float64()}
	}
	return Model{Name: Stepwise, Rate: 0.02 * r.Float64(), Rate2: 0.001 * r.Float64(), Range: 0.05 + 0.5*r.Float64()}
}

// guessFamily makes a pedigree of n persons with loops and incest, in any order, and what was
// observed of some; genotypes mostly come down the family.
func guessFamily(r *rand.Rand, n int, l Locus, x bool) (Pedigree, map[string]Profile) {
	ped, have := make(Pedigree, n), make([][2]Allele, n)
	any := func() Allele { return l.Alleles[r.IntN(len(l.Alleles))] }
	for i := range ped {
		ped[i] = Person{ID: "p" + strconv.Itoa(i), Sex: Male}
		if r.IntN(2) == 0 {
			ped[i].Sex = Female
		}
		have[i] = [2]Allele{any(), any()}
		var men, women []int
		for j := range i {
			if ped[j].Sex == Male {
				men = append(men, j)
			} else {
				women = append(women, j)
			}
		}
		if len(men) > 0 && len(women) > 0 && r.IntN(4) > 0 {
			f, m := men[r.IntN(len(men))], women[r.IntN(len(women))]
			ped[i].Father, ped[i].Mother = ped[f].ID, ped[m].ID
			have[i] = [2]Allele{have[f][r.IntN(2)], have[m][r.IntN(2)]}
		}
		if x && ped[i].Sex == Male {
			have[i][0] = have[i][1]
		}
	}
	seen := map[string]Profile{}
	for i, p := range ped {
		if r.IntN(3) == 0 {
			continue
		}
		g := Two(have[i][0], have[i][1])
		if r.IntN(20) == 0 {
			g = Two(any(), any())
		}
		if x && p.Sex == Male {
			g = One(g.A)
		}
		seen[p.ID] = Profile{"L": g}
	}
	return ped, seen
}

// enumerate asks the definition.
func enumerate(c *Case, h int) float64 {
	l := &c.Loci[0]
	tenths := make([]int, len(l.Alleles))
	for i, a := range l.Alleles {
		tenths[i], _ = a.Tenths()
	}
	square := func(m Model) [][]float64 {
		return kinshiptest.Matrix(string(m.Name), m.Rate, m.Rate2, m.Range, tenths, l.P, l.Silent)
	}
	q := kinshiptest.Question{P: l.all(), Silent: -1, Theta: c.Theta, X: c.Chromosome == X, Male: square(c.Mutation.Male), Female: square(c.Mutation.Female)}
	if l.Silent > 0 {
		q.Silent = len(l.P)
	}
	place := map[string]int{}
	ped := c.Hypotheses[h].Pedigree
	for len(q.Persons) < len(ped) { // parents first
		for _, p := range ped {
			f, ok := place[p.Father]
			m, too := place[p.Mother]
			if _, done := place[p.ID]; done || !p.Founder() && !(ok && too) {
				continue
			}
			if p.Founder() {
				f, m = -1, -1
			}
			one := kinshiptest.Person{Father: f, Mother: m, Male: p.Sex == Male}
			if g := c.Profiles[p.ID]["L"]; g.Typed() {
				one.Seen = []int{l.Index(g.A)}
				if g.B != "" {
					one.Seen = append(one.Seen, l.Index(g.B))
				}
			}
			place[p.ID] = len(q.Persons)
			q.Persons = append(q.Persons, one)
		}
	}
	return q.Likelihood()
}

// likelihoods of a case of one locus, with closed forms and lumping, and with neither.
func likelihoods(t testing.TB, c *Case) (quick, general []float64) {
	t.Helper()
	p, err := NewPanel(c.Loci, c.Chromosome, c.Mutation, c.Theta)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range []bool{false, true} {
		r, err := p.evaluate(c.Hypotheses, c.Profiles, c.Untyped, g)
		if err != nil {
			t.Fatal(err)
		}
		quick, general = general, r.Loci[0].Likelihood
	}
	return quick, general
}

// TestTheEngineIsTheDefinition compares random small pedigrees, with loops and incest, with an
// enumeration that shares nothing with the engine.
func TestTheEngineIsTheDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	zero, many := 0, rounds(3000)
	for n := range many {
		l := guess(r, 3, true)
		c := Case{Loci: []Locus{l}, Mutation: Mutation{guessModel(r), guessModel(r)}}
		if r.IntN(3) == 0 {
			c.Chromosome = X
		}
		if r.IntN(2) == 0 {
			c.Theta = r.Float64() * 0.1
		}
		ped, seen := guessFamily(r, 2+r.IntN(5), l, c.Chromosome == X)
		c.Profiles = seen
		c.Hypotheses = []Hypothesis{{"H1", ped}, {"H2", ped}}
		quick, general := likelihoods(t, &c)
		want := enumerate(&c, 0)
		if want == 0 {
			zero++
		}
		if near(quick[0], want) > 1e-12 || near(general[0], want) > 1e-12 || quick[0] != quick[1] {
			t.Fatalf("round %d: %v and %v, by the definition %v\n%+v", n, quick, general, want, c)
		}
	}
	if zero == 0 || zero > many/2 {
		t.Errorf("%d of %d impossible: the cases say little", zero, many)
	}
}

// parentage makes a random trio or duo: hypotheses, and who is typed.
func parentage(r *rand.Rand, most int) *Case {
	l := guess(r, most, true)
	c := &Case{Loci: []Locus{l}, Mutation: Mutation{guessModel(r), guessModel(r)}}
	if r.IntN(2) == 0 {
		c.Theta = r.Float64() * 0.1
	}
	any := func() Genotype { return Two(l.Alleles[r.IntN(len(l.Alleles))], l.Alleles[r.IntN(len(l.Alleles))]) }
	c.Profiles = map[string]Profile{"child": {"L": any()}, "man": {"L": any()}}
	if r.IntN(3) > 0 {
		c.Profiles["mother"] = Profile{"L": any()}
	}
	h1 := Pedigree{{ID: "man", Sex: Male}, {ID: "mother", Sex: Female}, {"child", "man", "mother", Male}}
	h2 := Pedigree{{ID: "man", Sex: Male}, {ID: "other", Sex: Male}, {ID: "mother", Sex: Female}, {"child", "other", "mother", Male}}
	if len(c.Profiles) == 2 && r.IntN(2) == 0 {
		h2 = Pedigree{{ID: "man", Sex: Male}, {ID: "child", Sex: Male}}
	}
	c.Hypotheses = []Hypothesis{{"H1", h1}, {"H2", h2}}
	return c
}

func TestTheClosedFormsAreThePeeling(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 2))
	for n := range 10_000 {
		c := parentage(r, 8)
		quick, general := likelihoods(t, c)
		for h := range quick {
			if near(quick[h], general[h]) > 1e-12 {
				t.Fatalf("case %d: closed %v, peeled %v\n%+v", n, quick, general, c)
			}
		}
		if _, both := c.Profiles["mother"]; !both && len(c.Hypotheses[1].Pedigree) == 2 {
			continue // the fast way takes the other form of a duo
		}
		p, err := NewPanel(c.Loci, Autosomal, c.Mutation, c.Theta)
		if err != nil {
			t.Fatal(err)
		}
		typed := map[string]Typing{}
		for who, profile := range c.Profiles {
			if typed[who], err = p.Type(profile, Male, nil); err != nil {
				t.Fatal(err)
			}
		}
		if got := p.Paternity(typed["child"], typed["mother"], typed["man"], &Scratch{}, nil)[0]; got.H1 != quick[0] || near(got.H2, quick[1]) > 1e-13 {
			t.Fatalf("case %d: %v for many loci, %v for one", n, got, quick)
		}
	}
}

// TestUnobservedAllelesMayBeOneWhereTheModelAllows compares lumped with unlumped sums for
// families that no closed form knows.
func TestUnobservedAllelesMayBeOneWhereTheModelAllows(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 3))
	for n := range rounds(2000) {
		l := guess(r, 7, true)
		c := Case{Loci: []Locus{l}, Mutation: Mutation{guessModel(r), guessModel(r)}}
		if r.IntN(2) == 0 {
			c.Theta = r.Float64() * 0.1
		}
		if r.IntN(3) == 0 {
			c.Chromosome = X
		}
		ped, seen := guessFamily(r, 3+r.IntN(3), l, c.Chromosome == X)
		c.Hypotheses, c.Profiles = []Hypothesis{{"H1", ped}, {"H2", ped}}, seen
		quick, general := likelihoods(t, &c)
		if near(quick[0], general[0]) > 1e-11 {
			t.Fatalf("round %d: lumped %v, unlumped %v\n%+v", n, quick, general, c)
		}
	}
}

// TestEveryGenotypeOfTheChildIsCounted: the probabilities of all the child may have add up to
// the probability of the others.
func TestEveryGenotypeOfTheChildIsCounted(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 4))
	for n := range rounds(1000) {
		c := parentage(r, 6)
		l := &c.Loci[0]
		if l.Silent > 0 {
			continue // two silent alleles are not observed
		}
		delete(c.Profiles, "child")
		want, _ := likelihoods(t, c)
		sum := make([]float64, len(want))
		for i, a := range l.Alleles {
			for _, b := range l.Alleles[i:] {
				c.Profiles["child"] = Profile{"L": Two(a, b)}
				quick, _ := likelihoods(t, c)
				for h := range sum {
					sum[h] += quick[h]
				}
			}
		}
		for h := range sum {
			if near(sum[h], want[h]) > 1e-12 {
				t.Fatalf("case %d: %v in all, not %v", n, sum, want)
			}
		}
	}
}

// TestNamesAndOrderDoNotMatter turns everything around that has no meaning.
func TestNamesAndOrderDoNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for n := range rounds(500) {
		l, m := guess(r, 5, true), guess(r, 5, true)
		m.Name = "M"
		c := Case{Loci: []Locus{l, m}, Mutation: Mutation{guessModel(r), guessModel(r)}, Theta: r.Float64() * 0.05}
		ped, seen := guessFamily(r, 5, l, false)
		for who, other := range seen {
			other["M"] = Two(m.Alleles[0], m.Alleles[r.IntN(len(m.Alleles))])
			seen[who] = other
		}
		c.Hypotheses, c.Profiles = []Hypothesis{{"H1", ped}, {"H2", ped}}, seen
		want, err := c.Evaluate()
		if err != nil {
			t.Fatal(err)
		}
		d := c
		d.Loci = []Locus{m, l}
		turned := slices.Clone(ped)
		slices.Reverse(turned)
		other := func(id string) string {
			if id == "" {
				return ""
			}
			return "z" + id[1:] + "é"
		}
		d.Profiles = map[string]Profile{}
		for i, p := range turned {
			turned[i] = Person{other(p.ID), other(p.Father), other(p.Mother), p.Sex}
			if profile, ok := seen[p.ID]; ok {
				swapped := Profile{}
				for locus, g := range profile {
					swapped[locus] = Two(g.B, g.A)
				}
				d.Profiles[other(p.ID)] = swapped
			}
		}
		d.Hypotheses = []Hypothesis{{"H1", turned}, {"H2", ped}}
		d.Hypotheses[1].Pedigree = turned
		got, err := d.Evaluate()
		if err != nil {
			t.Fatal(err)
		}
		for i := range 2 {
			if near(got.Loci[1-i].Likelihood[0], want.Loci[i].Likelihood[0]) > 1e-12 {
				t.Fatalf("round %d: %v turned, %v before", n, got, want)
			}
		}
	}
}

// TestAllelesMayBeCalledAnything where the model counts no steps.
func TestAllelesMayBeCalledAnything(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range rounds(300) {
		l := guess(r, 5, false)
		c := Case{Loci: []Locus{l}, Theta: 0.02, Mutation: Mutation{Model{Name: Equal, Rate: 0.01}, Model{Name: Proportional, Rate: 0.02}}}
		ped, seen := guessFamily(r, 5, l, false)
		c.Hypotheses, c.Profiles = []Hypothesis{{"H1", ped}, {"H2", ped}}, seen
		want, _ := likelihoods(t, &c)
		name := func(a Allele) Allele { return "x" + a[len(a)-1:] + "y" + a }
		table := map[Allele]float64{}
		for i, a := range l.Alleles {
			table[name(a)] = l.P[i]
		}
		var err error
		if c.Loci[0], err = NewLocus("L", table, 0); err != nil {
			t.Fatal(err)
		}
		c.Profiles = map[string]Profile{}
		for who, p := range seen {
			c.Profiles[who] = Profile{"L": Two(name(p["L"].A), name(p["L"].B))}
		}
		got, _ := likelihoods(t, &c)
		if near(got[0], want[0]) > 1e-12 {
			t.Fatalf("%v renamed, %v before", got, want)
		}
	}
}

// TestSmallThetaAndRateReachThePlainValue, from above and without a jump.
func TestSmallThetaAndRateReachThePlainValue(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	for range rounds(500) {
		c := parentage(r, 6)
		c.Theta, c.Mutation = 0, Mutation{}
		plain, _ := likelihoods(t, c)
		c.Theta = 1e-12
		theta, _ := likelihoods(t, c)
		c.Theta, c.Mutation = 0, Mutation{Model{Name: Stepwise, Rate: 1e-13, Rate2: 1e-14, Range: 0.1}, Model{Name: Equal, Rate: 1e-13}}
		rate, _ := likelihoods(t, c)
		for h := range plain {
			if math.Abs(theta[h]-plain[h]) > 1e-9 || math.Abs(rate[h]-plain[h]) > 1e-11 {
				t.Fatalf("plain %v, theta %v, rate %v\n%+v", plain, theta, rate, c)
			}
		}
	}
}

// TestTheOtherWayRoundIsTheInverse: LR(H1,H2)·LR(H2,H1) = 1, and the logarithms add up to 0.
func TestTheOtherWayRoundIsTheInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 8))
	seen := 0
	for range rounds(500) {
		c := parentage(r, 6)
		got, err := c.Evaluate()
		if err != nil {
			t.Fatal(err)
		}
		one, other := got.Ratio(0, 1), got.Ratio(1, 0)
		switch {
		case one.Status == OK && (math.Abs(one.LR*other.LR-1) > 1e-14 || math.Abs(one.Log10+other.Log10) > 1e-14):
			t.Fatalf("%v and %v", one, other)
		case one.Status == Exclusion && other.Status != Undefined:
			t.Fatalf("an exclusion, and the other way round %v", other)
		}
		if one.Status == OK {
			seen++
		}
	}
	if seen == 0 {
		t.Error("no case had a ratio")
	}
}
