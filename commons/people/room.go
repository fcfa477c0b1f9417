package people

import (
	"context"
	"embed"
	"io"
	"sync"
	"time"

	"haki/commons/act"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/job"
	"haki/internal/store"
	"haki/internal/web"
)

// Files are the migrations.
//
//go:embed migrations
var Files embed.FS

// Words is what the room says.
//
//go:embed words
var Words embed.FS

// Templates are the room's pages; package reception serves them.
//
//go:embed pages
var Templates embed.FS

// Teller puts a letter in somebody's post, within the act that gives cause to it. What
// is said is a key; the letter itself has no content.
type Teller interface {
	Tell(tx *store.Tx, to, key string, m ident.Matter) error
}

// Choice is a mission that a team can be asked to serve or, for the teams of a State, the
// country they serve.
type Choice struct {
	Code, NameEN, NameFR string
	Country              bool
}

// Setup is what the room is given. Desk and Book must be there.
type Setup struct {
	Desk  *act.Desk
	Book  Book
	Clock clock.Clock // the wall clock if nil
	Dice  io.Reader   // the machine's randomness if nil

	// Duties counts what a person still owes: who owes something neither leaves a team
	// nor has their account ended before somebody else has taken it over.
	Duties func(tx *store.Tx, id ID) (open int, err error)
	// Tell puts a letter in somebody's post.
	Tell Teller
	// Missions are those a team can serve; nil takes any code.
	Missions func(tx *store.Tx) ([]Choice, error)
}

// Room is where accounts and teams are looked after.
type Room struct {
	desk     *act.Desk
	book     Book
	clock    clock.Clock
	dice     io.Reader
	duties   func(*store.Tx, ID) (int, error)
	teller   Teller
	missions func(*store.Tx) ([]Choice, error)

	door chan struct{} // see turnstile

	mu      sync.Mutex
	touched map[string]time.Time // session -> when its use was last noted
}

// touchEvery is how often the use of a session is noted at most.
const touchEvery = 5 * time.Minute

// NewRoom opens the room. From then on this process accepts what its house signed.
func NewRoom(s Setup) *Room {
	r := &Room{desk: s.Desk, book: s.Book, clock: s.Clock, dice: s.Dice, duties: s.Duties, teller: s.Tell, missions: s.Missions,
		door: make(chan struct{}, queue), touched: map[string]time.Time{}}
	if r.clock == nil {
		r.clock = clock.Wall{}
	}
	if r.dice == nil {
		r.dice = ident.Dice
	}
	s.Book.Keep()
	return r
}

// Name is the room's.
func (r *Room) Name() string { return "people" }

// Jobs is what the clock does here.
func (r *Room) Jobs() []job.Job {
	return []job.Job{{Name: "people.sweep", Every: time.Hour, Run: func(ctx context.Context) error {
		_, err := r.Sweep(ctx)
		return err
	}}}
}

// Reaches are the acts that no page is for.
func (r *Room) Reaches() []web.Reach {
	return []web.Reach{
		{By: "every request of a session", Act: TouchSession.Name},
		{By: "the return from a lost passphrase", Act: ShowPaper.Name},
		{By: "haki init", Act: Install.Name},
		{By: "the job people.sweep", Act: Sweep.Name},
	}
}

// due says whether the use of a session is to be noted again, and remembers that it was.
func (r *Room) due(lookup string) bool {
	now := r.clock.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	if last, ok := r.touched[lookup]; ok && now.Sub(last) < touchEvery {
		return false
	}
	if len(r.touched) > 4096 {
		clear(r.touched)
	}
	r.touched[lookup] = now
	return true
}

// tell writes to a person, if there is a post.
func (r *Room) tell(tx *store.Tx, to ID, key string, m ident.Matter) error {
	if r.teller == nil {
		return nil
	}
	return r.teller.Tell(tx, string(to), key, m)
}

// owes refuses to let go a person who still owes something.
func (r *Room) owes(tx *store.Tx, id ID) error {
	if r.duties == nil {
		return nil
	}
	n, err := r.duties(tx, id)
	if err == nil && n > 0 {
		err = openDuties(n)
	}
	return err
}
