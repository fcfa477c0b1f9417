package custody

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// File is an item that its reader has opened. It outlives the act that opened it, and
// prints as dots.
type File struct {
	Item  Item
	sheet sheet
	name  string // under which it is given out
	key   seal.StreamKey
	shelf *Shelf
}

// Format shows dots.
func (*File) Format(f fmt.State, _ rune) { io.WriteString(f, seal.Dots) }

// MarshalText shows dots to JSON and to logs.
func (*File) MarshalText() ([]byte, error) { return []byte(seal.Dots), nil }

// Open opens an item for its reader, inside a sensitive act: the record says who read
// what before a byte is given out.
func (s *Shelf) Open(keys *seal.Keys, i Item) (*File, error) {
	if i.Gone != "" {
		return nil, fault.New(fault.Conflict, "custody.gone")
	}
	name, sh, err := i.open(keys)
	if err != nil {
		return nil, err
	}
	key, err := seal.Open[seal.FileKey](keys, at("file_key", i.ID), i.key)
	if err != nil {
		return nil, err
	}
	if sh == nil || !key.Open() {
		return nil, fault.New(fault.Forbidden, "custody.sealed_to_others")
	}
	return &File{i, *sh, i.givenOut() + "." + endingOf(*sh, name), key, s}, nil
}

// givenOut is the name of a file on its reader's machine. It is not the name it came
// with, which may tell of people: a folder of downloads is read by others.
func (i Item) givenOut() string { return "evidence-" + strconv.Itoa(i.Number) + "-" + string(i.ID[:6]) }

// Size is how many bytes it has.
func (f *File) Size() int64 { return f.sheet.Size }

// Reader checks every byte of the file against its seal, its length and its digest, and
// then gives them from the beginning. A file that was altered, cut or changed for another
// gives none at all.
func (f *File) Reader() (io.ReadCloser, error) {
	if !named(string(f.Item.ID)) {
		return nil, altered(errors.New("no name of ours"))
	}
	disk, err := f.shelf.root.Open(place(f.Item.ID))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, altered(errors.New("it is not there"))
	}
	if err != nil {
		return nil, altered(err)
	}
	sum := sha256.New()
	n, err := io.Copy(sum, seal.OpenStream(f.key, disk))
	switch {
	case err != nil:
	case n != f.sheet.Size, !bytes.Equal(sum.Sum(nil), f.sheet.Digest):
		err = seal.ErrBroken
	default:
		_, err = disk.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, altered(errors.Join(err, disk.Close()))
	}
	return struct {
		io.Reader
		io.Closer
	}{seal.OpenStream(f.key, disk), disk}, nil
}

// altered is our fault to mend, never the reader's, and it is loud.
func altered(err error) error {
	return &fault.Fault{Kind: fault.Internal, Key: "custody.altered", Err: fmt.Errorf("custody: a file is not what was taken: %w", err)}
}

func (s sheet) shownDigest() seal.Private[string] { return seal.Hide(hex.EncodeToString(s.Digest)) }

// Piece is an item as the subject of an act: it stands where its matter stands, and the
// record names both.
type Piece struct {
	Item   Item
	Stands gate.Scope
}

// Scope is where its matter stands.
func (p Piece) Scope() gate.Scope { return p.Stands }

// Matter is the matter it hangs on.
func (p Piece) Matter() ident.Matter { return p.Item.Matter }

// Facts name the item in the record.
func (p Piece) Facts() []record.Fact { return p.Item.Facts() }

// Sealed is what must be opened of it.
func (p Piece) Sealed() []seal.Sealed { return p.Item.Sealed() }

// Kept is something that items hang on.
type Kept interface {
	gate.Subject
	Matter() ident.Matter
}

var errUnrecorded = errors.New("custody: reading evidence is a sensitive act")

// Read opens an item of a matter for whoever acts, by an act of the matter's own room:
// find finds the matter, the gate is asked about it, and the record says who read which
// item before a byte is given out. The act must be Sensitive.
func Read[S Kept](ctx context.Context, d *act.Desk, s *Shelf, a act.Act, find func(*store.Tx) (S, error), id ItemID) (*File, error) {
	if !a.Sensitive {
		return nil, errUnrecorded
	}
	piece := func(tx *store.Tx) (Piece, error) {
		m, err := find(tx)
		if err != nil {
			return Piece{}, err
		}
		i, err := FindOf(tx, m.Matter(), id)
		return Piece{i, m.Scope()}, err
	}
	return act.See(ctx, d, a, piece, func(_ *store.Tx, keys *seal.Keys, p Piece) (*File, error) { return s.Open(keys, p.Item) })
}
