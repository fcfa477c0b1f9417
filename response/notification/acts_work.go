package notification

import (
	"context"
	"slices"
	"strings"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

type seenKey struct{}

// Seen says which revision of a note somebody had before their eyes when they decided: an
// act upon another is refused as stale.
func Seen(ctx context.Context, rev int) context.Context {
	return context.WithValue(ctx, seenKey{}, rev)
}

// work is one act upon a note while it is done.
type work struct {
	tx    *store.Tx
	keys  *seal.Keys
	note  Note
	today clock.Day
	who   people.ID
	proxy bool // headquarters act on the State's behalf
	side  Side
	facts []record.Fact
}

// on does an act to a note: found, asked about, taken a step further by the table, changed,
// kept, opened to whoever may read it now, entered.
func (r *Room) on(ctx context.Context, a act.Act, id NoteID, s Step, change func(*work) error) error {
	seen, asked := ctx.Value(seenKey{}).(int)
	_, err := act.Do(ctx, r.Desk, a, byID(id), func(tx *store.Tx, keys *seal.Keys, n Note) (none struct{}, e record.Entry, err error) {
		if asked && seen != n.Rev {
			return none, e, fault.New(fault.Stale, "fault.stale")
		}
		w := &work{tx: tx, keys: keys, who: people.ID(act.Of(ctx).ID), side: Ours}
		if w.note, err = n.step(s); err != nil {
			return none, e, err
		}
		if w.today, err = duty.Today(tx); err != nil {
			return none, e, err
		}
		if err := change(w); err != nil {
			return none, e, err
		}
		if err := save(tx, w.note); err != nil {
			return none, e, err
		}
		return none, record.Entry{Subject: n.Matter(), Facts: w.facts}, w.share()
	})
	return err
}

// readers are who may read what was sent: the institution's teams and, once it is out and
// while it stands, the State's own.
func readers(tx *store.Tx, n Note) ([]seal.Recipient, error) {
	to, err := people.Readers(tx, PowerRead, n.Scope())
	if err != nil || !n.out() || n.Status == Withdrawn {
		return to, err
	}
	teams, err := people.Who(tx, PowerReceive, n.Scope())
	if err != nil || len(teams) == 0 { // a State without accounts is written to on paper
		return to, err
	}
	theirs, err := people.Halves(tx, teams)
	for _, x := range theirs {
		if !slices.Contains(to, x) {
			to = append(to, x)
		}
	}
	return to, err
}

// key is the key that goes on under a name: of what the State reads too, or inside.
func (w *work) key(name string) (*seal.Key, error) {
	to, err := w.to(name)
	if err != nil {
		return nil, err
	}
	return people.Sealer(w.tx, w.keys, name, to...)
}

func (w *work) to(name string) ([]seal.Recipient, error) {
	if name == w.note.noteKey() {
		return readers(w.tx, w.note)
	}
	return people.Readers(w.tx, PowerRead, w.note.Scope())
}

// seal seals a text under a key of the note.
func (w *work) seal(name string, at seal.Place, text seal.Private[string]) (seal.Sealed, error) {
	k, err := w.key(name)
	if err != nil {
		return nil, err
	}
	return seal.Seal(k, at, text), nil
}

// share keeps the note and its files for everybody who may read them now: teams founded
// since, and a State's investigators once one is named.
func (w *work) share() error {
	if w.note.Status == Withdrawn {
		return nil
	}
	inside, err := people.Readers(w.tx, PowerRead, w.note.Scope())
	if err != nil {
		return err
	}
	for _, k := range []string{w.note.draftKey(), w.note.insideKey()} {
		if err := people.Settle(w.tx, w.keys, k, inside...); err != nil {
			return err
		}
	}
	if !w.note.out() {
		return nil
	}
	to, err := readers(w.tx, w.note)
	if err != nil {
		return err
	}
	if err := people.Settle(w.tx, w.keys, w.note.noteKey(), to...); err != nil {
		return err
	}
	return w.eachFile(func(i custody.Item) error { return people.Settle(w.tx, w.keys, custody.KeyMatter(i.ID), to...) })
}

// eachFile goes through what the State reads too.
func (w *work) eachFile(do func(custody.Item) error) error {
	for _, m := range []ident.Matter{w.note.annexes(), w.note.files()} {
		all, err := custody.Of(w.tx, m)
		if err != nil {
			return err
		}
		for _, i := range all {
			if err := do(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// adopt takes a file in as one of the note's.
func (r *Room) adopt(w *work, u custody.Upload, m ident.Matter, to []seal.Recipient) (custody.ItemID, error) {
	if u.None() {
		return "", nil
	}
	g := custody.Given{Matter: m, From: custody.Person(w.who), To: custody.Person(w.who), Where: w.note.Mission}
	if w.side == Theirs && !w.proxy {
		g.From = custody.State(w.note.Country)
		hq, err := people.TeamFor(w.tx, people.Headquarters, "")
		if err != nil {
			return "", err
		}
		g.To = custody.Team(hq.ID)
	}
	i, err := r.Shelf.Adopt(w.tx, w.keys, u, g, to...)
	w.facts = append(w.facts, i.Facts()...)
	return i.ID, err
}

// letter files what was written, with the document that came with it.
func (r *Room) letter(w *work, l Letter, text string, u custody.Upload) (Letter, error) {
	if len([]rune(text)) > LongestLetter {
		return l, fault.In("text", "notification.too_long")
	}
	to, err := readers(w.tx, w.note)
	if err != nil {
		return l, err
	}
	item, err := r.adopt(w, u, w.note.files(), to)
	if err != nil {
		return l, err
	}
	had, err := letters(w.tx, w.note.ID)
	if err != nil {
		return l, err
	}
	l.ID, l.Note, l.Place, l.Side, l.Author, l.Proxy, l.Item = ident.New[Letter](ident.Dice), w.note.ID, placed(had), w.side, string(w.who), w.proxy, string(item)
	if l.Day == "" {
		l.Day = w.today
	}
	if l.Text, err = w.seal(w.note.noteKey(), l.place(), seal.Hide(strings.TrimSpace(text))); err != nil {
		return l, err
	}
	w.facts = append(w.facts, record.ID("letter", l.ID), record.Code("what", l.What))
	return l, insertLetter(w.tx, l)
}

// numbered gives one of our letters the next number of the State's series.
func (w *work) numbered() (string, error) {
	return allot(w.tx, w.note.Country, w.today.Time(nil).Year())
}

// theirs writes to the State's own people that something waits; ours to headquarters.
func (r *Room) tellTheirs(w *work, key string) error {
	teams, err := people.Who(w.tx, PowerReceive, w.note.Scope())
	for _, t := range teams {
		if err == nil {
			err = r.tell(w.tx, string(t.ID), key, w.note.Matter())
		}
	}
	return err
}

func (r *Room) tellOurs(w *work, key string) error {
	hq, err := people.TeamFor(w.tx, people.Headquarters, "")
	if err != nil {
		return err
	}
	v, err := people.View(w.tx, hq.ID)
	for _, m := range v.Members {
		if err == nil && m.Account != w.who && !slices.Contains(w.note.Barred, string(m.Account)) {
			err = r.tell(w.tx, string(m.Account), key, w.note.Matter())
		}
	}
	return err
}

// Bearer is the office that bears what the note's State owes.
func (n Note) Bearer() duty.Office { return duty.Office{Kind: duty.State, ID: n.Country} }

// owes starts something that is owed because of the note.
func (w *work) owes(n duty.New) error {
	n.Matter, n.Ref, n.Scope = w.note.Matter(), w.note.Number, w.note.Scope()
	_, err := duty.Start(w.tx, n)
	return err
}

func required(field, value string) error {
	if strings.TrimSpace(value) == "" {
		return fault.In(field, "fault.required")
	}
	return nil
}
