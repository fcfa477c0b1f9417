package docket

import (
	"net/http"
	"strconv"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/internal/fault"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/science/workday"
)

func (d *Docket) rules(w http.ResponseWriter, q *http.Request) error {
	all, err := d.ListRules(q.Context())
	if err != nil {
		return err
	}
	t := ui.Table{Caption: ui.T("duty.rules_caption"), Columns: []ui.Column{{Name: ui.T("duty.col_duty")}, {Name: ui.T("duty.col_who")}, {Name: ui.T("duty.col_amount")},
		{Name: ui.T("duty.col_late")}, {Name: ui.T("duty.col_source")}}}
	for _, v := range all {
		t.Rows = append(t.Rows, ui.Row{Cells: []any{ui.Link{Path: "/duty/rules/" + v.Code, Say: ui.T("duty.rule_" + v.Code)}, // words: duty.rule_*
			ui.T("duty.who_to_whom", "bearer", ui.T("duty.role_"+string(v.Bearer)), "owed", ui.T("duty.role_"+string(v.OwedTo))), // words: duty.role_*
			duty.Amount(v.Span), line(v.Rule), ui.Lines{ui.T("duty.under_" + v.Source.Key), ui.T("duty.kind_" + string(v.Source.Kind)), ui.T("duty.version_n", "version", v.Version)}}})
	}
	return d.ui.Show(w, q, http.StatusOK, "duty/rules", ui.Screen{TitleKey: "duty.rules", Body: t,
		Path: []ui.Link{{Path: "/desk", Say: ui.T("duty.desk")}, {Path: "/duty/rules", Say: ui.T("duty.rules"), On: true}}})
}

// rulePage is the page of one rule.
type rulePage struct {
	Code    string
	Who     any
	Facts   []ui.Fact
	Source  ui.Lines
	Changes ui.Timeline
	Keeps   bool
	Amount  int
	Units   []ui.Option
	Days    []ui.Option
}

func (d *Docket) rule(w http.ResponseWriter, q *http.Request) error {
	return d.showRule(w, q, http.StatusOK, q.PathValue("code"), nil)
}

func (d *Docket) showRule(w http.ResponseWriter, q *http.Request, status int, code string, form *ui.Form) error {
	all, err := d.ListRules(q.Context())
	if err != nil {
		return err
	}
	for _, v := range all {
		if v.Code != code {
			continue
		}
		p := rulePage{Code: v.Code, Facts: ruleFacts(v.Rule), Source: source(v.Source), Keeps: act.Of(q.Context()).Anywhere(duty.Rules), Amount: v.Span.N,
			Who: ui.T("duty.who_to_whom", "bearer", ui.T("duty.role_"+string(v.Bearer)), "owed", ui.T("duty.role_"+string(v.OwedTo)))}
		for _, u := range []workday.Unit{workday.WorkingDays, workday.Days, workday.Months} {
			p.Units = append(p.Units, ui.Option{Value: string(u), Say: ui.T("duty.unit_" + string(u)), On: u == v.Span.Unit}) // words: duty.unit_*
		}
		for _, c := range []duty.Policy{duty.Ours, duty.Union} {
			p.Days = append(p.Days, ui.Option{Value: string(c), Say: ui.T("duty.calendar_" + string(c)), On: c == v.Calendar})
		}
		for i := len(v.Changes) - 1; i >= 0; i-- {
			c := v.Changes[i]
			p.Changes = append(p.Changes, ui.Event{Day: c.On, Say: duty.Amount(c.Change.Span), More: c.Change.Basis})
		}
		return d.ui.Show(w, q, status, "duty/rule", ui.Screen{Title: ui.T("duty.rule_" + v.Code), Body: p, Form: form,
			Path: []ui.Link{{Path: "/duty/rules", Say: ui.T("duty.rules")}, {Path: "/duty/rules/" + v.Code, Say: ui.T("duty.rule_" + v.Code), On: true}}})
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

func (d *Docket) changeRule(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	code := values.Get("code")
	var c duty.Change
	if err == nil {
		c, err = change(values.Get("amount"), values.Get("unit"), values.Get("calendar"), values.Get("basis"))
	}
	if err == nil {
		err = d.ChangeRule(q.Context(), code, c)
	}
	switch {
	case typed(err):
		return d.showRule(w, q, http.StatusUnprocessableEntity, code, ui.NewForm(values, err))
	case err != nil:
		return err
	}
	return web.See(w, q, "/duty/rules/"+code)
}

func change(amount, unit, calendar, basis string) (c duty.Change, err error) {
	n, err := strconv.Atoi(strings.TrimSpace(amount))
	if err == nil {
		c.Span, err = workday.ParseSpan(workday.Span{N: n, Unit: workday.Unit(unit)}.String())
	}
	if err != nil {
		return c, fault.In("amount", "duty.amount_wrong")
	}
	c.Calendar, c.Basis = duty.Policy(calendar), strings.TrimSpace(basis)
	return c, nil
}
