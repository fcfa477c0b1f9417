package casework

import (
	"strings"

	"haki/commons/mission"
)

// offered are the terms of the list in use on a level, under a parent or, with "", under
// any.
func offered(level, parent string) []mission.Term { return mission.Terms(Scheme, level, parent) }

// listed says whether a code is a term of a list on a level, under a parent or any.
func listed(scheme, level, parent, code string) bool {
	for _, t := range mission.Terms(scheme, level, parent) {
		if t.Code == code {
			return true
		}
	}
	return false
}

func category(code string) bool {
	_, ok := mission.CategoryOf(code)
	return ok
}

// termKey is the word for a term of a list. words: mission.term_*
func termKey(code string) string { return "mission.term_" + strings.ToLower(code) }

// routeOf is which way an allegation goes, by the table of decisions.md §2.
func routeOf(d Draft) string { return mission.RouteFor(d.Category, d.Serious()).Code }
