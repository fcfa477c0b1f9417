package seal

import (
	"bytes"
	"errors"
	"testing"
)

func TestAPassphraseOpensItsKeyAndNoOther(t *testing.T) {
	k := NewPair()
	box := k.LockPhrase("correct horse", []byte("pepper"), cheap)
	if got, err := UnlockPhrase(box, k.id, "correct horse", []byte("pepper")); err != nil || got.Recipient() != k.Recipient() {
		t.Fatal(err)
	}
	for name, open := range map[string]func() (*Key, error){
		"wrong words":    func() (*Key, error) { return UnlockPhrase(box, k.id, "correct hors", []byte("pepper")) },
		"another case":   func() (*Key, error) { return UnlockPhrase(box, k.id, "Correct horse", []byte("pepper")) },
		"no pepper":      func() (*Key, error) { return UnlockPhrase(box, k.id, "correct horse", nil) },
		"another person": func() (*Key, error) { return UnlockPhrase(box, NewPair().id, "correct horse", []byte("pepper")) },
	} {
		if _, err := open(); !errors.Is(err, ErrNotYours) {
			t.Errorf("%s: %v", name, err)
		}
	}
	eachFlip(box, func(i int, bad []byte) {
		if _, err := UnlockPhrase(bad, k.id, "correct horse", []byte("pepper")); err == nil {
			t.Errorf("byte %d flipped and it opened", i)
		}
	})
}

func TestAPassphraseIsTheSameOnEveryKeyboard(t *testing.T) {
	k := NewPair()
	box := k.LockPhrase("l\u2019\u00e9t\u00e9 \u00e0 Ni\u00e9na", nil, cheap) // composed, as Windows writes it
	for what, pass := range map[string]string{"decomposed": "l\u2019e\u0301te\u0301 a\u0300 Nie\u0301na", "a space that does not break": "l\u2019\u00e9t\u00e9\u00a0\u00e0 Ni\u00e9na"} {
		if _, err := UnlockPhrase(box, k.id, pass, nil); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := UnlockPhrase(box, k.id, "l\u2019ete a Niena", nil); err == nil {
		t.Error("accents count in a passphrase")
	}
}

func TestABoxCannotAskForBoundlessWork(t *testing.T) {
	box := NewPair().LockPhrase("x", nil, cheap)
	for what, bad := range map[string][]byte{"17 passes": {1: 17}, "no pass": {1: 0}, "no lane": {2: 0}, "more than 1 GiB": {3: 4, 4: 1}} {
		b := append([]byte(nil), box...)
		for i, v := range bad {
			if i == len(bad)-1 || v != 0 {
				b[i] = v
			}
		}
		if _, ok := costOf(b); ok {
			t.Errorf("%s was accepted", what)
		}
	}
	if _, ok := costOf(box); !ok {
		t.Error("an honest box was refused")
	}
}

func TestASessionHoldsOneKeyForOneTime(t *testing.T) {
	tok, k := NewToken(), NewPair()
	box := tok.Guard(k, "2026-11-25T18:00:00Z")
	if got, err := tok.Release(box, k.ID(), "2026-11-25T18:00:00Z"); err != nil || got.Recipient() != k.Recipient() {
		t.Fatal(err)
	}
	for what, open := range map[string]func() (*Key, error){
		"another token":  func() (*Key, error) { return NewToken().Release(box, k.ID(), "2026-11-25T18:00:00Z") },
		"a longer time":  func() (*Key, error) { return tok.Release(box, k.ID(), "2027-11-25T18:00:00Z") },
		"another person": func() (*Key, error) { return tok.Release(box, NewPair().ID(), "2026-11-25T18:00:00Z") },
		"nothing":        func() (*Key, error) { return tok.Release(nil, k.ID(), "2026-11-25T18:00:00Z") },
	} {
		if _, err := open(); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if tok.Lookup() == NewToken().Lookup() || len(tok) != 43 {
		t.Error("a token is 256 bits, and its lookup is its own")
	}
}

func TestAShutBoxLooksLikeAnyOtherAndNothingOpensIt(t *testing.T) {
	k, c := NewData(), Cost{Passes: 1, Threads: 1, MiB: 1}
	shut, other := Shut(c), k.LockPhrase("correct horse", nil, c)
	if len(shut) != len(other) || !bytes.Equal(shut[:5], other[:5]) {
		t.Errorf("a shut box begins %x and has %d bytes, another %x and %d", shut[:5], len(shut), other[:5], len(other))
	}
	if _, err := UnlockPhrase(shut, k.id, "correct horse", nil); !errors.Is(err, ErrNotYours) {
		t.Errorf("a shut box answered %v", err)
	}
	if bytes.Equal(shut, Shut(c)) {
		t.Error("two shut boxes are the same")
	}
}
