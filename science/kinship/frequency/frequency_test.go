package frequency

import (
	"errors"
	"math"
	"testing"

	"haki/science/kinship"
)

// a synthetic table: no population is meant.
func table() *Table {
	return &Table{Name: "synthetic", Loci: map[string]Counts{
		"D1": {Frequencies: map[kinship.Allele]float64{"10": 0.5, "11": 0.3, "12": 0.19, "13": 0.01}, Typed: 200},
		"D2": {Frequencies: map[kinship.Allele]float64{"8": 0.6, "9": 0.4}},
		"D3": {Frequencies: map[kinship.Allele]float64{"8": 0.333, "9": 0.333, "10": 0.333}, Typed: 100},
		"D4": {Frequencies: map[kinship.Allele]float64{"8": 0.5, "9": 0.4}, Typed: 100},
	}}
}

func sum(l kinship.Locus) (s float64) {
	for _, p := range l.P {
		s += p
	}
	return s + l.Silent
}

func TestRareAndUnseenAllelesAreRaisedAndTheOthersGiveInProportion(t *testing.T) {
	l, notes, err := table().Locus("D1", []kinship.Allele{"14", "13", "10"}, 0, Policy{})
	if err != nil {
		t.Fatal(err)
	}
	least := 5.0 / 200 // of 14, unseen, and of 13
	left := 1 - 2*least
	for a, want := range map[kinship.Allele]float64{"10": 0.5 / 0.99 * left, "11": 0.3 / 0.99 * left, "12": 0.19 / 0.99 * left, "13": least, "14": least} {
		if got := l.Frequency(a); math.Abs(got-want) > 1e-15 {
			t.Errorf("%s: %v, not %v", a, got, want)
		}
	}
	if len(notes) != 2 || notes[0] != (Note{Raised, "D1", "13", least}) || notes[1] != (Note{Unseen, "D1", "14", least}) {
		t.Errorf("%+v", notes)
	}
}

func TestEachRuleGivesItsFrequency(t *testing.T) {
	for _, c := range []struct {
		name   string
		locus  string
		allele kinship.Allele
		policy Policy
		silent float64
		want   float64
		sum    float64
		codes  []NoteCode
	}{
		{"fixed", "D1", "14", Policy{Rule: Fixed, Value: 0.002}, 0, 0.002, 1, []NoteCode{Unseen}},
		{"counted once more", "D1", "14", Policy{Rule: Counting, Value: 1}, 0, 1.0 / 201, 1, []NoteCode{Unseen}},
		{"counted twice more", "D1", "13", Policy{Rule: Counting, Value: 2}, 0, 4.0 / 202, 1, []NoteCode{Raised}},
		{"left loose", "D1", "14", Policy{Loose: true}, 0, 0.025, 1.04, []NoteCode{Unseen}},
		{"no counts", "D2", "7", Policy{}, 0, 0.001, 1, []NoteCode{NoCounts, Unseen}},
		{"no counts, another floor", "D2", "7", Policy{Fallback: 0.005}, 0, 0.005, 1, []NoteCode{NoCounts, Unseen}},
		{"rounded", "D3", "8", Policy{Rule: Fixed}, 0, 1.0 / 3, 1, []NoteCode{Rescaled}},
		{"with a silent allele", "D3", "8", Policy{Rule: Fixed}, 0.01, 0.33, 1, []NoteCode{Rescaled}},
	} {
		l, notes, err := table().Locus(c.locus, []kinship.Allele{c.allele}, c.silent, c.policy)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if math.Abs(l.Frequency(c.allele)-c.want) > 1e-15 || math.Abs(sum(l)-c.sum) > 1e-12 || len(notes) != len(c.codes) {
			t.Errorf("%s: %v of %v, %+v", c.name, l.Frequency(c.allele), sum(l), notes)
			continue
		}
		for i, n := range notes {
			if n.Code != c.codes[i] {
				t.Errorf("%s: %+v", c.name, notes)
			}
		}
	}
}

func TestATableThatDoesNotAddUpIsRefused(t *testing.T) {
	var p *kinship.Problem
	if _, _, err := table().Locus("D4", nil, 0, Policy{}); !errors.As(err, &p) || p.Code != kinship.BadSum {
		t.Error(err)
	}
	if _, _, err := table().Locus("D9", nil, 0, Policy{}); !errors.As(err, &p) || p.Code != kinship.NoLocus {
		t.Error(err)
	}
}

// TestAFloorThatRaisesMostAllelesStillGivesADistribution: what sharing pushes below is raised too.
func TestAFloorThatRaisesMostAllelesStillGivesADistribution(t *testing.T) {
	for _, least := range []float64{0.2, 0.24, 0.3} {
		l, _, err := table().Locus("D1", []kinship.Allele{"13"}, 0, Policy{Rule: Fixed, Value: least})
		if err != nil || math.Abs(sum(l)-1) > 1e-12 {
			t.Fatalf("%v: %v %+v", least, err, l)
		}
		for i, p := range l.P {
			if p < least-1e-12 && least*4 <= 1 {
				t.Errorf("%v: %s has %v", least, l.Alleles[i], p)
			}
		}
	}
}

// TestTheLowestIndexStandsFirst, and a table that lacks a locus says so.
func TestTheLowestIndexStandsFirst(t *testing.T) {
	one, other := table(), table()
	one.Name, other.Name = "rare", "common"
	other.Loci["D1"] = Counts{Frequencies: map[kinship.Allele]float64{"10": 0.8, "11": 0.2}, Typed: 100}
	delete(other.Loci, "D2")
	c := kinship.Case{Profiles: map[string]kinship.Profile{
		"man": {"D1": kinship.Two("10", "10"), "D2": kinship.Two("8", "8")}, "child": {"D1": kinship.Two("10", "11"), "D2": kinship.Two("8", "9")}},
		Hypotheses: []kinship.Hypothesis{
			{Name: "H1", Pedigree: kinship.Pedigree{{ID: "man", Sex: kinship.Male}, {ID: "mother", Sex: kinship.Female}, {ID: "child", Father: "man", Mother: "mother", Sex: kinship.Male}}},
			{Name: "H2", Pedigree: kinship.Pedigree{{ID: "man", Sex: kinship.Male}, {ID: "child", Sex: kinship.Male}}}}}
	got, err := Across(c, []string{"D1", "D2"}, []*Table{one, other}, 0, Policy{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Table.Name != "common" || got[1].Table.Name != "rare" || got[0].Ratio.LR >= got[1].Ratio.LR {
		t.Fatalf("%+v", got)
	}
	if n := got[0].Notes; len(n) != 1 || n[0] != (Note{Code: Absent, Locus: "D2"}) || len(got[0].Result.Loci) != 1 {
		t.Errorf("%+v", got[0])
	}
}
