package translog

import (
	"errors"
	"fmt"
	"math/bits"
)

// Nodes finds the node at a level (0 is leaves) and place: the hash of the leaves
// from index<<level to (index+1)<<level. It is asked only for complete subtrees.
type Nodes func(level int, index int64) (Hash, error)

// Memory is a whole tree held in memory, for tests and small logs.
type Memory struct {
	edge   Edge
	levels [][]Hash
}

// Append adds a leaf.
func (m *Memory) Append(leaf Hash) {
	m.edge.Grow(leaf, func(level int, _ int64, h Hash) {
		if level == len(m.levels) {
			m.levels = append(m.levels, nil)
		}
		m.levels[level] = append(m.levels[level], h)
	})
}

// Node is a Nodes.
func (m *Memory) Node(level int, index int64) (Hash, error) {
	if level >= len(m.levels) || index >= int64(len(m.levels[level])) || index < 0 {
		return Hash{}, fmt.Errorf("translog: no node %d at level %d", index, level)
	}
	return m.levels[level][index], nil
}

// RootAt is the root the log had at a size.
func RootAt(size int64, nodes Nodes) (Hash, error) {
	if size < 0 {
		return Hash{}, errProof
	}
	if size == 0 {
		return Empty(), nil
	}
	return span(0, size, nodes)
}

// span is MTH(D[lo:hi]) of RFC 6962, 2.1. In every call of it here lo is a multiple
// of the largest power of two below hi-lo, so that it falls apart into whole nodes.
func span(lo, hi int64, nodes Nodes) (Hash, error) {
	n := hi - lo
	if n&(n-1) == 0 {
		level := bits.TrailingZeros64(uint64(n))
		return nodes(level, lo>>level)
	}
	k := split(n)
	left, err := span(lo, lo+k, nodes)
	if err != nil {
		return Hash{}, err
	}
	right, err := span(lo+k, hi, nodes)
	return Node(left, right), err
}

// split is the largest power of two smaller than n.
func split(n int64) int64 { return 1 << (bits.Len64(uint64(n-1)) - 1) }

var errProof = errors.New("translog: no such proof")

// Inclusion proves that the leaf at index is in the log of a size: the hashes beside
// its way up, the lowest first (PATH of RFC 6962, 2.1.1).
func Inclusion(index, size int64, nodes Nodes) ([]Hash, error) {
	if index < 0 || index >= size {
		return nil, errProof
	}
	return path(index, 0, size, nodes)
}

func path(index, lo, hi int64, nodes Nodes) ([]Hash, error) {
	if hi-lo == 1 {
		return nil, nil
	}
	k := lo + split(hi-lo)
	near, far := [2]int64{lo, k}, [2]int64{k, hi}
	if index >= k {
		near, far = far, near
	}
	p, err := path(index, near[0], near[1], nodes)
	if err != nil {
		return nil, err
	}
	h, err := span(far[0], far[1], nodes)
	return append(p, h), err
}

// Consistency proves that the log of size new continues the log of size old (PROOF
// of RFC 6962, 2.1.2). Every log continues the empty one, which needs no proof.
func Consistency(old, new int64, nodes Nodes) ([]Hash, error) {
	if old < 0 || old > new {
		return nil, errProof
	}
	if old == 0 || old == new {
		return nil, nil
	}
	return subproof(old, 0, new, true, nodes)
}

func subproof(old, lo, hi int64, whole bool, nodes Nodes) ([]Hash, error) {
	if old == hi {
		if whole {
			return nil, nil
		}
		h, err := span(lo, hi, nodes)
		return []Hash{h}, err
	}
	k := lo + split(hi-lo)
	if old <= k {
		return thenSpan(k, hi, nodes)(subproof(old, lo, k, whole, nodes))
	}
	return thenSpan(lo, k, nodes)(subproof(old, k, hi, false, nodes))
}

func thenSpan(lo, hi int64, nodes Nodes) func([]Hash, error) ([]Hash, error) {
	return func(p []Hash, err error) ([]Hash, error) {
		if err != nil {
			return nil, err
		}
		h, err := span(lo, hi, nodes)
		return append(p, h), err
	}
}

// Errors of verification. What they wrap matters to nobody: a proof holds or not.
var (
	ErrInclusion   = errors.New("translog: the leaf is not in that log")
	ErrConsistency = errors.New("translog: the later log does not continue the earlier one")
)

// VerifyInclusion checks a proof of Inclusion (RFC 9162, 2.1.3.2).
func VerifyInclusion(leaf Hash, index, size int64, proof []Hash, root Hash) error {
	if index < 0 || index >= size {
		return ErrInclusion
	}
	fn, sn, r := index, size-1, leaf
	for _, p := range proof {
		if sn == 0 {
			return ErrInclusion
		}
		if fn&1 == 1 || fn == sn {
			r = Node(p, r)
			for fn&1 == 0 && fn != 0 {
				fn, sn = fn>>1, sn>>1
			}
		} else {
			r = Node(r, p)
		}
		fn, sn = fn>>1, sn>>1
	}
	if sn != 0 || r != root {
		return ErrInclusion
	}
	return nil
}

// VerifyConsistency checks a proof of Consistency (RFC 9162, 2.1.4.2).
func VerifyConsistency(old, new int64, oldRoot, newRoot Hash, proof []Hash) error {
	switch {
	case old < 0 || old > new:
		return ErrConsistency
	case old == new:
		if len(proof) != 0 || oldRoot != newRoot || old == 0 && oldRoot != Empty() {
			return ErrConsistency
		}
		return nil
	case old == 0:
		if len(proof) != 0 || oldRoot != Empty() {
			return ErrConsistency
		}
		return nil
	}
	if old&(old-1) == 0 { // a whole tree needs no help to become a node
		proof = append([]Hash{oldRoot}, proof...)
	}
	if len(proof) == 0 {
		return ErrConsistency
	}
	fn, sn := old-1, new-1
	for fn&1 == 1 {
		fn, sn = fn>>1, sn>>1
	}
	fr, sr := proof[0], proof[0]
	for _, c := range proof[1:] {
		if sn == 0 {
			return ErrConsistency
		}
		if fn&1 == 1 || fn == sn {
			fr, sr = Node(c, fr), Node(c, sr)
			for fn&1 == 0 && fn != 0 {
				fn, sn = fn>>1, sn>>1
			}
		} else {
			sr = Node(sr, c)
		}
		fn, sn = fn>>1, sn>>1
	}
	if sn != 0 || fr != oldRoot || sr != newRoot {
		return ErrConsistency
	}
	return nil
}
