package duty

import (
	"haki/commons/people"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/store"
)

// What rooms call inside their acts when more time is asked for there: a State asks in its
// answer to a note, and is answered in a letter.

// AskFor asks for more time for a duty, inside the caller's act. It waits for whoever the
// duty is owed to, or who stands for them; asking stops nothing.
func AskFor(tx *store.Tx, d Duty, q Request, by people.ID) (Extension, error) {
	a, err := openAlmanac(tx)
	if err != nil {
		return Extension{}, err
	}
	ext, err := d.Ask(q.Until, q.Stops, q.Reason, by, a.today)
	if err != nil {
		return ext, err
	}
	rule, err := a.rule(d.Rule)
	if err != nil {
		return ext, err
	}
	if ext.Asked, err = decider(tx, d, rule); err != nil {
		return ext, err
	}
	ext.ID = ident.New[Extension](ident.Dice)
	if err := insertExtension(tx, ext); err != nil {
		return ext, err
	}
	return ext, note(tx, d, Event{Day: a.today, What: AskedMore, Person: by, Office: ext.Asked, Reason: q.Reason, Until: q.Until})
}

// AnswerFor answers a request, Granted or Declined, inside the caller's act: who asked does
// not answer, and the caller has asked the gate about everybody else. The day promised
// before stays on the request; a breach recorded before stays recorded. What comes back is
// the duty and the request after it.
func AnswerFor(tx *store.Tx, id ExtensionID, answer Answer, by people.ID) (d Duty, ext Extension, err error) {
	a, err := openAlmanac(tx)
	if err != nil {
		return d, ext, err
	}
	if ext, err = findExtension(tx, id); err != nil {
		return d, ext, err
	}
	if d, err = find(tx, ext.Duty); err != nil {
		return d, ext, err
	}
	if ext.By == by {
		return d, ext, fault.New(fault.Conflict, "duty.asked_by_you")
	}
	if ext, err = ext.Decide(answer, by, a.today); err != nil {
		return d, ext, err
	}
	what := MoreRefused
	if answer == Granted {
		if what = MoreGiven; ext.Stops {
			what = StopGiven
		}
		if d, err = a.extend(d, ext); err != nil {
			return d, ext, err
		}
	}
	if err := answerExtension(tx, ext); err != nil {
		return d, ext, err
	}
	return d, ext, note(tx, d, Event{Day: a.today, What: what, Person: by, Reason: ext.Reason, Until: ext.Until})
}

// extend stores the day that was granted.
func (a *almanac) extend(d Duty, ext Extension) (Duty, error) {
	cal, err := a.of(d)
	if err != nil {
		return d, err
	}
	after, err := d.Extend(ext, cal, a.today)
	if err != nil {
		return d, err
	}
	if d.Late == "" && after.Late != "" {
		if err := a.lapse(after); err != nil {
			return d, err
		}
	}
	return move(a.tx, after)
}
