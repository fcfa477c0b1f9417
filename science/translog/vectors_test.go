package translog

import (
	"encoding/hex"
	"testing"
)

// The eight leaves, roots and proofs that the Certificate Transparency project
// published with RFC 6962 (its C++ and Go tests of the Merkle tree carry them).
var (
	ctLeaves = []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}
	ctRoots  = []string{
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	}
	ctInclusion = []struct {
		index, size int64
		proof       []string
	}{
		{0, 1, nil},
		{0, 8, []string{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
		{5, 8, []string{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
		{2, 3, []string{"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}},
		{1, 5, []string{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}},
	}
	ctConsistency = []struct {
		old, new int64
		proof    []string
	}{
		{1, 1, nil},
		{1, 8, []string{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
		{6, 8, []string{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
		{2, 5, []string{"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}},
		{6, 7, []string{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
	}
)

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func ctTree(t *testing.T) *Memory {
	m := &Memory{}
	for _, l := range ctLeaves {
		m.Append(Leaf(unhex(t, l)))
	}
	return m
}

func same(t *testing.T, got []Hash, want []string) bool {
	t.Helper()
	if len(got) != len(want) {
		return false
	}
	for i, h := range got {
		if hex.EncodeToString(h[:]) != want[i] {
			return false
		}
	}
	return true
}

func TestPublishedRoots(t *testing.T) {
	m, e := ctTree(t), Edge{}
	for size, want := range ctRoots {
		root, err := RootAt(int64(size), m.Node)
		if err != nil || hex.EncodeToString(root[:]) != want || e.Root() != root {
			t.Errorf("root of %d leaves: %x and %x, want %s (%v)", size, root, e.Root(), want, err)
		}
		if size < len(ctLeaves) {
			e.Append(Leaf(unhex(t, ctLeaves[size])))
		}
	}
}

func TestPublishedProofs(t *testing.T) {
	m := ctTree(t)
	root := func(size int64) Hash { return Hash(unhex(t, ctRoots[size])) }
	for _, c := range ctInclusion {
		got, err := Inclusion(c.index, c.size, m.Node)
		if err != nil || !same(t, got, c.proof) {
			t.Errorf("inclusion of %d in %d: %x (%v)", c.index, c.size, got, err)
		}
		if err := VerifyInclusion(Leaf(unhex(t, ctLeaves[c.index])), c.index, c.size, got, root(c.size)); err != nil {
			t.Errorf("inclusion of %d in %d does not verify", c.index, c.size)
		}
	}
	for _, c := range ctConsistency {
		got, err := Consistency(c.old, c.new, m.Node)
		if err != nil || !same(t, got, c.proof) {
			t.Errorf("consistency of %d and %d: %x (%v)", c.old, c.new, got, err)
		}
		if err := VerifyConsistency(c.old, c.new, root(c.old), root(c.new), got); err != nil {
			t.Errorf("consistency of %d and %d does not verify", c.old, c.new)
		}
	}
}
