package notification

import (
	"slices"
	"strconv"
	"strings"

	"haki/commons/gate"
	"haki/commons/mission"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/response/casework"
)

// NoteID names a note.
type NoteID = ident.ID[Note]

// Kind is how duties, files and the record call a note.
const Kind = "notification.note"

// Status is where a note stands. What was acknowledged and answered are facts beside it.
type Status string

// The statuses.
const (
	Requested Status = "requested" // a mission asks headquarters for it
	Draft     Status = "draft"
	Sent      Status = "sent"
	Delivered Status = "delivered" // proved; the clocks run
	Withdrawn Status = "withdrawn" // at whatever stage; what was open is moot
)

// Statuses in their order.
var Statuses = []Status{Requested, Draft, Sent, Delivered, Withdrawn}

// Step is something done to a note.
type Step string

// The steps.
const (
	Drafting      Step = "draft"
	Annexing      Step = "annex"
	Sending       Step = "send"
	Delivering    Step = "deliver"
	Acknowledging Step = "acknowledge"
	Answering     Step = "answer"
	Naming        Step = "name"
	Writing       Step = "write" // a message, a reply, an answer to a request for time
	Reminding     Step = "remind"
	Withdrawing   Step = "withdraw"
	Renewing      Step = "renew" // sending anew what was withdrawn
)

// Steps in their order.
var Steps = []Step{Drafting, Annexing, Sending, Delivering, Acknowledging, Answering, Naming, Writing, Reminding, Withdrawing, Renewing}

// after is the table of what may be done when, and where the note stands then. What is not
// in it is refused.
var after = map[Status]map[Step]Status{
	Requested: {Drafting: Draft, Withdrawing: Withdrawn},
	Draft:     {Drafting: Draft, Annexing: Draft, Sending: Sent, Withdrawing: Withdrawn},
	Sent:      {Delivering: Delivered, Withdrawing: Withdrawn},
	Delivered: {Delivering: Delivered, Acknowledging: Delivered, Answering: Delivered, Naming: Delivered, Writing: Delivered, Reminding: Delivered, Withdrawing: Withdrawn},
	Withdrawn: {Renewing: Withdrawn},
}

// Topic is what a note is about.
type Topic string

// The topics.
const (
	Conduct   Topic = "conduct"
	Paternity Topic = "paternity"
	OtherWise Topic = "other"
)

// Topics in their order.
var Topics = []Topic{Conduct, Paternity, OtherWise}

// Languages are those that permanent missions are written to in.
var Languages = []string{"fr", "en"}

// Aim is what is wanted of the State (decisions.md §2: the State of a contingent has
// jurisdiction and is asked; that of others is informed, and may join).
type Aim string

// The aims.
const (
	Ask    Aim = "ask"    // whether it investigates
	Inform Aim = "inform" // no answer but an acknowledgement is owed
)

// Aims in their order.
var Aims = []Aim{Ask, Inform}

// Addressees are the offices of a State that a note can be addressed or copied to. The
// first one is always the permanent mission (decisions.md §3).
var Addressees = []string{"permanent_mission", "foreign_ministry", "defence_ministry", "interior_ministry", "justice_ministry", "embassy"}

// Copies are the offices of our own that can be sent a copy.
var Copies = []string{"head_of_mission", "operations", "legal_office", "victims_advocate"}

// Note is one notification to one State.
type Note struct {
	ID         NoteID
	About      ident.Matter // what it is about
	Ref        string       // what people call that matter; may be empty
	Allegation casework.AllegationID
	Subjects   []string // of the allegation, as they were known the day it was sent; later ones are not this State's yet
	Mission    string
	Walled     bool // as the matter is now
	Told       bool
	Barred     []string
	Country    string // whose personnel: the country of the deployment, never of a passport
	Topic      Topic
	Aim        Aim
	Urgent     bool // sexual exploitation or abuse: an investigator in five working days, ninety days in all
	Units      []string
	Language   string
	To, Copies []string
	Status     Status
	Number     string // from the day it is sent

	Asked, Drafted, Sent, Delivered, Acknowledged, Ended clock.Day
	Author                                               string // who asked for it, or drafted it
	Decision                                             Answer // the last answer that decides
	Named                                                bool   // an investigator is named
	Before                                               NoteID // the withdrawn note that this one is instead of

	Text   seal.Sealed // of the note
	Facts  seal.Sealed // what it is drawn from; inside the institution
	Reason seal.Sealed // why it was withdrawn; inside the institution
	Rev    int
}

// Sealed is what a reader must fetch keys for.
func (n Note) Sealed() []seal.Sealed {
	var all []seal.Sealed
	for _, s := range []seal.Sealed{n.Text, n.Facts, n.Reason} {
		if len(s) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// Scope puts a note where its matter stands. It is the State's own only once sent: before
// that there is no country in it, and no grant of a State's people reaches it.
func (n Note) Scope() gate.Scope {
	s := gate.Scope{Mission: n.Mission, Walled: n.Walled, Not: n.Barred}
	if n.Told {
		s.Marks = append(s.Marks, gate.Told)
	}
	if !n.out() {
		return s
	}
	s.Country = n.Country
	if n.Named {
		s.Marks = append(s.Marks, gate.Named)
	}
	if n.Topic == Paternity {
		s.Marks = append(s.Marks, gate.Family)
	}
	return s
}

// out says whether the note went to the State, even if it was withdrawn since.
func (n Note) out() bool { return n.Number != "" }

// Matter is the note as duties, files and the record call it.
func (n Note) Matter() ident.Matter { return ident.MatterOf(Kind, n.ID) }

// The three matters of its files: annexes are counted for themselves, so that their numbers
// are those of the note.
func (n Note) annexes() ident.Matter { return ident.MatterOf("notification.annex", n.ID) }
func (n Note) proofs() ident.Matter  { return ident.MatterOf("notification.proof", n.ID) }
func (n Note) files() ident.Matter   { return ident.MatterOf("notification.file", n.ID) }

// Three keys: of the draft, of what the State reads too, and of what it never reads.
func (n Note) draftKey() string  { return "notification.draft/" + string(n.ID) }
func (n Note) noteKey() string   { return Kind + "/" + string(n.ID) }
func (n Note) insideKey() string { return "notification.inside/" + string(n.ID) }

func (n Note) place(column string) seal.Place {
	return seal.Place{Table: "notification_note", Column: column, Row: string(n.ID)}
}

// step takes the note where the table says.
func (n Note) step(s Step) (Note, error) {
	to, ok := after[n.Status][s]
	switch {
	case !ok:
		return n, fault.New(fault.Conflict, "notification.not_now")
	case s == Acknowledging && n.Acknowledged != "":
		return n, fault.New(fault.Conflict, "notification.acknowledged_already")
	}
	n.Status = to
	return n, nil
}

// can says whether a step is in the table now.
func (n Note) can(s Step) bool { _, err := n.step(s); return err == nil }

// LongestText is in letters, of a note; LongestLetter of what follows it.
const (
	LongestText   = 20_000
	LongestLetter = 8_000
)

// New is what a note begins with.
type New struct {
	Case       string                // the reference of a case, or
	Other      ident.Matter          // another matter, with
	Ref        string                // what it is called, and
	Mission    string                // where it stands; "" is not known
	Allegation casework.AllegationID // of the case; the first that concerns the State if empty
	Country    string
	Topic      Topic
	Aim        Aim
	Urgent     bool
	Language   string
	To, Copies []string
	Facts      string
}

func (n New) ofCase() bool { return n.Case != "" }

// check finds what is missing, each fault at its field.
func (n New) check() error {
	var all []error
	no := func(wrong bool, field, key string) {
		if wrong {
			all = append(all, fault.In(field, key))
		}
	}
	no(n.Country == "", "country", "notification.country_required")
	no(!slices.Contains(Topics, n.Topic), "topic", "fault.choose")
	no(!slices.Contains(Aims, n.Aim), "aim", "fault.choose")
	no(!slices.Contains(Languages, n.Language), "language", "fault.choose")
	no(n.Topic == Conduct && !n.ofCase(), "case", "notification.case_required")
	no(strings.TrimSpace(n.Facts) == "", "facts", "notification.facts_required")
	no(len([]rune(n.Facts)) > LongestLetter, "facts", "notification.too_long")
	all = append(all, listed("to", Addressees, n.To), listed("copies", Copies, n.Copies))
	return join(all...)
}

// listed refuses what is in no list.
func listed(field string, list, chosen []string) error {
	for _, c := range chosen {
		if !slices.Contains(list, c) {
			return fault.In(field, "fault.not_in_list")
		}
	}
	return nil
}

// addressed puts the permanent mission first, and everybody once, in the order of the list.
func addressed(chosen []string) (to []string) {
	for i, a := range Addressees {
		if i == 0 || slices.Contains(chosen, a) {
			to = append(to, a)
		}
	}
	return to
}

// aimOf is what the route of an allegation asks of a State.
func aimOf(a casework.Allegation) (Aim, bool) {
	serious := casework.Draft{Designation: a.Designation, Theme: a.Theme}.Serious()
	switch mission.RouteFor(a.Category, serious).State {
	case mission.StateAsked:
		return Ask, true
	case mission.StateInformed:
		return Inform, true
	}
	return "", false
}

// number is a note's or a letter's own: NV, the State, the year and the place in that
// State's series.
func number(country string, year, serial int) string {
	n := strconv.Itoa(serial)
	return "NV/" + country + "/" + strconv.Itoa(year) + "/" + strings.Repeat("0", max(0, 3-len(n))) + n
}

// How a note was delivered (decisions.md §3).
const (
	ByHand   = "hand"    // with a stamped copy
	Courier  = "courier" // with a receipt
	Portal   = "portal"  // opened here by the State's own people
	ByFax    = "fax"     // with the report of the transmission
	ByMailed = "email"   // with the answer that it came
)

// Hows are the ways that headquarters prove.
var Hows = []string{ByHand, Courier, ByFax, ByMailed}

// Delivery is one proof that the note reached an addressee.
type Delivery struct {
	ID     ident.ID[Delivery]
	Note   NoteID
	To     string
	How    string
	Day    clock.Day
	Author string
	File   string // the item of the proof; none of what was opened here
}

// check refuses a delivery that cannot be.
func (d Delivery) check(n Note, today clock.Day) error {
	var all []error
	no := func(wrong bool, field, key string) {
		if wrong {
			all = append(all, fault.In(field, key))
		}
	}
	no(!slices.Contains(n.To, d.To), "to", "fault.choose")
	no(!slices.Contains(Hows, d.How) && d.How != Portal, "how", "fault.choose")
	no(!d.Day.Valid(), "day", "fault.whole_date")
	no(d.Day.Valid() && d.Day > today, "day", "fault.date_in_future")
	no(d.Day.Valid() && d.Day < n.Sent, "day", "notification.before_sent")
	no(d.How != Portal && d.File == "", "file", "notification.proof_required")
	return join(all...)
}
