package seal

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"

	"golang.org/x/crypto/chacha20poly1305"
)

// A sealed file is a suite byte, 19 random bytes and chunks of one size. Each chunk
// is sealed under a nonce of those bytes, its number and whether it is the last
// (STREAM): none can be dropped, doubled, moved or added, and a cut file is no
// file. Inside, a chunk says in two bytes how much of it is text. Chunks without
// text follow until their number is one of few (Padmé), so that the length says
// little: a file of 64 KiB or less always has one chunk, others at most 1/8 more.
const (
	chunkLen   = 64 << 10             // of plaintext, the length of the text included
	chunkText  = chunkLen - 2         // the most that one chunk holds
	chunkBox   = chunkLen + 16        // with Poly1305's tag
	prefixLen  = 24 - 4 - 1           // XChaCha's nonce without number and last flag
	streamHead = 1 + prefixLen        // suite and prefix
	mostChunks = int64(1)<<32 - 1<<29 // numbers are 32 bits, and padding needs room
)

// FileKey is the secret of one file. It is never kept as it is: seal it under the
// key of the file's matter, as any private value.
type FileKey []byte

// StreamKey is a file key that prints as dots: what Seal takes and Open gives.
type StreamKey = Private[FileKey]

// StreamWriter seals a file while it is written. Close it, or it does not open.
type StreamWriter struct {
	dotted
	w      io.Writer
	c      chunks
	text   []byte // of the chunk that is being filled, after two bytes for its length
	box    []byte
	head   []byte // not written yet
	size   int64
	sealed int64
	err    error
}

// NewStream seals what is written to it, to w, under a key that nobody had before.
func NewStream(w io.Writer) (*StreamWriter, StreamKey) {
	key := FileKey(random(secretLen))
	return newStream(w, key, random(prefixLen)), Hide(key)
}

func newStream(w io.Writer, key FileKey, prefix []byte) *StreamWriter {
	head := append([]byte{suiteStream}, prefix...)
	return &StreamWriter{w: w, c: newChunks(key, head), head: head,
		text: make([]byte, 2, chunkLen), box: make([]byte, 0, streamHead+chunkBox)}
}

var errClosed = errors.New("seal: the stream was closed")

// Size is how many bytes have been written to the stream.
func (s *StreamWriter) Size() int64 { return s.size }

// Sealed is how many bytes of ciphertext have come out, after Close with the padding.
func (s *StreamWriter) Sealed() int64 { return s.sealed }

// Write seals p. A full chunk waits for the next byte, since it may be the last.
func (s *StreamWriter) Write(p []byte) (n int, err error) {
	for len(p) > 0 {
		if s.err == nil && len(s.text) == chunkLen {
			s.advance()
		}
		if s.err != nil {
			return n, s.err
		}
		took := min(len(p), chunkLen-len(s.text))
		s.text = append(s.text, p[:took]...)
		n, p, s.size = n+took, p[took:], s.size+int64(took)
	}
	return n, s.err
}

// Close seals the last chunk and the padding. It does not close what it writes to.
func (s *StreamWriter) Close() error {
	if errors.Is(s.err, errClosed) {
		return nil
	}
	for left := padme(s.c.number+1) - s.c.number; left > 0 && s.err == nil; left-- {
		s.flush(left == 1)
	}
	if s.err == nil {
		s.err = errClosed
		return nil
	}
	return s.err
}

// advance seals a full chunk that is not the last, if there may be another.
func (s *StreamWriter) advance() {
	if s.c.number+1 >= mostChunks {
		s.err = errors.New("seal: the file is too long")
		return
	}
	s.flush(false)
}

// flush seals and writes the chunk that is being filled.
func (s *StreamWriter) flush(last bool) {
	binary.BigEndian.PutUint16(s.text, uint16(len(s.text)-2))
	filled := len(s.text)
	s.text = s.text[:chunkLen]
	clear(s.text[filled:])
	s.box = s.c.aead.Seal(append(s.box[:0], s.head...), s.c.next(last), s.text, s.c.head)
	s.head, s.text = nil, s.text[:2]
	n, err := s.w.Write(s.box)
	s.sealed, s.err = s.sealed+int64(n), err
}

// chunks counts the chunks of one file and makes their nonces.
type chunks struct {
	aead   cipher.AEAD
	head   []byte // bound to every chunk
	nonce  [chacha20poly1305.NonceSizeX]byte
	number int64
}

func newChunks(key FileKey, head []byte) chunks {
	c := chunks{aead: aead(derive(key, "stream")), head: head}
	copy(c.nonce[:], head[1:])
	return c
}

// next is the nonce of the next chunk.
func (c *chunks) next(last bool) []byte {
	binary.BigEndian.PutUint32(c.nonce[prefixLen:], uint32(c.number))
	c.nonce[prefixLen+4] = 0
	if last {
		c.nonce[prefixLen+4] = 1
	}
	c.number++
	return c.nonce[:]
}

// padme rounds n up so far that it keeps only as many leading bits as its length has
// digits (PURBs, algorithm 1): a length says O(log log n) bits, and grows by an
// eighth at most.
func padme(n int64) int64 {
	if n < 2 {
		return n
	}
	e := bits.Len64(uint64(n)) - 1
	low := int64(1)<<(e-bits.Len64(uint64(e))) - 1
	return (n + low) &^ low
}
