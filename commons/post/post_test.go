package post

import (
	"context"
	"errors"
	"html"
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"time"

	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/store"
)

func TestTheWordsAreWhole(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"post": Words}) {
		t.Error(f)
	}
}

func TestAMailSaysThatSomethingWaitsAndNothingElse(t *testing.T) {
	each(t, func(r *rig) {
		r.put(Letter{To: ToTeam("conduct"), Key: "intake.letter_new"})
		r.at(24, "12:30")
		if len(r.out.mails) != 2 {
			t.Fatalf("%d mails", len(r.out.mails))
		}
		for _, m := range r.out.mails {
			all := m.Subject + m.Body + m.ID
			for _, s := range []string{"report", "signalement", "Display", "ada", "bo ", "intake", "r1", "2026", "1 ", "MISKA"} {
				if strings.Contains(strings.ReplaceAll(all, m.ID, ""), s) {
					t.Errorf("%s in %q", s, all)
				}
			}
			if !strings.Contains(m.Body, "https://haki.example/"+m.Lang+"/post\n") {
				t.Errorf("no way in: %q", m.Body)
			}
		}
		if fr, en := r.out.mails[0], r.out.mails[1]; fr.To != "ada@kanari.example" || fr.Subject != "Quelque chose vous attend" || en.Subject != "Something waits for you" {
			t.Errorf("%+v", r.out.mails)
		}
	})
}

func TestNobodyCanCountReportsByMails(t *testing.T) {
	each(t, func(r *rig) {
		for range 7 {
			r.put(Letter{To: ToTeam("conduct"), Key: "intake.letter_new", Matter: ident.Matter{Kind: "intake.report", ID: string(ident.New[rig](ident.Dice))}})
		}
		r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_late"})
		r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_new", Matter: ident.Matter{Kind: "casework.case", ID: "c1"}})
		if n := r.at(24, "12:30"); n != 2 || len(r.out.mails) != 2 {
			t.Errorf("%d mails for two people", n)
		}
		if got := r.states("ada"); got != "sent sent sent" {
			t.Errorf("ada: %s", got)
		}
		if got := r.states("bo"); got != "sent" {
			t.Errorf("bo: %s", got)
		}
		r.put(Letter{To: ToTeam("conduct"), Key: "intake.letter_new"}) // of the same day again
		if n := r.at(24, "16:30"); n != 0 {
			t.Errorf("%d mails for a line that was sent today", n)
		}
		r.clock.Set(begin.Add(24 * time.Hour))
		r.put(Letter{To: ToTeam("conduct"), Key: "intake.letter_new"})
		if n := r.at(25, "12:30"); n != 2 {
			t.Errorf("%d mails the next day", n)
		}
	})
}

// P-05: nothing tells at what hour a letter, and so a report, came.
func TestP05NoHourIsKept(t *testing.T) {
	each(t, func(r *rig) {
		r.clock.Set(begin.Add(1234567 * time.Millisecond)) // 09:35:34.567
		r.put(Letter{To: ToTeam("conduct"), Key: "intake.letter_new"})
		var all strings.Builder
		if err := store.Dump(context.Background(), r.db, &all); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(all.String(), "\n") {
			if strings.HasPrefix(line, "post_") && (strings.Contains(line, "09:35") || strings.Contains(line, "T")) {
				t.Error(line)
			}
		}
		for _, hour := range []string{"10:40", "11:30", "12:29"} {
			if n := r.at(24, hour); n != 0 {
				t.Errorf("a mail left at %s", hour)
			}
		}
		if n := r.at(24, "12:33"); n != 2 {
			t.Errorf("%d mails at the fixed moment", n)
		}
		r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_late"})
		for _, hour := range []string{"12:40", "16:29"} {
			if n := r.at(24, hour); n != 0 {
				t.Errorf("a mail left at %s", hour)
			}
		}
		if n := r.at(24, "16:30"); n != 1 {
			t.Errorf("%d mails at the next moment", n)
		}
	})
}

func TestWhoIsBarredIsToldNothing(t *testing.T) {
	each(t, func(r *rig) {
		r.put(Letter{To: ToTeam("conduct"), Key: "intake.letter_new", Except: []people.ID{"bo"}})
		if r.states("ada") != "waiting" || r.states("bo") != "" {
			t.Errorf("ada %q, bo %q", r.states("ada"), r.states("bo"))
		}
	})
}

func TestATellerKnowsPeopleFromTeams(t *testing.T) {
	each(t, func(r *rig) {
		r.do(func(tx *store.Tx) error {
			return errors.Join(Teller{}.Tell(tx, "cy", "intake.letter_new", report), Teller{}.Tell(tx, "conduct", "intake.letter_late", report))
		})
		if r.states("cy") != "waiting" || r.states("ada") != "waiting" || r.states("bo") != "waiting" {
			t.Errorf("cy %q, ada %q, bo %q", r.states("cy"), r.states("ada"), r.states("bo"))
		}
		_, err := r.room.Own(context.Background())
		if fault.Of(err) != fault.NotFound && fault.Of(err) != fault.Withheld {
			t.Errorf("the public: %v", err)
		}
		err = r.db.View(context.Background(), func(tx *store.Tx) error { return Teller{}.Tell(tx, "nobody", "intake.letter_new", report) })
		if fault.Of(err) != fault.NotFound {
			t.Errorf("nobody: %v", err)
		}
	})
}

func TestWhatHasNoAddressOrNoServerIsKeptOnThePage(t *testing.T) {
	each(t, func(r *rig) {
		r.put(Letter{To: ToPerson("cy"), Key: "intake.letter_new"})
		r.put(Letter{To: ToPerson("gone"), Key: "intake.letter_new"})
		if n := r.at(24, "12:30"); n != 0 || r.states("cy") != "kept" {
			t.Errorf("%d mails, cy %q", n, r.states("cy"))
		}
		if err := r.room.Address(r.as("cy"), "cy@kanari.example"); err != nil {
			t.Fatal(err)
		}
		if n := r.at(24, "16:30"); n != 0 {
			t.Errorf("an address given later brings %d old letters", n)
		}
		r.room.Sender = nil
		r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_new"})
		if n := r.at(25, "07:30"); n != 0 || r.states("ada") != "kept" {
			t.Errorf("without a server: %d mails, ada %q", n, r.states("ada"))
		}
	})
}

func TestAnAccountThatHasEndedGetsNoMail(t *testing.T) {
	each(t, func(r *rig) {
		if err := r.room.Address(r.as("gone"), "gone@kanari.example"); err != nil {
			t.Fatal(err)
		}
		r.put(Letter{To: ToPerson("gone"), Key: "intake.letter_new"})
		if n := r.at(24, "12:30"); n != 0 {
			t.Errorf("%d mails", n)
		}
	})
}

func TestAMailIsTriedAgainMoreAndMoreSlowlyAndGivenUpInSight(t *testing.T) {
	each(t, func(r *rig) {
		r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_new"})
		r.out.fails = &Failure{Why: Postponed}
		r.at(24, "12:30")
		if got := r.states("ada"); got != "due/postponed" {
			t.Errorf("after the first try: %s", got)
		}
		tries := 1
		for step := 0; step < 80*4 && strings.HasPrefix(r.states("ada"), "due"); step++ { // a quarter of an hour at a time
			r.clock.Advance(15 * time.Minute)
			before := r.next("ada")
			if _, err := r.room.Dispatch(context.Background()); err != nil {
				t.Fatal(err)
			}
			if r.next("ada") != before {
				tries++
			}
		}
		if got := r.states("ada"); got != "given_up/postponed" || tries != len(waits)+1 {
			t.Errorf("%s after %d tries", got, tries)
		}
		if since := r.clock.Now().Sub(begin); since < 48*time.Hour || since > 72*time.Hour {
			t.Errorf("given up after %s", since)
		}
		body := html.UnescapeString(r.ask("GET", "ada", "/fr/post", nil).Body.String())
		if !strings.Contains(body, "N’a pas pu être remis") || !strings.Contains(body, "L’autre serveur demande d’attendre") {
			t.Error("ada does not see it")
		}
		body = html.UnescapeString(r.ask("GET", "cy", "/fr/post/outbox", nil).Body.String())
		if !strings.Contains(body, "Display of ada") || strings.Contains(body, "signalement") || strings.Contains(body, "kanari") {
			t.Errorf("who looks after accounts does not see it, or sees too much:\n%s", body)
		}
		if w := r.ask("GET", "bo", "/fr/post/outbox", nil); w.Code != 404 {
			t.Errorf("bo sees the outbox: %d", w.Code)
		}
	})
}

// next is when a person's mail is tried again.
func (r *rig) next(who string) (due string) {
	r.db.View(context.Background(), func(tx *store.Tx) (err error) {
		due, err = store.One(tx, scanText, `SELECT max(due) FROM post_letter WHERE account = ?`, who)
		return err
	})
	return due
}

func TestAMailThatIsRefusedIsGivenUpAtOnceAndTheNextIsTried(t *testing.T) {
	each(t, func(r *rig) {
		r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_new"})
		r.out.fails = &Failure{Why: Refused}
		r.at(24, "12:30")
		if got := r.states("ada"); got != "given_up/refused" {
			t.Errorf("%s", got)
		}
		r.out.fails = nil
		r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_late"})
		if n := r.at(24, "16:30"); n != 1 {
			t.Errorf("%d mails", n)
		}
	})
}

func TestATriedMailKeepsItsNameUntilItIsSent(t *testing.T) {
	each(t, func(r *rig) {
		r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_new"})
		ctx, cancel := context.WithCancel(context.Background())
		var first string
		r.room.Sender = senderFunc(func(m Mail) error { first = m.ID; cancel(); return nil }) // sent, and the program is killed
		r.clock.Set(time.Date(2026, 11, 24, 12, 30, 0, 0, r.room.Times.Zone))
		if _, err := r.room.Dispatch(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		r.room.Sender = r.out
		if n := r.at(24, "12:35"); n != 1 || r.out.mails[0].ID != first {
			t.Errorf("%d mails, called %s, before %s", n, r.out.mails[0].ID, first)
		}
		if n := r.at(24, "12:40"); n != 0 {
			t.Error("sent twice")
		}
	})
}

func TestALetterPutWhileAMailIsUnderWayWaits(t *testing.T) {
	each(t, func(r *rig) {
		r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_new"})
		r.room.Sender = senderFunc(func(Mail) error {
			r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_late"})
			return nil
		})
		r.at(24, "12:30")
		if got := r.states("ada"); got != "waiting sent" {
			t.Errorf("%q", got)
		}
	})
}

type senderFunc func(Mail) error

func (f senderFunc) Send(_ context.Context, m Mail) error { return f(m) }

func TestOldLettersEnd(t *testing.T) {
	each(t, func(r *rig) {
		r.put(Letter{To: ToPerson("ada"), Key: "intake.letter_new"})
		r.at(24, "12:30")
		r.clock.Advance(40 * 24 * time.Hour)
		if _, err := r.room.Dispatch(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := r.states("ada"); got != "" {
			t.Errorf("%q", got)
		}
	})
}

func TestOnesOwnAddress(t *testing.T) {
	each(t, func(r *rig) {
		for _, wrong := range []string{"ada", "ada@", "Ada <ada@kanari.example>", "<ada@kanari.example>", "a@b.example\r\nBcc: x@y.example", "a@b.example, c@d.example", strings.Repeat("a", 250) + "@b.example"} {
			w := r.ask("POST", "ada", "/fr/post", url.Values{"address": {wrong}})
			if w.Code != 422 || !strings.Contains(html.UnescapeString(w.Body.String()), "n’est pas complète") {
				t.Errorf("%q: %d", wrong, w.Code)
			}
		}
		if w := r.ask("POST", "ada", "/fr/post", url.Values{"address": {" ada@nara.example "}}); w.Code != 303 {
			t.Errorf("%d", w.Code)
		}
		if got := must(r.room.Own(r.as("ada"))).Address; got != "ada@nara.example" {
			t.Errorf("%q", got)
		}
		if w := r.ask("POST", "ada", "/fr/post", url.Values{"address": {""}}); w.Code != 303 || must(r.room.Own(r.as("ada"))).Address != "" {
			t.Errorf("%d", w.Code)
		}
		if got := must(r.room.Own(r.as("bo"))).Address; got != "bo@kanari.example" {
			t.Errorf("bo: %q", got)
		}
	})
}

func TestInTheDemoWhoLooksAfterAccountsSeesWhatWouldLeave(t *testing.T) {
	each(t, func(r *rig) {
		r.room.Demo, r.room.Sender = true, nil
		r.put(Letter{To: ToTeam("conduct"), Key: "intake.letter_new"})
		body := html.UnescapeString(r.ask("GET", "cy", "/fr/post/outbox", nil).Body.String())
		for _, s := range []string{"Display of ada", "Display of bo", "Quelque chose vous attend", "Something waits for you", "https://haki.example/fr/post"} {
			if !strings.Contains(body, s) {
				t.Errorf("%q is missing", s)
			}
		}
		if strings.Contains(body, "signalement") {
			t.Error("it says what the letters are about")
		}
	})
}

func TestMoments(t *testing.T) {
	paris := must(clock.Zone("Europe/Paris"))
	for now, want := range map[string]string{
		"2026-11-24T07:29:59+01:00": "2026-11-23T16:30:00+01:00",
		"2026-11-24T07:30:00+01:00": "2026-11-24T07:30:00+01:00",
		"2026-11-24T12:31:00+01:00": "2026-11-24T12:30:00+01:00",
		"2026-11-24T23:59:00+01:00": "2026-11-24T16:30:00+01:00",
		"2026-03-29T07:30:00+02:00": "2026-03-29T07:30:00+02:00", // the clocks went on in the night
		"2026-10-25T07:29:00+01:00": "2026-10-24T16:30:00+02:00",
	} {
		if got := (Times{Zone: paris}).last(must(time.Parse(time.RFC3339, now))); !got.Equal(must(time.Parse(time.RFC3339, want))) {
			t.Errorf("at %s: %s, want %s", now, got.In(paris), want)
		}
	}
	if got := (Times{Hours: []string{"02:30"}, Zone: paris}).last(must(time.Parse(time.RFC3339, "2026-03-29T12:00:00+02:00"))); got.IsZero() {
		t.Error("a moment that the clocks jumped over leaves none")
	}
	if _, err := NewRoom(Setup{Times: Times{Hours: []string{"noon"}}}); err == nil {
		t.Error("an hour that is none")
	}
}
