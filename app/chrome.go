package app

import (
	"net/http"
	"slices"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/post"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/library/practice"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/notification"
)

// chrome is what stands around a page. Navigation shows only what the reader's powers
// reach; what they do not reach is not hinted at.
func (h *House) chrome(r *http.Request, k web.Kind) ui.Chrome {
	tag := string(web.Lang(r))
	c := ui.Chrome{Brand: h.Conf.Institution(tag), Foot: ui.T("app.foot", "institution", h.Conf.Institution(tag)), Exit: h.Conf.Exit}
	switch k {
	case web.Staff:
		c.Home, c.Nav, c.Keys = "/desk", h.nav(r), "/keys"
		c.Person, c.Links = h.person(r), h.below(r)
		if who := act.Of(r.Context()); who.Anywhere(intake.PowerRead) || who.Anywhere(casework.PowerRead) {
			c.Search = "/find"
		}
	case web.Door:
		c.Nav = []ui.Link{{Path: "/login", Say: ui.T("app.nav_login")}}
	case web.Reporter, web.Public:
		c.Nav = []ui.Link{{Path: "/", Say: ui.T("app.nav_start")}, {Path: "/" + h.Conf.Letter, Say: ui.T("app.nav_letter")},
			{Path: "/reporting", Say: ui.T("app.nav_reporting")}, {Path: "/standards", Say: ui.T("app.nav_standards")}}
	}
	if k == web.Public {
		c.Nav = append(c.Nav, ui.Link{Path: "/library", Say: ui.T("app.nav_library")})
		if slices.Contains(lang.Staff, web.Lang(r)) { // staff pages speak no other language
			c.Links = []ui.Link{{Path: "/login", Say: ui.T("app.nav_staff")}}
		}
	}
	return c
}

// places are the rooms that staff may go to, with the power that opens each.
var places = []struct {
	power gate.Power
	path  string
	say   string
}{
	{gate.Self, "/desk", "app.nav_desk"}, {intake.PowerRead, "/intake", "app.nav_intake"}, {casework.PowerRead, "/casework", "app.nav_casework"},
	{notification.PowerRead, "/notification", "app.nav_notification"}, {notification.PowerReceive, "/received", "app.nav_received"},
	{practice.PowerRead, "/practice", "app.nav_practice"}, {practice.PowerWrite, "/sharing", "app.nav_sharing"}, {practice.PowerWrite, "/adopting", "app.nav_adopting"},
	{duty.Reading, "/duty/board", "app.nav_board"}, {"mission.keep", "/mission", "app.nav_mission"}, {people.Read, "/people", "app.nav_people"},
	{recordRead, "/record", "app.nav_record"}, {gate.Self, "/post", "app.nav_post"}, {gate.Self, "/account", "app.nav_account"},
}

// below are the places that are needed now and then, at the foot of a staff page.
func (h *House) below(r *http.Request) (links []ui.Link) {
	who := act.Of(r.Context())
	if who.Anywhere("duty.read") {
		links = append(links, ui.Link{Path: "/duty/rules", Say: ui.T("app.nav_duty")}, ui.Link{Path: "/duty/calendars", Say: ui.T("app.nav_calendars")})
	}
	if who.Anywhere(post.Outbox.Needs) {
		links = append(links, ui.Link{Path: "/post/outbox", Say: ui.T("app.nav_outbox")})
	}
	return links
}

func (h *House) nav(r *http.Request) (nav []ui.Link) {
	who := act.Of(r.Context())
	for _, p := range places {
		wide := p.power != people.Read && p.power != duty.Reading || holdsWide(who, p.power)
		if who.Anywhere(p.power) && wide {
			nav = append(nav, ui.Link{Path: p.path, Say: ui.T(p.say)})
		}
	}
	return nav
}

// holdsWide tells who reads everybody's teams from who reads their own.
func holdsWide(who gate.Actor, p gate.Power) bool {
	for _, g := range who.Grants {
		if g.Power == p && !g.TeamOnly {
			return true
		}
	}
	return false
}

// person is who is signed in, and where they sign out.
func (h *House) person(r *http.Request) *ui.Person {
	who := act.Of(r.Context())
	if who.ID == "" {
		return nil
	}
	return &ui.Person{Name: who.Name, Office: who.Office, Out: "/logout"}
}
