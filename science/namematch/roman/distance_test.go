package roman

import (
	"testing"

	"pgregory.net/rapid"
)

// slow is the distance as its definition says it, without tables.
func slow(a, b string, bareA, bareB bool) int {
	alone := func(c byte, bare bool) int {
		if bare {
			return int(lone[1][c])
		}
		return int(lone[0][c])
	}
	switch {
	case a == "" && b == "":
		return 0
	case a == "":
		return slow(a, b[1:], bareA, bareB) + alone(b[0], bareA)
	case b == "":
		return slow(a[1:], b, bareA, bareB) + alone(a[0], bareB)
	}
	best := slow(a[1:], b[1:], bareA, bareB) + int(price[a[0]][b[0]])
	best = min(best, slow(a[1:], b, bareA, bareB)+alone(a[0], bareB))
	best = min(best, slow(a, b[1:], bareA, bareB)+alone(b[0], bareA))
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		best = min(best, slow(a[2:], b[2:], bareA, bareB)+swapped)
	}
	return best
}

func TestTheDistanceIsTheCheapestWay(t *testing.T) {
	sounds := rapid.StringMatching(`[aeiouUbdkrsSChywn]{0,5}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := sounds.Draw(t, "a"), sounds.Draw(t, "b")
		bareA, bareB := rapid.Bool().Draw(t, "bareA"), rapid.Bool().Draw(t, "bareB")
		want := slow(a, b, bareA, bareB)
		if got := SoundDistance(a, b, bareA, bareB); got != want {
			t.Fatalf("%q %q: %d, want %d", a, b, got, want)
		}
		if got := SoundDistance(b, a, bareB, bareA); got != want {
			t.Fatalf("%q %q: %d one way and %d the other", a, b, want, got)
		}
		limit := rapid.IntRange(0, 300).Draw(t, "limit")
		if got := Within(a, b, bareA, bareB, limit); want <= limit && got != want || want > limit && got <= limit {
			t.Fatalf("%q %q within %d: %d, want %d", a, b, limit, got, want)
		}
	})
}

func TestARulerMeasuresAsTheDistanceDoes(t *testing.T) {
	sounds := rapid.StringMatching(`[aeUdkrShn]{0,7}`)
	rapid.Check(t, func(t *rapid.T) {
		var r Ruler
		for range 3 {
			a, bareA := sounds.Draw(t, "a"), rapid.Bool().Draw(t, "bareA")
			r.Set(a, bareA)
			for range 6 {
				b, bareB := sounds.Draw(t, "b"), rapid.Bool().Draw(t, "bareB")
				limit, want := rapid.IntRange(0, 300).Draw(t, "limit"), SoundDistance(a, b, bareA, bareB)
				if got := r.Within([]byte(b), bareB, limit); want <= limit && got != want || want > limit && got <= limit {
					t.Fatalf("%q %q within %d: %d, want %d", a, b, limit, got, want)
				}
			}
		}
	})
}

func TestTheSkeletonIsTheConsonants(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		equal bool
	}{
		{"muhammad", "mehmet", true}, {"gaddafi", "qadhafi", true}, {"petrov", "bedrof", true},
		{"oumar", "omer", true}, {"ali", "ari", true}, {"ali", "adi", false}, {"hassan", "husayn", true}, {"ivan", "yvonne", true},
	} {
		a, b := SkeletonOf(Sound(c.a)), SkeletonOf(Sound(c.b))
		if a == b != c.equal {
			t.Errorf("%s %x, %s %x", c.a, a, c.b, b)
		}
	}
	s := SkeletonOf(Sound("ibrahim"))
	if s.Len() != 3 || s.Drop(1) != SkeletonOf("bm") || s.Drop(0) != SkeletonOf("rm") || s.Drop(2) != SkeletonOf("br") {
		t.Errorf("ibrahim %x: %d, %x", s, s.Len(), s.Drop(1))
	}
	if SkeletonOf("bdfgklmnrszbdfgklm").Len() != 12 {
		t.Error("a skeleton holds twelve consonants")
	}
}
