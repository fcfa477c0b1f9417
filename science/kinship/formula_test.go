package kinship

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// Frequencies of the tables: a to e with a silent allele in some.
const (
	fp, fq, fr, fk = 0.05, 0.12, 0.2, 0.3
)

func letters(t *testing.T, silent float64) Locus {
	t.Helper()
	l, err := NewLocus("L", map[Allele]float64{"p": fp, "q": fq, "r": fr, "k": fk, "x": 1 - silent - fp - fq - fr - fk}, silent)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// index of a trio, or of a duo where the mother is "-"; genotypes as letters, one for homozygous.
func index(t *testing.T, l Locus, theta float64, child, mother, man string) Ratio {
	t.Helper()
	g := func(s string) Genotype {
		if s == "-" {
			return Genotype{}
		}
		return Two(Allele(s[:1]), Allele(s[len(s)-1:]))
	}
	c := Case{Loci: []Locus{l}, Theta: theta, Profiles: map[string]Profile{"child": {"L": g(child)}, "mother": {"L": g(mother)}, "man": {"L": g(man)}}, Hypotheses: []Hypothesis{
		{"H1", Pedigree{{ID: "man", Sex: Male}, {ID: "mother", Sex: Female}, {"child", "man", "mother", Male}}},
		{"H2", Pedigree{{ID: "man", Sex: Male}, {ID: "mother", Sex: Female}, {ID: "other", Sex: Male}, {"child", "other", "mother", Male}}}}}
	p, err := NewPanel(c.Loci, Autosomal, c.Mutation, theta)
	if err != nil {
		t.Fatal(err)
	}
	closed, err := c.Evaluate()
	if err != nil {
		t.Fatal(err)
	}
	peeled, err := p.evaluate(c.Hypotheses, c.Profiles, Kept, true)
	if err != nil {
		t.Fatal(err)
	}
	if near(closed.Ratio(0, 1).LR, peeled.Ratio(0, 1).LR) > 1e-12 {
		t.Errorf("%s %s %s: closed %v, peeled %v", child, mother, man, closed, peeled)
	}
	return closed.Ratio(0, 1)
}

// TestTheTablesOfPaternityIndicesComeOut row by row: the design's 5.1 and 5.2 after Brenner
// (dna-view.com/patform.htm) and the table of the National Institute of Justice.
func TestTheTablesOfPaternityIndicesComeOut(t *testing.T) {
	l := letters(t, 0)
	for _, c := range []struct {
		child, mother, man string
		want               float64
	}{
		{"q", "q", "q", 1 / fq}, {"q", "pq", "q", 1 / fq}, {"q", "q", "qr", 1 / (2 * fq)}, {"q", "pq", "qr", 1 / (2 * fq)},
		{"pq", "p", "q", 1 / fq}, {"pq", "pr", "q", 1 / fq}, {"pq", "p", "qr", 1 / (2 * fq)}, {"pq", "pr", "pq", 1 / (2 * fq)},
		{"pq", "pq", "p", 1 / (fp + fq)}, {"pq", "pq", "q", 1 / (fp + fq)}, {"pq", "pq", "pq", 1 / (fp + fq)},
		{"pq", "pq", "pr", 1 / (2 * (fp + fq))}, {"pq", "pq", "qk", 1 / (2 * (fp + fq))},
		{"pq", "p", "r", 0}, {"q", "pq", "pr", 0}, {"pq", "pq", "rk", 0},
		{"q", "-", "q", 1 / fq}, {"q", "-", "qr", 1 / (2 * fq)}, {"pq", "-", "p", 1 / (2 * fp)}, {"pq", "-", "pq", (fp + fq) / (4 * fp * fq)}, {"pq", "-", "pr", 1 / (4 * fp)}, {"pq", "-", "r", 0},
	} {
		got := index(t, l, 0, c.child, c.mother, c.man)
		if near(got.LR, c.want) > 1e-12 || (c.want == 0) != (got.Status == Exclusion) {
			t.Errorf("child %s, mother %s, man %s: %+v, not %v", c.child, c.mother, c.man, got, c.want)
		}
	}
	if got := index(t, l, 0, "pq", "rk", "p"); got.Status != Undefined || got.LR != 0 {
		t.Errorf("a child with nothing of its mother: %+v", got)
	}
}

// TestTheTableOfSilentAllelesComesOut: the design's 5.3, o the silent allele, q' = q+o,
// q" = q+2o, r" = r+2o.
func TestTheTableOfSilentAllelesComesOut(t *testing.T) {
	const o, p, q, r = 0.03, fp, fq, fr
	const q1, q2, r2 = q + o, q + 2*o, r + 2*o
	l := letters(t, o)
	for _, c := range []struct {
		child, mother, man string
		want               float64
	}{
		{"q", "pq", "q", 1 / q1}, {"q", "p", "q", q1 / q2 / q}, {"pq", "p", "q", q1 / q2 / q}, {"pq", "pr", "q", q1 / q2 / q},
		{"q", "q", "q", 1 / (q1 - o*o*o/(q1*(q+3*o)))}, {"pq", "p", "qr", 1 / (2 * q)}, {"pq", "pr", "qr", 1 / (2 * q)}, {"q", "p", "qr", 1 / (2 * q)},
		{"q", "pq", "qr", 1 / (2 * q1)}, {"q", "q", "qr", 1 / (2 * (q1 - o*o/q2))},
		{"pq", "pq", "pq", 1 / (p + q)}, {"pq", "pq", "q", q1 / q2 / (p + q)}, {"pq", "pq", "qr", 1 / (2*p + 2*q)},
		{"q", "pq", "r", o / (q1 * r2)}, {"q", "q", "r", o / (q1*r2 + o*q*r2/q1)},
		{"q", "-", "q", (1 + o*(1-o/q2)/q) / q2}, {"pq", "-", "q", q1 / q2 / (2 * q)}, {"q", "-", "qr", q1 / q2 / (2 * q)},
		{"pq", "-", "pq", (p + q) / (4 * p * q)}, {"pq", "-", "qr", 1 / (4 * q)}, {"q", "-", "r", o / (q2 * r2)}, {"q", "p", "r", 0},
	} {
		if got := index(t, l, 0, c.child, c.mother, c.man); near(got.LR, c.want) > 1e-12 {
			t.Errorf("child %s, mother %s, man %s: %v, not %v", c.child, c.mother, c.man, got.LR, c.want)
		}
	}
}

// TestThetaIsTheFormulaOfBaldingAndNichols: the design's 5.4.
func TestThetaIsTheFormulaOfBaldingAndNichols(t *testing.T) {
	const th = 0.02
	l := letters(t, 0)
	for _, c := range []struct {
		child, mother, man string
		want               float64
	}{
		{"pq", "q", "p", (1 + 3*th) / (2*th + (1-th)*fp)}, {"pq", "q", "pr", (1 + 3*th) / (2 * (th + (1-th)*fp))},
		{"pq", "pq", "pq", (1 + 3*th) / (4*th + (1-th)*(fp+fq))}, {"q", "pq", "q", (1 + 3*th) / (3*th + (1-th)*fq)},
	} {
		if got := index(t, l, th, c.child, c.mother, c.man); near(got.LR, c.want) > 1e-12 {
			t.Errorf("child %s, mother %s, man %s: %v, not %v", c.child, c.mother, c.man, got.LR, c.want)
		}
	}
	if got := index(t, l, th, "pq", "q", "p"); math.Abs(got.LR-11.91) > 0.005 {
		t.Errorf("%v, not the printed 11.91", got.LR)
	}
}

// TestPairsFollowTheirSharesOfDescent: the design's 5.5, LR = k0 + k1 A + k2 B, for every ready
// relationship of two persons.
func TestPairsFollowTheirSharesOfDescent(t *testing.T) {
	l := letters(t, 0)
	shares := []struct {
		a, b Genotype
		A, B float64
	}{
		{Two("q", "q"), Two("q", "q"), 1 / fq, 1 / (fq * fq)}, {Two("q", "q"), Two("q", "r"), 1 / (2 * fq), 0},
		{Two("p", "q"), Two("p", "q"), (fp + fq) / (4 * fp * fq), 1 / (2 * fp * fq)}, {Two("p", "q"), Two("q", "r"), 1 / (4 * fq), 0}, {Two("p", "q"), Two("r", "k"), 0, 0},
	}
	for id, k := range map[string][3]float64{"full_sibs": {0.25, 0.5, 0.25}, "half_sibs": {0.5, 0.5, 0}, "avuncular_pair": {0.5, 0.5, 0}, "grandparent_pair": {0.5, 0.5, 0}, "first_cousins": {0.75, 0.25, 0}} {
		rel, ok := Find(id)
		if !ok {
			t.Errorf("no relationship %s", id)
			continue
		}
		for _, s := range shares {
			c := Case{Loci: []Locus{l}, Hypotheses: rel.Hypotheses(), Profiles: map[string]Profile{rel.Typed[0]: {"L": s.a}, rel.Typed[1]: {"L": s.b}}}
			r, err := c.Evaluate()
			if err != nil {
				t.Fatal(err)
			}
			if got, want := r.Ratio(0, 1).LR, k[0]+k[1]*s.A+k[2]*s.B; near(got, want) > 1e-12 {
				t.Errorf("%s %v %v: %v, not %v", id, s.a, s.b, got, want)
			}
		}
	}
}

// TestARelativeOfAMissingFatherIsHalfAFather: the design's 5.6, LR = 1/2 + PI/2 for one typed
// relative of the first degree and the mother.
func TestARelativeOfAMissingFatherIsHalfAFather(t *testing.T) {
	l := letters(t, 0)
	for _, id := range []string{"uncle_trio", "grandmother_trio"} {
		rel, _ := Find(id)
		relative := map[string]string{"uncle_trio": "UN", "grandmother_trio": "GM"}[id]
		for _, g := range []Genotype{Two("q", "q"), Two("q", "r"), Two("r", "k"), Two("p", "q")} {
			c := Case{Loci: []Locus{l}, Hypotheses: rel.Hypotheses(), Profiles: map[string]Profile{"MO": {"L": Two("p", "k")}, "CH": {"L": Two("p", "q")}, relative: {"L": g}}}
			r, err := c.Evaluate()
			if err != nil {
				t.Fatal(err)
			}
			want := 0.5 + index(t, l, 0, "pq", "pk", string(g.A+g.B)).LR/2
			if got := r.Ratio(0, 1).LR; near(got, want) > 1e-12 {
				t.Errorf("%s %v: %v, not %v", id, g, got, want)
			}
		}
	}
}

// TestTheUntypedConventionChangesTheFourthDigit: kept, the allele of an untyped man is p·M;
// pruned, it is p. The closed form of both stands in the design's section 5.
func TestTheUntypedConventionChangesTheFourthDigit(t *testing.T) {
	l, err := NewLocus("L", map[Allele]float64{"10": 0.1, "11": 0.2, "12": 0.3, "13": 0.4}, 0)
	if err != nil {
		t.Fatal(err)
	}
	m := Model{Name: Stepwise, Rate: 0.01, Rate2: 0, Range: 0.1}
	c := Case{Loci: []Locus{l}, Mutation: Mutation{Model{}, m}, Profiles: map[string]Profile{"child": {"L": Two("10", "13")}, "mother": {"L": Two("13", "13")}}, Hypotheses: []Hypothesis{
		{"H1", Pedigree{{ID: "man", Sex: Male}, {ID: "mother", Sex: Female}, {"child", "man", "mother", Male}}}, {"H2", Pedigree{{ID: "mother", Sex: Female}, {ID: "child", Sex: Male}}}}}
	sheet, err := m.Sheet(&l)
	if err != nil {
		t.Fatal(err)
	}
	passed := 0.0
	for i, p := range l.P {
		passed += p * sheet.Matrix[i][0]
	}
	for u, want := range map[Untyped]float64{Kept: 0.16 * passed, Pruned: 0.16 * 0.1} {
		c.Untyped = u
		r, err := c.Evaluate()
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Loci[0].Likelihood[0]; near(got, want) > 1e-12 {
			t.Errorf("%v: %v, not %v", u, got, want)
		}
	}
	if off := near(passed, 0.1); off < 1e-4 || off > 0.1 {
		t.Errorf("the conventions differ by %v", off)
	}
	// A grandfather nobody typed goes out with the father, and the child is a founder.
	c.Hypotheses[0].Pedigree = Pedigree{{ID: "gf", Sex: Male}, {ID: "gm", Sex: Female}, {"man", "gf", "gm", Male}, {ID: "mother", Sex: Female}, {"child", "man", "mother", Male}}
	c.Untyped = Pruned
	r, err := c.Evaluate()
	if err != nil || near(r.Loci[0].Likelihood[0], 0.16*0.1) > 1e-12 {
		t.Errorf("%v %v", r, err)
	}
}

// TestEveryProblemIsFoundBeforeANumber: each code by the smallest input that has it.
func TestEveryProblemIsFoundBeforeANumber(t *testing.T) {
	sound := func() *Case {
		return &Case{Loci: []Locus{{Name: "L", Alleles: []Allele{"10", "11"}, P: []float64{0.5, 0.5}}}, Profiles: map[string]Profile{"child": {"L": Two("10", "11")}},
			Hypotheses: []Hypothesis{{"H1", Pedigree{{ID: "man", Sex: Male}, {ID: "mother", Sex: Female}, {"child", "man", "mother", Male}}}, {"H2", Pedigree{{ID: "child", Sex: Male}}}}}
	}
	if _, err := sound().Evaluate(); err != nil {
		t.Fatal(err)
	}
	for code, spoil := range map[Code]func(*Case){
		BadAlleles:    func(c *Case) { c.Loci[0].Alleles = nil },
		TwiceListed:   func(c *Case) { c.Loci[0].Alleles[1] = "10" },
		BadFrequency:  func(c *Case) { c.Loci[0].P = []float64{1, math.NaN()} },
		BadSum:        func(c *Case) { c.Loci[0].P[0] = 0.5 + 2e-9 },
		TwiceLocus:    func(c *Case) { c.Loci = append(c.Loci, c.Loci[0]) },
		NoLocus:       func(c *Case) { c.Profiles["child"]["M"] = Two("10", "10") },
		UnknownAllele: func(c *Case) { c.Profiles["child"]["L"] = Two("10", "12") },
		HalfTyped:     func(c *Case) { c.Profiles["child"]["L"] = One("10") },
		TwicePerson:   func(c *Case) { c.Hypotheses[0].Pedigree[1].ID = "man" },
		UnknownParent: func(c *Case) { c.Hypotheses[0].Pedigree[2].Mother = "nobody" },
		OneParent:     func(c *Case) { c.Hypotheses[0].Pedigree[2].Mother = "" },
		WrongSex:      func(c *Case) { c.Hypotheses[0].Pedigree[0].Sex = Female },
		OwnAncestor: func(c *Case) {
			p := c.Hypotheses[0].Pedigree
			p[0].Father, p[0].Mother, p[2].Sex = "child", "mother", Male
		},
		AbsentPerson:  func(c *Case) { c.Profiles["stranger"] = Profile{} },
		FewHypotheses: func(c *Case) { c.Hypotheses = c.Hypotheses[:1] },
		BadTheta:      func(c *Case) { c.Theta = math.NaN() },
		LooseTheta:    func(c *Case) { c.Theta, c.Loci[0].Loose = 0.01, true },
		BadModel:      func(c *Case) { c.Mutation.Male.Name = "stepwize" },
		BadRate:       func(c *Case) { c.Mutation.Female = Model{Name: Stepwise, Rate: 0.7, Rate2: 0.4, Range: 0.1} },
		RateTooHigh: func(c *Case) {
			c.Mutation.Female = Model{Name: Proportional, Rate: 0.9}
			c.Loci[0].P = []float64{0.01, 0.99}
		},
		NotNumbers: func(c *Case) {
			c.Mutation.Male = Model{Name: OneStep, Rate: 0.1}
			c.Loci[0].Alleles[1] = "9.3"
			c.Profiles["child"]["L"] = Two("10", "10")
		},
		TooLarge: tooLarge,
	} {
		c := sound()
		spoil(c)
		r, err := c.Evaluate()
		var p *Problem
		if !errors.As(err, &p) || p.Code != code || r != nil {
			t.Errorf("%s: %v %v", code, r, err)
		} else if !strings.Contains(err.Error(), string(code)) {
			t.Errorf("%s says %q", code, err)
		}
	}
}

// tooLarge has nine untyped founders under theta, none of whom may be lumped.
func tooLarge(c *Case) {
	table := map[Allele]float64{}
	for _, a := range strings.Fields("5 6 7 8 9 10 11 12 13 14") {
		table[Allele(a)] = 0.1
	}
	c.Loci[0], _ = NewLocus("L", table, 0)
	c.Theta, c.Mutation.Male = 0.01, Model{Name: Stepwise, Rate: 0.01, Range: 0.1}
	ped := Pedigree{{ID: "m", Sex: Female}}
	for _, k := range strings.Fields("1 2 3 4 5 6 7 8") {
		ped = append(ped, Person{ID: "f" + k, Sex: Male}, Person{"c" + k, "f" + k, "m", Female})
		c.Profiles["c"+k] = Profile{"L": Two("10", "11")}
	}
	c.Hypotheses = []Hypothesis{{"H1", append(ped, Person{ID: "child", Sex: Male})}, {"H2", append(ped, Person{ID: "child", Sex: Male})}}
}
