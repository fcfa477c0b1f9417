package seal

import (
	"io"
	"strings"
	"testing"
	"time"
)

func BenchmarkWrapPublic(b *testing.B) {
	data, to := NewData(), NewPair().Recipient()
	for b.Loop() {
		must(data.WrapFor(to))
	}
}

func BenchmarkPrepareForThree(b *testing.B) {
	to := []Recipient{NewPair().Recipient(), NewPair().Recipient(), NewPair().Recipient()}
	for b.Loop() {
		Prepare(to...)
	}
}

func BenchmarkOpenPublicWrap(b *testing.B) {
	team, data := NewPair(), NewData()
	w := must(data.WrapFor(team.Recipient()))
	for b.Loop() {
		must(team.open(w))
	}
	b.ReportMetric(float64(len(w.Box)), "B/wrap")
}

func BenchmarkOpenSecretWrap(b *testing.B) {
	team, data := NewPair(), NewData()
	w := team.wrapBy(data.id, data.secret.Reveal())
	for b.Loop() {
		must(team.open(w))
	}
	b.ReportMetric(float64(len(w.Box)), "B/wrap")
}

func BenchmarkSealValue(b *testing.B) {
	data, v := NewData(), Hide(strings.Repeat("x", 200))
	for b.Loop() {
		Seal(data, here, v)
	}
}

func BenchmarkOpenValue(b *testing.B) {
	data := NewData()
	keys, _ := lend(data)
	s := Seal(data, here, Hide(strings.Repeat("x", 200)))
	for b.Loop() {
		must(Open[string](keys, here, s))
	}
}

func BenchmarkPhrase(b *testing.B) {
	k := NewPair()
	box := k.LockPhrase("correct horse battery", nil, Usual)
	for b.Loop() {
		must(UnlockPhrase(box, k.id, "correct horse battery", nil))
	}
}

func BenchmarkReceiptKey(b *testing.B) {
	r := NewReceipt()
	for b.Loop() {
		r.Key().Recipient()
	}
}

func BenchmarkParseReceipt(b *testing.B) {
	words := NewReceipt().Words("fr")
	for b.Loop() {
		must(ParseReceipt(words))
	}
}

func BenchmarkParseMistypedReceipt(b *testing.B) {
	words := NewReceipt().Words("fr") + "x"
	for b.Loop() {
		ParseReceipt(words)
	}
}

func BenchmarkCapsule(b *testing.B) {
	c, now, v := NewCapsule(random(32), "x"), time.Unix(0, 0), make([]byte, 2000)
	for b.Loop() {
		must(c.Open(c.Put(v, now, time.Hour), now))
	}
}

func BenchmarkSignNext(b *testing.B) {
	k, next := NewPair(), NewPair().Generation()
	for b.Loop() {
		k.SignNext(next)
	}
}

func BenchmarkVerifiedBy(b *testing.B) {
	k, next := NewPair(), NewPair().Generation()
	sig, before := k.SignNext(next), k.Generation()
	for b.Loop() {
		next.VerifiedBy(before, sig)
	}
}

func BenchmarkStream(b *testing.B) {
	piece := text(64 << 10)
	s, _ := NewStream(io.Discard)
	b.SetBytes(int64(len(piece)))
	for b.Loop() {
		must(s.Write(piece))
	}
}

func BenchmarkLists(b *testing.B) {
	for b.Loop() {
		makeLists()
	}
}
