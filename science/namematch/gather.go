package namematch

import (
	"cmp"
	"slices"

	"haki/science/namematch/roman"
)

// row is what a token of the vocabulary is to the person looked up: how near it is to each
// token, and after those to each pair of neighbours joined; and the points that a name gets for
// having it, a quarter of a bit of evidence each.
type row struct {
	level  [2 * maxQuery]uint8
	points uint8
	most   uint8
	owner  uint8 // the token, or the pair or the second half, that most of the points are for
}

var farRow = func() (r row) {
	for i := range r.level {
		r.level[i] = levels
	}
	return r
}()

// term is a token of the vocabulary whose names are to be walked, in one number, so that terms
// in order of size are those with most points first.
type term uint64

func termOf(t uint32, r *row) term {
	return term(255-r.points)<<40 | term(r.owner)<<32 | term(t)
}

func (t term) token() uint32 { return uint32(t) }
func (t term) owner() uint8  { return uint8(t >> 32) }
func (t term) points() uint8 { return 255 - uint8(t>>40) }

// sounded is what a name gets when its consonants, without the spaces, are the person's: four
// bits, what two consonants in the right order are worth.
const sounded = 16

// rowOf is the row of a token of the vocabulary; it is made when there is none.
func (f *Finder) rowOf(t uint32) *row {
	at := f.slot[t]
	if at == 0 {
		f.rows = append(f.rows, farRow)
		at = uint32(len(f.rows))
		f.slot[t] = at
		f.slotted = append(f.slotted, t)
	}
	return &f.rows[at-1]
}

func (r *row) add(points uint8, owner uint8) {
	r.points += min(points, 255-r.points)
	if points > r.most {
		r.most, r.owner = points, owner
	}
}

// value says what every token of the vocabulary is worth that is like one of the person's.
func (f *Finder) value() {
	q := &f.query
	for i, n := range q.near {
		f.worth(n, i, q.tokens[i].Role, 1)
		for _, p := range n.parts {
			for k, s := range [...]uint32{p.head, p.tail} {
				for _, t := range f.ix.voc.sound[s].tokens {
					f.rowOf(t.token).add(pointsOf(0.5*surprise(float64(f.ix.voc.tokens[t.token].frequency), q.names)), uint8(i+k*maxQuery))
				}
			}
		}
		if p := q.pairs[i]; p != nil {
			f.worth(p, maxQuery+i, roman.Plain, 1.6)
		}
	}
}

// pointsOf turns bits to points.
func pointsOf(bits float64) uint8 { return uint8(min(max(4*bits, 1), 255)) }

// worth is the part of value that one token, or one pair, gives.
func (f *Finder) worth(n *near, at int, role roman.Role, factor float64) {
	if role == roman.Title || role == roman.Particle || role == roman.Filiation {
		factor /= 8
	}
	from := 0
	for l, to := range n.ends {
		points := pointsOf(factor * (n.rare[l] - float64(l)/2))
		for _, h := range n.hits[from:to] {
			r := f.rowOf(h.token)
			r.level[at] = uint8(l)
			r.add(points, uint8(at))
		}
		from = to
	}
}

// gather finds the names with most points, want of them at least where there are so many, and
// leaves them in f.touched. Tokens are walked from the one with most points down. Once so
// many names have more than a name can still get that has none of the tokens walked, no new
// one is taken in: the others only add to what is there, and a name that can no longer come
// among the first is let go.
func (f *Finder) gather(want int) {
	f.clear()
	f.value()
	f.sounding()
	f.terms = f.terms[:0]
	waiting := 0
	for _, t := range f.slotted {
		f.terms = append(f.terms, termOf(t, &f.rows[f.slot[t]-1]))
		waiting += int(f.ix.voc.tokens[t].frequency)
	}
	slices.Sort(f.terms)
	closed := false
	walked, next := 0, want
	for i, t := range f.terms {
		names := int(f.ix.voc.tokens[t.token()].frequency)
		if walked += names; walked > next && len(f.touched) >= want {
			left := f.left(f.terms[i:])
			least := f.nth(want)
			if closed = closed || left < least; closed {
				f.release(least, left)
				if left <= trifle {
					return
				}
				if len(f.touched)*lookFactor < waiting {
					f.finish()
					return
				}
			}
			next = walked + max(walked/2, want)
		}
		waiting -= names
		f.walk(t, closed)
	}
}

// trifle is what is not worth walking for once no new name can come in: a bit.
const trifle = 4

// lookFactor is how many names of a token are walked in the time that it takes to look at
// the tokens of one name: memory is read in a row there, and at two far places here.
const lookFactor = 24

// left is what a name can still get that has none of the tokens walked: the best that is left
// for each token of the person.
func (f *Finder) left(terms []term) (sum int) {
	var best [2 * maxQuery]bool
	n := 2 * len(f.query.near)
	for _, t := range terms {
		if o := t.owner(); !best[o] {
			best[o] = true
			sum += int(t.points())
			if n--; n == 0 {
				break
			}
		}
	}
	return sum
}

// nth is the number of points that so many of the names touched have at least.
func (f *Finder) nth(n int) int {
	var counts [256]int
	for _, t := range f.touched {
		counts[f.score[t]]++
	}
	least := 255
	for seen := counts[least]; seen < n && least > 1; {
		least--
		seen += counts[least]
	}
	return least
}

// release lets the names go that stay below the least even with all that is left.
func (f *Finder) release(least, left int) {
	kept := f.touched[:0]
	for _, n := range f.touched {
		if int(f.score[n])+left >= least {
			kept = append(kept, n)
		} else {
			f.score[n] = 0
		}
	}
	f.touched = kept
}

// walk gives the names of a token its points; when no new name may come in, only those that
// have points.
func (f *Finder) walk(t term, closed bool) {
	settled, later := f.ix.namesHaving(t.token())
	score, points := f.score, t.points()
	for _, list := range [...][]uint32{settled, later} {
		if closed {
			for _, n := range list {
				if s := score[n]; s != 0 {
					score[n] = s + min(points, 255-s)
				}
			}
			continue
		}
		for _, n := range list {
			s := score[n]
			if s == 0 {
				f.touched = append(f.touched, n)
			}
			score[n] = s + min(points, 255-s)
		}
	}
}

// finish reckons the points of the names touched from their tokens.
func (f *Finder) finish() {
	for _, n := range f.touched {
		sum := 0
		words := f.ix.tokensOfName(n)
		for i, w := range words {
			if at := f.slot[w]; at != 0 && !slices.Contains(words[:i], w) {
				sum += int(f.rows[at-1].points)
			}
		}
		f.score[n] = uint8(min(sum, 255-sounded))
	}
	for _, n := range f.sounds {
		if s := f.score[n]; s != 0 {
			f.score[n] = s + sounded
		}
	}
}

// sounding gives points to names whose consonants, without the spaces, are the person's.
func (f *Finder) sounding() {
	ways := 1
	for i := range f.query.tokens {
		if f.query.tokens[i].Script == roman.Han {
			ways = hanWays
		}
	}
	for way := range ways {
		if k, ok := wholeKey(f.whole(way)); ok {
			f.ix.keys.whole.each(k, 500, func(n uint32) {
				if f.score[n] == 0 {
					f.touched = append(f.touched, n)
					f.sounds = append(f.sounds, n)
					f.score[n] = sounded
				}
			})
		}
	}
}

// hanWays is how many readings of a name in Han characters are tried as a whole.
const hanWays = 8

// whole is the skeleton of the whole name, each token in its form of that number or the last.
func (f *Finder) whole(way int) (s roman.Skeleton) {
	shift := 0
	for i, forms := range f.query.forms {
		if len(forms) == 0 || f.query.tokens[i].Role == roman.Title || shift >= 60 {
			continue
		}
		k := roman.SkeletonOf(forms[min(way, len(forms)-1)].Sound)
		s |= k << shift
		shift += 5 * k.Len()
	}
	return s & (1<<60 - 1)
}

// clear undoes what the last person left.
func (f *Finder) clear() {
	for _, n := range f.touched {
		f.score[n] = 0
	}
	for _, t := range f.slotted {
		f.slot[t] = 0
	}
	f.touched, f.slotted, f.rows, f.sounds = f.touched[:0], f.slotted[:0], f.rows[:0], f.sounds[:0]
}

// candidate is a name that is to be scored in full.
type candidate struct {
	name   uint32
	points float64
}

// choose leaves the names with most points in f.brought, and those that the other keys bring up.
func (f *Finder) choose() {
	want := Width
	if f.query.known() {
		want = pool
	}
	f.gather(want)
	least, left := f.nth(want), want
	f.brought, f.edge = f.brought[:0], f.edge[:0]
	for _, n := range f.touched {
		switch s := int(f.score[n]); {
		case s > least:
			f.brought = append(f.brought, candidate{n, float64(s) / 4})
			left--
		case s == least:
			f.edge = append(f.edge, n)
		}
	}
	// The names at the edge have equal points: the first of the register stay.
	slices.Sort(f.edge)
	for _, n := range f.edge[:min(len(f.edge), max(left, 0))] {
		f.brought = append(f.brought, candidate{n, float64(least) / 4})
	}
	f.narrow()
	f.attributed()
}

// pool is how many names are kept by their points when there are attributes to look at, too.
const pool = 400

// narrow leaves Width names, by points and attributes. Of the attributes it asks only those
// that lie together in memory, and the place; a number brings its records up by itself.
func (f *Finder) narrow() {
	if len(f.brought) <= Width {
		return
	}
	for i := range f.brought {
		var e evidence
		n := &f.ix.names[f.brought[i].name]
		f.brief(&e, n.brief)
		if f.query.place != "" {
			e.add(comparePlaces(f.query.place, f.ix.records[n.record].place), 1)
		}
		f.brought[i].points += e.bits()
	}
	slices.SortFunc(f.brought, func(a, b candidate) int {
		if a.points != b.points {
			return cmp.Compare(b.points, a.points)
		}
		return cmp.Compare(a.name, b.name)
	})
	f.brought = f.brought[:Width]
}
