package sheet

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
)

// Flaw says why a row was left out.
type Flaw string

// The reasons. The words of each are the caller's.
const (
	Long     Flaw = "long"     // longer than MaxRow
	Quote    Flaw = "quote"    // a quotation mark is never closed
	Wide     Flaw = "wide"     // more fields than the head has columns
	Encoding Flaw = "encoding" // bytes that the file's encoding does not have
)

// MaxRow is the length of a row, in bytes.
const MaxRow = 64 << 10

// Why a whole table cannot be read.
var (
	ErrEmpty    = errors.New("sheet: no head line")
	ErrColumns  = errors.New("sheet: the head line lacks a column that is needed")
	ErrWorkbook = errors.New("sheet: not a workbook that can be read")
	ErrSize     = errors.New("sheet: the workbook is too large")
)

// Reader is called with what is read.
type Reader struct {
	// Row gets the fields of a row by the order of Columns, missing ones empty. The line counts
	// from 1, the head line is the first. The slice is used again; the texts are not.
	Row func(line int, fields []string)
	// Flaw gets the rows that were left out.
	Flaw func(line int, why Flaw)
	// Columns are the names of the columns wanted; case does not matter. Others are ignored.
	Columns []string
	// Needed is how many of them, from the first, the table must have.
	Needed int

	from   []int // for each column wanted, where it is in a row, or -1
	width  int
	fields []string
}

// Read reads a whole table. The error is one of this package, or of what in gave.
func (r *Reader) Read(in io.Reader) error {
	b := bufio.NewReaderSize(in, 1<<16)
	if head, _ := b.Peek(2); len(head) == 2 && head[0] == 0x1F && head[1] == 0x8B {
		z, err := gzip.NewReader(b)
		if err != nil {
			return err
		}
		defer z.Close()
		b = bufio.NewReaderSize(z, 1<<16)
	}
	if head, _ := b.Peek(4); bytes.Equal(head, []byte("PK\x03\x04")) {
		return r.workbook(b)
	}
	return r.text(b)
}

// head notes where the columns are.
func (r *Reader) head(fields []string) error {
	r.width = len(fields)
	r.from = r.from[:0]
	for _, c := range r.Columns {
		at := -1
		for i, f := range fields {
			if strings.EqualFold(strings.TrimSpace(f), c) {
				at = i
				break
			}
		}
		if at < 0 && len(r.from) < r.Needed {
			return ErrColumns
		}
		r.from = append(r.from, at)
	}
	return nil
}

// give hands a row over, or reports it.
func (r *Reader) give(line int, fields []string) {
	for _, f := range fields[min(r.width, len(fields)):] {
		if strings.TrimSpace(f) != "" {
			r.Flaw(line, Wide)
			return
		}
	}
	r.fields = r.fields[:0]
	for _, at := range r.from {
		if at < 0 || at >= len(fields) {
			r.fields = append(r.fields, "")
			continue
		}
		r.fields = append(r.fields, fields[at])
	}
	r.Row(line, r.fields)
}

// text reads CSV.
func (r *Reader) text(b *bufio.Reader) error {
	l := newLines(b)
	first, line, err := l.next()
	for err == nil && strings.TrimSpace(first) == "" {
		first, line, err = l.next()
	}
	if err == io.EOF {
		return ErrEmpty
	}
	if err != nil {
		return err
	}
	sep := separator(first)
	fields, _ := cut(nil, first, sep)
	if err := r.head(fields); err != nil {
		return err
	}
	for {
		var text string
		text, line, err = l.next()
		switch {
		case err == io.EOF:
			return nil
		case err == errLong:
			r.Flaw(line, Long)
			continue
		case err == errEncoding:
			r.Flaw(line, Encoding)
			continue
		case err != nil:
			return err
		case text == "":
			continue
		}
		var open bool
		if fields, open = cut(fields[:0], text, sep); open {
			if text, open = l.more(text, line, sep); open {
				r.Flaw(line, Quote)
				continue
			}
			fields, _ = cut(fields[:0], text, sep)
		}
		r.give(line, fields)
	}
}

// separator is the sign that parts the head line most often.
func separator(head string) byte {
	best, most := byte(','), strings.Count(head, ",")
	for _, s := range []byte{';', '\t'} {
		if n := strings.Count(head, string(s)); n > most {
			best, most = s, n
		}
	}
	return best
}

// cut cuts a line to fields (RFC 4180); open says that it ends inside quotation marks. A
// mark inside a field that has none around it is a letter like others.
func cut(fields []string, text string, sep byte) (_ []string, open bool) {
	for {
		if text == "" || text[0] != '"' {
			at := strings.IndexByte(text, sep)
			if at < 0 {
				return append(fields, text), false
			}
			fields = append(fields, text[:at])
			text = text[at+1:]
			continue
		}
		text = text[1:]
		var b strings.Builder
		for {
			at := strings.IndexByte(text, '"')
			if at < 0 {
				return append(fields, b.String()+text), true
			}
			if at+1 < len(text) && text[at+1] == '"' {
				b.WriteString(text[:at+1])
				text = text[at+2:]
				continue
			}
			if b.Len() == 0 {
				fields = append(fields, text[:at])
			} else {
				b.WriteString(text[:at])
				fields = append(fields, b.String())
			}
			text = text[at+1:]
			break
		}
		at := strings.IndexByte(text, sep)
		if at < 0 {
			fields[len(fields)-1] += text
			return fields, false
		}
		fields[len(fields)-1] += text[:at]
		text = text[at+1:]
	}
}
