package outcome

import (
	"context"
	"io"
	"strings"
	"sync"
	"testing"

	"haki/commons/custody"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/response/casework"
)

func finding(s casework.SubjectID, side Side, code string) Draft {
	body := "oversight"
	if side == Theirs {
		body = "investigator"
	}
	return Draft{Subject: s, Side: side, Kind: Finding, Code: code, Body: body, Day: clock.Partial{Day: "2026-10"}, Text: "Two testimonies agree."}
}

func final(s casework.SubjectID, side Side, code string) Draft {
	body := "headquarters"
	if side == Theirs {
		body = "court_martial"
	}
	return Draft{Subject: s, Side: side, Kind: Final, Code: code, Body: body, Day: clock.Partial{Day: "2026-11"}}
}

var none custody.Upload

func TestBothFindingsStandSideBySideAndNeitherReplacesTheOther(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		s := h.subject(c, 0)
		h.must(h.room.Enter(h.As("ada"), c.ID, finding(s, Ours, Substantiated), none))
		h.must(h.room.Enter(h.As("ida"), c.ID, finding(s, Theirs, NotSubst), h.upload("note.txt", "the State's letter")))
		got := h.sheet("bo", c.ID)
		if len(got.Filed) != 2 || len(got.Ledger.Standing()) != 2 || got.Filed[0].Text.Reveal() != "Two testimonies agree." || got.Filed[1].By != "Display ida" {
			t.Errorf("%+v", got.Filed)
		}
		if st := got.Allegations[0].Subjects[0].Status; st != casework.Substantiated {
			t.Errorf("the status follows the organisation's finding, not the State's: %s", st)
		}
		f, err := h.room.Document(h.As("bo"), c.ID, custody.ItemID(got.Filed[1].Item))
		h.must(err)
		r, err := f.Reader()
		h.must(err)
		text, err := io.ReadAll(r)
		r.Close()
		if string(text) != "the State's letter" || err != nil {
			t.Errorf("%q %v", text, err)
		}
		if h.entered(c, Find) != 1 || h.entered(c, FindState) != 1 || h.entered(c, ReadFile) != 1 {
			t.Error("the record does not say who entered and read what")
		}
	})
}

func TestAnInvestigationComesBeforeTheOrganisationsFindingAndNoStateSpeaksForACivilian(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers, driver)
		unnamed, civilian := h.subject(c, 1), h.subject(c, 2)
		h.refused(h.room.Enter(h.As("ada"), c.ID, finding(unnamed, Ours, Substantiated), none), fault.Invalid, "casework.status_not_next")
		h.must(h.room.Enter(h.As("ida"), c.ID, finding(unnamed, Theirs, InPart), none)) // what a State says is taken in as it comes
		h.refused(h.room.Enter(h.As("ida"), c.ID, finding(civilian, Theirs, InPart), none), fault.Invalid, "outcome.no_state")
		h.refused(h.room.Enter(h.As("ada"), c.ID, finding("elsewhere", Ours, InPart), none), fault.Invalid, "fault.choose")
		h.refused(h.room.Enter(h.As("ada"), c.ID, Draft{Subject: civilian, Side: "nobody", Kind: Finding}, none), fault.Invalid, "fault.form")
		if l := h.sheet("ada", c.ID).Ledger; len(l) != 1 {
			t.Errorf("%d entries", len(l))
		}
	})
}

func TestACorrectionIsANewEntryAndTheOldOneStays(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		s := h.subject(c, 0)
		h.must(h.room.Enter(h.As("ada"), c.ID, finding(s, Ours, Substantiated), h.upload("report.txt", "report")))
		was := h.sheet("ada", c.ID).Ledger[0]
		next := finding(s, Ours, NotSubst)
		next.Replaces = was.ID
		h.refused(h.room.Enter(h.As("bo"), c.ID, next, none), fault.Invalid, "fault.reason")
		next.Reason = "One testimony was about another day."
		h.must(h.room.Enter(h.As("bo"), c.ID, next, none))
		got := h.sheet("ada", c.ID)
		if len(got.Filed) != 2 || got.Filed[0].Code != Substantiated || !got.Filed[0].Text.Open() || got.Filed[1].Reason.Reveal() != next.Reason {
			t.Errorf("%+v", got.Filed)
		}
		if got.Filed[1].Item != was.Item || was.Item == "" {
			t.Error("the document went away with the entry that was replaced")
		}
		if st := got.Allegations[0].Subjects[0].Status; st != casework.Unsubstantiated {
			t.Error(st)
		}
		h.refused(h.room.Enter(h.As("ada"), c.ID, next, none), fault.Conflict, "outcome.replaced_already")
	})
}

// every is every act of this room upon a case, each as it could be done.
func every(h *house, ctx context.Context, c casework.Case, s casework.SubjectID, e EntryID) map[string]error {
	return map[string]error{
		"finding": h.room.Enter(ctx, c.ID, finding(s, Ours, InPart), none),
		"theirs":  h.room.Enter(ctx, c.ID, finding(s, Theirs, InPart), none),
		"action":  h.room.Enter(ctx, c.ID, final(s, Ours, "no_action"), none),
		"punish":  h.room.Enter(ctx, c.ID, final(s, Theirs, "no_action"), none),
		"left":    h.room.Enter(ctx, c.ID, Draft{Subject: s, Side: Ours, Kind: Departure, Code: "retired"}, none),
		"release": h.room.Inform(ctx, c.ID, e),
		"tell":    h.room.TellHarmed(ctx, c.ID, InPerson),
	}
}

func TestWhoMayNotIsToldNothingOrNo(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(func(n *casework.New) { n.Told, n.Help, n.Victims = false, true, []casework.VictimDraft{woman} }, soldiers)
		s := h.subject(c, 0)
		h.must(h.room.Enter(h.As("ada"), c.ID, Draft{Subject: s, Side: Ours, Kind: Interim, Code: "suspended", Body: "headquarters"}, h.upload("order.txt", "order")))
		e := h.sheet("ada", c.ID).Ledger[0].ID
		paper := h.sheet("ada", c.ID).Ledger[0].Item
		before := h.sheet("ada", c.ID)
		for name, kind := range map[string]fault.Kind{"cy": fault.Withheld, "dan": fault.Withheld, "omar": fault.Withheld, "eve": fault.Withheld} {
			for what, err := range every(h, h.As(name), c, s, e) {
				if err == nil || fault.Of(err) != kind {
					t.Errorf("%s, %s: %v (%v)", name, what, err, fault.Of(err))
				}
			}
			if _, err := h.room.Document(h.As(name), c.ID, custody.ItemID(paper)); err == nil || fault.Of(err) != fault.Withheld && fault.Of(err) != fault.NotFound {
				t.Errorf("%s takes the document: %v", name, err)
			}
			if _, err := h.room.Read(h.As(name), c.ID); fault.Of(err) != fault.Withheld || err == nil {
				t.Errorf("%s reads: %v", name, err)
			}
			if _, _, ok, err := h.room.Panel(h.As(name), "en", casework.Case{ID: c.ID}); ok || err != nil && fault.Of(err) != fault.Withheld {
				t.Errorf("%s sees the panel: %v", name, err)
			}
		}
		for what, err := range every(h, context.Background(), c, s, e) {
			if err == nil || fault.Of(err) != fault.Withheld {
				t.Errorf("nobody, %s: %v", what, err)
			}
		}
		for what, err := range every(h, h.As("vic"), c, s, e) { // she reads it, and may tell; nothing is owed yet
			if kind := fault.Of(err); err == nil || what == "tell" && kind != fault.Conflict || what != "tell" && kind != fault.Forbidden {
				t.Errorf("vic, %s: %v", what, err)
			}
		}
		for what, err := range every(h, h.As("ada"), c, s, "") { // a conduct team does not speak for a State
			if theirs := what == "theirs" || what == "punish"; theirs && (err == nil || fault.Of(err) != fault.Forbidden) {
				t.Errorf("ada, %s: %v", what, err)
			}
		}
		if after := h.sheet("vic", c.ID); len(after.Ledger) != len(before.Ledger)+3 || after.Filed[0].By != "Display ada" {
			t.Errorf("%d entries after %d", len(after.Ledger), len(before.Ledger))
		}
	})
}

func TestWhileOversightHasTheCaseOnlyItEntersAndHeadquartersTakeInWhatAStateSays(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		s := h.subject(c, 0)
		h.must(h.room.Enter(h.As("ada"), c.ID, Draft{Subject: s, Side: Ours, Kind: Interim, Code: "suspended", Body: "headquarters"}, h.upload("order.txt", "order")))
		h.refused(h.room.Enter(h.As("eve"), c.ID, finding(s, Ours, InPart), none), fault.Forbidden, "casework.not_taken")
		h.must(h.cases.Take(h.As("eve"), c.ID))
		h.refused(h.room.Enter(h.As("ada"), c.ID, finding(s, Ours, InPart), none), fault.Forbidden, "casework.with_oversight")
		h.must(h.room.Enter(h.As("eve"), c.ID, finding(s, Ours, Substantiated), none))
		h.must(h.room.Enter(h.As("ida"), c.ID, finding(s, Theirs, NotSubst), none))
		got := h.sheet("eve", c.ID)
		if !got.Filed[0].Text.Open() || !got.Files[got.Filed[0].Item].Open {
			t.Error("oversight does not open what was entered before it took the case")
		}
		if got.Question.Record || !got.Question.Enter || h.sheet("ada", c.ID).Question.Enter || !h.sheet("ida", c.ID).Question.Record {
			t.Error("the buttons say otherwise than the rules")
		}
	})
}

func TestWhoIsToldLaterOpensTheDocumentsToo(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(func(n *casework.New) { n.Told = false }, soldiers)
		h.must(h.room.Enter(h.As("ada"), c.ID, Draft{Subject: h.subject(c, 0), Side: Ours, Kind: Interim, Code: "suspended", Body: "headquarters"}, h.upload("order.txt", "order")))
		h.must(h.cases.TellOversight(h.As("ada"), c.ID))
		got := h.sheet("eve", c.ID)
		if !got.Files[got.Filed[0].Item].Open {
			t.Error("sealed to oversight")
		}
	})
}

func TestTheStateOwesTheOutcomeFromItsFindingToItsLastAction(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		one, two := h.subject(c, 0), h.subject(c, 1)
		h.must(h.room.Enter(h.As("ida"), c.ID, finding(one, Theirs, NotSubst), none))
		if got := h.owed(c); got != "" {
			t.Error("after nothing was established: ", got)
		}
		h.must(h.room.Enter(h.As("ida"), c.ID, finding(two, Theirs, Substantiated), none))
		if got := h.owed(c); got != "report_outcome XA" {
			t.Error("after its finding: ", got)
		}
		wrong := finding(one, Theirs, InPart)
		wrong.Replaces, wrong.Reason = h.sheet("ida", c.ID).Ledger[0].ID, "a second letter"
		h.must(h.room.Enter(h.As("ida"), c.ID, wrong, none))
		h.must(h.room.Enter(h.As("ida"), c.ID, final(two, Theirs, "imprisonment"), none))
		if got := h.owed(c); got != "report_outcome XA" {
			t.Error("one of two is punished: ", got)
		}
		h.must(h.room.Enter(h.As("ida"), c.ID, final(one, Theirs, "no_action"), none))
		if got := h.owed(c); got != "" {
			t.Error("after both: ", got)
		}
	})
}

func TestAFindingThatIsTakenBackOwesNothing(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		s := h.subject(c, 0)
		h.must(h.room.Enter(h.As("ida"), c.ID, finding(s, Theirs, Substantiated), none))
		h.must(h.room.Enter(h.As("ida"), c.ID, Draft{Subject: s, Side: Theirs, Kind: Finding, Code: Void, Replaces: h.sheet("ida", c.ID).Ledger[0].ID, Reason: "another case's letter"}, none))
		if got := h.owed(c); got != "" {
			t.Error(got)
		}
	})
}

func TestWhatIsReleasedReachesHerOnceAndBeginsWhatIsOwedToThoseWithoutAPage(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(func(n *casework.New) { n.Help, n.Victims = true, []casework.VictimDraft{woman} }, soldiers)
		s := h.subject(c, 0)
		h.must(h.room.Enter(h.As("ada"), c.ID, finding(s, Ours, Substantiated), none))
		h.must(h.room.Enter(h.As("ada"), c.ID, final(s, Ours, "barred"), none))
		if got := h.told.take(); got != "" {
			t.Error("told before anybody released it: ", got)
		}
		h.refused(h.room.Inform(h.As("ada"), c.ID), fault.Invalid, "outcome.release_none")
		h.refused(h.room.TellHarmed(h.As("vic"), c.ID, InPerson), fault.Conflict, "outcome.nothing_to_tell")
		l := h.sheet("ada", c.ID).Ledger
		h.must(h.room.Inform(h.As("ada"), c.ID, l[0].ID, l[1].ID))
		if got := h.told.take(); got != "outcome_found_organisation_yes, outcome_acted_organisation" {
			t.Error(got)
		}
		if got := h.owed(c); got != "inform_victim team" {
			t.Error(got)
		}
		h.refused(h.room.Inform(h.As("ada"), c.ID, l[0].ID), fault.Conflict, "outcome.not_releasable")
		h.refused(h.room.TellHarmed(h.As("vic"), c.ID, "shouted"), fault.Invalid, "fault.choose")
		h.must(h.room.TellHarmed(h.As("vic"), c.ID, InPerson))
		if got := h.owed(c); got != "inform_victim team" { // met, and the next thirty days begin
			t.Error(got)
		}
		h.must(h.room.TellHarmed(h.As("vic"), c.ID, Declined))
		if got := h.owed(c); got != "" {
			t.Error("after she wanted no more news: ", got)
		}
	})
}

func TestACaseWhoseVictimHasAPageOwesNothingBesideIt(t *testing.T) {
	each(t, func(h *house) {
		her := woman
		her.Reporter = true
		c := h.opens(func(n *casework.New) { n.Victims = []casework.VictimDraft{her} }, soldiers)
		h.must(h.room.Enter(h.As("ada"), c.ID, finding(h.subject(c, 0), Ours, InPart), none))
		h.must(h.room.Inform(h.As("ada"), c.ID, h.sheet("ada", c.ID).Ledger[0].ID))
		if got := h.owed(c); got != "" {
			t.Error(got)
		}
		if got := h.told.take(); got != "outcome_found_organisation_part" {
			t.Error(got)
		}
	})
}

func TestAClosingThatSpeaksAgainstTheFileIsRefusedAndTwoCloseByTheOutcome(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		s := h.subject(c, 0)
		closing := func(code casework.Code) casework.Closing {
			return casework.Closing{Code: code, Telling: casework.NoWay, Victims: casework.Nobody}
		}
		h.must(h.room.Enter(h.As("ada"), c.ID, finding(s, Ours, Substantiated), none))
		h.refused(h.cases.ProposeClosing(h.As("ada"), c.ID, closing(casework.Unfounded), "why", ""), fault.Invalid, "outcome.code_found")
		h.refused(h.cases.ProposeClosing(h.As("ada"), c.ID, closing(casework.ByBoth), "why", ""), fault.Invalid, "outcome.code_actions")
		h.refused(h.cases.ProposeClosing(h.As("ada"), c.ID, closing(casework.LeftBefore), "why", ""), fault.Invalid, "outcome.code_left")
		h.must(h.cases.ProposeClosing(h.As("ada"), c.ID, closing(casework.StateSilent), "nothing came", ""))
		h.must(h.room.Enter(h.As("ida"), c.ID, finding(s, Theirs, OtherBreach), none)) // it answers after all
		h.refused(h.cases.Agree(h.As("bo"), c.ID), fault.Invalid, "outcome.code_silent")
		h.must(h.cases.Refuse(h.As("bo"), c.ID))
		h.must(h.room.Enter(h.As("ada"), c.ID, final(s, Ours, "repatriated_discipline"), none))
		h.must(h.room.Enter(h.As("ida"), c.ID, final(s, Theirs, "detention"), none))
		h.must(h.cases.ProposeClosing(h.As("ada"), c.ID, closing(casework.ByBoth), "both acted", ""))
		h.must(h.cases.Agree(h.As("bo"), c.ID))
		for what, err := range every(h, h.As("ida"), c, s, "") {
			if what != "tell" && what != "release" && (err == nil || fault.All(err)[0].Key != "casework.closed_already") {
				t.Errorf("closed, %s: %v", what, err)
			}
		}
		h.must(h.cases.Reopen(h.As("ada"), c.ID, "a judgment came"))
		h.must(h.room.Enter(h.As("ida"), c.ID, final(s, Theirs, "imprisonment"), none))
	})
}

func TestOfTwoAtOnceOneIsStale(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		s := h.subject(c, 0)
		rev := h.sheet("ada", c.ID).Rev
		ctx := []context.Context{casework.Seen(h.As("ada"), rev), casework.Seen(h.As("bo"), rev)}
		drafts := []Draft{finding(s, Ours, Substantiated), finding(s, Ours, NotSubst)}
		errs := make([]error, 2)
		var wait sync.WaitGroup
		for i := range ctx {
			wait.Go(func() { errs[i] = h.room.Enter(ctx[i], c.ID, drafts[i], none) })
		}
		wait.Wait()
		if errs[0] != nil {
			errs[0], errs[1] = errs[1], errs[0]
		}
		if errs[0] != nil || fault.Of(errs[1]) != fault.Stale {
			t.Errorf("%v and %v", errs[0], errs[1])
		}
		if l := h.sheet("ada", c.ID).Ledger; len(l) != 1 {
			t.Errorf("%d entries", len(l))
		}
	})
}

func TestNothingThatWasToldIsPlainInTheDatabase(t *testing.T) {
	each(t, func(h *house) {
		c := h.opens(nil, soldiers)
		d := finding(h.subject(c, 0), Theirs, Substantiated)
		d.Court, d.Text = "Court of Zembra", "The heron said so"
		h.must(h.room.Enter(h.As("ida"), c.ID, d, none))
		e := h.sheet("ada", c.ID).Filed[0]
		if e.Court.Reveal() != d.Court || e.Text.Reveal() != d.Text {
			t.Error("it does not open for who reads the case")
		}
		for _, sealed := range [][]byte{e.Entry.Court, e.Entry.Text} {
			if len(sealed) == 0 || strings.Contains(string(sealed), "heron") || strings.Contains(string(sealed), "Zembra") {
				t.Error("plain")
			}
		}
	})
}
