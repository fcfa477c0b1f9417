package post

import (
	"net/http"
	"net/url"
	"strings"

	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// Pages lists the addresses.
func (r *Room) Pages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/post", Act: List.Name, Serve: r.own},
		{Method: "POST", Path: "/{lang}/post", Act: SetAddress.Name, Serve: r.address},
		{Method: "GET", Path: "/{lang}/post/outbox", Act: Outbox.Name, Serve: r.outbox},
	}
}

type ownPage struct {
	Own
	Table ui.Table
	Empty ui.Empty
}

func (r *Room) own(w http.ResponseWriter, q *http.Request) error {
	return r.show(w, q, http.StatusOK, nil, nil)
}

// show draws somebody's own page, with what they typed and what is wrong with it.
func (r *Room) show(w http.ResponseWriter, q *http.Request, status int, values url.Values, wrong error) error {
	own, err := r.Own(q.Context())
	if err != nil {
		return err
	}
	if values == nil {
		values = url.Values{"address": {own.Address}}
	}
	body := ownPage{Own: own, Table: ui.Table{Caption: ui.T("post.letters"), Columns: []ui.Column{{Name: ui.T("post.about")}, {Name: ui.T("post.day")}, {Name: ui.T("post.state")}}},
		Empty: ui.Empty{Say: ui.T("post.none")}}
	for _, l := range own.Letters {
		body.Table.Rows = append(body.Table.Rows, ui.Row{Cells: []any{ui.T(l.Key), lang.Short(l.Day), stateSaid(l.State, l.Why)}})
	}
	return r.UI.Show(w, q, status, "post/own", ui.Screen{TitleKey: "post.title", Body: body, Form: ui.NewForm(values, wrong)})
}

// stateSaid says where a letter stands, and why if it did not leave.
// words: post.state_*, post.why_*
func stateSaid(s State, w Why) any {
	said := ui.T("post.state_" + string(s))
	if w == NoReason || s == Sent {
		return said
	}
	return ui.Lines{said, ui.T("post.why_" + string(w))}
}

func (r *Room) address(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		err = r.Address(q.Context(), values.Get("address"))
	}
	if err != nil && fault.Of(err) == fault.Invalid {
		return r.show(w, q, http.StatusUnprocessableEntity, values, err)
	}
	if err != nil {
		return err
	}
	return web.See(w, q, "/post")
}

type outboxPage struct {
	Demo  bool
	Table ui.Table
	Mails []shownMail // one of each language, as it would go out
	Empty ui.Empty
}

type shownMail struct {
	Lang, Subject string
	Body          []string
}

func (r *Room) outbox(w http.ResponseWriter, q *http.Request) error {
	lines, err := r.Lines(q.Context())
	if err != nil {
		return err
	}
	body := outboxPage{Demo: r.Demo, Empty: ui.Empty{Say: ui.T("post.outbox_none")},
		Table: ui.Table{Caption: ui.T("post.outbox_lines"), Columns: []ui.Column{{Name: ui.T("post.to")}, {Name: ui.T("post.day")}, {Name: ui.T("post.state")}}}}
	seen := map[string]bool{}
	for _, l := range lines {
		body.Table.Rows = append(body.Table.Rows, ui.Row{Cells: []any{ui.Link{Path: "/people/" + string(l.Account), Say: l.Display}, lang.Short(l.Day), stateSaid(l.State, l.Why)}})
		if r.Demo && !seen[l.Mail.Lang] {
			seen[l.Mail.Lang] = true
			body.Mails = append(body.Mails, shownMail{l.Mail.Lang, l.Mail.Subject, strings.Split(strings.TrimSpace(l.Mail.Body), "\n\n")})
		}
	}
	return r.UI.Show(w, q, http.StatusOK, "post/outbox", ui.Screen{TitleKey: "post.outbox", Body: body,
		Path: []ui.Link{{Path: "/post", Say: ui.T("post.title")}, {Path: "/post/outbox", Say: ui.T("post.outbox"), On: true}}})
}
