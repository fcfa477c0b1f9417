package seal

import (
	"strings"

	"filippo.io/age"
)

// pairOf makes the pair that a seed of 32 bytes determines. age has no such door,
// so the seed is written as age writes identities (Bech32, BIP 173) and read back.
func pairOf(seed []byte) *Key {
	pair, err := age.ParseHybridIdentity(strings.ToUpper(bech32("age-secret-key-pq-", seed)))
	if err != nil {
		panic("seal: age refused a seed of our own") // its length is ours; age's error would quote it
	}
	return keyOf(pair)
}

const bech32Set = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32 writes data after a prefix of lower-case letters.
func bech32(prefix string, data []byte) string {
	five := fives(data)
	var expanded []byte // BIP 173: high bits of the prefix, zero, low bits
	for _, c := range []byte(prefix) {
		expanded = append(expanded, c>>5)
	}
	expanded = append(expanded, 0)
	for _, c := range []byte(prefix) {
		expanded = append(expanded, c&31)
	}
	sum := polymod(append(append(expanded, five...), 0, 0, 0, 0, 0, 0)) ^ 1
	for i := range 6 {
		five = append(five, byte(sum>>(5*(5-i)))&31)
	}
	for i, v := range five {
		five[i] = bech32Set[v]
	}
	return prefix + "1" + string(five)
}

// fives cuts bytes into groups of five bits, the last filled with zeros.
func fives(data []byte) (five []byte) {
	acc, n := 0, 0
	for _, b := range data {
		for acc, n = (acc<<8|int(b))&0xfff, n+8; n >= 5; n -= 5 {
			five = append(five, byte(acc>>(n-5))&31)
		}
	}
	if n > 0 {
		five = append(five, byte(acc<<(5-n))&31)
	}
	return five
}

// polymod is the checksum of BIP 173.
func polymod(values []byte) uint32 {
	sum := uint32(1)
	for _, v := range values {
		top := sum >> 25
		sum = (sum&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	return sum
}
