package namematch

import (
	"slices"
	"strings"

	"haki/science/namematch/roman"
)

// near is what the vocabulary has that is like one token, by number of token.
type near struct {
	hits  []hit
	ends  [levels]int     // how many of the hits are of this level or nearer
	sums  [levels]float64 // how many names have such a hit
	rare  [levels]float64 // how surprising that is, in bits
	parts []part
}

type hit struct {
	token uint32
	level uint8
}

// part is a token of the vocabulary that is the beginning or the end of the one looked up.
type part struct{ head, tail uint32 }

// search looks for like tokens; it has the scratch that this needs and serves one at a time.
type search struct {
	v     *vocabulary
	best  []uint8 // by token: the nearest level so far, levels when it was not met
	met   []uint32
	forms []roman.Form
	ruler roman.Ruler
}

// level turns a distance into a level of likeness; levels is too far. The length is that of
// the longer sound.
func level(distance, length int, equal bool) uint8 {
	if equal {
		return 0
	}
	r := distance / max(length, 3)
	for i, top := range levelTops {
		if r <= top {
			return uint8(i + 1)
		}
	}
	return levels
}

// levelTops are the upper ends of the levels after equality, in hundredths of an edit per
// letter. They are ours, cut so that each level has enough of the tuning pairs to be weighed.
var levelTops = [levels - 1]int{0, 3, 7, 11, 15, 19, 23}

// looked is how many forms of a token are looked up beyond equal skeletons.
func looked(s roman.Script) int {
	if s == roman.Han {
		return 6
	}
	return 3
}

// dear is what a form after the first may cost at most to be looked up so.
const dear = 25

// find looks up what is like a token, among so many names. Exact says to look only for equal
// skeletons.
func (s *search) find(t *roman.Token, exact bool, names float64) *near {
	s.forms = roman.Forms(s.forms[:0], *t)
	s.met = s.met[:0]
	for len(s.best) < len(s.v.tokens) {
		s.best = append(s.best, levels)
	}
	for i, f := range s.forms {
		if i >= formsOf(t.Script) || f.Sound == "" {
			continue
		}
		s.ruler.Set(f.Sound, f.Bare)
		skeleton := roman.SkeletonOf(f.Sound)
		s.weigh(&f, t, s.v.bySkeleton[skeleton], 0, -1)
		if exact || i >= looked(t.Script) || i > 0 && f.Cost > dear {
			continue
		}
		s.weigh(&f, t, s.v.byDrop[skeleton], 0, -2)
		before := ^roman.Skeleton(0)
		for k := range skeleton.Len() {
			if d := skeleton.Drop(k); d != before {
				s.weigh(&f, t, s.v.bySkeleton[d], 0, -2)
				s.weigh(&f, t, s.v.byDrop[d], classAt(skeleton, k), k)
				before = d
			}
		}
	}
	if !exact {
		s.kin(t)
		s.written(t)
	}
	n := &near{hits: make([]hit, len(s.met))}
	for i, id := range s.met {
		n.hits[i] = hit{id, s.best[id]}
		n.ends[s.best[id]]++
		n.sums[s.best[id]] += float64(s.v.tokens[id].frequency)
		s.best[id] = levels
	}
	slices.SortFunc(n.hits, func(a, b hit) int {
		if a.level != b.level {
			return int(a.level) - int(b.level)
		}
		return int(a.token) - int(b.token)
	})
	for l := range levels {
		if l > 0 {
			n.sums[l] += n.sums[l-1]
			n.ends[l] += n.ends[l-1]
		}
		n.rare[l] = surprise(n.sums[l], names)
	}
	if !exact {
		s.split(n, min(splits(t.Script)-1, len(s.forms)))
	}
	return n
}

// weigh compares one form with sounds and keeps the best level of each token. When the
// skeletons differ, a glance at the class of the consonant that does, at its place and at the
// lengths spares many comparisons. The place is that of the consonant left out of the form, -2
// when none was, -1 when the skeletons are equal.
func (s *search) weigh(f *roman.Form, t *roman.Token, places []place, dropped uint8, at int) {
	long, mine, soft := len(f.Sound), loose(f.Sound, f.Bare), softOf(f.Sound)
	for i := range places {
		p := &places[i]
		other := int(p.length)
		length := max(long, other)
		limit := farthest*max(length, 3) - f.Cost
		if at != -1 {
			if at >= 0 && (int(p.at) > at+1 || int(p.at) < at-1) {
				continue
			}
			least := int(classPrice[dropped][p.dropped])
			if !p.loose && !mine {
				more := abs(int(p.soft) - soft)
				if more > 0 && (dropped == 0 || p.dropped == 0) && least < hardMore {
					more--
				}
				least += softMore * more
			}
			if least > limit {
				continue
			}
		} else if !p.loose && !mine && softMore*abs(int(p.soft)-soft) > limit {
			continue
		}
		letters := p.text[:min(other, len(p.text))]
		if other > len(p.text) {
			letters = []byte(s.v.sound[p.sound].text)
		}
		d := s.ruler.Within(letters, p.bare, limit)
		if d > limit {
			continue
		}
		if p.alone {
			s.keep(t, p.token, d, d+f.Cost+int(p.cost), length)
			continue
		}
		for _, o := range s.v.sound[p.sound].tokens {
			s.keep(t, o.token, d, d+f.Cost+int(o.cost), length)
		}
	}
}

// keep notes the level of a token when it is the nearest so far. Only sounds without any
// distance can be of equal texts.
func (s *search) keep(t *roman.Token, token uint32, distance, price, length int) {
	was := s.best[token]
	if was == 0 {
		return
	}
	equal := false
	if distance == 0 {
		it := &s.v.tokens[token]
		equal = it.text == t.Text && it.script == t.Script
	}
	s.set(token, level(price, length, equal))
}

// set lowers the level of a token.
func (s *search) set(token uint32, l uint8) {
	was := s.best[token]
	if was == levels && l < levels {
		s.met = append(s.met, token)
	}
	s.best[token] = min(was, l)
}

// written adds the tokens of the same letters, in whatever language they are read.
func (s *search) written(t *roman.Token) {
	if t.Script == roman.Latin {
		return // one text is one token
	}
	if id, ok := s.v.ids[t.Text]; ok {
		s.set(id, 0)
	}
	for _, id := range s.v.spoken[t.Text] {
		s.set(id, 0)
	}
}

// kinLevel is how near two names are that stand for each other: spellings of one name as near as
// those that sound alike but for a vowel, what people are called further, the name in another
// language furthest.
var kinLevel = map[roman.Kind]uint8{roman.Same: 3, roman.Nick: 4, roman.Cognate: 5}

// kin adds the names that stand for the token without sounding like it.
func (s *search) kin(t *roman.Token) {
	for g := range kinOf(t.Text, s.forms) {
		for _, token := range s.v.kin[g.Number] {
			s.set(token, kinLevel[g.Kind])
		}
	}
}

// farthest is the upper end of the last level.
var farthest = levelTops[levels-2]

// softMore is the least that a soft letter more costs, but for the vowels that no script wrote,
// and hardMore that of any other consonant.
const softMore, hardMore = 30, 80

const softLetters = "aeiouhyw"

// softOf counts the soft letters of a sound: those of which a skeleton says nothing.
func softOf(sound string) (n int) {
	for i := range len(sound) {
		if strings.IndexByte(softLetters, sound[i]) >= 0 {
			n++
		}
	}
	return n
}

func abs(n int) int { return max(n, -n) }

// classPrice is the least price of a consonant of one class of [roman.SkeletonOf] for one of
// another; class 0 is no consonant.
var classPrice = readClassPrices()

func readClassPrices() (p [32][32]uint8) {
	letters := [32]string{0: softLetters}
	for c := byte('A'); c <= 'z'; c++ {
		if k := classAt(roman.SkeletonOf(string(c)), 0); k != 0 {
			letters[k] += string(c)
		}
	}
	for a := range p {
		for b := range p[a] {
			if a != b {
				p[a][b] = cheapest(letters[a], letters[b])
			}
		}
	}
	return p
}

// cheapest is the least price of a letter of one list, or nothing, for one of the other.
func cheapest(x, y string) uint8 {
	least := 255
	for _, c := range x {
		for _, d := range y {
			least = min(least, roman.SoundDistance(string(c), string(d), false, false))
		}
	}
	return uint8(least)
}

// split finds pairs of tokens of the vocabulary whose sounds one after the other are those of
// one of the first forms.
func (s *search) split(n *near, forms int) {
	for i := range forms {
		f := &s.forms[i]
		if f.Bare {
			continue
		}
		for at := 2; at+2 <= len(f.Sound); at++ {
			head, ok := s.v.sounds[f.Sound[:at]]
			if !ok {
				continue
			}
			if tail, ok := s.v.sounds[f.Sound[at:]]; ok {
				n.parts = append(n.parts, part{head, tail})
			}
		}
	}
}

// background is how many names of other people we think of beside those of the register,
// so that in a register of a hundred a name that stands there once is not one in a hundred.
// The figure is ours: about the number below which frequencies of names say little.
const background = 3000

// surprise is -log2 of a share, held off zero by half a name, so that what the register never
// saw is rare and not impossible.
func surprise(count, names float64) float64 {
	return log2((names + background) / (count + 0.5))
}
