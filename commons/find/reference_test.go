package find

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"haki/internal/fault"
	"haki/internal/ident"
)

// Published examples of ISO/IEC 7064 MOD 37-2, from the numbers of blood donations
// (ISBT 128): Guidelines for the Blood Transfusion Services in the United Kingdom, annexe
// 2; ICCBBA IN-015; python-stdnum's documentation.
func TestCheckCharactersAreThoseThatOthersPublished(t *testing.T) {
	for _, v := range []string{"G123498654321H", "A999916123456Q", "A999914123458J", "G123489654321Y", "A999915000001M", "A999522123456*"} {
		if got := check(v[:len(v)-1]); got != v[len(v)-1] {
			t.Errorf("%s: got %c", v, got)
		}
	}
}

func TestAReferenceIsReadHoweverItIsTyped(t *testing.T) {
	want, ok, err := reference("Mira", 2026, 417)
	if err != nil || !ok {
		t.Fatal(err)
	}
	bare := strings.ReplaceAll(string(want), "-", "")
	for _, typed := range []string{
		string(want), bare, strings.ToLower(bare), " mira 2026 0417 " + bare[len(bare)-1:], strings.ReplaceAll(string(want), "-", "–"),
		strings.ReplaceAll(string(want), "-", "\u2011"), strings.ReplaceAll(string(want), "-", "/"),
		strings.ReplaceAll(string(want), "2026", "٢٠٢٦"), strings.ReplaceAll(string(want), "2026", "２０２６"),
		strings.Replace(string(want), "0417", "O4I7", 1), "\u2068" + string(want) + "\u2069",
	} {
		if got, err := ParseReference(typed); err != nil || got != want {
			t.Errorf("%q: got %q, %v", typed, got, err)
		}
	}
	if want.Mission() != "MIRA" || want.Year() != "2026" || want.Serial() != "0417" {
		t.Errorf("%s: %s %s %s", want, want.Mission(), want.Year(), want.Serial())
	}
}

func TestAWrongCharacterAndTwoChangedAreFound(t *testing.T) {
	unused := 0
	for serial := 1; serial < 10000; serial += 7 {
		r, ok, _ := reference("MIRA", 2026, serial)
		if !ok {
			unused++
			continue
		}
		bare := strings.ReplaceAll(string(r), "-", "")
		for i := range bare {
			for _, c := range []byte(set[:36]) {
				if got, err := ParseReference(bare[:i] + string(c) + bare[i+1:]); err == nil && got != r {
					t.Fatalf("%s with %c at %d was read as %s", r, c, i, got)
				}
			}
			if i > 0 && bare[i] != bare[i-1] {
				if got, err := ParseReference(bare[:i-1] + string(bare[i]) + string(bare[i-1]) + bare[i+1:]); err == nil {
					t.Fatalf("%s with two changed at %d was read as %s", r, i, got)
				}
			}
		}
		if strings.ContainsAny(string(r[len(r)-1]), "*OI") {
			t.Fatalf("%s cannot be read aloud", r)
		}
	}
	if unused < 70 || unused > 170 { // three characters of 37, of 1,429 serials: 116
		t.Errorf("%d serials are not used", unused)
	}
}

func TestWhatIsNoReference(t *testing.T) {
	for _, typed := range []string{"", "MIRA", "2026-0417", "MIRA-2026-0417", "MIRA-1926-0417-K", "Иванов 2026 0417 K", "MIRA-2026-0417-K DROP", "-2026-0417-K"} {
		if got, err := ParseReference(typed); fault.Of(err) != fault.Invalid {
			t.Errorf("%q was read as %q", typed, got)
		}
	}
	for name, err := range map[string]error{
		"serial 0":      third(reference("MIRA", 2026, 0)),
		"serial 10000":  third(reference("MIRA", 2026, 10000)),
		"the year 1999": third(reference("MIRA", 1999, 1)),
		"a digit first": third(reference("9MIRA", 2026, 1)),
	} {
		if fault.Of(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if r, _, err := reference("", 2026, 1); err != nil || r.Mission() != Unplaced {
		t.Errorf("no mission: %s %v", r, err)
	}
}

func third(_ Reference, _ bool, err error) error { return err }

func TestEveryNumberIsDrawn(t *testing.T) {
	seen := map[int]bool{}
	for range 20000 {
		n, err := draw(ident.Dice)
		if err != nil || n < 1 || n > 9999 {
			t.Fatal(n, err)
		}
		seen[n] = true
	}
	if len(seen) < 8000 { // of 9,999 each drawn twice on average: about 8,650
		t.Errorf("only %d numbers of 9,999", len(seen))
	}
	if _, err := draw(bytes.NewReader(nil)); err == nil {
		t.Error("drawn without dice")
	}
	if _, err := draw(errReader{}); err == nil {
		t.Error("drawn with broken dice")
	}
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errors.New("broken") }
