package casefile

import (
	"strconv"
	"strings"

	"haki/science/kinship"
)

// Format is what a file says it is.
const Format = "kinship-cases/1"

// A Fault is why a file cannot be read, and where. Its Code is a stable word; people read the
// sentence of pedigree.file_CODE.
type Fault struct {
	Code  string
	Case  string // the case's identifier, or its number from 1 if it has none; "" for the whole file
	Field string
	Value string
	Line  int // of the file, from 1; 0 where it is not known
}

// What can be wrong with a file, beside the problems of package kinship.
const (
	NotJSON      = "not_json"      // no JSON, or something after its end
	OtherFormat  = "other_format"  // not kinship-cases/1
	UnknownField = "unknown_field" // a field the format does not have
	MissingField = "missing_field" // a field the format asks for
	WrongKind    = "wrong_kind"    // text where a number belongs, and the like
	UnknownWord  = "unknown_word"  // a chromosome, sex or model nobody knows
	UnknownSet   = "unknown_set"   // a set, or a locus in it, that is not in the file
	TwoSources   = "two_sources"   // a locus with both a set and frequencies of its own, or neither
	IdleRate     = "idle_rate"     // a rate or range given to a model that does not use it
	TwiceCase    = "twice_case"    // two cases of one identifier
	TwiceName    = "twice_name"    // a name given twice in one object
)

// Error names the code and the place, for logs.
func (f *Fault) Error() string {
	var s strings.Builder
	s.WriteString("casefile: " + f.Code)
	for _, p := range []struct{ name, value string }{{"case", f.Case}, {"field", f.Field}, {"value", f.Value}} {
		if p.value != "" {
			s.WriteString(" " + p.name + "=" + strconv.Quote(p.value))
		}
	}
	if f.Line > 0 {
		s.WriteString(" line=" + strconv.Itoa(f.Line))
	}
	return s.String()
}

// Fields of the objects; what is marked with a star must be there. Descriptions and expected
// values are known, and passed over.
var (
	fileFields   = fields("schema* frequency_sets* cases* description fields tolerance")
	caseFields   = fields("id* chromosome* theta* hypotheses* mutation* loci* genotypes* group relationship description simulated_under expected")
	personFields = fields("id* father* mother* sex*")
	sexFields    = fields("female* male*")
	modelFields  = fields("model* rate rate2 range")
	locusFields  = fields("name* set frequencies")
)

func fields(s string) map[string]bool {
	m := map[string]bool{}
	for _, f := range strings.Fields(s) {
		name, must := strings.CutSuffix(f, "*")
		m[name] = must
	}
	return m
}

// reader knows which case it is in.
type reader struct {
	sets *value
	id   string
}

func (r *reader) fault(v *value, code, field, val string) *Fault {
	return &Fault{Code: code, Case: r.id, Field: field, Value: val, Line: v.line}
}

// object checks that a value is an object of these fields.
func (r *reader) object(v *value, field string, of map[string]bool) error {
	if v.kind != '{' {
		return r.fault(v, WrongKind, field, "")
	}
	for _, n := range v.names {
		if _, known := of[n]; !known {
			return r.fault(v, UnknownField, field, n)
		}
	}
	for _, must := range sorted(of) {
		if of[must] && v.field(must) == nil {
			return r.fault(v, MissingField, field, must)
		}
	}
	return nil
}

func (r *reader) text(v *value, field string) (string, error) {
	if v.kind != '"' {
		return "", r.fault(v, WrongKind, field, "")
	}
	return v.text, nil
}

func (r *reader) number(v *value, field string) (float64, error) {
	x, ok := v.number()
	if !ok {
		return 0, r.fault(v, WrongKind, field, v.text)
	}
	return x, nil
}

// Read reads a whole file. The error is a *Fault, or a *kinship.Problem of the case it came
// from, wrapped in an *InCase. Nothing of the file is used if anything in it is unusable.
func Read(text []byte) ([]kinship.Case, error) {
	v, err := parse(text)
	if err != nil {
		return nil, err
	}
	r := &reader{}
	if v.kind == '{' {
		if s := v.field("schema"); s == nil || s.kind != '"' || s.text != Format {
			return nil, &Fault{Code: OtherFormat, Line: v.line}
		}
	}
	if err := r.object(&v, "", fileFields); err != nil {
		return nil, err
	}
	r.sets = v.field("frequency_sets")
	list := v.field("cases")
	if r.sets.kind != '{' {
		return nil, r.fault(r.sets, WrongKind, "frequency_sets", "")
	}
	if list.kind != '[' {
		return nil, r.fault(list, WrongKind, "cases", "")
	}
	cases := make([]kinship.Case, len(list.items))
	seen := map[string]bool{}
	for i := range list.items {
		r.id = strconv.Itoa(i + 1)
		if cases[i], err = r.read(&list.items[i]); err != nil {
			return nil, err
		}
		if seen[cases[i].ID] {
			return nil, r.fault(&list.items[i], TwiceCase, "id", cases[i].ID)
		}
		seen[cases[i].ID] = true
	}
	return cases, nil
}

func (r *reader) read(v *value) (c kinship.Case, err error) {
	if err = r.object(v, "", caseFields); err != nil {
		return c, err
	}
	if c.ID, err = r.text(v.field("id"), "id"); err != nil {
		return c, err
	}
	r.id = c.ID
	chromosome, err := r.text(v.field("chromosome"), "chromosome")
	if err != nil {
		return c, err
	}
	switch chromosome {
	case "autosomal":
	case "X":
		c.Chromosome = kinship.X
	default:
		return c, r.fault(v.field("chromosome"), UnknownWord, "chromosome", chromosome)
	}
	if c.Theta, err = r.number(v.field("theta"), "theta"); err != nil {
		return c, err
	}
	if c.Mutation, err = r.mutation(v.field("mutation")); err != nil {
		return c, err
	}
	if c.Hypotheses, err = r.hypotheses(v.field("hypotheses")); err != nil {
		return c, err
	}
	if c.Loci, err = r.loci(v.field("loci")); err != nil {
		return c, err
	}
	c.Profiles, err = r.genotypes(v.field("genotypes"))
	return c, err
}

func (r *reader) mutation(v *value) (m kinship.Mutation, err error) {
	if err = r.object(v, "mutation", sexFields); err != nil {
		return m, err
	}
	if m.Female, err = r.model(v.field("female"), "mutation.female"); err != nil {
		return m, err
	}
	m.Male, err = r.model(v.field("male"), "mutation.male")
	return m, err
}

// uses says which numbers a model needs. A number given to a model that does not use it
// would be passed over in silence, so it must be 0.
var uses = map[kinship.ModelName][3]bool{
	kinship.NoMutation: {}, kinship.Equal: {true}, kinship.Proportional: {true}, kinship.OneStep: {true}, kinship.Stepwise: {true, true, true},
}

func (r *reader) model(v *value, field string) (m kinship.Model, err error) {
	if err = r.object(v, field, modelFields); err != nil {
		return m, err
	}
	name, err := r.text(v.field("model"), field+".model")
	if err != nil {
		return m, err
	}
	m.Name = kinship.ModelName(name)
	needs, ok := uses[m.Name]
	if !ok {
		return m, r.fault(v.field("model"), UnknownWord, field+".model", name)
	}
	for i, to := range []struct {
		name string
		x    *float64
	}{{"rate", &m.Rate}, {"rate2", &m.Rate2}, {"range", &m.Range}} {
		given := v.field(to.name)
		if given == nil {
			if needs[i] {
				return m, r.fault(v, MissingField, field, to.name)
			}
			continue
		}
		if *to.x, err = r.number(given, field+"."+to.name); err != nil {
			return m, err
		}
		if !needs[i] && *to.x != 0 {
			return m, r.fault(given, IdleRate, field+"."+to.name, given.text)
		}
	}
	return m, nil
}

// hypotheses puts H1 and H2 first, and others after them in the order of the file.
func (r *reader) hypotheses(v *value) ([]kinship.Hypothesis, error) {
	if v.kind != '{' {
		return nil, r.fault(v, WrongKind, "hypotheses", "")
	}
	names := []string{"H1", "H2"}
	for _, n := range v.names {
		if n != "H1" && n != "H2" {
			names = append(names, n)
		}
	}
	var all []kinship.Hypothesis
	for _, n := range names {
		field := "hypotheses." + n
		list := v.field(n)
		if list == nil {
			return nil, r.fault(v, MissingField, "hypotheses", n)
		}
		if list.kind != '[' {
			return nil, r.fault(list, WrongKind, field, "")
		}
		h := kinship.Hypothesis{Name: n}
		for i := range list.items {
			p, err := r.person(&list.items[i], field)
			if err != nil {
				return nil, err
			}
			h.Pedigree = append(h.Pedigree, p)
		}
		all = append(all, h)
	}
	return all, nil
}

func (r *reader) person(v *value, field string) (p kinship.Person, err error) {
	if err = r.object(v, field, personFields); err != nil {
		return p, err
	}
	if p.ID, err = r.text(v.field("id"), field+".id"); err != nil {
		return p, err
	}
	for _, to := range []struct {
		name string
		id   *string
	}{{"father", &p.Father}, {"mother", &p.Mother}} {
		if parent := v.field(to.name); parent.kind != 'n' {
			if *to.id, err = r.text(parent, field+"."+to.name); err != nil {
				return p, err
			}
			if *to.id == "" {
				return p, r.fault(parent, UnknownWord, field+"."+to.name, "")
			}
		}
	}
	sex, err := r.text(v.field("sex"), field+".sex")
	switch {
	case err != nil:
	case sex == "male":
		p.Sex = kinship.Male
	case sex == "female":
		p.Sex = kinship.Female
	default:
		err = r.fault(v.field("sex"), UnknownWord, field+".sex", sex)
	}
	return p, err
}
