package translog

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

const leaves = 5000

// grown is a tree of the numbers from 0, with the stored hashes and every root that
// the oracle, golang.org/x/mod/sumdb/tlog, has for it.
func grown(t testing.TB) (m *Memory, stored tlog.HashReaderFunc, roots []Hash) {
	m = &Memory{}
	var hashes []tlog.Hash
	stored = func(indexes []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, i := range indexes {
			out = append(out, hashes[i])
		}
		return out, nil
	}
	roots = []Hash{Empty()}
	for i := range int64(leaves) {
		record := binary.BigEndian.AppendUint64(nil, uint64(i))
		more, err := tlog.StoredHashes(i, record, stored)
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, more...)
		m.Append(Leaf(record))
		root, err := tlog.TreeHash(i+1, stored)
		if err != nil {
			t.Fatal(err)
		}
		roots = append(roots, Hash(root))
	}
	return m, stored, roots
}

func plain(p []Hash) []tlog.Hash {
	out := make([]tlog.Hash, len(p))
	for i, h := range p {
		out[i] = tlog.Hash(h)
	}
	return out
}

// Ten thousand random sizes and places: the same roots and proofs as the oracle's,
// each verified by the other.
func TestTheOracleAgrees(t *testing.T) {
	m, stored, roots := grown(t)
	r := rand.New(rand.NewPCG(6962, 9162))
	for range 10_000 {
		n := 1 + r.Int64N(leaves)
		i, old := r.Int64N(n), 1+r.Int64N(n)
		root, err := RootAt(n, m.Node)
		if err != nil || root != roots[n] {
			t.Fatalf("root of %d: %v, want %v (%v)", n, root, roots[n], err)
		}
		mine, err := Inclusion(i, n, m.Node)
		theirs, err2 := tlog.ProveRecord(n, i, stored)
		if err != nil || err2 != nil || !reflect.DeepEqual(plain(mine), []tlog.Hash(theirs)) && len(mine)+len(theirs) > 0 {
			t.Fatalf("inclusion of %d in %d: %v, want %v (%v, %v)", i, n, mine, theirs, err, err2)
		}
		leaf := m.levels[0][i]
		if tlog.CheckRecord(plain(mine), n, tlog.Hash(roots[n]), i, tlog.Hash(leaf)) != nil || VerifyInclusion(leaf, i, n, mine, roots[n]) != nil {
			t.Fatalf("inclusion of %d in %d does not verify", i, n)
		}
		mine, err = Consistency(old, n, m.Node)
		tree, err2 := tlog.ProveTree(n, old, stored)
		if err != nil || err2 != nil || !reflect.DeepEqual(plain(mine), []tlog.Hash(tree)) && len(mine)+len(tree) > 0 {
			t.Fatalf("consistency of %d and %d: %v, want %v (%v, %v)", old, n, mine, tree, err, err2)
		}
		if tlog.CheckTree(plain(mine), n, tlog.Hash(roots[n]), old, tlog.Hash(roots[old])) != nil || VerifyConsistency(old, n, roots[old], roots[n], mine) != nil {
			t.Fatalf("consistency of %d and %d does not verify", old, n)
		}
	}
}

func TestAnEdgeGrowsLikeTheTree(t *testing.T) {
	m, _, roots := grown(t)
	var e Edge
	for i := range leaves + 1 {
		back, err := ParseEdge(e.Bytes())
		if err != nil || e.Root() != roots[i] || back.Root() != roots[i] || back.Size() != int64(i) {
			t.Fatalf("at %d: %v and %v, want %v (%v)", i, e.Root(), back.Root(), roots[i], err)
		}
		if i < leaves {
			e = back // goes on from what was kept
			e.Append(m.levels[0][i])
		}
	}
	for _, b := range [][]byte{nil, make([]byte, 7), make([]byte, 40), append(binary.BigEndian.AppendUint64(nil, 3), make([]byte, 32)...), binary.BigEndian.AppendUint64(nil, 1<<63), append(binary.BigEndian.AppendUint64(nil, 1<<63), make([]byte, 32)...)} {
		if _, err := ParseEdge(b); err == nil {
			t.Errorf("%x passes for an edge", b)
		}
	}
}

// Whatever is wrong with a proof, a size, a place or a root, it does not verify.
func TestNothingFalseVerifies(t *testing.T) {
	m, _, roots := grown(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(2, 600).Draw(t, "size")
		i := rapid.Int64Range(0, n-1).Draw(t, "index")
		old := rapid.Int64Range(1, n-1).Draw(t, "old")
		other := rapid.Int64Range(0, 600).Filter(func(x int64) bool { return x != n }).Draw(t, "other size")
		j := rapid.Int64Range(0, n-1).Filter(func(x int64) bool { return x != i }).Draw(t, "other index")
		in, _ := Inclusion(i, n, m.Node)
		con, _ := Consistency(old, n, m.Node)
		leaf := m.levels[0][i]
		for name, err := range map[string]error{
			"another leaf":      VerifyInclusion(m.levels[0][j], i, n, in, roots[n]),
			"another root":      VerifyInclusion(leaf, i, n, in, roots[other]),
			"another place":     VerifyInclusion(leaf, j, n, in, roots[n]),
			"beyond the end":    VerifyInclusion(leaf, n, n, in, roots[n]),
			"before the start":  VerifyInclusion(leaf, -1, n, in, roots[n]),
			"a hash too many":   VerifyInclusion(leaf, i, n, append(in[:len(in):len(in)], roots[n]), roots[n]),
			"no proof":          VerifyInclusion(leaf, i, n, nil, roots[n]),
			"another old root":  VerifyConsistency(old, n, roots[other], roots[n], con),
			"another new root":  VerifyConsistency(old, n, roots[old], roots[other], con),
			"backwards":         VerifyConsistency(n, old, roots[n], roots[old], con),
			"an extra hash":     VerifyConsistency(old, n, roots[old], roots[n], append(con[:len(con):len(con)], roots[n])),
			"no proof at all":   VerifyConsistency(old, n, roots[old], roots[n], nil),
			"from nothing":      VerifyConsistency(0, n, roots[1], roots[n], nil),
			"two roots of one":  VerifyConsistency(n, n, roots[n], roots[old], nil),
			"nothing, two ways": VerifyConsistency(0, 0, roots[1], roots[1], nil),
		} {
			if name == "another old root" && other == old {
				continue
			}
			if err == nil {
				t.Errorf("%s verifies", name)
			}
		}
		at := rapid.IntRange(0, 1<<16).Draw(t, "bit")
		for _, p := range [][]Hash{in, con} {
			if len(p) > 0 {
				p[at%len(p)][at/8%32] ^= 1 << (at % 8)
			}
		}
		if VerifyInclusion(leaf, i, n, in, roots[n]) == nil || VerifyConsistency(old, n, roots[old], roots[n], con) == nil {
			t.Error("a flipped bit verifies")
		}
	})
}

// A true way to a root, but of a log of another size than is said.
func TestAProofIsOfOneSize(t *testing.T) {
	m := ctTree(t)
	root := func(n int64) Hash { h, _ := RootAt(n, m.Node); return h }
	first, second := m.levels[0][0], m.levels[0][1]
	for name, err := range map[string]error{
		"a longer way than the size has":  VerifyInclusion(second, 0, 1, []Hash{first}, root(2)),
		"a shorter way than the size has": VerifyInclusion(first, 0, 3, []Hash{second}, root(2)),
		"one log shorter than it is said": VerifyConsistency(1, 4, root(1), root(2), []Hash{second}),
		"both larger than is said":        VerifyConsistency(3, 4, root(7), root(8), must(Consistency(7, 8, m.Node))),
		"one log longer than it is said":  VerifyConsistency(1, 2, root(1), root(4), []Hash{second, m.levels[1][1]}),
	} {
		if err == nil {
			t.Errorf("%s verifies", name)
		}
	}
}

func TestProofsOfWhatIsNotThereAreRefused(t *testing.T) {
	m := ctTree(t)
	broken := errors.New("broken")
	for name, err := range map[string]error{
		"index":      second(Inclusion(8, 8, m.Node)),
		"negative":   second(Inclusion(-1, 8, m.Node)),
		"too large":  second(Inclusion(0, 9, m.Node)),
		"backwards":  second(Consistency(5, 4, m.Node)),
		"before":     second(Consistency(-1, 4, m.Node)),
		"beyond":     second(Consistency(3, 9, m.Node)),
		"root":       second(RootAt(9, m.Node)),
		"no root":    second(RootAt(-1, m.Node)),
		"broken one": second(Inclusion(3, 8, func(int, int64) (Hash, error) { return Hash{}, broken })),
		"broken two": second(Consistency(3, 8, func(int, int64) (Hash, error) { return Hash{}, broken })),
	} {
		if err == nil {
			t.Errorf("%s: proved", name)
		}
	}
}

func must(p []Hash, _ error) []Hash { return p }

func second[T any](_ T, err error) error { return err }

func TestPaddingHidesTheDay(t *testing.T) {
	const step = 1024
	sizes := map[string][]int64{}
	for name, day := range map[string][]int64{"quiet": {0, 0, 0, 0}, "one report": {0, 3, 0, 0}, "busy": {900, 1024, 17, 400}} {
		var size, shown int64
		for _, n := range day {
			size = Padded(size+n, shown, step)
			shown = size
			sizes[name] = append(sizes[name], size)
		}
	}
	if !reflect.DeepEqual(sizes["quiet"], sizes["busy"]) || !reflect.DeepEqual(sizes["quiet"], sizes["one report"]) {
		t.Errorf("days can be told apart: %v", sizes)
	}
	for _, c := range [][4]int64{{0, 0, 10, 10}, {10, 10, 10, 20}, {11, 10, 10, 20}, {10, 0, 10, 10}, {31, 10, 10, 40}, {5, 7, 10, 10}, {5, 10, 3, 12}, {5, 5, 0, 6}} {
		if got := Padded(c[0], c[1], c[2]); got != c[3] || got < c[0] || got <= c[1] {
			t.Errorf("%d after %d by %d: %d, want %d", c[0], c[1], c[2], got, c[3])
		}
	}
	seed := make([]byte, 32)
	seen := map[Hash]bool{}
	for i := range int64(1000) {
		seen[Padding(seed, i)] = true
	}
	seed[0] = 1
	if len(seen) != 1000 || seen[Padding(seed, 0)] {
		t.Error("padding repeats itself")
	}
}

func BenchmarkAppend(b *testing.B) {
	var e Edge
	for b.Loop() {
		e.Append(Hash{})
	}
}
