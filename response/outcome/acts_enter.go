package outcome

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/response/casework"
	"haki/response/notification"
)

// acts by what is entered and whose it is. That somebody left is entered by whoever has
// the case, whichever side they left.
var entering = map[Kind]map[Side]act.Act{
	Finding:   {Ours: Find, Theirs: FindState},
	Interim:   {Ours: Do, Theirs: DoState},
	Final:     {Ours: Do, Theirs: DoState},
	Departure: {Ours: Leave, Theirs: Leave},
}

// byID finds a case as the subject of an act here.
func byID(id casework.CaseID) func(*store.Tx) (casework.Case, error) {
	return func(tx *store.Tx) (casework.Case, error) { return casework.FindCase(tx, id) }
}

// Enter files an entry: found, done or happened. One that replaces another leaves it where
// it was. What the organisation enters, whoever has the case in hand enters; what a State
// says is taken in whoever has it, because it is not ours to decide.
func (r *Room) Enter(ctx context.Context, id casework.CaseID, d Draft, document custody.Upload) error {
	a, known := entering[d.Kind][d.Side]
	if !known {
		return fault.New(fault.Invalid, "fault.form")
	}
	return r.on(ctx, a, id, func(w *work) error {
		if err := w.mayEnter(d); err != nil {
			return err
		}
		if err := d.check(w.today); err != nil {
			return err
		}
		if err := w.ledger.add(d, false); err != nil {
			return err
		}
		e, err := r.file(w, d, document)
		if err != nil {
			return err
		}
		w.ledger = append(w.ledger, e)
		if err := w.follow(e); err != nil {
			return err
		}
		return w.owed()
	})
}

// work is an act upon a case while it is done.
type work struct {
	tx     *store.Tx
	keys   *seal.Keys
	who    gate.Actor
	today  clock.Day
	sheet  casework.Sheet
	ledger Ledger
	facts  []record.Fact
	note   *notification.Note // under which a State acts itself
}

// on does an act to a case, counted on as an act of casework is.
func (r *Room) on(ctx context.Context, a act.Act, id casework.CaseID, do func(*work) error) error {
	_, err := act.Do(ctx, r.Desk, a, byID(id), func(tx *store.Tx, keys *seal.Keys, c casework.Case) (none struct{}, e record.Entry, err error) {
		w := &work{tx: tx, keys: keys, who: act.Of(ctx)}
		if c, w.today, err = casework.Enter(ctx, tx, keys, c); err != nil {
			return none, e, err
		}
		if w.sheet, err = casework.Parties(tx, keys, c.ID); err != nil {
			return none, e, err
		}
		if w.ledger, err = entries.All(tx, c.ID); err != nil {
			return none, e, err
		}
		err = do(w)
		return none, record.Entry{Subject: c.Matter(), Facts: w.facts}, err
	})
	return err
}

// mayEnter asks whether the case as it stands takes the entry of whoever acts.
func (w *work) mayEnter(d Draft) error {
	c := w.sheet.Case
	switch {
	case d.Side == Theirs && d.Kind != Departure && c.Status == casework.Closed:
		return fault.New(fault.Conflict, "casework.closed_already")
	case d.Side == Theirs && d.Kind != Departure:
	default:
		if err := c.Decidable(w.who); err != nil {
			return err
		}
		if err := duty.Take(w.tx, c.Matter(), people.ID(w.who.ID)); err != nil {
			return err
		}
	}
	if d.Subject == "" {
		return nil // the draft's own check says so
	}
	a, ok := alleged(w.sheet, d.Subject)
	switch {
	case !ok:
		return fault.In("subject", "fault.choose")
	case d.Side == Theirs && !ofState(a.Allegation):
		return fault.In("subject", "outcome.no_state")
	}
	return nil
}

// alleged is the allegation that a subject stands under.
func alleged(s casework.Sheet, id casework.SubjectID) (casework.Alleged, bool) {
	i := slices.IndexFunc(s.Allegations, func(a casework.Alleged) bool {
		return slices.ContainsFunc(a.Subjects, func(x casework.Against) bool { return x.ID == id })
	})
	if i < 0 {
		return casework.Alleged{}, false
	}
	return s.Allegations[i], true
}

// file seals an entry for those who read the case, with the document it rests on; and for a
// State that enters it itself, which reads its own words again.
func (r *Room) file(w *work, d Draft, document custody.Upload) (Entry, error) {
	c := w.sheet.Case
	var also []seal.Recipient
	var err error
	if w.note != nil {
		if also, err = w.note.Theirs(w.tx); err != nil {
			return Entry{}, err
		}
	}
	k, err := casework.KeyOf(w.tx, w.keys, c, also...)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{ID: ident.New[Entry](ident.Dice), Case: c.ID, Serial: len(w.ledger) + 1, Subject: d.Subject, Side: d.Side, Kind: d.Kind, Code: d.Code, Day: d.Day,
		Body: d.Body, Length: d.Length, Amount: d.Amount, Replaces: d.Replaces, Author: w.who.ID, Entered: w.today}
	if w.note != nil {
		e.Note = w.note.ID
	}
	e.Court = seal.Seal(k, e.place("court"), seal.Hide(d.Court))
	e.Text = seal.Seal(k, e.place("text"), seal.Hide(d.Text))
	e.Reason = seal.Seal(k, e.place("reason"), seal.Hide(d.Reason))
	w.facts = append(w.facts, record.ID("entry", e.ID), record.Code("code", e.Code))
	if was, ok := w.ledger.entry(d.Replaces); ok && (w.note == nil || was.Note != "") {
		e.Item = was.Item // the document stays, unless another takes its place
	}
	if !document.None() {
		if e.Item, err = r.adopt(w, d.Side, document, also); err != nil {
			return e, err
		}
	}
	return e, insert(w.tx, e)
}

// adopt takes a document in as evidence of the case.
func (r *Room) adopt(w *work, from Side, document custody.Upload, also []seal.Recipient) (string, error) {
	c := w.sheet.Case
	to, err := people.Readers(w.tx, casework.PowerRead, c.Scope())
	if err != nil {
		return "", err
	}
	g := custody.Given{Matter: c.Matter(), From: custody.Holder{Kind: "person", ID: w.who.ID}, To: custody.Holder{Kind: "person", ID: w.who.ID}, Where: c.Mission, Condition: custody.Unseen}
	switch {
	case w.note != nil:
		hq, err := people.TeamFor(w.tx, people.Headquarters, "")
		if err != nil {
			return "", err
		}
		g.From, g.To = custody.State(w.note.Country), custody.Team(hq.ID)
	case from == Theirs:
		g.From = custody.Outside("state")
	}
	i, err := r.Shelf.Adopt(w.tx, w.keys, document, g, append(to, also...)...)
	w.facts = append(w.facts, i.Facts()...)
	return string(i.ID), err
}

// follow lets the subject's status follow what the organisation found.
func (w *work) follow(e Entry) error {
	to, moves := moves[e.Code]
	if e.Kind != Finding || e.Side != Ours || !moves {
		return nil
	}
	more, err := casework.Found(w.tx, w.keys, w.sheet.Case, e.Subject, to, w.who.ID, w.today)
	w.facts = append(w.facts, more...)
	return err
}
