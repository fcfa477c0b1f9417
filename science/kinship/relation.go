package kinship

import (
	"slices"
	"strings"
	"sync"
)

// A Relationship is a question that is asked often: two hypotheses about named roles. Source:
// section 6 of the design. Its words are pedigree.relation_ID, what it is called,
// pedigree.relation_ID_h1 and pedigree.relation_ID_h2, each hypothesis as a sentence, to be
// shown before any number.
type Relationship struct {
	ID string
	// Typed are the roles that have a profile; Optional those who may have one and need not.
	Typed, Optional []string
	H1, H2          Pedigree
}

// relationships, one a line: identifier, typed roles (a question mark: optional), and for each
// hypothesis the persons as sex:role, with father+mother after an equals sign. What is said of
// each: words: pedigree.relation_*
//
// AF alleged father, AM alleged mother, MO mother, FA father, CH the child of the claim, NN an
// unknown man, NW an unknown woman, UM and UF untyped mother and father, GF and GM the parents
// of AF, BR, UN and AU his brother or brother and sister, HS his undisputed child and HM
// its mother, WI his widow, K1 and K2 their children.
const relationships = `
trio | AF MO CH | m:AF f:MO m:NN m:CH=AF+MO | m:AF f:MO m:NN m:CH=NN+MO
duo | AF CH | m:AF f:UM m:CH=AF+UM | m:AF m:CH
duo_explicit | AF CH | m:AF f:UM m:NN m:CH=AF+UM | m:AF f:UM m:NN m:CH=NN+UM
maternity_trio | FA AM CH | m:FA f:AM f:NW m:CH=FA+AM | m:FA f:AM f:NW m:CH=FA+NW
maternity_duo | AM CH | f:AM m:UF m:CH=UF+AM | f:AM m:CH
joint_parentage | AF AM CH | m:AF f:AM m:CH=AF+AM | m:AF f:AM m:CH
trio_vs_brother | AF MO? CH | m:GF f:GM m:AF=GF+GM m:BR=GF+GM f:MO m:CH=AF+MO | m:GF f:GM m:AF=GF+GM m:BR=GF+GM f:MO m:CH=BR+MO
trio_vs_father | AF MO? CH | m:GF f:GM m:AF=GF+GM f:MO m:CH=AF+MO | m:GF f:GM m:AF=GF+GM f:MO m:CH=GF+MO
grandparents_trio | GF GM MO? CH | m:GF f:GM m:AF=GF+GM f:MO m:NN m:CH=AF+MO | m:GF f:GM m:AF=GF+GM f:MO m:NN m:CH=NN+MO
grandmother_trio | GM MO? CH | m:GF f:GM m:AF=GF+GM f:MO m:NN m:CH=AF+MO | m:GF f:GM m:AF=GF+GM f:MO m:NN m:CH=NN+MO
grandfather_trio | GF MO? CH | m:GF f:GM m:AF=GF+GM f:MO m:NN m:CH=AF+MO | m:GF f:GM m:AF=GF+GM f:MO m:NN m:CH=NN+MO
uncle_trio | UN MO? CH | m:GF f:GM m:AF=GF+GM m:UN=GF+GM f:MO m:NN m:CH=AF+MO | m:GF f:GM m:AF=GF+GM m:UN=GF+GM f:MO m:NN m:CH=NN+MO
uncle_aunt_trio | UN AU MO? CH | m:GF f:GM m:AF=GF+GM m:UN=GF+GM f:AU=GF+GM f:MO m:NN m:CH=AF+MO | m:GF f:GM m:AF=GF+GM m:UN=GF+GM f:AU=GF+GM f:MO m:NN m:CH=NN+MO
grandmother_uncle_trio | GM UN MO? CH | m:GF f:GM m:AF=GF+GM m:UN=GF+GM f:MO m:NN m:CH=AF+MO | m:GF f:GM m:AF=GF+GM m:UN=GF+GM f:MO m:NN m:CH=NN+MO
halfsib_via_af | HM HS MO? CH | m:AF f:HM f:MO m:NN m:HS=AF+HM m:CH=AF+MO | m:AF f:HM f:MO m:NN m:HS=AF+HM m:CH=NN+MO
two_legit_children | WI K1 K2 MO? CH | m:AF f:WI f:MO m:NN m:K1=AF+WI f:K2=AF+WI m:CH=AF+MO | m:AF f:WI f:MO m:NN m:K1=AF+WI f:K2=AF+WI m:CH=NN+MO
half_sibs | S1 S2 W1? W2? | m:AF f:W1 f:W2 m:S1=AF+W1 f:S2=AF+W2 | m:AF m:NN f:W1 f:W2 m:S1=AF+W1 f:S2=NN+W2
full_sibs | S1 S2 | m:FA f:MO m:S1=FA+MO f:S2=FA+MO | m:S1 f:S2
full_vs_half_sibs | S1 S2 MO? | m:FA f:MO m:NN m:S1=FA+MO f:S2=FA+MO | m:FA f:MO m:NN m:S1=FA+MO f:S2=NN+MO
two_children | AF MO C1 C2 | m:AF f:MO m:NN m:C1=AF+MO m:C2=AF+MO | m:AF f:MO m:NN m:C1=NN+MO m:C2=NN+MO
two_children_split | AF MO C1 C2 | m:AF f:MO m:NN m:C1=AF+MO m:C2=AF+MO | m:AF f:MO m:NN m:C1=AF+MO m:C2=NN+MO
avuncular_pair | UN NE | m:GF f:GM m:FA=GF+GM m:UN=GF+GM f:UM m:NE=FA+UM | m:UN m:NE
grandparent_pair | GF CH | m:GF f:GM m:AF=GF+GM f:UM m:CH=AF+UM | m:GF m:CH
first_cousins | A B | m:GF f:GM m:F1=GF+GM m:F2=GF+GM f:W1 f:W2 m:A=F1+W1 m:B=F2+W2 | m:A m:B
incest_father | AF MO CH | m:AF f:GM m:NN f:MO=AF+GM m:CH=AF+MO | m:AF f:GM m:NN f:MO=AF+GM m:CH=NN+MO
incest_brother | BR MO CH | m:GF f:GM m:NN m:BR=GF+GM f:MO=GF+GM m:CH=BR+MO | m:GF f:GM m:NN m:BR=GF+GM f:MO=GF+GM m:CH=NN+MO
cousin_parents | AF MO CH | m:GF f:GM m:F1=GF+GM m:F2=GF+GM f:W1 f:W2 m:NN m:AF=F1+W1 f:MO=F2+W2 m:CH=AF+MO | m:GF f:GM m:F1=GF+GM m:F2=GF+GM f:W1 f:W2 m:NN m:AF=F1+W1 f:MO=F2+W2 m:CH=NN+MO
`

var ready = sync.OnceValue(func() (all []Relationship) {
	for _, line := range strings.Split(strings.TrimSpace(relationships), "\n") {
		part := strings.Split(line, " | ")
		r := Relationship{ID: part[0], H1: household(part[2]), H2: household(part[3])}
		for _, who := range strings.Fields(part[1]) {
			if id, may := strings.CutSuffix(who, "?"); may {
				r.Optional = append(r.Optional, id)
			} else {
				r.Typed = append(r.Typed, id)
			}
		}
		all = append(all, r)
	}
	return all
})

// household reads the persons of one hypothesis.
func household(text string) (p Pedigree) {
	for _, word := range strings.Fields(text) {
		sex, rest, _ := strings.Cut(word, ":")
		id, parents, _ := strings.Cut(rest, "=")
		one := Person{ID: id, Sex: Male}
		one.Father, one.Mother, _ = strings.Cut(parents, "+")
		if sex == "f" {
			one.Sex = Female
		}
		p = append(p, one)
	}
	return p
}

// Relationships are all that are ready, in the order of the design. They are copies.
func Relationships() []Relationship {
	all := slices.Clone(ready())
	for i := range all {
		all[i] = all[i].clone()
	}
	return all
}

// Find is the relationship of this identifier.
func Find(id string) (Relationship, bool) {
	for _, r := range ready() {
		if r.ID == id {
			return r.clone(), true
		}
	}
	return Relationship{}, false
}

func (r Relationship) clone() Relationship {
	r.Typed, r.Optional = slices.Clone(r.Typed), slices.Clone(r.Optional)
	r.H1, r.H2 = slices.Clone(r.H1), slices.Clone(r.H2)
	return r
}

// Hypotheses are the two, named H1 and H2, for a Case.
func (r Relationship) Hypotheses() []Hypothesis { return []Hypothesis{{"H1", r.H1}, {"H2", r.H2}} }
