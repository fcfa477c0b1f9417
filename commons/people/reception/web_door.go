package reception

import (
	"net/http"

	"haki/commons/people"
	"haki/internal/fault"
	"haki/internal/ui"
	"haki/internal/web"
)

func (r *Reception) doorPages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/login", Act: people.SignIn.Name, Kind: web.Door, Serve: r.login},
		{Method: "POST", Path: "/{lang}/login", Act: people.SignIn.Name, Kind: web.Door, Serve: r.signIn},
		{Method: "POST", Path: "/{lang}/logout", Act: people.SignOut.Name, Kind: web.Staff, Serve: r.signOut},
		{Method: "GET", Path: "/{lang}/invitation", Act: people.AcceptInvite.Name, Kind: web.Door, Serve: r.invitation},
		{Method: "POST", Path: "/{lang}/invitation", Act: people.AcceptInvite.Name, Kind: web.Door, Serve: r.accept},
	}
}

// loginPage is the door; Next is where it leads.
type loginPage struct{ Next string }

func (r *Reception) login(w http.ResponseWriter, q *http.Request) error {
	return r.showLogin(w, q, http.StatusOK, web.Local(q.URL.Query().Get("next")), nil)
}

func (r *Reception) showLogin(w http.ResponseWriter, q *http.Request, status int, next string, form *ui.Form) error {
	return r.screen(w, q, status, "login", ui.Screen{Kind: ui.Door, TitleKey: "people.sign_in", Form: form, Body: loginPage{next}})
}

func (r *Reception) signIn(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err != nil {
		return err
	}
	next := web.Local(values.Get("next"))
	t, err := r.Login(q.Context(), values.Get("name"), values.Get("passphrase"))
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showLogin(w, q, status, next, form) })
	}
	if err := r.Logout(q.Context(), token(q)); err != nil && fault.Of(err) != fault.NotFound { // a new login, a new token
		return err
	}
	web.SetSession(w, q, string(t))
	return web.See(w, q, next)
}

// signOut ends the session and has the browser forget what it kept of us.
func (r *Reception) signOut(w http.ResponseWriter, q *http.Request) error {
	if err := r.Logout(q.Context(), token(q)); err != nil && fault.Of(err) != fault.NotFound {
		return err
	}
	web.ClearSession(w, q)
	return web.See(w, q, "/login")
}

func (r *Reception) invitation(w http.ResponseWriter, q *http.Request) error {
	return r.showInvitation(w, q, http.StatusOK, nil)
}

func (r *Reception) showInvitation(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	return r.screen(w, q, status, "invitation", ui.Screen{Kind: ui.Door, TitleKey: "people.invitation", Form: form})
}

// accept makes the invited person's key. What comes next is shown on a page of its own:
// the five words to read to the team that lets them in.
func (r *Reception) accept(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err != nil {
		return err
	}
	a, err := r.Accept(q.Context(), values.Get("code"), values.Get("passphrase"), values.Get("again"))
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showInvitation(w, q, status, form) })
	}
	return r.screen(w, q, http.StatusOK, "welcome", ui.Screen{Kind: ui.Door, TitleKey: "people.welcome",
		Body: struct{ Name, Words string }{a.Name, a.Words(web.Lang(q))}})
}
