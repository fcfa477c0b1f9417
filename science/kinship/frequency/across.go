package frequency

import (
	"slices"

	"haki/science/kinship"
)

// Observed are the alleles seen at a locus in any of the profiles.
func Observed(profiles map[string]kinship.Profile, locus string) (all []kinship.Allele) {
	for _, p := range profiles {
		if g := p[locus]; g.Typed() {
			all = append(all, g.A)
			if g.B != "" {
				all = append(all, g.B)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Make makes the loci of a case: those named, in their order, for the alleles its profiles show.
// A locus the table does not have is left out of the loci and noted; the caller must leave it out
// of the profiles too.
func (t *Table) Make(names []string, profiles map[string]kinship.Profile, silent float64, p Policy) ([]kinship.Locus, []Note, error) {
	var loci []kinship.Locus
	var notes []Note
	for _, name := range names {
		if _, ok := t.Loci[name]; !ok {
			notes = append(notes, Note{Code: Absent, Locus: name})
			continue
		}
		l, n, err := t.Locus(name, Observed(profiles, name), silent, p)
		if err != nil {
			return nil, nil, err
		}
		loci, notes = append(loci, l), append(notes, n...)
	}
	return loci, notes, nil
}

// A Population is what a case came to with one table.
type Population struct {
	Table  *Table
	Case   kinship.Case // as it was computed
	Result *kinship.Result
	Ratio  kinship.Ratio // of the first hypothesis to the second
	Notes  []Note
}

// Across computes a case with each table, and puts the lowest combined index first: who must
// choose among populations reports the one that says least for the claim. A table that
// lacks loci may be low only because it counts fewer, so the notes say which it lacks.
// names are the loci to use, in order; the case's own loci are replaced. Tables whose
// comparison is undefined stand last. Source: section 10 of the design.
func Across(c kinship.Case, names []string, tables []*Table, silent float64, p Policy) ([]Population, error) {
	var all []Population
	for _, t := range tables {
		loci, notes, err := t.Make(names, c.Profiles, silent, p)
		if err != nil {
			return nil, err
		}
		one := c
		one.Loci, one.Profiles = loci, only(c.Profiles, loci)
		r, err := one.Evaluate()
		if err != nil {
			return nil, err
		}
		all = append(all, Population{t, one, r, r.Ratio(0, 1), notes})
	}
	slices.SortStableFunc(all, func(a, b Population) int {
		switch x, y := rank(a.Ratio), rank(b.Ratio); {
		case x != y:
			return x - y
		case a.Ratio.Log10 < b.Ratio.Log10:
			return -1
		case a.Ratio.Log10 > b.Ratio.Log10:
			return 1
		}
		return 0
	})
	return all, nil
}

// rank puts exclusions first and what is undefined last.
func rank(r kinship.Ratio) int {
	return map[kinship.Status]int{kinship.Exclusion: 0, kinship.OK: 1, kinship.Undefined: 2}[r.Status]
}

// only keeps the genotypes of these loci.
func only(profiles map[string]kinship.Profile, loci []kinship.Locus) map[string]kinship.Profile {
	all := map[string]kinship.Profile{}
	for who, p := range profiles {
		q := kinship.Profile{}
		for _, l := range loci {
			if g, ok := p[l.Name]; ok {
				q[l.Name] = g
			}
		}
		all[who] = q
	}
	return all
}
