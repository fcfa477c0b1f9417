package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

var (
	errLong     = errors.New("sheet: long line")
	errEncoding = errors.New("sheet: not of this encoding")
)

// lines gives the lines of a text in UTF-8, whatever the encoding was.
type lines struct {
	in      *bufio.Reader
	n       int
	wide    int // 0 bytes, 1 UTF-16 with the low byte first, 2 with the high byte first
	kind    encoding
	back    []line // lines that were read too far
	pending bool
}

type line struct {
	text string
	n    int
	err  error
}

type encoding uint8

const (
	undecided encoding = iota // only ASCII so far
	utf8Text
	windows1252
)

func newLines(in *bufio.Reader) *lines {
	l := &lines{in: in}
	head, _ := in.Peek(4)
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		_, _ = in.Discard(3)
		l.kind = utf8Text
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		_, _ = in.Discard(2)
		l.wide = 1
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		_, _ = in.Discard(2)
		l.wide = 2
	case len(head) >= 4 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0:
		l.wide = 1
	case len(head) >= 4 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0:
		l.wide = 2
	}
	return l
}

// next is the next line without its end, and its number.
func (l *lines) next() (string, int, error) {
	if n := len(l.back); n > 0 {
		b := l.back[n-1]
		l.back = l.back[:n-1]
		return b.text, b.n, b.err
	}
	l.n++
	if l.wide > 0 {
		text, err := l.wideLine()
		return text, l.n, err
	}
	raw, err := l.in.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		for err == bufio.ErrBufferFull {
			_, err = l.in.ReadSlice('\n')
		}
		if err != nil && err != io.EOF {
			return "", l.n, err
		}
		return "", l.n, errLong
	}
	if err != nil && (err != io.EOF || len(raw) == 0) {
		return "", l.n, err
	}
	text, err := l.decode(bytes.TrimRight(raw, "\r\n"))
	return text, l.n, err
}

// decode decides on the encoding at the first line that is not ASCII: if it is UTF-8, the
// file is; if not, it is Windows-1252, which has a letter for nearly every byte.
func (l *lines) decode(raw []byte) (string, error) {
	ascii := true
	for _, c := range raw {
		if c >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return string(raw), nil
	}
	if l.kind == undecided {
		l.kind = windows1252
		if utf8.Valid(raw) {
			l.kind = utf8Text
		}
	}
	if l.kind == utf8Text {
		if !utf8.Valid(raw) {
			return "", errEncoding
		}
		return string(raw), nil
	}
	var b strings.Builder
	b.Grow(len(raw) + 16)
	for _, c := range raw {
		switch {
		case c >= 0x80 && c < 0xA0:
			b.WriteRune(upper[c-0x80])
		default:
			b.WriteRune(rune(c))
		}
	}
	return b.String(), nil
}

// upper is 0x80 to 0x9F of windows-1252 (WHATWG Encoding Standard, index windows-1252).
var upper = [32]rune{
	0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
	0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
}

// wideLine reads a line of UTF-16.
func (l *lines) wideLine() (string, error) {
	var units []uint16
	read := 0
	for {
		a, err := l.in.ReadByte()
		if err == nil {
			var b byte
			if b, err = l.in.ReadByte(); err == nil {
				u := uint16(a) | uint16(b)<<8
				if l.wide == 2 {
					u = uint16(b) | uint16(a)<<8
				}
				read++
				if u != '\n' {
					if read <= MaxRow/2 {
						units = append(units, u)
					}
					continue
				}
			}
		}
		if err != nil && (err != io.EOF || read == 0) {
			return "", err
		}
		break
	}
	if read > MaxRow/2 {
		return "", errLong
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\r"), nil
}

// more reads on until the quotation mark is closed. If it never is within MaxRow, what was
// read is put back, but for the line that opened it.
func (l *lines) more(text string, n int, sep byte) (whole string, open bool) {
	var read []line
	size := len(text)
	parts := []string{text}
	closed := false
	for size < MaxRow && len(read) < 1000 {
		t, n, err := l.next()
		if err == io.EOF {
			l.n--
			break
		}
		read = append(read, line{t, n, err})
		if err != nil {
			break
		}
		parts = append(parts, t)
		size += len(t) + 1
		if strings.Count(t, `"`)%2 == 1 {
			whole = strings.Join(parts, "\n")
			if _, open = cut(nil, whole, sep); !open {
				closed = true
				break
			}
		}
	}
	if closed {
		return whole, false
	}
	for i := len(read) - 1; i >= 0; i-- {
		l.back = append(l.back, read[i])
	}
	return "", true
}
