package outcome

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"haki/internal/clock"
	"haki/response/casework"
)

func typed(s casework.SubjectID, rev int, code string) url.Values {
	return url.Values{"rev": {strconv.Itoa(rev)}, "subject": {string(s)}, "code": {code}, "body": {"oversight"}, "day_month": {"10"}, "day_year": {"2026"}, "text": {"Two testimonies agree, & more."}}
}

func TestThePageShowsBothTruthsAndTheCaseAPanel(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers, driver)
		s := h.subject(c, 0)
		at := "/outcome/" + string(c.ID)
		if body := h.get("ada", "/en/casework/"+string(c.ID)).Body.String(); !strings.Contains(body, "Nothing was found or decided yet") || !strings.Contains(body, "/en"+at) {
			t.Error("the case does not lead to its outcome")
		}
		rev := h.sheet("ada", c.ID).Rev
		if w := h.post("ada", "/en"+at+"/finding", typed(s, rev, Substantiated), "a report"); w.Code != 303 {
			t.Fatal(w.Code, w.Body)
		}
		d := final(s, Theirs, "imprisonment")
		d.Length, d.Court = "6m", "Court of Zembra"
		h.must(h.room.Enter(h.As("ida"), c.ID, finding(s, Theirs, NotSubst), none))
		h.must(h.room.Enter(h.As("ida"), c.ID, d, none))
		page := h.get("bo", "/en"+at)
		for _, want := range []string{"Substantiated", "Not substantiated", "The State: Alvana", "October 2026", "Two testimonies agree, &amp; more.", "Document 1", "imprisonment", "imprisonment · 6 months · November 2026", "Court of Zembra", "No State has a say over this person", "Corporal Caro", "Entered by us on the State’s behalf"} {
			if !strings.Contains(page.Body.String(), want) {
				t.Errorf("the page lacks %q", want)
			}
		}
		if t.Failed() {
			t.Log(page.Body)
		}
		if strings.Contains(page.Body.String(), "/finding-state") {
			t.Error("a conduct team is offered to speak for a State")
		}
		panel := h.get("bo", "/fr/casework/"+string(c.ID)).Body.String()
		for _, want := range []string{"Faits établis", "Faits non établis", "emprisonnement", "Constat de l’organisation consigné"} {
			if !strings.Contains(panel, want) {
				t.Errorf("the case lacks %q", want)
			}
		}
		if strings.Contains(panel, "Court of Zembra") || strings.Contains(panel, "Two testimonies") {
			t.Error("the panel shows what is sealed")
		}
		file := regexp.MustCompile(`/en` + at + `/file/[0-9a-z]+`).FindString(page.Body.String())
		if w := h.get("bo", file); w.Code != 200 || w.Body.String() != "a report" || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
			t.Error(file, w.Code, w.Header())
		}
		if w := h.get("cy", file); w.Code != 404 {
			t.Error(w.Code)
		}
	})
}

func TestAnErrorStandsAtItsFieldAndNothingIsLost(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		at := "/en/outcome/" + string(c.ID) + "/finding-state"
		v := typed(h.subject(c, 0), h.sheet("ida", c.ID).Rev, Substantiated)
		v.Set("body", "")
		v.Set("court", "Court of Zembra")
		w := h.post("ida", at, v, "the judgment")
		body := w.Body.String()
		token := regexp.MustCompile(`name="token" value="([^"]+)"`).FindStringSubmatch(body)
		if w.Code != 422 || !strings.Contains(body, `href="#f-body"`) || !strings.Contains(body, "Court of Zembra") || !strings.Contains(body, "Two testimonies agree, &amp; more.") || !strings.Contains(body, "judgment.txt") || token == nil {
			t.Fatal(w.Code, body)
		}
		v.Set("body", "court")
		v.Set("token", token[1])
		if w := h.post("ida", at, v, ""); w.Code != 303 {
			t.Fatal(w.Code, w.Body)
		}
		s := h.sheet("ida", c.ID)
		if f := s.Filed[0]; f.Item == "" || s.Files[f.Item].Name.Reveal() != "judgment.txt" || f.Court.Reveal() != "Court of Zembra" || f.Day != (clock.Partial{Day: "2026-10"}) {
			t.Errorf("%+v", f)
		}
	})
}

func TestAStaleFormIsRefusedWithBothTexts(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		s := h.subject(c, 0)
		at := "/en/outcome/" + string(c.ID) + "/action"
		v := typed(s, h.sheet("ada", c.ID).Rev, "interim/suspended")
		other := Draft{Subject: s, Side: Ours, Kind: Interim, Code: "confined", Body: "headquarters", Text: "Confined since Friday."}
		h.must(h.room.Enter(h.As("bo"), c.ID, other, none))
		w := h.post("ada", at, v, "")
		body := w.Body.String()
		for _, want := range []string{"Confined since Friday.", "Two testimonies agree, &amp; more.", "What is on file now"} {
			if w.Code != 409 || !strings.Contains(body, want) {
				t.Errorf("%d lacks %q", w.Code, want)
			}
		}
		rev := regexp.MustCompile(`name="rev" value="(\d+)"`).FindStringSubmatch(body)
		v.Set("rev", rev[1])
		v.Set("length", "two")
		if w := h.post("ada", at, v, ""); w.Code != 422 || !strings.Contains(w.Body.String(), `href="#f-length"`) {
			t.Error(w.Code)
		}
		v.Set("length", "2")
		v.Set("unit", "m")
		if w := h.post("ada", at, v, ""); w.Code != 303 {
			t.Error(w.Code, w.Body)
		}
		if l := h.sheet("ada", c.ID).Ledger; len(l) != 2 || l[1].Length != "2m" || l[1].Kind != Interim {
			t.Errorf("%+v", l)
		}
		v.Del("rev")
		if w := h.post("ada", at, v, ""); w.Code != 422 {
			t.Error(w.Code)
		}
	})
}

func TestEveryFormIsAskedForCorrectedAndRefusedWhereItCannotBe(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(func(n *casework.New) { n.Help, n.Victims = true, []casework.VictimDraft{woman} }, soldiers)
		s := h.subject(c, 0)
		at := "/en/outcome/" + string(c.ID)
		h.must(h.room.Enter(h.As("ida"), c.ID, finding(s, Ours, Substantiated), none))
		for _, f := range forms {
			want := 200
			if f.path == "told" {
				want = 409 // nothing was released
			}
			if w := h.get("ida", at+"/"+f.path); w.Code != want {
				t.Errorf("%s: %d", f.path, w.Code)
			}
			if w := h.get("cy", at+"/"+f.path); w.Code != 404 {
				t.Errorf("%s, of another mission: %d", f.path, w.Code)
			}
		}
		if w := h.get("ada", at+"/finding-state"); w.Code != 403 {
			t.Error(w.Code)
		}
		e := h.sheet("ida", c.ID).Ledger[0]
		w := h.get("ida", at+"/finding?replaces="+string(e.ID))
		for _, want := range []string{"Two testimonies agree.", `value="substantiated" checked`, "Entered by mistake", "The entry that is replaced"} {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("the correction lacks %q", want)
			}
		}
		v := url.Values{"rev": {strconv.Itoa(h.sheet("ida", c.ID).Rev)}, "entry": {string(e.ID)}}
		if w := h.get("ida", at+"/release"); !strings.Contains(w.Body.String(), "The organisation has looked into it and found that it happened") {
			t.Error("the words she will read are not shown before")
		}
		if w := h.post("ida", at+"/release", v, ""); w.Code != 303 {
			t.Fatal(w.Code, w.Body)
		}
		v = url.Values{"rev": {strconv.Itoa(h.sheet("vic", c.ID).Rev)}, "how": {"told"}}
		if w := h.get("vic", at+"/told"); w.Code != 200 {
			t.Error(w.Code)
		}
		if w := h.post("vic", at+"/told", v, ""); w.Code != 303 {
			t.Error(w.Code, w.Body)
		}
		left := url.Values{"rev": {strconv.Itoa(h.sheet("ida", c.ID).Rev)}, "subject": {string(s)}, "code": {"state/retired"}}
		if w := h.post("ida", at+"/left", left, ""); w.Code != 303 {
			t.Error(w.Code, w.Body)
		}
		if got := h.get("ida", at).Body.String(); !strings.Contains(got, "retirement") && !strings.Contains(got, "retired") || !strings.Contains(got, "code=left_before") {
			t.Error("the departure is not there, or no closing is suggested")
		}
	})
}

func TestASilentStateIsNeverShownAsSettled(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		s := h.subject(c, 0)
		h.must(h.room.Enter(h.As("ada"), c.ID, finding(s, Ours, Substantiated), none))
		h.must(h.cases.ProposeClosing(h.As("ada"), c.ID, casework.Closing{Code: casework.StateSilent, Telling: casework.NoWay, Victims: casework.Nobody}, "nothing came", ""))
		h.must(h.cases.Agree(h.As("bo"), c.ID))
		green := regexp.MustCompile(`class="[^"]*\b(?:done|keptlate)\b|#done"`)
		for _, path := range []string{"/en/outcome/", "/en/casework/"} {
			w := h.get("ada", path+string(c.ID))
			if at := green.FindString(w.Body.String()); w.Code != 200 || at != "" {
				t.Errorf("%s shows %q", path, at)
			}
			if !strings.Contains(w.Body.String(), "Unanswered") || !strings.Contains(w.Body.String(), `class="state late"`) {
				t.Errorf("%s does not say that it is unanswered", path)
			}
		}
		if w := h.get("ada", "/en/casework"); green.MatchString(w.Body.String()) {
			t.Error("the list of cases shows it as done")
		}
	})
}
