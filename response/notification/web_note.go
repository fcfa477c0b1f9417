package notification

import (
	"net/http"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/people"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
	"haki/internal/web"
)

// reader is somebody at a note's page.
type reader struct {
	Sheet
	room *Room
	side side
	tag  lang.Tag
	at   string
	q    *http.Request
}

func (r *Room) reader(q *http.Request, s side) (v reader, err error) {
	v = reader{room: r, side: s, tag: web.Lang(q), q: q}
	v.Sheet, err = s.read(r, q)
	v.at = s.room + "/" + string(v.ID)
	return v, err
}

// notePage is one note, for either side.
type notePage struct {
	Sheet
	At                  string
	Called, About       any
	Hold                *ui.Hold
	Owing               any // what waits to be done where no clock runs
	Duties, Proofs      ui.Table
	Facts, Officers     []ui.Fact
	Annexes             []fileLine
	Letters             []letterLine
	Who                 ui.Panel
	Acts                []ui.Link
	Case, Before, After *ui.Link
	Receive, Gone       bool // it waits to be received here; it was withdrawn, and the reader is the State's
}

// fileLine is a file under its number and title.
type fileLine struct {
	Path  string
	Say   any
	Title any
}

// letterLine is one letter of either side.
type letterLine struct {
	Mine    bool
	Say     any
	By      any
	Day     any
	Text    seal.Private[string]
	HasText bool
	More    any
	File    *fileLine
	Print   string
}

func (r *Room) show(s side) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := r.reader(q, s)
		if err != nil {
			return err
		}
		p := notePage{Sheet: v.Sheet, At: v.at, Called: v.called(s.room), About: v.about(), Acts: v.acts(), Facts: v.facts(), Owing: v.owing(s.room)}
		p.Receive = v.Theirs && v.Status == Sent && act.Of(q.Context()).Anywhere(PowerAnswer)
		p.Gone = v.Theirs && v.Status == Withdrawn
		if !v.Theirs || v.Status == Delivered {
			p.Duties, p.Annexes, p.Letters, p.Officers, p.Who = v.duties(), v.annexLines(), v.letterLines(), v.officerFacts(), v.who()
		}
		if v.Theirs && v.Status == Delivered && r.After != nil {
			p.Acts = append(p.Acts, r.After(q.Context(), v.Note)...)
		}
		if v.Held {
			h := v.line(v.Sheet.Hold)
			h.Top = true
			p.Hold = &h
		}
		if !v.Theirs {
			p.Proofs = v.proofTable()
			v.links(&p)
		}
		return r.UI.Show(w, q, http.StatusOK, "notification/note", ui.Screen{TitleKey: "notification.note", Body: p, Path: v.path(nil)})
	}
}

func (v reader) path(form *ui.Link) []ui.Link {
	say := ui.T("notification.notes")
	if v.Theirs {
		say = ui.T("notification.received")
	}
	all := []ui.Link{{Path: v.side.room, Say: say}, {Path: v.at, Say: v.called(v.side.room), On: form == nil}}
	if form != nil {
		all = append(all, *form)
	}
	return all
}

// about says in one line what the note is about. words: notification.topic_*, notification.aim_*
func (v reader) about() any {
	all := []any{ui.T("notification.topic_" + string(v.Topic)), v.State}
	if v.Mission != "" {
		all = append(all, v.Mission)
	}
	out := all[0]
	for _, x := range all[1:] {
		out = ui.T("notification.dotted", "one", out, "other", x)
	}
	return out
}

// line is a duty as this reader sees it: the rule's page is for everybody, a duty's own is
// the institution's.
func (v reader) line(h duty.Hold) ui.Hold {
	l := duty.Line(h)
	if v.Theirs {
		l.Source = "/duty/rules"
	}
	return l
}

func (v reader) duties() ui.Table {
	t := ui.Table{Caption: ui.T("notification.expected"), Note: ui.T("notification.expected_note"), Columns: []ui.Column{{Name: ui.T("notification.what")},
		{Name: ui.T("notification.by_whom")}, {Name: ui.T("notification.for_day")}, {Name: ui.T("notification.rule")}, {Name: ui.T("notification.stands")}}}
	for _, h := range v.Sheet.Duties {
		l := v.line(h)
		state := any(l.Mark())
		if h.Ended == duty.Mooted || h.Ended == duty.Waived {
			state = ui.T("notification.no_longer")
		}
		due := ui.Lines{lang.Short(h.Due)}
		if h.First != h.Due {
			due = append(due, ui.T("notification.first_due", "day", lang.Short(h.First)))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []any{ui.T("duty.rule_" + h.Rule), l.Holder, due, ui.Link{Path: l.Source, Say: l.Rule}, state}}) // words: duty.rule_*
	}
	return t
}

// facts are what is coded of the note. words: notification.to_*, notification.copy_*, notification.lang_*
func (v reader) facts() (f []ui.Fact) {
	add := func(key string, value any, said bool) {
		if said {
			f = append(f, ui.Fact{Name: ui.T(key), Value: value})
		}
	}
	var to, copies ui.Lines
	for _, a := range v.To {
		to = append(to, ui.T("notification.to_"+a))
	}
	for _, c := range v.Copies {
		copies = append(copies, ui.T("notification.copy_"+c))
	}
	add("notification.stands", v.standing(v.side.room), true)
	add("notification.addressed", to, true)
	add("notification.copied", copies, len(copies) > 0 && !v.Theirs)
	add("notification.aim", ui.T("notification.aim_"+string(v.Aim)), v.Status != Requested && v.Topic == Conduct)
	add("notification.urgent", ui.T("notification.urgent_yes"), v.Urgent)
	add("notification.language", ui.T("notification.lang_"+v.Language), !v.Theirs)
	add("notification.asked_on", lang.Short(v.Asked), v.Asked != "" && !v.Theirs)
	add("notification.author", v.By, v.By != "")
	add("notification.sent_on", v.Sent, v.Sent != "")
	add("notification.delivered_on", v.Delivered, v.Delivered != "")
	add("notification.acknowledged_on", v.Acknowledged, v.Acknowledged != "")
	add("notification.decision", ui.T("notification.answer_"+string(v.Decision)), v.Decision != "")
	add("notification.withdrawn_on", v.Ended, v.Ended != "")
	add("notification.withdrawn_why", v.Reason, v.Ended != "" && !v.Theirs)
	return f
}

func (v reader) file(id, title any, item string) fileLine {
	return fileLine{Path: v.at + "/file/" + item, Say: id, Title: title}
}

func (v reader) annexLines() (all []fileLine) {
	for _, a := range v.Annexes {
		all = append(all, v.file(ui.T("notification.annex_no", "n", a.Number), a.Title, string(a.ID)))
	}
	return all
}

// proofTable says how the note was delivered. words: notification.how_*
func (v reader) proofTable() ui.Table {
	t := ui.Table{Caption: ui.T("notification.proofs"), Columns: []ui.Column{{Name: ui.T("notification.addressee")}, {Name: ui.T("notification.how")}, {Name: ui.T("notification.on_day")}, {Name: ui.T("notification.proof")}}}
	for _, p := range v.Proofs {
		proof := any(ui.T("notification.opened_here"))
		if p.File != nil {
			proof = ui.Link{Path: v.at + "/file/" + p.Delivery.File, Say: ui.T("notification.proof_file")}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []any{ui.T("notification.to_" + p.To), ui.T("notification.how_" + p.How), p.Day, ui.Lines{proof, p.By}}})
	}
	return t
}

// letterLines is what was written since, the oldest first. words: notification.letter_what_*, notification.answer_*
func (v reader) letterLines() (all []letterLine) {
	for _, l := range v.Letters {
		say := any(ui.T("notification.answer_" + l.What))
		if _, answer := effects[Answer(l.What)]; !answer {
			say = ui.T("notification.letter_what_" + l.What)
		}
		line := letterLine{Mine: (l.Side == Theirs) == v.Theirs, Say: say, Day: l.Day, Text: l.Text, HasText: !l.Text.Open() || l.Text.Reveal() != ""}
		switch {
		case l.Proxy && v.Theirs:
			line.By = ui.T("notification.by_proxy_ours")
		case l.Proxy:
			line.By = ui.T("notification.by_proxy", "state", v.State, "who", l.By)
		case l.Side == Theirs:
			line.By = ui.T("notification.by_state", "state", v.State, "who", l.By)
		case v.Theirs:
			line.By = ui.T("notification.headquarters")
		default:
			line.By = ui.T("notification.by_us", "who", l.By)
		}
		switch {
		case l.Number != "":
			line.More, line.Print = ui.Ref(l.Number), v.at+"/print?letter="+itoa(l.Place)
		case l.Until != "":
			line.More = ui.T("notification.until", "day", l.Until)
		}
		if l.File != nil {
			f := v.file(ui.T("notification.document"), nil, l.Item)
			line.File = &f
		}
		all = append(all, line)
	}
	return all
}

// officerFacts are the investigators, the one who is it now last. words: notification.training_*
func (v reader) officerFacts() (f []ui.Fact) {
	for _, o := range v.Officers {
		from := any(o.From)
		if o.UnitName != "" {
			from = ui.Lines{o.UnitName, o.From}
		}
		f = append(f, ui.Fact{Name: lang.Short(o.Day), Value: ui.Lines{ui.T("notification.officer", "rank", shown(o.Rank), "name", shown(o.Name)), from, ui.T("notification.training_" + o.Training)}})
	}
	return f
}

// shown is a private value where only a text fits; dots for one that does not open.
func shown(p seal.Private[string]) string {
	if !p.Open() {
		return seal.Dots
	}
	return p.Reveal()
}

// who lists those who read it: on both sides, before it is sent too.
func (v reader) who() ui.Panel {
	p := ui.Panel{Title: ui.T("notification.readers"), Note: ui.T("notification.readers_note")}
	if v.Theirs {
		p.Note = ui.T("notification.readers_theirs_note")
	}
	for _, t := range v.Readers {
		x := ui.Reader{Who: t.Name(v.tag)}
		if !v.Theirs {
			x.What = members(t)
		}
		p.Who = append(p.Who, x)
	}
	for _, t := range v.Them {
		x := ui.Reader{Who: t.Name(v.tag), What: members(t)}
		if v.Number == "" {
			x.What = ui.T("notification.once_sent")
		}
		p.Who = append(p.Who, x)
	}
	if len(v.Them) == 0 {
		p.Who = append(p.Who, ui.Reader{Who: v.State, What: ui.T("notification.on_paper")})
	}
	p.Not = []any{ui.T("notification.other_states"), ui.T("notification.reporters")}
	if v.Walled && !v.Theirs {
		p.Not = append(p.Not, ui.T("notification.walled_team"))
	}
	return p
}

func members(t people.TeamView) any { return ui.T("notification.persons", "n", len(t.Members)) }

// links lead from a note to its case, and between a withdrawn one and what was sent instead.
func (v reader) links(p *notePage) {
	if v.Sheet.About.Kind == "casework.case" {
		p.Case = &ui.Link{Path: "/casework/" + v.Sheet.About.ID, Say: ui.Ref(v.Ref)}
	}
	if v.Sheet.Before != "" {
		p.Before = &ui.Link{Path: ourRoom + "/" + string(v.Sheet.Before), Say: ui.T("notification.instead_of")}
	}
	if v.Next != "" {
		p.After = &ui.Link{Path: ourRoom + "/" + string(v.Next), Say: ui.T("notification.sent_instead")}
	}
}

// printed is a note, or one of our letters, on paper.
type printed struct {
	At, Number  string
	Institution string
	Lang        lang.Tag
	Dir         string
	Day         any
	To          []any
	Copies      []any
	Text        seal.Private[string]
	Annexes     []fileLine
	Draft       bool
	Kind        any
	Words       map[string]string
}

// print shows the note as it goes on paper, in its own language whatever the page's. With
// ?letter=n it is the letter of that place. words: notification.to_*, notification.copy_*
func (r *Room) print(s side) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := r.reader(q, s)
		if err != nil {
			return err
		}
		if v.Theirs && v.Status != Delivered {
			return notNow()
		}
		p := printed{At: v.at, Number: v.Number, Institution: r.Institution(v.tongue()), Lang: v.tongue(), Dir: lang.Dir(v.tongue()), Day: v.in("notification.print_day_none"), Text: v.Sheet.Text, Draft: v.Number == "", Kind: v.in("notification.note_verbale")}
		if v.Sent != "" {
			p.Day = lang.Day(v.tongue(), v.Sent)
		}
		for _, a := range v.To {
			p.To = append(p.To, v.in("notification.print_to", "office", v.in("notification.to_"+a), "state", v.nameOf(v.tongue())))
		}
		for _, c := range v.Copies {
			p.Copies = append(p.Copies, v.in("notification.copy_"+c))
		}
		for _, a := range v.Annexes {
			p.Annexes = append(p.Annexes, v.file(v.in("notification.annex_no", "n", a.Number), a.Title, string(a.ID)))
		}
		for _, l := range v.Letters {
			if q.URL.Query().Get("letter") == itoa(l.Place) && l.Number != "" {
				p.Number, p.Day, p.Text, p.Annexes, p.Kind = l.Number, lang.Day(v.tongue(), l.Day), l.Text, nil, v.in("notification.letter_what_"+l.What)
			}
		}
		p.Words = map[string]string{}
		for _, key := range []string{"annexes", "copied", "initials", "seal", "draft_only"} { // words: notification.print_*
			p.Words[key] = v.in("notification.print_" + key)
		}
		return r.UI.Show(w, q, http.StatusOK, "notification/print", ui.Screen{TitleKey: "notification.note", Body: p, Path: v.path(&ui.Link{Path: v.at + "/print", Say: ui.T("notification.on_page"), On: true})})
	}
}

// tongue is the language of the note.
func (v reader) tongue() lang.Tag { return lang.Tag(v.Language) }

// in says something in the language of the note.
func (v reader) in(key string, pairs ...any) string {
	return v.room.UI.Words().Text(v.tongue(), key, pairs...)
}
