package board

import (
	"embed"

	"haki/commons/act"
	"haki/internal/job"
	"haki/internal/ui"
)

// Words are what the board says.
//
//go:embed words
var Words embed.FS

// Templates are its pages.
//
//go:embed pages
var Templates embed.FS

// Room is the board.
type Room struct {
	desk *act.Desk
	ui   *ui.UI
}

// NewRoom furnishes it.
func NewRoom(d *act.Desk, u *ui.UI) *Room { return &Room{d, u} }

// Name is the room's.
func (r *Room) Name() string { return "board" }

// Jobs: none.
func (r *Room) Jobs() []job.Job { return nil }

// Acts lists what can be done here.
func (r *Room) Acts() []act.Act { return []act.Act{List, Compare, TakeOut} }
