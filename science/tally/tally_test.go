package tally

import "testing"

func TestUnknownIsNotZero(t *testing.T) {
	for text, want := range map[string]string{"": " true", "unknown": "unknown true", "0": "0 true", "12": "12 true", "007": "7 true", "-1": "-1 false", "1.5": "0 false", "many": "0 false", "1000000": "1000000 false"} {
		c, ok := Of(text)
		if got := string(c) + " " + map[bool]string{true: "true", false: "false"}[ok]; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for _, c := range []struct {
		of   []Count
		want Count
	}{{nil, Unspoken}, {[]Count{"", ""}, Unspoken}, {[]Count{"1", "", "2"}, "3"}, {[]Count{"1", "unknown"}, Unknown}, {[]Count{"", "unknown"}, Unknown}, {[]Count{"0", ""}, "0"}} {
		if got := Sum(c.of...); got != c.want {
			t.Errorf("%v: %q, want %q", c.of, got, c.want)
		}
	}
}
