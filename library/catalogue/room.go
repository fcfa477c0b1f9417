package catalogue

import (
	"embed"

	"haki/commons/act"
	"haki/internal/job"
	"haki/internal/ui"
	"haki/internal/web"
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
	Base string // the address of the site, without a slash at its end; "" where none is set
}

// Room is the public library.
type Room struct {
	Setup
	shelf *shelf
}

// NewRoom furnishes the room.
func NewRoom(s Setup) (*Room, error) {
	lexicon, err := Lexicon()
	return &Room{s, newShelf(lexicon)}, err
}

// Name of the room.
func (*Room) Name() string { return "catalogue" }

// Jobs: none.
func (*Room) Jobs() []job.Job { return nil }

const room = "/library"

// Pages lists the addresses of the room.
func (r *Room) Pages() []web.Page {
	get := func(path, act string, serve func(*Room) handler) web.Page {
		return web.Page{Method: "GET", Path: "/{lang}" + path, Act: act, Kind: web.Public, Serve: serve(r)}
	}
	return []web.Page{
		get(room, List.Name, (*Room).index), get(room+"/compare", Compare.Name, (*Room).compare), get(room+"/share", Share.Name, (*Room).share),
		get(room+"/meeting/{slug}", Attend.Name, (*Room).meeting), get(room+"/{slug}", Read.Name, (*Room).practice),
		get("/sitemap.xml", Map.Name, (*Room).siteMap),
		get("/api/practices", List.Name, (*Room).apiList), get("/api/practices/{slug}", Read.Name, (*Room).apiRead), get("/api/openapi.json", Describe.Name, (*Room).describe),
	}
}
