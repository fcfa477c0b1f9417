package kinship

// urn draws the alleles of founders one after the other. With theta above zero a population is
// made of families that do not know they are related, so what was drawn already is likelier to
// come again: when n alleles are drawn, n_x of them x,
//
//	P(next = x) = (n_x θ + (1-θ) p_x) / (1 + (n-1) θ),   P(first = x) = p_x.
//
// The order does not matter. Source: Balding and Nichols 1994, Forensic Sci Int 64:125-140;
// section 3.2 of the design; `kinship` in Familias and `theta` in pedprobr are the same.
type urn struct {
	theta float64
	p     []float64
	seen  []float64 // how often each allele was drawn
	n     int       // how many were drawn
}

// chance is the probability that the next allele is a.
func (u *urn) chance(a int) float64 {
	if u.n == 0 || u.theta == 0 {
		return u.p[a]
	}
	return (u.seen[a]*u.theta + (1-u.theta)*u.p[a]) / (1 + float64(u.n-1)*u.theta)
}

// draw is the probability that the next allele is a, and then takes it.
func (u *urn) draw(a int) float64 {
	c := u.chance(a)
	u.seen[a]++
	u.n++
	return c
}

func (u *urn) back(a int) {
	u.seen[a]--
	u.n--
}

// genotype is the probability that the next founder has these two alleles in any order, or the
// one allele of a man's X; it takes them.
func (u *urn) genotype(g pair, single bool) float64 {
	c := u.draw(int(g.a))
	if single {
		return c
	}
	c *= u.draw(int(g.b))
	if g.a != g.b {
		c *= 2
	}
	return c
}

func (u *urn) giveBack(g pair, single bool) {
	u.back(int(g.a))
	if !single {
		u.back(int(g.b))
	}
}

// passed is the probability that a founder not yet drawn passes the allele x on through the
// matrix: Σ_y P(next = y) M_yx. base is p·M, so that only alleles already seen cost anything.
func (u *urn) passed(x int, m *matrix, base []float64) float64 {
	if u.n == 0 || u.theta == 0 {
		return base[x]
	}
	extra := 0.0
	for y, n := range u.seen {
		if n > 0 {
			extra += n * m.get(y, x)
		}
	}
	return (extra*u.theta + (1-u.theta)*base[x]) / (1 + float64(u.n-1)*u.theta)
}

// both is the probability that two founders not yet drawn pass x (the first, a man) and y
// (the second, a woman): the second draw knows the first.
func (u *urn) both(x, y int, f *frame) float64 {
	apart := u.passed(x, f.male, f.fromMen) * u.passed(y, f.female, f.fromWomen)
	if u.theta == 0 {
		return apart
	}
	same := 0.0
	for a := range u.p {
		same += u.chance(a) * f.male.get(a, x) * f.female.get(a, y)
	}
	n := float64(u.n)
	return ((1+(n-1)*u.theta)*apart + u.theta*same) / (1 + n*u.theta)
}
