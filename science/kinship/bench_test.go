package kinship

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// panel of n loci with 8 to 20 alleles each, all numbers of whole repeats but two, and three
// profiles that fit a father, a mother and their child.
func benchPanel(n int) ([]Locus, map[string]Profile) {
	r := rand.New(rand.NewPCG(24, uint64(n)))
	people := map[string]Profile{"child": {}, "mother": {}, "man": {}, "brother": {}}
	var loci []Locus
	for i := range n {
		table, sum := map[Allele]float64{}, 0.0
		for k := range 8 + r.IntN(13) {
			table[Allele(strconv.Itoa(6+k))] = 0.01 + r.Float64()
		}
		table["9.3"], table["11.2"] = 0.02, 0.02
		for _, p := range table {
			sum += p
		}
		for a := range table {
			table[a] /= sum
		}
		l, err := NewLocus("D"+strconv.Itoa(i), table, 0)
		if err != nil {
			panic(err)
		}
		any := func() Allele { return l.Alleles[r.IntN(len(l.Alleles))] }
		f, g := Two(any(), any()), Two(any(), any())
		people["man"][l.Name], people["mother"][l.Name] = f, g
		people["child"][l.Name] = Two(f.A, g.B)
		loci = append(loci, l)
	}
	return loci, people
}

// paternity is what a bench repeats: the three profiles checked against the panel, then every
// locus under both hypotheses, and the combined index.
func benchPaternity(b *testing.B, m Mutation, theta float64) {
	loci, people := benchPanel(24)
	p, err := NewPanel(loci, Autosomal, m, theta)
	if err != nil {
		b.Fatal(err)
	}
	var s Scratch
	child, mother, man, out := make(Typing, 24), make(Typing, 24), make(Typing, 24), make([]Pair, 24)
	once := func() {
		var bad [3]error
		child, bad[0] = p.Type(people["child"], Male, child)
		mother, bad[1] = p.Type(people["mother"], Female, mother)
		man, bad[2] = p.Type(people["man"], Male, man)
		for _, err := range bad {
			if err != nil {
				b.Fatal(err)
			}
		}
		out = p.Paternity(child, mother, man, &s, out)
		if total := Combined(out); total.Status != OK {
			b.Fatal(total)
		}
	}
	if n := testing.AllocsPerRun(10, once); n > 0 {
		b.Fatalf("%v allocations", n)
	}
	b.ReportAllocs()
	defer onCPU(b)()
	for b.Loop() {
		once()
	}
}

// Trio of 24 loci with validation: at most 10 µs, no allocation.
func BenchmarkTrio24(b *testing.B) { benchPaternity(b, Mutation{}, 0) }

// The same with theta: it must not matter.
func BenchmarkTrio24Theta(b *testing.B) { benchPaternity(b, Mutation{}, 0.02) }

var stepwise = Mutation{Model{Name: Stepwise, Rate: 0.001, Rate2: 1e-6, Range: 0.1}, Model{Name: Stepwise, Rate: 0.003, Rate2: 1e-6, Range: 0.1}}

// Stepwise mutation with theta: at most 100 µs.
func BenchmarkTrio24StepwiseTheta(b *testing.B) { benchPaternity(b, stepwise, 0.02) }

// Making 24 loci ready, with the stepwise matrices of both sexes: once for many cases.
func BenchmarkPanel24Stepwise(b *testing.B) {
	loci, _ := benchPanel(24)
	b.ReportAllocs()
	defer onCPU(b)()
	for b.Loop() {
		if _, err := NewPanel(loci, Autosomal, stepwise, 0.02); err != nil {
			b.Fatal(err)
		}
	}
}

// benchBrother is the alternative that a brother of the man is the father: his parents and the
// brother are not typed. From the raw case to the combined ratio.
func benchBrother(b *testing.B, m Mutation, theta float64) {
	loci, people := benchPanel(20)
	delete(people, "brother")
	family := func(father string) Pedigree {
		return Pedigree{{ID: "gf", Sex: Male}, {ID: "gm", Sex: Female}, {"man", "gf", "gm", Male}, {"brother", "gf", "gm", Male}, {ID: "mother", Sex: Female}, {"child", father, "mother", Male}}
	}
	c := Case{Loci: loci, Mutation: m, Theta: theta, Profiles: people, Hypotheses: []Hypothesis{{"he", family("man")}, {"his brother", family("brother")}}}
	b.ReportAllocs()
	defer onCPU(b)()
	for b.Loop() {
		r, err := c.Evaluate()
		if err != nil {
			b.Fatal(err)
		}
		if total := r.Ratio(0, 1); total.Status != OK {
			b.Fatal(total)
		}
	}
}

// The brother on 20 loci: at most 50 ms.
func BenchmarkBrother20(b *testing.B) { benchBrother(b, Mutation{}, 0) }

// The brother with stepwise mutation, where nothing may be lumped.
func BenchmarkBrother20Stepwise(b *testing.B) { benchBrother(b, stepwise, 0) }

// The brother with stepwise mutation and theta, where founders depend on each other.
func BenchmarkBrother20StepwiseTheta(b *testing.B) { benchBrother(b, stepwise, 0.02) }
