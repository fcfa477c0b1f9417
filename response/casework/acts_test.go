package casework

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"testing"

	"haki/commons/act"
	"haki/commons/find"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

func TestASeriousCaseIsOwedToOversightFromTheStart(t *testing.T) {
	each(t, func(h *house) {
		if got := h.owed(h.opens(nil, soldiers)); got != "preserve here, tell_oversight here, notify hq" {
			t.Error(got)
		}
		if got := h.owed(h.opens(nil, driver)); got != "" {
			t.Error("of a lesser case: ", got)
		}
		if got := h.owed(h.opens(func(n *New) { n.Walled, n.Told = true, true }, soldiers)); got != "preserve hq, notify hq" {
			t.Error("behind a wall: ", got)
		}
	})
}

func TestACaseIsReadWhereItStandsAndByNobodyElse(t *testing.T) {
	each(t, func(h *house) {
		plain, walled, helped := h.opens(nil, soldiers), h.opens(func(n *New) { n.Walled, n.Told = true, true }, soldiers), h.opens(func(n *New) { n.Help = true }, soldiers)
		for name, sees := range map[string]string{"ada": "plain helped", "bo": "plain helped", "ida": "plain walled helped", "cy": "", "dan": "", "eve": "walled", "vic": "helped", "omar": ""} {
			for kind, c := range map[string]Case{"plain": plain, "walled": walled, "helped": helped} {
				s, err := h.room.Read(h.As(name), lang.English, c.ID)
				if want := strings.Contains(sees, kind); (err == nil) != want || err != nil && fault.Of(err) != fault.Withheld {
					t.Errorf("%s, %s: %v", name, kind, err)
				} else if want && (!s.Title.Open() || s.Title.Reveal() != "Platoon at Camp Orra") {
					t.Errorf("%s, %s: the title does not open", name, kind)
				}
			}
			rows, _, _, err := h.room.List(h.As(name), lang.English, Filter{})
			if n := len(strings.Fields(sees)); len(rows) != n || (err != nil) != (name == "dan" || name == "omar") {
				t.Errorf("%s: %d rows, %v, want %d", name, len(rows), err, n)
			}
		}
		if _, err := h.room.Read(context.Background(), lang.English, plain.ID); fault.Of(err) != fault.Withheld {
			t.Error("nobody at all: ", err)
		}
		if n := h.entries(plain, Read); n != 3 {
			t.Errorf("%d readings are entered", n)
		}
	})
}

// every is every act upon a case, each as it could be done.
func every(h *house, ctx context.Context, s Sheet) map[string]error {
	a, sub := s.Allegations[0], s.Allegations[0].Subjects[0]
	return map[string]error{
		"measure":    h.room.OrderMeasure(ctx, s.ID, Measure{Code: "evidence_secured"}, false, ""),
		"move":       h.room.MoveSubject(ctx, s.ID, sub.ID, Review, "why"),
		"identify":   h.room.Identify(ctx, s.ID, sub.ID, "", "Sergeant Sol"),
		"allegation": h.room.AddAllegation(ctx, s.ID, driver),
		"victim":     h.room.AddVictim(ctx, s.ID, VictimDraft{Number: "1"}),
		"reclassify": h.room.Reclassify(ctx, s.ID, a.ID, Class{Designation: Misconduct, Theme: "T_FRAUD"}, "why"),
		"tell":       h.room.TellOversight(ctx, s.ID),
		"close":      h.room.ProposeClosing(ctx, s.ID, Closing{Code: Insufficient, Telling: NoWay, Victims: NoWay}, "why", ""),
		"agree":      h.room.Agree(ctx, s.ID),
		"refuse":     h.room.Refuse(ctx, s.ID),
		"bar":        h.room.Bar(ctx, s.ID, h.IDs["noor"], "why"),
		"reopen":     h.room.Reopen(ctx, s.ID, "why"),
		"take":       h.room.Take(ctx, s.ID),
		"refer":      h.room.Refer(ctx, s.ID, "why"),
	}
}

func TestWhoMayNotIsToldNothingOrNo(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(func(n *New) { n.Help = true }, soldiers)
		s := h.sheet("ada", c.ID)
		for name, kind := range map[string]fault.Kind{"cy": fault.Withheld, "dan": fault.Withheld, "omar": fault.Withheld, "eve": fault.Withheld, "vic": fault.Forbidden} {
			for what, err := range every(h, h.As(name), s) {
				if fault.Of(err) != kind || err == nil {
					t.Errorf("%s, %s: %v (%v)", name, what, err, fault.Of(err))
				}
			}
		}
		for what, err := range every(h, context.Background(), s) {
			if fault.Of(err) != fault.Withheld {
				t.Errorf("nobody, %s: %v", what, err)
			}
		}
		if after := h.sheet("ada", c.ID); after.Rev != s.Rev || len(after.Changes) != 0 {
			t.Error("something changed")
		}
	})
}

func TestOversightTakesWhatItWasToldOfAndConductStaffCannotTouchIt(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		if _, err := h.room.Read(h.As("eve"), lang.English, c.ID); fault.Of(err) != fault.Withheld {
			t.Fatal("read before it was told: ", err)
		}
		h.must(h.room.TellOversight(h.As("ada"), c.ID))
		h.refused(h.room.TellOversight(h.As("ada"), c.ID), fault.Conflict, "casework.told_already")
		if got := h.reports.take(); got != "opened to oversight" {
			t.Error(got)
		}
		if len(h.mail.sent) != 1 || h.mail.sent[0] != string(h.Teams["oversight"])+" casework.letter_told" {
			t.Error(h.mail.sent)
		}
		if got := h.owed(c); got != "preserve here, notify hq" {
			t.Error(got)
		}
		s := h.sheet("eve", c.ID)
		if !s.Title.Open() || !s.May.Take || s.May.Decide || s.May.Bar {
			t.Errorf("%+v", s.May)
		}
		h.refused(h.room.AddVictim(h.As("eve"), c.ID, VictimDraft{Number: "1"}), fault.Forbidden, "casework.not_taken")
		h.must(h.room.ProposeClosing(h.As("ada"), c.ID, Closing{Code: Insufficient, Telling: NoWay, Victims: Nobody}, "why", ""))

		h.must(h.room.Take(h.As("eve"), c.ID))
		if got := h.reports.take(); got != "oversight" {
			t.Error(got)
		}
		if got := h.owed(c); got != "preserve oversight, notify hq" {
			t.Error("after it was taken: ", got)
		}
		s = h.sheet("ada", c.ID)
		if s.May != (May{}) || s.Status != Open || s.Closings[0].State != ClosingFallen {
			t.Errorf("%+v %s %+v", s.May, s.Status, s.Closings)
		}
		for _, name := range []string{"ada", "bo", "ida"} {
			for what, err := range every(h, h.As(name), s) {
				if fault.Of(err) != fault.Forbidden {
					t.Errorf("%s, %s: %v", name, what, err)
				}
			}
		}
		h.must(h.room.AddVictim(h.As("eve"), c.ID, VictimDraft{Number: "1"}))
		h.refused(h.room.Refer(h.As("eve"), c.ID, " "), fault.Invalid, "fault.reason")
		h.must(h.room.Refer(h.As("eve"), c.ID, "for the mission"))
		if last := h.mail.sent[len(h.mail.sent)-1]; last != string(h.Teams["here"])+" casework.letter_referred" {
			t.Error(last)
		}
		if got := h.owed(c); got != "preserve here, notify hq" {
			t.Error("after it came back: ", got)
		}
		h.must(h.room.AddVictim(h.As("ada"), c.ID, VictimDraft{Number: "2"}))
	})
}

func TestACaseIsClosedByTwoAndReportersAreTold(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, driver)
		close := Closing{Code: Unfounded, Telling: ByPage, Victims: Nobody}
		h.must(h.room.ProposeClosing(h.As("ada"), c.ID, close, "nothing was found", "We looked into it."))
		if got := h.owed(c); got != "second_decision here" {
			t.Error(got)
		}
		h.refused(h.room.Agree(h.As("ada"), c.ID), fault.Forbidden, "casework.second_person")
		if s := h.sheet("ada", c.ID); s.May.Second || s.May.Propose || !h.sheet("bo", c.ID).May.Second {
			t.Errorf("%+v", s.May)
		}
		h.must(h.room.Refuse(h.As("bo"), c.ID))
		if got := h.owed(c) + h.reports.take(); got != "" {
			t.Error(got)
		}
		h.must(h.room.ProposeClosing(h.As("bo"), c.ID, close, "nothing was found", "We looked into it."))
		h.must(h.room.Agree(h.As("ada"), c.ID))
		if got := h.owed(c) + h.reports.take(); got != "closed with an answer" {
			t.Error(got)
		}
		s := h.sheet("ada", c.ID)
		if s.Case.Status != Closed || s.Code != Unfounded || s.Case.Closed != "2026-11-23" || len(s.Closings) != 2 || s.Closings[1].SecondBy != "Display ada" {
			t.Errorf("%+v %+v", s.Case, s.Closings)
		}
		h.refused(h.room.AddVictim(h.As("ada"), c.ID, VictimDraft{Number: "1"}), fault.Conflict, "casework.closed_already")
		h.refused(h.room.Agree(h.As("bo"), c.ID), fault.Conflict, "casework.nothing_proposed")
		h.must(h.room.Reopen(h.As("bo"), c.ID, "a witness came"))
		if got := h.reports.take(); got != "reopened" {
			t.Error(got)
		}
		s = h.sheet("ada", c.ID)
		if s.Case.Status != Open || s.Code != "" || s.Changes[0].Old != string(Unfounded) || s.Changes[0].Reason.Reveal() != "a witness came" || len(s.Closings) != 2 {
			t.Errorf("%+v %+v", s.Case, s.Changes)
		}
	})
}

func TestWhatIsSeriousIsNotClosedBehindOversightsBack(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		close := Closing{Code: Insufficient, Telling: NoWay, Victims: Nobody}
		h.refused(h.room.ProposeClosing(h.As("ada"), c.ID, close, "why", ""), fault.Conflict, "casework.tell_first")
		h.must(h.room.TellOversight(h.As("ada"), c.ID))
		h.must(h.room.Take(h.As("eve"), c.ID))
		h.must(h.room.ProposeClosing(h.As("eve"), c.ID, close, "why", ""))
		if got := h.owed(c); got != "preserve oversight, second_decision oversight, notify hq" {
			t.Error(got)
		}
		h.refused(h.room.Agree(h.As("ada"), c.ID), fault.Forbidden, "casework.with_oversight")
		h.refused(h.room.Agree(h.As("eve"), c.ID), fault.Forbidden, "casework.second_person")
		h.Join("oversight", "dan", "eve")
		h.must(h.room.Agree(h.As("dan"), c.ID))
		h.refused(h.room.Reopen(h.As("ada"), c.ID, "why"), fault.Forbidden, "casework.with_oversight")
		h.must(h.room.Reopen(h.As("eve"), c.ID, "why"))
	})
}

func TestAnIdentifiedPersonIsSplitOffAndTheReportIsNot(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers, Draft{Designation: SeriousMisconduct, Theme: SEA, Category: "formed_police", Country: "XB", Subjects: []SubjectDraft{{Number: Unknown}}})
		s := h.sheet("ada", c.ID)
		of := func(i int) SubjectID { return s.Allegations[i].Subjects[0].ID }
		h.must(h.room.Identify(h.As("ada"), c.ID, of(0), string(h.unit), "Sergeant Sol"))
		h.must(h.room.Identify(h.As("ada"), c.ID, of(1), "", "Officer Ona"))
		h.refused(h.room.Identify(h.As("ada"), c.ID, "none", "", "x"), fault.Invalid, "fault.choose")
		h.refused(h.room.Identify(h.As("ada"), c.ID, of(0), "nowhere", "x"), fault.Invalid, "fault.not_in_list")
		s = h.sheet("bo", c.ID)
		a, b := s.Allegations[0].Subjects, s.Allegations[1].Subjects
		if len(a) != 2 || a[0].Number != "2" || !a[1].Identified || a[1].Identity.Reveal() != "Sergeant Sol" || a[1].Unit != string(h.unit) || a[1].Serial != 2 {
			t.Errorf("%+v", a)
		}
		if len(b) != 2 || b[0].Number != Unknown || b[1].Identity.Reveal() != "Officer Ona" {
			t.Errorf("of an unknown number: %+v", b)
		}
		h.refused(h.room.Identify(h.As("ada"), c.ID, a[1].ID, "", "again"), fault.Conflict, "casework.identified_already")
		if s.Reports != 1 || len(s.Allegations) != 2 {
			t.Error("splitting a person changed a count")
		}
		h.must(h.room.MoveSubject(h.As("ada"), c.ID, a[1].ID, Investigation, "assigned"))
		if s = h.sheet("ada", c.ID); s.Allegations[0].Status != Assessment {
			t.Error("the allegation went ahead of its least settled person")
		}
		h.refused(h.room.MoveSubject(h.As("ada"), c.ID, a[0].ID, Substantiated, "why"), fault.Invalid, "casework.status_not_next")
	})
}

func TestAReclassificationKeepsWhatItWas(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, driver)
		s := h.sheet("ada", c.ID)
		to := Class{Designation: SeriousMisconduct, Theme: SEA, Type: "RAPE_2021", Category: "military_contingent", Country: "XA"}
		h.refused(h.room.Reclassify(h.As("ada"), c.ID, s.Allegations[0].ID, to, ""), fault.Invalid, "fault.reason")
		h.refused(h.room.Reclassify(h.As("ada"), c.ID, s.Allegations[0].ID, Class{Designation: SeriousMisconduct, Theme: SEA, Country: "ZZ"}, "why"), fault.Invalid, "casework.country_unknown")
		h.must(h.room.Reclassify(h.As("ada"), c.ID, s.Allegations[0].ID, to, "the medical report"))
		if got := h.owed(c); got != "preserve here, tell_oversight here, notify hq" {
			t.Error("it became serious: ", got)
		}
		s = h.sheet("ada", c.ID)
		if ch := s.Changes[0]; !s.Serious || ch.Old != "MISCONDUCT/T_TRAFFIC//national_staff/" || ch.New != to.code() || ch.Reason.Reveal() != "the medical report" || ch.By != "Display ada" {
			t.Errorf("%+v", s.Changes)
		}
		if a := s.Allegations[0]; a.Theme != SEA || a.Route != routeOf(to.draft()) {
			t.Errorf("%+v", a)
		}
		h.refused(h.room.Reclassify(h.As("ada"), c.ID, s.Allegations[0].ID, to, "again"), fault.Invalid, "casework.class_same")
	})
}

func TestWhoIsKeptAwaySeesNothingOfACase(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		h.refused(h.room.Bar(h.As("bo"), c.ID, h.IDs["bo"], "why"), fault.Invalid, "casework.bar_second")
		h.refused(h.room.Bar(h.As("bo"), c.ID, "none", "why"), fault.Invalid, "casework.nobody_there")
		h.must(h.room.Bar(h.As("bo"), c.ID, h.IDs["ada"], "his cousin is accused"))
		if got := h.reports.take(); got != "1 barred" {
			t.Error(got)
		}
		if _, err := h.room.Read(h.As("ada"), lang.English, c.ID); fault.Of(err) != fault.Withheld {
			t.Error(err)
		}
		if rows, _, _, _ := h.room.List(h.As("ada"), lang.English, Filter{}); len(rows) != 0 {
			t.Error("still in the list")
		}
		for what, err := range every(h, h.As("ada"), h.sheet("bo", c.ID)) {
			if fault.Of(err) != fault.Withheld {
				t.Errorf("%s: %v", what, err)
			}
		}
		for _, team := range h.sheet("bo", c.ID).Readers {
			if team.Has(h.IDs["ada"]) {
				t.Error("named among those who see it")
			}
		}
		h.refused(h.room.Bar(h.As("bo"), c.ID, h.IDs["ada"], "why"), fault.Invalid, "casework.barred_already")
	})
}

func TestAPageIsFullThoughSomebodyIsKeptAwayFromSome(t *testing.T) {
	each(t, func(h *house) {
		for i := range pageSize + 2 {
			h.opens(func(n *New) {
				if i%10 == 0 {
					n.Barred = []string{string(h.IDs["bo"])}
				}
			}, driver)
		}
		seen := 0
		f := Filter{}
		for range 3 {
			rows, more, _, err := h.room.List(h.As("ada"), lang.English, f)
			h.must(err)
			seen += len(rows)
			if !more {
				break
			}
			last := rows[len(rows)-1]
			f.From = string(last.Opened) + "/" + string(last.ID)
		}
		if seen != pageSize+2 {
			t.Errorf("%d were listed", seen)
		}
		rows, more, _, err := h.room.List(h.As("bo"), lang.English, Filter{})
		if err != nil || more || len(rows) != pageSize+2-6 {
			t.Errorf("%d rows, more %v, %v", len(rows), more, err)
		}
	})
}

func TestCasesAreLinkedAsFarAsBothAreSeen(t *testing.T) {
	each(t, func(h *house) {
		c, near, far := h.opens(nil, soldiers), h.opens(nil, driver), Case{}
		h.Do(h.As("cy"), func(tx *store.Tx, keys *seal.Keys) (err error) {
			far, err = Start(tx, keys, New{Mission: "MONA", Channel: "web", Reports: 1, Title: "Elsewhere", Allegations: []Draft{driver}})
			return err
		})
		h.refused(h.room.LinkCase(h.As("ada"), c.ID, far.Reference, "why"), fault.Invalid, "casework.reference_unknown")
		h.refused(h.room.LinkCase(h.As("ada"), c.ID, c.Reference, "why"), fault.Invalid, "casework.reference_unknown")
		h.refused(h.room.LinkCase(h.As("ada"), c.ID, "rubbish", "why"), fault.Invalid, "casework.reference_unknown")
		h.must(h.room.LinkCase(h.As("ada"), c.ID, strings.ToLower(near.Reference), "same evening"))
		h.must(h.room.LinkCase(h.As("ida"), c.ID, far.Reference, "same driver"))
		if s := h.sheet("ida", c.ID); len(s.Links) != 2 || len(s.Changes) != 2 {
			t.Errorf("headquarters: %d, %d", len(s.Links), len(s.Changes))
		}
		if s := h.sheet("ada", c.ID); len(s.Links) != 1 || len(s.Changes) != 1 || s.Links[0].ID != near.ID {
			t.Errorf("the mission: %d, %d", len(s.Links), len(s.Changes))
		}
		if s := h.sheet("bo", near.ID); len(s.Links) != 1 || s.Links[0].ID != c.ID {
			t.Error("from the other side")
		}
	})
}

func TestAFurtherReportJoinsACase(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		join := func(name, ref string, help bool) error {
			ctx := h.As(name)
			return h.Try(ctx, func(tx *store.Tx, keys *seal.Keys) error {
				_, err := Join(tx, keys, ref, act.Of(ctx), help)
				return err
			})
		}
		h.refused(join("cy", c.Reference, false), fault.Invalid, "casework.reference_unknown")
		h.refused(join("ada", "MIRA-2026-0000-0", false), fault.Invalid, "casework.reference_unknown")
		h.must(join("ada", c.Reference, true))
		if s := h.sheet("vic", c.ID); s.Reports != 2 || !s.Title.Open() || len(s.Allegations) != 1 {
			t.Errorf("%+v", s.Case)
		}
	})
}

func TestMeasuresComeFirstAndMeetTheirDuty(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		h.refused(h.room.OrderMeasure(h.As("ada"), c.ID, Measure{Code: "confined"}, false, "x"), fault.Invalid, "casework.aware_required")
		h.refused(h.room.OrderMeasure(h.As("ada"), c.ID, Measure{Code: "site_secured", Day: "2026-11-24"}, false, "x"), fault.Invalid, "fault.date_in_future")
		h.must(h.room.OrderMeasure(h.As("ada"), c.ID, Measure{Code: "confined", Day: "2026-11-22"}, true, "by the commander"))
		if got := h.owed(c); got != "tell_oversight here, notify hq" {
			t.Error(got)
		}
		if m := h.sheet("bo", c.ID).Measures; len(m) != 1 || m[0].Note.Reveal() != "by the commander" || m[0].By != "Display ada" || m[0].Day != "2026-11-22" {
			t.Errorf("%+v", m)
		}
	})
}

func TestWhoLookedAtAnOldCaseIsTold(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		rev := h.sheet("ada", c.ID).Rev
		h.must(h.room.AddVictim(Seen(h.As("bo"), rev), c.ID, VictimDraft{Number: "1"}))
		h.refused(h.room.AddVictim(Seen(h.As("ada"), rev), c.ID, VictimDraft{Number: "1"}), fault.Stale, "fault.stale")
		h.must(h.room.AddVictim(Seen(h.As("ada"), rev+1), c.ID, VictimDraft{Number: "1"}))
		if v := h.sheet("ada", c.ID).Victims; len(v) != 2 || v[1].Serial != 2 {
			t.Errorf("%+v", v)
		}
	})
}

func TestOfManyAtOnceOneIsFirst(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		rev := h.sheet("ada", c.ID).Rev
		var wait sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			ctx := Seen(h.As([]string{"ada", "bo"}[i%2]), rev)
			wait.Go(func() { errs[i] = h.room.AddVictim(ctx, c.ID, VictimDraft{Number: Count(strconv.Itoa(i + 1))}) })
		}
		wait.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else if fault.Of(err) != fault.Stale {
				t.Error(err)
			}
		}
		if s := h.sheet("ada", c.ID); done != 1 || len(s.Victims) != 1 || s.Rev != rev+1 {
			t.Errorf("%d were first, %d victims", done, len(s.Victims))
		}
	})
}

func TestCasesAreFoundByWhatIsCoded(t *testing.T) {
	each(t, func(h *house) {
		a, b := h.opens(nil, soldiers), h.opens(nil, driver)
		src := h.room.Source()
		for name, c := range map[string]struct {
			q    find.Query
			want []CaseID
		}{
			"country":   {find.Query{Terms: []find.Term{{Field: find.Country, Code: "XA"}}}, []CaseID{a.ID}},
			"theme":     {find.Query{Terms: []find.Term{{Field: find.Category, Code: "T_TRAFFIC"}}}, []CaseID{b.ID}},
			"personnel": {find.Query{Terms: []find.Term{{Field: find.Category, Code: "military_contingent"}}}, []CaseID{a.ID}},
			"stage":     {find.Query{Terms: []find.Term{{Field: find.State, Code: Kind + "/open"}, {Field: find.Category, Code: "T_TRAFFIC"}}}, []CaseID{b.ID}},
			"year":      {find.Query{Terms: []find.Term{{Field: find.Year, Code: "2025"}}}, nil},
			"reference": {find.Query{Reference: find.Reference(a.Reference)}, []CaseID{a.ID}},
		} {
			h.Do(h.As("ada"), func(tx *store.Tx, _ *seal.Keys) error {
				hits, err := src.Search(tx, gate.Where{All: true}, c.q)
				if len(hits) != len(c.want) || len(hits) == 1 && hits[0].Matter.ID != string(c.want[0]) {
					t.Errorf("%s: %+v", name, hits)
				}
				return err
			})
		}
	})
}

func TestNobodyIsLeftWithADutyOfACaseTheyAreKeptFrom(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		h.must(h.room.AddVictim(h.As("ada"), c.ID, VictimDraft{Number: "1"})) // ada takes what is owed into her hands
		held := func() (n int) {
			for _, d := range h.sheet("bo", c.ID).Duties {
				if d.Holder == h.IDs["ada"] {
					n++
				}
			}
			return n
		}
		if held() != 2 {
			t.Fatal("ada holds ", held())
		}
		h.must(h.room.Bar(h.As("bo"), c.ID, people.ID(h.IDs["ada"]), "why"))
		if held() != 0 {
			t.Error("ada still holds a duty")
		}
	})
}
