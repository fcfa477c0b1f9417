package app_test

import (
	"context"
	"testing"

	"haki/commons/duty"
	"haki/internal/clock"
	"haki/internal/seal"
	"haki/internal/testkit"
	"haki/response/casework"
	"haki/response/intake"
)

// The duties of one matter from report to closing, with the clock moved: a reminder, a
// breach, an extension asked and granted, a hand-over, and nothing owed at the end.
func TestTheDutiesOfOneMatterFromReportToClosing(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		m := &matter{t: t, h: h, receipt: seal.NewReceipt()}
		m.receive()
		m.expect("intake", "acknowledge", "2026-11-04", duty.Open)
		m.expect("intake", "assess", "2026-11-09", duty.Open)
		m.expect("intake", "inform_reporter", "2026-12-02", duty.Open)

		h.Days(3) // Thursday: the acknowledgement was due on Wednesday
		m.happened("acknowledge", duty.Reminder, duty.Breach)
		m.must(h.Rooms.Intake.Answer(h.As("amara"), m.id, "fr", "Nous avons lu votre récit."))
		m.expect("intake", "acknowledge", "2026-11-04", duty.MetLate)

		m.extend("assess", "2026-11-13")
		m.expect("intake", "assess", "2026-11-13", duty.Open)
		m.handOver()

		h.Days(1) // Friday
		m.open()
		m.expect("intake", "assess", "2026-11-13", duty.Met)
		m.expect("case", "preserve", "2026-11-06", duty.Open)
		m.expect("case", "tell_oversight", "2026-11-09", duty.Open) // over the weekend
		m.must(h.Rooms.Casework.OrderMeasure(h.As("jon"), m.file.ID, casework.Measure{Code: "evidence_secured"}, false, ""))
		m.must(h.Rooms.Casework.TellOversight(h.As("jon"), m.file.ID))
		m.expect("case", "preserve", "2026-11-06", duty.Met)
		m.expect("case", "tell_oversight", "2026-11-09", duty.Met)

		m.must(h.Rooms.Casework.ProposeClosing(h.As("jon"), m.file.ID, casework.Closing{Code: casework.OtherCircumstance, Telling: casework.ByPage, Victims: casework.Nobody}, "The person has left.", "La personne est partie ; voici ce que nous avons fait."))
		m.expect("case", "second_decision", "2026-11-12", duty.Open) // the 11th is a holiday of the institution
		m.must(h.Rooms.Casework.Agree(h.As("nadia"), m.file.ID))
		m.expect("case", "second_decision", "2026-11-12", duty.Met)
		m.nothingOpen()
		m.told("La personne est partie")
	})
}

// matter is one report and its case while the test follows them.
type matter struct {
	t       *testing.T
	h       *testkit.House
	receipt seal.Receipt
	id      intake.ReportID
	file    casework.Case
}

func (m *matter) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *matter) receive() {
	m.t.Helper()
	var err error
	m.id, err = m.h.Rooms.Intake.Receive(context.Background(), intake.Told{Account: "ce qui s’est passé", Mission: "MISOR", Role: intake.Witness, Minor: intake.Nobody, Lang: "fr"}, m.receipt, nil)
	m.must(err)
}

// duties are those of the report or of its case.
func (m *matter) duties(of string) []duty.Hold {
	m.t.Helper()
	if of == "case" {
		s, err := m.h.Rooms.Casework.Read(m.h.As("nadia"), "en", m.file.ID)
		m.must(err)
		return s.Duties
	}
	s, err := m.h.Rooms.Intake.Read(m.h.As("nadia"), "en", m.id)
	m.must(err)
	return s.Duties
}

func (m *matter) find(of, rule string) duty.Hold {
	m.t.Helper()
	for _, d := range m.duties(of) {
		if d.Rule == rule {
			return d
		}
	}
	m.t.Fatalf("the %s owes no %s", of, rule)
	return duty.Hold{}
}

func (m *matter) expect(of, rule string, due clock.Day, ended duty.Ending) {
	m.t.Helper()
	if d := m.find(of, rule); d.Due != due || d.Ended != ended {
		m.t.Errorf("%s of the %s: due %s, %q; want due %s, %q", rule, of, d.Due, d.Ended, due, ended)
	}
}

// happened holds the timeline to what befell a duty.
func (m *matter) happened(rule string, want ...duty.EventKind) {
	m.t.Helper()
	s, err := m.h.Rooms.Intake.Read(m.h.As("nadia"), "en", m.id)
	m.must(err)
	seen := map[duty.EventKind]bool{}
	for _, e := range s.Events {
		if e.Rule == rule {
			seen[e.What] = true
		}
	}
	for _, w := range want {
		if !seen[w] {
			m.t.Errorf("%s: nothing says %q; the timeline has %v", rule, w, seen)
		}
	}
}

// extend asks for more time in amara's name; whoever is asked grants it.
func (m *matter) extend(rule string, until clock.Day) {
	m.t.Helper()
	d := m.find("intake", rule)
	x, err := m.h.Rooms.Duty.AskTime(m.h.As("amara"), d.ID, duty.Request{Until: until, Reason: duty.Access})
	m.must(err)
	if err := m.h.Rooms.Duty.Grant(m.h.As("amara"), x); err == nil {
		m.t.Error("who bears a duty granted herself more time")
	}
	desk, err := m.h.Rooms.Duty.Desk(m.h.As("nadia"), "en")
	m.must(err)
	if len(desk.Asks) != 1 {
		m.t.Fatalf("headquarters is asked %d times", len(desk.Asks))
	}
	m.must(m.h.Rooms.Duty.Grant(m.h.As("nadia"), x))
	if got := m.find("intake", rule); got.First == got.Due {
		m.t.Error("the day first promised is gone")
	}
}

// handOver passes what amara has in hand to jon, who bears it only when he has accepted.
func (m *matter) handOver() {
	m.t.Helper()
	if d := m.find("intake", "assess"); d.Person != "Amara Nolé" {
		m.t.Fatalf("before: in the hands of %q", d.Person)
	}
	o, err := m.h.Rooms.Duty.Offer(m.h.As("amara"), duty.Offering{Taker: m.h.ID("jon"), Team: m.h.Town.Teams["Conduct team of MISOR"]})
	m.must(err)
	if d := m.find("intake", "assess"); d.Person != "Amara Nolé" {
		m.t.Errorf("offered and not accepted: in the hands of %q", d.Person)
	}
	if _, err := m.h.Rooms.Duty.Accept(m.h.As("teo"), o); err == nil {
		m.t.Error("somebody else accepted")
	}
	n, err := m.h.Rooms.Duty.Accept(m.h.As("jon"), o)
	m.must(err)
	if d := m.find("intake", "assess"); n == 0 || d.Person != "Jon Verrick" {
		m.t.Errorf("accepted %d: in the hands of %q", n, d.Person)
	}
}

func (m *matter) open() {
	m.t.Helper()
	var err error
	m.file, err = m.h.Rooms.Intake.OpenCase(m.h.As("jon"), m.id, casework.New{Title: "Camp Orra", Allegations: []casework.Draft{{Designation: casework.SeriousMisconduct, Theme: casework.SEA,
		Type: "TRANSACT", Category: "military_contingent", Country: "XA", Subjects: []casework.SubjectDraft{{Number: "1"}}}}})
	m.must(err)
}

func (m *matter) nothingOpen() {
	m.t.Helper()
	for _, of := range []string{"intake", "case"} {
		for _, d := range m.duties(of) {
			if d.IsOpen() {
				m.t.Errorf("the %s is closed and still owes %s", of, d.Rule)
			}
		}
	}
}

// told holds her page to saying that it is closed, and what she was to be told.
func (m *matter) told(text string) {
	m.t.Helper()
	page, err := m.h.Rooms.Intake.Open(context.Background(), m.receipt)
	m.must(err)
	closed := false
	for _, s := range page.Steps {
		closed = closed || s.Code == intake.StepClosed
	}
	last := page.Talk[len(page.Talk)-1]
	if !closed || !last.Ours || len(last.Body.Reveal()) == 0 || last.Body.Reveal()[:len(text)] != text {
		m.t.Errorf("her page: closed %v, last message %q", closed, last.Body.Reveal())
	}
}
