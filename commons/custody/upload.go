package custody

import (
	"fmt"
	"io"
	"slices"

	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/seal"
)

// ItemID names an item of evidence, and before that the upload it was.
type ItemID = ident.ID[Item]

// Upload is a file on the shelf that no matter has adopted yet. Its key is here and
// nowhere else: whoever loses the Upload loses the file. It prints and encodes as dots;
// Pack writes it whole, for a seal.Capsule in the reporter's form, so that her files
// survive a wrong field and a broken send.
type Upload struct {
	ID   ItemID
	Name seal.Private[string]
	Size int64
	Kind Kind
	Day  clock.Day // taken, in UTC

	fits   string // endings
	digest []byte // SHA-256 of the plain bytes
	salt   []byte
	key    seal.StreamKey
	made   *seal.Key // see Prepare
	wraps  []seal.Wrap
}

// None says that no file was chosen.
func (u Upload) None() bool { return u.ID == "" }

// Format shows dots.
func (Upload) Format(f fmt.State, _ rune) { io.WriteString(f, seal.Dots) }

// MarshalText shows dots to JSON and to logs.
func (Upload) MarshalText() ([]byte, error) { return []byte(seal.Dots), nil }

// Limits say how much one form may carry.
type Limits struct {
	File  int64 // bytes of one file
	Total int64 // bytes of all files together
	Count int   // files
}

// Usual is what a report may carry: a telephone's pictures and a few minutes of sound or
// film over a slow line (design; an institution may change it).
var Usual = Limits{File: 25 << 20, Total: 100 << 20, Count: 20}

// Body is the size of a posted form that carries such files: what web.Page.Limit takes.
func (l Limits) Body() int64 { return l.Total + 1<<20 }

// With adds an upload to those a form already carries, unless it is none or there already.
func With(have []Upload, u Upload) []Upload {
	if u.None() || slices.ContainsFunc(have, func(h Upload) bool { return h.ID == u.ID }) {
		return have
	}
	return append(slices.Clone(have), u)
}

// Without takes one off the form again; the sweep takes it off the shelf.
func Without(have []Upload, id ItemID) []Upload {
	return slices.DeleteFunc(slices.Clone(have), func(h Upload) bool { return h.ID == id })
}

// Prepare makes the key of the future item for its readers before the act, so that
// nobody waits for public-key work while the act holds the database.
func Prepare(u Upload, to ...seal.Recipient) (Upload, error) {
	var err error
	u.made, u.wraps, err = seal.Prepare(to...)
	return u, err
}
