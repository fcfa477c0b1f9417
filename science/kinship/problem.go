package kinship

import (
	"strconv"
	"strings"
)

// A Code names what is wrong with an input. It is a stable word, which the words files turn
// into a sentence under the key pedigree.problem_CODE.
type Code string

// What can be wrong. Nothing is computed before all of it is ruled out.
const (
	BadAlleles    Code = "bad_alleles"    // a locus without alleles, with too many, or with an unusable name
	TwiceListed   Code = "twice_listed"   // a locus that lists one allele twice
	BadFrequency  Code = "bad_frequency"  // a frequency that is not above 0 and at most 1
	BadSum        Code = "bad_sum"        // frequencies that do not add up to 1
	TwiceLocus    Code = "twice_locus"    // two loci of one name
	NoLocus       Code = "no_locus"       // no locus at all, or a profile's locus that the table does not have
	UnknownAllele Code = "unknown_allele" // an observed allele the locus does not list
	HalfTyped     Code = "half_typed"     // one allele where two are expected, or two where a man has one
	TwicePerson   Code = "twice_person"   // two persons of one identifier, or one without any
	UnknownParent Code = "unknown_parent" // a parent who is not in the pedigree
	OneParent     Code = "one_parent"     // a person with one parent: give both or none
	WrongSex      Code = "wrong_sex"      // a father who is no man, a mother who is no woman, a sex that is neither
	OwnAncestor   Code = "own_ancestor"   // somebody who descends from themselves
	AbsentPerson  Code = "absent_person"  // a typed person whom a hypothesis leaves out
	FewHypotheses Code = "few_hypotheses" // fewer than two hypotheses
	BadTheta      Code = "bad_theta"      // theta outside 0 to 1
	LooseTheta    Code = "loose_theta"    // theta above 0 with frequencies that do not add up to 1
	BadModel      Code = "bad_model"      // an unknown mutation model
	BadRate       Code = "bad_rate"       // a rate, second rate or range out of bounds
	RateTooHigh   Code = "rate_too_high"  // a proportional or stationary model that this rate makes impossible; Value is the largest
	NotNumbers    Code = "not_numbers"    // a model that counts steps, and alleles that are not numbers
	TooLarge      Code = "too_large"      // more configurations than can be summed
)

// A Problem is why something cannot be computed, and where. It is an error whose text is for
// logs; people read the sentence of its Code in their own language.
type Problem struct {
	Code       Code
	Hypothesis string
	Person     string
	Locus      string
	Allele     Allele
	Value      float64
}

// Error names the code and the place.
func (p *Problem) Error() string {
	var s strings.Builder
	s.WriteString("kinship: " + string(p.Code))
	for _, f := range []struct{ name, value string }{{"hypothesis", p.Hypothesis}, {"person", p.Person}, {"locus", p.Locus}, {"allele", string(p.Allele)}} {
		if f.value != "" {
			s.WriteString(" " + f.name + "=" + strconv.Quote(f.value))
		}
	}
	if p.Value != 0 {
		s.WriteString(" value=" + strconv.FormatFloat(p.Value, 'g', -1, 64))
	}
	return s.String()
}
