package casework

import (
	"context"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// ProposeClosing is one person's wish to close a case; a second person has to agree.
func (r *Room) ProposeClosing(ctx context.Context, id CaseID, p Closing, reason, answer string) error {
	who := act.Of(ctx).ID
	return r.deciding(ctx, Propose, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		harmed, err := victims.All(tx, c.ID)
		if err != nil {
			return nil, err
		}
		before, err := closings.All(tx, c.ID)
		if err != nil {
			return nil, err
		}
		next, err := c.propose(p, len(harmed), reason, answer)
		if err != nil {
			return nil, err
		}
		if err := r.fits(tx, keys, c, p.Code); err != nil {
			return nil, err
		}
		k, err := KeyOf(tx, keys, c)
		if err != nil {
			return nil, err
		}
		p.ID, p.Case, p.Serial, p.State, p.Author, p.Day = ident.New[Closing](ident.Dice), c.ID, len(before)+1, ClosingProposed, who, today
		p.Reason, p.Answer = seal.Seal(k, p.place("reason"), seal.Hide(reason)), seal.Seal(k, p.place("answer"), seal.Hide(answer))
		if err := insertClosing(tx, p); err != nil {
			return nil, err
		}
		if err := begins(tx, next, "second_decision"); err != nil {
			return nil, err
		}
		return []record.Fact{record.ID("closing", p.ID)}, save(tx, next)
	})
}

// Agree closes a case by the word of a second person: what reporters and victims are to
// be told is told now.
func (r *Room) Agree(ctx context.Context, id CaseID) error { return r.decide(ctx, Agree, id, true) }

// Refuse gives a case back to whoever wanted it closed.
func (r *Room) Refuse(ctx context.Context, id CaseID) error { return r.decide(ctx, Refuse, id, false) }

func (r *Room) decide(ctx context.Context, a act.Act, id CaseID, agree bool) error {
	who := act.Of(ctx).ID
	return r.holding(ctx, a, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		all, err := closings.All(tx, c.ID)
		if err != nil {
			return nil, err
		}
		last, _ := pending(all)
		next, p, err := c.decide(last, who, agree, today)
		if err == nil && agree {
			err = r.fits(tx, keys, c, p.Code)
		}
		if err != nil {
			return nil, err
		}
		if err := saveClosing(tx, p); err != nil {
			return nil, err
		}
		if err := save(tx, next); err != nil {
			return nil, err
		}
		facts := []record.Fact{record.ID("closing", p.ID)}
		if err := duty.Meet(tx, c.Matter(), "second_decision"); err != nil || !agree {
			return facts, err
		}
		return facts, r.closed(tx, keys, next, p)
	})
}

// closed ends what is owed and tells those who are to be told.
func (r *Room) closed(tx *store.Tx, keys *seal.Keys, c Case, p Closing) error {
	answer, err := seal.Open[string](keys, p.place("answer"), p.Answer)
	if err != nil {
		return err
	}
	if p.Telling != ByPage {
		answer = seal.Private[string]{}
	}
	if err := r.reported(tx, keys, c, EventClosed, answer); err != nil {
		return err
	}
	return duty.Moot(tx, c.Matter(), duty.Closed)
}

// fall ends a proposal to close because the case changes hands.
func fall(tx *store.Tx, c Case, who string, today clock.Day) error {
	all, err := closings.All(tx, c.ID)
	if err != nil {
		return err
	}
	p, ok := pending(all)
	if !ok {
		return nil
	}
	p.State, p.Second, p.Decided = ClosingFallen, who, today
	if err := saveClosing(tx, p); err != nil {
		return err
	}
	return duty.Moot(tx, c.Matter(), duty.Rerouted, "second_decision")
}

// Reopen takes a closed case up again, with the reason. What was never told to the
// oversight office is owed to it again.
func (r *Room) Reopen(ctx context.Context, id CaseID, reason string) error {
	if err := reasoned(reason); err != nil {
		return err
	}
	who := act.Of(ctx).ID
	return r.holding(ctx, Reopen, id, func(tx *store.Tx, keys *seal.Keys, c Case, today clock.Day) ([]record.Fact, error) {
		was := c.Code
		next, err := c.reopen()
		if err != nil {
			return nil, err
		}
		if err := save(tx, next); err != nil {
			return nil, err
		}
		facts, err := note(tx, keys, c, Change{Kind: Reopened, Old: string(was), Author: who, Day: today}, reason)
		if err != nil {
			return nil, err
		}
		if next.Serious && !next.Told {
			if err := begins(tx, next, "tell_oversight"); err != nil {
				return nil, err
			}
		}
		if err := duty.Take(tx, c.Matter(), people.ID(who)); err != nil {
			return nil, err
		}
		return facts, r.reported(tx, keys, next, EventReopened, seal.Private[string]{})
	})
}
