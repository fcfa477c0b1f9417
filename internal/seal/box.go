package seal

import (
	"bytes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"
)

var (
	// ErrNotYours says that no key on the ring leads to this value.
	ErrNotYours = errors.New("seal: no key on this ring opens it")
	// ErrBroken says that a ciphertext was altered or moved to another place.
	ErrBroken = errors.New("seal: altered, or moved from its place")
	// ErrNoRing says that somebody without keys tried to open something.
	ErrNoRing = errors.New("seal: there is no ring here, or it was handed back")
	// ErrExpired says that a capsule is genuine but too old.
	ErrExpired = errors.New("seal: the capsule has expired")
)

// The first byte of everything sealed names how it was sealed.
const (
	suiteValue   = 1 // XChaCha20-Poly1305 under a data key
	suitePublic  = 2 // age to a hybrid recipient
	suiteSecret  = 3 // XChaCha20-Poly1305 under another key's secret half
	suitePhrase  = 4 // XChaCha20-Poly1305 under Argon2id
	suiteCapsule = 5 // XChaCha20-Poly1305 under the installation's own secret
	suiteStream  = 6 // STREAM over XChaCha20-Poly1305 under a file key
)

// secretLen is the length of every symmetric secret: 256 bits.
const secretLen = 32

// lock writes head, a random nonce and the sealed text. 192 random bits never
// repeat (draft-irtf-cfrg-xchacha-03, 3.1: "the nonce may be chosen at random").
func lock(a cipher.AEAD, head, bound, text []byte) []byte {
	nonce := random(a.NonceSize())
	out := make([]byte, 0, len(head)+len(nonce)+len(text)+a.Overhead())
	out = append(append(out, head...), nonce...)
	return a.Seal(out, nonce, text, bound)
}

// unlock opens what follows a head of that many bytes.
func unlock(a cipher.AEAD, head int, bound, box []byte) ([]byte, error) {
	if len(box) < head+a.NonceSize() {
		return nil, ErrBroken
	}
	text, err := a.Open(nil, box[head:head+a.NonceSize()], box[head+a.NonceSize():], bound)
	if err != nil {
		return nil, ErrBroken
	}
	return text, nil
}

func aead(key []byte) cipher.AEAD {
	a, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err) // the length is ours
	}
	return a
}

// derive makes an independent 32-byte key for one use.
func derive(secret []byte, use string) []byte {
	k, err := hkdf.Key(sha256.New, secret, nil, "haki 1 "+use, secretLen)
	if err != nil {
		panic(err) // the length is ours
	}
	return k
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return b
}

// bind joins words so that no two lists of words give the same bytes.
func bind(words ...string) (b []byte) {
	for _, w := range words {
		b = binary.AppendUvarint(b, uint64(len(w)))
		b = append(b, w...)
	}
	return b
}

// buckets are the only lengths a short sealed value can have; a longer one is a
// multiple of the last.
var buckets = [...]int{64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10}

// pad writes v, a mark and zeros up to the next bucket.
func pad(v []byte) []byte {
	last := buckets[len(buckets)-1]
	n := (len(v)/last + 1) * last
	for _, b := range buckets {
		if len(v) < b {
			n = b
			break
		}
	}
	out := make([]byte, n)
	copy(out, v)
	out[len(v)] = 0x80
	return out
}

func unpad(v []byte) ([]byte, error) {
	text := bytes.TrimRight(v, "\x00")
	if len(text) == 0 || text[len(text)-1] != 0x80 {
		return nil, ErrBroken
	}
	return text[:len(text)-1], nil
}
