package outcome

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/find"
	"haki/commons/mission"
	"haki/commons/people/peopletest"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/notice"
	"haki/response/notification"
)

// A house for tests: the town of peopletest with a room of cases, this room hung on it, and
// a room of reports that remembers what it was told.
type house struct {
	*peopletest.Town
	clock *clock.Fixed
	cases *casework.Room
	room  *Room
	told  *reports
	site  http.Handler
}

// reports stand in for response/intake.
type reports struct{ events []string }

func (r *reports) Released(_ *store.Tx, _ casework.Case, event string) error {
	if !slices.Contains(intake.Outcomes, intake.StepCode(event)) {
		return fmt.Errorf("no words for %s", event)
	}
	r.events = append(r.events, event)
	return nil
}
func (r *reports) Told(_ *store.Tx, _ *seal.Keys, _ casework.Case, e casework.Event, _ seal.Private[string]) error {
	r.events = append(r.events, string(e))
	return nil
}
func (r *reports) Oversight(*store.Tx, *seal.Keys, casework.Case) error { return nil }
func (r *reports) Barred(*store.Tx, casework.Case) error                { return nil }

func (r *reports) take() string {
	s := strings.Join(r.events, ", ")
	r.events = nil
	return s
}

// each runs f in a fresh house on every engine at hand.
func each(t *testing.T, f func(*house)) {
	t.Helper()
	peopletest.Each(t, func(t *testing.T, db *store.DB, c *clock.Fixed) { f(furnish(t, db, c)) })
}

func furnish(t *testing.T, db *store.DB, c *clock.Fixed) *house {
	t.Helper()
	h := &house{clock: c, told: &reports{}}
	h.Town = peopletest.Furnish(t, db, c, nil)
	for _, m := range []struct {
		room  string
		files fs.FS
	}{{"mission", mission.Files}, {"custody", custody.Files}, {"duty", duty.Files}, {"find", find.Files}, {"casework", casework.Files}, {"notification", notification.Files}, {"outcome", Files}} {
		h.must(db.Migrate(context.Background(), m.room, m.files))
	}
	h.rooms()
	m := mission.NewRoom(mission.Setup{Desk: h.Desk})
	hq := h.As("ida")
	for code, name := range map[string]string{"XA": "Alvana", "XB": "Belmora"} {
		h.must(m.AddCountry(hq, mission.Country{Code: code, Names: mission.Names{lang.English: name, lang.French: name}, Rest: "sat sun"}))
	}
	for _, code := range []string{"MIRA", "MONA"} {
		h.must(m.AddMission(hq, mission.Mission{Code: code, Names: mission.Names{lang.English: "Mission " + code, lang.French: "Mission " + code},
			Places: mission.Names{lang.English: "Kasara", lang.French: "Kasara"}, Host: "XB", Zone: "Africa/Bangui", Opened: "2015-01-01"}))
	}
	h.must(duty.NewRoom(duty.Setup{Desk: h.Desk}).FirstSet(act.Operator(context.Background()), duty.Here{Zone: "Europe/Paris", Weekend: "sat sun"}))
	return h
}

// rooms gives the house its site, where every word is one that exists.
func (h *house) rooms() {
	h.Helper()
	words, err := lang.New(spoken())
	h.must(err)
	words.Strict = true
	u := ui.New(words, ui.Options{})
	h.must(u.Add("outcome", Templates))
	h.must(u.Add("casework", casework.Templates))
	shelf, err := custody.OpenShelf(h.TempDir(), h.clock)
	h.must(err)
	h.Cleanup(func() { shelf.Close() })
	h.cases = casework.NewRoom(casework.Setup{Desk: h.Desk, UI: u, Clock: h.clock})
	h.room = NewRoom(Setup{Desk: h.Desk, UI: u, Shelf: shelf, Limits: custody.Usual, Secret: []byte(strings.Repeat("s", 32)), Reports: h.told})
	h.cases.Hang(h.told, h.room)
	s := web.Site{UI: u, Public: lang.Public, Staff: lang.Staff, Floor: 1,
		Enter: func(ctx context.Context, token string) (context.Context, func(), error) {
			return h.Desk.Enter(ctx, seal.Token(token))
		},
		SignedIn: func(ctx context.Context) bool { return act.Of(ctx).ID != "" },
		Chrome:   func(*http.Request, web.Kind) ui.Chrome { return ui.Chrome{Brand: "Institution"} }}
	h.site = s.Handler(append(h.room.Pages(), h.cases.Pages()...))
}

func spoken() map[string]fs.FS {
	rooms := ui.Rooms()
	rooms["outcome"], rooms["casework"], rooms["intake"], rooms["duty"], rooms["mission"], rooms["notice"], rooms["custody"], rooms["notification"] = Words, casework.Words, intake.Words, duty.Words, mission.Words, notice.Words, custody.Words, notification.Words
	return rooms
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// refused checks that somebody was told no with this kind and key.
func (h *house) refused(err error, kind fault.Kind, key string) {
	h.Helper()
	all := fault.All(err)
	if err == nil || fault.Of(err) != kind || len(all) == 0 || all[0].Key != key {
		h.Errorf("got %v (%v), want %s (%v)", err, fault.Of(err), key, kind)
	}
}

// soldiers are two of Alvana's contingent: one who is known, and one who is not.
var soldiers = casework.Draft{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: "military_contingent", Country: "XA",
	Subjects: []casework.SubjectDraft{{Number: "1", Identified: true, Identity: "Corporal Caro", Status: casework.Investigation}, {Number: "1", Status: casework.Assessment}}}

// driver is a civilian: no State has a say.
var driver = casework.Draft{Designation: casework.Misconduct, Theme: "T_TRAFFIC", Category: "national_staff",
	Subjects: []casework.SubjectDraft{{Number: "1", Identified: true, Identity: "Driver Dova", Status: casework.Investigation}}}

var woman = casework.VictimDraft{Sex: "female", Age: "adult", Number: "1"}

// opens lets ada's team have a case in MIRA that oversight was told of.
func (h *house) opens(change func(*casework.New), drafts ...casework.Draft) casework.Case {
	h.Helper()
	n := casework.New{Mission: "MIRA", Channel: "web", Reports: 1, Told: true, Title: "Platoon at Camp Orra", Allegations: drafts, Happened: clock.Partial{Day: "2026-08"}}
	if change != nil {
		change(&n)
	}
	var c casework.Case
	h.Do(h.As("ada"), func(tx *store.Tx, keys *seal.Keys) (err error) {
		c, err = casework.Start(tx, keys, n)
		return err
	})
	return c
}

// sheet is the outcome as somebody reads it.
func (h *house) sheet(name string, id casework.CaseID) Sheet {
	h.Helper()
	s, err := h.room.Read(h.As(name), id)
	h.must(err)
	return s
}

// subject is the nth subject of a case.
func (h *house) subject(c casework.Case, n int) casework.SubjectID {
	h.Helper()
	for _, a := range h.sheet("ida", c.ID).Allegations {
		if n < len(a.Subjects) {
			return a.Subjects[n].ID
		}
		n -= len(a.Subjects)
	}
	h.Fatal("no such subject")
	return ""
}

// owed lists the open duties of a case: rule, kind of bearer.
func (h *house) owed(c casework.Case) string {
	h.Helper()
	var all []string
	h.Do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error {
		ds, err := duty.Of(tx, c.Matter())
		for _, d := range ds {
			if d.IsOpen() && d.Rule != "preserve" && d.Rule != "notify" {
				bearer := string(d.Bearer.Kind)
				if d.Bearer.Kind == duty.State {
					bearer = d.Bearer.ID
				}
				all = append(all, d.Rule+" "+bearer)
			}
		}
		return err
	})
	return strings.Join(all, ", ")
}

// entered counts the record's lines of an act upon a case.
func (h *house) entered(c casework.Case, a act.Act) (n int) {
	h.Helper()
	h.Do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error {
		lines, err := record.Of(tx, c.Matter())
		for _, l := range lines {
			if l.Act == a.Name {
				n++
			}
		}
		return err
	})
	return n
}

// upload puts a file on the shelf, as a form would.
func (h *house) upload(name, text string) custody.Upload {
	h.Helper()
	u, err := h.room.Shelf.Take(context.Background(), strings.NewReader(text), name, custody.Usual)
	h.must(err)
	return u
}

// get asks for a page in somebody's session.
func (h *house) get(name, path string) *httptest.ResponseRecorder {
	h.Helper()
	return h.send(name, httptest.NewRequest("GET", path, nil))
}

// post sends a form with a file, if there is one.
func (h *house) post(name, path string, form url.Values, file string) *httptest.ResponseRecorder {
	h.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for field, values := range form {
		for _, v := range values {
			m.WriteField(field, v)
		}
	}
	if file != "" {
		w, err := m.CreateFormFile("file", "judgment.txt")
		h.must(err)
		w.Write([]byte(file))
	}
	h.must(m.Close())
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return h.send(name, r)
}

func (h *house) send(name string, r *http.Request) *httptest.ResponseRecorder {
	h.Helper()
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "haki", Value: string(h.Token(name))})
	w := httptest.NewRecorder()
	h.site.ServeHTTP(w, r)
	return w
}
