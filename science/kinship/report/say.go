package report

import (
	"strconv"

	"haki/science/kinship"
	"haki/science/kinship/labfile"
)

// Say says a finding in the reader's language. words: kinship.found_*
func Say(v Voice, f labfile.Finding) string {
	return v.Text("kinship.found_"+string(f.Code), "sample", f.Sample, "other", f.Other, "locus", f.Locus, "text", f.Text, "n", strconv.Itoa(f.N))
}

// Where says where a finding stands: file, line and field as far as it has them.
func Where(v Voice, f labfile.Finding) string {
	switch {
	case f.Line == 0:
		return v.Text("kinship.at_file", "file", f.File)
	case f.Field == "":
		return v.Text("kinship.at_line", "file", f.File, "line", strconv.Itoa(f.Line))
	}
	return v.Text("kinship.at_field", "file", f.File, "line", strconv.Itoa(f.Line), "field", f.Field)
}

// SayProblem says why the engine cannot compute, in the engine's own words. words: pedigree.problem_*
func SayProblem(v Voice, p *kinship.Problem) string {
	return v.Text("pedigree.problem_"+string(p.Code), "locus", p.Locus, "allele", string(p.Allele), "person", p.Person, "hypothesis", p.Hypothesis, "value", number(v, p.Value, 6))
}
