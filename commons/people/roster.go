package people

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// A roster is who is in a team, by their keys, and what it serves, under the house's
// signature. A team's next key and the shares of everybody's key are made for those on
// it, and what comes in is sealed to the teams that serve: without a signature, whoever
// can write in the database would put themselves there and wait.

// roster writes down what is signed: the team, its newest key, how many of the recovery
// team are needed, the missions, the people with their keys, and the papers.
func roster(tx *store.Tx, t Team) ([]byte, error) {
	now, err := View(tx, t.ID)
	if err != nil {
		return nil, err
	}
	parts := []string{"haki 1 roster", string(t.ID), string(t.Role), strconv.Itoa(now.Needed), string(now.Ended), string(now.Successor)}
	for _, s := range now.Missions {
		parts = append(parts, "serves", s.Mission, string(s.Since), string(s.Until))
	}
	newest, err := store.All(tx, scanText, `SELECT id FROM people_key WHERE owner = ? ORDER BY generation DESC, id LIMIT 1`, t.ID)
	if err != nil {
		return nil, err
	}
	parts = append(parts, append(newest, "people")...)
	all, err := members(tx, t.ID)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		parts = append(parts, string(a.ID), string(a.Key), string(seal.RecipientOf(a.Public).ID))
	}
	if t.Role == Recovery {
		papers, err := papers(tx)
		if err != nil {
			return nil, err
		}
		for _, p := range papers {
			parts = append(parts, "paper", string(p.ID), string(seal.RecipientOf(p.Public).ID))
		}
	}
	var b []byte
	for _, p := range parts {
		b = binary.AppendUvarint(b, uint64(len(p)))
		b = append(b, p...)
	}
	return b, nil
}

// enroll signs the roster as it stands, after the house itself changed it.
func (b Book) enroll(tx *store.Tx, t Team) error {
	msg, err := roster(tx, t)
	if err != nil {
		return err
	}
	b.Keep()
	_, err = tx.Exec(`UPDATE people_team SET roster = ? WHERE id = ?`, b.key().Sign(msg), t.ID)
	return err
}

// enrolled refuses a roster that somebody else wrote.
func enrolled(tx *store.Tx, t Team) error {
	msg, err := roster(tx, t)
	if err != nil {
		return err
	}
	sig, err := store.One(tx, func(s store.Scan) (b []byte, err error) { err = s(&b); return }, `SELECT roster FROM people_team WHERE id = ?`, t.ID)
	if err == nil && !vouched(msg, sig) {
		err = &fault.Fault{Kind: fault.Internal, Key: "people.chain_broken", Err: fmt.Errorf("team %s: its roster is not the one that was signed", t.ID)}
	}
	return err
}

// papers are the printed holders of shares.
func papers(tx *store.Tx) ([]seal.Recipient, error) {
	return store.All(tx, scanRecipient, `SELECT key_id, public FROM people_paper ORDER BY key_id`)
}

// holders are who can keep a share of somebody's key: the recovery team and the
// papers, without that person.
func holders(tx *store.Tx, t Team, of seal.KeyID) ([]seal.Recipient, error) {
	all, err := members(tx, t.ID)
	if err != nil {
		return nil, err
	}
	to, err := papers(tx)
	for _, a := range all {
		to = append(to, a.Recipient())
	}
	to = slices.DeleteFunc(to, func(r seal.Recipient) bool { return r.ID == of })
	slices.SortFunc(to, func(a, b seal.Recipient) int { return cmpID(a.ID, b.ID) })
	return to, err
}

func cmpID(a, b seal.KeyID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
