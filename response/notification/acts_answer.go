package notification

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Given is an answer as it is given or entered.
type Given struct {
	Answer Answer
	Text   string
	Duty   duty.ID   // for which more time is asked
	Until  clock.Day // and until when
	Why    duty.Reason
	File   custody.Upload // the State's document, or the scan of its letter
	Day    clock.Day      // it came on paper; "" is today
}

// AcknowledgeNote says that the State has the note: of its own people, here.
func (r *Room) AcknowledgeNote(ctx context.Context, id NoteID) error {
	return r.on(ctx, Acknowledge, id, Acknowledging, func(w *work) error {
		w.side = Theirs
		if _, err := r.letter(w, Letter{What: Acknowledgement}, "", custody.Upload{}); err != nil {
			return err
		}
		return join(w.acknowledged(), r.tellOurs(w, "notification.letter_acknowledged"))
	})
}

// RecordAcknowledgement enters that the State acknowledged on paper, with the scan.
func (r *Room) RecordAcknowledgement(ctx context.Context, id NoteID, g Given) error {
	return r.on(ctx, Record, id, Acknowledging, func(w *work) error {
		w.side, w.proxy = Theirs, true
		if err := g.paper(w); err != nil {
			return err
		}
		if _, err := r.letter(w, Letter{What: Acknowledgement, Day: g.Day}, g.Text, g.File); err != nil {
			return err
		}
		return w.acknowledged()
	})
}

// paper refuses what is entered on a State's behalf without the paper it stands on.
func (g Given) paper(w *work) error {
	var all []error
	if g.File.None() {
		all = append(all, fault.In("file", "notification.scan_required"))
	}
	if g.Day != "" && (!g.Day.Valid() || g.Day > w.today || g.Day < w.note.Delivered) {
		all = append(all, fault.In("day", "notification.day_of_letter"))
	}
	return join(all...)
}

// acknowledged notes that the State has the note. Any answer says so too.
func (w *work) acknowledged() error {
	if w.note.Acknowledged != "" {
		return nil
	}
	w.note.Acknowledged = w.today
	if err := duty.Meet(w.tx, w.note.Matter(), "acknowledge_note"); err != nil {
		return err
	}
	return w.caughtUp()
}

// GiveAnswer is the State's own answer.
func (r *Room) GiveAnswer(ctx context.Context, id NoteID, g Given) error {
	return r.on(ctx, Give, id, Answering, func(w *work) error {
		w.side = Theirs
		g.Day = ""
		if err := r.answer(w, g); err != nil {
			return err
		}
		return r.tellOurs(w, "notification.letter_answered")
	})
}

// RecordAnswer enters an answer on behalf of a State, with the scan.
func (r *Room) RecordAnswer(ctx context.Context, id NoteID, g Given) error {
	return r.on(ctx, Record, id, Answering, func(w *work) error {
		w.side, w.proxy = Theirs, true
		if err := g.paper(w); err != nil {
			return err
		}
		return r.answer(w, g)
	})
}

func (r *Room) answer(w *work, g Given) error {
	n, e, err := w.note.answer(g.Answer)
	if err != nil {
		return err
	}
	if e.Words {
		if err := required("text", g.Text); err != nil {
			return err
		}
	}
	l := Letter{What: string(g.Answer), Day: g.Day}
	if g.Answer == MoreTime {
		ext, err := w.moreTime(g)
		if err != nil {
			return err
		}
		l.Until, l.Extension = g.Until, string(ext.ID)
	}
	w.note = n
	if _, err := r.letter(w, l, g.Text, g.File); err != nil {
		return err
	}
	if err := w.acknowledged(); err != nil {
		return err
	}
	return w.take(e)
}

// moreTime asks for it, for one of the duties that the State bears here.
func (w *work) moreTime(g Given) (duty.Extension, error) {
	all, err := duty.Of(w.tx, w.note.Matter())
	if err != nil {
		return duty.Extension{}, err
	}
	i := slices.IndexFunc(all, func(d duty.Duty) bool { return d.ID == g.Duty && d.IsOpen() && d.Bearer == w.note.Bearer() })
	if i < 0 {
		return duty.Extension{}, fault.In("duty", "fault.choose")
	}
	return duty.AskFor(w.tx, all[i], duty.Request{Until: g.Until, Reason: g.Why}, w.who)
}

// take lets an answer do to what is owed what the table of answers says.
func (w *work) take(e Effect) error {
	m := w.note.Matter()
	if e.Decides {
		if err := duty.Meet(w.tx, m, "say_whether"); err != nil {
			return err
		}
		if err := w.investigates(e.Investigates); err != nil {
			return err
		}
	}
	if e.Asks {
		if err := w.owes(duty.New{Rule: "answer_state", OwedTo: w.note.Bearer()}); err != nil {
			return err
		}
	}
	if e.Reports {
		if err := w.owes(duty.New{Rule: "report_outcome", Bearer: w.note.Bearer()}); err != nil {
			return err
		}
	}
	return w.caughtUp()
}

// investigates moves the duty to investigate, its clock running on from the delivery
// (domain notes B4: within the same ninety days).
func (w *work) investigates(p Party) error {
	if p == Unchanged {
		return nil
	}
	rule, bearer := w.note.Investigation(), duty.Office{}
	switch p {
	case TheState:
		bearer = w.note.Bearer()
	case TheOrganisation:
		t, err := people.TeamFor(w.tx, people.Oversight, "")
		if err != nil {
			return err
		}
		bearer = duty.Office{Kind: duty.Team, ID: string(t.ID)}
	}
	all, err := duty.Of(w.tx, w.note.Matter())
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(d duty.Duty) bool { return d.Rule == rule && d.IsOpen() && d.Bearer == bearer }) {
		if err := duty.Moot(w.tx, w.note.Matter(), duty.Rerouted, rule); err != nil {
			return err
		}
		if !bearer.None() {
			if err := w.owes(duty.New{Rule: rule, Bearer: bearer, From: w.note.Delivered}); err != nil {
				return err
			}
		}
	}
	if p != TheState {
		return duty.Moot(w.tx, w.note.Matter(), duty.Rerouted, "name_investigator")
	}
	if w.note.Urgent && !w.note.Named {
		return w.owes(duty.New{Rule: "name_investigator", Bearer: w.note.Bearer(), From: w.note.Delivered})
	}
	return nil
}

// caughtUp lets a reminder that is owed go when nothing of the State is late any more.
func (w *work) caughtUp() error { return CaughtUp(w.tx, w.note) }

// NominateInvestigator names a national investigation officer: by the State's own people.
func (r *Room) NominateInvestigator(ctx context.Context, id NoteID, m Nominee, file custody.Upload) error {
	return r.on(ctx, Nominate, id, Naming, func(w *work) error {
		w.side = Theirs
		if err := r.named(w, m, Given{File: file}); err != nil {
			return err
		}
		return r.tellOurs(w, "notification.letter_named")
	})
}

// RecordInvestigator enters one on behalf of the State, with the scan of its letter.
func (r *Room) RecordInvestigator(ctx context.Context, id NoteID, m Nominee, g Given) error {
	return r.on(ctx, RecordNm, id, Naming, func(w *work) error {
		w.side, w.proxy = Theirs, true
		if err := join(g.paper(w), m.check(w.note)); err != nil {
			return err
		}
		return r.named(w, m, g)
	})
}

func (r *Room) named(w *work, m Nominee, g Given) error {
	if err := m.check(w.note); err != nil {
		return err
	}
	if m.Unit != "" {
		u, err := mission.FindUnit(w.tx, mission.UnitID(m.Unit))
		if err != nil || u.Country != w.note.Country {
			return fault.In("unit", "fault.not_in_list")
		}
	}
	if err := w.otherUnit(m); err != nil {
		return err
	}
	w.note.Named = true // its investigators' own team reads the note from now on
	had, err := investigators(w.tx, w.note.ID)
	if err != nil {
		return err
	}
	i := Investigator{ID: ident.New[Investigator](ident.Dice), Note: w.note.ID, Place: placed(had), Day: w.today, Author: string(w.who), Proxy: w.proxy, Unit: m.Unit, Training: m.Training}
	for _, x := range []struct {
		to     *seal.Sealed
		column string
		text   string
	}{{&i.Name, "name", m.Name}, {&i.Rank, "rank", m.Rank}, {&i.From, "come", m.From}} {
		if *x.to, err = w.seal(w.note.noteKey(), i.place(x.column), seal.Hide(strings.TrimSpace(x.text))); err != nil {
			return err
		}
	}
	if err := insertInvestigator(w.tx, i); err != nil {
		return err
	}
	w.facts = append(w.facts, record.ID("investigator", i.ID))
	if _, err := r.letter(w, Letter{What: Nomination, Day: g.Day}, g.Text, g.File); err != nil {
		return err
	}
	if err := duty.Meet(w.tx, w.note.Matter(), "name_investigator"); err != nil {
		return err
	}
	return join(w.acknowledged(), w.caughtUp())
}

// otherUnit refuses a unit that is concerned and was written in words.
func (w *work) otherUnit(m Nominee) error {
	for _, id := range w.note.Units {
		u, err := mission.FindUnit(w.tx, mission.UnitID(id))
		if err != nil {
			return err
		}
		if seal.Mentions(seal.Hide(m.From), seal.Hide(u.Name)) {
			return fault.In("from", "notification.unit_concerned")
		}
	}
	return nil
}

// WriteOurs is a message of headquarters, or its reply to what a State asked.
func (r *Room) WriteOurs(ctx context.Context, id NoteID, text string, file custody.Upload) error {
	if err := required("text", text); err != nil {
		return r.first(ctx, Answered, id, err)
	}
	return r.on(ctx, Answered, id, Writing, func(w *work) error {
		if err := w.harmless(seal.Hide(text)); err != nil {
			return err
		}
		l := Letter{What: Message}
		asked, err := duty.Of(w.tx, w.note.Matter())
		if err != nil {
			return err
		}
		if slices.ContainsFunc(asked, func(d duty.Duty) bool { return d.Rule == "answer_state" && d.IsOpen() }) {
			l.What = Reply
		}
		if _, err := r.letter(w, l, text, file); err != nil {
			return err
		}
		if err := duty.MeetOne(w.tx, w.note.Matter(), "answer_state", w.note.Bearer()); err != nil {
			return err
		}
		return r.tellTheirs(w, "notification.letter_wrote")
	})
}

// WriteTheirs is a message of the State's own people: how far they are, or a document.
func (r *Room) WriteTheirs(ctx context.Context, id NoteID, text string, file custody.Upload) error {
	if err := required("text", text); err != nil {
		return r.first(ctx, Say, id, err)
	}
	return r.on(ctx, Say, id, Writing, func(w *work) error {
		w.side = Theirs
		if _, err := r.letter(w, Letter{What: Message}, text, file); err != nil {
			return err
		}
		return r.tellOurs(w, "notification.letter_said")
	})
}

// DecideTime gives or refuses the time that a State asked for. Who entered the request for
// the State does not answer it.
func (r *Room) DecideTime(ctx context.Context, id NoteID, x duty.ExtensionID, grant bool, text string) error {
	return r.on(ctx, Decide, id, Writing, func(w *work) error {
		if err := w.asked(x); err != nil {
			return err
		}
		l, answer := Letter{What: TimeRefused}, duty.Declined
		if grant {
			l.What, answer = TimeGiven, duty.Granted
		}
		d, ext, err := duty.AnswerFor(w.tx, x, answer, w.who)
		if err != nil {
			return err
		}
		if grant {
			l.Until = d.Due
		}
		l.Extension = string(ext.ID)
		if l.Number, err = w.numbered(); err != nil {
			return err
		}
		if _, err := r.letter(w, l, text, custody.Upload{}); err != nil {
			return err
		}
		return join(w.caughtUp(), r.tellTheirs(w, "notification.letter_time"))
	})
}

// asked finds a request for time in the letters of this note.
func (w *work) asked(x duty.ExtensionID) error {
	all, err := letters(w.tx, w.note.ID)
	if err == nil && !slices.ContainsFunc(all, func(l Letter) bool { return l.Extension == string(x) && l.What == string(MoreTime) }) {
		err = fault.In("extension", "fault.choose")
	}
	return err
}

// StopClock lets the clock of one of the State's duties stand still until a day, because it
// waits for an answer of ours: a question by itself stops nothing (decisions.md §3).
func (r *Room) StopClock(ctx context.Context, id NoteID, which duty.ID, until clock.Day) error {
	return r.on(ctx, Halt, id, Writing, func(w *work) error {
		all, err := letters(w.tx, id)
		if err != nil {
			return err
		}
		asker := ""
		for _, l := range all { // of the last question
			if l.What == string(Question) {
				asker = l.Author
			}
		}
		if asker == "" {
			return fault.New(fault.Conflict, "notification.nothing_asked")
		}
		owed, err := duty.Of(w.tx, w.note.Matter())
		if err != nil {
			return err
		}
		at := slices.IndexFunc(owed, func(d duty.Duty) bool { return d.ID == which && d.IsOpen() && d.Bearer == w.note.Bearer() })
		if at < 0 {
			return fault.In("duty", "fault.choose")
		}
		ext, err := duty.AskFor(w.tx, owed[at], duty.Request{Until: until, Stops: true, Reason: duty.ThirdParty}, people.ID(asker))
		if err != nil {
			return err
		}
		d, ext, err := duty.AnswerFor(w.tx, ext.ID, duty.Granted, w.who)
		if err != nil {
			return err
		}
		if _, err := r.letter(w, Letter{What: ClockStopped, Until: ext.Until, Extension: string(ext.ID)}, "", custody.Upload{}); err != nil {
			return err
		}
		w.facts = append(w.facts, record.Day("due", d.Due))
		return r.tellTheirs(w, "notification.letter_time")
	})
}

// RemindState sends a reminder that cites the first note. There must be something late.
func (r *Room) RemindState(ctx context.Context, id NoteID, text string) error {
	if err := required("text", text); err != nil {
		return r.first(ctx, Remind, id, err)
	}
	return r.on(ctx, Remind, id, Reminding, func(w *work) error {
		late, err := lateOf(w.tx, w.note, w.today)
		if err != nil {
			return err
		}
		if len(late) == 0 {
			return fault.New(fault.Conflict, "notification.nothing_late")
		}
		if err := w.harmless(seal.Hide(text)); err != nil {
			return err
		}
		l := Letter{What: Reminder}
		if l.Number, err = w.numbered(); err != nil {
			return err
		}
		if _, err := r.letter(w, l, text, custody.Upload{}); err != nil {
			return err
		}
		return join(duty.Meet(w.tx, w.note.Matter(), "chase"), duty.Meet(w.tx, w.note.Matter(), "chase_again"), r.tellTheirs(w, "notification.letter_reminder"))
	})
}

// InvestigateOurselves lets the organisation investigate where the State has not said in time
// whether it does. The days already run stay run; what the State did not say it goes on owing.
func (r *Room) InvestigateOurselves(ctx context.Context, id NoteID, text string, file custody.Upload) error {
	if err := required("text", text); err != nil {
		return r.first(ctx, Take, id, err)
	}
	return r.on(ctx, Take, id, Writing, func(w *work) error {
		owed, err := duty.Of(w.tx, w.note.Matter())
		if err == nil && !w.note.silent(owed, w.today) {
			err = fault.New(fault.Conflict, "notification.not_silent")
		}
		if err := join(err, w.harmless(seal.Hide(text))); err != nil {
			return err
		}
		l := Letter{What: TakenUp}
		if l.Number, err = w.numbered(); err != nil {
			return err
		}
		if _, err := r.letter(w, l, text, file); err != nil {
			return err
		}
		return join(w.investigates(TheOrganisation), r.tellTheirs(w, "notification.letter_wrote"))
	})
}
