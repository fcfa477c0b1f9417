package kinship

// lump makes a smaller frame in which all alleles that nobody showed are one, and gives the new
// places of the old. Without mutation, and in the equal and the proportional model, no
// likelihood changes; both sexes' models must allow it. Source: section 4.5 of the design.
// Where an allele's row is the same for all that are lumped, the lumped row is that of any
// of them, and the lumped column the sum of theirs.
func (f *frame) lump(shown []bool) (*frame, []uint8) {
	place := make([]uint8, f.n)
	var kept []int
	rest := -1 // the first allele nobody showed
	for a := range f.n {
		if shown[a] || a == f.silent {
			continue
		}
		if rest < 0 {
			rest = a
		}
	}
	for a := range f.n {
		if shown[a] || a == rest || a == f.silent {
			place[a] = uint8(len(kept))
			kept = append(kept, a)
		}
	}
	if rest >= 0 {
		for a := range f.n {
			if !shown[a] && a != f.silent {
				place[a] = place[rest]
			}
		}
	}
	g := &frame{n: len(kept), silent: -1, p: make([]float64, len(kept))}
	if f.silent >= 0 {
		g.silent = g.n - 1
	}
	for a, p := range f.p {
		g.p[place[a]] += p
	}
	g.male, g.female = f.male.lump(kept, place), f.female.lump(kept, place)
	return g, place
}

func (m *matrix) lump(kept []int, place []uint8) *matrix {
	t := &matrix{n: len(kept), plain: m.plain, at: make([]float64, len(kept)*len(kept))}
	for i, a := range kept {
		for b, x := range m.row(a) {
			t.at[i*t.n+int(place[b])] += x
		}
	}
	return t
}
