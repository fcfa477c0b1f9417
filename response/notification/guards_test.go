package notification_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"haki/commons/custody"
	"haki/commons/duty"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/store"
	"haki/response/casework"
	n "haki/response/notification"
)

// Each guard of the room refuses at its field, and lets pass what is right.

func TestWhatANoteBeginsWithIsChecked(t *testing.T) {
	each(t, func(w *town) {
		for field, wrong := range map[string]func(*n.New){
			"country:notification.country_required": func(x *n.New) { x.Country = "" },
			"topic:fault.choose":                    func(x *n.New) { x.Topic = "gossip" },
			"aim:fault.choose":                      func(x *n.New) { x.Aim = "scold" },
			"language:fault.choose":                 func(x *n.New) { x.Language = "la" },
			"case:notification.case_required":       func(x *n.New) { x.Case, x.Mission = "", "MISOR" },
			"case:notification.case_unknown":        func(x *n.New) { x.Case = "MISOR-2026-9999-A" },
			"facts:notification.facts_required":     func(x *n.New) { x.Facts = " " },
			"facts:notification.too_long":           func(x *n.New) { x.Facts = strings.Repeat("a", n.LongestLetter+1) },
			"to:fault.not_in_list":                  func(x *n.New) { x.To = []string{"the_president"} },
			"copies:fault.not_in_list":              func(x *n.New) { x.Copies = []string{"the_press"} },
		} {
			x := w.fresh("XA")
			wrong(&x)
			w.refused(fault.Invalid, field, second(w.room.Begin(w.As("oskar"), x)))
		}
		broken := w.fresh("XA")
		broken.Facts = ""
		w.refused(fault.Forbidden, "", second(w.room.Begin(w.As("amara"), broken))) // whoever may not is not told what is wrong with it
		w.refused(fault.Withheld, "", second(w.room.Begin(w.As(""), broken)))
		id := w.begin()
		w.refused(fault.Forbidden, "", w.room.Write(w.As("amara"), id, text("")))
		for field, d := range map[string]n.Drafted{"text:fault.required": text(" "), "text:notification.too_long": text(strings.Repeat("a", n.LongestText+1)),
			"aim:fault.choose": {Text: "x", Language: "fr", Aim: "scold"}, "language:fault.choose": {Text: "x", Language: "la", Aim: n.Ask}, "to:fault.not_in_list": {Text: "x", Language: "fr", Aim: n.Ask, To: []string{"x"}}} {
			w.refused(fault.Invalid, field, w.room.Write(w.As("oskar"), id, d))
		}
		w.refused(fault.Conflict, "notification.no_text", w.room.SendNote(w.As("oskar"), id))
		w.must(w.room.Write(w.As("oskar"), id, n.Drafted{Text: "x", Language: "fr", Aim: n.Ask, To: []string{"embassy"}}))
		if s := w.read(id); !slices.Equal(s.To, []string{"permanent_mission", "embassy"}) {
			t.Errorf("the permanent mission comes first: %v", s.To)
		}
	})
}

// A text that was harmless when it was written is asked about again when it is sent: somebody
// harmed may have been named in the case since.
func TestSomebodyHarmedWhoWasNamedSinceIsNotSentEither(t *testing.T) {
	each(t, func(w *town) {
		id := w.begin()
		w.must(w.room.Write(w.As("oskar"), id, text("Au sujet de Mirelda Quonset.")))
		w.must(w.Rooms.Casework.AddVictim(w.As("amara"), w.file.ID, casework.VictimDraft{Sex: "female", Age: "adult", Number: "1", Identity: "Mirelda Quonset"}))
		w.refused(fault.Invalid, "text:notification.names_harmed", w.room.SendNote(w.As("oskar"), id))
	})
}

func TestADeliveryIsProvedAndTheFirstProofCounts(t *testing.T) {
	each(t, func(w *town) {
		id := w.begin()
		w.must(w.room.Write(w.As("oskar"), id, n.Drafted{Text: "x", Language: "fr", Aim: n.Ask, Urgent: true, To: []string{"embassy"}}))
		w.must(w.room.Annex(w.As("oskar"), id, w.paper(), "Relevé"))
		w.must(w.room.SendNote(w.As("oskar"), id))
		annex := w.read(id).Annexes[0].ID
		if _, err := w.room.ReceivedFile(w.As("irena"), id, annex); err == nil {
			t.Error("an annex is read before the note is received")
		}
		w.Days(1)
		good := n.Delivery{To: "permanent_mission", How: n.ByHand, Day: w.today()}
		for field, wrong := range map[string]func(*n.Delivery){
			"to:fault.choose":              func(d *n.Delivery) { d.To = "defence_ministry" },
			"how:fault.choose":             func(d *n.Delivery) { d.How = "pigeon" },
			"day:fault.whole_date":         func(d *n.Delivery) { d.Day = "2026-13-40" },
			"day:fault.date_in_future":     func(d *n.Delivery) { d.Day = w.today().Add(1) },
			"day:notification.before_sent": func(d *n.Delivery) { d.Day = w.today().Add(-2) },
		} {
			d := good
			wrong(&d)
			w.refused(fault.Invalid, field, w.room.DeliverNote(w.As("oskar"), id, d, w.paper()))
		}
		w.refused(fault.Invalid, "file:notification.proof_required", w.room.DeliverNote(w.As("oskar"), id, good, custody.Upload{}))
		w.must(w.room.DeliverNote(w.As("oskar"), id, good, w.paper()))
		due, first := w.due(id, "say_whether"), w.read(id).Delivered
		w.Days(2)
		w.must(w.room.DeliverNote(w.As("oskar"), id, n.Delivery{To: "embassy", How: n.Courier, Day: w.today()}, w.paper()))
		if got := w.read(id); got.Delivered != first || w.due(id, "say_whether") != due || len(got.Proofs) != 2 {
			t.Errorf("a second proof moves the clocks: %s, %d proofs", got.Delivered, len(got.Proofs))
		}
		w.refused(fault.Conflict, "notification.delivered_already", w.room.OpenNote(w.As("irena"), id))
		if _, err := w.room.ReceivedFile(w.As("irena"), id, custody.ItemID(w.read(id).Proofs[0].Delivery.File)); fault.Of(err) != fault.NotFound {
			t.Errorf("a proof of ours is there for the State: %v", err)
		}
		if _, err := w.room.ReceivedFile(w.As("irena"), id, annex); err != nil {
			t.Error(err)
		}
		sheet, err := w.Rooms.Casework.Read(w.As("oskar"), "fr", w.file.ID)
		w.must(err)
		if !sheet.Allegations[0].Referred || sheet.Allegations[1].Referred {
			t.Error("the allegation is not flagged as referred, or another is")
		}
	})
}

func TestWhatIsEnteredForAStateStandsOnItsPaper(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		for _, day := range []clock.Day{w.today().Add(1), w.today().Add(-1), "someday"} {
			w.refused(fault.Invalid, "day:notification.day_of_letter", w.room.RecordAnswer(w.As("oskar"), id, n.Given{Answer: n.Will, Day: day, File: w.paper()}))
		}
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Forwarded, Day: w.today().Add(-9)})) // a day is only what comes on paper
		if l := w.read(id).Letters; l[0].Day != w.today() {
			t.Errorf("its own answer is of %s", l[0].Day)
		}
		acknowledged := w.read(id).Acknowledged
		w.Days(3)
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Will}))
		if got := w.read(id).Acknowledged; got != acknowledged {
			t.Errorf("a second answer moves the acknowledgement from %s to %s", acknowledged, got)
		}
		w.refused(fault.Invalid, "answer:notification.said_already", w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Will}))
	})
}

func TestAnInvestigatorIsOfTheStateAndOfNoUnitThatIsConcerned(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		name := func(change func(*n.Nominee)) error {
			m := nominee()
			change(&m)
			return w.room.NominateInvestigator(w.As("irena"), id, m, custody.Upload{})
		}
		w.refused(fault.Invalid, "unit:fault.not_in_list", name(func(m *n.Nominee) { m.Unit = string(w.unit("XB")) }))
		w.refused(fault.Invalid, "unit:notification.unit_concerned", name(func(m *n.Nominee) { m.Unit = string(w.unit("XA")) }))
		var units []string
		for _, u := range w.read(id).Units {
			if string(u.ID) == string(w.unit("XA")) {
				units = append(units, u.Name)
			}
		}
		w.refused(fault.Invalid, "from:notification.unit_concerned", name(func(m *n.Nominee) { m.From = units[0] }))
		w.must(name(func(*n.Nominee) {}))
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Will}))
		if got := w.owes(id); got != "investigate_expedited/state" {
			t.Errorf("named, and owed again: %s", got)
		}
	})
}

// A request for time, a clock that is stopped and an answer to a request are about what that
// State owes under that note.
func TestTimeIsOnlyForWhatTheStateOwesHere(t *testing.T) {
	each(t, func(w *town) {
		id, other := w.delivered(), w.delivered()
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Question, Text: "Où ?"}))
		var ours, elsewhere duty.ID
		for _, h := range w.read(id).Duties {
			if h.Rule == "answer_state" {
				ours = h.ID
			}
		}
		for _, h := range w.read(other).Duties {
			if h.Rule == "say_whether" {
				elsewhere = h.ID
			}
		}
		until := w.today().Add(40)
		for _, d := range []duty.ID{ours, elsewhere, ""} {
			w.refused(fault.Invalid, "duty:fault.choose", w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.MoreTime, Duty: d, Until: until, Why: duty.Access}))
			w.refused(fault.Invalid, "duty:fault.choose", w.room.StopClock(w.As("oskar"), id, d, until))
		}
		w.must(w.room.GiveAnswer(w.As("irena"), other, n.Given{Answer: n.MoreTime, Duty: elsewhere, Until: until, Why: duty.Access}))
		w.refused(fault.Invalid, "extension:fault.choose", w.room.DecideTime(w.As("oskar"), id, w.read(other).Waiting[0].ID, true, ""))
	})
}

func TestWhatWeWriteToAStateIsBoundedAndNamesNobodyHarmed(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		w.refused(fault.Invalid, "text:notification.too_long", w.room.WriteOurs(w.As("oskar"), id, strings.Repeat("a", n.LongestLetter+1), custody.Upload{}))
		w.refused(fault.Invalid, "text:notification.too_long", w.room.WriteTheirs(w.As("irena"), id, strings.Repeat("a", n.LongestLetter+1), custody.Upload{}))
		w.Days(20)
		w.refused(fault.Invalid, "text:notification.names_harmed", w.room.RemindState(w.As("oskar"), id, "Pour Zelmira Okanto."))
		for _, do := range []func(context.Context) error{
			func(ctx context.Context) error { return w.room.WriteOurs(ctx, id, "", custody.Upload{}) },
			func(ctx context.Context) error { return w.room.RemindState(ctx, id, "") },
			func(ctx context.Context) error { return w.room.InvestigateOurselves(ctx, id, "", custody.Upload{}) },
			func(ctx context.Context) error { return w.room.Retract(ctx, id, "") },
			func(ctx context.Context) error { return second(w.room.SendAnew(ctx, id, "", nil)) },
		} {
			w.refused(fault.Invalid, ":fault.required", do(w.As("oskar")))
			w.refused(fault.Forbidden, "", do(w.As("amara")))
			w.refused(fault.Withheld, "", do(w.As("bela")))
			w.refused(fault.Withheld, "", do(w.As("")))
		}
	})
}

// What a State's own people read of us are offices; what we owe among ourselves, and why, is
// not theirs.
func TestAStateReadsOfficesOfOursAndNothingFromInside(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		w.must(w.room.WriteOurs(w.As("oskar"), id, "Bonjour.", custody.Upload{}))
		w.must(w.room.RecordAnswer(w.As("oskar"), id, n.Given{Answer: n.Declines, Text: "Classé.", File: w.paper()}))
		s, err := w.room.ReadReceived(w.As("irena"), "fr", id)
		w.must(err)
		for _, l := range s.Letters {
			if l.By != "" {
				t.Errorf("%s is signed %s", l.What, l.By)
			}
		}
		for _, h := range s.Duties {
			if h.Bearer.Kind != duty.State {
				t.Errorf("it reads that %s owe %s", h.Bearer.ID, h.Rule)
			}
		}
		if len(s.Note.Facts)+len(s.Note.Reason)+len(s.Note.Author)+len(s.Proofs) > 0 {
			t.Errorf("from inside: %+v", s.Note)
		}
		w.must(w.room.WriteTheirs(w.As("irena"), id, "Bien reçu.", custody.Upload{}))
		if s, err = w.room.ReadReceived(w.As("odar"), "fr", id); err != nil || s.Letters[len(s.Letters)-1].By == "" {
			t.Errorf("a colleague does not read who of them wrote: %v", err)
		}
	})
}

// Withdrawing takes the keys away too: what a State's team kept opens nothing any more, and
// what goes to another State begins empty.
func TestWithdrawingTakesTheKeys(t *testing.T) {
	each(t, func(w *town) {
		id := w.drafted()
		w.must(w.room.Annex(w.As("oskar"), id, w.paper(), "Relevé"))
		w.must(w.room.SendNote(w.As("oskar"), id))
		w.must(w.room.OpenNote(w.As("irena"), id))
		matters := []string{n.Kind + "/" + string(id), custody.KeyMatter(w.read(id).Annexes[0].ID)}
		for _, m := range matters {
			if w.kept(m, "irena") == 0 || w.kept(m, "bela") != 0 {
				t.Errorf("%s is kept for %d of theirs and %d of others", m, w.kept(m, "irena"), w.kept(m, "bela"))
			}
		}
		w.must(w.room.Retract(w.As("oskar"), id, "Erreur."))
		for _, m := range matters {
			if got := w.kept(m, "irena"); got != 0 {
				t.Errorf("%s is still kept for the State", m)
			}
			if w.kept(m, "oskar") == 0 {
				t.Errorf("%s is kept for nobody", m)
			}
		}
		next, err := w.room.SendAnew(w.As("oskar"), id, "XB", nil)
		w.must(err)
		if s := w.read(next); s.Text.Reveal() != "" || s.Facts.Reveal() == "" || s.Country != "XB" {
			t.Errorf("the text to one State is drafted to another: %q", s.Text.Reveal())
		}
	})
}

// kept counts the wraps of a matter that somebody's teams hold.
func (w *town) kept(matter, who string) (count int) {
	w.t.Helper()
	w.must(w.DB.View(context.Background(), func(tx *store.Tx) (err error) {
		count, err = store.One(tx, func(s store.Scan) (n int, err error) { err = s(&n); return },
			`SELECT count(*) FROM people_wrap w JOIN people_key k ON k.id = w.key_id JOIN people_key t ON t.id = w.by_id JOIN people_member m ON m.team = t.owner WHERE k.owner = ? AND m.account = ?`, matter, w.ID(who))
		return err
	}))
	return count
}

func TestWhoIsBarredFromTheCaseHasNothingOfItsNotes(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		w.must(w.Rooms.Casework.Bar(w.As("nadia"), w.file.ID, w.ID("oskar"), "Sa sœur y sert."))
		w.Days(20)
		rows, _, err := w.room.List(w.As("oskar"), "fr", n.Filter{})
		w.must(err)
		late, err := w.room.AllLate(w.As("oskar"), "fr")
		w.must(err)
		if len(rows)+len(late) != 0 {
			t.Errorf("%d notes and %d late ones are listed", len(rows), len(late))
		}
		if _, err := w.room.Read(w.As("oskar"), "fr", id); fault.Of(err) != fault.Withheld {
			t.Errorf("read: %v", err)
		}
		rows, _, err = w.room.List(w.As("nadia"), "fr", n.Filter{})
		w.must(err)
		before := w.letters("oskar")
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Will}))
		if len(rows) != 1 || w.letters("oskar") != before || w.letters("nadia") == 0 {
			t.Errorf("%d rows; a letter about it goes to who is barred, or to nobody", len(rows))
		}
	})
}

// letters counts what was posted to somebody.
func (w *town) letters(who string) (count int) {
	w.t.Helper()
	w.must(w.DB.View(context.Background(), func(tx *store.Tx) (err error) {
		count, err = store.One(tx, func(s store.Scan) (n int, err error) { err = s(&n); return }, `SELECT count(*) FROM post_letter WHERE account = ?`, w.ID(who))
		return err
	}))
	return count
}

// A reminder is owed as long as anything of the State is late: an answer that decides nothing
// lets nobody off.
func TestAnAnswerThatDecidesNothingLeavesTheReminderOwed(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		w.Days(20)
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Forwarded}))
		if got := w.owes(id); !strings.Contains(got, "chase") || !strings.Contains(got, "say_whether/state late") {
			t.Errorf("after it was forwarded: %s", got)
		}
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Will}), w.room.NominateInvestigator(w.As("irena"), id, nominee(), custody.Upload{}))
		if got := w.owes(id); got != "investigate_expedited/state" {
			t.Errorf("after everything was said: %s", got)
		}
	})
}
