package outcome

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/mission"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/response/casework"
	"haki/response/notification"
)

// A State's own people enter themselves what their State found and did. They stand at the
// note, never at the case: what they read is their own side about those whom the note is
// about, numbered as the note lists them, and not one word, number or date of anything
// else (decisions.md §3).

// owning are the acts by what is entered.
var owning = map[Kind]act.Act{Finding: FindOwn, Interim: DoOwn, Final: DoOwn, Departure: DoOwn}

// noted finds a note that a State can answer with findings: delivered, standing, about
// somebody in a case.
func noted(id notification.NoteID) func(*store.Tx) (notification.Note, error) {
	return func(tx *store.Tx) (notification.Note, error) {
		n, err := notification.Find(tx, id)
		if err == nil && !answerable(n) {
			err = fault.New(fault.NotFound, "fault.not_found")
		}
		return n, err
	}
}

func answerable(n notification.Note) bool {
	return n.Status == notification.Delivered && n.About.Kind == casework.Kind && n.Topic == notification.Conduct && len(n.Subjects) > 0
}

// Own is what a State's own people read.
type Own struct {
	Sheet
	Note notification.Note
}

// ReadOwn shows a State what it entered, and what headquarters entered on its behalf.
func (r *Room) ReadOwn(ctx context.Context, id notification.NoteID) (Own, error) {
	return act.See(ctx, r.Desk, ReadOwn, noted(id), func(tx *store.Tx, keys *seal.Keys, n notification.Note) (o Own, err error) {
		o.Note = n
		if o.Sheet, err = own(tx, keys, n); err != nil {
			return o, err
		}
		for _, e := range o.Ledger {
			f := Filed{Entry: e, Court: seal.Hide(""), Text: seal.Hide(""), Reason: seal.Hide("")}
			if e.Note != "" { // what headquarters wrote is theirs: its code and its day are enough
				if f, err = open(tx, keys, e); err != nil {
					return o, err
				}
			}
			o.Filed = append(o.Filed, f)
		}
		o.Files, err = owned(tx, keys, o)
		return o, err
	})
}

// own is what is coded of a State's side: a sheet in which there is nothing else.
func own(tx *store.Tx, keys *seal.Keys, n notification.Note) (s Sheet, err error) {
	all, err := casework.Parties(tx, keys, casework.CaseID(n.About.ID))
	if err != nil {
		return s, err
	}
	c, err := mission.FindCountry(tx, n.Country)
	if err != nil {
		return s, err
	}
	s.States = map[string]mission.Names{n.Country: c.Names}
	i := slices.IndexFunc(all.Allegations, func(a casework.Alleged) bool { return a.ID == n.Allegation })
	if i < 0 || !ofState(all.Allegations[i].Allegation) || all.Allegations[i].Country != n.Country {
		return s, nil // routed to somebody else since
	}
	a := all.Allegations[i]
	only := casework.Alleged{Allegation: casework.Allegation{ID: a.ID, Serial: 1, Category: a.Category, Country: a.Country}}
	mine := map[casework.SubjectID]bool{}
	for _, x := range a.Subjects {
		if slices.Contains(n.Subjects, string(x.ID)) {
			mine[x.ID] = true
			only.Subjects = append(only.Subjects, casework.Against{Subject: casework.Subject{ID: x.ID, Allegation: a.ID, Serial: len(only.Subjects) + 1}})
		}
	}
	s.Allegations = []casework.Alleged{only}
	ledger, err := entries.All(tx, all.Case.ID)
	for _, e := range ledger {
		if e.Side == Theirs && mine[e.Subject] {
			s.Ledger = append(s.Ledger, e)
		}
	}
	return s, err
}

// owned are the documents that the State handed in with what it entered, counted for
// themselves.
func owned(tx *store.Tx, keys *seal.Keys, o Own) (map[string]custody.Shown, error) {
	files := map[string]custody.Shown{}
	for _, e := range o.Ledger {
		if e.Note == "" || e.Item == "" || files[e.Item].Number > 0 {
			continue
		}
		i, err := custody.Find(tx, custody.ItemID(e.Item))
		if err != nil {
			return nil, err
		}
		shown, err := custody.Look(keys, []custody.Item{i})
		if err != nil {
			return nil, err
		}
		shown[0].Number = len(files) + 1
		files[e.Item] = shown[0]
	}
	return files, nil
}

// OwnDocument opens a document that the State handed in with an entry.
func (r *Room) OwnDocument(ctx context.Context, id notification.NoteID, item custody.ItemID) (*custody.File, error) {
	piece := func(tx *store.Tx) (p custody.Piece, err error) {
		n, err := noted(id)(tx)
		if err != nil {
			return p, err
		}
		p.Stands = n.Scope()
		all, err := entries.All(tx, casework.CaseID(n.About.ID))
		if err != nil {
			return p, err
		}
		if !slices.ContainsFunc(all, func(e Entry) bool {
			return e.Item == string(item) && e.Note != "" && slices.Contains(n.Subjects, string(e.Subject))
		}) {
			return p, fault.New(fault.NotFound, "fault.not_found")
		}
		p.Item, err = custody.Find(tx, item)
		return p, err
	}
	return act.See(ctx, r.Desk, FileOwn, piece, func(_ *store.Tx, keys *seal.Keys, p custody.Piece) (*custody.File, error) {
		return r.Shelf.Open(keys, p.Item)
	})
}

// EnterOwn files what a State enters itself. Seen says how many entries it had before its
// eyes: another number is stale. A case that was closed takes it too: that a State answers
// late is a fact, and whether to reopen is not the State's to say or to know.
func (r *Room) EnterOwn(ctx context.Context, id notification.NoteID, seen int, d Draft, document custody.Upload) error {
	a, known := owning[d.Kind]
	if !known {
		return fault.New(fault.Invalid, "fault.form")
	}
	d.Side = Theirs
	_, err := act.Do(ctx, r.Desk, a, noted(id), func(tx *store.Tx, keys *seal.Keys, n notification.Note) (none struct{}, e record.Entry, err error) {
		w := &work{tx: tx, keys: keys, who: act.Of(ctx), note: &n}
		s, err := own(tx, keys, n)
		switch {
		case err != nil:
			return none, e, err
		case seen != len(s.Ledger):
			return none, e, fault.New(fault.Stale, "fault.stale")
		}
		if err := w.begin(ctx, casework.CaseID(n.About.ID)); err != nil {
			return none, e, err
		}
		if err := s.mayOwn(n, d); err != nil {
			return none, e, err
		}
		if err := d.check(w.today); err != nil {
			return none, e, err
		}
		if err := s.Ledger.add(d, true); err != nil {
			return none, e, err
		}
		filed, err := r.file(w, d, document)
		if err != nil {
			return none, e, err
		}
		w.ledger = append(w.ledger, filed)
		if err := w.owed(); err != nil {
			return none, e, err
		}
		if r.Heard != nil {
			err = r.Heard(ctx, tx, n, "outcome.letter_reported")
		}
		return none, record.Entry{Subject: n.Matter(), Facts: w.facts}, err
	})
	return err
}

// begin reads the case behind the note and counts it on, so that whoever has it before
// their eyes is told that something was entered.
func (w *work) begin(ctx context.Context, id casework.CaseID) error {
	c, err := casework.FindCase(w.tx, id)
	if err != nil {
		return err
	}
	if c, w.today, err = casework.Enter(ctx, w.tx, w.keys, c); err != nil {
		return err
	}
	if w.sheet, err = casework.Parties(w.tx, w.keys, c.ID); err != nil {
		return err
	}
	w.ledger, err = entries.All(w.tx, c.ID)
	return err
}

// mayOwn asks whether a State may enter a draft under a note. A State that is asked says
// first that it investigates, or that it was tried: until then nothing can be its finding.
func (s Sheet) mayOwn(n notification.Note, d Draft) error {
	if d.Subject == "" {
		return nil // the draft's own check says so
	}
	if _, ok := alleged(s.Sheet, d.Subject); !ok {
		return fault.In("subject", "fault.choose")
	}
	if d.Kind == Finding && !mayFind(n) {
		return fault.New(fault.Conflict, "outcome.say_first")
	}
	return nil
}

// mayFind says whether the State has said what a finding of its own follows from.
func mayFind(n notification.Note) bool {
	return n.Aim == notification.Inform || slices.Contains([]notification.Answer{notification.Will, notification.Jointly, notification.Tried}, n.Decision)
}
