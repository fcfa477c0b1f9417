package intake

import (
	"context"
	"reflect"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/find"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// Preview is what the review page shows before anything is sent.
type Preview struct {
	Account, Talk []people.TeamView // who could read, from teams and walls as they are
	Today         clock.Day
	to            readers
}

// Preview computes who could read a letter if it were sent now. It fails when nobody
// could: then nothing is sent, so nothing is lost.
func (r *Room) Preview(ctx context.Context, t Told, receipt seal.Receipt) (Preview, error) {
	var today clock.Day
	return act.See(ctx, r.Desk, Review,
		func(tx *store.Tx) (rep Report, err error) {
			rep, today, err = draft(tx, "", t)
			return rep, err
		},
		func(tx *store.Tx, _ *seal.Keys, rep Report) (Preview, error) {
			p, err := preview(tx, rep, false)
			p.Today, p.to.receipt = today, receipt.Key().Recipient()
			return p, err
		})
}

// draft checks a letter against the day and the missions there are.
func draft(tx *store.Tx, id ReportID, t Told) (Report, clock.Day, error) {
	today, err := duty.Today(tx)
	if err != nil {
		return Report{}, "", err
	}
	if t.Mission != "" {
		if _, err := mission.Find(tx, t.Mission); err != nil {
			return Report{}, "", fault.In("mission", "intake.mission_unknown")
		}
	}
	rep, err := Write(id, t, today)
	return rep, today, err
}

// preview finds the teams that can read, and what is sealed to them. Most often the
// account and the conversation have the same readers, who are then looked for once.
func preview(tx *store.Tx, rep Report, shared bool) (p Preview, err error) {
	account, talk := rep.accountScope(shared), rep.Scope()
	if p.Account, p.to.account, err = who(tx, account); err != nil {
		return p, err
	}
	p.Talk, p.to.talk = p.Account, p.to.account
	if !reflect.DeepEqual(account, talk) {
		p.Talk, p.to.talk, err = who(tx, talk)
	}
	return p, err
}

func who(tx *store.Tx, s gate.Scope) (teams []people.TeamView, to []seal.Recipient, err error) {
	if teams, err = people.Who(tx, PowerRead, s); err == nil {
		to, err = people.Halves(tx, teams)
	}
	return teams, to, err
}

func readersOf(tx *store.Tx, rep Report, shared bool) (readers, error) {
	p, err := preview(tx, rep, shared)
	if rep.Public != "" {
		p.to.receipt = seal.RecipientOf(rep.Public)
	}
	return p.to, err
}

// Receive takes a letter in. The receipt is its own key against doubles: sent again
// after a broken line, it finds what it made the first time. Wraps are made before the
// writing transaction, so that nobody waits for public-key work; readers who change in
// between make it start over, once.
func (r *Room) Receive(ctx context.Context, t Told, receipt seal.Receipt, files []custody.Upload) (ReportID, error) {
	for again := true; ; again = false {
		if id, err := r.sent(ctx, receipt); err == nil || fault.Of(err) != fault.NotFound {
			return id, err
		}
		id, err := r.receive(ctx, t, receipt, files)
		if again && (fault.Of(err) == fault.Stale || store.Taken(err)) {
			continue
		}
		return id, err
	}
}

// sent finds the report that a receipt was given for.
func (r *Room) sent(ctx context.Context, receipt seal.Receipt) (ReportID, error) {
	ctx, leave := r.Desk.Present(ctx, receipt)
	defer leave()
	return act.See(ctx, r.Desk, Sent, findMailbox(receipt.Mailbox()),
		func(_ *store.Tx, _ *seal.Keys, rep Report) (ReportID, error) { return rep.ID, nil })
}

// sealing is what is made for a letter before the act.
type sealing struct {
	account, talk           *seal.Key
	accountWraps, talkWraps []seal.Wrap
	files                   []custody.Upload
	to                      readers
}

func prepare(to readers, files []custody.Upload) (s sealing, err error) {
	s.to = to
	if s.account, s.accountWraps, err = seal.Prepare(to.account...); err != nil {
		return s, err
	}
	if s.talk, s.talkWraps, err = seal.Prepare(to.conversation()...); err != nil {
		return s, err
	}
	for _, f := range files {
		if f, err = custody.Prepare(f, to.account...); err != nil {
			return s, err
		}
		s.files = append(s.files, f)
	}
	return s, nil
}

func (r *Room) receive(ctx context.Context, t Told, receipt seal.Receipt, files []custody.Upload) (ReportID, error) {
	p, err := r.Preview(ctx, t, receipt)
	if err != nil {
		return "", err
	}
	s, err := prepare(p.to, files)
	if err != nil {
		return "", err
	}
	return act.Do(ctx, r.Desk, Receive,
		func(tx *store.Tx) (Report, error) {
			rep, _, err := draft(tx, ident.New[Report](r.dice), t)
			return rep, err
		},
		func(tx *store.Tx, keys *seal.Keys, rep Report) (ReportID, record.Entry, error) {
			rep.Mailbox, rep.Public = receipt.Mailbox(), s.to.receipt.Public
			return rep.ID, record.Entry{Subject: rep.Matter()}, r.file(tx, keys, rep, t, s)
		})
}

// file seals a report under the keys made for it, puts it on file with its files, and
// lets begin what is owed because of it.
func (r *Room) file(tx *store.Tx, keys *seal.Keys, rep Report, t Told, s sealing) error {
	k, err := people.Adopt(tx, keys, rep.accountMatter(), s.account, s.accountWraps, s.to.account...)
	if err != nil {
		return err
	}
	if _, err := people.Adopt(tx, keys, rep.talkMatter(), s.talk, s.talkWraps, s.to.conversation()...); err != nil {
		return err
	}
	ref, err := find.Allot(tx, r.dice, rep.Mission, rep.Received.Time(nil).Year())
	if err != nil {
		return err
	}
	rep.Reference = string(ref)
	rep = rep.sealed(k, t)
	if err := insert(tx, rep); err != nil {
		return err
	}
	if err := insertStep(tx, Step{Report: rep.ID, Code: StepReceived, Day: rep.Received, Read: rep.Received}); err != nil {
		return err
	}
	if rep.Help {
		if err := insertChoice(tx, blankNote(k, Choice{Report: rep.ID, Purpose: WantHelp, Value: Yes, Day: rep.Received})); err != nil {
			return err
		}
	}
	if err := r.adopt(tx, keys, rep, s); err != nil {
		return err
	}
	return r.begin(tx, rep)
}

// sealed seals what was told, each value to its cell.
func (r Report) sealed(k *seal.Key, t Told) Report {
	for column, v := range map[string]struct {
		text string
		into *seal.Sealed
	}{"account": {t.Account, &r.Account}, "place": {t.Place, &r.Place}, "persons": {t.Persons, &r.Persons},
		"name": {t.Name, &r.Name}, "contact": {t.Contact, &r.Contact}, "title": {"", &r.Title}} {
		*v.into = seal.Seal(k, r.place(column), seal.Hide(v.text))
	}
	return r
}

func blankNote(k *seal.Key, c Choice) Choice {
	c.Note = seal.Seal(k, c.notePlace(), seal.Hide(""))
	return c
}

// adopt takes the files that came with a letter into custody.
func (r *Room) adopt(tx *store.Tx, keys *seal.Keys, rep Report, s sealing) error {
	team, err := team(tx, rep)
	if err != nil {
		return err
	}
	for _, f := range s.files {
		given := custody.Given{Matter: rep.Matter(), From: custody.Reporter, To: custody.Team(team.ID), Where: rep.Mission, Coarse: true}
		if _, err := r.Shelf.Adopt(tx, keys, f, given, s.to.account...); err != nil {
			return err
		}
	}
	return nil
}

// team is who takes a report in: the mission's conduct team, and headquarters for what
// stands behind a wall or in no known mission.
func team(tx *store.Tx, rep Report) (people.Team, error) {
	if rep.Walled || rep.Mission == "" {
		return people.TeamFor(tx, people.Headquarters, "")
	}
	return people.TeamFor(tx, people.Conduct, rep.Mission)
}

// begin starts what is owed because a report came (decisions.md §4) and writes to those
// who owe it. A victim who reports is owed twice: as who told it and as who was harmed.
func (r *Room) begin(tx *store.Tx, rep Report) error {
	rules := []string{"acknowledge", "assess", "inform_reporter"}
	if rep.Help || rep.Role == Victim {
		rules = append(rules, "offer_help")
	}
	if rep.Role == Victim {
		rules = append(rules, "inform_victim")
	}
	if rep.Minor == Yes || rep.Minor == Unknown {
		rules = append(rules, "child_protection")
	}
	if _, err := duty.Start(tx, duties(rep, rules...)...); err != nil {
		return err
	}
	t, err := team(tx, rep)
	if err != nil {
		return err
	}
	if err := r.tell(tx, t.ID, "intake.letter_waits", rep.Matter()); err != nil || !rep.Told {
		return err
	}
	o, err := people.TeamFor(tx, people.Oversight, "")
	if err != nil {
		return err
	}
	return r.tell(tx, o.ID, "intake.letter_waits", rep.Matter())
}

func duties(rep Report, rules ...string) (out []duty.New) {
	scope := plain(rep)
	for _, rule := range rules {
		out = append(out, duty.New{Rule: rule, Matter: rep.Matter(), Ref: rep.Reference, Scope: scope, From: rep.Received})
	}
	return out
}

// plain is where a report stands without its reporter: a mailbox bears and sees no duty.
func plain(rep Report) gate.Scope {
	s := rep.Scope()
	s.Team = nil
	return s
}

// Missions are those that a letter can name: standing, and closed ones too, because what
// happened there is still owed an answer.
func (r *Room) Missions(ctx context.Context) ([]mission.Mission, error) {
	return act.See(ctx, r.Desk, Letter,
		func(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil },
		func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) ([]mission.Mission, error) { return mission.All(tx) })
}

// Entered is a report that staff entered, with the receipt for whoever told it.
type Entered struct {
	ID      ReportID
	Receipt seal.Receipt
}

// EnterReport takes in what somebody told by another channel: in person, by telephone, in
// a box. It is sealed and owed like any other; the receipt is for the person who told it.
func (r *Room) EnterReport(ctx context.Context, t Told) (in Entered, err error) {
	if t.Channel == "" || t.Channel == Web {
		return in, fault.In("channel", "fault.choose")
	}
	in.Receipt = seal.NewReceipt()
	p, err := r.Preview(ctx, t, in.Receipt)
	if err != nil {
		return in, err
	}
	s, err := prepare(p.to, nil)
	if err != nil {
		return in, err
	}
	in.ID, err = act.Do(ctx, r.Desk, Enter,
		func(tx *store.Tx) (Report, error) {
			rep, _, err := draft(tx, ident.New[Report](r.dice), t)
			return rep, err
		},
		func(tx *store.Tx, keys *seal.Keys, rep Report) (ReportID, record.Entry, error) {
			rep.Mailbox, rep.Public = in.Receipt.Mailbox(), s.to.receipt.Public
			return rep.ID, record.Entry{Subject: rep.Matter(), Facts: []record.Fact{record.Code("channel", rep.Channel)}}, r.file(tx, keys, rep, t, s)
		})
	return in, err
}
