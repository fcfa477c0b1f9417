package seal

import (
	"encoding/binary"
	"strings"
	"unicode"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Cost is the work a passphrase takes to try.
type Cost struct {
	Passes  uint8
	MiB     uint16
	Threads uint8
}

// Usual is the cost for people: the second choice of RFC 9106, 4, with two lanes
// instead of four. Tests may take less.
var Usual = Cost{Passes: 3, MiB: 64, Threads: 2}

// turn lets few passphrases be tried at once, so that a crowd at the door does
// not take the memory of the house.
var turn = make(chan struct{}, 2)

// typed folds what two keyboards write differently: composed letters and kinds of
// spaces (RFC 8265, 4.2.2). Case, accents and everything else count.
func typed(pass string) string {
	return norm.NFC.String(strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Zs, c) {
			return ' '
		}
		return c
	}, pass))
}

// phrase stretches a passphrase. The pepper is a key kept outside the database:
// without it a copy of the database cannot even be guessed at.
func phrase(pass string, pepper, salt []byte, c Cost) []byte {
	turn <- struct{}{}
	defer func() { <-turn }()
	slow := argon2.IDKey([]byte(typed(pass)), salt, uint32(c.Passes), uint32(c.MiB)<<10, c.Threads, 32)
	return derive(append(slow, pepper...), "passphrase")
}

// LockPhrase keeps k by a passphrase.
func (k *Key) LockPhrase(pass string, pepper []byte, c Cost) []byte {
	head := binary.BigEndian.AppendUint16([]byte{suitePhrase, c.Passes, c.Threads}, c.MiB)
	head = append(head, random(16)...)
	a := aead(phrase(pass, pepper, head[5:], c))
	return lock(a, head, bind(string(head), string(k.id)), k.secret.Reveal())
}

// Shut is a box like those of LockPhrase that no passphrase opens. To be refused by it
// takes as long as to be refused by another of that cost; to make it takes no time.
func Shut(c Cost) []byte {
	head := binary.BigEndian.AppendUint16([]byte{suitePhrase, c.Passes, c.Threads}, c.MiB)
	head = append(head, random(16)...)
	return lock(aead(random(32)), head, bind(string(head)), NewData().secret.Reveal())
}

// UnlockPhrase opens what LockPhrase kept for the key named id. It takes as long
// for an empty box, so that nobody learns from the clock who has an account.
func UnlockPhrase(box []byte, id KeyID, pass string, pepper []byte) (*Key, error) {
	c, ok := costOf(box)
	if !ok {
		phrase(pass, pepper, make([]byte, 16), Usual)
		return nil, ErrNotYours
	}
	secret, err := unlock(aead(phrase(pass, pepper, box[5:phraseHead], c)), phraseHead, bind(string(box[:phraseHead]), string(id)), box)
	if err != nil {
		return nil, ErrNotYours
	}
	return newKey(id, secret), nil
}

const phraseHead = 21 // suite, passes, threads, two bytes of MiB, 16 of salt

// costOf reads the cost from a box, and refuses one that would keep the house busy:
// more than 16 passes or 1 GiB.
func costOf(box []byte) (c Cost, ok bool) {
	if len(box) < phraseHead || box[0] != suitePhrase {
		return c, false
	}
	c = Cost{Passes: box[1], Threads: box[2], MiB: binary.BigEndian.Uint16(box[3:])}
	return c, c.Passes > 0 && c.Passes <= 16 && c.Threads > 0 && c.MiB <= 1024
}
