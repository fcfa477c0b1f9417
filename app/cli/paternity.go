package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"haki/internal/clock"
	"haki/science/kinship"
	"haki/science/kinship/labfile"
	kinreport "haki/science/kinship/report"
)

type kinshipPaternity struct {
	checks
	Child        string   `help:"Label of the child's sample." required:"" placeholder:"LABEL"`
	Mother       string   `help:"Label of the mother's sample; without it she is not used." placeholder:"LABEL"`
	Father       string   `help:"Label of the man's sample." required:"" placeholder:"LABEL"`
	Profiles     string   `help:"The laboratory's file." required:"" placeholder:"FILE"`
	Frequencies  []string `help:"Table of allele frequencies; may be given several times. 'synthetic' is the invented one of the examples." required:"" placeholder:"FILE"`
	Population   string   `help:"Population to report; otherwise the one with the lowest index." placeholder:"NAME"`
	Theta        string   `help:"Coancestry coefficient of the population." default:"0.01"`
	Prior        string   `help:"Prior probability." default:"0.5"`
	Mutation     string   `help:"Mutation model: none, or MODEL:RATE or MODEL:MOTHERS/FATHERS (equal, proportional, onestep, stepwise)." default:"none"`
	Rates        string   `help:"Mutation rates of fathers by locus (locus,rate); mothers in the ratio of --mutation." placeholder:"FILE"`
	Silent       string   `help:"Frequency of a silent allele at every locus." default:"0"`
	Floor        string   `help:"Least frequency of an allele." default:"5/2N" enum:"5/2N,0.001,none"`
	Untyped      string   `help:"What is done with parents who were not analysed." default:"kept" enum:"kept,pruned"`
	Figures      string   `help:"Figures that the laboratory printed, to hold ours beside them." placeholder:"FILE"`
	Thresholds   string   `help:"Edited table of thresholds." placeholder:"FILE"`
	Jurisdiction string   `help:"Code of the rule that is applied." placeholder:"CODE"`
	Lang         string   `help:"Language." default:"en" enum:"fr,en"`
	Format       string   `help:"Form of the kinreport." default:"text" enum:"html,json,csv,text"`
}

// Run makes the kinreport. What cannot be used is refused in sentences, with exit code 2.
func (c *kinshipPaternity) Run(s *session) error {
	v, err := newVoice(c.Lang)
	if err != nil {
		return err
	}
	in, err := c.input(v)
	if err != nil {
		return err
	}
	r, err := kinreport.Make(*in)
	var problem *kinship.Problem
	switch {
	case errors.As(err, &problem):
		return refused{kinreport.SayProblem(v, problem)}
	case err != nil:
		return err
	}
	switch c.Format {
	case "html":
		return r.HTML(s.out, v)
	case "json":
		return r.JSON(s.out)
	case "csv":
		return r.CSV(s.out)
	}
	return r.Text(s.out, v)
}

// input reads every file and setting.
func (c *kinshipPaternity) input(v *voice) (in *kinreport.Input, err error) {
	in = &kinreport.Input{Population: c.Population, Jurisdiction: c.Jurisdiction, Day: string(clock.DayOf(clock.Wall{}.Now(), time.UTC))}
	data, err := v.read(c.Profiles)
	if err != nil {
		return nil, err
	}
	b := labfile.Read(filepath.Base(c.Profiles), data)
	if err := v.stops(b.Findings); err != nil {
		return nil, err
	}
	in.Files = append(in.Files, kinreport.File{Name: b.File, Role: "profiles", Format: string(b.Format), Digest: b.Digest})
	if err := c.persons(v, in, b); err != nil {
		return nil, err
	}
	if in.Settings, err = c.settings(v); err != nil {
		return nil, err
	}
	if err := c.tables(v, in); err != nil {
		return nil, err
	}
	found, files, err := c.look(v, b, &in.Tables[0])
	if err != nil {
		return nil, err
	}
	in.Findings, in.Files = found, append(in.Files, files...)
	return in, c.beside(v, in)
}

// persons finds the samples that were named.
func (c *kinshipPaternity) persons(v *voice, in *kinreport.Input, b *labfile.Batch) error {
	seen := map[string]bool{}
	for _, p := range []struct {
		label string
		to    **labfile.Sample
	}{{c.Child, &in.Child}, {c.Mother, &in.Mother}, {c.Father, &in.Father}} {
		if p.label == "" {
			continue
		}
		if seen[p.label] {
			return v.refuse("kinship.same_sample", "sample", p.label)
		}
		seen[p.label] = true
		if *p.to = b.Find(p.label); *p.to == nil {
			var all []string
			for _, s := range b.Samples[:min(len(b.Samples), 20)] {
				all = append(all, s.ID)
			}
			return v.refuse("kinship.no_sample", "sample", p.label, "file", b.File, "all", strings.Join(all, ", "))
		}
	}
	return nil
}

func (c *kinshipPaternity) settings(v *voice) (s kinreport.Settings, err error) {
	number := func(text, key string, low, high float64) float64 {
		x, failed := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		if err == nil && (failed != nil || !(x >= low && x <= high)) {
			err = v.refuse(key, "text", text)
		}
		return x
	}
	s = kinreport.Settings{Floor: kinreport.Floor(c.Floor), Software: version()}
	if c.Untyped == "pruned" {
		s.Untyped = kinship.Pruned
	}
	// words: kinship.bad_*
	s.Theta = number(c.Theta, "kinship.bad_theta", 0, 1)
	s.Prior = number(c.Prior, "kinship.bad_prior", 1e-12, 1-1e-12)
	s.Silent = number(c.Silent, "kinship.bad_silent", 0, 0.1)
	if err != nil {
		return s, err
	}
	s.Mutation, err = v.mutation(c.Mutation)
	return s, err
}

// version is the program's name and what the build says of it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return "Haki " + info.Main.Version
	}
	return "Haki"
}

// tables reads the tables of frequencies and, by locus, the mutation rates.
func (c *kinshipPaternity) tables(v *voice, in *kinreport.Input) error {
	var names []string
	chosen := c.Population == ""
	for _, name := range c.Frequencies {
		t, data, err := v.table(name)
		if err != nil {
			return err
		}
		in.Settings.Synthetic = in.Settings.Synthetic || digest(data) == digest(kinreport.Synthetic())
		in.Tables = append(in.Tables, t)
		in.Files = append(in.Files, kinreport.File{Name: t.Name, Role: "frequencies", Digest: t.Digest})
		names = append(names, t.Population)
		chosen = chosen || t.Population == c.Population || t.Name == c.Population
	}
	if !chosen {
		return v.refuse("kinship.no_population", "text", c.Population, "all", strings.Join(names, ", "))
	}
	if c.Rates == "" {
		return nil
	}
	data, err := v.read(c.Rates)
	if err != nil {
		return err
	}
	rates, found := labfile.ReadRates(filepath.Base(c.Rates), data)
	in.Settings.Rates = rates
	in.Files = append(in.Files, kinreport.File{Name: filepath.Base(c.Rates), Role: "rates", Digest: digest(data)})
	return v.stops(found)
}

// beside reads the laboratory's figures and the table of thresholds.
func (c *kinshipPaternity) beside(v *voice, in *kinreport.Input) error {
	if c.Figures != "" {
		f, found, data, err := v.figures(c.Figures)
		if err != nil {
			return err
		}
		in.Figures, in.Findings = f, append(in.Findings, found...)
		in.Files = append(in.Files, kinreport.File{Name: f.File, Role: "figures", Digest: digest(data)})
	}
	in.Thresholds = kinreport.Thresholds()
	if c.Thresholds != "" {
		data, err := v.read(c.Thresholds)
		if err != nil {
			return err
		}
		if in.Thresholds, err = kinreport.ReadThresholds(string(data)); err != nil {
			return v.refuse("kinship.bad_thresholds", "text", err.Error())
		}
		in.Files = append(in.Files, kinreport.File{Name: filepath.Base(c.Thresholds), Role: "thresholds", Digest: digest(data)})
	}
	var codes []string
	for _, t := range in.Thresholds {
		if codes = append(codes, t.Code); t.Code == c.Jurisdiction {
			return nil
		}
	}
	if c.Jurisdiction != "" {
		return v.refuse("kinship.no_jurisdiction", "text", c.Jurisdiction, "all", strings.Join(codes, ", "))
	}
	return nil
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
