package outcome

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/gate"
	"haki/internal/fault"
	"haki/internal/ui"
	"haki/internal/web"
	"haki/response/casework"
)

// A form is one act here with its own page.
type form struct {
	path   string // words: outcome.do_*, outcome.say_*, outcome.go_*
	act    act.Act
	may    func(May) bool
	fields string
	own    bool // a State's own people do it
	side   Side
	kind   Kind // of a finding; an action and a departure say theirs in their code
	do     func(*Room, context.Context, casework.CaseID, form, custody.Posted) error
}

func enters(m May) bool  { return m.Enter }
func records(m May) bool { return m.Record }

// forms are what the institution does, in the order in which they are offered.
var forms = []form{
	{path: "finding", act: Find, may: enters, fields: "outcome/form-entry", side: Ours, kind: Finding, do: enterFrom},
	{path: "action", act: Do, may: enters, fields: "outcome/form-entry", side: Ours, kind: Final, do: enterFrom},
	{path: "finding-state", act: FindState, may: records, fields: "outcome/form-entry", side: Theirs, kind: Finding, do: enterFrom},
	{path: "action-state", act: DoState, may: records, fields: "outcome/form-entry", side: Theirs, kind: Final, do: enterFrom},
	{path: "left", act: Leave, may: enters, fields: "outcome/form-entry", side: Ours, kind: Departure, do: enterFrom},
	{path: "release", act: Release, may: func(m May) bool { return m.Release }, fields: "outcome/form-release", do: releaseFrom},
	{path: "told", act: Tell, may: func(m May) bool { return m.Tell }, fields: "outcome/form-told", do: tellFrom},
}

// formOf is the page on which something filed is replaced.
func (o office) formOf(f Filed) string {
	for _, x := range o.forms {
		if x.kind == f.Kind && (x.side == f.Side || f.Kind == Departure) || f.Kind == Interim && x.kind == Final && x.side == f.Side {
			return x.path
		}
	}
	return ""
}

// word is the name of a form in a key.
func (f form) word() string {
	if f.own {
		return "own_" + f.path
	}
	return strings.ReplaceAll(f.path, "-", "_")
}

// formPage is the page of one form.
type formPage struct {
	At, Path, Word, Fields string
	Reference              string
	Own                    bool
	Whose                  string // the end of the keys of hints that speak of readers
	About                  any
	Rev                    int
	Token                  string
	Document               any // the name of the one that waits
	Side                   Side
	Kind                   Kind
	Replaces               string
	Was                    []ui.Fact // the entry that is replaced
	Now                    []person  // what is on file, after somebody was there before
	Subjects, Codes        []ui.Option
	Bodies, Units, News    []ui.Option
	MaxMB                  int
}

// ask shows a form, if the reader may do it to the case as it stands.
func (r *Room) ask(o office, f form) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := o.view(r, q)
		if err != nil {
			return err
		}
		switch {
		case gate.Rule(act.Of(q.Context()), f.act.Needs, f.act.Sees, v.stands) != gate.Allowed:
			return fault.New(fault.Forbidden, "fault.forbidden")
		case !f.may(v.Question):
			return fault.New(fault.Conflict, "outcome.not_now")
		}
		values := q.URL.Query()
		if id := EntryID(values.Get("replaces")); id != "" {
			if _, ok := v.Ledger.Standing().entry(id); !ok {
				return fault.New(fault.Conflict, "outcome.replaced_already")
			}
			v.fill(values, v.filed(id))
		}
		return r.draw(w, q, http.StatusOK, f, v, custody.Posted{Values: values}, nil, v.seen, false)
	}
}

// fill puts an entry into the fields of its form.
func (v view) fill(values url.Values, f Filed) {
	for name, x := range map[string]string{"subject": string(f.Subject), "code": f.coded(), "body": f.Body, "amount": f.Amount} {
		values.Set(name, x)
	}
	if n, unit := f.span(); n > 0 {
		values.Set("length", strconv.Itoa(n))
		values.Set("unit", unit)
	}
	ui.SetDate(values, "day", f.Day)
	if f.Text.Open() {
		values.Set("text", f.Text.Reveal())
	}
	if f.Court.Open() {
		values.Set("court", f.Court.Reveal())
	}
}

// coded is what a form calls an entry's code: with its kind where a form has two, with its
// side where it has both.
func (e Entry) coded() string {
	switch e.Kind {
	case Interim, Final:
		return string(e.Kind) + "/" + e.Code
	case Departure:
		return string(e.Side) + "/" + e.Code
	}
	return e.Code
}

func (r *Room) draw(w http.ResponseWriter, q *http.Request, status int, f form, v view, p custody.Posted, err error, rev int, changed bool) error {
	b := formPage{At: v.at, Path: f.path, Word: f.word(), Fields: f.fields, Reference: v.called, Own: f.own, About: v.about(), Rev: rev, Token: r.forms.Token(p), Side: f.side, Kind: f.kind,
		Replaces: p.Get("replaces"), Subjects: v.subjects(f), Codes: f.codes(p.Get("replaces") != ""), Bodies: options("outcome.body_", "", bodies[f.side]...), Units: units(), News: v.news(), MaxMB: int(r.Limits.File >> 20)}
	if f.own {
		b.Whose = "_own"
	}
	if !p.Document.None() {
		b.Document = p.Document.Name
	}
	if was := v.filed(EntryID(b.Replaces)); was.ID != "" {
		b.Was = []ui.Fact{{Name: ui.T("outcome.was"), Value: v.entered(was)}}
		if told(was.Text) {
			b.Was = append(b.Was, ui.Fact{Name: ui.T("outcome.basis"), Value: was.Text})
		}
	}
	if changed {
		seen := v
		seen.Question = May{} // no way out of the form that would lose what was typed
		for _, a := range v.Allegations {
			for _, x := range a.Subjects {
				if s := p.Get("subject"); s == "" || s == string(x.ID) {
					b.Now = append(b.Now, seen.person(a, x))
				}
			}
		}
	}
	return r.UI.Show(w, q, status, "outcome/form", ui.Screen{TitleKey: "outcome.do_" + f.word(), Body: b, Form: ui.NewForm(p.Values, err),
		Path: v.path(&ui.Link{Path: v.at + "/" + f.path, Say: ui.T("outcome.do_" + f.word()), On: true})})
}

// post does an act. What is wrong with it is shown on its page, with all that was typed;
// and so is that somebody was there before, with what they entered beside what was typed.
func (r *Room) post(o office, f form) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		p, err := r.forms.Read(q)
		if p.Values == nil {
			return err
		}
		rev, unread := strconv.Atoi(p.Get("rev"))
		if err == nil && unread != nil {
			return fault.New(fault.Invalid, "fault.form")
		}
		if err == nil {
			err = o.do(r, q, rev, f, p)
		}
		kind := fault.Of(err)
		switch {
		case err == nil:
			return web.See(w, q, o.at(q))
		case kind != fault.Invalid && kind != fault.Stale && kind != fault.Conflict:
			return err
		}
		v, failed := o.view(r, q)
		if failed != nil {
			return failed
		}
		if kind == fault.Stale {
			err, rev = fault.New(fault.Stale, "outcome.stale_again"), v.seen
		}
		return r.draw(w, q, web.Status[kind], f, v, p, err, rev, kind == fault.Stale)
	}
}

// What is chosen from.

func options(key, none string, codes ...string) (all []ui.Option) {
	if none != "" {
		all = append(all, ui.Option{Say: ui.T(none)})
	}
	for _, c := range codes {
		all = append(all, ui.Option{Value: c, Say: ui.T(key + c)})
	}
	return all
}

// subjects offers those whom the form can be about, by their numbers and kind, with no
// name of anybody; of several none is chosen.
func (v view) subjects(f form) (all []ui.Option) {
	for _, a := range v.Allegations {
		if f.side == Theirs && !ofState(a.Allegation) {
			continue
		}
		for _, x := range a.Subjects {
			all = append(all, ui.Option{Value: string(x.ID), Say: ui.T("casework.dotted", "one", ui.T("casework.person_no", "no", v.no(a, x)), "other", v.as(a))})
		}
	}
	if len(all) != 1 {
		all = slices.Insert(all, 0, ui.Option{Say: ui.T("casework.choose")})
	}
	return all
}

// codes are what can be said: findings as a choice, actions and departures by their kind
// or side. words: outcome.interim_*, outcome.final_*, outcome.departure_*, outcome.group_*
func (f form) codes(replaces bool) (all []ui.Option) {
	add := func(k Kind, s Side, before string) {
		for _, c := range codes[k][s] {
			o := ui.Option{Value: Entry{Kind: k, Side: s, Code: c}.coded(), Say: ui.T(codeKey(k, c))}
			if before != "" {
				o.Say = ui.T("casework.dotted", "one", ui.T("outcome.group_"+before), "other", o.Say)
			}
			all = append(all, o)
		}
	}
	switch f.kind {
	case Finding:
		add(Finding, f.side, "")
	case Final:
		all = []ui.Option{{Say: ui.T("casework.choose")}}
		add(Interim, f.side, "interim")
		add(Final, f.side, "final")
	case Departure:
		all = []ui.Option{{Say: ui.T("casework.choose")}}
		if !f.own {
			add(Departure, Ours, "organisation")
		}
		add(Departure, Theirs, "state")
	}
	if replaces {
		all = append(all, ui.Option{Value: Void, Say: ui.T("outcome.void")})
	}
	return all
}

func units() []ui.Option {
	return []ui.Option{{Value: "d", Say: ui.T("outcome.unit_d")}, {Value: "m", Say: ui.T("outcome.unit_m")}, {Value: "y", Say: ui.T("outcome.unit_y")}}
}

// news are the entries that she can be told of, each with the words that she will read.
// words: intake.step_outcome_*
func (v view) news() (all []ui.Option) {
	for _, e := range v.Ledger.releasable() {
		all = append(all, ui.Option{Value: string(e.ID), Say: v.entered(Filed{Entry: e}), Note: ui.T("outcome.she_reads", "what", ui.T("intake.step_"+e.News()))})
	}
	return all
}

// What is read from the forms.

var coin = regexp.MustCompile(`^([0-9][0-9 \x{00a0}\x{202f}]*)(?:[.,]([0-9]{2}))? *([A-Za-z]{3})$`)

// amount reads "1 250,50 usd" as "1250.50 USD"; what is no amount stays as it was typed.
func amount(s string) string {
	s = strings.TrimSpace(s)
	m := coin.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	whole := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, m[1])
	if m[2] != "" {
		whole += "." + m[2]
	}
	return whole + " " + strings.ToUpper(m[3])
}

// drafted reads an entry from its form.
func drafted(f form, p custody.Posted) (Draft, error) {
	day, err := ui.PartialDate(p.Values, "day")
	if err != nil {
		return Draft{}, err
	}
	d := Draft{Subject: casework.SubjectID(p.Get("subject")), Side: f.side, Kind: f.kind, Code: p.Get("code"), Body: p.Get("body"), Day: day, Amount: amount(p.Get("amount")),
		Court: strings.TrimSpace(p.Get("court")), Text: p.Get("text"), Reason: p.Get("reason"), Replaces: EntryID(p.Get("replaces"))}
	if n := strings.TrimSpace(p.Get("length")); n != "" {
		d.Length = n + p.Get("unit")
	}
	group, code, split := strings.Cut(d.Code, "/")
	switch {
	case split && f.kind == Departure:
		d.Side, d.Code = Side(group), code
	case split:
		d.Kind, d.Code = Kind(group), code
	}
	return d, nil
}

func enterFrom(r *Room, ctx context.Context, id casework.CaseID, f form, p custody.Posted) error {
	d, err := drafted(f, p)
	if err != nil {
		return err
	}
	return r.Enter(ctx, id, d, p.Document)
}

func releaseFrom(r *Room, ctx context.Context, id casework.CaseID, _ form, p custody.Posted) error {
	var all []EntryID
	for _, e := range p.Values["entry"] {
		all = append(all, EntryID(e))
	}
	return r.Inform(ctx, id, all...)
}

func tellFrom(r *Room, ctx context.Context, id casework.CaseID, _ form, p custody.Posted) error {
	return r.TellHarmed(ctx, id, How(p.Get("how")))
}
