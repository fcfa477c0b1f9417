package find

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// Search is open to everybody with an account; what is found is up to the rooms' acts.
var Search = act.Act{Name: "find.matter.search", Needs: gate.Self}

// Most is how many hits of one source are shown.
const Most = 50

// Source is what a room offers to be found.
type Source struct {
	Kind  string  // of the matters, such as "casework.case"
	Act   act.Act // by which the room lists them: the gate is asked about it for each hit
	Terms []Term  // the room's categories and states

	// Search finds, within the restriction, what the query asks for: at most Most+1, the
	// newest first. It reads coded columns only.
	Search func(tx *store.Tx, w gate.Where, q Query) ([]Hit, error)
}

// Hit is a matter that was found. Nothing sealed stands in it.
type Hit struct {
	Matter    ident.Matter
	Reference Reference
	Key       string // of a neutral title: what kind of matter it is
	Path      string // of its page, without language
	Mission   string
	State     string // key
	Day       clock.Day
	Stands    gate.Scope
}

// Scope is where the matter stands.
func (h Hit) Scope() gate.Scope { return h.Stands }

// Index finds matters. Today it is the staff search over coded fields; a library's
// full-text search will be another.
type Index interface {
	Find(ctx context.Context, q Query) (Found, error)
}

// Found is what a search gave.
type Found struct {
	Hits []Hit
	More bool // there is more than is shown
}

// own is the search of whoever acts: theirs.
func own(ctx context.Context) func(*store.Tx) (gate.Scope, error) {
	return func(*store.Tx) (gate.Scope, error) { return gate.Scope{Team: []string{act.Of(ctx).ID}}, nil }
}

// lexicon gathers the terms: missions and countries as they are, and the rooms' own in
// every language of the staff, so that a line that was shared is understood.
func (r *Room) lexicon(ctx context.Context) (*lexicon, error) {
	return act.See(ctx, r.desk, Search, own(ctx), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (*lexicon, error) {
		l := newLexicon()
		missions, err := mission.All(tx)
		if err != nil {
			return nil, err
		}
		for _, m := range missions {
			l.enter(Term{Field: Mission, Code: m.Code, Said: said(m.Names)})
		}
		countries, err := mission.Countries(tx)
		if err != nil {
			return nil, err
		}
		for _, c := range countries {
			l.enter(Term{Field: Country, Code: c.Code, Said: said(c.Names)})
		}
		w := r.ui.Words()
		for _, s := range r.sources {
			for _, t := range s.Terms {
				l.enter(t)
				for _, tag := range w.Staff() {
					l.add(t, w.Text(tag, t.Key))
				}
			}
		}
		return l, nil
	})
}

// enter puts a term in by its code and by every other way it is written.
func (l *lexicon) enter(t Term) {
	for _, s := range append([]string{t.Code}, t.Said...) {
		l.add(t, s)
	}
}

func said(n mission.Names) (all []string) {
	for _, s := range n {
		all = append(all, s)
	}
	return all
}

// Parse reads a line as whoever acts may write it.
func (r *Room) Parse(ctx context.Context, line string) (Query, error) {
	l, err := r.lexicon(ctx)
	if err != nil {
		return Query{}, err
	}
	return l.parse(line)
}

// Find asks every source that whoever acts may list. A source they may not is not there
// for them, and neither is a hit that the gate withholds.
func (r *Room) Find(ctx context.Context, q Query) (f Found, err error) {
	if q.None() {
		return f, nil
	}
	for _, s := range r.sources {
		hits, err := act.List(ctx, r.desk, s.Act,
			func(tx *store.Tx, w gate.Where) ([]Hit, error) { return s.Search(tx, w, q) },
			func(_ *store.Tx, _ *seal.Keys, h Hit) (Hit, error) { return h, nil })
		if err != nil && fault.Of(err) == fault.Withheld {
			continue
		}
		if err != nil {
			return Found{}, err
		}
		if len(hits) > Most {
			hits, f.More = hits[:Most], true
		}
		f.Hits = append(f.Hits, hits...)
	}
	slices.SortStableFunc(f.Hits, func(a, b Hit) int {
		return cmp.Or(strings.Compare(string(b.Day), string(a.Day)), strings.Compare(string(a.Reference), string(b.Reference)))
	})
	return f, nil
}

// reaches says whether whoever acts may list a source at all.
func reaches(ctx context.Context, s Source) bool { return act.Of(ctx).Anywhere(s.Act.Needs) }

// Line writes a query as it would be typed in a language: nothing but our own words.
func (r *Room) Line(tag lang.Tag, q Query) string {
	var words []string
	if s := string(q.Reference) + q.Serial; s != "" {
		words = append(words, s)
	}
	for _, t := range q.Terms {
		if said := r.said(tag, t); !slices.Contains(words, said) { // two codes may go by one word
			words = append(words, said)
		}
	}
	return strings.Join(words, " ")
}

func (r *Room) said(tag lang.Tag, t Term) string {
	if t.Key == "" {
		return t.Code
	}
	return r.ui.Words().Text(tag, t.Key)
}
