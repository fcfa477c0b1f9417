package record

import (
	"crypto/sha256"
	"strconv"

	"haki/science/translog"
)

// What the tree commits to. The salt and all fields of an entry are written one after
// the other, each with its length before it, so that no text can be moved from one
// into the next; then zeros up to a multiple of 256 bytes, so that hashing in sight of
// an observer takes no time of its own:
//
//	commit = SHA-256("haki record entry v1\n" fields zeros)
//	leaf   = SHA-256(0x00 commit)                      (RFC 6962, 2.1)
//	field  = length ":" bytes ","                      (a netstring)
//	fields = salt act actor at kind object turn facts
//
// The salt is 32 random bytes.
const (
	commitment = "haki record entry v1\n"
	block      = 256
)

// row is an entry as it is stored.
type row struct {
	id, act, actor, at, kind, object, facts string
	salt                                    []byte
	number, turn                            int64
	leaf, mark                              []byte
}

func (r *row) commit() [sha256.Size]byte {
	b := append(make([]byte, 0, 2*block), commitment...)
	for _, f := range [...]string{string(r.salt), r.act, r.actor, r.at, r.kind, r.object, strconv.FormatInt(r.turn, 10), r.facts} {
		b = strconv.AppendInt(b, int64(len(f)), 10)
		b = append(b, ':')
		b = append(b, f...)
		b = append(b, ',')
	}
	if over := len(b) % block; over > 0 {
		b = append(b, make([]byte, block-over)...)
	}
	return sha256.Sum256(b)
}

// hash is the leaf that belongs to what the row says.
func (r *row) hash() translog.Hash {
	c := r.commit()
	return translog.Leaf(c[:])
}
