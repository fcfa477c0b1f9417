package app_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"haki/commons/custody"
	"haki/internal/browser"
	"haki/internal/seal"
	"haki/internal/testkit"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/notification"
)

// The whole story of a case and its State, in French and in a real browser, with scripts off
// on one engine and on on the other: a note that nobody answers, a reminder, a joint
// investigation, two findings that differ, what both did, a closing by two, and what she,
// a witness and another State may know of it (decisions.md §1 to §5).
func TestTheStateAnswersAndBothTruthsStand(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes a while")
	}
	engines := testkit.Engines(t)
	for i, off := range []bool{true, false} {
		engine := engines[i%len(engines)]
		t.Run(map[bool]string{true: "scripts off, ", false: "scripts on, "}[off]+engine, func(t *testing.T) {
			s := newStory(t, engine, off)
			s.aContingentIsReported()
			s.theNoteIsDraftedAndSent()
			s.theNoteIsDelivered()
			s.nobodyAnswersAndItShows()
			s.aReminderGoes()
			s.theStateAcknowledgesAndAsks()
			s.theStateInvestigatesJointly()
			s.anInvestigatorIsNamedLate()
			s.timeIsAskedAndGiven()
			s.theStateFinds()
			s.theOrganisationFinds()
			s.bothAct()
			s.sheIsTold()
			s.twoCloseIt()
			s.sheReadsTheOutcome()
			s.aThirdPersonReadsThatItIsClosed()
			s.noStateKnowsOfAnother()
			s.nothingLeaked()
		})
	}
}

// story is a walk with the State's notes.
type story struct {
	*walk
	third  seal.Receipt // of somebody who saw it
	ref    string       // of the case
	note   string       // address of the note, for headquarters
	number string
	other  notification.NoteID // to Belmora
}

func (s *story) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// newStory serves a house in which the desk's browser can be anybody without typing a
// passphrase each time.
func newStory(t *testing.T, engine string, off bool) *story {
	s := &story{walk: &walk{House: testkit.New(t, engine), t: t}}
	mux := http.NewServeMux()
	mux.Handle("/", s.Handler)
	mux.HandleFunc("GET /as/{name}", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "haki", Value: string(s.Token(r.PathValue("name"))), Path: "/"})
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.base = server.URL
	s.hers = browser.Open(t, s.base, browser.Look{Width: 360, NoScript: off, Languages: "fr"})
	s.desk = browser.Open(t, s.base, browser.Look{NoScript: off, Languages: "fr"})
	return s
}

// as has somebody sit down at the desk and open a page; their own desk, say.
func (s *story) as(name, at string) *browser.Tab {
	s.t.Helper()
	s.desk.Go("/as/" + name)
	s.desk.Go("/fr" + at)
	return s.desk
}

// received is the note's address for the State's own people.
func (s *story) received() string { return strings.Replace(s.note, "/notification/", "/received/", 1) }

// date fills in a day.
func (s *story) date(name, year, month, day string) {
	s.t.Helper()
	s.desk.Fill("input[name="+name+"_day]", day)
	s.desk.Choose("select[name="+name+"_month]", month)
	s.desk.Fill("input[name="+name+"_year]", year)
}

// does opens a form from the page it is on, fills it in and sends it.
func (s *story) does(form string, fill func()) {
	s.t.Helper()
	s.desk.Press(`#acts a[href$="/` + form + `"]`)
	fill()
	s.desk.Press("main form button:not(.alt)")
	if s.desk.Has(".errsum") {
		s.t.Fatalf("%s: %s", form, s.desk.Find(".errsum"))
	}
}

// aContingentIsReported by her, in her own words, and by somebody who saw it; in the same
// case stands a subject of another State.
func (s *story) aContingentIsReported() {
	b := s.hers
	b.Go("/fr/letter")
	b.Fill("#f-account", account)
	b.Choose("#f-mission", "MISOR")
	b.Click("input[name=role][value=victim]")
	b.Click("input[name=minor][value=no]")
	b.Press("button[value=review]")
	s.words = wordsOf(b)
	b.Press("button[value=send]")
	says(b, "C’est reçu")
	s.signIn("amara") // she signs out when she has opened the case
	s.desk.Press("#came a")
	s.amaraOpensACase()
	sheet, err := s.Rooms.Casework.Read(s.As("amara"), "fr", casework.CaseID(strings.TrimPrefix(s.matter, "/casework/")))
	s.must(err)
	s.ref, s.third = sheet.Reference, seal.NewReceipt()
	id, err := s.Rooms.Intake.Receive(context.Background(), intake.Told{Account: "Je les ai vus au poste nord.", Mission: "MISOR", Role: intake.Witness, Minor: intake.No, Lang: "fr"}, s.third, nil)
	s.must(err)
	_, err = s.Rooms.Intake.JoinCase(s.As("amara"), id, s.ref)
	s.must(err)
	s.must(s.Rooms.Casework.AddAllegation(s.As("amara"), sheet.ID, casework.Draft{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: "formed_police", Country: "XB", Subjects: []casework.SubjectDraft{{Number: "1"}}}))
	s.must(s.Rooms.Casework.Take(s.As("victor"), sheet.ID))
}

// theNoteIsDraftedAndSent by headquarters: until then the State sees nothing at all.
func (s *story) theNoteIsDraftedAndSent() {
	b := s.desk
	before := s.Get("irena", "/fr/received").Body.String()
	s.as("nadia", s.matter)
	b.Press(`a[href*="/notification/new"]`)
	b.Fill("#f-facts", "Un militaire du poste nord aurait demandé des rapports sexuels contre de la nourriture.")
	b.Choose("#f-country", "XA")
	b.Click("input[name=topic][value=conduct]")
	b.Click("input[name=aim][value=ask]")
	b.Click("input[name=urgent][value=yes]")
	b.Click("input[name=language][value=fr]")
	b.Press("main form button")
	if text := plain(b.Eval(`document.querySelector("#f-text").value`)); !strings.Contains(text, "a l’honneur de porter à sa connaissance") || !strings.Contains(text, "1 personne qui n’est pas encore identifiée") {
		s.t.Errorf("the first text of the note is %q", text)
	}
	s.note = strings.TrimSuffix(strings.TrimPrefix(b.Address(), s.base+"/fr"), "/edit")
	b.Press("main form button")
	if got := s.Get("irena", "/fr/received").Body.String(); got != before {
		s.t.Error("the State sees that a note is drafted")
	}
	s.does("send", func() { says(b, "Alvana", "1 personne") })
	says(b, "NV/XA/2026/001", "Envoyée, remise non prouvée")
	s.number = "NV/XA/2026/001"
	if got := s.Get("irena", "/fr/desk").Body.String(); !strings.Contains(got, s.number) {
		s.t.Error("a note that was sent is no line on the State's desk")
	}
}

// theNoteIsDelivered: the stamped copy comes back, and the clocks run.
func (s *story) theNoteIsDelivered() {
	b := s.desk
	s.as("oskar", s.note)
	s.does("deliver", func() {
		b.Click("input[name=to][value=permanent_mission]")
		b.Click("input[name=how][value=hand]")
		s.date("day", "2026", "11", "2")
		b.Attach("#f-file", s.photo())
	})
	says(b, "Remise", "Bureau de contrôle", "reçu non accusé")
}

// nobodyAnswersAndItShows: three weeks later the State is late with all of it, on every page
// that says who owes what, and on its own desk.
func (s *story) nobodyAnswersAndItShows() {
	s.Days(18)
	b := s.desk
	s.as("nadia", "/desk")
	says(b, s.number, "de retard")
	b.Go("/fr/notification?late=yes")
	says(b, s.number, "reçu non accusé", "de retard")
	b.Go("/fr" + s.matter)
	says(b, s.number, "de retard")
	s.as("irena", "/desk")
	if mine := b.Find("#owe"); !strings.Contains(mine, s.number) || !strings.Contains(mine, "de retard") {
		s.t.Errorf("what the State is late with is not on its desk: %s", mine)
	}
}

func (s *story) aReminderGoes() {
	b := s.desk
	s.as("oskar", "/notification/late")
	b.Click("#f-note")
	b.Press("main form button")
	says(b, "1 rappel est envoyé.")
	b.Go("/fr" + s.note)
	says(b, "Rappel", "NV/XA/2026/002", "se référer à sa note verbale NV/XA/2026/001 du 2 novembre 2026")
}

// theStateAcknowledgesAndAsks something back; headquarters answer.
func (s *story) theStateAcknowledgesAndAsks() {
	b := s.desk
	s.as("irena", "/desk")
	b.Press(`#owe a[href$="` + s.received() + `"]`)
	says(b, s.number, "Rappel", "a l’honneur de porter à sa connaissance")
	s.does("acknowledge", func() {})
	says(b, "accuse réception")
	s.does("answer", func() {
		b.Click("input[name=answer][value=question]")
		b.Fill("#f-text", "À quelle date le poste a-t-il été relevé ?")
	})
	says(b, "pose une question")
	s.as("oskar", s.note)
	says(b, "À quelle date le poste a-t-il été relevé ?", "Alvana, Irena Sarel")
	s.does("write", func() { b.Fill("#f-text", "Le poste a été relevé le 30 octobre.") })
	says(b, "Réponse à une question")
}

func (s *story) theStateInvestigatesJointly() {
	b := s.desk
	s.as("odar", s.received())
	says(b, "Le poste a été relevé le 30 octobre.", "Siège")
	s.does("answer", func() { b.Click("input[name=answer][value=jointly]") })
	says(b, "enquête conjointement")
	if strings.Contains(b.Text(), "Oskar") {
		s.t.Error("a State reads the name of an officer of headquarters")
	}
}

// anInvestigatorIsNamedLate: it counts as named, and as late.
func (s *story) anInvestigatorIsNamedLate() {
	b := s.desk
	if got := s.Get("marek", "/fr"+s.received()); got.Code != 404 {
		s.t.Errorf("an investigator who is not named reads the note: %d", got.Code)
	}
	s.as("irena", s.received())
	s.does("nominate", func() {
		b.Fill("#f-name", "Marek Thune")
		b.Fill("#f-rank", "Commandant")
		b.Fill("#f-from", "Inspection générale")
		b.Click("input[name=training][value=national]")
		b.Click("input[name=apart][value=yes]")
	})
	says(b, "Commandant Marek Thune", "avec 7 jours ouvrables de retard")
}

// timeIsAskedAndGiven for the investigation: both days stay to be seen.
func (s *story) timeIsAskedAndGiven() {
	b := s.desk
	s.as("irena", s.received())
	s.does("answer", func() {
		b.Click("input[name=answer][value=more_time]")
		b.Click("main form details summary")
		b.Choose("select[name=duty]", b.Eval(`document.querySelector("select[name=duty] option:last-child").value`))
		s.date("until", "2027", "3", "15")
		b.Choose("select[name=why]", "third_party")
	})
	says(b, "demande un délai")
	s.as("oskar", s.note)
	s.does("time", func() { b.Click("input[name=decision][value=grant]") })
	says(b, "Délai accordé", "15 mars", "d’abord le")
}

// theStateFinds that it is not substantiated: its investigator enters it himself.
func (s *story) theStateFinds() {
	b := s.desk
	s.as("marek", s.received())
	b.Press(`#acts a[href$="/outcome"]`)
	says(b, "Constats et mesures de votre État", "Personne 1", "Pas encore de constat")
	b.Press(`#acts a[href$="/finding"]`)
	b.Click("input[name=code][value=not_substantiated]")
	b.Fill("#f-text", "Le carnet de garde ne montre aucune sortie.")
	b.Attach("#f-file", s.photo())
	b.Press("main form button") // by whom is not said yet
	says(b, "Il reste quelque chose à corriger", "Conservée avec ce formulaire", "photo.png")
	b.Click("input[name=body][value=investigator]")
	b.Press("main form button")
	says(b, "Faits non établis", "Enquêteur national", "Pièce nº 1", "Le carnet de garde")
	b.Go("/fr" + s.received())
	if strings.Contains(b.Find("#expected"), "mars 2027") && !strings.Contains(b.Find("#expected"), "fait") {
		s.t.Errorf("the investigation is still owed: %s", b.Find("#expected"))
	}
}

// theOrganisationFinds that it is.
func (s *story) theOrganisationFinds() {
	b := s.desk
	s.as("victor", s.matter)
	s.does("move", func() {
		b.Choose("select[name=about]", b.Eval(`document.querySelector("select[name=about] option[value]:not([value=''])").value`))
		b.Click("input[name=status][value=investigation]")
		b.Fill("#f-reason", "Les auditions commencent.")
	})
	b.Go("/fr/outcome/" + strings.TrimPrefix(s.matter, "/casework/"))
	says(b, "Faits non établis", "Marek Thune", "L’État : Alvana")
	s.does("finding", func() {
		b.Choose("#f-subject", b.Eval(`document.querySelector("#f-subject option[value]:not([value=''])").value`))
		b.Click("input[name=code][value=substantiated]")
		b.Click("input[name=body][value=oversight]")
		b.Fill("#f-text", "Deux témoignages concordants et le registre du portail.")
	})
	says(b, "Faits établis", "Faits non établis", "Deux témoignages concordants")
	if got := plain(s.Get("irena", "/fr"+s.received()+"/outcome").Body.String()); strings.Contains(got, "Faits établis") || strings.Contains(got, "témoignages") {
		s.t.Error("the State reads what the organisation found")
	}
}

func (s *story) bothAct() {
	b := s.desk
	s.as("odar", s.received()+"/outcome")
	s.does("action", func() {
		b.Choose("#f-code", "final/detention")
		b.Fill("#f-length", "9")
		b.Choose("#f-unit", "d")
		b.Click("input[name=body][value=commander]")
		b.Fill("#f-text", "Sortie non autorisée.")
	})
	says(b, "arrêts disciplinaires", "9 jours")
	s.as("victor", "/outcome/"+strings.TrimPrefix(s.matter, "/casework/"))
	s.does("action", func() {
		b.Choose("#f-subject", b.Eval(`document.querySelector("#f-subject option[value]:not([value=''])").value`))
		b.Choose("#f-code", "final/repatriated_discipline")
		b.Click("input[name=body][value=headquarters]")
	})
	says(b, "rapatriement pour motif disciplinaire", "arrêts disciplinaires", "9 jours")
}

// sheIsTold: what is released reaches her page.
func (s *story) sheIsTold() {
	b := s.desk
	s.as("victor", "/outcome/"+strings.TrimPrefix(s.matter, "/casework/"))
	s.does("release", func() {
		b.Eval(`(document.querySelectorAll("input[name=entry]").forEach(e => e.checked = true), "")`)
	})
}

// twoCloseIt: one proposes by what is on file, another agrees.
func (s *story) twoCloseIt() {
	b := s.desk
	s.as("victor", "/outcome/"+strings.TrimPrefix(s.matter, "/casework/"))
	b.Press(`main a[href*="/closing?code="]`)
	b.Fill("#f-reason", "Constats et mesures des deux côtés.")
	b.Click("input[name=telling][value=page]")
	b.Click("input[name=victims][value=page]")
	b.Fill("#f-answer", "L’examen est terminé. Merci de nous avoir écrit.")
	b.Press("main form button")
	if b.Has(`form[action$="/agree"]`) {
		s.t.Error("who proposes a closing is offered to agree to it")
	}
	s.as("imane", s.matter+"/second")
	b.Press(`form[action$="/agree"] button`)
	says(b, "Clôture")
}

func (s *story) sheReadsTheOutcome() {
	s.open(s.words)
	says(s.hers, "L’examen est terminé. Merci de nous avoir écrit.", "organisation", "État")
	s.names(s.hers.Text(), "she")
}

// aThirdPersonReadsThatItIsClosed, and not what came of it.
func (s *story) aThirdPersonReadsThatItIsClosed() {
	hers := plain(s.hers.Text())
	s.open(s.third.Words("fr"))
	says(s.hers, "L’examen est terminé. Merci de nous avoir écrit.")
	s.names(s.hers.Text(), "a third person")
	for _, step := range intake.Outcomes {
		told := plain(s.Words.Text("fr", "intake.step_"+string(step)))
		if strings.Contains(plain(s.hers.Text()), told) {
			s.t.Errorf("a third person reads %q", told)
		}
		if strings.HasPrefix(string(step), "outcome_found_organisation_yes") && !strings.Contains(hers, told) {
			s.t.Errorf("she does not read %q", told)
		}
	}
}

// names fails for names of officers, States and the case on a public page.
func (s *story) names(text, who string) {
	s.t.Helper()
	for _, never := range []string{"Victor", "Sabel", "Marek", "Alvana", "Belmora", "NV/XA", s.ref, "carnet de garde", "Deux témoignages"} {
		if strings.Contains(text, never) {
			s.t.Errorf("%s reads %q", who, never)
		}
	}
}

// noStateKnowsOfAnother: the second State has its own note of the same case. What either can
// fetch says nothing of the other, and no number counts it.
func (s *story) noStateKnowsOfAnother() {
	first := s.everything("irena", s.received())
	room, hq := s.Rooms.Notification, s.As("nadia")
	var err error
	s.must(s.Rooms.Casework.Reopen(s.As("victor"), casework.CaseID(strings.TrimPrefix(s.matter, "/casework/")), "Une note manque."))
	s.other, err = room.Begin(hq, notification.New{Case: s.ref, Country: "XB", Topic: notification.Conduct, Aim: notification.Inform, Urgent: true, Language: "fr", Facts: "Des faits au poste nord."})
	s.must(err)
	s.must(room.Write(hq, s.other, notification.Drafted{Text: "Le Bureau présente ses compliments.", Language: "fr", Aim: notification.Inform, Urgent: true}))
	s.must(room.SendNote(hq, s.other))
	u, err := s.Shelf.Take(context.Background(), strings.NewReader("%PDF-1.4 timbrée"), "timbre.pdf", custody.Usual)
	s.must(err)
	s.must(room.DeliverNote(hq, s.other, notification.Delivery{To: "permanent_mission", How: notification.ByHand, Day: "2026-11-20"}, u))
	if second := s.everything("irena", s.received()); second != first {
		s.t.Errorf("a note to another State changes what the first one can fetch")
	}
	theirs := s.everything("bela", "/received/"+string(s.other))
	for who, x := range map[string]struct {
		text  string
		never []string
	}{"irena": {first, []string{"Belmora", "NV/XB", string(s.other), s.ref}}, "bela": {theirs, []string{"Alvana", "NV/XA", s.note, s.ref, "Marek"}}} {
		for _, never := range x.never {
			if strings.Contains(x.text, never) {
				s.t.Errorf("%s can fetch %q", who, never)
			}
		}
	}
	if !strings.Contains(theirs, "NV/XB/2026/001") {
		s.t.Error("the second State does not read its own note")
	}
	for _, x := range [][2]string{{"bela", s.received()}, {"bela", s.received() + "/outcome"}, {"irena", "/received/" + string(s.other)}, {"irena", "/received/" + string(s.other) + "/outcome"}} {
		if got := s.Get(x[0], "/fr"+x[1]); got.Code != 404 {
			s.t.Errorf("%s opens %s: %d", x[0], x[1], got.Code)
		}
	}
}

// everything is what a State's own people can fetch around their note.
func (s *story) everything(who, note string) string {
	s.t.Helper()
	var all strings.Builder
	for _, at := range []string{"/desk", "/received", note, note + "/print", note + "/outcome", "/find?q=MISOR", "/find?q=" + s.ref, "/post", "/duty/board", "/account"} {
		got := s.Get(who, "/fr"+at)
		all.WriteString(strings.ReplaceAll(got.Body.String(), s.ref, map[bool]string{true: "ASKED", false: s.ref}[strings.HasPrefix(at, "/find")]))
	}
	return all.String()
}
