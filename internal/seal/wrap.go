package seal

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	"runtime"
	"sync"

	"filippo.io/age"
)

// Wrap is one key kept by another.
type Wrap struct {
	Key, By KeyID
	Box     []byte
}

// Public says that the box came in by a public half, the dear way.
func (w Wrap) Public() bool { return len(w.Box) > 0 && w.Box[0] == suitePublic }

// Prepare makes a data key and keeps it for each of its readers, outside any
// transaction: nobody waits for public-key work while a writer holds the database.
func Prepare(readers ...Recipient) (*Key, []Wrap, error) {
	k := NewData()
	wraps, err := k.WrapForAll(readers...)
	if err != nil {
		return nil, nil, err
	}
	return k, wraps, nil
}

// WrapForAll keeps k for several readers at once, each of them once and in the
// order given. A key for nobody would lose what is sealed under it: that is an error.
func (k *Key) WrapForAll(readers ...Recipient) ([]Wrap, error) {
	var once []Recipient
	seen := map[KeyID]bool{}
	for _, r := range readers {
		if !seen[r.ID] {
			seen[r.ID], once = true, append(once, r)
		}
	}
	if len(once) == 0 {
		return nil, fmt.Errorf("seal: key %s would have no reader", k.id)
	}
	return together(len(once), func(i int) (Wrap, error) { return k.WrapFor(once[i]) })
}

// together makes n wraps side by side, as many at a time as there are processors.
func together(n int, wrap func(i int) (Wrap, error)) ([]Wrap, error) {
	wraps, errs := make([]Wrap, n), make([]error, n)
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i := range n {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			wraps[i], errs[i] = wrap(i)
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return wraps, nil
}

// WrapFor keeps k for whoever holds the other half of r.
func (k *Key) WrapFor(r Recipient) (Wrap, error) {
	return wrapFor(k.id, k.secret.Reveal(), r)
}

func wrapFor(id KeyID, secret []byte, r Recipient) (Wrap, error) {
	to, err := age.ParseHybridRecipient(r.Public)
	if err != nil || idOf(r.Public) != r.ID {
		return Wrap{}, fmt.Errorf("seal: %s is not the public half of %s", r.Public[:min(12, len(r.Public))], r.ID)
	}
	box := bytes.NewBuffer([]byte{suitePublic})
	w, err := age.Encrypt(box, to)
	if err != nil {
		return Wrap{}, err
	}
	digest := wrapDigest(id, r.ID)
	w.Write(digest[:]) // age binds nothing, so what it belongs to is sealed with it
	w.Write(secret)
	if err := w.Close(); err != nil {
		return Wrap{}, err
	}
	return Wrap{id, r.ID, box.Bytes()}, nil
}

func wrapDigest(id, by KeyID) [sha256.Size]byte {
	return sha256.Sum256(bind("wrap", string(id), string(by)))
}

// wrapBy keeps a secret by k's own secret half.
func (k *Key) wrapBy(id KeyID, secret []byte) Wrap {
	head := []byte{suiteSecret}
	return Wrap{id, k.id, lock(k.wrap, head, bind(string(head), "wrap", string(id), string(k.id)), secret)}
}

// unwrap opens a box that k keeps.
func (k *Key) unwrap(w Wrap) ([]byte, error) {
	switch {
	case len(w.Box) > 0 && w.Box[0] == suiteSecret:
		return unlock(k.wrap, 1, bind(string(w.Box[:1]), "wrap", string(w.Key), string(w.By)), w.Box)
	case w.Public():
		return k.unwrapPublic(w)
	}
	return nil, ErrBroken
}

func (k *Key) unwrapPublic(w Wrap) ([]byte, error) {
	pair, err := k.pair()
	if err != nil {
		return nil, ErrBroken
	}
	r, err := age.Decrypt(bytes.NewReader(w.Box[1:]), pair)
	if err != nil {
		return nil, ErrBroken
	}
	text, err := io.ReadAll(r)
	digest := wrapDigest(w.Key, w.By)
	if err != nil || len(text) < len(digest) || subtle.ConstantTimeCompare(text[:len(digest)], digest[:]) != 1 {
		return nil, ErrBroken
	}
	return text[len(digest):], nil
}

// open makes the key that a box keeps, if it is the one its name promises. In a box
// of the cheap kind a pair is believed: only the secret half could have made it.
func (k *Key) open(w Wrap) (*Key, error) {
	secret, err := k.unwrap(w)
	if err != nil {
		return nil, err
	}
	key := newKey(w.Key, secret)
	if (w.Public() || len(secret) == secretLen) && !key.genuine() {
		return nil, ErrBroken
	}
	return key, nil
}
