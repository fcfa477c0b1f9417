package people

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"haki/commons/act"
	"haki/internal/fault"
	"haki/internal/seal"
)

const fresh = "a quite different passphrase"

var nobody = context.Background()

// ask files a plea and finds it again.
func (w *town) ask(name, pass string) (PleaID, string) {
	w.Helper()
	words, err := w.room.Ask(nobody, name, pass, pass, "en")
	if err != nil {
		w.Fatal(err)
	}
	for _, p := range must(w.room.Pleas(w.as(map[bool]string{true: "omar", false: "ida"}[name == "ida"]))) {
		if p.Words("en") == words {
			return p.ID, words
		}
	}
	return "", words
}

// A lost passphrase: two of the recovery team give the key back, one cannot.
func TestRecovery(t *testing.T) {
	each(t, func(w *town) {
		s, before := w.note("m", "MIRA"), w.login("ada")
		plea, words := w.ask("ada", fresh)
		if plea == "" || len(strings.Fields(words)) != 5 {
			t.Fatalf("plea %q, words %q", plea, words)
		}
		if !slices.Contains(w.told, "ada people.letter_plea") {
			t.Errorf("the owner was not told: %v", w.told)
		}
		back := func(name, pass string) error { return w.room.Return(nobody, name, pass, "") }
		w.wants("before anybody answered", back("ada", fresh), fault.Conflict)
		for _, n := range []string{"dan", "cy", "ada"} {
			w.wants(n+" answers", w.room.Answer(w.as(n), plea), fault.Withheld)
			_, err := w.room.Pleas(w.as(n))
			w.wants(n+" lists pleas", err, fault.Withheld)
		}
		if err := w.room.Answer(w.as("omar"), plea); err != nil {
			t.Fatal(err)
		}
		w.wants("answering twice", w.room.Answer(w.as("omar"), plea), fault.Conflict)
		w.clock.Advance(Waiting)
		w.token = map[string]seal.Token{}
		w.wants("one answer of two", back("ada", fresh), fault.Conflict)
		if err := w.room.Answer(w.as("noor"), plea); err != nil {
			t.Fatal(err)
		}
		before = w.login("ada") // somebody knows the old passphrase
		w.wants("another passphrase", back("ada", "not the one asked with"), fault.Invalid)
		w.wants("another name", back("bo", fresh), fault.Invalid)
		w.wants("nobody's name", back("nobody", fresh), fault.Invalid)
		if err := back(" Ada", fresh); err != nil {
			t.Fatal(err)
		}
		if act.Of(w.enter(before)).ID != "" {
			t.Error("an old session survived")
		}
		_, err := w.room.Login(nobody, "ada", pass)
		w.wants("the lost passphrase", err, fault.Invalid)
		w.pass["ada"] = fresh
		if !w.reads("ada", s) {
			t.Error("ada has her account again and cannot read")
		}
		if !slices.Contains(w.told, "ada people.letter_restored") {
			t.Errorf("told: %v", w.told)
		}
		if n := w.count(`SELECT count(*) FROM people_plea`) + w.count(`SELECT count(*) FROM people_answer`); n != 0 {
			t.Errorf("%d rows of the plea are left", n)
		}
		if n := w.count(`SELECT count(*) FROM record_entry WHERE act = 'people.plea.answer'`); n != 2 {
			t.Errorf("%d answers are in the record", n)
		}
		if plea, _ := w.ask("ada", fresh+"!"); plea == "" { // and it works again
			t.Error("a second plea")
		}
	})
}

func TestAPleaWaitsADay(t *testing.T) {
	each(t, func(w *town) {
		plea, _ := w.ask("ada", fresh)
		for _, n := range []string{"omar", "noor"} {
			if err := w.room.Answer(w.as(n), plea); err != nil {
				t.Fatal(err)
			}
		}
		w.clock.Advance(Waiting - time.Second)
		err := w.room.Return(nobody, "ada", fresh, "")
		if fault.Of(err) != fault.Conflict || fault.All(err)[0].Key != "people.plea_waits" {
			t.Errorf("a second early: %v", err)
		}
		w.clock.Advance(time.Second)
		if err := w.room.Return(nobody, "ada", fresh, ""); err != nil {
			t.Error(err)
		}
	})
}

// The owner, who can still sign in, is told and says no; so does a holder to whom other
// words were said.
func TestAPleaIsRefused(t *testing.T) {
	each(t, func(w *town) {
		plea, _ := w.ask("ada", fresh)
		for _, n := range []string{"omar", "noor"} {
			if err := w.room.Answer(w.as(n), plea); err != nil {
				t.Fatal(err)
			}
		}
		w.wants("another person objects", w.room.Object(w.as("bo"), plea), fault.Withheld)
		if own := must(w.room.Own(w.as("ada"))); len(own.Pleas) != 1 {
			t.Errorf("ada sees %d pleas", len(own.Pleas))
		}
		if err := w.room.Object(w.as("ada"), plea); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(Waiting)
		w.token = map[string]seal.Token{}
		w.wants("after the owner's no", w.room.Return(nobody, "ada", fresh, ""), fault.Invalid)

		plea, _ = w.ask("ada", fresh)
		w.wants("somebody who holds nothing dismisses", w.room.Dismiss(w.as("bo"), plea), fault.Withheld)
		if err := w.room.Dismiss(w.as("noor"), plea); err != nil {
			t.Fatal(err)
		}
		w.wants("answering what was dismissed", w.room.Answer(w.as("omar"), plea), fault.NotFound)

		plea, _ = w.ask("noor", fresh) // a holder asks: not with their own share
		for _, p := range must(w.room.Pleas(w.as("noor"))) {
			if p.ID == plea {
				t.Error("one's own plea stands in the list")
			}
		}
		w.wants("answering oneself", w.room.Answer(w.as("noor"), plea), fault.Withheld)
		w.wants("dismissing as a holder what is one's own", w.room.Dismiss(w.as("noor"), plea), fault.Withheld)
	})
}

func TestAPleaForNobodyIsOneLikeAnother(t *testing.T) {
	each(t, func(w *town) {
		for _, name := range []string{"nobody", "", "bo"} {
			if name == "bo" {
				if err := w.room.End(w.as("omar"), w.ids["bo"]); err != nil {
					t.Fatal(err)
				}
			}
			words, err := w.room.Ask(nobody, name, fresh, fresh, "fr")
			if err != nil || len(strings.Fields(words)) != 5 {
				t.Errorf("%q: %q, %v", name, words, err)
			}
		}
		if n := w.count(`SELECT count(*) FROM people_plea`); n != 0 {
			t.Errorf("%d pleas", n)
		}
		_, err := w.room.Ask(nobody, "ada", "weak", "weak", "fr")
		w.wants("a weak passphrase", err, fault.Invalid)
		for range pleasOpen + 3 {
			w.ask("ada", fresh)
		}
		if n := w.count(`SELECT count(*) FROM people_plea`); n != pleasOpen {
			t.Errorf("%d pleas for one account", n)
		}
		w.clock.Advance(pleaLife)
		if n := must(w.room.Sweep(nobody)); n < pleasOpen {
			t.Errorf("swept %d", n)
		}
		if n := w.count(`SELECT count(*) FROM people_plea`); n != 0 {
			t.Errorf("%d old pleas", n)
		}
	})
}

// Guessing at a plea rests like guessing at the door.
func TestGuessingAtAPlea(t *testing.T) {
	each(t, func(w *town) {
		w.ask("ada", fresh)
		w.clock.Advance(Waiting)
		for range free {
			w.wants("a guess", w.room.Return(nobody, "ada", "guess guess guess", ""), fault.Invalid)
		}
		w.wants("the right one while it rests", w.room.Return(nobody, "ada", fresh, ""), fault.Invalid)
		w.clock.Advance(mostly)
		w.wants("the right one after that", w.room.Return(nobody, "ada", fresh, ""), fault.Conflict)
	})
}

// An institution of one person: a paper in the safe gives the key back.
func TestAPaperInTheSafe(t *testing.T) {
	each(t, func(whole *town) {
		db := whole.db
		for _, q := range []string{"answer", "plea", "share", "session", "wrap", "key", "member", "serves", "proposal", "invitation", "team", "paper", "account"} {
			whole.write(`DELETE FROM people_` + q)
		}
		w := bare0(t, db, whole.clock)
		ctx := act.Operator(nobody)
		one := founder("ida", true, false)
		_, err := w.room.Install(ctx, Founding{People: []Founder{one}, Needed: 1})
		w.wants("nobody could let her in again", err, fault.Invalid)
		_, err = w.room.Install(nobody, Founding{People: []Founder{one}, Needed: 1, Papers: 1})
		w.wants("the public founds a house", err, fault.Withheld)
		papers, err := w.room.Install(ctx, Founding{People: []Founder{one}, Needed: 1, Papers: 1})
		if err != nil || len(papers) != 1 {
			t.Fatal(err)
		}
		_, err = w.room.Install(ctx, Founding{People: []Founder{one}, Needed: 1, Papers: 1})
		w.wants("founding it twice", err, fault.Conflict)
		w.ids["ida"] = ID(act.Of(w.as("ida")).ID)
		s := w.note("m", "")
		if !w.reads("ida", s) {
			t.Fatal("ida does not read")
		}
		if _, err := w.room.Ask(nobody, "ida", fresh, fresh, "en"); err != nil {
			t.Fatal(err)
		}
		w.wants("a paper of somebody else's", w.room.Return(nobody, "ida", fresh, seal.NewReceipt().Words("en")), fault.Invalid)
		w.wants("what is no paper", w.room.Return(nobody, "ida", fresh, "hello"), fault.Invalid)
		w.wants("the same day", w.room.Return(nobody, "ida", fresh, papers[0].Words("en")), fault.Conflict)
		w.clock.Advance(Waiting)
		if err := w.room.Return(nobody, "ida", fresh, papers[0].Digits()); err != nil {
			t.Fatal(err)
		}
		w.pass["ida"], w.token = fresh, map[string]seal.Token{}
		if !w.reads("ida", s) {
			t.Error("she is back and does not read")
		}
		w.invite2("omar")
		if n := w.count(`SELECT count(*) FROM people_share WHERE account = ?`, w.ids["omar"]); n != 2 {
			t.Errorf("omar's key is shared among %d, want ida and the paper", n)
		}
	})
}

// invite2 lets the only person there invite.
func (w *town) invite2(name string) {
	w.Helper()
	a, code, err := w.room.Invite(w.as("ida"), who(name))
	if err == nil {
		_, err = w.room.Accept(nobody, code.Words("en"), pass, pass)
	}
	if err != nil {
		w.Fatal(err)
	}
	w.ids[name] = a.ID
}

func TestInstallationIsSound(t *testing.T) {
	person := func(n string, holder bool) Founder { return founder(n, holder, false) }
	three := []Founder{person("ada", true), person("bo", true), person("cy", true)}
	for name, f := range map[string]Founding{
		"nobody":                             {Needed: 2},
		"one of three would suffice":         {People: three, Needed: 1},
		"all three, of whom one has to ask":  {People: three, Needed: 3},
		"no number":                          {People: three},
		"two holders, and one asks":          {People: three[:2], Needed: 2},
		"a weak passphrase":                  {People: append([]Founder{{Name: "x", Display: "X Y", Passphrase: "weak"}}, three...), Needed: 2},
		"a name that cannot be signed in by": {People: append([]Founder{{Name: "a b", Display: "A B", Passphrase: pass}}, three...), Needed: 2},
	} {
		if err := f.check(); fault.Of(err) != fault.Invalid || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, f := range map[string]Founding{
		"two of three":          {People: three, Needed: 2},
		"two and two papers":    {People: three[:2], Needed: 2, Papers: 2},
		"one and one paper":     {People: three[:1], Needed: 1, Papers: 1},
		"one, of three papers":  {People: three[:1], Needed: 2, Papers: 3},
		"holders and one other": {People: append(three, person("dan", false)), Needed: 2},
	} {
		if err := f.check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// How many are needed changes by two people, and everybody's key is shared anew.
func TestAnotherNumberIsNeeded(t *testing.T) {
	each(t, func(w *town) {
		recovery := w.teams["recovery"]
		_, err := w.room.Propose(w.as("omar"), Proposal{Kind: ToNeed, Team: recovery, Needed: 1})
		w.wants("one of three", err, fault.Invalid)
		_, err = w.room.Propose(w.as("omar"), Proposal{Kind: ToNeed, Team: w.teams["here"], Needed: 2})
		w.wants("of a team that keeps no shares", err, fault.NotFound)
		w.join("recovery", "dan", "omar", "noor")
		p := must(w.room.Propose(w.as("omar"), Proposal{Kind: ToNeed, Team: recovery, Needed: 3}))
		w.wants("a holder confirms", w.room.Confirm(w.as("noor"), p), fault.Withheld)
		if err := w.room.Confirm(w.as("ida"), p); err != nil {
			t.Fatal(err)
		}
		w.login("ada")
		if n := w.count(`SELECT count(*) FROM people_share WHERE account = ? AND needed = 3`, w.ids["ada"]); n != 4 {
			t.Errorf("ada's key is shared among %d", n)
		}
		w.wants("now nobody of the four can go", w.room.Leave(w.as("dan"), recovery), fault.Conflict)
	})
}
