package practice

import (
	"context"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// The rules under which something is owed on the way (commons/duty/rules.json; domain notes
// A.5 row 10).
const (
	ruleCheck     = "practice_check"     // headquarters: whether it is complete
	ruleQuestions = "practice_questions" // the State: answer to questions
	ruleClear     = "practice_clear"     // the State: its clearance
	ruleApprove   = "practice_approve"   // headquarters: the service's clearance
	ruleTranslate = "practice_translate" // headquarters: translate and publish
	ruleConfirm   = "practice_confirm"   // the State, every year: it is still done
)

type seenKey struct{}

// Seen says which revision somebody had before their eyes when they decided: an act upon
// another is refused as stale.
func Seen(ctx context.Context, rev int) context.Context {
	return context.WithValue(ctx, seenKey{}, rev)
}

// work is one act upon a practice while it is done.
type work struct {
	tx     *store.Tx
	p      Practice
	today  clock.Day
	who    people.ID
	theirs bool
}

// on does an act: found, asked about, taken a step further by the table, changed, kept,
// what is owed begun and ended, entered.
func (r *Room) on(ctx context.Context, a act.Act, id ID, m Move, text string, change func(*work) error) error {
	seen, asked := ctx.Value(seenKey{}).(int)
	_, err := act.Do(ctx, r.Desk, a, byID(id), func(tx *store.Tx, _ *seal.Keys, p Practice) (none struct{}, e record.Entry, err error) {
		if asked && seen != p.Rev {
			return none, e, fault.New(fault.Stale, "fault.stale")
		}
		w := &work{tx: tx, who: people.ID(act.Of(ctx).ID), theirs: a.Needs == PowerWrite || a.Needs == PowerSpeak}
		if w.p, err = p.step(m); err != nil {
			return none, e, err
		}
		if w.today, err = duty.Today(tx); err != nil {
			return none, e, err
		}
		if change != nil {
			if err := change(w); err != nil {
				return none, e, err
			}
		}
		if err := w.owed(m); err != nil {
			return none, e, err
		}
		if err := w.say(m, text); err != nil {
			return none, e, err
		}
		if w.p.public() || p.public() {
			if w.p.turn, err = turn(tx); err != nil {
				return none, e, err
			}
		}
		return none, record.Entry{Subject: p.Matter(), Facts: []record.Fact{record.Code("move", m), record.Code("status", w.p.Status)}}, save(tx, w.p)
	})
	return err
}

// say keeps what was said with a move.
func (w *work) say(m Move, text string) error {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	if len([]rune(text)) > Longest {
		return fault.In("text", "practice.too_long", "n", Longest)
	}
	had, err := letters(w.tx, w.p.ID)
	if err != nil {
		return err
	}
	return insertLetter(w.tx, w.p.ID, Letter{ID: string(ident.New[Letter](ident.Dice)), Place: len(had) + 1, Step: m, Theirs: w.theirs, Day: w.today, Author: string(w.who), Text: text})
}

// owed ends what a move discharges and begins what follows from it.
func (w *work) owed(m Move) error {
	meet := map[Move][]string{Completing: {ruleCheck}, Returning: {ruleCheck, ruleApprove}, Rejecting: {ruleCheck, ruleApprove}, Submitting: {ruleQuestions}, Clearing: {ruleClear},
		Approving: {ruleApprove}, Publishing: {ruleTranslate, ruleConfirm}, Confirming: {ruleConfirm}}
	for _, rule := range meet[m] {
		if err := duty.Meet(w.tx, w.p.Matter(), rule); err != nil {
			return err
		}
	}
	if m == Returning { // it must be cleared anew
		if err := duty.Moot(w.tx, w.p.Matter(), duty.Rerouted, ruleClear); err != nil {
			return err
		}
	}
	if m == Withdrawing {
		return duty.Moot(w.tx, w.p.Matter(), duty.Unwanted)
	}
	next := map[Move]string{Submitting: ruleCheck, Answering: ruleCheck, Returning: ruleQuestions, Completing: ruleClear, Clearing: ruleApprove, Approving: ruleTranslate, Publishing: ruleConfirm}[m]
	if next == "" {
		return nil
	}
	n := duty.New{Rule: next, Matter: w.p.Matter(), Ref: w.p.Slug, Scope: w.p.Scope()}
	state := duty.Office{Kind: duty.State, ID: w.p.Owner}
	switch byState := next == ruleQuestions || next == ruleClear || next == ruleConfirm; {
	case byState && w.p.Owner != "":
		n.Bearer = state
	case byState: // an organisation's own practice: headquarters answer for it
		hq, err := people.TeamFor(w.tx, people.Headquarters, "")
		if err != nil {
			return err
		}
		n.Bearer, n.OwedTo = duty.Office{Kind: duty.Team, ID: string(hq.ID)}, duty.Office{Kind: duty.TheWhole}
	case w.p.Owner != "":
		n.OwedTo = state
	default:
		n.OwedTo = duty.Office{Kind: duty.TheWhole}
	}
	_, err := duty.Start(w.tx, n)
	return err
}

// New is what a practice begins with.
type New struct {
	Country  string // whose it is; "" is an organisation's
	Slug     string // made of the title if empty
	Language string
	Title    string
	Pillar   string
	Theme    string
}

func (n New) check(tx *store.Tx, ours bool) error {
	var all []error
	no := func(wrong bool, field, key string) {
		if wrong {
			all = append(all, fault.In(field, key))
		}
	}
	_, bad := unknown(Languages, n.Language)
	no(bad, "language", "fault.choose")
	_, bad = unknown(Pillars, n.Pillar)
	no(bad, "pillar", "fault.choose")
	_, bad = unknown(Themes, n.Theme)
	no(bad, "theme", "fault.choose")
	no(strings.TrimSpace(n.Title) == "", "title", "fault.required")
	if n.Country != "" || !ours {
		_, err := mission.FindCountry(tx, n.Country)
		no(err != nil, "country", "fault.choose")
	}
	return join(all...)
}

// Begin begins a draft of a State's own: nobody outside that State knows of it.
func (r *Room) Begin(ctx context.Context, n New) (ID, error) { return r.begin(ctx, Begin, n, false) }

// Enter begins one for a State that has no account, or for an organisation.
func (r *Room) Enter(ctx context.Context, n New) (ID, error) { return r.begin(ctx, Enter, n, true) }

func (r *Room) begin(ctx context.Context, a act.Act, n New, proxy bool) (ID, error) {
	p := Practice{ID: ident.New[Practice](ident.Dice), Origin: Chain, Owner: n.Country, Proxy: proxy, Shared: proxy, Status: Draft,
		Coded: Coded{Pillar: n.Pillar, Themes: []string{n.Theme}}, Texts: map[string]Text{n.Language: {Title: strings.TrimSpace(n.Title)}}}
	if n.Country == "" {
		p.Coded.Organisations = Organisations[:1]
	} else {
		p.Coded.States = []string{n.Country}
	}
	_, err := act.Do(ctx, r.Desk, a, func(*store.Tx) (Practice, error) { return p, nil }, func(tx *store.Tx, _ *seal.Keys, p Practice) (none struct{}, e record.Entry, err error) {
		if err := n.check(tx, proxy); err != nil {
			return none, e, err
		}
		if p.Began, err = duty.Today(tx); err != nil {
			return none, e, err
		}
		p.Author = act.Of(ctx).ID
		if p.Slug, err = free(tx, slugOf(n.Country, n.Title, p.ID)); err != nil {
			return none, e, err
		}
		return none, record.Entry{Subject: p.Matter(), Facts: []record.Fact{record.Code("country", p.Owner)}}, insert(tx, p)
	})
	return p.ID, err
}

// slugOf makes an address of a title: its Latin letters and digits, shortened.
func slugOf(country, title string, id ID) string {
	words := []string{strings.ToLower(country)}
	for _, w := range strings.FieldsFunc(plain(title), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		if len(words) < 8 {
			words = append(words, w)
		}
	}
	if len(words) == 1 {
		words = append(words, string(id)[:8])
	}
	return strings.Trim(strings.Join(words, "-"), "-")
}

// free is an address that no practice has.
func free(tx *store.Tx, slug string) (string, error) {
	for n := 1; ; n++ {
		s := slug
		if n > 1 {
			s += "-" + itoa(n)
		}
		_, err := bySlug(tx, s)
		switch {
		case err == nil:
		case fault.Of(err) == fault.NotFound:
			return s, nil
		default:
			return "", err
		}
	}
}

// Written is what somebody writes of a practice in one language, with what is coded of it.
type Written struct {
	Language string
	Text     Text
	Coded    *Coded // nil leaves it as it is: a translator changes words only
}

// Write keeps a draft of a State's own.
func (r *Room) Write(ctx context.Context, id ID, x Written) error {
	return r.on(ctx, Write, id, Writing, "", func(w *work) error { return w.write(x) })
}

// Edit keeps what headquarters write: a translation, or the draft of a State without an account.
func (r *Room) Edit(ctx context.Context, id ID, x Written) error {
	m := Writing
	if err := r.peek(ctx, Edit, id, func(p Practice) {
		if p.can(Translating) {
			m = Translating
		}
	}); err != nil {
		return err
	}
	return r.on(ctx, Edit, id, m, "", func(w *work) error {
		switch had := w.p.Texts[x.Language]; {
		case m == Writing && !w.p.Proxy:
			return fault.New(fault.Conflict, "practice.states_own")
		case m == Translating && had.Reviewed && !had.Translated && !w.p.Proxy:
			return fault.New(fault.Conflict, "practice.cleared_text")
		}
		x.Text.Translated = m == Translating && !w.p.Proxy || w.p.Texts[x.Language].Translated
		return w.write(x)
	})
}

// peek looks at a practice before an act upon it, by the same act.
func (r *Room) peek(ctx context.Context, a act.Act, id ID, look func(Practice)) error {
	_, err := act.See(ctx, r.Desk, a, byID(id), func(_ *store.Tx, _ *seal.Keys, p Practice) (struct{}, error) { look(p); return struct{}{}, nil })
	return err
}

func (w *work) write(x Written) error {
	if _, bad := unknown(Languages, x.Language); bad {
		return fault.In("language", "fault.choose")
	}
	if err := x.Text.form(); err != nil {
		return err
	}
	texts := map[string]Text{}
	for tag, t := range w.p.Texts {
		texts[tag] = t
	}
	texts[x.Language] = x.Text
	w.p.Texts = texts
	if x.Coded == nil {
		return nil
	}
	c := *x.Coded
	c.States, c.Organisations, c.Documents, c.Sources, c.Seen = withOwner(c.States, w.p.Owner), w.p.Coded.Organisations, w.p.Coded.Documents, w.p.Coded.Sources, w.p.Coded.Seen
	if len(c.check()) > 0 {
		return fault.New(fault.Invalid, "practice.codes_wrong")
	}
	w.p.Coded = c
	return nil
}

// withOwner keeps the State that answers for it first.
func withOwner(states []string, owner string) []string {
	if owner == "" {
		return states
	}
	out := []string{owner}
	for _, s := range states {
		if s != owner && s != "" {
			out = append(out, s)
		}
	}
	return out
}
