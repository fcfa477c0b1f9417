package ident

import (
	"bytes"
	"strings"
	"testing"
)

type thing struct{}

func TestAnIdentifierIsAll128Bits(t *testing.T) {
	low, high := New[thing](bytes.NewReader(make([]byte, 16))), New[thing](bytes.NewReader(bytes.Repeat([]byte{255}, 16)))
	if len(low) != 26 || len(high) != 26 || low == high {
		t.Errorf("got %q and %q", low, high)
	}
	for i := range 128 { // no bit is lost on the way
		b := make([]byte, 16)
		b[i/8] = 1 << (i % 8)
		if New[thing](bytes.NewReader(b)) == low {
			t.Errorf("bit %d does not count", i)
		}
	}
}

func TestTwoIdentifiersDiffer(t *testing.T) {
	seen := map[ID[thing]]bool{}
	for range 1000 {
		id := New[thing](Dice)
		if seen[id] || strings.Trim(string(id), "0123456789abcdefghjkmnpqrstvwxyz") != "" {
			t.Fatalf("got %q", id)
		}
		seen[id] = true
	}
}

func TestWithoutRandomnessNothingIsMade(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("made an identifier of nothing")
		}
	}()
	New[thing](strings.NewReader("short"))
}

func TestAMatterNamesAThingAndItsKind(t *testing.T) {
	m := MatterOf("intake.report", ID[thing]("4q8"))
	if m.String() != "intake.report/4q8" || m.None() || !(Matter{}).None() {
		t.Errorf("got %v", m)
	}
}
