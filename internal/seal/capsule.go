package seal

import (
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"
)

// Capsule seals the state of a form into a hidden field, so that a page needs no
// cookie and the server keeps nothing until the form is sent. It says nothing
// but its bucket's length, and opens for a short time, for one use, here only.
type Capsule struct {
	dotted
	aead cipher.AEAD
}

// NewCapsule makes the one for a use ("intake.letter"). The secret is the
// installation's own, 32 random bytes at least, kept outside the database; a
// shorter one ends in a panic at the start of the program.
func NewCapsule(secret []byte, use string) *Capsule {
	if len(secret) < secretLen {
		panic("seal: a capsule's secret has 32 bytes at least")
	}
	return &Capsule{aead: aead(derive(secret, "capsule "+use))}
}

// strict refuses a last letter with loose bits; with no line break it is the only
// way of writing these bytes.
var strict = base64.RawURLEncoding.Strict()

const timeLen = 8

// Put seals v until it has been idle for so long.
func (c *Capsule) Put(v []byte, now time.Time, idle time.Duration) string {
	until := binary.BigEndian.AppendUint64(make([]byte, 0, timeLen+len(v)), uint64(now.Add(idle).UnixMilli()))
	head := []byte{suiteCapsule}
	return strict.EncodeToString(lock(c.aead, head, head, pad(append(until, v...))))
}

// Open gives back what Put sealed: ErrBroken if it is not ours, not for this use or
// altered; ErrExpired if it is ours and too old.
func (c *Capsule) Open(token string, now time.Time) ([]byte, error) {
	box, err := strict.DecodeString(token)
	if err != nil || len(box) == 0 || box[0] != suiteCapsule || strings.ContainsAny(token, "\r\n") {
		return nil, ErrBroken
	}
	text, err := unlock(c.aead, 1, box[:1], box)
	if err != nil {
		return nil, err
	}
	if text, err = unpad(text); err != nil || len(text) < timeLen {
		return nil, ErrBroken
	}
	if now.UnixMilli() >= int64(binary.BigEndian.Uint64(text)) {
		return nil, ErrExpired
	}
	return text[timeLen:], nil
}
