package duty

import (
	"context"
	"embed"
	"time"

	"haki/commons/act"
	"haki/commons/people"
	"haki/internal/ident"
	"haki/internal/job"
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

// Teller posts a letter with the act that causes it, to a person by their ID. The letter carries nothing but what its key says; whoever reads it
// looks inside. It is commons/post, handed in.
type Teller interface {
	Tell(tx *store.Tx, to, key string, m ident.Matter) error
}

// Room is where duties are seen and answered for.
type Room struct {
	desk    *act.Desk
	post    Teller
	address func(ident.Matter) string
}

// Setup is what the room needs.
type Setup struct {
	Desk    *act.Desk
	Tell    Teller                    // nil: nobody is written to
	Address func(ident.Matter) string // the page of a matter, without its language; nil or "": it has none
}

// NewRoom furnishes it.
func NewRoom(s Setup) *Room {
	if s.Address == nil {
		s.Address = func(ident.Matter) string { return "" }
	}
	return &Room{s.Desk, s.Tell, s.Address}
}

// Address is the page of a matter, without its language; "" when it has none.
func (r *Room) Address(m ident.Matter) string { return r.address(m) }

// Name is the room's.
func (r *Room) Name() string { return "duty" }

// Jobs is what the clock does here. Duties are counted in days; it looks more often
// because a day ends at another hour in every time zone, and clocks change.
func (r *Room) Jobs() []job.Job {
	return []job.Job{{Name: "duty.tick", Every: 10 * time.Minute, Run: func(ctx context.Context) error {
		_, err := r.Tick(ctx)
		return err
	}}}
}

// Acts lists what can be done here.
func (r *Room) Acts() []act.Act { return allActs }

// tell posts to the people of an office, or to its lead, but to nobody who is barred from
// the matter: a letter would tell them that there is something. A State has no address
// here: what is late of it is told to those who write to it.
func (r *Room) tell(tx *store.Tx, o Office, key string, d Duty) error {
	if r.post == nil {
		return nil
	}
	all, err := members(tx, o)
	for _, m := range all {
		if err == nil && !barred(d.Home, people.ID(m)) {
			err = r.post.Tell(tx, m, key, d.Matter)
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
