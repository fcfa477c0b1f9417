package main

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func TestAPromiseIsShownByTestsThatNameIt(t *testing.T) {
	tree := fstest.MapFS{"app/a_test.go": {Data: []byte("package app\n\n" +
		"func TestP05NoAddressIsKept() {}\n\n// Nothing is asked elsewhere (P-10), and P-05 too.\nfunc TestPagesKeepToThemselves() {}\n\nfunc TestP555() {}\n\nfunc helpP01() {}\n")}}
	got, err := fill("a\n"+begin+"OLD\n"+end+"b\n", tree)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a\n" + begin, end + "b\n", "`app.TestP05NoAddressIsKept` `app.TestPagesKeepToThemselves` |", "| P-10 |", "no test yet"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "OLD") || strings.Contains(got, "helpP01") || strings.Contains(got, "TestP555") {
		t.Errorf("says too much:\n%s", got)
	}
	if _, err := fill("no marks", tree); err == nil {
		t.Error("a page without marks was filled")
	}
}

// The table in SECURITY.md is the one that the tests say; HAKI_GOLDEN=1 writes it.
func TestPromisesGolden(t *testing.T) {
	const file = "../../" + page
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := fill(string(text), os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("HAKI_GOLDEN") != "" {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(text) != want {
		t.Error("the promises in SECURITY.md are not what the tests show: make golden")
	}
}
