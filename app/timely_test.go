package app_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"haki/commons/duty"
	"haki/commons/duty/board"
	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/store"
	"haki/internal/testkit"
	"haki/science/spread"
)

// Fifteen duties of Alvana and three of Belmora whose delays are known, and what the board
// makes of them, summed up here by hand: the figures that are counted in the database.
func TestTheFiguresOfTimelinessAreThoseCountedByHand(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		s := &street{House: h}
		day := clock.DayOf(h.Clock.Now(), nil)
		n := 0
		// owes starts a duty of three days that falls due so many days from today.
		owes := func(country, mission string, due int) (name string) {
			n++
			name = fmt.Sprint("timely-", n)
			s.change(func(tx *store.Tx) error {
				all, err := duty.Start(tx, duty.New{Rule: "offer_help", Matter: testMatter(name), Bearer: duty.Office{Kind: duty.State, ID: country}, Scope: gate.Scope{Mission: mission}, From: day.Add(due - 3)})
				if err == nil && all[0].Due != day.Add(due) {
					t.Fatalf("due %s, want %s", all[0].Due, day.Add(due))
				}
				return err
			})
			return name
		}
		meet := func(name string) {
			s.change(func(tx *store.Tx) error { return duty.Meet(tx, testMatter(name), "offer_help") })
		}
		drop := func(name string) {
			s.change(func(tx *store.Tx) error { return duty.Moot(tx, testMatter(name), duty.Closed) })
		}
		for _, late := range []int{-2, 0, 1, 5, 6, 30, 31} { // kept so many days after they were due
			meet(owes("XA", "MISOR", -late))
		}
		owes("XA", "MISOR", 3)         // never done: seven days late when the board is read
		drop(owes("XA", "MISOR", -9))  // given up nine days late
		drop(owes("XA", "MISOR", 2))   // moot in time: nobody had to keep it
		meet(owes("XA", "MISOR", 200)) // kept, but not due yet
		owes("XA", "MISOR", 30)        // not due yet
		owes("XA", "MISOR", 10)        // due on the day the board is read: not over
		meet(owes("XA", "MISOR", 10))
		meet(owes("XA", "MISOR", -81)) // kept, but due before the period
		meet(owes("XB", "MISTEL", 0))
		owes("XB", "MISTEL", 5) // five days late when the board is read
		waived := owes("XB", "MISTEL", -4)
		s.change(func(tx *store.Tx) error {
			return duty.Waive(tx, testMatter(waived), "offer_help", duty.Office{Kind: duty.Victim, ID: testMatter(waived).ID})
		})
		h.Days(10)

		a := board.Timely{Bearer: duty.Office{Kind: duty.State, ID: "XA"}, Name: "Alvana", Due: 9, OnTime: 2, Short: 2, Long: 2, Longer: 1, Open: 1, Never: 1,
			Delay: spread.Five{N: 9, Least: -2, Lower: 1, Median: 6, Upper: 9, Greatest: 31}} // -2 0 1 5 6 7 9 30 31
		b := board.Timely{Bearer: duty.Office{Kind: duty.State, ID: "XB"}, Name: "Belmora", Due: 2, OnTime: 1, Open: 1,
			Delay: spread.Five{N: 2, Least: 0, Lower: 0, Median: 2.5, Upper: 5, Greatest: 5}} // 0 5
		both := board.Timely{Due: 11, OnTime: 3, Short: 2, Long: 2, Longer: 1, Open: 2, Never: 1,
			Delay: spread.Five{N: 11, Least: -2, Lower: 0, Median: 5, Upper: 9, Greatest: 31}} // -2 0 0 1 5 5 6 7 9 30 31
		if a.Share() != 22 || b.Share() != 50 || both.Share() != 27 {
			t.Errorf("%d, %d and %d per cent", a.Share(), b.Share(), both.Share())
		}
		read := func(who string, filter url.Values) board.Comparison {
			t.Helper()
			filter.Set("rule", "offer_help")
			filter.Set("period", "90")
			c, err := h.Rooms.Board.Timeliness(h.As(who), "en", board.Read(filter))
			if err != nil {
				t.Fatalf("%s: %v", who, err)
			}
			return c
		}
		c := read("oskar", url.Values{})
		if len(c.By) != 2 || c.By[0] != a || c.By[1] != b || c.Together != both {
			t.Errorf("headquarters read\n%+v\n%+v\nwant\n%+v, %+v\n%+v", c.By, c.Together, a, b, both)
		}
		together := a
		together.Bearer, together.Name = duty.Office{}, ""
		for name, c := range map[string]board.Comparison{"by mission": read("oskar", url.Values{"mission": {"MISOR"}}), "by bearer": read("oskar", url.Values{"bearer": {"state/XA"}}), "of who sees one mission": read("amara", url.Values{})} {
			if len(c.By) != 1 || c.By[0] != a || c.Together != together {
				t.Errorf("%s: %+v, %+v", name, c.By, c.Together)
			}
		}
		year := both // and the one that was due 81 days before: -2 0 0 1 5 5 6 7 9 30 31 81
		year.Due, year.Longer, year.Delay = 12, 2, spread.Five{N: 12, Least: -2, Lower: 0.5, Median: 5.5, Upper: 19.5, Greatest: 81}
		c, err := h.Rooms.Board.Timeliness(h.As("oskar"), "en", board.Read(url.Values{"rule": {"offer_help"}, "period": {"365"}}))
		if err != nil || c.Together != year {
			t.Errorf("in a year: %+v, %v", c.Together, err)
		}
		page := h.Get("oskar", "/en/duty/board/timeliness?rule=offer_help&period=90").Body.String()
		for _, figure := range []string{"Alvana", "Belmora", "22", "50", "27"} {
			if !strings.Contains(page, figure) {
				t.Errorf("the page does not say %s", figure)
			}
		}
	})
}
