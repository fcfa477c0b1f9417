package outcome

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/response/casework"
	"haki/response/notification"
)

// EntryID names an entry.
type EntryID = ident.ID[Entry]

// Entry is one thing that was found, done or happened, about one subject of a case. It is
// never changed but for the day it was released.
type Entry struct {
	ID       EntryID
	Case     casework.CaseID
	Serial   int // of the case's
	Subject  casework.SubjectID
	Side     Side
	Kind     Kind
	Code     string
	Day      clock.Partial // as far as known
	Body     string        // who found or decided
	Length   string        // for how long: "6m", "" is not said
	Amount   string        // "1250 USD", "" is not said
	Item     string        // the document it rests on, an item of custody; "" is none
	Replaces EntryID       // an earlier entry that this one stands instead of
	Author   string
	Entered  clock.Day
	Released clock.Day           // to who was harmed; "" is not
	Note     notification.NoteID // under which the State entered it itself; "" is entered here, for a State on its behalf
	Court    seal.Sealed         // the name of the court or authority
	Text     seal.Sealed         // what it rests on
	Reason   seal.Sealed         // why it stands instead of an earlier one
}

func (e Entry) place(column string) seal.Place {
	return seal.Place{Table: "outcome_entry", Column: column, Row: string(e.ID)}
}

// Draft is an entry as proposed.
type Draft struct {
	Subject             casework.SubjectID
	Side                Side
	Kind                Kind
	Code, Body          string
	Day                 clock.Partial
	Length, Amount      string
	Court, Text, Reason string
	Replaces            EntryID
}

// The longest texts, in letters.
const (
	LongestCourt = 200
	LongestText  = 10_000
)

var (
	lengthForm = regexp.MustCompile(`^[1-9][0-9]{0,3}[dmy]$`)
	amountForm = regexp.MustCompile(`^[0-9]{1,12}(\.[0-9]{2})? [A-Z]{3}$`)
)

// check refuses a draft that says nothing or what its kind cannot say, each fault at its
// field.
func (d Draft) check(today clock.Day) error {
	var all []error
	no := func(wrong bool, field, key string, more ...any) {
		if wrong {
			all = append(all, fault.In(field, key, more...))
		}
	}
	void := d.Code == Void && d.Replaces != ""
	no(d.Subject == "", "subject", "outcome.choose_subject")
	no(!void && !slices.Contains(codes[d.Kind][d.Side], d.Code), "code", "outcome.choose_code")
	no(!void && d.Kind != Departure && !slices.Contains(bodies[d.Side], d.Body), "body", "outcome.choose_body")
	no(!d.Day.Valid(), "day", "fault.not_a_date")
	no(d.Day.Known() && d.Day.First() > today, "day", "fault.date_in_future")
	no(d.Length != "" && !lengthForm.MatchString(d.Length), "length", "outcome.length_unreadable")
	no(d.Amount != "" && !amountForm.MatchString(d.Amount), "amount", "outcome.amount_unreadable")
	no(len([]rune(d.Court)) > LongestCourt, "court", "fault.too_long", "n", LongestCourt)
	no(len([]rune(d.Text)) > LongestText, "text", "fault.too_long", "n", LongestText)
	no(d.Kind == Finding && !void && strings.TrimSpace(d.Text) == "", "text", "outcome.basis_required")
	no(d.Replaces != "" && strings.TrimSpace(d.Reason) == "", "reason", "fault.reason")
	return errors.Join(all...)
}

// Ledger is everything entered about a case, the oldest first.
type Ledger []Entry

// Standing are the entries that no later one replaces; an entry that only voids another
// stands for nothing.
func (l Ledger) Standing() (out Ledger) {
	gone := map[EntryID]bool{}
	for _, e := range l {
		gone[e.Replaces] = true
	}
	for _, e := range l {
		if !gone[e.ID] && e.Code != Void {
			out = append(out, e)
		}
	}
	return out
}

func (l Ledger) entry(id EntryID) (Entry, bool) {
	i := slices.IndexFunc(l, func(e Entry) bool { return e.ID == id })
	if i < 0 {
		return Entry{}, false
	}
	return l[i], true
}

// of are the standing entries about a subject of one side and kind.
func (l Ledger) of(s casework.SubjectID, side Side, k Kind) (out Ledger) {
	for _, e := range l.Standing() {
		if e.Subject == s && e.Side == side && e.Kind == k {
			out = append(out, e)
		}
	}
	return out
}

// any says whether an entry that stands fulfils a condition.
func (l Ledger) any(is func(Entry) bool) bool { return slices.ContainsFunc(l.Standing(), is) }

// add checks what a draft would be the next entry of, beside what stands. Of what a State
// enters itself no finding is asked first: it may act on the organisation's, which is not
// its to read, and is believed.
func (l Ledger) add(d Draft, own bool) error {
	if d.Replaces != "" {
		was, ok := l.entry(d.Replaces)
		_, stands := l.Standing().entry(d.Replaces)
		switch {
		case !ok || was.Kind != d.Kind && !slices.Contains([]Kind{Interim, Final}, was.Kind), was.Side != d.Side:
			return fault.New(fault.Invalid, "fault.form")
		case !stands:
			return fault.New(fault.Conflict, "outcome.replaced_already")
		}
	}
	instead := func(e Entry) bool { return e.ID == d.Replaces }
	switch {
	case d.Code == Void:
		return nil
	case d.Kind == Finding && slices.ContainsFunc(l.of(d.Subject, d.Side, Finding), func(e Entry) bool { return !instead(e) }):
		return fault.In("subject", "outcome.found_already")
	case d.Kind == Departure && l.any(func(e Entry) bool { return e.Subject == d.Subject && e.Kind == Departure && !instead(e) }):
		return fault.In("subject", "outcome.left_already")
	case d.Kind == Final && !own && !slices.Contains(unconditional, d.Code) && !l.establishedOf(d.Subject):
		return fault.In("code", "outcome.find_first")
	}
	return nil
}

// establishedOf says whether anybody found that a subject committed a breach: the
// organisation may act on the State's finding and the State on the organisation's.
func (l Ledger) establishedOf(s casework.SubjectID) bool {
	return l.any(func(e Entry) bool { return e.Subject == s && e.Kind == Finding && Established(e.Code) })
}

func (e Entry) imposes() bool {
	return e.Kind == Final && !slices.Contains(unconditional, e.Code)
}

// fits says whether a closing code agrees with what is on file; asked says that a State
// has a say over one of the subjects.
func (l Ledger) fits(code casework.Code, asked bool) error {
	found := l.any(func(e Entry) bool { return e.Kind == Finding && Established(e.Code) })
	acted := func(s Side) bool { return l.any(func(e Entry) bool { return e.Side == s && e.imposes() }) }
	ours, theirs := acted(Ours), acted(Theirs)
	no := func(wrong bool, key string) error {
		if wrong {
			return fault.In("code", key)
		}
		return nil
	}
	switch code {
	case casework.ByOrganisation:
		return no(!ours || theirs, "outcome.code_actions")
	case casework.ByState:
		return no(!theirs || ours, "outcome.code_actions")
	case casework.ByBoth:
		return no(!ours || !theirs, "outcome.code_actions")
	case casework.WithoutAction:
		return no(!found || ours || theirs, "outcome.code_actions")
	case casework.Unfounded, casework.NotMisconduct, casework.Insufficient:
		return no(found, "outcome.code_found")
	case casework.LeftBefore:
		return no(!l.any(func(e Entry) bool { return e.Kind == Departure }), "outcome.code_left")
	case casework.StateSilent:
		return no(!asked || l.spoke(), "outcome.code_silent")
	}
	return nil
}

// spoke says whether a State let anything be entered that stands.
func (l Ledger) spoke() bool { return l.any(func(e Entry) bool { return e.Side == Theirs }) }

// suggest is the closing code that what is on file speaks for; "" where it says nothing.
func (l Ledger) suggest(asked bool) casework.Code {
	order := []casework.Code{casework.ByBoth, casework.ByState, casework.ByOrganisation, casework.LeftBefore, casework.StateSilent, casework.WithoutAction}
	for _, c := range order {
		if len(l.Standing()) > 0 && l.fits(c, asked) == nil {
			return c
		}
	}
	if l.any(func(e Entry) bool { return e.Kind == Finding }) && l.fits(casework.Unfounded, asked) == nil {
		return casework.Unfounded
	}
	return ""
}
