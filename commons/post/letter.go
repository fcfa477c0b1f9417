package post

import (
	"slices"

	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/store"
)

// Letter tells somebody that something waits.
type Letter struct {
	To     To
	Key    string       // of the line on the person's page, in the room's staff words
	Matter ident.Matter // only its kind is kept

	// Except are people of the team who are not told: those barred from the matter, for
	// whom a letter would be a sign, and whoever did it themselves.
	Except []people.ID
}

// To is a person or everybody of a team.
type To struct {
	person people.ID
	team   people.TeamID
}

// ToPerson writes to one person.
func ToPerson(id people.ID) To { return To{person: id} }

// ToTeam writes to everybody who is in the team now.
func ToTeam(id people.TeamID) To { return To{team: id} }

// State is where a letter stands.
type State string

// The states.
const (
	Waiting State = "waiting"  // for the next moment
	Due     State = "due"      // its moment has come; being tried
	Sent    State = "sent"     // a mail went out
	Kept    State = "kept"     // on the page only: no address, or no mail server
	GivenUp State = "given_up" // the mail could not be delivered
)

const longLife = 30 // days that a letter is kept

// Shown is a letter as its person sees it.
type Shown struct {
	Key    string
	Day    clock.Day
	State  State
	Mailed clock.Day
	Why    Why
}

// Put writes a letter in the transaction of the act that causes it. A second one of the
// same kind and line on the same day is the first one.
func Put(tx *store.Tx, l Letter) error {
	to, err := l.recipients(tx)
	if err != nil {
		return err
	}
	for _, id := range to {
		if slices.Contains(l.Except, id) {
			continue
		}
		if _, err := tx.Exec(`INSERT INTO post_letter (id, account, kind, line, day, state, tries, due, mailed, why) VALUES (?, ?, ?, ?, ?, ?, 0, '', '', '')
			ON CONFLICT (account, kind, line, day) DO NOTHING`,
			ident.New[Letter](ident.Dice), id, l.Matter.Kind, l.Key, clock.DayOf(tx.Now(), nil), Waiting); err != nil {
			return err
		}
	}
	return nil
}

func (l Letter) recipients(tx *store.Tx) ([]people.ID, error) {
	if l.To.person != "" {
		return []people.ID{l.To.person}, nil
	}
	team, err := people.View(tx, l.To.team)
	var ids []people.ID
	for _, m := range team.Members {
		ids = append(ids, m.Account)
	}
	return ids, err
}

// Teller puts letters for rooms that only know that somebody can be told.
type Teller struct{}

// Tell writes to a person or to everybody of a team, whichever the identifier is of.
func (Teller) Tell(tx *store.Tx, to, key string, m ident.Matter) error {
	l := Letter{To: ToTeam(people.TeamID(to)), Key: key, Matter: m}
	_, err := people.Find(tx, people.ID(to))
	switch {
	case err == nil:
		l.To = ToPerson(people.ID(to))
	case fault.Of(err) != fault.NotFound:
		return err
	}
	return Put(tx, l)
}

const shownColumns = `line, day, state, mailed, why`

func scanShown(s store.Scan) (l Shown, err error) {
	err = s(&l.Key, &l.Day, &l.State, &l.Mailed, &l.Why)
	return l, err
}

// of lists a person's letters, the newest first.
func of(tx *store.Tx, id people.ID) ([]Shown, error) {
	return store.All(tx, scanShown, `SELECT `+shownColumns+` FROM post_letter WHERE account = ? ORDER BY day DESC, line, kind LIMIT 200`, id)
}
