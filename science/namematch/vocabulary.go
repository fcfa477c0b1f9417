package namematch

import (
	"bytes"
	"iter"
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
	spoken     map[string][]uint32        // tokens of one text in several languages
	kin        map[int][]uint32           // tokens by the sets of [roman.Groups]
	arranged   bool
	initials   [256]uint32 // how many tokens of names begin with a letter
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
	family    bool
	letter    byte   // the first of its first form
	begins    byte   // the first letter of its first sound
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
	token   uint32 // the token that has the sound, when alone
	cost    uint8  // what the sound costs for it
	alone   bool   // it is the only one, as far as arrange knows
	length  uint8
	loose   bool // it lacks vowels, or has some that nobody hears: its length says little
	bare    bool
	dropped uint8 // the class of the consonant that was left out
	at      uint8 // where it was
	soft    uint8 // how many letters the skeleton leaves out
	text    [16]byte
}

func newVocabulary() *vocabulary {
	return &vocabulary{
		ids: map[string]uint32{}, sounds: map[string]uint32{},
		bySkeleton: map[roman.Skeleton][]place{}, byDrop: map[roman.Skeleton][]place{}, kin: map[int][]uint32{}, spoken: map[string][]uint32{},
	}
}

// key is what tells two tokens apart: the letters, and for other scripts the language and whether
// it is a family name, since one letter is read differently in each.
func key(t *roman.Token) string {
	switch {
	case t.Script == roman.Latin, t.Language == "" && !t.Family:
		return t.Text
	case t.Family:
		return t.Text + "\x00" + t.Language + "\x00"
	}
	return t.Text + "\x00" + t.Language
}

// add gives the number of a token and makes it when it is new.
func (v *vocabulary) add(t *roman.Token, scratch *[]roman.Form) uint32 {
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
		it.language, it.family = strings.TrimSuffix(k[len(t.Text)+1:], "\x00"), t.Family
		v.spoken[it.text] = append(v.spoken[it.text], id)
	}
	for _, f := range *scratch {
		if it.letter == 0 && f.Text != "" {
			it.letter = f.Text[0]
		}
		if len(f.Sound) == 0 || int(it.n) == formsOf(t.Script) {
			continue
		}
		if it.n == 0 {
			it.skeleton, it.begins = roman.SkeletonOf(f.Sound), f.Sound[0]
		}
		s := v.soundOf(f.Sound, f.Bare)
		if v.has(&it, s) {
			continue
		}
		v.forms = append(v.forms, form{s, uint16(f.Cost)})
		v.sound[s].tokens = append(v.sound[s].tokens, sounding{id, uint16(f.Cost)})
		if v.arranged && len(v.sound[s].tokens) == 2 {
			v.shared(s)
		}
		it.n++
	}
	v.tokens = append(v.tokens, it)
	for g := range kinOf(it.text, *scratch) {
		if all := v.kin[g.Number]; len(all) == 0 || all[len(all)-1] != id {
			v.kin[g.Number] = append(all, id)
		}
	}
	return id
}

// kinOf are the sets that a token or one of its first spellings belongs to.
func kinOf(text string, forms []roman.Form) iter.Seq[roman.Group] {
	return func(yield func(roman.Group) bool) {
		before := ""
		for i := range 1 + min(len(forms), kinForms) {
			if i > 0 {
				text = forms[i-1].Text
			}
			if text == before {
				continue
			}
			before = text
			for _, g := range roman.Groups(text) {
				if !yield(g) {
					return
				}
			}
		}
	}
}

// kinForms is how many spellings of a token are asked for their kin.
const kinForms = 2

// formsOf bounds the spellings of a token that are indexed; they come cheapest first. A token of
// Han characters has readings in four languages, and two of a foreign name.
func formsOf(s roman.Script) int {
	if s == roman.Han {
		return 24
	}
	return 8
}

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
	at := place{sound: id, length: uint8(min(len(text), 255)), loose: loose(text, bare), bare: bare, soft: uint8(min(softOf(text), 255))}
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

// arrange puts the sounds of each place in the order of the alphabet, which [roman.Ruler] measures
// fastest, and notes the token of each sound that has one only; what comes later stands behind.
func (v *vocabulary) arrange() {
	v.arranged = true
	for _, of := range [...]map[roman.Skeleton][]place{v.bySkeleton, v.byDrop} {
		for _, places := range of {
			slices.SortFunc(places, func(a, b place) int {
				if c := bytes.Compare(a.text[:], b.text[:]); c != 0 {
					return c
				}
				return int(a.sound) - int(b.sound)
			})
			for i := range places {
				p := &places[i]
				if t := v.sound[p.sound].tokens; len(t) == 1 && t[0].cost < 256 {
					p.token, p.cost, p.alone = t[0].token, uint8(t[0].cost), true
				}
			}
		}
	}
}

// shared takes back what arrange noted of a sound.
func (v *vocabulary) shared(id uint32) {
	skeleton := roman.SkeletonOf(v.sound[id].text)
	forget := func(places []place) {
		for i := range places {
			if places[i].sound == id {
				places[i].alone = false
			}
		}
	}
	forget(v.bySkeleton[skeleton])
	for i := range skeleton.Len() {
		forget(v.byDrop[skeleton.Drop(i)])
	}
}

func loose(sound string, bare bool) bool { return bare || strings.IndexByte(sound, 'U') >= 0 }

func classAt(s roman.Skeleton, i int) uint8 { return uint8(s >> (5 * i) & 31) }
