package people

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// A town is a house with people in it, furnished through acts. ida leads headquarters,
// omar is the administrator; they and noor keep shares, two of whom suffice. ada leads
// the conduct team of MIRA, with bo; cy leads that of MONA; eve is oversight, vic
// victims' rights everywhere; dan is in no team.
type town struct {
	*testing.T
	db    *store.DB
	clock *clock.Fixed
	book  Book
	desk  *act.Desk
	room  *Room
	ids   map[string]ID
	pass  map[string]string
	teams map[string]TeamID
	open  map[string]context.Context
	token map[string]seal.Token
	told  []string
	owes  map[ID]int
	dump  func() string
}

const pass = "the heron waits at dawn"

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

var cheap = seal.Cost{Passes: 1, MiB: 1, Threads: 1}

// each runs f on every engine at hand.
func each(t *testing.T, f func(*town)) {
	t.Run("sqlite", func(t *testing.T) {
		c, dir := &clock.Fixed{T: monday}, t.TempDir()
		w := settle(t, must(store.OpenSQLite(filepath.Join(dir, "a.db"), c)), c)
		w.dump = func() (all string) {
			for _, f := range must(filepath.Glob(filepath.Join(dir, "*"))) {
				all += string(must(os.ReadFile(f)))
			}
			return all
		}
		f(w)
	})
	where := os.Getenv("HAKI_TEST_POSTGRES")
	if where == "" {
		t.Log("no HAKI_TEST_POSTGRES: SQLite only")
		return
	}
	t.Run("postgres", func(t *testing.T) {
		c := &clock.Fixed{T: monday}
		name := fmt.Sprintf("people%d_%s", os.Getpid(), ident.New[town](ident.Dice))
		p := must(sql.Open("pgx", where))
		must(p.Exec(`CREATE SCHEMA ` + name))
		t.Cleanup(func() {
			must(p.Exec(`DROP SCHEMA ` + name + ` CASCADE`))
			p.Close()
		})
		f(settle(t, must(store.OpenPostgres(where+" search_path="+name, c)), c))
	})
}

// settle furnishes a town.
func settle(t *testing.T, db *store.DB, c *clock.Fixed) *town {
	w := bare0(t, db, c)
	must(w.room.Install(act.Operator(context.Background()), Founding{Needed: 2, NameEN: "Headquarters", People: []Founder{
		founder("ida", true, false), founder("omar", true, true), founder("noor", true, false),
	}}))
	w.read(func(tx *store.Tx) error {
		for _, a := range must(All(tx)) {
			w.ids[a.Name] = a.ID
		}
		for role, name := range map[Role]string{Headquarters: "hq", Administrator: "admin", Recovery: "recovery"} {
			w.teams[name] = must(Teams(tx, role))[0].ID
		}
		return nil
	})
	for _, n := range []string{"ada", "bo", "cy", "dan", "eve", "vic"} {
		w.invite(n)
	}
	w.found("here", Conduct, "ada", "MIRA")
	w.found("there", Conduct, "cy", "MONA")
	w.found("oversight", Oversight, "eve")
	w.found("victims", Victims, "vic", "")
	w.join("here", "bo", "omar", "ada")
	w.told = nil
	return w
}

// bare0 is a town without people.
func bare0(t *testing.T, db *store.DB, c *clock.Fixed) *town {
	w := &town{T: t, db: db, clock: c, book: Book{Pepper: []byte("kept elsewhere " + t.Name()), Cost: cheap}, ids: map[string]ID{}, pass: map[string]string{},
		teams: map[string]TeamID{}, open: map[string]context.Context{}, token: map[string]seal.Token{}, owes: map[ID]int{}}
	t.Cleanup(func() { db.Close() })
	ctx := context.Background()
	if err := errors.Join(db.Migrate(ctx, "record", record.Files), db.Migrate(ctx, "people", Files)); err != nil {
		t.Fatal(err)
	}
	w.desk = act.NewDesk(db, w.book)
	w.room = NewRoom(Setup{Desk: w.desk, Book: w.book, Clock: c, Tell: w, Duties: func(_ *store.Tx, id ID) (int, error) { return w.owes[id], nil }})
	return w
}

// Tell notes what the post was given.
func (w *town) Tell(_ *store.Tx, to, key string, _ ident.Matter) error {
	for name, id := range w.ids {
		if string(id) == to {
			w.told = append(w.told, name+" "+key)
		}
	}
	return nil
}

func who(name string) Invitation {
	return Invitation{Name: name, Display: "Display " + name, Office: "Officer", Language: lang.French}
}

func founder(name string, holder, administrator bool) Founder {
	i := who(name)
	return Founder{Name: i.Name, Display: i.Display, Office: i.Office, Language: i.Language, Passphrase: pass, Holder: holder, Administrator: administrator}
}

func (w *town) invite(name string) {
	w.Helper()
	a, code, err := w.room.Invite(w.as("omar"), who(name))
	if err == nil {
		_, err = w.room.Accept(context.Background(), code.Words("fr"), pass, pass)
	}
	if err != nil {
		w.Fatal(name, err)
	}
	w.ids[name] = a.ID
}

func (w *town) found(key string, role Role, lead string, missions ...string) {
	w.Helper()
	p, err := w.room.Propose(w.as("omar"), Proposal{Kind: ToFound, Role: role, NameEN: key, Account: w.ids[lead], Missions: missions, Since: "2026-01-01"})
	if err == nil {
		err = w.room.Confirm(w.as("ida"), p)
	}
	if err != nil {
		w.Fatal(key, fault.All(err), err)
	}
	w.read(func(tx *store.Tx) error {
		for _, v := range must(Teams(tx, role)) {
			if v.NameEN == key {
				w.teams[key] = v.ID
			}
		}
		return nil
	})
}

func (w *town) join(team, name, proposer, confirmer string) {
	w.Helper()
	p, err := w.room.Propose(w.as(proposer), Proposal{Kind: ToJoin, Team: w.teams[team], Account: w.ids[name]})
	if err == nil {
		err = w.room.Confirm(w.as(confirmer), p)
	}
	if err != nil {
		w.Fatal(team, name, err)
	}
}

// login opens a session.
func (w *town) login(name string) seal.Token {
	w.Helper()
	p := pass
	if w.pass[name] != "" {
		p = w.pass[name]
	}
	t, err := w.room.Login(context.Background(), name, p)
	if err != nil {
		w.Fatal(name, err)
	}
	return t
}

// enter is a request with a token.
func (w *town) enter(t seal.Token) context.Context {
	w.Helper()
	ctx, leave, err := w.desk.Enter(context.Background(), t)
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(leave)
	return ctx
}

// as is a new request in somebody's session; the session is kept.
func (w *town) as(name string) context.Context {
	w.Helper()
	if w.token[name] == "" {
		w.token[name] = w.login(name)
	}
	return w.enter(w.token[name])
}

var anything = act.Act{Name: "test.thing.do", Needs: gate.Anyone}

// do runs fn in a recorded change with the keys of ctx.
func (w *town) do(ctx context.Context, fn func(*store.Tx, *seal.Keys) error) error {
	_, err := act.Do(ctx, w.desk, anything, house, func(tx *store.Tx, k *seal.Keys, _ gate.Scope) (struct{}, record.Entry, error) {
		return struct{}{}, record.Entry{}, fn(tx, k)
	})
	return err
}

// read looks at the database as nobody.
func (w *town) read(fn func(*store.Tx) error) {
	w.Helper()
	if err := w.db.View(context.Background(), fn); err != nil {
		w.Fatal(err)
	}
}

// write changes the database behind everybody's back: somebody who got in there.
func (w *town) write(q string, args ...any) {
	w.Helper()
	if err := w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error { _, err := tx.Exec(q, args...); return err }); err != nil {
		w.Fatal(err)
	}
}

func (w *town) count(q string, args ...any) (n int) {
	w.Helper()
	w.read(func(tx *store.Tx) (err error) { n, err = store.One(tx, scanInt, q, args...); return })
	return n
}

var place = seal.Place{Table: "t", Column: "c", Row: "r"}

// note seals a text to whoever may read reports of a mission, as a stranger does.
func (w *town) note(matter, mission string) (s seal.Sealed) {
	w.Helper()
	err := w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error {
		to, err := Readers(tx, "intake.read", gate.Scope{Mission: mission})
		if err != nil {
			return err
		}
		k, err := Sealer(tx, nil, matter, to...)
		if err == nil {
			s = seal.Seal(k, place, seal.Hide("a text"))
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// opens says whether a session opens s.
func (w *town) opens(ctx context.Context, s seal.Sealed) (open bool) {
	w.Helper()
	if err := w.do(ctx, func(_ *store.Tx, k *seal.Keys) error {
		p, err := seal.Open[string](k, place, s)
		if errors.Is(err, seal.ErrNoRing) {
			err = nil
		}
		open = p.Open()
		return err
	}); err != nil {
		w.Error(err)
	}
	return open
}

func (w *town) reads(name string, s seal.Sealed) bool { w.Helper(); return w.opens(w.as(name), s) }

// wants compares the kind of an error, -1 being none.
func (w *town) wants(what string, err error, kind fault.Kind) {
	w.Helper()
	if err == nil || fault.Of(err) != kind {
		w.Errorf("%s: got %v (%s), want %s", what, err, fault.Of(err), kind)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func dayOf(s string) clock.Day { return clock.Day(s) }
