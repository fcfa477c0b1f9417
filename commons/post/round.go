package post

import (
	"fmt"
	"slices"
	"time"
)

// Times are the hours of the day at which mail goes out, in the institution's zone.
type Times struct {
	Hours []string // "07:30"; usual ones if empty
	Zone  *time.Location
}

// usual hours: before work, after the morning, in time to act before the evening (design).
var usual = []string{"07:30", "12:30", "16:30"}

// check says whether the hours can be read.
func (t Times) check() error {
	for _, h := range t.Hours {
		if _, err := time.Parse("15:04", h); err != nil {
			return fmt.Errorf("post: %q is no hour such as 07:30", h)
		}
	}
	return nil
}

// last is the latest moment that is not after now.
func (t Times) last(now time.Time) time.Time {
	zone, hours := t.Zone, t.Hours
	if zone == nil {
		zone = time.UTC
	}
	if len(hours) == 0 {
		hours = usual
	}
	here := now.In(zone)
	var all []time.Time
	for back := range 3 { // a moment that clocks jumped over still leaves one
		for _, h := range hours {
			at, err := time.Parse("15:04", h)
			if err != nil {
				continue // check has said so
			}
			m := time.Date(here.Year(), here.Month(), here.Day()-back, at.Hour(), at.Minute(), 0, 0, zone)
			if !m.After(now) {
				all = append(all, m.UTC())
			}
		}
	}
	return slices.MaxFunc(all, time.Time.Compare)
}

// waits are the pauses after each failed try; after the last of them a mail is given up,
// two days and a half after its moment (RFC 5321, 4.5.4.1, asks for four or five days for
// mail that matters; this one is repeated the next day by what is then due).
var waits = []time.Duration{15 * time.Minute, time.Hour, 3 * time.Hour, 8 * time.Hour, 24 * time.Hour, 24 * time.Hour}

// after says when to try again after so many failures, or that it is no use.
func after(tries int, now time.Time) (again time.Time, ok bool) {
	if tries < 1 || tries > len(waits) {
		return time.Time{}, false
	}
	return now.Add(waits[tries-1]), true
}

// Why a mail did not get through.
type Why string

// The reasons.
const (
	NoReason    Why = ""
	Refused     Why = "refused"     // by the other server, for good
	Postponed   Why = "postponed"   // by the other server, for now
	Unreachable Why = "unreachable" // our own mail server did not answer
)
