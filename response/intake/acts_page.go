package intake

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// What the bearer of a receipt sees and does. The ring of a receipt opens the
// conversation and the notes of choices made on this page, never the account.

// Said is one turn as its reader sees it.
type Said struct {
	ID     string
	Ours   bool
	Author string // display name, on staff pages only
	Day    clock.Day
	Lang   string
	Body   seal.Private[string]
	In     []Rendered // translations
}

// Rendered is a translation as its reader sees it.
type Rendered struct {
	Lang, Author string
	Day          clock.Day
	Body         seal.Private[string]
}

// Theirs is the reporter's page.
type Theirs struct {
	Report   Report
	Steps    []Step
	Next     []duty.Promise
	Talk     []Said
	Choices  []Choice
	Readers  []people.TeamView // of the conversation, as teams stand today
	Unread   bool
	Archived bool // nothing can be added any more
}

// opened is a report with what hangs on it, found in one transaction.
type opened struct {
	Report
	messages []Message
}

// Sealed is what the page must fetch keys for.
func (o opened) Sealed() []seal.Sealed {
	all := []seal.Sealed{o.Report.Account, o.Report.Title}
	for _, m := range o.messages {
		all = append(all, m.Body)
	}
	return all
}

func withTalk(find func(*store.Tx) (Report, error)) func(*store.Tx) (opened, error) {
	return func(tx *store.Tx) (o opened, err error) {
		if o.Report, err = find(tx); err == nil {
			o.messages, err = talk(tx, o.Report.ID)
		}
		return o, err
	}
}

// Open shows the bearer's page.
func (r *Room) Open(ctx context.Context, receipt seal.Receipt) (Theirs, error) {
	ctx, leave := r.Desk.Present(ctx, receipt)
	defer leave()
	page, err := act.See(ctx, r.Desk, Page, withTalk(findMailbox(receipt.Mailbox())), theirs)
	if err != nil || !page.Unread {
		return page, err
	}
	return page, r.see(ctx, receipt)
}

func theirs(tx *store.Tx, keys *seal.Keys, o opened) (p Theirs, err error) {
	p.Report = o.Report
	if p.Steps, err = steps(tx, o.ID); err != nil {
		return p, err
	}
	p.Steps = slices.DeleteFunc(p.Steps, func(s Step) bool { return s.Code.forVictim() && o.Role != Victim })
	p.Unread = slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Read == "" })
	if p.Next, err = promises(tx, o.Report); err != nil {
		return p, err
	}
	for _, m := range o.messages {
		body, err := seal.Open[string](keys, m.bodyPlace(), m.Body)
		if err != nil {
			return p, err
		}
		p.Talk = append(p.Talk, Said{ID: string(m.ID), Ours: m.Ours, Day: m.Day, Lang: m.Lang, Body: body})
	}
	all, err := choices(tx, o.ID)
	if err != nil {
		return p, err
	}
	p.Choices = inForce(all)
	p.Readers, err = people.Who(tx, PowerRead, o.Scope())
	return p, err
}

// promises are what the reporter is told that is owed: as reporter, and as victim by
// her own word.
func promises(tx *store.Tx, rep Report) ([]duty.Promise, error) {
	if rep.Role == Victim {
		return duty.Promises(tx, rep.Matter(), duty.ToVictim)
	}
	return duty.Promises(tx, rep.Matter(), duty.ToReporter)
}

// see notes the day on which news was read, and so meets the duty to inform.
func (r *Room) see(ctx context.Context, receipt seal.Receipt) error {
	return r.bearing(ctx, Seen, receipt, func(tx *store.Tx, _ *seal.Keys, rep Report) error {
		today, err := duty.Today(tx)
		if err != nil {
			return err
		}
		if _, err := readSteps(tx, rep, string(today)); err != nil {
			return err
		}
		return informed(tx, rep)
	})
}

// informed meets the duties to inform; the next thirty days begin.
func informed(tx *store.Tx, rep Report) error {
	err := duty.Meet(tx, rep.Matter(), "inform_reporter")
	if err == nil && rep.Role == Victim {
		err = duty.Meet(tx, rep.Matter(), "inform_victim")
	}
	return err
}

// bearing does an act of whoever shows the receipt, to the one report it opens.
func (r *Room) bearing(ctx context.Context, a act.Act, receipt seal.Receipt, change func(*store.Tx, *seal.Keys, Report) error) error {
	ctx, leave := r.Desk.Present(ctx, receipt)
	defer leave()
	_, err := act.Do(ctx, r.Desk, a, findMailbox(receipt.Mailbox()),
		func(tx *store.Tx, keys *seal.Keys, rep Report) (none struct{}, e record.Entry, err error) {
			return none, record.Entry{Subject: rep.Matter()}, change(tx, keys, rep)
		})
	return err
}

// Say adds what the reporter writes to the conversation. token makes it once: the same
// message sent again after a broken line is there already.
func (r *Room) Say(ctx context.Context, receipt seal.Receipt, token ident.ID[Message], tag, text string) error {
	if err := sayable("message", text); err != nil {
		return err
	}
	return r.bearing(ctx, Add, receipt, func(tx *store.Tx, keys *seal.Keys, rep Report) error {
		before, err := talk(tx, rep.ID)
		if err != nil || slices.ContainsFunc(before, func(m Message) bool { return m.ID == token }) {
			return err
		}
		m := Message{ID: token, Report: rep.ID, Place: len(before), Lang: tag}
		if err := r.put(tx, keys, rep, m, text); err != nil {
			return err
		}
		if rep.Status == Closed {
			return r.toTeam(tx, rep, "intake.letter_wrote")
		}
		if _, err := duty.Start(tx, fromToday(duties(rep, "answer"))...); err != nil {
			return err
		}
		return r.toTeam(tx, rep, "intake.letter_wrote")
	})
}

// fromToday lets duties begin today instead of on the day the report came.
func fromToday(all []duty.New) []duty.New {
	for i := range all {
		all[i].From = ""
	}
	return all
}

// put seals a message to those who read the conversation and files it.
func (r *Room) put(tx *store.Tx, keys *seal.Keys, rep Report, m Message, text string) error {
	k, err := talkKey(tx, keys, rep)
	if err != nil {
		return err
	}
	if m.Day, err = duty.Today(tx); err != nil {
		return err
	}
	m.Body = seal.Seal(k, m.bodyPlace(), seal.Hide(text))
	return insertMessage(tx, m)
}

// talkKey is the key that the conversation goes on under: for the teams as they stand
// today, and for the receipt.
func talkKey(tx *store.Tx, keys *seal.Keys, rep Report) (*seal.Key, error) {
	to, err := readersOf(tx, rep, false)
	if err != nil {
		return nil, err
	}
	return people.Sealer(tx, keys, rep.talkMatter(), to.conversation()...)
}

func (r *Room) toTeam(tx *store.Tx, rep Report, key string) error {
	t, err := team(tx, rep)
	if err != nil {
		return err
	}
	return r.tell(tx, t.ID, key, rep.Matter())
}

// Chosen is one change of mind, with what else there is to say about it.
type Chosen struct {
	Purpose Purpose
	Value   Answer
	Note    string
}

// Choose enters choices of the reporter; those that change nothing are not entered.
// Wanting help opens the conversation to the victims' rights officers and lets the duty
// to offer it begin; sharing the account with them is a choice of its own, which only a
// reader of the account can carry out, so it becomes a duty of the team.
func (r *Room) Choose(ctx context.Context, receipt seal.Receipt, all []Chosen) error {
	return r.bearing(ctx, Choose, receipt, func(tx *store.Tx, keys *seal.Keys, rep Report) error {
		had, err := choices(tx, rep.ID)
		if err != nil {
			return err
		}
		day, err := duty.Today(tx)
		if err != nil {
			return err
		}
		for _, c := range all {
			if chosen(had, c.Purpose) == (c.Value == Yes) && c.Note == "" {
				continue
			}
			made, err := choose(rep, len(had), c.Purpose, c.Value, day)
			if err != nil {
				return err
			}
			k, err := talkKey(tx, keys, rep)
			if err != nil {
				return err
			}
			made.Note = seal.Seal(k, made.notePlace(), seal.Hide(c.Note))
			if err := insertChoice(tx, made); err != nil {
				return err
			}
			had = append(had, made)
		}
		return r.heed(tx, keys, rep, had)
	})
}

// heed makes what follows from the choices in force follow.
func (r *Room) heed(tx *store.Tx, keys *seal.Keys, rep Report, all []Choice) error {
	help := chosen(all, WantHelp)
	if help == rep.Help {
		return r.toTeam(tx, rep, "intake.letter_chose")
	}
	rep.Help = help
	if err := save(tx, rep); err != nil {
		return err
	}
	if err := duty.Rescope(tx, rep.Matter(), plain(rep)); err != nil {
		return err
	}
	if !help {
		if err := duty.Moot(tx, rep.Matter(), duty.Unwanted, "offer_help"); err != nil {
			return err
		}
		return r.toTeam(tx, rep, "intake.letter_chose")
	}
	if err := r.shareTalk(tx, keys, rep); err != nil {
		return err
	}
	if _, err := duty.Start(tx, fromToday(duties(rep, "offer_help"))...); err != nil {
		return err
	}
	return r.toTeam(tx, rep, "intake.letter_chose")
}

// shareTalk keeps the conversation for everybody who may read it now.
func (r *Room) shareTalk(tx *store.Tx, keys *seal.Keys, rep Report) error {
	to, err := readersOf(tx, rep, false)
	if err != nil {
		return err
	}
	return people.Settle(tx, keys, rep.talkMatter(), to.talk...)
}

// Renew puts a new receipt in the place of one that may have been seen: the old words
// open nothing from then on. Sent twice, it is done once.
func (r *Room) Renew(ctx context.Context, old, fresh seal.Receipt) error {
	if _, err := r.sent(ctx, fresh); err == nil {
		return nil
	}
	return r.bearing(ctx, Replace, old, func(tx *store.Tx, keys *seal.Keys, rep Report) error {
		was := rep.Public
		rep.Mailbox, rep.Public = fresh.Mailbox(), fresh.Key().Recipient().Public
		if err := people.Grant(tx, keys, rep.talkMatter(), seal.RecipientOf(rep.Public)); err != nil {
			return err
		}
		if err := people.Forget(tx, rep.talkMatter(), seal.RecipientOf(was)); err != nil {
			return err
		}
		return save(tx, rep)
	})
}

// Attach adds a file to the report.
func (r *Room) Attach(ctx context.Context, receipt seal.Receipt, files []custody.Upload) error {
	if len(files) == 0 {
		return fault.In("file", "intake.file_required")
	}
	return r.bearing(ctx, Attach, receipt, func(tx *store.Tx, keys *seal.Keys, rep Report) error {
		to, err := readersOf(tx, rep, false)
		if err != nil {
			return err
		}
		if err := r.adopt(tx, keys, rep, sealing{files: files, to: to}); err != nil {
			return err
		}
		return r.toTeam(tx, rep, "intake.letter_wrote")
	})
}
