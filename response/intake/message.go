package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
)

// Message is one turn of the conversation. Who wrote ours is known to us; the reporter
// sees the team, never an officer's name (decisions.md §5).
type Message struct {
	ID     ident.ID[Message]
	Report ReportID
	Place  int
	Ours   bool
	Author string // account; "" for the reporter
	Day    clock.Day
	Lang   string
	Body   seal.Sealed
}

func (m Message) bodyPlace() seal.Place {
	return seal.Place{Table: "intake_message", Column: "body", Row: string(m.ID)}
}

// Translation is a text in another language than it was written in, with who made it
// and when; the original stays.
type Translation struct {
	ID     ident.ID[Translation]
	Report ReportID
	Of     string // "account", or the id of a message
	Lang   string
	Author string
	Day    clock.Day
	Body   seal.Sealed
}

func (t Translation) bodyPlace() seal.Place {
	return seal.Place{Table: "intake_translation", Column: "body", Row: string(t.ID)}
}

// LongestMessage is in letters.
const LongestMessage = 20_000

func sayable(field, text string) error {
	switch n := utf8.RuneCountInString(text); {
	case strings.TrimSpace(text) == "":
		return fault.In(field, "intake.text_required")
	case n > LongestMessage:
		return fault.In(field, "intake.text_too_long", "n", LongestMessage)
	}
	return nil
}

// StepCode is an event that the reporter is told of. What is not on this list is not
// told: the list is the release (decisions.md §5, release flag).
type StepCode string

// The steps. A third person is told that it was received, assessed, closed; a victim by
// her own word also the outcome.
const (
	StepReceived  StepCode = "received"
	StepAnswered  StepCode = "answered"
	StepOversight StepCode = "oversight" // an independent office has it
	StepAssessed  StepCode = "assessed"
	StepReopened  StepCode = "reopened"
	StepClosed    StepCode = "closed"
	StepHelp      StepCode = "help" // help was offered
	StepOutcome   StepCode = "outcome"
	StepTold      StepCode = "told" // we told them otherwise than by this page
)

// Outcomes are the steps that say what came of it, to who was harmed and to nobody else:
// what each side found, whether it did something meanwhile and at the end, that the person
// left. They are put by response/outcome when somebody releases what is on file.
var Outcomes = []StepCode{
	"outcome_found_organisation_yes", "outcome_found_organisation_part", "outcome_found_organisation_no",
	"outcome_found_state_yes", "outcome_found_state_part", "outcome_found_state_no",
	"outcome_interim_organisation", "outcome_interim_state", "outcome_acted_organisation", "outcome_acted_state",
	"outcome_none_organisation", "outcome_none_state", "outcome_left",
}

// Step is one event on the reporter's page, by day, with the day on which it was read.
type Step struct {
	Report ReportID
	Place  int
	Code   StepCode
	Day    clock.Day
	Read   clock.Day
}

// forVictim are the steps that only the person harmed is told.
func (c StepCode) forVictim() bool {
	return c == StepOutcome || c == StepHelp || slices.Contains(Outcomes, c)
}
