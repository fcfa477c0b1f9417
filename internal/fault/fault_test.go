package fault

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestAFormMayHaveSeveralFaultsAtOnce(t *testing.T) {
	a, b, c := In("account", "intake.account_required"), In("day", "intake.day_in_future", "day", "2027"), New(TooMany, "fault.too_many")
	err := fmt.Errorf("form: %w", errors.Join(a, errors.Join(fmt.Errorf("x: %w", b), errors.New("plain")), c))
	all := All(err)
	if len(all) != 3 || all[0] != a || all[1] != b || all[2] != c {
		t.Errorf("got %v", all)
	}
	if len(All(nil)) != 0 || len(All(errors.New("plain"))) != 0 {
		t.Error("found a fault where there is none")
	}
}

func TestTheCauseOfAFaultIsNotAnotherFault(t *testing.T) {
	inner := New(NotFound, "fault.not_found")
	if all := All(New(Unavailable, "fault.busy").Because(inner)); len(all) != 1 || all[0].Kind != Unavailable {
		t.Errorf("got %v", all)
	}
}

func TestWhatIsNoFaultIsOurs(t *testing.T) {
	if Of(errors.New("x")) != Internal || Of(nil) != Internal {
		t.Error("an unknown error was blamed on somebody")
	}
	if k := Of(fmt.Errorf("deep: %w", New(Stale, "fault.stale"))); k != Stale {
		t.Errorf("got %v", k)
	}
}

func TestEveryKindHasItsName(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Kinds() {
		if k.String() == "" || k.String() == "unknown" || seen[k.String()] {
			t.Errorf("kind %d is called %q", k, k)
		}
		seen[k.String()] = true
	}
	if len(seen) != int(TooMany)+1 {
		t.Errorf("%d names", len(seen))
	}
}

func TestArgumentsAreForTheTranslationAndNotForTheLog(t *testing.T) {
	f := In("mission", "mission.unknown", "code", "what she typed").Because(errors.New("cause"))
	if f.Arg("code") != "what she typed" || f.Arg("other") != nil {
		t.Errorf("got %v", f.Arg("code"))
	}
	if s := f.Error() + f.LogValue().String(); strings.Contains(s, "typed") || !strings.Contains(s, "mission.unknown") {
		t.Errorf("the log says %q", s)
	}
}
