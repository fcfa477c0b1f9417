package intake

import (
	"net/http"
	"net/url"

	"haki/commons/people"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/ui"
	"haki/internal/web"
)

// Writing: the form, the review, the sending.

// view is what the letter's pages are drawn from.
type view struct {
	Path     string
	Token    string
	Missions []ui.Option
	Files    []ui.Hidden // name shown, id to take it off again
	Facts    []ui.Fact
	Carry    []ui.Hidden
	Account  ui.Panel
	Receipt  ui.Receipt
	Renewed  bool
	Next     []ui.Step
	MaxMB    int
	Unsent   string // a message typed on a page that shut meanwhile
}

// blank shows the form. Its status is 203 and not 200 because Chromium keeps pages of
// status 200 alive behind Back, with what was typed in them, although they must not be
// stored; without script nothing else keeps Back from showing a letter after quick exit
// (P-09). No browser treats the page itself differently.
func (r *Room) blank(w http.ResponseWriter, q *http.Request) error {
	return r.showForm(w, q, http.StatusNonAuthoritativeInfo, letter{values: url.Values{}}, nil)
}

func (r *Room) showForm(w http.ResponseWriter, q *http.Request, status int, l letter, err error) error {
	v, e := r.view(q, l)
	if e != nil {
		return e
	}
	var form *ui.Form
	if len(l.values) > 0 || err != nil {
		form = ui.NewForm(l.values, err)
	}
	return r.UI.Show(w, q, status, "intake/letter", ui.Screen{Kind: ui.Reporter, TitleKey: "intake.letter_title", Form: form, Body: v, Switch: "letter"})
}

// view is what every page of the letter needs.
func (r *Room) view(q *http.Request, l letter) (v view, err error) {
	v.Path, v.MaxMB, v.Unsent = "/"+r.Letter, int(r.Limits.File>>20), l.values.Get("message")
	all, err := r.Missions(q.Context())
	if err != nil {
		return v, err
	}
	v.Missions = []ui.Option{{Value: "", Say: ui.T("intake.mission_none")}}
	for _, m := range all {
		v.Missions = append(v.Missions, ui.Option{Value: m.Code, Say: m.Places.In(web.Lang(q)) + " · " + m.Code})
	}
	for _, f := range l.files {
		v.Files = append(v.Files, ui.Hidden{Name: f.Name.Reveal(), Value: string(f.ID)})
	}
	if len(l.files) > 0 || l.receipt != nil {
		v.Token = r.token(l.state, idleLetter)
	}
	return v, nil
}

// told reads what the form says.
func told(q *http.Request, values url.Values) (Told, error) {
	happened, err := ui.PartialDate(values, "happened")
	return Told{Account: values.Get("account"), Place: values.Get("place"), Persons: values.Get("persons"), Name: values.Get("name"),
		Contact: values.Get("contact"), Mission: values.Get("mission"), Happened: happened, Team: Answer(values.Get("team")),
		Role: Role(values.Get("role")), Minor: Answer(values.Get("minor")), Help: values.Get("help") == string(Yes), Lang: string(web.Lang(q))}, err
}

// carried are the fields that a review carries on, as they were typed.
var carried = []string{"account", "place", "persons", "name", "contact", "mission", "happened_day", "happened_month", "happened_year", "team", "role", "minor", "help"}

// review shows what will be sent, who will be able to read it, and the receipt.
func (r *Room) review(w http.ResponseWriter, q *http.Request, l letter) error {
	t, err := told(q, l.values)
	err = joined(l.err, err)
	if drop := l.values.Get("drop"); drop != "" {
		l.files = without(l.files, drop)
	}
	if l.receipt == nil || l.expired {
		fresh := seal.NewReceipt()
		l.receipt = &fresh
	}
	var p Preview
	if err == nil {
		p, err = r.Preview(q.Context(), t, *l.receipt)
	} else {
		_, checked := Write("", t, "9999-12-31")
		err = joined(err, checked)
	}
	if fault.Of(err) == fault.Invalid && err != nil {
		return r.showForm(w, q, http.StatusUnprocessableEntity, l, err)
	}
	if err != nil {
		return err
	}
	v, err := r.view(q, l)
	if err != nil {
		return err
	}
	v.Renewed = l.expired
	v.Facts, v.Account, v.Receipt = facts(t, v), panel(q, t, p.Account), shown(*l.receipt, web.Lang(q))
	for _, name := range carried {
		if l.values.Get(name) != "" {
			v.Carry = append(v.Carry, ui.Hidden{Name: name, Value: l.values.Get(name)})
		}
	}
	return r.UI.Show(w, q, http.StatusOK, "intake/review", ui.Screen{Kind: ui.Reporter, TitleKey: "intake.review_title", Body: v, Switch: "letter"})
}

// send takes the letter in. A token that is too old goes back to the review, with
// everything that was typed and new words.
func (r *Room) send(w http.ResponseWriter, q *http.Request, l letter) error {
	if l.receipt == nil {
		l.expired = true
		return r.review(w, q, l)
	}
	t, err := told(q, l.values)
	if err == nil {
		_, err = r.Receive(q.Context(), t, *l.receipt, l.files)
	}
	if fault.Of(err) == fault.Invalid && err != nil {
		return r.showForm(w, q, http.StatusUnprocessableEntity, l, err)
	}
	if err != nil {
		return err
	}
	return r.showSent(w, q, l)
}

// showSent is the same page however often the letter was sent, and in each language: what
// it posts carries the words on, for as long as a letter waits, since they can be read on it.
func (r *Room) showSent(w http.ResponseWriter, q *http.Request, l letter) error {
	theirs, err := r.Open(q.Context(), *l.receipt)
	if err != nil {
		return err
	}
	v := view{Path: "/" + r.Letter, Token: r.token(state{receipt: l.receipt, fresh: l.receipt}, idleLetter), Receipt: shown(*l.receipt, web.Lang(q)), Next: next(theirs.Next)}
	return r.UI.Show(w, q, http.StatusOK, "intake/sent", ui.Screen{Kind: ui.Reporter, TitleKey: "intake.sent_title", Body: v, Switch: "sent"})
}

// shown is a receipt as it is written down: words in French or English, digits for
// everybody.
func shown(receipt seal.Receipt, tag lang.Tag) ui.Receipt {
	in := lang.Tag("fr")
	if tag == "en" {
		in = "en"
	}
	return ui.Receipt{Words: words(receipt.Words(string(in))), Digits: receipt.Digits(), Tag: in}
}

// facts are what will be sent, for reading once more. words: intake.team_*, intake.minor_*, intake.role_*
func facts(t Told, v view) []ui.Fact {
	fact := func(key string, value any) ui.Fact { return ui.Fact{Name: ui.T(key), Value: value} }
	text := func(s string) any {
		if s == "" {
			return ui.T("intake.not_said")
		}
		return s
	}
	out := []ui.Fact{fact("intake.account", t.Account), fact("intake.where", text(t.Place)), fact("intake.when", t.Happened), fact("intake.who", text(t.Persons)),
		fact("intake.mission", text(t.Mission)), fact("intake.team", ui.T("intake.team_"+string(orElse(t.Team, Unknown)))),
		fact("intake.role", ui.T("intake.role_"+string(orElse(t.Role, Unsaid)))), fact("intake.minor", ui.T("intake.minor_"+string(orElse(t.Minor, Unknown)))),
		fact("intake.name", text(t.Name)), fact("intake.contact", text(t.Contact))}
	if t.Help {
		out = append(out, fact("intake.help", ui.T("intake.help_yes")))
	}
	if len(v.Files) > 0 {
		var names ui.Lines
		for _, f := range v.Files {
			names = append(names, f.Name)
		}
		out = append(out, fact("intake.files", names))
	}
	return out
}

// panel says who could read the account: by team and head count, never by name
// (decisions.md §5), and who could not.
func panel(q *http.Request, t Told, teams []people.TeamView) ui.Panel {
	p := ui.Panel{Title: ui.T("intake.readers"), Note: ui.T("intake.readers_note")}
	for _, team := range teams {
		p.Who = append(p.Who, ui.Reader{Who: team.Name(web.Lang(q)), What: ui.T("intake.readers_count", "n", len(team.Members))})
	}
	p.Not = []any{ui.T("intake.walled_chiefs"), ui.T("intake.walled_state"), ui.T("intake.walled_machine")}
	if t.Team == Yes {
		p.Not = append([]any{ui.T("intake.walled_team")}, p.Not...)
	}
	return p
}
