package reception

import (
	"net/http"
	"net/url"

	"haki/commons/people"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

func (r *Reception) recoveryPages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/recovery", Act: people.AskPlea.Name, Kind: web.Door, Serve: r.asking},
		{Method: "POST", Path: "/{lang}/recovery", Act: people.AskPlea.Name, Kind: web.Door, Serve: r.ask},
		{Method: "GET", Path: "/{lang}/recovery/return", Act: people.GrantPlea.Name, Kind: web.Door, Serve: r.returning},
		{Method: "POST", Path: "/{lang}/recovery/return", Act: people.GrantPlea.Name, Kind: web.Door, Serve: r.giveBack},
		{Method: "GET", Path: "/{lang}/recovery/pleas", Act: people.ListPleas.Name, Serve: r.pleas},
		{Method: "POST", Path: "/{lang}/recovery/pleas/{id}/answer", Act: people.AnswerPlea.Name, Serve: r.answer},
		{Method: "POST", Path: "/{lang}/recovery/pleas/{id}/dismiss", Act: people.DismissPlea.Name, Serve: r.dismiss},
	}
}

func (r *Reception) asking(w http.ResponseWriter, q *http.Request) error {
	return r.showAsking(w, q, http.StatusOK, nil)
}

func (r *Reception) showAsking(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	return r.screen(w, q, status, "ask", ui.Screen{Kind: ui.Door, TitleKey: "people.lost", Form: form})
}

// ask files a plea and shows the words to be said aloud: the same page for every name.
func (r *Reception) ask(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err != nil {
		return err
	}
	words, err := r.Ask(q.Context(), values.Get("name"), values.Get("passphrase"), values.Get("again"), web.Lang(q))
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showAsking(w, q, status, form) })
	}
	return r.screen(w, q, http.StatusOK, "asked", ui.Screen{Kind: ui.Door, TitleKey: "people.asked", Body: struct{ Words string }{words}})
}

func (r *Reception) returning(w http.ResponseWriter, q *http.Request) error {
	return r.showReturning(w, q, http.StatusOK, nil)
}

func (r *Reception) showReturning(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	return r.screen(w, q, status, "return", ui.Screen{Kind: ui.Door, TitleKey: "people.return", Form: form})
}

func (r *Reception) giveBack(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		err = r.Return(q.Context(), values.Get("name"), values.Get("passphrase"), values.Get("paper"))
	}
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showReturning(w, q, status, form) })
	}
	return r.screen(w, q, http.StatusOK, "returned", ui.Screen{Kind: ui.Door, TitleKey: "people.returned"})
}

// pleasPage lists what waits for the holders.
type pleasPage struct{ List []pleadingView }

type pleadingView struct {
	ID       people.PleaID
	Who, On  any
	Words    string
	Count    any
	Answered bool
}

func (r *Reception) pleas(w http.ResponseWriter, q *http.Request) error {
	return r.showPleas(w, q, http.StatusOK, nil)
}

func (r *Reception) showPleas(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	all, err := r.Pleas(q.Context())
	if err != nil {
		return err
	}
	tag := web.Lang(q)
	var p pleasPage
	for _, x := range all {
		v := pleadingView{ID: x.ID, Who: named(x.Who.Display, x.Who.Office), Words: x.Words(tag), Answered: x.Answered,
			On: ui.T("people.plea_on", "moment", lang.Moment(tag, x.Asked.In(r.zone))), Count: ui.T("people.answers", "have", x.Have, "needed", x.Needed)}
		p.List = append(p.List, v)
	}
	return r.screen(w, q, status, "pleas", ui.Screen{TitleKey: "people.pleas", Form: form, Body: p})
}

func (r *Reception) answer(w http.ResponseWriter, q *http.Request) error {
	if err := r.Answer(q.Context(), people.PleaID(q.PathValue("id"))); err != nil {
		return again(err, url.Values{}, func(status int, form *ui.Form) error { return r.showPleas(w, q, status, form) })
	}
	return web.See(w, q, "/recovery/pleas")
}

func (r *Reception) dismiss(w http.ResponseWriter, q *http.Request) error {
	if err := r.Dismiss(q.Context(), people.PleaID(q.PathValue("id"))); err != nil {
		return err
	}
	return web.See(w, q, "/recovery/pleas")
}
