package intake_test

import (
	"context"
	"testing"

	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/testkit"
	"haki/response/casework"
	"haki/response/intake"
)

func TestWhatJoinsACaseIsReadByWhoWasToldOfIt(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		tell := func(team intake.Answer) intake.ReportID {
			id, err := h.Rooms.Intake.Receive(context.Background(), intake.Told{Account: "what happened", Mission: "MISOR", Minor: intake.Nobody, Team: team, Lang: "en"}, seal.NewReceipt(), nil)
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		first, second, walled := tell(intake.No), tell(intake.No), tell(intake.Yes)
		c, err := h.Rooms.Intake.OpenCase(h.As("amara"), first, casework.New{Title: "Camp Orra", Allegations: []casework.Draft{{Designation: casework.SeriousMisconduct, Theme: casework.SEA,
			Type: "TRANSACT", Category: "military_contingent", Country: "XA", Subjects: []casework.SubjectDraft{{Number: "1"}}}}})
		if err == nil {
			err = h.Rooms.Casework.TellOversight(h.As("amara"), c.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Rooms.Intake.Read(h.As("victor"), "en", second); err == nil {
			t.Error("oversight reads what it was not told of")
		}
		if _, err := h.Rooms.Intake.JoinCase(h.As("amara"), second, c.Reference); err != nil {
			t.Fatal(err)
		}
		s, err := h.Rooms.Intake.Read(h.As("victor"), "en", second)
		if err != nil || s.Account.Reveal() != "what happened" {
			t.Errorf("oversight reads the report that joined its case: %v, %v", s.Account.Open(), err)
		}
		if _, err := h.Rooms.Intake.JoinCase(h.As("oskar"), walled, c.Reference); fault.Of(err) != fault.Invalid || err == nil {
			t.Errorf("a report behind the wall joined a case in front of it: %v", err)
		}
	})
}
