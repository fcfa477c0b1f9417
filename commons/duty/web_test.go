package duty

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"

	"haki/commons/mission"
	"haki/commons/people"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/store"
	"haki/internal/ui"
)

// desks gives a house its pages, and every word is one that exists.
func (h *house) desks() {
	h.Helper()
	rooms := ui.Rooms()
	rooms["duty"], rooms["mission"] = Words, mission.Words
	words, err := lang.New(rooms)
	h.must(err)
	words.Strict = true
	h.ui = ui.New(words, ui.Options{})
	h.must(h.ui.Add("duty", Templates))
	h.room.address = func(m ident.Matter) string { return "/intake/" + m.ID }
}

func TestEveryWordIsSaidInEveryLanguage(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"duty": Words}) {
		t.Error(f)
	}
	rooms := ui.Rooms()
	rooms["duty"], rooms["board"] = Words, os.DirFS("board") // whose pages lie below
	words, err := lang.New(rooms)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range words.Used(os.DirFS("."), "duty") {
		t.Error(f)
	}
	for _, r := range Shipped { // what is put together at run time
		for _, key := range []string{"rule_" + r.Code, "owes_" + r.Code, "starts_" + r.Starts, "met_by_" + r.MetBy, "source_" + r.Source.Key, "under_" + r.Source.Key,
			"kind_" + string(r.Source.Kind), "role_" + string(r.Bearer), "role_" + string(r.OwedTo), "calendar_" + string(r.Calendar)} {
			if !words.Has(lang.French, "duty."+key) {
				t.Errorf("duty.%s does not exist", key)
			}
		}
		if len(r.Release) == 0 {
			continue
		}
		for _, key := range []string{"next_" + r.Code, "kept_" + r.Code, "who_" + string(r.Bearer)} {
			for _, tag := range lang.Public {
				if !words.Has(tag, "duty."+key) || !words.Open("duty."+key) {
					t.Errorf("duty.%s is not for the public in %s", key, tag)
				}
			}
		}
	}
	for _, a := range allActs {
		parts := strings.Split(a.Name, ".")
		if len(parts) != 3 || !words.Has(lang.English, "duty.act_"+parts[1]+"_"+parts[2]) {
			t.Errorf("%s has no name", a.Name)
		}
	}
}

func TestTheLineAndTheStepsAreDrawn(t *testing.T) {
	each(t, func(h *house) {
		h.desks()
		m := matter("a")
		d := h.begins(New{Rule: "acknowledge", Matter: m, Scope: here})
		line := func(who string) string {
			hold, owed := HeldAs(h, who, m)
			if !owed {
				h.Fatal("nothing is owed")
			}
			return h.ui.Words().Text(lang.English, Line(hold).Sentence().Key, Line(hold).Sentence().Args...) + ". " + h.ui.Words().Plain(lang.English, Line(hold).Mark().Word())
		}
		if got := line("hana"); got != "Held by The conduct team since 23 Dec, owing a first answer by 28 Dec. waiting, 2 working days left" {
			h.Error(got)
		}
		h.must(h.room.TakeUp(h.as("amara"), d.ID))
		h.on("2026-12-24")
		if got := line("amara"); got != "Held by you since 23 Dec; you owe a first answer by 28 Dec. 1 working day left" {
			h.Error(got)
		}
		h.on("2026-12-31")
		if got := line("hana"); got != "Held by Amara since 23 Dec, owing a first answer by 28 Dec. 3 working days late" {
			h.Error(got)
		}
		steps := func(tag lang.Tag) string {
			var all []string
			for _, s := range Steps(look(h, func(tx *store.Tx) ([]Promise, error) { return Promises(tx, m, ToReporter) })) {
				text := string(s.State) + ": " + h.ui.Words().Plain(tag, s.Say)
				if s.Mark != nil {
					text += " (" + h.ui.Words().Plain(tag, s.Mark.Word()) + ")"
				}
				all = append(all, text)
			}
			return strings.Join(all, "; ")
		}
		if got := steps(lang.French); got != "late: L’équipe lit votre signalement et vous répond (3 jours ouvrables de retard)" {
			h.Error(got)
		}
		h.meets(d)
		if got := steps(lang.English); got != "keptlate: The team has read your report and answered you" {
			h.Error(got)
		}
		if got := steps(lang.Arabic); !strings.Contains(got, "ردّ عليك") {
			h.Error(got)
		}
		for tag, said := range map[lang.Tag]string{lang.Chinese: "答复了您", lang.Russian: "ответила вам", lang.Spanish: "le respondió"} {
			if got := steps(tag); !strings.Contains(got, said) {
				h.Error(got)
			}
		}
		if _, owed := HeldAs(h, "amara", m); owed {
			h.Error("kept, and still owed")
		}
	})
}

// HeldAs is the line at the head of a matter as somebody sees it.
func HeldAs(h *house, who string, m ident.Matter) (hold Hold, owed bool) {
	h.must(h.db.View(context.Background(), func(tx *store.Tx) (err error) {
		hold, owed, err = HeldNow(tx, lang.English, people.ID(who), m)
		return err
	}))
	return hold, owed
}
