package seal

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// What we stand on is what its authors published.

func unhex(s string) []byte { return must(hex.DecodeString(strings.Join(strings.Fields(s), ""))) }

const sunscreen = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."

func TestChaCha20Poly1305(t *testing.T) {
	key, ad := unhex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"), unhex("50515253c0c1c2c3c4c5c6c7")
	// RFC 7539 (now 8439), 2.8.2
	short := must(chacha20poly1305.New(key))
	if got := short.Seal(nil, unhex("070000004041424344454647"), []byte(sunscreen), ad); !bytes.Equal(got, unhex(`
		d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b
		1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc
		3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691`)) {
		t.Errorf("ChaCha20-Poly1305: %x", got)
	}
	// draft-irtf-cfrg-xchacha-03, A.3.1
	if got := aead(key).Seal(nil, unhex("404142434445464748494a4b4c4d4e4f5051525354555657"), []byte(sunscreen), ad); !bytes.Equal(got, unhex(`
		bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39
		ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9
		21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49`)) {
		t.Errorf("XChaCha20-Poly1305: %x", got)
	}
}

// RFC 9106 publishes vectors with a secret and associated data only, which
// golang.org/x/crypto does not take; these are of the reference implementation
// (phc-winner-argon2, src/test.c, Argon2id, version 0x13).
func TestArgon2id(t *testing.T) {
	for lanes, want := range map[uint8]string{1: "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe", 2: "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"} {
		if got := argon2.IDKey([]byte("password"), []byte("somesalt"), 2, 1<<8, lanes, 32); !bytes.Equal(got, unhex(want)) {
			t.Errorf("%d lanes: %x", lanes, got)
		}
	}
}

func TestHKDF(t *testing.T) { // RFC 5869, A.1 and A.3
	key := bytes.Repeat([]byte{0x0b}, 22)
	for _, v := range []struct{ salt, info, want string }{
		{"000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9", "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
		{"", "", "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"},
	} {
		if got := must(hkdf.Key(sha256.New, key, unhex(v.salt), string(unhex(v.info)), 42)); !bytes.Equal(got, unhex(v.want)) {
			t.Errorf("%x", got)
		}
	}
}

func TestEd25519ctx(t *testing.T) { // RFC 8032, 7.2, "foo"
	key := ed25519.NewKeyFromSeed(unhex("0305334e381af78f141cb666f6199f57bc3495335a256a95bd2a55bf546663f6"))
	sig := must(key.Sign(nil, unhex("f726936d19c800494e3fdaff20b276a8"), &ed25519.Options{Hash: crypto.Hash(0), Context: "foo"}))
	if !bytes.Equal(sig, unhex(`55a4cc2f70a54e04288c5f4cd1e45a7bb520b36292911876cada7323198dd87a
		8b36950b95130022907a7fb7c4e9b2d5f6cca685a587b4b21f4b888e4e7edb0d`)) {
		t.Errorf("%x", sig)
	}
}

func TestSharesOfTheDraft(t *testing.T) {
	// draft-mcgrew-tss-03, 9: the same field, polynomials and points as ours
	got, err := combine([][]byte{unhex("01 b9fa07e185"), unhex("02 f5409b4511")})
	if err != nil || !bytes.Equal(got, unhex("7465737400")) {
		t.Errorf("%x, %v", got, err)
	}
	if mul(0x57, 0x83) != 0xc1 || mul(0x57, 0x13) != 0xfe { // FIPS 197, 4.2 and 4.2.1
		t.Error("not the field of FIPS 197")
	}
}

func TestBech32(t *testing.T) { // BIP 173, the longest list of values there is one vector for
	values := make([]byte, 32)
	for i := range values {
		values[i] = byte(i)
	}
	var joined []byte // the values 0 to 31 are five bits each: twenty bytes
	acc, n := 0, 0
	for _, v := range values {
		for acc, n = acc<<5|int(v), n+5; n >= 8; n -= 8 {
			joined = append(joined, byte(acc>>(n-8)))
		}
		acc &= 0xff
	}
	if got := bech32("abcdef", joined); got != "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw" {
		t.Errorf("%s", got)
	}
}

// What was kept under one version of this package opens under the next.
func TestDerivedKeysAreKept(t *testing.T) {
	secret := []byte("0123456789abcdef0123456789abcdef")
	pair := pairOf(secret)
	if got := string(dataID(secret)) + " " + string(pair.ID()) + " " + hex.EncodeToString(pair.SignPublic()); got != derivedGolden {
		t.Errorf("got %q", got)
	}
}

const derivedGolden = "3sewd6d9p37t5xy2as37k5dwsr 5j0jc2a44yty40yq3cpgqkx82c da0e28f953c368b4f238b892a205328c8ac80933eb4f0463d74a728e34f576fb"
