package people

import (
	"errors"
	"slices"
	"strings"

	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// A matter is whatever is read, shared and destroyed together: a report's account,
// a conversation, a case, one person's data. A room names it, as in
// "intake.report/…". It has a data key for each set of readers it has had.

// wraps is how keys on loan find their way in this transaction: the boxes of the keys that
// are wanted, of those that keep them, and so on up. Boxes that only another person can open
// are left where they are.
func wraps(tx *store.Tx) seal.Find {
	return func(me seal.KeyID, want ...seal.KeyID) ([]seal.Wrap, error) {
		args := []any{}
		for _, id := range want {
			args = append(args, id)
		}
		mine := `(w.by_id = ? OR w.by_id NOT IN (SELECT key_id FROM people_account))`
		return store.All(tx, scanWrap, `WITH RECURSIVE up (key_id, by_id) AS (SELECT w.key_id, w.by_id FROM people_wrap w WHERE w.key_id IN (`+holes(len(want))+`) AND `+mine+`
				UNION SELECT w.key_id, w.by_id FROM up JOIN people_wrap w ON w.key_id = up.by_id WHERE `+mine+`)
			SELECT key_id, by_id, (SELECT w.box FROM people_wrap w WHERE w.key_id = up.key_id AND w.by_id = up.by_id) FROM up`, append(args, me, me)...)
	}
}

// holes are places for n values, at least one.
func holes(n int) string { return `?` + strings.Repeat(`, ?`, n-1) }

// readerList writes a set of readers the one way it is kept.
func readerList(to []seal.Recipient) string {
	var ids []string
	for _, r := range to {
		ids = append(ids, string(r.ID))
	}
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), " ")
}

// Sealer gives the key to seal a matter's next value under: the newest one, if it was
// made for exactly these readers, is kept for them still, and the caller holds it;
// otherwise a new one. So a stranger can always add, and whoever has left a team
// is left out, though they may hold the older keys.
func Sealer(tx *store.Tx, keys *seal.Keys, matter string, to ...seal.Recipient) (*seal.Key, error) {
	if len(to) == 0 {
		return nil, fault.New(fault.Unavailable, "people.nobody_could_read_it")
	}
	if err := genuine(tx, keys, to); err != nil {
		return nil, err
	}
	want := readerList(to)
	newest, err := store.All(tx, scanRecipient, `SELECT id, public FROM people_key WHERE owner = ? ORDER BY generation DESC, id LIMIT 1`, matter)
	if err != nil {
		return nil, err
	}
	if len(newest) == 1 && newest[0].Public == want {
		kept, err := store.One(tx, scanInt, `SELECT count(*) FROM people_wrap WHERE key_id = ?`, newest[0].ID)
		if err != nil {
			return nil, err
		}
		if k, err := keys.Sealer(newest[0].ID); err == nil && kept == len(strings.Fields(want)) {
			return k, nil
		}
	}
	k := seal.NewData()
	if err := insertData(tx, k.ID(), matter, want); err != nil {
		return nil, err
	}
	for _, r := range to {
		w, err := keys.Keep(k, r)
		if err != nil {
			return nil, err
		}
		if err := keep(tx, w); err != nil {
			return nil, err
		}
	}
	return k, nil
}

// Adopt files a matter's next key and its wraps, which seal.Prepare made for these
// readers before the act, so that nobody waited for them. Readers who have changed in
// between are Stale: read them again and prepare again.
func Adopt(tx *store.Tx, keys *seal.Keys, matter string, k *seal.Key, made []seal.Wrap, to ...seal.Recipient) (*seal.Key, error) {
	if err := genuine(tx, keys, to); err != nil {
		return nil, err
	}
	want := readerList(to)
	var have []seal.Recipient
	for _, w := range made {
		if w.Key != k.ID() {
			return nil, fault.New(fault.Internal, "fault.internal")
		}
		have = append(have, seal.Recipient{ID: w.By})
	}
	if want == "" || readerList(have) != want {
		return nil, fault.New(fault.Stale, "fault.stale")
	}
	if err := insertData(tx, k.ID(), matter, want); err != nil {
		return nil, err
	}
	for _, w := range made {
		if err := keep(tx, w); err != nil {
			return nil, err
		}
	}
	keys.Hold(k)
	return k, nil
}

func insertData(tx *store.Tx, id seal.KeyID, matter, readers string) error {
	n, err := store.One(tx, scanInt, `SELECT coalesce(max(generation), 0) + 1 FROM people_key WHERE owner = ?`, matter)
	if err != nil {
		return err
	}
	return insertGeneration(tx, matter, generation{Recipient: seal.Recipient{ID: id, Public: readers}, n: n})
}

// genuine asks of each reader that is a team's key whether it is the newest of an
// unbroken chain, and whether it is the key that the caller, if they are in that team,
// knows. Readers that are no team's key are a receipt, a person or another matter.
func genuine(tx *store.Tx, keys *seal.Keys, to []seal.Recipient) error {
	for _, r := range to {
		t, err := store.One(tx, scanTeam, `SELECT `+teamColumns+` FROM people_team t JOIN people_key k ON k.owner = t.id WHERE k.id = ?`, r.ID)
		if fault.Of(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		chain, err := chainOf(tx, t)
		if err != nil {
			return err
		}
		if chain[0].ID != r.ID || r.Public != "" && chain[0].Public != r.Public {
			return fault.New(fault.Stale, "fault.stale")
		}
		if err := known(keys, t, chain); err != nil {
			return err
		}
	}
	return nil
}

// Grant lets one more reader open all of a matter.
func Grant(tx *store.Tx, keys *seal.Keys, matter string, to seal.Recipient) error {
	if err := genuine(tx, keys, []seal.Recipient{to}); err != nil {
		return err
	}
	ids, err := keysOf(tx, matter)
	for _, id := range ids {
		var w seal.Wrap
		if w, err = keys.Pass(id, to); err == nil {
			err = keep(tx, w)
		}
		if err != nil {
			return err
		}
	}
	return err
}

// Revoke takes a matter away from a team, by whichever of its generations it reads.
func Revoke(tx *store.Tx, matter string, team TeamID) error {
	_, err := tx.Exec(`DELETE FROM people_wrap WHERE key_id IN (SELECT id FROM people_key WHERE owner = ?)
		AND by_id IN (SELECT id FROM people_key WHERE owner = ?)`, matter, team)
	return err
}

// Forget takes a matter away from one reader that is no team: a receipt that was
// replaced.
func Forget(tx *store.Tx, matter string, r seal.Recipient) error {
	_, err := tx.Exec(`DELETE FROM people_wrap WHERE key_id IN (SELECT id FROM people_key WHERE owner = ?) AND by_id = ?`, matter, r.ID)
	return err
}

// Settle moves a matter to the present generation of each team that the caller is
// in, and to the cheap way of wrapping: what came in from outside is settled by the
// first act of a member upon it. A team that was succeeded hands its place to its
// successor. Readers that are named and lack the matter, such as a team founded since
// or one that now serves the mission, get it too, as far as the caller can open it.
func Settle(tx *store.Tx, keys *seal.Keys, matter string, to ...seal.Recipient) error {
	all, err := store.All(tx, scanWrap, `SELECT w.key_id, w.by_id, w.box FROM people_wrap w JOIN people_key k ON k.id = w.key_id WHERE k.owner = ?`, matter)
	if err != nil {
		return err
	}
	sound := map[TeamID]seal.Recipient{}
	for _, old := range all {
		to, err := successor(tx, keys, old.By, sound)
		if fault.Of(err) == fault.NotFound { // not a team's
			continue
		}
		if err != nil {
			return err
		}
		if to.ID == old.By && !old.Public() || !keys.Has(to.ID) {
			continue
		}
		w, err := keys.Pass(old.Key, to)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM people_wrap WHERE key_id = ? AND by_id = ?`, old.Key, old.By); err != nil {
			return err
		}
		if err := keep(tx, w); err != nil {
			return err
		}
	}
	return spread(tx, keys, matter, to)
}

// successor is the present public half of the team whose key id is, or of the team
// that took its place.
func successor(tx *store.Tx, keys *seal.Keys, id seal.KeyID, sound map[TeamID]seal.Recipient) (seal.Recipient, error) {
	t, err := store.One(tx, scanTeam, `SELECT `+teamColumns+` FROM people_team t JOIN people_key k ON k.owner = t.id WHERE k.id = ?`, id)
	for range 8 { // a row of successors is short; a circle would be somebody's work
		if err != nil || t.Successor == "" {
			break
		}
		t, err = store.One(tx, scanTeam, `SELECT `+teamColumns+` FROM people_team t WHERE t.id = ?`, t.Successor)
	}
	if err != nil {
		return seal.Recipient{}, err
	}
	if r, ok := sound[t.ID]; ok {
		return r, nil
	}
	chain, err := chainOf(tx, t)
	if err := errors.Join(err, enrolled(tx, t)); err != nil {
		return seal.Recipient{}, err
	}
	sound[t.ID] = chain[0].Recipient
	return chain[0].Recipient, known(keys, t, chain)
}

// spread keeps a matter's keys for readers that lack them, if the caller can open them.
func spread(tx *store.Tx, keys *seal.Keys, matter string, to []seal.Recipient) error {
	if len(to) == 0 {
		return nil
	}
	if err := genuine(tx, keys, to); err != nil {
		return err
	}
	ids, err := keysOf(tx, matter)
	if err != nil {
		return err
	}
	for _, id := range ids {
		for _, r := range to {
			n, err := store.One(tx, scanInt, `SELECT count(*) FROM people_wrap w WHERE w.key_id = ? AND (w.by_id = ? OR w.by_id IN
				(SELECT b.id FROM people_key a JOIN people_key b ON b.owner = a.owner WHERE a.id = ?))`, id, r.ID, r.ID)
			if err != nil {
				return err
			}
			if n > 0 || !keys.Has(id) {
				continue
			}
			w, err := keys.Pass(id, r)
			if err != nil {
				return err
			}
			if err := keep(tx, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// Shred destroys a matter's keys. What was sealed under them is noise from now on,
// and in every backup from which these tables are missing.
func Shred(tx *store.Tx, matter string) error {
	if _, err := tx.Exec(`DELETE FROM people_wrap WHERE key_id IN (SELECT id FROM people_key WHERE owner = ?)`, matter); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM people_key WHERE owner = ?`, matter)
	return err
}
