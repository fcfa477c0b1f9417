package practice

import "slices"

// The codes of a practice. Their words are practice.<list>_<code>, in every language.
// The lists follow the filters of domain notes A.4; the themes are those it names.
var (
	// Pillars are the three blocks of the meeting of 28 June 2021 (domain notes A.2).
	Pillars = []string{"prevention", "response", "support"}
	// Themes are what a practice is about, finer than its pillar.
	Themes = []string{"training", "vetting", "risk", "command", "outreach", "complaint", "investigation", "sanction", "military_justice", "assistance", "paternity", "dna", "maintenance", "fund"}
	// Personnel are those whose conduct it concerns.
	Personnel = []string{"contingent", "staff_officer", "formed_police", "individual_police", "civilian"}
	// Stages of the deployment cycle at which it is done.
	Stages = []string{"before", "during", "after", "drawdown"}
	// Systems of law in which it was done.
	Systems = []string{"civil", "common", "military_court", "no_military_court"}
	// Laws say what law a State needs to do it.
	Laws = []string{"none", "existing", "new"}
	// Means say how much it takes.
	Means = []string{"none", "low", "high"}
	// Languages in which a practice can be read: the six official ones of the United Nations.
	// The first two must be there.
	Languages = []string{"fr", "en", "ar", "zh", "ru", "es"}
	// Organisations that share practices and are no State.
	Organisations = []string{"un_secretariat"}
)

// unknown gives the first of several values that is not in a list.
func unknown(list []string, values ...string) (string, bool) {
	for _, v := range values {
		if !slices.Contains(list, v) {
			return v, true
		}
	}
	return "", false
}
