package notification_test

import (
	"strings"
	"testing"

	"haki/commons/custody"
	"haki/commons/duty"
	"haki/internal/fault"
	"haki/response/casework"
	n "haki/response/notification"
	"haki/response/outcome"
)

// One note from its request to the State's finding of an investigator, as both sides live it.
func TestANoteFromRequestToInvestigation(t *testing.T) {
	each(t, func(w *town) {
		id, err := w.room.Request(w.As("amara"), w.fresh("XA"))
		w.must(err)
		if s := w.read(id); s.Status != n.Requested || s.Facts.Reveal() != "Des faits au camp." || len(s.Subjects) != 2 {
			t.Fatalf("%s %q %d", s.Status, s.Facts.Reveal(), len(s.Subjects))
		}
		w.must(w.room.Write(w.As("oskar"), id, text("Le Bureau présente ses compliments.")))
		w.must(w.room.Annex(w.As("oskar"), id, w.paper(), "Relevé du portail"))
		w.must(w.room.SendNote(w.As("oskar"), id))
		if _, err := w.room.ReadReceived(w.As("irena"), "fr", id); err != nil {
			t.Fatal(err)
		}
		w.must(w.room.OpenNote(w.As("irena"), id))
		if got, want := w.owes(id), "acknowledge_note/state, name_investigator/state, say_whether/state, investigate_expedited/state"; got != want {
			t.Fatalf("after delivery: %s", got)
		}
		theirs, err := w.room.ReadReceived(w.As("irena"), "fr", id)
		w.must(err)
		if theirs.Text.Reveal() != "Le Bureau présente ses compliments." || len(theirs.Annexes) != 1 || theirs.Annexes[0].Title.Reveal() != "Relevé du portail" || theirs.Number != "NV/XA/2026/001" {
			t.Fatalf("%+v", theirs.Note)
		}
		w.must(w.room.AcknowledgeNote(w.As("irena"), id))
		w.must(w.room.GiveAnswer(w.As("odar"), id, n.Given{Answer: n.Question, Text: "Quelle unité ?"}))
		if got, want := w.owes(id), "answer_state/team, name_investigator/state, say_whether/state, investigate_expedited/state"; got != want {
			t.Errorf("after a question: %s", got)
		}
		w.must(w.room.WriteOurs(w.As("oskar"), id, "La quatrième.", custody.Upload{}))
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Jointly}))
		if got, want := w.owes(id), "name_investigator/state, investigate_expedited/state"; got != want {
			t.Errorf("after a decision: %s", got)
		}
		if _, err := w.room.ReadReceived(w.As("marek"), "fr", id); fault.Of(err) != fault.Withheld {
			t.Errorf("an investigator reads before one is named: %v", err)
		}
		w.must(w.room.NominateInvestigator(w.As("irena"), id, nominee(), custody.Upload{}))
		s, err := w.room.ReadReceived(w.As("marek"), "fr", id)
		w.must(err)
		if !s.Text.Open() || !s.Annexes[0].Open || !s.Letters[1].Text.Open() {
			t.Error("the investigator's team does not open what it may read")
		}
		w.must(w.room.WriteTheirs(w.As("marek"), id, "Nous arrivons lundi.", w.paper()))
		if got := w.owes(id); got != "investigate_expedited/state" {
			t.Errorf("at last: %s", got)
		}
		if all := w.read(id).Letters; len(all) != 6 || all[5].Text.Reveal() != "Nous arrivons lundi." || all[5].File == nil {
			t.Errorf("%d letters", len(all))
		}
	})
}

// A State without accounts answers on paper; headquarters enter it with the scan, and it does
// what the State's own answer would have done.
func TestAStateWithoutAccountsAnswersOnPaper(t *testing.T) {
	each(t, func(w *town) {
		w.must(w.Rooms.Casework.AddAllegation(w.As("amara"), w.file.ID, casework.Draft{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: "military_contingent", Country: "XC", Subjects: []casework.SubjectDraft{{Number: "1"}}}))
		hq := w.As("oskar")
		id, err := w.room.Begin(hq, w.fresh("XC")) // nobody of Cordane has an account
		w.must(err)
		w.must(w.room.Write(hq, id, text("Le Bureau présente ses compliments.")))
		w.must(w.room.SendNote(hq, id))
		w.must(w.room.DeliverNote(hq, id, n.Delivery{To: "permanent_mission", How: n.ByHand, Day: w.today()}, w.paper()))
		w.refused(fault.Invalid, "file:notification.scan_required", w.room.RecordAnswer(hq, id, n.Given{Answer: n.Will}))
		w.must(w.room.RecordAcknowledgement(hq, id, n.Given{File: w.paper()}))
		w.refused(fault.Conflict, "acknowledged_already", w.room.RecordAcknowledgement(hq, id, n.Given{File: w.paper()}))
		w.must(w.room.RecordAnswer(hq, id, n.Given{Answer: n.Forwarded, File: w.paper()}))
		if got := w.owes(id); !strings.Contains(got, "say_whether") {
			t.Errorf("forwarding decided something: %s", got)
		}
		w.must(w.room.RecordAnswer(hq, id, n.Given{Answer: n.Declines, Text: "Classé.", File: w.paper()}))
		if got := w.owes(id); got != "investigate_expedited/team" {
			t.Errorf("after it declined: %s", got)
		}
		w.must(w.room.RecordAnswer(hq, id, n.Given{Answer: n.Will, File: w.paper()}))
		if got := w.owes(id); got != "name_investigator/state, investigate_expedited/state" {
			t.Errorf("after it took it up: %s", got)
		}
		w.must(w.room.RecordInvestigator(hq, id, nominee(), n.Given{File: w.paper()}))
		for _, l := range w.read(id).Letters {
			if !l.Proxy || l.Side != n.Theirs || l.File == nil {
				t.Errorf("%s is not marked as entered, with its scan", l.What)
			}
		}
	})
}

// What every answer does to what is owed.
func TestWhatEachAnswerDoesToWhatIsOwed(t *testing.T) {
	each(t, func(w *town) {
		for _, c := range []struct {
			answer n.Answer
			want   string
		}{
			{n.Forwarded, "name_investigator/state, say_whether/state, investigate_expedited/state"},
			{n.Will, "name_investigator/state, investigate_expedited/state"},
			{n.Jointly, "name_investigator/state, investigate_expedited/state"},
			{n.AsksUs, "investigate_expedited/team"},
			{n.Declines, "investigate_expedited/team"},
			{n.NotOurs, "answer_state/team"},
			{n.Tried, "report_outcome/state"},
			{n.Question, "answer_state/team, name_investigator/state, say_whether/state, investigate_expedited/state"},
		} {
			id := w.delivered()
			w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: c.answer, Text: "Voici."}))
			if got := w.owes(id); got != c.want {
				t.Errorf("%s: %s", c.answer, got)
			}
		}
		id := w.delivered()
		for _, a := range []n.Answer{n.Declines, n.NotOurs, n.Tried, n.Question} {
			w.refused(fault.Invalid, "text:fault.required", w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: a}))
		}
	})
}

// A State reads in its list and on its desk what it owes, before what it is owed, and nothing
// of what headquarters owe among themselves because it is late.
func TestAStateReadsWhatItOwesAndNotWhoMustChaseIt(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		desk := func() string { return w.Get("irena", "/en/desk").Body.String() }
		if got := desk(); !strings.Contains(got, "NV/XA/2026/001") || strings.Contains(got, "You owe nothing") || strings.Contains(got, "/duty/board") {
			t.Errorf("the desk of the State: %s", got)
		}
		w.must(w.room.NominateInvestigator(w.As("odar"), id, nominee(), custody.Upload{}))
		w.must(w.room.GiveAnswer(w.As("odar"), id, n.Given{Answer: n.Question, Text: "Quel jour ?"}))
		if got := w.owes(id); !strings.HasPrefix(got, "answer_state/team, say_whether/state") {
			t.Fatalf("headquarters do not owe their answer first: %s", got)
		}
		rows, _, err := w.room.Received(w.As("irena"), "en", n.Filter{})
		w.must(err)
		if len(rows) != 1 || rows[0].Hold.Rule != "say_whether" || rows[0].Hold.Bearer.Kind != duty.State {
			t.Errorf("%+v", rows)
		}
		w.Days(20)
		if got := desk(); !strings.Contains(got, "1 late") || strings.Contains(strings.ToLower(got), "reminder") {
			t.Errorf("the desk of the State: %s", got)
		}
	})
}

// Silence is late of itself, makes headquarters owe a reminder, and the reminder cites the
// first note; an answer leaves nothing to chase.
func TestSilenceIsLateAndChased(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		w.refused(fault.Conflict, "nothing_late", w.room.RemindState(w.As("oskar"), id, "Rappel."))
		w.Days(10)
		if got := w.owes(id); !strings.Contains(got, "acknowledge_note/state late") || !strings.Contains(got, "chase/team") || !strings.Contains(got, "name_investigator/state late") {
			t.Fatalf("after ten days: %s", got)
		}
		all, err := w.room.AllLate(w.As("oskar"), "fr")
		w.must(err)
		if len(all) != 1 || len(all[0].Late) != 2 {
			t.Fatalf("%+v", all)
		}
		page := w.Get("oskar", "/fr/notification/late").Body.String()
		if !strings.Contains(page, "NV/XA/2026/001") || !strings.Contains(page, "note verbale NV/XA/2026/001 du") {
			t.Error("the preview does not cite the first note")
		}
		w.must(w.room.RemindState(w.As("oskar"), id, "Rappel de la note NV/XA/2026/001."))
		if got := w.owes(id); strings.Contains(got, "chase") {
			t.Errorf("after a reminder: %s", got)
		}
		if l := w.read(id).Letters; len(l) != 1 || l[0].Number != "NV/XA/2026/002" {
			t.Errorf("%+v", l)
		}
	})
}

// More time is asked for one duty, answered by another person, and both days stay.
func TestTimeIsAskedAndAnswered(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		d := w.read(id).Duties
		var say duty.Hold
		for _, h := range d {
			if h.Rule == "say_whether" {
				say = h
			}
		}
		until := say.Due.Add(7)
		w.refused(fault.Invalid, "duty:fault.choose", w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.MoreTime, Until: until, Why: duty.Translation}))
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.MoreTime, Duty: say.ID, Until: until, Why: duty.Translation}))
		s := w.read(id)
		if len(s.Waiting) != 1 || len(s.Letters) != 1 {
			t.Fatalf("%d wait", len(s.Waiting))
		}
		w.must(w.room.DecideTime(w.As("oskar"), id, s.Waiting[0].ID, true, "Accordé."))
		for _, h := range w.read(id).Duties {
			if h.Rule == "say_whether" && (h.Due != until || h.First != say.Due) {
				t.Errorf("due %s, first %s", h.Due, h.First)
			}
		}
		w.must(w.room.RecordAnswer(w.As("oskar"), id, n.Given{Answer: n.MoreTime, Duty: say.ID, Until: until.Add(7), Why: duty.Access, File: w.paper()}))
		x := w.read(id).Waiting[0].ID
		w.refused(fault.Conflict, "duty.asked_by_you", w.room.DecideTime(w.As("oskar"), id, x, true, ""))
		w.must(w.room.DecideTime(w.As("nadia"), id, x, false, ""))
		w.refused(fault.Conflict, "nothing_asked", w.room.StopClock(w.As("oskar"), id, say.ID, until.Add(20)))
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Question, Text: "Où ?"}))
		w.must(w.room.StopClock(w.As("oskar"), id, say.ID, w.today().Add(5)))
		for _, h := range w.read(id).Duties {
			if h.Rule == "say_whether" && h.State != duty.Paused {
				t.Errorf("the clock runs: %s", h.State)
			}
		}
	})
}

// A note to the wrong address is withdrawn: the State keeps a number and reads nothing; what
// is sent anew is another note.
func TestAWithdrawnNoteCloses(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		w.refused(fault.Invalid, "reason:fault.required", w.room.Retract(w.As("oskar"), id, " "))
		w.must(w.room.Retract(w.As("oskar"), id, "Mauvaise adresse."))
		if got := w.owes(id); got != "" {
			t.Errorf("still owed: %s", got)
		}
		s, err := w.room.ReadReceived(w.As("irena"), "fr", id)
		w.must(err)
		if s.Status != n.Withdrawn || len(s.Note.Text) > 0 || s.Text.Open() || len(s.Duties) > 0 {
			t.Errorf("the State still reads it: %+v", s.Note)
		}
		w.refused(fault.Conflict, "not_now", w.room.AcknowledgeNote(w.As("irena"), id))
		w.refused(fault.Invalid, "country:notification.not_concerned", second(w.room.SendAnew(w.As("oskar"), id, "XC", nil)))
		next, err := w.room.SendAnew(w.As("oskar"), id, "XA", []string{"embassy"})
		w.must(err)
		fresh := w.read(next)
		if fresh.Status != n.Draft || fresh.Before != id || !strings.Contains(fresh.Text.Reveal(), "compliments") || len(fresh.To) != 2 || w.read(id).Next != next {
			t.Errorf("%+v", fresh.Note)
		}
		if _, err := w.room.ReadReceived(w.As("irena"), "fr", next); fault.Of(err) != fault.Withheld {
			t.Errorf("the State sees the new draft: %v", err)
		}
	})
}

// Nobody harmed is named to a State: neither in the note, nor in a letter, nor in a title.
func TestNobodyHarmedIsNamed(t *testing.T) {
	each(t, func(w *town) {
		id := w.begin()
		w.refused(fault.Invalid, "text:notification.names_harmed", w.room.Write(w.As("oskar"), id, text("Madame OKANTO a parlé.")))
		w.must(w.room.Write(w.As("oskar"), id, text("Une habitante.")))
		w.refused(fault.Invalid, "title:notification.names_harmed", w.room.Annex(w.As("oskar"), id, w.paper(), "Récit de Zelmira"))
		w.must(w.room.SendNote(w.As("oskar"), id))
		w.must(w.room.OpenNote(w.As("irena"), id))
		w.refused(fault.Invalid, "text:notification.names_harmed", w.room.WriteOurs(w.As("oskar"), id, "Voyez Zelmira.", custody.Upload{}))
	})
}

// Two States in one case: two notes, two series, two worlds. Neither finds a trace of the
// other, in what it reads or in any page it can fetch.
func TestNeitherStateCanTellTheOtherExists(t *testing.T) {
	each(t, func(w *town) {
		alone := w.Get("bela", "/en/received").Body.String()
		a := w.delivered()
		if got := w.Get("bela", "/en/received").Body.String(); got != alone {
			t.Error("a note to Alvana changes the list of Belmora")
		}
		b, err := w.room.Begin(w.As("oskar"), w.fresh("XB"))
		w.must(err)
		w.must(w.room.Write(w.As("oskar"), b, text("To Belmora.")))
		w.must(w.room.SendNote(w.As("oskar"), b))
		w.must(w.room.OpenNote(w.As("bela"), b))
		if got := w.read(b).Number; got != "NV/XB/2026/001" {
			t.Errorf("the number tells of others: %s", got)
		}
		for who, other := range map[string]n.NoteID{"bela": a, "irena": b, "odar": b} {
			if _, err := w.room.ReadReceived(w.As(who), "en", other); fault.Of(err) != fault.Withheld {
				t.Errorf("%s reads the other's note: %v", who, err)
			}
			for _, at := range []string{"", "/answer", "/print", "/file/" + string(other)} {
				if got, none := w.Get(who, "/en/received/"+string(other)+at), w.Get(who, "/en/received/0123456789abcdefghjkmnpqrs"+at); got.Code != 404 || got.Code != none.Code {
					t.Errorf("%s, %s: %d", who, at, got.Code)
				}
			}
		}
		for who, not := range map[string]string{"bela": "XA", "irena": "XB"} {
			page := w.Get(who, "/en/received").Body.String()
			for _, n := range []string{"NV/" + not, map[string]string{"XA": "Alvana", "XB": "Belmora"}[not], w.file.Reference} {
				if strings.Contains(page, n) {
					t.Errorf("%s reads %s", who, n)
				}
			}
		}
	})
}

// Before it is sent, nothing that a State's people can fetch changes by a byte.
func TestBeforeItIsSentTheStateSeesNothing(t *testing.T) {
	each(t, func(w *town) {
		pages := []string{"/fr/received", "/fr/desk", "/fr/post", "/fr/find?q=NV", "/fr/find?q=MISOR", "/fr/account", "/fr/duty/rules", "/fr/duty/calendars", "/fr/duty/handover", "/fr/notification", "/fr/casework", "/fr/intake", "/fr/record"}
		fetch := func() (all string) {
			for _, who := range []string{"irena", "odar", "marek"} {
				for _, p := range pages {
					r := w.Get(who, p)
					all += who + p + " " + r.Result().Status + "\n" + r.Body.String()
				}
			}
			return all
		}
		before := fetch()
		_, err := w.room.Request(w.As("amara"), w.fresh("XA"))
		w.must(err)
		id := w.drafted()
		w.must(w.room.Annex(w.As("oskar"), id, w.paper(), "Relevé"))
		for _, p := range []string{"", "/print", "/answer", "/nominate"} {
			if got, none := w.Get("irena", "/fr/received/"+string(id)+p), w.Get("irena", "/fr/received/0123456789abcdefghjkmnpqrs"+p); got.Code != 404 || strings.ReplaceAll(got.Body.String(), string(id), "") != strings.ReplaceAll(none.Body.String(), "0123456789abcdefghjkmnpqrs", "") {
				t.Errorf("%s: %d", p, got.Code)
			}
		}
		if after := fetch(); after != before {
			t.Error("something of a draft reaches the State's people")
		}
		w.must(w.room.SendNote(w.As("oskar"), id))
		if after := fetch(); after == before {
			t.Error("the test would not see a note that was sent")
		}
		page := w.Get("irena", "/fr/received/"+string(id)).Body.String()
		if strings.Contains(page, "compliments. Caporal") {
			t.Error("the text is read before the note is received")
		}
	})
}

// Somebody was there before: the act is refused as stale, and the form comes back with both
// texts.
func TestARaceEndsInStaleWithBothTexts(t *testing.T) {
	each(t, func(w *town) {
		id := w.drafted()
		rev := w.read(id).Rev
		w.must(w.room.Write(n.Seen(w.As("nadia"), rev), id, text("Le texte de Nadia.")))
		w.refused(fault.Stale, "", w.room.Write(n.Seen(w.As("oskar"), rev), id, text("Le texte d’Oskar.")))
		r := w.Post("oskar", "/fr/notification/"+string(id)+"/edit", map[string][]string{"rev": {itoa(rev)}, "text": {"Le texte d’Oskar."}, "aim": {"ask"}, "language": {"fr"}})
		body := r.Body.String()
		if r.Code != 409 || !strings.Contains(body, "Le texte de Nadia.") || !strings.Contains(body, "Le texte d’Oskar.") {
			t.Errorf("%d", r.Code)
		}
		if got := w.read(id).Text.Reveal(); got != "Le texte de Nadia." {
			t.Errorf("kept: %s", got)
		}
		w.refused(fault.Stale, "", w.room.SendNote(n.Seen(w.As("oskar"), rev), id))
	})
}

// A matter that is no case can be notified too.
func TestAnotherMatterIsNotified(t *testing.T) {
	each(t, func(w *town) {
		id, err := w.room.Begin(w.As("oskar"), n.New{Ref: "PAT-7", Mission: "MISOR", Country: "XA", Topic: n.Paternity, Aim: n.Inform, Language: "fr", Facts: "Une demande de paternité."})
		w.must(err)
		w.must(w.room.Write(w.As("oskar"), id, n.Drafted{Text: "Au sujet d’une paternité.", Language: "fr", Aim: n.Inform}))
		w.must(w.room.SendNote(w.As("oskar"), id))
		w.must(w.room.OpenNote(w.As("irena"), id))
		if got := w.owes(id); got != "acknowledge_note/state" {
			t.Errorf("owed: %s", got)
		}
		w.refused(fault.Invalid, "case:notification.case_required", second(w.room.Begin(w.As("oskar"), n.New{Country: "XA", Topic: n.Conduct, Aim: n.Ask, Language: "fr", Facts: "x"})))
		w.refused(fault.Invalid, "country:notification.not_concerned", second(w.room.Begin(w.As("oskar"), w.fresh("XC"))))
	})
}

// What the table says of a State that does not say whether it investigates: the organisation
// may, within the days that run already, and the State goes on owing its answer.
func TestWhenAStateIsSilentTheOrganisationInvestigatesWithinTheSameDays(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		due := w.due(id, "investigate_expedited")
		w.refused(fault.Conflict, "not_silent", w.room.InvestigateOurselves(w.As("oskar"), id, "Nous enquêtons.", custody.Upload{}))
		w.Days(20)
		w.refused(fault.Invalid, "text:fault.required", w.room.InvestigateOurselves(w.As("oskar"), id, " ", custody.Upload{}))
		w.refused(fault.Invalid, "text:notification.names_harmed", w.room.InvestigateOurselves(w.As("oskar"), id, "Zelmira Okanto.", custody.Upload{}))
		if page := w.Get("oskar", "/fr/notification/"+string(id)).Body.String(); !strings.Contains(page, string(id)+"/investigate") {
			t.Error("it is not offered")
		}
		w.must(w.room.InvestigateOurselves(w.As("oskar"), id, "Sans réponse, l’organisation enquête.", custody.Upload{}))
		if got := w.owes(id); !strings.Contains(got, "say_whether/state late") || !strings.Contains(got, "investigate_expedited/team") || strings.Contains(got, "name_investigator") || strings.Contains(got, "investigate_expedited/state") {
			t.Errorf("after it was taken up: %s", got)
		}
		if got := w.due(id, "investigate_expedited"); got != due {
			t.Errorf("the investigation is due %s, and was due %s", got, due)
		}
		w.refused(fault.Conflict, "not_silent", w.room.InvestigateOurselves(w.As("oskar"), id, "Encore.", custody.Upload{}))
		if l := w.read(id).Letters; len(l) != 1 || l[0].What != n.TakenUp || l[0].Number == "" || !strings.Contains(w.Get("irena", "/fr/received/"+string(id)).Body.String(), "l’organisation enquête") {
			t.Errorf("the State is not told: %+v", l)
		}
		w.must(w.room.GiveAnswer(w.As("irena"), id, n.Given{Answer: n.Will})) // it may still take it up
		if got := w.owes(id); !strings.Contains(got, "investigate_expedited/state") {
			t.Errorf("after it took it up: %s", got)
		}
	})
}

// The report that is owed is a finding on everybody the allegation is against, by the side
// that owes it.
func TestTheReportEndsTheInvestigation(t *testing.T) {
	each(t, func(w *town) {
		id := w.delivered()
		other, err := w.room.Begin(w.As("oskar"), w.fresh("XB"))
		w.must(err)
		w.must(w.room.Write(w.As("oskar"), other, text("To Belmora.")))
		w.must(w.room.SendNote(w.As("oskar"), other))
		w.must(w.room.OpenNote(w.As("bela"), other))
		sheet, err := w.Rooms.Outcome.Read(w.As("oskar"), w.file.ID)
		w.must(err)
		find := func(i int, side outcome.Side, body string) {
			w.t.Helper()
			w.must(w.Rooms.Outcome.Enter(w.As("oskar"), w.file.ID, outcome.Draft{Subject: sheet.Allegations[0].Subjects[i].ID, Side: side, Kind: outcome.Finding, Code: outcome.NotSubst, Body: body, Text: "Le rapport."}, custody.Upload{}))
		}
		ours := w.delivered()
		w.must(w.room.GiveAnswer(w.As("irena"), ours, n.Given{Answer: n.AsksUs}))
		find(0, outcome.Theirs, "investigator")
		if got := w.owes(id); !strings.Contains(got, "investigate_expedited/state") {
			t.Errorf("one of two is reported on, and the investigation is over: %s", got)
		}
		find(1, outcome.Theirs, "investigator")
		if got := w.owes(id); strings.Contains(got, "investigate_expedited") {
			t.Errorf("after the report: %s", got)
		}
		for _, h := range w.read(id).Duties {
			if h.Rule == "investigate_expedited" && h.Ended != duty.Met {
				t.Errorf("it ended %q", h.Ended)
			}
		}
		if got := w.owes(ours); got != "investigate_expedited/team" {
			t.Errorf("a State's report ends what the organisation owes: %s", got)
		}
		if got := w.owes(other); !strings.Contains(got, "investigate_expedited/state") {
			t.Errorf("the other State's ended with it: %s", got)
		}
	})
}
