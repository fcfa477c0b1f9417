package notification

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
)

func TestTheWordsAreWhole(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"notification": Words}) {
		t.Error(f)
	}
	rooms := ui.Rooms()
	rooms["notification"], rooms["duty"], rooms["mission"] = Words, duty.Words, mission.Words
	words, err := lang.New(rooms)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range words.Used(os.DirFS("."), "notification") {
		t.Error(f)
	}
}

// Every status with every step: what the table allows goes where it says, all else is refused.
func TestEveryTransitionAllowedAndRefused(t *testing.T) {
	want := map[Status]string{
		Requested: "draft>draft withdraw>withdrawn",
		Draft:     "draft>draft annex>draft send>sent withdraw>withdrawn",
		Sent:      "deliver>delivered withdraw>withdrawn",
		Delivered: "deliver>delivered acknowledge>delivered answer>delivered name>delivered write>delivered remind>delivered withdraw>withdrawn",
		Withdrawn: "renew>withdrawn",
	}
	for _, s := range Statuses {
		var may []string
		for _, step := range Steps {
			n, err := Note{Status: s}.step(step)
			switch {
			case err == nil:
				may = append(may, string(step)+">"+string(n.Status))
			case fault.Of(err) != fault.Conflict || n.Status != s:
				t.Errorf("%s, %s: %v, and it is %s", s, step, err, n.Status)
			}
		}
		if got := strings.Join(may, " "); got != want[s] {
			t.Errorf("%s: %s", s, got)
		}
	}
	if _, err := (Note{Status: Delivered, Acknowledged: "2026-11-02"}).step(Acknowledging); fault.Of(err) != fault.Conflict {
		t.Errorf("acknowledged twice: %v", err)
	}
}

// Every decision with every answer, asked and informed.
func TestEveryAnswerAllowedAndRefused(t *testing.T) {
	want := map[Answer]string{
		"":       "forwarded will jointly asks_us declines not_ours tried question more_time",
		Will:     "forwarded jointly asks_us declines not_ours tried question more_time",
		Jointly:  "forwarded will asks_us declines not_ours tried question more_time",
		AsksUs:   "forwarded will jointly declines question more_time",
		Declines: "forwarded will jointly asks_us question more_time",
		NotOurs:  "forwarded will jointly asks_us declines question more_time",
		Tried:    "forwarded question more_time",
	}
	for decided, all := range want {
		var said []string
		for _, a := range (Note{Status: Delivered, Aim: Ask, Decision: decided}).offers() {
			said = append(said, string(a))
			n, e, _ := Note{Status: Delivered, Aim: Ask, Decision: decided}.answer(a)
			if decides := n.Decision != decided; decides != e.Decides || decides && n.Decision != a {
				t.Errorf("%s after %q: decision %q", a, decided, n.Decision)
			}
		}
		if got := strings.Join(said, " "); got != all {
			t.Errorf("after %q: %s", decided, got)
		}
	}
	for _, s := range []Status{Requested, Draft, Sent, Withdrawn} {
		if got := (Note{Status: s, Aim: Ask}).offers(); len(got) > 0 {
			t.Errorf("%s is answered: %v", s, got)
		}
	}
	if got := (Note{Status: Delivered, Aim: Inform}).offers(); !slices.Equal(got, informed) {
		t.Errorf("a State that is informed answers %v", got)
	}
	if _, e, _ := (Note{Status: Delivered, Aim: Inform}).answer(Jointly); e.Investigates != Unchanged {
		t.Error("a State that joins takes the investigation over")
	}
	if _, _, err := (Note{Status: Delivered, Aim: Ask}).answer("shrugs"); fault.Of(err) != fault.Invalid {
		t.Errorf("an answer that is none: %v", err)
	}
}

func TestWhatTheStateOwesFromTheDayOfDelivery(t *testing.T) {
	for want, n := range map[string]Note{
		"acknowledge_note say_whether name_investigator investigate_expedited": {Aim: Ask, Urgent: true},
		"acknowledge_note say_whether investigate":                             {Aim: Ask},
		"acknowledge_note": {Aim: Inform, Urgent: true},
	} {
		if got := strings.Join(n.starts(), " "); got != want {
			t.Errorf("%s", got)
		}
		for _, rule := range n.starts() {
			if r, ok := duty.ByCode(rule); !ok || r.Starts != "delivered" {
				t.Errorf("%s starts with %q", rule, r.Starts)
			}
		}
	}
}

// Before it is sent a note has no country in its scope, so no grant of a State's people
// reaches it; after, it is that State's own and no other's.
func TestANoteIsTheStatesOwnOnlyOnceSent(t *testing.T) {
	grant := func(country string, m gate.Mark) gate.Actor {
		return gate.Actor{ID: "x", Grants: []gate.Grant{{Power: PowerReceive, Country: country, Mark: m}}}
	}
	n := Note{Country: "XA", Mission: "MISOR", Status: Draft, Named: true, Topic: Paternity}
	sees := func(a gate.Actor) bool { return gate.Rule(a, PowerReceive, "", n.Scope()) == gate.Allowed }
	if sees(grant("XA", "")) || sees(grant("XA", gate.Named)) {
		t.Error("a draft is seen by the State")
	}
	n.Number = number("XA", 2026, 3)
	if n.Number != "NV/XA/2026/003" || number("XA", 2026, 1204) != "NV/XA/2026/1204" {
		t.Error(n.Number)
	}
	if !sees(grant("XA", "")) || !sees(grant("XA", gate.Named)) || !sees(grant("XA", gate.Family)) || sees(grant("XB", "")) {
		t.Error("what was sent is not the State's own")
	}
	if n.Named, n.Topic = false, Conduct; sees(grant("XA", gate.Named)) || sees(grant("XA", gate.Family)) {
		t.Error("investigators and the focal point for paternity see what is not theirs")
	}
}

func TestAnInvestigatorIsOfNoUnitThatIsConcerned(t *testing.T) {
	n := Note{Units: []string{"u1"}}
	good := Nominee{Name: "Marek Thune", Rank: "Major", From: "Inspectorate", Training: "national", Apart: true}
	if err := good.check(n); err != nil {
		t.Error(err)
	}
	for field, change := range map[string]func(*Nominee){
		"name": func(m *Nominee) { m.Name = " " }, "rank": func(m *Nominee) { m.Rank = "" }, "from": func(m *Nominee) { m.From = "" },
		"unit": func(m *Nominee) { m.Unit = "u1" }, "training": func(m *Nominee) { m.Training = "some" }, "apart": func(m *Nominee) { m.Apart = false },
	} {
		m := good
		change(&m)
		if all := fault.All(m.check(n)); len(all) != 1 || all[0].Field != field {
			t.Errorf("%s: %v", field, all)
		}
	}
}
