package translog

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Signed notes, as C2SP signed-note v1.0.0 defines them:
//
//	text, ending in a newline
//	(an empty line)
//	— name base64(key id, signature)

const (
	ed25519Note = 0x01 // signature type of a plain Ed25519 signature
	longestNote = 1 << 20
	mostSigned  = 100 // at least 16 must be accepted
)

// Signer signs notes in a name.
type Signer struct {
	Verifier
	key ed25519.PrivateKey
}

// Verifier knows the signatures of one name.
type Verifier struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

// NewSigner makes a signer of an Ed25519 seed. The name is that of the log: a host
// and path without a scheme, such as "haki.example.org/record".
func NewSigner(name string, seed []byte) (Signer, error) {
	if !validName(name) {
		return Signer{}, fmt.Errorf("translog: %q cannot name a signer", name)
	}
	if len(seed) != ed25519.SeedSize {
		return Signer{}, errors.New("translog: a seed has 32 bytes")
	}
	key := ed25519.NewKeyFromSeed(seed)
	return Signer{newVerifier(name, key.Public().(ed25519.PublicKey)), key}, nil
}

func newVerifier(name string, key ed25519.PublicKey) Verifier {
	sum := sha256.Sum256(append([]byte(name+"\n"), append([]byte{ed25519Note}, key...)...))
	return Verifier{name, binary.BigEndian.Uint32(sum[:]), key}
}

func validName(s string) bool {
	return s != "" && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsSpace) && !strings.Contains(s, "+") && printable(s)
}

// printable refuses control characters other than a newline.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\n' })
}

// Name is whose signatures they are.
func (v Verifier) Name() string { return v.name }

// String is the key to be given to others: name+id+key.
func (v Verifier) String() string {
	return fmt.Sprintf("%s+%08x+%s", v.name, v.id, base64.StdEncoding.EncodeToString(append([]byte{ed25519Note}, v.key...)))
}

var errKey = errors.New("translog: not a verifier key")

// ParseVerifier reads a key as String writes it.
func ParseVerifier(s string) (Verifier, error) {
	name, rest, _ := strings.Cut(s, "+")
	id, key64, ok := strings.Cut(rest, "+")
	rawID, err1 := hex.DecodeString(id)
	key, err2 := base64.StdEncoding.Strict().DecodeString(key64)
	if !ok || err1 != nil || err2 != nil || len(rawID) != 4 || !validName(name) || len(key) != 1+ed25519.PublicKeySize || key[0] != ed25519Note {
		return Verifier{}, errKey
	}
	v := newVerifier(name, key[1:])
	if v.id != binary.BigEndian.Uint32(rawID) {
		return Verifier{}, errKey
	}
	return v, nil
}

// ErrStranger says that a note is well formed and signed, but by nobody known.
var ErrStranger = errors.New("translog: signed by nobody known")

var errNote = errors.New("translog: not a signed note")

// Sign turns a text into a signed note.
func (s Signer) Sign(text string) (string, error) {
	if !strings.HasSuffix(text, "\n") || !utf8.ValidString(text) || !printable(text) || len(text) > longestNote {
		return "", errors.New("translog: not a text that can be signed")
	}
	sig := binary.BigEndian.AppendUint32(nil, s.id)
	sig = append(sig, ed25519.Sign(s.key, []byte(text))...)
	return text + "\n— " + s.name + " " + base64.StdEncoding.EncodeToString(sig) + "\n", nil
}

// Open gives the text of a note that at least one of the known keys has signed.
// Signatures of strangers are ignored; a false signature in a known name and id
// spoils the whole note.
func Open(note string, known ...Verifier) (string, error) {
	if len(note) > longestNote || !utf8.ValidString(note) || !printable(note) {
		return "", errNote
	}
	i := strings.LastIndex(note, "\n\n")
	if i < 0 {
		return "", errNote
	}
	text, lines := note[:i+1], note[i+2:]
	if !strings.HasSuffix(lines, "\n") {
		return "", errNote
	}
	all := strings.Split(strings.TrimSuffix(lines, "\n"), "\n")
	if len(all) > mostSigned {
		return "", errNote
	}
	signed := false
	for _, line := range all {
		name, id, sig, err := parseSignature(line)
		if err != nil {
			return "", err
		}
		for _, v := range known {
			if v.name != name || v.id != id {
				continue
			}
			if len(sig) != ed25519.SignatureSize || !ed25519.Verify(v.key, []byte(text), sig) {
				return "", errors.New("translog: a false signature")
			}
			signed = true
		}
	}
	if !signed {
		return "", ErrStranger
	}
	return text, nil
}

func parseSignature(line string) (name string, id uint32, sig []byte, err error) {
	rest, ok := strings.CutPrefix(line, "— ")
	name, b64, ok2 := strings.Cut(rest, " ")
	raw, err := base64.StdEncoding.Strict().DecodeString(b64)
	if !ok || !ok2 || err != nil || len(raw) < 5 || !validName(name) {
		return "", 0, nil, errNote
	}
	return name, binary.BigEndian.Uint32(raw), raw[4:], nil
}
