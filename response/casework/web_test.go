package casework

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"haki/internal/lang"
)

func (h *house) at(c Case, more string) string { return "/en/casework/" + string(c.ID) + more }

// sent is a form with the revision its page had.
func (h *house) sent(c Case, pairs ...string) url.Values {
	h.Helper()
	v := url.Values{"rev": {strconv.Itoa(h.sheet("bo", c.ID).Rev)}}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

func (h *house) shows(body, what string, yes bool) {
	h.Helper()
	if strings.Contains(body, what) != yes {
		h.Errorf("%q shown: %v\n%s", what, !yes, body)
	}
}

func TestEveryPageIsDrawnInEveryLanguageOfTheStaff(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers, driver)
		h.must(h.room.AddVictim(h.As("ada"), c.ID, VictimDraft{Number: "2", Sex: "female", Age: "minor", Identity: "Vera Vell"}))
		h.must(h.room.OrderMeasure(h.As("ada"), c.ID, Measure{Code: "confined"}, true, "by the commander"))
		h.must(h.room.Identify(h.As("ada"), c.ID, h.sheet("ada", c.ID).Allegations[0].Subjects[0].ID, string(h.unit), "Sergeant Sol"))
		h.must(h.room.TellOversight(h.As("ada"), c.ID))
		h.must(h.room.ProposeClosing(h.As("ada"), c.ID, Closing{Code: Insufficient, Telling: ByPage, Victims: NoWay}, "nothing more can be found", "We looked."))
		for _, tag := range []string{"en", "fr"} {
			for _, path := range []string{"", "/" + string(c.ID), "/" + string(c.ID) + "/second", "?stage=open&mission=MIRA&serious=yes"} {
				w := h.ask("bo", "GET", "/"+tag+"/casework"+path, nil)
				if w.Code != http.StatusOK {
					t.Errorf("%s %s: %d %s", tag, path, w.Code, w.Body)
				}
			}
			for _, f := range forms {
				who := map[string]string{"take": "eve", "refer": "eve"}[f.path]
				if who == "" {
					who = "bo"
				}
				w, want := h.ask(who, "GET", "/"+tag+"/casework/"+string(c.ID)+"/"+f.path, nil), http.StatusOK
				if f.path == "tell" || f.path == "closing" || f.path == "reopen" { // done already, or not closed
					want = http.StatusConflict
				}
				if w.Code != want {
					t.Errorf("%s %s: %d\n%s", tag, f.path, w.Code, w.Body)
				}
			}
		}
		body := h.ask("bo", "GET", h.at(c, ""), nil).Body.String()
		for _, s := range []string{"Platoon at Camp Orra", "Vera Vell", "Sergeant Sol", "by the commander", "nothing more can be found", c.Reference, "V1", "Display eve", "Alvana battalion"} {
			h.shows(body, s, true)
		}
		if title := regexp.MustCompile(`<title>[^<]*`).FindString(body); strings.Contains(title, "Orra") {
			t.Error("the tab tells: ", title)
		}
	})
}

func TestWhatMayNotBeSeenLooksLikeWhatIsNotThere(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		for _, more := range []string{"", "/tell", "/second", "/closing"} {
			withheld, absent := h.ask("cy", "GET", h.at(c, more), nil), h.ask("cy", "GET", "/en/casework/nothing"+more, nil)
			a, b := strings.ReplaceAll(withheld.Body.String(), string(c.ID), "nothing"), absent.Body.String()
			if withheld.Code != http.StatusNotFound || absent.Code != http.StatusNotFound || a != b {
				t.Errorf("%s: %d and %d\n%s\n%s", more, withheld.Code, absent.Code, a, b)
			}
		}
		w := h.ask("cy", "GET", "/en/casework", nil)
		h.shows(w.Body.String(), c.Reference, false)
		if w := h.ask("vic", "GET", h.at(h.opens(func(n *New) { n.Help = true }, soldiers), "/closing"), nil); w.Code != http.StatusForbidden {
			t.Error(w.Code)
		}
	})
}

func TestNothingTypedIsLostOnACase(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		typed := h.sent(c, "code", "confined", "note", "by the commander at noon", "day_day", "31", "day_month", "2", "day_year", "2026")
		w := h.ask("bo", "POST", h.at(c, "/measure"), typed)
		if w.Code != http.StatusUnprocessableEntity {
			t.Fatal(w.Code, w.Body)
		}
		for _, s := range []string{"by the commander at noon", `value="31"`, `value="confined" checked`, "errsum"} {
			h.shows(w.Body.String(), s, true)
		}
		h.must(h.room.AddVictim(h.As("ada"), c.ID, VictimDraft{Number: "1"})) // somebody is before
		typed = url.Values{"rev": typed["rev"], "code": {"evidence_secured"}, "note": {"in the safe"}}
		w = h.ask("bo", "POST", h.at(c, "/measure"), typed)
		if w.Code != http.StatusConflict {
			t.Fatal(w.Code, w.Body)
		}
		h.shows(w.Body.String(), "in the safe", true)
		h.shows(w.Body.String(), "what you typed is still here", true)
		rev := regexp.MustCompile(`name="rev" value="(\d+)"`).FindStringSubmatch(w.Body.String())
		typed.Set("rev", rev[1])
		if w = h.ask("bo", "POST", h.at(c, "/measure"), typed); w.Code != http.StatusSeeOther {
			t.Error("sent again: ", w.Code, w.Body)
		}
		if m := h.sheet("bo", c.ID).Measures; len(m) != 1 || m[0].Note.Reveal() != "in the safe" {
			t.Errorf("%+v", m)
		}
		if w = h.ask("bo", "POST", h.at(c, "/measure"), url.Values{"code": {"evidence_secured"}}); w.Code != http.StatusUnprocessableEntity || len(h.sheet("bo", c.ID).Measures) != 1 {
			t.Error("without a revision: ", w.Code)
		}
	})
}

// TestEveryActIsReachedThroughItsPage does each through its form, in the order of a story.
func TestEveryActIsReachedThroughItsPage(t *testing.T) {
	each(t, func(h *house) {
		c, other := h.opens(nil, soldiers), h.opens(nil, driver)
		first := h.sheet("bo", c.ID).Allegations[0]
		for _, s := range []struct {
			who, path string
			form      []string
		}{
			{"bo", "measure", []string{"code", "confined", "aware", "yes"}},
			{"bo", "victim", []string{"victim_number", "1", "victim_sex", "female", "victim_age", "minor", "victim_reporter", "yes"}},
			{"bo", "allegation", []string{"designation", "MISCONDUCT", "theme", "T_FRAUD", "identity", "Clerk Clo", "category", "national_staff"}},
			{"bo", "identify", []string{"about", string(first.Subjects[0].ID), "identity", "Sergeant Sol", "unit", string(h.unit)}},
			{"bo", "move", []string{"about", string(first.Subjects[0].ID), "status", "investigation", "reason", "assigned"}},
			{"bo", "reclassify", []string{"about", string(first.ID), "designation", "SERIOUS", "theme", SEA, "type", "RAPE_2021", "category", "military_contingent", "country", "XA", "reason", "the report"}},
			{"bo", "link", []string{"reference", other.Reference, "reason", "same evening"}},
			{"bo", "bar", []string{"who", string(h.IDs["noor"]), "reason", "a cousin"}},
			{"bo", "tell", nil},
			{"eve", "take", nil},
			{"eve", "refer", []string{"reason", "yours"}},
			{"bo", "closing", []string{"code", "insufficient", "reason", "nothing more", "telling", "page", "victims", "no_way", "answer", "We looked."}},
			{"ada", "refuse", nil},
			{"bo", "closing", []string{"code", "insufficient", "reason", "nothing more", "telling", "page", "victims", "no_way", "answer", "We looked."}},
			{"ada", "agree", nil},
			{"bo", "reopen", []string{"reason", "a witness"}},
		} {
			if w := h.ask(s.who, "POST", h.at(c, "/"+s.path), h.sent(c, s.form...)); w.Code != http.StatusSeeOther || w.Header().Get("Location") != h.at(c, "") {
				t.Fatalf("%s: %d %s", s.path, w.Code, w.Body)
			}
		}
		body := h.ask("bo", "GET", h.at(c, ""), nil).Body.String()
		for _, s := range []string{"Clerk Clo", "Sergeant Sol", "the report", "same evening", other.Reference, "a witness", "Display noor", "reported it", "yours"} {
			h.shows(body, s, true)
		}
		w := h.ask("ada", "POST", h.at(c, "/agree"), h.sent(c))
		if w.Code != http.StatusConflict {
			t.Error("nothing to agree to: ", w.Code)
		}
	})
}

func TestAButtonStandsWhereItsActIsAllowed(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(func(n *New) { n.Help = true }, soldiers)
		offered := func(name string) string {
			var all []string
			v := reader{Sheet: h.sheet(name, c.ID), at: "x"}
			for _, l := range v.acts() {
				all = append(all, strings.TrimPrefix(l.Path, "x/"))
			}
			return strings.Join(all, " ")
		}
		is := func(when string, want map[string]string) {
			h.Helper()
			for name, w := range want {
				if got := offered(name); got != w {
					t.Errorf("%s, %s: %q, want %q", when, name, got, w)
				}
			}
		}
		const work = "measure move identify allegation victim reclassify link"
		is("at first", map[string]string{"ada": "tell " + work + " bar", "vic": ""})
		h.must(h.room.TellOversight(h.As("ada"), c.ID))
		is("told", map[string]string{"ada": work + " closing bar", "eve": "take refer", "vic": ""})
		h.must(h.room.Take(h.As("eve"), c.ID))
		is("taken", map[string]string{"ada": "", "ida": "", "eve": work + " closing refer bar"})
		h.must(h.room.Refer(h.As("eve"), c.ID, "why"))
		h.must(h.room.ProposeClosing(h.As("ada"), c.ID, Closing{Code: Insufficient, Telling: NoWay, Victims: Nobody}, "why", ""))
		is("proposed", map[string]string{"ada": work + " bar", "bo": "second " + work + " bar", "eve": "take refer"})
		h.must(h.room.Agree(h.As("bo"), c.ID))
		is("closed", map[string]string{"ada": "reopen bar", "eve": "", "vic": ""})
	})
}

func TestAPublicNoticeIsShownAsPrinted(t *testing.T) {
	each(t, func(h *house) {
		_, err := h.room.ImportNotices(h.As("ida"), strings.NewReader(file(row("A", "alleged_perpetrators", "unknown", "note", "ages not given"), row("B", "source_url", "javascript:alert(1)"))))
		h.must(err)
		body := h.ask("ada", "GET", h.at(h.noticed("A").Case, ""), nil).Body.String()
		for _, s := range []string{"as printed", "ages not given", "news.example", "number not known"} {
			h.shows(body, s, true)
		}
		h.shows(body, "Paternity claims", false)
		body = h.ask("ada", "GET", h.at(h.noticed("B").Case, ""), nil).Body.String()
		h.shows(body, "javascript:", false)
		h.shows(body, "ZgotmplZ", false) // not a dead link either
	})
}

// hanging is a room that shows something on the page of a case.
type hanging struct{ ok bool }

func (p hanging) Panel(context.Context, lang.Tag, Case) (string, any, bool, error) {
	return "casework/nothing", nil, p.ok, nil
}

func TestOtherRoomsHangPanelsOnACase(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		h.room.Hang(h.reports, hanging{true}, hanging{false})
		if w := h.ask("ada", "GET", h.at(c, ""), nil); w.Code != http.StatusOK {
			t.Error(w.Code, w.Body)
		}
	})
}
