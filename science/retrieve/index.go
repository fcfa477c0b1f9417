package retrieve

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Part is a piece of a text with its weight: a title counts for more than a paragraph.
type Part struct {
	Text   string
	Weight float64
}

// Hit is a thing that was found, in the language in which it answers best.
type Hit struct {
	Thing    string
	Language string
	Score    float64
}

// Constants of the ranking, from the papers named in the package comment.
const (
	k1 = 1.2
	b  = 0.75
)

// What a match is worth beside the word itself (chosen by us, on the questions that the
// caller tunes with).
const (
	byStem    = 0.9
	byConcept = 0.6
	byHead    = 0.5 // the word begins with what was typed
	bySlip    = 0.6
	own       = 1.15 // a text in the reader's language
)

type text struct {
	thing    int32
	language string
	length   float64
	dead     bool
}

type posting struct {
	text  int32
	count float32
}

// Index holds texts. The zero Index is not ready: use New. It is not safe for use by two at
// once while it changes.
type Index struct {
	concepts map[string][]string // of a folded word or a stem
	names    []string
	things   map[string]int32
	texts    []text
	of       map[string][]int32 // texts of a thing
	terms    map[string][]posting
	byLength map[int][]string // words of the collection, by letters: for slips and beginnings
	live     int
	length   float64
	dead     int
}

// New makes an empty index with a lexicon: each concept is a list of words, of any language,
// that mean the same to whoever looks.
func New(lexicon map[string][]string) *Index {
	x := &Index{concepts: map[string][]string{}, things: map[string]int32{}, of: map[string][]int32{}, terms: map[string][]posting{}, byLength: map[int][]string{}}
	for concept, all := range lexicon {
		for _, w := range all {
			for _, w := range words(fold(w)) {
				x.means(w, concept)
				for _, s := range stems(w) {
					x.means(s+"*", concept)
				}
			}
		}
	}
	return x
}

func (x *Index) means(word, concept string) {
	if !common[word] && !slices.Contains(x.concepts[word], concept) {
		x.concepts[word] = append(x.concepts[word], concept)
	}
}

// conceptsOf a word: by the word itself, else by a stem of it.
func (x *Index) conceptsOf(word string) []string {
	if c := x.concepts[word]; len(c) > 0 {
		return c
	}
	for _, s := range stems(word) {
		if c := x.concepts[s+"*"]; len(c) > 0 && len([]rune(s)) > least {
			return c
		}
	}
	return nil
}

// Put adds the text of a thing in a language.
func (x *Index) Put(thing, language string, parts ...Part) {
	id, ok := x.things[thing]
	if !ok {
		id = int32(len(x.names))
		x.names = append(x.names, thing)
		x.things[thing] = id
	}
	t := text{thing: id, language: language}
	counts := map[string]float64{}
	for _, p := range parts {
		for _, w := range words(fold(p.Text)) {
			t.length++
			counts[w] += p.Weight
			if s := stem(language, w); s != w {
				counts[s+"*"] += p.Weight
			} else {
				counts[w+"*"] += p.Weight
			}
			for _, c := range x.conceptsOf(w) {
				counts["#"+c] += p.Weight
			}
		}
	}
	at := int32(len(x.texts))
	for w, n := range counts {
		if _, there := x.terms[w]; !there && !strings.HasSuffix(w, "*") && !strings.HasPrefix(w, "#") {
			n := len([]rune(w))
			x.byLength[n] = append(x.byLength[n], w)
		}
		x.terms[w] = append(x.terms[w], posting{at, float32(n)})
	}
	x.texts = append(x.texts, t)
	x.of[thing] = append(x.of[thing], at)
	x.live++
	x.length += t.length
}

// Drop takes every text of a thing out.
func (x *Index) Drop(thing string) {
	for _, t := range x.of[thing] {
		x.texts[t].dead = true
		x.live--
		x.dead++
		x.length -= x.texts[t].length
	}
	delete(x.of, thing)
}

// Worn says that so much was dropped that the index is better built anew.
func (x *Index) Worn() bool { return x.dead > 1000 && x.dead > x.live }

// way is one way in which a word of the question may stand in a text.
type way struct {
	term   string
	weight float64
}

// ways of a word, the word itself first.
func (x *Index) ways(word string) []way {
	out := []way{{word, 1}}
	found := len(x.terms[word]) > 0
	for _, s := range append(stems(word), word) {
		if len(x.terms[s+"*"]) > 0 {
			out = append(out, way{s + "*", byStem})
			found = found || len([]rune(s)) > least
		}
	}
	for _, c := range x.conceptsOf(word) {
		out = append(out, way{"#" + c, byConcept})
		found = true
	}
	if found || tongueOf(word) == chinese {
		return out
	}
	return append(out, x.near(word)...)
}

// near are words of the collection, and of the lexicon, that begin as the word does or are
// some slips away: one from four letters on, two from eight.
func (x *Index) near(word string) (out []way) {
	r := []rune(word)
	n := 0
	switch {
	case len(r) >= 8:
		n = 2
	case len(r) >= 4:
		n = 1
	}
	for size := len(r) - n; size <= len(r)+6; size++ {
		for _, w := range x.byLength[size] {
			switch {
			case len(r) >= 3 && size > len(r) && strings.HasPrefix(w, word):
				out = append(out, way{w, byHead})
			case n > 0 && size <= len(r)+n && slips(r, []rune(w), n):
				out = append(out, way{w, bySlip})
				for _, c := range x.conceptsOf(w) {
					out = append(out, way{"#" + c, bySlip * byConcept})
				}
			}
		}
	}
	if n > 0 {
		for w, all := range x.concepts {
			if !strings.HasSuffix(w, "*") && slips(r, []rune(w), n) {
				for _, c := range all {
					out = append(out, way{"#" + c, bySlip * byConcept})
				}
			}
		}
	}
	return out
}

// Search finds things, the best first, each once, in the language in which it answers best;
// language is the reader's. Nothing asked finds nothing.
func (x *Index) Search(question, language string) []Hit {
	asked := x.asked(question)
	if len(asked) == 0 || x.live == 0 {
		return nil
	}
	scores, matched := make([]float64, len(x.texts)), make([]uint16, len(x.texts))
	best := make([]float64, len(x.texts))
	var touched []int32
	mean := x.length / float64(x.live)
	for _, word := range asked {
		touched = touched[:0]
		for _, w := range x.ways(word) {
			all := x.terms[w.term]
			idf := math.Log(1 + (float64(x.live)-float64(len(all))+0.5)/(float64(len(all))+0.5))
			for _, p := range all {
				t := &x.texts[p.text]
				if t.dead {
					continue
				}
				c := float64(p.count)
				s := w.weight * max(idf, 0.05) * c * (k1 + 1) / (c + k1*(1-b+b*t.length/mean))
				if best[p.text] == 0 {
					touched = append(touched, p.text)
				}
				best[p.text] = max(best[p.text], s)
			}
		}
		for _, t := range touched {
			scores[t] += best[t]
			matched[t]++
			best[t] = 0
		}
	}
	return x.ranked(scores, matched, len(asked), language)
}

// asked are the words of a question, each once, common ones only where there are no others.
func (x *Index) asked(question string) (out []string) {
	all := words(fold(question))
	for _, w := range all {
		if !common[w] && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		out = all
	}
	return out[:min(len(out), 24)]
}

// ranked puts things in order: the more of the question a text answers the better.
func (x *Index) ranked(scores []float64, matched []uint16, asked int, language string) []Hit {
	best := map[int32]Hit{}
	for i, s := range scores {
		if s == 0 {
			continue
		}
		t := x.texts[i]
		s *= float64(matched[i]) / float64(asked)
		if t.language == language {
			s *= own
		}
		if h, ok := best[t.thing]; !ok || s > h.Score {
			best[t.thing] = Hit{x.names[t.thing], t.language, s}
		}
	}
	out := make([]Hit, 0, len(best))
	for _, h := range best {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Thing, b.Thing)) })
	return out
}
