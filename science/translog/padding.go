package translog

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
)

// Padding. A checkpoint tells how many entries there are, and whoever collects
// checkpoints learns how many came between two of them: on a quiet day, that a
// report arrived. So before a checkpoint leaves the house the log is filled up with
// leaves that say nothing, to the next multiple of a step, and by one whole step at
// least: the day on which nothing happened, the day of one report and the day of
// hundreds look the same, as long as a day's entries fit into one step.
//
// A padding leaf must look like any other to those who see leaves (in proofs, in
// tiles). Entries are committed to by SHA-256 over a secret salt and the content,
// which is 32 bytes nobody can tell from chance; padding is 32 bytes of HMAC-SHA-256
// under a secret seed, which nobody can tell from chance either. The seed is kept
// with the log's entries, so that whoever holds those can tell and check, from one
// row for a whole run of padding.

// Padded is the size to fill a log up to, from its size now and the size that was
// last shown outside.
func Padded(size, shown, step int64) int64 {
	if step < 1 {
		step = 1
	}
	to := (size + step - 1) / step * step
	for to <= shown {
		to += step
	}
	return to
}

// Padding is the leaf that fills place index under a seed.
func Padding(seed []byte, index int64) Hash {
	m := hmac.New(sha256.New, seed)
	m.Write([]byte("translog padding v1\n"))
	m.Write(binary.BigEndian.AppendUint64(nil, uint64(index)))
	return Leaf(m.Sum(nil))
}
