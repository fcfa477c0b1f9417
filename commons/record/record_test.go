package record

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/store"
	"haki/science/translog"
)

func TestAnActLeavesItsEntry(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		digest := bytes.Repeat([]byte{0xab}, 32)
		facts := []Fact{ID("case", ident.ID[Entry]("c1")), Code("answer", "will_investigate"), Count("files", 2), Day("due", "2026-12-09"), Digest("letter", digest)}
		h.act("notification.answer.receive", "ada", Entry{Subject: matter(1), Facts: facts}, false)
		h.view(func(tx *store.Tx) error {
			lines, err := Of(tx, matter(1))
			if err != nil || len(lines) != 1 {
				t.Fatal(len(lines), err)
			}
			l := lines[0]
			if l.Act != "notification.answer.receive" || l.Actor != "ada" || !l.At.Equal(start) || l.Coarse || l.Number != -1 || l.Checkpoint != 0 || !reflect.DeepEqual(l.Facts, facts) || l.Subject != matter(1) {
				t.Errorf("%+v", l)
			}
			if l.Fact("answer") != "will_investigate" || l.Fact("letter") != strings.Repeat("ab", 32) || l.Fact("none") != "" {
				t.Errorf("%+v", l.Facts)
			}
			return nil
		})
		h.sequence()
		h.view(func(tx *store.Tx) error {
			lines, err := Of(tx, matter(1))
			if err != nil || lines[0].Number != 0 || lines[0].Checkpoint != 1 {
				t.Errorf("%+v %v", lines, err)
			}
			return nil
		})
	})
}

func TestNoFreeTextGetsIn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		good := Entry{Subject: matter(1), Facts: []Fact{Code("x", "y")}}
		with := func(f ...Fact) Entry { return Entry{Facts: f} }
		for name, c := range map[string]struct {
			act, actor string
			e          Entry
		}{
			"a sentence as an act":       {"Somebody did it", "p", good},
			"no act":                     {"", "p", good},
			"an act of five dots":        {"a.b.c.d.e.f", "p", good},
			"a name as an actor":         {"a.b", "Ada Lovelace", good},
			"a mail address as an actor": {"a.b", "ada@example.org", good},
			"a name as a subject":        {"a.b", "p", Entry{Subject: ident.Matter{Kind: "a.b", ID: "Marie Dupont"}}},
			"half a subject":             {"a.b", "p", Entry{Subject: ident.Matter{Kind: "a.b"}}},
			"the other half":             {"a.b", "p", Entry{Subject: ident.Matter{ID: "x"}}},
			"a name as a code":           {"a.b", "p", with(Code("x", "Marie"))},
			"a sentence as a code":       {"a.b", "p", with(Code("x", "she said so"))},
			"a long code":                {"a.b", "p", with(Code("x", strings.Repeat("x", 65)))},
			"a line in a code":           {"a.b", "p", with(Code("x", "a\ncode y z"))},
			"a line after a code":        {"a.b", "p", with(Code("x", "a\n"))},
			"accents in a code":          {"a.b", "p", with(Code("x", "été"))},
			"a space in an identifier":   {"a.b", "p", with(ID("x", "a b"))},
			"a day that is none":         {"a.b", "p", with(Day("x", "yesterday"))},
			"a short digest":             {"a.b", "p", with(Digest("x", []byte("short")))},
			"a text as a fact's name":    {"a.b", "p", with(Code("X y", "z"))},
			"a fact of no kind":          {"a.b", "p", with(Fact{})},
			"a fact twice":               {"a.b", "p", with(Code("x", "y"), Code("x", "z"))},
		} {
			err := h.db.Change(context.Background(), func(tx *store.Tx) error { return Append(tx, c.act, c.actor, c.e, false) })
			if err == nil {
				t.Errorf("%s got in", name)
				continue
			}
			for _, told := range []string{"Marie", "Ada", "she said", "ada@"} {
				if strings.Contains(err.Error(), told) {
					t.Errorf("%s: the error tells it: %v", name, err)
				}
			}
		}
		h.act("a.b", "p", good, false)
		h.act("test", "", Entry{Subject: ident.Matter{Kind: "mission", ID: "MONUSCO"}, Facts: []Fact{Code("reference", "2026-0042"), Code("country", "XA"), Count("n", -3)}}, false)
		if n := h.count(`SELECT count(*) FROM record_entry`); n != 2 {
			t.Errorf("%d entries", n)
		}
	})
}

func TestWhatIsNotThereIsNoFact(t *testing.T) {
	h := sqlite(t)
	h.act("a.b", "p1", Entry{Subject: matter(1), Facts: []Fact{ID("successor", ""), Code("reason", ""), Day("until", ""), Count("n", 0)}}, false)
	h.view(func(tx *store.Tx) error {
		lines, err := Of(tx, matter(1))
		if err != nil || !reflect.DeepEqual(lines[0].Facts, []Fact{Count("n", 0)}) {
			t.Errorf("%+v %v", lines, err)
		}
		return nil
	})
}

func TestEveryFlawIsSaid(t *testing.T) {
	rooms := map[string]fs.FS{"record": Words}
	if faults := lang.Check(rooms); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
	words, err := lang.New(rooms)
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range words.Staff() {
		for _, k := range []FlawKind{Changed, Replaced, Moved, Dropped, Cut, Added, Doubled, Padding, Forked, SetBack, HeadAltered,
			CheckpointAltered, CheckpointForeign, CheckpointDropped, OutsideForeign} {
			for _, last := range []int64{7, 9} {
				s := Flaw{Kind: k, First: 7, Last: last, From: 8, Checkpoint: 3}.Say()
				text := words.Text(tag, s.Key, s.Args...)
				if !words.Has(tag, s.Key) || strings.ContainsAny(text, "{}<>") || text == s.Key {
					t.Errorf("%s %s: %q", tag, k, text)
				}
			}
		}
		s := Report{Size: 12, Checked: 2}.Say()
		if text := words.Text(tag, s.Key, s.Args...); !strings.Contains(text, "12") {
			t.Error(text)
		}
	}
}

// P-18b: what cannot be entered is not done.
func TestWithoutAnEntryNothingIsDone(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		err := h.db.Change(context.Background(), func(tx *store.Tx) error {
			if _, err := tx.Exec(`INSERT INTO record_padding (first, length, seed, mark) VALUES (1, 1, ?, ?)`, []byte{1}, []byte{1}); err != nil {
				return err
			}
			return Append(tx, "a.b", "not an actor", Entry{}, false)
		})
		if err == nil || h.count(`SELECT count(*) FROM record_padding`) != 0 {
			t.Errorf("done without an entry: %v", err)
		}
	})
}

// P-05: a coarse entry has no actor, and neither its columns, nor its number, nor the
// order in which it stands tell more than the day.
func TestACoarseEntryTellsTheDayOnly(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for i := range 20 {
			h.clock.Advance(7 * time.Minute)
			h.act("intake.report.receive", "p1", Entry{Subject: matter(i)}, true)
			h.act("people.session.begin", "p2", Entry{}, false)
			h.sequence()
		}
		var dump bytes.Buffer
		if err := store.Dump(context.Background(), h.db, &dump); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(dump.String()) {
			if strings.HasPrefix(line, "record_coarse.") && (strings.HasSuffix(line, "\tp1\n") || strings.Contains(line, "T09:") || strings.Contains(line, "T1")) {
				t.Errorf("tells: %s", line)
			}
		}
		if n := h.count(`SELECT count(*) FROM record_entry WHERE act = 'intake.report.receive'`); n != 0 {
			t.Fatalf("%d were numbered among entries that carry the second", n)
		}
		h.view(func(tx *store.Tx) error {
			lines, err := Of(tx, matter(3))
			if err != nil || len(lines) != 1 || !lines[0].Coarse || lines[0].Actor != "" || lines[0].Day != "2026-11-23" || !lines[0].At.Equal(start.Truncate(24*time.Hour)) || lines[0].Number != -1 {
				t.Errorf("%+v %v", lines, err)
			}
			return nil
		})
		if h.clock.Set(start.Add(14 * time.Hour)); !h.publish() { // 23:00: the day is not over
			t.Fatal("nothing was shown")
		}
		if n := h.count(`SELECT count(*) FROM record_coarse`); n != 20 {
			t.Errorf("%d wait while their day lasts", n)
		}
		h.clock.Set(start.Add(18 * time.Hour)) // 03:00
		h.publish()
		var order []string
		h.view(func(tx *store.Tx) (err error) {
			order, err = store.All(tx, func(s store.Scan) (id string, err error) { err = s(&id); return },
				`SELECT object FROM record_entry WHERE act = 'intake.report.receive' AND actor = '' AND at = '2026-11-23' ORDER BY number`)
			return
		})
		if len(order) != 20 || sorted(order) {
			t.Errorf("numbered in the order they came: %v", order)
		}
		if r := h.verify(); !r.Sound() || r.Coarse != 0 {
			t.Errorf("%+v", r)
		}
	})
}

func sorted(s []string) bool {
	for i := range len(s) - 1 {
		if s[i] > s[i+1] {
			return false
		}
	}
	return true
}

// Nobody who collects what is shown can tell a day with a report from one without, or
// from a busy one; and what is shown is on time, once a day.
func TestWhatIsShownToTheWorldIsTheSameEveryDay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for day, acts := range []int{0, 1, 300, 0} {
			h.clock.Set(start.AddDate(0, 0, day))
			h.many(acts, "intake.report.receive", Entry{Subject: matter(day)}, true)
			h.many(acts, "a.b", Entry{}, false)
			h.clock.Set(start.AddDate(0, 0, day).Add(17*time.Hour + 59*time.Minute)) // 02:59 of the next day
			if day > 0 && h.publish() {
				t.Error("shown before its hour")
			}
			h.clock.Advance(time.Duration(day+1) * time.Hour)
			if !h.publish() || h.publish() {
				t.Error("not shown once")
			}
		}
		h.view(func(tx *store.Tx) error {
			shown, err := Shown(tx, 10)
			if err != nil || len(shown) != 4 {
				t.Fatal(shown, err)
			}
			for i, c := range shown {
				want := int64(4-i) * Daily.Step
				is, err := translog.OpenCheckpoint(c.Note, h.key.public)
				if err != nil || is.Size != want || c.Size != want || strings.Contains(c.Note, ":") {
					t.Errorf("%+v %v", c, err)
				}
			}
			return nil
		})
		r := h.verify()
		if !r.Sound() || r.Entries != 602 || r.Size != 4*Daily.Step || r.Entries+r.Padding != r.Size {
			t.Errorf("%+v", r)
		}
	})
}

func TestABusyDayShowsOnlyThousands(t *testing.T) {
	h := sqlite(t)
	h.many(int(Daily.Step)+1, "a.b", Entry{}, false)
	h.publish()
	if c := h.latest(); c.Size != 2*Daily.Step {
		t.Errorf("%+v", c)
	}
}

func TestTheSequencerSignsEveryMinuteAndNothingWhenNothingHappens(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		if h.sequence() != 0 || h.count(`SELECT count(*) FROM record_head`) != 0 {
			t.Error("numbered nothing")
		}
		h.act("a.b", "p1", Entry{}, false)
		if h.sequence() != 1 || h.latest().N != 1 {
			t.Error("the first was not signed at once")
		}
		for range 5 {
			h.clock.Advance(10 * time.Second)
			h.act("a.b", "p1", Entry{}, false)
			h.sequence()
		}
		if c := h.latest(); c.N != 1 || c.Size != 1 {
			t.Errorf("signed within the minute: %+v", c)
		}
		h.clock.Advance(10 * time.Second)
		h.sequence()
		if c := h.latest(); c.N != 2 || c.Size != 6 {
			t.Errorf("not signed after a minute: %+v", c)
		}
		h.clock.Advance(time.Hour)
		h.sequence()
		if c := h.latest(); c.N != 2 {
			t.Errorf("signed the same again: %+v", c)
		}
		h.act("a.b", "p1", Entry{}, false)
		h.clock.Advance(-2 * time.Hour) // somebody set the clock back
		h.sequence()
		if c := h.latest(); c.N != 3 {
			t.Errorf("waits for a clock that was set back: %+v", c)
		}
		if r := h.verify(); !r.Sound() {
			t.Errorf("%+v", r)
		}
	})
}

func TestManySequencersGiveEveryNumberOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var all sync.WaitGroup
		for who := range 4 {
			all.Go(func() {
				for i := range 30 {
					err := h.db.Change(context.Background(), func(tx *store.Tx) error {
						return Append(tx, "a.b", fmt.Sprintf("p%d", who), Entry{Subject: matter(i)}, false)
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
			all.Go(func() {
				for range 15 {
					err := h.db.Change(context.Background(), func(tx *store.Tx) error { _, err := Sequence(tx, h.key); return err })
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		h.clock.Advance(time.Minute)
		h.sequence()
		r := h.verify()
		if !r.Sound() || r.Size != 120 || r.Entries != 120 || r.Waiting != 0 {
			t.Errorf("%+v", r)
		}
		h.view(func(tx *store.Tx) error { // four people each did one thing to each matter
			p, err := Prove(tx, matter(7), false)
			if err != nil || len(p.Entries) != 4 || CheckProof(p, h.key.Public()) != nil {
				t.Errorf("%+v %v", p, err)
			}
			return nil
		})
	})
}

// To go on over what was altered would sign it.
func TestTheSequencerStopsWhereSomethingWasAltered(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.furnished()
		for name, alter := range map[string]string{
			"head gone":        `DELETE FROM record_head`,
			"head altered":     `UPDATE record_head SET shown = shown - 1`,
			"last entry gone":  `DELETE FROM record_entry WHERE number = (SELECT max(number) FROM record_entry)`,
			"one entry forged": `UPDATE record_entry SET number = 1000000 WHERE number = 5`,
		} {
			h.tamper(func(tx *store.Tx) error { return exec(tx, alter) }, func(tx *store.Tx) {
				if err := Append(tx, "a.b", "p1", Entry{}, false); err != nil {
					t.Fatal(err)
				}
				if _, err := Sequence(tx, h.key); !errors.Is(err, ErrHead) {
					t.Errorf("%s: went on: %v", name, err)
				}
				if _, err := (Showing{Hour: 0, Step: 8}).Publish(tx, h.key); !errors.Is(err, ErrHead) {
					t.Errorf("%s: published: %v", name, err)
				}
			})
		}
		w, err := Watcher(h.key.Public())
		if err != nil {
			t.Fatal(err)
		}
		if err := h.db.Change(context.Background(), func(tx *store.Tx) error { _, err := Sequence(tx, w); return err }); err == nil {
			t.Error("the public half signed")
		}
	})
}

func exec(tx *store.Tx, query string, args ...any) error {
	_, err := tx.Exec(query, args...)
	return err
}

func TestWhatWaitsIsSaid(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.act("a.b", "p1", Entry{}, false)
		h.act("a.b", "", Entry{}, true)
		h.clock.Advance(time.Hour)
		if r := h.verify(); !r.Sound() || r.Waiting != 1 || r.WaitingFor != time.Hour || r.Coarse != 1 || r.Size != 0 {
			t.Errorf("%+v", r)
		}
	})
}

func TestAStoryIsInOrder(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.furnished()
		h.act("intake.report.receive", "", Entry{Subject: matter(3)}, true)
		h.view(func(tx *store.Tx) error {
			lines, err := Of(tx, matter(3))
			if err != nil || len(lines) < 10 {
				t.Fatal(len(lines), err)
			}
			coarse := 0
			for i, l := range lines {
				if i > 0 && l.At.Before(lines[i-1].At) || l.Subject != matter(3) {
					t.Errorf("%d: %+v", i, l)
				}
				if l.Coarse {
					coarse++
				}
			}
			if coarse < 2 {
				t.Errorf("%d coarse", coarse)
			}
			other, err := Of(tx, ident.Matter{Kind: "casework.case", ID: matter(3).ID})
			if err != nil || len(other) != 0 {
				t.Errorf("another kind's story: %v %v", other, err)
			}
			return nil
		})
	})
}

func TestLookingOverTheRecord(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.furnished()
		h.act("intake.reporter.x", "p0", Entry{}, false)
		h.act("intake.report.receive", "", Entry{}, true)
		for name, c := range map[string]struct {
			f    Filter
			want func(Line) bool
			n    int
		}{
			"all":          {Filter{Most: 1000}, func(Line) bool { return true }, 123},
			"a page":       {Filter{Most: 10}, func(Line) bool { return true }, 10},
			"by default":   {Filter{}, func(Line) bool { return true }, 100},
			"of one":       {Filter{Actor: "p0", Act: "people", Most: 1000}, func(l Line) bool { return l.Actor == "p0" && l.Act == "people.session.begin" }, 12},
			"of one room":  {Filter{Act: "people"}, func(l Line) bool { return l.Act == "people.session.begin" }, 12},
			"of one thing": {Filter{Act: "intake.report", Most: 1000}, func(l Line) bool { return strings.HasPrefix(l.Act, "intake.report.") }, 110},
			"of one act":   {Filter{Act: "intake.report.receive", Most: 1000}, func(l Line) bool { return l.Coarse }, 13},
			"of half an":   {Filter{Act: "intake.rep"}, nil, 0},
			"older":        {Filter{Before: start.Add(time.Minute), Most: 1000}, func(l Line) bool { return l.At.Before(start.Add(time.Minute)) }, 7},
		} {
			h.view(func(tx *store.Tx) error {
				lines, err := Look(tx, c.f)
				if err != nil || len(lines) != c.n {
					t.Errorf("%s: %d lines, want %d (%v)", name, len(lines), c.n, err)
				}
				for i, l := range lines {
					if !c.want(l) || i > 0 && l.At.After(lines[i-1].At) {
						t.Errorf("%s: %+v", name, l)
					}
				}
				return nil
			})
		}
	})
}

// Whatever moves from one field to the next makes another leaf, commas and colons too.
func TestNoTwoEntriesShareALeaf(t *testing.T) {
	seen := map[translog.Hash]int{}
	all := []row{
		{}, {act: "a,b", actor: "c"}, {act: "a", actor: "b,c"}, {act: "a,1:b", actor: "c"}, {act: "a", actor: "1:b,c"},
		{act: "a", actor: "b"}, {act: "ab"}, {actor: "ab"}, {at: "ab"}, {kind: "ab"}, {object: "ab"}, {facts: "ab"}, {salt: []byte("ab")},
		{turn: 1}, {turn: 11}, {facts: "ab\x00"}, {salt: []byte("x"), act: "1:y,"}, {salt: []byte("x,1:y"), act: ""}, {facts: strings.Repeat("x", 500)}, {facts: strings.Repeat("x", 501)},
	}
	for i, r := range all {
		if j, twice := seen[r.hash()]; twice {
			t.Errorf("%+v and %+v", all[j], r)
		}
		seen[r.hash()] = i
	}
}

func TestAKeyGivesNothingAway(t *testing.T) {
	k := key(t)
	for _, text := range []string{fmt.Sprint(k), fmt.Sprintf("%+v %#v %s", k, k, k), k.Public()} {
		if strings.Contains(text, "secret") || strings.Contains(text, fmt.Sprint(k.marker[:4])) || strings.Contains(text, string(k.marker)) {
			t.Error(text)
		}
	}
	if _, err := NewKey(origin, make([]byte, 31)); err == nil {
		t.Error("a short secret passes")
	}
	if _, err := NewKey("two words", make([]byte, 32)); err == nil {
		t.Error("a bad origin passes")
	}
	other, err := NewKey(origin, NewSecret())
	if err != nil || other.Public() == k.Public() || other.Origin() != origin {
		t.Error(other, err)
	}
}
