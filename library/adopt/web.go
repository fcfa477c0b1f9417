package adopt

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/library/practice"
)

const room = "/adopting"

// Pages lists the addresses of the room.
func (r *Room) Pages() []web.Page {
	at := "/{lang}" + room
	return []web.Page{
		{Method: "GET", Path: at, Act: List.Name, Serve: r.index},
		{Method: "GET", Path: at + "/new/{slug}", Act: Begin.Name, Also: []string{Offer.Name}, Serve: r.fresh},
		{Method: "POST", Path: at + "/new", Act: Begin.Name, Serve: r.begun},
		{Method: "GET", Path: at + "/{id}", Act: Read.Name, Serve: r.sheet},
		{Method: "POST", Path: at + "/{id}/prove", Act: Prove.Name, Serve: r.done(func(ctx context.Context, id ID, v url.Values, _ lang.Tag) error {
			day, err := ui.FullDate(v, "day")
			if err != nil {
				day = clock.Day("")
			}
			return r.ProveStep(ctx, id, StepID(v.Get("step")), day, v.Get("proof"))
		})},
		{Method: "POST", Path: at + "/{id}/result", Act: Tell.Name, Serve: r.done(func(ctx context.Context, id ID, v url.Values, tag lang.Tag) error {
			return r.TellResult(ctx, id, string(tag), v.Get("result"), v.Get("obstacle"))
		})},
		{Method: "POST", Path: at + "/{id}/clear", Act: Clear.Name, Serve: r.done(func(ctx context.Context, id ID, _ url.Values, _ lang.Tag) error { return r.ClearResult(ctx, id) })},
		{Method: "POST", Path: at + "/{id}/stop", Act: Stop.Name, Serve: r.done(func(ctx context.Context, id ID, _ url.Values, _ lang.Tag) error { return r.StopAdoption(ctx, id) })},
	}
}

type listPage struct {
	List  ui.Table
	Empty ui.Empty
}

func (r *Room) index(w http.ResponseWriter, q *http.Request) error {
	all, err := r.Own(q.Context())
	if err != nil {
		return err
	}
	p := listPage{Empty: ui.Empty{Say: ui.T("adopt.empty")}, List: ui.Table{Caption: ui.T("adopt.adoptions"), Columns: []ui.Column{{Name: ui.T("adopt.practice")}, {Name: ui.T("adopt.answers")}, {Name: ui.T("adopt.start")}, {Name: ui.T("adopt.stands")}}}}
	for _, a := range all {
		p.List.Rows = append(p.List.Rows, ui.Row{Cells: []any{ui.Link{Path: room + "/" + string(a.ID), Say: a.Title}, a.Answers, lang.Short(a.Began), a.stands()}})
	}
	return r.UI.Show(w, q, http.StatusOK, "adopt/list", ui.Screen{TitleKey: "adopt.adoptions", Body: p})
}

func (a Adoption) stands() any {
	switch {
	case a.Ended != "":
		return ui.T("adopt.stopped")
	case a.Cleared != "":
		return ui.T("adopt.public")
	}
	return ui.T("adopt.going_on")
}

type newPage struct {
	Slug, Title      string
	Listed           bool
	Countries, Steps []ui.Option
}

func (r *Room) fresh(w http.ResponseWriter, q *http.Request) error {
	if !act.Of(q.Context()).Anywhere(Begin.Needs) {
		return fault.New(fault.Withheld, "fault.not_found")
	}
	return r.newForm(w, q, http.StatusOK, q.PathValue("slug"), nil, nil)
}

func (r *Room) newForm(w http.ResponseWriter, q *http.Request, status int, slug string, v url.Values, failed error) error {
	o, err := r.offer(q.Context(), slug)
	if fault.Of(err) == fault.NotFound && err != nil {
		return r.UI.Show(w, q, status, "adopt/choose", ui.Screen{TitleKey: "adopt.do_new", Form: ui.NewForm(v, failed)})
	}
	if err != nil {
		return err
	}
	t, _ := practice.In(o.Texts, string(web.Lang(q)))
	p := newPage{Slug: slug, Title: t.Title, Listed: o.Listed}
	own := countries(q.Context())
	for _, c := range o.countries {
		if own[c.Code] {
			p.Countries = append(p.Countries, ui.Option{Value: c.Code, Say: c.Names.In(web.Lang(q))})
		}
	}
	for i, s := range t.Steps {
		days := s.Days
		if days <= 0 {
			days = usualDays
		}
		p.Steps = append(p.Steps, ui.Option{Value: strconv.Itoa(i), Say: s.Actor + " – " + s.Do, Note: ui.T("adopt.in_days", "n", days), On: true})
	}
	if v == nil {
		v = url.Values{}
		for i := range t.Steps {
			v.Add("steps", strconv.Itoa(i))
		}
		ui.SetDate(v, "start", clock.Partial{Day: string(o.today)})
	}
	return r.UI.Show(w, q, status, "adopt/new", ui.Screen{TitleKey: "adopt.do_new", Body: p, Form: ui.NewForm(v, failed),
		Path: []ui.Link{{Path: room, Say: ui.T("adopt.adoptions")}, {Path: room + "/new/" + slug, Say: ui.T("adopt.do_new"), On: true}}})
}

// countries are the States for which somebody may act.
func countries(ctx context.Context) map[string]bool {
	all := map[string]bool{}
	for _, g := range act.Of(ctx).Grants {
		if g.Power == practice.PowerWrite {
			all[g.Country] = true
		}
	}
	return all
}

func (r *Room) begun(w http.ResponseWriter, q *http.Request) error {
	v, err := web.Form(q)
	if err != nil {
		return err
	}
	n := New{Slug: v.Get("practice"), Country: v.Get("country"), Answers: v.Get("answers"), Lang: string(web.Lang(q))}
	if own := countries(q.Context()); n.Country == "" && len(own) == 1 {
		for code := range own {
			n.Country = code
		}
	}
	if n.Start, err = ui.FullDate(v, "start"); err != nil {
		n.Start = ""
	}
	for _, s := range v["steps"] {
		if i, err := strconv.Atoi(s); err == nil {
			n.Steps = append(n.Steps, i)
		}
	}
	id, err := r.Adopt(q.Context(), n)
	if err != nil && fault.Of(err) == fault.Invalid {
		return r.newForm(w, q, http.StatusUnprocessableEntity, n.Slug, v, err)
	}
	if err != nil {
		return err
	}
	return web.See(w, q, room+"/"+string(id))
}

type sheetPage struct {
	Sheet
	At       string
	Practice string
	Lines    []line
	Can      bool // speak for the State
	Stands   any
}

type line struct {
	Step
	Hold *ui.Hold
	Open bool
}

func (r *Room) sheet(w http.ResponseWriter, q *http.Request) error {
	return r.showSheet(w, q, http.StatusOK, nil, nil)
}

func (r *Room) showSheet(w http.ResponseWriter, q *http.Request, status int, v url.Values, failed error) error {
	s, err := r.Show(q.Context(), web.Lang(q), ID(q.PathValue("id")))
	if err != nil {
		return err
	}
	p := sheetPage{Sheet: s, At: room + "/" + string(s.ID), Practice: "/library/" + s.Slug, Can: act.Of(q.Context()).Anywhere(Clear.Needs), Stands: s.stands()}
	for _, x := range s.Steps {
		l := line{Step: x, Open: x.Proved == "" && s.Ended == ""}
		if h, ok := s.Holds[x.ID]; ok {
			hold := duty.Line(h)
			hold.Mine = true
			l.Hold = &hold
		}
		p.Lines = append(p.Lines, l)
	}
	if v == nil {
		v = url.Values{"result": {s.Result}, "obstacle": {s.Obstacle}}
		ui.SetDate(v, "day", clock.Partial{Day: string(s.Today)})
	}
	return r.UI.Show(w, q, status, "adopt/sheet", ui.Screen{Title: s.Title, Body: p, Form: ui.NewForm(v, failed),
		Path: []ui.Link{{Path: room, Say: ui.T("adopt.adoptions")}, {Path: p.At, Say: s.Title, On: true}}})
}

// done does an act of the sheet and comes back to it.
func (r *Room) done(do func(context.Context, ID, url.Values, lang.Tag) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := web.Form(q)
		if err != nil {
			return err
		}
		ctx, id := q.Context(), ID(q.PathValue("id"))
		if rev, err := strconv.Atoi(strings.TrimSpace(v.Get("rev"))); err == nil {
			ctx = Seen(ctx, rev)
		}
		err = do(ctx, id, v, web.Lang(q))
		switch k := fault.Of(err); {
		case err == nil:
			return web.See(w, q, room+"/"+string(id))
		case k == fault.Invalid:
			return r.showSheet(w, q, http.StatusUnprocessableEntity, v, err)
		case k == fault.Conflict, k == fault.Stale:
			return r.showSheet(w, q, http.StatusConflict, v, err)
		}
		return err
	}
}
