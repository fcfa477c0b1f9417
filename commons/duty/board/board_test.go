package board

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"haki/commons/duty"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/science/spread"
)

var (
	team  = duty.Office{Kind: duty.Team, ID: "conduct"}
	state = duty.Office{Kind: duty.State, ID: "XA"}
)

func TestEveryDutyThatFellDueIsInOneBand(t *testing.T) {
	by, together := timely([]fallen{
		{team, duty.Met, -2, "", 3}, {team, duty.Met, 0, "", 1}, {team, duty.MetLate, 1, "", 2}, {team, duty.MetLate, 5, "", 1}, {team, duty.MetLate, 6, "", 1},
		{team, duty.MetLate, 30, "", 1}, {team, duty.MetLate, 31, "", 1}, {state, duty.Breached, 90, "", 1}, {state, duty.Open, 0, "2026-11-15", 2},
	}, "2026-11-25")
	if len(by) != 2 || by[0].Bearer != state || by[1].Bearer != team {
		t.Fatalf("who kept least comes first: %+v", by)
	}
	want := Timely{Bearer: team, Due: 10, OnTime: 4, Short: 3, Long: 2, Longer: 1, Delay: spread.Five{N: 10, Least: -2, Lower: -2, Median: 1, Upper: 6, Greatest: 31}}
	if by[1] != want {
		t.Errorf("%+v", by[1])
	}
	if s := by[0]; s.Share() != 0 || s.Open != 2 || s.Never != 1 || s.Due != 3 || s.Delay.Median != 10 || s.Delay.Greatest != 90 {
		t.Errorf("who never answered: %+v", s)
	}
	if together.Due != 13 || together.Share() != 30 || together.Delay.N != 13 {
		t.Errorf("together: %+v", together)
	}
	for _, b := range append(by, together) {
		if b.OnTime+b.Late()+b.Open+b.Never != b.Due {
			t.Errorf("%+v does not add up", b)
		}
	}
}

func TestAHundredPerCentIsAll(t *testing.T) {
	if got := (Timely{Due: 1000, OnTime: 999}).Share(); got != 99 {
		t.Errorf("999 of 1000: %d per cent", got)
	}
	if got := (Timely{}).Share(); got != 0 {
		t.Errorf("of nothing: %d per cent", got)
	}
}

func TestNoEndingThatNobodyKeptLooksKept(t *testing.T) {
	for _, e := range duty.Endings {
		if got := endings[e]; (got == ui.Kept) != (e == duty.Met) || got == "" || e == duty.Breached && got != ui.Late {
			t.Errorf("%s looks %q", e, got)
		}
	}
}

func TestEveryWordOfTheBoardIsSaidInEveryLanguage(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"board": Words}) {
		t.Error(f)
	}
	rooms := ui.Rooms()
	rooms["board"], rooms["duty"] = Words, duty.Words
	words, err := lang.New(rooms)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range words.Used(os.DirFS("."), "board") {
		if !strings.Contains(f, "board.act_") { // said by whoever names acts
			t.Error(f)
		}
	}
	var keys []string
	for _, s := range Shows {
		for _, k := range []string{"list_", "empty_", "count_", "show_"} {
			keys = append(keys, k+listName(s))
		}
	}
	for _, h := range heads {
		keys = append(keys, "file_"+h)
	}
	for _, e := range duty.Endings {
		keys = append(keys, "ended_"+string(e))
	}
	for _, s := range []duty.Standing{duty.OnTime, duty.Soon, duty.Overdue, duty.Wait, duty.Paused} {
		keys = append(keys, "stands_"+string(s))
	}
	for _, k := range []duty.OfficeKind{duty.Team, duty.State, duty.Reporter, duty.Victim, duty.TheWhole, duty.TeamLead, duty.Outside} {
		keys = append(keys, "every_"+string(k))
	}
	for _, tag := range []lang.Tag{lang.English, lang.French} {
		for _, k := range keys {
			if !words.Has(tag, "board."+k) {
				t.Errorf("%s: board.%s does not exist", tag, k)
			}
		}
	}
	if slices.Contains(heads, "holder") {
		t.Error("a file names a person")
	}
}
