package casework

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/find"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/commons/people/peopletest"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/response/notice"
)

// A house for tests: the town of peopletest with its keys, two missions, two countries, a
// unit, a calendar, and a room of reports that remembers what it was told.
type house struct {
	*peopletest.Town
	clock   *clock.Fixed
	room    *Room
	reports *reports
	mail    *letters
	site    http.Handler
	unit    mission.UnitID
}

// reports stand in for response/intake.
type reports struct{ told []string }

func (r *reports) Told(_ *store.Tx, _ *seal.Keys, c Case, e Event, answer seal.Private[string]) error {
	said := string(e)
	if answer.Open() {
		said += " with an answer"
	}
	r.told = append(r.told, said)
	return nil
}

func (r *reports) Oversight(*store.Tx, *seal.Keys, Case) error {
	r.told = append(r.told, "opened to oversight")
	return nil
}

func (r *reports) Barred(_ *store.Tx, c Case) error {
	r.told = append(r.told, fmt.Sprintf("%d barred", len(c.Barred)))
	return nil
}

func (r *reports) take() string {
	s := strings.Join(r.told, ", ")
	r.told = nil
	return s
}

type letters struct{ sent []string }

func (l *letters) Tell(_ *store.Tx, to, key string, _ ident.Matter) error {
	l.sent = append(l.sent, to+" "+key)
	return nil
}

// each runs f in a fresh house on every engine at hand.
func each(t *testing.T, f func(*house)) {
	t.Helper()
	peopletest.Each(t, func(t *testing.T, db *store.DB, c *clock.Fixed) { f(furnish(t, db, c)) })
}

func furnish(t *testing.T, db *store.DB, c *clock.Fixed) *house {
	t.Helper()
	h := &house{clock: c, reports: &reports{}, mail: &letters{}}
	h.Town = peopletest.Furnish(t, db, c, nil)
	for room, files := range map[string]fs.FS{"mission": mission.Files, "duty": duty.Files, "find": find.Files, "custody": custody.Files, "casework": Files} {
		h.must(db.Migrate(context.Background(), room, files))
	}
	h.pages()
	m := mission.NewRoom(mission.Setup{Desk: h.Desk})
	hq := h.As("ida")
	for code, name := range map[string]string{"XA": "Alvana", "XB": "Belmora"} {
		h.must(m.AddCountry(hq, mission.Country{Code: code, Names: mission.Names{lang.English: name, lang.French: name}, Rest: "sat sun"}))
	}
	for _, code := range []string{"MIRA", "MONA"} {
		h.must(m.AddMission(hq, mission.Mission{Code: code, Names: mission.Names{lang.English: "Mission " + code, lang.French: "Mission " + code},
			Places: mission.Names{lang.English: "Kasara", lang.French: "Kasara"}, Host: "XB", Zone: "Africa/Bangui", Opened: "2015-01-01"}))
	}
	var err error
	h.unit, err = m.NewUnit(hq, mission.Unit{Mission: "MIRA", Country: "XA", Kind: mission.Contingent, Name: "Alvana battalion"})
	h.must(err)
	d := duty.NewRoom(duty.Setup{Desk: h.Desk})
	h.must(d.FirstSet(act.Operator(context.Background()), duty.Here{Zone: "Europe/Paris", Weekend: "sat sun"}))
	return h
}

// pages gives the house its site, where every word is one that exists.
func (h *house) pages() {
	h.Helper()
	rooms := ui.Rooms()
	rooms["casework"], rooms["duty"], rooms["mission"], rooms["notice"] = Words, duty.Words, mission.Words, notice.Words
	words, err := lang.New(rooms)
	h.must(err)
	words.Strict = true
	u := ui.New(words, ui.Options{})
	h.must(u.Add("casework", Templates))
	h.room = NewRoom(Setup{Desk: h.Desk, UI: u, Clock: h.clock, Tell: h.mail})
	h.room.Hang(h.reports)
	s := web.Site{UI: u, Public: lang.Public, Staff: lang.Staff, Floor: 1,
		Enter: func(ctx context.Context, token string) (context.Context, func(), error) {
			return h.Desk.Enter(ctx, seal.Token(token))
		},
		SignedIn: func(ctx context.Context) bool { return act.Of(ctx).ID != "" },
		Chrome:   func(*http.Request, web.Kind) ui.Chrome { return ui.Chrome{Brand: "Institution"} }}
	var acts []string
	for _, a := range h.room.Acts() {
		acts = append(acts, a.Name)
	}
	h.must(web.Check(acts, h.room.Pages(), []web.Reach{{By: "haki import notices", Act: Import.Name}}))
	h.site = s.Handler(h.room.Pages())
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

var soldiers = Draft{Designation: SeriousMisconduct, Theme: SEA, Type: "TRANSACT", Category: "military_contingent", Country: "XA", Subjects: []SubjectDraft{{Number: "3"}}}

var driver = Draft{Designation: Misconduct, Theme: "T_TRAFFIC", Category: "national_staff", Subjects: []SubjectDraft{{Number: "1", Identified: true, Identity: "Driver Dova"}}}

// opens lets ada's team have a case in MIRA, of one report.
func (h *house) opens(change func(*New), drafts ...Draft) Case {
	h.Helper()
	n := New{Mission: "MIRA", Channel: "web", Reports: 1, Title: "Platoon at Camp Orra", Allegations: drafts, Happened: clock.Partial{Day: "2026-08"}}
	if change != nil {
		change(&n)
	}
	var c Case
	h.Do(h.As("ada"), func(tx *store.Tx, keys *seal.Keys) (err error) {
		c, err = Start(tx, keys, n)
		return err
	})
	return c
}

// sheet is the case as somebody reads it.
func (h *house) sheet(name string, id CaseID) Sheet {
	h.Helper()
	s, err := h.room.Read(h.As(name), lang.English, id)
	h.must(err)
	return s
}

// ask sends a request in somebody's session, and gives the status and the page.
func (h *house) ask(name, method, path string, form url.Values) *httptest.ResponseRecorder {
	h.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(&http.Cookie{Name: "haki", Value: string(h.Token(name))})
	w := httptest.NewRecorder()
	h.site.ServeHTTP(w, r)
	return w
}

// owed lists the open duties of a case: rule, bearer.
func (h *house) owed(c Case) string {
	h.Helper()
	var all []string
	h.Do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error {
		ds, err := duty.Of(tx, c.Matter())
		for _, d := range ds {
			if d.IsOpen() {
				all = append(all, d.Rule+" "+h.team(people.TeamID(d.Bearer.ID)))
			}
		}
		return err
	})
	return strings.Join(all, ", ")
}

func (h *house) team(id people.TeamID) string {
	for name, t := range h.Teams {
		if t == id {
			return name
		}
	}
	return "nobody"
}

// entries counts the record's lines of an act upon a case.
func (h *house) entries(c Case, a act.Act) (n int) {
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
