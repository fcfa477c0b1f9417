package people

import (
	"time"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/store"
)

const accountColumns = `a.id, a.name, a.display, a.office, a.language, a.invited, a.joined, a.ended, a.key_id, a.public, a.box, a.rev`

func scanAccount(s store.Scan) (a Account, err error) {
	err = s(&a.ID, &a.Name, &a.Display, &a.Office, &a.Language, &a.Invited, &a.Joined, &a.Ended, &a.Key, &a.Public, &a.box, &a.rev)
	return
}

// Find looks an account up.
func Find(tx *store.Tx, id ID) (Account, error) {
	return store.One(tx, scanAccount, `SELECT `+accountColumns+` FROM people_account a WHERE a.id = ?`, id)
}

// ByName looks an account up by what its owner signs in with.
func ByName(tx *store.Tx, name string) (Account, error) {
	return store.One(tx, scanAccount, `SELECT `+accountColumns+` FROM people_account a WHERE a.name = ?`, foldName(name))
}

// All lists every account, those that were ended last.
func All(tx *store.Tx) ([]Account, error) {
	return store.All(tx, scanAccount, `SELECT `+accountColumns+` FROM people_account a ORDER BY a.ended <> '', a.display, a.id`)
}

// Display is what colleagues call the person; "" for an actor who is no person, such as the clock.
func Display(tx *store.Tx, id ID) (string, error) {
	a, err := Find(tx, id)
	if fault.Of(err) == fault.NotFound {
		return "", nil
	}
	return a.Display, err
}

func insertAccount(tx *store.Tx, a Account) error {
	taken, err := store.One(tx, scanInt, `SELECT count(*) FROM people_account WHERE name = ?`, a.Name)
	if err != nil {
		return err
	}
	if taken > 0 {
		return fault.In("name", "people.name_taken")
	}
	if a.box == nil {
		a.box = []byte{}
	}
	_, err = tx.Exec(`INSERT INTO people_account (id, name, display, office, language, invited, joined, ended, key_id, public, box, rev)
		VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, 0)`,
		a.ID, a.Name, a.Display, a.Office, a.Language, a.Invited, a.Joined, a.Key, a.Public, a.box)
	return err
}

// putKey gives an account its key, or its key a new passphrase, unless somebody else
// changed the account since it was read.
func putKey(tx *store.Tx, a Account) error {
	return touched(tx.Exec(`UPDATE people_account SET key_id = ?, public = ?, box = ?, joined = ?, rev = rev + 1 WHERE id = ? AND rev = ? AND ended = ''`,
		a.Key, a.Public, a.box, a.Joined, a.ID, a.rev))
}

// touched turns an update that met no row into Stale.
func touched(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "fault.stale")
	}
	return err
}

// endAccount closes it for good: no session, no invitation, no plea, no share.
func endAccount(tx *store.Tx, a Account) error {
	if err := touched(tx.Exec(`UPDATE people_account SET ended = ?, box = ?, rev = rev + 1 WHERE id = ? AND ended = ''`, today(tx), []byte{}, a.ID)); err != nil {
		return err
	}
	for _, q := range []string{
		`DELETE FROM people_invitation WHERE account = ?`,
		`DELETE FROM people_session WHERE account = ?`,
		`DELETE FROM people_share WHERE account = ?`,
		`DELETE FROM people_answer WHERE plea IN (SELECT id FROM people_plea WHERE account = ?)`,
		`DELETE FROM people_plea WHERE account = ?`,
		`DELETE FROM people_proposal WHERE account = ?`,
		`DELETE FROM people_proposal WHERE proposer = ?`,
	} {
		if _, err := tx.Exec(q, a.ID); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`DELETE FROM people_share WHERE holder = ?`, a.Key)
	return err
}

func putInvitation(tx *store.Tx, id ID, digest, until string) error {
	_, err := tx.Exec(`INSERT INTO people_invitation (account, digest, until) VALUES (?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET digest = excluded.digest, until = excluded.until`, id, digest, until)
	return err
}

// invited finds whom a code was made for, while it is good.
func invited(tx *store.Tx, digest string) (Account, error) {
	return store.One(tx, scanAccount, `SELECT `+accountColumns+` FROM people_account a JOIN people_invitation i ON i.account = a.id
		WHERE i.digest = ? AND i.until > ? AND a.key_id = '' AND a.ended = ''`, digest, store.Stamp(tx.Now()))
}

// spend uses a code up; it works once.
func spend(tx *store.Tx, digest string) error {
	return touched(tx.Exec(`DELETE FROM people_invitation WHERE digest = ?`, digest))
}

// today is the day by which missions are served: the date in UTC, which is nobody's
// advantage.
func today(tx *store.Tx) clock.Day { return clock.DayOf(tx.Now(), nil) }

func scanInt(s store.Scan) (n int, err error) { err = s(&n); return }

func scanText(s store.Scan) (v string, err error) { err = s(&v); return }

// invitations says until when each unused one is good.
func invitations(tx *store.Tx) (map[ID]time.Time, error) {
	type row struct {
		id    ID
		until time.Time
	}
	all, err := store.All(tx, func(s store.Scan) (r row, err error) { err = s(&r.id, store.Into(&r.until)); return }, `SELECT account, until FROM people_invitation`)
	out := map[ID]time.Time{}
	for _, r := range all {
		out[r.id] = r.until
	}
	return out, err
}
