package seal

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func TestSealedValueStaysInItsPlace(t *testing.T) {
	team, data := NewPair(), NewData()
	keys, back := lend(team, must(data.WrapFor(team.Recipient())))
	defer back()
	s := Seal(data, here, Hide("what happened"))
	if p, err := Open[string](keys, here, s); err != nil || p.Reveal() != "what happened" {
		t.Fatalf("%v %v", p.Reveal(), err)
	}
	for _, elsewhere := range []Place{{"u", "c", "r"}, {"t", "d", "r"}, {"t", "c", "s"}, {"tc", "", "r"}} {
		if _, err := Open[string](keys, elsewhere, s); !errors.Is(err, ErrBroken) {
			t.Errorf("%v: %v", elsewhere, err)
		}
	}
	eachFlip(s, func(i int, bad []byte) {
		if p, err := Open[string](keys, here, bad); p.Open() || err == nil && (i < 1 || i > idLen) {
			t.Errorf("byte %d flipped: opened %v, %v", i, p.Open(), err) // another key's name is merely not ours
		}
	})
	for what, bound := range map[string][]byte{"suite and key": bind("t", "c", "r"), "the key": here.bind(s[:1])} {
		head := append([]byte(nil), s[:1+idLen]...)
		if _, err := Open[string](keys, here, lock(data.value, head, bound, pad([]byte("x")))); !errors.Is(err, ErrBroken) {
			t.Errorf("a value that does not bind %s: %v", what, err)
		}
	}
	for n := range len(s) {
		if p, _ := Open[string](keys, here, s[:n]); p.Open() {
			t.Errorf("cut to %d bytes it opened", n)
		}
	}
}

func TestWhatIsSealedComesBack(t *testing.T) {
	data := NewData()
	keys, _ := lend(data)
	rapid.Check(t, func(t *rapid.T) {
		at := Place{rapid.String().Draw(t, "table"), rapid.String().Draw(t, "column"), rapid.String().Draw(t, "row")}
		v := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 0x80, 'x'}), 0, 300).Draw(t, "v") // what could be taken for padding
		s := Seal(data, at, Hide(v))
		if p, err := Open[[]byte](keys, at, s); err != nil || !bytes.Equal(p.Reveal(), v) {
			t.Fatalf("%q came back as %q, %v", v, p.Reveal(), err)
		}
		if s.Under() != data.ID() {
			t.Fatal("the value does not name its key")
		}
	})
}

func TestAClosedValueIsNeverSealedAgain(t *testing.T) {
	panics(t, "sealing what could not be opened", func() { Seal(NewData(), here, Private[string]{}) })
	keys, data := (*Keys)(nil), NewData()
	keys, _ = lend(data)
	if p, err := Open[string](keys, here, Seal(data, here, Hide(""))); err != nil || !p.Open() {
		t.Errorf("an empty answer is an answer: %v", err)
	}
}

func TestLengthsSayLittle(t *testing.T) {
	data, lengths := NewData(), map[int]bool{}
	keys, _ := lend(data)
	for _, n := range []int{0, 1, 63, 64, 255, 1000, 3000, 4095, 4096, 16000, 65535, 65536, 200000} {
		v := strings.Repeat("\x80\x00", n)[:n]
		s := Seal(data, here, Hide(v))
		lengths[len(s)] = true
		if p, err := Open[string](keys, here, s); err != nil || p.Reveal() != v {
			t.Errorf("%d bytes came back wrong: %v", n, err)
		}
	}
	if len(lengths) != 8 {
		t.Errorf("%d lengths, want 6 buckets and two multiples", len(lengths))
	}
	for _, bad := range []string{"", "\x00\x00", "x", "x\x00", "\x80x\x00"} {
		if _, err := unpad([]byte(bad)); err == nil {
			t.Errorf("%q was taken for padded", bad)
		}
	}
}

func TestNothingOpensWithoutARing(t *testing.T) {
	team, data, stranger := NewPair(), NewData(), NewPair()
	s, w := Seal(data, here, Hide("x")), must(data.WrapFor(team.Recipient()))
	if _, err := Open[string](nil, here, s); !errors.Is(err, ErrNoRing) {
		t.Error(err)
	}
	keys, back := lend(team, w)
	back()
	if _, err := Open[string](keys, here, s); !errors.Is(err, ErrNoRing) {
		t.Errorf("kept keys still open: %v", err)
	}
	ring := NewRing(team)
	keys, _ = ring.Lend(func(KeyID, ...KeyID) ([]Wrap, error) { return []Wrap{w}, nil })
	ring.Close()
	if _, err := Open[string](keys, here, s); !errors.Is(err, ErrNoRing) {
		t.Errorf("a closed ring still opens: %v", err)
	}
	other, _ := lend(stranger, w)
	if p, err := Open[string](other, here, s); p.Open() || err != nil {
		t.Errorf("a stranger: open %v, %v; want closed and no error", p.Open(), err)
	}
	var none *Ring
	keys, back = none.Lend(nil)
	back()
	none.Close()
	if keys.Has(data.ID()) || keys.Hold(data) {
		t.Error("no ring held a key")
	}
}

func TestAListAsksOnce(t *testing.T) {
	team, asked := NewPair(), 0
	var wraps []Wrap
	var rows []Sealed
	for range 50 {
		k := NewData()
		wraps = append(wraps, team.wrapBy(k.id, k.secret.Reveal()))
		rows = append(rows, Seal(k, here, Hide("x")))
	}
	keys, _ := NewRing(team).Lend(func(KeyID, ...KeyID) ([]Wrap, error) { asked++; return wraps, nil })
	if err := keys.Ready(append(rows, nil, rows[0])...); err != nil {
		t.Fatal(err)
	}
	for _, s := range rows {
		if p, err := Open[string](keys, here, s); err != nil || !p.Open() {
			t.Fatal(err)
		}
	}
	if asked != 1 {
		t.Errorf("the database was asked %d times", asked)
	}
}

func TestAFindThatFailsIsAnError(t *testing.T) {
	broken := errors.New("the disk")
	keys, _ := NewRing(NewPair()).Lend(func(KeyID, ...KeyID) ([]Wrap, error) { return nil, broken })
	s := Seal(NewData(), here, Hide("x"))
	if _, err := Open[string](keys, here, s); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

func TestOneRingManyHands(t *testing.T) { // for the race detector
	team, data := NewPair(), NewData()
	keys, back := lend(team, must(data.WrapFor(team.Recipient())))
	s := Seal(data, here, Hide("x"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if p, err := Open[string](keys, here, s); err == nil && p.Reveal() != "x" || err != nil && !errors.Is(err, ErrNoRing) {
					t.Error(err)
				}
			}
		})
	}
	wg.Go(back)
	wg.Wait()
}
