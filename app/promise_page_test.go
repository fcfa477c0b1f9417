package app_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"haki/commons/custody"
	"haki/commons/duty/board"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/testkit"
	"haki/internal/web"
	"haki/response/intake"
)

// P-05: where a reporter writes from, with what, and at what hour, stands nowhere: not in
// the database, not in a file, and not in the log, which is kept at its finest here and
// gets a page that breaks.
func TestP05NothingOfTheLineIsKept(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		const address, agent, via = "127.66.6.6", "Kanarienvogel/6.6", "10.77.7.7"
		send := func(handler http.Handler, method, path string, form url.Values) *httptest.ResponseRecorder {
			q := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
			q.RemoteAddr = address + ":50123"
			for k, v := range map[string]string{"Content-Type": "application/x-www-form-urlencoded", "User-Agent": agent, "X-Forwarded-For": via, "X-Real-Ip": via, "Forwarded": "for=" + via, "Referer": "https://kanari.example/from", "Cookie": "kanari=kanarikeks"} {
				q.Header.Set(k, v)
			}
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, q)
			return w
		}
		form := url.Values{"step": {"review"}, "account": {"Something"}, "mission": {"MISOR"}}
		review := send(h.Handler, "POST", "/fr/letter", form)
		form.Set("step", "send")
		form.Set("token", strings.ReplaceAll(sealedToken.FindStringSubmatch(review.Body.String())[1], "&#43;", "+"))
		if sent := send(h.Handler, "POST", "/fr/letter", form); sent.Code != 200 {
			t.Fatalf("%d", sent.Code)
		}
		broken := h.Site().Handler([]web.Page{
			{Method: "GET", Path: "/{lang}/panic", Kind: web.Reporter, Serve: func(_ http.ResponseWriter, r *http.Request) error { panic(r.RemoteAddr + r.UserAgent()) }},
			{Method: "GET", Path: "/{lang}/error", Kind: web.Reporter, Serve: func(_ http.ResponseWriter, r *http.Request) error { return errors.New(r.RemoteAddr + r.UserAgent()) }}})
		for _, path := range []string{"/fr/panic", "/fr/error"} {
			if w := send(broken, "GET", path, nil); w.Code != 500 {
				t.Errorf("%s: %d", path, w.Code)
			}
		}
		if !strings.Contains(h.Logs.String(), "internal") {
			t.Error("the log says nothing of what broke")
		}
		dump := string(h.Dump())
		for what, s := range map[string]string{"address": address, "port": ":50123", "agent": agent, "what a proxy says": via, "referer": "kanari.example", "cookie": "kanarikeks"} {
			if strings.Contains(dump, s) {
				t.Errorf("the %s is kept", what)
			}
		}
		// The clock stands at nine; nothing of the report may say so. What a person of the
		// house did has its time, and so has what the program did for itself.
		for _, line := range strings.Split(dump, "\n") {
			if regexp.MustCompile(`^(intake|casework|custody|duty|record_coarse|find|post_letter)[_.]`).MatchString(line) && strings.Contains(line, "2026-11-02T09") {
				t.Errorf("an hour is kept: %s", line)
			}
		}
	})
}

// P-08 and P-10: a page of the public and of reporters weighs at most 100 kB with
// everything it asks for, asks no other machine for anything, and sets no cookie; the start
// page is at most 60 kB in at most four requests (security.md 1.6, issue 2 point 8).
func TestP08PublicPagesAreLightAndP10KeepToThemselves(t *testing.T) {
	h := testkit.New(t, "sqlite")
	asked := regexp.MustCompile(`(?:src|href|action|poster|data)="([^"]*)"`)
	led := map[string]bool{}
	for _, p := range h.Pages() {
		if p.Method != "GET" || p.Kind == web.Staff || strings.Contains(strings.NewReplacer("/{lang}", "", "{$}", "").Replace(p.Path), "{") {
			continue
		}
		tags := lang.Public
		if p.Kind == web.Door {
			tags = lang.Staff
		}
		for _, tag := range tags {
			at := strings.NewReplacer("{lang}", string(tag), "{$}", "").Replace(p.Path)
			w := h.Get("", at)
			weight, requests := w.Body.Len(), 1
			seen := map[string]bool{}
			for _, m := range asked.FindAllStringSubmatch(w.Body.String(), -1) {
				if u, err := url.Parse(m[1]); err != nil || u.Host != "" && m[1] != h.Conf.Exit && !strings.HasPrefix(m[1], h.Conf.URL()) {
					t.Errorf("%s asks elsewhere: %s", at, m[1])
				}
				path, _, _ := strings.Cut(m[1], "#")
				if at, _, _ := strings.Cut(path, "?"); strings.HasPrefix(at, "/"+string(tag)+"/") && !led[at] {
					if led[at] = true; h.Get("", at).Code == http.StatusNotFound {
						t.Errorf("%s leads to %s, where nothing is", p.Path, at)
					}
				}
				if strings.HasPrefix(path, "/assets/") && !seen[path] {
					seen[path] = true
					weight += h.Get("", path).Body.Len()
					requests++
				}
			}
			if w.Code >= 300 || weight > 100_000 {
				t.Errorf("%s: %d, %d bytes", at, w.Code, weight)
			}
			if p.Path == "/{lang}/{$}" && (weight > 60_000 || requests > 4) {
				t.Errorf("%s: %d bytes in %d requests", at, weight, requests)
			}
			if w.Header().Get("Set-Cookie") != "" {
				t.Errorf("%s sets a cookie", at)
			}
			p9(t, p, at, w)
		}
	}
}

// p9 is the part of P-09 that needs no browser: a reporter's page is kept nowhere and
// offers quick exit; every page lets nothing in from elsewhere.
func p9(t *testing.T, p web.Page, at string, w *httptest.ResponseRecorder) {
	csp := w.Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("%s: the policy lacks %s: %s", at, want, csp)
		}
	}
	if strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") {
		t.Errorf("%s: %s", at, csp)
	}
	if w.Header().Get("Referrer-Policy") != "no-referrer" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s: %v", at, w.Header())
	}
	if p.Kind == web.Reporter && w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%s may be kept: %s", at, w.Header().Get("Cache-Control"))
	}
	if p.Kind == web.Reporter && !strings.Contains(w.Body.String(), `class="btn exit"`) {
		t.Errorf("%s has no quick exit", at)
	}
}

// P-21: no request from another site acts: on every page that changes something, with
// somebody's cookie, by each sign that a browser gives; a method in a field or a header
// changes nothing, and a GET with a body does nothing.
func TestP21AnotherSiteCannotAct(t *testing.T) {
	h := testkit.New(t, "sqlite")
	h.Token("nadia")
	before := entries(h)
	for _, p := range h.Pages() {
		at := strings.NewReplacer("{lang}", "en", "{$}", "", "{code}", "MISOR").Replace(p.Path)
		at = regexp.MustCompile(`\{\w+\}`).ReplaceAllString(at, missing)
		try := func(method, name string, set http.Header, want ...int) {
			q := httptest.NewRequest(method, at, strings.NewReader("step=send&account=x&text=x&_method=POST"))
			q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for k, v := range set {
				q.Header[k] = v
			}
			q.AddCookie(&http.Cookie{Name: "haki", Value: string(h.Token("nadia"))})
			w := httptest.NewRecorder()
			h.Handler.ServeHTTP(w, q)
			for _, code := range want {
				if w.Code == code {
					return
				}
			}
			t.Errorf("%s %s, %s: %d", method, at, name, w.Code)
		}
		if p.Method == "POST" {
			try("POST", "cross-site", http.Header{"Sec-Fetch-Site": {"cross-site"}}, 403)
			try("POST", "same-site", http.Header{"Sec-Fetch-Site": {"same-site"}}, 403)
			try("POST", "foreign origin", http.Header{"Origin": {"https://evil.example"}}, 403)
			try("POST", "no origin at all", http.Header{"Origin": {"null"}}, 403)
			for _, m := range []string{"PUT", "DELETE", "PATCH"} {
				try(m, "another method", nil, 404, 405)
			}
			continue
		}
		try("GET", "with a body", http.Header{"X-Http-Method-Override": {"POST"}}, 200, 203, 303, 403, 404, 409)
	}
	if after := entries(h); after != before {
		t.Errorf("%d entries in the record, and %d before", after, before)
	}
}

// entries counts what was entered in the record.
func entries(h *testkit.House) (n int) {
	h.T.Helper()
	err := h.DB.View(context.Background(), func(tx *store.Tx) (err error) {
		lines, err := record.Look(tx, record.Filter{Most: 1 << 20})
		for _, l := range lines {
			// That somebody is there is noted by day, and that a list was taken out whenever it is.
			if l.Act != people.TouchSession.Name && l.Act != board.TakeOut.Name {
				n++
			}
		}
		return err
	})
	if err != nil {
		h.T.Fatal(err)
	}
	return n
}

// P-22: whatever was sent with a letter is handed out to be saved, never to be shown, and
// cannot run if a browser shows it all the same; commons/custody tries the whole corpus.
func TestP22WhatWasSentNeverRunsHere(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		r := seal.NewReceipt()
		id, err := h.Rooms.Intake.Receive(context.Background(), intake.Told{Account: "x", Mission: "MISOR", Lang: "en"}, r, nil)
		if err != nil {
			t.Fatal(err)
		}
		corpus := map[string]string{"x.html": "<script>alert(1)</script>", "x.svg": `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "x.gif": "GIF89a/*<svg onload=alert(1)>*/=1;alert(1)",
			"x.pdf": "%PDF-1.7\n<script>alert(1)</script>", "x.xml": `<?xml-stylesheet href="javascript:alert(1)"?><a/>`, "..\\..\r\nSet-Cookie: a=b.html": "\xff\xfe<\x00s\x00c\x00"}
		for name, body := range corpus {
			up, err := h.Shelf.Take(context.Background(), strings.NewReader(body), name, h.Rooms.Intake.Limits)
			if err == nil {
				err = h.Rooms.Intake.Attach(context.Background(), r, []custody.Upload{up})
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		sheet, err := h.Rooms.Intake.Read(h.As("amara"), "en", id)
		if err != nil || len(sheet.Files) != len(corpus) {
			t.Fatalf("%d files: %v", len(sheet.Files), err)
		}
		for _, f := range sheet.Files {
			w := h.Get("amara", "/en/intake/"+string(id)+"/file/"+string(f.ID))
			head := w.Header()
			if w.Code != 200 || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment;") || head.Get("X-Content-Type-Options") != "nosniff" ||
				head.Get("Content-Type") != "application/octet-stream" || !strings.Contains(head.Get("Content-Security-Policy"), "sandbox") || head.Get("Set-Cookie") != "" {
				t.Errorf("%q: %d %v", f.Name.Reveal(), w.Code, head)
			}
			if w.Body.String() != corpus[f.Name.Reveal()] && !strings.Contains(f.Name.Reveal(), "Cookie") {
				t.Errorf("%q is not what was sent", f.Name.Reveal())
			}
			if w := h.Get("teo", "/en/intake/"+string(id)+"/file/"+string(f.ID)); w.Code != 404 {
				t.Errorf("another mission gets %d", w.Code)
			}
		}
	})
}

// P-18: whoever changes, drops or moves an entry of the real house is found out, and the
// entry is named. commons/record tries every byte of the tables.
func TestP18AChangedRecordIsNamed(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		if _, err := h.Rooms.Intake.Receive(context.Background(), intake.Told{Account: "x", Mission: "MISOR", Lang: "en"}, seal.NewReceipt(), nil); err != nil {
			t.Fatal(err)
		}
		h.Get("amara", "/en/desk")
		if err := h.Desk.Sequence(testkit.ClockCtx(), h.Key); err != nil {
			t.Fatal(err)
		}
		verify := func() (r record.Report) {
			if err := h.DB.View(context.Background(), func(tx *store.Tx) (err error) { r, err = record.Verify(tx, h.Key); return err }); err != nil {
				t.Fatal(err)
			}
			return r
		}
		if r := verify(); !r.Sound() || r.Entries < 20 {
			t.Fatalf("untouched: %d entries, %v", r.Entries, r.Flaws)
		}
		undone := errors.New("undone")
		for what, sql := range map[string]string{"an actor": `UPDATE record_entry SET actor = 'somebody' WHERE number = 7`, "an act": `UPDATE record_entry SET act = act || '.more' WHERE number = 7`,
			"a matter": `UPDATE record_entry SET object = 'x' WHERE number = 7`, "a time": `UPDATE record_entry SET at = '2020-01-01T00:00:00.000000Z' WHERE number = 7`, "a whole entry": `DELETE FROM record_entry WHERE number = 7`} {
			err := h.DB.Change(context.Background(), func(tx *store.Tx) error {
				tx.Noted()
				if n, err := tx.Exec(sql); err != nil {
					return fmt.Errorf("%v %w", n, err)
				}
				r, err := record.Verify(tx, h.Key)
				if err != nil {
					return err
				}
				named := false
				for _, f := range r.Flaws {
					named = named || f.First <= 7 && 7 <= f.Last
				}
				if r.Sound() || !named {
					t.Errorf("%s changed: %v", what, r.Flaws)
				}
				return undone
			})
			if !errors.Is(err, undone) {
				t.Fatalf("%s: %v", what, err)
			}
		}
	})
}
