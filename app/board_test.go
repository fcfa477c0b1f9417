package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"haki/commons/duty"
	"haki/commons/duty/board"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/ident"
	"haki/internal/store"
	"haki/internal/testkit"
)

// owing is a street on whose board much stands: some days on, so that some is late and some over.
func owing(t *testing.T, engine string) *street {
	s := newStreet(t, engine)
	s.Days(4)
	return s
}

// everyDuty reads the duties past the desk, to compare.
func (s *street) everyDuty() (all []duty.Duty) {
	s.view(func(tx *store.Tx) (err error) { all, err = duty.Where(tx, `(1 = 1)`, nil, `id`, 10_000); return err })
	return all
}

// walk lists all pages of a list.
func (s *street) walk(who string, f board.Filter) (ids []duty.ID) {
	s.T.Helper()
	for {
		v, err := s.Rooms.Board.Show(s.As(who), "en", f)
		if err != nil {
			s.T.Fatalf("%s: %v", who, err)
		}
		for _, h := range v.Rows {
			ids = append(ids, h.ID)
		}
		if v.More == "" {
			return ids
		}
		f.From = v.More
	}
}

var narrowed = []string{"", "bearer=team", "bearer=state", "rule=assess", "mission=MISOR", "mission=MISTEL&rule=acknowledge", "age=30", "period=90"}

// Each person's board lists exactly the duties whose pages they may open, and every number
// on it is the length of the list behind it: for everybody, under every filter.
func TestTheBoardListsWhatOneMaySeeAndCountsNothingElse(t *testing.T) {
	for _, engine := range testkit.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			s := owing(t, engine)
			all, different := s.everyDuty(), map[string]bool{}
			for _, who := range persons[1:] {
				var open, over []duty.ID
				for _, d := range all {
					if s.Get(who, "/en/duty/"+string(d.ID)).Code != 200 {
						continue
					}
					if d.IsOpen() {
						open = append(open, d.ID)
					} else {
						over = append(over, d.ID)
					}
				}
				same(t, who+", owed", s.walk(who, board.Read(nil)), open)
				same(t, who+", over", s.walk(who, board.Read(url.Values{"show": {"over"}})), over)
				different[fmt.Sprint(len(open), len(over))] = true
				for _, query := range narrowed {
					s.counted(who, query)
				}
			}
			if len(different) < 5 {
				t.Errorf("everybody sees the same: %v", different)
			}
		})
	}
}

func same(t *testing.T, what string, got, want []duty.ID) {
	t.Helper()
	in := map[duty.ID]int{}
	for _, id := range got {
		in[id]++
	}
	for _, id := range want {
		in[id]--
	}
	for id, n := range in {
		if n != 0 {
			t.Errorf("%s: %s stands there %+d times too often", what, id, n)
		}
	}
}

// counted compares the numbers of a board with its lists, those of every bearer too.
func (s *street) counted(who, query string) {
	s.T.Helper()
	values, _ := url.ParseQuery(query)
	f := board.Read(values)
	v, err := s.Rooms.Board.Show(s.As(who), "en", f)
	if err != nil {
		s.T.Fatal(err)
	}
	check := func(what string, c board.Counts, f board.Filter) {
		s.T.Helper()
		for _, show := range board.Shows {
			f.Show = show
			if n := len(s.walk(who, f)); n != c.Of(show) {
				s.T.Errorf("%s, %s, %s %q: the board says %d, the list has %d", who, query, what, show, c.Of(show), n)
			}
		}
	}
	check("all", v.Counts, f)
	for _, b := range v.Bearers {
		of := f
		of.Bearer = b.Office
		b.Counts.Over = len(s.walk(who, board.Filter{Show: board.Over, Bearer: b.Office, Rule: f.Rule, Mission: f.Mission, Age: f.Age, Period: f.Period}))
		check(b.Name, b.Counts, of)
	}
}

// Nothing on the board, in its figures, in its files or in their filters names a matter that
// its reader may not see; and for whoever sees nothing there is nothing to count.
func TestP13TheBoardDoesNotHintAtWhatIsWithheld(t *testing.T) {
	for _, engine := range testkit.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			s := owing(t, engine)
			hidden := 0
			for _, who := range persons[1:] {
				all := s.everything(who)
				for _, d := range s.everyDuty() {
					if d.Ref == "" || s.Get(who, "/en/duty/"+string(d.ID)).Code == 200 {
						continue
					}
					if !s.seesRef(who, d.Ref) {
						hidden++
						if strings.Contains(all, d.Ref) {
							t.Errorf("%s reads of %s", who, d.Ref)
						}
					}
					if strings.Contains(all, string(d.ID)) {
						t.Errorf("%s reads of the duty %s", who, d.ID)
					}
				}
			}
			if hidden < 50 {
				t.Errorf("only %d were hidden: the test lost its way", hidden)
			}
			if v, err := s.Rooms.Board.Show(s.As("paul"), "en", board.Read(nil)); err != nil || v.Counts != (board.Counts{}) || len(v.Missions)+len(v.Rules)+len(v.Choices) > 0 {
				t.Errorf("an administrator's board: %+v, %v", v.Counts, err)
			}
		})
	}
}

// seesRef says whether somebody may open any duty of the matter that is called so.
func (s *street) seesRef(who, ref string) bool {
	for _, d := range s.everyDuty() {
		if d.Ref == ref && s.Get(who, "/en/duty/"+string(d.ID)).Code == 200 {
			return true
		}
	}
	return false
}

// everything is all that somebody can fetch of the board, the workbook unpacked.
func (s *street) everything(who string) string {
	s.T.Helper()
	var b strings.Builder
	for _, path := range []string{"/en/duty/board", "/en/duty/board?show=late", "/en/duty/board?show=week", "/fr/duty/board?show=over", "/en/duty/board/timeliness", "/en/duty/board/csv", "/en/duty/board/xlsx", "/en/duty/board/csv?show=over"} {
		w := s.Get(who, path)
		if w.Code != 200 {
			s.T.Fatalf("%s: %s: %d", who, path, w.Code)
		}
		if strings.Contains(path, "xlsx") {
			b.WriteString(unpacked(s.T, w.Body.Bytes()))
			continue
		}
		b.WriteString(w.Body.String())
	}
	return b.String()
}

func unpacked(t testing.TB, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r)
		b.Write(text)
	}
	return b.String()
}

// A reader who is barred from a matter by a conflict of interest loses its duties from every
// list, count, figure and file at once.
func TestTheBoardLeavesOutWhatOneIsBarredFrom(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		s := &street{House: h}
		d := s.owes(gate.Scope{Mission: "MISOR"}, "oskar-1")
		bar := s.owes(gate.Scope{Mission: "MISOR", Not: []string{string(h.ID("oskar"))}}, "oskar-2")
		got := s.walk("oskar", board.Read(nil))
		if len(got) != 1 || got[0] != d || len(s.walk("nadia", board.Read(nil))) != 2 {
			t.Errorf("barred from %s, and sees %v", bar, got)
		}
		s.counted("oskar", "")
		h.Days(60)
		c, err := h.Rooms.Board.Timeliness(h.As("oskar"), "en", board.Read(url.Values{"rule": {"say_whether"}}))
		if err != nil || c.Together.Due != 1 || c.Together.Open != 1 {
			t.Errorf("%+v, %v", c.Together, err)
		}
	})
}

// owes starts a duty of the State XA in a matter of its own.
func (s *street) owes(where gate.Scope, name string) (id duty.ID) {
	s.T.Helper()
	s.change(func(tx *store.Tx) error {
		all, err := duty.Start(tx, duty.New{Rule: "say_whether", Matter: testMatter(name), Ref: "XREF-" + name, Bearer: duty.Office{Kind: duty.State, ID: "XA"}, Scope: where})
		if err == nil {
			id = all[0].ID
		}
		return err
	})
	return id
}

// A State that never answers is late on the board from the first day after its term, it has
// kept nothing on time, and giving the matter up does not make it look better.
func TestASilentStateNeverLooksTimely(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		s := &street{House: h}
		silent := s.owes(gate.Scope{Mission: "MISOR"}, "silent")
		given := s.owes(gate.Scope{Mission: "MISOR"}, "given-up")
		s.owes(gate.Scope{Mission: "MISOR"}, "moot")
		s.change(func(tx *store.Tx) error { return duty.Moot(tx, testMatter("moot"), duty.Duplicate) })
		h.Days(40)
		s.change(func(tx *store.Tx) error { return duty.Moot(tx, testMatter("given-up"), duty.Closed) })
		late := s.walk("oskar", board.Read(url.Values{"show": {"late"}, "bearer": {"state/XA"}}))
		if len(late) != 1 || late[0] != silent {
			t.Errorf("late: %v", late)
		}
		c, err := h.Rooms.Board.Timeliness(h.As("oskar"), "en", board.Read(url.Values{"bearer": {"state/XA"}}))
		if err != nil || len(c.By) != 1 {
			t.Fatalf("%+v, %v", c.By, err)
		}
		if b := c.By[0]; b.Due != 2 || b.OnTime != 0 || b.Share() != 0 || b.Open != 1 || b.Never != 1 || b.Delay.Least <= 0 {
			t.Errorf("%+v", b)
		}
		page := h.Get("oskar", "/en/duty/board?show=over").Body.String()
		row := regexp.MustCompile(`(?s)<tr role="row">(?:[^<]|<[^/]|</[^t]|</t[^r])*` + string(given) + `.*?</tr>`).FindString(page)
		if !strings.Contains(row, "state late") || strings.Contains(row, "state done") {
			t.Errorf("given up, it looks like this: %s", row)
		}
	})
}

// What a person typed as the name of a team is text in a file, whatever it begins with.
func TestNoCellOfTheBoardsFilesIsAFormula(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		s := &street{House: h}
		s.owes(gate.Scope{Mission: "MISOR"}, "a")
		for i, begins := range []string{"=", "+", "-", "@", "\t", "\r"} {
			s.change(func(tx *store.Tx) error {
				_, err := duty.Start(tx, duty.New{Rule: "say_whether", Matter: testMatter(fmt.Sprint("f", i)), Ref: begins + "HYPERLINK(1)", Bearer: duty.Office{Kind: duty.State, ID: begins + "X"}, Scope: gate.Scope{Mission: "MISOR"}})
				return err
			})
		}
		text := strings.TrimPrefix(h.Get("oskar", "/en/duty/board/csv").Body.String(), "\ufeff")
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) != 8 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows[1:] {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
					t.Errorf("a cell begins so: %q", cell)
				}
			}
		}
		book := unpacked(t, h.Get("oskar", "/en/duty/board/xlsx").Body.Bytes())
		if strings.Contains(book, "<f>") || strings.Contains(book, "<f ") || strings.Count(book, "HYPERLINK") != 6 {
			t.Error("the workbook has a formula, or lacks a row")
		}
	})
}

// A filter is an address: whoever opens it has the same filter.
func TestTheFilterOfTheBoardLivesInItsAddress(t *testing.T) {
	for _, query := range []string{"", "show=late", "bearer=state%2FXA&mission=MISOR&rule=say_whether&show=over", "age=90&period=1095"} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := board.Read(values).Values().Encode(); got != query {
			t.Errorf("%q became %q", query, got)
		}
	}
	if f := board.Read(url.Values{"show": {"everything"}, "rule": {"'; --"}, "age": {"7"}, "period": {"-1"}}); f != board.Read(nil) {
		t.Errorf("what nobody offers was taken: %+v", f)
	}
}

// change writes past the desk, with an entry.
func (s *street) change(fn func(*store.Tx) error) {
	s.T.Helper()
	if err := s.DB.Change(context.Background(), func(tx *store.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return record.Append(tx, "test.thing.do", "", record.Entry{}, false)
	}); err != nil {
		s.T.Fatal(err)
	}
}

func testMatter(id string) ident.Matter { return ident.Matter{Kind: "test.thing", ID: id} }
