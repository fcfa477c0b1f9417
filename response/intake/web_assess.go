package intake

import (
	"context"
	"net/http"
	"net/url"

	"haki/commons/act"
	"haki/internal/fault"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/response/casework"
)

// assessing is the page on which a report is assessed: a case, another case's report, or
// a closing that a second person has to agree to.
type assessing struct {
	Sheet
	Choices  casework.Choices
	Codes    []ui.Option
	Tellings []ui.Option
}

func (r *Room) assess(w http.ResponseWriter, q *http.Request) error {
	s, err := r.sheet(q)
	if err != nil {
		return err
	}
	if !s.May.Assess {
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	return r.showAssess(w, q, http.StatusOK, s, nil)
}

func (r *Room) showAssess(w http.ResponseWriter, q *http.Request, status int, s Sheet, form *ui.Form) error {
	c, err := r.Cases.Choices(q.Context(), web.Lang(q))
	if err != nil {
		return err
	}
	return r.UI.Show(w, q, status, "intake/assess", ui.Screen{TitleKey: "intake.assess", Form: form,
		Body: assessing{s, c, coded("intake.code_", Codes), coded("intake.telling_", Tellings)},
		Path: []ui.Link{{Path: "/intake", Say: ui.T("intake.reports")}, {Path: "/intake/" + string(s.ID), Say: ui.Ref(s.Reference)}, {Path: "/intake/" + string(s.ID) + "/assess", Say: ui.T("intake.assess"), On: true}}})
}

// coded makes options of codes. words: intake.code_* intake.telling_* intake.channel_*
func coded[T ~string](prefix string, codes []T) (out []ui.Option) {
	for _, c := range codes {
		out = append(out, ui.Option{Value: string(c), Say: ui.T(prefix + string(c))})
	}
	return out
}

func (r *Room) assessed(w http.ResponseWriter, q *http.Request) error {
	id := ReportID(q.PathValue("id"))
	values, err := web.Form(q)
	var to string
	if err == nil {
		to, err = r.decideBy(q.Context(), id, values)
	}
	if k := fault.Of(err); err != nil && (k == fault.Invalid || k == fault.Stale || k == fault.Conflict) {
		s, failed := r.sheet(q)
		if failed != nil {
			return failed
		}
		return r.showAssess(w, q, web.Status[k], s, ui.NewForm(values, err))
	}
	if err != nil {
		return err
	}
	return web.See(w, q, to)
}

// decideBy does what was decided and says where to go on.
func (r *Room) decideBy(ctx context.Context, id ReportID, values url.Values) (to string, err error) {
	var c casework.Case
	switch values.Get("decision") {
	case "case":
		var n casework.New
		if n, err = casework.ReadDraft(values); err == nil {
			c, err = r.OpenCase(ctx, id, n)
		}
	case "join":
		c, err = r.JoinCase(ctx, id, values.Get("reference"))
	case "close":
		return "/intake/" + string(id), r.ProposeClosing(ctx, id, Closing{Code: Code(values.Get("code")), Duplicate: values.Get("duplicate"), Telling: Telling(values.Get("telling"))},
			values.Get("reason"), values.Get("answer"))
	default:
		err = fault.In("decision", "fault.choose")
	}
	return "/casework/" + string(c.ID), err
}

// entering is the page on which staff enter what came by another channel.
type entering struct {
	Missions, Channels []ui.Option
	Receipt            *ui.Receipt
	ID                 ReportID
}

// mayEnter keeps the form from those who could not send it: for them it is not there.
func mayEnter(q *http.Request) error {
	if !act.Of(q.Context()).Anywhere(Enter.Needs) {
		return fault.New(fault.Withheld, "fault.not_found")
	}
	return nil
}

func (r *Room) enterForm(w http.ResponseWriter, q *http.Request) error {
	if err := mayEnter(q); err != nil {
		return err
	}
	return r.showEnter(w, q, http.StatusOK, nil, entering{})
}

func (r *Room) showEnter(w http.ResponseWriter, q *http.Request, status int, form *ui.Form, e entering) error {
	v, err := r.view(q, letter{values: url.Values{}})
	if err != nil {
		return err
	}
	e.Missions, e.Channels = v.Missions, coded("intake.channel_", Channels)
	return r.UI.Show(w, q, status, "intake/enter", ui.Screen{TitleKey: "intake.enter", Body: e, Form: form,
		Path: []ui.Link{{Path: "/intake", Say: ui.T("intake.reports")}, {Path: "/intake/enter", Say: ui.T("intake.enter"), On: true}}})
}

func (r *Room) entered(w http.ResponseWriter, q *http.Request) error {
	if err := mayEnter(q); err != nil {
		return err
	}
	values, err := web.Form(q)
	var t Told
	if err == nil {
		t, err = told(q, values)
	}
	if err == nil {
		t.Channel = Channel(values.Get("channel"))
		if day, unread := ui.PartialDate(values, "received"); unread != nil || day.Known() { // today, if left empty
			t.Received, err = ui.FullDate(values, "received")
		}
		if err == nil {
			var in Entered
			if in, err = r.EnterReport(q.Context(), t); err == nil {
				receipt := shown(in.Receipt, web.Lang(q))
				return r.showEnter(w, q, http.StatusOK, nil, entering{Receipt: &receipt, ID: in.ID})
			}
		}
	}
	if fault.Of(err) == fault.Invalid {
		return r.showEnter(w, q, http.StatusUnprocessableEntity, ui.NewForm(values, err), entering{})
	}
	return err
}
