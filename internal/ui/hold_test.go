package ui

import (
	"testing"

	"pgregory.net/rapid"

	"haki/internal/lang"
)

// The mark stands at three quarters; five working days late lie halfway to the end.
func TestTheRailIsMeasured(t *testing.T) {
	for _, tc := range []struct {
		elapsed, allowed int
		want             float64
	}{
		{0, 10, 0}, {5, 10, 37.5}, {10, 10, 75}, {15, 10, 87.5}, {11, 10, 75 + 25.0/6}, {84, 5, 75 + 25*79.0/84}, {3, 0, 0}, {-1, 10, 0},
	} {
		if got := Reach(tc.elapsed, tc.allowed); got != tc.want {
			t.Errorf("%d of %d: %v, want %v", tc.elapsed, tc.allowed, got, tc.want)
		}
	}
}

func TestTheRailGrowsWithTimeAndStaysOnTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		allowed := rapid.IntRange(1, 400).Draw(t, "allowed")
		elapsed := rapid.IntRange(0, 4000).Draw(t, "elapsed")
		now, next := Reach(elapsed, allowed), Reach(elapsed+1, allowed)
		if now < 0 || now >= 100 || next <= now {
			t.Fatalf("%d of %d: %v, then %v", elapsed, allowed, now, next)
		}
		if late := elapsed > allowed; late != (now > dueMark) {
			t.Fatalf("%d of %d: late %v, drawn at %v", elapsed, allowed, late, now)
		}
	})
}

func TestAHoldKnowsHowItStands(t *testing.T) {
	for name, tc := range map[string]struct {
		hold Hold
		want State
		says string
	}{
		"on time":       {Hold{Mine: true, Elapsed: 5, Allowed: 10, Due: "2026-11-30"}, OnTime, "5 working days left"},
		"soon":          {Hold{Mine: true, Elapsed: 9, Allowed: 10, Due: "2026-11-30"}, Soon, "1 working day left"},
		"today":         {Hold{Mine: true, Elapsed: 10, Allowed: 10, Due: "2026-11-30"}, Soon, "due today"},
		"late":          {Hold{Mine: true, Elapsed: 15, Allowed: 10, Due: "2026-11-30"}, Late, "5 working days late"},
		"theirs":        {Hold{Elapsed: 9, Allowed: 10, Due: "2026-11-30"}, Wait, "waiting, 1 working day left"},
		"theirs, late":  {Hold{Elapsed: 11, Allowed: 10, Due: "2026-11-30"}, Late, "1 working day late"},
		"paused":        {Hold{Elapsed: 6, Allowed: 15, Due: "2026-11-30", Paused: "2026-11-10"}, Paused, "paused, 6 days used of 15"},
		"kept":          {Hold{Elapsed: 2, Allowed: 2, Due: "2026-11-30", Met: "2026-11-30"}, Kept, "kept on 30 Nov"},
		"kept, late":    {Hold{Elapsed: 5, Allowed: 2, Due: "2026-11-11", Met: "2026-11-16"}, KeptLate, "kept on 16 Nov, 3 working days late"},
		"calendar days": {Hold{Mine: true, Elapsed: 31, Allowed: 30, Civil: true, Due: "2026-11-30"}, Late, "1 day late"},
		"no due day":    {Hold{Holder: "x"}, Wait, "with somebody else"},
		"given":         {Hold{State: Paused, Elapsed: 31, Allowed: 30, Due: "2026-11-30"}, Paused, "paused, 31 days used of 30"},
	} {
		t.Run(name, func(t *testing.T) {
			u := newUI(t)
			if got := tc.hold.Standing(); got != tc.want {
				t.Errorf("stands %s, want %s", got, tc.want)
			}
			if got := u.words.Plain("en", tc.hold.Mark().Word()); got != tc.says {
				t.Errorf("says %q, want %q", got, tc.says)
			}
			for _, tag := range lang.Public { // every sentence exists, with every argument
				if u.words.HTML(tag, tc.hold.Sentence().Key, tc.hold.Sentence().Args...) == "" {
					t.Error("says nothing in " + tag)
				}
			}
		})
	}
}

func TestALateLineIsDrawnPastTheMark(t *testing.T) {
	r := Hold{Elapsed: 15, Allowed: 10}.Rail()
	if r.Run != "75%" || r.Over != "87.5%" || r.End != "87.5%" || r.Rest != "" || r.Big || !r.Theirs || !r.Due {
		t.Errorf("late: %+v", r)
	}
	r = Hold{Mine: true, Elapsed: 1, Allowed: 3}.Rail()
	if r.Run != "25%" || r.Rest != "25%" || r.Over != "" || r.End != "" || r.Theirs {
		t.Errorf("on time: %+v", r)
	}
	r = Hold{Elapsed: 1, Allowed: 2, Met: "2026-11-10"}.Rail()
	if r.End != "37.5%" || !r.Big || r.Rest != "37.5%" {
		t.Errorf("kept: %+v", r)
	}
	r = Hold{}.Rail()
	if r.Due || r.Far != "100%" {
		t.Errorf("no due day: %+v", r)
	}
}
