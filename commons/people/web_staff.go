package people

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"haki/internal/clock"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
	"haki/internal/web"
)

func (r *Room) staffPages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/people", Act: ListAccounts.Name, Serve: r.everybody},
		{Method: "GET", Path: "/{lang}/people/invite", Act: InviteAccount.Name, Serve: r.inviting},
		{Method: "POST", Path: "/{lang}/people/invite", Act: InviteAccount.Name, Serve: r.invite},
		{Method: "GET", Path: "/{lang}/people/{id}", Act: ListAccounts.Name, Serve: r.person},
		{Method: "POST", Path: "/{lang}/people/{id}/invite", Act: InviteAccount.Name, Serve: r.reinvite},
		{Method: "POST", Path: "/{lang}/people/{id}/sessions", Act: CloseSessions.Name, Serve: r.closeSessions},
		{Method: "GET", Path: "/{lang}/people/{id}/end", Act: ListAccounts.Name, Serve: r.ending},
		{Method: "POST", Path: "/{lang}/people/{id}/end", Act: EndAccount.Name, Serve: r.end},
	}
}

var peoplePath = ui.Link{Path: "/people", Say: ui.T("people.people")}

// everybodyPage is what an administrator sees: accounts, teams, proposals. No matter.
type everybodyPage struct {
	Accounts, Teams ui.Table
	Waiting         []ui.Link
	Unshared        int
}

func (r *Room) everybody(w http.ResponseWriter, q *http.Request) error {
	s, err := r.All(q.Context())
	if err != nil {
		return err
	}
	tag := web.Lang(q)
	p := everybodyPage{Unshared: s.Unshared,
		Accounts: ui.Table{Caption: ui.T("people.accounts"), Columns: []ui.Column{{Name: ui.T("people.name")}, {Name: ui.T("people.job")}, {Name: ui.T("people.teams")}, {Name: ui.T("people.standing")}}},
		Teams:    ui.Table{Caption: ui.T("people.teams"), Columns: []ui.Column{{Name: ui.T("people.team")}, {Name: ui.T("people.role")}, {Name: ui.T("people.serves")}, {Name: ui.T("people.members"), Num: true}}}}
	for _, a := range s.Accounts {
		var in ui.Lines
		for _, t := range s.Teams {
			if t.Has(a.ID) {
				in = append(in, ui.Link{Path: "/team/" + string(t.ID), Say: t.Said(tag)})
			}
		}
		p.Accounts.Rows = append(p.Accounts.Rows, ui.Row{Cells: []any{ui.Link{Path: "/people/" + string(a.ID), Say: a.Display}, a.Office, in, standing(a, s.Invited[a.ID])}})
	}
	for _, t := range s.Teams {
		p.Teams.Rows = append(p.Teams.Rows, ui.Row{Cells: []any{ui.Link{Path: "/team/" + string(t.ID), Say: t.Said(tag)}, roleSaid(t.Role), where(t), strconv.Itoa(len(t.Members))}})
	}
	for _, x := range s.Proposals {
		p.Waiting = append(p.Waiting, ui.Link{Path: "/proposal/" + string(x.ID), Say: ui.T("people.proposal_of", "what", kindSaid(x.Kind), "day", x.Made)})
	}
	return r.screen(w, q, http.StatusOK, "everybody", ui.Screen{TitleKey: "people.people", Body: p})
}

// where says what a team serves.
func where(t TeamView) any {
	if t.Role.Wide() {
		return ui.T("people.whole_institution")
	}
	var lines ui.Lines
	for _, s := range t.Missions {
		lines = append(lines, served(s))
	}
	return lines
}

// standing says how an account stands.
func standing(a Account, until time.Time) any {
	switch {
	case a.Ended != "":
		return ui.T("people.ended_on", "day", a.Ended)
	case a.Key != "":
		return ui.T("people.joined_on", "day", a.Joined)
	case until.IsZero():
		return ui.T("people.invitation_lapsed")
	}
	return ui.T("people.invited_until", "day", clock.DayOf(until, nil))
}

func (r *Room) inviting(w http.ResponseWriter, q *http.Request) error {
	if _, err := r.All(q.Context()); err != nil { // the form is for those who may send it
		return err
	}
	return r.showInviting(w, q, http.StatusOK, nil)
}

func (r *Room) showInviting(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	var tongues []ui.Option
	for _, l := range lang.Staff {
		tongues = append(tongues, ui.Option{Value: string(l), Say: lang.Name(l), On: l == web.Lang(q)})
	}
	return r.screen(w, q, status, "invite", ui.Screen{TitleKey: "people.invite", Form: form, Body: struct{ Languages []ui.Option }{tongues},
		Path: []ui.Link{peoplePath, {Path: "/people/invite", Say: ui.T("people.invite"), On: true}}})
}

func (r *Room) invite(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err != nil {
		return err
	}
	a, code, err := r.Invite(q.Context(), Invitation{values.Get("name"), values.Get("display"), values.Get("office"), lang.Tag(values.Get("language"))})
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showInviting(w, q, status, form) })
	}
	return r.showCode(w, q, a, code)
}

func (r *Room) reinvite(w http.ResponseWriter, q *http.Request) error {
	a, code, err := r.Reinvite(q.Context(), ID(q.PathValue("id")))
	if err != nil {
		return err
	}
	return r.showCode(w, q, a, code)
}

// showCode shows a code this once, to be handed over; it stands in no address.
func (r *Room) showCode(w http.ResponseWriter, q *http.Request, a Account, code seal.Receipt) error {
	tag := string(a.Language)
	return r.screen(w, q, http.StatusOK, "code", ui.Screen{TitleKey: "people.code", Path: []ui.Link{peoplePath},
		Body: struct {
			Name, Display string
			Days          int
			Code          ui.Receipt
		}{a.Name, a.Display, int(inviteLife / (24 * time.Hour)), ui.Receipt{Words: strings.Fields(code.Words(tag)), Digits: code.Digits(), Tag: a.Language}}})
}

// personPage is one account.
type personPage struct {
	ID       ID
	Facts    []ui.Fact
	Invited  bool // has no key yet
	Standing bool
	Sessions int
}

func (r *Room) person(w http.ResponseWriter, q *http.Request) error {
	x, err := r.One(q.Context(), ID(q.PathValue("id")))
	if err != nil {
		return err
	}
	tag := web.Lang(q)
	var in ui.Lines
	for _, t := range x.Teams {
		in = append(in, ui.Link{Path: "/team/" + string(t.ID), Say: t.Said(tag)})
	}
	p := personPage{ID: x.ID, Invited: x.Key == "" && x.Ended == "", Standing: x.Ended == "", Sessions: x.Sessions, Facts: []ui.Fact{
		{Name: ui.T("people.login_name"), Value: x.Name},
		{Name: ui.T("people.job"), Value: x.Office},
		{Name: ui.T("people.language"), Value: lang.Name(x.Language)},
		{Name: ui.T("people.standing"), Value: standing(x.Account, x.Until)},
		{Name: ui.T("people.teams"), Value: in},
		{Name: ui.T("people.open_sessions"), Value: strconv.Itoa(x.Sessions)},
	}}
	if x.Owes > 0 {
		p.Facts = append(p.Facts, ui.Fact{Name: ui.T("people.owes"), Value: ui.T("people.owes_some", "n", x.Owes)})
	}
	return r.screen(w, q, http.StatusOK, "person", ui.Screen{Title: x.Display, Body: p,
		Path: []ui.Link{peoplePath, {Path: "/people/" + string(x.ID), Say: x.Display, On: true}}})
}

func (r *Room) closeSessions(w http.ResponseWriter, q *http.Request) error {
	if err := r.CloseAll(q.Context(), ID(q.PathValue("id"))); err != nil {
		return err
	}
	return web.See(w, q, "/people/"+q.PathValue("id"))
}

func (r *Room) ending(w http.ResponseWriter, q *http.Request) error {
	return r.showEnding(w, q, http.StatusOK, nil)
}

func (r *Room) showEnding(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	x, err := r.One(q.Context(), ID(q.PathValue("id")))
	if err != nil {
		return err
	}
	at := "/people/" + string(x.ID)
	changes := []any{ui.T("people.end_sessions"), ui.T("people.end_teams"), ui.T("people.end_for_good")}
	if x.Owes > 0 {
		changes = append(changes, ui.T("people.end_owes", "n", x.Owes))
	}
	return r.ui.Show(w, q, status, "ui/confirm", ui.Screen{TitleKey: "people.end_account", Form: form, Path: []ui.Link{peoplePath, {Path: at, Say: x.Display}},
		Body: ui.Confirm{Say: ui.T("people.end_whom", "person", x.Display), Changes: changes, Action: at + "/end", Do: ui.T("people.end_do"), Grave: true, Back: at}})
}

func (r *Room) end(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		err = r.EndOf(q.Context(), ID(q.PathValue("id")))
	}
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showEnding(w, q, status, form) })
	}
	return web.See(w, q, "/people")
}
