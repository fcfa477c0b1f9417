package notification

import (
	"net/http"
	"net/url"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// The two sides have addresses of their own: what the institution reads, and what a State's
// own people receive. Nothing of the first is drawn on the second.
const (
	ourRoom   = "/notification"
	theirRoom = "/received"
)

// Pages lists the addresses of the room, each with the act behind it.
func (r *Room) Pages() []web.Page {
	all := []web.Page{
		{Method: "GET", Path: "/{lang}" + ourRoom, Act: List.Name, Also: []string{Choice.Name}, Serve: r.register},
		{Method: "GET", Path: "/{lang}" + ourRoom + "/new", Act: Begin.Name, Serve: r.fresh(Begin)},
		{Method: "POST", Path: "/{lang}" + ourRoom + "/new", Act: Begin.Name, Serve: r.begun(Begin)},
		{Method: "GET", Path: "/{lang}" + ourRoom + "/request", Act: Request.Name, Serve: r.fresh(Request)},
		{Method: "POST", Path: "/{lang}" + ourRoom + "/request", Act: Request.Name, Serve: r.begun(Request)},
		{Method: "GET", Path: "/{lang}" + ourRoom + "/late", Act: Late.Name, Serve: r.lateOnes},
		{Method: "POST", Path: "/{lang}" + ourRoom + "/late", Act: Late.Name, Also: []string{Remind.Name}, Serve: r.remindMany},
		{Method: "GET", Path: "/{lang}" + ourRoom + "/{id}", Act: Read.Name, Serve: r.show(ours)},
		{Method: "GET", Path: "/{lang}" + ourRoom + "/{id}/print", Act: Read.Name, Serve: r.print(ours)},
		{Method: "GET", Path: "/{lang}" + ourRoom + "/{id}/file/{file}", Act: ReadFile.Name, Serve: r.serveFile(ours)},
		{Method: "GET", Path: "/{lang}" + theirRoom, Act: ListReceived.Name, Serve: r.received},
		{Method: "GET", Path: "/{lang}" + theirRoom + "/{id}", Act: ReadReceived.Name, Serve: r.show(theirs)},
		{Method: "GET", Path: "/{lang}" + theirRoom + "/{id}/print", Act: ReadReceived.Name, Serve: r.print(theirs)},
		{Method: "GET", Path: "/{lang}" + theirRoom + "/{id}/file/{file}", Act: ReadTheirs.Name, Serve: r.serveFile(theirs)},
	}
	for _, s := range []side{ours, theirs} {
		for _, f := range s.forms {
			at := "/{lang}" + s.room + "/{id}/" + f.path
			if f.fields != "" {
				all = append(all, web.Page{Method: "GET", Path: at, Act: f.act.Name, Serve: r.ask(s, f)})
			}
			p := web.Page{Method: "POST", Path: at, Act: f.act.Name, Serve: r.post(s, f)}
			if f.files {
				p.Limit = r.Limits.Body()
			}
			all = append(all, p)
		}
	}
	return all
}

// side is one of the two, with what it does.
type side struct {
	room  string
	forms []form
	read  func(*Room, *http.Request) (Sheet, error)
}

var (
	ours = side{ourRoom, ourForms, func(r *Room, q *http.Request) (Sheet, error) {
		return r.Read(q.Context(), web.Lang(q), NoteID(q.PathValue("id")))
	}}
	theirs = side{theirRoom, theirForms, func(r *Room, q *http.Request) (Sheet, error) {
		return r.ReadReceived(q.Context(), web.Lang(q), NoteID(q.PathValue("id")))
	}}
)

func (r *Room) serveFile(s side) func(http.ResponseWriter, *http.Request) error {
	open := r.File
	if s.room == theirRoom {
		open = r.ReceivedFile
	}
	return func(w http.ResponseWriter, q *http.Request) error {
		f, err := open(q.Context(), NoteID(q.PathValue("id")), custody.ItemID(q.PathValue("file")))
		if err != nil {
			return err
		}
		return custody.Serve(w, f)
	}
}

// listPage is a list of notes: the register, or what a State received.
type listPage struct {
	Filters ui.Filters
	List    ui.Table
	Empty   ui.Empty
	More    string
	Begin   string
	Acts    []ui.Link
	Theirs  bool
}

func (r *Room) register(w http.ResponseWriter, q *http.Request) error {
	v := q.URL.Query()
	f := Filter{Status: Status(v.Get("status")), Country: v.Get("country"), Mission: v.Get("mission"), Year: v.Get("year"), Late: v.Get("late") == "yes", From: v.Get("from")}
	rows, more, err := r.List(q.Context(), web.Lang(q), f)
	if err != nil {
		return err
	}
	l, err := r.lists(q.Context())
	if err != nil {
		return err
	}
	p := listPage{Filters: l.filters(web.Lang(q), f), List: table(rows, ourRoom), Empty: ui.Empty{Say: ui.T("notification.list_empty")}}
	if len(rows) > 0 && more {
		last := rows[len(rows)-1]
		v.Set("from", string(last.newest())+"/"+string(last.ID))
		p.More = ourRoom + "?" + v.Encode()
	}
	if f.From != "" {
		v.Del("from")
		p.Begin = ourRoom + "?" + v.Encode()
	}
	who := act.Of(q.Context())
	if who.Anywhere(PowerSend) {
		p.Acts = []ui.Link{{Path: ourRoom + "/new", Say: ui.T("notification.do_new")}, {Path: ourRoom + "/late", Say: ui.T("notification.late_ones")}}
	} else if who.Anywhere(PowerRequest) {
		p.Acts = []ui.Link{{Path: ourRoom + "/request", Say: ui.T("notification.do_request")}}
	}
	return r.UI.Show(w, q, http.StatusOK, "notification/list", ui.Screen{TitleKey: "notification.notes", Body: p})
}

func (r *Room) received(w http.ResponseWriter, q *http.Request) error {
	v := q.URL.Query()
	rows, more, err := r.Received(q.Context(), web.Lang(q), Filter{From: v.Get("from")})
	if err != nil {
		return err
	}
	p := listPage{List: table(rows, theirRoom), Theirs: true, Empty: ui.Empty{Say: ui.T("notification.received_empty")}}
	if more {
		last := rows[len(rows)-1]
		p.More = theirRoom + "?from=" + url.QueryEscape(string(last.newest())+"/"+string(last.ID))
	}
	return r.UI.Show(w, q, http.StatusOK, "notification/list", ui.Screen{TitleKey: "notification.received", Body: p})
}

// table is the register: number, State, day, where it stands, who owes what.
// words: notification.status_*, notification.topic_*
func table(rows []Row, room string) ui.Table {
	caption, note := "notification.register", "notification.register_note"
	if room == theirRoom {
		caption, note = "notification.received", "notification.received_note"
	}
	t := ui.Table{Caption: ui.T(caption), Note: ui.T(note), Columns: []ui.Column{{Name: ui.T("notification.note")}, {Name: ui.T("notification.to_state")},
		{Name: ui.T("notification.on_day")}, {Name: ui.T("notification.about")}, {Name: ui.T("notification.stands")}, {Name: ui.T("notification.owed")}}}
	if room == theirRoom {
		t.Columns = append(t.Columns[:1], t.Columns[2:]...)
	}
	for _, n := range rows {
		about := ui.Lines{ui.T("notification.topic_" + string(n.Topic))}
		if n.Ref != "" && room == ourRoom {
			about = append(about, ui.Ref(n.Ref))
		}
		if n.Mission != "" && (n.Ref == "" || room == theirRoom) {
			about = append(about, n.Mission)
		}
		cells := []any{ui.Link{Path: room + "/" + string(n.ID), Say: n.called(room)}}
		if room == ourRoom {
			cells = append(cells, n.State)
		}
		cells = append(cells, lang.Short(n.newest()), about, n.standing(room), n.owing(room))
		if n.Held {
			h := duty.Line(n.Hold)
			h.Mine, h.Lead = n.Hold.Hands, ui.T("notification.who_owes", "who", h.Holder, "what", ui.T("duty.rule_"+n.Hold.Rule)) // words: duty.rule_*
			cells[len(cells)-1] = h
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	return t
}

// owing is what waits to be done where no clock of the note's own runs. words: notification.owing_*
func (n Note) owing(room string) any {
	if room == theirRoom && n.Status == Sent {
		return ui.T("notification.owing_receipt")
	}
	return ui.T("notification.owing_" + string(n.Status))
}

// called is what a note is called aloud: its number, or that it has none yet.
func (n Note) called(room string) any {
	switch {
	case n.Number != "":
		return ui.Ref(n.Number)
	case n.Status == Requested:
		return ui.T("notification.status_requested")
	}
	return ui.T("notification.draft_of", "day", lang.Short(n.newest()))
}

// standing is where it stands, with what was said to it. words: notification.answer_*
func (n Note) standing(room string) ui.Lines {
	key := "notification.status_" + string(n.Status)
	if room == theirRoom && n.Status == Sent {
		key = "notification.status_waiting"
	}
	l := ui.Lines{ui.T(key)}
	switch {
	case n.Status != Delivered:
	case n.Decision != "":
		l = append(l, ui.T("notification.answer_"+string(n.Decision)))
	case n.Acknowledged != "":
		l = append(l, ui.T("notification.acknowledged"))
	default:
		l = append(l, ui.T("notification.not_acknowledged"))
	}
	return l
}
