package notice

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/science/tally"
)

func TestTheWordsAreWhole(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"notice": Words}) {
		t.Error(f)
	}
	rooms := ui.Rooms()
	rooms["notice"] = Words
	words, err := lang.New(rooms)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range words.Used(os.DirFS("."), "notice") {
		t.Error(f)
	}
}

// row is a notice in the file, whole but for what is said otherwise.
func row(id string, pairs ...string) string {
	said := map[string]string{"notice_id": id, "notice_date": "2016-02-04", "mission": "MIRA", "place": "Kasara", "personnel_category": "military contingent", "nationality": "Alvana",
		"nature": "transactional sex", "allegations": "1", "source_url": "https://news.example/1", "group_id": "G"}
	for i := 0; i < len(pairs); i += 2 {
		said[pairs[i]] = pairs[i+1]
	}
	var cells []string
	for _, c := range columns {
		cells = append(cells, `"`+said[c]+`"`)
	}
	return strings.Join(cells, ",")
}

func file(rows ...string) string {
	return strings.Join(columns, ",") + "\n" + strings.Join(rows, "\n") + "\n"
}

func complaints(bad []BadRow) string {
	var all []string
	for _, b := range bad {
		said := fmt.Sprint(b.Line)
		for _, f := range b.Faults {
			said += " " + strings.TrimPrefix(f.Key, "notice.")
		}
		all = append(all, said)
	}
	return strings.Join(all, ", ")
}

func TestABadRowIsNamedWithItsLineAndReason(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		good int
		bad  string
	}{
		"good":               {file(row("A"), row("B", "victims_total", "unknown", "incident_from", "2015-07")), 2, ""},
		"a mark at the head": {"\ufeff" + file(row("A")), 1, ""},
		"no number":          {file(row("A"), row("B", "victims_minor", "several")), 1, "3 row_count"},
		"no date":            {file(row("A", "notice_date", "4 February")), 0, "2 row_date"},
		"a day that is none": {file(row("A", "incident_from", "2016-02-30")), 0, "2 row_date"},
		"empty":              {file(row("A", "mission", "", "source_url", "")), 0, "2 row_empty row_empty"},
		"several":            {file(row("A", "allegations", "x", "notice_date", ""), row("B"), row("C", "paternity_claims", "-1")), 1, "2 row_count row_empty, 4 row_count"},
		"twice":              {file(row("A"), row("A")), 1, "3 row_twice"},
		"too many victims":   {file(row("A", "victims_total", "2", "victims_minor", "2", "victims_adult", "1")), 0, "2 row_victims"},
		"unknown parts":      {file(row("A", "victims_total", "2", "victims_minor", "unknown", "victims_adult", "9")), 1, ""},
		"too short":          {file("A,B", row("C")), 1, "2 row_broken"},
		"a loose quote":      {file(row("A"), `"B`, row("C")), 1, "3 row_broken"},
		"a quote within":     {file(`A"B,x`, row("C")), 0, "2 row_broken"},
		"not our letters":    {file(row("A", "place", "Kas\xffara")), 0, "2 fault.encoding"},
		"no such parent":     {file(row("A"), row("Zu")), 2, "3 row_parentless"},
		"a parent on file":   {file(row("Yu")), 1, ""},
		"a parent later":     {file(row("Au"), row("A")), 2, ""},
	} {
		all, bad, err := Read(strings.NewReader(c.file), "Y")
		if err != nil || len(all) != c.good || complaints(bad) != c.bad {
			t.Errorf("%s: %d good, %q, %v", name, len(all), complaints(bad), err)
		}
	}
	for name, text := range map[string]string{"nothing": "", "no column": strings.Replace(strings.Join(columns, ","), "group_id", "group", 1) + "\n", "no table": "<html>"} {
		if _, _, err := Read(strings.NewReader(text)); fault.Of(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAStatedTotalThatNoRowHasIsShownAsMissing(t *testing.T) {
	stated, err := ReadStated(strings.NewReader("group_id,measure,stated_total,note\nG,victims_minor,6,\nG,allegations,2,\nG,victims_total,9,\nH,allegations,1,\n"))
	if err != nil {
		t.Fatal(err)
	}
	on := func(id, minors, total string) Notice {
		return Notice{ID: id, Group: "G", Allegations: "1", Minors: tally.Count(minors), Victims: tally.Count(total)}
	}
	want := []string{"G victims_minor 6: 3, 3 missing", "G allegations 2: 2, 0 missing", "G victims_total 9: unknown, cannot be told", "H allegations 1: , cannot be told"}
	for i, c := range Compare(stated, Totals([]Notice{on("A", "3", "4"), on("B", "", "unknown")})) {
		if got := compared(c); got != want[i] {
			t.Errorf("%q, want %q", got, want[i])
		}
	}
	for _, text := range []string{"", "group_id,measure\n", "group_id,measure,stated_total\nG,x,many\n", "group_id,measure,stated_total\n\"G,x,1\n"} {
		if _, err := ReadStated(strings.NewReader(text)); fault.Of(err) != fault.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func compared(c Compared) string {
	s := fmt.Sprintf("%s %s %d: %s, ", c.Group, c.Measure, c.Total, c.Placed)
	if n, ok := c.Missing(); ok {
		return s + fmt.Sprintf("%d missing", n)
	}
	return s + "cannot be told"
}
