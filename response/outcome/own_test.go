package outcome_test

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"haki/commons/custody"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/testkit"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/notification"
	"haki/response/outcome"
)

// world is a furnished house with one case against police of Belmora and, in the same case,
// two soldiers of Alvana; Alvana was told of its own by a note, delivered and answered.
type world struct {
	*testkit.House
	t    *testing.T
	room *outcome.Room
	file casework.Case
	note notification.NoteID
}

func worlds(t *testing.T, f func(*world)) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		w := &world{House: h, t: t, room: h.Rooms.Outcome}
		id, err := h.Rooms.Intake.Receive(context.Background(), intake.Told{Account: "What happened at the camp.", Mission: "MISOR", Role: intake.Witness, Minor: intake.No, Lang: "fr"}, seal.NewReceipt(), nil)
		w.must(err)
		allege := func(category, country string, s ...casework.SubjectDraft) casework.Draft {
			return casework.Draft{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: category, Country: country, Subjects: s}
		}
		known := func(name string) casework.SubjectDraft {
			return casework.SubjectDraft{Number: "1", Identified: true, Identity: name, Status: casework.Investigation}
		}
		w.file, err = h.Rooms.Intake.OpenCase(h.As("amara"), id, casework.New{Title: "Camp Orra", Allegations: []casework.Draft{
			allege("formed_police", "XB", known("Brigadier Osk")), allege("military_contingent", "XA", known("Caporal Vasik"), casework.SubjectDraft{Number: "2", Status: casework.Investigation})}})
		w.must(err)
		w.must(h.Rooms.Casework.TellOversight(h.As("amara"), w.file.ID))
		w.must(h.Rooms.Casework.Take(h.As("victor"), w.file.ID))
		w.note = w.sends("XA")
		w.must(h.Rooms.Notification.OpenNote(h.As("irena"), w.note))
		f(w)
	})
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) refused(err error, kind fault.Kind, key string) {
	w.t.Helper()
	all := fault.All(err)
	if err == nil || fault.Of(err) != kind || len(all) == 0 || all[0].Key != key {
		w.t.Errorf("got %v (%v), want %s (%v)", err, fault.Of(err), key, kind)
	}
}

func (w *world) sends(country string) notification.NoteID {
	w.t.Helper()
	room, hq := w.Rooms.Notification, w.As("oskar")
	id, err := room.Begin(hq, notification.New{Case: w.file.Reference, Country: country, Topic: notification.Conduct, Aim: notification.Ask, Urgent: true, Language: "fr", Facts: "Des faits au camp."})
	w.must(err)
	w.must(room.Write(hq, id, notification.Drafted{Text: "Compliments.", Language: "fr", Aim: notification.Ask, Urgent: true}))
	w.must(room.SendNote(hq, id))
	return id
}

func (w *world) answers(a notification.Answer) {
	w.t.Helper()
	w.must(w.Rooms.Notification.GiveAnswer(w.As("irena"), w.note, notification.Given{Answer: a, Text: "Words."}))
}

// theirs is what a State reads.
func (w *world) theirs(who string) outcome.Own {
	w.t.Helper()
	o, err := w.room.ReadOwn(w.As(who), w.note)
	w.must(err)
	return o
}

// subject is the nth of the note.
func (w *world) subject(n int) casework.SubjectID {
	w.t.Helper()
	return w.theirs("irena").Allegations[0].Subjects[n].ID
}

func (w *world) enters(who string, d outcome.Draft) error {
	w.t.Helper()
	return w.room.EnterOwn(w.As(who), w.note, len(w.theirs(who).Ledger), d, custody.Upload{})
}

func (w *world) finds(n int, code string) outcome.Draft {
	return outcome.Draft{Subject: w.subject(n), Kind: outcome.Finding, Code: code, Body: "investigator", Day: clock.Partial{Day: "2026-10"}, Text: "Le carnet de garde."}
}

func (w *world) acts(n int, k outcome.Kind, code string) outcome.Draft {
	return outcome.Draft{Subject: w.subject(n), Kind: k, Code: code, Body: "commander"}
}

// owes are the open duties of the State under the note.
func (w *world) owes() string {
	w.t.Helper()
	s, err := w.Rooms.Notification.ReadReceived(w.As("irena"), "en", w.note)
	w.must(err)
	var all []string
	for _, h := range s.Duties {
		if h.IsOpen() && h.Hands {
			all = append(all, h.Rule)
		}
	}
	return strings.Join(all, " ")
}

func TestAStateEntersWhatItFoundItselfAndBothTruthsStand(t *testing.T) {
	worlds(t, func(w *world) {
		w.refused(w.enters("odar", w.finds(0, outcome.NotSubst)), fault.Conflict, "outcome.say_first")
		w.answers(notification.Jointly)
		w.must(w.enters("odar", w.finds(0, outcome.NotSubst)))
		s, err := w.room.Read(w.As("nadia"), w.file.ID)
		w.must(err)
		if f := s.Filed[0]; f.Note != w.note || f.Text.Reveal() != "Le carnet de garde." || f.Side != outcome.Theirs || f.By != "Odar Belin" {
			t.Errorf("%+v", f)
		}
		var his casework.SubjectID
		for _, a := range s.Allegations {
			for _, x := range a.Subjects {
				if a.Country == "XA" && x.Identified {
					his = x.ID
				}
			}
		}
		w.must(w.room.Enter(w.As("victor"), w.file.ID, outcome.Draft{Subject: his, Side: outcome.Ours, Kind: outcome.Finding, Code: outcome.Substantiated, Body: "oversight", Text: "Two testimonies."}, custody.Upload{}))
		page := w.Get("nadia", "/fr/outcome/"+string(w.file.ID)).Body.String()
		for _, want := range []string{"Faits établis", "Faits non établis", "Le carnet de garde.", "Two testimonies."} {
			if !strings.Contains(page, want) {
				t.Errorf("the organisation does not read %q", want)
			}
		}
		if strings.Contains(page, "en son nom") || strings.Contains(page, "au nom de l’État") {
			t.Error("what the State entered itself is marked as entered for it")
		}
	})
}

// A State reads its own side about those its note names. Of the case, of those of another
// State and of what the organisation found there is not a letter, and no number has a gap.
func TestAStateReadsItsOwnSideAndNotATraceOfAnythingElse(t *testing.T) {
	worlds(t, func(w *world) {
		before := w.Get("irena", "/fr/received/"+string(w.note)+"/outcome").Body.String()
		s, err := w.room.Read(w.As("victor"), w.file.ID)
		w.must(err)
		for _, a := range s.Allegations {
			x := a.Subjects[0].ID
			w.must(w.room.Enter(w.As("victor"), w.file.ID, outcome.Draft{Subject: x, Side: outcome.Ours, Kind: outcome.Finding, Code: outcome.Substantiated, Body: "oversight", Text: "Two testimonies."}, custody.Upload{}))
			w.must(w.room.Enter(w.As("victor"), w.file.ID, outcome.Draft{Subject: x, Side: outcome.Ours, Kind: outcome.Departure, Code: "rotated"}, custody.Upload{}))
		}
		w.must(w.Rooms.Casework.Identify(w.As("victor"), w.file.ID, s.Allegations[1].Subjects[1].ID, "", "Soldat Perrin"))
		w.must(w.Rooms.Casework.AddAllegation(w.As("victor"), w.file.ID, casework.Draft{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: "military_contingent", Country: "XA", Subjects: []casework.SubjectDraft{{Number: "3"}}}))
		after := w.Get("irena", "/fr/received/"+string(w.note)+"/outcome").Body.String()
		if before != after || strings.Count(after, "<h2>Personne <bdi>") != 2 {
			t.Errorf("what the organisation found and did shows:\n%s\n\n%s", before, after)
		}
		for _, never := range []string{w.file.Reference, string(w.file.ID), "Belmora", "Osk", "Vasik", "Perrin", "2‑1"} {
			if strings.Contains(after, never) {
				t.Errorf("the State reads %q", never)
			}
		}
		w.must(w.enters("irena", w.acts(0, outcome.Departure, "discharged"))) // it does not learn that the organisation entered one
		d := w.acts(0, outcome.Final, "detention")
		w.must(w.enters("irena", d))
		d.Subject = s.Allegations[0].Subjects[0].ID
		w.refused(w.enters("irena", d), fault.Invalid, "fault.choose")
		for _, stranger := range []string{"bela", "marek", "nadia", "amara", ""} {
			if got := w.Get(stranger, "/fr/received/"+string(w.note)+"/outcome"); got.Code != 404 && stranger != "" {
				t.Errorf("%s: %d", stranger, got.Code)
			}
			if err := w.room.EnterOwn(w.As(stranger), w.note, 2, d, custody.Upload{}); fault.Of(err) != fault.Withheld || err == nil {
				t.Errorf("%s enters: %v", stranger, err)
			}
		}
		for _, at := range []string{"/fr/outcome/" + string(w.file.ID), "/fr/casework/" + string(w.file.ID)} {
			if got := w.Get("irena", at); got.Code != 404 {
				t.Errorf("%s: %d", at, got.Code)
			}
		}
	})
}

func TestTheStatesFindingIsItsReportAndItsDecisionTheOutcome(t *testing.T) {
	worlds(t, func(w *world) {
		w.answers(notification.Will)
		w.must(w.Rooms.Notification.NominateInvestigator(w.As("irena"), w.note, notification.Nominee{Name: "Marek Thune", Rank: "Commandant", From: "Inspection générale", Training: "national", Apart: true}, custody.Upload{}))
		if got := w.owes(); got != "investigate_expedited" {
			t.Fatal(got)
		}
		w.must(w.enters("marek", w.finds(0, outcome.OtherBreach)))
		if got := w.owes(); got != "investigate_expedited report_outcome" {
			t.Errorf("one of two has a finding: %s", got)
		}
		w.must(w.enters("marek", w.finds(1, outcome.NoLink)))
		if got := w.owes(); got != "report_outcome" {
			t.Errorf("both have one: %s", got)
		}
		w.refused(w.enters("marek", w.acts(0, outcome.Final, "detention")), fault.Forbidden, "fault.forbidden")
		w.must(w.enters("odar", w.acts(0, outcome.Final, "detention")))
		if got := w.owes(); got != "" {
			t.Errorf("all was reported: %s", got)
		}
		c, err := w.Rooms.Casework.Read(w.As("nadia"), "en", w.file.ID)
		w.must(err)
		for _, d := range c.Duties {
			if d.Rule == "report_outcome" {
				t.Error("the outcome is owed about the case too: twice")
			}
		}
	})
}

func TestWhatHeadquartersEnteredForAStateIsMarkedAndTheStateCanReplaceIt(t *testing.T) {
	worlds(t, func(w *world) {
		w.answers(notification.Will)
		d := w.finds(0, outcome.NotSubst)
		d.Side = outcome.Theirs
		w.must(w.room.Enter(w.As("nadia"), w.file.ID, d, custody.Upload{}))
		page := w.Get("irena", "/fr/received/"+string(w.note)+"/outcome").Body.String()
		if !strings.Contains(page, "au nom de votre État") || !strings.Contains(page, "Faits non établis") || strings.Contains(page, "Le carnet de garde.") || strings.Contains(page, "Nadia") {
			t.Errorf("%s", page)
		}
		next := w.finds(0, outcome.Substantiated)
		w.refused(w.enters("irena", next), fault.Invalid, "outcome.found_already")
		next.Replaces = w.theirs("irena").Ledger[0].ID
		w.refused(w.enters("irena", next), fault.Invalid, "fault.reason")
		next.Reason = "Le jugement est tombé."
		w.must(w.enters("irena", next))
		if l := w.theirs("irena"); len(l.Ledger) != 2 || len(l.Ledger.Standing()) != 1 || l.Filed[1].Reason.Reveal() != next.Reason {
			t.Errorf("%+v", l.Filed)
		}
		w.refused(w.room.EnterOwn(w.As("irena"), w.note, 1, w.acts(0, outcome.Final, "demoted"), custody.Upload{}), fault.Stale, "fault.stale")
	})
}

func TestAStateHandsInADocumentAndAFaultElsewhereKeepsIt(t *testing.T) {
	worlds(t, func(w *world) {
		w.answers(notification.Tried)
		at := "/fr/received/" + string(w.note) + "/outcome"
		form := url.Values{"rev": {"0"}, "subject": {string(w.subject(0))}, "code": {outcome.NotSubst}, "body": {""}, "text": {"Jugé en mars."}}
		got := w.upload("irena", at+"/finding", form, "le jugement")
		token := regexp.MustCompile(`name="token" value="([^"]+)"`).FindStringSubmatch(got.Body.String())
		if got.Code != 422 || token == nil || !strings.Contains(got.Body.String(), "jugement.txt") || !strings.Contains(got.Body.String(), "Jugé en mars.") {
			t.Fatal(got.Code, got.Body)
		}
		form.Set("token", token[1])
		form.Set("body", "court_martial")
		if got := w.Post("irena", at+"/finding", form); got.Code != http.StatusSeeOther {
			t.Fatal(got.Code, got.Body)
		}
		page := w.Get("odar", at).Body.String()
		file := regexp.MustCompile(at + `/file/[0-9a-z]+`).FindString(page)
		if !strings.Contains(page, "Pièce nº 1") {
			t.Errorf("the document is not counted for itself:\n%s", page)
		}
		for _, x := range []struct{ who, path string }{{"odar", file}, {"victor", strings.Replace(file, at, "/fr/outcome/"+string(w.file.ID), 1)}} {
			if got := w.Get(x.who, x.path); got.Code != 200 || got.Body.String() != "le jugement" {
				t.Errorf("%s, %s: %d %s", x.who, x.path, got.Code, got.Body)
			}
		}
		if got := w.Get("bela", file); got.Code != 404 {
			t.Errorf("another State: %d", got.Code)
		}
	})
}

func TestAStatesStaleFormShowsWhatItHasOnFileAndKeepsWhatWasTyped(t *testing.T) {
	worlds(t, func(w *world) {
		w.answers(notification.Will)
		at := "/fr/received/" + string(w.note) + "/outcome"
		w.must(w.enters("odar", w.acts(0, outcome.Interim, "confined")))
		for _, form := range []string{"/finding", "/action", "/left"} {
			got := w.Post("irena", at+form, url.Values{"rev": {"0"}, "subject": {string(w.subject(0))}, "text": {"Mes mots."}})
			body := got.Body.String()
			if got.Code != http.StatusConflict || !strings.Contains(body, "Mes mots.") || !strings.Contains(body, "consigne au camp") || strings.Contains(body, "L’organisation") {
				t.Errorf("%s: %d %s %s", form, got.Code, body, w.Logs)
			}
		}
	})
}

func TestAStateWhosePeopleItIsNoLongerAboutIsToldSo(t *testing.T) {
	worlds(t, func(w *world) {
		w.answers(notification.Will)
		at := "/fr/received/" + string(w.note) + "/outcome"
		d := w.acts(0, outcome.Interim, "confined")
		s, err := w.room.Read(w.As("victor"), w.file.ID)
		w.must(err)
		w.must(w.Rooms.Casework.Reclassify(w.As("victor"), w.file.ID, s.Allegations[1].ID, casework.Class{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: "national_staff"}, "They are civilians."))
		if got := w.Get("irena", at); got.Code != 200 || !strings.Contains(got.Body.String(), "ne vise plus personne") || !strings.Contains(got.Body.String(), "Alvana") || strings.Contains(got.Body.String(), at+"/action") {
			t.Errorf("%d %s", got.Code, got.Body)
		}
		w.refused(w.room.EnterOwn(w.As("irena"), w.note, 0, d, custody.Upload{}), fault.Invalid, "fault.choose")
		if got := w.Post("irena", at+"/finding", url.Values{"rev": {"-1"}}); got.Code != http.StatusConflict {
			t.Errorf("%d %s", got.Code, got.Body)
		}
	})
}

func (w *world) upload(who, path string, form url.Values, file string) *httptest.ResponseRecorder {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for field, values := range form {
		for _, v := range values {
			w.must(m.WriteField(field, v))
		}
	}
	f, err := m.CreateFormFile("file", "jugement.txt")
	w.must(err)
	_, err = io.WriteString(f, file)
	w.must(err)
	w.must(m.Close())
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "haki", Value: string(w.Token(who))})
	got := httptest.NewRecorder()
	w.Handler.ServeHTTP(got, r)
	return got
}
