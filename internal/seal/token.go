package seal

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"log/slog"
)

// Token is the secret of one session. It lives in a cookie and nowhere else, and
// prints as dots; string(t) is what goes into the cookie. Keep it in no unexported
// field and as no key of a map: fmt and json read those without asking.
type Token string

// Format shows dots.
func (Token) Format(f fmt.State, _ rune) { dotted{}.Format(f, 0) }

// LogValue shows dots to slog.
func (Token) LogValue() slog.Value { return slog.StringValue(Dots) }

// MarshalText shows dots to XML and JSON.
func (Token) MarshalText() ([]byte, error) { return []byte(Dots), nil }

// NewToken makes 256 random bits.
func NewToken() Token { return Token(base64.RawURLEncoding.EncodeToString(random(32))) }

// Lookup is what a session is found by: a digest of a value derived from the
// token, from which the way back to the token's other value is closed.
func (t Token) Lookup() string {
	sum := sha256.Sum256(derive([]byte(t), "session lookup"))
	return hex.EncodeToString(sum[:])
}

// Guard keeps k by the token, bound to the moment until which the session lasts.
func (t Token) Guard(k *Key, until string) []byte {
	return lock(aead(derive([]byte(t), "session key")), nil, bind("session", string(k.id), until), k.secret.Reveal())
}

// Release gives it back, if it is id's and until is what it was.
func (t Token) Release(box []byte, id KeyID, until string) (*Key, error) {
	secret, err := unlock(aead(derive([]byte(t), "session key")), 0, bind("session", string(id), until), box)
	if err != nil {
		return nil, err
	}
	return newKey(id, secret), nil
}
