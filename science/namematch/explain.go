package namematch

import (
	"strings"

	"haki/science/namematch/roman"
)

// Explanation says why a record was found, in pieces that a reader can weigh: every piece
// has its bits, and they add up to the evidence.
type Explanation struct {
	Name  string // the name of the record that matched, as the register has it
	Other bool   // it is not the record's first name
	Pairs []Pair
	Facts []Fact
	Whole float64 // bits that belong to the name as a whole: order, completeness
	Start float64 // bits before anything was seen: the size of the register and the prior
	Ask   string  // the one attribute that is missing and would tell most; empty if none is
}

// Pair is a token (or two) of the person beside its counterpart in the name.
type Pair struct {
	Query string // as the person's name has it; empty when only the record has such a token
	Name  string // as the record has it; empty when it has none
	Latin string // the record's token in Latin letters, when its script is another
	Kind  Kind
	Bits  float64
	Names int // how many names of the register have a token at least this near
}

// Kind says how two tokens agree.
type Kind string

// The kinds of the command's contract (section 14 of the design).
const (
	Equal           Kind = "equal"
	Spelling        Kind = "spelling"
	Transliteration Kind = "transliteration"
	Initials        Kind = "initial"
	Joined          Kind = "joined"
	Missing         Kind = "missing"
)

// Fact is an attribute and what it says.
type Fact struct {
	What    string // dob, nationality, gender, id, rank, place
	Verdict string // as in the contract; missing when one side does not have it
	Bits    float64
	Query   string // the two values, as they were given
	Record  string
}

// Explain says why a match was found. It is asked of the finder that found it, before it
// looks for another person.
func (f *Finder) Explain(m *Match, r *Record) Explanation {
	f.ix.mu.RLock()
	defer f.ix.mu.RUnlock()
	if m.way != f.way {
		if ways, err := f.read(r); err == nil && int(m.way) < len(ways) {
			f.turnTo(ways[m.way], m.way)
		}
	}
	words := f.ix.tokensOfName(m.name)
	rec := &f.ix.records[m.record]
	e := Explanation{Name: f.ix.written(rec, m.name), Other: rec.first != m.name}
	f.align(words)
	for i := range f.table.pairs {
		e.Pairs = append(e.Pairs, f.pair(&f.table.pairs[i], words))
	}
	f.lost(&e, &m.evidence)
	e.Facts = f.facts(&m.evidence, r, rec, f.ix.briefOf(m.record))
	e.Ask = ask(e.Facts)
	return e
}

// written is the name as it stands in the register.
func (ix *Index) written(r *entry, n uint32) string {
	at := r.first
	for w := range namesOf(r.name, r.aliases) {
		if t, err := tokensOf(w); err != nil || len(t) == 0 {
			continue
		}
		if at == n {
			return strings.TrimSpace(w)
		}
		at++
	}
	return r.name
}

func (f *Finder) pair(p *pairing, words []uint32) Pair {
	var out Pair
	for i := p.q; i < p.q+p.qn; i++ {
		out.Query = strings.TrimSpace(out.Query + " " + f.query.tokens[i].Text)
	}
	script := roman.Latin
	for i := p.v; i < p.v+p.vn; i++ {
		t := &f.ix.voc.tokens[words[i]]
		out.Name = strings.TrimSpace(out.Name + " " + t.text)
		if script = t.script; script != roman.Latin {
			if forms := roman.Forms(nil, f.ix.voc.read(words[i])); len(forms) > 0 {
				out.Latin = strings.TrimSpace(out.Latin + " " + forms[0].Text)
			}
		}
	}
	out.Kind = kindOf(p)
	out.Bits = p.value
	if p.qn > 0 && p.vn > 0 {
		out.Names = max(int((f.query.names+background)/exp2(p.rarity)+0.01), 1)
		if p.coin == rarityMinor && p.kind != initial {
			out.Bits = weights[rarityMinor] * p.rarity
		}
	}
	return out
}

// read makes the token of the vocabulary one that [roman.Forms] reads.
func (v *vocabulary) read(id uint32) roman.Token {
	t := &v.tokens[id]
	return roman.Token{Text: t.text, Script: t.script, Role: t.role, Language: t.language, Family: t.family}
}

func kindOf(p *pairing) Kind {
	switch {
	case p.qn == 0 || p.vn == 0:
		return Missing
	case p.kind == initial:
		return Initials
	case p.qn+p.vn > 2:
		return Joined
	case p.kind == same0:
		return Equal
	case p.kind >= cross0 && p.kind < cross0+levels:
		return Transliteration
	}
	return Spelling
}

// lost gives the tokens without a counterpart their share of what is missing, and gathers
// what belongs to the name as a whole.
func (f *Finder) lost(e *Explanation, ev *evidence) {
	gone := 0.0
	for i := range ev.n {
		bits := weights[ev.kind[i]] * ev.much[i]
		switch ev.kind[i] {
		case contradict, missingQuery, missingName, missingMinor:
			gone += bits
		case rotated, shuffled, complete, single, aliased:
			e.Whole += bits
		case size, prior:
			e.Start += bits
		}
	}
	n := 0
	for _, p := range e.Pairs {
		if p.Kind == Missing {
			n++
		}
	}
	for i := range e.Pairs {
		if e.Pairs[i].Kind == Missing {
			e.Pairs[i].Bits = gone / float64(n)
		}
	}
}

// verdicts are the words of the contract for the features of attributes.
var verdicts = map[feature][2]string{
	bornExact: {"dob", "exact"}, bornNewYear: {"dob", "exact"}, bornSwapped: {"dob", "day-month swapped"}, bornDigit: {"dob", "one digit"},
	bornYearOff: {"dob", "one year off"}, bornFirst: {"dob", "1 January"}, bornMonth: {"dob", "month only"}, bornYear: {"dob", "year only"},
	bornSameYear: {"dob", "same year"}, bornNear: {"dob", "near"}, bornTwo: {"dob", "conflict"}, bornConflict: {"dob", "conflict"}, bornFar: {"dob", "conflict"},
	nationSame: {"nationality", "same"}, nationNear: {"nationality", "similar"}, nationOther: {"nationality", "different"},
	genderSame: {"gender", "same"}, genderOther: {"gender", "different"},
	numberSame: {"id", "same"}, numberNear: {"id", "one digit"}, numberPart: {"id", "part"}, numberOther: {"id", "different"},
	rankSame: {"rank", "same"}, rankNear: {"rank", "near"}, rankFar: {"rank", "different"},
	placeSame: {"place", "same"}, placeMost: {"place", "similar"}, placeSome: {"place", "partly"}, placeOther: {"place", "different"},
}

func (f *Finder) facts(ev *evidence, r *Record, rec *entry, b brief) []Fact {
	all := []Fact{{What: "dob", Query: r.Born, Record: b.born.String()}, {What: "nationality", Query: r.Nationality, Record: nationText(b.nation)},
		{What: "gender", Query: r.Gender, Record: genderText(b.gender)}, {What: "id", Query: r.Number, Record: rec.number},
		{What: "rank", Query: r.Rank, Record: rec.rank}, {What: "place", Query: r.Place, Record: rec.place}}
	for i := range all {
		all[i].Verdict = "missing"
	}
	for i := range ev.n {
		k := ev.kind[i]
		v, ok := verdicts[k]
		if k == nationRarity {
			v = [2]string{"nationality", "same"}
		} else if !ok {
			continue
		}
		for j := range all {
			if all[j].What == v[0] {
				all[j].Verdict = v[1]
				all[j].Bits += weights[k] * ev.much[i]
			}
		}
	}
	return all
}

// ask is the attribute that is missing and would tell most, in the order of the weights.
func ask(facts []Fact) string {
	for _, what := range [...]string{"id", "dob", "nationality", "place", "gender"} {
		for _, f := range facts {
			if f.What == what && f.Verdict == "missing" && (what != "id" || f.Query != "" || f.Record != "") {
				return what
			}
		}
	}
	return ""
}

func nationText(n uint16) string {
	if n == 0 {
		return ""
	}
	return string([]byte{byte(n >> 8), byte(n)})
}

func genderText(g byte) string {
	if g == 0 {
		return ""
	}
	return string(rune(g))
}
