package duty

import (
	"fmt"
	"strings"
	"testing"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/science/workday"
)

// A calendar that rests on Saturday and Sunday and on two days of the end of 2026.
func plain(t *testing.T) workday.Calendar {
	t.Helper()
	c, err := workday.New("", workday.Usual)
	if err != nil {
		t.Fatal(err)
	}
	return c.With(2026, day("2026-12-25")).With(2027, day("2027-01-01"))
}

func began(t *testing.T, code string, from clock.Day) (Duty, Rule, workday.Calendar) {
	t.Helper()
	r, ok := ByCode(code)
	if !ok {
		t.Fatal(code)
	}
	cal := plain(t)
	d := Duty{ID: "d", Rule: code, Span: r.Span, Remind: r.Remind, Bearer: Office{Team, "t"}, From: from, Since: from}
	d.First = r.Due(cal, from)
	d.Due = d.First
	d.Watch = d.wakes(cal)
	return d, r, cal
}

// life lets the clock look every day, and says what it did and when.
func life(d Duty, r Rule, cal workday.Calendar, until clock.Day) string {
	var all []string
	for today := d.From; today <= until; today = today.Add(1) {
		for {
			h := d.Turn(r, cal, today)
			d = h.Duty
			if h.What == Nothing {
				break
			}
			s := fmt.Sprintf("%s %s", today[5:], h.What)
			if h.What == Escalated {
				s += " " + string(h.Step.To)
				if h.Step.Duty != "" {
					s += "+" + h.Step.Duty
				}
			}
			all = append(all, s)
		}
	}
	return strings.Join(all, ", ")
}

func TestADutyLeftAloneClimbsItsLine(t *testing.T) {
	for _, c := range []struct {
		code  string
		until clock.Day
		want  string
	}{
		// 2 working days from Wednesday: Thursday, then Monday after Christmas.
		{"acknowledge", "2027-02-01", "12-24 reminded, 12-29 breached, 12-29 escalated lead, 12-31 escalated headquarters"},
		{"preserve", "2027-02-01", "12-24 breached, 12-24 escalated lead, 12-28 escalated headquarters"},
		{"say_whether", "2027-03-01", "01-05 reminded, 01-09 breached, 01-09 escalated headquarters+chase, 01-15 escalated headquarters+chase_again, 01-22 escalated service"},
		{"notify", "2027-02-01", "12-29 reminded, 01-01 breached, 01-01 escalated service"},
		// Every quarter from the breach, for as long as it stays open.
		{"report_outcome", "2027-12-31", "03-09 reminded, 03-24 breached, 03-24 escalated headquarters+chase, 04-21 escalated service, " +
			"06-24 escalated headquarters+chase, 09-24 escalated headquarters+chase, 12-24 escalated headquarters+chase"},
	} {
		d, r, cal := began(t, c.code, "2026-12-23")
		if got := life(d, r, cal, c.until); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.code, got, c.want)
		}
	}
}

func TestAClockThatStoodStillSendsOneReminderAndMissesNoStep(t *testing.T) {
	d, r, cal := began(t, "inform_reporter", "2026-12-23") // due 22 January, reminders 15 and 21 January
	h := d.Turn(r, cal, "2027-01-22")
	if h.What != Reminded || h.Duty.Told != 2 {
		t.Errorf("got %s, %d reminders used", h.What, h.Duty.Told)
	}
	if h = h.Duty.Turn(r, cal, "2027-01-22"); h.What != Nothing {
		t.Errorf("reminded twice: %s", h.What)
	}
	d, r, cal = began(t, "say_whether", "2026-12-23")
	var all []string
	for h = d.Turn(r, cal, "2027-03-01"); h.What != Nothing; h = h.Duty.Turn(r, cal, "2027-03-01") {
		all = append(all, string(h.What)+string(h.Step.To))
	}
	if got := strings.Join(all, " "); got != "breached escalatedheadquarters escalatedheadquarters escalatedservice" {
		t.Errorf("got %s", got)
	}
	if h.Duty.Late != "2027-01-09" {
		t.Errorf("late since %s: it is late since the day after it was due, whenever the clock came by", h.Duty.Late)
	}
}

func TestNothingHappensToWhatHasEnded(t *testing.T) {
	d, r, cal := began(t, "acknowledge", "2026-12-23")
	d, _ = d.Meet("2026-12-24")
	if h := d.Turn(r, cal, "2027-12-24"); h.What != Nothing {
		t.Errorf("got %s", h.What)
	}
	for name, err := range map[string]error{
		"met":     second(d.Meet("2026-12-25")),
		"dropped": second(d.Drop(Closed, "2026-12-25")),
		"waived":  second(d.Waive("2026-12-25")),
		"taken":   second(d.Take("amara", "2026-12-25")),
		"asked":   second(d.Ask("2027-01-25", false, Volume, "amara", "2026-12-25")),
		"given":   second(d.Extend(Extension{Until: "2027-01-25"}, cal, "2026-12-25")),
	} {
		if fault.Of(err) != fault.Conflict {
			t.Errorf("%s again: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestMoreTimeIsADayAheadForAReason(t *testing.T) {
	d, _, _ := began(t, "assess", "2026-12-23") // due 31 December
	for name, c := range map[string]struct {
		until clock.Day
		stops bool
		why   Reason
		ok    bool
	}{
		"a later day":                {"2027-01-08", false, Translation, true},
		"the day it is due":          {"2026-12-31", false, Translation, false},
		"no day":                     {"soon", false, Translation, false},
		"no reason":                  {"2027-01-08", false, "", false},
		"a reason for ending":        {"2027-01-08", false, Closed, false},
		"a stop before it is due":    {"2026-12-29", true, Unwell, true},
		"a stop that ends today":     {"2026-12-28", true, Unwell, false},
		"a stop longer than the due": {"2027-02-01", true, Unwell, true},
	} {
		if _, err := d.Ask(c.until, c.stops, c.why, "amara", "2026-12-28"); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatWasLeftBeforeAStopIsLeftAfterIt(t *testing.T) {
	d, r, cal := began(t, "assess", "2026-12-23")
	// On Monday 28 December three working days are left: 29, 30, 31. Stopped until
	// Friday 15 January, they are 18, 19 and 20 January.
	after, err := d.Extend(Extension{Until: "2027-01-15", Stops: true}, cal, "2026-12-28")
	if err != nil || after.Due != "2027-01-20" || after.First != "2026-12-31" || after.Stopped != "2027-01-15" {
		t.Fatalf("due %s, stopped until %s: %v", after.Due, after.Stopped, err)
	}
	for today, want := range map[clock.Day]Pace{
		"2026-12-28": {Paused, 2, workday.WorkingDays, 2, 5},
		"2027-01-08": {Paused, 2, workday.WorkingDays, 2, 5},
		"2027-01-18": {Soon, 2, workday.WorkingDays, 3, 5},
		"2027-01-22": {Overdue, 2, workday.WorkingDays, 7, 5},
	} {
		if got := after.Pace(cal, today, true); got != want {
			t.Errorf("on %s: got %+v, want %+v", today, got, want)
		}
	}
	if got := life(after, r, cal, "2027-01-21"); got != "01-18 reminded, 01-21 breached, 01-21 escalated headquarters" {
		t.Errorf("got %s", got)
	}
	d, _, _ = began(t, "inform_reporter", "2026-12-23") // by calendar days: due 22 January
	if after, _ := d.Extend(Extension{Until: "2027-01-10", Stops: true}, cal, "2027-01-02"); after.Due != "2027-01-30" {
		t.Errorf("20 days were left on 2 January; stopped until the 10th it is due %s", after.Due)
	}
	d, _, _ = began(t, "assess", "2026-12-23")
	if after, _ := d.Extend(Extension{Until: "2027-01-15", Stops: true}, cal, "2027-01-04"); after.Due != "2027-01-15" || after.Late != "2027-01-01" {
		t.Errorf("late already: due %s, late since %s", after.Due, after.Late)
	}
}

func TestMoreTimeAfterABreachLeavesTheBreach(t *testing.T) {
	d, _, cal := began(t, "assess", "2026-12-23")
	after, err := d.Extend(Extension{Until: "2027-01-20"}, cal, "2027-01-05")
	if err != nil || after.Late != "2027-01-01" || after.Due != "2027-01-20" {
		t.Fatalf("late since %q, due %s: %v", after.Late, after.Due, err)
	}
	if met, _ := after.Meet("2027-01-12"); met.Ended != MetLate {
		t.Errorf("kept within the time given after it was late: %s", met.Ended)
	}
	if _, err := d.Extend(Extension{Until: "2027-01-04"}, cal, "2027-01-05"); fault.Of(err) != fault.Conflict {
		t.Errorf("a day that has passed was given: %v", err)
	}
}

// A reminder that went out for the first day goes out again for the later one.
func TestRemindersMoveWithTheDay(t *testing.T) {
	d, r, cal := began(t, "assess", "2026-12-23") // reminder on the 29th
	h := d.Turn(r, cal, "2026-12-29")
	if h.What != Reminded {
		t.Fatal(h.What)
	}
	after, err := h.Duty.Extend(Extension{Until: "2027-01-20"}, cal, "2026-12-30")
	if err != nil {
		t.Fatal(err)
	}
	if got := life(after, r, cal, "2027-01-20"); got != "01-18 reminded" {
		t.Errorf("got %q", got)
	}
}

func TestTheLineTellsHowADutyStands(t *testing.T) {
	d, _, cal := began(t, "assess", "2026-12-23") // due 31 December, reminder on the 29th
	for _, c := range []struct {
		today clock.Day
		mine  bool
		want  Pace
	}{
		{"2026-12-23", true, Pace{OnTime, 5, workday.WorkingDays, 0, 5}},
		{"2026-12-23", false, Pace{Wait, 5, workday.WorkingDays, 0, 5}},
		{"2026-12-26", true, Pace{OnTime, 4, workday.WorkingDays, 1, 5}},
		{"2026-12-29", true, Pace{Soon, 2, workday.WorkingDays, 3, 5}},
		{"2026-12-29", false, Pace{Soon, 2, workday.WorkingDays, 3, 5}},
		{"2026-12-31", true, Pace{Soon, 0, workday.WorkingDays, 5, 5}},
		{"2027-01-01", true, Pace{Overdue, 1, workday.Days, 9, 8}}, // a holiday: late by a day, though by no working day
		{"2027-01-08", true, Pace{Overdue, 5, workday.WorkingDays, 10, 5}},
	} {
		if got := d.Pace(cal, c.today, c.mine); got != c.want {
			t.Errorf("%s, mine %v: got %+v, want %+v", c.today, c.mine, got, c.want)
		}
	}
	kept, _ := d.Meet("2026-12-28")
	late, _ := d.Meet("2027-01-05")
	broken, _ := d.Drop(Closed, "2027-01-05")
	dropped, _ := d.Drop(Closed, "2026-12-28")
	for name, c := range map[string]struct {
		d     Duty
		state Standing
		days  int
	}{
		"kept": {kept, Done, 2}, "kept late": {late, KeptLate, 2}, "broken": {broken, Overdue, 2}, "dropped": {dropped, Dropped, 0},
	} {
		if got := c.d.Pace(cal, "2027-02-01", true); got.State != c.state || got.Days != c.days {
			t.Errorf("%s: got %+v", name, got)
		}
	}
	d, _, _ = began(t, "offer_help", "2026-12-23")
	if got := d.Pace(cal, "2026-12-25", true); got.Unit != workday.Days || got.Days != 1 {
		t.Errorf("three calendar days: got %+v", got)
	}
}

func TestTwoCalendarsThatLeaveNoDayFallBackOnOurs(t *testing.T) {
	ours, _ := workday.New("ours", workday.Rest(0, 1, 2, 3))
	theirs, _ := workday.New("theirs", workday.Rest(4, 5, 6))
	u := United(ours, theirs)
	if got := shift(u, "2026-12-23", 1); got != "2026-12-24" {
		t.Errorf("got %s", got)
	}
}
