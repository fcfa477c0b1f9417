package people

import (
	"cmp"
	"crypto/sha256"
	"sync"

	"haki/internal/seal"
)

// The house is this installation. Its key follows from the pepper, which is kept outside
// the database: it signs each key of a team and each roster, so whoever can only write
// in the database can put no key of their own among ours.

// key is the house's pair.
func (b Book) key() *seal.Key {
	sum := sha256.Sum256(append([]byte("haki 1 house "), b.Pepper...))
	r, err := seal.ReceiptOf(sum[:16])
	if err != nil {
		panic(err) // the length is ours
	}
	return r.Key()
}

// houses are the verifying halves of the houses that this process keeps: one, except
// in tests. They are never read from the database.
var houses sync.Map

// Keep makes this process accept what the house vouches for. NewRoom calls it.
func (b Book) Keep() { houses.Store(string(b.key().SignPublic()), true) }

// vouched asks whether one of our houses signed msg.
func vouched(msg, sig []byte) (ok bool) {
	houses.Range(func(public, _ any) bool {
		ok = seal.Verify([]byte(public.(string)), msg, sig)
		return !ok
	})
	return ok
}

// decoy is a box that no passphrase opens: an unknown name is tried against one, so
// that it takes as long as a known one.
func (b Book) decoy() []byte { return seal.Shut(cmp.Or(b.Cost, seal.Usual)) }
