package find

import (
	"embed"

	"haki/commons/act"
	"haki/internal/ui"
)

// Files are the migrations.
//
//go:embed migrations
var Files embed.FS

// Words are what find says.
//
//go:embed words
var Words embed.FS

// Templates are the pages.
//
//go:embed pages
var Templates embed.FS

// Room is the search with what it searches.
type Room struct {
	desk    *act.Desk
	ui      *ui.UI
	sources []Source
}

var _ Index = (*Room)(nil)

// NewRoom furnishes it.
func NewRoom(d *act.Desk, u *ui.UI, sources ...Source) *Room { return &Room{d, u, sources} }

// Name is the room's.
func (r *Room) Name() string { return "find" }

// Acts lists what can be done here.
func (r *Room) Acts() []act.Act { return []act.Act{Search} }
