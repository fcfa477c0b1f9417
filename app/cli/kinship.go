package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"haki/app"
	"haki/internal/clock"
	"haki/internal/lang"
	"haki/science/kinship"
	"haki/science/kinship/frequency"
	"haki/science/kinship/labfile"
	kinreport "haki/science/kinship/report"
)

// refused is unusable input: each line a whole sentence in the language asked for. The exit code
// is 2.
type refused []string

func (r refused) Error() string { return strings.Join(r, "\n") }

// voice says the words of kinship in one language.
type voice struct {
	words *lang.Words
	tag   lang.Tag
}

func newVoice(tag string) (*voice, error) {
	all := app.Words()
	w, err := lang.New(map[string]fs.FS{"kinship": all["kinship"], "pedigree": all["pedigree"]})
	return &voice{w, lang.Tag(tag)}, err
}

// Tag is the language.
func (v *voice) Tag() string { return string(v.tag) }

// Text says a key.
func (v *voice) Text(key string, pairs ...any) string { return v.words.Text(v.tag, key, pairs...) }

// HTML says a key for a page.
func (v *voice) HTML(key string, pairs ...any) template.HTML {
	return v.words.HTML(v.tag, key, pairs...)
}

// Decimal writes a number as the language does.
func (v *voice) Decimal(x float64, places int) string { return lang.Decimal(v.tag, x, places) }

// Day writes a date.
func (v *voice) Day(iso string) string { return lang.Day(v.tag, clock.Day(iso)) }

func (v *voice) refuse(key string, pairs ...any) error { return refused{v.Text(key, pairs...)} }

// stops turns findings that stop into a refusal.
func (v *voice) stops(f labfile.Findings) error {
	if !f.Stopped() {
		return nil
	}
	var r refused
	for _, one := range f.Sorted() {
		if one.Weight == labfile.Stop {
			r = append(r, kinreport.Where(v, one)+": "+kinreport.Say(v, one))
		}
	}
	return append(r, v.Text("kinship.not_used"))
}

// read reads a file that the user named.
func (v *voice) read(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil || info.IsDir() || info.Size() > labfile.MaxBytes {
		return nil, v.refuse("kinship.no_file", "file", name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, v.refuse("kinship.no_file", "file", name)
	}
	return data, nil
}

// checks are the files that hold a batch against something, the same for both commands.
type checks struct {
	Register  string  `help:"Register of the samples taken: every label must be in it, with seal, date and witness." placeholder:"FILE"`
	Staff     string  `help:"Profiles of the laboratory's staff." placeholder:"FILE"`
	Retest    string  `help:"Second analysis of the same samples." placeholder:"FILE"`
	Threshold float64 `help:"Height below which a single peak may have lost its partner." placeholder:"RFU"`
}

// look runs all checks of a batch. The findings are those of the files together.
func (c *checks) look(v *voice, b *labfile.Batch, table *frequency.Table) (all labfile.Findings, files []kinreport.File, err error) {
	all = append(all, b.Findings...)
	all = append(all, labfile.Check(b, labfile.Question{Table: table, Threshold: c.Threshold})...)
	for _, more := range []struct {
		role, name string
		hold       func(name string, data []byte) labfile.Findings
	}{
		{"register", c.Register, func(name string, data []byte) labfile.Findings { return labfile.Collected(b, name, data) }},
		{"staff", c.Staff, func(name string, data []byte) labfile.Findings {
			other := labfile.Read(name, data)
			return append(other.Findings, labfile.Contaminated(b, other)...)
		}},
		{"retest", c.Retest, func(name string, data []byte) labfile.Findings {
			other := labfile.Read(name, data)
			return append(other.Findings, labfile.Concordance(b, other)...)
		}},
	} {
		if more.name == "" {
			continue
		}
		data, err := v.read(more.name)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, more.hold(filepath.Base(more.name), data)...)
		files = append(files, kinreport.File{Name: filepath.Base(more.name), Role: more.role, Digest: digest(data)})
	}
	return all, files, v.stops(all)
}

type kinshipCheck struct {
	checks
	Profiles    string `help:"The laboratory's file." required:"" placeholder:"FILE"`
	Frequencies string `help:"Table of allele frequencies, to know how many homozygotes are usual." placeholder:"FILE"`
	Figures     string `help:"Figures that the laboratory printed." placeholder:"FILE"`
	Lang        string `help:"Language." default:"en" enum:"fr,en"`
	Format      string `help:"Form of the answer." default:"text" enum:"text,json"`
}

// Run says every finding with file, line and field: exit code 0 if nothing has to be looked at,
// 1 if something has, 2 if the file cannot be used.
func (c *kinshipCheck) Run(s *session) error {
	v, err := newVoice(c.Lang)
	if err != nil {
		return err
	}
	data, err := v.read(c.Profiles)
	if err != nil {
		return err
	}
	b := labfile.Read(filepath.Base(c.Profiles), data)
	all := b.Findings
	var stop error
	if stop = v.stops(b.Findings); stop == nil {
		var table *frequency.Table
		if c.Frequencies != "" {
			t, _, err := v.table(c.Frequencies)
			if err != nil {
				return err
			}
			table = &t
		}
		if all, _, stop = c.look(v, b, table); stop == nil && c.Figures != "" {
			var printed labfile.Findings
			if _, printed, _, stop = v.figures(c.Figures); stop == nil {
				all = append(all, printed...)
			}
		}
	}
	if stop != nil {
		return stop
	}
	return c.say(s, v, b, all.Sorted())
}

func (c *kinshipCheck) say(s *session, v *voice, b *labfile.Batch, all labfile.Findings) error {
	alarms := 0
	for _, f := range all {
		if f.Weight == labfile.Alarm {
			alarms++
		}
	}
	if c.Format == "json" {
		if err := shown(s, b, all); err != nil || alarms == 0 {
			return err
		}
		return errors.New(v.Text("kinship.check_alarms", "n", alarms))
	}
	fmt.Fprintln(s.out, v.Text("kinship.checked", "file", b.File, "n", len(b.Samples), "format", string(b.Format), "encoding", b.Encoding))
	for _, f := range all {
		// words: kinship.weight_*
		fmt.Fprintf(s.out, "%s\t%s\t%s\n", v.Text("kinship.weight_"+f.Weight.String()), kinreport.Where(v, f), kinreport.Say(v, f))
	}
	if alarms == 0 {
		fmt.Fprintln(s.out, v.Text("kinship.check_sound"))
		return nil
	}
	return errors.New(v.Text("kinship.check_alarms", "n", alarms))
}

// shown writes findings as JSON.
func shown(s *session, b *labfile.Batch, all labfile.Findings) error {
	list := make([]kinreport.FindingShown, 0, len(all))
	for _, f := range all {
		list = append(list, kinreport.FindingShown{Finding: f, Grave: f.Weight.String()})
	}
	e := json.NewEncoder(s.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		File     string                   `json:"file"`
		Format   labfile.Format           `json:"format"`
		Encoding string                   `json:"encoding"`
		Digest   string                   `json:"sha256"`
		Samples  int                      `json:"samples"`
		Findings []kinreport.FindingShown `json:"findings"`
	}{b.File, b.Format, b.Encoding, b.Digest, len(b.Samples), list})
}

// table reads a table of frequencies; "synthetic" is the one of the examples.
func (v *voice) table(name string) (frequency.Table, []byte, error) {
	data := kinreport.Synthetic()
	if name != kinreport.SyntheticName {
		var err error
		if data, err = v.read(name); err != nil {
			return frequency.Table{}, nil, err
		}
	}
	t, f := labfile.ReadFrequencies(filepath.Base(name), data)
	return t, data, v.stops(f)
}

// figures reads what the laboratory printed, and looks whether it follows from itself.
func (v *voice) figures(name string) (*labfile.Figures, labfile.Findings, []byte, error) {
	data, err := v.read(name)
	if err != nil {
		return nil, nil, nil, err
	}
	f, found := labfile.ReadFigures(filepath.Base(name), data)
	if err := v.stops(found); err != nil {
		return nil, nil, nil, err
	}
	return f, append(found, f.Arithmetic()...), data, nil
}

// mutation reads "MODEL:RATE" or "MODEL:MOTHERS/FATHERS", for stepwise with ":RANGE:RATE2".
func (v *voice) mutation(text string) (m kinship.Mutation, err error) {
	if text == "" || text == "none" {
		return m, nil
	}
	bad := v.refuse("kinship.bad_mutation", "text", text)
	f := strings.Split(text, ":")
	name := kinship.ModelName(f[0])
	if len(f) < 2 || len(f) > 4 || !slices.Contains([]kinship.ModelName{kinship.Equal, kinship.Proportional, kinship.Stepwise, kinship.OneStep}, name) || len(f) > 2 && name != kinship.Stepwise {
		return m, bad
	}
	mothers, fathers, two := strings.Cut(f[1], "/")
	if !two {
		fathers = mothers
	}
	numbers := []float64{0, 0, 0.1, 1e-6}
	for i, s := range append([]string{mothers, fathers}, f[2:]...) {
		x, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
		if err != nil || !(x >= 0 && x <= 1) {
			return m, bad
		}
		numbers[i] = x
	}
	model := kinship.Model{Name: name}
	if name == kinship.Stepwise {
		model.Range, model.Rate2 = numbers[2], numbers[3]
	}
	m.Female, m.Male = model, model
	m.Female.Rate, m.Male.Rate = numbers[0], numbers[1]
	return m, nil
}
