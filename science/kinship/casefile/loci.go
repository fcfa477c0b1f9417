package casefile

import (
	"maps"
	"slices"

	"haki/science/kinship"
)

func sorted(m map[string]bool) []string { return slices.Sorted(maps.Keys(m)) }

// silent is the name of the silent allele among frequencies.
const silent = "silent"

func (r *reader) loci(v *value) ([]kinship.Locus, error) {
	if v.kind != '[' {
		return nil, r.fault(v, WrongKind, "loci", "")
	}
	all := make([]kinship.Locus, 0, len(v.items))
	for i := range v.items {
		l, err := r.locus(&v.items[i])
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}

func (r *reader) locus(v *value) (l kinship.Locus, err error) {
	if err = r.object(v, "loci", locusFields); err != nil {
		return l, err
	}
	name, err := r.text(v.field("name"), "loci.name")
	if err != nil {
		return l, err
	}
	table, set := v.field("frequencies"), v.field("set")
	if (table == nil) == (set == nil) {
		return l, r.fault(v, TwoSources, "loci", name)
	}
	field := "loci.frequencies"
	if set != nil {
		of, err := r.text(set, "loci.set")
		if err != nil {
			return l, err
		}
		field = "frequency_sets"
		loci := r.sets.field(of)
		if loci == nil || loci.kind != '{' || loci.field(name) == nil {
			return l, r.fault(set, UnknownSet, of, name)
		}
		table = loci.field(name)
	}
	frequencies, null, err := r.frequencies(table, field)
	if err != nil {
		return l, err
	}
	l, err = kinship.NewLocus(name, frequencies, null)
	if err != nil {
		return l, &InCase{r.id, err.(*kinship.Problem)}
	}
	return l, nil
}

func (r *reader) frequencies(v *value, field string) (map[kinship.Allele]float64, float64, error) {
	if v.kind != '{' {
		return nil, 0, r.fault(v, WrongKind, field, "")
	}
	m, null := map[kinship.Allele]float64{}, 0.0
	for i, name := range v.names {
		x, err := r.number(&v.items[i], field)
		if err != nil {
			return nil, 0, err
		}
		if name == silent {
			if null = x; !(x > 0) {
				return nil, 0, r.fault(&v.items[i], WrongKind, field, v.items[i].text)
			}
			continue
		}
		m[kinship.Allele(name)] = x
	}
	return m, null, nil
}

func (r *reader) genotypes(v *value) (map[string]kinship.Profile, error) {
	if v.kind != '{' {
		return nil, r.fault(v, WrongKind, "genotypes", "")
	}
	all := map[string]kinship.Profile{}
	for i, who := range v.names {
		loci := &v.items[i]
		if loci.kind != '{' {
			return nil, r.fault(loci, WrongKind, "genotypes."+who, "")
		}
		p := kinship.Profile{}
		for j, locus := range loci.names {
			field, list := "genotypes."+who+"."+locus, &loci.items[j]
			if list.kind != '[' || len(list.items) < 1 || len(list.items) > 2 {
				return nil, r.fault(list, WrongKind, field, "")
			}
			var g [2]kinship.Allele
			for k := range list.items {
				a, err := r.text(&list.items[k], field)
				if err != nil {
					return nil, err
				}
				if a == "" {
					return nil, r.fault(list, UnknownWord, field, "")
				}
				g[k] = kinship.Allele(a)
			}
			p[locus] = kinship.Genotype{A: g[0], B: g[1]}
		}
		all[who] = p
	}
	return all, nil
}
