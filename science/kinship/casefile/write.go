package casefile

import (
	"encoding/json"
	"io"
	"math"
	"strconv"

	"haki/science/kinship"
)

// InCase is a problem of one case of a file.
type InCase struct {
	Case    string
	Problem *kinship.Problem
}

// Error is for logs.
func (e *InCase) Error() string {
	return "casefile: case " + strconv.Quote(e.Case) + ": " + e.Problem.Error()
}

// Unwrap gives the problem.
func (e *InCase) Unwrap() error { return e.Problem }

// An Answer is a case and what it came to.
type Answer struct {
	Case   *kinship.Case
	Result *kinship.Result
}

// Evaluate computes every case, in order. The error is an *InCase.
func Evaluate(cases []kinship.Case) ([]Answer, error) {
	all := make([]Answer, len(cases))
	for i := range cases {
		r, err := cases[i].Evaluate()
		if err != nil {
			return nil, &InCase{cases[i].ID, err.(*kinship.Problem)} // Evaluate gives no other
		}
		all[i] = Answer{&cases[i], r}
	}
	return all, nil
}

// Write writes one line of JSON:
//
//	{"id":…, "status":"ok|exclusion|undefined", "LR":number|null, "per_locus":{LOCUS:
//	 {"likelihood_H1":…, "likelihood_H2":…, "LR":number|null}}}
//
// Loci stand in the order of the case. LR compares the first hypothesis with the second; it
// is 0 for an exclusion and null where it is undefined. A ratio too large or too small for a
// double, of which only the logarithm is left, is null too, and then "log10_LR" is added.
// Where a case has more hypotheses, their likelihoods follow under their names.
func (a Answer) Write(w io.Writer) error {
	total := a.Result.Ratio(0, 1)
	b := append([]byte(`{"id":`), quoted(a.Case.ID)...)
	b = append(b, `,"status":"`+total.Status.String()+`","LR":`...)
	b = number(b, total)
	if total.Status == kinship.OK && !plain(total.LR) {
		b = append(append(b, `,"log10_LR":`...), float(total.Log10)...)
	}
	b = append(b, `,"per_locus":{`...)
	for i, l := range a.Result.Loci {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, quoted(l.Locus)...), ":{"...)
		for h, x := range l.Likelihood {
			name := quoted("likelihood_" + a.Case.Hypotheses[h].Name)
			if h < 2 {
				name = quoted("likelihood_H" + strconv.Itoa(h+1))
			}
			b = append(append(append(append(b, name...), ':'), float(x)...), ',')
		}
		b = append(number(append(b, `"LR":`...), l.Ratio(0, 1)), '}')
	}
	_, err := w.Write(append(b, "}}\n"...))
	return err
}

func plain(x float64) bool { return x > 0 && !math.IsInf(x, 1) }

func number(b []byte, r kinship.Ratio) []byte {
	switch {
	case r.Status == kinship.Exclusion:
		return append(b, '0')
	case r.Status == kinship.Undefined || !plain(r.LR):
		return append(b, "null"...)
	}
	return append(b, float(r.LR)...)
}

// float and quoted cannot fail: a likelihood is never NaN, and any string is a string.
func float(x float64) []byte { b, _ := json.Marshal(x); return b }

func quoted(s string) []byte { b, _ := json.Marshal(s); return b }
