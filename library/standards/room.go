package standards

import (
	"embed"

	"haki/internal/job"
	"haki/internal/ui"
	"haki/internal/web"
)

// Words are what the room says, in every public language.
//
//go:embed words
var Words embed.FS

// Templates are its pages.
//
//go:embed pages
var Templates embed.FS

// Room is the public face.
type Room struct {
	ui     *ui.UI
	letter string // path of the address where one writes
}

// New opens the room; letter is the last part of the address where a report is written.
func New(u *ui.UI, letter string) *Room { return &Room{u, "/" + letter} }

// Name of the room.
func (*Room) Name() string { return "standards" }

// Jobs: none.
func (*Room) Jobs() []job.Job { return nil }

// Pages lists the addresses of the room.
func (r *Room) Pages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/{$}", Act: Start.Name, Kind: web.Public, Serve: r.start},
		{Method: "GET", Path: "/{lang}/standards", Act: Conduct.Name, Kind: web.Public, Serve: r.conduct},
		{Method: "GET", Path: "/{lang}/reporting", Act: Reporting.Name, Kind: web.Public, Serve: r.reporting},
	}
}
