package sheet

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// said reads a table and gives its rows and flaws as text.
func said(t testing.TB, in []byte, columns ...string) (rows []string, err error) {
	t.Helper()
	r := Reader{Columns: columns,
		Row:  func(line int, f []string) { rows = append(rows, fmt.Sprint(line, ":", strings.Join(f, "|"))) },
		Flaw: func(line int, why Flaw) { rows = append(rows, fmt.Sprint(line, "!", why)) }}
	err = r.Read(bytes.NewReader(in))
	return rows, err
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("read %q\nwant %q", got, want)
	}
}

func wide(s string, low bool, mark bool) []byte {
	var b []byte
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	for _, u := range units {
		if low {
			b = append(b, byte(u), byte(u>>8))
		} else {
			b = append(b, byte(u>>8), byte(u))
		}
	}
	return b
}

func zipped(t testing.TB, s []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(s); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestATableIsReadInEveryEncodingOfOffices(t *testing.T) {
	const text = "id,name\r\n1,Zoé Änderli\r\n2,\"Bodo, Émile\"\r\n"
	for name, in := range map[string][]byte{
		"UTF-8":                   []byte(text),
		"UTF-8 with a mark":       []byte("\uFEFF" + text),
		"UTF-16, low byte first":  wide(text, true, true),
		"UTF-16, high byte first": wide(text, false, true),
		"UTF-16 without a mark":   wide(text, true, false),
		"windows-1252":            []byte("id,name\r\n1,Zo\xe9 \xc4nderli\r\n2,\"Bodo, \xc9mile\"\r\n"),
		"gzipped":                 zipped(t, []byte(text)),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := said(t, in, "id", "name")
			if err != nil {
				t.Fatal(err)
			}
			same(t, got, "2:1|Zoé Änderli", "3:2|Bodo, Émile")
		})
	}
}

func TestTheSignsOfWindows1252AreNotThoseOfLatin1(t *testing.T) {
	got, err := said(t, []byte("id,name\n1,O\x92Tulo \x80\n"), "name")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, "2:O’Tulo €")
}

func TestColumnsAreFoundByNameInAnyOrder(t *testing.T) {
	got, err := said(t, []byte("Other; NAME ;id\nx;Ana;7\n;;\n"), "id", "name", "born")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, "2:7|Ana|", "3:||")
}

func TestAQuotedFieldKeepsMarksAndLines(t *testing.T) {
	got, err := said(t, []byte("id,name\n1,\"Ana \"\"Nia\"\" Bo\"\n2,\"two\nlines\"\n3,5\" tall\n"), "id", "name")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, "2:1|Ana \"Nia\" Bo", "3:2|two\nlines", "5:3|5\" tall")
}

func TestAnOpenQuotationMarkSwallowsItsOwnRowOnly(t *testing.T) {
	got, err := said(t, []byte("id,name\n1,\"never closed\n2,Ana\n3,Bo\n"), "id", "name")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, "2!quote", "3:2|Ana", "4:3|Bo")
}

func TestRowsThatCannotBeReadAreReportedWithTheirLine(t *testing.T) {
	long := strings.Repeat("x", MaxRow+10)
	got, err := said(t, []byte("id,name\n1,é\n2,"+long+"\n3,a,b\n4,\xff\xfe\n5,Ana,,\n"), "id", "name")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, "2:1|é", "3!long", "4!wide", "5!encoding", "6:5|Ana")
}

func TestNothingIsNoTable(t *testing.T) {
	if _, err := said(t, nil, "id"); !errors.Is(err, ErrEmpty) {
		t.Error(err)
	}
	r := Reader{Columns: []string{"id", "name"}, Needed: 2}
	if err := r.Read(strings.NewReader("id,nom\n")); !errors.Is(err, ErrColumns) {
		t.Error(err)
	}
	if _, err := said(t, []byte("PK\x03\x04nonsense"), "id"); !errors.Is(err, ErrWorkbook) {
		t.Error(err)
	}
}

// workbook packs parts as a spreadsheet program does.
func workbook(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sample() map[string]string {
	return map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="x"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>name</t></si><si><r><t>Ana </t></r><r><t>Bo</t></r><rPh><t>no</t></rPh></si></sst>`,
		"xl/styles.xml":              `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="str"><v>dob</v></c></row>
<row r="3"><c r="A3"><v>12</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" s="1"><v>36526</v></c></row>
<row r="4"><c r="A4"><v>13</v></c><c r="C4" s="2"><v>59</v></c></row>
<row r="5"><c r="A5"><v>14</v></c><c r="C5" s="1"><v>61</v></c></row></sheetData></worksheet>`,
	}
}

func TestTheFirstSheetOfAWorkbookIsReadWithItsDays(t *testing.T) {
	got, err := said(t, workbook(t, sample()), "id", "name", "dob")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, "3:12|Ana Bo|2000-01-01", "4:13||1900-02-28", "5:14||1900-03-01")
	p := sample()
	p["xl/workbook.xml"] = `<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet r:id="rId1"/></sheets></workbook>`
	got, err = said(t, workbook(t, p), "dob")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, "3:2004-01-02", "4:1904-02-29", "5:1904-03-02")
}

func FuzzATableOfAnyBytesIsReadOrRefused(f *testing.F) {
	f.Add([]byte("id,name\n1,\"a\nb\"\n2,é\n"))
	f.Add([]byte("id\tname\n\"\"\"\t\n"))
	f.Add(wide("id,name\n1,x\n", true, true))
	f.Add(zipped(f, []byte("id,name\n1,x\n")))
	f.Add(workbook(f, sample()))
	f.Fuzz(func(t *testing.T, in []byte) {
		last := 0
		r := Reader{Columns: []string{"id", "name"}, Flaw: func(line int, _ Flaw) {
			if line < 1 {
				t.Errorf("line %d", line)
			}
		}, Row: func(line int, fields []string) {
			if len(fields) != 2 {
				t.Errorf("%d fields", len(fields))
			}
			if len(fields[0]) > 3*MaxRow {
				t.Errorf("a field of %d bytes", len(fields[0]))
			}
			last = max(last, line)
		}}
		_ = r.Read(bytes.NewReader(in))
		if last > len(in)+1 && !bytes.HasPrefix(in, []byte("PK")) && !bytes.HasPrefix(in, []byte{0x1f, 0x8b}) {
			t.Errorf("line %d of %d bytes", last, len(in))
		}
	})
}
