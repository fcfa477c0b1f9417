package namematch

import (
	"slices"
	"strings"

	"haki/science/namematch/roman"
)

// vocabulary holds every distinct token of the names once: a million names have some tens of
// thousands of them, so what is slow is done per token and not per name.
type vocabulary struct {
	ids    map[string]uint32 // text, and after a zero byte the language
	tokens []token
	forms  []form
	sounds map[string]uint32 // sound, with "~" before it when bare
	sound  []sound

	bySkeleton map[roman.Skeleton][]place
	byDrop     map[roman.Skeleton][]place // under each skeleton with one consonant less
	initials   [256]uint32                // how many tokens of names begin with a letter
}

// token is one word of the vocabulary.
type token struct {
	text      string
	language  string
	skeleton  roman.Skeleton // of its first form
	forms     uint32         // where its forms begin
	n         uint8          // how many they are
	role      roman.Role
	script    roman.Script
	letter    byte   // the first of its first form
	frequency uint32 // in how many names it stands
}

// form is a spelling of a token, reduced to its sound.
type form struct {
	sound uint32
	cost  uint16
}

// sound is a pronunciation, with the tokens that have it.
type sound struct {
	text   string
	bare   bool
	tokens []sounding
}

type sounding struct {
	token uint32
	cost  uint16
}

// place is a sound in the index of skeletons, with what a comparison needs beside it, so
// that thousands of them are read in one go.
type place struct {
	sound   uint32
	length  uint8
	loose   bool // it lacks vowels, or has some that nobody hears: its length says little
	bare    bool
	dropped uint8 // the class of the consonant that was left out
	at      uint8 // where it was
	text    [15]byte
}

func newVocabulary() *vocabulary {
	return &vocabulary{
		ids: map[string]uint32{}, sounds: map[string]uint32{},
		bySkeleton: map[roman.Skeleton][]place{}, byDrop: map[roman.Skeleton][]place{},
	}
}

// key is what tells two tokens apart: the letters, and for other scripts the language, since
// one letter is read differently in each.
func key(t *roman.Token) string {
	if t.Language == "" || t.Script == roman.Latin {
		return t.Text
	}
	return t.Text + "\x00" + t.Language
}

// add gives the number of a token and makes it when it is new.
func (v *vocabulary) add(t *roman.Token, scratch *[]roman.Form) uint32 {
	if t.Language == "" || t.Script == roman.Latin {
		if id, ok := v.ids[t.Text]; ok {
			return id
		}
	}
	k := key(t)
	if id, ok := v.ids[k]; ok {
		return id
	}
	k = strings.Clone(k)
	id := uint32(len(v.tokens))
	v.ids[k] = id
	*scratch = roman.Forms((*scratch)[:0], *t)
	it := token{text: k[:len(t.Text)], forms: uint32(len(v.forms)), role: t.Role, script: t.Script}
	if len(k) > len(t.Text) {
		it.language = k[len(t.Text)+1:]
	}
	for _, f := range *scratch {
		if it.letter == 0 && f.Text != "" {
			it.letter = f.Text[0]
		}
		if len(f.Sound) == 0 || it.n == maxForms {
			continue
		}
		if it.n == 0 {
			it.skeleton = roman.SkeletonOf(f.Sound)
		}
		s := v.soundOf(f.Sound, f.Bare)
		if v.has(&it, s) {
			continue
		}
		v.forms = append(v.forms, form{s, uint16(f.Cost)})
		v.sound[s].tokens = append(v.sound[s].tokens, sounding{id, uint16(f.Cost)})
		it.n++
	}
	v.tokens = append(v.tokens, it)
	return id
}

// maxForms bounds the spellings of a token that are indexed; they come cheapest first.
const maxForms = 8

func (v *vocabulary) has(t *token, s uint32) bool {
	for _, f := range v.forms[t.forms : t.forms+uint32(t.n)] {
		if f.sound == s {
			return true
		}
	}
	return false
}

func (v *vocabulary) soundOf(text string, bare bool) uint32 {
	k := text
	if bare {
		k = "~" + text
	}
	if id, ok := v.sounds[k]; ok {
		return id
	}
	k = strings.Clone(k)
	id := uint32(len(v.sound))
	v.sounds[k] = id
	v.sound = append(v.sound, sound{text: k[len(k)-len(text):], bare: bare})
	skeleton := roman.SkeletonOf(text)
	at := place{sound: id, length: uint8(min(len(text), 255)), loose: loose(text, bare), bare: bare}
	copy(at.text[:], text)
	v.bySkeleton[skeleton] = append(v.bySkeleton[skeleton], at)
	before := ^roman.Skeleton(0)
	for i := range skeleton.Len() {
		if d := skeleton.Drop(i); d != before {
			at.dropped, at.at = classAt(skeleton, i), uint8(i)
			v.byDrop[d] = append(v.byDrop[d], at)
			before = d
		}
	}
	return id
}

func loose(sound string, bare bool) bool { return bare || strings.IndexByte(sound, 'U') >= 0 }

func classAt(s roman.Skeleton, i int) uint8 { return uint8(s >> (5 * i) & 31) }

// near is what the vocabulary has that is like one token, by number of token.
type near struct {
	hits  []hit
	sums  [levels]float64 // how many names have a hit of this level or nearer
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
	seen  []uint32 // by sound: the turn in which it was met
	turn  uint32
	best  map[uint32]uint8
	forms []roman.Form
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
var levelTops = [levels - 1]int{0, 3, 7, 12, 17, 22, 27}

// looked is how many forms of a token, and dear how costly ones, are looked up beyond equal
// skeletons.
const (
	looked = 3
	dear   = 25
)

// find looks up what is like a token. Exact says to look only for equal skeletons.
func (s *search) find(t *roman.Token, exact bool) *near {
	s.forms = roman.Forms(s.forms[:0], *t)
	s.turn++
	clear(s.best)
	for len(s.seen) < len(s.v.sound) {
		s.seen = append(s.seen, 0)
	}
	for i, f := range s.forms {
		if i == maxForms || f.Sound == "" {
			continue
		}
		s.turn++
		skeleton := roman.SkeletonOf(f.Sound)
		s.weigh(&f, t, s.v.bySkeleton[skeleton], 0, -1)
		if exact || i >= looked || i > 0 && f.Cost > dear {
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
	n := &near{hits: make([]hit, 0, len(s.best))}
	for id, l := range s.best {
		n.hits = append(n.hits, hit{id, l})
		n.sums[l] += float64(s.v.tokens[id].frequency)
	}
	slices.SortFunc(n.hits, func(a, b hit) int {
		if a.level != b.level {
			return int(a.level) - int(b.level)
		}
		return int(a.token) - int(b.token)
	})
	for l := 1; l < levels; l++ {
		n.sums[l] += n.sums[l-1]
	}
	if !exact {
		s.split(n)
	}
	return n
}

// weigh compares one form with sounds and keeps the best level of each token. When the
// skeletons differ, a glance at the class of the consonant that does, at its place and at the
// lengths spares many comparisons. The place is that of the consonant left out of the form, -2
// when none was, -1 when the skeletons are equal.
func (s *search) weigh(f *roman.Form, t *roman.Token, places []place, dropped uint8, at int) {
	long, mine := len(f.Sound), loose(f.Sound, f.Bare)
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
				least += lengthPrice * (length - min(long, other))
			}
			if least > limit {
				continue
			}
		}
		if s.seen[p.sound] == s.turn {
			continue
		}
		s.seen[p.sound] = s.turn
		var d int
		if other <= len(p.text) {
			d = roman.Within(f.Sound, string(p.text[:other]), f.Bare, p.bare, limit)
		} else {
			d = roman.Within(f.Sound, s.v.sound[p.sound].text, f.Bare, p.bare, limit)
		}
		if d > limit {
			continue
		}
		with := &s.v.sound[p.sound]
		for _, o := range with.tokens {
			l := level(d+f.Cost+int(o.cost), length, s.v.tokens[o.token].text == t.Text && s.v.tokens[o.token].script == t.Script)
			if l == levels {
				continue
			}
			if old, ok := s.best[o.token]; !ok || l < old {
				s.best[o.token] = l
			}
		}
	}
}

// farthest is the upper end of the last level.
var farthest = levelTops[levels-2]

// lengthPrice is the least that a letter more costs, but for the vowels that no script wrote.
const lengthPrice = 15

// classPrice is the least price of a consonant of one class of [roman.SkeletonOf] for one of
// another; class 0 is no consonant.
var classPrice = readClassPrices()

func readClassPrices() (p [32][32]uint8) {
	letters := [32]string{0: "aeiouhyw"}
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

// split finds pairs of tokens of the vocabulary whose sounds one after the other are the token's.
func (s *search) split(n *near) {
	for i := range min(len(s.forms), 2) {
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

// rarity is how surprising it is to meet a name with a token this near, in bits.
func (n *near) rarity(l uint8, names float64) float64 {
	return surprise(n.sums[l], names)
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
