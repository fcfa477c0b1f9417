package namematch

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"haki/science/namematch/roman"
)

// evidence is what speaks for and against one pair: features with how much there is of each.
type evidence struct {
	n    int
	kind [40]feature
	much [40]float64
}

func (e *evidence) add(f feature, much float64) {
	if f != none && e.n < len(e.kind) {
		e.kind[e.n], e.much[e.n] = f, much
		e.n++
	}
}

func (e *evidence) bits() (sum float64) {
	for i := range e.n {
		sum += weights[e.kind[i]] * e.much[i]
	}
	return sum
}

// Match is a record that may be the same person.
type Match struct {
	ID    string  // of the record
	Score float64 // the probability that both are the same person, see [Finder.Find]
	Bits  float64 // the evidence, as a base 2 logarithm; finer than the score

	record   uint32
	name     uint32
	way      uint8 // the reading of the person's name
	evidence evidence
}

// judge scores the candidates.
func (f *Finder) judge(way uint8) {
	for _, c := range f.brought {
		f.found = append(f.found, Match{name: c.name, record: f.ix.names[c.name].record, way: way})
		f.weigh(&f.found[len(f.found)-1])
	}
}

// standing is what the order of matches depends on; a match itself is large.
type standing struct {
	bits         float64
	record, name uint32
	at           uint32 // in f.found
	way          uint8
}

// sift keeps the best name of each record and shares the probability out.
func (f *Finder) sift() {
	f.order = f.order[:0]
	for i := range f.found {
		m := &f.found[i]
		f.order = append(f.order, standing{m.Bits, m.record, m.name, uint32(i), m.way})
	}
	slices.SortFunc(f.order, func(a, b standing) int {
		if a.record != b.record {
			return cmp.Compare(a.record, b.record)
		}
		return cmp.Or(cmp.Compare(b.bits, a.bits), cmp.Compare(a.name, b.name), cmp.Compare(a.way, b.way))
	})
	f.order = slices.CompactFunc(f.order, func(a, b standing) bool { return a.record == b.record })
	slices.SortFunc(f.order, func(a, b standing) int {
		if a.bits != b.bits {
			return cmp.Compare(b.bits, a.bits)
		}
		return cmp.Compare(a.record, b.record)
	})
	f.share()
}

// share turns bits to probabilities. The candidates of one person exclude each other, and
// none of them may be it: p = 2^b / (o + sum of 2^b), where o are the odds against any person
// looked up being in the register.
func (f *Finder) share() {
	if len(f.order) == 0 {
		return
	}
	top := max(f.order[0].bits, 0)
	sum := (1 - f.Expected) / f.Expected * math.Exp2(-top)
	for i := range f.order {
		sum += math.Exp2(f.order[i].bits - top)
	}
	for i := range f.order {
		f.found[f.order[i].at].Score = math.Exp2(f.order[i].bits-top) / sum
	}
}

// weigh gathers the evidence on one name.
func (f *Finder) weigh(m *Match) {
	words := f.ix.tokensOfName(m.name)
	f.align(words)
	e := &m.evidence
	f.tokens(e, words)
	r := &f.ix.records[m.record]
	if r.first != m.name {
		e.add(aliased, 1)
	}
	f.attributes(e, m.record)
	e.add(size, log2(f.query.names+background))
	e.add(prior, 1)
	m.Bits = e.bits()
}

// tokens turns the alignment to evidence.
func (f *Finder) tokens(e *evidence, words []uint32) {
	q := &f.query
	lostQuery, lostName, minors, matched := 0, 0, 0, 0
	last, falls := -1, 0
	sums := [features]float64{}
	var order [maxQuery + maxAlign]feature
	kinds := order[:0]
	count := func(k feature, much float64) {
		if sums[k] == 0 {
			kinds = append(kinds, k)
		}
		sums[k] += much
	}
	for _, p := range f.table.pairs {
		switch {
		case p.vn == 0:
			switch r := q.tokens[p.q].Role; {
			case r == roman.Title || r == roman.Suffix:
			case minor(r) || r == roman.Patronymic:
				minors++
			default:
				lostQuery++
			}
		case p.qn == 0:
			switch r := f.ix.voc.tokens[words[p.v]].role; {
			case r == roman.Title || r == roman.Suffix:
			case minor(r) || r == roman.Patronymic:
				minors++
			default:
				lostName++
			}
		default:
			if p.coin == rarityMinor && p.kind != initial {
				e.add(rarityMinor, p.rarity)
				continue
			}
			matched++
			if int(p.v) < last {
				falls++
			}
			last = int(p.v)
			count(p.kind, 1)
			count(p.coin, p.rarity)
		}
	}
	for _, k := range kinds {
		e.add(k, sums[k])
	}
	both := min(lostQuery, lostName)
	if both > 0 {
		e.add(contradict, float64(both))
	}
	if n := lostQuery - both; n > 0 {
		e.add(missingQuery, float64(n))
	}
	if n := lostName - both + max(len(words)-maxAlign, 0); n > 0 {
		e.add(missingName, float64(n))
	}
	if minors > 0 {
		e.add(missingMinor, float64(minors))
	}
	switch {
	case falls == 1:
		e.add(rotated, 1)
	case falls > 1:
		e.add(shuffled, 1)
	}
	if lostQuery+lostName == 0 {
		e.add(complete, 1)
	}
	if matched <= 1 {
		e.add(single, 1)
	}
}

// attributes adds what the attributes say; what is missing on either side says nothing.
func (f *Finder) attributes(e *evidence, record uint32) {
	q, r := &f.query, &f.ix.records[record]
	f.brief(e, f.ix.briefOf(record))
	e.add(compareNumbers(q.number, r.number), 1)
	e.add(compareRanks(q.rank, r.rank), 1)
	e.add(comparePlaces(q.place, r.place), 1)
}

// brief adds what the date of birth, the nationality and the gender say.
func (f *Finder) brief(e *evidence, r brief) {
	q := &f.query
	e.add(compareDates(q.born, r.born), 1)
	if q.nation != 0 && r.nation != 0 {
		switch {
		case q.nation == r.nation:
			e.add(nationSame, 1)
			e.add(nationRarity, q.common)
		case confused(q.nation, r.nation):
			e.add(nationNear, 1)
		default:
			e.add(nationOther, 1)
		}
	}
	if q.gender != 0 && r.gender != 0 {
		if q.gender == r.gender {
			e.add(genderSame, 1)
		} else {
			e.add(genderOther, 1)
		}
	}
}

// confused says that two nationalities are exchanged by hand: names that are alike, or
// parts of one former State.
func confused(a, b uint16) bool {
	if a > b {
		a, b = b, a
	}
	_, found := slices.BinarySearch(confusions, uint32(a)<<16|uint32(b))
	return found
}

// confusions are pairs of ISO 3166-1 codes whose names in English or French are alike or
// were one: written from ISO 3166-1 and 3166-3.
var confusions = func() (all []uint32) {
	for _, p := range strings.Fields("CDCG NENG GNGW GNGQ GQGW KPKR CNTW CNHK HKMO CNMO GBIE RSME RSXK RURU SUUA BYRU RUUA SDSS ETER INPK BDPK " +
		"DMDO AUAT SKSI LVLT IRIQ MLMR MRMU NERE CFTD LRLY GMGN ZMZW USUM GBUS GBAU MAEH ILPS CZSK AZAM") {
		a, b := nationOf(p[:2]), nationOf(p[2:])
		all = append(all, uint32(min(a, b))<<16|uint32(max(a, b)))
	}
	slices.Sort(all)
	return all
}()

// compareNumbers gives the kind of agreement of two numbers.
func compareNumbers(a, b string) feature {
	if a == "" || b == "" {
		return none
	}
	if a == b {
		return numberSame
	}
	x, y := digits(a), digits(b)
	if len(x) < 4 || len(y) < 4 {
		return numberOther
	}
	switch {
	case x == y:
		return numberSame
	case oneEdit(x, y):
		return numberNear
	case len(x) >= 5 && len(y) >= 5 && (strings.Contains(x, y) || strings.Contains(y, x)):
		return numberPart
	}
	return numberOther
}

// oneEdit says that two texts differ by one letter more, less or other, or by two neighbours exchanged.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) {
		return true
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// compareRanks compares codes of STANAG 2116, or the words.
func compareRanks(a, b string) feature {
	if a == "" || b == "" {
		return none
	}
	if a == b {
		return rankSame
	}
	x, okX := grade(a)
	y, okY := grade(b)
	switch {
	case !okX || !okY:
		return rankFar
	case x-y <= 2 && y-x <= 2:
		return rankNear
	}
	return rankFar
}

// grade is the place of a code in one row from OR-1 to OF-10.
func grade(code string) (int, bool) {
	if len(code) < 4 || code[2] != '-' {
		return 0, false
	}
	n, ok := number(code[3:])
	switch code[:2] {
	case "OR":
		return n, ok
	case "OF":
		return n + 9, ok
	}
	return 0, false
}

// comparePlaces compares the words of two places: what share of the shorter one has an
// equal word, or one that differs by one letter, in the other.
func comparePlaces(a, b string) feature {
	if a == "" || b == "" {
		return none
	}
	if a == b {
		return placeSame
	}
	x, y := strings.FieldsFunc(a, apart), strings.FieldsFunc(b, apart)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return none
	}
	x, y = x[:min(len(x), 24)], y[:min(len(y), 24)]
	have := 0
	for _, w := range x {
		for _, o := range y {
			if w == o || len(w) > 4 && oneEdit(w, o) {
				have++
				break
			}
		}
	}
	switch {
	case have == len(x):
		return placeSame
	case 2*have >= len(x):
		return placeMost
	case have > 0:
		return placeSome
	}
	return placeOther
}

func apart(r rune) bool { return r == ' ' || r == ',' || r == '(' || r == ')' || r == '-' || r == '/' }
