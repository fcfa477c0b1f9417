package gate

import (
	"slices"
	"strings"
)

// Where is what a list may fetch: a restriction that the database can apply fast. It
// is never the last word; the desk asks Rule again for each row.
type Where struct {
	All   bool // every mission, and what stands behind a wall
	lanes []lane
}

// lane is one way in: a mission ("" is every one, walls included), a country and a mark
// ("" is any thing).
type lane struct {
	mission, country string
	mark             Mark
}

// Where derives the restriction for a power from the actor's grants.
func (a Actor) Where(p Power) (w Where) {
	for _, g := range a.Grants {
		l := lane{g.Mission, g.Country, g.Mark}
		switch {
		case g.Power != p || p == "" || g.TeamOnly:
		case l == lane{}:
			return Where{All: true}
		case !slices.Contains(w.lanes, l):
			w.lanes = append(w.lanes, l)
		}
	}
	slices.SortFunc(w.lanes, func(a, b lane) int {
		return strings.Compare(a.mission+"/"+a.country+"/"+string(a.mark), b.mission+"/"+b.country+"/"+string(b.mark))
	})
	return w
}

// Columns says where a table keeps what a restriction is about: the mission's code, 1
// where a wall stands, the country whose own the row is, and for each mark a condition
// that holds on the rows that bear it.
type Columns struct {
	Mission, Walled string
	Country         string // "" in a table of which no row is one country's
	Marks           map[Mark]string
}

// SQL writes the restriction over a table's columns. It is a condition in brackets,
// never empty; a mark or a country that the table does not know lets nobody in.
func (w Where) SQL(c Columns) (string, []any) {
	if w.All {
		return "(1 = 1)", nil
	}
	var or []string
	var args []any
	for _, l := range w.lanes {
		var and []string
		if l.mission != "" {
			and, args = append(and, c.Mission+" = ?", c.Walled+" = 0"), append(args, l.mission)
		}
		switch {
		case l.country != "" && c.Country == "":
			and = append(and, "1 = 0")
		case l.country != "":
			and, args = append(and, c.Country+" = ?"), append(args, l.country)
		}
		if l.mark != "" {
			on := c.Marks[l.mark]
			if on == "" {
				on = "1 = 0"
			}
			and = append(and, on)
		}
		or = append(or, "("+strings.Join(and, " AND ")+")")
	}
	if len(or) == 0 {
		return "(1 = 0)", nil
	}
	return "(" + strings.Join(or, " OR ") + ")", args
}
