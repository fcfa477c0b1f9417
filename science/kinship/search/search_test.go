package search

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"haki/science/kinship"
)

// panel of n loci of whole repeats, and a maker of random men.
func panel(t testing.TB, n int, m kinship.Mutation, theta float64) (*kinship.Panel, func(*rand.Rand) kinship.Profile) {
	t.Helper()
	r := rand.New(rand.NewPCG(15, uint64(n)))
	var loci []kinship.Locus
	for i := range n {
		table, sum := map[kinship.Allele]float64{}, 0.0
		for k := range 6 + r.IntN(14) {
			p := 0.02 + r.Float64()
			table[kinship.Allele(strconv.Itoa(6+k))] = p
			sum += p
		}
		for a := range table {
			table[a] /= sum
		}
		l, err := kinship.NewLocus("D"+strconv.Itoa(i), table, 0)
		if err != nil {
			t.Fatal(err)
		}
		loci = append(loci, l)
	}
	p, err := kinship.NewPanel(loci, kinship.Autosomal, m, theta)
	if err != nil {
		t.Fatal(err)
	}
	return p, func(r *rand.Rand) kinship.Profile {
		profile := kinship.Profile{}
		for _, l := range loci {
			profile[l.Name] = kinship.Two(draw(r, l), draw(r, l))
		}
		return profile
	}
}

func draw(r *rand.Rand, l kinship.Locus) kinship.Allele {
	x := r.Float64()
	for i, p := range l.P {
		if x -= p; x < 0 {
			return l.Alleles[i]
		}
	}
	return l.Alleles[len(l.Alleles)-1]
}

// bear makes a child.
func bear(r *rand.Rand, father, mother kinship.Profile) kinship.Profile {
	child := kinship.Profile{}
	of := func(g kinship.Genotype) kinship.Allele {
		if r.IntN(2) == 0 {
			return g.A
		}
		return g.B
	}
	for locus, f := range father {
		child[locus] = kinship.Two(of(f), of(mother[locus]))
	}
	return child
}

var models = kinship.Mutation{Female: kinship.Model{Name: kinship.Stepwise, Rate: 0.001, Rate2: 1e-6, Range: 0.1}, Male: kinship.Model{Name: kinship.Stepwise, Rate: 0.003, Rate2: 1e-6, Range: 0.1}}

// TestASearchIsOnePaternityCaseAfterAnother compares every hit with the same man's case,
// counted locus by locus, in the order a plain sort gives.
func TestASearchIsOnePaternityCaseAfterAnother(t *testing.T) {
	for _, with := range []struct {
		m     kinship.Mutation
		theta float64
	}{{kinship.Mutation{}, 0}, {kinship.Mutation{}, 0.03}, {models, 0.01}} {
		p, man := panel(t, 12, with.m, with.theta)
		r := rand.New(rand.NewPCG(15, 2))
		father, mother := man(r), man(r)
		child := bear(r, father, mother)
		s, err := NewStore(p)
		if err != nil {
			t.Fatal(err)
		}
		const many = block + 500
		men := make([]kinship.Profile, many)
		for i := range men {
			men[i] = man(r)
			if i == block+7 {
				men[i] = father
			}
			if i%50 == 3 {
				men[i] = bear(r, father, man(r))
			}
			if i%7 == 0 {
				delete(men[i], "D3")
			}
			if err := s.Add(men[i]); err != nil {
				t.Fatal(err)
			}
		}
		for _, q := range []Query{{Child: child, Mother: mother, Inconsistent: 3, Most: many}, {Child: child, Inconsistent: 2, Most: many}, {Child: child, Mother: mother, Inconsistent: 12, Most: 40}} {
			got, err := s.Search(q)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, p, men, q, got)
			near := false // a son of his may stand before him
			for _, h := range got.Hits {
				near = near || h.Candidate == block+7 && h.Near
			}
			if !near && q.Mother != nil {
				t.Errorf("the father is not near the best: %+v", got.Hits[0])
			}
		}
	}
}

func compare(t *testing.T, p *kinship.Panel, men []kinship.Profile, q Query, got *Report) {
	t.Helper()
	child, _ := p.Type(q.Child, kinship.Male, nil)
	var mother kinship.Typing
	if q.Mother != nil {
		mother, _ = p.Type(q.Mother, kinship.Female, nil)
	}
	listable, last := 0, math.Inf(1)
	want := make([]kinship.Ratio, len(men))
	count := make([]int, len(men))
	for i, m := range men {
		typing, _ := p.Type(m, kinship.Male, nil)
		want[i] = kinship.Combined(p.Paternity(child, mother, typing, &kinship.Scratch{}, nil))
		for locus, g := range m {
			if kinship.Compare(q.Child[locus], q.Mother[locus], g).Inconsistent {
				count[i]++
			}
		}
		if count[i] <= q.Inconsistent {
			listable++
		}
	}
	if got.Listable != listable || len(got.Hits) != min(listable, q.Most) {
		t.Fatalf("%d listable and %d listed, not %d", got.Listable, len(got.Hits), listable)
	}
	listed := map[int]bool{}
	for _, h := range got.Hits {
		w := want[h.Candidate]
		listed[h.Candidate] = true
		if h.Inconsistent != count[h.Candidate] || h.Ratio.Status != w.Status || math.Abs(h.Ratio.Log10-w.Log10) > 1e-12 || h.Compared != len(men[h.Candidate]) {
			t.Fatalf("%+v, as a case of its own %+v with %d inconsistent", h, w, count[h.Candidate])
		}
		if h.Ratio.Status == kinship.OK {
			if h.Ratio.Log10 > last {
				t.Fatal("not in order")
			}
			last = h.Ratio.Log10
		}
	}
	for i := range men { // nobody better was left out
		if !listed[i] && count[i] <= q.Inconsistent && want[i].Status == kinship.OK && want[i].Log10 > last+1e-7 {
			t.Fatalf("candidate %d of %v was left out", i, want[i])
		}
	}
}

// TestChanceInclusionsAreWhatTurnsUp counts strangers who pass.
func TestChanceInclusionsAreWhatTurnsUp(t *testing.T) {
	p, man := panel(t, 6, kinship.Mutation{}, 0)
	r := rand.New(rand.NewPCG(15, 3))
	mother := man(r)
	child := bear(r, man(r), mother)
	s, _ := NewStore(p)
	for range 50_000 {
		if err := s.Add(man(r)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Search(Query{Child: child, Mother: mother, Inconsistent: 1, Most: 10})
	if err != nil {
		t.Fatal(err)
	}
	if off := math.Abs(float64(got.Listable) - got.Chance); off > 5*math.Sqrt(got.Chance) || !got.Warn {
		t.Errorf("%d strangers passed, %.1f were expected", got.Listable, got.Chance)
	}
}

func TestALocusThatFitsNobodyIsLeftOutAloud(t *testing.T) {
	p, man := panel(t, 3, kinship.Mutation{}, 0)
	r := rand.New(rand.NewPCG(15, 4))
	mother, father := man(r), man(r)
	child := bear(r, father, mother)
	mother["D1"], child["D1"] = kinship.Two("6", "7"), kinship.Two("8", "9")
	s, _ := NewStore(p)
	if err := s.Add(father); err != nil {
		t.Fatal(err)
	}
	got, err := s.Search(Query{Child: child, Mother: mother})
	if err != nil || len(got.Undefined) != 1 || got.Undefined[0] != "D1" || len(got.Hits) != 1 || got.Hits[0].Compared != 2 {
		t.Errorf("%+v %v", got, err)
	}
	if err := s.Add(kinship.Profile{"D0": kinship.Two("99", "6")}); err == nil || s.Len() != 1 {
		t.Error("an allele nobody knows was taken in")
	}
}
