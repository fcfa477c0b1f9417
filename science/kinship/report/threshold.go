package report

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"haki/science/kinship"
)

// A Threshold is what one jurisdiction or scheme asks of a result.
type Threshold struct {
	Code           string  `json:"code"`
	NameEN         string  `json:"name_en"`
	NameFR         string  `json:"name_fr"`
	MinIndex       float64 `json:"min_index,omitempty"`       // 0: none
	MinProbability float64 `json:"min_probability,omitempty"` // 0: none
	Prior          float64 `json:"prior"`
	Exclusions     int     `json:"exclusions,omitempty"` // inconsistent loci that exclude; 0: does not say
	Source         string  `json:"source"`
}

// Judged is a threshold and whether the result meets it.
type Judged struct {
	Threshold
	Met bool `json:"met"`
}

//go:embed thresholds.csv
var thresholdText string

// Thresholds are those that come with the program.
func Thresholds() []Threshold {
	all, err := ReadThresholds(thresholdText)
	if err != nil {
		panic("report: thresholds.csv: " + err.Error()) // embedded, and held by a test
	}
	return all
}

// ReadThresholds reads an edited table: the columns of thresholds.csv, in its order. Every row
// names its source.
func ReadThresholds(text string) ([]Threshold, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 || len(rows[0]) != 8 || rows[0][0] != "code" {
		return nil, errors.Join(err, errors.New("columns: code,name_en,name_fr,min_index,min_probability,prior,exclusions,source"))
	}
	var all []Threshold
	for i, r := range rows[1:] {
		t := Threshold{Code: r[0], NameEN: r[1], NameFR: r[2], Source: r[7]}
		var bad error
		number := func(s string) (x float64) {
			if s != "" {
				var err error
				x, err = strconv.ParseFloat(s, 64)
				bad = errors.Join(bad, err)
			}
			return x
		}
		t.MinIndex, t.MinProbability, t.Prior, t.Exclusions = number(r[3]), number(r[4]), number(r[5]), int(number(r[6]))
		if bad != nil || t.Code == "" || t.Source == "" || !(t.Prior > 0 && t.Prior < 1) || !(t.MinProbability >= 0 && t.MinProbability < 1) || !(t.MinIndex >= 0) || t.Exclusions < 0 {
			return nil, errors.Join(bad, fmt.Errorf("line %d", i+2))
		}
		all = append(all, t)
	}
	return all, nil
}

// choose is the threshold of a code, or the first.
func choose(all []Threshold, code string) Threshold {
	for _, t := range all {
		if t.Code == code {
			return t
		}
	}
	if len(all) == 0 {
		return Threshold{}
	}
	return all[0]
}

func (r *Report) judge(in *Input) {
	for _, t := range in.Thresholds {
		r.Thresholds = append(r.Thresholds, Judged{t, r.meets(t)})
	}
}

// meets says whether a result reaches a threshold at the threshold's own prior.
func (r *Report) meets(t Threshold) bool {
	ratio := kinship.Ratio{LR: r.Total.Index, Log10: r.Total.Log10}
	if r.Total.Status != kinship.OK.String() {
		return false
	}
	w, _, ok := ratio.Probability(t.Prior)
	return ok && (t.MinIndex == 0 || r.Total.Index >= t.MinIndex) && (t.MinProbability == 0 || w >= t.MinProbability)
}

// A Verdict is what the result means under the rules of counting and the chosen threshold.
type Verdict string

// The verdicts, in the order in which they are asked.
const (
	LookFirst Verdict = "look_first" // findings about who gave which sample: no number is used before they are settled
	Excluded  Verdict = "excluded"   // inconsistent at enough loci on enough chromosomes
	Undefined Verdict = "undefined"  // impossible under both hypotheses
	Supported Verdict = "supported"  // the threshold is met, no inconsistency
	Explained Verdict = "explained"  // the threshold is met, and one or two inconsistencies are explained by mutation or a silent allele
	Against   Verdict = "against"    // an index below 1, and too few inconsistencies for an exclusion
	Undecided Verdict = "undecided"  // anything else: more loci are needed
)

// identity are the findings that put in doubt who gave which sample.
var identity = map[string]bool{"not_her_child": true, "swap_proposed": true, "two_roles": true, "same_person": true, "nearly_same": true, "staff": true, "sex_differs": true, "role_differs": true,
	"retest_differs": true, "not_collected": true, "seal_twice": true, "label_twice": true}

// excludes is how many inconsistent loci exclude where the threshold does not say (the design's section 8).
const excludes = 3

// verdict applies section 8 of the design: one or two inconsistencies never exclude; three or
// more do if they lie on different chromosomes; a mother who is inconsistent at two loci or
// more puts the samples in doubt.
func (r *Report) verdict() Verdict {
	for _, f := range r.Findings {
		if identity[string(f.Code)] && r.concerns(f) {
			return LookFirst
		}
	}
	need := r.jurisdiction.Exclusions
	if need == 0 {
		need = excludes
	}
	switch t := r.Total; {
	case t.Maternal >= 2:
		return LookFirst
	case min(t.Inconsistent, t.Chromosomes) >= need:
		return Excluded
	case t.Status == "undefined":
		return Undefined
	case r.meets(r.jurisdiction) && t.Inconsistent == 0:
		return Supported
	case r.meets(r.jurisdiction):
		return Explained
	case t.Status == "ok" && t.Log10 < 0:
		return Against
	}
	return Undecided
}

// concerns says whether a finding is about one of the three.
func (r *Report) concerns(f FindingShown) bool {
	for _, id := range []string{r.Child, r.Mother, r.Father} {
		if id != "" && (f.Sample == id || f.Other == id) {
			return true
		}
	}
	return false
}
