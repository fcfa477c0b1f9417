package seal

import (
	"bytes"
	"errors"
	"slices"
	"testing"
)

func TestMovedWrapIsRefused(t *testing.T) {
	team, other, a, b := NewPair(), NewPair(), NewData(), NewData()
	for how, w := range map[string]Wrap{"public": must(a.WrapFor(team.Recipient())), "secret": team.wrapBy(a.id, a.secret.Reveal())} {
		if got, err := team.unwrap(w); err != nil || !bytes.Equal(got, a.secret.Reveal()) {
			t.Fatalf("%s: %v", how, err)
		}
		for where, w := range map[string]Wrap{"another key's name": {b.id, w.By, w.Box}, "another keeper's name": {w.Key, other.id, w.Box}} {
			if _, err := team.unwrap(w); !errors.Is(err, ErrBroken) { // before anything is sealed under the wrong key
				t.Errorf("%s box under %s: %v", how, where, err)
			}
		}
		eachFlip(w.Box, func(i int, bad []byte) {
			if i%16 != 0 && how == "public" { // ML-KEM for each bit would take long
				return
			}
			if _, err := team.unwrap(Wrap{w.Key, w.By, bad}); !errors.Is(err, ErrBroken) {
				t.Errorf("%s box with byte %d flipped: %v", how, i, err)
			}
		})
	}
	if _, err := team.unwrap(Wrap{a.id, team.id, nil}); !errors.Is(err, ErrBroken) {
		t.Error("an empty box opened")
	}
}

// Anybody can seal to a public half, so anybody who can write in the database can
// put a key of their own in the place of another, to read what comes later.
func TestAForgedKeyIsRefused(t *testing.T) {
	team, victim, forged := NewPair(), NewPair(), NewPair()
	keys, _ := lend(team, must(wrapFor(victim.id, forged.secret.Reveal(), team.Recipient())))
	if _, err := keys.Sealer(victim.id); !errors.Is(err, ErrBroken) {
		t.Errorf("a false pair was believed: %v", err)
	}
	data, known := NewData(), NewData()
	for how, w := range map[string]Wrap{"public": must(wrapFor(data.id, known.secret.Reveal(), team.Recipient())), "secret": team.wrapBy(data.id, known.secret.Reveal()),
		"a pair for a data key": must(wrapFor(data.id, forged.secret.Reveal(), team.Recipient()))} {
		keys, _ := lend(team, w)
		if _, err := keys.Sealer(data.id); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: a false data key was believed: %v", how, err)
		}
	}
	if _, err := victim.WrapFor(Recipient{victim.id, forged.Recipient().Public}); err == nil {
		t.Error("a recipient with a false name was sealed to")
	}
	if _, err := data.WrapFor(data.Recipient()); err == nil {
		t.Error("a data key was taken for a recipient")
	}
}

func TestPrepareMakesAKeyForItsReaders(t *testing.T) {
	var pairs []*Key
	var readers []Recipient
	for range 5 {
		pairs = append(pairs, NewPair())
		readers = append(readers, pairs[len(pairs)-1].Recipient())
	}
	k, wraps, err := Prepare(append(readers, readers[2])...)
	if err != nil || len(wraps) != 5 {
		t.Fatalf("%d wraps, %v; want one for each reader", len(wraps), err)
	}
	s := Seal(k, here, Hide("x"))
	for i, p := range pairs {
		if wraps[i].By != p.ID() || wraps[i].Key != k.ID() {
			t.Errorf("wrap %d is for %s", i, wraps[i].By)
		}
		keys, _ := lend(p, wraps...)
		if v, err := Open[string](keys, here, s); err != nil || v.Reveal() != "x" {
			t.Errorf("reader %d: %v", i, err)
		}
	}
	if _, _, err := Prepare(); err == nil {
		t.Error("a key that nobody can read was made")
	}
	if k, wraps, err := Prepare(readers[0], Recipient{"nobody", "age1nothing"}); err == nil || k != nil || wraps != nil {
		t.Error("one reader is missing and the key was made all the same")
	}
}

func TestAFreshKeyIsOnTheRing(t *testing.T) {
	team, outside := NewPair(), NewPair()
	keys, _ := lend(team)
	fresh, _, err := Prepare(outside.Recipient())
	if err != nil || keys.Has(fresh.ID()) || !keys.Hold(fresh) || !keys.Has(fresh.ID()) {
		t.Fatal("a prepared key is not at hand for the same act")
	}
	if w := must(keys.Keep(NewData(), team.Recipient())); w.Public() {
		t.Error("the ring holds the reader's key, and the dear way was taken")
	}
	if w := must(keys.Keep(NewData(), outside.Recipient())); !w.Public() {
		t.Error("the cheap way was taken for a stranger")
	}
	var none *Keys
	if w := must(none.Keep(NewData(), team.Recipient())); !w.Public() {
		t.Error("without a ring there is only the dear way")
	}
}

func TestAWalkGoesFourDeepAndEndsInACircle(t *testing.T) {
	chain := []*Key{NewPair(), NewPair(), NewPair(), NewPair(), NewData()}
	var wraps []Wrap
	for i, k := range chain[1:] {
		wraps = append(wraps, must(k.WrapFor(chain[i].Recipient())))
	}
	keys, _ := lend(chain[0], wraps...)
	if !keys.Has(chain[4].ID()) {
		t.Error("person, team, matter, subject, value: not reached")
	}
	far := NewData()
	keys, _ = lend(chain[0], append(wraps[:3:3], must(chain[4].WrapFor(chain[3].Recipient())), far.wrapTo(chain[4]))...)
	if _, err := keys.Sealer(far.ID()); !errors.Is(err, ErrNotYours) {
		t.Errorf("five deep: %v", err)
	}
	a, b := NewPair(), NewPair()
	keys, _ = lend(chain[0], must(a.WrapFor(b.Recipient())), must(b.WrapFor(a.Recipient())))
	if _, err := keys.Sealer(a.ID()); !errors.Is(err, ErrNotYours) {
		t.Errorf("a circle: %v", err)
	}
}

func (k *Key) wrapTo(by *Key) Wrap { return by.wrapBy(k.id, k.secret.Reveal()) }

func TestPassAndForwardNeedAKey(t *testing.T) {
	team, newcomer, data := NewPair(), NewPair(), NewData()
	w := must(data.WrapFor(team.Recipient()))
	keys, _ := lend(team, w)
	s := Seal(data, here, Hide("x"))
	for how, passed := range map[string]Wrap{"passed": must(keys.Pass(data.ID(), newcomer.Recipient())), "forwarded": must(keys.Forward(w, newcomer.Recipient()))} {
		theirs, _ := lend(newcomer, passed)
		if p, err := Open[string](theirs, here, s); err != nil || p.Reveal() != "x" {
			t.Errorf("%s: %v", how, err)
		}
	}
	stranger, _ := lend(NewPair(), w)
	if _, err := stranger.Pass(data.ID(), newcomer.Recipient()); !errors.Is(err, ErrNotYours) {
		t.Errorf("a stranger passed it on: %v", err)
	}
	if _, err := stranger.Forward(w, newcomer.Recipient()); !errors.Is(err, ErrNotYours) {
		t.Errorf("a stranger forwarded it: %v", err)
	}
}

func TestAGenerationIsSignedByTheOneBefore(t *testing.T) {
	first, second, thief := NewPair(), NewPair(), NewPair()
	a, b := first.Generation(), second.Generation()
	sig := first.SignNext(b)
	if !b.VerifiedBy(a, sig) {
		t.Fatal("the true successor is not recognised")
	}
	again := newKey(second.id, second.secret.Reveal())
	if !bytes.Equal(again.SignPublic(), b.SignPublic) {
		t.Error("the signing key is not determined by the pair")
	}
	otherSigner := Generation{b.Recipient, thief.SignPublic()}
	otherPublic := Generation{thief.Recipient(), b.SignPublic}
	otherName := Generation{Recipient{b.ID, thief.Recipient().Public}, b.SignPublic}
	for what, ok := range map[string]bool{
		"another signing key beside the true recipient": otherSigner.VerifiedBy(a, sig),
		"another recipient beside the true signing key": otherPublic.VerifiedBy(a, sig),
		"another recipient under the true name":         otherName.VerifiedBy(a, sig),
		"signed by a thief":                             b.VerifiedBy(a, thief.SignNext(b)),
		"a name and key that do not belong together":    otherName.VerifiedBy(a, first.SignNext(otherName)),
		"another recipient before, same signing key":    b.VerifiedBy(Generation{thief.Recipient(), a.SignPublic}, sig),
		"a false name before":                           b.VerifiedBy(Generation{Recipient{a.ID, thief.Recipient().Public}, a.SignPublic}, sig),
		"another generation before":                     b.VerifiedBy(thief.Generation(), sig),
		"the other way round":                           a.VerifiedBy(b, sig),
		"a plain signature of the same bytes":           b.VerifiedBy(a, first.Sign(b.after(a.ID))),
		"a succession taken for a message":              Verify(a.SignPublic, b.after(a.ID), sig),
		"no signature":                                  b.VerifiedBy(a, nil),
		"no signing key":                                b.VerifiedBy(Generation{Recipient: a.Recipient}, sig),
	} {
		if ok {
			t.Errorf("%s was believed", what)
		}
	}
	eachFlip(sig, func(i int, bad []byte) {
		if b.VerifiedBy(a, bad) {
			t.Errorf("byte %d of the signature flipped and it was believed", i)
		}
	})
	msg := []byte("founded")
	if sig := first.Sign(msg); !Verify(a.SignPublic, msg, sig) || Verify(a.SignPublic, []byte("Founded"), sig) || Verify(b.SignPublic, msg, sig) || Verify(nil, msg, sig) {
		t.Error("a signed message is not what it says")
	}
}

func TestShares(t *testing.T) {
	secret := random(77)
	shares := split(secret, 3, 5)
	for mask := range 32 {
		var some [][]byte
		for i := range 5 {
			if mask>>i&1 == 1 {
				some = append(some, shares[i])
			}
		}
		got, _ := combine(some)
		if bytes.Equal(got, secret) != (len(some) >= 3) {
			t.Errorf("%d shares (%05b): %v", len(some), mask, bytes.Equal(got, secret))
		}
	}
	if _, err := combine([][]byte{shares[0], shares[0], shares[1]}); err == nil {
		t.Error("the same share counted twice")
	}
	for a := range 256 {
		if p := mul(byte(a), inverse(byte(a))); a > 0 && p != 1 {
			t.Fatalf("%d has no inverse", a)
		}
	}
}

func TestTwoOfThreeGiveAKeyBack(t *testing.T) {
	lost, passing := NewPair(), NewPair()
	holders := []*Key{NewPair(), NewPair(), NewPair()}
	var to []Recipient
	for _, h := range holders {
		to = append(to, h.Recipient())
	}
	wraps := must(lost.Split(2, to))
	var answers []Wrap
	for i, h := range holders {
		keys, _ := lend(h)
		answers = append(answers, must(keys.Forward(ShareOf(lost.ID(), h.ID(), wraps[i].Box), passing.Recipient())))
	}
	for _, pair := range [][]int{{0, 1}, {1, 2}, {2, 0}} {
		got, err := passing.Join(lost.ID(), []Wrap{answers[pair[0]], answers[pair[1]]})
		if err != nil || got.Recipient() != lost.Recipient() {
			t.Errorf("%v: %v", pair, err)
		}
	}
	if _, err := passing.Join(lost.ID(), answers[:1]); !errors.Is(err, ErrNotYours) {
		t.Errorf("one of two: %v", err)
	}
	if _, err := passing.Join(NewPair().ID(), answers); !errors.Is(err, ErrBroken) {
		t.Errorf("another person's: %v", err)
	}
	if _, err := passing.Join(lost.ID(), slices.Clone(wraps)); !errors.Is(err, ErrBroken) {
		t.Errorf("shares not forwarded to us: %v", err)
	}
	for _, n := range []int{0, -1, 4} {
		if _, err := lost.Split(n, to); err == nil {
			t.Errorf("%d of 3 was shared", n)
		}
	}
}
