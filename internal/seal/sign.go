package seal

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"slices"
	"sync"
)

// A signature says which of a team's keys came after which. It is Ed25519ctx (RFC
// 8032, 5.1), whose context keeps one use from being passed off as another. The
// signing key is derived from the pair's secret, so whoever can open can sign.

const (
	signsMessage = "haki 1 message"
	signsNext    = "haki 1 next generation"
)

// SignPublic is the public half of the key that signs for k, 32 bytes.
func (k *Key) SignPublic() []byte {
	return slices.Clone(k.sign().Public().(ed25519.PublicKey))
}

// Sign signs a message.
func (k *Key) Sign(msg []byte) []byte { return k.signAs(signsMessage, msg) }

// Verify says whether the holder of signPublic signed msg.
func Verify(signPublic, msg, sig []byte) bool { return verifyAs(signsMessage, signPublic, msg, sig) }

func (k *Key) signAs(use string, msg []byte) []byte {
	sig, err := k.sign().Sign(nil, msg, &ed25519.Options{Hash: crypto.Hash(0), Context: use})
	if err != nil {
		panic(err) // the context's length is ours
	}
	return sig
}

func verifyAs(use string, public, msg, sig []byte) bool {
	if len(public) != ed25519.PublicKeySize {
		return false
	}
	what := sha256.Sum256(bytes.Join([][]byte{bind(use, string(public), string(sig)), msg}, nil))
	if good.has(what) {
		return true
	}
	ok := ed25519.VerifyWithOptions(public, msg, sig, &ed25519.Options{Context: use}) == nil
	if ok {
		good.add(what)
	}
	return ok
}

// good remembers signatures that were found good, by the digest of all that was
// verified: every report asks about the same few rosters. What was bad is never kept.
var good verified

type verified struct {
	sync.Mutex
	seen map[[sha256.Size]byte]struct{}
}

func (v *verified) has(what [sha256.Size]byte) bool {
	v.Lock()
	defer v.Unlock()
	_, ok := v.seen[what]
	return ok
}

// add forgets everything once there are many, so that memory is bounded.
func (v *verified) add(what [sha256.Size]byte) {
	v.Lock()
	defer v.Unlock()
	if v.seen == nil || len(v.seen) >= 4096 {
		v.seen = map[[sha256.Size]byte]struct{}{}
	}
	v.seen[what] = struct{}{}
}

// Generation is all that the world may know of a team's key: what seals to it, and
// what verifies for it.
type Generation struct {
	Recipient
	SignPublic []byte
}

// Generation is the public face of k.
func (k *Key) Generation() Generation { return Generation{k.Recipient(), k.SignPublic()} }

// SignNext says that next comes after k. It binds the whole of next: whoever could
// put another signing key beside a genuine recipient would own all that follow.
func (k *Key) SignNext(next Generation) []byte {
	return k.signAs(signsNext, next.after(k.id))
}

// VerifiedBy says whether the generation before signed this one. A signature cannot
// say that it signed no other: two successors of one generation are found by the
// record, in which each is entered.
func (g Generation) VerifiedBy(before Generation, sig []byte) bool {
	return idOf(g.Public) == g.ID && idOf(before.Public) == before.ID &&
		verifyAs(signsNext, before.SignPublic, g.after(before.ID), sig)
}

func (g Generation) after(before KeyID) []byte {
	return bind(string(before), string(g.ID), g.Public, string(g.SignPublic))
}
