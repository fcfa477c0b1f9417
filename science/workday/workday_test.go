package workday

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func day(t testing.TB, s string) Day {
	t.Helper()
	d, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func days(t testing.TB, all ...string) []Day {
	var out []Day
	for _, s := range all {
		out = append(out, day(t, s))
	}
	return out
}

func calendar(t testing.TB, name string, w Weekend) Calendar {
	t.Helper()
	c, err := New(name, w)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The week of Wednesday 25 November 2026; one of the two keeps a holiday on Sunday
// the 29th, the other on Thursday the 26th.
func TestTwoCountriesAndAHolidayBetween(t *testing.T) {
	geneva := calendar(t, "institution", Usual).With(2026, days(t, "2026-11-26")...)
	cairo, _ := WeekendOf("EG")
	egypt := calendar(t, "EG", cairo.Weekend).With(2026, days(t, "2026-11-29")...)
	both, err := Union(geneva, egypt)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		by    Calendar
		event string
		n     int
		want  string
	}{
		{"the day of the event is not counted", geneva, "2026-11-23", 1, "2026-11-24"},
		{"a holiday is not counted", geneva, "2026-11-25", 1, "2026-11-27"},
		{"nor a weekend", geneva, "2026-11-25", 2, "2026-11-30"},
		{"what happens on a weekend counts from Monday", geneva, "2026-11-28", 1, "2026-11-30"},
		{"what happens on a holiday counts from the next day", geneva, "2026-11-26", 1, "2026-11-27"},
		{"a Sunday is worked elsewhere", egypt, "2026-11-21", 1, "2026-11-22"},
		{"but not when it is a holiday", egypt, "2026-11-26", 1, "2026-11-30"},
		{"a Thursday is worked where it is no holiday", egypt, "2026-11-25", 1, "2026-11-26"},
		{"together they work four days a week at most", both, "2026-11-25", 1, "2026-11-30"},
		{"ten days alone", geneva, "2026-11-25", 10, "2026-12-10"},
		{"ten days of the other alone", egypt, "2026-11-25", 10, "2026-12-10"},
		{"ten days together", both, "2026-11-25", 10, "2026-12-15"},
		{"back", geneva, "2026-11-30", -2, "2026-11-25"},
		{"none", geneva, "2026-11-28", 0, "2026-11-28"},
	} {
		if got := c.by.Add(day(t, c.event), c.n); got.String() != c.want {
			t.Errorf("%s: %d after %s is %s, want %s", c.name, c.n, c.event, got, c.want)
		}
	}
	if got := both.Next(day(t, "2026-11-26")); got.String() != "2026-11-30" {
		t.Errorf("the next day both work is %s", got)
	}
}

func TestDaysLeftAndDaysLate(t *testing.T) {
	c := calendar(t, "institution", Usual).With(2026, days(t, "2026-12-25")...)
	for _, x := range []struct {
		a, b string
		want int
	}{
		{"2026-12-21", "2026-12-28", 4}, // Tuesday, Wednesday, Thursday, and Monday after
		{"2026-12-28", "2026-12-21", -4},
		{"2026-12-24", "2026-12-27", 0},
		{"2026-12-24", "2026-12-24", 0},
	} {
		if got := c.Between(day(t, x.a), day(t, x.b)); got != x.want {
			t.Errorf("from %s to %s: %d, want %d", x.a, x.b, got, x.want)
		}
	}
}

func TestMonthsEndOnTheSameDayOrTheLast(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-05-15", 6, "2026-11-15"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2027-08-31", 6, "2028-02-29"},
		{"2027-08-29", 6, "2028-02-29"},
		{"2026-12-31", 2, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2026-11-25", 0, "2026-11-25"},
		{"2026-11-25", 14, "2028-01-25"},
	} {
		if got := day(t, c.from).Months(c.n); got.String() != c.want {
			t.Errorf("%d months from %s: %s, want %s", c.n, c.from, got, c.want)
		}
	}
}

func TestASpanIsCountedByItsUnit(t *testing.T) {
	c := calendar(t, "institution", Usual)
	for text, want := range map[string]string{"10wd": "2026-12-09", "30d": "2026-12-25", "6m": "2027-05-25", "0d": "2026-11-25"} {
		s, err := ParseSpan(text)
		if err != nil || s.String() != text {
			t.Fatalf("%s: %v %v", text, s, err)
		}
		if got := c.Due(day(t, "2026-11-25"), s); got.String() != want {
			t.Errorf("%s from 25 November: %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", "d", "wd", "m", "10", "10w", "-1d", "+1d", "01d", "1.5d", "1 d", "10WD", "9999999d", "1dd"} {
		if s, err := ParseSpan(text); err == nil {
			t.Errorf("%q passes for %v", text, s)
		}
	}
}

func TestWhatIsNoDayIsNotParsed(t *testing.T) {
	for _, s := range []string{"", "2026-11-31", "2026-1-1", "25.11.2026", "2026-11-25T00:00", "2027-02-29", "٢٠٢٦-١١-٢٥"} {
		if d, err := Parse(s); err == nil {
			t.Errorf("%q passes for %s", s, d)
		}
	}
}

func TestAYearWithoutHolidaysWarns(t *testing.T) {
	home := calendar(t, "institution", Usual).With(2026, days(t, "2026-12-25", "2027-01-01")...)
	state := calendar(t, "EG", friSat).With(2027)
	both, _ := Union(home, state)
	if got := home.Warns(2026); got != nil {
		t.Errorf("an entered year warns: %v", got)
	}
	if !home.Works(day(t, "2027-01-01")) {
		t.Error("a day of another year was entered")
	}
	from := day(t, "2026-12-20")
	want := []Gap{{"EG", 2026}, {"institution", 2027}}
	if got := both.WarnsBetween(from, both.Add(from, 15)); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := both.WarnsBetween(both.Add(from, 15), from); !reflect.DeepEqual(got, want) {
		t.Errorf("backwards: %v", got)
	}
	if (Calendar{}).Warns(2026) != nil {
		t.Error("counting all days needs no holidays")
	}
}

// Entering holidays must not change what others hold.
func TestACalendarIsAValue(t *testing.T) {
	before := calendar(t, "institution", Usual).With(2026)
	after := before.With(2026, days(t, "2026-12-25")...)
	other := before.With(2027)
	if !before.Works(day(t, "2026-12-25")) || after.Works(day(t, "2026-12-25")) || len(before.Warns(2027)) != 1 || len(other.Warns(2027)) != 0 {
		t.Error("an old calendar changed")
	}
}

func TestACalendarWithoutWorkIsRefused(t *testing.T) {
	if _, err := New("never", everyDay); err == nil {
		t.Error("nobody ever works, and nothing was said")
	}
	a := calendar(t, "a", Rest(time.Monday, time.Tuesday, time.Wednesday, time.Thursday))
	b := calendar(t, "b", Rest(time.Friday, time.Saturday, time.Sunday))
	if _, err := Union(a, b); err == nil {
		t.Error("together nobody ever works, and nothing was said")
	}
}

func TestWeekendsOfTheWorld(t *testing.T) {
	for country, want := range map[string]Weekend{
		"FR": Usual, "ZA": Usual, "RW": Usual, "MR": Usual, "AE": Usual, "US": Usual,
		"EG": friSat, "BD": friSat, "JO": friSat, "IL": friSat, "DZ": friSat,
		"AF": Rest(time.Thursday, time.Friday), "IR": fri, "NP": Rest(time.Saturday),
		"BN": Rest(time.Friday, time.Sunday), "UG": sun, "IN": sun,
		"XA": Usual, "QZ": Usual, "AA": Usual, "ZZ": Usual, "XK": Usual,
	} {
		f, ok := WeekendOf(country)
		if !ok || f.Weekend != want || f.Source == "" {
			t.Errorf("%s rests on %v (%v, %q)", country, f.Weekend.Days(), ok, f.Source)
		}
	}
	for _, no := range []string{"", "A", "fr", "FRA", "D A", "EA", "QA ", "QL", "YU", "E A", "ÄÄ", "D ", " A"} {
		if _, ok := WeekendOf(no); ok {
			t.Errorf("%q passes for a country", no)
		}
	}
}

func TestEveryCountryOfTheStandardHasAWeekend(t *testing.T) {
	n := 0
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			c := string(a) + string(b)
			f, ok := WeekendOf(c)
			if !ok || userAssigned(c) {
				continue
			}
			n++
			if f.Weekend == 0 || f.Weekend == everyDay {
				t.Errorf("%s rests on %v", c, f.Weekend.Days())
			}
		}
	}
	if n != 249 {
		t.Errorf("the standard assigns 249 codes, here are %d", n)
	}
	for c := range unusual {
		if f, ok := WeekendOf(c); !ok || f.Weekend == Usual {
			t.Errorf("%s is not unusual", c)
		}
	}
}

func anyCalendar(t *rapid.T, name string) Calendar {
	c, err := New(name, Weekend(rapid.IntRange(0, 126).Draw(t, "weekend")))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range rapid.SliceOfN(rapid.IntRange(20000, 22000), 0, 60).Draw(t, "holidays") {
		c = c.With(Day(d).Year(), Day(d))
	}
	return c
}

func anyDay(t *rapid.T, label string) Day { return Day(rapid.IntRange(20000, 22000).Draw(t, label)) }

func TestCountingOnAndCountingBetweenAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d, n := anyCalendar(t, "a"), anyDay(t, "day"), rapid.IntRange(1, 300).Draw(t, "n")
		due := c.Add(d, n)
		if !c.Works(due) || c.Between(d, due) != n || c.Between(due, d) != -n {
			t.Fatalf("%d days after %s is %s; between them are %d", n, d, due, c.Between(d, due))
		}
		if c.Between(d, due-1) != n-1 {
			t.Fatal("due later than need be")
		}
		if back := c.Add(due, -n); c.Works(d) && back != d {
			t.Fatalf("there and back is %s, not %s", back, d)
		}
		if c.Add(c.Add(d, n), 7) != c.Add(d, n+7) {
			t.Fatal("counting in two steps differs")
		}
	})
}

func TestAUnionWorksWhenAllDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, d := anyCalendar(t, "a"), anyCalendar(t, "b"), anyDay(t, "day")
		u, err := Union(a, b)
		if err != nil {
			t.Skip()
		}
		if u.Works(d) != (a.Works(d) && b.Works(d)) {
			t.Fatal("a union works on its own")
		}
		n := rapid.IntRange(0, 100).Draw(t, "n")
		if u.Add(d, n) < a.Add(d, n) || u.Add(d, n) < b.Add(d, n) {
			t.Fatal("a union shortened somebody's time")
		}
		if v, _ := Union(b, a); v.Add(d, n) != u.Add(d, n) {
			t.Fatal("the order of a union matters")
		}
	})
}

func TestBetweenAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, x, y, z := anyCalendar(t, "a"), anyDay(t, "x"), anyDay(t, "y"), anyDay(t, "z")
		if c.Between(x, y)+c.Between(y, z) != c.Between(x, z) {
			t.Fatal("two ways do not add up")
		}
	})
}

func TestDaysAreTheCalendarsOfPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Day(rapid.IntRange(-700000, 2900000).Draw(t, "day"))
		is := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(d))
		if d.String() != is.Format("2006-01-02") || d.Weekday() != is.Weekday() || d.Year() != is.Year() || Of(is.Date()) != d {
			t.Fatalf("%d is %s, want %s", d, d, is)
		}
		if back, err := Parse(d.String()); err != nil || back != d {
			t.Fatalf("%s reads back as %s (%v)", d, back, err)
		}
		n := rapid.IntRange(-600, 600).Draw(t, "months")
		m := d.Months(n)
		y1, m1, d1 := d.time().Date()
		y2, m2, d2 := m.time().Date()
		if (y2*12+int(m2))-(y1*12+int(m1)) != n || d2 > d1 || d2 < d1 && (m+1).time().Day() != 1 {
			t.Fatalf("%d months from %s is %s", n, d, m)
		}
	})
}

func BenchmarkHalfAYear(b *testing.B) {
	c, _ := New("institution", Usual)
	for b.Loop() {
		c.Add(20000, 130)
	}
}
