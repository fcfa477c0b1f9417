package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"haki/app"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/science/kinship"
	"haki/science/kinship/frequency"
	"haki/science/kinship/labfile"
	"haki/science/kinship/search"
)

type kinshipSearch struct {
	Profiles     string  `help:"The laboratory's file with the child, and with the mother if she is typed." required:"" placeholder:"FILE"`
	Candidates   string  `help:"File with the profiles of the men." required:"" placeholder:"FILE"`
	Child        string  `help:"Label of the child's sample." required:"" placeholder:"LABEL"`
	Mother       string  `help:"Label of the mother's sample; without it she is not used." placeholder:"LABEL"`
	Frequencies  string  `help:"Table of allele frequencies." required:"" placeholder:"FILE"`
	Theta        float64 `help:"Coancestry coefficient of the population." default:"0.01"`
	Mutation     string  `help:"Mutation model: none, or MODEL:RATE or MODEL:MOTHERS/FATHERS (equal, proportional, onestep, stepwise)." default:"none"`
	Inconsistent int     `help:"How many inconsistent loci a man may show and still be listed." default:"2"`
	Most         int     `help:"How many are listed at most." default:"100"`
	Prior        float64 `help:"Prior probability of each candidate; 0 is one over their number." default:"0"`
	Lang         string  `help:"Language." default:"en" enum:"fr,en"`
	Format       string  `help:"Form of the answer." default:"text" enum:"text,json"`
}

// found is what a search came to, with what it was asked.
type found struct {
	labels   []string // of the candidates, in order
	loci     int
	table    frequency.Table
	notes    []frequency.Note
	report   *search.Report
	mutation kinship.Mutation
	prior    float64
}

// Run searches. Unusable input is refused in a sentence, with exit code 2.
func (c *kinshipSearch) Run(s *session) error {
	f, err := c.search()
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.writeJSON(s, f)
	}
	return c.writeText(s, f)
}

func (c *kinshipSearch) search() (*found, error) {
	batch, err := c.read(c.Profiles)
	if err != nil {
		return nil, err
	}
	men, err := c.read(c.Candidates)
	if err != nil {
		return nil, err
	}
	child := batch.Find(c.Child)
	if child == nil {
		return nil, c.refuse("pedigree.search_nobody", "label", c.Child, "file", c.Profiles)
	}
	q := search.Query{Child: child.Profile(), Inconsistent: c.Inconsistent, Most: c.Most}
	if c.Mother != "" {
		mother := batch.Find(c.Mother)
		if mother == nil || mother == child {
			return nil, c.refuse("pedigree.search_nobody", "label", c.Mother, "file", c.Profiles)
		}
		q.Mother = mother.Profile()
	}
	f := &found{prior: c.Prior}
	if f.mutation, err = c.mutation(); err != nil {
		return nil, err
	}
	if f.prior == 0 {
		f.prior = 1 / float64(max(2, len(men.Samples)))
	}
	if !(f.prior > 0 && f.prior < 1) || c.Inconsistent < 0 || c.Most < 1 {
		return nil, c.refuse("pedigree.search_bounds")
	}
	return f, c.compare(f, &q, men)
}

// compare makes the panel of the child's loci and goes through the men.
func (c *kinshipSearch) compare(f *found, q *search.Query, men *labfile.Batch) error {
	data, err := os.ReadFile(c.Frequencies)
	if err != nil {
		return refuse(c.Lang, c.Frequencies, err)
	}
	table, findings := labfile.ReadFrequencies(filepath.Base(c.Frequencies), data)
	if err := c.stopped(c.Frequencies, findings); err != nil {
		return err
	}
	f.table = table
	profiles := map[string]kinship.Profile{"\x00child": q.Child, "\x00mother": q.Mother}
	for _, m := range men.Samples {
		f.labels = append(f.labels, m.ID)
		profiles[m.ID] = m.Profile()
	}
	loci, notes, err := table.Make(slices.Sorted(maps.Keys(q.Child)), profiles, 0, frequency.Policy{})
	if err != nil {
		return refuse(c.Lang, c.Frequencies, err)
	}
	f.notes, f.loci = notes, len(loci)
	panel, err := kinship.NewPanel(loci, kinship.Autosomal, f.mutation, c.Theta)
	if err != nil {
		return refuse(c.Lang, c.Frequencies, err)
	}
	store, err := search.NewStore(panel)
	if err != nil {
		return refuse(c.Lang, c.Frequencies, err)
	}
	for _, label := range f.labels {
		if err := store.Add(among(profiles[label], loci)); err != nil {
			return refuse(c.Lang, c.Candidates, err)
		}
	}
	q.Child = among(q.Child, loci)
	if q.Mother != nil {
		q.Mother = among(q.Mother, loci)
	}
	if f.report, err = store.Search(*q); err != nil {
		return refuse(c.Lang, c.Profiles, err)
	}
	return nil
}

// among keeps the genotypes of these loci.
func among(p kinship.Profile, loci []kinship.Locus) kinship.Profile {
	q := kinship.Profile{}
	for _, l := range loci {
		if g, ok := p[l.Name]; ok {
			q[l.Name] = g
		}
	}
	return q
}

func (c *kinshipSearch) refuse(key string, args ...any) error {
	return &unusable{lang.Tag(c.Lang), []*fault.Fault{fault.New(fault.Invalid, key, args...)}}
}

func (c *kinshipSearch) read(name string) (*labfile.Batch, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, refuse(c.Lang, name, err)
	}
	b := labfile.Read(filepath.Base(name), data)
	return b, c.stopped(name, b.Findings)
}

// stopped refuses a file that a finding stops, with the first of them.
func (c *kinshipSearch) stopped(name string, all labfile.Findings) error {
	if !all.Stopped() {
		return nil
	}
	first := all.Sorted()[0]
	return c.refuse("pedigree.search_stopped", "file", name, "line", first.Line, "field", first.Field, "text", first.Text, "code", string(first.Code))
}

// mutation reads MODEL:RATE or MODEL:MOTHERS/FATHERS.
func (c *kinshipSearch) mutation() (m kinship.Mutation, err error) {
	name, rates, _ := strings.Cut(c.Mutation, ":")
	mothers, fathers, both := strings.Cut(rates, "/")
	if !both {
		fathers = mothers
	}
	for _, to := range []struct {
		model *kinship.Model
		rate  string
	}{{&m.Female, mothers}, {&m.Male, fathers}} {
		*to.model = kinship.Model{Name: kinship.ModelName(name)}
		if name == "none" && rates == "" {
			continue
		}
		if to.model.Rate, err = strconv.ParseFloat(to.rate, 64); err != nil || !slices.Contains([]string{"equal", "proportional", "onestep", "stepwise"}, name) {
			return m, c.refuse("pedigree.search_mutation", "text", c.Mutation)
		}
		if name == "stepwise" {
			to.model.Rate2, to.model.Range = 1e-6, 0.1 // what the design calls typical, section 7; the answer says so
		}
	}
	return m, nil
}

func (c *kinshipSearch) writeText(s *session, f *found) error {
	words, err := lang.New(app.Words())
	if err != nil {
		return err
	}
	tag, r := lang.Tag(c.Lang), f.report
	say := func(key string, args ...any) { fmt.Fprintln(s.out, words.Text(tag, key, args...)) }
	number := func(x float64) string {
		t := strconv.FormatFloat(x, 'g', 3, 64)
		if tag == lang.French {
			t = strings.Replace(t, ".", ",", 1)
		}
		return t
	}
	// words: pedigree.search_* pedigree.note_*
	if c.Mother != "" {
		say("pedigree.search_with_mother", "candidates", r.Candidates, "child", c.Child, "mother", c.Mother, "loci", f.loci)
	} else {
		say("pedigree.search_without_mother", "candidates", r.Candidates, "child", c.Child, "loci", f.loci)
	}
	say("pedigree.search_hypotheses", "population", f.table.Population)
	say("pedigree.search_assumed", "theta", number(c.Theta), "mutation", c.Mutation, "table", f.table.Name, "digest", f.table.Digest, "k", c.Inconsistent, "prior", number(f.prior))
	for _, n := range f.notes {
		say("pedigree.note_"+string(n.Code), "locus", n.Locus, "allele", string(n.Allele), "value", number(n.Value))
	}
	if len(r.Undefined) > 0 {
		say("pedigree.search_undefined", "loci", strings.Join(r.Undefined, ", "))
	}
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w)
	fmt.Fprintln(w, words.Text(tag, "pedigree.search_columns"))
	near := 0
	for i, h := range r.Hits {
		index, log10, chance := words.Text(tag, "pedigree.search_excluded"), "", ""
		if h.Ratio.Status == kinship.OK {
			index, log10 = number(h.Ratio.LR), strings.Replace(fmt.Sprintf("%.2f", h.Ratio.Log10), ".", number(0.5)[1:2], 1)
			probability, _, _ := h.Ratio.Probability(f.prior)
			chance = words.Text(tag, "pedigree.search_percent", "x", strings.Replace(percent(probability), ".", number(0.5)[1:2], 1))
		}
		if h.Near {
			near++
		}
		fmt.Fprintf(w, "%d\t%s\t%d\t%d\t%s\t%s\t%s\n", i+1, f.labels[h.Candidate], h.Inconsistent, h.Compared, index, log10, chance)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(s.out)
	if len(r.Hits) == 0 {
		say("pedigree.search_none")
	}
	if r.Listable > len(r.Hits) {
		say("pedigree.search_more", "n", r.Listable-len(r.Hits))
	}
	say("pedigree.search_chance", "chance", number(r.Chance), "candidates", r.Candidates, "passing", number(r.Passing))
	if r.Warn {
		say("pedigree.search_warn")
	}
	say("pedigree.search_relatives", "n", near)
	return nil
}

// percent is a probability with four decimals, cut and never rounded up: no hundred, and no
// nought. Source: section 12 of the design.
func percent(w float64) string {
	x := min(math.Floor(w*1e6)/1e4, 99.9999)
	return strconv.FormatFloat(max(x, 0.0001), 'f', 4, 64)
}

// hit is a hit as JSON has it.
type hit struct {
	Sample       string   `json:"sample"`
	Status       string   `json:"status"`
	LR           *float64 `json:"LR"`
	Log10        *float64 `json:"log10_LR"`
	Probability  *float64 `json:"probability"`
	Inconsistent int      `json:"inconsistent"`
	Compared     int      `json:"compared"`
	Near         bool     `json:"near"`
}

func (c *kinshipSearch) writeJSON(s *session, f *found) error {
	r := f.report
	hits := make([]hit, 0, len(r.Hits))
	for _, h := range r.Hits {
		one := hit{Sample: f.labels[h.Candidate], Status: h.Ratio.Status.String(), Inconsistent: h.Inconsistent, Compared: h.Compared, Near: h.Near}
		if h.Ratio.Status != kinship.Undefined {
			one.LR = &h.Ratio.LR
		}
		if h.Ratio.Status == kinship.OK {
			probability, _, _ := h.Ratio.Probability(f.prior)
			one.Log10, one.Probability = &h.Ratio.Log10, &probability
		}
		hits = append(hits, one)
	}
	e := json.NewEncoder(s.out)
	e.SetIndent("", " ")
	return errors.Join(e.Encode(map[string]any{
		"child": c.Child, "mother": c.Mother, "candidates": r.Candidates, "loci": f.loci, "population": f.table.Population, "table": f.table.Name, "table_digest": f.table.Digest,
		"theta": c.Theta, "mutation": c.Mutation, "inconsistent_at_most": c.Inconsistent, "prior": f.prior, "undefined_loci": r.Undefined, "notes": f.notes,
		"chance_of_passing": r.Passing, "expected_chance_inclusions": r.Chance, "warning": r.Warn, "could_be_listed": r.Listable, "hits": hits}))
}
