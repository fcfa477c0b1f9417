package post

import (
	"context"
	"embed"
	"time"

	"haki/commons/act"
	"haki/internal/job"
	"haki/internal/lang"
	"haki/internal/ui"
)

// Files are the migrations.
//
//go:embed migrations
var Files embed.FS

// Words are what post says.
//
//go:embed words
var Words embed.FS

// Templates are the pages.
//
//go:embed pages
var Templates embed.FS

// Setup is what the room needs.
type Setup struct {
	Desk   *act.Desk
	UI     *ui.UI
	Words  *lang.Words
	Times  Times
	Base   string // the address of this installation, as people type it
	Sender Sender // nil: nothing leaves
	Demo   bool   // show who looks after accounts every mail as it would have gone out
}

// Room is where letters are seen and sent.
type Room struct{ Setup }

// NewRoom furnishes it.
func NewRoom(s Setup) (*Room, error) { return &Room{s}, s.Times.check() }

// Name is the room's.
func (r *Room) Name() string { return "post" }

// Acts lists what can be done here.
func (r *Room) Acts() []act.Act { return []act.Act{List, SetAddress, Outbox, Open, Send} }

// Jobs is what the clock does here. It looks often and sends at the moments only.
func (r *Room) Jobs() []job.Job {
	return []job.Job{{Name: "post.dispatch", Every: 5 * time.Minute, Run: func(ctx context.Context) error {
		_, err := r.Dispatch(ctx)
		return err
	}}}
}
