package kinship

// A Point is what a case comes to under other assumptions.
type Point struct {
	Theta  float64
	Factor float64 // every mutation rate times this
	Ratio  Ratio   // of the first hypothesis to the second
}

// Sensitivity computes the case for each theta with its own rates, and then for each factor of
// the mutation rates with its own theta, in that order: a reader sees at once how much hangs
// on what nobody knows exactly. A factor that some model does not allow is a *Problem.
func (c *Case) Sensitivity(thetas, factors []float64) ([]Point, error) {
	var all []Point
	add := func(theta, factor float64) error {
		d := *c
		d.Theta, d.Mutation = theta, c.Mutation.times(factor)
		d.Loci = append([]Locus(nil), c.Loci...)
		for i := range d.Loci {
			if m := d.Loci[i].Mutation; m != nil {
				own := m.times(factor)
				d.Loci[i].Mutation = &own
			}
		}
		r, err := d.Evaluate()
		if err != nil {
			return err
		}
		all = append(all, Point{theta, factor, r.Ratio(0, 1)})
		return nil
	}
	for _, t := range thetas {
		if err := add(t, 1); err != nil {
			return nil, err
		}
	}
	for _, f := range factors {
		if err := add(c.Theta, f); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (m Mutation) times(factor float64) Mutation {
	for _, to := range []*Model{&m.Female, &m.Male} {
		to.Rate *= factor
		to.Rate2 *= factor
	}
	return m
}
