package people

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"haki/internal/fault"
	"haki/internal/store"
)

// Trying passphrases is made slow by difficulty, never by address (decisions.md §8):
// each try costs its Argon2id, few run at once, and after some failures a name has to
// rest, for longer each time (NIST SP 800-63B-4 3.2.2). A name that nobody has rests
// just as long, so that resting tells nothing.
const (
	free    = 5               // failures before a name rests
	mostly  = 2 * time.Minute // it rests at most so long: whoever wants to keep a person out cannot do it for long
	forgets = 24 * time.Hour  // after which old failures no longer count
	queue   = 32              // people who may wait for their turn; then the door says: later
)

// bucket is what failures of a name are counted under: 24 bits of a digest under the
// pepper. Two names may share one; what somebody typed by mistake into the name's
// field is not kept.
func (b Book) bucket(name string) string {
	m := hmac.New(sha256.New, append([]byte("haki 1 attempts "), b.Pepper...))
	m.Write([]byte(foldName(name)))
	return hex.EncodeToString(m.Sum(nil)[:3])
}

// rest is how long a name rests after its nth failure in a row.
func rest(n int) time.Duration {
	if n < free {
		return 0
	}
	return min(mostly, time.Second<<min(n-free, 20))
}

func mustWait(tx *store.Tx, bucket string) (bool, error) {
	n, err := store.One(tx, scanInt, `SELECT count(*) FROM people_attempt WHERE name = ? AND until > ?`, bucket, store.Stamp(tx.Now()))
	return n > 0, err
}

func failed(tx *store.Tx, bucket string) error {
	now := tx.Now()
	n, err := store.One(tx, scanInt, `SELECT coalesce(max(failures), 0) FROM people_attempt WHERE name = ? AND last > ?`, bucket, store.Stamp(now.Add(-forgets)))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO people_attempt (name, failures, until, last) VALUES (?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, until = excluded.until, last = excluded.last`,
		bucket, n+1, store.Stamp(now.Add(rest(n+1))), store.Stamp(now))
	return err
}

func succeeded(tx *store.Tx, bucket string) error {
	_, err := tx.Exec(`DELETE FROM people_attempt WHERE name = ?`, bucket)
	return err
}

// turnstile lets only so many wait for the slow work of a passphrase. It knows no name,
// so it tells none.
func (r *Room) turnstile(ctx context.Context) (leave func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case r.door <- struct{}{}:
		return func() { <-r.door }, nil
	default:
		return nil, fault.New(fault.TooMany, "people.crowd_at_the_door")
	}
}
