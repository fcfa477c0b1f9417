package practice_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"haki/commons/act"
	"haki/internal/fault"
	p "haki/library/practice"
)

func TestAPracticeGoesFromDraftToPublicationAndEachStepIsOwed(t *testing.T) {
	each(t, func(h *house) {
		id := h.written()
		owed := func(want string) {
			t.Helper()
			if got := h.owes(id); got != want {
				t.Errorf("%s: owed %q, want %q", h.read(id).Status, got, want)
			}
		}
		owed("")
		h.must(h.room.Speak(h.As("irena"), id, p.Submitting, ""))
		owed("practice_check/team")
		h.must(h.room.Decide(h.As("oskar"), id, p.Returning, "How many posts?"))
		owed("practice_questions/state")
		h.must(h.room.Speak(h.As("irena"), id, p.Submitting, "Five."))
		owed("practice_check/team")
		h.must(h.room.Decide(h.As("oskar"), id, p.Completing, ""))
		owed("practice_clear/state")
		h.must(h.room.Speak(h.As("irena"), id, p.Clearing, ""))
		owed("practice_approve/team")
		h.must(h.room.Decide(h.As("oskar"), id, p.Approving, ""))
		owed("practice_translate/team")
		if got := h.shown(); len(got) > 0 {
			t.Errorf("it is public before it is published: %q", got)
		}
		french := whole("De la lumière et des rondes aux postes isolés")
		h.must(h.room.Edit(h.As("oskar"), id, p.Written{Language: "fr", Text: french}))
		h.must(h.room.Decide(h.As("oskar"), id, p.Publishing, ""))
		owed("practice_confirm/state")
		s := h.read(id)
		if len(s.Versions) != 1 || len(s.Versions[0].Texts) != 1 || s.Versions[0].Texts["en"].Title == "" {
			t.Errorf("a language that nobody reviewed was published: %v", s.Versions)
		}
		if got := h.shown(); !slices.Equal(got, []string{"xa-light-and-patrols-at-remote-posts"}) {
			t.Errorf("public: %q", got)
		}
		var said []string
		for _, l := range s.Letters {
			said = append(said, string(l.Step)+": "+l.Text)
		}
		if got := strings.Join(said, "; "); got != "return: How many posts?; submit: Five." {
			t.Errorf("said: %s", got)
		}
	})
}

// Every move from every status, by the right side, does what the table says or nothing.
func TestEveryMoveFromEveryStatus(t *testing.T) {
	allowed := map[p.Status][]p.Move{
		p.Draft: {p.Submitting, p.Withdrawing}, p.Submitted: {p.Completing, p.Returning, p.Rejecting, p.Withdrawing}, p.Returned: {p.Submitting, p.Withdrawing},
		p.Complete: {p.Clearing, p.Returning, p.Withdrawing}, p.StateCleared: {p.Approving, p.Returning, p.Rejecting, p.Withdrawing}, p.Translation: {p.Publishing, p.Withdrawing},
		p.Published: {p.Confirming, p.Revising, p.Withdrawing}, p.Rejected: {p.Answering, p.Withdrawing}, p.Withdrawn: nil}
	each(t, func(h *house) {
		for s, moves := range allowed {
			for _, m := range p.Moves {
				if m == p.Writing || m == p.Translating {
					continue
				}
				id := h.at(s)
				theirs := slices.Contains([]p.Move{p.Submitting, p.Clearing, p.Confirming, p.Revising, p.Answering, p.Withdrawing}, m)
				do, who, no := h.room.Decide, "oskar", fault.Conflict
				if theirs {
					do, who = h.room.Speak, "irena"
				} else if s == p.Draft {
					no = fault.Withheld // it does not exist for headquarters
				}
				err := do(h.As(who), id, m, "Because.")
				switch may := slices.Contains(moves, m); {
				case may && err != nil:
					t.Errorf("%s from %s: %v", m, s, err)
				case !may && fault.Of(err) != no:
					t.Errorf("%s from %s: %v", m, s, err)
				case !may && h.read(id).Status != s:
					t.Errorf("%s from %s was refused and done", m, s)
				}
			}
		}
	})
}

func TestADraftDoesNotExistForAnybodyOutsideItsState(t *testing.T) {
	each(t, func(h *house) {
		id := h.written()
		for _, who := range []string{"oskar", "nadia", "bela", "amara", "paul"} {
			_, read := h.room.Read(h.As(who), "en", id)
			_, own := h.room.ReadOwn(h.As(who), "en", id)
			if fault.Of(read) != fault.Withheld || fault.Of(own) != fault.Withheld {
				t.Errorf("%s: %v, %v", who, read, own)
			}
			h.refused(fault.Withheld, "not_found", h.room.Write(h.As(who), id, p.Written{Language: "en", Text: whole("x")}))
		}
		if rows, err := h.room.All(h.As("oskar"), "en", ""); err != nil || len(rows) > 0 {
			t.Errorf("headquarters list %d drafts, %v", len(rows), err)
		}
		h.must(h.room.Speak(h.As("irena"), id, p.Submitting, ""))
		if rows, err := h.room.All(h.As("oskar"), "en", ""); err != nil || len(rows) != 1 {
			t.Errorf("headquarters list %d handed in, %v", len(rows), err)
		}
		if rows, err := h.room.Own(h.As("bela"), "en"); err != nil || len(rows) > 0 {
			t.Errorf("another State lists %d, %v", len(rows), err)
		}
	})
}

func TestEachSideDoesItsOwnMovesOnly(t *testing.T) {
	each(t, func(h *house) {
		id := h.at(p.Complete)
		h.refused(fault.Withheld, "not_found", h.room.Speak(h.As("oskar"), id, p.Clearing, ""))
		h.refused(fault.Conflict, "states_own", h.room.Record(h.As("oskar"), id, p.Clearing, ""))
		h.refused(fault.Withheld, "not_found", h.room.Decide(h.As("irena"), id, p.Returning, "No."))
		h.refused(fault.Withheld, "not_found", h.room.Speak(h.As("bela"), id, p.Clearing, ""))
		h.refused(fault.Forbidden, "forbidden", h.room.Speak(h.As("odar"), id, p.Clearing, "")) // the legal branch writes, and does not speak
		h.refused(fault.Withheld, "not_found", h.room.Speak(context.Background(), id, p.Clearing, ""))
		h.refused(fault.Forbidden, "forbidden", h.room.Decide(h.As("selma"), id, p.Returning, "No.")) // the head of service reads
	})
}

func TestWhatChangedMeanwhileIsNotOverwritten(t *testing.T) {
	each(t, func(h *house) {
		id := h.written()
		rev := h.read(id).Rev
		h.must(h.room.Write(p.Seen(h.As("odar"), rev), id, p.Written{Language: "en", Text: whole("Odar’s title")}))
		h.refused(fault.Stale, "stale", h.room.Write(p.Seen(h.As("irena"), rev), id, p.Written{Language: "en", Text: whole("Irena’s title")}))
		if got := h.read(id).Texts["en"].Title; got != "Odar’s title" {
			t.Errorf("it says %q", got)
		}
	})
}

func TestWhatIsHandedInSaysWhatIsMissing(t *testing.T) {
	each(t, func(h *house) {
		id := h.begun()
		h.refused(fault.Invalid, "summary:fault.required problem:fault.required steps:practice.steps_required", h.room.Speak(h.As("irena"), id, p.Submitting, ""))
		id = h.at(p.Submitted)
		h.refused(fault.Invalid, "text:fault.required", h.room.Decide(h.As("oskar"), id, p.Returning, " "))
		h.refused(fault.Invalid, "text:fault.required", h.room.Decide(h.As("oskar"), id, p.Rejecting, ""))
	})
}

func TestWhatAStateClearedDoesNotChangeInTranslation(t *testing.T) {
	each(t, func(h *house) {
		id := h.at(p.Translation)
		h.refused(fault.Conflict, "cleared_text", h.room.Edit(h.As("oskar"), id, p.Written{Language: "en", Text: whole("Better English")}))
		h.must(h.room.Edit(h.As("oskar"), id, p.Written{Language: "fr", Text: whole("Un titre")}))
		h.must(h.room.Edit(h.As("oskar"), id, p.Written{Language: "fr", Text: whole("Un meilleur titre")}))
	})
}

// A new version is worked on while the old one stays; a withdrawn practice is nowhere.
func TestTheOldVersionStaysUntilTheNewOneIsOut(t *testing.T) {
	each(t, func(h *house) {
		id := h.at(p.Published)
		h.must(h.room.Speak(h.As("irena"), id, p.Revising, ""))
		h.must(h.room.Write(h.As("irena"), id, p.Written{Language: "en", Text: whole("A new title")}))
		if s := h.read(id); len(h.shown()) != 1 || len(s.Versions) != 1 || s.Versions[0].Texts["en"].Title != "Light and patrols at remote posts" {
			t.Errorf("public: %v", s.Versions)
		}
		for _, do := range []func() error{func() error { return h.room.Speak(h.As("irena"), id, p.Submitting, "") }, func() error { return h.room.Decide(h.As("oskar"), id, p.Completing, "") },
			func() error { return h.room.Speak(h.As("irena"), id, p.Clearing, "") }, func() error { return h.room.Decide(h.As("oskar"), id, p.Approving, "") }, func() error { return h.room.Decide(h.As("oskar"), id, p.Publishing, "") }} {
			h.must(do())
		}
		if s := h.read(id); len(s.Versions) != 2 || s.Versions[0].Number != 2 || s.Versions[0].Texts["en"].Title != "A new title" {
			t.Errorf("versions: %v", s.Versions)
		}
		if got := h.owes(id); got != "practice_confirm/state" {
			t.Errorf("owed: %s", got)
		}
		h.must(h.room.Speak(h.As("irena"), id, p.Withdrawing, "Not done any more."))
		if got := h.shown(); len(got) > 0 || h.owes(id) != "" {
			t.Errorf("withdrawn, and public: %q, owed: %q", got, h.owes(id))
		}
	})
}

func TestAPracticeIsConfirmedEveryYear(t *testing.T) {
	each(t, func(h *house) {
		id := h.at(p.Published)
		life := func() p.Life { s := h.read(id); return p.LifeOf(s.Confirmed, s.Today) }
		for _, c := range []struct {
			days int
			want p.Life
			owed string
		}{{300, p.Alive, "practice_confirm/state"}, {100, p.Due, "practice_confirm/state late"}} {
			h.Days(c.days)
			if life() != c.want || h.owes(id) != c.owed {
				t.Errorf("after %d days more: %s, owed %q; want %s, %q", c.days, life(), h.owes(id), c.want, c.owed)
			}
		}
		h.must(h.room.Speak(h.As("irena"), id, p.Confirming, ""))
		if life() != p.Alive || h.owes(id) != "practice_confirm/state" {
			t.Errorf("confirmed: %s, owed %q", life(), h.owes(id))
		}
	})
}

func TestHeadquartersEnterForAStateWithoutAnAccount(t *testing.T) {
	each(t, func(h *house) {
		n := fresh
		n.Country = "XC"
		id, err := h.room.Enter(h.As("oskar"), n)
		h.must(err)
		h.must(h.room.Edit(h.As("oskar"), id, p.Written{Language: "en", Text: whole("Told by letter")}))
		for _, do := range []func() error{func() error { return h.room.Record(h.As("oskar"), id, p.Submitting, "Letter of 3 May.") }, func() error { return h.room.Decide(h.As("oskar"), id, p.Completing, "") },
			func() error { return h.room.Record(h.As("oskar"), id, p.Clearing, "Letter of 9 June.") }, func() error { return h.room.Decide(h.As("oskar"), id, p.Approving, "") }, func() error { return h.room.Decide(h.As("oskar"), id, p.Publishing, "") }} {
			h.must(do())
		}
		s, err := h.room.Read(h.As("oskar"), "en", id)
		h.must(err)
		if !s.Proxy || s.Status != p.Published || len(h.shown()) != 1 {
			t.Errorf("%v", s.Practice)
		}
		if got := h.entries(id); !slices.Contains(got, "practice.behalf.record") {
			t.Errorf("the record does not say that headquarters spoke for the State: %q", got)
		}
	})
}

func TestWhatTheProgramShipsIsListedOnceAndSaysSo(t *testing.T) {
	each(t, func(h *house) {
		entries, err := p.Entries()
		h.must(err)
		clock := act.Clock(context.Background())
		n, err := h.room.Shelve(clock)
		h.must(err)
		if again, err := h.room.Shelve(clock); n != len(entries) || again != 0 || err != nil {
			t.Errorf("%d of %d, then %d, %v", n, len(entries), again, err)
		}
		rows, err := h.room.All(h.As("oskar"), "en", p.Listed)
		h.must(err)
		if len(rows) != len(entries) || len(h.shown()) != len(entries) {
			t.Fatalf("%d listed, %d shown, of %d", len(rows), len(h.shown()), len(entries))
		}
		h.must(h.room.Decide(h.As("oskar"), rows[0].ID, p.Withdrawing, "The State asked for it."))
		if again, err := h.room.Shelve(clock); again != 0 || err != nil || len(h.shown()) != len(entries)-1 {
			t.Errorf("what was taken away came back: %d, %v", again, err)
		}
	})
}

func TestATableOfPracticesBecomesDrafts(t *testing.T) {
	each(t, func(h *house) {
		operator := act.Operator(context.Background())
		table := "member_state,iso3,pillar,title_fr,title_en,year,event,summary_en,source\n" +
			"Australia,AUS,response,,Training trainers,2021,,Trainers are trained.,https://example.org/a\n" +
			"United States of America,USA,response,,Training trainers,2021,,Trainers are trained.,https://example.org/a\n" +
			"Secretariat,,support,Fonds,Fund,,,A fund.,https://example.org/b ; https://example.org/c\n"
		done, err := h.room.ImportTable(operator, strings.NewReader(table))
		h.must(err)
		rows, err := h.room.All(h.As("oskar"), "en", p.Draft)
		h.must(err)
		if done.Entered != 2 || len(rows) != 2 || len(h.shown()) > 0 {
			t.Fatalf("%+v, %d drafts, public %q", done, len(rows), h.shown())
		}
		for _, r := range rows {
			if r.Owner == "AU" && !slices.Equal(r.Coded.States, []string{"AU", "US"}) || r.Owner == "" && len(r.Coded.Sources) != 2 {
				t.Errorf("%+v", r.Coded)
			}
		}
		if done, err = h.room.ImportTable(operator, strings.NewReader(table)); done.Entered != 0 || done.There != 2 || err != nil {
			t.Errorf("a second time: %+v, %v", done, err)
		}
		bad := strings.Replace(strings.Replace(table, "USA,response", "UUU,response", 1), "support", "help", 1)
		if done, err = h.room.ImportTable(operator, strings.NewReader(bad)); err != nil || !slices.Equal(done.Faults, []string{"3: iso3", "4: pillar"}) {
			t.Errorf("%+v, %v", done, err)
		}
		h.refused(fault.Withheld, "not_found", second(h.room.ImportTable(h.As("oskar"), strings.NewReader(table))))
	})
}

func second(_ p.Imported, err error) error { return err }

// The published table of the good-practice page is read whole, where it is at hand.
func TestThePublishedTableIsReadWhole(t *testing.T) {
	f, err := os.Open("../../../shared/data/practices.csv")
	if err != nil {
		t.Log("no ../shared/data/practices.csv beside the checkout: its own table is read instead")
		return
	}
	defer f.Close()
	h := &house{t: t}
	each(t, func(x *house) {
		h = x
		if _, err := f.Seek(0, 0); err != nil {
			t.Fatal(err)
		}
		done, err := h.room.ImportTable(act.Operator(context.Background()), f)
		if err != nil || len(done.Faults) > 0 || done.Entered != 11 {
			t.Errorf("%+v, %v: eleven practices, one of them by two States", done, err)
		}
	})
}
