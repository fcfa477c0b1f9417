package outcome

import (
	"haki/commons/mission"
	"haki/response/casework"
)

// ofState says whether the contributing State has a say over those an allegation is
// against: it is asked, or told and may join, or commands them (decisions.md §2).
func ofState(a casework.Allegation) bool {
	c, known := mission.CategoryOf(a.Category)
	return known && a.Country != "" && c.Contributed
}
