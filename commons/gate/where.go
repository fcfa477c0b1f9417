package gate

import (
	"slices"
	"strings"
)

// Where is what a list may fetch: a restriction that the database can apply fast. It
// is never the last word; the desk asks Rule again for each row.
type Where struct {
	All      bool     // every mission, and what stands behind a wall
	Missions []string // otherwise these only, and nothing behind a wall
}

// Where derives the restriction for a power from the actor's grants.
func (a Actor) Where(p Power) (w Where) {
	for _, g := range a.Grants {
		switch {
		case g.Power != p || p == "" || g.TeamOnly || g.Country != "":
		case g.Mission == "":
			return Where{All: true}
		case !slices.Contains(w.Missions, g.Mission):
			w.Missions = append(w.Missions, g.Mission)
		}
	}
	slices.Sort(w.Missions)
	return w
}

// SQL writes the restriction over two columns: the mission's code, and 1 where a wall
// stands. It is a condition in brackets, never empty.
func (w Where) SQL(mission, walled string) (string, []any) {
	switch {
	case w.All:
		return "(1 = 1)", nil
	case len(w.Missions) == 0:
		return "(1 = 0)", nil
	}
	args := make([]any, len(w.Missions))
	for i, m := range w.Missions {
		args[i] = m
	}
	return "(" + mission + " IN (?" + strings.Repeat(", ?", len(args)-1) + ") AND " + walled + " = 0)", args
}
