package kinship

import (
	"maps"
	"slices"
)

// Evaluate computes the likelihood of every locus under every hypothesis. It first checks
// the whole input and returns a *Problem rather than a number of doubtful meaning.
// Children with their parents take the closed form, everything else is peeled; the result
// is the same to the last few digits, and two runs are the same to the last bit.
func (c *Case) Evaluate() (*Result, error) {
	p, err := NewPanel(c.Loci, c.Chromosome, c.Mutation, c.Theta)
	if err != nil {
		return nil, err
	}
	return p.Evaluate(c.Hypotheses, c.Profiles, c.Untyped)
}

// Evaluate does the same for a panel that is ready.
func (p *Panel) Evaluate(hypotheses []Hypothesis, profiles map[string]Profile, u Untyped) (*Result, error) {
	return p.evaluate(hypotheses, profiles, u, false)
}

// evaluate with general set computes everything by peeling, without lumping or closed forms.
func (p *Panel) evaluate(hypotheses []Hypothesis, profiles map[string]Profile, u Untyped, general bool) (*Result, error) {
	q, err := p.ask(hypotheses, profiles)
	if err != nil {
		return nil, err
	}
	q.untyped, q.general = u, general
	r := &Result{Loci: make([]LocusResult, len(p.frames))}
	for i := range p.frames {
		r.Loci[i] = LocusResult{Locus: p.loci[i].Name, Likelihood: make([]float64, len(q.trees))}
		for h := range q.trees {
			if r.Loci[i].Likelihood[h], err = q.likelihood(i, h); err != nil {
				problem := err.(*Problem) // sums fail in no other way
				problem.Locus, problem.Hypothesis = p.loci[i].Name, hypotheses[h].Name
				return nil, problem
			}
		}
	}
	return r, nil
}

// question is hypotheses and profiles that passed the checks.
type question struct {
	panel   *Panel
	trees   []*tree
	typings [][]Typing // by hypothesis and member of its tree; nil for who has no profile
	untyped Untyped
	general bool
	scratch Scratch
}

func (p *Panel) ask(hypotheses []Hypothesis, profiles map[string]Profile) (*question, error) {
	if len(hypotheses) < 2 {
		return nil, &Problem{Code: FewHypotheses, Value: float64(len(hypotheses))}
	}
	q := &question{panel: p}
	typed := slices.Sorted(maps.Keys(profiles))
	for i := range hypotheses {
		h := &hypotheses[i]
		t, err := h.check()
		if err != nil {
			return nil, err
		}
		typings := make([]Typing, len(t.ids))
		for _, id := range typed {
			k, ok := t.place[id]
			if !ok {
				return nil, &Problem{Code: AbsentPerson, Hypothesis: h.Name, Person: id}
			}
			s := Female
			if t.male[k] {
				s = Male
			}
			if typings[k], err = p.Type(profiles[id], s, nil); err != nil {
				problem := err.(*Problem)
				problem.Person = id
				return nil, problem
			}
		}
		q.trees, q.typings = append(q.trees, t), append(q.typings, typings)
	}
	return q, nil
}

// likelihood of one locus under one hypothesis.
func (q *question) likelihood(i, h int) (float64, error) {
	t, f := q.trees[h], q.panel.frames[i]
	typed := make([]bool, len(t.ids))
	for k, ty := range q.typings[h] {
		typed[k] = ty != nil && !ty.Untyped(i)
	}
	live := t.live(typed)
	if s, ok := q.nuclear(i, h, live, typed); ok && !q.general {
		return f.closed(s, q.scratch.ready(f, q.panel.theta)), nil
	}
	place := []uint8(nil)
	if f.lumpable && !q.general {
		shown := make([]bool, f.n)
		for k, ty := range q.typings[h] {
			if typed[k] {
				shown[ty[i].a], shown[ty[i].b] = true, true
			}
		}
		f, place = f.lump(shown)
	}
	plain := make([]bool, len(t.ids))
	if q.untyped == Pruned && q.panel.theta == 0 {
		plain = t.prune(live, typed)
	}
	states := make([][]pair, len(t.ids))
	open := [2][]pair{} // all genotypes of women and autosomal loci, and of men on X
	for k, ty := range q.typings[h] {
		single := q.panel.chromosome == X && t.male[k]
		switch {
		case !live[k]:
		case typed[k]:
			states[k] = f.fitting(ty[i], place, single)
		case single:
			open[1] = f.every(open[1], true)
			states[k] = open[1]
		default:
			open[0] = f.every(open[0], false)
			states[k] = open[0]
		}
	}
	return newSum(f, q.panel.theta, q.panel.chromosome == X, t, live, plain, states).total()
}

// fitting are the genotypes that an observation may stand for.
func (f *frame) fitting(g pair, place []uint8, single bool) []pair {
	if place != nil {
		g = pair{place[g.a], place[g.b]}
		g = pair{min(g.a, g.b), max(g.a, g.b)}
	}
	if g.a == g.b && f.silent >= 0 && !single {
		return []pair{g, {g.a, uint8(f.silent)}}
	}
	return []pair{g}
}

// every is all genotypes in ascending order; what was made already is given back.
func (f *frame) every(made []pair, single bool) []pair {
	if made != nil {
		return made
	}
	for a := range f.n {
		if single {
			made = append(made, pair{uint8(a), uint8(a)})
			continue
		}
		for b := a; b < f.n; b++ {
			made = append(made, pair{uint8(a), uint8(b)})
		}
	}
	return made
}

// nuclear recognises what the closed form knows: one typed child at most, of founders, beside
// typed founders who are nobody's relatives; autosomal. An untyped founder counts as kept.
func (q *question) nuclear(i, h int, live, typed []bool) (*slots, bool) {
	t, s := q.trees[h], &q.scratch.slots
	if q.panel.chromosome != Autosomal {
		return nil, false
	}
	nobody := pair{none, none}
	*s = slots{child: nobody, mother: nobody, father: nobody, grown: true, others: s.others[:0]}
	child := -1
	for k := range t.ids {
		if live[k] && t.father[k] >= 0 {
			if child >= 0 || !typed[k] {
				return nil, false
			}
			child = k
		}
	}
	if child >= 0 {
		s.grown, s.child = false, q.typings[h][child][i]
	}
	for k := range t.ids {
		if !live[k] || k == child {
			continue
		}
		g := nobody
		if typed[k] {
			g = q.typings[h][k][i]
		}
		switch {
		case child >= 0 && t.father[child] == k:
			s.father = g
		case child >= 0 && t.mother[child] == k:
			s.mother = g
		default:
			s.others = append(s.others, g)
		}
	}
	untyped := s.father.a == none || s.mother.a == none
	return s, child < 0 || !untyped || q.untyped == Kept || q.panel.theta > 0
}
