package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// What a workbook may be at most, in bytes: packed, and what one part of it unpacks to.
const (
	maxPacked = 128 << 20
	maxPart   = 512 << 20
	maxTexts  = 128 << 20
	maxWide   = 1 << 10 // columns
)

// workbook reads the first sheet.
func (r *Reader) workbook(in io.Reader) error {
	packed, err := io.ReadAll(io.LimitReader(in, maxPacked+1))
	if err != nil {
		return err
	}
	if len(packed) > maxPacked {
		return ErrSize
	}
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return ErrWorkbook
	}
	b := &book{parts: map[string]*zip.File{}}
	for _, f := range z.File {
		b.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	if err := b.read(); err != nil {
		return err
	}
	return b.rows(r)
}

// book is a workbook being read.
type book struct {
	parts   map[string]*zip.File
	sheet   string // the part of the first sheet
	texts   []string
	dates   []bool // by style: whether a number is a day
	from904 bool   // days are counted from 1904
}

// elements calls f for every start and end of an element and every text of a part; a part
// that does not exist has none.
func (b *book) elements(name string, f func(xml.Token) error) error {
	part := b.parts[name]
	if part == nil {
		return nil
	}
	in, err := part.Open()
	if err != nil {
		return ErrWorkbook
	}
	defer in.Close()
	limited := &io.LimitedReader{R: in, N: maxPart}
	d := xml.NewDecoder(limited)
	for {
		t, err := d.RawToken()
		if err == io.EOF && limited.N > 0 {
			return nil
		}
		if limited.N <= 0 {
			return ErrSize
		}
		if err != nil {
			return ErrWorkbook
		}
		if err := f(t); err != nil {
			return err
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// read reads what the rows need: which sheet is first, the texts, the styles.
func (b *book) read() error {
	id := ""
	err := b.elements("xl/workbook.xml", func(t xml.Token) error {
		if s, ok := t.(xml.StartElement); ok {
			switch s.Name.Local {
			case "sheet":
				if id == "" {
					for _, a := range s.Attr {
						if a.Name.Local == "id" && a.Name.Space != "" {
							id = a.Value
						}
					}
				}
			case "workbookPr":
				v := attribute(s, "date1904")
				b.from904 = v == "1" || v == "true"
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = b.elements("xl/_rels/workbook.xml.rels", func(t xml.Token) error {
		if s, ok := t.(xml.StartElement); ok && s.Name.Local == "Relationship" && attribute(s, "Id") == id {
			target := attribute(s, "Target")
			if strings.HasPrefix(target, "/") {
				b.sheet = target[1:]
			} else {
				b.sheet = path.Join("xl", target)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if b.parts[b.sheet] == nil {
		return ErrWorkbook
	}
	if err := b.readTexts(); err != nil {
		return err
	}
	return b.readStyles()
}

// readTexts reads the shared strings (ECMA-376 part 1, 18.4.9); what is spelt as a reading aid
// (rPh) is left away.
func (b *book) readTexts() error {
	var text strings.Builder
	inText, aid, total := false, 0, 0
	return b.elements("xl/sharedStrings.xml", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				text.Reset()
			case "t":
				inText = true
			case "rPh":
				aid++
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				b.texts = append(b.texts, text.String())
				if total += text.Len() + 16; total > maxTexts {
					return ErrSize
				}
			case "t":
				inText = false
			case "rPh":
				aid--
			}
		case xml.CharData:
			if inText && aid <= 0 && text.Len() <= MaxRow {
				text.Write(t)
			}
		}
		return nil
	})
}

// readStyles finds the styles that show a number as a day (18.8.30: formats 14 to 22 and 45 to
// 47, and own ones that speak of years or days).
func (b *book) readStyles() error {
	own := map[string]bool{}
	inside := false
	return b.elements("xl/styles.xml", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				own[attribute(t, "numFmtId")] = strings.ContainsAny(strings.ToLower(attribute(t, "formatCode")), "yd")
			case "cellXfs":
				inside = true
			case "xf":
				if inside && len(b.dates) < 1<<16 {
					f := attribute(t, "numFmtId")
					n, _ := strconv.Atoi(f)
					b.dates = append(b.dates, n >= 14 && n <= 22 || n >= 45 && n <= 47 || own[f])
				}
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inside = false
			}
		}
		return nil
	})
}

// rows reads the cells of the sheet, row by row.
func (b *book) rows(r *Reader) error {
	var fields []string
	var text strings.Builder
	var kind, style string
	line, at, inText, seen, size := 0, 0, false, false, 0
	err := b.elements(b.sheet, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				fields, at, size = fields[:0], 0, 0
				line++
				if n, err := strconv.Atoi(attribute(t, "r")); err == nil && n > 0 {
					line = n
				}
			case "c":
				kind, style = attribute(t, "t"), attribute(t, "s")
				if c, ok := column(attribute(t, "r")); ok {
					at = c
				}
				text.Reset()
			case "v", "t":
				inText = true
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v", "t":
				inText = false
			case "c":
				v := b.value(text.String(), kind, style)
				size += len(v)
				for len(fields) <= at && at < maxWide {
					fields = append(fields, "")
				}
				if at < maxWide {
					fields[at] = v
				}
				at++
			case "row":
				switch {
				case size == 0:
				case !seen:
					seen = true
					return r.head(fields)
				case size > MaxRow:
					r.Flaw(line, Long)
				default:
					r.give(line, fields)
				}
			}
		case xml.CharData:
			if inText && text.Len() <= MaxRow {
				text.Write(t)
			}
		}
		return nil
	})
	if err == nil && !seen {
		return ErrEmpty
	}
	return err
}

// column reads the letters of a reference such as AB12 (18.18.7).
func column(ref string) (n int, ok bool) {
	for i := 0; i < len(ref) && i < 4; i++ {
		c := ref[i]
		if c < 'A' || c > 'Z' {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1, n > 0
}

// value is the text of a cell.
func (b *book) value(text, kind, style string) string {
	switch kind {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && n >= 0 && n < len(b.texts) {
			return b.texts[n]
		}
		return ""
	case "", "n":
		if s, err := strconv.Atoi(style); err == nil && s >= 0 && s < len(b.dates) && b.dates[s] {
			if f, err := strconv.ParseFloat(text, 64); err == nil && f >= 1 && f < 2958466 {
				return day(int(f), b.from904)
			}
		}
	}
	return text
}

// day turns a number of days to a date. Day 60 of the 1900 count, 29 February 1900, never was
// (18.17.4.1); the days before it are off by one.
func day(n int, from904 bool) string {
	switch {
	case from904:
		n += 1462
	case n < 60:
		n++
	}
	// Days since 1 March of year 0 in the Gregorian calendar; 1899-12-30 is day 693899 of them.
	d := n + 693899
	era := d / 146097
	doe := d - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	m := (5*doy + 2) / 153
	y := yoe + era*400
	month := m + 3
	if month > 12 {
		month -= 12
		y++
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, month, doy-(153*m+2)/5+1)
}
