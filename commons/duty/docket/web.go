package docket

import (
	"net/http"

	"haki/commons/duty"
	"haki/internal/fault"
	"haki/internal/ui"
	"haki/internal/web"
)

// Docket is the room of duties with its pages.
type Docket struct {
	*duty.Room
	ui *ui.UI
}

// New puts pages before the room.
func New(r *duty.Room, u *ui.UI) *Docket { return &Docket{r, u} }

// Pages lists the addresses of the room, each with the act behind it. My desk is the
// program's first page and stands in package app.
func (d *Docket) Pages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/duty/{id}", Act: duty.Show.Name, Serve: d.duty},
		{Method: "POST", Path: "/{lang}/duty/{id}/take", Act: duty.TakeUp.Name, Serve: d.take},
		{Method: "POST", Path: "/{lang}/duty/{id}/ask", Act: duty.AskTime.Name, Serve: d.ask},
		{Method: "POST", Path: "/{lang}/duty/{id}/grant", Act: duty.Give.Name, Serve: d.decide(d.Grant)},
		{Method: "POST", Path: "/{lang}/duty/{id}/decline", Act: duty.Decline.Name, Serve: d.decide(d.Decline)},
		{Method: "GET", Path: "/{lang}/duty/handover", Act: duty.ListHand.Name, Serve: d.handing},
		{Method: "POST", Path: "/{lang}/duty/handover", Act: duty.Offer.Name, Serve: d.offer},
		{Method: "POST", Path: "/{lang}/duty/handover/{handover}/accept", Act: duty.Accept.Name, Serve: d.accept},
		{Method: "POST", Path: "/{lang}/duty/handover/{handover}/refuse", Act: duty.Refuse.Name, Serve: d.refuse},
		{Method: "GET", Path: "/{lang}/duty/rules", Act: duty.ListRule.Name, Serve: d.rules},
		{Method: "GET", Path: "/{lang}/duty/rules/{code}", Act: duty.ListRule.Name, Serve: d.rule},
		{Method: "POST", Path: "/{lang}/duty/rules", Act: duty.SetRule.Name, Serve: d.changeRule},
		{Method: "GET", Path: "/{lang}/duty/calendars", Act: duty.ListDays.Name, Serve: d.calendars},
		{Method: "POST", Path: "/{lang}/duty/calendars", Act: duty.SetHere.Name, Serve: d.setCalendar},
		{Method: "GET", Path: "/{lang}/duty/calendars/{kind}/{code}", Act: duty.ListDays.Name, Serve: d.calendar},
		{Method: "POST", Path: "/{lang}/duty/calendars/{kind}/{code}", Act: duty.AddDay.Name, Serve: d.addHoliday},
		{Method: "POST", Path: "/{lang}/duty/calendars/{kind}/{code}/remove", Act: duty.DropDay.Name, Serve: d.dropHoliday},
	}
}

// typed is what a form brought, when something in it is wrong: it is shown again.
func typed(err error) bool { return err != nil && fault.Of(err) == fault.Invalid }

// told is what a page shows above the form for what is wrong with the whole, such as a
// day that has passed meanwhile.
func told(err error) bool {
	return err != nil && (fault.Of(err) == fault.Invalid || fault.Of(err) == fault.Conflict)
}

func id(q *http.Request) duty.ID { return duty.ID(q.PathValue("id")) }
