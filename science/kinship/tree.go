package kinship

// tree is a pedigree checked and put in order: parents before children.
type tree struct {
	ids            []string
	father, mother []int // -1 for a founder
	male           []bool
	place          map[string]int
}

// check validates a pedigree and orders it. What it returns is a *Problem.
func (h *Hypothesis) check() (*tree, error) {
	given := make(map[string]int, len(h.Pedigree))
	problem := func(c Code, who string) error { return &Problem{Code: c, Hypothesis: h.Name, Person: who} }
	for i, p := range h.Pedigree {
		if _, twice := given[p.ID]; twice || p.ID == "" {
			return nil, problem(TwicePerson, p.ID)
		}
		if p.Sex != Male && p.Sex != Female {
			return nil, problem(WrongSex, p.ID)
		}
		given[p.ID] = i
	}
	for _, p := range h.Pedigree {
		if p.Founder() {
			continue
		}
		if p.Father == "" || p.Mother == "" {
			return nil, problem(OneParent, p.ID)
		}
		f, ok := given[p.Father]
		m, too := given[p.Mother]
		switch {
		case !ok:
			return nil, problem(UnknownParent, p.Father)
		case !too:
			return nil, problem(UnknownParent, p.Mother)
		case h.Pedigree[f].Sex != Male:
			return nil, problem(WrongSex, p.Father)
		case h.Pedigree[m].Sex != Female:
			return nil, problem(WrongSex, p.Mother)
		}
	}
	return h.order(given)
}

// order puts parents before children, else in the order given.
func (h *Hypothesis) order(given map[string]int) (*tree, error) {
	t := &tree{place: make(map[string]int, len(given))}
	for len(t.ids) < len(h.Pedigree) {
		before := len(t.ids)
		for _, p := range h.Pedigree {
			if _, done := t.place[p.ID]; done {
				continue
			}
			f, m := -1, -1
			if !p.Founder() {
				var ok, too bool
				f, ok = t.place[p.Father]
				m, too = t.place[p.Mother]
				if !ok || !too {
					continue
				}
			}
			t.place[p.ID] = len(t.ids)
			t.ids, t.father, t.mother, t.male = append(t.ids, p.ID), append(t.father, f), append(t.mother, m), append(t.male, p.Sex == Male)
		}
		if len(t.ids) == before {
			for _, p := range h.Pedigree {
				if _, done := t.place[p.ID]; !done {
					return nil, &Problem{Code: OwnAncestor, Hypothesis: h.Name, Person: p.ID}
				}
			}
		}
	}
	return t, nil
}

// live says who has to be looked at: the typed, and everybody who has a typed descendant.
// Leaving out the others never changes a likelihood, since the probabilities of what they
// might have been add up to one, with theta too. Source: section 4.4 of the design.
func (t *tree) live(typed []bool) []bool {
	live := make([]bool, len(t.ids))
	for i := len(t.ids) - 1; i >= 0; i-- {
		live[i] = live[i] || typed[i]
		if live[i] && t.father[i] >= 0 {
			live[t.father[i]], live[t.mother[i]] = true, true
		}
	}
	return live
}

// prune follows the convention Pruned: it says which untyped parents pass their allele without
// mutation, because Familias takes them out and draws the child's allele from the population.
// Once a person's two parents are out, that person is a founder, and may be out too.
func (t *tree) prune(live, typed []bool) (plain []bool) {
	plain = make([]bool, len(t.ids))
	children := make([]int, len(t.ids))
	for i := range t.ids {
		if live[i] && t.father[i] >= 0 {
			children[t.father[i]]++
			children[t.mother[i]]++
		}
	}
	for i := range t.ids {
		founder := t.father[i] < 0 || plain[t.father[i]] && plain[t.mother[i]]
		plain[i] = live[i] && !typed[i] && founder && children[i] == 1
	}
	return plain
}
