package notification

import (
	"context"
	"slices"
	"strings"

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
	"haki/response/casework"
)

// subject is what a new note is about, before there is one: the gate is asked about it.
type subject struct {
	stands gate.Scope
	about  ident.Matter
	ref    string
	file   casework.Case
	gone   bool // no such case
}

// Scope is where the matter stands.
func (s subject) Scope() gate.Scope { return s.stands }

// Matter names it for the record.
func (s subject) Matter() ident.Matter { return s.about }

// find looks the matter up. A case that there is not stands where only they reach who would
// see every case, and they are told so at the field.
func (n New) find(tx *store.Tx) (s subject, err error) {
	if !n.ofCase() {
		s.about, s.ref, s.stands = n.Other, n.Ref, gate.Scope{Mission: n.Mission}
		return s, nil
	}
	ref, err := find.ParseReference(n.Case)
	if err == nil {
		s.file, err = casework.Called(tx, string(ref))
	}
	switch k := fault.Of(err); {
	case err == nil:
		s.about, s.ref, s.stands = s.file.Matter(), s.file.Reference, s.file.Scope()
	case k == fault.NotFound, k == fault.Invalid:
		s.gone, err = true, nil
	}
	return s, err
}

// Request asks headquarters for a note: a mission knows the facts, headquarters writes to
// States (decisions.md §3).
func (r *Room) Request(ctx context.Context, n New) (NoteID, error) {
	return r.begin(ctx, Request, Requested, n)
}

// Begin drafts a note.
func (r *Room) Begin(ctx context.Context, n New) (NoteID, error) {
	return r.begin(ctx, Begin, Draft, n)
}

func (r *Room) begin(ctx context.Context, a act.Act, as Status, n New) (NoteID, error) {
	if err := n.check(); err != nil && act.Of(ctx).Anywhere(a.Needs) {
		return "", err
	}
	return act.Do(ctx, r.Desk, a, n.find, func(tx *store.Tx, keys *seal.Keys, s subject) (id NoteID, e record.Entry, err error) {
		if s.gone {
			return id, e, fault.In("case", "notification.case_unknown")
		}
		w := &work{tx: tx, keys: keys, who: people.ID(act.Of(ctx).ID), side: Ours}
		if w.today, err = duty.Today(tx); err != nil {
			return id, e, err
		}
		if w.note, err = n.note(tx, keys, s); err != nil {
			return id, e, err
		}
		w.note.Status, w.note.Author = as, string(w.who)
		if as == Requested {
			w.note.Asked = w.today
		} else {
			w.note.Drafted = w.today
		}
		if w.note.Facts, err = w.seal(w.note.insideKey(), w.note.place("facts"), seal.Hide(strings.TrimSpace(n.Facts))); err != nil {
			return id, e, err
		}
		if err := insert(tx, w.note); err != nil {
			return id, e, err
		}
		if err := w.toNotify(); err != nil {
			return id, e, err
		}
		if as == Requested {
			err = r.tellOurs(w, "notification.letter_requested")
		}
		return w.note.ID, record.Entry{Subject: w.note.Matter(), Facts: []record.Fact{record.Code("country", n.Country), record.Code("topic", n.Topic)}}, err
	})
}

// toNotify is headquarters' own duty: to have the State told, counted on the matter itself,
// where it may have begun when the allegation was routed to that State.
func (w *work) toNotify() error {
	n := w.note
	_, err := duty.Start(w.tx, duty.New{Rule: "notify", Matter: n.About, Ref: n.Ref, OwedTo: n.Bearer(), Scope: n.Scope()})
	return err
}

// note makes the note of what was typed: whose personnel it is must be the case's own word.
func (n New) note(tx *store.Tx, keys *seal.Keys, s subject) (Note, error) {
	if _, err := mission.FindCountry(tx, n.Country); err != nil {
		return Note{}, fault.In("country", "notification.country_unknown")
	}
	out := Note{ID: ident.New[Note](ident.Dice), About: s.about, Ref: s.ref, Mission: s.stands.Mission, Walled: s.stands.Walled, Told: slices.Contains(s.stands.Marks, gate.Told), Barred: s.stands.Not,
		Country: n.Country, Topic: n.Topic, Aim: n.Aim, Urgent: n.Urgent, Language: n.Language, To: addressed(n.To), Copies: n.Copies}
	if !n.ofCase() {
		if n.Mission != "" {
			if _, err := mission.Find(tx, n.Mission); err != nil {
				return out, fault.In("mission", "fault.not_in_list")
			}
		}
		if out.About.None() {
			out.About = ident.MatterOf("notification.other", out.ID)
		}
		return out, nil
	}
	sheet, err := casework.Parties(tx, keys, s.file.ID)
	if err != nil {
		return out, err
	}
	a, err := n.against(sheet)
	if err != nil {
		return out, err
	}
	out.Allegation = a.ID
	for _, x := range a.Subjects {
		if x.Unit != "" && !slices.Contains(out.Units, x.Unit) {
			out.Units = append(out.Units, x.Unit)
		}
	}
	return out, nil
}

// against is the allegation of the case that a note to the State is about. A State is told of
// its own contribution only.
func (n New) against(s casework.Sheet) (casework.Alleged, error) {
	i := slices.IndexFunc(s.Allegations, func(a casework.Alleged) bool {
		return a.Country == n.Country && (n.Allegation == "" || n.Allegation == a.ID)
	})
	if i < 0 {
		return casework.Alleged{}, fault.In("country", "notification.not_concerned")
	}
	return s.Allegations[i], nil
}

// Drafted is what an editor changes of a draft.
type Drafted struct {
	Text       string
	Language   string
	Aim        Aim
	Urgent     bool
	To, Copies []string
}

func (d Drafted) check() error {
	all := []error{required("text", d.Text), listed("to", Addressees, d.To), listed("copies", Copies, d.Copies)}
	if len([]rune(d.Text)) > LongestText {
		all = append(all, fault.In("text", "notification.too_long"))
	}
	if !slices.Contains(Aims, d.Aim) {
		all = append(all, fault.In("aim", "fault.choose"))
	}
	if !slices.Contains(Languages, d.Language) {
		all = append(all, fault.In("language", "fault.choose"))
	}
	return join(all...)
}

// Write keeps the text of a draft; of a note that a mission asked for, it makes one.
func (r *Room) Write(ctx context.Context, id NoteID, d Drafted) error {
	if err := d.check(); err != nil {
		return r.first(ctx, Edit, id, err)
	}
	return r.on(ctx, Edit, id, Drafting, func(w *work) (err error) {
		n := &w.note
		if err := w.harmless(seal.Hide(d.Text)); err != nil {
			return err
		}
		if n.Drafted == "" {
			n.Drafted, n.Author = w.today, string(w.who)
		}
		n.Language, n.Aim, n.Urgent, n.To, n.Copies = d.Language, d.Aim, d.Urgent, addressed(d.To), d.Copies
		n.Text, err = w.seal(n.draftKey(), n.place("text"), seal.Hide(strings.TrimSpace(d.Text)))
		return err
	})
}

// first asks whether somebody may do an act at all, before they are told what is wrong with
// what they typed.
func (r *Room) first(ctx context.Context, a act.Act, id NoteID, err error) error {
	a.Sensitive = false
	_, no := act.See(ctx, r.Desk, a, byID(id), func(*store.Tx, *seal.Keys, Note) (struct{}, error) { return struct{}{}, nil })
	if no != nil {
		return no
	}
	return err
}

// harmless refuses a text that names somebody harmed: a State is told of subjects and facts
// (decisions.md §3).
func (w *work) harmless(text seal.Private[string]) error {
	if w.note.About.Kind != casework.Kind {
		return nil
	}
	s, err := casework.Parties(w.tx, w.keys, casework.CaseID(w.note.About.ID))
	if err != nil {
		return err
	}
	for _, v := range s.Victims {
		if seal.Mentions(text, v.Identity) {
			return fault.In("text", "notification.names_harmed", "who", "V"+itoa(v.Serial))
		}
	}
	return nil
}

// Annex adds a file to the draft, under a title.
func (r *Room) Annex(ctx context.Context, id NoteID, u custody.Upload, title string) error {
	err := required("title", title)
	if u.None() {
		err = join(err, fault.In("file", "notification.file_required"))
	}
	if err != nil {
		return r.first(ctx, Attach, id, err)
	}
	return r.on(ctx, Attach, id, Annexing, func(w *work) error {
		to, err := w.to(w.note.draftKey())
		if err != nil {
			return err
		}
		item, err := r.adopt(w, u, w.note.annexes(), to)
		if err != nil {
			return err
		}
		if err := w.harmless(seal.Hide(title)); err != nil {
			return fault.In("title", "notification.names_harmed", "who", "V")
		}
		t, err := w.seal(w.note.draftKey(), titlePlace(string(item)), seal.Hide(strings.TrimSpace(title)))
		if err != nil {
			return err
		}
		return insertAnnex(w.tx, id, annex{string(item), t})
	})
}

// SendNote gives the note its number and seals it to the State's own people. From now on it
// is there for them, and not a moment before.
func (r *Room) SendNote(ctx context.Context, id NoteID) error {
	return r.on(ctx, Send, id, Sending, func(w *work) error {
		n := &w.note
		text, err := opened(w.keys, *n, "text", n.Text)
		if err != nil {
			return err
		}
		if len(n.Text) == 0 || !text.Open() {
			return fault.New(fault.Conflict, "notification.no_text")
		}
		if err := w.harmless(text); err != nil {
			return err
		}
		if n.Number, err = w.numbered(); err != nil {
			return err
		}
		n.Sent = w.today
		if err := w.names(); err != nil {
			return err
		}
		if n.Text, err = w.seal(n.noteKey(), n.place("text"), text); err != nil {
			return err
		}
		if err := w.reseal(); err != nil {
			return err
		}
		w.facts = append(w.facts, record.Code("number", strings.ReplaceAll(n.Number, "/", "-")))
		return r.tellTheirs(w, "notification.letter_received")
	})
}

// names keeps whom the note concerns: who is found later is not the State's to see before it is told.
func (w *work) names() error {
	if w.note.About.Kind != casework.Kind || w.note.Allegation == "" {
		return nil
	}
	all, err := subjectsOf(w.tx, w.keys, w.note)
	for _, s := range all {
		w.note.Subjects = append(w.note.Subjects, string(s.ID))
	}
	return err
}

// reseal moves the titles of the annexes to the key that the State reads.
func (w *work) reseal() error {
	all, err := annexesOf(w.tx, w.note.ID)
	for _, a := range all {
		var title seal.Private[string]
		if title, err = seal.Open[string](w.keys, titlePlace(a.Item), a.Title); err != nil {
			return err
		}
		if a.Title, err = w.seal(w.note.noteKey(), titlePlace(a.Item), title); err != nil {
			return err
		}
		if err := saveAnnex(w.tx, a); err != nil {
			return err
		}
	}
	return err
}

// DeliverNote proves that the note reached an addressee. The first proof starts what the
// State owes, from the day of delivery.
func (r *Room) DeliverNote(ctx context.Context, id NoteID, d Delivery, proof custody.Upload) error {
	return r.on(ctx, Deliver, id, Delivering, func(w *work) error {
		to, err := w.to(w.note.insideKey())
		if err != nil {
			return err
		}
		if !proof.None() {
			d.File = string(proof.ID)
		}
		if err := d.check(w.note, w.today); err != nil {
			return err
		}
		if _, err := r.adopt(w, proof, w.note.proofs(), to); err != nil {
			return err
		}
		return r.delivered(w, d)
	})
}

// OpenNote is a State's own people receiving the note here: that is its delivery, and
// nothing else is asked of them for it.
func (r *Room) OpenNote(ctx context.Context, id NoteID) error {
	return r.on(ctx, Open, id, Delivering, func(w *work) error {
		w.side = Theirs
		had, err := deliveries(w.tx, id)
		if err != nil {
			return err
		}
		if len(had) > 0 {
			return fault.New(fault.Conflict, "notification.delivered_already")
		}
		return r.delivered(w, Delivery{To: Addressees[0], How: Portal, Day: w.today})
	})
}

func (r *Room) delivered(w *work, d Delivery) error {
	d.ID, d.Note, d.Author = ident.New[Delivery](ident.Dice), w.note.ID, string(w.who)
	if err := insertDelivery(w.tx, d); err != nil {
		return err
	}
	w.facts = append(w.facts, record.Code("how", d.How), record.Day("delivered", d.Day))
	n := &w.note
	if n.Delivered != "" {
		return nil
	}
	n.Delivered = d.Day
	for _, rule := range n.starts() {
		if err := w.owes(duty.New{Rule: rule, Bearer: n.Bearer(), From: d.Day}); err != nil {
			return err
		}
	}
	if err := duty.MeetOne(w.tx, n.About, "notify", n.Bearer()); err != nil {
		return err
	}
	if n.About.Kind == casework.Kind && n.Allegation != "" {
		return casework.MarkReferred(w.tx, n.Allegation)
	}
	return nil
}

// Retract withdraws a note, at whatever stage, for a reason. What it made the State owe is
// moot; a State that had received it keeps its number and reads nothing of it any more.
func (r *Room) Retract(ctx context.Context, id NoteID, reason string) error {
	if err := required("reason", reason); err != nil {
		return r.first(ctx, Withdraw, id, err)
	}
	return r.on(ctx, Withdraw, id, Withdrawing, func(w *work) (err error) {
		n := &w.note
		n.Ended = w.today
		if n.Reason, err = w.seal(n.insideKey(), n.place("reason"), seal.Hide(strings.TrimSpace(reason))); err != nil {
			return err
		}
		if !n.out() {
			return duty.Moot(w.tx, n.Matter(), duty.Rerouted)
		}
		if err := duty.Moot(w.tx, n.Matter(), duty.Rerouted); err != nil {
			return err
		}
		teams, err := people.Who(w.tx, PowerReceive, n.Scope())
		if err != nil {
			return err
		}
		for _, t := range teams {
			if err := people.Revoke(w.tx, n.noteKey(), t.ID); err != nil {
				return err
			}
			if err := w.eachFile(func(i custody.Item) error { return people.Revoke(w.tx, custody.KeyMatter(i.ID), t.ID) }); err != nil {
				return err
			}
		}
		return r.tellTheirs(w, "notification.letter_withdrawn")
	})
}

// SendAnew makes a draft of what was withdrawn, to the right address: to another State only
// of a matter that concerns that State.
func (r *Room) SendAnew(ctx context.Context, id NoteID, country string, to []string) (fresh NoteID, err error) {
	if err := join(required("country", country), listed("to", Addressees, to)); err != nil {
		return "", r.first(ctx, Renew, id, err)
	}
	return fresh, r.on(ctx, Renew, id, Renewing, func(w *work) error {
		old := w.note
		n := New{Country: country, Topic: old.Topic, Aim: old.Aim, Urgent: old.Urgent, Language: old.Language, To: to, Copies: old.Copies, Other: old.About, Ref: old.Ref, Mission: old.Mission}
		if old.About.Kind == casework.Kind {
			n.Case = old.Ref
		}
		s, err := n.find(w.tx)
		if err != nil {
			return err
		}
		next, err := n.note(w.tx, w.keys, s)
		if err != nil {
			return err
		}
		next.Status, next.Drafted, next.Author, next.Before = Draft, w.today, string(w.who), old.ID
		v := &work{tx: w.tx, keys: w.keys, note: next, today: w.today, who: w.who}
		if next.Facts, err = v.again(old, "facts", old.Facts, next.insideKey()); err != nil {
			return err
		}
		if old.Country == country {
			if next.Text, err = v.again(old, "text", old.Text, next.draftKey()); err != nil {
				return err
			}
		}
		fresh = next.ID
		v.note = next
		w.facts = append(w.facts, record.ID("note", next.ID))
		return join(insert(w.tx, next), v.toNotify())
	})
}

// again seals a text of an older note for this one; what does not open stays out.
func (w *work) again(old Note, column string, text seal.Sealed, key string) (seal.Sealed, error) {
	if len(text) == 0 {
		return nil, nil
	}
	said, err := seal.Open[string](w.keys, old.place(column), text)
	if err != nil || !said.Open() {
		return nil, err
	}
	return w.seal(key, w.note.place(column), said)
}

// lateOf are the open duties of the State that are late, on a day.
func lateOf(tx *store.Tx, n Note, today clock.Day) (late []duty.Duty, err error) {
	all, err := duty.Of(tx, n.Matter())
	for _, d := range all {
		if d.Bearer == n.Bearer() && d.Overdue(today) {
			late = append(late, d)
		}
	}
	return late, err
}
