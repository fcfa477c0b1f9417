package report

import (
	_ "embed"
	"html/template"
	"math"
	"strconv"
	"strings"

	"haki/science/kinship"
)

// page is a report with the voice that says it; its methods are what the template asks for.
type page struct {
	*Report
	v Voice
}

func (p page) names() []any {
	return []any{"child", p.label(p.Child, "kinship.child_without"), "mother", p.Mother, "father", p.Father}
}

func (p page) label(s, without string) string {
	if s == "" {
		return p.v.Text(without)
	}
	return s
}

// Title of the report.
func (p page) Title() string { return p.v.Text("kinship.title_" + p.Kind) } // words: kinship.title_*

// Made says by what and when.
func (p page) Made() string {
	return p.v.Text("kinship.made", "day", p.v.Day(p.Day), "software", p.Settings.Software)
}

// Account says one of the two hypotheses. words: kinship.h1_*, kinship.h2_*
func (p page) Account(h string) string { return p.v.Text("kinship."+h+"_"+p.Kind, p.names()...) }

// Tree draws one of the two hypotheses. words: kinship.drawn_*, kinship.role_*
func (p page) Tree(h string) template.HTML {
	i := 0
	if h == "h2" {
		i = 1
	}
	return Draw(Hypotheses()[i].Pedigree, p.v.Text("kinship.drawn_"+h, "father", p.Father), func(id string) Figure {
		f := Figure{Role: p.v.Text("kinship.role_" + id), Typed: true, Asked: id == childID}
		switch id {
		case childID:
			f.Label = p.Child
		case motherID:
			f.Label, f.Typed = p.Mother, p.Mother != ""
		case fatherID:
			f.Label = p.Father
		default:
			f.Typed, f.Unknown = false, true
		}
		return f
	})
}

// Says is the verdict in one sentence. words: kinship.verdict_*
func (p page) Says() string { return p.v.Text("kinship.verdict_"+string(p.Verdict), p.names()...) }

// Rule names the threshold applied.
func (p page) Rule() string {
	return p.v.Text("kinship.rule_applied", "name", p.named(p.jurisdiction), "source", p.jurisdiction.Source)
}

func (p page) named(t Threshold) string {
	if p.v.Tag() == "fr" {
		return t.NameFR
	}
	return t.NameEN
}

// Ratio writes an index with its status.
func (p page) Ratio(status string, log10 float64) string {
	switch status {
	case "exclusion":
		return p.v.Text("kinship.zero")
	case "undefined":
		return p.v.Text("kinship.undefined_index")
	}
	return index(p.v, log10)
}

// IndexSays is the combined index in a sentence.
func (p page) IndexSays() string {
	switch {
	case p.Total.Status == "exclusion":
		return p.v.Text("kinship.index_zero")
	case p.Total.Status == "undefined":
		return p.v.Text("kinship.index_undefined")
	case p.Total.Log10 < 0:
		return p.v.Text("kinship.index_below", "index", index(p.v, -p.Total.Log10))
	}
	return p.v.Text("kinship.index_says", "index", index(p.v, p.Total.Log10))
}

// Hint says, where only a missing mutation model makes the index zero, what the usual one would
// give; "" elsewhere.
func (p page) Hint() string {
	if p.Total.Status != "exclusion" || p.Total.Inconsistent > 2 {
		return ""
	}
	for _, s := range p.Sensitivity {
		if s.Code == "mutation" && s.Status == "ok" {
			return p.v.Text("kinship.hint_mutation", "index", index(p.v, s.Log10))
		}
	}
	return ""
}

// Elsewhere says how many findings are about other samples.
func (p page) Elsewhere() string {
	if p.Others == 0 {
		return ""
	}
	return p.v.Text("kinship.found_elsewhere", "n", p.Others)
}

// Known says whether there is an index above zero.
func (p page) Known() bool { return p.Total.Status == "ok" }

// Places writes a number with two decimals.
func (p page) Places(x float64) string { return p.v.Decimal(x, 2) }

// Number writes a number with as many digits as it needs.
func (p page) Number(x float64) string { return number(p.v, x, 3) }

// Percent writes a probability, cut off.
func (p page) Percent(w, rest float64) string { return percent(p.v, w, rest) }

// Chance writes a probability that is not close to one or is none of a result.
func (p page) Chance(x float64) string { return percent(p.v, x, 1-x) }

// OneIn writes a chance as 1 in so many.
func (p page) OneIn(x float64) string { return oneIn(p.v, x) }

// Digits writes whole numbers and codes as they are.
func (p page) Digits(n int) string { return strconv.Itoa(n) }

// Count writes how many, in groups of three digits.
func (p page) Count(n int) string { return p.v.Decimal(float64(n), 0) }

// Weight of a finding. words: kinship.weight_*
func (p page) Weight(f FindingShown) string { return p.v.Text("kinship.weight_" + f.Grave) }

// Where a finding stands.
func (p page) Where(f FindingShown) string { return Where(p.v, f.Finding) }

// Found says a finding.
func (p page) Found(f FindingShown) string { return Say(p.v, f.Finding) }

// Remark says in a word what is to be remarked at a locus.
func (p page) Remark(l Locus) string {
	var all []string
	switch {
	case l.Maternal:
		all = append(all, p.v.Text("kinship.fits_mother"))
	case l.Inconsistent:
		all = append(all, p.v.Text("kinship.fits_not"))
	}
	if len(l.Unseen) > 0 {
		all = append(all, p.v.Text("kinship.unseen", "alleles", strings.Join(l.Unseen, ", ")))
	}
	if len(l.Raised) > 0 {
		all = append(all, p.v.Text("kinship.raised", "alleles", strings.Join(l.Raised, ", ")))
	}
	return strings.Join(all, " · ")
}

// Misfits are the loci that do not fit, each in a sentence.
func (p page) Misfits() (all []string) {
	if p.Total.Maternal >= 2 { // whose child this is comes before who the father is
		var where []string
		for _, l := range p.Loci {
			if l.Maternal {
				where = append(where, l.Name)
			}
		}
		return []string{p.v.Text("kinship.misfit_mothers", "n", len(where), "loci", strings.Join(where, ", "))}
	}
	for _, l := range p.Loci {
		switch {
		case l.Maternal:
			all = append(all, p.v.Text("kinship.misfit_mother", "locus", l.Name))
		case !l.Inconsistent:
		case l.Steps < 0:
			all = append(all, p.v.Text("kinship.misfit_part", "locus", l.Name))
		default:
			all = append(all, p.v.Text("kinship.misfit_steps", "locus", l.Name, "n", l.Steps))
		}
		if l.Inconsistent && l.Opposite {
			all = append(all, p.v.Text("kinship.misfit_opposite", "locus", l.Name))
		}
	}
	return all
}

// Assumed says which assumption a variant changes. words: kinship.variant_*
func (p page) Assumed(x Variant) string {
	return p.v.Text("kinship.variant_"+x.Code, "value", number(p.v, x.Value, 3), "locus", x.Locus)
}

// Asks says what a threshold asks for.
func (p page) Asks(t Judged) string {
	var all []string
	if t.MinIndex > 0 {
		all = append(all, p.v.Text("kinship.asks_index", "index", number(p.v, t.MinIndex, 3)))
	}
	if t.MinProbability > 0 {
		w := p.v.Text("kinship.percent", "x", number(p.v, t.MinProbability*100, 4))
		all = append(all, p.v.Text("kinship.asks_probability", "probability", w, "prior", number(p.v, t.Prior, 2)))
	}
	return strings.Join(all, " · ")
}

// Named is a threshold's name in the language.
func (p page) Named(t Judged) string { return p.named(t.Threshold) }

// Why says why a figure differs. words: kinship.reason_*, kinship.model_*
func (p page) Why(c Compared) string {
	detail := c.Detail
	if c.Reason == OtherMutation {
		detail = p.v.Text("kinship.model_" + detail)
	}
	return p.v.Text("kinship.reason_"+string(c.Reason), "value", number(p.v, c.Value, 3), "detail", detail)
}

// Ours writes our figure beside the laboratory's.
func (p page) Ours(c Compared) string {
	if c.Ours <= 0 {
		return "0"
	}
	return index(p.v, math.Log10(c.Ours))
}

// Mutation says the model. words: kinship.model_*
func (p page) Mutation() string {
	m := p.Settings.Mutation
	if m.Male.Rate == 0 && m.Female.Rate == 0 {
		return p.v.Text("kinship.mutation_none")
	}
	name := string(m.Male.Name)
	if m.Male.Stationary {
		name = "stationary"
	}
	pairs := []any{"model", p.v.Text("kinship.model_" + name), "female", number(p.v, m.Female.Rate, 3), "male", number(p.v, m.Male.Rate, 3), "range", number(p.v, m.Male.Range, 3), "rate2", number(p.v, m.Male.Rate2, 3)}
	if len(p.Settings.Rates) > 0 {
		return p.v.Text("kinship.mutation_by_locus", pairs...)
	}
	return p.v.Text("kinship.mutation_is", pairs...)
}

// Silent says the silent allele.
func (p page) Silent() string {
	if p.Settings.Silent == 0 {
		return p.v.Text("kinship.silent_none")
	}
	return p.v.Text("kinship.silent_is", "x", number(p.v, p.Settings.Silent, 3))
}

// FloorSays says the rule for rare alleles. words: kinship.floor_*
func (p page) FloorSays() string {
	key := strings.NewReplacer("/", "_", ".", "_").Replace(strings.ToLower(string(p.Settings.Floor)))
	return p.v.Text("kinship.floor_" + key)
}

// UntypedSays says what is done with parents who were not analysed.
func (p page) UntypedSays() string {
	if p.Settings.Untyped == kinship.Pruned {
		return p.v.Text("kinship.untyped_pruned")
	}
	return p.v.Text("kinship.untyped_kept")
}

// PopulationSays names the table used.
func (p page) PopulationSays() string {
	u := p.Used
	return p.v.Text("kinship.a_population_is", "population", u.Population, "name", u.Name, "source", p.label(u.Source, "kinship.unsaid"), "version", p.label(u.Version, "kinship.unsaid"))
}

// Left says why a locus was left out. words: kinship.omit_*
func (p page) Left(o Omission) string {
	return p.v.Text("kinship.omit_"+o.Reason, "locus", o.Locus, "sample", o.Sample)
}

// Use of a file. words: kinship.use_*
func (p page) Use(f File) string { return p.v.Text("kinship.use_" + f.Role) }

// Plain are the paragraphs of the half page for the mother. words: kinship.plain_*
func (p page) Plain() []string {
	what := "kinship.plain_what"
	if p.Kind == "duo" {
		what = "kinship.plain_what_duo"
	}
	return []string{
		p.v.Text(what, "father", p.Father, "all", strconv.Itoa(len(p.Loci))),
		p.v.Text("kinship.plain_"+string(p.Verdict), "pass", oneIn(p.v, p.Power.Same), "n", strconv.Itoa(p.Total.Inconsistent)),
		p.v.Text("kinship.plain_limits"), p.v.Text("kinship.plain_rights"),
	}
}
