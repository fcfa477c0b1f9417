package intake

import (
	"slices"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/seal"
)

// Purpose is one thing that the reporter decides about, for itself, by date, and may
// decide otherwise later (decisions.md §5).
type Purpose string

// The purposes.
const (
	WantHelp    Purpose = "help"          // care, counsel, shelter, a lawyer
	TakePart    Purpose = "take_part"     // speak with investigators in person
	AccountHelp Purpose = "account_help"  // the victims' rights officers may read the account
	AccountInv  Purpose = "account_inv"   // investigators may read the account
	AccountSt   Purpose = "account_state" // the State concerned may read the account
	NameInv     Purpose = "name_inv"      // investigators may know the name
	NameSt      Purpose = "name_state"    // the State concerned may know the name
	BeContacted Purpose = "contact"       // outside this page, by the way and at the time noted
)

// Purposes in the order they are shown.
var Purposes = []Purpose{WantHelp, TakePart, AccountHelp, AccountInv, AccountSt, NameInv, NameSt, BeContacted}

// Choice is one decision of the reporter; the newest of a purpose holds, the older ones
// stay, because what was done under them was done with consent.
type Choice struct {
	Report  ReportID
	Place   int
	Purpose Purpose
	Value   Answer // yes or no
	Day     clock.Day
	Note    seal.Sealed
}

func (c Choice) notePlace() seal.Place {
	return seal.Place{Table: "intake_choice", Column: "note", Row: string(c.Report) + "/" + itoa(c.Place)}
}

// choose checks a choice. Only yes and no are choices; what was never chosen is no.
func choose(r Report, place int, p Purpose, v Answer, day clock.Day) (Choice, error) {
	if !slices.Contains(Purposes, p) || v != Yes && v != No {
		return Choice{}, fault.New(fault.Invalid, "fault.form")
	}
	return Choice{Report: r.ID, Place: place, Purpose: p, Value: v, Day: day}, nil
}

// inForce is the newest choice of each purpose, in the order of Purposes; a purpose
// never chosen stands as no, without a day.
func inForce(all []Choice) []Choice {
	out := make([]Choice, len(Purposes))
	for i, p := range Purposes {
		out[i] = Choice{Purpose: p, Value: No}
		for _, c := range all {
			if c.Purpose == p && c.Place >= out[i].Place {
				out[i] = c
			}
		}
	}
	return out
}

// chosen says whether a purpose is chosen now.
func chosen(all []Choice, p Purpose) bool {
	return slices.ContainsFunc(inForce(all), func(c Choice) bool { return c.Purpose == p && c.Value == Yes })
}
