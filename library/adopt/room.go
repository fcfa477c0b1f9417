package adopt

import (
	"embed"

	"haki/commons/act"
	"haki/internal/job"
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

// Setup is what the room works with.
type Setup struct {
	Desk *act.Desk
	UI   *ui.UI
}

// Room is where States take up practices.
type Room struct{ Setup }

// NewRoom furnishes the room.
func NewRoom(s Setup) *Room { return &Room{s} }

// Name of the room.
func (*Room) Name() string { return "adopt" }

// Jobs: none; what a step owes lapses by the clock of commons/duty.
func (*Room) Jobs() []job.Job { return nil }
