package catalogue

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"haki/internal/clock"
	"haki/library/practice"
	"haki/science/retrieve"
)

//go:embed lexicon.json
var lexiconFile []byte

// Lexicon are the concepts of the library: words of eight languages, those of laymen among
// them, that mean the same to whoever looks. The file is edited by hand.
func Lexicon() (all map[string][]string, err error) {
	err = json.Unmarshal(lexiconFile, &all)
	return all, err
}

// shelf is what is kept in memory of what anybody may see.
type shelf struct {
	mu    sync.RWMutex
	turn  int // of the window, to which it was read; -1 before the first reading
	cards map[practice.ID]*card
	order []*card // by address
	index *retrieve.Index
	day   clock.Day // of which the lights are
}

func newShelf(lexicon map[string][]string) *shelf {
	return &shelf{turn: -1, cards: map[practice.ID]*card{}, index: retrieve.New(lexicon)}
}

// changes are what a reading of the window found since a turn.
type changes struct {
	since, now int
	shown      []practice.Shown
	gone       []practice.ID
}

func (s *shelf) known() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.turn
}

// take brings the shelf in step. Changes that another request took already are taken again:
// they say the same.
func (s *shelf) take(c changes) {
	if c.now == c.since {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.now < s.turn {
		return
	}
	for _, id := range c.gone {
		s.index.Drop(string(id))
		delete(s.cards, id)
	}
	for _, p := range c.shown {
		s.index.Drop(string(p.ID))
		s.put(p)
		s.cards[p.ID] = newCard(p)
	}
	s.turn, s.day = c.now, ""
	s.order = s.order[:0:0]
	for _, k := range s.cards {
		s.order = append(s.order, k)
	}
	slices.SortFunc(s.order, func(a, b *card) int { return strings.Compare(a.Slug, b.Slug) })
}

// put indexes each language of a practice: what it is called counts most.
func (s *shelf) put(p practice.Shown) {
	for tag, t := range p.Texts {
		var steps, results []string
		for _, x := range t.Steps {
			steps = append(steps, x.Actor, x.Do, x.Input, x.Output)
		}
		for _, r := range t.Results {
			results = append(results, r.What)
		}
		s.index.Put(string(p.ID), tag, retrieve.Part{Text: t.Title, Weight: 4}, retrieve.Part{Text: t.Summary, Weight: 2}, retrieve.Part{Text: t.Problem, Weight: 1.5},
			retrieve.Part{Text: strings.Join(p.Coded.Themes, " "), Weight: 2}, retrieve.Part{Text: t.Authority, Weight: 1},
			retrieve.Part{Text: strings.Join(steps, "\n"), Weight: 1}, retrieve.Part{Text: strings.Join(results, "\n"), Weight: 1},
			retrieve.Part{Text: strings.Join([]string{t.Law, t.Resources, t.Enabling, t.Constraints, t.Victims, t.Replicate}, "\n"), Weight: 0.6},
			retrieve.Part{Text: stateWords(p, tag), Weight: 2})
	}
}

// stateWords are what the States of a practice are called, so that their names find it.
func stateWords(p practice.Shown, tag string) string {
	var all []string
	for _, s := range slices.Concat(p.Coded.States, p.Coded.Hosts) {
		all = append(all, practice.ShippedName(s, tag))
	}
	return strings.Join(all, " ")
}

// found are the cards that answer a question, the best first, or all by address.
type found struct {
	cards    []*card
	language map[practice.ID]string // in which it answers best; none when nothing was asked
	counts   []map[string]int
	all      int
}

// look searches and narrows on a day.
func (s *shelf) look(f Filter, tag string, today clock.Day) found {
	s.mu.Lock() // the lights are set as of today
	defer s.mu.Unlock()
	if s.day != today {
		for _, c := range s.order {
			c.lit(today)
		}
		s.day = today
	}
	out := found{language: map[practice.ID]string{}, all: len(s.order)}
	some := s.order
	if strings.TrimSpace(f.Query) != "" {
		some = nil
		for _, h := range s.index.Search(f.Query, tag) {
			c := s.cards[practice.ID(h.Thing)]
			some = append(some, c)
			out.language[c.ID] = h.Language
		}
	}
	out.cards, out.counts = f.narrow(some)
	return out
}
