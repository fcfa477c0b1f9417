package outcome

import (
	"embed"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/internal/clock"
	"haki/internal/job"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/ui"
	"haki/response/casework"
)

// Words are what the room says.
//
//go:embed words
var Words embed.FS

// Templates are its pages.
//
//go:embed pages
var Templates embed.FS

// Reports is what outcome asks of the room where reports are: to let those who were harmed,
// and told of it themselves, read an event. It is response/intake, handed in.
type Reports interface {
	// Released puts an event on the page of each reporter of a case who was harmed, and lets
	// what is owed to her begin. Nobody else is told anything.
	Released(tx *store.Tx, c casework.Case, event string) error
}

// Notes is what outcome asks of the room where States are told and answer: to count the
// investigation as done once a side's finding about everybody under an allegation is on
// file. It is response/notification, handed in.
type Notes interface {
	Reported(tx *store.Tx, c casework.Case, which casework.AllegationID, byState bool) error
}

// Setup is what the room works with.
type Setup struct {
	Desk    *act.Desk
	UI      *ui.UI
	Clock   clock.Clock
	Shelf   *custody.Shelf
	Limits  custody.Limits
	Secret  []byte // the installation's own: seals a document that waits for its form
	Reports Reports
	Notes   Notes // may be nil
}

// Room is the outcome room.
type Room struct {
	Setup
	forms *seal.Capsule
}

// NewRoom furnishes the room.
func NewRoom(s Setup) *Room { return &Room{s, seal.NewCapsule(s.Secret, "outcome.form")} }

// Name of the room.
func (*Room) Name() string { return "outcome" }

// Jobs: none of its own; what is owed lapses by the clock of commons/duty.
func (*Room) Jobs() []job.Job { return nil }
