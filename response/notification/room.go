package notification

import (
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
	Institution func(lang.Tag) string // who sends: the name at the head of a note
	Tell        Teller                // may be nil
}

// Room is the notification room.
type Room struct{ Setup }

// NewRoom furnishes the room.
func NewRoom(s Setup) *Room { return &Room{s} }

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
