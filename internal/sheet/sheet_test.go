package sheet

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Each begins what a spreadsheet would compute.
var dangerous = []string{"=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1", "=HYPERLINK(\"https://example.org\")"}

var plain = []string{"", "MISKA-2026-0147-K", "l’équipe", "a=b", "'quoted", "2026-11-25", "مهمة"}

func table() Table {
	t := Table{Name: "Duties", Head: []string{"Text", "Days"}}
	for i, s := range append(append([]string{}, dangerous...), plain...) {
		t.Rows = append(t.Rows, []any{s, -i})
	}
	return t
}

func TestNoCellOfACSVIsAFormula(t *testing.T) {
	var b bytes.Buffer
	if err := CSV(&b, table()); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(b.String(), "\ufeff")
	if !marked {
		t.Error("no mark of the encoding")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	harmless(t, rows)
}

func TestNoCellOfAWorkbookIsAFormula(t *testing.T) {
	var b bytes.Buffer
	if err := XLSX(&b, table()); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Duties")
	if err != nil {
		t.Fatal(err)
	}
	harmless(t, rows)
	for i := range rows {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if formula, err := f.GetCellFormula("Duties", at); err != nil || formula != "" {
			t.Errorf("%s holds the formula %q", at, formula)
		}
		if kind, _ := f.GetCellType("Duties", at); i > 0 && rows[i][0] != "" && kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s is no text: %v", at, kind)
		}
	}
}

func harmless(t *testing.T, rows [][]string) {
	t.Helper()
	if len(rows) != 1+len(dangerous)+len(plain) {
		t.Fatalf("%d rows", len(rows))
	}
	for i, s := range dangerous {
		got := strings.ReplaceAll(rows[i+1][0], "\r\n", "\n")
		if !strings.HasPrefix(got, "'") {
			t.Errorf("%q is written as %q", s, got)
		}
	}
	for i, s := range plain {
		if got := rows[i+1+len(dangerous)]; got[0] != s {
			t.Errorf("%q is written as %q", s, got[0])
		}
	}
	if rows[2][1] != "-1" {
		t.Errorf("a number is written as %q", rows[2][1])
	}
}
