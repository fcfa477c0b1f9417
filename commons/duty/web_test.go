package duty

import (
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"haki/commons/mission"
	"haki/commons/people"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/store"
	"haki/internal/ui"
)

// desks gives a house its pages, and every word is one that exists.
func (h *house) desks() {
	h.Helper()
	rooms := ui.Rooms()
	rooms["duty"], rooms["mission"] = Words, mission.Words
	words, err := lang.New(rooms)
	h.must(err)
	words.Strict = true
	h.room.ui = ui.New(words, ui.Options{})
	h.must(h.room.ui.Add("duty", Templates))
	h.room.address = func(m ident.Matter) string { return "/intake/" + m.ID }
}

// ask sends a request as somebody and gives the status and the page.
func (h *house) ask(who, method, path string, form url.Values) (int, string) {
	h.Helper()
	mux := http.NewServeMux()
	status := 0
	for _, p := range h.room.Pages() {
		mux.HandleFunc(p.Method+" "+p.Path, func(w http.ResponseWriter, r *http.Request) {
			if err := p.Serve(w, r); err != nil {
				status = map[fault.Kind]int{fault.Withheld: 404, fault.NotFound: 404, fault.Forbidden: 403, fault.Conflict: 409, fault.Stale: 409, fault.Invalid: 422}[fault.Of(err)]
				if status == 0 {
					h.Errorf("%s %s: %v", method, path, err)
				}
			}
		})
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode())).WithContext(h.as(who))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	if status == 0 {
		status = w.Code
	}
	return status, w.Body.String()
}

func TestEveryWordIsSaidInEveryLanguage(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"duty": Words}) {
		t.Error(f)
	}
	rooms := ui.Rooms()
	rooms["duty"] = Words
	words, err := lang.New(rooms)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range words.Used(os.DirFS("."), "duty") {
		t.Error(f)
	}
	for _, r := range Shipped { // what is put together at run time
		for _, key := range []string{"rule_" + r.Code, "owes_" + r.Code, "starts_" + r.Starts, "met_by_" + r.MetBy, "source_" + r.Source.Key, "under_" + r.Source.Key,
			"kind_" + string(r.Source.Kind), "role_" + string(r.Bearer), "role_" + string(r.OwedTo), "calendar_" + string(r.Calendar)} {
			if !words.Has(lang.French, "duty."+key) {
				t.Errorf("duty.%s does not exist", key)
			}
		}
		if len(r.Release) == 0 {
			continue
		}
		for _, key := range []string{"next_" + r.Code, "kept_" + r.Code, "who_" + string(r.Bearer)} {
			if !words.Has(lang.Arabic, "duty."+key) || !words.Open("duty."+key) {
				t.Errorf("duty.%s is not for the public", key)
			}
		}
	}
	for _, a := range allActs {
		parts := strings.Split(a.Name, ".")
		if len(parts) != 3 || !words.Has(lang.English, "duty.act_"+parts[1]+"_"+parts[2]) {
			t.Errorf("%s has no name", a.Name)
		}
	}
}

func TestThePageOfADutyShowsItsRuleAndWhatOneMayDo(t *testing.T) {
	each(t, func(h *house) {
		h.desks()
		d := h.begins(New{Rule: "say_whether", Matter: matter("a"), Ref: "MISKA-2026-0147-K", Bearer: Office{State, "XA"}, Scope: here})
		for path, want := range map[string][]string{
			"/en/duty/": {"Country XA", "10 working days", "A/61/19 (Part III)", "could not be read when", "/en/duty/rules/say_whether", "MISKA-2026-0147-K", "/en/intake/a", "the authorities"},
			"/fr/duty/": {"Pays XA", "10 jours ouvrables", "Mémorandum d’accord type", "équipe"},
		} {
			status, page := h.ask("hana", "GET", path+string(d.ID), nil)
			for _, w := range want[:len(want)-1] {
				if status != 200 || !strings.Contains(page, w) {
					h.Errorf("%s (%d) does not say %q", path, status, w)
				}
			}
		}
		mine := h.begins(New{Rule: "assess", Matter: matter("b"), Scope: here})
		at := "/en/duty/" + string(mine.ID)
		for who, may := range map[string]string{"amara": "take ask", "hana": "", "bao": "take ask"} {
			status, page := h.ask(who, "GET", at, nil)
			for _, button := range []string{"take", "ask", "grant"} {
				if has := strings.Contains(page, at+"/"+button); status != 200 || has != strings.Contains(may, button) {
					h.Errorf("%s (%d): %s is shown: %v", who, status, button, has)
				}
			}
		}
		if status, _ := h.ask("vera", "GET", at, nil); status != 404 {
			h.Errorf("who has nothing to do with it: %d", status)
		}
		if status, _ := h.ask("amara", "POST", at+"/take", nil); status != 303 || h.now(mine).Holder != "amara" {
			h.Errorf("taken up: %d, in the hands of %q", status, h.now(mine).Holder)
		}
		if status, page := h.ask("amara", "POST", at+"/ask", url.Values{"until_day": {"40"}, "until_month": {"1"}, "until_year": {"2027"}, "reason": {"volume"}}); status != 422 || !strings.Contains(page, `value="40"`) || !strings.Contains(page, "errsum") {
			h.Errorf("a wrong day: %d", status)
		}
		if status, page := h.ask("amara", "POST", at+"/ask", url.Values{"until_day": {"30"}, "until_month": {"12"}, "until_year": {"2026"}, "reason": {"volume"}}); status != 422 || !strings.Contains(page, "Choose a later day") {
			h.Errorf("a day too early: %d", status)
		}
		ok := url.Values{"until_day": {"15"}, "until_month": {"1"}, "until_year": {"2027"}, "how": {"extend"}, "reason": {"volume"}}
		if status, _ := h.ask("amara", "POST", at+"/ask", ok); status != 303 {
			h.Errorf("asked: %d", status)
		}
		if status, _ := h.ask("bao", "POST", at+"/ask", ok); status != 409 {
			h.Errorf("asked twice: %d", status)
		}
		_, page := h.ask("hana", "GET", at, nil)
		ext := look(h, func(tx *store.Tx) ([]Extension, error) { return Extensions(tx, mine.ID) })[0]
		if !strings.Contains(page, string(ext.ID)) || !strings.Contains(page, "too much at once") || !strings.Contains(page, at+"/grant") {
			h.Error("headquarters do not see the request")
		}
		if status, _ := h.ask("amara", "POST", at+"/grant", url.Values{"extension": {string(ext.ID)}}); status != 403 {
			h.Errorf("granted by who asked: %d", status)
		}
		if status, _ := h.ask("hana", "POST", at+"/grant", url.Values{"extension": {string(ext.ID)}}); status != 303 || h.now(mine).Due != "2027-01-15" {
			h.Errorf("granted: %d, due %s", status, h.now(mine).Due)
		}
		if status, _ := h.ask("hana", "POST", at+"/decline", url.Values{"extension": {string(ext.ID)}}); status != 409 {
			h.Errorf("declined after it was granted: %d", status)
		}
		if _, page := h.ask("amara", "GET", at, nil); !strings.Contains(page, "Promised at first") || !strings.Contains(page, "It was due") {
			h.Error("the day promised at first is gone")
		}
	})
}

func TestThePagesOfHandOversRulesAndCalendars(t *testing.T) {
	each(t, func(h *house) {
		h.desks()
		d := h.begins(New{Rule: "assess", Matter: matter("a"), Ref: "MISKA-1", Scope: here})
		h.must(h.room.TakeUp(h.as("amara"), d.ID))
		if _, page := h.ask("amara", "GET", "/fr/duty/handover", nil); !strings.Contains(page, "MISKA-1") || !strings.Contains(page, `value="bao"`) || strings.Contains(page, `value="amara"`) {
			h.Error("what is in hand, and who could take it, is not shown")
		}
		form := url.Values{"team": {"conduct"}, "giver": {""}, "taker": {"bao"}}
		if status, _ := h.ask("amara", "POST", "/fr/duty/handover", form); status != 303 {
			h.Errorf("offered: %d", status)
		}
		if status, page := h.ask("chidi", "POST", "/fr/duty/handover", form); status != 409 || !strings.Contains(page, "rien à transmettre") {
			h.Errorf("nothing to offer: %d", status)
		}
		offer := h.desk("bao").Offers[0]
		if _, page := h.ask("bao", "GET", "/en/duty/handover", nil); !strings.Contains(page, "/en/duty/handover/"+string(offer.ID)+"/accept") || !strings.Contains(page, "Amara") {
			h.Error("the offer is not shown")
		}
		if status, _ := h.ask("bao", "POST", "/en/duty/handover/"+string(offer.ID)+"/accept", nil); status != 303 || h.now(d).Holder != "bao" {
			h.Errorf("accepted: %d", status)
		}
		if status, page := h.ask("vera", "GET", "/en/duty/rules", nil); status != 200 || strings.Count(page, "<tr") != len(Shipped)+1 {
			h.Errorf("the rules: %d", status)
		}
		for _, r := range Shipped {
			if status, page := h.ask("hana", "GET", "/fr/duty/rules/"+r.Code, nil); status != 200 || !strings.Contains(page, "Modifier cette règle") {
				h.Errorf("%s: %d", r.Code, status)
			}
		}
		if _, page := h.ask("amara", "GET", "/en/duty/rules/assess", nil); strings.Contains(page, "<form method") {
			h.Error("who may not change a rule is offered to")
		}
		if status, _ := h.ask("hana", "GET", "/en/duty/rules/nothing", nil); status != 404 {
			h.Errorf("no such rule: %d", status)
		}
		change := url.Values{"code": {"assess"}, "amount": {"many"}, "unit": {"wd"}, "calendar": {"institution"}, "basis": {"Circular 1"}}
		if status, page := h.ask("hana", "POST", "/en/duty/rules", change); status != 422 || !strings.Contains(page, `value="many"`) {
			h.Errorf("a wrong amount: %d", status)
		}
		change.Set("amount", "7")
		if status, _ := h.ask("hana", "POST", "/en/duty/rules", change); status != 303 {
			h.Errorf("changed: %d", status)
		}
		if _, page := h.ask("bao", "GET", "/en/duty/duty", nil); page != "" {
			h.Error("no such duty has a page")
		}
		if _, page := h.ask("bao", "GET", "/en/duty/"+string(d.ID), nil); !strings.Contains(page, "version <bdi>1.1</bdi>") {
			h.Error("the page of a duty does not say that its rule has changed since")
		}
	})
}

func TestThePagesOfCalendars(t *testing.T) {
	each(t, func(h *house) {
		h.desks()
		for _, path := range []string{"/duty/calendars", "/duty/calendars/institution/here", "/duty/calendars/country/XA", "/duty/calendars/mission/MISKA"} {
			for _, tag := range []string{"/en", "/fr"} {
				for who, keeps := range map[string]bool{"hana": true, "amara": false} {
					if status, page := h.ask(who, "GET", tag+path, nil); status != 200 || strings.Contains(page, "<form method") != keeps {
						h.Errorf("%s, %s: %d, forms %v", who, path, status, !keeps)
					}
				}
			}
		}
		if status, _ := h.ask("hana", "GET", "/en/duty/calendars/country/ZZ", nil); status != 404 {
			h.Errorf("no such calendar: %d", status)
		}
		day := url.Values{"day_day": {"4"}, "day_month": {"5"}, "day_year": {"2027"}, "name": {""}}
		if status, page := h.ask("hana", "POST", "/en/duty/calendars/country/XA", day); status != 422 || !strings.Contains(page, "Name the day") {
			h.Errorf("a day without a name: %d", status)
		}
		day.Set("name", "Day of the River")
		if status, _ := h.ask("hana", "POST", "/en/duty/calendars/country/XA", day); status != 303 {
			h.Errorf("entered: %d", status)
		}
		if _, page := h.ask("amara", "GET", "/en/duty/calendars/country/XA", nil); !strings.Contains(page, "Day of the River") {
			h.Error("it is not shown")
		}
		if status, _ := h.ask("amara", "POST", "/en/duty/calendars/country/XA/remove", url.Values{"day": {"2027-05-04"}}); status != 403 {
			h.Errorf("removed by who may not: %d", status)
		}
		if status, _ := h.ask("hana", "POST", "/en/duty/calendars/country/XA/remove", url.Values{"day": {"2027-05-04"}}); status != 303 {
			h.Errorf("removed: %d", status)
		}
		if status, page := h.ask("hana", "POST", "/en/duty/calendars", url.Values{"zone": {"Moon"}, "weekend": {"fri", "sat"}}); status != 422 || !strings.Contains(page, `value="Moon"`) {
			h.Errorf("a wrong zone: %d", status)
		}
		if status, _ := h.ask("hana", "POST", "/en/duty/calendars", url.Values{"zone": {"Africa/Bangui"}, "weekend": {"fri", "sat"}}); status != 303 {
			h.Errorf("set: %d", status)
		}
	})
}

func TestTheLineAndTheStepsAreDrawn(t *testing.T) {
	each(t, func(h *house) {
		h.desks()
		m := matter("a")
		d := h.begins(New{Rule: "acknowledge", Matter: m, Scope: here})
		line := func(who string) string {
			hold, owed := HeldAs(h, who, m)
			if !owed {
				h.Fatal("nothing is owed")
			}
			return h.room.ui.Words().Text(lang.English, Line(hold).Sentence().Key, Line(hold).Sentence().Args...) + ". " + h.room.ui.Words().Plain(lang.English, Line(hold).Mark().Word())
		}
		if got := line("hana"); got != "Held by The conduct team since 23 Dec, owing a first answer by 28 Dec. waiting, 2 working days left" {
			h.Error(got)
		}
		h.must(h.room.TakeUp(h.as("amara"), d.ID))
		h.on("2026-12-24")
		if got := line("amara"); got != "Held by you since 23 Dec; you owe a first answer by 28 Dec. 1 working day left" {
			h.Error(got)
		}
		h.on("2026-12-31")
		if got := line("hana"); got != "Held by Amara since 23 Dec, owing a first answer by 28 Dec. 3 working days late" {
			h.Error(got)
		}
		steps := func(tag lang.Tag) string {
			var all []string
			for _, s := range Steps(look(h, func(tx *store.Tx) ([]Promise, error) { return Promises(tx, m, ToReporter) })) {
				text := string(s.State) + ": " + h.room.ui.Words().Plain(tag, s.Say)
				if s.Mark != nil {
					text += " (" + h.room.ui.Words().Plain(tag, s.Mark.Word()) + ")"
				}
				all = append(all, text)
			}
			return strings.Join(all, "; ")
		}
		if got := steps(lang.French); got != "late: L’équipe lit votre signalement et vous répond (3 jours ouvrables de retard)" {
			h.Error(got)
		}
		h.meets(d)
		if got := steps(lang.English); got != "keptlate: The team has read your report and answered you" {
			h.Error(got)
		}
		if got := steps(lang.Arabic); !strings.Contains(got, "ردّ عليك") {
			h.Error(got)
		}
		if _, owed := HeldAs(h, "amara", m); owed {
			h.Error("kept, and still owed")
		}
	})
}

// HeldAs is the line at the head of a matter as somebody sees it.
func HeldAs(h *house, who string, m ident.Matter) (hold Hold, owed bool) {
	h.must(h.db.View(context.Background(), func(tx *store.Tx) (err error) {
		hold, owed, err = HeldNow(tx, lang.English, people.ID(who), m)
		return err
	}))
	return hold, owed
}
