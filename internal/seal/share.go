package seal

import "fmt"

// Split shares a person's key among holders: any of them, to the number of
// needed, can together give it back; fewer learn nothing.
func (k *Key) Split(needed int, holders []Recipient) ([]Wrap, error) {
	if n := len(holders); needed < 1 || n < needed || n > 255 {
		return nil, fmt.Errorf("seal: %d of %d cannot share a key", needed, n)
	}
	shares := split(k.secret.Reveal(), needed, len(holders))
	return together(len(shares), func(i int) (Wrap, error) { return wrapFor(shareOf(k.id), shares[i], holders[i]) })
}

func shareOf(id KeyID) KeyID { return "share of " + id }

// ShareOf is a box again as the wrap it was: a share of one key, kept by another.
func ShareOf(id, by KeyID, box []byte) Wrap { return Wrap{shareOf(id), by, box} }

// Join gives the key back from shares that were forwarded to t.
func (t *Key) Join(id KeyID, shares []Wrap) (*Key, error) {
	var plain [][]byte
	for _, w := range shares {
		s, err := t.unwrap(w)
		if err != nil || w.Key != shareOf(id) {
			return nil, ErrBroken
		}
		plain = append(plain, s)
	}
	secret, err := combine(plain)
	if err != nil {
		return nil, err
	}
	k := newKey(id, secret)
	if !k.genuine() { // too few shares give a secret, but not this one
		return nil, ErrNotYours
	}
	return k, nil
}
