package outcome

import (
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/internal/ident"
	"haki/response/casework"
	"haki/response/notification"
)

const reportOutcome = "report_outcome"

// debt is what one State owes about those of its people whom one note names; without a note
// it is what it owes about its people in the case.
type debt struct {
	bearer   duty.Office
	note     *notification.Note
	matter   ident.Matter
	ref      string
	scope    gate.Scope
	subjects []casework.SubjectID
	again    bool // an earlier note names the same, and there the outcome is owed
}

// debts are what each State owes, told of by a note or not.
func (w *work) debts() (all []debt, err error) {
	notes, err := notification.Standing(w.tx, w.sheet.Case.ID)
	if err != nil {
		return nil, err
	}
	theirs, rest := byState(w.sheet), byState(w.sheet)
	for i := range notes {
		n := &notes[i]
		d := debt{bearer: n.Bearer(), note: n, matter: n.Matter(), ref: n.Number, scope: n.Scope()}
		_, d.subjects = parted(theirs[n.Country], n.Subjects)
		left, fresh := parted(rest[n.Country], n.Subjects)
		rest[n.Country], d.again = left, len(fresh) == 0
		if len(d.subjects) > 0 {
			all = append(all, d)
		}
	}
	c := w.sheet.Case
	for country, subjects := range rest {
		if len(subjects) > 0 {
			all = append(all, debt{bearer: duty.Office{Kind: duty.State, ID: country}, matter: c.Matter(), ref: c.Reference, scope: c.Scope(), subjects: subjects})
		}
	}
	return all, nil
}

// parted takes those named out of all.
func parted(all []casework.SubjectID, named []string) (rest, out []casework.SubjectID) {
	is := map[string]bool{}
	for _, n := range named {
		is[n] = true
	}
	for _, s := range all {
		if is[string(s)] {
			out = append(out, s)
		} else {
			rest = append(rest, s)
		}
	}
	return rest, out
}

// owed begins and meets what States owe after their findings (decisions.md §4): the
// outcome, for each State whose finding is that a breach was committed, until a final
// action or the decision to take none is on file for each of its people. It hangs on the
// note, where the State reads it; on the case where no note was sent. A finding about
// everybody whom a note names is the report that the investigation was owed for.
func (w *work) owed() error {
	all, err := w.debts()
	if err != nil {
		return err
	}
	need := false
	for _, d := range all {
		waits, done, found := w.ledger.answered(d.subjects, Theirs)
		tried := d.note != nil && d.note.Decision == notification.Tried
		switch {
		case waits && !d.again:
			_, err = duty.Start(w.tx, duty.New{Rule: reportOutcome, Matter: d.matter, Ref: d.ref, Scope: d.scope, Bearer: d.bearer})
		case done, tried && found:
			err = duty.MeetBy(w.tx, d.matter, reportOutcome, d.bearer)
		case !waits && d.note != nil && !tried:
			err = duty.Moot(w.tx, d.matter, duty.Unwanted, reportOutcome)
		}
		if err != nil {
			return err
		}
		if d.note == nil {
			need = need || waits || done
		} else if err := w.reported(d, found); err != nil {
			return err
		}
	}
	if need {
		return nil
	}
	return duty.Moot(w.tx, w.sheet.Case.Matter(), duty.Unwanted, reportOutcome)
}

// answered says of what one side found about some: that somebody established waits for a
// final decision, that each has it, that everybody has a finding.
func (l Ledger) answered(of []casework.SubjectID, side Side) (waits, done, found bool) {
	found = true
	for _, s := range of {
		f := l.of(s, side, Finding)
		switch {
		case len(f) == 0:
			found = false
		case !Established(f[0].Code):
		case len(l.of(s, side, Final)) == 0:
			waits = true
		default:
			done = true
		}
	}
	return waits, done && !waits, found
}

// reported meets the duty to investigate of whoever found something about everybody whom a
// note names: the State, or the organisation where it took that on.
func (w *work) reported(d debt, theirs bool) error {
	_, _, ours := w.ledger.answered(d.subjects, Ours)
	all, err := duty.Of(w.tx, d.matter)
	if err != nil {
		return err
	}
	for _, x := range all {
		if x.Rule != d.note.Investigation() || !x.IsOpen() {
			continue
		}
		if x.Bearer == d.bearer && theirs || x.Bearer.Kind == duty.Team && ours {
			if err := duty.MeetBy(w.tx, d.matter, x.Rule, x.Bearer); err != nil {
				return err
			}
		}
	}
	return notification.CaughtUp(w.tx, *d.note)
}

// byState are the subjects of each State that has a say.
func byState(s casework.Sheet) map[string][]casework.SubjectID {
	out := map[string][]casework.SubjectID{}
	for _, a := range s.Allegations {
		if a.Country == "" || !ofState(a.Allegation) {
			continue
		}
		for _, x := range a.Subjects {
			out[a.Country] = append(out[a.Country], x.ID)
		}
	}
	return out
}
