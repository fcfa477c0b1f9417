package casework

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"haki/internal/fault"
	"haki/internal/lang"
	"haki/response/notice"
)

// head is that of the published files.
const head = "notice_id,notice_date,mission,place,personnel_category,nationality,nature,allegations,victims_total,victims_minor,victims_adult,victims_age_unknown,alleged_perpetrators,incident_from,incident_to,reported_to_un,member_state_notified,deadline_stated,interim_or_immediate_action,investigation,status_or_outcome_seen,paternity_claims,group_id,source_url,locator,note"

// row is a notice in the file, whole but for what is said otherwise.
func row(id string, pairs ...string) string {
	said := map[string]string{"notice_id": id, "notice_date": "2016-02-04", "mission": "MIRA", "place": "Kasara", "personnel_category": "military contingent", "nationality": "Alvana",
		"nature": "transactional sex", "allegations": "1", "source_url": "https://news.example/1", "group_id": "G"}
	for i := 0; i < len(pairs); i += 2 {
		said[pairs[i]] = pairs[i+1]
	}
	var cells []string
	for _, c := range strings.Split(head, ",") {
		cells = append(cells, `"`+said[c]+`"`)
	}
	return strings.Join(cells, ",")
}

func file(rows ...string) string { return head + "\n" + strings.Join(rows, "\n") + "\n" }

func complaints(bad []notice.BadRow) string {
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

func TestNothingOfABadFileIsTakenIn(t *testing.T) {
	each(t, func(h *house) {
		done, err := h.room.ImportNotices(h.As("ida"), strings.NewReader(file(row("A"), row("B", "allegations", "x"))))
		h.must(err)
		if done.Rows != 2 || done.Added != 0 || complaints(done.Bad) != "3 row_count" {
			t.Errorf("%+v", done)
		}
		if rows, _, _, err := h.room.List(h.As("ida"), lang.English, Filter{}); err != nil || len(rows) != 0 {
			t.Error(len(rows), err)
		}
		for _, name := range []string{"ada", "eve", "dan", "omar"} {
			if _, err := h.room.ImportNotices(h.As(name), strings.NewReader(file(row("A")))); fault.Of(err) != fault.Withheld {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestASecondRunChangesNothingAndAnUpdateReplaces(t *testing.T) {
	each(t, func(h *house) {
		first := file(row("A", "victims_total", "3", "victims_minor", "1", "alleged_perpetrators", "unknown"), row("B", "mission", "MINUSCA", "nationality", "not disclosed", "victims_total", "unknown", "alleged_perpetrators", "2"))
		run := func(text, want string) Imported {
			h.Helper()
			done, err := h.room.ImportNotices(h.As("ida"), strings.NewReader(text))
			h.must(err)
			if got := fmt.Sprintf("%d added, %d updated, %d same", done.Added, done.Updated, done.Same); got != want || len(done.Bad) > 0 {
				t.Errorf("%s, want %s: %v", got, want, complaints(done.Bad))
			}
			return done
		}
		run(first, "2 added, 0 updated, 0 same")
		run(first, "0 added, 0 updated, 2 same")
		a, b := h.noticed("A"), h.noticed("B")
		if a.Mission != "MIRA" || a.Allegations[0].Country != "XA" || a.Allegations[0].Subjects[0].Number != Unknown || a.Allegations[0].Category != "military_contingent" || !a.Opened.Valid() || a.Opened != "2016-02-04" || a.Channel != PublicNotice {
			t.Errorf("%+v %+v", a.Case, a.Allegations)
		}
		if got := ages(a); got != "minor 1,  2" {
			t.Errorf("victims of A: %q", got)
		}
		if b.Mission != "" || b.Allegations[0].Country != "" || ages(b) != " unknown" || b.Notice.Nationality != "not disclosed" {
			t.Errorf("%+v %+v %q", b.Case, b.Allegations, ages(b))
		}
		if got := h.owed(a.Case) + h.owed(b.Case); got != "" {
			t.Error("history is owed something: ", got)
		}

		update := row("Au", "victims_total", "5", "victims_minor", "4", "alleged_perpetrators", "2", "investigation", "national investigators", "notice_date", "2016-05")
		run(file(update), "0 added, 1 updated, 0 same") // alone: what it updates is on file
		run(first[:len(first)-1]+"\n"+update+"\n", "0 added, 0 updated, 3 same")
		a = h.noticed("A")
		if s := a.Allegations[0].Subjects; len(s) != 1 || s[0].Number != "2" || s[0].Status != Investigation {
			t.Errorf("%+v", s)
		}
		if got := ages(a); got != "minor 4,  1" {
			t.Errorf("victims of A: %q", got)
		}
		if a.Notice.ID != "Au" || len(a.Changes) != 1 || a.Changes[0].Kind != Announced {
			t.Errorf("%+v %+v", a.Notice, a.Changes)
		}
		done := run(strings.Replace(first, `"transactional sex"`, `"rape"`, 1), "0 added, 1 updated, 1 same") // the older notice, corrected
		if s := h.noticed("A").Allegations[0].Subjects[0]; s.Number != "2" {
			t.Error("an older notice undid a newer one: ", s.Number)
		}
		for _, x := range done.Totals {
			if want := map[string]Count{"allegations": "2", "alleged_perpetrators": "4", "victims_total": Unknown, "victims_minor": "4", "paternity_claims": Unspoken}[x.Measure]; x.Sum != want {
				t.Errorf("%+v, want %q", x, want)
			}
		}
	})
}

// noticed is the case of a notice, as headquarters reads it.
func (h *house) noticed(id string) Sheet {
	h.Helper()
	rows, _, _, err := h.room.List(h.As("ida"), lang.English, Filter{})
	h.must(err)
	for _, r := range rows {
		if s := h.sheet("ida", r.ID); s.Notice != nil && strings.TrimSuffix(s.Notice.ID, "u") == id {
			return s
		}
	}
	h.Fatal("no case of notice " + id)
	return Sheet{}
}

func ages(s Sheet) string {
	var all []string
	for _, v := range s.Victims {
		all = append(all, v.Age+" "+string(v.Number))
	}
	return strings.Join(all, ", ")
}

func TestWhatOfficersFoundOutOutlivesANotice(t *testing.T) {
	each(t, func(h *house) {
		_, err := h.room.ImportNotices(h.As("ida"), strings.NewReader(file(row("A", "alleged_perpetrators", "2"))))
		h.must(err)
		a := h.noticed("A")
		h.must(h.room.Identify(h.As("ada"), a.ID, a.Allegations[0].Subjects[0].ID, "", "Sergeant Sol"))
		_, err = h.room.ImportNotices(h.As("ida"), strings.NewReader(file(row("A", "alleged_perpetrators", "2"), row("Au", "alleged_perpetrators", "4"))))
		h.must(err)
		if s := h.noticed("A").Allegations[0].Subjects; len(s) != 2 || s[0].Number != "1" || s[1].Identity.Reveal() != "Sergeant Sol" {
			t.Errorf("%+v", s)
		}
	})
}

func compared(c notice.Compared) string {
	s := fmt.Sprintf("%s %s %d: %s, ", c.Group, c.Measure, c.Total, c.Placed)
	if n, ok := c.Missing(); ok {
		return s + fmt.Sprintf("%d missing", n)
	}
	return s + "cannot be told"
}

// reference is a file of the published data, beside the checkout or where HAKI_REFERENCE
// points.
func reference(t *testing.T, name string) string {
	t.Helper()
	for _, dir := range []string{os.Getenv("HAKI_REFERENCE"), filepath.Join(os.Getenv("HAKI_REFERENCE"), "data", "response"), "../../../shared/data/response"} {
		if b, err := os.ReadFile(filepath.Join(dir, name)); err == nil && dir != "" {
			return string(b)
		}
	}
	t.Skipf("%s is neither beside the checkout nor where HAKI_REFERENCE points: the published totals were NOT checked", name)
	return ""
}

func TestThePublishedTotalsComeOut(t *testing.T) {
	text, stated := reference(t, "public_notices.csv"), reference(t, "public_notices_stated_totals.csv")
	each(t, func(h *house) {
		done, err := h.room.ImportNotices(h.As("ida"), strings.NewReader(text))
		h.must(err)
		if len(done.Bad) > 0 || done.Rows != 29 {
			t.Fatalf("%d rows, bad: %s", done.Rows, complaints(done.Bad))
		}
		all, err := notice.ReadStated(strings.NewReader(stated))
		h.must(err)
		if len(all) != 8 {
			t.Errorf("%d stated totals", len(all))
		}
		for _, c := range notice.Compare(all, done.Totals) {
			t.Log(compared(c))
			missing, ok := c.Missing()
			if want := map[string]int{"BANBURY-2016-01 victims_minor": 3}[c.Group+" "+c.Measure]; !ok || missing != want {
				t.Errorf("%s, want %d missing", compared(c), want)
			}
		}
		again, err := h.room.ImportNotices(h.As("ida"), strings.NewReader(text))
		h.must(err)
		if again.Same != 29 || again.Added+again.Updated != 0 {
			t.Errorf("%+v", again)
		}
	})
}
