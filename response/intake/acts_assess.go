package intake

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/response/casework"
)

// OpenCase opens a case for a report: what it would be if it were true is misconduct. The
// reporter reads that it is decided; the duty to assess is met.
func (r *Room) OpenCase(ctx context.Context, id ReportID, n casework.New) (c casework.Case, err error) {
	err = r.on(ctx, Assess, id, func(tx *store.Tx, keys *seal.Keys, rep Report, today clock.Day) ([]record.Fact, error) {
		n.Mission, n.Walled, n.Told, n.Help, n.Barred = rep.Mission, rep.Walled, rep.Told, rep.Help, rep.Barred
		n.Channel, n.Opened, n.Reports, n.Author = string(rep.Channel), today, 1, act.Of(ctx).ID
		if !n.Happened.Known() {
			n.Happened = rep.Happened
		}
		made, err := casework.Start(tx, keys, n)
		if c = made; err != nil {
			return nil, err
		}
		return []record.Fact{record.ID("case", c.ID)}, r.follow(tx, keys, rep, c, n.Title, today)
	})
	return c, err
}

// JoinCase lets a report be answered by a case there is; its reporter is owed the same
// answers as the first.
func (r *Room) JoinCase(ctx context.Context, id ReportID, reference string) (c casework.Case, err error) {
	who := act.Of(ctx)
	err = r.on(ctx, Assess, id, func(tx *store.Tx, keys *seal.Keys, rep Report, today clock.Day) ([]record.Fact, error) {
		made, err := casework.Join(tx, keys, reference, who, rep.Help)
		if c = made; err != nil {
			return nil, err
		}
		if rep.Walled != c.Walled { // a count that grew would tell the mission of it
			return nil, fault.In("reference", "casework.reference_unknown")
		}
		return []record.Fact{record.ID("case", c.ID)}, r.joined(tx, keys, rep, c, today)
	})
	return c, err
}

// joined puts a report behind a case there is: whoever was told of the case reads it, and
// whoever is kept away from the case is kept away from it.
func (r *Room) joined(tx *store.Tx, keys *seal.Keys, rep Report, c casework.Case, today clock.Day) error {
	if err := r.follow(tx, keys, rep, c, "", today); err != nil {
		return err
	}
	if c.Told {
		if err := r.Oversight(tx, keys, c); err != nil {
			return err
		}
	}
	if len(c.Barred) == 0 {
		return nil
	}
	return r.Barred(tx, c)
}

// follow puts a report behind its case.
func (r *Room) follow(tx *store.Tx, keys *seal.Keys, rep Report, c casework.Case, title string, today clock.Day) error {
	next, err := rep.intoCase(string(c.ID))
	if err != nil {
		return err
	}
	if title != "" {
		k, err := accountKey(tx, keys, rep)
		if err != nil {
			return err
		}
		next.Title = seal.Seal(k, rep.place("title"), seal.Hide(title))
	}
	if err := save(tx, next); err != nil {
		return err
	}
	if err := put(tx, rep, StepAssessed, today); err != nil {
		return err
	}
	return duty.Meet(tx, rep.Matter(), "assess")
}

// ProposeClosing is one person's wish to close a report without a case.
func (r *Room) ProposeClosing(ctx context.Context, id ReportID, c Closing, reason, answer string) error {
	who := act.Of(ctx).ID
	return r.on(ctx, Propose, id, func(tx *store.Tx, keys *seal.Keys, rep Report, today clock.Day) ([]record.Fact, error) {
		next, err := rep.propose(c, reason, answer)
		if err != nil {
			return nil, err
		}
		k, err := accountKey(tx, keys, rep)
		if err != nil {
			return nil, err
		}
		c.ID, c.Report, c.State, c.Author, c.Day = ident.New[Closing](r.dice), rep.ID, ClosingProposed, who, today
		c.Reason, c.Answer = seal.Seal(k, c.place("reason"), seal.Hide(reason)), seal.Seal(k, c.place("answer"), seal.Hide(answer))
		if err := insertClosing(tx, c); err != nil {
			return nil, err
		}
		if _, err := duty.Start(tx, fromToday(duties(rep, "second_decision"))...); err != nil {
			return nil, err
		}
		return []record.Fact{record.Code("code", c.Code)}, save(tx, next)
	})
}

// Agree closes a report by the word of a second person; the reporter is told what they
// are to be told.
func (r *Room) Agree(ctx context.Context, id ReportID) error { return r.decide(ctx, Agree, id, true) }

// Refuse gives a report back to whoever wanted it closed.
func (r *Room) Refuse(ctx context.Context, id ReportID) error {
	return r.decide(ctx, Refuse, id, false)
}

func (r *Room) decide(ctx context.Context, a act.Act, id ReportID, agree bool) error {
	who := act.Of(ctx).ID
	_, err := act.Do(ctx, r.Desk, a, byID(id), func(tx *store.Tx, keys *seal.Keys, rep Report) (none struct{}, e record.Entry, err error) {
		e.Subject = rep.Matter()
		if err := settle(tx, keys, rep); err != nil {
			return none, e, err
		}
		all, err := closings(tx, rep.ID)
		if err != nil {
			return none, e, err
		}
		var last Closing
		for _, c := range all {
			if c.State == ClosingProposed {
				last = c
			}
		}
		today, err := duty.Today(tx)
		if err != nil {
			return none, e, err
		}
		next, c, err := rep.decide(last, who, agree, today)
		if err != nil {
			return none, e, err
		}
		e.Facts = []record.Fact{record.Code("code", c.Code)}
		if err := saveClosing(tx, c); err != nil {
			return none, e, err
		}
		if err := save(tx, next); err != nil {
			return none, e, err
		}
		if err := duty.Meet(tx, rep.Matter(), "second_decision"); err != nil || !agree {
			return none, e, err
		}
		return none, e, r.close(tx, keys, next, c, today)
	})
	return err
}

// close tells the reporter and ends what is owed, but for the duty to inform: it is met
// when they read it.
func (r *Room) close(tx *store.Tx, keys *seal.Keys, rep Report, c Closing, today clock.Day) error {
	answer, err := seal.Open[string](keys, c.place("answer"), c.Answer)
	if err != nil {
		return err
	}
	if c.Telling == ByPage {
		if err := r.writeSealed(tx, keys, rep, c.Author, answer); err != nil {
			return err
		}
	}
	if err := put(tx, rep, StepClosed, today); err != nil {
		return err
	}
	if err := duty.Meet(tx, rep.Matter(), "assess"); err != nil {
		return err
	}
	if c.Telling == ByPage {
		if err := duty.Meet(tx, rep.Matter(), "acknowledge"); err != nil {
			return err
		}
	}
	return duty.Moot(tx, rep.Matter(), duty.Closed)
}

// writeSealed files a message of ours whose text is sealed already elsewhere.
func (r *Room) writeSealed(tx *store.Tx, keys *seal.Keys, rep Report, who string, text seal.Private[string]) error {
	before, err := talk(tx, rep.ID)
	if err != nil {
		return err
	}
	m := Message{ID: ident.New[Message](r.dice), Report: rep.ID, Place: len(before), Ours: true, Author: who, Lang: rep.Lang}
	k, err := talkKey(tx, keys, rep)
	if err != nil {
		return err
	}
	if m.Day, err = duty.Today(tx); err != nil {
		return err
	}
	m.Body = seal.Seal(k, m.bodyPlace(), text)
	return insertMessage(tx, m)
}

// Reopen takes a closed report up again: it is owed an assessment anew.
func (r *Room) Reopen(ctx context.Context, id ReportID) error {
	return r.on(ctx, Reopen, id, func(tx *store.Tx, _ *seal.Keys, rep Report, today clock.Day) ([]record.Fact, error) {
		next, err := rep.reopen()
		if err != nil {
			return nil, err
		}
		if err := put(tx, rep, StepReopened, today); err != nil {
			return nil, err
		}
		if _, err := duty.Start(tx, fromToday(duties(rep, "assess", "inform_reporter"))...); err != nil {
			return nil, err
		}
		return nil, save(tx, next)
	})
}

// What casework asks of this room about the reports of a case (casework.Reports).

// Told lets the reporters of a case know of an event: each reads the step; the answer,
// where there is one, is written to each.
func (r *Room) Told(tx *store.Tx, keys *seal.Keys, c casework.Case, event casework.Event, answer seal.Private[string]) error {
	code, ok := map[casework.Event]StepCode{casework.EventOversight: StepOversight, casework.EventClosed: StepClosed, casework.EventReopened: StepReopened}[event]
	if !ok {
		return fault.New(fault.Internal, "fault.internal")
	}
	return r.each(tx, keys, c, func(rep Report, today clock.Day) error {
		if err := put(tx, rep, code, today); err != nil {
			return err
		}
		if answer.Open() {
			if err := r.writeSealed(tx, keys, rep, "", answer); err != nil {
				return err
			}
		}
		if event == casework.EventReopened {
			rep.Status = InCase
			_, err := duty.Start(tx, fromToday(duties(rep, "inform_reporter"))...)
			if err != nil {
				return err
			}
			return save(tx, rep)
		}
		if event != casework.EventClosed {
			return nil
		}
		rep.Status = Closed
		if err := save(tx, rep); err != nil {
			return err
		}
		return duty.Moot(tx, rep.Matter(), duty.Closed)
	})
}

// Released puts what came of a case on the page of each reporter who was harmed; the duty
// to inform her begins, where it does not run already, and is met when she reads it
// (response/outcome). A witness or a third person is told nothing (decisions.md §5).
func (r *Room) Released(tx *store.Tx, c casework.Case, event string) error {
	code := StepCode(event)
	if !slices.Contains(Outcomes, code) {
		return fault.New(fault.Internal, "fault.internal")
	}
	return r.each(tx, nil, c, func(rep Report, today clock.Day) error {
		if rep.Role != Victim {
			return nil
		}
		if err := put(tx, rep, code, today); err != nil {
			return err
		}
		_, err := duty.Start(tx, fromToday(duties(rep, "inform_victim"))...)
		return err
	})
}

// Oversight opens the reports of a case to the oversight office: account and
// conversation, for it decides alone.
func (r *Room) Oversight(tx *store.Tx, keys *seal.Keys, c casework.Case) error {
	return r.each(tx, keys, c, func(rep Report, _ clock.Day) error {
		if rep.Told {
			return nil
		}
		rep.Told = true
		if err := save(tx, rep); err != nil {
			return err
		}
		if err := duty.Rescope(tx, rep.Matter(), plain(rep)); err != nil {
			return err
		}
		return settle(tx, keys, rep)
	})
}

// Barred keeps away from the reports of a case whoever is kept away from the case.
func (r *Room) Barred(tx *store.Tx, c casework.Case) error {
	return r.each(tx, nil, c, func(rep Report, _ clock.Day) error {
		rep.Barred = c.Barred
		if err := save(tx, rep); err != nil {
			return err
		}
		return duty.Rescope(tx, rep.Matter(), plain(rep))
	})
}

func (r *Room) each(tx *store.Tx, _ *seal.Keys, c casework.Case, fn func(Report, clock.Day) error) error {
	all, err := ofCase(tx, string(c.ID))
	if err != nil {
		return err
	}
	today, err := duty.Today(tx)
	for _, rep := range all {
		if err == nil {
			err = fn(rep, today)
		}
	}
	return err
}

var _ casework.Reports = (*Room)(nil)
