package notice

import (
	"slices"
	"strings"

	"haki/commons/mission"
)

// What a notice says plainly has a code; all else stays as printed.

// printedCategories are the personnel categories as notices print them, with the code each is of
// (domain notes A3). The first word decides; what follows in brackets is a remark.
var printedCategories = map[string]string{"military contingent": "military_contingent", "formed police unit": "formed_police", "police": "police", "civilian": "civilian_staff", "civilian staff": "civilian_staff"}

// PersonnelCode is the category of personnel that the printed one is; "" where it is none of
// ours.
func (n Notice) PersonnelCode() string {
	name, _, _ := strings.Cut(n.Category, " (")
	return printedCategories[strings.ToLower(strings.TrimSpace(name))]
}

// Theme reads the thematic area from the nature as printed.
func (n Notice) Theme() string {
	nature := strings.ToLower(n.Nature)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(nature, w) })
	}
	switch {
	case has("not sea"):
		return "T_UNLAW"
	case has("obstruction"):
		return "T_OBSTR"
	case has("command and control"):
		return "T_OFFICE"
	case has("rape", "sexual", "transactional", "sea alleged"):
		return mission.SexualExploitation
	case has("not stated"):
		return mission.SexualExploitation
	}
	return "T_UNLAW"
}
