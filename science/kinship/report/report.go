package report

import (
	"math"
	"slices"

	"haki/science/kinship"
	"haki/science/kinship/frequency"
	"haki/science/kinship/labfile"
)

// Version of the report's form, printed in it.
const Version = "kinship-report/1"

// Settings are the assumptions of a calculation.
type Settings struct {
	Theta    float64            `json:"theta"`
	Prior    float64            `json:"prior"`
	Mutation kinship.Mutation   `json:"mutation"`
	Silent   float64            `json:"silent_frequency"` // of the silent allele at every locus; 0 if there is none
	Untyped  kinship.Untyped    `json:"-"`
	Floor    Floor              `json:"floor"`
	Software string             `json:"software"` // name and version of the program
	Rates    map[string]float64 `json:"rates,omitempty"`
	// Synthetic says that the table is the invented one of the examples.
	Synthetic bool `json:"synthetic"`
}

// Input is all that a report is made of.
type Input struct {
	Child, Mother, Father *labfile.Sample // Mother may be nil
	Tables                []frequency.Table
	Population            string // the table to report; if empty, the one with the lowest index
	Settings              Settings
	Figures               *labfile.Figures // what the laboratory printed, or nil
	Findings              labfile.Findings
	Files                 []File
	Thresholds            []Threshold
	Jurisdiction          string // code of the threshold that the verdict uses
	Day                   string // of making, as 2026-01-05
}

// A File is one that was read.
type File struct {
	Name   string `json:"name"`
	Role   string `json:"role"` // profiles, frequencies, figures, register, staff, retest, thresholds
	Format string `json:"format,omitempty"`
	Digest string `json:"sha256"`
}

// A Report is what a calculation came to, in codes and numbers.
type Report struct {
	Version      string         `json:"version"`
	Kind         string         `json:"kind"` // trio or duo
	Day          string         `json:"day"`  // of making, as 2026-01-05
	Child        string         `json:"child"`
	Mother       string         `json:"mother,omitempty"`
	Father       string         `json:"father"`
	Verdict      Verdict        `json:"verdict"`
	Settings     Settings       `json:"settings"`
	UntypedKept  bool           `json:"untyped_founders_kept"`
	Files        []File         `json:"files"`
	Tables       []Population   `json:"populations"` // the lowest index first
	Used         Population     `json:"population_used"`
	Loci         []Locus        `json:"loci"`
	Omitted      []Omission     `json:"omitted,omitempty"`
	Total        Total          `json:"total"`
	Power        Power          `json:"power"`
	Sensitivity  []Variant      `json:"sensitivity"`
	Thresholds   []Judged       `json:"thresholds"`
	Comparison   *Comparison    `json:"laboratory,omitempty"`
	Findings     []FindingShown `json:"findings,omitempty"`
	Others       int            `json:"findings_of_other_samples,omitempty"`
	jurisdiction Threshold
}

// FindingShown is a finding with its weight as a word.
type FindingShown struct {
	labfile.Finding
	Grave string `json:"weight"`
}

// A Locus is one row of the report.
type Locus struct {
	Name         string   `json:"locus"`
	Child        string   `json:"child"`
	Mother       string   `json:"mother,omitempty"`
	Father       string   `json:"father"`
	H1           float64  `json:"likelihood_H1"`
	H2           float64  `json:"likelihood_H2"`
	Status       string   `json:"status"`
	Index        float64  `json:"index"`
	Log10        float64  `json:"log10"`
	Running      float64  `json:"running_log10"` // of the product up to here; meaningless after an exclusion
	RunningFirm  bool     `json:"running_known"`
	Inconsistent bool     `json:"inconsistent"`
	Maternal     bool     `json:"maternal_inconsistency"`
	Steps        int      `json:"steps,omitempty"` // whole repeats; -1 if not whole
	Opposite     bool     `json:"opposite_homozygotes"`
	Power        float64  `json:"power_of_exclusion"`
	Raised       []string `json:"raised,omitempty"` // alleles whose frequency the floor raised
	Unseen       []string `json:"unseen,omitempty"` // alleles that the table does not list
}

// An Omission is a locus that was left out, and why.
type Omission struct {
	Locus  string `json:"locus"`
	Reason string `json:"reason"`
	Sample string `json:"sample,omitempty"`
}

// A Total is the result over all loci.
type Total struct {
	Status       string     `json:"status"`
	Index        float64    `json:"index"`
	Log10        float64    `json:"log10"`
	Probability  float64    `json:"probability"`
	Rest         float64    `json:"one_minus_probability"`
	Priors       []ForPrior `json:"priors"`
	Inconsistent int        `json:"inconsistent"`
	Maternal     int        `json:"maternal_inconsistencies"`
	Chromosomes  int        `json:"chromosomes_of_inconsistencies"`
	EssenMoeller float64    `json:"essen_moeller"`
}

// ForPrior is the probability for one prior.
type ForPrior struct {
	Prior float64 `json:"prior"`
	W     float64 `json:"probability"`
	Rest  float64 `json:"one_minus_probability"`
}

// A Population is one table and the index it gives.
type Population struct {
	Name       string  `json:"table"`
	Population string  `json:"population"`
	Source     string  `json:"source,omitempty"`
	Version    string  `json:"version,omitempty"`
	Digest     string  `json:"sha256"`
	Typed      int     `json:"alleles_typed"` // the smallest number over the loci used; 0 if not said
	Loci       int     `json:"loci"`
	Status     string  `json:"status"`
	Index      float64 `json:"index"`
	Log10      float64 `json:"log10"`
}

// A Variant is the index under another assumption.
type Variant struct {
	Code   string  `json:"code"` // theta, mutation, no_mutation, silent, without
	Value  float64 `json:"value"`
	Locus  string  `json:"locus,omitempty"`
	Status string  `json:"status"`
	Index  float64 `json:"index"`
	Log10  float64 `json:"log10"`
}

// Make computes a report. The error is a *kinship.Problem; with the code NoLocus the persons and
// the tables have no locus in common.
func Make(in Input) (*Report, error) {
	r := &Report{Version: Version, Kind: "trio", Day: in.Day, Child: in.Child.ID, Father: in.Father.ID, Settings: in.Settings, UntypedKept: in.Settings.Untyped == kinship.Kept,
		Files: in.Files, jurisdiction: choose(in.Thresholds, in.Jurisdiction)}
	if r.Kind = "duo"; in.Mother != nil {
		r.Kind, r.Mother = "trio", in.Mother.ID
	}
	related, err := in.related()
	if err != nil {
		return nil, err
	}
	for _, f := range append(in.Findings, related...).Sorted() {
		if shown := (FindingShown{f, f.Weight.String()}); f.Sample == "" || r.concerns(shown) {
			r.Findings = append(r.Findings, shown)
		} else {
			r.Others++
		}
	}
	best := -1
	results := make([]*result, len(in.Tables))
	for i := range in.Tables {
		c := newCalc(&in, &in.Tables[i])
		res, err := c.run(in.Settings)
		if err != nil {
			return nil, err
		}
		results[i] = res
		r.Tables = append(r.Tables, res.population())
		chosen := in.Population != "" && (in.Tables[i].Population == in.Population || in.Tables[i].Name == in.Population)
		if len(res.loci) > 0 && (best < 0 && in.Population == "" || chosen || in.Population == "" && lower(res.total, results[best].total)) {
			best = i
		}
	}
	if best < 0 {
		return nil, &kinship.Problem{Code: kinship.NoLocus}
	}
	r.Used = r.Tables[best]
	slices.SortStableFunc(r.Tables, func(a, b Population) int { return compare(a, b) })
	if err := r.fill(&in, results[best]); err != nil {
		return nil, err
	}
	return r, nil
}

func lower(a, b kinship.Ratio) bool {
	return a.Status == kinship.OK && b.Status == kinship.OK && a.Log10 < b.Log10
}

func compare(a, b Population) int {
	switch {
	case a.Status != b.Status:
		return map[string]int{"exclusion": 0, "ok": 1, "undefined": 2}[a.Status] - map[string]int{"exclusion": 0, "ok": 1, "undefined": 2}[b.Status]
	case a.Log10 < b.Log10:
		return -1
	case a.Log10 > b.Log10:
		return 1
	}
	return 0
}

// fill computes everything that depends on the table used.
func (r *Report) fill(in *Input, res *result) error {
	running, firm := 0.0, true
	for i, l := range res.result.Loci {
		ratio := l.Ratio(0, 1)
		firm = firm && ratio.Status == kinship.OK
		running += ratio.Log10
		row := res.rows[i]
		row.H1, row.H2, row.Status = l.Likelihood[0], l.Likelihood[1], ratio.Status.String()
		row.Index, row.Log10, row.Running, row.RunningFirm = ratio.LR, ratio.Log10, running, firm
		if !firm {
			row.Running = 0
		}
		r.Loci = append(r.Loci, row)
	}
	r.Omitted = res.omitted
	r.total(in, res.total)
	r.power()
	if err := r.sensitivity(in, res); err != nil {
		return err
	}
	r.judge(in)
	if in.Figures != nil {
		c, err := r.compare(in, res)
		if err != nil {
			return err
		}
		r.Comparison = c
	}
	r.Verdict = r.verdict()
	return nil
}

// total fills the result over all loci.
func (r *Report) total(in *Input, t kinship.Ratio) {
	r.Total = Total{Status: t.Status.String(), Log10: t.Log10, EssenMoeller: t.EssenMoeller()}
	if t.Status == kinship.OK {
		r.Total.Index = math.Min(t.LR, math.MaxFloat64)
	}
	r.Total.Probability, r.Total.Rest, _ = t.Probability(in.Settings.Prior)
	for _, p := range []float64{0.01, 0.1, 0.5, 0.9} {
		if w, rest, ok := t.Probability(p); ok {
			r.Total.Priors = append(r.Total.Priors, ForPrior{p, w, rest})
		}
	}
	seen := map[string]bool{}
	for _, l := range r.Loci {
		if l.Maternal {
			r.Total.Maternal++
		}
		if l.Inconsistent {
			r.Total.Inconsistent++
			seen[chromosome(l.Name)] = true
		}
	}
	r.Total.Chromosomes = len(seen)
}
