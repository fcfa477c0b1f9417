package seal

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
)

// OpenStream opens a sealed file while it is read. Every byte it gives is genuine and
// in its place; only io.EOF says that there are no more. A file that was altered, cut,
// reordered or lengthened ends in ErrBroken, and one whose key is closed in
// ErrNotYours: whoever used what came before must then undo it.
func OpenStream(key StreamKey, r io.Reader) io.Reader {
	if !key.Open() {
		return &streamReader{err: ErrNotYours}
	}
	return &streamReader{r: bufio.NewReaderSize(r, chunkBox), key: key}
}

type streamReader struct {
	r     *bufio.Reader
	key   StreamKey
	c     chunks
	box   []byte
	text  []byte // opened, not read yet
	ended bool   // a chunk was not full: from here on there is only padding
	last  bool   // the last chunk has been opened
	err   error
}

// Read gives the text.
func (s *streamReader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(s.text) == 0 && s.err == nil {
		s.err = s.fill()
	}
	if len(s.text) == 0 {
		return 0, s.err
	}
	n := copy(p, s.text)
	s.text = s.text[n:]
	return n, nil
}

// fill opens the next chunk, or says why not: io.EOF after the last.
func (s *streamReader) fill() error {
	if s.box == nil {
		if err := s.begin(); err != nil {
			return err
		}
	}
	if s.last {
		return io.EOF
	}
	if _, err := io.ReadFull(s.r, s.box); err != nil {
		return cut(err)
	}
	_, err := s.r.Peek(1)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	last := err != nil // nothing follows: then this one must say that it is the last
	text, err := s.c.aead.Open(s.box[:0], s.c.next(last), s.box, s.c.head)
	if err != nil {
		return ErrBroken
	}
	n := int(binary.BigEndian.Uint16(text))
	if n > chunkText || s.ended && n > 0 {
		return ErrBroken
	}
	s.text, s.ended, s.last = text[2:2+n], s.ended || n < chunkText, last
	return nil
}

// begin reads the head. It is bound to every chunk, so it needs no checking here.
func (s *streamReader) begin() error {
	head := make([]byte, streamHead)
	if _, err := io.ReadFull(s.r, head); err != nil {
		return cut(err)
	}
	s.c, s.box = newChunks(s.key.Reveal(), head), make([]byte, chunkBox)
	return nil
}

// cut names a file that ends too early; a disk that fails is another matter.
func cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrBroken
	}
	return err
}
