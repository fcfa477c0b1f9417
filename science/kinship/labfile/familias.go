package labfile

import (
	"regexp"
	"strconv"
	"strings"

	"haki/science/kinship"
	"haki/science/kinship/frequency"
)

// fam reads the lines of a Familias file one after the other. After the first finding that
// stops, every further line is empty and adds nothing.
type fam struct {
	b       *Batch
	all     []string
	i       int // lines read; so the number of the line read last
	stopped bool
	out     *Fam
	people  kinship.Pedigree
	typed   []famTyping
}

// famTyping is one typing, by places in lists that come later in the file.
type famTyping struct {
	sample        *Sample
	first, second int
	locus         int
	line          int
}

func (f *fam) stop(x Finding) {
	if !f.stopped {
		if x.Line == 0 {
			x.Line = f.i
		}
		f.b.say(Stop, x)
	}
	f.stopped = true
}

// next is the next line without its quotation marks.
func (f *fam) next(field string) string {
	if f.i >= len(f.all) {
		f.stop(Finding{Code: Truncated, Place: Place{Line: len(f.all), Field: field}})
	}
	if f.stopped {
		return ""
	}
	f.i++
	return strings.Trim(strings.TrimSpace(f.all[f.i-1]), `"`)
}

// count is the next line as a whole number from 0 to most.
func (f *fam) count(field string, most int) int {
	s := f.next(field)
	n, err := strconv.Atoi(s)
	if !f.stopped && (err != nil || n < 0) {
		f.stop(Finding{Code: BadNumber, Place: Place{Field: field}, Text: s})
		return 0
	}
	if n > most {
		f.stop(Finding{Code: BadReference, Place: Place{Field: field}, Text: s, N: most})
		return 0
	}
	return n
}

// number is the next line as a number from low to high.
func (f *fam) number(field string, low, high float64) float64 {
	s := f.next(field)
	x, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if !f.stopped && (err != nil || !(x >= low && x <= high)) {
		f.stop(Finding{Code: BadNumber, Place: Place{Field: field}, Text: s})
		return 0
	}
	return x
}

// truth is the next line as #TRUE# or #FALSE#.
func (f *fam) truth(field string) bool {
	s := f.next(field)
	if !f.stopped && s != "#TRUE#" && s != "#FALSE#" {
		f.stop(Finding{Code: BadNumber, Place: Place{Field: field}, Text: s})
	}
	return s == "#TRUE#"
}

// readFamilias reads a .fam file: persons with typings, pedigrees and the table of frequencies
// with its mutation models. The layout is that of the design's section 14 [8].
func (b *Batch) readFamilias(text string) {
	f := &fam{b: b, all: strings.Split(strings.TrimRight(text, "\n"), "\n"), out: &Fam{Mutation: map[string]kinship.Mutation{}, Silent: map[string]float64{}}}
	b.Fam = f.out
	f.next("title")
	f.next("title")
	f.out.Table.Version = f.next("version")
	if f.i < len(f.all) && strings.Trim(f.all[f.i], `" `) == "" {
		f.i++
	}
	f.persons()
	f.relations()
	f.pedigrees()
	f.database()
}

func (f *fam) persons() {
	byID := map[string]*Sample{}
	for n := f.count("persons", 1000); n > 0 && !f.stopped; n-- {
		id := f.next("name")
		at := Place{Line: f.i, Field: "name"}
		if id == "" {
			f.stop(Finding{Code: NoLabel, Place: at})
		}
		if old := byID[id]; old != nil {
			f.stop(Finding{Code: LabelTwice, Place: at, Sample: id, N: old.Place.Line})
		}
		if f.stopped {
			return
		}
		s := f.b.sample(id, byID, at)
		f.next("flag")
		f.next("year")
		f.next("flag")
		if s.Sex = kinship.Female; f.truth("sex") {
			s.Sex = kinship.Male
		}
		f.people = append(f.people, kinship.Person{ID: id, Sex: s.Sex})
		for k := f.count("typings", 1000); k > 0 && !f.stopped; k-- {
			t := famTyping{sample: s, first: f.count("allele", 1000), line: f.i}
			t.second, t.locus = f.count("allele", 1000), f.count("locus", 1000)
			f.typed = append(f.typed, t)
		}
	}
}

// extras adds the persons without a name that a section declares.
func (f *fam) extras(to kinship.Pedigree) kinship.Pedigree {
	for _, sex := range []kinship.Sex{kinship.Female, kinship.Male} {
		for n := f.count("extra persons", 100); n > 0; n-- {
			to = append(to, kinship.Person{ID: "extra" + strconv.Itoa(len(to)+1), Sex: sex})
		}
	}
	return to
}

// pairs reads relations of parent and child into a pedigree.
func (f *fam) pairs(to kinship.Pedigree) {
	for n := f.count("relations", 3000); n > 0 && !f.stopped; n-- {
		parent := f.count("parent", len(to)-1)
		child := f.count("child", len(to)-1)
		if f.stopped {
			return
		}
		slot := &to[child].Father
		if to[parent].Sex == kinship.Female {
			slot = &to[child].Mother
		}
		if *slot != "" || parent == child {
			f.stop(Finding{Code: BadReference, Place: Place{Field: "child"}, Text: to[child].ID})
			return
		}
		*slot = to[parent].ID
	}
}

func (f *fam) relations() {
	if s := f.next("Known relations"); !f.stopped && s != "Known relations" {
		f.stop(Finding{Code: BadReference, Place: Place{Field: "Known relations"}, Text: s})
	}
	f.people = f.extras(f.people)
	f.pairs(f.people)
}

func (f *fam) pedigrees() {
	for n := f.count("pedigrees", 100); n > 0 && !f.stopped; n-- {
		f.count("index", 1000)
		h := kinship.Hypothesis{Name: f.next("pedigree")}
		h.Pedigree = f.extras(append(kinship.Pedigree{}, f.people...))
		f.pairs(h.Pedigree)
		h.Pedigree = complete(h.Pedigree)
		f.out.Hypotheses = append(f.out.Hypotheses, h)
	}
}

// complete gives a child with one parent the other, unnamed: the engine asks for both or none.
func complete(p kinship.Pedigree) kinship.Pedigree {
	for i := range p {
		if (p[i].Father == "") == (p[i].Mother == "") {
			continue
		}
		other := kinship.Person{ID: "added" + strconv.Itoa(len(p)+1), Sex: kinship.Male}
		if p[i].Father == "" {
			p[i].Father = other.ID
		} else {
			p[i].Mother, other.Sex = other.ID, kinship.Female
		}
		p = append(p, other)
	}
	return p
}

var (
	famTheta = regexp.MustCompile(`Theta/Kinship/Fst: ([0-9.,eE+-]+)`)
	famSize  = regexp.MustCompile(`^(\d+)\s*(?:\(DatabaseSize = ([0-9.]+))?`)
)

func (f *fam) database() {
	s := f.next("database")
	switch m := famTheta.FindStringSubmatch(s); {
	case f.stopped:
		return
	case strings.HasPrefix(s, "#TRUE#"):
		f.stop(Finding{Code: Unsupported, Place: Place{Field: "probabilities"}, Text: s})
	case !strings.HasPrefix(s, "#FALSE#"):
		f.stop(Finding{Code: BadReference, Place: Place{Field: "database"}, Text: s})
	case m != nil:
		x, err := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
		if err != nil || !(x >= 0 && x < 1) {
			f.stop(Finding{Code: BadNumber, Place: Place{Field: "theta"}, Text: m[1]})
		}
		f.out.Theta = x
	}
	n := f.count("loci", 1000)
	if f.truth("database name") {
		f.out.Table.Name = f.next("database name")
	}
	f.out.Table.Loci = map[string]frequency.Counts{}
	f.out.Table.Digest = f.b.Digest
	names, lists := make([]string, n), make([][]string, n)
	for i := range n {
		if names[i], lists[i] = f.locus(); f.stopped {
			return
		}
	}
	f.typings(names, lists)
}

// models are the mutation models by their number in the file; 3 is the stationary stepwise one.
var models = [5]kinship.Model{{Name: kinship.Equal}, {Name: kinship.Proportional}, {Name: kinship.Stepwise}, {Name: kinship.Stepwise, Stationary: true}, {Name: kinship.Stepwise}}

// locus reads one locus of the table: rates, models, frequencies.
func (f *fam) locus() (name string, list []string) {
	name = f.next("locus")
	if m := Lookup(name); m == nil {
		f.stop(Finding{Code: UnknownLocus, Place: Place{Field: "locus"}, Text: name})
	} else {
		name = m.Name
	}
	female, male := f.number("female rate", 0, 1), f.number("male rate", 0, 1)
	mut := kinship.Mutation{Female: models[f.count("female model", 4)], Male: models[f.count("male model", 4)]}
	mut.Female.Rate, mut.Male.Rate = female, male
	f.count("alleles", 1000)
	mut.Female.Range, mut.Male.Range = f.number("female range", 0, 1e6), f.number("male range", 0, 1e6)
	mut.Female.Rate2, mut.Male.Rate2 = f.number("female rate 2", 0, 1), f.number("male rate 2", 0, 1)
	silent := f.truth("silent allele")
	s := f.number("silent frequency", 0, 1)
	size := f.next("alleles")
	m := famSize.FindStringSubmatch(size)
	if m == nil && !f.stopped {
		f.stop(Finding{Code: BadNumber, Place: Place{Field: "alleles"}, Text: size})
	}
	if f.stopped {
		return name, nil
	}
	n, _ := strconv.Atoi(m[1])
	counts := frequency.Counts{Frequencies: map[kinship.Allele]float64{}}
	if persons, err := strconv.ParseFloat(m[2], 64); err == nil && persons < 1e9 {
		counts.Typed = int(2 * persons)
	}
	start, sum := f.i, 0.0
	for ; n > 0 && !f.stopped; n-- {
		a := f.next("allele")
		list = append(list, a)
		p := f.number("frequency", 0, 1)
		if spelt, ok := kinship.ParseAllele(a); ok {
			a = string(spelt)
		}
		if _, twice := counts.Frequencies[kinship.Allele(a)]; twice {
			f.stop(Finding{Code: AlleleTwice, Place: Place{Line: f.i - 1, Field: "allele"}, Locus: name, Text: a})
		}
		counts.Frequencies[kinship.Allele(a)] = p
		sum += p
	}
	if silent {
		f.out.Silent[name], sum = s, sum+s
	}
	if d := sum - 1; !f.stopped && !(d < 1e-3 && d > -1e-3) {
		f.stop(Finding{Code: TableSum, Place: Place{Line: start, Field: "frequency"}, Locus: name, Text: strconv.FormatFloat(sum, 'g', 6, 64)})
	}
	f.out.Table.Loci[name], f.out.Mutation[name] = counts, mut
	return name, list
}

// typings turns places in lists into alleles.
func (f *fam) typings(names []string, lists [][]string) {
	for _, t := range f.typed {
		at := Place{Line: t.line, Field: "allele"}
		if t.locus >= len(names) {
			f.stop(Finding{Code: BadReference, Place: Place{Line: t.line + 2, Field: "locus"}, Sample: t.sample.ID, Text: strconv.Itoa(t.locus)})
			return
		}
		list := lists[t.locus]
		if worst := max(t.first, t.second); worst >= len(list) {
			f.stop(Finding{Code: BadReference, Place: at, Sample: t.sample.ID, Locus: names[t.locus], Text: strconv.Itoa(worst)})
			return
		}
		f.b.take(t.sample, names[t.locus], []string{list[t.first], list[t.second]}, nil, at, convention{})
	}
}
