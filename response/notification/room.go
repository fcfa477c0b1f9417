package notification

import (
	"context"
	"embed"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/internal/ident"
	"haki/internal/job"
	"haki/internal/lang"
	"haki/internal/store"
	"haki/internal/ui"
)

// Words are what the room says.
//
//go:embed words
var Words embed.FS

// Templates are its pages.
//
//go:embed pages
var Templates embed.FS

// Teller posts a letter without content with the act that causes it; commons/post is one.
type Teller interface {
	Tell(tx *store.Tx, to, key string, m ident.Matter) error
}

// Setup is what the room works with.
type Setup struct {
	Desk        *act.Desk
	UI          *ui.UI
	Shelf       *custody.Shelf
	Limits      custody.Limits
	Secret      []byte                                // the installation's own: seals a document that waits for its form
	Institution func(lang.Tag) string                 // who sends: the name at the head of a note
	Tell        Teller                                // may be nil
	After       func(context.Context, Note) []ui.Link // what another room offers a State's own people at a note they hold; may be nil
}

// Room is the notification room.
type Room struct {
	Setup
	forms *custody.Forms
}

// NewRoom furnishes the room.
func NewRoom(s Setup) *Room {
	return &Room{s, custody.NewForms(s.Shelf, s.Limits, s.Secret, "notification.form")}
}

// Name of the room.
func (*Room) Name() string { return "notification" }

// Jobs: none of its own; what a State owes lapses by the clock of commons/duty, which makes
// headquarters owe the reminder.
func (*Room) Jobs() []job.Job { return nil }

func (r *Room) tell(tx *store.Tx, to, key string, m ident.Matter) error {
	if r.Tell == nil {
		return nil
	}
	return r.Setup.Tell.Tell(tx, to, key, m)
}
