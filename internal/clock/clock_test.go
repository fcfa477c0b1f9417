package clock

import (
	"sync"
	"testing"
	"time"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestTheWallClockIsInUTC(t *testing.T) {
	if l := (Wall{}).Now().Location(); l != time.UTC {
		t.Errorf("got %v", l)
	}
}

func TestManyMayMoveTheHandsAtOnce(t *testing.T) {
	start := time.Date(2026, 11, 25, 8, 0, 0, 0, zone(t, "Africa/Kinshasa"))
	c := &Fixed{T: start}
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() { c.Advance(time.Minute); c.Now() })
	}
	all.Wait()
	if got := c.Now(); !got.Equal(start.Add(100*time.Minute)) || got.Location() != time.UTC {
		t.Errorf("got %v", got)
	}
	c.Set(start)
	if !c.Now().Equal(start) {
		t.Errorf("got %v", c.Now())
	}
}

func TestADayIsWhatPeopleThereHave(t *testing.T) {
	at := time.Date(2026, 11, 25, 23, 30, 0, 0, time.UTC)
	for name, want := range map[string]Day{"UTC": "2026-11-25", "Africa/Kinshasa": "2026-11-26", "America/Port-au-Prince": "2026-11-25"} {
		if got := DayOf(at, zone(t, name)); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if DayOf(at, nil) != "2026-11-25" {
		t.Error("no zone is not UTC")
	}
}

// Beirut and Havana move their clocks forward at midnight: the day begins at one o'clock.
func TestADayWithoutMidnightBeginsWhenItBegins(t *testing.T) {
	for name, d := range map[string]Day{"Asia/Beirut": "2026-03-29", "America/Havana": "2026-03-08"} {
		loc := zone(t, name)
		start := d.Time(loc)
		if DayOf(start, loc) != d || DayOf(start.Add(-time.Nanosecond), loc) != d.Add(-1) {
			t.Errorf("%s begins at %v", name, start)
		}
		if got := d.End(loc).Sub(start); got != 23*time.Hour {
			t.Errorf("%s lasts %v", name, got)
		}
	}
}

func TestDaysAreCounted(t *testing.T) {
	d := Day("2028-02-28")
	if d.Add(1) != "2028-02-29" || d.Add(2) != "2028-03-01" || d.Add(-59) != "2027-12-31" {
		t.Errorf("got %s %s %s", d.Add(1), d.Add(2), d.Add(-59))
	}
	if n := Day("2029-01-01").Since("2028-01-01"); n != 366 {
		t.Errorf("got %d", n)
	}
	if Day("").Add(1) != "" || Day("").Since(d) != 0 || !Day("").Time(nil).IsZero() {
		t.Error("no day was counted")
	}
	if Day("2026-11-25").Weekday() != time.Wednesday {
		t.Error("wrong weekday")
	}
}

func TestWhatIsNoDayIsNotValid(t *testing.T) {
	for _, d := range []Day{"", "2026-11-31", "2026-1-1", "25.11.2026", "2026-11-25T00:00", "2027-02-29", "٢٠٢٦-١١-٢٥"} {
		if d.Valid() {
			t.Errorf("%q passes for a day", d)
		}
	}
	if !Day("2028-02-29").Valid() {
		t.Error("a leap day is a day")
	}
}

func TestAPartialDayIsAsExactAsItIsKnown(t *testing.T) {
	for _, c := range []struct {
		text        string
		precision   Precision
		first, last Day
	}{
		{"", Unknown, "", ""},
		{"2028", ToYear, "2028-01-01", "2028-12-31"},
		{"2028-02", ToMonth, "2028-02-01", "2028-02-29"},
		{"2028-02-10", ToDay, "2028-02-10", "2028-02-10"},
		{"2028-13", NoDate, "", ""},
		{"2028-1", NoDate, "", ""},
		{"28", NoDate, "", ""},
		{"2028-02-30", NoDate, "", ""},
		{"about 2028", NoDate, "", ""},
	} {
		p := Partial{c.text}
		if p.Precision() != c.precision || p.First() != c.first || p.Last() != c.last {
			t.Errorf("%q: %v from %s to %s", c.text, p.Precision(), p.First(), p.Last())
		}
		if p.Valid() != (c.precision != NoDate) || p.Known() != (c.first != "") {
			t.Errorf("%q: valid %v, known %v", c.text, p.Valid(), p.Known())
		}
	}
}
