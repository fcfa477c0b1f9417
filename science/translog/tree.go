package translog

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
)

// Hash is a SHA-256 sum.
type Hash [sha256.Size]byte

// String is the hash in base64, as checkpoints carry it.
func (h Hash) String() string { return base64.StdEncoding.EncodeToString(h[:]) }

// Empty is the root of a log without leaves: the hash of nothing (RFC 6962, 2.1).
func Empty() Hash { return sha256.Sum256(nil) }

// Leaf is the hash of an entry. Leaves and nodes are hashed with different first
// bytes, so that neither can be passed off as the other (RFC 6962, 2.1).
func Leaf(entry []byte) Hash {
	b := make([]byte, 1, 128)
	return sha256.Sum256(append(b, entry...))
}

// Node is the hash of two neighbouring subtrees.
func Node(left, right Hash) Hash {
	var b [1 + 2*sha256.Size]byte
	b[0] = 1
	copy(b[1:], left[:])
	copy(b[1+sha256.Size:], right[:])
	return sha256.Sum256(b[:])
}

// Edge is the right edge of a growing tree: its peaks, the largest first. It is all
// that is needed to append and to know the root: at most 63 hashes, whatever the
// size. The zero Edge is the empty log.
type Edge struct {
	size  int64
	peaks []Hash
}

// Size is how many leaves there are.
func (e *Edge) Size() int64 { return e.size }

// Append adds a leaf.
func (e *Edge) Append(leaf Hash) { e.Grow(leaf, nil) }

// Grow is Append that shows seen, if there is one, every node that is complete with
// this leaf: the leaf itself at level 0, then the subtrees it fills.
func (e *Edge) Grow(leaf Hash, seen func(level int, index int64, h Hash)) {
	h := leaf
	for level := 0; ; level++ {
		if seen != nil {
			seen(level, e.size>>level, h)
		}
		if e.size>>level&1 == 0 {
			break
		}
		last := len(e.peaks) - 1
		h, e.peaks = Node(e.peaks[last], h), e.peaks[:last]
	}
	e.peaks = append(e.peaks, h)
	e.size++
}

// Root stands for all leaves.
func (e *Edge) Root() Hash {
	if e.size == 0 {
		return Empty()
	}
	h := e.peaks[len(e.peaks)-1]
	for _, p := range slices.Backward(e.peaks[:len(e.peaks)-1]) {
		h = Node(p, h)
	}
	return h
}

// Bytes is the edge in a form to be kept: eight bytes of size, then the peaks.
func (e *Edge) Bytes() []byte {
	b := binary.BigEndian.AppendUint64(nil, uint64(e.size))
	for _, p := range e.peaks {
		b = append(b, p[:]...)
	}
	return b
}

var errEdge = errors.New("translog: not an edge")

// ParseEdge reads what Bytes wrote. It says nothing about whether the peaks are true.
func ParseEdge(b []byte) (Edge, error) {
	if len(b) < 8 {
		return Edge{}, errEdge
	}
	e := Edge{size: int64(binary.BigEndian.Uint64(b))}
	b = b[8:]
	if e.size < 0 || len(b) != bits.OnesCount64(uint64(e.size))*sha256.Size {
		return Edge{}, errEdge
	}
	for ; len(b) > 0; b = b[sha256.Size:] {
		e.peaks = append(e.peaks, Hash(b[:sha256.Size]))
	}
	return e, nil
}
