package app

import (
	"embed"
	"net/http"
	"slices"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/duty/board"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/job"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/library/practice"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/notification"
)

// Said are the words of the lobby.
//
//go:embed words
var Said embed.FS

// Templates are its pages.
//
//go:embed pages
var Templates embed.FS

const recordRead gate.Power = "record.read"

// What can be done in the lobby.
var (
	seeKeys   = act.Act{Name: "app.keys.read", Needs: gate.Self}
	seeRecord = act.Act{Name: "app.record.read", Needs: recordRead}
)

// Lobby is where everybody who works here arrives: my desk, the record for its auditors.
type Lobby struct{ house *House }

// Name of the room.
func (*Lobby) Name() string { return "app" }

// Jobs: none.
func (*Lobby) Jobs() []job.Job { return nil }

// Acts lists what can be done here.
func (*Lobby) Acts() []act.Act { return []act.Act{seeKeys, seeRecord} }

// Pages lists the addresses.
func (l *Lobby) Pages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/desk", Act: duty.Desk.Name, Serve: l.desk},
		{Method: "GET", Path: "/{lang}/keys", Act: seeKeys.Name, Serve: l.keys},
		{Method: "GET", Path: "/{lang}/record", Act: seeRecord.Name, Serve: l.record},
		{Method: "POST", Path: "/{lang}/record", Act: seeRecord.Name, Serve: l.verify},
	}
}

// deskPage is my desk: what I owe, what others owe me, what came in.
type deskPage struct {
	Today  any
	Counts []ui.Count
	Owe    ui.Matters
	Loose  ui.Matters
	Team   ui.Matters
	Owed   ui.Matters
	Up     ui.Matters
	Came   []ui.Matter
	Asks   []ui.Matter
	Offers int
	Hands  bool           // the reader bears duties that can be handed over
	All    map[string]any // of a list that is longer than the desk: to the whole of it
}

func (l *Lobby) desk(w http.ResponseWriter, r *http.Request) error {
	h, tag := l.house, web.Lang(r)
	d, err := h.Rooms.Duty.Desk(r.Context(), tag)
	if err != nil {
		return err
	}
	s, err := l.shown(r, d)
	if err != nil {
		return err
	}
	p := deskPage{Today: d.Today, Owe: s.matters(d.Owe), Loose: s.matters(d.Loose), Team: s.matters(d.Team), Owed: s.matters(d.Owed), Up: s.matters(d.Reached), Offers: len(d.Offers), Hands: len(d.Owe) > 0}
	for _, a := range d.Asks {
		p.Asks = append(p.Asks, s.matter(a.Hold))
	}
	if p.Came, err = l.came(r); err != nil {
		return err
	}
	late, err := l.theirs(r, &p)
	if err != nil {
		return err
	}
	d.Sizes[duty.InHand] = duty.Size{N: d.Sizes[duty.InHand].N + len(p.Owe.List) - len(d.Owe), Late: d.Sizes[duty.InHand].Late + late}
	tile := func(t duty.Tray, say string, late bool) ui.Count {
		size := d.Sizes[t]
		c := ui.Count{N: size.N, Say: ui.T(say), Path: "/desk#" + string(t)}
		if late {
			c.More = lateMark(size.Late)
		}
		return c
	}
	p.Counts = []ui.Count{tile(duty.InHand, "app.desk_owe", true), tile(duty.InNobodys, "app.desk_loose", true), tile(duty.OwedUs, "app.desk_owed", false),
		{N: len(p.Came), Say: ui.T("app.desk_came"), Path: "/desk#came"}}
	p.All = map[string]any{}
	for t, list := range map[duty.Tray][]duty.Hold{duty.InHand: d.Owe, duty.InNobodys: d.Loose, duty.WithOurs: d.Team, duty.OwedUs: d.Owed, duty.CameUp: d.Reached} {
		p.All[string(t)] = nil
		if n := d.Sizes[t].N; n > len(list) && (t != duty.InHand || n > len(p.Owe.List)) { // a State's own are all here
			p.All[string(t)] = ui.Link{Path: board.Filter{Tray: t}.Path("/duty/board"), Say: ui.T("app.desk_all", "n", n)}
		}
	}
	return h.UI.Show(w, r, http.StatusOK, "app/desk", ui.Screen{TitleKey: "app.desk", Body: p})
}

func lateMark(n int) any {
	if n == 0 {
		return nil
	}
	return ui.Mark{State: ui.Late, Say: ui.T("app.desk_late", "n", n)}
}

// came are the reports that nobody has answered yet, as far as the reader may see them.
func (l *Lobby) came(r *http.Request) (out []ui.Matter, err error) {
	if !act.Of(r.Context()).Anywhere(intake.PowerRead) {
		return nil, nil
	}
	rows, _, err := l.house.Rooms.Intake.List(r.Context(), web.Lang(r), intake.Filter{Status: intake.Received})
	for _, row := range rows {
		m := ui.Matter{Ref: ui.Ref(row.Reference), Title: ui.T("app.desk_report", "day", row.Received), Path: "/intake/" + string(row.ID)}
		if row.Held {
			m.Hold = duty.Line(row.Hold)
		}
		out = append(out, m)
	}
	return out, err
}

// theirs puts the notes that a State received on the desks of its own people: what waits to
// be received among what came in, what the State owes under a note among what they owe. Its
// duties are no team's of ours, so no tray holds them.
func (l *Lobby) theirs(r *http.Request, p *deskPage) (late int, err error) {
	if !act.Of(r.Context()).Anywhere(notification.PowerReceive) {
		return 0, nil
	}
	rows, _, err := l.house.Rooms.Notification.Received(r.Context(), web.Lang(r), notification.Filter{})
	slices.SortStableFunc(rows, func(a, b notification.Row) int { return strings.Compare(string(a.Hold.Due), string(b.Hold.Due)) }) // late first
	for _, n := range rows {
		m := ui.Matter{Ref: ui.Ref(n.Number), Title: ui.T("app.matter_note"), Path: "/received/" + string(n.ID)}
		switch {
		case n.Status == notification.Sent:
			p.Came = append(p.Came, m)
		case n.Held && !n.Hold.Hands: // headquarters owe something first: an answer to a question
			m.Hold = theirLine(n.Hold)
			p.Owed.List, p.Owed.Scale = append(p.Owed.List, m), true
		case n.Held:
			m.Hold = theirLine(n.Hold)
			m.Hold.Mine = true
			p.Owe.List, p.Owe.Scale = append(p.Owe.List, m), true
			if n.Hold.State == duty.Overdue {
				late++
			}
		}
	}
	return late, err
}

// theirLine leads to the rule, which is everybody's to read; a duty's own page is ours.
func theirLine(h duty.Hold) ui.Hold {
	l := duty.Line(h)
	l.Source = "/duty/rules"
	return l
}

// shown says which matters of a desk its reader may open. A victims' rights officer can owe
// something in a report that she may not read: her line leads to the duty.
type shown map[intake.ReportID]bool

func (l *Lobby) shown(r *http.Request, d duty.DeskView) (shown, error) {
	var ids []intake.ReportID
	for _, list := range [][]duty.Hold{d.Owe, d.Loose, d.Team, d.Owed, d.Reached} {
		for _, h := range list {
			if id := intake.ReportID(h.Matter.ID); h.Matter.Kind == intake.Kind && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	for _, a := range d.Asks {
		if a.Hold.Matter.Kind == intake.Kind {
			ids = append(ids, intake.ReportID(a.Hold.Matter.ID))
		}
	}
	return l.house.Rooms.Intake.Readable(r.Context(), ids...)
}

func (s shown) matters(all []duty.Hold) ui.Matters {
	out := ui.Matters{Scale: len(all) > 0}
	for _, h := range all {
		out.List = append(out.List, s.matter(h))
	}
	return out
}

// matter is one duty on a desk: the matter's reference, what kind of matter it is, and the
// holding line. words: app.matter_*
func (s shown) matter(h duty.Hold) ui.Matter {
	kind := "other"
	switch h.Matter.Kind {
	case intake.Kind:
		kind = "report"
	case casework.Kind:
		kind = "case"
	case practice.Kind:
		kind = "practice"
	case notification.Kind:
		kind = "note"
	}
	path := address(h.Matter)
	if path == "" || h.Matter.Kind == intake.Kind && !s[intake.ReportID(h.Matter.ID)] {
		path = "/duty/" + string(h.ID)
	}
	return ui.Matter{Ref: ui.Ref(h.Ref), Title: ui.T("app.matter_" + kind), Path: path, Hold: duty.Line(h)}
}

func (l *Lobby) keys(w http.ResponseWriter, r *http.Request) error { return l.house.UI.Keys(w, r) }

// recordPage is the newest of the record, its public checkpoints, and what verifying it
// found.
type recordPage struct {
	Key      string
	Shown    []record.Checkpoint
	Lines    ui.Table
	Verified bool
	Entries  int // verified
	Report   record.Report
}

func (l *Lobby) record(w http.ResponseWriter, r *http.Request) error { return l.show(w, r, false) }

func (l *Lobby) verify(w http.ResponseWriter, r *http.Request) error { return l.show(w, r, true) }

func (l *Lobby) show(w http.ResponseWriter, r *http.Request, verify bool) error {
	h := l.house
	p, err := act.See(r.Context(), h.Desk, seeRecord, func(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil },
		func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (p recordPage, err error) {
			p.Key = h.Key.Public()
			if p.Shown, err = record.Shown(tx, 7); err != nil {
				return p, err
			}
			lines, err := record.Look(tx, record.Filter{Most: 100})
			if err != nil {
				return p, err
			}
			if p.Lines, err = recordTable(tx, lines); err != nil || !verify {
				return p, err
			}
			p.Verified = true
			p.Report, err = record.Verify(tx, h.Key)
			p.Entries = int(p.Report.Entries)
			return p, err
		})
	if err != nil {
		return err
	}
	return h.UI.Show(w, r, http.StatusOK, "app/record", ui.Screen{TitleKey: "app.record", Body: p})
}

// recordTable shows entries to those who watch over the record: what was done, by whom,
// when, to a matter that is named by its kind and nothing more.
func recordTable(tx *store.Tx, lines []record.Line) (ui.Table, error) {
	t := ui.Table{Caption: ui.T("app.record_lines"), Hide: true, Columns: []ui.Column{{Name: ui.T("app.record_what")}, {Name: ui.T("app.record_who")}, {Name: ui.T("app.record_when")},
		{Name: ui.T("app.record_matter")}, {Name: ui.T("app.record_leaf"), Num: true}}}
	for _, l := range lines {
		who, err := people.Display(tx, people.ID(l.Actor))
		if err != nil {
			return t, err
		}
		var when, leaf any = l.At, ui.T("app.record_waiting")
		if l.Coarse {
			when = l.Day
		}
		if l.Number >= 0 {
			leaf = int(l.Number)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []any{named(l.Act), orNobody(who, l.Actor), when, l.Subject.Kind, leaf}})
	}
	return t, nil
}

// named is the name of an act, or of its refusal.
func named(name string) any {
	if bare, refused := strings.CutSuffix(name, ".refused"); refused {
		return ui.T("app.record_refused", "act", ui.T(ActKey(bare)))
	}
	return ui.T(ActKey(name))
}

// ActKey is the key of an act's name: "intake.report.receive" is intake.act_report_receive.
func ActKey(name string) string {
	room, rest, _ := strings.Cut(name, ".")
	return room + ".act_" + strings.ReplaceAll(rest, ".", "_")
}

func orNobody(display, id string) any {
	switch {
	case display != "":
		return display
	case id == "":
		return ui.T("app.record_nobody")
	}
	return id
}
