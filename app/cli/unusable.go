package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"haki/app"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/science/kinship"
	"haki/science/kinship/casefile"
)

// unusable is input that a command cannot work with: it ends with exit code 2, and says why in
// the language asked for, one sentence after the other.
type unusable struct {
	tag  lang.Tag
	says []*fault.Fault
}

// Error is for logs.
func (u *unusable) Error() string {
	var s []string
	for _, f := range u.says {
		s = append(s, f.Error())
	}
	return strings.Join(s, "; ")
}

// refuse makes an unusable of what reading or computing a file came to.
func refuse(tag, file string, err error) error {
	says := []*fault.Fault{fault.New(fault.Invalid, "pedigree.in_file", "file", file)}
	var in *casefile.InCase
	var text *casefile.Fault
	var problem *kinship.Problem
	switch {
	case errors.As(err, &text):
		if text.Case != "" {
			says = append(says, fault.New(fault.Invalid, "pedigree.in_case", "case", text.Case))
		}
		// words: pedigree.file_*
		says = append(says, fault.New(fault.Invalid, "pedigree.file_"+text.Code, "field", text.Field, "value", text.Value, "line", text.Line))
	case errors.As(err, &problem):
		if errors.As(err, &in) {
			says = append(says, fault.New(fault.Invalid, "pedigree.in_case", "case", in.Case))
		}
		says = append(says, problemFault(problem))
	default:
		says = []*fault.Fault{fault.New(fault.Invalid, "pedigree.file_unreadable", "file", file)}
	}
	return &unusable{lang.Tag(tag), says}
}

// problemFault is the sentence of a problem. words: pedigree.problem_*
func problemFault(p *kinship.Problem) *fault.Fault {
	return fault.New(fault.Invalid, "pedigree.problem_"+string(p.Code), "hypothesis", p.Hypothesis, "person", p.Person, "locus", p.Locus, "allele", string(p.Allele), "value", fmt.Sprint(p.Value))
}

// complain says what is unusable.
func complain(w io.Writer, u *unusable) {
	words, err := lang.New(app.Words())
	if err != nil {
		fmt.Fprintf(w, "haki: %v\n", u)
		return
	}
	var s []string
	for _, f := range u.says {
		s = append(s, words.Text(u.tag, f.Key, f.Args...))
	}
	fmt.Fprintf(w, "haki: %s\n", strings.Join(s, " "))
}
