package record

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"

	"haki/internal/ident"
	"haki/science/translog"
)

// Key signs checkpoints and marks rows. Its secret is a file beside the program, not
// in the database: who has only the database can alter it but not hide that.
type Key struct {
	public translog.Verifier
	signer translog.Signer
	marker []byte // none: the public half alone
}

// NewSecret draws a secret for a key, to be kept in a file.
func NewSecret() []byte { return newSalt(ident.Dice) }

// NewKey makes the key of a record from its secret. The origin names the record:
// a host and path such as "haki.example.org/record", for ever.
func NewKey(origin string, secret []byte) (*Key, error) {
	if len(secret) < 32 {
		return nil, errors.New("record: the secret of a record has 32 bytes")
	}
	s, err := translog.NewSigner(origin, derive(secret, "haki record signature v1"))
	if err != nil {
		return nil, err
	}
	return &Key{s.Verifier, s, derive(secret, "haki record mark v1")}, nil
}

// Watcher is the public half of a key, as Public writes it. It verifies; it neither
// signs nor knows marks.
func Watcher(public string) (*Key, error) {
	v, err := translog.ParseVerifier(public)
	if err != nil {
		return nil, err
	}
	return &Key{public: v}, nil
}

// The secret has 256 random bits: one round of HMAC-SHA-256 keeps its uses apart.
func derive(secret []byte, use string) []byte {
	m := hmac.New(sha256.New, secret)
	io.WriteString(m, use)
	return m.Sum(nil)
}

// Public is the half to be given to those who verify.
func (k *Key) Public() string { return k.public.String() }

// Origin is whose record it is.
func (k *Key) Origin() string { return k.public.Name() }

// String is the public half: a key that slips into a log gives nothing away.
func (k *Key) String() string { return k.Public() }

// GoString is String.
func (k *Key) GoString() string { return k.Public() }

func (k *Key) knowsMarks() bool { return k.marker != nil }

// mark is what only the key's holder can write beside a row: a MAC over what kind of
// row it is, its place and its content.
func (k *Key) mark(kind string, place int64, parts ...[]byte) []byte {
	m := hmac.New(sha256.New, k.marker)
	io.WriteString(m, kind+"\n")
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(place))
	m.Write(n[:])
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		m.Write(n[:])
		m.Write(p)
	}
	return m.Sum(nil)
}

func (k *Key) marked(mark []byte, kind string, place int64, parts ...[]byte) bool {
	return hmac.Equal(mark, k.mark(kind, place, parts...))
}
