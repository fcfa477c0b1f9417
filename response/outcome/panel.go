package outcome

import (
	"context"

	"haki/commons/act"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/response/casework"
)

// panelView is what the page of a case shows of its outcome: the two findings and what
// was done at the end, person by person.
type panelView struct {
	Truths []ui.Truths
	Empty  bool
	Silent *ui.Mark
	More   ui.Link
}

// Panel shows the outcome on the page of a case (casework.Panel).
func (r *Room) Panel(ctx context.Context, _ lang.Tag, c casework.Case) (string, any, bool, error) {
	if !act.Of(ctx).Anywhere(casework.PowerRead) {
		return "", nil, false, nil
	}
	s, err := r.Peek(ctx, c.ID)
	if err != nil {
		return "", nil, false, err
	}
	v := view{Sheet: s, brief: true, at: at(c.ID)}
	p := panelView{Empty: len(s.Ledger) == 0, Silent: v.silent(), More: ui.Link{Path: at(c.ID), Say: ui.T("outcome.open")}}
	for _, a := range s.Allegations {
		for _, x := range a.Subjects {
			if len(s.Ledger.about(x.ID)) > 0 {
				p.Truths = append(p.Truths, v.truths(a, x))
			}
		}
	}
	return "outcome/panel", p, true, nil
}
