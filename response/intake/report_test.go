package intake

import (
	"slices"
	"strings"
	"testing"

	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/fault"
)

const today clock.Day = "2026-11-25"

func TestAnAccountIsEnough(t *testing.T) {
	r, err := Write("r1", Told{Account: "what happened"}, today)
	if err != nil {
		t.Fatal(err)
	}
	if r.Status != Received || r.Channel != Web || r.Role != Unsaid || r.Minor != Unknown || r.Received != today || r.Walled || r.Told {
		t.Errorf("what was left out is unknown, not guessed: %+v", r)
	}
}

func TestWhatIsWrongIsSaidAtItsFieldAllAtOnce(t *testing.T) {
	_, err := Write("r1", Told{Account: " \n", Place: strings.Repeat("é", LongestLine+1), Happened: clock.Partial{Day: "2027"}}, today)
	var fields []string
	for _, f := range fault.All(err) {
		fields = append(fields, f.Field)
	}
	slices.Sort(fields)
	if want := []string{"account", "happened", "place"}; !slices.Equal(fields, want) {
		t.Errorf("got faults at %v, want %v", fields, want)
	}
	for name, told := range map[string]Told{
		"a role on no list":       {Account: "x", Role: "boss"},
		"an answer on no list":    {Account: "x", Minor: "maybe"},
		"a channel on no list":    {Account: "x", Channel: "pigeon"},
		"received after today":    {Account: "x", Received: "2026-11-26"},
		"an account without end":  {Account: strings.Repeat("a", LongestAccount+1)},
		"a date that is not one":  {Account: "x", Happened: clock.Partial{Day: "2026-13"}},
		"a day later this month":  {Account: "x", Happened: clock.Partial{Day: "2026-11-26"}},
		"only white space is not": {Account: "\u00a0"},
	} {
		if _, err := Write("r", told, today); fault.Of(err) != fault.Invalid || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Write("r", Told{Account: "x", Happened: clock.Partial{Day: "2026-11"}}, today); err != nil {
		t.Errorf("this month is not the future: %v", err)
	}
}

func TestTheWallStandsBeforeAnythingIsSealed(t *testing.T) {
	r, err := Write("r1", Told{Account: "x", Mission: "MIRA", Team: Yes}, today)
	if err != nil {
		t.Fatal(err)
	}
	conduct := gate.Actor{ID: "amara", Grants: []gate.Grant{{Power: PowerRead, Mission: "MIRA"}}}
	office := gate.Actor{ID: "oskar", Grants: []gate.Grant{{Power: PowerRead}}}
	oversight := gate.Actor{ID: "victor", Grants: []gate.Grant{{Power: PowerRead, Mark: gate.Told}}}
	for name, c := range map[string]struct {
		who  gate.Actor
		want gate.Ruling
	}{"the mission's team": {conduct, gate.Withheld}, "headquarters": {office, gate.Allowed}, "oversight": {oversight, gate.Allowed}} {
		if got := gate.Rule(c.who, PowerRead, "", r.Scope()); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	plain, _ := Write("r2", Told{Account: "x", Mission: "MIRA", Team: Unknown}, today)
	if gate.Rule(conduct, PowerRead, "", plain.Scope()) != gate.Allowed || gate.Rule(oversight, PowerRead, "", plain.Scope()) != gate.Withheld {
		t.Error("without a wall the mission's team reads, and oversight is not told")
	}
}

func TestHelpOpensTheConversationAndNotTheAccount(t *testing.T) {
	r, _ := Write("r1", Told{Account: "x", Mission: "MIRA", Help: true}, today)
	ruth := gate.Actor{ID: "ruth", Grants: []gate.Grant{{Power: PowerRead, Mission: "MIRA", Mark: gate.Help}}}
	if gate.Rule(ruth, PowerRead, "", r.Scope()) != gate.Allowed {
		t.Error("who wants help is seen by the victims' rights officer")
	}
	if gate.Rule(ruth, PowerRead, "", r.accountScope(false)) == gate.Allowed {
		t.Error("the account is not shared by wanting help")
	}
	if gate.Rule(ruth, PowerRead, "", r.accountScope(true)) != gate.Allowed {
		t.Error("the account is shared when she says so")
	}
}

func TestTheNewestChoiceOfAPurposeHoldsAndTheOldOnesStay(t *testing.T) {
	all := []Choice{{Place: 0, Purpose: WantHelp, Value: Yes, Day: "2026-11-01"}, {Place: 1, Purpose: TakePart, Value: Yes, Day: "2026-11-02"}, {Place: 2, Purpose: WantHelp, Value: No, Day: "2026-11-03"}}
	if chosen(all, WantHelp) || !chosen(all, TakePart) || chosen(all, NameInv) {
		t.Errorf("in force: %+v", inForce(all))
	}
	if got := inForce(nil); len(got) != len(Purposes) || got[0].Value != No || got[0].Day != "" {
		t.Errorf("what was never chosen is no, and bears no day: %+v", got)
	}
	for _, c := range []struct {
		p Purpose
		v Answer
	}{{"fly", Yes}, {WantHelp, Unknown}, {WantHelp, ""}} {
		if _, err := choose(Report{}, 0, c.p, c.v, today); err == nil {
			t.Errorf("%s %s was taken for a choice", c.p, c.v)
		}
	}
}

func TestAReportIsClosedByTwo(t *testing.T) {
	r := Report{Status: Answered}
	good := Closing{Code: Insufficient, Telling: ByPage, State: ClosingProposed, Author: "amara"}
	for name, c := range map[string]struct {
		closing        Closing
		reason, answer string
		field          string
	}{
		"without a code":                {Closing{Telling: ByPage}, "r", "a", "code"},
		"without a reason":              {Closing{Code: Insufficient, Telling: ByPage}, " ", "a", "reason"},
		"without saying how she learns": {Closing{Code: Insufficient}, "r", "a", "telling"},
		"on her page without a word":    {Closing{Code: Insufficient, Telling: ByPage}, "r", "", "answer"},
		"a duplicate of nothing":        {Closing{Code: Duplicate, Telling: ByPage}, "r", "a", "duplicate"},
	} {
		_, err := r.propose(c.closing, c.reason, c.answer)
		if all := fault.All(err); len(all) != 1 || all[0].Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, err := r.propose(good, "reason", "answer")
	if err != nil || p.Status != Proposed {
		t.Fatal(p.Status, err)
	}
	if _, _, err := p.decide(good, "amara", true, today); fault.Of(err) != fault.Forbidden {
		t.Errorf("nobody is the second person to themselves: %v", err)
	}
	if _, _, err := p.decide(good, "", true, today); fault.Of(err) != fault.Forbidden {
		t.Errorf("nobody in particular is no second person: %v", err)
	}
	closed, c, err := p.decide(good, "jon", true, today)
	if err != nil || closed.Status != Closed || c.Second != "jon" || c.State != ClosingAgreed || c.Decided != today {
		t.Errorf("%+v %+v %v", closed.Status, c, err)
	}
	back, c, err := p.decide(good, "jon", false, today)
	if err != nil || back.Status != Answered || c.State != ClosingRefused {
		t.Errorf("%+v %+v %v", back.Status, c, err)
	}
	if _, err := closed.propose(good, "r", "a"); fault.Of(err) != fault.Conflict {
		t.Errorf("closed twice: %v", err)
	}
	again, err := closed.reopen()
	if err != nil || !again.Open() {
		t.Errorf("reopened: %v %v", again.Status, err)
	}
	if _, err := p.reopen(); fault.Of(err) != fault.Conflict {
		t.Errorf("what is not closed is not reopened: %v", err)
	}
}
