package intake

import (
	"context"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// on does an act of staff to a report: what came from outside is settled under the
// team's own key by the first of them, and for teams that read it since.
func (r *Room) on(ctx context.Context, a act.Act, id ReportID, change func(*store.Tx, *seal.Keys, Report, clock.Day) ([]record.Fact, error)) error {
	who := people.ID(act.Of(ctx).ID)
	_, err := act.Do(ctx, r.Desk, a, byID(id), func(tx *store.Tx, keys *seal.Keys, rep Report) (none struct{}, e record.Entry, err error) {
		if err := settle(tx, keys, rep); err != nil {
			return none, e, err
		}
		today, err := duty.Today(tx)
		if err != nil {
			return none, e, err
		}
		if err := duty.Take(tx, rep.Matter(), who); err != nil {
			return none, e, err
		}
		facts, err := change(tx, keys, rep, today)
		return none, record.Entry{Subject: rep.Matter(), Facts: facts}, err
	})
	return err
}

func settle(tx *store.Tx, keys *seal.Keys, rep Report) error {
	to, err := readersOf(tx, rep, false)
	if err != nil {
		return err
	}
	if err := people.Settle(tx, keys, rep.accountMatter(), to.account...); err != nil {
		return err
	}
	return people.Settle(tx, keys, rep.talkMatter(), to.talk...)
}

// put enters an event that the reporter is told of.
func put(tx *store.Tx, rep Report, code StepCode, today clock.Day) error {
	all, err := steps(tx, rep.ID)
	if err != nil {
		return err
	}
	return insertStep(tx, Step{Report: rep.ID, Place: len(all), Code: code, Day: today})
}

// Answer writes to the reporter: the duty to acknowledge is met, the duty to inform runs
// anew.
func (r *Room) Answer(ctx context.Context, id ReportID, tag, text string) error {
	if err := sayable("text", text); err != nil {
		return err
	}
	who := act.Of(ctx).ID
	return r.on(ctx, Reply, id, func(tx *store.Tx, keys *seal.Keys, rep Report, today clock.Day) ([]record.Fact, error) {
		if err := r.write(tx, keys, rep, who, tag, text); err != nil {
			return nil, err
		}
		for _, rule := range []string{"acknowledge", "answer"} {
			if err := duty.Meet(tx, rep.Matter(), rule); err != nil {
				return nil, err
			}
		}
		if rep.Status != Received {
			return nil, nil
		}
		if err := put(tx, rep, StepAnswered, today); err != nil {
			return nil, err
		}
		return nil, save(tx, rep.answered())
	})
}

// write files a message of ours.
func (r *Room) write(tx *store.Tx, keys *seal.Keys, rep Report, who, tag, text string) error {
	before, err := talk(tx, rep.ID)
	if err != nil {
		return err
	}
	return r.put(tx, keys, rep, Message{ID: ident.New[Message](r.dice), Report: rep.ID, Place: len(before), Ours: true, Author: who, Lang: tag}, text)
}

// Render files a translation of the account or of a message; the original stays. The
// account's is sealed like the account, a message's like the conversation.
func (r *Room) Render(ctx context.Context, id ReportID, of, tag, text string) error {
	if err := sayable("text", text); err != nil {
		return err
	}
	if len(tag) < 2 || len(tag) > 8 {
		return fault.In("lang", "fault.choose")
	}
	who := act.Of(ctx).ID
	return r.on(ctx, Translate, id, func(tx *store.Tx, keys *seal.Keys, rep Report, today clock.Day) ([]record.Fact, error) {
		t := Translation{ID: ident.New[Translation](r.dice), Report: rep.ID, Of: of, Lang: tag, Author: who, Day: today}
		k, err := r.renderKey(tx, keys, rep, of)
		if err != nil {
			return nil, err
		}
		t.Body = seal.Seal(k, t.bodyPlace(), seal.Hide(text))
		return nil, insertTranslation(tx, t)
	})
}

func (r *Room) renderKey(tx *store.Tx, keys *seal.Keys, rep Report, of string) (*seal.Key, error) {
	if of == "account" {
		return accountKey(tx, keys, rep)
	}
	all, err := talk(tx, rep.ID)
	if err != nil {
		return nil, err
	}
	for _, m := range all {
		if string(m.ID) == of {
			return talkKey(tx, keys, rep)
		}
	}
	return nil, fault.In("of", "fault.choose")
}

func accountKey(tx *store.Tx, keys *seal.Keys, rep Report) (*seal.Key, error) {
	to, err := readersOf(tx, rep, false)
	if err != nil {
		return nil, err
	}
	return people.Sealer(tx, keys, rep.accountMatter(), to.account...)
}

// OfferHelp says that help was offered, and how; the reporter, if they were harmed, reads
// that it was.
func (r *Room) OfferHelp(ctx context.Context, id ReportID, tag, text string) error {
	who := act.Of(ctx).ID
	return r.on(ctx, Help, id, func(tx *store.Tx, keys *seal.Keys, rep Report, today clock.Day) ([]record.Fact, error) {
		if strings.TrimSpace(text) != "" {
			if err := r.write(tx, keys, rep, who, tag, text); err != nil {
				return nil, err
			}
		}
		if err := put(tx, rep, StepHelp, today); err != nil {
			return nil, err
		}
		return nil, duty.Meet(tx, rep.Matter(), "offer_help")
	})
}

// ToldOtherwise enters that the reporter was told in another way than by their page: in
// person, by telephone, through somebody.
func (r *Room) ToldOtherwise(ctx context.Context, id ReportID) error {
	return r.on(ctx, Inform, id, func(tx *store.Tx, _ *seal.Keys, rep Report, today clock.Day) ([]record.Fact, error) {
		if err := put(tx, rep, StepTold, today); err != nil {
			return nil, err
		}
		if err := duty.Meet(tx, rep.Matter(), "acknowledge"); err != nil {
			return nil, err
		}
		return nil, informed(tx, rep)
	})
}

// Protected enters that somebody looked after the child's protection.
func (r *Room) Protected(ctx context.Context, id ReportID) error {
	return r.on(ctx, Protect, id, func(tx *store.Tx, _ *seal.Keys, rep Report, _ clock.Day) ([]record.Fact, error) {
		return nil, duty.Meet(tx, rep.Matter(), "child_protection")
	})
}

// ShareAccount lets the victims' rights officers read the account, because the reporter
// chose so; only somebody who reads it can.
func (r *Room) ShareAccount(ctx context.Context, id ReportID) error {
	return r.on(ctx, Share, id, func(tx *store.Tx, keys *seal.Keys, rep Report, _ clock.Day) ([]record.Fact, error) {
		all, err := choices(tx, rep.ID)
		if err != nil {
			return nil, err
		}
		if !chosen(all, AccountHelp) || !rep.Help {
			return nil, fault.New(fault.Conflict, "intake.not_chosen")
		}
		to, err := readersOf(tx, rep, true)
		if err != nil {
			return nil, err
		}
		return nil, people.Settle(tx, keys, rep.accountMatter(), to.account...)
	})
}
