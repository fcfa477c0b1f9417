package notification_test

import (
	"context"
	"strings"
	"testing"

	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/mission"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/testkit"
	"haki/response/casework"
	"haki/response/intake"
	n "haki/response/notification"
)

// town is a furnished house with one case: a contingent of Alvana and, in the same case, a
// formed police unit of Belmora.
type town struct {
	*testkit.House
	t    *testing.T
	room *n.Room
	file casework.Case
}

const harmedName = "Zelmira Okanto"

// each runs f in a fresh town on every engine at hand.
func each(t *testing.T, f func(*town)) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		w := &town{House: h, t: t, room: h.Rooms.Notification}
		id, err := h.Rooms.Intake.Receive(context.Background(), intake.Told{Account: "What happened at the camp.", Mission: "MISOR", Role: intake.Witness, Minor: intake.No, Lang: "fr", Happened: clock.Partial{Day: "2026-09"}}, seal.NewReceipt(), nil)
		w.must(err)
		w.must(h.Rooms.Intake.Answer(h.As("amara"), id, "fr", "Merci."))
		w.file, err = h.Rooms.Intake.OpenCase(h.As("amara"), id, casework.New{Title: "Camp Orra", Allegations: []casework.Draft{
			{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: "military_contingent", Country: "XA", Subjects: []casework.SubjectDraft{{Number: "1", Identified: true, Identity: "Caporal Tibor Vasik", Unit: string(w.unit("XA"))}, {Number: casework.Unknown}}},
			{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: "formed_police", Country: "XB", Subjects: []casework.SubjectDraft{{Number: "2"}}}},
			Victims: []casework.VictimDraft{{Sex: "female", Age: "adult", Number: "1", Identity: harmedName}}})
		w.must(err)
		f(w)
	})
}

func (w *town) must(all ...error) {
	w.t.Helper()
	for _, err := range all {
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

// refused says that something was refused, and how.
func (w *town) refused(kind fault.Kind, key string, err error) {
	w.t.Helper()
	if err == nil || fault.Of(err) != kind || !strings.Contains(keys(err), key) {
		w.t.Errorf("want %v %s, got %v %s: %v", kind, key, fault.Of(err), keys(err), err)
	}
}

func keys(err error) (s string) {
	for _, f := range fault.All(err) {
		s += f.Field + ":" + f.Key + " "
	}
	return s
}

func (w *town) unit(country string) (id mission.UnitID) {
	w.t.Helper()
	w.must(w.DB.View(context.Background(), func(tx *store.Tx) error {
		all, err := mission.Units(tx, "MISOR")
		for _, u := range all {
			if u.Country == country {
				id = u.ID
			}
		}
		return err
	}))
	return id
}

// paper is a file on the shelf: a stamped copy, a scan.
func (w *town) paper() custody.Upload {
	w.t.Helper()
	u, err := w.Shelf.Take(context.Background(), strings.NewReader("%PDF-1.4 stamped"), "stamped.pdf", custody.Usual)
	w.must(err)
	return u
}

func (w *town) fresh(country string) n.New {
	return n.New{Case: w.file.Reference, Country: country, Topic: n.Conduct, Aim: n.Ask, Urgent: true, Language: "fr", Facts: "Des faits au camp."}
}

func (w *town) begin() n.NoteID {
	w.t.Helper()
	id, err := w.room.Begin(w.As("oskar"), w.fresh("XA"))
	w.must(err)
	return id
}

func text(s string) n.Drafted { return n.Drafted{Text: s, Language: "fr", Aim: n.Ask, Urgent: true} }

func (w *town) drafted() n.NoteID {
	w.t.Helper()
	id := w.begin()
	w.must(w.room.Write(w.As("oskar"), id, text("Le Bureau présente ses compliments. Caporal Tibor Vasik.")))
	return id
}

func (w *town) sent() n.NoteID {
	w.t.Helper()
	id := w.drafted()
	w.must(w.room.SendNote(w.As("oskar"), id))
	return id
}

func (w *town) delivered() n.NoteID {
	w.t.Helper()
	id := w.sent()
	w.must(w.room.DeliverNote(w.As("oskar"), id, n.Delivery{To: "permanent_mission", How: n.ByHand, Day: w.today()}, w.paper()))
	return id
}

func (w *town) today() clock.Day { return clock.DayOf(w.Clock.Now(), nil) }

func (w *town) read(id n.NoteID) n.Sheet {
	w.t.Helper()
	s, err := w.room.Read(w.As("oskar"), "en", id)
	w.must(err)
	return s
}

// owes lists the open duties of a note by rule and bearer, late ones marked.
func (w *town) owes(id n.NoteID) string {
	w.t.Helper()
	var all []string
	for _, h := range w.read(id).Duties {
		if h.IsOpen() {
			s := h.Rule + "/" + string(h.Bearer.Kind)
			if h.State == duty.Overdue {
				s += " late"
			}
			all = append(all, s)
		}
	}
	return strings.Join(all, ", ")
}

func nominee() n.Nominee {
	return n.Nominee{Name: "Commandant Marek Thune", Rank: "Commandant", From: "Inspection générale", Training: "un_course", Apart: true}
}

func second(_ n.NoteID, err error) error { return err }

func itoa(i int) string { return strings.TrimLeft(string(rune('0'+i/10))+string(rune('0'+i%10)), "0") }

// duty is the open duty under a rule; due is the day it is due.
func (w *town) duty(id n.NoteID, rule string) duty.Hold {
	w.t.Helper()
	for _, h := range w.read(id).Duties {
		if h.Rule == rule && h.IsOpen() {
			return h
		}
	}
	w.t.Fatalf("%s is not owed", rule)
	return duty.Hold{}
}

func (w *town) due(id n.NoteID, rule string) clock.Day { w.t.Helper(); return w.duty(id, rule).Due }
