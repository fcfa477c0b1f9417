package notification

import (
	"context"
	"net/url"
	"slices"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/response/casework"
)

var _ casework.Panel = (*Room)(nil)

// panelPage is what the page of a case shows of its notes.
type panelPage struct {
	List ui.Table
	Any  bool
	New  *ui.Link
}

// Panel draws the notes of a case into its page, for those who may read notes; whoever sees
// the case for another reason sees no trace of them.
func (r *Room) Panel(ctx context.Context, tag lang.Tag, c casework.Case) (string, any, bool, error) {
	rows, err := r.Of(ctx, tag, c.ID)
	if fault.Of(err) == fault.Withheld && err != nil {
		return "", nil, false, nil
	}
	if err != nil {
		return "", nil, false, err
	}
	slices.Reverse(rows)
	p := panelPage{List: table(rows, ourRoom), Any: len(rows) > 0}
	p.List.Caption, p.List.Note = ui.T("notification.notes"), nil
	who := act.Of(ctx)
	may := func(power gate.Power) bool {
		return c.Status != casework.Closed && gate.Rule(who, power, "", c.Scope()) == gate.Allowed
	}
	switch about := "?case=" + url.QueryEscape(c.Reference); {
	case may(PowerSend):
		p.New = &ui.Link{Path: ourRoom + "/new" + about, Say: ui.T("notification.do_new")}
	case may(PowerRequest):
		p.New = &ui.Link{Path: ourRoom + "/request" + about, Say: ui.T("notification.do_request")}
	case !p.Any:
		return "", nil, false, nil
	}
	return "notification/panel", p, true, nil
}
