package casework

import (
	"haki/commons/find"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/internal/store"
)

// sought says where coded fields stand, for the search.
var sought = find.Columns{Reference: "reference", By: map[find.Field]string{
	find.Mission: "mission", find.State: "'" + Kind + "/' || status", find.Year: "substr(opened, 1, 4)",
	find.Country:  "id IN (SELECT case_id FROM casework_allegation WHERE country IN (?))",
	find.Category: "id IN (SELECT case_id FROM (SELECT case_id, category AS code FROM casework_allegation UNION ALL SELECT case_id, theme FROM casework_allegation UNION ALL SELECT case_id, type FROM casework_allegation) AS coded WHERE code IN (?))",
}}

// Source lets staff find cases by what is coded of them: mission, country, kind of
// personnel, theme and nature, stage, year. words: casework.stage_*
func (r *Room) Source() find.Source {
	s := find.Source{Kind: Kind, Act: List, Search: found}
	for _, stage := range Stages {
		s.Terms = append(s.Terms, find.Term{Field: find.State, Code: Kind + "/" + string(stage), Key: "casework.stage_" + string(stage)})
	}
	for _, c := range mission.Categories {
		s.Terms = append(s.Terms, find.Term{Field: find.Category, Code: c.Code, Key: "mission.category_" + c.Code})
	}
	for _, level := range []string{"theme", "type"} {
		for _, t := range offered(level, "") {
			s.Terms = append(s.Terms, find.Term{Field: find.Category, Code: t.Code, Key: termKey(t.Code)})
		}
	}
	return s
}

func found(tx *store.Tx, w gate.Where, q find.Query) (hits []find.Hit, err error) {
	sql, args := q.SQL(sought)
	all, err := search(tx, w, sql, args, find.Most+1)
	for _, c := range all {
		hits = append(hits, find.Hit{Matter: c.Matter(), Reference: find.Reference(c.Reference), Key: "casework.case", Path: "/casework/" + string(c.ID),
			Mission: c.Mission, State: "casework.stage_" + string(c.Status), Day: c.Opened, Stands: c.Scope()})
	}
	return hits, err
}
