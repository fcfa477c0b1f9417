package duty

import (
	"strings"

	"haki/commons/people"
	"haki/internal/ident"
	"haki/internal/store"
)

// What lists ask: one question for as many rows as a page has.

// marks are n places for values; for none, a value that nothing has.
func marks(n int) string {
	if n == 0 {
		return "NULL"
	}
	return "?" + strings.Repeat(", ?", n-1)
}

// called is what a person or a team is called.
type called struct {
	people.Team
	team bool
	id   string
}

// namesOf are the names of some people and some teams.
func namesOf(tx *store.Tx, persons, teams []any) ([]called, error) {
	if len(persons)+len(teams) == 0 {
		return nil, nil
	}
	return store.All(tx, func(s store.Scan) (c called, err error) {
		var team int
		err = s(&team, &c.id, &c.NameEN, &c.NameFR)
		c.team = team == 1
		return c, err
	}, `SELECT 0, id, display, '' FROM people_account WHERE id IN (`+marks(len(persons))+`)
		UNION ALL SELECT 1, id, name_en, name_fr FROM people_team WHERE id IN (`+marks(len(teams))+`)`, append(append([]any{}, persons...), teams...)...)
}

// openOn are the open duties of some matters, the most pressing first.
func openOn(all *[]Duty, matters []ident.Matter) store.Part {
	kinds := map[string][]any{}
	for _, m := range matters {
		kinds[m.Kind] = append(kinds[m.Kind], m.ID)
	}
	var or []string
	var args []any
	for kind, ids := range kinds {
		or, args = append(or, `kind = ? AND matter IN (`+marks(len(ids))+`)`), append(append(args, kind), ids...)
	}
	l := ofMatter
	l.Rest, l.Order = `FROM duty_duty WHERE ended = '' AND (`+strings.Join(or, " OR ")+`)`, `due, id`
	return l.Part(all, args...)
}
