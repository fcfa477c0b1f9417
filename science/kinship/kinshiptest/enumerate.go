package kinshiptest

import "math"

// A Person has two parents by their place in the list, both before the person, or -1.
type Person struct {
	Father, Mother int
	Male           bool
	// Seen are the alleles observed, by place: none, two, or one of a man on the X chromosome.
	Seen []int
}

// A Question is one locus and one pedigree.
type Question struct {
	P      []float64 // frequencies, the silent allele's too
	Silent int       // the silent allele's place, or -1
	Theta  float64
	X      bool
	// Male and Female are what fathers and mothers pass: row the parent's allele.
	Male, Female [][]float64
	Persons      []Person
}

// Likelihood enumerates. Alleles are ordered here, the father's first, where the engine's are not.
func (q *Question) Likelihood() float64 {
	return q.person(0, make([][2]int, len(q.Persons)), nil)
}

// person goes through everything the i-th person may have, given those before.
func (q *Question) person(i int, have [][2]int, drawn []int) float64 {
	if i == len(q.Persons) {
		return 1
	}
	p, sum := q.Persons[i], 0.0
	for a := range q.P {
		for b := range q.P {
			if q.X && p.Male && a != b {
				continue // a man's X is written twice
			}
			if !q.fits(p, a, b) {
				continue
			}
			w, then := q.came(p, have, drawn, a, b)
			if w == 0 {
				continue
			}
			have[i] = [2]int{a, b}
			sum += w * q.person(i+1, have, then)
		}
	}
	return sum
}

// came is the probability that the person has a of the father and b of the mother.
func (q *Question) came(p Person, have [][2]int, drawn []int, a, b int) (float64, []int) {
	if p.Father < 0 {
		w := q.next(drawn, a)
		then := append(append([]int{}, drawn...), a)
		if q.X && p.Male {
			return w, then
		}
		return w * q.next(then, b), append(then, b)
	}
	f, m := have[p.Father], have[p.Mother]
	of := (q.Female[m[0]][b] + q.Female[m[1]][b]) / 2
	if q.X && p.Male {
		return of, drawn
	}
	return of * (q.Male[f[0]][a] + q.Male[f[1]][a]) / 2, drawn
}

// next is the probability that the next founder allele is a.
func (q *Question) next(drawn []int, a int) float64 {
	if len(drawn) == 0 {
		return q.P[a]
	}
	count := 0.0
	for _, d := range drawn {
		if d == a {
			count++
		}
	}
	return (count*q.Theta + (1-q.Theta)*q.P[a]) / (1 + float64(len(drawn)-1)*q.Theta)
}

// fits says whether these alleles can look like what was observed.
func (q *Question) fits(p Person, a, b int) bool {
	switch len(p.Seen) {
	case 0:
		return true
	case 1:
		return a == p.Seen[0]
	}
	x, y := p.Seen[0], p.Seen[1]
	if a == x && b == y || a == y && b == x {
		return true
	}
	return x == y && q.Silent >= 0 && (a == x && b == q.Silent || a == q.Silent && b == x)
}

// Matrix writes a mutation model down from its definition. alleles are repeats times ten; the
// silent allele's frequency, if above zero, adds a last row and column.
func Matrix(model string, rate, rate2, reach float64, alleles []int, p []float64, silent float64) [][]float64 {
	n := len(alleles)
	m := make([][]float64, n, n+1)
	for i := range m {
		m[i] = make([]float64, n, n+1)
		off := 0.0
		for j := range m[i] {
			if i != j {
				m[i][j] = entry(model, rate, rate2, reach, alleles, p, silent, i, j)
				off += m[i][j]
			}
		}
		m[i][i] = 1 - off
	}
	if silent > 0 {
		last := make([]float64, n+1)
		last[n] = 1
		for i := range m {
			m[i] = append(m[i], 0)
		}
		m = append(m, last)
	}
	return m
}

func entry(model string, rate, rate2, reach float64, alleles []int, p []float64, silent float64, i, j int) float64 {
	group := func(k int) bool { return (alleles[i]-alleles[k])%10 == 0 }
	far := func(k int) float64 { return math.Abs(float64(alleles[i]-alleles[k])) / 10 }
	sum, others, beside := 0.0, 0.0, 0.0
	for k := range alleles {
		switch {
		case k == i:
		case !group(k):
			others++
		default:
			sum += math.Pow(reach, far(k))
			if far(k) == 1 {
				beside++
			}
		}
	}
	switch model {
	case "equal":
		return rate / float64(len(alleles)-1)
	case "proportional":
		spread := 0.0
		for _, x := range p[:len(alleles)] {
			spread += x / (1 - silent) * (1 - x/(1-silent))
		}
		return rate / (1 - silent) / spread * p[j] / (1 - silent)
	case "stepwise":
		if group(j) {
			return rate * math.Pow(reach, far(j)) / sum
		}
		return rate2 / others
	case "onestep":
		if group(j) && far(j) == 1 {
			return rate / beside
		}
	}
	return 0
}
