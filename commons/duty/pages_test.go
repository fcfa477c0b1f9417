package duty_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"haki/commons/duty"
	"haki/commons/duty/docket"
	"haki/commons/gate"
	"haki/internal/fault"
	"haki/internal/ident"
)

// A house with its pages open.
type house struct{ *duty.House }

func each(t *testing.T, f func(h house)) {
	duty.Each(t, func(h *duty.House) { f(house{h}) })
}

var here = gate.Scope{Mission: "MISKA"}

func matter(id string) ident.Matter { return ident.Matter{Kind: "intake.report", ID: id} }

// ask sends a request as somebody and gives the status and the page.
func (h house) ask(who, method, path string, form url.Values) (int, string) {
	h.Helper()
	mux := http.NewServeMux()
	status := 0
	for _, p := range docket.New(h.Room(), h.UI()).Pages() {
		mux.HandleFunc(p.Method+" "+p.Path, func(w http.ResponseWriter, r *http.Request) {
			if err := p.Serve(w, r); err != nil {
				status = map[fault.Kind]int{fault.Withheld: 404, fault.NotFound: 404, fault.Forbidden: 403, fault.Conflict: 409, fault.Stale: 409, fault.Invalid: 422}[fault.Of(err)]
				if status == 0 {
					h.Errorf("%s %s: %v", method, path, err)
				}
			}
		})
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode())).WithContext(h.As(who))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	if status == 0 {
		status = w.Code
	}
	return status, w.Body.String()
}

func TestThePageOfADutyShowsItsRuleAndWhatOneMayDo(t *testing.T) {
	each(t, func(h house) {
		h.Open()
		d := h.Begins(duty.New{Rule: "say_whether", Matter: matter("a"), Ref: "MISKA-2026-0147-K", Bearer: duty.Office{Kind: duty.State, ID: "XA"}, Scope: here})
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
		mine := h.Begins(duty.New{Rule: "assess", Matter: matter("b"), Scope: here})
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
		if status, _ := h.ask("amara", "POST", at+"/take", nil); status != 303 || h.Now(mine).Holder != "amara" {
			h.Errorf("taken up: %d, in the hands of %q", status, h.Now(mine).Holder)
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
		ext := h.Asked(mine.ID)
		if !strings.Contains(page, string(ext.ID)) || !strings.Contains(page, "too much at once") || !strings.Contains(page, at+"/grant") {
			h.Error("headquarters do not see the request")
		}
		if status, _ := h.ask("amara", "POST", at+"/grant", url.Values{"extension": {string(ext.ID)}}); status != 403 {
			h.Errorf("granted by who asked: %d", status)
		}
		if status, _ := h.ask("hana", "POST", at+"/grant", url.Values{"extension": {string(ext.ID)}}); status != 303 || h.Now(mine).Due != "2027-01-15" {
			h.Errorf("granted: %d, due %s", status, h.Now(mine).Due)
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
	each(t, func(h house) {
		h.Open()
		d := h.Begins(duty.New{Rule: "assess", Matter: matter("a"), Ref: "MISKA-1", Scope: here})
		h.Must(h.Room().TakeUp(h.As("amara"), d.ID))
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
		offer := h.Desk("bao").Offers[0]
		if _, page := h.ask("bao", "GET", "/en/duty/handover", nil); !strings.Contains(page, "/en/duty/handover/"+string(offer.ID)+"/accept") || !strings.Contains(page, "Amara") {
			h.Error("the offer is not shown")
		}
		if status, _ := h.ask("bao", "POST", "/en/duty/handover/"+string(offer.ID)+"/accept", nil); status != 303 || h.Now(d).Holder != "bao" {
			h.Errorf("accepted: %d", status)
		}
		if status, page := h.ask("vera", "GET", "/en/duty/rules", nil); status != 200 || strings.Count(page, "<tr") != len(duty.Shipped)+1 {
			h.Errorf("the rules: %d", status)
		}
		for _, r := range duty.Shipped {
			if status, page := h.ask("hana", "GET", "/fr/duty/rules/"+r.Code, nil); status != 200 || !strings.Contains(page, "Modifier cette règle") {
				h.Errorf("%s: %d", r.Code, status)
			}
		}
		if _, page := h.ask("amara", "GET", "/en/duty/rules/assess", nil); strings.Contains(page, `method="post"`) {
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
	each(t, func(h house) {
		h.Open()
		for _, path := range []string{"/duty/calendars", "/duty/calendars/institution/here", "/duty/calendars/country/XA", "/duty/calendars/mission/MISKA"} {
			for _, tag := range []string{"/en", "/fr"} {
				for who, keeps := range map[string]bool{"hana": true, "amara": false} {
					if status, page := h.ask(who, "GET", tag+path, nil); status != 200 || strings.Contains(page, `method="post"`) != keeps {
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
