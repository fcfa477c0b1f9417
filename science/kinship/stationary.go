package kinship

import "math"

// stabilise turns a matrix into one that leaves the frequencies as they are at the same mean
// rate: with v the stationary distribution of M and R = 1 - Σ p_i M_ii the mean rate,
//
//	d_i = R v_i / ((1 - Σ_j M_jj v_j) p_i),   M' = I + diag(d)(M - I).
//
// Then p M' = p, and it exists only if every d_i (1 - M_ii) is at most 1. Source: the "PM"
// transform of Familias (stabilize) and pedmut (makeStationary); section 7 of the design.
// Where alleles form groups that never change into each other, each group is treated on its
// own, and keeps its own mean rate.
func (m *matrix) stabilise(l *Locus) error {
	k := len(l.Alleles)
	done := make([]bool, k)
	for i := range k {
		if done[i] {
			continue
		}
		class := m.class(i, k)
		for _, j := range class {
			done[j] = true
		}
		if len(class) > 1 {
			if err := m.stabiliseClass(l, class); err != nil {
				return err
			}
		}
	}
	return nil
}

// class is every allele that i can become, in ascending order. In the models of this package
// what can become something can come back, so these classes are closed.
func (m *matrix) class(i, k int) []int {
	in := make([]bool, k)
	in[i] = true
	for grew := true; grew; {
		grew = false
		for a := range k {
			for b := range k {
				if in[a] && !in[b] && m.get(a, b) > 0 {
					in[b], grew = true, true
				}
			}
		}
	}
	var class []int
	for a, yes := range in {
		if yes {
			class = append(class, a)
		}
	}
	return class
}

func (m *matrix) stabiliseClass(l *Locus, class []int) error {
	v, total := m.stationary(class), 0.0
	for _, a := range class {
		total += l.P[a]
	}
	change, flow := 0.0, 0.0
	for i, a := range class {
		change += l.P[a] / total * (1 - m.get(a, a))
		flow += v[i] * (1 - m.get(a, a))
	}
	for i, a := range class {
		d := change * v[i] / (flow * l.P[a] / total)
		if away := d * (1 - m.get(a, a)); away > 1 {
			return &Problem{Code: RateTooHigh, Locus: l.Name, Allele: l.Alleles[a], Value: change / away}
		}
		row, away := m.row(a), 0.0
		for _, b := range class {
			if b != a {
				row[b] *= d
				away += row[b]
			}
		}
		row[a] = 1 - away
	}
	return nil
}

// stationary is the stationary distribution of a closed class, by the elimination of Grassmann,
// Taksar and Heyman (1985, Operations Research 33:1107-1116), which subtracts nothing and so
// loses no digit.
func (m *matrix) stationary(class []int) []float64 {
	n := len(class)
	a := make([]float64, n*n)
	for i, x := range class {
		for j, y := range class {
			a[i*n+j] = m.get(x, y)
		}
	}
	for k := n - 1; k > 0; k-- {
		s := 0.0
		for j := range k {
			s += a[k*n+j]
		}
		for i := range k {
			a[i*n+k] /= s
			for j := range k {
				a[i*n+j] += a[i*n+k] * a[k*n+j]
			}
		}
	}
	v := make([]float64, n)
	v[0] = 1
	sum := 1.0
	for k := 1; k < n; k++ {
		for i := range k {
			v[k] += v[i] * a[i*n+k]
		}
		sum += v[k]
	}
	for k := range v {
		v[k] /= sum
	}
	return v
}

// A Sheet is what one mutation model means at one locus, for whoever checks it.
type Sheet struct {
	// Matrix in the order of the locus's alleles, the silent one last if there is one: row is
	// the parent's allele, column the one passed on.
	Matrix [][]float64
	// MeanRate is 1 - Σ p_i M_ii.
	MeanRate float64
	// Drift is the largest |(p M)_j - p_j|: 0, but for rounding, if the model leaves the population
	// as it is (stationary).
	Drift float64
	// Imbalance is the largest |p_i M_ij - p_j M_ji|: 0, but for rounding, if it is reversible.
	Imbalance float64
}

// Sheet computes the model's matrix at a locus and the checks of the design's section 7.
func (m Model) Sheet(l *Locus) (Sheet, error) {
	if err := l.Check(); err != nil {
		return Sheet{}, err
	}
	t, err := m.matrix(l)
	if err != nil {
		return Sheet{}, err
	}
	p := l.all()
	s := Sheet{}
	for j := range p {
		s.Matrix = append(s.Matrix, t.row(j))
		s.MeanRate += p[j] * (1 - t.get(j, j))
		in := 0.0
		for i := range p {
			in += p[i] * t.get(i, j)
			s.Imbalance = max(s.Imbalance, math.Abs(p[i]*t.get(i, j)-p[j]*t.get(j, i)))
		}
		s.Drift = max(s.Drift, math.Abs(in-p[j]))
	}
	return s, nil
}

// all are the frequencies with the silent one last, if there is one.
func (l *Locus) all() []float64 {
	if l.Silent > 0 {
		return append(append(make([]float64, 0, len(l.P)+1), l.P...), l.Silent)
	}
	return l.P
}
