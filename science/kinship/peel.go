package kinship

// peel adds up one nuclear family. With no pivot (-1) it returns the family's likelihood; with
// a parent or a child as pivot it writes, for each of the pivot's states, the likelihood
// of everybody on the far side of the family.
//
// Of a child whose belief over its genotypes is D (symmetric, D[x][y] the belief in x/y), parents
// (a,b) and (c,d) see only
//
//	K = (Q[a][c] + Q[a][d] + Q[b][c] + Q[b][d]) / 4,   Q = M_male · D · M_femaleᵀ,
//
// so that a pair of parents costs four look-ups a child instead of a sum over genotypes.
// The other way, a child's vector comes from Ω, the weights of what the parents hold:
// P = M_maleᵀ · Ω · M_female.
func (s *sum) peel(k, pivot int, out []float64) float64 {
	fam := &s.families[k]
	fa, mo := &s.members[fam.father], &s.members[fam.mother]
	bf, bm := one, one
	if pivot != fam.father {
		bf = s.belief(fam.father, k)
	} else {
		bf = s.pool.ones(len(fa.now()))
	}
	if pivot != fam.mother {
		bm = s.belief(fam.mother, k)
	} else {
		bm = s.pool.ones(len(mo.now()))
	}
	n := s.f.n
	w := walk{n: n, fathers: fa.now(), mothers: mo.now(), bf: bf, bm: bm, pair: k == s.pair, sum: s}
	for _, c := range fam.children {
		if c != pivot {
			w.offers = append(w.offers, s.offer(c, k))
		}
	}
	switch pivot {
	case -1:
		return w.run(nil, nil, nil)
	case fam.father:
		w.run(out, nil, nil)
	case fam.mother:
		w.run(nil, out, nil)
	default:
		omega := s.pool.take(n * n)
		w.run(nil, nil, omega)
		s.receive(pivot, omega, out)
	}
	return 0
}

// offer is Q of one child.
func (s *sum) offer(i, k int) []float64 {
	m := &s.members[i]
	b, states, n := s.belief(i, k), m.now(), s.f.n
	male, female := s.links(m)
	q := s.pool.take(n * n)
	if m.single { // a son on X: what the father has does not matter
		for j, g := range states {
			for c := range n {
				x := b[j] * female.get(c, int(g.a))
				for a := range n {
					q[a*n+c] += x
				}
			}
		}
		return q
	}
	d := s.pool.take(n * n)
	for j, g := range states {
		d[int(g.a)*n+int(g.b)] = b[j]
		d[int(g.b)*n+int(g.a)] = b[j]
	}
	v := d
	if !female.plain { // v[x][c] = Σ_y d[x][y] F[c][y]
		v = s.pool.take(n * n)
		for x := range n {
			for y, e := range d[x*n : (x+1)*n] {
				if e != 0 {
					for c := range n {
						v[x*n+c] += e * female.at[c*n+y]
					}
				}
			}
		}
	}
	if male.plain {
		return v
	}
	for x := range n { // q[a][c] = Σ_x M[a][x] v[x][c]
		row := v[x*n : (x+1)*n]
		if allZero(row) {
			continue
		}
		for a := range n {
			if e := male.at[a*n+x]; e != 0 {
				to := q[a*n : (a+1)*n]
				for c, y := range row {
					to[c] += e * y
				}
			}
		}
	}
	return q
}

func allZero(v []float64) bool {
	for _, x := range v {
		if x != 0 {
			return false
		}
	}
	return true
}

// plain is the identity for parents whom Pruned lets pass without mutation.
func (s *sum) links(m *member) (male, female *matrix) {
	male, female = s.f.male, s.f.female
	if m.plainFather && !male.plain {
		male = identity(s.f.n)
	}
	if m.plainMother && !female.plain {
		female = identity(s.f.n)
	}
	return male, female
}

func identity(n int) *matrix {
	m := &matrix{n: n, plain: true, at: make([]float64, n*n)}
	for i := range n {
		m.at[i*n+i] = 1
	}
	return m
}

// receive turns the parents' weights Ω into a child's vector.
func (s *sum) receive(i int, omega, out []float64) {
	m, n := &s.members[i], s.f.n
	male, female := s.links(m)
	if m.single {
		for c := range n {
			w := 0.0
			for a := range n {
				w += omega[a*n+c]
			}
			for j, g := range m.now() {
				out[j] += w * female.get(c, int(g.a))
			}
		}
		return
	}
	v := omega
	if !female.plain { // v[a][y] = Σ_c Ω[a][c] F[c][y]
		v = s.pool.take(n * n)
		product(v, omega, female.at, n)
	}
	p := v
	if !male.plain { // p[x][y] = Σ_a M[a][x] v[a][y]
		p = s.pool.take(n * n)
		for a := range n {
			for x, e := range male.row(a) {
				if e != 0 {
					for y, z := range v[a*n : (a+1)*n] {
						p[x*n+y] += e * z
					}
				}
			}
		}
	}
	for j, g := range m.now() {
		out[j] = p[int(g.a)*n+int(g.b)]
		if g.a != g.b {
			out[j] += p[int(g.b)*n+int(g.a)]
		}
	}
}

// product is to += a·b of square matrices.
func product(to, a, b []float64, n int) {
	for i := range n {
		row := to[i*n : (i+1)*n]
		for k, x := range a[i*n : (i+1)*n] {
			if x != 0 {
				for j, y := range b[k*n : (k+1)*n] {
					row[j] += x * y
				}
			}
		}
	}
}

// walk goes over all pairs of parents' states of one family.
type walk struct {
	n                int
	fathers, mothers []pair
	bf, bm           []float64
	offers           [][]float64 // Q of each child that is not the pivot
	pair             bool        // the urn draws the parents together
	sum              *sum
}

// run adds weights to whichever of the three is given, and returns their sum: of the father's
// states, of the mother's, or Ω.
func (w *walk) run(fathers, mothers, omega []float64) float64 {
	n, s := w.n, w.sum
	rows := make([][]float64, len(w.offers))
	for r := range rows {
		rows[r] = s.pool.take(n)
	}
	held, all := s.pool.take(n), 0.0
	drawn := s.pool.take(len(w.mothers))
	for i, g := range w.fathers {
		if w.bf[i] == 0 {
			continue
		}
		for r, q := range w.offers {
			for c := range n {
				rows[r][c] = (q[int(g.a)*n+c] + q[int(g.b)*n+c]) / 4
			}
		}
		bm := w.bm
		f := w.bf[i]
		if w.pair {
			f *= w.drawMothers(g, drawn)
			bm = drawn
		}
		if omega != nil {
			clear(held)
		}
		part := 0.0
		for j, h := range w.mothers {
			x := f * bm[j]
			for _, row := range rows {
				x *= row[h.a] + row[h.b]
			}
			part += x
			if mothers != nil {
				mothers[j] += x
			}
			if omega != nil {
				held[h.a] += x / 4
				held[h.b] += x / 4
			}
		}
		all += part
		if fathers != nil {
			fathers[i] += part
		}
		if omega != nil {
			for c, x := range held {
				omega[int(g.a)*n+c] += x
				omega[int(g.b)*n+c] += x
			}
		}
	}
	return all
}

// drawMothers draws the father's genotype and then fills in every mother's; it gives the
// father's probability.
func (w *walk) drawMothers(g pair, drawn []float64) float64 {
	s := w.sum
	fam := &s.families[s.pair]
	father, mother := &s.members[fam.father], &s.members[fam.mother]
	p := s.urn.genotype(g, father.single)
	for j, h := range w.mothers {
		drawn[j] = w.bm[j] * s.urn.genotype(h, mother.single)
		s.urn.giveBack(h, mother.single)
	}
	s.urn.giveBack(g, father.single)
	return p
}
