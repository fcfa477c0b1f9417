package people

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// A generation is one key of a team. The house signs each: whoever only writes in the
// database has no pepper and can put none of their own there, not even one who left
// with the keys of that day. The generation before signs it too, at once if a member is
// there, else when the next one signs in (decisions.md §6): so the house alone cannot
// pass a key off as what a team chose. Both bind team, role and the key before, so that
// no row can be moved, reordered or swapped; the roster names the newest, so that none
// can be taken away.
type generation struct {
	seal.Recipient
	n          int
	signPublic []byte
	after      seal.KeyID // the key before; "" for a first one
	house      []byte     // the house's signature
	signature  []byte     // of the key before; empty until a member was there
}

// message is what is signed.
func (g generation) message(t Team) []byte {
	var b []byte
	for _, part := range []string{"haki 1 team key", string(t.ID), string(t.Role), string(g.after), string(g.ID), g.Public, string(g.signPublic)} {
		b = binary.AppendUvarint(b, uint64(len(part)))
		b = append(b, part...)
	}
	return b
}

// broken is loud on purpose: somebody wrote in the tables.
func broken(t Team, g generation) error {
	return &fault.Fault{Kind: fault.Internal, Key: "people.chain_broken",
		Err: fmt.Errorf("team %s: its key %s is not signed as ours are", t.ID, g.ID)}
}

// verify asks of the newest generation whether it is ours. newest comes first.
func verify(t Team, chain []generation) error {
	if len(chain) == 0 {
		return broken(t, generation{})
	}
	g := chain[0]
	if !vouched(g.message(t), g.house) {
		return broken(t, g)
	}
	if len(chain) < 2 { // a first one, or those before were forgotten
		return nil
	}
	if g.after != chain[1].ID || len(g.signature) > 0 && !seal.Verify(chain[1].signPublic, g.message(t), g.signature) {
		return broken(t, g)
	}
	return nil
}

// known compares the chain with the keys on the ring, also against somebody who has the
// pepper: a member, who holds the key before, holds the newest too, for it was made for
// them, and knows of both what the table says of them.
func known(keys *seal.Keys, t Team, chain []generation) error {
	member := false
	for i := min(1, len(chain)-1); i >= 0; i-- { // the key before, then the newest
		mine, err := keys.Sealer(chain[i].ID)
		switch {
		case errors.Is(err, seal.ErrNoRing), errors.Is(err, seal.ErrNotYours) && !member:
			continue
		case errors.Is(err, seal.ErrNotYours):
			return broken(t, chain[i])
		case err != nil:
			return err
		case !bytes.Equal(mine.SignPublic(), chain[i].signPublic):
			return broken(t, chain[i])
		}
		member = true
	}
	return nil
}

// sign signs g as the next of a team: for the house, and with the key before it if the
// ring reaches that.
func (b Book) sign(t Team, g *generation, keys *seal.Keys) {
	b.Keep()
	g.house = b.key().Sign(g.message(t))
	if g.after == "" {
		return
	}
	if k, err := keys.Sealer(g.after); err == nil {
		g.signature = k.Sign(g.message(t))
	}
}

// chainOf reads a team's generations, newest first, and checks them.
func chainOf(tx *store.Tx, t Team) ([]generation, error) {
	chain, err := store.All(tx, scanGeneration, `SELECT `+generationColumns+` FROM people_key WHERE owner = ? ORDER BY generation DESC, id`, t.ID)
	if err != nil {
		return nil, err
	}
	return chain, verify(t, chain)
}

const generationColumns = `id, public, generation, sign_public, after_id, house, signature`

func scanGeneration(s store.Scan) (g generation, err error) {
	err = s(&g.ID, &g.Public, &g.n, &g.signPublic, &g.after, &g.house, &g.signature)
	return
}
