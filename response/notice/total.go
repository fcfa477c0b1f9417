package notice

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"haki/internal/fault"
	"haki/science/tally"
)

// Total adds up a measure over the notices of a group; an update replaces its parent.
type Total struct {
	Group, Measure string
	Sum            tally.Count
}

// summed are what sources state in sum with a group of notices, by column.
var summed = []struct {
	name string
	of   func(Notice) tally.Count
}{
	{"allegations", func(n Notice) tally.Count { return n.Allegations }},
	{"alleged_perpetrators", func(n Notice) tally.Count { return n.Accused }},
	{"victims_total", func(n Notice) tally.Count { return n.Victims }},
	{"victims_minor", func(n Notice) tally.Count { return n.Minors }},
	{"paternity_claims", func(n Notice) tally.Count { return n.Paternity }},
}

// Totals adds up each group's measures; a notice that was updated counts as its update.
func Totals(all []Notice) (out []Total) {
	updated := map[string]bool{}
	for _, n := range all {
		updated[n.Parent()] = true
	}
	counts := map[Total][]tally.Count{}
	for _, n := range all {
		if n.Group == "" || updated[n.ID] {
			continue
		}
		for _, m := range summed {
			at := Total{Group: n.Group, Measure: m.name}
			counts[at] = append(counts[at], m.of(n))
		}
	}
	for at, c := range counts {
		at.Sum = tally.Sum(c...)
		out = append(out, at)
	}
	slices.SortFunc(out, func(a, b Total) int { return strings.Compare(a.Group+"/"+a.Measure, b.Group+"/"+b.Measure) })
	return out
}

// Stated is a total that a source gave together with a group of notices.
type Stated struct {
	Group, Measure string
	Total          int
}

// ReadStated reads a file of stated totals.
func ReadStated(r io.Reader) (all []Stated, err error) {
	rows := csv.NewReader(r)
	head, err := rows.Read()
	if err != nil {
		return nil, fault.New(fault.Invalid, "notice.file_unreadable").Because(err)
	}
	at := map[string]int{}
	for i, name := range head {
		at[strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))] = i
	}
	for _, name := range []string{"group_id", "measure", "stated_total"} {
		if _, ok := at[name]; !ok {
			return nil, fault.New(fault.Invalid, "notice.column_missing", "column", name)
		}
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "notice.file_unreadable").Because(err)
		}
		n, ok := tally.Count(row[at["stated_total"]]).N()
		if !ok {
			return nil, fault.New(fault.Invalid, "notice.row_count", "column", "stated_total", "text", row[at["stated_total"]])
		}
		all = append(all, Stated{row[at["group_id"]], row[at["measure"]], n})
	}
}

// Compared is a stated total beside what the notices on file add up to. Placed is what
// could be placed on a row; what could not is a difference that is shown, never spread.
type Compared struct {
	Stated
	Placed tally.Count
}

// Missing is how many of a stated total no row has; ok is false when the rows do not say.
func (c Compared) Missing() (n int, ok bool) {
	placed, ok := c.Placed.N()
	return c.Total - placed, ok
}

// Compare puts stated totals beside the sums of what is on file.
func Compare(stated []Stated, sums []Total) (out []Compared) {
	for _, s := range stated {
		c := Compared{Stated: s}
		for _, t := range sums {
			if t.Group == s.Group && t.Measure == s.Measure {
				c.Placed = t.Sum
			}
		}
		out = append(out, c)
	}
	return out
}
