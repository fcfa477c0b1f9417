package app_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"haki/commons/custody"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/testkit"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/notification"
	"haki/response/outcome"
)

// cage holds the canaries: strings that stand nowhere else, by where they were planted.
type cage struct {
	*testkit.House
	birds   map[string]string
	receipt seal.Receipt
}

// bird makes a canary for a field.
func (c *cage) bird(where string) string {
	letters := []rune("abcdefghkmnpqrstuvwxyzABCDEFGHKMNPQRSTUVWXYZ23456789")
	b := []rune("Kanari")
	for range 18 {
		b = append(b, letters[rand.IntN(len(letters))])
	}
	c.birds[where] = string(b)
	return string(b)
}

var sealedToken = regexp.MustCompile(`name="token" value="([^"]+)"`)

// letter writes the first report as a browser does, with a file.
func (c *cage) letter() intake.ReportID {
	c.T.Helper()
	fields := map[string]string{"account": c.bird("account"), "place": c.bird("place"), "persons": c.bird("persons"), "name": c.bird("name"), "contact": c.bird("contact"),
		"mission": "MISOR", "role": "victim", "minor": "no", "help": "yes", "team": "no"}
	page := c.step(fields, "review", c.bird("file name")+".txt", strings.Repeat(c.bird("file content")+" ", 300))
	m := sealedToken.FindStringSubmatch(page)
	if m == nil {
		c.T.Fatalf("no token on the review page:\n%s", page)
	}
	fields["token"] = strings.ReplaceAll(m[1], "&#43;", "+")
	page = c.step(fields, "send", "", "")
	words := regexp.MustCompile(`<li>([^<]+)</li>`).FindAllStringSubmatch(regexp.MustCompile(`(?s)<ol class="words".*?</ol>`).FindString(page), -1)
	var all []string
	for _, w := range words {
		all = append(all, w[1])
	}
	var err error
	if c.receipt, err = seal.ParseReceipt(strings.Join(all, " ")); err != nil {
		c.T.Fatalf("%v\n%s", err, page)
	}
	c.birds["receipt in words"], c.birds["receipt in digits"] = strings.Join(all, " "), c.receipt.Digits()
	theirs, err := c.Rooms.Intake.Open(context.Background(), c.receipt)
	if err != nil {
		c.T.Fatal(err)
	}
	return theirs.Report.ID
}

func (c *cage) step(fields map[string]string, step, name, content string) string {
	c.T.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range fields {
		w.WriteField(k, v)
	}
	w.WriteField("step", step)
	if name != "" {
		f, _ := w.CreateFormFile("file", name)
		io.WriteString(f, content)
	}
	w.Close()
	q := httptest.NewRequest("POST", "/fr/letter", &b)
	q.Header.Set("Content-Type", w.FormDataContentType())
	r := httptest.NewRecorder()
	c.Handler.ServeHTTP(r, q)
	if r.Code != 200 {
		c.T.Fatalf("%s: %d\n%s", step, r.Code, r.Body)
	}
	return r.Body.String()
}

// plant goes through every field that holds P3 or P4.
func (c *cage) plant() {
	in, cases, ctx := c.Rooms.Intake, c.Rooms.Casework, context.Background()
	do := func(what string, err error) {
		c.T.Helper()
		if err != nil {
			c.T.Fatalf("%s: %v", what, err)
		}
	}
	id := c.letter()
	amara, jon, victor, nadia := c.As("amara"), c.As("jon"), c.As("victor"), c.As("nadia")
	do("answer", in.Answer(amara, id, "fr", c.bird("answer")))
	for _, n := range []string{"message", "second message"} {
		do("say", in.Say(ctx, c.receipt, ident.New[intake.Message](ident.Dice), "fr", c.bird(n)))
	}
	var wishes []intake.Chosen
	for _, p := range []intake.Purpose{intake.TakePart, intake.BeContacted, intake.NameInv} {
		wishes = append(wishes, intake.Chosen{Purpose: p, Value: intake.Yes, Note: c.bird("note on " + string(p))})
	}
	do("choose", in.Choose(ctx, c.receipt, wishes))
	for _, n := range []string{"first", "second"} {
		up, err := c.Shelf.Take(ctx, strings.NewReader(c.bird(n+" later file content")), c.bird(n+" later file name")+".txt", in.Limits)
		do("take", err)
		files := []custody.Upload{up}
		do("attach", in.Attach(ctx, c.receipt, files))
	}
	sheet, err := in.Read(amara, "fr", id)
	do("read", err)
	if sheet.Account.Reveal() != c.birds["account"] || sheet.Name.Reveal() != c.birds["name"] {
		c.T.Error("the officer does not read what was written")
	}
	do("translate", in.Render(amara, id, "account", "en", c.bird("translation of the account")))
	do("translate", in.Render(amara, id, string(sheet.Talk[0].ID), "en", c.bird("translation of a message")))
	do("help", in.OfferHelp(c.As("ruth"), id, "en", c.bird("help offered")))
	file, err := in.OpenCase(amara, id, casework.New{Title: c.bird("title"), Allegations: []casework.Draft{{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: "military_contingent", Country: "XA",
		Subjects: []casework.SubjectDraft{{Number: "1", Identified: true, Identity: c.bird("identity of a subject")}, {Number: "1"}}}},
		Victims: []casework.VictimDraft{{Sex: "female", Age: "adult", Number: "1", Identity: c.bird("identity of a victim")}}})
	do("open a case", err)
	k := file.ID
	do("measure", cases.OrderMeasure(amara, k, casework.Measure{Code: "evidence_secured"}, true, c.bird("measure")))
	full, err := cases.Read(amara, "fr", k)
	do("read the case", err)
	a := full.Allegations[0]
	do("move", cases.MoveSubject(amara, k, a.Subjects[0].ID, casework.Investigation, c.bird("reason of a move")))
	do("identify", cases.Identify(amara, k, a.Subjects[1].ID, "", c.bird("identity found later")))
	do("reclassify", cases.Reclassify(amara, k, a.ID, casework.Class{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "EXPLOIT_REL", Category: "military_contingent", Country: "XA"}, c.bird("reason of a reclassification")))
	do("allege", cases.AddAllegation(amara, k, casework.Draft{Designation: casework.Misconduct, Theme: "T_FRAUD", Category: "contractor", Subjects: []casework.SubjectDraft{{Number: "1", Identified: true, Identity: c.bird("identity of another subject")}}}))
	do("victim", cases.AddVictim(amara, k, casework.VictimDraft{Sex: "male", Age: "minor", Number: "1", Identity: c.bird("identity of another victim")}))
	c.second(amara, jon, file.Reference)
	c.note(file.Reference)
	do("tell", cases.TellOversight(amara, k))
	do("take", cases.Take(victor, k))
	do("refer", cases.Refer(victor, k, c.bird("reason of a referral")))
	c.outcome(amara, nadia, k, a.Subjects[0].ID)
	do("propose", cases.ProposeClosing(amara, k, casework.Closing{Code: casework.ByOrganisation, Telling: casework.ByPage, Victims: casework.ByPage}, c.bird("reason of a closing"), c.bird("answer of a closing")))
	do("agree", cases.Agree(nadia, k))
	do("reopen", cases.Reopen(amara, k, c.bird("reason of a reopening")))
	do("bar", cases.Bar(nadia, k, c.ID("jon"), c.bird("reason of a bar")))
}

// note is a note to a State and what follows it, and another that is withdrawn.
func (c *cage) note(ref string) {
	in, hq := c.Rooms.Notification, c.As("oskar")
	file := func(what string) custody.Upload {
		u, err := c.Shelf.Take(context.Background(), strings.NewReader(c.bird(what)), c.bird("name of "+what)+".txt", custody.Usual)
		if err != nil {
			c.T.Fatal(err)
		}
		return u
	}
	fresh := notification.New{Case: ref, Country: "XA", Topic: notification.Conduct, Aim: notification.Ask, Urgent: true, Language: "fr", Facts: c.bird("facts for a State")}
	id, err := in.Begin(hq, fresh)
	for _, do := range []func() error{
		func() error {
			return in.Write(hq, id, notification.Drafted{Text: c.bird("text of a note"), Language: "fr", Aim: notification.Ask, Urgent: true})
		},
		func() error { return in.Annex(hq, id, file("an annex"), c.bird("title of an annex")) },
		func() error { return in.SendNote(hq, id) },
		func() error {
			return in.DeliverNote(hq, id, notification.Delivery{To: "permanent_mission", How: notification.ByHand, Day: clock.DayOf(c.Clock.Now(), nil)}, file("a proof"))
		},
		func() error {
			return in.GiveAnswer(c.As("irena"), id, notification.Given{Answer: notification.Question, Text: c.bird("question of a State"), File: file("a State’s document")})
		},
		func() error { return in.WriteOurs(hq, id, c.bird("reply to a State"), custody.Upload{}) },
		func() error {
			return in.NominateInvestigator(c.As("irena"), id, notification.Nominee{Name: c.bird("name of an investigator"), Rank: c.bird("rank of an investigator"), From: c.bird("unit of an investigator"), Training: "national", Apart: true}, custody.Upload{})
		},
		func() error { return in.Retract(hq, id, c.bird("reason of a withdrawal")) },
	} {
		if err == nil {
			err = do()
		}
	}
	if err != nil {
		c.T.Fatal(err)
	}
}

// outcome is what both sides found, with a document, a correction and an action.
func (c *cage) outcome(ours, hq context.Context, k casework.CaseID, who casework.SubjectID) {
	up, err := c.Shelf.Take(context.Background(), strings.NewReader(c.bird("document of a finding")), c.bird("name of a document")+".txt", c.Rooms.Outcome.Limits)
	enter := func(by context.Context, d outcome.Draft, u custody.Upload) {
		if d.Subject = who; err == nil {
			err = c.Rooms.Outcome.Enter(by, k, d, u)
		}
	}
	enter(hq, outcome.Draft{Side: outcome.Theirs, Kind: outcome.Finding, Code: outcome.NotSubst, Body: "court", Court: c.bird("name of a court"), Text: c.bird("basis of the State's finding")}, up)
	enter(ours, outcome.Draft{Side: outcome.Ours, Kind: outcome.Finding, Code: outcome.Insufficient, Body: "panel", Text: c.bird("basis of a finding")}, custody.Upload{})
	var sheet outcome.Sheet
	if err == nil {
		sheet, err = c.Rooms.Outcome.Read(ours, k)
	}
	if err == nil {
		enter(ours, outcome.Draft{Side: outcome.Ours, Kind: outcome.Finding, Code: outcome.Substantiated, Body: "panel", Text: c.bird("corrected basis"), Reason: c.bird("reason of a correction"), Replaces: sheet.Ledger[1].ID}, custody.Upload{})
	}
	enter(ours, outcome.Draft{Side: outcome.Ours, Kind: outcome.Final, Code: "reprimand", Body: "headquarters", Text: c.bird("details of an action")}, custody.Upload{})
	if err != nil {
		c.T.Fatal(err)
	}
}

// second is a report of another channel that is closed, reopened, and linked.
func (c *cage) second(amara, jon context.Context, other string) {
	in := c.Rooms.Intake
	entered, err := in.EnterReport(jon, intake.Told{Account: c.bird("account taken down"), Place: c.bird("place taken down"), Persons: c.bird("persons taken down"), Name: c.bird("name taken down"),
		Contact: c.bird("contact taken down"), Mission: "MISOR", Lang: "fr", Channel: intake.Hotline, Happened: clock.Partial{Day: "2026"}, Role: intake.Witness, Minor: intake.Nobody})
	if err == nil {
		err = in.ProposeClosing(amara, entered.ID, intake.Closing{Code: intake.NotMisconduct, Telling: intake.ByPage}, c.bird("reason to close a report"), c.bird("answer to a closed report"))
	}
	if err == nil {
		err = in.Agree(jon, entered.ID)
	}
	if err == nil {
		err = in.Reopen(amara, entered.ID)
	}
	var two casework.Case
	if err == nil {
		two, err = in.OpenCase(jon, entered.ID, casework.New{Title: c.bird("title of another case"), Allegations: []casework.Draft{{Designation: casework.Misconduct, Theme: "T_FRAUD", Subjects: []casework.SubjectDraft{{Number: "1"}}}}})
	}
	if err == nil {
		err = c.Rooms.Casework.LinkCase(jon, two.ID, other, c.bird("reason of a link"))
	}
	if err != nil {
		c.T.Fatal(err)
	}
}

// formsOf are the shapes in which a text could lie on a disk.
func formsOf(s string) map[string][]byte {
	wide := func(big bool) (b []byte) {
		for _, u := range utf16.Encode([]rune(s)) {
			hi, lo := byte(u>>8), byte(u)
			if !big {
				hi, lo = lo, hi
			}
			b = append(b, hi, lo)
		}
		return b
	}
	back := []rune(s)
	slices.Reverse(back)
	out := map[string][]byte{"as it is": []byte(s), "in lower case": []byte(strings.ToLower(s)), "in upper case": []byte(strings.ToUpper(s)), "in UTF-16LE": wide(false), "in UTF-16BE": wide(true),
		"in hex": []byte(hex.EncodeToString([]byte(s))), "in upper hex": []byte(strings.ToUpper(hex.EncodeToString([]byte(s)))), "reversed": []byte(string(back))}
	for at := range 3 { // base64 depends on where in a group of three the text begins
		for name, code := range map[string]*base64.Encoding{"base64": base64.RawStdEncoding, "base64url": base64.RawURLEncoding} {
			b := code.EncodeToString([]byte(strings.Repeat("x", at) + s))
			out[fmt.Sprintf("in %s from %d", name, at)] = []byte(b[(at*8+5)/6 : len(b)-2])
		}
	}
	return out
}

// inflated is what compressed pieces of a dump hold: gzip and zlib by their first bytes.
func inflated(dump []byte) []byte {
	var out bytes.Buffer
	for i := range dump {
		rest := dump[i:]
		switch {
		case bytes.HasPrefix(rest, []byte{0x1f, 0x8b, 8}):
			if z, err := gzip.NewReader(bytes.NewReader(rest)); err == nil {
				io.Copy(&out, io.LimitReader(z, 1<<20))
			}
		case len(rest) > 2 && rest[0] == 0x78 && (rest[1] == 0x9c || rest[1] == 0xda || rest[1] == 0x01):
			io.Copy(&out, io.LimitReader(flate.NewReader(bytes.NewReader(rest[2:])), 1<<16))
		}
	}
	return out.Bytes()
}

// found says in which shape a text lies in a dump, "" if in none.
func found(dump, unpacked []byte, s string) string {
	for name, form := range formsOf(s) {
		if bytes.Contains(dump, form) {
			return name
		}
	}
	if bytes.Contains(unpacked, []byte(s)) {
		return "compressed"
	}
	return ""
}

// P-01: who takes the database, its side files, the uploads, the logs and the mail away
// reads nothing of what was told.
func TestP01WhoTakesTheDiskReadsNothing(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		c := &cage{House: h, birds: map[string]string{}}
		c.plant()
		if _, err := h.Rooms.Duty.Tick(testkit.ClockCtx()); err != nil {
			t.Fatal(err)
		}
		h.Days(9) // reminders, breaches and letters about them
		dump := h.Dump()
		lines, err := h.Rooms.Post.Lines(h.As("paul"))
		if err != nil || len(lines) == 0 {
			t.Fatalf("an empty outbox: %v", err)
		}
		for _, l := range lines {
			dump = fmt.Appendf(dump, "\n%+v", l.Mail)
		}
		unpacked := inflated(dump)
		t.Logf("%d canaries, %d bytes", len(c.birds), len(dump))
		if len(c.birds) < 40 {
			t.Errorf("only %d canaries", len(c.birds))
		}
		for where, s := range c.birds {
			if how := found(dump, unpacked, s); how != "" {
				t.Errorf("%s lies on the disk %s", where, how)
			}
		}
		sealedOnly(t, h)
	})
}

// sealedOnly looks at every value of the classes P3 and P4: nothing but sealed values is
// there, and of every column of the two rooms of matters there is one.
func sealedOnly(t *testing.T, h *testkit.House) {
	for name, class := range classes(t) {
		if class != "P3" && class != "P4" {
			continue
		}
		table, column, _ := strings.Cut(name, ".")
		var values [][]byte
		err := h.DB.View(context.Background(), func(tx *store.Tx) (err error) {
			values, err = store.All(tx, func(s store.Scan) (b []byte, err error) { err = s(&b); return }, `SELECT `+column+` FROM `+table)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(values) == 0 && !strings.HasPrefix(table, "people_") {
			t.Errorf("%s holds nothing here: what is planted must reach it", name)
		}
		for _, v := range values {
			if len(v) == 0 && strings.HasPrefix(table, "people_") {
				continue // a person who has no key yet
			}
			if !sealedLike(v, table == "people_session") {
				t.Errorf("%s holds %d bytes that nothing sealed: %.20x", name, len(v), v)
				break
			}
		}
	}
}

// sealedLike knows what package seal writes: a suite from 1 to 6 (a ring kept by a token
// has none), and no run of text that somebody could have typed.
func sealedLike(v []byte, ring bool) bool {
	if len(v) < 1+16+24+16 || !ring && (v[0] < 1 || v[0] > 6) {
		return false
	}
	run := 0
	for _, b := range v[1:] {
		if b >= ' ' && b < 0x7f {
			run++
		} else {
			run = 0
		}
		if run > 24 && v[0] != 2 { // a public box begins with age's own header
			return false
		}
	}
	return true
}

// The search finds what lies there in each shape, else its silence would say nothing.
func TestP01TheSearchFindsEveryShape(t *testing.T) {
	const s = "KanariTestVogelNummer1"
	for name, form := range formsOf(s) {
		if found(append([]byte("before "), append(form, " after"...)...), nil, s) == "" {
			t.Errorf("%s is not found", name)
		}
	}
	for at := range 4 {
		text := strings.Repeat("y", at) + s + "zz"
		if found([]byte(base64.StdEncoding.EncodeToString([]byte(text))), nil, s) == "" {
			t.Errorf("base64 from %d is not found", at)
		}
	}
	var b bytes.Buffer
	b.WriteString("before")
	z := gzip.NewWriter(&b)
	io.WriteString(z, strings.Repeat(s, 9))
	z.Close()
	if found(b.Bytes(), inflated(b.Bytes()), s) != "compressed" {
		t.Error("compressed is not found")
	}
	if sealedLike([]byte(strings.Repeat(s, 9)), true) || sealedLike(append([]byte{1}, strings.Repeat(s, 9)...), false) {
		t.Error("plain text passes for sealed")
	}
}
