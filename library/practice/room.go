package practice

import (
	"context"
	"embed"
	"time"

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

// Room is where practices are written, checked, cleared and published.
type Room struct{ Setup }

// NewRoom furnishes the room.
func NewRoom(s Setup) *Room { return &Room{s} }

// Name of the room.
func (*Room) Name() string { return "practice" }

// Jobs puts what the program ships into the library, once it changed.
func (r *Room) Jobs() []job.Job {
	return []job.Job{{Name: "practice.shelve", Every: time.Hour, Run: func(ctx context.Context) error {
		_, err := r.Shelve(ctx)
		return err
	}}}
}
