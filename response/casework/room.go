package casework

import (
	"context"
	"embed"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/job"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
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

// Reports is what casework asks of the room where reports are: to let the reporters of a
// case know of an event, as far as each may, and to let the oversight office read what
// was told. It is response/intake, handed in: the lower room knows only this much.
type Reports interface {
	// Told lets the reporters of a case know of an event; answer is what they are written,
	// a closed value for nothing.
	Told(tx *store.Tx, keys *seal.Keys, c Case, event Event, answer seal.Private[string]) error
	// Oversight opens the reports of a case to the oversight office.
	Oversight(tx *store.Tx, keys *seal.Keys, c Case) error
	// Barred keeps somebody away from the reports of a case, as from the case.
	Barred(tx *store.Tx, c Case) error
}

// Event is something about a case that reporters are told, as far as each may.
type Event string

// The events.
const (
	EventOversight Event = "oversight"
	EventClosed    Event = "closed"
	EventReopened  Event = "reopened"
)

// Panel is what another room shows on the page of a case. It does its own asking at the
// desk: what the reader may not see is not there, and nothing hints at it.
type Panel interface {
	// Panel draws into the page: the template's name and what it is drawn from; ok is false
	// when there is nothing for this reader.
	Panel(ctx context.Context, tag lang.Tag, c Case) (page string, body any, ok bool, err error)
}

// Ender is a panel with a say in how a case may end: response/outcome refuses a code that
// what is on file speaks against.
type Ender interface {
	Fits(tx *store.Tx, keys *seal.Keys, c Case, code Code) error
}

// Teller posts a letter without content with the act that causes it; commons/post is one.
type Teller interface {
	Tell(tx *store.Tx, to, key string, m ident.Matter) error
}

// Setup is what the room works with.
type Setup struct {
	Desk  *act.Desk
	UI    *ui.UI
	Clock clock.Clock
	Tell  Teller // may be nil
}

// Room is the casework room.
type Room struct {
	Setup
	reports Reports
	panels  []Panel
}

// NewRoom furnishes the room.
func NewRoom(s Setup) *Room { return &Room{Setup: s} }

// Hang puts panels on the page of a case and hands in the room of reports.
func (r *Room) Hang(reports Reports, panels ...Panel) { r.reports, r.panels = reports, panels }

// Name of the room.
func (*Room) Name() string { return "casework" }

// Jobs: none of its own; what is owed lapses by the clock of commons/duty.
func (*Room) Jobs() []job.Job { return nil }

// fits asks those who have a say whether a case may end so.
func (r *Room) fits(tx *store.Tx, keys *seal.Keys, c Case, code Code) error {
	for _, p := range r.panels {
		if e, ok := p.(Ender); ok {
			if err := e.Fits(tx, keys, c, code); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Room) tell(tx *store.Tx, team, key string, m ident.Matter) error {
	if r.Tell == nil {
		return nil
	}
	return r.Setup.Tell.Tell(tx, team, key, m)
}

// sees says whether somebody may read a case.
func sees(who gate.Actor, c Case) bool {
	return gate.Rule(who, PowerRead, "", c.Scope()) == gate.Allowed
}
