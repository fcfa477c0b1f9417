package archtest

import (
	_ "embed"
	"os"
	"testing"
)

const module = "haki"

var (
	//go:embed policy.txt
	policy string
	//go:embed budget.txt
	budget string
)

// here is the real house.
func here(t *testing.T) *House {
	h, err := Read(module, os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(h.files) < 50 {
		t.Fatalf("only %d files were read: this is not the house", len(h.files))
	}
	return h
}

func none(t *testing.T, faults []string) {
	for _, f := range faults {
		t.Error(f)
	}
}

func TestFloorsDoorsAndHomes(t *testing.T)             { none(t, here(t).Floors(Parse(policy))) }
func TestNothingOutgrowsItsBudget(t *testing.T)        { none(t, here(t).Sizes(ParseBudget(budget))) }
func TestRoomsNameTheirOwnTables(t *testing.T)         { none(t, here(t).Tables()) }
func TestEveryColumnHasAClass(t *testing.T)            { none(t, here(t).Migrations()) }
func TestPackagesAndExportedNamesTell(t *testing.T)    { none(t, here(t).Words()) }
func TestGoSpeaksInKeys(t *testing.T)                  { none(t, here(t).Speech()) }
func TestPagesHoldNothingThatIsForbidden(t *testing.T) { none(t, here(t).Pages()) }
func TestDocumentsSpeakOfWhatIsThere(t *testing.T)     { none(t, here(t).Documents()) }
