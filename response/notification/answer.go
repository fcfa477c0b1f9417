package notification

import (
	"errors"
	"slices"
	"strings"

	"haki/commons/duty"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
)

// Answer is what a State says to a note (decisions.md §3).
type Answer string

// The answers.
const (
	Forwarded Answer = "forwarded" // to the capital: decides nothing
	Will      Answer = "will"      // it investigates
	Jointly   Answer = "jointly"   // together with the organisation
	AsksUs    Answer = "asks_us"   // it asks the organisation to investigate
	Declines  Answer = "declines"  // it does not investigate
	NotOurs   Answer = "not_ours"  // the person is none of its contribution
	Tried     Answer = "tried"     // the facts were tried already
	Question  Answer = "question"  // it asks something back
	MoreTime  Answer = "more_time" // it asks for time
)

// Answers in the order they are offered.
var Answers = []Answer{Forwarded, Will, Jointly, AsksUs, Declines, NotOurs, Tried, Question, MoreTime}

// Party is who investigates after an answer.
type Party string

// The parties.
const (
	Unchanged       Party = ""
	TheState        Party = "state"
	TheOrganisation Party = "organisation"
	Nobody          Party = "nobody"
)

// Effect is what an answer does to what is owed.
type Effect struct {
	Decides      bool  // it says whether the State investigates
	Investigates Party // who owes the investigation from now on; the days already run stay run
	Asks         bool  // headquarters owe an answer
	Reports      bool  // the State owes the outcome
	Words        bool  // it needs words of its own: which question, which judgment, why
}

// effects is the table. Every answer also acknowledges the note.
var effects = map[Answer]Effect{
	Forwarded: {},
	Will:      {Decides: true, Investigates: TheState},
	Jointly:   {Decides: true, Investigates: TheState},
	AsksUs:    {Decides: true, Investigates: TheOrganisation},
	Declines:  {Decides: true, Investigates: TheOrganisation, Words: true},
	NotOurs:   {Decides: true, Investigates: Nobody, Asks: true, Words: true},
	Tried:     {Decides: true, Investigates: Nobody, Reports: true, Words: true},
	Question:  {Asks: true, Words: true},
	MoreTime:  {},
}

// then is what a State may say after it has decided: it may take up what it left and leave
// what it took up, and what was tried stays tried.
var then = map[Answer][]Answer{
	"":       {Will, Jointly, AsksUs, Declines, NotOurs, Tried},
	Will:     {Jointly, AsksUs, Declines, NotOurs, Tried},
	Jointly:  {Will, AsksUs, Declines, NotOurs, Tried},
	AsksUs:   {Will, Jointly, Declines},
	Declines: {Will, Jointly, AsksUs},
	NotOurs:  {Will, Jointly, AsksUs, Declines},
	Tried:    {},
}

// informed are the answers of a State that is told, not asked.
var informed = []Answer{Forwarded, Jointly, NotOurs, Tried, Question, MoreTime}

// offers are the answers that can be given to the note now.
func (n Note) offers() (all []Answer) {
	for _, a := range Answers {
		if _, _, err := n.answer(a); err == nil {
			all = append(all, a)
		}
	}
	return all
}

// answer is the note after an answer, and what that does to what is owed.
func (n Note) answer(a Answer) (Note, Effect, error) {
	e, known := effects[a]
	if !known || n.Aim == Inform && !slices.Contains(informed, a) {
		return n, e, fault.In("answer", "fault.choose")
	}
	n, err := n.step(Answering)
	if err != nil {
		return n, e, err
	}
	if !e.Decides {
		return n, e, nil
	}
	if !slices.Contains(then[n.Decision], a) {
		return n, e, fault.In("answer", "notification.said_already")
	}
	n.Decision = a
	if n.Aim == Inform {
		e.Investigates, e.Reports = Unchanged, false
	}
	return n, e, nil
}

// starts are the rules of what the State owes from the day of delivery (decisions.md §4).
func (n Note) starts() []string {
	all := []string{"acknowledge_note"}
	if n.Aim != Ask {
		return all
	}
	all = append(all, "say_whether")
	if n.Urgent {
		all = append(all, "name_investigator")
	}
	return append(all, n.Investigation())
}

// silent says whether a State that owes the investigation is late with saying whether it does
// it: silence is taken as being unwilling or unable (A/61/19 (Part III), 7 quinquiens).
func (n Note) silent(owed []duty.Duty, today clock.Day) bool {
	has := func(rule string) bool {
		return slices.ContainsFunc(owed, func(d duty.Duty) bool {
			return d.Rule == rule && d.IsOpen() && d.Bearer == n.Bearer() && (rule != "say_whether" || d.Overdue(today))
		})
	}
	return has("say_whether") && has(n.Investigation())
}

// Investigation is the rule under which the investigation is owed.
func (n Note) Investigation() string {
	if n.Urgent {
		return "investigate_expedited"
	}
	return "investigate"
}

// Side is who wrote a letter.
type Side string

// The sides.
const (
	Ours   Side = "ours"
	Theirs Side = "theirs"
)

// Letter is anything that follows the note, either way, in the order it came.
type Letter struct {
	ID        ident.ID[Letter]
	Note      NoteID
	Place     int
	Side      Side
	What      string // an Answer, or one of the kinds below
	Number    string // of our formal ones
	Day       clock.Day
	Author    string
	Proxy     bool      // entered by headquarters on the State's behalf
	Until     clock.Day // asked for, or granted
	Extension string
	Item      string // the scan, or the document that came with it
	Text      seal.Sealed
}

// Kinds of letter beside the answers.
const (
	Acknowledgement = "acknowledgement"
	Nomination      = "nomination"
	Message         = "message"
	Reply           = "reply" // to a question
	Reminder        = "reminder"
	TimeGiven       = "time_given"
	TimeRefused     = "time_refused"
	ClockStopped    = "clock_stopped"
	TakenUp         = "taken_up" // the organisation investigates: the State did not say in time
)

func (l Letter) place() seal.Place {
	return seal.Place{Table: "notification_letter", Column: "text", Row: string(l.ID)}
}

// Training is what an investigator was trained by.
var Trainings = []string{"un_course", "national", "none", "unknown"}

// Investigator is a national investigation officer that a State named.
type Investigator struct {
	ID       ident.ID[Investigator]
	Note     NoteID
	Place    int
	Day      clock.Day
	Author   string
	Proxy    bool
	Unit     string // of package mission; "" is another one, or the capital
	Training string
	Name     seal.Sealed // as it is to be written
	Rank     seal.Sealed
	From     seal.Sealed // the unit or the office in words
}

func (i Investigator) place(column string) seal.Place {
	return seal.Place{Table: "notification_investigator", Column: column, Row: string(i.ID)}
}

// Nominee is an investigator as named in a form.
type Nominee struct {
	Name, Rank, From string
	Unit             string
	Training         string
	Apart            bool // declared: of no unit that is concerned
}

// check refuses an investigator of a unit that is concerned (domain notes C2: nobody from the
// accused's unit), and one of whom nothing is said.
func (m Nominee) check(n Note) error {
	var all []error
	no := func(wrong bool, field, key string) {
		if wrong {
			all = append(all, fault.In(field, key))
		}
	}
	no(strings.TrimSpace(m.Name) == "", "name", "notification.name_required")
	no(strings.TrimSpace(m.Rank) == "", "rank", "notification.rank_required")
	no(m.Unit == "" && strings.TrimSpace(m.From) == "", "from", "notification.unit_required")
	no(m.Unit != "" && slices.Contains(n.Units, m.Unit), "unit", "notification.unit_concerned")
	no(!slices.Contains(Trainings, m.Training), "training", "fault.choose")
	no(!m.Apart, "apart", "notification.apart_required")
	return join(all...)
}

func join(all ...error) error { return errors.Join(all...) }
