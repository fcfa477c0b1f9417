package kinship

// A ModelName is the name of a mutation model as the case files spell it.
type ModelName string

// The mutation models of the design's section 7. In each, n ordinary alleles, row i is the
// parent's allele, column j the allele passed on, and every row adds up to 1. A silent
// allele neither changes nor arises.
const (
	// NoMutation passes an allele on as it is: M_ij = [i = j].
	NoMutation ModelName = "none"
	// Equal makes every other allele equally likely: M_ij = rate/(n-1).
	// Source: Familias, R/FamiliasLocus.R; pedmut, R/mutationMatrix.R.
	Equal ModelName = "equal"
	// Proportional makes every other allele as likely as it is frequent. With r_i = p_i/(1-s), s
	// the silent frequency: M_ij = α r_j, M_ii = 1 - α + α r_i, α = (rate/(1-s)) / Σ r_i(1-r_i).
	// The population stays as it is (stationary), and the mean rate over all alleles is rate.
	// Source: as above; Egeland, Kling and Mostad 2016, Relationship Inference with Familias and R.
	Proportional ModelName = "proportional"
	// Stepwise counts whole repeats. S_i are the other alleles of the same incomplete repeat
	// (9.3 with 8.3), D_i all others: M_ij = rate·range^|i-j| / Σ_{k in S_i} range^|i-k| in S_i,
	// M_ij = rate2/|D_i| in D_i, M_ii what is left; an empty set takes nothing.
	// Source: the extended stepwise model of Familias, R/FamiliasLocus.R; the decimal rounding
	// of names there is replaced by whole tenths.
	Stepwise ModelName = "stepwise"
	// OneStep shares the rate among the listed alleles one repeat away; names are whole numbers.
	// Source: pedmut, R/mutationMatrix.R.
	OneStep ModelName = "onestep"
)

// A Model is how alleles change on the way from parent to child. The zero Model is no mutation.
type Model struct {
	Name ModelName // "" is NoMutation
	// Rate is the probability per meiosis that an allele changes: of every allele, in the
	// proportional model of the mean allele, in the stepwise one within its group.
	Rate float64
	// Rate2 is, in the stepwise model, the probability of a change into another group (9 to 9.3).
	Rate2 float64
	// Range is, in the stepwise model, by what factor each further repeat is less likely; above 0.
	Range float64
	// Stationary turns the matrix into one that leaves the frequencies of the population as they
	// are, at the same mean rate: see Sheet.
	Stationary bool
}

// Mutation is the pair of models: of alleles that mothers pass, and that fathers pass.
type Mutation struct{ Female, Male Model }

// matrix is the square of the probabilities that row becomes column; the silent allele, where
// there is one, is the last of n.
type matrix struct {
	n     int
	at    []float64
	plain bool // the identity: nothing changes
}

func (m *matrix) row(i int) []float64 { return m.at[i*m.n : (i+1)*m.n] }

func (m *matrix) get(i, j int) float64 { return m.at[i*m.n+j] }

// lumpable says whether unobserved alleles may be taken together without changing any
// likelihood: their rows must agree on every other column (Kemeny and Snell 1960, Finite
// Markov Chains, 6.3). So it is in the identity, the equal and the proportional model,
// and not where steps are counted. Section 4.5 of the design.
func (m Model) lumpable() bool {
	switch m.Name {
	case "", NoMutation, Proportional:
		return true
	case Equal:
		return !m.Stationary
	}
	return m.Rate == 0 && m.Rate2 == 0
}

// check refuses rates that are none, before anything is multiplied.
func (m Model) check(l *Locus) error {
	switch m.Name {
	case "", NoMutation:
		return nil
	case Equal, Proportional, OneStep:
	case Stepwise:
		if !(m.Rate2 >= 0 && m.Rate+m.Rate2 <= 1) || !(m.Range > 0 && m.Range <= 1) {
			return &Problem{Code: BadRate, Locus: l.Name, Value: m.Rate2}
		}
	default:
		return &Problem{Code: BadModel, Locus: l.Name}
	}
	if !(m.Rate >= 0 && m.Rate <= 1) {
		return &Problem{Code: BadRate, Locus: l.Name, Value: m.Rate}
	}
	return nil
}

// matrix makes the model's matrix for one locus.
func (m Model) matrix(l *Locus) (*matrix, error) {
	if err := m.check(l); err != nil {
		return nil, err
	}
	k := len(l.Alleles)
	t := &matrix{n: k}
	if l.Silent > 0 {
		t.n++
	}
	t.at = make([]float64, t.n*t.n)
	for i := range t.n {
		t.at[i*t.n+i] = 1
	}
	var err error
	switch {
	case m.Rate == 0 && m.Rate2 == 0 || m.Name == "" || m.Name == NoMutation || k == 1:
		t.plain = true
		return t, nil
	case m.Name == Equal:
		for i := range k {
			for j := range k {
				t.at[i*t.n+j] = m.Rate / float64(k-1)
			}
			t.at[i*t.n+i] = 1 - m.Rate
		}
	case m.Name == Proportional:
		err = m.proportional(l, t)
	default:
		err = m.steps(l, t)
	}
	if err == nil && m.Stationary && m.Name != Proportional {
		err = t.stabilise(l)
	}
	return t, err
}

func (m Model) proportional(l *Locus, t *matrix) error {
	ordinary, least, same := 0.0, 1.0, 0.0
	for _, p := range l.P {
		ordinary += p
	}
	for _, p := range l.P {
		least = min(least, p/ordinary)
		same += p / ordinary * (1 - p/ordinary)
	}
	alpha := m.Rate / ordinary / same
	if alpha*(1-least) > 1 {
		return &Problem{Code: RateTooHigh, Locus: l.Name, Value: same / (1 - least) * ordinary}
	}
	for i := range l.P {
		for j, p := range l.P {
			t.at[i*t.n+j] = alpha * p / ordinary
		}
		t.at[i*t.n+i] = 1 - alpha*(1-l.P[i]/ordinary)
	}
	return nil
}

// steps fills the stepwise and the one-step matrix.
func (m Model) steps(l *Locus, t *matrix) error {
	k := len(l.Alleles)
	whole, part := make([]int, k), make([]int, k)
	for i, a := range l.Alleles {
		n, ok := a.Tenths()
		if !ok || m.Name == OneStep && n%10 != 0 {
			return &Problem{Code: NotNumbers, Locus: l.Name, Allele: a}
		}
		whole[i], part[i] = n/10, n%10
	}
	powers := []float64{1}
	for i := range k {
		near, others := 0, 0 // the distance of the nearest other allele of the group; how many are of other groups
		for j := range k {
			if part[j] != part[i] {
				others++
			} else if d := distance(whole[i], whole[j]); d > 0 && (near == 0 || d < near) {
				near = d
			}
		}
		row, sum := t.row(i)[:k], 0.0
		for j := range row {
			d := distance(whole[i], whole[j]) - near
			switch row[j] = 0; {
			case j == i || part[j] != part[i] || m.Name == OneStep && d+near > 1:
				continue
			case m.Name == OneStep:
				row[j] = 1
			default: // a common factor cancels, and without it far groups do not vanish
				for len(powers) <= d {
					powers = append(powers, powers[len(powers)-1]*m.Range)
				}
				row[j] = powers[d]
			}
			sum += row[j]
		}
		m.share(row, part, i, others, sum)
	}
	return nil
}

// share turns weights into probabilities.
func (m Model) share(row []float64, part []int, i, others int, sum float64) {
	stay, within, across := 1.0, 0.0, 0.0
	if sum > 0 {
		stay -= m.Rate
		within = m.Rate / sum
	}
	if m.Name == Stepwise && others > 0 {
		stay -= m.Rate2
		across = m.Rate2 / float64(others)
	}
	for j := range row {
		row[j] *= within
		if part[j] != part[i] {
			row[j] = across
		}
	}
	row[i] = stay
}

func distance(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}
