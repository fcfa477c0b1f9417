package reception

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
	"haki/internal/web"
)

func (r *Reception) staffPages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/people", Act: people.ListAccounts.Name, Serve: r.everybody},
		{Method: "GET", Path: "/{lang}/people/invite", Act: people.InviteAccount.Name, Serve: r.inviting},
		{Method: "POST", Path: "/{lang}/people/invite", Act: people.InviteAccount.Name, Serve: r.invite},
		{Method: "GET", Path: "/{lang}/people/{id}", Act: people.ListAccounts.Name, Serve: r.person},
		{Method: "POST", Path: "/{lang}/people/{id}/invite", Act: people.InviteAccount.Name, Serve: r.reinvite},
		{Method: "POST", Path: "/{lang}/people/{id}/sessions", Act: people.CloseSessions.Name, Serve: r.closeSessions},
		{Method: "GET", Path: "/{lang}/people/{id}/end", Act: people.ListAccounts.Name, Serve: r.ending},
		{Method: "POST", Path: "/{lang}/people/{id}/end", Act: people.EndAccount.Name, Serve: r.end},
	}
}

var peoplePath = ui.Link{Path: "/people", Say: ui.T("people.people")}

// everybodyPage is accounts, teams, proposals. No matter.
type everybodyPage struct {
	Invites, Founds bool
	Accounts, Teams ui.Table
	Waiting         []any
	Unshared        int
}

func (r *Reception) everybody(w http.ResponseWriter, q *http.Request) error {
	s, err := r.All(q.Context())
	if err != nil {
		return err
	}
	tag := web.Lang(q)
	who := act.Of(q.Context())
	p := everybodyPage{Invites: who.Anywhere(people.Invite), Founds: r.MayPropose(q.Context()) == nil, Unshared: s.Unshared,
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
	mine, err := r.Waiting(q.Context())
	if err != nil {
		return err
	}
	for _, x := range s.Proposals { // only who has a say in one can open it
		say := any(ui.T("people.proposal_of", "what", kindSaid(x.Kind), "day", x.Made))
		if slices.ContainsFunc(mine, func(m people.Proposal) bool { return m.ID == x.ID }) {
			say = ui.Link{Path: "/proposal/" + string(x.ID), Say: say}
		}
		p.Waiting = append(p.Waiting, say)
	}
	return r.screen(w, q, http.StatusOK, "everybody", ui.Screen{TitleKey: "people.people", Body: p})
}

// where says what a team serves.
func where(t people.TeamView) any {
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
func standing(a people.Account, until time.Time) any {
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

// may keeps a form to those who may send it; the act asks again.
func may(q *http.Request, p gate.Power) error {
	if act.Of(q.Context()).Anywhere(p) {
		return nil
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

func (r *Reception) inviting(w http.ResponseWriter, q *http.Request) error {
	if err := may(q, people.Invite); err != nil {
		return err
	}
	return r.showInviting(w, q, http.StatusOK, nil)
}

func (r *Reception) showInviting(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	var tongues []ui.Option
	for _, l := range lang.Staff {
		tongues = append(tongues, ui.Option{Value: string(l), Say: lang.Name(l), On: l == web.Lang(q)})
	}
	return r.screen(w, q, status, "invite", ui.Screen{TitleKey: "people.invite", Form: form, Body: struct{ Languages []ui.Option }{tongues},
		Path: []ui.Link{peoplePath, {Path: "/people/invite", Say: ui.T("people.invite"), On: true}}})
}

func (r *Reception) invite(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err != nil {
		return err
	}
	a, code, err := r.Invite(q.Context(), people.Invitation{Name: values.Get("name"), Display: values.Get("display"), Office: values.Get("office"), Language: lang.Tag(values.Get("language"))})
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showInviting(w, q, status, form) })
	}
	return r.showCode(w, q, a, code)
}

func (r *Reception) reinvite(w http.ResponseWriter, q *http.Request) error {
	a, code, err := r.Reinvite(q.Context(), people.ID(q.PathValue("id")))
	if err != nil {
		return err
	}
	return r.showCode(w, q, a, code)
}

// showCode shows a code this once, to be handed over; it stands in no address.
func (r *Reception) showCode(w http.ResponseWriter, q *http.Request, a people.Account, code seal.Receipt) error {
	tag := string(a.Language)
	return r.screen(w, q, http.StatusOK, "code", ui.Screen{TitleKey: "people.code", Path: []ui.Link{peoplePath},
		Body: struct {
			Name, Display string
			Days          int
			Code          ui.Receipt
		}{a.Name, a.Display, int(people.InviteLife / (24 * time.Hour)), ui.Receipt{Words: strings.Fields(code.Words(tag)), Digits: code.Digits(), Tag: a.Language}}})
}

// personPage is one account.
type personPage struct {
	ID       people.ID
	Facts    []ui.Fact
	Invited  bool // has no key yet, and the reader may make a new code
	Ends     bool // the reader may end it
	Sessions int
}

func (r *Reception) person(w http.ResponseWriter, q *http.Request) error {
	x, err := r.One(q.Context(), people.ID(q.PathValue("id")))
	if err != nil {
		return err
	}
	tag := web.Lang(q)
	var in ui.Lines
	for _, t := range x.Teams {
		in = append(in, ui.Link{Path: "/team/" + string(t.ID), Say: t.Said(tag)})
	}
	who := act.Of(q.Context())
	p := personPage{ID: x.ID, Invited: x.Key == "" && x.Ended == "" && who.Anywhere(people.Invite), Ends: x.Ended == "" && who.Anywhere(people.End), Sessions: x.Sessions, Facts: []ui.Fact{
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

func (r *Reception) closeSessions(w http.ResponseWriter, q *http.Request) error {
	if err := r.CloseSessions(q.Context(), people.ID(q.PathValue("id"))); err != nil {
		return err
	}
	return web.See(w, q, "/people/"+q.PathValue("id"))
}

func (r *Reception) ending(w http.ResponseWriter, q *http.Request) error {
	return r.showEnding(w, q, http.StatusOK, nil)
}

func (r *Reception) showEnding(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	if err := may(q, people.End); err != nil {
		return err
	}
	x, err := r.One(q.Context(), people.ID(q.PathValue("id")))
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

func (r *Reception) end(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		err = r.End(q.Context(), people.ID(q.PathValue("id")))
	}
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showEnding(w, q, status, form) })
	}
	return web.See(w, q, "/people")
}
