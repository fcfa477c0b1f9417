package practice

import (
	"context"
	"errors"
	"strings"

	"haki/commons/act"
	"haki/internal/fault"
)

func join(all ...error) error { return errors.Join(all...) }

// What a State says, and headquarters for one that has no account, with the paper it came
// on: the act is then Behalf and says so in the record.

// Speak does a State's move by its own people; with it may go a text: an answer to
// questions, a reason.
func (r *Room) Speak(ctx context.Context, id ID, m Move, text string) error {
	a, ok := map[Move]act.Act{Submitting: Submit, Clearing: Clear, Confirming: Confirm, Revising: Revise, Answering: Answer, Withdrawing: Retract}[m]
	if !ok {
		return fault.New(fault.Conflict, "practice.not_now")
	}
	return r.on(ctx, a, id, m, text, func(w *work) error { return w.spoke(m, text) })
}

// Record does the same for a State without an account, or for an organisation.
func (r *Room) Record(ctx context.Context, id ID, m Move, text string) error {
	switch m {
	case Submitting, Clearing, Confirming, Revising, Answering:
	default:
		return fault.New(fault.Conflict, "practice.not_now")
	}
	return r.on(ctx, Behalf, id, m, text, func(w *work) error {
		if !w.p.Proxy && w.p.Owner != "" {
			return fault.New(fault.Conflict, "practice.states_own")
		}
		return w.spoke(m, text)
	})
}

func (w *work) spoke(m Move, text string) error {
	p := &w.p
	switch m {
	case Submitting:
		if err := p.handable(); err != nil {
			return err
		}
		p.Shared, p.Submitted = true, w.today
	case Clearing:
		p.ClearedState = w.today
	case Confirming:
		p.Confirmed = w.today
	case Revising:
		p.Origin, p.Submitted, p.ClearedState, p.Cleared = Chain, "", "", ""
	case Answering, Withdrawing:
		if strings.TrimSpace(text) == "" {
			return fault.In("text", "fault.required")
		}
		if m == Withdrawing {
			p.Ended = w.today
		}
	}
	return nil
}

// handable says what is missing of a draft that is handed in: one language at least is whole.
func (p Practice) handable() error {
	var least error
	for _, tag := range Languages {
		t, ok := p.Texts[tag]
		if !ok {
			continue
		}
		err := t.faults()
		if err == nil {
			return nil
		}
		if least == nil {
			least = err
		}
	}
	if least == nil {
		least = fault.In("title", "fault.required")
	}
	return least
}

// Decide does a move of headquarters: complete, return with questions, clear for the
// service, publish, reject with a reason, take from the library.
func (r *Room) Decide(ctx context.Context, id ID, m Move, text string) error {
	a, ok := map[Move]act.Act{Completing: Whole, Returning: Return, Approving: Approve, Publishing: Publish, Rejecting: Reject, Withdrawing: Remove}[m]
	if !ok {
		return fault.New(fault.Conflict, "practice.not_now")
	}
	return r.on(ctx, a, id, m, text, func(w *work) error {
		if (m == Returning || m == Rejecting || m == Withdrawing) && strings.TrimSpace(text) == "" {
			return fault.In("text", "fault.required")
		}
		return w.decided(m)
	})
}

func (w *work) decided(m Move) error {
	p := &w.p
	switch m {
	case Returning:
		p.ClearedState = ""
	case Approving: // what the State cleared is reviewed: by the State itself
		p.Cleared = w.today
		texts := map[string]Text{}
		for tag, t := range p.Texts {
			t.Reviewed = t.Reviewed || t.faults() == nil
			texts[tag] = t
		}
		p.Texts = texts
	case Publishing:
		return w.publish(false)
	case Withdrawing:
		p.Ended = w.today
	}
	return nil
}

// publish makes a version of the languages that are reviewed.
func (w *work) publish(listed bool) error {
	p := &w.p
	texts := reviewed(p.Texts)
	if len(texts) == 0 {
		return fault.New(fault.Conflict, "practice.none_reviewed")
	}
	for _, t := range texts {
		if err := t.faults(); err != nil {
			return fault.New(fault.Conflict, "practice.half_written")
		}
	}
	p.Number++
	if p.Published == "" {
		p.Published = w.today
	}
	if !listed {
		p.Confirmed = w.today
	}
	return insertVersion(w.tx, p.ID, Version{Number: p.Number, Day: w.today, Listed: listed, Coded: p.Coded, Texts: texts})
}
