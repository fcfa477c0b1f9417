package namematch

import (
	"strings"

	"haki/science/namematch/roman"
)

// cell is what it says that one token (or two joined) of the person and one token (or two)
// of a name go together.
type cell struct {
	kind   feature
	coin   feature // which rarity weight counts
	rarity float64 // bits
	value  float64 // the weight of it all
}

// Pair is a piece of an alignment, for the explanation: the tokens From to To-1 of the
// person and NameFrom to NameTo-1 of the name. One of them may be empty.
type pairing struct {
	q, qn, v, vn uint8
	cell
}

// alignment finds the best way to pair the tokens of the person with those of a name, by
// dynamic programming over the sets of used tokens of the name: exact, since a name has few.
type alignment struct {
	best  [maxQuery + 3][1 << maxAlign]float64
	from  [maxQuery + 3][1 << maxAlign]step
	pairs []pairing
	cells [maxQuery][maxAlign]cell
	have  [maxQuery]uint16 // the tokens of the name that a token may go with
	near  [maxQuery]bool   // there is one that it goes with well
	spare [maxAlign]float64
}

// maxAlign is how many tokens of a name are aligned.
const maxAlign = 8

type step struct {
	before     uint16
	q, qn      uint8
	v, vn      uint8
	ok, joined bool
}

const impossible = -1e9

// minor says that a token tells little by itself.
func minor(r roman.Role) bool {
	return r != roman.Plain && r != roman.Patronymic
}

// left is the weight of a token without a counterpart.
func left(r roman.Role, side feature) float64 {
	switch {
	case r == roman.Title || r == roman.Suffix:
		return 0
	case minor(r) || r == roman.Patronymic:
		return weights[missingMinor]
	}
	return weights[side]
}

// align pairs the person's tokens with those of the name and leaves the pairs in f.table.
func (f *Finder) align(words []uint32) {
	a := &f.table
	q := &f.query
	nq := len(q.tokens)
	words = words[:min(len(words), maxAlign)]
	for i := range nq {
		a.have[i], a.near[i] = 0, false
		for j, w := range words {
			if c, ok := f.cell(i, w); ok {
				a.cells[i][j] = c
				a.have[i] |= 1 << j
				a.near[i] = a.near[i] || c.kind < same0+3 || c.kind >= cross0 && c.kind < cross0+3
			}
		}
	}
	for j, w := range words {
		a.spare[j] = left(f.ix.voc.tokens[w].role, missingName)
	}
	full := 1 << len(words)
	for i := 0; i <= nq; i++ {
		row := a.best[i][:full]
		for m := range row {
			row[m] = impossible
		}
	}
	a.best[0][0] = 0
	for i := range nq {
		lost := left(q.tokens[i].Role, missingQuery)
		for m := range full {
			value := a.best[i][m]
			if value == impossible {
				continue
			}
			a.offer(i+1, m, value+lost, step{before: uint16(m), q: uint8(i), qn: 1, ok: true})
			for j := range words {
				if m>>j&1 == 0 && a.have[i]>>j&1 == 1 {
					a.offer(i+1, m|1<<j, value+a.cells[i][j].value-a.spare[j], step{uint16(m), uint8(i), 1, uint8(j), 1, true, false})
				}
			}
			f.joins(i, m, value, words)
		}
	}
	f.trace(nq, words)
}

func (a *alignment) offer(i, m int, value float64, s step) {
	if value > a.best[i][m] {
		a.best[i][m] = value
		a.from[i][m] = s
	}
}

// joins tries two tokens of the person against one of the name, and one against two.
func (f *Finder) joins(i, m int, value float64, words []uint32) {
	a := &f.table
	if f.query.pairs[i] != nil && i+1 < len(f.query.tokens) {
		for j, w := range words {
			if m>>j&1 == 1 {
				continue
			}
			if c, ok := f.joinedCell(i, w); ok {
				a.offer(i+2, m|1<<j, value+c.value-a.spare[j], step{uint16(m), uint8(i), 2, uint8(j), 1, true, true})
			}
		}
	}
	for j := 0; j+1 < len(words); j++ {
		if m>>j&3 != 0 || a.near[i] {
			continue
		}
		if c, ok := f.splitCell(i, words[j], words[j+1]); ok {
			a.offer(i+1, m|3<<j, value+c.value-a.spare[j]-a.spare[j+1], step{uint16(m), uint8(i), 1, uint8(j), 2, true, true})
		}
	}
}

// trace reads the best alignment back.
func (f *Finder) trace(nq int, words []uint32) {
	a := &f.table
	a.pairs = a.pairs[:0]
	best, at := impossible, 0
	for m, value := range a.best[nq][:1<<len(words)] {
		if value > best {
			best, at = value, m
		}
	}
	used := at
	for i := nq; i > 0; {
		s := a.from[i][at]
		p := pairing{q: s.q, qn: s.qn, v: s.v, vn: s.vn}
		switch {
		case s.vn == 0:
		case s.qn == 2:
			p.cell, _ = f.joinedCell(int(s.q), words[s.v])
		case s.vn == 2:
			p.cell, _ = f.splitCell(int(s.q), words[s.v], words[s.v+1])
		default:
			p.cell = a.cells[s.q][s.v]
		}
		a.pairs = append(a.pairs, p)
		at = int(s.before)
		i -= int(s.qn)
	}
	for i, j := 0, len(a.pairs)-1; i < j; i, j = i+1, j-1 {
		a.pairs[i], a.pairs[j] = a.pairs[j], a.pairs[i]
	}
	for j := range words {
		if used>>j&1 == 0 {
			a.pairs = append(a.pairs, pairing{v: uint8(j), vn: 1})
		}
	}
}

// cell compares token i of the person with a token of the vocabulary.
func (f *Finder) cell(i int, w uint32) (cell, bool) {
	q := &f.query
	t := &f.ix.voc.tokens[w]
	qt := &q.tokens[i]
	var best cell
	if at := f.slot[w]; at != 0 {
		if l := f.rows[at-1].level[i]; l < levels {
			best = f.alike(i, l, t)
			if l < 5 {
				return best, true
			}
		}
	}
	letter := firstLetter(q.forms[i])
	if letter == 0 || letter != t.letter {
		return best, best.kind != none
	}
	var c cell
	switch {
	case qt.Role == roman.Initial || t.role == roman.Initial:
		c = cell{kind: initial, coin: rarityMinor, rarity: surprise(float64(f.ix.voc.initials[letter]), q.names)}
	case t.script == qt.Script && begins(qt.Text, t.text):
		c = cell{kind: prefix, coin: rarity, rarity: surprise(3*float64(t.frequency), q.names)}
	default:
		return best, best.kind != none
	}
	if c.value = weights[c.kind] + weights[c.coin]*c.rarity; best.kind == none || c.value > best.value {
		best = c
	}
	return best, true
}

// alike is the cell of two tokens of which the search says how near they are.
func (f *Finder) alike(i int, l uint8, t *token) cell {
	q := &f.query
	c := cell{kind: same0 + feature(l), coin: rarity, rarity: q.near[i].rare[l]}
	if t.script != q.tokens[i].Script {
		c.kind, c.coin = cross0+feature(l), rarityCross
	}
	if minor(t.role) || minor(q.tokens[i].Role) || t.role == roman.Patronymic {
		c.coin = rarityMinor
	}
	c.value = weights[c.kind] + weights[c.coin]*c.rarity
	if c.coin == rarityMinor {
		c.value = max(weights[rarityMinor]*c.rarity, 0.01)
	}
	return c
}

// begins says that one text is the beginning of the other, four letters at least.
func begins(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 4 && strings.HasPrefix(b, a)
}

func firstLetter(forms []roman.Form) byte {
	for i := range forms {
		if forms[i].Text != "" {
			return forms[i].Text[0]
		}
	}
	return 0
}

// joinedCell compares tokens i and i+1 of the person, joined, with one of a name.
func (f *Finder) joinedCell(i int, w uint32) (cell, bool) {
	at := f.slot[w]
	if at == 0 {
		return cell{}, false
	}
	if l := f.rows[at-1].level[maxQuery+i]; l < levels {
		return f.joined(l, f.query.pairs[i].rare[l])
	}
	return cell{}, false
}

func (f *Finder) joined(l uint8, rare float64) (cell, bool) {
	c := cell{kind: joined0, coin: rarity, rarity: rare}
	if l > 3 {
		c.kind = joined1
	}
	c.value = weights[c.kind] + weights[c.coin]*c.rarity
	return c, l <= 5
}

// splits is how many forms of a token are compared with two joined.
func splits(s roman.Script) int {
	if s == roman.Han {
		return formsOf(s)
	}
	return 3
}

// splitCell compares token i of the person with two neighbours of a name.
func (f *Finder) splitCell(i int, w, x uint32) (cell, bool) {
	a, b := &f.ix.voc.tokens[w], &f.ix.voc.tokens[x]
	if a.n == 0 || b.n == 0 || f.query.begins[i]>>(a.begins&63)&1 == 0 ||
		a.role == roman.Title || b.role == roman.Title {
		return cell{}, false
	}
	sa, sb := &f.ix.voc.sound[f.ix.voc.forms[a.forms].sound], &f.ix.voc.sound[f.ix.voc.forms[b.forms].sound]
	length := len(sa.text) + len(sb.text)
	if length < 4 || length > 48 {
		return cell{}, false
	}
	var room [48]byte
	best := uint8(levels)
	for k := range min(splits(f.query.tokens[i].Script), len(f.query.forms[i])) {
		fq := &f.query.forms[i][k]
		if len(fq.Sound) == 0 || fq.Sound[0] != sa.text[0] || !sa.bare && !fq.Bare && (len(fq.Sound) > length+2 || length > len(fq.Sound)+2) {
			continue
		}
		both := append(append(room[:0], sa.text...), sb.text...)
		l := level(roman.SoundDistance(fq.Sound, string(both), fq.Bare, sa.bare)+fq.Cost, max(length, len(fq.Sound)), false)
		best = min(best, l)
	}
	if best > 4 {
		return cell{}, false
	}
	count := float64(min(a.frequency, b.frequency)) / 2
	return f.joined(best, surprise(count, f.query.names))
}
