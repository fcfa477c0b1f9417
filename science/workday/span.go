package workday

import (
	"fmt"
	"strconv"
)

// Unit is what a span counts.
type Unit string

// The units, as they are written in a rule.
const (
	WorkingDays Unit = "wd" // days worked by a calendar
	Days        Unit = "d"  // all days
	Months      Unit = "m"  // the same day of a later month, or its last
)

// Span is how long something may take: "10wd", "30d", "6m".
type Span struct {
	N    int
	Unit Unit
}

// A span longer than this is a slip of the pen: twenty years of working days.
const longest = 5000

// ParseSpan reads a span as String writes it.
func ParseSpan(s string) (Span, error) {
	for _, u := range []Unit{WorkingDays, Days, Months} {
		digits, ok := cut(s, u)
		if !ok {
			continue
		}
		n, err := strconv.Atoi(digits)
		if err == nil && n >= 0 && n <= longest && strconv.Itoa(n) == digits {
			return Span{n, u}, nil
		}
		break
	}
	return Span{}, fmt.Errorf("workday: %q is no span", s)
}

func cut(s string, u Unit) (digits string, ok bool) {
	n := len(s) - len(u)
	if n < 1 || s[n:] != string(u) {
		return "", false
	}
	return s[:n], true
}

// String is the span as rules keep it.
func (s Span) String() string { return strconv.Itoa(s.N) + string(s.Unit) }

// Due is the day at whose end a span that began with an event has passed. Calendar
// days and months are not moved when they end on a holiday: a rule that wants
// that asks for Next.
func (c Calendar) Due(event Day, s Span) Day {
	switch s.Unit {
	case WorkingDays:
		return c.Add(event, s.N)
	case Months:
		return event.Months(s.N)
	}
	return event + Day(s.N)
}
