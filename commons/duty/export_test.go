package duty

import (
	"context"
	"testing"

	"haki/internal/store"
	"haki/internal/ui"
)

// What the tests of the pages, which stand outside, use of the house.

// House is a house for tests.
type House = house

// Each runs f in a fresh house on every engine at hand.
func Each(t *testing.T, f func(h *House)) { each(t, f) }

// Open gives the house its words and templates.
func (h *house) Open() { h.Helper(); h.desks() }

// Room is the room of duties.
func (h *house) Room() *Room { return h.room }

// UI draws its pages.
func (h *house) UI() *ui.UI { return h.ui }

// As is a person with what their team's role brings.
func (h *house) As(name string) context.Context { return h.as(name) }

// Must stops the test on an error.
func (h *house) Must(err error) { h.Helper(); h.must(err) }

// Begins starts one duty today.
func (h *house) Begins(n New) Duty { h.Helper(); return h.begins(n) }

// Now is the duty as it stands.
func (h *house) Now(d Duty) Duty { h.Helper(); return h.now(d) }

// Desk is a person's desk.
func (h *house) Desk(who string) DeskView { h.Helper(); return h.desk(who) }

// Asked is the first request for more time.
func (h *house) Asked(id ID) Extension {
	h.Helper()
	return look(h, func(tx *store.Tx) ([]Extension, error) { return Extensions(tx, id) })[0]
}
