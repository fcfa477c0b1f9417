package casework

import (
	"haki/internal/seal"
	"haki/internal/store"
)

// Parties are those a case is about, as far as keys open them. The caller asks the gate.
func Parties(tx *store.Tx, keys *seal.Keys, id CaseID) (s Sheet, err error) {
	if s.Case, err = byID(id)(tx); err != nil {
		return s, err
	}
	return s, parties(tx, keys, &s)
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
