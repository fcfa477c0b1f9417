package app_test

import (
	"context"
	"slices"
	"testing"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/testkit"
	"pgregory.net/rapid"
)

// P-15: whatever anybody does alone, in whatever order, gives nobody a right: rights grow
// only when a second person confirms what a first proposed, and never those of both at once
// by one hand. commons/people tries every proposal of every person one by one.
func TestP15NobodyRaisesTheirOwnRights(t *testing.T) {
	h := testkit.New(t, "sqlite")
	staff, err := h.Rooms.People.All(h.As("paul"))
	if err != nil {
		t.Fatal(err)
	}
	var teams []people.TeamID
	for _, team := range staff.Teams {
		teams = append(teams, team.ID)
	}
	seesGrowth(t, h)
	rapid.Check(t, func(r *rapid.T) {
		open := map[people.ProposalID]string{} // and who proposed it
		for range rapid.IntRange(1, 5).Draw(r, "steps") {
			who := rapid.SampledFrom(persons[1:]).Draw(r, "who")
			whom := rapid.SampledFrom(persons[1:]).Draw(r, "whom")
			before := rights(h)
			var proposer string
			if ids := slices.Sorted(keys(open)); len(ids) > 0 && rapid.Bool().Draw(r, "confirm") {
				id := rapid.SampledFrom(ids).Draw(r, "proposal")
				if as(h, who, func(ctx context.Context) error { return h.Rooms.People.Confirm(ctx, id) }) == nil {
					proposer = open[id]
					delete(open, id)
				}
			} else {
				p := people.Proposal{Kind: rapid.SampledFrom([]people.Kind{people.ToJoin, people.ToFound, people.ToServe}).Draw(r, "kind"), Team: rapid.SampledFrom(teams).Draw(r, "team"),
					Account: h.ID(whom), Lead: rapid.Bool().Draw(r, "lead"), Role: rapid.SampledFrom(people.Roles).Draw(r, "role"), NameEN: "x", Missions: []string{"MISTEL"}}
				as(h, who, func(ctx context.Context) error {
					id, err := h.Rooms.People.Propose(ctx, p)
					if err == nil {
						open[id] = who
					}
					return err
				})
			}
			for name, after := range rights(h) {
				if !more(before[name], after) {
					continue
				}
				if proposer == "" || proposer == who {
					r.Fatalf("%s did something alone, and %s holds more: %v", who, name, after)
				}
				if name == who && name == proposer {
					r.Fatalf("%s raised their own rights", name)
				}
			}
		}
		for id, by := range open { // so that the next round begins without them
			as(h, by, func(ctx context.Context) error { return h.Rooms.People.Decline(ctx, id) })
		}
	})
}

// seesGrowth shows that the measure of the test sees rights grow, where two people let
// somebody into a team: chance alone need not come upon it.
func seesGrowth(t *testing.T, h *testkit.House) {
	t.Helper()
	before := rights(h)["lise"]
	id, err := h.Rooms.People.Propose(h.As("paul"), people.Proposal{Kind: people.ToJoin, Team: h.Town.Teams["Conduct team of MISOR"], Account: h.ID("lise")})
	if err == nil {
		err = h.Rooms.People.Confirm(h.As("amara"), id)
	}
	if err != nil || !more(before, rights(h)["lise"]) {
		t.Fatalf("two people let somebody in, and no rights grew: %v", err)
	}
}

func keys(m map[people.ProposalID]string) func(func(people.ProposalID) bool) {
	return func(yield func(people.ProposalID) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func as(h *testkit.House, who string, do func(context.Context) error) error {
	ctx, leave, err := h.Desk.Enter(context.Background(), h.Token(who))
	if err != nil {
		h.T.Fatal(err)
	}
	defer leave()
	return do(ctx)
}

// rights are everybody's grants.
func rights(h *testkit.House) map[string][]gate.Grant {
	all := map[string][]gate.Grant{}
	for _, who := range persons[1:] {
		as(h, who, func(ctx context.Context) error { all[who] = slices.Clone(act.Of(ctx).Grants); return nil })
	}
	return all
}

func more(before, after []gate.Grant) bool {
	return slices.ContainsFunc(after, func(g gate.Grant) bool { return !slices.Contains(before, g) })
}
