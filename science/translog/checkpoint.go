package translog

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Checkpoint says: the log of this origin had this root at this size. Signed as a
// note it is what others keep (C2SP tlog-checkpoint). It has no further lines: they
// are not recommended there, because nobody can audit them.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   Hash
}

// Text is the body to be signed.
func (c Checkpoint) Text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + c.Root.String() + "\n"
}

// Checkpoint signs the state of the log whose origin is the signer's name.
func (s Signer) Checkpoint(e *Edge) (Checkpoint, string, error) {
	c := Checkpoint{s.name, e.Size(), e.Root()}
	note, err := s.Sign(c.Text())
	return c, note, err
}

var errCheckpoint = errors.New("translog: not a checkpoint")

// ParseCheckpoint reads a body. Lines after the third are passed over: other logs
// may have them.
func ParseCheckpoint(text string) (Checkpoint, error) {
	if !strings.HasSuffix(text, "\n") {
		return Checkpoint{}, errCheckpoint
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for _, l := range lines {
		if l == "" {
			return Checkpoint{}, errCheckpoint
		}
	}
	if len(lines) < 3 {
		return Checkpoint{}, errCheckpoint
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, err2 := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || err2 != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] || len(root) != len(Hash{}) {
		return Checkpoint{}, errCheckpoint
	}
	return Checkpoint{lines[0], size, Hash(root)}, nil
}

// OpenCheckpoint reads a signed checkpoint of the log whose key is v. One of another
// log, or signed by others only, is an ErrStranger.
func OpenCheckpoint(note string, v Verifier) (Checkpoint, error) {
	text, err := Open(note, v)
	if err != nil {
		return Checkpoint{}, err
	}
	c, err := ParseCheckpoint(text)
	if err == nil && c.Origin != v.name {
		err = fmt.Errorf("%w: a checkpoint of another log", ErrStranger)
	}
	return c, err
}
