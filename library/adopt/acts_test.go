package adopt_test

import (
	"context"
	"html"
	"strings"
	"testing"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/testkit"
	"haki/library/adopt"
)

// house is a furnished institution with what the program ships; bela speaks for Belmora.
type house struct {
	*testkit.House
	t    *testing.T
	room *adopt.Room
}

func each(t *testing.T, f func(*house)) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		x := &house{h, t, h.Rooms.Adopt}
		_, err := h.Rooms.Practice.Shelve(act.Clock(context.Background()))
		x.must(err)
		f(x)
	})
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) refused(kind fault.Kind, key string, err error) {
	h.t.Helper()
	var keys []string
	for _, f := range fault.All(err) {
		keys = append(keys, f.Field+":"+f.Key)
	}
	if err == nil || fault.Of(err) != kind || !strings.Contains(strings.Join(keys, " "), key) {
		h.t.Errorf("want %v %s, got %v %q", kind, key, fault.Of(err), keys)
	}
}

func (h *house) today() clock.Day { return clock.DayOf(h.Clock.Now(), nil) }

const slug = "za-dna-samples-in-host-state"

func (h *house) fresh() adopt.New {
	return adopt.New{Slug: slug, Country: "XB", Answers: "Legal branch", Start: h.today(), Steps: []int{0, 1}, Lang: "en"}
}

func (h *house) begun() adopt.ID {
	h.t.Helper()
	id, err := h.room.Adopt(h.As("bela"), h.fresh())
	h.must(err)
	return id
}

func (h *house) show(id adopt.ID) adopt.Sheet {
	h.t.Helper()
	s, err := h.room.Show(h.As("bela"), "en", id)
	h.must(err)
	return s
}

func (h *house) public() string {
	h.t.Helper()
	return html.UnescapeString(h.Get("", "/en/library/"+slug).Body.String())
}

func TestEachStepIsOwedByItsDayAndEndsWithItsProof(t *testing.T) {
	each(t, func(h *house) {
		id := h.begun()
		s := h.show(id)
		first, second := s.Steps[0], s.Steps[1]
		if len(s.Steps) != 2 || first.Due <= h.today() || second.Due <= first.Due || s.Holds[first.ID].Due != first.Due || s.Holds[second.ID].Due != second.Due {
			t.Fatalf("%+v", s)
		}
		h.refused(fault.Invalid, "proof:fault.required", h.room.ProveStep(h.As("bela"), id, first.ID, h.today(), " "))
		h.refused(fault.Invalid, "day:fault.date_in_future", h.room.ProveStep(h.As("bela"), id, first.ID, h.today().Add(1), "List."))
		h.must(h.room.ProveStep(h.As("bela"), id, first.ID, h.today(), "List of 12 claims, file 4."))
		h.refused(fault.Conflict, "proved_already", h.room.ProveStep(h.As("bela"), id, first.ID, h.today(), "Again."))
		h.Days(second.Due.Since(h.today()) + 1)
		s = h.show(id)
		if s.Holds[first.ID].Ended != duty.Met || s.Holds[second.ID].State != duty.Overdue {
			t.Errorf("the first: %q, the second: %v", s.Holds[first.ID].Ended, s.Holds[second.ID].State)
		}
	})
}

func TestWhatCameOfItIsPublicOnceItsStateClearsIt(t *testing.T) {
	each(t, func(h *house) {
		id := h.begun()
		h.must(h.room.TellResult(h.As("bela"), id, "en", "Nine of twelve claims sampled.", "Travel."))
		h.refused(fault.Conflict, "nothing_proved", h.room.ClearResult(h.As("bela"), id))
		h.must(h.room.ProveStep(h.As("bela"), id, h.show(id).Steps[0].ID, h.today(), "List."))
		if strings.Contains(h.public(), "Nine of twelve") || strings.Contains(h.public(), "Belmora") {
			t.Error("it is public before its State cleared it")
		}
		h.must(h.room.ClearResult(h.As("bela"), id))
		if p := h.public(); !strings.Contains(p, "Nine of twelve claims sampled.") || !strings.Contains(p, "Belmora") || !strings.Contains(p, "Travel.") {
			t.Error("it is not on the page of the practice")
		}
		h.must(h.room.TellResult(h.As("bela"), id, "en", "Ten of twelve.", ""))
		if p := h.public(); strings.Contains(p, "of twelve") {
			t.Error("what was changed is public before it is cleared anew")
		}
	})
}

func TestAnAdoptionIsItsStatesAlone(t *testing.T) {
	each(t, func(h *house) {
		id := h.begun()
		for _, who := range []string{"irena", "oskar", "nadia", "paul"} {
			_, err := h.room.Show(h.As(who), "en", id)
			h.refused(fault.Withheld, "not_found", err)
			h.refused(fault.Withheld, "not_found", h.room.StopAdoption(h.As(who), id))
		}
		n := h.fresh()
		_, err := h.room.Adopt(h.As("irena"), n) // for another State
		h.refused(fault.Withheld, "not_found", err)
		n.Slug = "none-such"
		_, err = h.room.Adopt(h.As("bela"), n)
		h.refused(fault.NotFound, "not_found", err)
		n = h.fresh()
		n.Steps, n.Answers = nil, ""
		_, err = h.room.Adopt(h.As("bela"), n)
		h.refused(fault.Invalid, "answers:fault.required steps:adopt.steps_required", err)
		n = h.fresh()
		n.Steps = []int{99}
		_, err = h.room.Adopt(h.As("bela"), n)
		h.refused(fault.Invalid, "steps:fault.not_in_list", err)
		h.refused(fault.Stale, "stale", h.room.StopAdoption(adopt.Seen(h.As("bela"), 7), id))
		h.must(h.room.StopAdoption(h.As("bela"), id))
		if s := h.show(id); s.Holds[s.Steps[0].ID].IsOpen() {
			t.Error("what was stopped is still owed")
		}
		h.refused(fault.Conflict, "ended", h.room.TellResult(h.As("bela"), id, "en", "x", ""))
	})
}
