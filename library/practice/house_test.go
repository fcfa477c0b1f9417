package practice_test

import (
	"context"
	"strings"
	"testing"

	"haki/commons/duty"
	"haki/internal/fault"
	"haki/internal/store"
	"haki/internal/testkit"
	p "haki/library/practice"
)

// house is a furnished institution; irena speaks for Alvana, bela for Belmora, oskar is
// headquarters.
type house struct {
	*testkit.House
	t    *testing.T
	room *p.Room
}

func each(t *testing.T, f func(*house)) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) { f(&house{h, t, h.Rooms.Practice}) })
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) refused(kind fault.Kind, key string, err error) {
	h.t.Helper()
	if err == nil || fault.Of(err) != kind || !strings.Contains(keys(err), key) {
		h.t.Errorf("want %v %s, got %v %s", kind, key, fault.Of(err), keys(err))
	}
}

func keys(err error) (s string) {
	for _, f := range fault.All(err) {
		s += f.Field + ":" + f.Key + " "
	}
	return s
}

var fresh = p.New{Country: "XA", Language: "en", Title: "Light and patrols at remote posts", Pillar: "prevention", Theme: "command"}

func whole(title string) p.Text {
	return p.Text{Title: title, Summary: "The post is lit and walked around.", Problem: "Posts were left alone.", Steps: []p.Step{{Actor: "Commander", Do: "Lights the post.", Days: 10}}}
}

func (h *house) begun() p.ID {
	h.t.Helper()
	id, err := h.room.Begin(h.As("irena"), fresh)
	h.must(err)
	return id
}

func (h *house) written() p.ID {
	h.t.Helper()
	id := h.begun()
	h.must(h.room.Write(h.As("irena"), id, p.Written{Language: "en", Text: whole("Light and patrols at remote posts")}))
	return id
}

// at brings a practice of Alvana to a status by way of the chain.
func (h *house) at(s p.Status) p.ID {
	h.t.Helper()
	id := h.written()
	way := []struct {
		to p.Status
		do func() error
	}{{p.Draft, nil}, {p.Submitted, func() error { return h.room.Speak(h.As("irena"), id, p.Submitting, "") }}, {p.Complete, func() error { return h.room.Decide(h.As("oskar"), id, p.Completing, "") }},
		{p.StateCleared, func() error { return h.room.Speak(h.As("irena"), id, p.Clearing, "") }}, {p.Translation, func() error { return h.room.Decide(h.As("oskar"), id, p.Approving, "") }},
		{p.Published, func() error { return h.room.Decide(h.As("oskar"), id, p.Publishing, "") }}}
	for _, w := range way {
		if w.do != nil {
			h.must(w.do())
		}
		if w.to == s {
			return id
		}
	}
	switch s {
	case p.Returned:
		id = h.at(p.Submitted)
		h.must(h.room.Decide(h.As("oskar"), id, p.Returning, "How many posts?"))
	case p.Rejected:
		id = h.at(p.Submitted)
		h.must(h.room.Decide(h.As("oskar"), id, p.Rejecting, "It is an announcement, not a practice."))
	case p.Withdrawn:
		h.must(h.room.Speak(h.As("irena"), id, p.Withdrawing, "Not done any more."))
	}
	return id
}

func (h *house) read(id p.ID) p.Sheet {
	h.t.Helper()
	s, err := h.room.ReadOwn(h.As("irena"), "en", id)
	h.must(err)
	return s
}

// owes are the open duties of a practice, by rule and bearer.
func (h *house) owes(id p.ID) string {
	h.t.Helper()
	var all []string
	for _, d := range h.read(id).Duties {
		if d.IsOpen() {
			s := d.Rule + "/" + string(d.Bearer.Kind)
			if d.State == duty.Overdue {
				s += " late"
			}
			all = append(all, s)
		}
	}
	return strings.Join(all, ", ")
}

// shown are the addresses of what anybody may see.
func (h *house) shown() (all []string) {
	h.t.Helper()
	h.must(h.DB.View(context.Background(), func(tx *store.Tx) error {
		shown, _, _, err := p.Changed(tx, -1)
		for _, x := range shown {
			all = append(all, x.Slug)
		}
		return err
	}))
	return all
}

func (h *house) entries(id p.ID) (acts []string) {
	h.t.Helper()
	h.must(h.DB.View(context.Background(), func(tx *store.Tx) (err error) {
		acts, err = store.All(tx, func(s store.Scan) (a string, err error) { err = s(&a); return }, `SELECT act FROM record_entry WHERE kind = ? AND object = ? ORDER BY at, id`, p.Kind, id)
		return err
	}))
	return acts
}
