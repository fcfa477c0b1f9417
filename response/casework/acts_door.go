package casework

import (
	"slices"

	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// Parties are what a case alleges against whom, and who was harmed, as far as the caller's
// keys open them: what response/notification draws a note from. The caller asks the gate.
func Parties(tx *store.Tx, keys *seal.Keys, id CaseID) (s Sheet, err error) {
	if s.Case, err = byID(id)(tx); err != nil {
		return s, err
	}
	return s, parties(tx, keys, &s)
}

// ByReference finds a case as it is called aloud. The caller asks the gate.
func ByReference(tx *store.Tx, ref string) (Case, error) { return byReference(tx, ref) }

// FindCase finds a case by its identifier. The caller asks the gate.
func FindCase(tx *store.Tx, id CaseID) (Case, error) { return byID(id)(tx) }

// MarkReferred raises the flag of an allegation that a State was notified of. Referred is a
// flag, not a status (decisions.md §1).
func MarkReferred(tx *store.Tx, id CaseID, which AllegationID) error {
	all, err := allegations(tx, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(a Allegation) bool { return a.ID == which })
	if i < 0 {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	if all[i].Referred {
		return nil
	}
	all[i].Referred = true
	return saveAllegation(tx, all[i])
}
