package casework

import (
	"slices"

	"haki/commons/duty"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/seal"
	"haki/internal/store"
)

// onFile is a case with all that is on file about it: read in one question before the gate
// is asked about the case, and shown only after.
type onFile struct {
	rows
	duties []duty.Duty
	events []duty.Event
	lines  []record.Line
	book   people.Directory
}

func wholly(id CaseID) func(*store.Tx) (onFile, error) {
	return func(tx *store.Tx) (f onFile, err error) {
		m := MatterOf(id)
		if f.book, err = people.Look(tx, slices.Concat(duty.Parts(m, &f.duties, &f.events), []store.Part{record.Story.Part(&f.lines, record.Told(m)...)}, f.core(id), f.rest(id))...); err != nil {
			return f, err
		}
		err = f.there()
		return f, err
	}
}

// Sealed is everything of it that keys are wanted for.
func (f onFile) Sealed() []seal.Sealed { _, all := f.names(); return all }

// names are those who are named on it, and what is sealed of it.
func (f onFile) names() (who []people.ID, sealed []seal.Sealed) {
	add := func(what []seal.Sealed, ids ...string) {
		sealed = append(sealed, what...)
		for _, id := range ids {
			who = append(who, people.ID(id))
		}
	}
	add(f.Case.Sealed(), f.Barred...)
	for _, s := range f.subjects {
		add([]seal.Sealed{s.Identity})
	}
	for _, v := range f.victims {
		add([]seal.Sealed{v.Identity})
	}
	for _, c := range f.changes {
		add([]seal.Sealed{c.Reason}, c.Author)
	}
	for _, m := range f.measures {
		add([]seal.Sealed{m.Note}, m.Author)
	}
	for _, c := range f.closings {
		add([]seal.Sealed{c.Reason, c.Answer}, c.Author, c.Second)
	}
	for _, d := range f.duties {
		add(nil, string(d.Holder))
	}
	for _, l := range f.lines {
		add(nil, l.Actor)
	}
	return who, sealed
}
