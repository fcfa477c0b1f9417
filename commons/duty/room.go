package duty

import (
	"embed"

	"haki/commons/act"
	"haki/commons/people"
	"haki/internal/ident"
	"haki/internal/store"
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

// Teller posts a letter with the act that causes it: to a person or to everybody of a
// team, by its ID. The letter carries nothing but what its key says; whoever reads it
// looks inside. It is commons/post, handed in.
type Teller interface {
	Tell(tx *store.Tx, to, key string, m ident.Matter) error
}

// Room is where duties are seen and answered for.
type Room struct {
	desk    *act.Desk
	ui      *ui.UI
	post    Teller
	address func(ident.Matter) string
}

// Setup is what the room needs.
type Setup struct {
	Desk    *act.Desk
	UI      *ui.UI
	Tell    Teller                    // nil: nobody is written to
	Address func(ident.Matter) string // the page of a matter, without its language; nil or "": it has none
}

// NewRoom furnishes it.
func NewRoom(s Setup) *Room {
	if s.Address == nil {
		s.Address = func(ident.Matter) string { return "" }
	}
	return &Room{s.Desk, s.UI, s.Tell, s.Address}
}

// Name is the room's.
func (r *Room) Name() string { return "duty" }

// Acts lists what can be done here.
func (r *Room) Acts() []act.Act { return allActs }

// tell posts to an office: to a team as such, to its lead in person. A State has no
// address here: what is late of it is told to those who write to it.
func (r *Room) tell(tx *store.Tx, o Office, key string, m ident.Matter) error {
	switch {
	case r.post == nil:
		return nil
	case o.Kind == Team:
		return r.post.Tell(tx, o.ID, key, m)
	case o.Kind != TeamLead:
		return nil
	}
	leads, err := members(tx, o)
	for _, l := range leads {
		if err == nil {
			err = r.post.Tell(tx, l, key, m)
		}
	}
	return err
}

// tellOne posts to a person.
func (r *Room) tellOne(tx *store.Tx, who people.ID, key string, m ident.Matter) error {
	if r.post == nil || who == "" {
		return nil
	}
	return r.post.Tell(tx, string(who), key, m)
}
