package casework

import (
	"errors"
	"slices"

	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/science/tally"
)

// AllegationID names an allegation.
type AllegationID = ident.ID[Allegation]

// Scheme is the list of misconduct in use and its version; an allegation keeps the one it
// was made under.
const (
	Scheme        = "2021"
	SchemeVersion = "2021-01"
	OldScheme     = "pre-2021"
)

// The two designations since January 2021 (domain notes A1), and the theme that is
// always serious.
const (
	SeriousMisconduct = "SERIOUS"
	Misconduct        = "MISCONDUCT"
	SEA               = "T_SEA"
)

// Allegation is the unit of route, notification and figure.
type Allegation struct {
	ID                       AllegationID
	Case                     CaseID
	Serial                   int
	Scheme, Version          string
	Designation, Theme, Type string
	Category, Country        string // "" is not known
	Route                    string
	Referred                 bool
	Rev                      int
}

// Draft is an allegation as it is proposed, with those it is against.
type Draft struct {
	Scheme, Version          string
	Designation, Theme, Type string
	Category, Country        string
	Subjects                 []SubjectDraft
}

// Serious says whether the designation is. Sexual exploitation and abuse always is
// (domain notes A2).
func (d Draft) Serious() bool { return d.Designation == SeriousMisconduct || d.Theme == SEA }

// check refuses what the list does not have, every fault at its field. What is not known
// stays empty.
func (d Draft) check() error {
	var all []error
	no := func(wrong bool, field, key string) {
		if wrong {
			all = append(all, fault.In(field, key))
		}
	}
	scheme := d.Scheme
	if scheme == "" {
		scheme = Scheme
	}
	no(d.Designation != SeriousMisconduct && d.Designation != Misconduct, "designation", "casework.designation_required")
	no(d.Designation == Misconduct && d.Theme == SEA, "designation", "casework.sea_is_serious")
	no(d.Theme == "", "theme", "casework.theme_required")
	no(d.Theme != "" && !listed(scheme, "theme", "", d.Theme), "theme", "fault.not_in_list")
	no(d.Type != "" && !listed(scheme, "type", d.Theme, d.Type), "type", "casework.type_of_theme")
	no(d.Category != "" && !category(d.Category), "category", "fault.not_in_list")
	for _, s := range d.Subjects {
		all = append(all, s.check())
	}
	return errors.Join(all...)
}

// Split makes the allegations that a list of drafts is (decisions.md §1): of sexual
// exploitation and abuse one for each personnel category and contributing country, with
// everybody it is against; of anything else one for each identified person and type, and
// one for those not identified. The order of first mention is kept.
func Split(drafts []Draft) (out []Draft) {
	at := map[string]int{}
	put := func(key string, d Draft, subjects ...SubjectDraft) {
		i, ok := at[key]
		if !ok {
			d.Subjects = nil
			i, at[key] = len(out), len(out)
			out = append(out, d)
		}
		out[i].Subjects = append(out[i].Subjects, subjects...)
	}
	for _, d := range drafts {
		unit := d.Scheme + "/" + d.Designation + "/" + d.Theme + "/" + d.Type + "/" + d.Category + "/" + d.Country
		if d.Theme == SEA {
			put(SEA+"/"+d.Category+"/"+d.Country, d, d.Subjects...)
			continue
		}
		if len(d.Subjects) == 0 {
			put(unit, d)
		}
		for _, s := range d.Subjects {
			if s.Identified {
				put(unit+"/"+s.Identity, d, s)
				continue
			}
			put(unit, d, s)
		}
	}
	return out
}

// Count is a number of people, or unknown, or not spoken of.
type Count = tally.Count

// What a count can be beside a number.
const (
	Unknown  = tally.Unknown
	Unspoken = tally.Unspoken
)

// SubjectID names a subject.
type SubjectID = ident.ID[Subject]

// Subject is one identified person, or a number of people nobody has named yet.
type Subject struct {
	ID         SubjectID
	Allegation AllegationID
	Serial     int
	Number     Count
	Identified bool
	Unit       string // of package mission; "" is not known
	Status     Status
	Identity   seal.Sealed
	Rev        int
}

func (s Subject) place() seal.Place {
	return seal.Place{Table: "casework_subject", Column: "identity", Row: string(s.ID)}
}

// SubjectDraft is a subject as proposed.
type SubjectDraft struct {
	Number     Count
	Identified bool
	Unit       string
	Status     Status
	Identity   string // name, rank, service number, as far as known
}

func (s SubjectDraft) check() error {
	switch {
	case s.Identified && s.Identity == "":
		return fault.In("identity", "casework.identity_required")
	case s.Identified && s.Number != "1":
		return fault.In("number", "casework.identified_is_one")
	case s.Status != "" && !slices.Contains(Statuses, s.Status):
		return fault.In("status", "fault.form")
	}
	if _, ok := tally.Of(string(s.Number)); !ok {
		return fault.In("number", "casework.number_unreadable")
	}
	return nil
}

// VictimID names a victim.
type VictimID = ident.ID[Victim]

// Victim is somebody harmed: V1, V2 … Coded are sex, age band at the time, and number;
// who they are is sealed apart.
type Victim struct {
	ID       VictimID
	Case     CaseID
	Serial   int
	Sex      string
	Age      string
	Number   Count
	Reporter bool // by their own word
	Identity seal.Sealed
}

func (v Victim) place() seal.Place {
	return seal.Place{Table: "casework_victim", Column: "identity", Row: string(v.ID)}
}

// VictimDraft is a victim as proposed.
type VictimDraft struct {
	Sex, Age string
	Number   Count
	Reporter bool
	Identity string
}

// The coded fields of a victim; "" is not known.
var (
	Sexes = []string{"female", "male", "other", ""}
	Ages  = []string{"adult", "minor", ""}
)

func (v VictimDraft) check() error {
	if _, ok := tally.Of(string(v.Number)); !ok {
		return fault.In("victim_number", "casework.number_unreadable")
	}
	if !slices.Contains(Sexes, v.Sex) {
		return fault.In("victim_sex", "fault.not_in_list")
	}
	if !slices.Contains(Ages, v.Age) {
		return fault.In("victim_age", "fault.not_in_list")
	}
	return nil
}
