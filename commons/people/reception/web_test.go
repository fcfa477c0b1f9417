package reception

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"haki/commons/people"
	"haki/internal/lang"
	"haki/internal/store"
)

const fresh = "a quite different passphrase"

// Every page, as everybody: who sees what is this table.
func TestWhoSeesWhichPage(t *testing.T) {
	each(t, func(w *town) {
		b := w.browse()
		ada := string(w.IDs["ada"])
		p := must(w.Room.Propose(w.As("omar"), people.Proposal{Kind: people.ToJoin, Team: w.Teams["here"], Account: w.IDs["dan"]}))
		must(w.Room.Ask(t.Context(), "cy", fresh, fresh, "en"))
		here := "/team/" + string(w.Teams["here"])
		door := []string{"", "ida", "omar", "noor", "ada", "bo", "cy", "dan"}
		in := door[1:]
		for at, may := range map[string][]string{
			"/login": door, "/invitation": door, "/recovery": door, "/recovery/return": door,
			"/account": in, "/account/passphrase": in,
			"/people": {"ida", "omar"}, "/people/invite": {"omar"}, "/people/found": {"ida", "omar"}, "/people/" + ada: {"ida", "omar"}, "/people/" + ada + "/end": {"omar"},
			here: {"ida", "omar", "ada", "bo"}, here + "/remove/" + string(w.IDs["bo"]): {"ida", "omar", "ada"},
			"/account/leave/" + string(w.Teams["here"]): {"ida", "omar", "ada", "bo"},
			"/proposal/" + string(p):                    {"omar", "ada", "bo"},
			"/recovery/pleas":                           {"ida", "omar", "noor"},
			"/people/nobody":                            nil, "/team/none": nil, "/proposal/none": nil,
		} {
			for _, name := range door {
				c := b
				if name != "" {
					c = &browser{town: w, cookie: &http.Cookie{Name: "haki", Value: string(w.Token(name))}}
				}
				for _, tag := range lang.Staff {
					r := c.get("/" + string(tag) + at)
					want := 404
					switch {
					case slices.Contains(may, name):
						want = 200
					case name == "" && !slices.Contains([]string{"/login", "/invitation", "/recovery", "/recovery/return"}, at):
						want = 303
					}
					if r.Code != want {
						t.Errorf("%s %q: %d, want %d", at, name, r.Code, want)
					}
					if r.Code == 200 && !strings.Contains(r.Body.String(), "<h1>") {
						t.Errorf("%s %q: no heading", at, name)
					}
				}
			}
		}
		if r := b.get("/ar/login"); r.Code != 404 {
			t.Errorf("a staff page in Arabic: %d", r.Code)
		}
	})
}

func TestSigningInAndOut(t *testing.T) {
	each(t, func(w *town) {
		b := w.browse()
		var bodies []string
		for _, name := range []string{"ada", "nobody"} {
			r := b.post("/fr/login", url.Values{"name": {name}, "passphrase": {"the wrong passphrase"}})
			if r.Code != 422 || len(r.Result().Cookies()) > 0 {
				t.Errorf("%s: %d", name, r.Code)
			}
			bodies = append(bodies, strings.ReplaceAll(r.Body.String(), name, "…"))
		}
		if bodies[0] != bodies[1] {
			t.Error("the page says who has an account")
		}
		if strings.Contains(bodies[0], "the wrong passphrase") {
			t.Error("the page gives the passphrase back")
		}
		r := b.post("/fr/login", url.Values{"name": {"ada"}, "passphrase": {pass}, "next": {"/account"}})
		if r.Code != 303 || path(r) != "/fr/account" {
			t.Fatalf("%d to %s", r.Code, path(r))
		}
		if c := r.Result().Cookies()[0]; !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.MaxAge != 0 {
			t.Errorf("%+v", c)
		}
		for _, next := range []string{"//evil.example", "https://evil.example", "/\\evil"} {
			if r := b.post("/fr/login", url.Values{"name": {"ada"}, "passphrase": {pass}, "next": {next}}); path(r) != "/fr/desk" {
				t.Errorf("%s leads to %s", next, path(r))
			}
		}
		r = b.get("/fr/account")
		if body := r.Body.String(); r.Code != 200 || !strings.Contains(body, "Display ada") || !strings.Contains(body, "celle-ci") {
			t.Errorf("%d", r.Code)
		}
		if r := b.get("/en/account/leave/" + string(w.Teams["there"])); r.Code != 404 {
			t.Errorf("leaving a team one is not in: %d", r.Code)
		}
		r = b.post("/fr/logout", nil)
		if r.Code != 303 || path(r) != "/fr/login" || !strings.Contains(r.Header().Get("Clear-Site-Data"), "cookies") || b.cookie != nil {
			t.Errorf("%d %v", r.Code, r.Header())
		}
		if r := b.get("/fr/account"); r.Code != 303 || path(r) != "/fr/login?next=/account" {
			t.Errorf("after signing out: %d to %s", r.Code, path(r))
		}
	})
}

var codeWord = regexp.MustCompile(`<li>([a-z]{4,14})</li>`)

func TestInvitingOnPages(t *testing.T) {
	each(t, func(w *town) {
		omar := w.signIn("omar")
		r := omar.post("/en/people/invite", url.Values{"name": {"x y"}, "display": {"Zoé Ferrand"}, "language": {"fr"}})
		if r.Code != 422 || !strings.Contains(r.Body.String(), "Zoé Ferrand") {
			t.Errorf("what was typed is lost: %d", r.Code)
		}
		r = omar.post("/en/people/invite", url.Values{"name": {"zoe"}, "display": {"Zoé Ferrand"}, "office": {"Officer"}, "language": {"fr"}})
		var words []string
		for _, m := range codeWord.FindAllStringSubmatch(r.Body.String(), -1) {
			words = append(words, m[1])
		}
		if r.Code != 200 || len(words) != 12 {
			t.Fatalf("%d, %d words", r.Code, len(words))
		}
		guest := w.browse()
		form := url.Values{"code": {strings.Join(words, " ")}, "passphrase": {pass}, "again": {pass + "!"}}
		if r := guest.post("/fr/invitation", form); r.Code != 422 || !strings.Contains(r.Body.String(), words[3]) || strings.Contains(r.Body.String(), pass) {
			t.Errorf("%d", r.Code)
		}
		form.Set("again", pass)
		if r := guest.post("/fr/invitation", form); r.Code != 200 || !strings.Contains(r.Body.String(), "zoe") {
			t.Errorf("%d", r.Code)
		}
		if r := guest.post("/fr/invitation", form); r.Code != 422 {
			t.Errorf("a second time: %d", r.Code)
		}
		zoe := w.signIn("zoe")
		if r := zoe.get("/fr/account"); r.Code != 200 {
			t.Errorf("%d", r.Code)
		}
		if r := omar.get("/en/people"); !strings.Contains(r.Body.String(), "Zoé Ferrand") {
			t.Error("not in the list")
		}
	})
}

func TestTeamsOnPages(t *testing.T) {
	each(t, func(w *town) {
		omar, ida, ada, dan := w.signIn("omar"), w.signIn("ida"), w.signIn("ada"), w.signIn("dan")
		r := omar.post("/en/people/found", url.Values{"role": {"conduct"}, "name_en": {"Late"}, "account": {"who"}, "mission": {"MEVA"}})
		if r.Code != 422 || !strings.Contains(r.Body.String(), `value="Late"`) {
			t.Errorf("%d", r.Code)
		}
		r = omar.post("/en/people/found", url.Values{"role": {"conduct"}, "name_en": {"Late"}, "account": {"dan"}, "mission": {"MEVA, MIRA"}})
		if r.Code != 303 {
			t.Fatalf("%d %s", r.Code, r.Body)
		}
		at := path(r)
		if r := omar.post(at+"/confirm", nil); r.Code != 404 {
			t.Errorf("the proposer: %d", r.Code)
		}
		if r := ida.get(at); r.Code != 200 || !strings.Contains(r.Body.String(), "Late") {
			t.Errorf("%d", r.Code)
		}
		if r := ida.get("/en/account"); !strings.Contains(r.Body.String(), at) {
			t.Error("what waits is not on her page")
		}
		if r := ida.post(at+"/confirm", nil); r.Code != 303 {
			t.Errorf("%d", r.Code)
		}
		here := "/en/team/" + string(w.Teams["here"])
		r = ada.post(here+"/join", url.Values{"account": {"dan"}})
		if r.Code != 303 {
			t.Fatalf("%d", r.Code)
		}
		at = path(r)
		if r := ada.post(at+"/join", nil); r.Code != 409 {
			t.Errorf("who proposed: %d", r.Code)
		}
		bo := w.signIn("bo")
		page := bo.get(at).Body.String()
		five := ""
		for _, a := range w.accounts() {
			if a.Name == "dan" {
				five = a.Words("en")
			}
		}
		if five == "" || !strings.Contains(page, five) {
			t.Error("the newcomer's five words are not on the page")
		}
		if !strings.Contains(dan.get("/en/account").Body.String(), five) {
			t.Error("nor on his own")
		}
		if r := bo.post(at+"/join", nil); r.Code != 303 {
			t.Errorf("%d", r.Code)
		}
		if r := dan.get(here); r.Code != 200 {
			t.Errorf("%d", r.Code)
		}
		for form, want := range map[string]int{"mission=MONA&since_day=1&since_month=12&since_year=2026": 303, "mission=MONA&since_year=2026": 422, "since_day=1&since_month=12&since_year=2026": 422,
			"mission=MONA&since_day=1&since_month=12&since_year=2026&until_day=1&until_month=11&until_year=2026": 422} {
			if r := ada.post(here+"/serve", must(url.ParseQuery(form))); r.Code != want {
				t.Errorf("%s: %d, want %d", form, r.Code, want)
			}
		}
		if r := ida.post(here+"/succeed", url.Values{"successor": {string(w.Teams["there"])}}); r.Code != 303 {
			t.Errorf("%d", r.Code)
		} else if r := bo.post(path(r)+"/decline", nil); r.Code != 303 {
			t.Errorf("%d", r.Code)
		}
		recovery := "/en/team/" + string(w.Teams["recovery"])
		for n, want := range map[string]int{"x": 422, "1": 422, "2": 303} {
			if r := omar.post(recovery+"/need", url.Values{"needed": {n}}); r.Code != want {
				t.Errorf("%s needed: %d", n, r.Code)
			}
		}
		if r := ada.post(here+"/remove/"+string(w.IDs["dan"]), nil); r.Code != 303 {
			t.Errorf("%d", r.Code)
		}
		if r := dan.get(here); r.Code != 404 {
			t.Errorf("dan is out: %d", r.Code)
		}
		w.owes[w.IDs["bo"]] = 3
		if r := bo.post("/fr/account/leave/"+string(w.Teams["here"]), nil); r.Code != 409 || !strings.Contains(r.Body.String(), "3 échéances") {
			t.Errorf("%d", r.Code)
		}
		if r := omar.post("/en/people/"+string(w.IDs["bo"])+"/end", nil); r.Code != 409 {
			t.Errorf("%d", r.Code)
		}
		delete(w.owes, w.IDs["bo"])
		if r := omar.post("/en/people/"+string(w.IDs["bo"])+"/sessions", nil); r.Code != 303 {
			t.Errorf("%d", r.Code)
		}
		if r := bo.get("/en/account"); r.Code != 303 {
			t.Errorf("bo's sessions are closed: %d", r.Code)
		}
		bo = w.signIn("bo")
		if r := omar.post("/en/people/"+string(w.IDs["bo"])+"/end", nil); r.Code != 303 {
			t.Errorf("%d", r.Code)
		}
		if r := bo.get("/en/account"); r.Code != 303 {
			t.Errorf("bo's account is ended: %d", r.Code)
		}
		if r := omar.get("/en/people"); r.Code != 200 {
			t.Errorf("%d", r.Code)
		}
	})
}

func (w *town) accounts() []people.Account { return must(w.Room.All(w.As("omar"))).Accounts }

func TestRecoveryOnPages(t *testing.T) {
	each(t, func(w *town) {
		b := w.browse()
		form := url.Values{"name": {"ada"}, "passphrase": {fresh}, "again": {fresh}}
		known := b.post("/en/recovery", form)
		form.Set("name", "nobody")
		unknown := b.post("/en/recovery", form)
		five := regexp.MustCompile(`<bdi>([a-z ]+)</bdi>`)
		if known.Code != 200 || unknown.Code != 200 || five.ReplaceAllString(known.Body.String(), "") != five.ReplaceAllString(unknown.Body.String(), "") {
			t.Error("the page says who has an account")
		}
		words := five.FindStringSubmatch(known.Body.String())[1]
		holders := []*browser{w.signIn("omar"), w.signIn("noor")}
		page := holders[0].get("/en/recovery/pleas").Body.String()
		if !strings.Contains(page, words) || strings.Count(page, "/answer") != 1 {
			t.Error("the holder does not see the same words")
		}
		at := regexp.MustCompile(`action="(/en/recovery/pleas/[a-z0-9]+)/answer"`).FindStringSubmatch(page)[1]
		if r := w.signIn("ada").get("/en/account"); !strings.Contains(r.Body.String(), "/en/account/plea") {
			t.Error("the owner, signed in elsewhere, sees nothing of it")
		}
		for _, h := range holders {
			if r := h.post(at+"/answer", nil); r.Code != 303 {
				t.Errorf("%d", r.Code)
			}
		}
		if r := holders[0].post(at+"/answer", nil); r.Code != 409 {
			t.Errorf("twice: %d", r.Code)
		}
		back := url.Values{"name": {"ada"}, "passphrase": {fresh}}
		if r := b.post("/fr/recovery/return", back); r.Code != 409 || !strings.Contains(r.Body.String(), "24 novembre") {
			t.Errorf("the same day: %d %s", r.Code, r.Body)
		}
		w.clock.Advance(people.Waiting)
		if r := b.post("/fr/recovery/return", url.Values{"name": {"nobody"}, "passphrase": {fresh}}); r.Code != 422 {
			t.Errorf("nobody: %d", r.Code)
		}
		if r := b.post("/fr/recovery/return", back); r.Code != 200 {
			t.Errorf("%d", r.Code)
		}
		if r := b.post("/fr/login", url.Values{"name": {"ada"}, "passphrase": {fresh}}); r.Code != 303 {
			t.Errorf("%d", r.Code)
		}
		r := b.post("/fr/account/passphrase", url.Values{"old": {fresh}, "passphrase": {pass}, "again": {pass}})
		if r.Code != 303 || b.get(path(r)).Code != 200 {
			t.Errorf("%d", r.Code)
		}
		if r := b.post("/fr/account/language", url.Values{"language": {"en"}}); r.Code != 303 {
			t.Errorf("%d", r.Code)
		}
		if r := b.post("/fr/account/language", url.Values{"language": {"xx"}}); r.Code != 422 {
			t.Errorf("%d", r.Code)
		}
		if r := b.post("/fr/account/session", url.Values{"session": {"all"}}); r.Code != 303 || path(r) != "/fr/login" {
			t.Errorf("%d to %s", r.Code, path(r))
		}
	})
}

// P-21: a request from another site cannot act, with somebody's cookie or without.
func TestAnotherSiteCannotAct(t *testing.T) {
	each(t, func(w *town) {
		b := w.signIn("omar")
		for _, p := range New(w.Room, nil, nil).Pages() {
			if p.Method != "POST" {
				continue
			}
			at := strings.NewReplacer("{lang}", "en", "{id}", "x", "{account}", "x", "{team}", "x").Replace(p.Path)
			for name, set := range map[string]func(http.Header){
				"cross-site":     func(h http.Header) { h.Set("Sec-Fetch-Site", "cross-site") },
				"same-site":      func(h http.Header) { h.Set("Sec-Fetch-Site", "same-site") },
				"foreign origin": func(h http.Header) { h.Set("Origin", "https://evil.example") },
			} {
				q := httptest.NewRequest("POST", at, strings.NewReader("name=x"))
				q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				set(q.Header)
				q.AddCookie(b.cookie)
				r := httptest.NewRecorder()
				b.site.ServeHTTP(r, q)
				if r.Code != 403 {
					t.Errorf("%s %s: %d", name, at, r.Code)
				}
			}
			if r := b.get(at); r.Code == 200 && !strings.Contains(r.Body.String(), "<form") {
				t.Errorf("GET %s acts", at)
			}
		}
	})
}

// A mission's list of choices, where there is one.
func TestMissionsAreChosen(t *testing.T) {
	each(t, func(w *town) {
		w.missions = func(*store.Tx) ([]people.Choice, error) {
			return []people.Choice{{Code: "MIRA", NameEN: "River mission", NameFR: "Mission de la rivière"}, {Code: "MONA", NameEN: "Mountain mission", NameFR: "Mission de la montagne"}}, nil
		}
		b := w.signIn("omar")
		page := b.get("/fr/people/found").Body.String()
		for _, want := range []string{`value="MIRA"`, `value="MONA"`, `value="every"`, "Mission de la rivière"} {
			if !strings.Contains(page, want) {
				t.Errorf("no %s", want)
			}
		}
		for form, want := range map[string]int{"mission=MIRA&mission=MONA": 303, "mission=XXXX": 422, "mission=every": 422, "": 422} {
			v := must(url.ParseQuery(form + "&role=conduct&name_en=x&account=dan"))
			if r := b.post("/fr/people/found", v); r.Code != want {
				t.Errorf("%s: %d", form, r.Code)
			}
		}
		if page := b.get("/fr" + fmt.Sprintf("/team/%s", w.Teams["here"])).Body.String(); !strings.Contains(page, "<select") {
			t.Error("no list of missions on the team's page")
		}
	})
}
