package roman

import "testing"

func TestAWordOfARankOrOfAnAliasIsNeverAlone(t *testing.T) {
	for _, w := range []string{"lieutenant", "warrant", "class", "major", "known", "also", "dit", "nee"} {
		if Alone(w) {
			t.Errorf("%s is taken by itself", w)
		}
	}
	for _, w := range []string{"vadimir", "kourbalga", "zo"} {
		if !Alone(w) {
			t.Errorf("%s is not taken by itself", w)
		}
	}
}
