package custody

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"

	"haki/internal/clock"
	"haki/internal/seal"
)

// Here, and nowhere else in custody, what was sealed is looked into: a file can only be
// compared with its digest by somebody who reads the digest.

// sheet is what is known of a file's bytes. It is sealed beside the file's name and key.
type sheet struct {
	Kind   Kind
	Fits   string `json:",omitempty"`
	Size   int64
	Digest []byte // SHA-256 of the plain bytes
	Salt   []byte // of the commitment
}

func (s sheet) hidden() seal.Private[[]byte] {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings, a number and bytes
	}
	return seal.Hide(b)
}

func sheetOf(p seal.Private[[]byte]) (s sheet, err error) {
	if json.Unmarshal(p.Reveal(), &s) != nil || len(s.Digest) != sha256.Size {
		return sheet{}, seal.ErrBroken
	}
	return s, nil
}

// commitment stands for a digest where everybody may look: with the salt it proves which
// bytes were taken, without it nobody can try whether it is a file they have.
func commitment(salt, digest []byte) string {
	sum := sha256.Sum256(append(bytes.Clone(salt), digest...))
	return hex.EncodeToString(sum[:])
}

// carried is an upload inside a capsule.
type carried struct {
	ID                ItemID
	Name              string
	Size              int64
	Kind              Kind
	Day               clock.Day
	Fits              string `json:",omitempty"`
	Digest, Salt, Key []byte
}

// Pack writes uploads with their keys, for the inside of a sealed capsule and nothing else.
func Pack(all []Upload) []byte {
	out := make([]carried, len(all))
	for i, u := range all {
		out[i] = carried{u.ID, u.Name.Reveal(), u.Size, u.Kind, u.Day, u.fits, u.digest, u.salt, u.key.Reveal()}
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic(err) // strings, numbers and bytes
	}
	return b
}

// Unpack reads what Pack wrote.
func Unpack(b []byte) ([]Upload, error) {
	if len(b) == 0 {
		return nil, nil
	}
	var all []carried
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, errors.New("custody: these are no uploads") // the error itself would quote what it read
	}
	out := make([]Upload, len(all))
	for i, c := range all {
		out[i] = Upload{ID: c.ID, Name: seal.Hide(c.Name), Size: c.Size, Kind: c.Kind, Day: c.Day,
			fits: c.Fits, digest: c.Digest, salt: c.Salt, key: seal.Hide(seal.FileKey(c.Key))}
	}
	return out, nil
}

// same says whether two uploads are the same bytes.
func (u Upload) same(o Upload) bool { return len(u.digest) > 0 && bytes.Equal(u.digest, o.digest) }

// endingOf is the ending that a file of that sheet and name is given out under.
func endingOf(s sheet, name seal.Private[string]) string {
	return ending(s.Kind, s.Fits, name.Reveal())
}
