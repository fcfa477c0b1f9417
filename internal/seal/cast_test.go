package seal

import (
	"bytes"
	"slices"
	"testing"
)

// What the tests share.

var (
	here  = Place{"t", "c", "r"}
	cheap = Cost{Passes: 1, MiB: 1, Threads: 1}
)

// lend gives keys for a pair and a fixed set of wraps.
func lend(k *Key, wraps ...Wrap) (*Keys, func()) {
	return NewRing(k).Lend(func(_ KeyID, want ...KeyID) (out []Wrap, _ error) {
		for i := 0; i < len(want); i++ { // it grows by what keeps what is wanted
			for _, w := range wraps {
				if w.Key != want[i] {
					continue
				}
				out = append(out, w)
				if !slices.Contains(want, w.By) {
					want = append(want, w.By)
				}
			}
		}
		return out, nil
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// eachFlip hands out b with one bit of one byte turned, for every byte.
func eachFlip(b []byte, try func(i int, bad []byte)) {
	for i := range b {
		bad := bytes.Clone(b)
		bad[i] ^= 1 << (i % 8)
		try(i, bad)
	}
}

func panics(t *testing.T, what string, fn func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s: no panic", what)
		}
	}()
	fn()
}
