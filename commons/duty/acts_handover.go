package duty

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// Offering is what somebody offers to hand over.
type Offering struct {
	Giver  people.ID // whose duties; "" is one's own. Of another, only the lead of the team offers
	Taker  people.ID
	Team   people.TeamID
	Duties []ID // none is all that the giver has in hand in this team
}

// offering names who may offer: the giver, and the lead of their team for one who
// cannot, because they are ill or gone.
func offering(o Offering, h *Handover) func(*store.Tx) (gate.Scope, error) {
	return func(tx *store.Tx) (gate.Scope, error) {
		held, err := heldBy(tx, o.Giver, o.Team)
		if err != nil {
			return gate.Scope{}, err
		}
		h.Duties = slices.DeleteFunc(held, func(d Duty) bool { return len(o.Duties) > 0 && !slices.Contains(o.Duties, d.ID) })
		leads, err := members(tx, Office{TeamLead, string(o.Team)})
		return gate.Scope{Team: append(leads, string(o.Giver))}, err
	}
}

// Offer offers duties to a successor of the same team. They stay the giver's until the
// successor accepts.
func (r *Room) Offer(ctx context.Context, o Offering) (HandoverID, error) {
	if o.Giver == "" {
		o.Giver = me(ctx)
	}
	h := Handover{Giver: o.Giver, Taker: o.Taker, Team: o.Team, Offerer: me(ctx)}
	return act.Do(ctx, r.desk, Offer, offering(o, &h), func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (id HandoverID, e record.Entry, err error) {
		team, err := members(tx, Office{Team, string(o.Team)})
		if err != nil {
			return id, e, err
		}
		made, err := offer(h, team)
		if err != nil {
			return id, e, err
		}
		if made.Offered, err = Today(tx); err != nil {
			return id, e, err
		}
		made.ID = ident.New[Handover](ident.Dice)
		if err := insertHandover(tx, made); err != nil {
			return id, e, err
		}
		return made.ID, record.Entry{Subject: made.Matter(), Facts: []record.Fact{record.ID("giver", made.Giver), record.ID("taker", made.Taker), record.Count("duties", len(made.Duties))}},
			r.tellOne(tx, made.Taker, "duty.letter_handover", made.Matter())
	})
}

func handover(id HandoverID) func(*store.Tx) (Handover, error) {
	return func(tx *store.Tx) (Handover, error) { return findHandover(tx, id) }
}

// Accept takes over what was offered: those of the duties that are still open, still
// the giver's, and that one is not barred from.
func (r *Room) Accept(ctx context.Context, id HandoverID) (passed int, err error) {
	return act.Do(ctx, r.desk, Accept, handover(id), func(tx *store.Tx, _ *seal.Keys, h Handover) (n int, e record.Entry, err error) {
		a, err := openAlmanac(tx)
		if err != nil {
			return 0, e, err
		}
		team, err := members(tx, Office{Team, string(h.Team)})
		if err != nil {
			return 0, e, err
		}
		if h, err = h.decide(HandedOver, a.today); err != nil {
			return 0, e, err
		}
		if h, err = offer(h, team); err != nil {
			return 0, e, err
		}
		for _, d := range h.Duties {
			if _, err := move(tx, d.pass(h.Taker, a.today)); err != nil {
				return 0, e, err
			}
			if err := note(tx, d, Event{Day: a.today, What: Passed, Person: h.Taker}); err != nil {
				return 0, e, err
			}
			n++
		}
		if err := answerHandover(tx, h); err != nil {
			return 0, e, err
		}
		return n, record.Entry{Subject: h.Matter(), Facts: []record.Fact{record.Count("duties", n)}}, r.tellOne(tx, h.Giver, "duty.letter_handover_answered", h.Matter())
	})
}

// Refuse leaves the duties with whoever offered them.
func (r *Room) Refuse(ctx context.Context, id HandoverID) error {
	_, err := act.Do(ctx, r.desk, Refuse, handover(id), func(tx *store.Tx, _ *seal.Keys, h Handover) (none struct{}, e record.Entry, err error) {
		today, err := Today(tx)
		if err != nil {
			return none, e, err
		}
		if h, err = h.decide(Declined, today); err != nil {
			return none, e, err
		}
		if err := answerHandover(tx, h); err != nil {
			return none, e, err
		}
		return none, record.Entry{Subject: h.Matter()}, r.tellOne(tx, h.Giver, "duty.letter_handover_answered", h.Matter())
	})
	return err
}

// Offered is a hand-over that waits, with the names of those concerned.
type Offered struct {
	Handover
	GiverName, TakerName string
	Holds                []Hold
}
