package app_test

import (
	"bytes"
	"context"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"haki/commons/duty"
	"haki/internal/seal"
	"haki/internal/testkit"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/notification"
)

// A State that nobody here speaks for answers on paper. Headquarters print, prove, enter what
// came, each with its scan, through the same pages; it has the same effect on what is owed,
// and is marked wherever it is read (decisions.md §3).
func TestAStateWithoutPeopleHereAnswersOnPaper(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		p := &paper{House: h, t: t}
		p.aCaseConcernsIt()
		p.theNoteIsPrintedAndDelivered()
		p.itIsSilentAndReminded()
		p.itAcknowledgesAndAsks()
		p.itInvestigates()
		p.itAsksForTime()
		p.itsFindingAndItsDecisionAreEntered()
		p.allOfItIsMarked()
	})
}

// paper is a house in which headquarters work with letters.
type paper struct {
	*testkit.House
	t    *testing.T
	file casework.Case
	note string // its address, without language
}

func (p *paper) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *paper) aCaseConcernsIt() {
	id, err := p.Rooms.Intake.Receive(context.Background(), intake.Told{Account: "Un soldat du Cordane.", Mission: "MISOR", Role: intake.Witness, Minor: intake.No, Lang: "fr"}, seal.NewReceipt(), nil)
	p.must(err)
	p.file, err = p.Rooms.Intake.OpenCase(p.As("amara"), id, casework.New{Title: "Pont sud", Allegations: []casework.Draft{{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: "military_contingent", Country: "XC",
		Subjects: []casework.SubjectDraft{{Number: "1", Identified: true, Identity: "Soldat Arle", Status: casework.Investigation}}}}})
	p.must(err)
	p.must(p.Rooms.Casework.TellOversight(p.As("amara"), p.file.ID))
}

var (
	hiddenRev   = regexp.MustCompile(`name="rev" value="(-?\d+)"`)
	hiddenToken = regexp.MustCompile(`name="token" value="([^"]+)"`)
)

// page is a page as somebody reads it.
func (p *paper) page(who, at string) string {
	p.t.Helper()
	got := p.Get(who, "/fr"+at)
	if got.Code != http.StatusOK {
		p.t.Fatalf("%s, %s: %d", who, at, got.Code)
	}
	return plain(html.UnescapeString(got.Body.String()))
}

// sends fills in the form at an address as it stands and sends it, with a scan if there is
// one.
func (p *paper) sends(who, at string, form url.Values, scan string) *httptest.ResponseRecorder {
	p.t.Helper()
	if rev := hiddenRev.FindStringSubmatch(p.page(who, at)); rev != nil {
		form.Set("rev", rev[1])
	}
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for field, values := range form {
		for _, v := range values {
			p.must(m.WriteField(field, v))
		}
	}
	if scan != "" {
		f, err := m.CreateFormFile("file", "lettre.pdf")
		p.must(err)
		_, err = f.Write([]byte("%PDF-1.4 " + scan))
		p.must(err)
	}
	p.must(m.Close())
	r := httptest.NewRequest("POST", "/fr"+at, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	r.AddCookie(&http.Cookie{Name: "haki", Value: string(p.Token(who))})
	got := httptest.NewRecorder()
	p.Handler.ServeHTTP(got, r)
	return got
}

// does sends a form that is taken.
func (p *paper) does(who, at string, form url.Values, scan string) {
	p.t.Helper()
	if got := p.sends(who, at, form, scan); got.Code != http.StatusSeeOther {
		p.t.Fatalf("%s, %s: %d %s", who, at, got.Code, got.Body)
	}
}

// owes are the open duties of the State.
func (p *paper) owes() string {
	p.t.Helper()
	s, err := p.Rooms.Notification.Read(p.As("nadia"), "fr", notification.NoteID(strings.TrimPrefix(p.note, "/notification/")))
	p.must(err)
	var all []string
	for _, d := range s.Duties {
		if d.IsOpen() && d.Bearer == (duty.Office{Kind: duty.State, ID: "XC"}) {
			all = append(all, d.Rule)
		}
	}
	return strings.Join(all, " ")
}

func (p *paper) theNoteIsPrintedAndDelivered() {
	got := p.Post("nadia", "/fr/notification/new", url.Values{"topic": {"conduct"}, "case": {p.file.Reference}, "country": {"XC"}, "facts": {"Des faits au pont sud."}, "aim": {"ask"}, "urgent": {"yes"}, "language": {"fr"}})
	if got.Code != http.StatusSeeOther {
		p.t.Fatal(got.Code, got.Body)
	}
	p.note = strings.TrimSuffix(strings.TrimPrefix(got.Header().Get("Location"), "/fr"), "/edit")
	p.does("nadia", p.note+"/edit", url.Values{"text": {"Le Bureau présente ses compliments. Soldat Arle, pont sud."}, "aim": {"ask"}, "urgent": {"yes"}, "language": {"fr"}}, "")
	p.does("nadia", p.note+"/send", url.Values{}, "")
	print := p.page("oskar", p.note+"/print")
	for _, want := range []string{"NV/XC/2026/001", "Soldat Arle", "Paraphe", "Sceau", "Mission permanente", "2 novembre 2026"} {
		if !strings.Contains(print, want) {
			p.t.Errorf("the printed note lacks %q", want)
		}
	}
	if !strings.Contains(p.page("oskar", p.note), "sur papier seulement : aucun compte ici") {
		p.t.Error("nobody is told that the State reads paper only")
	}
	delivery := url.Values{"to": {"permanent_mission"}, "how": {"courier"}, "day_day": {"2"}, "day_month": {"11"}, "day_year": {"2026"}}
	if got := p.sends("oskar", p.note+"/deliver", delivery, ""); got.Code != http.StatusUnprocessableEntity {
		p.t.Errorf("delivered without a proof: %d", got.Code)
	}
	p.does("oskar", p.note+"/deliver", delivery, "récépissé")
	if got := p.owes(); got != "acknowledge_note name_investigator say_whether investigate_expedited" {
		p.t.Errorf("delivered, the State owes %q", got)
	}
}

func (p *paper) itIsSilentAndReminded() {
	p.Days(18)
	text := regexp.MustCompile(`(?s)<textarea[^>]*name="text"[^>]*>(.*?)</textarea>`).FindStringSubmatch(p.page("oskar", p.note+"/remind"))
	if text == nil || !strings.Contains(text[1], "NV/XC/2026/001 du 2 novembre 2026") {
		p.t.Fatalf("the reminder does not cite the note: %q", text)
	}
	p.does("oskar", p.note+"/remind", url.Values{"text": {text[1]}}, "")
	if letter := p.page("oskar", p.note+"/print?letter=1"); !strings.Contains(letter, "NV/XC/2026/002") || !strings.Contains(letter, "Rappel") {
		p.t.Error("the reminder does not go on paper")
	}
}

// came is the day of a letter that came.
func came(day string, more url.Values) url.Values {
	v := url.Values{"day_day": {day}, "day_month": {"11"}, "day_year": {"2026"}}
	for k, x := range more {
		v[k] = x
	}
	return v
}

func (p *paper) itAcknowledgesAndAsks() {
	if got := p.sends("oskar", p.note+"/acknowledged", came("19", nil), ""); got.Code != http.StatusUnprocessableEntity {
		p.t.Errorf("acknowledged for a State without its letter: %d", got.Code)
	}
	p.does("oskar", p.note+"/acknowledged", came("19", nil), "accusé")
	p.does("oskar", p.note+"/answered", came("20", url.Values{"answer": {"question"}, "text": {"Quelle compagnie ?"}}), "question")
	if got := p.owes(); got != "name_investigator say_whether investigate_expedited" {
		p.t.Errorf("acknowledged, the State owes %q", got)
	}
	p.does("nadia", p.note+"/write", url.Values{"text": {"La deuxième."}}, "")
}

// itInvestigates: a fault in one field keeps the scan for the next try.
func (p *paper) itInvestigates() {
	p.Days(3)
	got := p.sends("oskar", p.note+"/answered", came("23", nil), "décision")
	token := hiddenToken.FindStringSubmatch(got.Body.String())
	if got.Code != http.StatusUnprocessableEntity || token == nil || !strings.Contains(got.Body.String(), "lettre.pdf") {
		p.t.Fatalf("no answer is chosen: %d, the scan is gone", got.Code)
	}
	p.does("oskar", p.note+"/answered", came("23", url.Values{"answer": {"jointly"}, "token": {token[1]}}), "")
	officer := url.Values{"name": {"Ilan Dorre"}, "rank": {"Capitaine"}, "from": {"Justice militaire"}, "training": {"un_course"}, "apart": {"yes"}}
	p.does("oskar", p.note+"/named", came("23", officer), "nomination")
	if got := p.owes(); got != "investigate_expedited" {
		p.t.Errorf("it investigates, and owes %q", got)
	}
}

// itAsksForTime: who entered the request does not answer it.
func (p *paper) itAsksForTime() {
	which := regexp.MustCompile(`(?s)<select[^>]*name="duty".*?<option value="([0-9a-z]+)"`).FindStringSubmatch(p.page("oskar", p.note+"/answered"))
	if which == nil {
		p.t.Fatal("no duty is offered")
	}
	p.does("oskar", p.note+"/answered", came("23", url.Values{"answer": {"more_time"}, "duty": {which[1]}, "until_day": {"15"}, "until_month": {"3"}, "until_year": {"2027"}, "why": {"third_party"}}), "délai")
	x := regexp.MustCompile(`name="extension" value="([0-9a-z]+)"`).FindStringSubmatch(p.page("nadia", p.note+"/time"))
	if x == nil {
		p.t.Fatal("no request waits")
	}
	if got := p.sends("oskar", p.note+"/time", url.Values{"extension": {x[1]}, "decision": {"grant"}}, ""); got.Code < 400 {
		p.t.Error("who entered the request granted it")
	}
	p.does("nadia", p.note+"/time", url.Values{"extension": {x[1]}, "decision": {"grant"}}, "")
	if got := p.page("nadia", p.note); !strings.Contains(got, "15 mars") || !strings.Contains(got, "d'abord le") && !strings.Contains(got, "d’abord le") {
		p.t.Error("the two days of the investigation do not stand beside each other")
	}
}

func (p *paper) itsFindingAndItsDecisionAreEntered() {
	at := "/outcome/" + string(p.file.ID)
	who := regexp.MustCompile(`(?s)<select[^>]*name="subject".*?<option value="([0-9a-z]+)"`).FindStringSubmatch(p.page("nadia", at+"/finding-state"))
	if who == nil {
		p.t.Fatal("nobody is offered")
	}
	p.does("nadia", at+"/finding-state", url.Values{"subject": {who[1]}, "code": {"in_part"}, "body": {"investigator"}, "text": {"Le registre le montre."}}, "rapport")
	if got := p.owes(); got != "report_outcome" {
		p.t.Errorf("its finding is its report, and it owes %q", got)
	}
	p.does("nadia", at+"/action-state", url.Values{"subject": {who[1]}, "code": {"final/demoted"}, "body": {"ministry"}, "text": {"Décret du 20."}}, "décret")
	if got := p.owes(); got != "" {
		p.t.Errorf("all is on file, and it owes %q", got)
	}
}

// allOfItIsMarked, and no State's own people read any of it.
func (p *paper) allOfItIsMarked() {
	page := p.page("victor", p.note)
	if got := strings.Count(page, "consigné par"); got != 5 {
		p.t.Errorf("of five things entered for the State %d are marked", got)
	}
	if got := p.page("victor", "/outcome/"+string(p.file.ID)); strings.Count(got, "Consigné par nous au nom de l’État") < 3 || !strings.Contains(got, "rétrogradation") || !strings.Contains(got, "Faits établis en partie") {
		p.t.Error("what was entered for the State is not marked as such")
	}
	for _, who := range []string{"irena", "bela", "odar"} {
		if got := p.Get(who, "/fr"+strings.Replace(p.note, "/notification/", "/received/", 1)); got.Code != http.StatusNotFound {
			p.t.Errorf("%s: %d", who, got.Code)
		}
	}
}
