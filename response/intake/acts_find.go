package intake

import (
	"haki/commons/find"
	"haki/commons/gate"
	"haki/internal/store"
)

// states are the words for where a report stands, for the search.
var states = []Status{Received, Answered, Proposed, InCase, Closed}

// Source lets staff find reports by what is coded of them. words: intake.status_*
func (r *Room) Source() find.Source {
	s := find.Source{Kind: Kind, Act: List, Search: search}
	for _, st := range states {
		s.Terms = append(s.Terms, find.Term{Field: find.State, Code: Kind + "/" + string(st), Key: "intake.status_" + string(st)})
	}
	return s
}

func search(tx *store.Tx, w gate.Where, q find.Query) ([]find.Hit, error) {
	sql, args := w.SQL(where)
	cond, more := q.SQL(find.Columns{Reference: "reference", By: map[find.Field]string{find.Mission: "mission", find.State: "'" + Kind + "/' || status", find.Year: "substr(received, 1, 4)"}})
	all, err := found(tx, sql+` AND `+cond, append(args, more...))
	var hits []find.Hit
	for _, rep := range all {
		hits = append(hits, find.Hit{Matter: rep.Matter(), Reference: find.Reference(rep.Reference), Key: "intake.report", Path: "/intake/" + string(rep.ID), Mission: rep.Mission,
			State: "intake.status_" + string(rep.Status), Day: rep.Received, Stands: rep.Scope()})
	}
	return hits, err
}
