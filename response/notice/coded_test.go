package notice

import (
	"testing"

	"haki/commons/mission"
)

func TestWhatANoticeSaysPlainlyIsCoded(t *testing.T) {
	for printed, want := range map[string]string{"military contingent": "military_contingent", "Military contingent (battalion)": "military_contingent", "formed police unit": "formed_police", "police": "police", "civilian": "civilian_staff", "": "", "bystander": ""} {
		if got := (Notice{Category: printed}).PersonnelCode(); got != want {
			t.Errorf("%q: %q, want %q", printed, got, want)
		} else if _, ok := mission.CategoryOf(got); got != "" && !ok {
			t.Errorf("%q is no category", got)
		}
	}
	for printed, want := range map[string]string{"transactional sex": "T_SEA", "rape": "T_SEA", "not stated individually": "T_SEA", "physical assault (not SEA)": "T_UNLAW", "obstruction of an investigation": "T_OBSTR", "failure of command and control": "T_OFFICE", "theft": "T_UNLAW"} {
		if got := (Notice{Nature: printed}).Theme(); got != want {
			t.Errorf("%q: %q, want %q", printed, got, want)
		}
	}
}
