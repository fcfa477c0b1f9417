package peopletest

import (
	"context"
	"errors"
	"testing"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// Pass is everybody's passphrase here.
const Pass = "the heron waits at dawn"

// Monday is a good day to begin on.
var Monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// Cheap is what trying a passphrase costs here.
var Cheap = seal.Cost{Passes: 1, MiB: 1, Threads: 1}

// Town is a house with people in it. ida leads headquarters and omar is the
// administrator; they and noor keep shares, two of whom suffice. ada leads the conduct
// team of MIRA ("here"), with bo; cy leads that of MONA ("there"); eve is "oversight", vic
// "victims" for every mission; dan is in no team.
type Town struct {
	testing.TB
	DB    *store.DB
	Book  people.Book
	Desk  *act.Desk
	Room  *people.Room
	IDs   map[string]people.ID
	Teams map[string]people.TeamID

	tokens map[string]seal.Token
}

// Furnish migrates record and people and lets the people of the town come in. setup may
// change what the room is given.
func Furnish(t testing.TB, db *store.DB, c clock.Clock, setup func(*people.Setup)) *Town {
	t.Helper()
	w := &Town{TB: t, DB: db, Book: people.Book{Pepper: []byte("kept elsewhere " + t.Name()), Cost: Cheap},
		IDs: map[string]people.ID{}, Teams: map[string]people.TeamID{}, tokens: map[string]seal.Token{}}
	ctx := context.Background()
	w.done(errors.Join(db.Migrate(ctx, "record", record.Files), db.Migrate(ctx, "people", people.Files)))
	w.Desk = act.NewDesk(db, w.Book)
	s := people.Setup{Desk: w.Desk, Book: w.Book, Clock: c}
	if setup != nil {
		setup(&s)
	}
	w.Room = people.NewRoom(s)
	first := func(name string, administrator bool) people.Founder {
		return people.Founder{Name: name, Display: "Display " + name, Office: "Officer", Language: lang.French, Passphrase: Pass, Holder: true, Administrator: administrator}
	}
	_, err := w.Room.Install(act.Operator(ctx), people.Founding{Needed: 2, NameEN: "Headquarters", NameFR: "Siège", People: []people.Founder{first("ida", false), first("omar", true), first("noor", false)}})
	w.done(err)
	w.learn()
	for _, name := range []string{"ada", "bo", "cy", "dan", "eve", "vic"} {
		w.Invite(name)
	}
	w.Found("here", people.Conduct, "ada", "MIRA")
	w.Found("there", people.Conduct, "cy", "MONA")
	w.Found("oversight", people.Oversight, "eve")
	w.Found("victims", people.Victims, "vic", "")
	w.Join("here", "bo", "ada")
	return w
}

func (w *Town) done(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// learn reads who is there: headquarters, administrators and the recovery team go by
// "hq", "admin" and "recovery", the others by their English name.
func (w *Town) learn() {
	w.Helper()
	w.Do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error {
		all, err := people.All(tx)
		for _, a := range all {
			w.IDs[a.Name] = a.ID
		}
		if err != nil {
			return err
		}
		teams, err := people.Teams(tx, "")
		for _, t := range teams {
			name := map[people.Role]string{people.Headquarters: "hq", people.Administrator: "admin", people.Recovery: "recovery"}[t.Role]
			if name == "" {
				name = t.NameEN
			}
			w.Teams[name] = t.ID
		}
		return err
	})
}

// Invite lets omar invite somebody, who makes their key.
func (w *Town) Invite(name string) {
	w.Helper()
	a, code, err := w.Room.Invite(w.As("omar"), people.Invitation{Name: name, Display: "Display " + name, Office: "Officer", Language: lang.French})
	if err == nil {
		_, err = w.Room.Accept(context.Background(), code.Words("fr"), Pass, Pass)
	}
	w.done(err)
	w.IDs[name] = a.ID
}

// Found lets omar propose a team and ida confirm it.
func (w *Town) Found(name string, role people.Role, lead string, missions ...string) {
	w.Helper()
	p, err := w.Room.Propose(w.As("omar"), people.Proposal{Kind: people.ToFound, Role: role, NameEN: name, Account: w.IDs[lead], Missions: missions, Since: "2020-01-01"})
	if err == nil {
		err = w.Room.Confirm(w.As("ida"), p)
	}
	w.done(err)
	w.learn()
}

// Join lets omar propose that somebody joins a team, and a member confirm it.
func (w *Town) Join(team, name, member string) {
	w.Helper()
	p, err := w.Room.Propose(w.As("omar"), people.Proposal{Kind: people.ToJoin, Team: w.Teams[team], Account: w.IDs[name]})
	if err == nil {
		err = w.Room.Confirm(w.As(member), p)
	}
	w.done(err)
}

// Token is the secret of somebody's session, which is kept.
func (w *Town) Token(name string) seal.Token {
	w.Helper()
	if w.tokens[name] == "" {
		t, err := w.Room.Login(context.Background(), name, Pass)
		w.done(err)
		w.tokens[name] = t
	}
	return w.tokens[name]
}

// Forget lets everybody sign in anew: after the clock was moved by hours.
func (w *Town) Forget() { clear(w.tokens) }

// As is a new request in somebody's session.
func (w *Town) As(name string) context.Context {
	w.Helper()
	ctx, leave, err := w.Desk.Enter(context.Background(), w.Token(name))
	w.done(err)
	w.Cleanup(leave)
	return ctx
}

var anything = act.Act{Name: "test.thing.do", Needs: gate.Anyone}

// Do runs fn in a recorded change with the keys of ctx, and stops the test on an error.
func (w *Town) Do(ctx context.Context, fn func(*store.Tx, *seal.Keys) error) {
	w.Helper()
	w.done(w.Try(ctx, fn))
}

// Try is Do for what may fail.
func (w *Town) Try(ctx context.Context, fn func(*store.Tx, *seal.Keys) error) error {
	_, err := act.Do(ctx, w.Desk, anything, func(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil },
		func(tx *store.Tx, k *seal.Keys, _ gate.Scope) (struct{}, record.Entry, error) {
			return struct{}{}, record.Entry{}, fn(tx, k)
		})
	return err
}
