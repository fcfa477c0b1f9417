package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"haki/commons/custody"
	"haki/internal/seal"
	"haki/internal/testkit"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/outcome"
)

// What is released reaches the page of the one who was harmed, in plain words, and meets
// the duty to inform her when she reads it. A witness of the same case is told nothing of
// it, and nobody is told anything before it is released (decisions.md §4, §5).
func TestSheReadsTheOutcomeAndAWitnessDoesNot(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		ctx, in, amara := context.Background(), h.Rooms.Intake, h.As("amara")
		told := func(role intake.Role) (seal.Receipt, intake.ReportID) {
			r := seal.NewReceipt()
			id, err := in.Receive(ctx, intake.Told{Account: "A soldier.", Mission: "MISOR", Lang: "ar", Role: role, Minor: intake.No}, r, nil)
			must(err)
			return r, id
		}
		hers, id := told(intake.Victim)
		witness, other := told(intake.Witness)
		c, err := in.OpenCase(amara, id, casework.New{Title: "A soldier", Allegations: []casework.Draft{{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: "TRANSACT", Category: "military_contingent", Country: "XA", Subjects: []casework.SubjectDraft{{Number: "1", Status: casework.Investigation}}}}})
		must(err)
		_, err = in.JoinCase(amara, other, c.Reference)
		must(err)
		sheet, err := h.Rooms.Outcome.Read(amara, c.ID)
		must(err)
		must(h.Rooms.Outcome.Enter(amara, c.ID, outcome.Draft{Subject: sheet.Allegations[0].Subjects[0].ID, Side: outcome.Ours, Kind: outcome.Finding, Code: outcome.Substantiated, Body: "oversight", Text: "Two testimonies."}, custody.Upload{}))
		step := func(r seal.Receipt) (codes []string) {
			page, err := in.Open(ctx, r)
			must(err)
			for _, s := range page.Steps {
				codes = append(codes, string(s.Code))
			}
			return codes
		}
		informed := func() (open, met int) {
			s, err := in.Read(amara, "en", id)
			must(err)
			for _, d := range s.Duties {
				switch {
				case d.Rule == "inform_victim" && d.IsOpen():
					open++
				case d.Rule == "inform_victim":
					met++
				}
			}
			return open, met
		}
		const news = "outcome_found_organisation_yes"
		if got := step(hers); slices.Contains(got, news) {
			t.Fatal("she reads it before it was released: ", got)
		}
		_, before := informed()
		sheet, err = h.Rooms.Outcome.Read(amara, c.ID)
		must(err)
		must(h.Rooms.Outcome.Inform(amara, c.ID, sheet.Ledger[0].ID))
		if open, met := informed(); open != 1 || met != before {
			t.Errorf("released and unread: %d owed, %d met", open, met)
		}
		if got := step(hers); !slices.Contains(got, news) {
			t.Error("she does not read it: ", got)
		}
		if open, met := informed(); open != 1 || met != before+1 {
			t.Errorf("read: %d owed, %d met", open, met)
		}
		if got := step(witness); strings.Contains(strings.Join(got, " "), "outcome") {
			t.Error("a witness reads it: ", got)
		}
		s, err := in.Read(amara, "en", other)
		must(err)
		for _, x := range s.Steps {
			if string(x.Code) == news {
				t.Error("it was put on the page of a witness")
			}
		}
		for _, d := range s.Duties {
			if d.Rule == "inform_victim" {
				t.Error("a witness is owed what is owed to who was harmed")
			}
		}
	})
}
