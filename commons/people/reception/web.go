package reception

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"haki/commons/people"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// Reception is the room of people with its pages.
type Reception struct {
	*people.Room
	ui   *ui.UI
	zone *time.Location // in which pages tell hours
}

// New puts pages before the room. Hours are told in a time zone; UTC if it is nil.
func New(r *people.Room, u *ui.UI, zone *time.Location) *Reception {
	if zone == nil {
		zone = time.UTC
	}
	return &Reception{r, u, zone}
}

// Pages are the room's addresses.
func (r *Reception) Pages() []web.Page {
	return slices.Concat(r.doorPages(), r.ownPages(), r.staffPages(), r.teamPages(), r.recoveryPages())
}

// again shows a form as it was filled in, with what is wrong; any other error goes on.
func again(err error, values url.Values, show func(status int, form *ui.Form) error) error {
	switch fault.Of(err) {
	case fault.Invalid, fault.Conflict:
		return show(web.Status[fault.Of(err)], ui.NewForm(values, err))
	}
	return err
}

// screen draws one of this room's pages.
func (r *Reception) screen(w http.ResponseWriter, q *http.Request, status int, page string, s ui.Screen) error {
	return r.ui.Show(w, q, status, "people/"+page, s)
}

// named is a person as pages name them: name, job title.
func named(display, office string) any {
	if office == "" {
		return display
	}
	return ui.T("people.person_office", "name", display, "office", office)
}

// role says what a team is for. words: people.role_*
func roleSaid(r people.Role) lang.Saying { return ui.T("people.role_" + string(r)) }

// missionSaid names what a team serves.
func missionSaid(code string) any {
	if code == "" {
		return ui.T("people.every_mission")
	}
	return ui.Ref(code)
}

// served says from when to when a team serves a mission.
func served(s people.Serve) any {
	mission := any(ui.T("people.every_mission"))
	if s.Mission != "" {
		mission = s.Mission
	}
	if s.Until == "" {
		return ui.T("people.serves_since", "mission", mission, "day", s.Since)
	}
	return ui.T("people.serves_until", "mission", mission, "since", s.Since, "until", s.Until)
}
