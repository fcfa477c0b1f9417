package duty

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/store"
	"haki/science/workday"
)

func TestWhatIsOwedAlreadyIsNotOwedTwice(t *testing.T) {
	each(t, func(h *house) {
		first := h.begins(New{Rule: "inform_reporter", Matter: matter("a"), Scope: here}) // due 22 January
		h.on("2026-12-30")
		again := h.begins(New{Rule: "inform_reporter", Matter: matter("a"), Scope: here})
		if again.ID != first.ID || again.Due != first.Due {
			h.Errorf("got another, due %s", again.Due)
		}
		earlier := h.begins(New{Rule: "inform_reporter", Matter: matter("a"), Scope: here, From: "2026-12-20"})
		if earlier.ID != first.ID || earlier.Due != "2027-01-19" {
			h.Errorf("the earlier day does not stand: %s", earlier.Due)
		}
		two := []Duty{h.begins(New{Rule: "inform_victim", Matter: matter("a"), OwedTo: Office{Victim, "v1"}, Scope: here}),
			h.begins(New{Rule: "inform_victim", Matter: matter("a"), OwedTo: Office{Victim, "v2"}, Scope: here})}
		if two[0].ID == two[1].ID {
			h.Error("two victims are owed one duty")
		}
		h.change(func(tx *store.Tx) error { return MeetOne(tx, matter("a"), "inform_victim", Office{Victim, "v1"}) })
		if h.now(two[0]).IsOpen() || !h.now(two[1]).IsOpen() {
			h.Error("meeting what one is owed met what the other is owed")
		}
	})
}

func TestNewsIsOwedAgainAndAgainUntilTheMatterIsClosed(t *testing.T) {
	each(t, func(h *house) {
		m := matter("a")
		h.must(h.room.TakeUp(h.as("amara"), h.begins(New{Rule: "inform_reporter", Matter: m, Scope: here}).ID))
		h.on("2027-01-10")
		h.change(func(tx *store.Tx) error { return Meet(tx, m, "inform_reporter") })
		open := look(h, func(tx *store.Tx) ([]Duty, error) { return openOf(tx, m, "") })
		if len(open) != 1 || open[0].From != "2027-01-10" || open[0].Due != "2027-02-09" || open[0].Holder != "amara" {
			h.Fatalf("got %+v", open)
		}
		h.change(func(tx *store.Tx) error { return Moot(tx, m, Closed) })
		if open := look(h, func(tx *store.Tx) ([]Duty, error) { return openOf(tx, m, "") }); len(open) != 0 {
			h.Errorf("closed, and %d are owed", len(open))
		}
	})
}

func TestBehindAWallHeadquartersOwes(t *testing.T) {
	each(t, func(h *house) {
		walled := h.begins(New{Rule: "acknowledge", Matter: matter("a"), Scope: gate.Scope{Mission: "MISKA", Walled: true}})
		unknown := h.begins(New{Rule: "acknowledge", Matter: matter("b")})
		for _, d := range []Duty{walled, unknown} {
			if d.Bearer != (Office{Team, "headquarters"}) {
				h.Errorf("%v owes", d.Bearer)
			}
		}
	})
}

func TestADutyFollowsItsMatterOutOfTheHandsOfTheTeam(t *testing.T) {
	each(t, func(h *house) {
		d := h.begins(New{Rule: "acknowledge", Matter: matter("a"), Scope: here})
		h.must(h.room.TakeUp(h.as("amara"), d.ID))
		if _, err := h.room.Show(h.as("bao"), lang.English, d.ID); err != nil {
			h.Errorf("a colleague does not see it: %v", err)
		}
		h.change(func(tx *store.Tx) error {
			return Rescope(tx, d.Matter, gate.Scope{Mission: "MISKA", Walled: true})
		})
		got := h.now(d)
		if got.Bearer.ID != "headquarters" || got.Holder != "" {
			h.Errorf("%v owes, %q has it in hand", got.Bearer, got.Holder)
		}
		for _, who := range []string{"amara", "bao"} {
			if _, err := h.room.Show(h.as(who), lang.English, d.ID); fault.Of(err) != fault.Withheld {
				h.Errorf("%s, behind the wall: %v", who, err)
			}
			if desk := h.desk(who); len(desk.Owe)+len(desk.Loose)+len(desk.Team)+len(desk.Owed)+len(desk.Reached) != 0 {
				h.Errorf("%s still has it on the desk", who)
			}
		}
		if len(h.desk("hana").Loose) != 1 {
			h.Error("nobody has it on the desk")
		}
	})
}

func TestWhoIsBarredHasNothingOfIt(t *testing.T) {
	each(t, func(h *house) {
		d := h.begins(New{Rule: "acknowledge", Matter: matter("a"), Scope: here})
		h.must(h.room.TakeUp(h.as("amara"), d.ID))
		h.change(func(tx *store.Tx) error {
			return Rescope(tx, d.Matter, gate.Scope{Mission: "MISKA", Not: []string{"amara"}})
		})
		if got := h.now(d); got.Holder != "" || got.Bearer.ID != "conduct" {
			h.Errorf("%v owes, %q has it in hand", got.Bearer, got.Holder)
		}
		if _, err := h.room.Show(h.as("amara"), lang.English, d.ID); fault.Of(err) != fault.Withheld {
			h.Errorf("shown: %v", err)
		}
		if err := h.room.TakeUp(h.as("amara"), d.ID); fault.Of(err) != fault.Withheld {
			h.Errorf("taken up: %v", err)
		}
		h.change(func(tx *store.Tx) error { return Take(tx, d.Matter, "amara") })
		if h.now(d).Holder != "" || len(h.desk("amara").Loose) != 0 || len(h.desk("bao").Loose) != 1 {
			h.Error("who is barred has it on the desk, or nobody has")
		}
		h.mail.take()
		h.on("2026-12-29")
		h.ticks()
		if got := h.mail.take(); got != "bao late, chidi late" { // amara leads the team, and a letter would tell her
			h.Errorf("posted %s", got)
		}
	})
}

func (h *house) desk(who string) DeskView {
	h.Helper()
	d, err := h.room.Desk(h.as(who), lang.English)
	h.must(err)
	return d
}

func TestNobodyWhoBearsADutyGivesThemselvesTime(t *testing.T) {
	each(t, func(h *house) {
		d := h.begins(New{Rule: "assess", Matter: matter("a"), Scope: here})
		ask := Request{Until: "2027-01-15", Reason: Translation}
		for _, who := range []string{"hana", "sol"} { // who sees it is told no
			_, err := h.room.AskTime(h.as(who), d.ID, ask)
			h.refused(err, fault.Forbidden, "fault.forbidden")
		}
		_, err := h.room.AskTime(h.as("olga"), d.ID, ask) // who does not is told nothing
		h.refused(err, fault.Withheld, "fault.not_found")
		id, err := h.room.AskTime(h.as("amara"), d.ID, ask)
		h.must(err)
		_, err = h.room.AskTime(h.as("bao"), d.ID, ask)
		h.refused(err, fault.Conflict, "duty.asked_already")
		for _, who := range []string{"amara", "bao", "sol"} {
			h.refused(h.room.Grant(h.as(who), id), fault.Forbidden, "fault.forbidden")
			h.refused(h.room.Decline(h.as(who), id), fault.Forbidden, "fault.forbidden")
		}
		h.refused(h.room.Grant(h.as("vera"), id), fault.Withheld, "fault.not_found")
		if got := h.now(d); got.Due != "2026-12-31" {
			h.Errorf("asking moved the day to %s", got.Due)
		}
		if asks := h.desk("hana").Asks; len(asks) != 1 || asks[0].Person != "Amara" || len(h.desk("amara").Asks) != 0 {
			h.Errorf("on the desks: %+v", asks)
		}
		h.mail.take()
		h.must(h.room.Grant(h.as("hana"), id))
		h.refused(h.room.Grant(h.as("hugo"), id), fault.Conflict, "duty.answered_already")
		if len(h.desk("hana").Asks) != 0 {
			h.Error("answered, and still asked")
		}
		got := h.now(d)
		if got.Due != "2027-01-15" || got.First != "2026-12-31" || h.mail.take() != "amara extension_answered" {
			h.Errorf("due %s, promised %s", got.Due, got.First)
		}
		want := "12-23 began conduct, 12-23 extension_asked amara headquarters, 12-23 extension_granted hana"
		if s := h.story(d); s != want {
			h.Errorf("got %s", s)
		}
	})
}

// What headquarters owe is not for headquarters to put off: the head of service answers.
// Where the one owed is a team, that team answers; a person of both teams does not.
func TestWhoIsAskedForMoreTime(t *testing.T) {
	each(t, func(h *house) {
		for i, c := range []struct {
			n     New
			asker string
			want  string
		}{
			{New{Rule: "acknowledge", Scope: here}, "amara", "headquarters"},
			{New{Rule: "tell_oversight", Scope: here}, "amara", "oversight"},
			{New{Rule: "assess", OwedTo: Office{Team, "oversight"}, Scope: here}, "amara", "oversight"}, // whatever the rule says: it is owed to them
			{New{Rule: "offer_help", Scope: gate.Scope{Mission: "MISKA", Marks: []gate.Mark{gate.Help}}}, "vera", "headquarters"},
			{New{Rule: "notify", OwedTo: Office{State, "XA"}, Scope: here}, "hana", "service"},
			{New{Rule: "acknowledge", Scope: gate.Scope{Mission: "MISKA", Walled: true}}, "hana", "service"},
			{New{Rule: "say_whether", Bearer: Office{State, "XA"}, Scope: here}, "hana", "headquarters"},
		} {
			c.n.Matter = matter(fmt.Sprint(i))
			d := h.begins(c.n)
			id, err := h.room.AskTime(h.as(c.asker), d.ID, Request{Until: "2027-03-01", Reason: ThirdParty})
			h.must(err)
			ext := look(h, func(tx *store.Tx) (Extension, error) { return findExtension(tx, id) })
			if ext.Asked.ID != c.want {
				h.Errorf("%s: %v is asked, want %s", d.Rule, ext.Asked, c.want)
			}
			h.refused(h.room.Grant(h.as(c.asker), id), fault.Forbidden, "fault.forbidden")
		}
		h.change(func(tx *store.Tx) error { // amara joins the oversight office
			_, err := tx.Exec(`INSERT INTO people_member (team, account, lead, since) VALUES ('oversight', 'bao', 0, '2026-01-01')`)
			return err
		})
		d := h.begins(New{Rule: "tell_oversight", Matter: matter("both"), Scope: here})
		id, err := h.room.AskTime(h.as("amara"), d.ID, Request{Until: "2027-03-01", Reason: ThirdParty})
		h.must(err)
		h.refused(h.room.Grant(h.as("bao"), id), fault.Forbidden, "fault.forbidden")
		if both, olga := h.desk("bao").Asks, h.desk("olga").Asks; len(both) != 0 || len(olga) != 3 {
			h.Errorf("%d asked of who bears it, %d of the office", len(both), len(olga))
		}
		h.must(h.room.Grant(h.as("olga"), id))
	})
}

func TestARefusalLeavesTheDay(t *testing.T) {
	each(t, func(h *house) {
		d := h.begins(New{Rule: "assess", Matter: matter("a"), Scope: here})
		id, err := h.room.AskTime(h.as("amara"), d.ID, Request{Until: "2027-01-15", Reason: Volume})
		h.must(err)
		h.must(h.room.Decline(h.as("hana"), id))
		h.refused(h.room.Grant(h.as("hana"), id), fault.Conflict, "duty.answered_already")
		if got := h.now(d); got.Due != "2026-12-31" {
			h.Errorf("due %s", got.Due)
		}
		id, err = h.room.AskTime(h.as("amara"), d.ID, Request{Until: "2027-01-15", Reason: Volume}) // one may ask again
		h.must(err)
		h.meets(d)
		h.refused(h.room.Grant(h.as("hana"), id), fault.Conflict, "duty.answered_already") // kept meanwhile: the question went with it
	})
}

func TestDutiesPassToASuccessorWhoAccepts(t *testing.T) {
	each(t, func(h *house) {
		var held []Duty
		for i := range 3 {
			d := h.begins(New{Rule: "assess", Matter: matter(fmt.Sprint(i)), Scope: here})
			h.must(h.room.TakeUp(h.as("amara"), d.ID))
			held = append(held, d)
		}
		walled := h.begins(New{Rule: "assess", Matter: matter("not-bao"), Scope: gate.Scope{Mission: "MISKA", Not: []string{"bao"}}})
		h.must(h.room.TakeUp(h.as("amara"), walled.ID))
		h.openOf("amara", 4)
		_, err := h.room.Offer(h.as("amara"), Offering{Taker: "hana", Team: "conduct"})
		h.refused(err, fault.Invalid, "duty.taker_outside")
		_, err = h.room.Offer(h.as("amara"), Offering{Taker: "amara", Team: "conduct"})
		h.refused(err, fault.Invalid, "duty.taker_same")
		_, err = h.room.Offer(h.as("bao"), Offering{Giver: "amara", Taker: "chidi", Team: "conduct"})
		h.refused(err, fault.Withheld, "fault.not_found") // a colleague cannot give away what is hers
		h.on("2026-12-28")
		id, err := h.room.Offer(h.as("amara"), Offering{Taker: "bao", Team: "conduct"})
		h.must(err)
		if got := h.mail.take(); !strings.Contains(got, "bao handover") {
			h.Errorf("posted %s", got)
		}
		h.openOf("amara", 4) // until he accepts, they are hers
		h.meets(held[0])     // and what she does meanwhile is done
		h.refused(h.room.Refuse(h.as("chidi"), id), fault.Withheld, "fault.not_found")
		if _, err := h.room.Accept(h.as("amara"), id); fault.Of(err) != fault.Withheld {
			h.Errorf("accepted by who offered: %v", err)
		}
		if offers := h.desk("bao").Offers; len(offers) != 1 || len(offers[0].Holds) != 2 || offers[0].GiverName != "Amara" {
			h.Fatalf("on the desk: %+v", offers)
		}
		h.on("2026-12-29")
		n, err := h.room.Accept(h.as("bao"), id)
		h.must(err)
		if n != 2 {
			h.Errorf("%d passed", n)
		}
		h.openOf("bao", 2)
		h.openOf("amara", 1) // the one he is barred from stays hers
		if got := h.now(held[1]); got.Holder != "bao" || got.Since != "2026-12-29" || got.Due != held[1].Due {
			h.Errorf("%s since %s, due %s", got.Holder, got.Since, got.Due)
		}
		if s := h.story(held[1]); !strings.HasSuffix(s, "12-29 handed_over bao") {
			h.Errorf("got %s", s)
		}
		_, err = h.room.Accept(h.as("bao"), id)
		h.refused(err, fault.Conflict, "duty.answered_already")
	})
}

// Between an offer and its answer a duty may have left the giver's hands.
func TestWhatIsNoLongerTheGiversDoesNotPass(t *testing.T) {
	each(t, func(h *house) {
		var held []Duty
		for _, id := range []string{"a", "b"} {
			d := h.begins(New{Rule: "assess", Matter: matter(id), Scope: here})
			h.must(h.room.TakeUp(h.as("amara"), d.ID))
			held = append(held, d)
		}
		id, err := h.room.Offer(h.as("amara"), Offering{Taker: "bao", Team: "conduct"})
		h.must(err)
		h.change(func(tx *store.Tx) error {
			return Rescope(tx, held[0].Matter, gate.Scope{Mission: "MISKA", Not: []string{"amara"}})
		})
		h.must(h.room.TakeUp(h.as("chidi"), held[0].ID))
		n, err := h.room.Accept(h.as("bao"), id)
		h.must(err)
		if n != 1 || h.now(held[0]).Holder != "chidi" || h.now(held[1]).Holder != "bao" {
			h.Errorf("%d passed; %s and %s have them", n, h.now(held[0]).Holder, h.now(held[1]).Holder)
		}
	})
}

func (h *house) openOf(who people.ID, want int) {
	h.Helper()
	if n := look(h, func(tx *store.Tx) (int, error) { return OpenOf(tx, who) }); n != want {
		h.Errorf("%s has %d in hand, want %d", who, n, want)
	}
}

func TestTheLeadOffersForOneWhoCannot(t *testing.T) {
	each(t, func(h *house) {
		d := h.begins(New{Rule: "assess", Matter: matter("a"), Scope: here})
		h.must(h.room.TakeUp(h.as("bao"), d.ID))
		id, err := h.room.Offer(h.as("amara"), Offering{Giver: "bao", Taker: "chidi", Team: "conduct", Duties: []ID{d.ID}})
		h.must(err)
		h.openOf("bao", 1)
		_, err = h.room.Accept(h.as("chidi"), id)
		h.must(err)
		h.openOf("chidi", 1)
		d2 := h.begins(New{Rule: "assess", Matter: matter("b"), Scope: here})
		h.must(h.room.TakeUp(h.as("bao"), d2.ID))
		id, err = h.room.Offer(h.as("bao"), Offering{Taker: "chidi", Team: "conduct"})
		h.must(err)
		h.must(h.room.Refuse(h.as("chidi"), id))
		h.openOf("bao", 1)
		if _, err = h.room.Accept(h.as("chidi"), id); fault.Of(err) != fault.Conflict {
			h.Errorf("accepted what was refused: %v", err)
		}
	})
}

func TestOfTwoWhoReachForADutyOneHasIt(t *testing.T) {
	each(t, func(h *house) {
		d := h.begins(New{Rule: "assess", Matter: matter("a"), Scope: here})
		var all sync.WaitGroup
		won := make(chan string, 3)
		for _, who := range []string{"amara", "bao", "chidi"} {
			all.Go(func() {
				if err := h.room.TakeUp(h.as(who), d.ID); err == nil {
					won <- who
				} else if k := fault.Of(err); k != fault.Conflict && k != fault.Stale {
					h.Errorf("%s: %v", who, err)
				}
			})
		}
		all.Wait()
		close(won)
		if who := <-won; string(h.now(d).Holder) != who || len(won) != 0 {
			h.Errorf("%s has it; others believe so too", h.now(d).Holder)
		}
	})
}

func TestClocksThatRunAtOnceNoteABreachOnce(t *testing.T) {
	each(t, func(h *house) {
		var duties []Duty
		for i := range 5 {
			duties = append(duties, h.begins(New{Rule: "acknowledge", Matter: matter(fmt.Sprint(i)), Scope: here}))
		}
		h.on("2026-12-29")
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if _, err := h.room.Tick(context.Background()); err != nil {
					h.Error(err)
				}
			})
		}
		all.Wait()
		for _, d := range duties {
			if s := h.story(d); s != "12-23 began conduct, 12-29 breached, 12-29 escalated conduct" {
				h.Errorf("got %s", s)
			}
		}
		if n := h.entries(Lapse.Name); n != 5 {
			h.Errorf("%d breaches in the record", n)
		}
	})
}

func TestABreachGoesUpItsLine(t *testing.T) {
	each(t, func(h *house) {
		ours := h.begins(New{Rule: "acknowledge", Matter: matter("a"), Ref: "MISKA-1", Scope: here})
		theirs := h.begins(New{Rule: "acknowledge_note", Matter: matter("note"), Ref: "NV-1", Bearer: Office{State, "XA"}, Scope: here})
		h.must(h.room.TakeUp(h.as("bao"), ours.ID))
		var posted []string
		for day := start; day <= "2027-01-08"; day = day.Add(1) {
			h.on(day)
			h.ticks()
			letters := strings.Split(h.mail.take(), ", ")
			slices.Sort(letters) // duties that wake on one day are woken in no order
			if letters[0] != "" {
				posted = append(posted, string(day[5:])+": "+strings.Join(letters, ", "))
			}
		}
		want := []string{
			"12-24: bao soon", "12-29: amara up, bao late", // the lead
			"12-30: hana late_of_state, hana up, hugo late_of_state, hugo up", // due on the 29th: the 28th is a holiday there
			"12-31: hana soon, hana up, hugo soon, hugo up",                   // the chaser that this started is due on 4 January
			"01-05: hana late, hugo late, sol up",
		}
		if !slices.Equal(posted, want) {
			h.Errorf("posted\n%s\nwant\n%s", strings.Join(posted, "\n"), strings.Join(want, "\n"))
		}
		desk := h.desk("hana")
		if len(desk.Reached) != 2 || len(desk.Owed) != 1 || len(desk.Loose) != 1 || desk.Loose[0].Rule != "chase" || desk.Loose[0].Because != theirs.ID {
			h.Errorf("headquarters: %d came up, %d owed to them, they owe %v", len(desk.Reached), len(desk.Owed), desk.Loose)
		}
		if lead := h.desk("amara"); len(lead.Reached) != 1 || len(lead.Team) != 1 || lead.Sizes[WithOurs] != (Size{1, 1}) {
			h.Errorf("the lead: %+v", lead)
		}
		if others := h.desk("chidi"); len(others.Reached) != 0 || len(others.Team) != 1 {
			h.Errorf("a colleague: %+v", others)
		}
		if sol := h.desk("sol"); len(sol.Reached) != 1 {
			h.Errorf("the head of service: %+v", sol)
		}
		h.change(func(tx *store.Tx) error { return Meet(tx, matter("a"), "acknowledge") })
		if len(h.desk("amara").Reached) != 0 {
			h.Error("kept, and still up the line")
		}
	})
}

// The institution is in Paris, whose clocks change: what is due on a day is due until
// that day ends there.
func TestADayEndsWhereTheInstitutionIs(t *testing.T) {
	each(t, func(h *house) {
		for _, c := range []struct {
			from     clock.Day
			due      clock.Day
			lastUTC  string // still on time
			firstUTC string // late
		}{
			{"2026-12-23", "2026-12-26", "2026-12-26T22:59:59Z", "2026-12-26T23:00:00Z"}, // winter: UTC+1
			{"2027-03-25", "2027-03-28", "2027-03-28T21:59:59Z", "2027-03-28T22:00:00Z"}, // the day clocks go forward ends at UTC+2
			{"2027-10-28", "2027-10-31", "2027-10-31T22:59:59Z", "2027-10-31T23:00:00Z"}, // the day they go back ends at UTC+1
		} {
			h.on(c.from)
			d := h.begins(New{Rule: "offer_help", Matter: matter(string(c.from)), Scope: here}) // 3 days
			if d.Due != c.due {
				h.Errorf("from %s due %s, want %s", c.from, d.Due, c.due)
			}
			for at, late := range map[string]bool{c.lastUTC: false} {
				h.at(at)
				h.ticks()
				if got := h.now(d).Late != ""; got != late {
					h.Errorf("at %s late is %v", at, got)
				}
			}
			h.at(c.firstUTC)
			h.ticks()
			if h.now(d).Late != c.due.Add(1) {
				h.Errorf("at %s it is not late", c.firstUTC)
			}
		}
	})
}

func (h *house) at(moment string) {
	t, err := time.Parse(time.RFC3339, moment)
	h.must(err)
	h.clock.Set(t)
}

// Two countries, the same event, different weekends, a holiday between.
func TestTwoStatesOweOnDaysOfTheirOwn(t *testing.T) {
	each(t, func(h *house) {
		h.on("2026-12-23")
		for country, want := range map[string]clock.Day{
			"XA": "2027-01-04", // rests on Friday and Saturday; 28 December is a holiday there
			"XB": "2027-01-04", // rests on Sunday; 24 December is a holiday there
			"XC": "2027-01-05", // rests on Thursday and Friday
			"XZ": "2026-12-31", // nobody entered anything for it: ours alone
		} {
			d := h.begins(New{Rule: "name_investigator", Matter: matter(country), Bearer: Office{State, country}, Scope: here})
			if d.Due != want {
				h.Errorf("%s owes by %s, want %s", country, d.Due, want)
			}
		}
	})
}

func TestARuleChangedLaterChangesNothingPromised(t *testing.T) {
	each(t, func(h *house) {
		before := h.begins(New{Rule: "acknowledge", Matter: matter("a"), Scope: here})
		change := Change{workday.Span{N: 1, Unit: workday.WorkingDays}, Ours, "Circular 2026/9, paragraph 3"}
		h.refused(h.room.ChangeRule(h.as("amara"), "acknowledge", change), fault.Forbidden, "fault.forbidden")
		h.refused(h.room.ChangeRule(h.as("hana"), "nothing", change), fault.NotFound, "fault.not_found")
		h.must(h.room.ChangeRule(h.as("hana"), "acknowledge", change))
		h.refused(h.room.ChangeRule(h.as("hana"), "acknowledge", change), fault.Invalid, "duty.nothing_changed")
		after := h.begins(New{Rule: "acknowledge", Matter: matter("b"), Scope: here})
		if got := h.now(before); got.Due != "2026-12-28" || got.Version != "1" || got.Source.Kind != Design {
			h.Errorf("what was promised: due %s by version %s, %s", got.Due, got.Version, got.Source.Kind)
		}
		if after.Due != "2026-12-24" || after.Version != "1.1" || after.Source.Kind != Institution || h.now(after).Source.Basis != change.Basis {
			h.Errorf("what is promised now: due %s by version %s, %+v", after.Due, after.Version, after.Source)
		}
		back := Change{workday.Span{N: 2, Unit: workday.WorkingDays}, Ours, "Circular 2026/9 withdrawn"}
		h.must(h.room.ChangeRule(h.as("hana"), "acknowledge", back))
		rules, err := h.room.ListRules(h.as("amara"))
		h.must(err)
		i := slices.IndexFunc(rules, func(r RuleView) bool { return r.Code == "acknowledge" })
		if r := rules[i]; r.Version != "1.2" || r.Span.N != 2 || len(r.Changes) != 2 || r.Changes[0].By != "hana" {
			h.Errorf("got %+v", r)
		}
	})
}

func TestAHolidayEnteredLaterMovesNoDayThatWasPromised(t *testing.T) {
	each(t, func(h *house) {
		before := h.begins(New{Rule: "assess", Matter: matter("a"), Scope: here})
		day := Holiday{"", "2026-12-30", "A day of mourning"}
		h.refused(h.room.AddHoliday(h.as("amara"), day), fault.Forbidden, "fault.forbidden")
		h.must(h.room.AddHoliday(h.as("hana"), day))
		h.refused(h.room.AddHoliday(h.as("hana"), day), fault.Invalid, "duty.holiday_there")
		h.refused(h.room.AddHoliday(h.as("hana"), Holiday{"country/XX", "2026-12-30", "None"}), fault.NotFound, "fault.not_found")
		h.refused(h.room.AddHoliday(h.as("hana"), Holiday{"", "30 December", "None"}), fault.Invalid, "duty.day_needed")
		if after := h.begins(New{Rule: "assess", Matter: matter("b"), Scope: here}); h.now(before).Due != "2026-12-31" || after.Due != "2027-01-04" {
			h.Errorf("promised %s, promised after it %s", h.now(before).Due, after.Due)
		}
		h.must(h.room.DropHoliday(h.as("hana"), day))
		h.refused(h.room.DropHoliday(h.as("hana"), day), fault.NotFound, "fault.not_found")
	})
}

func TestAYearNobodyEnteredIsSaid(t *testing.T) {
	each(t, func(h *house) {
		all, err := h.room.ListCalendars(h.as("amara"), lang.French)
		h.must(err)
		gaps := map[string]string{}
		for _, c := range all {
			gaps[c.Calendar] = fmt.Sprint(c.Weekend, c.Gaps)
		}
		for calendar, want := range map[string]string{"": "[sat sun] []", "mission/MISKA": "[fri sat] [2026 2027]", "country/XA": "[fri sat] [2027]", "country/XC": "[thu fri] [2026]"} {
			if gaps[calendar] != want {
				h.Errorf("%q: got %s, want %s", calendar, gaps[calendar], want)
			}
		}
		h.on("2027-12-20")
		d := h.begins(New{Rule: "assess", Matter: matter("a"), Scope: here})
		s, err := h.room.Show(h.as("amara"), lang.English, d.ID)
		h.must(err)
		if len(s.Gaps) != 0 {
			h.Errorf("2027 was entered: %v", s.Gaps)
		}
		d = h.begins(New{Rule: "inform_reporter", Matter: matter("a"), Scope: here})
		if s, err = h.room.Show(h.as("amara"), lang.English, d.ID); err != nil || !slices.Equal(s.Gaps, []int{2028}) {
			h.Errorf("got %v, %v", s.Gaps, err)
		}
		d = h.begins(New{Rule: "name_investigator", Matter: matter("a"), Bearer: Office{State, "XA"}, Scope: here})
		if s, err = h.room.Show(h.as("hana"), lang.English, d.ID); err != nil || !slices.Equal(s.Gaps, []int{2027}) { // of that country nobody entered 2027
			h.Errorf("got %v, %v", s.Gaps, err)
		}
	})
}

func TestAMissionThatClosesLeavesItsDutiesToTheSuccessor(t *testing.T) {
	each(t, func(h *house) {
		d := h.begins(New{Rule: "assess", Matter: matter("a"), Scope: here})
		hq := h.begins(New{Rule: "assess", Matter: matter("b"), Scope: gate.Scope{Mission: "MISKA", Walled: true}})
		teamless := h.begins(New{Rule: "assess", Matter: matter("c"), Scope: gate.Scope{Mission: "MONA"}}) // no team serves it: headquarters'
		h.must(h.room.TakeUp(h.as("amara"), d.ID))
		if n := h.ticks(); n != 0 {
			h.Errorf("%d things happened in a house in order", n)
		}
		h.change(func(tx *store.Tx) error {
			for _, q := range []string{
				`UPDATE people_serves SET until = '2026-12-23' WHERE team = 'conduct'`,
				`INSERT INTO people_team (id, role, name_en, name_fr, needed, founded, ended, successor, roster, rev) SELECT 'regional', role, name_en, name_fr, needed, '2021-01-01', '', '', roster, 0 FROM people_team WHERE id = 'conduct'`,
				`INSERT INTO people_serves (team, mission, since, until) VALUES ('regional', 'MISKA', '2026-12-24', '')`,
				`INSERT INTO people_serves (team, mission, since, until) VALUES ('regional', 'MONA', '2026-12-24', '')`,
			} {
				if _, err := tx.Exec(q); err != nil {
					return err
				}
			}
			return nil
		})
		h.ticks()
		h.on("2026-12-24")
		h.ticks()
		if got := h.now(d); got.Bearer.ID != "regional" || got.Holder != "" || got.Due != d.Due {
			h.Errorf("%v owes, by %s", got.Bearer, got.Due)
		}
		if got := h.now(hq); got.Bearer.ID != "headquarters" {
			h.Errorf("what stands behind a wall went to %v", got.Bearer)
		}
		if got := h.now(teamless); got.Bearer.ID != "headquarters" { // a team that is new cannot read it yet
			h.Errorf("what headquarters began went to %v by itself", got.Bearer)
		}
	})
}

func TestPromisesAreReadByWhomTheyAreMadeTo(t *testing.T) {
	each(t, func(h *house) {
		m := matter("a")
		h.change(func(tx *store.Tx) error {
			_, err := Start(tx, New{Rule: "acknowledge", Matter: m, Scope: here}, New{Rule: "assess", Matter: m, Scope: here}, New{Rule: "offer_help", Matter: m, Scope: here},
				New{Rule: "tell_oversight", Matter: m, Scope: here}, New{Rule: "notify", Matter: m, OwedTo: Office{State, "XA"}, Scope: here},
				New{Rule: "say_whether", Matter: m, Bearer: Office{State, "XA"}, Scope: here}, New{Rule: "inform_reporter", Matter: m, Scope: here})
			return err
		})
		h.on("2026-12-24")
		h.change(func(tx *store.Tx) error { return Meet(tx, m, "acknowledge") })
		h.on("2027-01-05")
		h.ticks()
		for to, want := range map[Audience]string{
			ToReporter: "acknowledge done 2026-12-24, assess late 2026-12-31, inform_reporter ontime 2027-01-22",
			ToVictim:   "acknowledge done 2026-12-24, offer_help late 2026-12-26, assess late 2026-12-31, notify late 2026-12-31, say_whether ontime 2027-01-12, inform_reporter ontime 2027-01-22",
		} {
			var got []string
			for _, p := range look(h, func(tx *store.Tx) ([]Promise, error) { return Promises(tx, m, to) }) {
				got = append(got, fmt.Sprintf("%s %s %s", p.Rule, p.State, map[bool]clock.Day{true: p.Kept, false: p.Due}[p.Kept != ""]))
			}
			if s := strings.Join(got, ", "); s != want {
				h.Errorf("%s:\n got %s\nwant %s", to, s, want)
			}
		}
	})
}

// A person with nothing to do with a duty gets the same as for one that does not exist.
func TestWhoMaySeeADuty(t *testing.T) {
	each(t, func(h *house) {
		d := h.begins(New{Rule: "assess", Matter: matter("a"), Scope: here})
		told := h.begins(New{Rule: "tell_oversight", Matter: matter("b"), Scope: here})
		help := h.begins(New{Rule: "child_protection", Matter: matter("c"), Scope: here})
		sees := map[string]string{"amara": "abc", "hana": "abc", "sol": "abc", "olga": "b", "vera": "c", "nobody": ""}
		for who, want := range sees {
			got := ""
			for name, id := range map[string]ID{"a": d.ID, "b": told.ID, "c": help.ID, "x": "no-such-duty"} {
				_, err := h.room.Show(h.as(who), lang.English, id)
				switch {
				case err == nil:
					got += name
				case fault.All(err)[0].Key != "fault.not_found":
					h.Errorf("%s, %s: %v", who, name, err)
				}
			}
			letters := strings.Split(got, "")
			slices.Sort(letters)
			if strings.Join(letters, "") != want {
				h.Errorf("%s sees %q, want %q", who, got, want)
			}
		}
	})
}

func TestWhereTheInstitutionCountsIsChecked(t *testing.T) {
	each(t, func(h *house) {
		for name, here := range map[string]Here{"no zone": {"", "sat sun"}, "the machine's": {"Local", "sat sun"}, "no such zone": {"Moon/Sea", "sat sun"},
			"no such day": {"UTC", "saturday"}, "a week of rest": {"UTC", "mon tue wed thu fri sat sun"}} {
			if err := h.room.SetHere(h.as("hana"), here); fault.Of(err) != fault.Invalid {
				h.Errorf("%s: %v", name, err)
			}
		}
		h.must(h.room.SetHere(h.as("hana"), Here{"Africa/Bangui", "fri sat"}))
		h.refused(h.room.SetHere(h.as("amara"), Here{"UTC", "sat sun"}), fault.Forbidden, "fault.forbidden")
		if d := h.begins(New{Rule: "acknowledge", Matter: matter("a"), Scope: here}); d.Due != "2026-12-27" { // Thursday, then Sunday: Friday is Christmas and weekend
			h.Errorf("due %s", d.Due)
		}
	})
}
