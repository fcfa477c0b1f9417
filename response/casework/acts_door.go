package casework

import (
	"context"

	"haki/commons/duty"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// Parties are those a case is about, as far as keys open them, and what was ordered as it
// came; without keys, what is coded. Others are asked for in the same question. The caller
// asks the gate.
func Parties(tx *store.Tx, keys *seal.Keys, id CaseID, others ...store.Part) (s Sheet, err error) {
	var f rows
	if err := store.Together(tx, append(others, f.core(id)...)...); err != nil {
		return s, err
	}
	if err := f.there(); err != nil {
		return s, err
	}
	s.Case = f.Case
	for _, m := range f.measures {
		s.Measures = append(s.Measures, Ordered{Measure: m})
	}
	err = parties(keys, f, &s)
	return s, err
}

// Called finds a case as it is called aloud. The caller asks the gate.
func Called(tx *store.Tx, ref string) (Case, error) { return byReference(tx, ref) }

// MarkReferred flags an allegation of which a State was told; it is no status.
func MarkReferred(tx *store.Tx, which AllegationID) error {
	a, err := allegation(tx, which)
	if err != nil || a.Referred {
		return err
	}
	a.Referred = true
	return saveAllegation(tx, a)
}

// FindCase finds a case by its identifier. The caller asks the gate.
func FindCase(tx *store.Tx, id CaseID) (Case, error) { return byID(id)(tx) }

// Enter begins an act upon a case inside the caller's: counted on by one revision, so that
// whoever looked at it before is told, and settled under the keys of today's teams.
func Enter(ctx context.Context, tx *store.Tx, keys *seal.Keys, c Case) (Case, clock.Day, error) {
	if seen, asked := ctx.Value(seenKey{}).(int); asked && seen != c.Rev {
		return c, "", fault.New(fault.Stale, "fault.stale")
	}
	c, err := advance(tx, c)
	if err == nil {
		err = people.Settle(tx, keys, c.key())
	}
	if err != nil {
		return c, "", err
	}
	today, err := duty.Today(tx)
	return c, today, err
}

// Found lets a subject's status follow what the organisation found; an investigation
// comes before it. It gives the change, or "" where nothing changed.
func Found(tx *store.Tx, keys *seal.Keys, c Case, which SubjectID, to Status, who string, today clock.Day) ([]record.Fact, error) {
	s, _, err := subjectOf(tx, c, which)
	switch {
	case err != nil || s.Status == to:
		return nil, err
	case s.Status == Assessment || s.Status == Review:
		return nil, fault.In("subject", "casework.status_not_next")
	}
	was := s.Status
	s.Status = to
	if err := saveSubject(tx, s); err != nil {
		return nil, err
	}
	return note(tx, keys, c, Change{About: string(s.ID), Kind: Moved, Old: string(was), New: string(to), Author: who, Day: today}, "")
}
