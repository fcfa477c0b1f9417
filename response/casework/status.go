package casework

import (
	"slices"

	"haki/internal/fault"
)

// Status is how far the facts about one subject are settled (domain notes C3).
type Status string

// The statuses.
const (
	Assessment      Status = "assessment"       // preliminary assessment
	Review          Status = "review"           // under review, limited information
	Investigation   Status = "investigation"    // under investigation
	Substantiated   Status = "substantiated"    // established
	Unsubstantiated Status = "unsubstantiated"  // not established, includes false
	ClosedOther     Status = "closed_otherwise" // closed under other circumstances
)

// Statuses in their order.
var Statuses = []Status{Assessment, Review, Investigation, Substantiated, Unsubstantiated, ClosedOther}

// follows is the table of what may follow what; anything settled may be taken up again
// when new facts come.
var follows = map[Status][]Status{
	Assessment:      {Review, Investigation, ClosedOther},
	Review:          {Investigation, ClosedOther},
	Investigation:   {Substantiated, Unsubstantiated, ClosedOther},
	Substantiated:   {Investigation},
	Unsubstantiated: {Investigation},
	ClosedOther:     {Assessment, Review, Investigation},
}

// move takes a subject from one status to the next.
func (s Subject) move(to Status) (Subject, error) {
	if !slices.Contains(follows[s.Status], to) {
		return s, fault.In("status", "casework.status_not_next")
	}
	s.Status = to
	return s, nil
}

// Derived is an allegation's status from those of its subjects: the least settled one; when
// all are settled, substantiated if it is so of anybody.
func Derived(subjects []Subject) Status {
	if len(subjects) == 0 {
		return Assessment
	}
	has := func(s Status) bool {
		return slices.ContainsFunc(subjects, func(x Subject) bool { return x.Status == s })
	}
	for _, s := range []Status{Assessment, Review, Investigation, Substantiated, Unsubstantiated} {
		if has(s) {
			return s
		}
	}
	return ClosedOther
}
