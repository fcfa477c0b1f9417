package people

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

func TestAnInvitationWorksOnce(t *testing.T) {
	each(t, func(w *town) {
		for _, n := range []string{"ida", "ada", "dan", "noor"} {
			_, _, err := w.room.Invite(w.as(n), who("new"))
			w.wants(n+" invites", err, fault.Withheld)
		}
		for name, change := range map[string]func(*Invitation){
			"a name that is taken":            func(i *Invitation) { i.Name = " ADA " },
			"a name with a space":             func(i *Invitation) { i.Name = "a da" },
			"no name":                         func(i *Invitation) { i.Name = "" },
			"nothing that colleagues call it": func(i *Invitation) { i.Display = " " },
		} {
			i := who("new")
			change(&i)
			_, _, err := w.room.Invite(w.as("omar"), i)
			w.wants(name, err, fault.Invalid)
		}
		a, code, err := w.room.Invite(w.as("omar"), who("New"))
		if err != nil || a.Name != "new" || a.Standing() {
			t.Fatal(a, err)
		}
		_, err = w.room.Login(context.Background(), "new", pass)
		w.wants("signing in before there is a key", err, fault.Invalid)
		_, err = w.room.Propose(w.as("omar"), Proposal{Kind: ToJoin, Team: w.teams["here"], Account: a.ID})
		w.wants("joining before there is a key", err, fault.Invalid)
		accept := func(code, pass, again string) error {
			_, err := w.room.Accept(context.Background(), code, pass, again)
			return err
		}
		w.wants("another code", accept(seal.NewReceipt().Words("en"), pass, pass), fault.Invalid)
		w.wants("no code", accept("hello", pass, pass), fault.Invalid)
		w.wants("a short passphrase", accept(code.Digits(), "too short", "too short"), fault.Invalid)
		w.wants("another one the second time", accept(code.Digits(), pass, pass+"."), fault.Invalid)
		_, second, err := w.room.Reinvite(w.as("omar"), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		w.wants("the code that was replaced", accept(code.Digits(), pass, pass), fault.Invalid)
		w.clock.Advance(InviteLife + time.Second)
		w.wants("a week later", accept(second.Digits(), pass, pass), fault.Invalid)
		w.token = map[string]seal.Token{}
		_, third, err := w.room.Reinvite(w.as("omar"), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := accept(strings.ToUpper(third.Words("fr")), pass, pass); err != nil {
			t.Fatal(err)
		}
		w.wants("a second time", accept(third.Words("fr"), pass+"!", pass+"!"), fault.Invalid)
		_, _, err = w.room.Reinvite(w.as("omar"), a.ID)
		w.wants("inviting who has a key", err, fault.Conflict)
		w.login("new")
		if n := w.count(`SELECT count(*) FROM people_invitation`); n != 0 {
			t.Errorf("%d codes are left", n)
		}
	})
}

// Two who come with the same code at the same moment do not both make a key.
func TestACodeMakesOneKey(t *testing.T) {
	each(t, func(w *town) {
		_, code, err := w.room.Invite(w.as("omar"), who("new"))
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			all.Go(func() {
				p := pass + strings.Repeat("!", i)
				_, errs[i] = w.room.Accept(context.Background(), code.Words("en"), p, p)
			})
		}
		all.Wait()
		good := 0
		for i, err := range errs {
			if err == nil {
				good++
				w.pass["new"] = pass + strings.Repeat("!", i)
			}
		}
		if good != 1 {
			t.Errorf("%d made a key: %v", good, errs)
		}
		w.login("new")
	})
}

func TestAnAccountEndsAtOnce(t *testing.T) {
	each(t, func(w *town) {
		bo := w.login("bo")
		s := w.note("m", "MIRA")
		for _, n := range []string{"ida", "ada", "noor"} {
			w.wants(n+" ends an account", w.room.End(w.as(n), w.ids["bo"]), fault.Withheld)
			w.wants(n+" closes sessions", w.room.CloseSessions(w.as(n), w.ids["bo"]), fault.Withheld)
		}
		if !w.opens(w.enter(bo), s) {
			t.Fatal("bo does not read")
		}
		if err := w.room.CloseSessions(w.as("omar"), w.ids["bo"]); err != nil {
			t.Fatal(err)
		}
		if act.Of(w.enter(bo)).ID != "" {
			t.Error("a closed session is somebody")
		}
		bo = w.login("bo")
		w.room.Ask(context.Background(), "bo", "an other passphrase", "an other passphrase", "en")
		if err := w.room.End(w.as("omar"), w.ids["bo"]); err != nil {
			t.Fatal(err)
		}
		if act.Of(w.enter(bo)).ID != "" || w.opens(w.enter(bo), s) {
			t.Error("the session of an ended account is somebody")
		}
		_, err := w.room.Login(context.Background(), "bo", pass)
		w.wants("signing in to an ended account", err, fault.Invalid)
		w.wants("ending it again", w.room.End(w.as("omar"), w.ids["bo"]), fault.Conflict)
		_, _, err = w.room.Reinvite(w.as("omar"), w.ids["bo"])
		w.wants("inviting them again", err, fault.Conflict)
		for _, q := range []string{`people_session WHERE account = ?`, `people_share WHERE account = ?`, `people_plea WHERE account = ?`, `people_member WHERE account = ?`} {
			if n := w.count(`SELECT count(*) FROM `+q, w.ids["bo"]); n != 0 {
				t.Errorf("%s: %d", q, n)
			}
		}
		if n := w.count(`SELECT count(*) FROM people_wrap WHERE by_id = (SELECT key_id FROM people_account WHERE id = ?)`, w.ids["bo"]); n != 0 {
			t.Errorf("%d keys are still kept for them", n)
		}
		if !w.reads("ada", s) || !w.reads("ada", w.note("n", "MIRA")) {
			t.Error("those who remain lost something")
		}
	})
}

// What the table says ended is ended, also if a row of a session stayed behind.
func TestAnEndedAccountHasNoSession(t *testing.T) {
	each(t, func(w *town) {
		bo := w.login("bo")
		w.write(`UPDATE people_account SET ended = '2026-11-23' WHERE id = ?`, w.ids["bo"])
		if act.Of(w.enter(bo)).ID != "" {
			t.Error("an ended account has a session")
		}
	})
}

func TestSessionsRunOut(t *testing.T) {
	each(t, func(w *town) {
		open := func(s seal.Token) bool { return act.Of(w.enter(s)).ID != "" }
		idle, used := w.login("ada"), w.login("ada")
		touch := func() {
			if err := w.room.Touch(w.enter(used), string(used)); err != nil {
				t.Fatal(err)
			}
		}
		for range 5 {
			w.clock.Advance(6 * time.Minute)
			touch()
		}
		if open(idle) || !open(used) {
			t.Errorf("after half an hour: idle %v, used %v", open(idle), open(used))
		}
		before := w.count(`SELECT count(*) FROM record_coarse WHERE act = 'people.session.touch'`)
		for range 50 {
			w.clock.Advance(time.Second)
			touch()
		}
		if n := w.count(`SELECT count(*) FROM record_coarse WHERE act = 'people.session.touch'`); n != before || n == 0 {
			t.Errorf("%d entries and then %d for fifty requests in a minute", before, n)
		}
		for i := 0; i < 100 && open(used); i++ {
			w.clock.Advance(10 * time.Minute)
			touch()
		}
		if past := w.clock.Now().Sub(monday); past < 8*time.Hour || past > 8*time.Hour+20*time.Minute {
			t.Errorf("a session that is used lasts %v", past)
		}
		if n := must(w.room.Sweep(context.Background())); n < 2 {
			t.Errorf("swept %d", n)
		}
		if n := w.count(`SELECT count(*) FROM people_session`); n != 0 {
			t.Errorf("%d sessions that have run out keep a key", n)
		}
		if act.Of(w.enter("nonsense")).ID != "" || act.Of(w.enter("")).ID != "" {
			t.Error("a false token is somebody")
		}
	})
}

func TestOnesOwnSessions(t *testing.T) {
	each(t, func(w *town) {
		if err := w.room.EndSessions(w.as("ada")); err != nil {
			t.Fatal(err)
		}
		one, two, three := w.login("ada"), w.login("ada"), w.login("ada")
		bo := w.login("bo")
		ctx := w.enter(one)
		if own := must(w.room.Own(ctx)); len(own.Sessions) != 3 || own.Name != "ada" || len(own.Teams) != 1 || !own.Teams[0].Lead || !own.Shared {
			t.Errorf("got %+v", own)
		}
		if err := w.room.EndSession(ctx, two.Lookup()); err != nil {
			t.Fatal(err)
		}
		w.wants("another person's", w.room.EndSession(ctx, bo.Lookup()), fault.NotFound)
		is := func(s seal.Token) bool { return act.Of(w.enter(s)).ID != "" }
		if is(two) || !is(one) || !is(three) || !is(bo) {
			t.Error("the wrong session ended")
		}
		if err := w.room.Logout(ctx, one); err != nil || is(one) {
			t.Error(err)
		}
		if err := w.room.Logout(context.Background(), one); err != nil {
			t.Error("signing out without a session:", err)
		}
		if err := w.room.EndSessions(w.enter(three)); err != nil || is(three) || !is(bo) {
			t.Error(err)
		}
		_, err := w.room.Own(context.Background())
		w.wants("the public's own account", err, fault.NotFound)
	})
}

func TestChangingThePassphrase(t *testing.T) {
	each(t, func(w *town) {
		const fresh = "a quite different passphrase"
		s := w.note("m", "MIRA")
		here, other := w.login("ada"), w.login("ada")
		change := func(old, pass, again string) error { return w.room.Rekey(w.enter(here), here, old, pass, again) }
		w.wants("without the old one", change("not the old passphrase", fresh, fresh), fault.Invalid)
		w.wants("a weak one", change(pass, "weak", "weak"), fault.Invalid)
		w.wants("two different ones", change(pass, fresh, fresh+"."), fault.Invalid)
		if err := change(pass, fresh, fresh); err != nil {
			t.Fatal(err)
		}
		if !w.opens(w.enter(here), s) || w.opens(w.enter(other), s) {
			t.Error("this session stays, the others end")
		}
		_, err := w.room.Login(context.Background(), "ada", pass)
		w.wants("the old one", err, fault.Invalid)
		w.pass["ada"] = fresh
		if !w.opens(w.enter(w.login("ada")), s) {
			t.Error("the key is another one")
		}
		if !slices.Contains(w.told, "ada people.letter_passphrase") {
			t.Errorf("told: %v", w.told)
		}
		for range free {
			w.wants("guessing in a session", change("guess guess guess", fresh, fresh), fault.Invalid)
		}
		w.wants("and on", change(fresh, pass, pass), fault.TooMany)
	})
}

// Whether somebody has an account: neither the answer nor the wait tells.
func TestTheDoorTellsNothing(t *testing.T) {
	each(t, func(w *town) {
		w.room.End(w.as("omar"), w.ids["bo"])
		must2(func() (Account, seal.Receipt, error) { return w.room.Invite(w.as("omar"), who("inv")) }())
		said := func(name string) string {
			_, err := w.room.Login(context.Background(), name, "the wrong passphrase")
			all := fault.All(err)
			if len(all) != 1 || all[0].Kind != fault.Invalid {
				t.Fatalf("%s: %v", name, err)
			}
			return all[0].Key + " " + all[0].Field
		}
		names := []string{"ada", "nobody", "bo", "inv"}
		answers := map[string]bool{}
		for range free + 3 { // beyond the point where a name rests
			for _, n := range names {
				answers[said(n)] = true
			}
		}
		if len(answers) != 1 {
			t.Errorf("%d answers: %v", len(answers), answers)
		}
		_, err := w.room.Login(context.Background(), "ada", pass)
		w.wants("the right passphrase while the name rests", err, fault.Invalid)
		for _, n := range names {
			k := w.count(`SELECT failures FROM people_attempt WHERE name = ?`, w.book.bucket(n))
			if k != free {
				t.Errorf("%s: %d failures are counted", n, k)
			}
		}
		w.clock.Advance(2 * time.Second)
		w.login("ada") // and all is forgotten
		if n := w.count(`SELECT count(*) FROM people_attempt WHERE name = ?`, w.book.bucket("ada")); n != 0 {
			t.Error("a good login leaves failures behind")
		}
	})
}

// Many who guess at once have all read that the name does not rest: what counts is
// what stands there when the session would begin.
func TestGuessingAtOnce(t *testing.T) {
	each(t, func(w *town) {
		var known Account
		w.read(func(tx *store.Tx) (err error) { known, err = ByName(tx, "ada"); return })
		a := must(w.book.Unlock(known, pass))
		for range free {
			w.room.Login(context.Background(), "ada", "the wrong passphrase")
		}
		_, err := w.room.begin(context.Background(), w.book.bucket("ada"), known, a, nil)
		w.wants("the right passphrase that was tried before the name rested", err, fault.Invalid)
	})
}

func TestRestingGrowsAndEnds(t *testing.T) {
	for n, want := range map[int]time.Duration{1: 0, free - 1: 0, free: time.Second, free + 3: 8 * time.Second, 60: mostly, 10000: mostly} {
		if got := rest(n); got != want {
			t.Errorf("after %d failures: %v, want %v", n, got, want)
		}
	}
	b := Book{Pepper: []byte("x")}
	if b.bucket(" ADA ") != b.bucket("ada") || b.bucket("ada") == (Book{}).bucket("ada") {
		t.Error("failures are counted under the wrong name")
	}
}

// The time of an unknown name is that of a known one. The argon2 is cheap here, so
// that what is around it shows. A difference that is real is there each of three times;
// one that a busy machine made is not.
func TestEqualTime(t *testing.T) {
	each(t, func(w *town) {
		var ratios []float64
		for range 3 {
			r := w.knownToUnknown()
			if math.Abs(math.Log(r)) <= math.Log(1.5) {
				return
			}
			ratios = append(ratios, r)
		}
		t.Errorf("a known name takes %.2f times as long as an unknown one", ratios)
	})
}

// knownToUnknown is the ratio of the lower quartiles of the times of trying a wrong
// passphrase: what else runs on the machine only ever adds.
func (w *town) knownToUnknown() float64 {
	took := map[string][]float64{}
	for i := range 256 {
		n := []string{"ada", "nobody"}[bits.OnesCount(uint(i))%2] // in no rhythm that the collector could share
		w.clock.Advance(forgets + time.Second)                    // nobody rests
		began := time.Now()
		w.room.Login(context.Background(), n, "the wrong passphrase")
		if i > 9 {
			took[n] = append(took[n], time.Since(began).Seconds())
		}
	}
	quartile := func(n string) float64 { slices.Sort(took[n]); return took[n][len(took[n])/4] }
	return quartile("ada") / quartile("nobody")
}

func TestACrowdIsAskedToWait(t *testing.T) {
	each(t, func(w *town) {
		for range queue {
			w.room.door <- struct{}{}
		}
		for _, n := range []string{"ada", "nobody"} {
			_, err := w.room.Login(context.Background(), n, pass)
			w.wants(n, err, fault.TooMany)
		}
		<-w.room.door
		w.login("ada")
	})
}

// A session's row is of no use to who moves or lengthens it.
func TestASessionRowIsBound(t *testing.T) {
	each(t, func(w *town) {
		ada, eve := w.login("ada"), w.login("eve")
		refused := func(what string, s seal.Token) {
			_, _, err := w.desk.Enter(context.Background(), s)
			if err == nil {
				t.Errorf("%s: accepted", what)
			}
		}
		w.write(`UPDATE people_session SET until = '2099-01-01T00:00:00.000000Z' WHERE lookup = ?`, ada.Lookup())
		refused("a longer session", ada)
		w.write(`UPDATE people_session SET account = ? WHERE lookup = ?`, w.ids["ida"], eve.Lookup())
		refused("another's session", eve)
	})
}

func TestEverybodyHasTheirOwnAccountOnly(t *testing.T) {
	each(t, func(w *town) {
		ada := act.Of(w.as("ada"))
		for name, c := range map[string]struct {
			team []string
			want gate.Ruling
		}{"one's own": {[]string{ada.ID}, gate.Allowed}, "another's": {[]string{string(w.ids["bo"])}, gate.Withheld}, "nobody's": {nil, gate.Withheld}} {
			if got := gate.Rule(ada, gate.Self, "", gate.Scope{Team: c.team}); got != c.want {
				t.Errorf("%s: %d", name, got)
			}
		}
		page := must(w.room.Look(w.as("bo"), w.teams["here"]))
		if page.Lead || !page.Has(w.ids["ada"]) {
			t.Error("bo's team")
		}
		if page := must(w.room.Look(w.as("ada"), w.teams["here"])); !page.Lead {
			t.Error("ada leads")
		}
		_, err := w.room.Look(w.as("cy"), w.teams["here"])
		w.wants("another's team", err, fault.Withheld)
		if s := must(w.room.All(w.as("ida"))); len(s.Accounts) != 9 {
			t.Error("headquarters does not see who is there")
		}
		for _, n := range []string{"ida", "omar"} {
			if _, err := w.room.Look(w.as(n), w.teams["here"]); err != nil {
				t.Error(n, err)
			}
		}
		_, err = w.room.All(w.as("ada"))
		w.wants("everybody", err, fault.Withheld)
		if s := must(w.room.All(w.as("omar"))); len(s.Accounts) != 9 || len(s.Teams) != 7 {
			t.Errorf("%d accounts, %d teams", len(s.Accounts), len(s.Teams))
		}
		if p := must(w.room.One(w.as("omar"), w.ids["ada"])); len(p.Teams) != 1 || p.Sessions == 0 {
			t.Errorf("%+v", p)
		}
	})
}

func TestAnAccountPrintsAsItsName(t *testing.T) {
	a := must(Book{Cost: cheap}.New("x", "x-ray", pass))
	for _, said := range []string{fmt.Sprintf("%v %+v %#v %s", a, a, a, &a), fmt.Sprint(Own{Account: a}), fmt.Sprint([]Account{a}), slog.AnyValue(a).Resolve().String()} {
		if strings.Trim(strings.ReplaceAll(said, "people.account/x", ""), " []") != "" {
			t.Error("said", said)
		}
	}
}

// A house without a pepper works too, and a pepper is one more thing to guess.
func TestTheZeroBookWorks(t *testing.T) {
	each(t, func(w *town) {
		a := must(Book{Cost: cheap}.New("x", "x-ray", pass))
		if _, err := (Book{Cost: cheap}).Unlock(a, pass); err != nil {
			t.Error(err)
		}
		if _, err := (Book{Cost: cheap, Pepper: []byte("p")}).Unlock(a, pass); err == nil {
			t.Error("the pepper does not count")
		}
		w.read(func(tx *store.Tx) error {
			_, err := Find(tx, "x")
			w.wants("who is not registered", err, fault.NotFound)
			return nil
		})
	})
}
