package report

import (
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"html/template"
	"io"
	"strconv"
	"strings"
)

var (
	//go:embed report.html
	pageText string
	//go:embed report.css
	styleText string
)

// HTML writes the report as one file: its style is in it, it holds no script and asks for
// nothing.
func (r *Report) HTML(w io.Writer, v Voice) error {
	t, err := template.New("").Funcs(template.FuncMap{"T": v.HTML}).Parse(pageText)
	if err != nil {
		return err
	}
	style := template.HTML("<style>" + styleText + "</style>") // our own file
	return t.ExecuteTemplate(w, "report", struct {
		Tag   string
		Style template.HTML
		P     page
	}{v.Tag(), style, page{r, v}})
}

// JSON writes codes and numbers; no sentence, so that it is the same in every language.
func (r *Report) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

// CSV writes one row for each locus and one for the total, numbers with a decimal point and all
// their digits.
func (r *Report) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	full := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	rows := [][]string{{"locus", "mother", "child", "father", "likelihood_H1", "likelihood_H2", "status", "index", "log10", "running_log10", "inconsistent", "steps", "power_of_exclusion"}}
	for _, l := range r.Loci {
		running := ""
		if l.RunningFirm {
			running = full(l.Running)
		}
		rows = append(rows, []string{l.Name, l.Mother, l.Child, l.Father, full(l.H1), full(l.H2), l.Status, full(l.Index), full(l.Log10), running,
			strconv.FormatBool(l.Inconsistent), strconv.Itoa(l.Steps), full(l.Power)})
	}
	t := r.Total
	rows = append(rows, []string{"TOTAL", r.Mother, r.Child, r.Father, "", "", t.Status, full(t.Index), full(t.Log10), "", strconv.Itoa(t.Inconsistent), "", full(r.Power.Exclusion)})
	if err := c.WriteAll(rows); err != nil {
		return err
	}
	return c.Error()
}

// Text writes the report for a terminal: the same things in the same order, without drawings.
func (r *Report) Text(w io.Writer, v Voice) error {
	p, b := page{r, v}, &strings.Builder{}
	say := func(lines ...string) {
		for _, l := range lines {
			b.WriteString(l + "\n")
		}
	}
	head := func(key string) { say("", strings.ToUpper(v.Text(key))) }
	say(p.Title(), p.Made())
	if r.Settings.Synthetic {
		say(v.Text("kinship.synthetic"))
	}
	head("kinship.question")
	say("1. "+p.Account("h1"), "2. "+p.Account("h2"))
	head("kinship.result")
	say(p.Says(), p.Rule(), strings.TrimSpace(p.IndexSays()+" "+p.Hint()))
	if p.Known() {
		say(v.Text("kinship.index")+"  "+index(v, r.Total.Log10)+"   "+v.Text("kinship.log10")+"  "+p.Places(r.Total.Log10),
			v.Text("kinship.probability", "prior", p.Number(r.Settings.Prior))+"  "+p.Percent(r.Total.Probability, r.Total.Rest))
	}
	head("kinship.found")
	for _, f := range r.Findings {
		say(p.Weight(f) + "  " + p.Where(f) + "  " + p.Found(f))
	}
	if len(r.Findings) == 0 {
		say(v.Text("kinship.found_none"))
	}
	head("kinship.loci")
	for _, l := range r.Loci {
		running := "-"
		if l.RunningFirm {
			running = p.Ratio("ok", l.Running)
		}
		say(strings.TrimRight(columnsOf([]string{l.Name, l.Mother, l.Child, l.Father, p.Ratio(l.Status, l.Log10), running, p.Remark(l)}, 12, 14, 14, 14, 22, 14, 0), " "))
	}
	say(p.Misfits()...)
	head("kinship.power")
	say(v.Text("kinship.power_lead", "power", p.Chance(r.Power.Exclusion)),
		v.Text("kinship.power_pass", "zero", p.OneIn(r.Power.Pass[0]), "one", p.OneIn(r.Power.Pass[1]), "two", p.OneIn(r.Power.Pass[2])))
	head("kinship.others")
	for _, t := range r.Tables {
		say(columnsOf([]string{t.Population, p.Ratio(t.Status, t.Log10)}, 40, 0))
	}
	for _, s := range r.Sensitivity {
		say(columnsOf([]string{p.Assumed(s), p.Ratio(s.Status, s.Log10)}, 40, 0))
	}
	p.textEnd(say, head)
	_, err := io.WriteString(w, b.String())
	return err
}

// textEnd says the laboratory's figures, the assumptions, the files, and the half page in plain words.
func (p page) textEnd(say func(...string), head func(string)) {
	if c := p.Comparison; c != nil {
		head("kinship.laboratory")
		for _, l := range c.Loci {
			say(columnsOf([]string{l.Locus, p.Ours(l), l.Text, p.Why(l)}, 12, 14, 14, 0))
		}
		if c.Index != nil {
			say(columnsOf([]string{p.v.Text("kinship.combined"), p.Ours(*c.Index), c.Index.Text, p.Why(*c.Index)}, 12, 14, 14, 0))
		}
	}
	head("kinship.thresholds")
	for _, t := range p.Thresholds {
		met := p.v.Text("kinship.not_met")
		if t.Met {
			met = p.v.Text("kinship.met")
		}
		say(columnsOf([]string{p.Named(t), p.Asks(t), met}, 56, 48, 0))
	}
	head("kinship.assumptions")
	for _, a := range [][2]string{{"kinship.a_population", p.PopulationSays()}, {"kinship.a_theta", p.Number(p.Settings.Theta)}, {"kinship.a_mutation", p.Mutation()}, {"kinship.a_silent", p.Silent()},
		{"kinship.a_floor", p.FloorSays()}, {"kinship.a_untyped", p.UntypedSays()}, {"kinship.a_prior", p.Number(p.Settings.Prior)}} {
		say(p.v.Text(a[0]) + ": " + a[1])
	}
	for _, o := range p.Omitted {
		say(p.Left(o))
	}
	for _, f := range p.Files {
		say(f.Digest + "  " + f.Name)
	}
	head("kinship.plain")
	say(p.Plain()...)
}

// columnsOf pads fields to their widths.
func columnsOf(fields []string, widths ...int) string {
	var b strings.Builder
	for i, f := range fields {
		b.WriteString(f)
		if n := widths[i] - len([]rune(f)); n > 0 {
			b.WriteString(strings.Repeat(" ", n))
		} else if widths[i] > 0 {
			b.WriteString("  ")
		}
	}
	return b.String()
}
