package casefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"haki/science/kinship"
	"haki/science/kinship/kinshiptest"
)

// The project's own cases: every ready relationship, with each mutation model, theta, silent
// alleles and the X chromosome, small enough that the enumeration says what they come to.
// They are written anew by HAKI_GOLDEN=1 go test ./science/kinship/casefile -run Synthetic; "make
// golden" does not touch them, and what the file says is held to what the enumerator says now.
const synthetic = "testdata/synthetic.json"

type object = map[string]any

// The values in the file are the enumerator's, and the engine agrees with each.
func TestTheSyntheticCasesAreWhatTheDefinitionSays(t *testing.T) {
	if os.Getenv("HAKI_GOLDEN") == "1" {
		text, err := json.MarshalIndent(compose(t), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(synthetic, append(text, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(synthetic)
	if err != nil {
		t.Fatal(err)
	}
	if !testing.Short() {
		if composed, err := json.MarshalIndent(compose(t), "", " "); err != nil || !bytes.Equal(append(composed, '\n'), text) {
			t.Errorf("the file is not what the definition says today: %v", err)
		}
	}
	var want struct{ Cases []expectation }
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	cases, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := Evaluate(cases)
	if err != nil {
		t.Fatal(err)
	}
	statuses := map[string]int{}
	for i, a := range answers {
		w := want.Cases[i].Expected
		total := a.Result.Ratio(0, 1)
		statuses[total.Status.String()]++
		if total.Status.String() != w.Status || nearly(w.LR, total) > 1e-10 {
			t.Errorf("%s: %+v, by the definition %v %v", a.Case.ID, total, w.Status, w.LR)
		}
		for _, l := range a.Result.Loci {
			e := w.PerLocus[l.Locus]
			if near(e.H1, l.Likelihood[0]) > 1e-10 || near(e.H2, l.Likelihood[1]) > 1e-10 {
				t.Errorf("%s %s: %v, by the definition %+v", a.Case.ID, l.Locus, l.Likelihood, e)
			}
		}
	}
	if len(answers) < 80 || statuses["ok"] == 0 || statuses["exclusion"] == 0 {
		t.Errorf("%d cases, %v: they cover too little", len(answers), statuses)
	}
}

// compose makes the cases. Genotypes are random alleles that come down H1, some of them changed.
func compose(t *testing.T) object {
	r := rand.New(rand.NewPCG(5, 234))
	sets := object{"invented": object{"S1": object{"9": 0.3, "9.3": 0.2, "10": 0.5}, "S2": object{"12": 0.25, "13": 0.35, "14": 0.4}},
		"invented+silent": object{"S1": object{"9": 0.3, "9.3": 0.2, "10": 0.48, "silent": 0.02}, "S2": object{"12": 0.25, "13": 0.35, "14": 0.38, "silent": 0.02}}}
	models := []object{{"model": "none"}, {"model": "equal", "rate": 0.004}, {"model": "proportional", "rate": 0.003}, {"model": "stepwise", "rate": 0.005, "rate2": 1e-5, "range": 0.1}}
	var cases []object
	for _, rel := range kinship.Relationships() {
		if len(rel.H1) > 7 {
			continue // the definition would take too long
		}
		for n := range 4 {
			set := "invented"
			if n == 3 {
				set = "invented+silent"
			}
			c := object{"id": fmt.Sprintf("%s-%d", rel.ID, n), "chromosome": "autosomal", "theta": []float64{0, 0, 0.02, 0.01}[n],
				"mutation":   object{"female": models[(n+len(cases))%4], "male": models[n]},
				"loci":       []object{{"name": "S1", "set": set}, {"name": "S2", "set": set}},
				"hypotheses": object{"H1": persons(rel.H1), "H2": persons(rel.H2)}}
			if rel.ID == "grandparent_pair" || rel.ID == "maternity_duo" && n == 2 {
				c["chromosome"] = "X"
			}
			c["genotypes"] = drop(r, rel, c["chromosome"] == "X")
			cases = append(cases, c)
		}
	}
	whole := object{"schema": Format, "description": "Invented cases; values by exhaustive enumeration from the definition.", "frequency_sets": sets, "cases": cases}
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	read, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	for i := range read {
		cases[i]["expected"] = expect(&read[i])
	}
	return whole
}

func persons(p kinship.Pedigree) (all []object) {
	for _, one := range p {
		o := object{"id": one.ID, "father": nil, "mother": nil, "sex": "female"}
		if one.Sex == kinship.Male {
			o["sex"] = "male"
		}
		if !one.Founder() {
			o["father"], o["mother"] = one.Father, one.Mother
		}
		all = append(all, o)
	}
	return all
}

// drop lets alleles come down the first hypothesis.
func drop(r *rand.Rand, rel kinship.Relationship, x bool) object {
	all := object{}
	for _, names := range [][]string{{"S1", "9", "9.3", "10"}, {"S2", "12", "13", "14"}} {
		locus := names[0]
		names = names[1:]
		have := map[string][2]string{}
		for _, p := range rel.H1 {
			g := [2]string{names[r.IntN(3)], names[r.IntN(3)]}
			if !p.Founder() && r.IntN(8) > 0 {
				g = [2]string{have[p.Father][r.IntN(2)], have[p.Mother][r.IntN(2)]}
			}
			if x && p.Sex == kinship.Male {
				g[0] = g[1]
			}
			have[p.ID] = g
		}
		for _, p := range rel.H1 {
			if !slices.Contains(rel.Typed, p.ID) {
				continue
			}
			if all[p.ID] == nil {
				all[p.ID] = object{}
			}
			g := have[p.ID]
			list := []string{g[0], g[1]}
			if x && p.Sex == kinship.Male {
				list = list[:1]
			}
			all[p.ID].(object)[locus] = list
		}
	}
	return all
}

// expect asks the definition.
func expect(c *kinship.Case) object {
	per, product, status := object{}, 1.0, "ok"
	for i := range c.Loci {
		l := &c.Loci[i]
		a, b := define(c, l, 0), define(c, l, 1)
		one := object{"likelihood_H1": a, "likelihood_H2": b, "LR": nil}
		switch {
		case b == 0:
			status = "undefined"
		case a == 0:
			one["LR"], product = 0, 0
			if status == "ok" {
				status = "exclusion"
			}
		default:
			one["LR"] = a / b
			product *= a / b
		}
		per[l.Name] = one
	}
	e := object{"per_locus": per, "status": status, "LR": product, "log10_LR": nil}
	if status == "undefined" {
		e["LR"] = nil
	}
	return e
}

func define(c *kinship.Case, l *kinship.Locus, h int) float64 {
	tenths := make([]int, len(l.Alleles))
	for i, a := range l.Alleles {
		tenths[i], _ = a.Tenths()
	}
	square := func(m kinship.Model) [][]float64 {
		return kinshiptest.Matrix(string(m.Name), m.Rate, m.Rate2, m.Range, tenths, l.P, l.Silent)
	}
	q := kinshiptest.Question{P: l.P, Silent: -1, Theta: c.Theta, X: c.Chromosome == kinship.X, Male: square(c.Mutation.Male), Female: square(c.Mutation.Female)}
	if l.Silent > 0 {
		q.Silent, q.P = len(l.P), append(slices.Clone(l.P), l.Silent)
	}
	place := map[string]int{"": -1}
	for i, p := range c.Hypotheses[h].Pedigree { // parents stand before their children
		one := kinshiptest.Person{Father: place[p.Father], Mother: place[p.Mother], Male: p.Sex == kinship.Male}
		if g := c.Profiles[p.ID][l.Name]; g.Typed() {
			one.Seen = []int{l.Index(g.A)}
			if g.B != "" {
				one.Seen = append(one.Seen, l.Index(g.B))
			}
		}
		place[p.ID] = i
		q.Persons = append(q.Persons, one)
	}
	return q.Likelihood()
}

// damage is what is done to a sound file, and what the reader then says.
var damage = []struct{ from, to, code, where string }{
	{`"schema": "kinship-cases/1"`, `"schema": "kinship-cases/9"`, OtherFormat, ""},
	{`"schema"`, `"shema"`, OtherFormat, ""},
	{`"theta": 0`, `"theta": "0"`, WrongKind, "theta"},
	{`"theta": 0`, `"theta": 1e999`, WrongKind, "theta"},
	{`"theta": 0`, `"theta": null`, WrongKind, "theta"},
	{`"theta": 0`, `"group": "x"`, MissingField, "theta"},
	{`"theta": 0`, `"theta": 0, "theta": 0.1`, TwiceName, "theta"},
	{`"theta": 0`, `"theta": 0, "thetta": 0.1`, UnknownField, "thetta"},
	{`"chromosome": "autosomal"`, `"chromosome": "Y"`, UnknownWord, "chromosome"},
	{`"model": "none"`, `"model": "nonne"`, UnknownWord, "model"},
	{`"model": "none"`, `"model": "equal"`, MissingField, "rate"},
	{`"model": "none"`, `"model": "none", "rate": 0.01`, IdleRate, "rate"},
	{`"set": "invented"`, `"set": "inventted"`, UnknownSet, "inventted"},
	{`"set": "invented"`, `"set": "invented", "frequencies": {"9": 1}`, TwoSources, ""},
	{`"sex": "male"`, `"sex": "man"`, UnknownWord, "sex"},
	{`"father": null`, `"father": 7`, WrongKind, "father"},
	{`"father": null`, `"father": ""`, UnknownWord, "father"},
	{`"AF": {`, `"AF": {"S3": ["9", "9", "10"], `, WrongKind, "S3"},
	{`"H2": [`, `"H3": [`, MissingField, "H2"},
	{"\n}\n", "\n} x\n", NotJSON, ""},
	{"\n}\n", "\n", NotJSON, ""},
	{"invented", "inv\xffnted", NotJSON, ""},
	{`"id": "duo-0"`, `"id": "trio-0"`, TwiceCase, "trio-0"},
}

// TestADamagedFileOfCasesIsRefusedForItsReason and never read in part.
func TestADamagedFileOfCasesIsRefusedForItsReason(t *testing.T) {
	sound, err := os.ReadFile(synthetic)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range damage {
		text := bytes.Replace(sound, []byte(d.from), []byte(d.to), 1)
		if bytes.Equal(text, sound) {
			t.Errorf("%q is not in the file", d.from)
			continue
		}
		cases, err := Read(text)
		var f *Fault
		if !errors.As(err, &f) || cases != nil || d.code != "" && f.Code != d.code {
			t.Errorf("%s: %d cases, %v", d.to, len(cases), err)
			continue
		}
		if d.where != "" && !strings.Contains(f.Field+" "+f.Value, d.where) {
			t.Errorf("%s: %v says not where", d.to, f)
		}
		before, _, _ := bytes.Cut(sound, []byte(d.from))
		switch at := bytes.Count(before, []byte("\n")) + 1; f.Code {
		case OtherFormat, TwiceCase, NotJSON, MissingField, UnknownField, TwoSources: // said of a whole object or file
		default:
			if f.Line != at {
				t.Errorf("%s: line %d, not %d", d.to, f.Line, at)
			}
		}
	}
}

// FuzzRead looks for a file that makes the reader panic, hang or give cases that cannot be told
// from sound ones: whatever is read is computed or refused, and written as JSON without NaN.
func FuzzRead(f *testing.F) {
	sound, err := os.ReadFile(synthetic)
	if err != nil {
		f.Fatal(err)
	}
	var whole map[string]any
	if err := json.Unmarshal(sound, &whole); err != nil {
		f.Fatal(err)
	}
	cases := whole["cases"].([]any)
	for i := 0; i < len(cases); i += 17 {
		whole["cases"] = cases[i : i+1]
		text, err := json.MarshalIndent(whole, "", " ")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
		for _, d := range damage[:len(damage)*(1-min(i, 1))] { // of the first
			f.Add(bytes.Replace(text, []byte(d.from), []byte(d.to), 1))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<16 {
			return
		}
		cases, err := Read(text)
		if err != nil {
			var fault *Fault
			var in *InCase
			if cases != nil || !errors.As(err, &fault) && !errors.As(err, &in) {
				t.Fatalf("%d cases and %v", len(cases), err)
			}
			return
		}
		if len(cases) > 4 {
			return
		}
		for i := range cases {
			n := 0
			for _, h := range cases[i].Hypotheses {
				n += len(h.Pedigree)
			}
			if n > 20 || len(cases[i].Loci) > 5 {
				return // sound and slow
			}
		}
		answers, err := Evaluate(cases)
		if err != nil {
			return
		}
		for _, a := range answers {
			var line bytes.Buffer
			if err := a.Write(&line); err != nil || !json.Valid(line.Bytes()) {
				t.Fatalf("%v %s", err, line.Bytes())
			}
			for _, l := range a.Result.Loci {
				for _, x := range l.Likelihood {
					if !(x >= 0 && x <= 1+1e-9) {
						t.Fatalf("a likelihood of %v", x)
					}
				}
			}
		}
	})
}
