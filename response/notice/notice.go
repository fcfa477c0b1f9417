package notice

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/science/tally"
)

// Notice is one published announcement of an allegation, as its page gave it. What a page
// does not speak of is empty, what it says is not known is unknown; neither is zero. All of
// it is public.
type Notice struct {
	ID            string
	Day           clock.Partial
	Mission       string
	Place         string
	Category      string // as printed
	Nationality   string // as printed
	Nature        string
	Allegations   tally.Count
	Victims       tally.Count
	Minors        tally.Count
	Adults        tally.Count
	AgeUnknown    tally.Count
	Accused       tally.Count
	From, To      clock.Partial
	Reported      string
	Notified      string // a date, or what the page says of it
	Deadline      string
	Immediate     string
	Investigation string
	Outcome       string
	Paternity     tally.Count
	Group         string
	Source        string
	Locator       string
	Remark        string
}

// Parent is the notice that this one updates, "" if it is one of its own: an id that ends
// in "u" replaces, it does not add.
func (n Notice) Parent() string {
	if p, ok := strings.CutSuffix(n.ID, "u"); ok {
		return p
	}
	return ""
}

// columns are the columns of the file, each with where it goes. A file may have them
// in any order; one that lacks any is refused whole.
var columns = []string{"notice_id", "notice_date", "mission", "place", "personnel_category", "nationality", "nature", "allegations",
	"victims_total", "victims_minor", "victims_adult", "victims_age_unknown", "alleged_perpetrators", "incident_from", "incident_to", "reported_to_un",
	"member_state_notified", "deadline_stated", "interim_or_immediate_action", "investigation", "status_or_outcome_seen", "paternity_claims", "group_id",
	"source_url", "locator", "note"}

// BadRow is a row that was not taken, with its line and the reasons.
type BadRow struct {
	Line   int
	Faults []*fault.Fault
}

// Read reads a file of notices. Every bad row comes back with its line and reason;
// if there is any, nothing of the file is to be taken. A row may update one of the file or
// one that is on file already.
func Read(r io.Reader, onFile ...string) (all []Notice, bad []BadRow, err error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1
	head, err := rows.Read()
	if err != nil {
		return nil, nil, fault.New(fault.Invalid, "notice.file_unreadable")
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	at := map[string]int{}
	for i, name := range head {
		at[strings.TrimSpace(name)] = i
	}
	for _, name := range columns {
		if _, ok := at[name]; !ok {
			return nil, nil, fault.New(fault.Invalid, "notice.column_missing", "column", name)
		}
	}
	seen := map[string]int{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) { // where the next row begins is not known any more
			return all, append(bad, badRow(broken.StartLine, "notice.row_broken")), nil
		}
		if err != nil {
			return nil, nil, err
		}
		line, _ := rows.FieldPos(0)
		if len(row) != len(head) {
			bad = append(bad, badRow(line, "notice.row_broken"))
			continue
		}
		n, faults := notice(func(name string) string { return strings.TrimSpace(row[at[name]]) })
		if text := strings.Join(row, ""); !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			faults = append(faults, fault.New(fault.Invalid, "fault.encoding"))
		}
		if first, twice := seen[n.ID]; twice && n.ID != "" {
			faults = append(faults, fault.New(fault.Invalid, "notice.row_twice", "id", n.ID, "n", first))
		}
		seen[n.ID] = line
		if len(faults) > 0 {
			bad = append(bad, BadRow{line, faults})
			continue
		}
		all = append(all, n)
	}
	for _, n := range all {
		if _, here := seen[n.Parent()]; n.Parent() != "" && !here && !slices.Contains(onFile, n.Parent()) {
			bad = append(bad, badRow(seen[n.ID], "notice.row_parentless", "id", n.Parent()))
		}
	}
	slices.SortStableFunc(bad, func(a, b BadRow) int { return a.Line - b.Line })
	return all, bad, nil
}

func badRow(line int, key string, pairs ...any) BadRow {
	return BadRow{line, []*fault.Fault{fault.New(fault.Invalid, key, pairs...)}}
}

// notice reads one row.
func notice(get func(string) string) (n Notice, faults []*fault.Fault) {
	day := func(name string) clock.Partial {
		p := clock.Partial{Day: get(name)}
		if !p.Valid() {
			faults = append(faults, fault.New(fault.Invalid, "notice.row_date", "column", name, "text", get(name)))
		}
		return p
	}
	count := func(name string) tally.Count {
		c, ok := tally.Of(get(name))
		if !ok {
			faults = append(faults, fault.New(fault.Invalid, "notice.row_count", "column", name, "text", get(name)))
		}
		return c
	}
	n = Notice{ID: get("notice_id"), Day: day("notice_date"), Mission: get("mission"), Place: get("place"), Category: get("personnel_category"),
		Nationality: get("nationality"), Nature: get("nature"), Allegations: count("allegations"), Victims: count("victims_total"), Minors: count("victims_minor"),
		Adults: count("victims_adult"), AgeUnknown: count("victims_age_unknown"), Accused: count("alleged_perpetrators"), From: day("incident_from"), To: day("incident_to"),
		Reported: get("reported_to_un"), Notified: get("member_state_notified"), Deadline: get("deadline_stated"), Immediate: get("interim_or_immediate_action"),
		Investigation: get("investigation"), Outcome: get("status_or_outcome_seen"), Paternity: count("paternity_claims"), Group: get("group_id"),
		Source: get("source_url"), Locator: get("locator"), Remark: get("note")}
	for _, name := range []string{"notice_id", "notice_date", "mission", "source_url"} {
		if get(name) == "" {
			faults = append(faults, fault.New(fault.Invalid, "notice.row_empty", "column", name))
		}
	}
	if parts, whole := tally.Sum(n.Minors, n.Adults, n.AgeUnknown), n.Victims; !fits(parts, whole) {
		faults = append(faults, fault.New(fault.Invalid, "notice.row_victims", "parts", string(parts), "whole", string(whole)))
	}
	return n, faults
}

// fits says whether stated parts can be within a stated whole: an unknown of either says
// nothing, more parts than the whole contradict each other.
func fits(parts, whole tally.Count) bool {
	p, ok1 := parts.N()
	w, ok2 := whole.N()
	return !ok1 || !ok2 || p <= w
}
