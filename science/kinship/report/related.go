package report

import (
	"strconv"

	"haki/science/kinship"
	"haki/science/kinship/labfile"
)

// unexpected is from which index on mother and man are said to look like relatives. Of unrelated
// pairs fewer than one in a thousand reach it (the mean of the index among them is one, so at
// most 1/1000 reach 1000: Markov's inequality).
const unexpected = 1000

// related looks whether mother and man look like brother and sister or like parent and child,
// which this calculation takes them not to be (the design's rule 13.12).
func (in *Input) related() (labfile.Findings, error) {
	if in.Mother == nil {
		return nil, nil
	}
	woman := kinship.Person{ID: motherID, Sex: kinship.Female}
	man := kinship.Person{ID: fatherID, Sex: kinship.Male}
	f, m := kinship.Person{ID: "f", Sex: kinship.Male}, kinship.Person{ID: "m", Sex: kinship.Female}
	child := func(p kinship.Person, father, mother string) kinship.Person {
		p.Father, p.Mother = father, mother
		return p
	}
	hypotheses := []kinship.Hypothesis{{Name: "unrelated", Pedigree: kinship.Pedigree{woman, man}},
		{Name: "siblings", Pedigree: kinship.Pedigree{f, m, child(woman, "f", "m"), child(man, "f", "m")}},
		{Name: "daughter", Pedigree: kinship.Pedigree{man, m, child(woman, fatherID, "m")}},
		{Name: "son", Pedigree: kinship.Pedigree{woman, f, child(man, "f", motherID)}}}
	plain := *in
	plain.Child = in.Mother // only loci of these two
	c := newCalc(&plain, &in.Tables[0])
	res := &result{calc: c}
	s := Settings{Floor: in.Settings.Floor}
	for _, name := range c.names() {
		if why, _ := c.missing(name); why != "" {
			continue
		}
		l, _, err := c.locus(name, s)
		if err != nil {
			return nil, err
		}
		res.loci = append(res.loci, l)
	}
	if len(res.loci) == 0 {
		return nil, nil
	}
	profiles := map[string]kinship.Profile{motherID: {}, fatherID: {}}
	for _, l := range res.loci {
		profiles[motherID][l.Name], profiles[fatherID][l.Name] = c.profiles[motherID][l.Name], c.profiles[fatherID][l.Name]
	}
	got, err := (&kinship.Case{Loci: res.loci, Hypotheses: hypotheses, Profiles: profiles}).Evaluate()
	if err != nil {
		return nil, err
	}
	best := 0.0
	for i := 1; i < len(hypotheses); i++ {
		if r := got.Ratio(i, 0); r.Status == kinship.OK {
			best = max(best, r.LR)
		}
	}
	if best < unexpected {
		return nil, nil
	}
	return labfile.Findings{{Code: labfile.Related, Weight: labfile.Alarm, Place: in.Mother.Place, Sample: in.Mother.ID, Other: in.Father.ID, Text: strconv.FormatFloat(best, 'g', 3, 64)}}, nil
}
