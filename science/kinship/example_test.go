package kinship_test

import (
	"fmt"

	"haki/science/kinship"
)

// The trio of the package's text, and a second locus.
//
// D1: the mother passes 14 with probability 1/2. The man passes 16 with 1/2, a stranger with
// 0.1. X = 1/2·1/2 = 0.25, Y = 1/2·0.1 = 0.05, the index is 5.
//
// D2: mother and child are both 8/9, so the father may have passed either. The mother passes 8
// or 9 with 1/2 each; the man, 9/9, passes 9 for sure, a stranger 8 with 0.2 or 9 with 0.3:
// X = 1/2·1 = 0.5, Y = 1/2·0.3 + 1/2·0.2 = 0.25, the index is 2.
//
// Together 5·2 = 10, and with the prior one half W = 10/11 = 0.9091.
func Example() {
	d1, _ := kinship.NewLocus("D1", map[kinship.Allele]float64{"12": 0.3, "14": 0.4, "16": 0.1, "17": 0.2}, 0)
	d2, _ := kinship.NewLocus("D2", map[kinship.Allele]float64{"8": 0.2, "9": 0.3, "10": 0.5}, 0)
	trio, _ := kinship.Find("trio")
	c := kinship.Case{
		Loci:       []kinship.Locus{d1, d2},
		Hypotheses: trio.Hypotheses(),
		Profiles: map[string]kinship.Profile{
			"MO": {"D1": kinship.Two("12", "14"), "D2": kinship.Two("8", "9")},
			"CH": {"D1": kinship.Two("14", "16"), "D2": kinship.Two("8", "9")},
			"AF": {"D1": kinship.Two("16", "17"), "D2": kinship.Two("9", "9")},
		},
	}
	result, err := c.Evaluate()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range result.Loci {
		fmt.Printf("%s: index %.4f\n", l.Locus, l.Ratio(0, 1).LR)
	}
	total := result.Ratio(0, 1)
	w, _, _ := total.Probability(0.5)
	fmt.Printf("combined: %.4f (%s), W = %.4f\n", total.LR, total.Status, w)
	// Output:
	// D1: index 5.0000
	// D2: index 2.0000
	// combined: 10.0000 (ok), W = 0.9091
}

// The same mother and child with a man who has none of what the father must have passed: a
// plain exclusion, and with mutation a small number.
func ExampleModel() {
	l, _ := kinship.NewLocus("D1", map[kinship.Allele]float64{"14": 0.5, "15": 0.3, "16": 0.2}, 0)
	trio, _ := kinship.Find("trio")
	c := kinship.Case{Loci: []kinship.Locus{l}, Hypotheses: trio.Hypotheses(), Profiles: map[string]kinship.Profile{
		"MO": {"D1": kinship.Two("14", "14")}, "CH": {"D1": kinship.Two("14", "16")}, "AF": {"D1": kinship.Two("15", "15")}}}
	for _, m := range []kinship.Model{{}, {Name: kinship.Stepwise, Rate: 0.002, Range: 0.1}} {
		c.Mutation.Male = m
		r, _ := c.Evaluate()
		fmt.Printf("%s %.4f\n", r.Ratio(0, 1).Status, r.Ratio(0, 1).LR)
	}
	f := kinship.Compare(c.Profiles["CH"]["D1"], c.Profiles["MO"]["D1"], c.Profiles["AF"]["D1"])
	fmt.Printf("inconsistent by %d tenths of a repeat\n", f.Tenths)
	// Output:
	// exclusion 0.0000
	// ok 0.0050
	// inconsistent by 10 tenths of a repeat
}
