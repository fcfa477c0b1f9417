package outcome

import (
	"context"
	"embed"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/internal/job"
	"haki/internal/store"
	"haki/internal/ui"
	"haki/response/casework"
	"haki/response/notification"
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

// Setup is what the room works with.
type Setup struct {
	Desk    *act.Desk
	UI      *ui.UI
	Shelf   *custody.Shelf
	Limits  custody.Limits
	Secret  []byte // the installation's own: seals a document that waits for its form
	Reports Reports
	Heard   func(ctx context.Context, tx *store.Tx, n notification.Note, key string) error // tells headquarters that a State entered something; may be nil
}

// Room is the outcome room.
type Room struct {
	Setup
	forms *custody.Forms
}

// NewRoom furnishes the room.
func NewRoom(s Setup) *Room {
	return &Room{s, custody.NewForms(s.Shelf, s.Limits, s.Secret, "outcome.form")}
}

// Name of the room.
func (*Room) Name() string { return "outcome" }

// Jobs: none of its own; what is owed lapses by the clock of commons/duty.
func (*Room) Jobs() []job.Job { return nil }
