package store

import (
	"testing"
	"time"

	"haki/internal/clock"
)

func TestMomentsSortAsText(t *testing.T) {
	kinshasa, _ := clock.Zone("Africa/Kinshasa")
	at := time.Date(2026, 11, 25, 0, 30, 0, 0, kinshasa)
	before, after := Stamp(at.Add(-time.Microsecond)), Stamp(at.Add(time.Microsecond))
	if s := Stamp(at); !(before < s && s < after) || len(before) != len(s) || s != "2026-11-24T23:30:00.000000Z" {
		t.Errorf("%s %s %s", before, s, after)
	}
}

func TestAMomentComesBackAsItWent(t *testing.T) {
	for _, at := range []time.Time{{}, time.Date(2026, 11, 25, 9, 0, 0, 123456000, time.UTC)} {
		var scanned time.Time
		got, err := Moment(Stamp(at))
		if err != nil || got != at || Into(&scanned).Scan(Stamp(at)) != nil || scanned != at {
			t.Errorf("%v became %v and %v (%v)", at, got, scanned, err)
		}
	}
	for _, s := range []string{"2026-11-25", "2026-11-25T09:00:00Z", "2026-11-25T09:00:00.000000+01:00"} {
		if _, err := Moment(s); err == nil {
			t.Errorf("%q passes for a moment", s)
		}
	}
	if Into(new(time.Time)).Scan(int64(7)) == nil {
		t.Error("a number passes for a moment")
	}
}
