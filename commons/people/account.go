package people

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"haki/commons/people/passphrase"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
)

// ID names an account.
type ID = ident.ID[Account]

// Account is a person who works here, or was invited to.
type Account struct {
	ID       ID
	Name     string // what they sign in with
	Display  string // what colleagues call them
	Office   string // their job title
	Language lang.Tag
	Invited  clock.Day
	Joined   clock.Day // when they made their key; "" until then
	Ended    clock.Day // "" while the account stands

	Key    seal.KeyID
	Public string
	box    []byte
	key    *seal.Key // only just after it was made or unlocked
	rev    int
}

// Recipient is the public half of the person's key.
func (a Account) Recipient() seal.Recipient { return seal.Recipient{ID: a.Key, Public: a.Public} }

// Format names the account and nothing else of it, whatever the verb.
func (a Account) Format(f fmt.State, _ rune) { io.WriteString(f, a.Matter().String()) }

// LogValue does the same for slog.
func (a Account) LogValue() slog.Value { return slog.StringValue(a.Matter().String()) }

// Standing says whether the person has a key and the account was not ended.
func (a Account) Standing() bool { return a.Key != "" && a.Ended == "" }

// Matter names the account in the record.
func (a Account) Matter() ident.Matter { return matterOf(a.ID) }

func matterOf(id ID) ident.Matter { return ident.MatterOf("people.account", id) }

// Words are five words that stand for the person's key, to be compared aloud before
// somebody lets them into a team: whoever handed over an invitation could have used it.
func (a Account) Words(tag lang.Tag) string {
	if a.Public == "" {
		return ""
	}
	return a.Recipient().Words(string(tag), 5)
}

// Book is how accounts are kept in this house. The zero Book works, without pepper.
type Book struct {
	Pepper []byte        // kept outside the database; without it no passphrase can be tried
	Cost   seal.Cost     // of trying one passphrase; seal.Usual if zero
	Life   time.Duration // of a session, at most; eight hours if zero
	Idle   time.Duration // after which a session that nobody used has ended; half an hour if zero
}

func (b Book) life() time.Duration { return cmp.Or(b.Life, 8*time.Hour) } // ASVS 5.0 7.3.2
func (b Book) idle() time.Duration { return cmp.Or(b.Idle, 30*time.Minute) }

func (b Book) lock(k *seal.Key, pass string) []byte {
	return k.LockPhrase(pass, b.Pepper, cmp.Or(b.Cost, seal.Usual))
}

// New prepares an account: its key, kept by the passphrase. It takes as long as a
// login: call it outside the transaction.
func (b Book) New(id ID, name, pass string) (Account, error) {
	name, err := loginName(name)
	if err != nil {
		return Account{}, err
	}
	if err := passphrase.Check(pass, name); err != nil {
		return Account{}, err
	}
	a := b.withKey(Account{ID: id, Name: name, Display: name, Language: lang.English}, pass)
	return a, nil
}

func (b Book) withKey(a Account, pass string) Account {
	k := seal.NewPair()
	r := k.Recipient()
	a.Key, a.Public, a.box, a.key = r.ID, r.Public, b.lock(k, pass), k
	return a
}

// Unlock opens the person's key. An account without one takes as long to refuse as
// another person's and is refused in the same words. Call it outside the transaction.
func (b Book) Unlock(a Account, pass string) (Account, error) {
	if !a.Standing() {
		a = Account{box: b.decoy()}
	}
	k, err := seal.UnlockPhrase(a.box, a.Key, pass, b.Pepper)
	if err != nil {
		return Account{}, notRecognised()
	}
	a.key = k
	return a, nil
}

func notRecognised() error { return fault.In("passphrase", "people.not_recognised") }

// loginName is a name as it is stored: what a person types with capitals or accents
// written another way is the same name.
func loginName(typed string) (string, error) {
	name := foldName(typed)
	n := utf8.RuneCountInString(name)
	if n < 2 || n > 64 || strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r == 0x7f || strings.ContainsRune(`/\"'<>&`, r)
	}) {
		return "", fault.In("name", "people.name_unusable")
	}
	return name, nil
}

func foldName(typed string) string {
	return strings.ToLower(norm.NFKC.String(strings.TrimSpace(typed)))
}
