package docket

import (
	"net/http"
	"strconv"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/mission"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ui"
	"haki/internal/web"
)

// institution is the name of the institution's calendar in addresses.
const institution = "institution/here"

// calendarsPage is the list of calendars, and where the institution counts.
type calendarsPage struct {
	Table ui.Table
	Keeps bool
	Here  duty.Here
	Week  []ui.Option
}

func (d *Docket) calendars(w http.ResponseWriter, q *http.Request) error {
	return d.showCalendars(w, q, http.StatusOK, nil)
}

func (d *Docket) showCalendars(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	all, err := d.ListCalendars(q.Context(), web.Lang(q))
	if err != nil {
		return err
	}
	p := calendarsPage{Keeps: act.Of(q.Context()).Anywhere(duty.Calendars), Table: ui.Table{Caption: ui.T("duty.calendars_caption"),
		Columns: []ui.Column{{Name: ui.T("duty.col_calendar")}, {Name: ui.T("duty.col_weekend")}, {Name: ui.T("duty.col_holidays"), Num: true}, {Name: ui.T("duty.col_missing")}}}}
	for _, c := range all {
		p.Table.Rows = append(p.Table.Rows, ui.Row{Cells: []any{ui.Link{Path: "/duty/calendars/" + c.Path, Say: title(c)}, weekend(c.Weekend), len(c.Holidays), missing(c.Gaps)}})
		if c.Calendar == duty.OurCalendar {
			p.Here = c.Here
		}
	}
	for _, d := range mission.WeekDays { // words: duty.day_*
		p.Week = append(p.Week, ui.Option{Value: d, Say: ui.T("duty.day_" + d), On: strings.Contains(p.Here.Weekend, d)})
	}
	return d.ui.Show(w, q, status, "duty/calendars", ui.Screen{TitleKey: "duty.calendars", Body: p, Form: form,
		Path: []ui.Link{{Path: "/desk", Say: ui.T("duty.desk")}, {Path: "/duty/calendars", Say: ui.T("duty.calendars"), On: true}}})
}

// title is a calendar's name. words: duty.kind_of_*
func title(c duty.CalendarView) any {
	if c.Title != "" {
		return c.Title
	}
	return ui.T("duty.kind_of_" + c.Kind)
}

func weekend(days []string) (l ui.Lines) {
	for _, d := range days {
		l = append(l, ui.T("duty.day_"+d))
	}
	return l
}

// missing says of which years nobody entered anything: a warning, not a state.
func missing(years []int) any {
	if len(years) == 0 {
		return ui.T("duty.nothing_missing")
	}
	return ui.Mark{State: ui.Soon, Say: ui.T("duty.years_missing", "years", yearsOf(years))}
}

func yearsOf(years []int) (l []string) {
	for _, y := range years {
		l = append(l, strconv.Itoa(y))
	}
	return l
}

func (d *Docket) setCalendar(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		err = d.SetHere(q.Context(), duty.Here{Zone: strings.TrimSpace(values.Get("zone")), Weekend: strings.Join(values["weekend"], " ")})
	}
	switch {
	case typed(err):
		return d.showCalendars(w, q, http.StatusUnprocessableEntity, ui.NewForm(values, err))
	case err != nil:
		return err
	}
	return web.See(w, q, "/duty/calendars")
}

// calendarPage is one calendar.
type calendarPage struct {
	duty.CalendarView
	Rest     ui.Lines
	Missing  any
	Keeps    bool
	Entered  []holidayView
	KindWord any
}

type holidayView struct {
	Day  clock.Day
	Name string
}

// calendarAt is the calendar that an address names.
func calendarAt(q *http.Request) string {
	path := q.PathValue("kind") + "/" + q.PathValue("code")
	if path == institution {
		return duty.OurCalendar
	}
	return path
}

func (d *Docket) calendar(w http.ResponseWriter, q *http.Request) error {
	return d.showCalendar(w, q, http.StatusOK, nil)
}

func (d *Docket) showCalendar(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	all, err := d.ListCalendars(q.Context(), web.Lang(q))
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Calendar != calendarAt(q) {
			continue
		}
		p := calendarPage{CalendarView: c, Rest: weekend(c.Weekend), Missing: missing(c.Gaps), Keeps: act.Of(q.Context()).Anywhere(duty.Calendars), KindWord: ui.T("duty.kind_of_" + c.Kind)}
		for _, h := range c.Holidays {
			p.Entered = append(p.Entered, holidayView{h.Day, h.Name})
		}
		return d.ui.Show(w, q, status, "duty/calendar", ui.Screen{Title: title(c), Body: p, Form: form,
			Path: []ui.Link{{Path: "/duty/calendars", Say: ui.T("duty.calendars")}, {Path: "/duty/calendars/" + c.Path, Say: title(c), On: true}}})
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

func (d *Docket) addHoliday(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	var on clock.Day
	if err == nil {
		on, err = ui.FullDate(values, "day")
	}
	if err == nil {
		err = d.AddHoliday(q.Context(), duty.Holiday{Calendar: calendarAt(q), Day: on, Name: values.Get("name")})
	}
	switch {
	case typed(err):
		return d.showCalendar(w, q, http.StatusUnprocessableEntity, ui.NewForm(values, err))
	case err != nil:
		return err
	}
	return web.See(w, q, "/duty/calendars/"+q.PathValue("kind")+"/"+q.PathValue("code"))
}

func (d *Docket) dropHoliday(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		err = d.DropHoliday(q.Context(), duty.Holiday{Calendar: calendarAt(q), Day: clock.Day(values.Get("day"))})
	}
	if err != nil {
		return err
	}
	return web.See(w, q, "/duty/calendars/"+q.PathValue("kind")+"/"+q.PathValue("code"))
}
