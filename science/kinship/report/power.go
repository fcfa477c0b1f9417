package report

import (
	"haki/science/kinship"
)

// Power is how well the loci tell a man who is not the father.
type Power struct {
	Exclusion float64 `json:"power_of_exclusion"` // 1 - Π(1 - A) over the loci
	// Pass is the chance that a man who is not the father shows no inconsistency, at most one, at
	// most two.
	Pass [3]float64 `json:"chance_of_passing"`
	// Same is the chance that he shows no more inconsistencies than this man does.
	Same float64 `json:"chance_of_as_few"`
}

// power fills Power from the powers of the loci.
func (r *Report) power() {
	var powers []float64
	for _, l := range r.Loci {
		powers = append(powers, l.Power)
	}
	r.Power.Exclusion = kinship.CombinedPower(powers)
	for k := range r.Power.Pass {
		r.Power.Pass[k] = kinship.PassingChance(powers, k)
	}
	r.Power.Same = kinship.PassingChance(powers, r.Total.Inconsistent)
}

// Usual is the mutation model with which a report without one shows what mutation would change:
// stepwise, with rates of the order that the AABB reports give for fathers (0.002, here halved
// twice for mothers), and one rate for all loci, which the report says.
func Usual() kinship.Mutation {
	step := func(rate float64) kinship.Model {
		return kinship.Model{Name: kinship.Stepwise, Rate: rate, Rate2: 1e-6, Range: 0.1}
	}
	return kinship.Mutation{Female: step(0.0005), Male: step(0.002)}
}

// usualSilent is the frequency of a silent allele that the report tries where opposite
// homozygotes suggest one.
const usualSilent = 0.001

// sensitivity computes the index under other assumptions, one changed at a time: theta of the
// design's section 9, mutation, a silent allele, each inconsistent locus left out.
func (r *Report) sensitivity(in *Input, res *result) error {
	try := func(v Variant, change func(*Settings), c *calc) error {
		s := in.Settings
		change(&s)
		got, err := c.run(s)
		if p, ok := err.(*kinship.Problem); ok && p.Code == kinship.RateTooHigh {
			return nil // not every model exists at every rate
		}
		if err != nil {
			return err
		}
		v.Status, v.Index, v.Log10 = got.total.Status.String(), got.total.LR, got.total.Log10
		r.Sensitivity = append(r.Sensitivity, v)
		return nil
	}
	for _, t := range []float64{0, 0.01, 0.03} {
		if t == in.Settings.Theta {
			continue
		}
		if err := try(Variant{Code: "theta", Value: t}, func(s *Settings) { s.Theta = t }, res.calc); err != nil {
			return err
		}
	}
	if in.Settings.Mutation.Male.Rate == 0 {
		if err := try(Variant{Code: "mutation", Value: Usual().Male.Rate}, func(s *Settings) { s.Mutation = Usual() }, res.calc); err != nil {
			return err
		}
	} else {
		for _, k := range []float64{0.5, 2} {
			if err := try(Variant{Code: "rate", Value: k}, func(s *Settings) { s.scale(k) }, res.calc); err != nil {
				return err
			}
		}
		if err := try(Variant{Code: "no_mutation"}, func(s *Settings) { s.Mutation = kinship.Mutation{} }, res.calc); err != nil {
			return err
		}
	}
	for _, l := range r.Loci {
		if l.Opposite && in.Settings.Silent == 0 {
			if err := try(Variant{Code: "silent", Value: usualSilent, Locus: l.Name}, func(s *Settings) { s.Silent = usualSilent }, res.calc); err != nil {
				return err
			}
		}
	}
	return nil
}

// scale multiplies every mutation rate.
func (s *Settings) scale(k float64) {
	s.Mutation.Male.Rate *= k
	s.Mutation.Female.Rate *= k
	rates := map[string]float64{}
	for l, r := range s.Rates {
		rates[l] = r * k
	}
	s.Rates = rates
}
