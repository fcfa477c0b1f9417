package reception

import (
	"net/http"

	"haki/commons/act"
	"haki/commons/people"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
	"haki/internal/web"
)

func (r *Reception) ownPages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/account", Act: people.ReadOwn.Name, Serve: r.account},
		{Method: "GET", Path: "/{lang}/account/passphrase", Act: people.ChangePassphrase.Name, Serve: r.passphrase},
		{Method: "POST", Path: "/{lang}/account/passphrase", Act: people.ChangePassphrase.Name, Serve: r.rekey},
		{Method: "POST", Path: "/{lang}/account/language", Act: people.ChangeLanguage.Name, Serve: r.speak},
		{Method: "POST", Path: "/{lang}/account/session", Act: people.SignOut.Name, Serve: r.endSession},
		{Method: "POST", Path: "/{lang}/account/plea", Act: people.ObjectPlea.Name, Serve: r.object},
		{Method: "GET", Path: "/{lang}/account/leave/{team}", Act: people.ReadTeam.Name, Serve: r.leaving},
		{Method: "POST", Path: "/{lang}/account/leave/{team}", Act: people.LeaveTeam.Name, Serve: r.leave},
	}
}

// token is the secret of the session that a request came with.
func token(q *http.Request) seal.Token { return seal.Token(web.SessionToken(q)) }

// ownPage is one's own account.
type ownPage struct {
	Facts     []ui.Fact
	Words     string
	Unshared  bool
	Pleas     []pleaView
	Waiting   []ui.Link
	Teams     []ownTeam
	Sessions  []sessionView
	Languages []ui.Option
	Done      *ui.Done
}

type ownTeam struct {
	Link  ui.Link
	Lead  bool
	Since any
	On    []any
	Leave string
}

type sessionView struct {
	Lookup string
	Say    any
	Seen   any
	This   bool
}

type pleaView struct {
	ID  people.PleaID
	Say any
}

func (r *Reception) account(w http.ResponseWriter, q *http.Request) error {
	own, err := r.Own(q.Context())
	if err != nil {
		return err
	}
	waiting, err := r.Waiting(q.Context())
	if err != nil {
		return err
	}
	tag := web.Lang(q)
	p := ownPage{Words: own.Words(tag), Unshared: !own.Shared, Facts: []ui.Fact{
		{Name: ui.T("people.login_name"), Value: own.Name},
		{Name: ui.T("people.office"), Value: named(own.Display, own.Office)},
		{Name: ui.T("people.passphrase"), Value: ui.T("people.only_you_know_it"), Change: "/account/passphrase"},
	}}
	for _, x := range own.Pleas {
		p.Pleas = append(p.Pleas, pleaView{x.ID, ui.T("people.plea_on", "moment", lang.Moment(tag, x.Asked.In(r.zone)))})
	}
	for _, x := range waiting {
		p.Waiting = append(p.Waiting, ui.Link{Path: "/proposal/" + string(x.ID), Say: ui.T("people.proposal_of", "what", kindSaid(x.Kind), "day", x.Made)})
	}
	if act.Of(q.Context()).Anywhere(people.Recover) {
		pleas, err := r.Pleas(q.Context())
		if err != nil {
			return err
		}
		if n := len(pleas); n > 0 {
			p.Waiting = append(p.Waiting, ui.Link{Path: "/recovery/pleas", Say: ui.T("people.pleas_wait", "n", n)})
		}
	}
	for _, t := range own.Teams {
		v := ownTeam{Link: ui.Link{Path: "/team/" + string(t.ID), Say: t.Said(tag)}, Lead: t.Lead, Since: ui.T("people.since", "day", t.Since), Leave: "/account/leave/" + string(t.ID)}
		for _, s := range own.Serves[t.ID] {
			v.On = append(v.On, served(s))
		}
		p.Teams = append(p.Teams, v)
	}
	here := token(q).Lookup()
	for _, s := range own.Sessions {
		p.Sessions = append(p.Sessions, sessionView{s.Lookup, ui.T("people.session_since", "moment", lang.Moment(tag, s.Began.In(r.zone))),
			ui.T("people.session_seen", "moment", lang.Moment(tag, s.Seen.In(r.zone))), s.Lookup == here})
	}
	for _, l := range lang.Staff {
		p.Languages = append(p.Languages, ui.Option{Value: string(l), Say: lang.Name(l), On: l == own.Language})
	}
	if q.URL.Query().Get("done") == "passphrase" {
		p.Done = &ui.Done{Say: ui.T("people.passphrase_changed")}
	}
	return r.screen(w, q, http.StatusOK, "account", ui.Screen{TitleKey: "people.my_account", Body: p})
}

func (r *Reception) passphrase(w http.ResponseWriter, q *http.Request) error {
	return r.showPassphrase(w, q, http.StatusOK, nil)
}

func (r *Reception) showPassphrase(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	return r.screen(w, q, status, "passphrase", ui.Screen{TitleKey: "people.change_passphrase", Form: form, Path: []ui.Link{
		{Path: "/account", Say: ui.T("people.my_account")}, {Path: "/account/passphrase", Say: ui.T("people.change_passphrase"), On: true}}})
}

func (r *Reception) rekey(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		err = r.Rekey(q.Context(), token(q), values.Get("old"), values.Get("passphrase"), values.Get("again"))
	}
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showPassphrase(w, q, status, form) })
	}
	return web.See(w, q, "/account?done=passphrase")
}

func (r *Reception) speak(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err != nil {
		return err
	}
	if err := r.Speak(q.Context(), lang.Tag(values.Get("language"))); err != nil {
		return err
	}
	return web.See(w, q, "/account")
}

// endSession ends one of one's sessions, or all of them with this one.
func (r *Reception) endSession(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err != nil {
		return err
	}
	which := values.Get("session")
	if which == "all" {
		err = r.EndSessions(q.Context())
	} else {
		err = r.EndSession(q.Context(), which)
	}
	if err != nil {
		return err
	}
	if which == "all" || which == token(q).Lookup() {
		web.ClearSession(w, q)
		return web.See(w, q, "/login")
	}
	return web.See(w, q, "/account")
}

func (r *Reception) object(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		err = r.Object(q.Context(), people.PleaID(values.Get("plea")))
	}
	if err != nil {
		return err
	}
	return web.See(w, q, "/account")
}

func (r *Reception) leaving(w http.ResponseWriter, q *http.Request) error {
	return r.showLeaving(w, q, http.StatusOK, nil)
}

func (r *Reception) showLeaving(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	t, err := r.Look(q.Context(), people.TeamID(q.PathValue("team")))
	if err != nil {
		return err
	}
	return r.ui.Show(w, q, status, "ui/confirm", ui.Screen{TitleKey: "people.leave_team", Form: form, Body: ui.Confirm{
		Say: ui.T("people.leave_this", "team", t.Said(web.Lang(q))), Changes: []any{ui.T("people.leave_reads"), ui.T("people.leave_back")},
		Action: "/account/leave/" + string(t.ID), Do: ui.T("people.leave_do"), Grave: true, Back: "/account"}})
}

func (r *Reception) leave(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		err = r.Leave(q.Context(), people.TeamID(q.PathValue("team")))
	}
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showLeaving(w, q, status, form) })
	}
	return web.See(w, q, "/account")
}
