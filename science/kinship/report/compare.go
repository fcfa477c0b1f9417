package report

import (
	"math"

	"haki/science/kinship"
	"haki/science/kinship/labfile"
)

// Comparison holds our figures beside the laboratory's.
type Comparison struct {
	File       string     `json:"file"`
	Loci       []Compared `json:"loci"`
	Index      *Compared  `json:"index,omitempty"`
	Reproduced bool       `json:"reproduced"` // every figure is ours, or its difference has a reason
}

// Compared is one figure beside ours, and the reason if they differ.
type Compared struct {
	Locus  string  `json:"locus,omitempty"`
	Ours   float64 `json:"ours"`
	Theirs float64 `json:"theirs"`
	Text   string  `json:"printed"`
	Reason Reason  `json:"reason"`
	Detail string  `json:"detail,omitempty"` // the table's name, or the locus
	Value  float64 `json:"value,omitempty"`  // theta, rate, digits
}

// A Reason is why a figure differs from ours: the assumption that, put in the place of ours,
// gives the printed figure within its rounding. The first of this order that does is named; it
// shows that the assumption would explain the figure, not that the laboratory made it.
type Reason string

// The reasons, in the order in which they are tried.
const (
	Same          Reason = "same"
	Theta         Reason = "theta"         // another theta
	FloorRule     Reason = "floor"         // another rule for rare alleles
	Rounded       Reason = "rounded"       // frequencies rounded to so many digits
	OtherMutation Reason = "mutation"      // another mutation model, or none
	OtherTable    Reason = "table"         // another of the tables at hand
	CrudeMutation Reason = "crude"         // an inconsistency counted as the bare mutation rate
	OverPower     Reason = "over_power"    // the rate over the power of exclusion (AABB's older form)
	LeftOut       Reason = "left_out"      // an inconsistent locus printed as 1 or left out
	ProductRound  Reason = "product_round" // the product of the printed, rounded figures
	NotOurs       Reason = "not_ours"      // a locus that we did not compute
	Unexplained   Reason = "unexplained"
)

// compare explains each figure of the laboratory.
func (r *Report) compare(in *Input, res *result) (*Comparison, error) {
	c := &Comparison{File: in.Figures.File, Reproduced: true}
	product := 1.0
	variants, err := variants(in, res)
	if err != nil {
		return nil, err
	}
	for _, f := range in.Figures.Loci {
		product *= f.Index.Value
		one := Compared{Locus: f.Locus, Theirs: f.Index.Value, Text: f.Index.Text, Reason: NotOurs}
		for _, l := range r.Loci {
			if l.Name == f.Locus {
				one.Ours = l.Index
				explain(&one, l, f.Index, variants)
			}
		}
		c.Reproduced = c.Reproduced && one.Reason != Unexplained && one.Reason != NotOurs
		c.Loci = append(c.Loci, one)
	}
	if p := in.Figures.Index; p != nil {
		one := Compared{Ours: r.Total.Index, Theirs: p.Value, Text: p.Text, Reason: Unexplained}
		switch {
		case p.Holds(r.Total.Index) && r.Total.Status == "ok":
			one.Reason = Same
		case len(c.Loci) > 0 && math.Abs(product-p.Value) <= p.Half+0.005*product:
			one.Reason = ProductRound
		}
		c.Reproduced = c.Reproduced && one.Reason != Unexplained
		c.Index = &one
	}
	return c, nil
}

// variant is one other assumption and the index of every locus under it.
type variant struct {
	reason Reason
	detail string
	value  float64
	index  map[string]float64
}

// variants computes all loci once under each assumption that laboratories differ in.
func variants(in *Input, res *result) (all []variant, err error) {
	add := func(v variant, c *calc, change func(*Settings)) {
		s := in.Settings
		change(&s)
		got, failed := c.run(s)
		if failed != nil {
			return // an assumption that is impossible here explains nothing
		}
		v.index = map[string]float64{}
		for _, l := range got.result.Loci {
			v.index[l.Locus] = l.Ratio(0, 1).LR
		}
		all = append(all, v)
	}
	for _, t := range []float64{0, 0.01, 0.02, 0.03} {
		if t != in.Settings.Theta {
			add(variant{reason: Theta, value: t}, res.calc, func(s *Settings) { s.Theta = t })
		}
	}
	for _, f := range []Floor{FiveOver, Thousandth, NoFloor} {
		if f != in.Settings.Floor {
			add(variant{reason: FloorRule, detail: string(f)}, res.calc, func(s *Settings) { s.Floor = f })
			add(variant{reason: FloorRule, detail: string(f)}, res.calc, func(s *Settings) { s.Floor, s.Theta = f, 0 })
		}
	}
	for _, digits := range []int{4, 3, 2} {
		rounded := rounded(res, digits)
		add(variant{reason: Rounded, value: float64(digits)}, rounded, func(s *Settings) {})
		add(variant{reason: Rounded, value: float64(digits)}, rounded, func(s *Settings) { s.Theta, s.Floor = 0, NoFloor })
	}
	add(variant{reason: OtherMutation, detail: "none"}, res.calc, func(s *Settings) { s.Mutation, s.Rates = kinship.Mutation{}, nil })
	add(variant{reason: OtherMutation, detail: "stepwise"}, res.calc, func(s *Settings) { s.Mutation, s.Rates = Usual(), nil })
	add(variant{reason: OtherMutation, detail: "none"}, res.calc, func(s *Settings) { s.Mutation, s.Rates, s.Theta, s.Floor = kinship.Mutation{}, nil, 0, NoFloor })
	for i := range in.Tables {
		if t := &in.Tables[i]; t != res.calc.table {
			add(variant{reason: OtherTable, detail: t.Population}, newCalc(in, t), func(s *Settings) {})
			add(variant{reason: OtherTable, detail: t.Population}, newCalc(in, t), func(s *Settings) { s.Theta, s.Floor = 0, NoFloor })
			add(variant{reason: OtherTable, detail: t.Population}, newCalc(in, t), func(s *Settings) { *s = Settings{Floor: NoFloor} })
		}
	}
	return all, nil
}

// rounded is the calculation with the table's frequencies rounded, as a laboratory prints them.
func rounded(res *result, digits int) *calc {
	t := *res.calc.table
	scale := math.Pow10(digits)
	t.Loci = copied(t.Loci)
	for name, c := range t.Loci {
		p := map[kinship.Allele]float64{}
		for a, f := range c.Frequencies {
			if p[a] = math.Round(f*scale) / scale; p[a] == 0 {
				p[a] = 1 / scale
			}
		}
		c.Frequencies = p
		t.Loci[name] = c
	}
	return newCalc(res.calc.in, &t)
}

func copied[V any](m map[string]V) map[string]V {
	out := make(map[string]V, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// explain finds the first assumption that gives the printed figure.
func explain(one *Compared, l Locus, printed labfile.Printed, all []variant) {
	if l.Status == "ok" && printed.Holds(l.Index) || l.Status == "exclusion" && printed.Value == 0 {
		one.Reason = Same
		return
	}
	if l.Inconsistent {
		for _, mu := range []float64{0.001, 0.002, 0.0025, 0.003, 0.004} { // rates in use in reports
			if printed.Holds(mu) {
				one.Reason, one.Value = CrudeMutation, mu
				return
			}
			if l.Power > 0 && printed.Holds(mu/l.Power) {
				one.Reason, one.Value = OverPower, mu
				return
			}
		}
		if printed.Value == 1 {
			one.Reason = LeftOut
			return
		}
	}
	for _, v := range all {
		if x, ok := v.index[l.Name]; ok && printed.Holds(x) {
			one.Reason, one.Detail, one.Value = v.reason, v.detail, v.value
			return
		}
	}
	one.Reason = Unexplained
}
