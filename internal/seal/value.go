package seal

import (
	"encoding/base32"
	"errors"
)

// KeyID names a key. It is a digest: of a pair's public half, or of a data key.
type KeyID string

const idLen = 16

var idText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Place is the one cell a sealed value belongs in. It is bound to the value:
// the same bytes in another row, column or table do not open.
type Place struct{ Table, Column, Row string }

func (p Place) bind(head []byte) []byte { return bind(string(head), p.Table, p.Column, p.Row) }

// Sealed is a ciphertext as the database keeps it: suite, key, nonce, text.
type Sealed []byte

// Under names the key a value is sealed under.
func (s Sealed) Under() KeyID {
	if len(s) < 1+idLen {
		return ""
	}
	return KeyID(idText.EncodeToString(s[1 : 1+idLen]))
}

// Seal seals v under k for one place. It takes no ring: sealing opens nothing. A
// closed value has no text, and sealing it again would destroy what it stands for,
// so that ends in a panic; an empty answer is Hide("").
func Seal[T ~string | ~[]byte](k *Key, at Place, v Private[T]) Sealed {
	if !v.Open() {
		panic("seal: a closed value cannot be sealed again")
	}
	id, _ := idText.DecodeString(string(k.id))
	head := append([]byte{suiteValue}, id...)
	return lock(k.value, head, at.bind(head), pad([]byte(v.Reveal())))
}

// Open opens one value. What the ring's owner may not read comes back closed and
// without an error; what was altered or moved is an error.
func Open[T ~string | ~[]byte](k *Keys, at Place, s Sealed) (p Private[T], err error) {
	err = k.with(func(r *Ring) error {
		if len(s) < 1+idLen || s[0] != suiteValue {
			return ErrBroken
		}
		key, err := k.reach(r, s.Under(), depth)
		if err != nil {
			return err
		}
		text, err := unlock(key.value, 1+idLen, at.bind(s[:1+idLen]), s)
		if err != nil {
			return err
		}
		if text, err = unpad(text); err == nil {
			p = Hide(T(text))
		}
		return err
	})
	if errors.Is(err, ErrNotYours) {
		err = nil
	}
	return p, err
}
