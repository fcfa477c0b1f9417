package people

import (
	"errors"
	"slices"

	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// keep puts one wrap on file, in place of an older one by the same key.
func keep(tx *store.Tx, w seal.Wrap) error {
	_, err := tx.Exec(`INSERT INTO people_wrap (key_id, by_id, box) VALUES (?, ?, ?)
		ON CONFLICT (key_id, by_id) DO UPDATE SET box = excluded.box`, w.Key, w.By, w.Box)
	return err
}

func scanWrap(s store.Scan) (w seal.Wrap, err error) { err = s(&w.Key, &w.By, &w.Box); return }

func scanRecipient(s store.Scan) (r seal.Recipient, err error) { err = s(&r.ID, &r.Public); return }

func scanKey(s store.Scan) (id seal.KeyID, err error) { err = s(&id); return }

func keysOf(tx *store.Tx, owner string) ([]seal.KeyID, error) {
	return store.All(tx, scanKey, `SELECT id FROM people_key WHERE owner = ? ORDER BY generation, id`, owner)
}

func insertGeneration(tx *store.Tx, owner string, g generation) error {
	_, err := tx.Exec(`INSERT INTO people_key (id, owner, generation, public, sign_public, after_id, house, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		g.ID, owner, g.n, g.Public, bytesOf(g.signPublic), g.after, bytesOf(g.house), bytesOf(g.signature))
	return err
}

// bytesOf keeps an absent value from becoming NULL.
func bytesOf(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// Current is the public half of a team's newest key, its chain and its roster checked.
func Current(tx *store.Tx, id TeamID) (seal.Recipient, error) {
	t, err := store.One(tx, scanTeam, `SELECT `+teamColumns+` FROM people_team t WHERE t.id = ?`, id)
	if err != nil {
		return seal.Recipient{}, err
	}
	return current(tx, t)
}

func current(tx *store.Tx, t Team) (seal.Recipient, error) {
	if err := enrolled(tx, t); err != nil {
		return seal.Recipient{}, err
	}
	chain, err := chainOf(tx, t)
	if err != nil {
		return seal.Recipient{}, err
	}
	return chain[0].Recipient, nil
}

// renew gives a team its next key, kept for each of its present members and signed.
func (b Book) renew(tx *store.Tx, keys *seal.Keys, t Team) (generation, error) {
	var g generation
	all, err := members(tx, t.ID)
	if err != nil {
		return g, err
	}
	if len(all) == 0 {
		return g, fault.New(fault.Conflict, "people.team_of_nobody")
	}
	past, err := store.All(tx, scanGeneration, `SELECT `+generationColumns+` FROM people_key WHERE owner = ? ORDER BY generation DESC, id LIMIT 1`, t.ID)
	if err != nil {
		return g, err
	}
	k := seal.NewPair()
	g = generation{Recipient: k.Recipient(), n: 1, signPublic: k.SignPublic()}
	if len(past) > 0 {
		g.n, g.after = past[0].n+1, past[0].ID
	}
	b.sign(t, &g, keys)
	if err := insertGeneration(tx, string(t.ID), g); err != nil {
		return g, err
	}
	to := make([]seal.Recipient, len(all))
	for i, a := range all {
		to[i] = a.Recipient()
	}
	wraps, err := k.WrapForAll(to...)
	if err != nil {
		return g, err
	}
	for _, w := range wraps {
		if err := keep(tx, w); err != nil {
			return g, err
		}
	}
	return g, nil
}

// found makes a team, its key and its first members. It takes nobody's keys.
func (b Book) found(tx *store.Tx, t Team, lead ID, others ...ID) (g generation, err error) {
	if err := insertTeam(tx, t); err != nil {
		return g, err
	}
	for i, id := range append([]ID{lead}, others...) {
		if err := insertMember(tx, t.ID, id, i == 0); err != nil {
			return g, err
		}
	}
	if t.Role.Keyed() {
		if g, err = b.renew(tx, nil, t); err != nil {
			return g, err
		}
	}
	return g, b.enroll(tx, t)
}

// join lets a person in. Only a member can, because only a member's keys open the
// team's; the newcomer reads what was sealed before, too.
func (b Book) join(tx *store.Tx, keys *seal.Keys, t Team, a Account, lead bool) error {
	if !a.Standing() {
		return fault.New(fault.Conflict, "people.not_joined_yet")
	}
	if err := hold(tx, t.ID); err != nil {
		return err
	}
	if err := enrolled(tx, t); err != nil {
		return err
	}
	if err := insertMember(tx, t.ID, a.ID, lead); err != nil {
		return err
	}
	if t.Role.Keyed() {
		if err := handKeys(tx, keys, t.ID, a.Recipient()); err != nil {
			return err
		}
	}
	return b.enroll(tx, t)
}

// handKeys keeps every key of a team for one more reader.
func handKeys(tx *store.Tx, keys *seal.Keys, team TeamID, to seal.Recipient) error {
	ids, err := keysOf(tx, string(team))
	if err != nil {
		return err
	}
	for _, id := range ids {
		w, err := keys.Pass(id, to)
		if errors.Is(err, seal.ErrNotYours) || errors.Is(err, seal.ErrNoRing) {
			return fault.New(fault.Forbidden, "people.not_a_member")
		}
		if err != nil {
			return err
		}
		if err := keep(tx, w); err != nil {
			return err
		}
	}
	return nil
}

// leave takes a person out at once, and needs nobody's keys: what is new is sealed to
// a new generation; those who remain keep the old ones. What the person has seen
// cannot be unseen.
func (b Book) leave(tx *store.Tx, keys *seal.Keys, t Team, a Account) (g generation, err error) {
	if err := hold(tx, t.ID); err != nil {
		return g, err
	}
	if err := enrolled(tx, t); err != nil {
		return g, err
	}
	n, err := tx.Exec(`DELETE FROM people_member WHERE team = ? AND account = ?`, t.ID, a.ID)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	if err != nil {
		return g, err
	}
	if !t.Role.Keyed() {
		if err := lessHolders(tx, t, a); err != nil {
			return g, err
		}
		return g, b.enroll(tx, t)
	}
	if g, err = b.renew(tx, keys, t); err != nil {
		return g, err
	}
	if _, err := tx.Exec(`DELETE FROM people_wrap WHERE by_id = ? AND key_id IN (SELECT id FROM people_key WHERE owner = ?)`, a.Key, t.ID); err != nil {
		return g, err
	}
	return g, b.enroll(tx, t)
}

// succeed hands a team's keys and missions to another and closes it. Only a member of
// the one that goes can: only their keys open its keys.
func (b Book) succeed(tx *store.Tx, keys *seal.Keys, from, to TeamView) error {
	if err := errors.Join(hold(tx, from.ID), hold(tx, to.ID), enrolled(tx, from.Team), enrolled(tx, to.Team)); err != nil {
		return err
	}
	heir, err := current(tx, to.Team)
	if err != nil {
		return err
	}
	if err := handKeys(tx, keys, from.ID, heir); err != nil {
		return err
	}
	if err := inherit(tx, from, to); err != nil {
		return err
	}
	for _, q := range []string{
		`DELETE FROM people_wrap WHERE key_id IN (SELECT id FROM people_key WHERE owner = ?) AND by_id IN (SELECT key_id FROM people_account)`,
		`DELETE FROM people_member WHERE team = ?`,
		`DELETE FROM people_proposal WHERE team = ?`,
	} {
		if _, err := tx.Exec(q, from.ID); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`UPDATE people_team SET ended = ?, successor = ? WHERE id = ?`, today(tx), to.ID, from.ID); err != nil {
		return err
	}
	return errors.Join(b.enroll(tx, from.Team), b.enroll(tx, to.Team))
}

// inherit lets a team serve from today what the other served until yesterday, and what
// of its closed missions nobody of its role serves since.
func inherit(tx *store.Tx, from, to TeamView) error {
	day := today(tx)
	others, err := Teams(tx, from.Role)
	if err != nil {
		return err
	}
	for _, s := range from.Missions {
		until := s.Until
		if until != "" && until < day {
			if slices.ContainsFunc(others, func(v TeamView) bool { return slices.Contains(v.on(day), s.Mission) }) {
				continue
			}
			until = ""
		}
		if err := cut(tx, from.ID, s.Mission, day); err != nil {
			return err
		}
		if to.Role.Wide() {
			continue
		}
		if err := insertServe(tx, to.ID, Serve{s.Mission, max(s.Since, day), until}); err != nil {
			return err
		}
	}
	return nil
}

// cheapen keeps the person's team keys by the secret half from now on, so that no
// later request pays for a public-key operation. What is kept so was put there by
// nobody else: only after the team's chain was checked.
func cheapen(tx *store.Tx, a Account) error {
	all, err := store.All(tx, scanWrap, `SELECT key_id, by_id, box FROM people_wrap WHERE by_id = ?`, a.Key)
	if err != nil {
		return err
	}
	keys, back := RingOf(a).Lend(wraps(tx))
	defer back()
	sound := map[TeamID]bool{}
	for _, w := range all {
		if !w.Public() {
			continue
		}
		t, err := store.One(tx, scanTeam, `SELECT `+teamColumns+` FROM people_team t JOIN people_key k ON k.owner = t.id WHERE k.id = ?`, w.Key)
		if err != nil {
			return err
		}
		if !sound[t.ID] {
			if _, err := chainOf(tx, t); err != nil {
				return err
			}
			sound[t.ID] = true
		}
		if w, err = keys.Pass(w.Key, a.Recipient()); err != nil {
			return err
		}
		if err := keep(tx, w); err != nil {
			return err
		}
	}
	return nil
}

// countersign lets a member's key sign what came after it while nobody was there.
func countersign(tx *store.Tx, keys *seal.Keys, t Team) error {
	chain, err := chainOf(tx, t)
	if err != nil {
		return err
	}
	if len(chain) < 2 || len(chain[0].signature) > 0 {
		return nil
	}
	k, err := keys.Sealer(chain[1].ID)
	if errors.Is(err, seal.ErrNotYours) {
		return nil // not theirs to sign
	}
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE people_key SET signature = ? WHERE id = ?`, k.Sign(chain[0].message(t)), chain[0].ID)
	return err
}

// prune forgets the old keys of a team by which nothing is kept any more, oldest first.
func prune(tx *store.Tx, t Team) (gone int, err error) {
	chain, err := chainOf(tx, t)
	if err != nil {
		return 0, err
	}
	for i := len(chain) - 1; i > 0; i-- {
		kept, err := store.One(tx, scanInt, `SELECT count(*) FROM people_wrap WHERE by_id = ?`, chain[i].ID)
		if err != nil || kept > 0 {
			return gone, err
		}
		if _, err := tx.Exec(`DELETE FROM people_wrap WHERE key_id = ?`, chain[i].ID); err != nil {
			return gone, err
		}
		if _, err := tx.Exec(`DELETE FROM people_key WHERE id = ?`, chain[i].ID); err != nil {
			return gone, err
		}
		gone++
	}
	return gone, nil
}

// Idle counts the old keys of teams by which nothing is kept any more: the sweep takes
// them away, and haki doctor says how many are left.
func Idle(tx *store.Tx) (int, error) {
	return store.One(tx, scanInt, `SELECT count(*) FROM people_key k JOIN people_team t ON t.id = k.owner
		WHERE k.generation < (SELECT max(n.generation) FROM people_key n WHERE n.owner = k.owner)
		AND NOT EXISTS (SELECT 1 FROM people_wrap w WHERE w.by_id = k.id)`)
}
