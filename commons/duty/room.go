package duty

import (
	"embed"

	"haki/commons/act"
	"haki/commons/people"
	"haki/internal/ident"
	"haki/internal/store"
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
	desk *act.Desk
	post Teller
}

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
