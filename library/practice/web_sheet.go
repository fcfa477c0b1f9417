package practice

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// deed is a button as the sheet draws it.
type deed struct {
	Path, Text string
	Grave      bool
}

type sheetPage struct {
	Sheet
	At, Room string
	Theirs   bool
	Title    string
	Stands   any
	Listed   bool
	Public   string
	Hold     *ui.Hold
	Deeds    []deed
	Write    []ui.Link
	Tongues  []tongue
	Talk     []uttered
	Facts    []ui.Fact
}

// tongue is one language of the working copy.
type tongue struct {
	Tag      string
	Name     string
	Text     Text
	Advice   []ui.Fact
	Reviewed bool
}

type uttered struct {
	Letter
	By, Say any
}

func (r *Room) sheet(s side) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		return r.showSheet(w, q, s, http.StatusOK, nil, nil)
	}
}

func (r *Room) showSheet(w http.ResponseWriter, q *http.Request, s side, status int, v url.Values, failed error) error {
	read := r.Read
	if s.theirs() {
		read = r.ReadOwn
	}
	x, err := read(q.Context(), web.Lang(q), ID(q.PathValue("id")))
	if err != nil {
		return err
	}
	t, _ := In(x.Texts, string(web.Lang(q)))
	p := sheetPage{Sheet: x, At: s.room + "/" + string(x.ID), Room: s.room, Theirs: s.theirs(), Title: t.Title, Stands: ui.T("practice.status_" + string(x.Status)), Listed: x.Status == Listed}
	if x.public() {
		p.Public = "/library/" + x.Slug
	}
	for _, h := range x.Duties {
		if h.IsOpen() && p.Hold == nil {
			l := duty.Line(h)
			l.Mine, l.Top = h.Hands || h.Mine, true
			p.Hold = &l
		}
	}
	who := act.Of(q.Context())
	for _, b := range s.buttons {
		if b.allowed(who, x.Practice) {
			p.Deeds = append(p.Deeds, deed{b.path, b.text, b.move == Withdrawing || b.move == Rejecting})
		}
	}
	may := gate.Rule(who, s.edit.Needs, "", x.Scope()) == gate.Allowed
	for _, tag := range Languages {
		text, there := x.Texts[tag]
		if there {
			p.Tongues = append(p.Tongues, tongue{tag, lang.Name(lang.Tag(tag)), text, advice(text), text.Reviewed})
		}
		if may && (x.can(Writing) && (s.theirs() || x.Proxy) || x.can(Translating) && !s.theirs()) {
			p.Write = append(p.Write, ui.Link{Path: p.At + "/write?language=" + tag, Say: lang.Name(lang.Tag(tag)), On: there})
		}
	}
	for _, l := range x.Letters { // words: practice.said_*
		by := any(ui.T("practice.by_headquarters"))
		if l.Theirs {
			by = stateName(x.State, x.Owner)
		}
		p.Talk = append(p.Talk, uttered{l, by, ui.T("practice.said_" + string(l.Step))})
	}
	p.Facts = facts(x)
	return r.UI.Show(w, q, status, "practice/sheet", ui.Screen{Title: t.Title, Body: p, Form: ui.NewForm(v, failed),
		Path: []ui.Link{{Path: s.room, Say: ui.T("practice.practices")}, {Path: p.At, Say: t.Title, On: true}}})
}

// advice is what helps while one writes. words: practice.advice_*
func advice(t Text) (all []ui.Fact) {
	for _, a := range t.Advise() {
		all = append(all, ui.Fact{Name: ui.T("practice.advice"), Value: ui.T("practice.advice_"+a.Code, "what", a.What)})
	}
	return all
}

// facts are what is coded, in short. words: practice.life_*
func facts(x Sheet) []ui.Fact {
	all := []ui.Fact{{Name: ui.T("practice.of_state"), Value: stateName(x.State, x.Owner)}, {Name: ui.T("practice.pillar"), Value: ui.T("practice.pillar_" + x.Coded.Pillar)}}
	if x.Proxy {
		all = append(all, ui.Fact{Name: ui.T("practice.entered"), Value: ui.T("practice.entered_proxy")})
	}
	if x.Number > 0 {
		all = append(all, ui.Fact{Name: ui.T("practice.version"), Value: strconv.Itoa(x.Number)})
	}
	if x.Confirmed != "" {
		all = append(all, ui.Fact{Name: ui.T("practice.confirmed_on"), Value: lang.Short(x.Confirmed)}, ui.Fact{Name: ui.T("practice.life"), Value: ui.T("practice.life_" + string(LifeOf(x.Confirmed, x.Today)))})
	}
	return all
}

// moved does a move and comes back to the sheet.
func (r *Room) moved(s side, b button) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := web.Form(q)
		if err != nil {
			return err
		}
		ctx := q.Context()
		if rev, err := strconv.Atoi(v.Get("rev")); err == nil {
			ctx = Seen(ctx, rev)
		}
		id := ID(q.PathValue("id"))
		err = b.do(r, ctx, id, b.move, v.Get("text"))
		switch k := fault.Of(err); {
		case err == nil:
			return web.See(w, q, s.room+"/"+string(id))
		case k == fault.Invalid:
			return r.showSheet(w, q, s, http.StatusUnprocessableEntity, v, err)
		case k == fault.Conflict, k == fault.Stale:
			return r.showSheet(w, q, s, http.StatusConflict, v, err)
		}
		return err
	}
}

// writePage is the form of one language, with what is coded beside it.
type writePage struct {
	At, Language, Name                          string
	Dir                                         string
	Rev                                         int
	Codes                                       bool // what is coded may be changed too
	Pillars, Themes, Personnel, Stages, Systems []ui.Option
	Laws, Means                                 []ui.Option
	Steps, Results                              []int
	Beside                                      *Text  // another language, to translate from
	BesideName                                  string // what it is called
	Stored                                      *Text  // what somebody else kept meanwhile
	Advice                                      []ui.Fact
}

func (r *Room) writing(s side) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		return r.showWrite(w, q, s, http.StatusOK, q.URL.Query().Get("language"), nil, nil)
	}
}

func (r *Room) showWrite(w http.ResponseWriter, q *http.Request, s side, status int, tag string, v url.Values, failed error) error {
	if _, bad := unknown(Languages, tag); bad {
		tag = string(web.Lang(q))
	}
	var x Practice
	if err := r.peek(q.Context(), s.edit, ID(q.PathValue("id")), func(p Practice) { x = p }); err != nil {
		return err
	}
	text := x.Texts[tag]
	p := writePage{At: s.room + "/" + string(x.ID), Language: tag, Name: lang.Name(lang.Tag(tag)), Dir: lang.Dir(lang.Tag(tag)), Rev: x.Rev, Codes: x.can(Writing),
		Pillars: coded("pillar", Pillars, []string{x.Coded.Pillar}), Themes: coded("themes", Themes, x.Coded.Themes), Personnel: coded("personnel", Personnel, x.Coded.Personnel), Stages: coded("stages", Stages, x.Coded.Stages),
		Systems: coded("systems", Systems, x.Coded.Systems), Laws: coded("law", Laws, []string{x.Coded.Law}), Means: coded("means", Means, []string{x.Coded.Means}), Advice: advice(text)}
	if text.Title == "" {
		p.Advice = nil
	}
	for other, t := range x.Texts {
		if other != tag && (p.Beside == nil || t.Reviewed) {
			p.Beside, p.BesideName = &t, lang.Name(lang.Tag(other))
		}
	}
	most := len(text.Steps)
	if p.Beside != nil {
		most = max(most, len(p.Beside.Steps)-2)
	}
	for i := range most + 2 {
		p.Steps = append(p.Steps, i+1)
	}
	for i := range len(text.Results) + 1 {
		p.Results = append(p.Results, i+1)
	}
	if v == nil {
		v = filled(x, text)
	} else if k := fault.Of(failed); k == fault.Stale {
		p.Stored = &text
	}
	return r.UI.Show(w, q, status, "practice/write", ui.Screen{TitleKey: "practice.do_write", Body: p, Form: ui.NewForm(v, failed),
		Path: []ui.Link{{Path: s.room, Say: ui.T("practice.practices")}, {Path: p.At, Say: x.title(string(web.Lang(q)))}, {Path: p.At + "/write", Say: ui.T("practice.do_write"), On: true}}})
}

func (p Practice) title(tag string) string { t, _ := In(p.Texts, tag); return t.Title }

// filled is the form of what is there.
func filled(x Practice, t Text) url.Values {
	v := url.Values{"pillar": {x.Coded.Pillar}, "themes": x.Coded.Themes, "personnel": x.Coded.Personnel, "stages": x.Coded.Stages, "systems": x.Coded.Systems, "law": {x.Coded.Law}, "means": {x.Coded.Means},
		"states": {strings.Join(x.Coded.States, " ")}, "hosts": {strings.Join(x.Coded.Hosts, " ")}, "missions": {strings.Join(x.Coded.Missions, " ")}, "contact": {x.Coded.Contact}, "event": {x.Coded.Event}}
	if x.Coded.Year > 0 {
		v.Set("year", itoa(x.Coded.Year))
	}
	for name, s := range t.fields() {
		v.Set(name, *s)
	}
	if t.Reviewed {
		v.Set("reviewed", "yes")
	}
	for i, s := range t.Steps {
		n := itoa(i + 1)
		v.Set("actor"+n, s.Actor)
		v.Set("do"+n, s.Do)
		v.Set("input"+n, s.Input)
		v.Set("output"+n, s.Output)
		if s.Days > 0 {
			v.Set("days"+n, itoa(s.Days))
		}
	}
	for i, x := range t.Results {
		n := itoa(i + 1)
		v.Set("what"+n, x.What)
		v.Set("number"+n, x.Number)
		v.Set("date"+n, x.Date)
	}
	return v
}

// fields are the plain fields of a text by the name they have in a form.
func (t *Text) fields() map[string]*string {
	return map[string]*string{"title": &t.Title, "summary": &t.Summary, "authority": &t.Authority, "problem": &t.Problem, "law_text": &t.Law, "resources": &t.Resources,
		"enabling": &t.Enabling, "constraints": &t.Constraints, "victims": &t.Victims, "replicate": &t.Replicate, "gaps": &t.Gaps}
}

// textOf reads the form of one language.
func textOf(v url.Values) (t Text) {
	for name, s := range t.fields() {
		*s = field(v, name)
	}
	t.Reviewed = v.Get("reviewed") == "yes"
	for i := range 40 {
		n := itoa(i + 1)
		if s := (Step{Actor: field(v, "actor"+n), Do: field(v, "do"+n), Input: field(v, "input"+n), Output: field(v, "output"+n)}); s != (Step{}) {
			s.Days, _ = strconv.Atoi(field(v, "days"+n))
			t.Steps = append(t.Steps, s)
		}
		if x := (Result{field(v, "what"+n), field(v, "number"+n), field(v, "date"+n)}); x != (Result{}) {
			t.Results = append(t.Results, x)
		}
	}
	return t
}

func codedOf(v url.Values) *Coded {
	if !v.Has("pillar") {
		return nil
	}
	year, _ := strconv.Atoi(field(v, "year"))
	words := func(name string) []string { return strings.Fields(strings.ToUpper(v.Get(name))) }
	return &Coded{Pillar: v.Get("pillar"), Themes: v["themes"], Personnel: v["personnel"], Stages: v["stages"], Systems: v["systems"], Law: v.Get("law"), Means: v.Get("means"),
		States: words("states"), Hosts: words("hosts"), Missions: words("missions"), Contact: field(v, "contact"), Event: field(v, "event"), Year: year}
}

// wrote keeps a text. A draft is kept as it is typed, by the script of the page, and by the
// button without it.
func (r *Room) wrote(s side) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		v, err := web.Form(q)
		if err != nil {
			return err
		}
		ctx, id := q.Context(), ID(q.PathValue("id"))
		if rev, err := strconv.Atoi(v.Get("rev")); err == nil {
			ctx = Seen(ctx, rev)
		}
		x := Written{Language: v.Get("language"), Text: textOf(v), Coded: codedOf(v)}
		do := r.Edit
		if s.theirs() {
			do, x.Text.Reviewed = r.Write, false
		}
		err = do(ctx, id, x)
		switch k := fault.Of(err); {
		case err == nil && v.Get("then") == "on":
			return web.See(w, q, s.room+"/"+string(id)+"/write?language="+url.QueryEscape(x.Language))
		case err == nil:
			return web.See(w, q, s.room+"/"+string(id))
		case k == fault.Invalid:
			return r.showWrite(w, q, s, http.StatusUnprocessableEntity, x.Language, v, err)
		case k == fault.Conflict, k == fault.Stale:
			return r.showWrite(w, q, s, http.StatusConflict, x.Language, v, err)
		}
		return err
	}
}
