package mission

import (
	"embed"

	"haki/commons/act"
	"haki/internal/ui"
)

// Words are what the room says.
//
//go:embed words
var Words embed.FS

// Templates are the room's pages.
//
//go:embed pages
var Templates embed.FS

// Setup is what the room needs.
type Setup struct {
	Desk *act.Desk
	UI   *ui.UI
}

// Room keeps the list of missions, countries and units.
type Room struct {
	desk *act.Desk
	ui   *ui.UI
}

// NewRoom furnishes it.
func NewRoom(s Setup) *Room { return &Room{desk: s.Desk, ui: s.UI} }

// Name is the room's.
func (r *Room) Name() string { return "mission" }

// Acts lists what can be done here.
func (r *Room) Acts() []act.Act { return everything }
