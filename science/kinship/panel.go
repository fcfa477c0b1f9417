package kinship

// pair is a genotype as two places in the list of alleles, a <= b. On the X chromosome of a
// man both are the same place.
type pair struct{ a, b uint8 }

// none marks that nothing was observed.
const none = 255

// frame is one locus made ready: the frequencies and matrices with the silent allele, if
// there is one, as the last of n alleles.
type frame struct {
	n         int
	silent    int // its place, or -1
	p         []float64
	male      *matrix
	female    *matrix
	fromMen   []float64 // p·M_male: what a random man passes
	fromWomen []float64
	lumpable  bool
	keys      []uint64 // the ordinary alleles' names, to find them by
}

func newFrame(l *Locus, m Mutation) (*frame, error) {
	if l.Mutation != nil {
		m = *l.Mutation
	}
	f := &frame{p: l.all(), silent: -1, lumpable: m.Male.lumpable() && m.Female.lumpable()}
	f.n = len(f.p)
	if l.Silent > 0 {
		f.silent = f.n - 1
	}
	var err error
	if f.male, err = m.Male.matrix(l); err != nil {
		return nil, err
	}
	if f.female = f.male; m.Female != m.Male {
		if f.female, err = m.Female.matrix(l); err != nil {
			return nil, err
		}
	}
	f.keys = make([]uint64, len(l.Alleles))
	for i, a := range l.Alleles {
		f.keys[i] = a.key()
	}
	f.fromMen, f.fromWomen = f.male.after(f.p), f.female.after(f.p)
	return f, nil
}

// after is p·M.
func (m *matrix) after(p []float64) []float64 {
	if m.plain {
		return p
	}
	out := make([]float64, m.n)
	for i, x := range p {
		for j, y := range m.row(i) {
			out[j] += x * y
		}
	}
	return out
}

// A Panel is a set of loci made ready: validated once, mutation matrices built once, so that
// many cases can be computed over the same loci. It does not change and may be shared.
type Panel struct {
	loci       []Locus
	frames     []*frame
	places     map[string]int
	theta      float64
	chromosome Chromosome
}

// NewPanel validates loci, mutation and theta and makes them ready. What it returns is a *Problem.
func NewPanel(loci []Locus, c Chromosome, m Mutation, theta float64) (*Panel, error) {
	if !(theta >= 0 && theta <= 1) {
		return nil, &Problem{Code: BadTheta, Value: theta}
	}
	if len(loci) == 0 {
		return nil, &Problem{Code: NoLocus}
	}
	p := &Panel{loci: loci, places: make(map[string]int, len(loci)), theta: theta, chromosome: c}
	for i := range loci {
		l := &loci[i]
		if _, twice := p.places[l.Name]; twice || l.Name == "" {
			return nil, &Problem{Code: TwiceLocus, Locus: l.Name}
		}
		p.places[l.Name] = i
		if err := l.Check(); err != nil {
			return nil, err
		}
		if l.Loose && theta > 0 {
			return nil, &Problem{Code: LooseTheta, Locus: l.Name}
		}
		f, err := newFrame(l, m)
		if err != nil {
			return nil, err
		}
		p.frames = append(p.frames, f)
	}
	return p, nil
}

// Loci are the panel's loci in order; do not change them.
func (p *Panel) Loci() []Locus { return p.loci }

// Chromosome is what the panel was made for.
func (p *Panel) Chromosome() Chromosome { return p.chromosome }

// A Typing is a profile made ready for one panel: a genotype for each of its loci, in order.
type Typing []pair

// Untyped says whether nothing was observed at the i-th locus.
func (t Typing) Untyped(i int) bool { return t[i].a == none }

// Type checks a profile against the panel and makes it ready: every locus must be the
// panel's, every allele listed there, two alleles for everybody but a man on the X
// chromosome, who has one. It writes into the typing it is given if that is long enough,
// and then allocates nothing. What it returns is a *Problem.
func (p *Panel) Type(profile Profile, s Sex, into Typing) (Typing, error) {
	if cap(into) < len(p.loci) {
		into = make(Typing, len(p.loci))
	}
	into = into[:len(p.loci)]
	found := 0
	for i := range p.loci {
		l := &p.loci[i]
		into[i] = pair{none, none}
		g, ok := profile[l.Name]
		if ok {
			found++
		}
		if !g.Typed() {
			continue
		}
		var err error
		if into[i], err = p.frames[i].place(l, g, p.chromosome == X && s == Male); err != nil {
			return nil, err
		}
	}
	if found == len(profile) {
		return into, nil
	}
	least := "" // of the unknown names the first in order, so that two runs say the same
	for name := range profile {
		if _, ok := p.places[name]; !ok && (least == "" || name < least) {
			least = name
		}
	}
	return nil, &Problem{Code: NoLocus, Locus: least}
}

// place finds the alleles of a genotype in the list.
func (f *frame) place(l *Locus, g Genotype, single bool) (pair, error) {
	if g.A == "" || (g.B == "") != single {
		return pair{}, &Problem{Code: HalfTyped, Locus: l.Name}
	}
	a := f.find(l, g.A)
	if a < 0 {
		return pair{}, &Problem{Code: UnknownAllele, Locus: l.Name, Allele: g.A}
	}
	if single {
		return pair{uint8(a), uint8(a)}, nil
	}
	b := f.find(l, g.B)
	if b < 0 {
		return pair{}, &Problem{Code: UnknownAllele, Locus: l.Name, Allele: g.B}
	}
	return pair{uint8(min(a, b)), uint8(max(a, b))}, nil
}

// key is a name of up to seven letters and its length as one number; longer ones share 0.
func (a Allele) key() uint64 {
	if len(a) > 7 {
		return 0
	}
	k := uint64(len(a))
	for i := range len(a) {
		k = k<<8 | uint64(a[i])
	}
	return k
}

// find is the place of an allele in the list, or -1.
func (f *frame) find(l *Locus, a Allele) int {
	k := a.key()
	if k == 0 {
		return l.Index(a)
	}
	for i, other := range f.keys {
		if k == other {
			return i
		}
	}
	return -1
}
