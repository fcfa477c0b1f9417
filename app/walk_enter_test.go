package app_test

import (
	"net/url"
	"strings"
	"testing"

	"haki/internal/testkit"
)

// A report told in person, with the day left empty as the form invites, came today.
func TestAReportEnteredWithoutADayCameToday(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		got := h.Post("amara", "/fr/intake/enter", url.Values{"channel": {"in_person"}, "account": {"Elle l’a dit au guichet."}, "mission": {"MISOR"}})
		if got.Code != 200 || !strings.Contains(got.Body.String(), "Le reçu, à remettre à la personne") {
			t.Fatalf("%d\n%s", got.Code, got.Body)
		}
		if list := h.Get("amara", "/fr/intake").Body.String(); !strings.Contains(list, "2 novembre 2026") {
			t.Errorf("the list does not say the day:\n%s", list)
		}
	})
}
