package report

import (
	"slices"
	"strings"

	"haki/science/kinship"
	"haki/science/kinship/frequency"
	"haki/science/kinship/labfile"
)

// The persons of the question, by the names they have in the engine.
const (
	childID  = "child"
	motherID = "mother"
	fatherID = "father"
	otherID  = "other"
)

// Hypotheses are the two of a paternity: the man is the father; another man of the population is.
// Without a mother's profile she stands in both, untyped (the design's section 3.5).
func Hypotheses() []kinship.Hypothesis {
	man := kinship.Person{ID: fatherID, Sex: kinship.Male}
	mother := kinship.Person{ID: motherID, Sex: kinship.Female}
	other := kinship.Person{ID: otherID, Sex: kinship.Male}
	return []kinship.Hypothesis{
		{Name: "H1", Pedigree: kinship.Pedigree{man, mother, {ID: childID, Father: fatherID, Mother: motherID, Sex: kinship.Male}}},
		{Name: "H2", Pedigree: kinship.Pedigree{other, mother, {ID: childID, Father: otherID, Mother: motherID, Sex: kinship.Male}, man}},
	}
}

// calc is the question with one table.
type calc struct {
	in       *Input
	table    *frequency.Table
	profiles map[string]kinship.Profile
}

// result is what it came to.
type result struct {
	calc    *calc
	loci    []kinship.Locus
	rows    []Locus
	omitted []Omission
	result  *kinship.Result
	total   kinship.Ratio
}

func newCalc(in *Input, t *frequency.Table) *calc {
	c := &calc{in: in, table: t, profiles: map[string]kinship.Profile{childID: in.Child.Profile(), fatherID: in.Father.Profile()}}
	if in.Mother != nil {
		c.profiles[motherID] = in.Mother.Profile()
	}
	return c
}

// names are the loci that anybody was typed at, in the order of the child's file.
func (c *calc) names() (all []string) {
	for _, s := range []*labfile.Sample{c.in.Child, c.in.Father, c.in.Mother} {
		if s == nil {
			continue
		}
		for _, t := range s.Typings {
			if m := labfile.Lookup(t.Locus); m.Counts() && !slices.Contains(all, t.Locus) {
				all = append(all, t.Locus)
			}
		}
	}
	return all
}

// run computes with some settings; they may differ from the input's.
func (c *calc) run(s Settings) (*result, error) {
	res := &result{calc: c}
	for _, name := range c.names() {
		if why, who := c.missing(name); why != "" {
			res.omitted = append(res.omitted, Omission{name, why, who})
			continue
		}
		l, notes, err := c.locus(name, s)
		if err != nil {
			return nil, err
		}
		res.loci = append(res.loci, l)
		row := c.row(&l)
		for _, n := range notes {
			switch n.Code {
			case frequency.Raised:
				row.Raised = append(row.Raised, string(n.Allele))
			case frequency.Unseen:
				row.Unseen = append(row.Unseen, string(n.Allele))
			}
		}
		res.rows = append(res.rows, row)
	}
	if len(res.loci) == 0 {
		res.result = &kinship.Result{}
		res.total = kinship.Ratio{Status: kinship.Undefined}
		return res, nil
	}
	return res, res.evaluate(s)
}

func (res *result) evaluate(s Settings) (err error) {
	used := map[string]kinship.Profile{}
	for who, p := range res.calc.profiles {
		used[who] = kinship.Profile{}
		for _, l := range res.loci {
			if g, ok := p[l.Name]; ok {
				used[who][l.Name] = g
			}
		}
	}
	k := kinship.Case{Theta: s.Theta, Mutation: s.Mutation, Loci: res.loci, Hypotheses: Hypotheses(), Profiles: used, Untyped: s.Untyped}
	if res.result, err = k.Evaluate(); err != nil {
		return err
	}
	res.total = res.result.Ratio(0, 1)
	return nil
}

// missing says why a locus cannot be used: who has no usable result there, or no table.
func (c *calc) missing(name string) (why, who string) {
	for _, s := range []*labfile.Sample{c.in.Child, c.in.Father} {
		t := s.At(name)
		switch {
		case t == nil:
			return "not_typed", s.ID
		case t.Out != "":
			return string(t.Out), s.ID
		}
	}
	if c.table.Loci[name].Frequencies == nil {
		return "not_in_table", c.table.Name
	}
	return "", ""
}

// locus makes one locus of the table by the settings' policy, with its own mutation rate if there
// is one.
func (c *calc) locus(name string, s Settings) (kinship.Locus, []frequency.Note, error) {
	l, notes, err := c.table.Locus(name, frequency.Observed(c.profiles, name), s.Silent, s.Floor.policy())
	if m, ok := s.Rates[name]; ok && err == nil {
		mutation := s.Mutation
		if mutation.Male.Rate > 0 {
			mutation.Female.Rate *= m / mutation.Male.Rate
		}
		mutation.Male.Rate = m
		l.Mutation = &mutation
	}
	return l, notes, err
}

// genotype as people read it.
func genotype(g kinship.Genotype) string {
	a, _ := g.A.Tenths()
	b, _ := g.B.Tenths()
	switch {
	case !g.Typed():
		return ""
	case b < a:
		g.A, g.B = g.B, g.A
	}
	return string(g.A) + " / " + string(g.B)
}

// row says what is seen at a locus without any model.
func (c *calc) row(l *kinship.Locus) Locus {
	child, man, mother := c.profiles[childID][l.Name], c.profiles[fatherID][l.Name], c.profiles[motherID][l.Name]
	f := kinship.Compare(child, mother, man)
	row := Locus{Name: l.Name, Child: genotype(child), Father: genotype(man), Mother: genotype(mother),
		Maternal: f.Maternal, Inconsistent: f.Inconsistent, Opposite: f.Opposite, Power: kinship.Power(l, child, mother)}
	if f.Inconsistent {
		if row.Steps = -1; f.Tenths >= 0 && f.Tenths%10 == 0 {
			row.Steps = f.Tenths / 10
		}
	}
	return row
}

// arms are the chromosomes of the loci whose name does not say it.
var arms = map[string]string{"vWA": "12", "TH01": "11", "TPOX": "2", "CSF1PO": "5", "FGA": "4", "SE33": "6", "Penta D": "21", "Penta E": "15", "Penta C": "9",
	"F13A01": "6", "F13B": "1", "FESFPS": "15", "LPL": "8", "APOAI1": "11"}

// chromosome of a locus; its own name where it is not known, so that loci are never put
// together by guess.
func chromosome(locus string) string {
	if a := arms[locus]; a != "" {
		return a
	}
	if rest, ok := strings.CutPrefix(locus, "D"); ok {
		if n, _, ok := strings.Cut(rest, "S"); ok {
			return n
		}
	}
	return locus
}

func (res *result) population() Population {
	t := res.calc.table
	p := Population{Name: t.Name, Population: t.Population, Source: t.Source, Version: t.Version, Digest: t.Digest, Loci: len(res.loci),
		Status: res.total.Status.String(), Index: res.total.LR, Log10: res.total.Log10}
	for i, l := range res.loci {
		if n := t.Loci[l.Name].Typed; i == 0 || n < p.Typed {
			p.Typed = n
		}
	}
	return p
}
