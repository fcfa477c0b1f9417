package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// Table is what a file holds: a name, the heads of the columns, rows of texts and ints.
type Table struct {
	Name string // of the sheet; at most 31 letters, none of []:*?/\
	Head []string
	Rows [][]any // string or int; anything else is written as fmt says it
}

// letters that begin a formula in one spreadsheet or another: OWASP's, and their full-width
// twins, which some programs read as the same.
const formulas = "=+-@\t\r\n＝＋－＠"

// Guard is a text that no spreadsheet takes for a formula: one that would begin one, also
// behind spaces, gets an apostrophe before it.
func Guard(s string) string {
	if strings.ContainsAny(first(s), formulas) || strings.ContainsAny(first(strings.TrimLeftFunc(s, unicode.IsSpace)), formulas) {
		return "'" + s
	}
	return s
}

func first(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

func guarded(v any) any {
	switch v := v.(type) {
	case int:
		return v
	case string:
		return Guard(v)
	}
	return Guard(fmt.Sprint(v))
}

// CSV writes the table as UTF-8 with a mark of its encoding, which Excel needs in order to
// read accents, and with lines that end as RFC 4180 wants.
func CSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	line := make([]string, 0, len(t.Head))
	for _, h := range t.Head {
		line = append(line, Guard(h))
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for _, row := range t.Rows {
		line = line[:0]
		for _, v := range row {
			switch v := guarded(v).(type) {
			case int:
				line = append(line, strconv.Itoa(v))
			case string:
				line = append(line, v)
			}
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// XLSX writes the table as a workbook of one sheet. Texts are cells of texts, ints of numbers.
func XLSX(w io.Writer, t Table) (err error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", t.Name); err != nil {
		return err
	}
	s, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	head := make([]any, 0, len(t.Head))
	for _, h := range t.Head {
		head = append(head, guarded(h))
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, row := range append([][]any{head}, t.Rows...) {
		cells := make([]any, 0, len(row))
		for _, v := range row {
			cells = append(cells, guarded(v))
		}
		if err := s.SetRow("A"+strconv.Itoa(i+1), cells); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}
