package board

import (
	"cmp"
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// What can be done here. To see a list, the power over one duty on it is enough; taking it
// away as a file is entered in the record, with how many rows it had.
var (
	List    = act.Act{Name: "board.duty.list", Needs: duty.Reading}
	Compare = act.Act{Name: "board.bearer.list", Needs: duty.Reading}
	TakeOut = act.Act{Name: "board.file.list", Needs: duty.Reading, Sensitive: true}
)

// named is a duty that the reader's own offices bear, are owed or were told of, or any other:
// the gate is asked about it as about the duty's own page.
type named struct {
	duty.Duty
	team []string
}

// Scope names the reader where their office is concerned.
func (n named) Scope() gate.Scope {
	s := n.Duty.Scope()
	s.Team = n.team
	return s
}

// Counts are how many duties each list has.
type Counts struct{ Late, Week, Owed, Over int }

// Of is the count of one list.
func (c Counts) Of(s Show) int {
	return map[Show]int{Late: c.Late, Week: c.Week, Owed: c.Owed, Over: c.Over}[s]
}

// Bearer is what one office owes.
type Bearer struct {
	Office duty.Office
	Name   string // "" is said by a word
	Counts
	Worst clock.Day // the earliest day that anything late of theirs was due
}

// View is the board as one reader sees it.
type View struct {
	Today clock.Day
	Filter
	Counts   Counts
	Rows     []duty.Hold
	More     string   // the place at which the next page begins; "" at the end
	Bearers  []Bearer // of what passes the filter, who is late with most first
	Choices  []Bearer // every bearer of the board, by name: what the filter offers
	Rules    []string
	Missions []string
}

// look is what a list needs to know of its reader.
func look(tx *store.Tx, ctx context.Context, tag lang.Tag, w gate.Where) (duty.Reader, sight, error) {
	who := people.ID(act.Of(ctx).ID)
	r, err := duty.ReaderOf(tx, tag, who)
	return r, sight{w, string(who), r.Offices()}, err
}

// rows asks for the duties of a list, each with the reader named on it if it concerns an
// office of theirs: what their power does not reach, the gate lets through for that alone.
func rows(tx *store.Tx, s sight, f Filter, today clock.Day, most int) ([]named, []duty.Duty, error) {
	all, err := listed(tx, s, f, today, most)
	if err != nil {
		return nil, nil, err
	}
	var ask []duty.ID
	out := make([]named, 0, len(all))
	for _, d := range all {
		n := named{Duty: d}
		if slices.Contains(s.offices, d.Bearer) || slices.Contains(s.offices, d.OwedTo) {
			n.team = []string{s.who}
		} else if !s.All {
			ask = append(ask, d.ID)
		}
		out = append(out, n)
	}
	up, err := toldOf(tx, s.offices, ask)
	for i, n := range out {
		if slices.Contains(up, n.ID) {
			out[i].team = []string{s.who}
		}
	}
	return out, all, err
}

// Show shows one page of the board.
func (r *Room) Show(ctx context.Context, tag lang.Tag, f Filter) (v View, err error) {
	held := map[duty.ID]duty.Hold{}
	v.Rows, err = act.List(ctx, r.desk, List, func(tx *store.Tx, w gate.Where) ([]named, error) {
		reader, s, err := look(tx, ctx, tag, w)
		if err != nil {
			return nil, err
		}
		v = View{Today: reader.Today(), Filter: f}
		all, err := groups(tx, s, f, v.Today)
		if err != nil {
			return nil, err
		}
		out, page, err := rows(tx, s, f, v.Today, pageSize+1)
		if err != nil {
			return nil, err
		}
		v.gather(all)
		var offices []duty.Office
		for _, b := range v.Choices {
			offices = append(offices, b.Office)
		}
		holds, names, err := reader.Holds(page, offices...)
		for _, h := range holds {
			held[h.ID] = h
		}
		v.call(names)
		return out, err
	}, func(_ *store.Tx, _ *seal.Keys, n named) (duty.Hold, error) { return held[n.ID], nil })
	if len(v.Rows) > pageSize {
		v.Rows = v.Rows[:pageSize]
		v.More = place(f, v.Rows[pageSize-1].Duty)
	}
	return v, err
}

// gather sums the groups up: the counts of the lists, of the bearers, and what the filter offers.
func (v *View) gather(all []group) {
	by, choices := map[duty.Office]*Bearer{}, map[duty.Office]bool{}
	for _, g := range all {
		if !choices[g.bearer] {
			choices[g.bearer] = true
			v.Choices = append(v.Choices, Bearer{Office: g.bearer})
		}
		v.Rules, v.Missions = once(v.Rules, g.rule), once(v.Missions, g.mission)
		if !v.Filter.holds(g) {
			continue
		}
		b := by[g.bearer]
		if b == nil {
			b = &Bearer{Office: g.bearer}
			by[g.bearer] = b
		}
		v.Counts.add(g.Counts)
		b.Counts.add(g.Counts)
		if g.worst != "" && (b.Worst == "" || g.worst < b.Worst) {
			b.Worst = g.worst
		}
	}
	for _, b := range by {
		if b.Owed > 0 {
			v.Bearers = append(v.Bearers, *b)
		}
	}
	slices.SortFunc(v.Rules, func(a, b string) int { return cmp.Compare(order(a), order(b)) })
	slices.Sort(v.Missions)
}

// order is the place of a rule among the shipped ones.
func order(code string) int {
	return slices.IndexFunc(duty.Shipped, func(r duty.Rule) bool { return r.Code == code })
}

func once(all []string, s string) []string {
	if s == "" || slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}

func (c *Counts) add(more Counts) {
	c.Late, c.Week, c.Owed, c.Over = c.Late+more.Late, c.Week+more.Week, c.Owed+more.Owed, c.Over+more.Over
}

// call gives the bearers their names, and puts them in order.
func (v *View) call(names map[duty.Office]string) {
	for _, list := range [][]Bearer{v.Bearers, v.Choices} {
		for i := range list {
			list[i].Name = names[list[i].Office]
		}
	}
	slices.SortFunc(v.Bearers, func(a, b Bearer) int {
		return cmp.Or(-cmp.Compare(a.Late, b.Late), -cmp.Compare(a.Owed, b.Owed), cmp.Compare(a.Name, b.Name), cmp.Compare(Key(a.Office), Key(b.Office)))
	})
	slices.SortFunc(v.Choices, func(a, b Bearer) int {
		return cmp.Or(cmp.Compare(a.Office.Kind, b.Office.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(Key(a.Office), Key(b.Office)))
	})
}

// Comparison is how timely each bearer was.
type Comparison struct {
	Today clock.Day
	Filter
	By       []Timely
	Together Timely
	Names    map[duty.Office]string
	Missions []string
}

// Timeliness compares the bearers of what fell due in the filter's period. Only what the
// reader may see is counted, so two readers may read different numbers: the page says so.
func (r *Room) Timeliness(ctx context.Context, tag lang.Tag, f Filter) (c Comparison, err error) {
	_, err = act.List(ctx, r.desk, Compare, func(tx *store.Tx, w gate.Where) ([]named, error) {
		reader, s, err := look(tx, ctx, tag, w)
		if err != nil {
			return nil, err
		}
		c = Comparison{Today: reader.Today(), Filter: f}
		all, err := fell(tx, s, f, c.Today)
		if err != nil {
			return nil, err
		}
		c.By, c.Together = timely(all, c.Today)
		var offices []duty.Office
		for _, t := range c.By {
			offices = append(offices, t.Bearer)
		}
		_, names, err := reader.Holds(nil, offices...)
		for i := range c.By {
			c.By[i].Name = names[c.By[i].Bearer]
		}
		c.Names = names
		if err != nil {
			return nil, err
		}
		missions, err := mission.All(tx)
		for _, m := range missions {
			c.Missions = append(c.Missions, m.Code)
		}
		return nil, err
	}, func(*store.Tx, *seal.Keys, named) (none struct{}, err error) { return none, nil })
	return c, err
}

// most is how many rows a file has at most: what somebody can still read.
const most = 10_000

// File is the list as a file has it: all of its pages, or as much as fits.
type File struct {
	Today clock.Day
	Rows  []duty.Hold
	Cut   bool // there was more than a file takes
}

// File takes a list away.
func (r *Room) File(ctx context.Context, tag lang.Tag, f Filter) (out File, err error) {
	held := map[duty.ID]duty.Hold{}
	f.From = ""
	out.Rows, err = act.List(ctx, r.desk, TakeOut, func(tx *store.Tx, w gate.Where) ([]named, error) {
		reader, s, err := look(tx, ctx, tag, w)
		if err != nil {
			return nil, err
		}
		out = File{Today: reader.Today()}
		list, all, err := rows(tx, s, f, out.Today, most+1)
		if err != nil {
			return nil, err
		}
		if out.Cut = len(all) > most; out.Cut {
			list, all = list[:most], all[:most]
		}
		holds, _, err := reader.Holds(all)
		for _, h := range holds {
			held[h.ID] = h
		}
		return list, err
	}, func(_ *store.Tx, _ *seal.Keys, n named) (duty.Hold, error) { return held[n.ID], nil })
	return out, err
}
