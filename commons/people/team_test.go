package people

import (
	"context"
	"slices"
	"testing"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

func TestATeamTakesTwoPeople(t *testing.T) {
	each(t, func(w *town) {
		found := Proposal{Kind: ToFound, Role: Conduct, NameEN: "late", Account: w.ids["dan"], Missions: []string{"MEVA"}}
		for _, n := range []string{"ada", "bo", "dan", "eve", "vic", "noor"} {
			_, err := w.room.Propose(w.as(n), found)
			w.wants(n+" proposes a team", err, fault.Withheld)
		}
		_, err := w.room.Propose(context.Background(), found)
		w.wants("the public proposes a team", err, fault.Withheld)

		p := must(w.room.Propose(w.as("omar"), found))
		w.wants("the proposer confirms", w.room.Confirm(w.as("omar"), p), fault.Withheld)
		for _, n := range []string{"ada", "dan", "noor", "eve"} {
			w.wants(n+" confirms", w.room.Confirm(w.as(n), p), fault.Withheld)
			w.wants(n+" declines", w.room.Decline(w.as(n), p), fault.Withheld)
		}
		if err := w.room.Confirm(w.as("ida"), p); err != nil {
			t.Fatal(err)
		}
		w.wants("a second time", w.room.Confirm(w.as("ida"), p), fault.NotFound)
		if n := w.count(`SELECT count(*) FROM people_team WHERE name_en = 'late' AND role = 'conduct'`); n != 1 {
			t.Errorf("%d teams", n)
		}
		for _, name := range []string{"people.team.propose", "people.team.found"} {
			if w.count(`SELECT count(*) FROM record_entry WHERE act = ? AND actor <> ''`, name) == 0 {
				t.Errorf("%s is not in the record", name)
			}
		}
		// headquarters may propose too; then nobody else of headquarters is there to confirm
		_, err = w.room.Propose(w.as("ida"), found)
		w.wants("ida proposes and nobody could confirm", err, fault.Conflict)
	})
}

func TestJoiningTakesTwoPeople(t *testing.T) {
	each(t, func(w *town) {
		here := w.teams["here"]
		let := func(by, name string, lead bool) (ProposalID, error) {
			return w.room.Propose(w.as(by), Proposal{Kind: ToJoin, Team: here, Account: w.ids[name], Lead: lead})
		}
		_, err := let("bo", "dan", false)
		w.wants("who does not lead proposes", err, fault.Withheld)
		_, err = let("cy", "dan", false)
		w.wants("the lead of another team proposes", err, fault.Withheld)
		_, err = let("omar", "omar", false)
		w.wants("the administrator for himself", err, fault.Invalid)
		_, err = let("omar", "bo", false)
		w.wants("who is in it", err, fault.Invalid)

		p := must(let("ada", "dan", false)) // a lead may, for her own team
		w.wants("the lead who proposed", w.room.Confirm(w.as("ada"), p), fault.Conflict)
		w.wants("the one who would join", w.room.Confirm(w.as("dan"), p), fault.Withheld)
		w.wants("headquarters, without the team's keys", w.room.Confirm(w.as("ida"), p), fault.Withheld)
		w.wants("a member of another team", w.room.Confirm(w.as("cy"), p), fault.Withheld)
		s := w.note("m", "MIRA")
		if w.reads("dan", s) {
			t.Error("a proposal let dan in")
		}
		if err := w.room.Confirm(w.as("bo"), p); err != nil {
			t.Fatal(err)
		}
		if !w.reads("dan", s) {
			t.Error("dan joined and does not read what was there")
		}

		p = must(let("omar", "bo", true)) // bo becomes a lead
		w.wants("bo, for himself", w.room.Confirm(w.as("bo"), p), fault.Withheld)
		if err := w.room.Confirm(w.as("dan"), p); err != nil {
			t.Fatal(err)
		}
		if _, err := let("bo", "cy", false); err != nil {
			t.Errorf("bo leads now: %v", err)
		}
		p = must(let("omar", "eve", false))
		if err := w.room.Decline(w.as("ada"), p); err != nil {
			t.Errorf("a member declines: %v", err)
		}
		w.wants("what was declined", w.room.Confirm(w.as("ada"), p), fault.NotFound)
		p = must(let("omar", "eve", false))
		if err := w.room.Decline(w.as("omar"), p); err != nil {
			t.Errorf("who proposed takes it back: %v", err)
		}
	})
}

// P-15: whatever somebody tries alone, they hold afterwards no more than before.
func TestNobodyRaisesTheirOwnRights(t *testing.T) {
	each(t, func(w *town) {
		var teams []TeamID
		for _, id := range w.teams {
			teams = append(teams, id)
		}
		for name, id := range w.ids {
			before := act.Of(w.as(name)).Grants
			var mine []ProposalID
			try := func(p Proposal) {
				for _, whom := range []ID{id, w.ids["dan"]} {
					p.Account = whom
					if got, err := w.room.Propose(w.as(name), p); err == nil {
						mine = append(mine, got)
					}
				}
			}
			for _, team := range teams {
				for _, lead := range []bool{false, true} {
					try(Proposal{Kind: ToJoin, Team: team, Lead: lead})
				}
				try(Proposal{Kind: ToServe, Team: team, Missions: []string{"MEVA"}})
				for _, heir := range teams {
					try(Proposal{Kind: ToSucceed, Team: team, Successor: heir})
				}
				try(Proposal{Kind: ToNeed, Team: team, Needed: 1})
			}
			for _, role := range Roles {
				try(Proposal{Kind: ToFound, Role: role, NameEN: "x", Missions: []string{"MEVA"}})
			}
			for _, p := range mine {
				if err := w.room.Confirm(w.as(name), p); err == nil {
					t.Errorf("%s confirmed what they proposed", name)
				}
			}
			if after := act.Of(w.as(name)).Grants; !slices.Equal(before, after) {
				t.Errorf("%s held %v and holds %v", name, before, after)
			}
			w.write(`DELETE FROM people_proposal`)
		}
	})
}

// An administrator holds no power over any matter, and there is no way to write one
// into the table without this test.
func TestAnAdministratorHoldsNoPowerOverMatters(t *testing.T) {
	for _, r := range Administrator.Rights() {
		if !slices.Contains([]gate.Power{Invite, End, Propose, Read}, r.Power) {
			t.Errorf("an administrator holds %s", r.Power)
		}
	}
	for _, role := range Roles {
		holds := func(p gate.Power) bool {
			return slices.ContainsFunc(role.Rights(), func(r Right) bool { return r.Power == p })
		}
		if holds("intake.read") && (holds(Invite) || holds(End)) {
			t.Errorf("%s reads reports and ends accounts", role)
		}
		if (role == Oversight || role == Victims) && slices.ContainsFunc(role.Rights(), func(r Right) bool { return r.Mark == "" }) {
			t.Errorf("%s sees what it was not told of", role)
		}
		if role != Headquarters && holds(Found) {
			t.Errorf("%s founds teams", role)
		}
	}
	for _, g := range Conduct.grants(true, []string{"MIRA"}) {
		if g.Mission != "MIRA" {
			t.Errorf("a mission's team holds %v", g)
		}
	}
	if got := Conduct.grants(true, nil); len(got) != 0 {
		t.Errorf("a team that serves nothing holds %v", got)
	}
}

func TestATeamServesByDate(t *testing.T) {
	each(t, func(w *town) {
		serve := func(team, mission, since, until string) {
			t.Helper()
			p := must(w.room.Propose(w.as("omar"), Proposal{Kind: ToServe, Team: w.teams[team], Missions: []string{mission}, Since: dayOf(since), Until: dayOf(until)}))
			if err := w.room.Confirm(w.as("ida"), p); err != nil {
				t.Fatal(err)
			}
		}
		reader := func(name, mission string) bool {
			return gate.Rule(act.Of(w.as(name)), "intake.read", "", gate.Scope{Mission: mission}) == gate.Allowed
		}
		bearer := func(mission string) (id TeamID) {
			w.read(func(tx *store.Tx) (err error) {
				team, err := TeamFor(tx, Conduct, mission)
				id = team.ID
				return err
			})
			return id
		}
		serve("here", "MEVA", "2026-11-24", "2026-11-26") // from tomorrow, three days
		serve("there", "MEVA", "2026-11-27", "")          // then another team
		serve("here", "MIRA", "2026-01-01", "2026-11-25") // and MIRA closes
		days := map[string]struct {
			ada, cy bool
			team    string
			mira    string
		}{
			"2026-11-23": {false, false, "hq", "here"}, "2026-11-24": {true, false, "here", "here"}, "2026-11-26": {true, false, "here", "hq"},
			"2026-11-27": {false, true, "there", "hq"}, "2026-12-31": {false, true, "there", "hq"},
		}
		for day, want := range days {
			w.clock.Set(dayOf(day).Time(nil).Add(monday.Sub(monday.Truncate(24 * 3600e9))))
			w.token = map[string]seal.Token{}
			if a, c := reader("ada", "MEVA"), reader("cy", "MEVA"); a != want.ada || c != want.cy {
				t.Errorf("%s: ada %v, cy %v", day, a, c)
			}
			if got := bearer("MEVA"); got != w.teams[want.team] {
				t.Errorf("%s: %s bears MEVA, want %s", day, got, want.team)
			}
			if got := bearer("MIRA"); got != w.teams[want.mira] {
				t.Errorf("%s: %s bears MIRA, want %s", day, got, want.mira)
			}
			if reader("ada", "MIRA") != (day <= "2026-11-25") {
				t.Errorf("%s: ada reads MIRA", day)
			}
			if !reader("ida", "MEVA") || !reader("ida", "") {
				t.Errorf("%s: headquarters does not read", day)
			}
		}
		for role, want := range map[Role]string{Oversight: "oversight", Headquarters: "hq", Victims: "victims", Service: "hq"} {
			w.read(func(tx *store.Tx) error {
				got, err := TeamFor(tx, role, "MIRA")
				if got.ID != w.teams[want] {
					t.Errorf("%s for MIRA is %v", role, got)
				}
				return err
			})
		}
		if got := bearer(""); got != w.teams["hq"] {
			t.Errorf("an unknown mission is borne by %s", got)
		}
	})
}

func TestASuccessorHasMissionsKeysAndMatters(t *testing.T) {
	each(t, func(w *town) {
		old, closed := w.note("old", "MIRA"), w.note("closed", "MEVA")
		p := must(w.room.Propose(w.as("omar"), Proposal{Kind: ToServe, Team: w.teams["here"], Missions: []string{"MEVA"}, Since: "2025-01-01", Until: "2025-06-30"}))
		if err := w.room.Confirm(w.as("ida"), p); err != nil {
			t.Fatal(err)
		}
		_, err := w.room.Propose(w.as("omar"), Proposal{Kind: ToSucceed, Team: w.teams["here"], Successor: w.teams["there"]})
		w.wants("an administrator hands matters over", err, fault.Withheld)
		for _, heir := range []string{"oversight", "admin", "here"} {
			_, err := w.room.Propose(w.as("ida"), Proposal{Kind: ToSucceed, Team: w.teams["here"], Successor: w.teams[heir]})
			w.wants(heir+" succeeds", err, fault.Invalid)
		}
		p = must(w.room.Propose(w.as("ida"), Proposal{Kind: ToSucceed, Team: w.teams["here"], Successor: w.teams["there"]}))
		w.wants("who receives confirms", w.room.Confirm(w.as("cy"), p), fault.Withheld)
		if w.reads("cy", old) {
			t.Error("a proposal gave cy the matters")
		}
		if err := w.room.Confirm(w.as("bo"), p); err != nil {
			t.Fatal(err)
		}
		if !w.reads("cy", old) || w.reads("bo", old) || w.reads("ada", old) {
			t.Error("the old matter did not go over")
		}
		may := func(name, mission string) bool {
			return gate.Rule(act.Of(w.as(name)), "intake.read", "", gate.Scope{Mission: mission}) == gate.Allowed
		}
		if !may("cy", "MIRA") || !may("cy", "MONA") || !may("cy", "MEVA") || may("ada", "MIRA") || may("bo", "MIRA") {
			t.Error("the missions did not go over")
		}
		if err := w.do(w.as("cy"), func(tx *store.Tx, k *seal.Keys) error { return Settle(tx, k, "old") }); err != nil {
			t.Fatal(err)
		}
		if n := w.count(`SELECT count(*) FROM people_wrap v JOIN people_key m ON m.id = v.key_id JOIN people_key k ON k.id = v.by_id WHERE m.owner = 'old' AND k.owner = ?`, w.teams["here"]); n != 0 {
			t.Errorf("%d keys of the settled matter are still kept by the team that ended", n)
		}
		if !w.reads("cy", old) || !w.reads("ida", old) {
			t.Error("settling lost a reader")
		}
		if fresh := w.note("new", "MIRA"); !w.reads("cy", fresh) || w.reads("ada", fresh) {
			t.Error("what is new goes to the wrong team")
		}
		// a matter that only headquarters could read goes over when headquarters touches it
		if w.reads("cy", closed) {
			t.Error("cy reads what was sealed to headquarters only")
		}
		if err := w.do(w.as("ida"), func(tx *store.Tx, k *seal.Keys) error {
			to, err := Readers(tx, "intake.read", gate.Scope{Mission: "MEVA"})
			if err != nil {
				return err
			}
			return Settle(tx, k, "closed", to...)
		}); err != nil {
			t.Fatal(err)
		}
		if !w.reads("cy", closed) || w.reads("ada", closed) {
			t.Error("headquarters could not hand it on")
		}
		_, err = w.room.Propose(w.as("omar"), Proposal{Kind: ToJoin, Team: w.teams["here"], Account: w.ids["dan"]})
		w.wants("somebody joins a team that ended", err, fault.Conflict)
	})
}

func TestWhoIsWhomTheGateWouldLet(t *testing.T) {
	each(t, func(w *town) {
		names := func(s gate.Scope) (out []string) {
			w.read(func(tx *store.Tx) error {
				all, err := Who(tx, "intake.read", s)
				for _, v := range all {
					for name, id := range w.teams {
						if v.ID == id {
							out = append(out, name)
						}
					}
				}
				if fresh, err2 := Readers(tx, "intake.read", s); err == nil && (err2 != nil || len(fresh) != len(all)) {
					t.Errorf("%v: %d readers for %d teams (%v)", s, len(fresh), len(all), err2)
				}
				return err
			})
			slices.Sort(out)
			return out
		}
		for _, c := range []struct {
			name string
			in   gate.Scope
			want []string
		}{
			{"a mission", gate.Scope{Mission: "MIRA"}, []string{"here", "hq"}},
			{"another", gate.Scope{Mission: "MONA"}, []string{"hq", "there"}},
			{"no mission", gate.Scope{}, []string{"hq"}},
			{"behind a wall", gate.Scope{Mission: "MIRA", Walled: true}, []string{"hq"}},
			{"behind a wall, oversight told", gate.Scope{Mission: "MIRA", Walled: true, Marks: []gate.Mark{gate.Told}}, []string{"hq", "oversight"}},
			{"help wanted", gate.Scope{Mission: "MIRA", Marks: []gate.Mark{gate.Help}}, []string{"here", "hq", "victims"}},
			{"the only one of headquarters is barred", gate.Scope{Mission: "MIRA", Not: []string{string(w.ids["ida"])}}, []string{"here"}},
			{"one of two is barred", gate.Scope{Mission: "MIRA", Not: []string{string(w.ids["bo"])}}, []string{"here", "hq"}},
		} {
			if got := names(c.in); !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
		w.read(func(tx *store.Tx) error {
			all := must(Who(tx, "intake.read", gate.Scope{Mission: "MIRA", Not: []string{string(w.ids["bo"])}}))
			for _, v := range all {
				if v.Has(w.ids["bo"]) {
					t.Error("who is barred stands in the list")
				}
			}
			if _, err := Readers(tx, gate.Anyone, gate.Scope{}); fault.Of(err) != fault.Unavailable {
				t.Errorf("readers of what needs no power: %v", err)
			}
			lead, _ := must(View(tx, w.teams["here"])).Lead()
			if lead.Account != w.ids["ada"] || lead.Display != "Display ada" || lead.Office != "Officer" {
				t.Errorf("the lead is %v", lead)
			}
			if d := must(Display(tx, "clock")); d != "" {
				t.Errorf("the clock is called %q", d)
			}
			return nil
		})
	})
}

func TestWhoOwesStays(t *testing.T) {
	each(t, func(w *town) {
		w.owes[w.ids["bo"]] = 2
		w.wants("leaving", w.room.Leave(w.as("bo"), w.teams["here"]), fault.Conflict)
		w.wants("being removed", w.room.Remove(w.as("omar"), w.teams["here"], w.ids["bo"]), fault.Conflict)
		w.wants("being ended", w.room.End(w.as("omar"), w.ids["bo"]), fault.Conflict)
		delete(w.owes, w.ids["bo"])
		if err := w.room.Leave(w.as("bo"), w.teams["here"]); err != nil {
			t.Error(err)
		}
		w.wants("leaving twice", w.room.Leave(w.as("bo"), w.teams["here"]), fault.NotFound)
		w.wants("the last of a team", w.room.Leave(w.as("ada"), w.teams["here"]), fault.Conflict)
		w.wants("the last of a team, ended", w.room.End(w.as("omar"), w.ids["ada"]), fault.Conflict)
		w.wants("removing somebody from another's team", w.room.Remove(w.as("cy"), w.teams["here"], w.ids["ada"]), fault.Withheld)
		w.wants("one holder of three where two others are needed", w.room.Leave(w.as("noor"), w.teams["recovery"]), fault.Conflict)
	})
}

func TestATeamIsFoundedSoundly(t *testing.T) {
	each(t, func(w *town) {
		ok := Proposal{Kind: ToFound, Role: Conduct, NameEN: "x", Account: w.ids["dan"], Missions: []string{"MEVA"}}
		for name, change := range map[string]func(*Proposal){
			"no role":                  func(p *Proposal) { p.Role = "" },
			"an unknown role":          func(p *Proposal) { p.Role = "king" },
			"a second headquarters":    func(p *Proposal) { p.Role = Headquarters },
			"a second oversight":       func(p *Proposal) { p.Role = Oversight },
			"another recovery team":    func(p *Proposal) { p.Role = Recovery },
			"no name":                  func(p *Proposal) { p.NameEN = " " },
			"no lead":                  func(p *Proposal) { p.Account = "" },
			"a lead whom nobody knows": func(p *Proposal) { p.Account = "who" },
			"no mission":               func(p *Proposal) { p.Missions = nil },
			"every mission":            func(p *Proposal) { p.Missions = []string{""} },
			"what is no proposal":      func(p *Proposal) { p.Kind = "fly" },
		} {
			p := ok
			change(&p)
			_, err := w.room.Propose(w.as("omar"), p)
			w.wants(name, err, fault.Invalid)
		}
		if _, err := w.room.Propose(w.as("omar"), ok); err != nil {
			t.Error(err)
		}
	})
}
