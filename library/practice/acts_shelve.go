package practice

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// Shelve puts what the program ships into the library, each entry an act of its own: as
// listed from a public page, not cleared. An entry that a State or headquarters took in
// hand since, or took away, is left alone; one whose file changed becomes a new version.
// It says how many it put there or changed.
func (r *Room) Shelve(ctx context.Context) (n int, err error) {
	all, err := Entries()
	if err != nil {
		return 0, err
	}
	for _, e := range all {
		text, err := json.Marshal(e)
		if err != nil {
			return n, err
		}
		sum := sha256.Sum256(text)
		done, err := r.shelve(ctx, e, hex.EncodeToString(sum[:]))
		if err != nil {
			return n, err
		}
		if done {
			n++
		}
	}
	return n, nil
}

func (r *Room) shelve(ctx context.Context, e Entry, digest string) (bool, error) {
	var p Practice
	find := func(tx *store.Tx) (gate.Scope, error) {
		var err error
		if p, err = bySlug(tx, e.Slug); fault.Of(err) == fault.NotFound {
			p, err = Practice{}, nil
		}
		return gate.Scope{}, err
	}
	same, err := act.See(ctx, r.Desk, Shelve, find, func(*store.Tx, *seal.Keys, gate.Scope) (bool, error) {
		return p.ID != "" && (p.Status != Listed || p.Digest == digest), nil
	})
	if err != nil || same {
		return false, err
	}
	_, err = act.Do(ctx, r.Desk, Shelve, find, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (none struct{}, entry record.Entry, err error) {
		fresh := p.ID == ""
		w := &work{tx: tx, p: p}
		if w.today, err = duty.Today(tx); err != nil {
			return none, entry, err
		}
		if fresh {
			w.p = Practice{ID: ident.New[Practice](ident.Dice), Slug: e.Slug, Origin: Public, Status: Listed, Shared: true, Began: w.today}
			if len(e.States) > 0 {
				w.p.Owner = e.States[0]
			}
			if err := insert(tx, w.p); err != nil {
				return none, entry, err
			}
		}
		w.p.Coded, w.p.Texts, w.p.Digest = e.Coded, e.Texts, digest
		if err := w.publish(true); err != nil {
			return none, entry, err
		}
		if w.p.turn, err = turn(tx); err != nil {
			return none, entry, err
		}
		return none, record.Entry{Subject: w.p.Matter(), Facts: []record.Fact{record.Count("version", w.p.Number)}}, save(tx, w.p)
	})
	return err == nil, err
}

// Imported is what became of a table of practices.
type Imported struct {
	Entered int      // drafts made
	There   int      // rows that were there already
	Faults  []string // line and column of what could not be read
}

// columnsOf are those that a table of practices must have.
var columnsOf = []string{"member_state", "iso3", "pillar", "title_fr", "title_en", "year", "event", "summary_en", "source"}

// ImportTable reads a table of practices (CSV with the columns of columnsOf). Rows of one
// title and several States are one practice. Each becomes a draft that headquarters entered
// for the State, to be completed: a title and a sentence are no practice yet. Nothing is
// published.
func (r *Room) ImportTable(ctx context.Context, from io.Reader) (Imported, error) {
	var out Imported
	rows, err := readTable(from, &out)
	if err != nil || len(out.Faults) > 0 {
		return out, err
	}
	return act.Do(ctx, r.Desk, Import, func(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil }, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (Imported, record.Entry, error) {
		done := Imported{}
		today, err := duty.Today(tx)
		if err != nil {
			return done, record.Entry{}, err
		}
		titles, err := titlesThere(tx)
		for _, p := range rows {
			if err != nil {
				break
			}
			if titles[plain(p.Texts["en"].Title)] || titles[plain(p.Texts["fr"].Title)] {
				done.There++
				continue
			}
			p.ID, p.Origin, p.Proxy, p.Shared, p.Status, p.Began = ident.New[Practice](ident.Dice), Chain, true, true, Draft, today
			t, _ := In(p.Texts, "en")
			if p.Slug, err = free(tx, slugOf(p.Owner, t.Title, p.ID)); err == nil {
				err = insert(tx, p)
			}
			done.Entered++
		}
		return done, record.Entry{Facts: []record.Fact{record.Count("entered", done.Entered), record.Count("there", done.There)}}, err
	})
}

func titlesThere(tx *store.Tx) (map[string]bool, error) {
	all, err := everything(tx)
	titles := map[string]bool{}
	for _, p := range all {
		for _, t := range p.Texts {
			titles[plain(t.Title)] = true
		}
		for _, s := range p.Coded.Seen {
			titles[plain(s.Title)] = true
		}
	}
	delete(titles, "")
	return titles, err
}

// readTable reads every row and names what is wrong with it by line and column.
func readTable(from io.Reader, out *Imported) (all []Practice, err error) {
	c := csv.NewReader(from)
	head, err := c.Read()
	if err != nil {
		return nil, fault.New(fault.Invalid, "practice.table_unreadable").Because(err)
	}
	at := map[string]int{}
	for i, name := range head {
		at[strings.TrimPrefix(strings.TrimSpace(name), "\ufeff")] = i
	}
	for _, name := range columnsOf {
		if _, ok := at[name]; !ok {
			return nil, fault.New(fault.Invalid, "practice.column_missing", "column", name)
		}
	}
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		line, _ := c.FieldPos(0)
		if err != nil {
			return nil, fault.New(fault.Invalid, "practice.table_unreadable").Because(err)
		}
		p, bad := tableRow(func(name string) string { return strings.TrimSpace(row[at[name]]) })
		if bad != "" {
			out.Faults = append(out.Faults, strconv.Itoa(line)+": "+bad)
			continue
		}
		all = mergeRow(all, p)
	}
}

// tableRow makes a practice of a row, or names the column that is wrong.
func tableRow(v func(string) string) (p Practice, bad string) {
	p.Texts = map[string]Text{}
	p.Coded = Coded{Pillar: v("pillar"), Themes: []string{themeOf[v("pillar")]}}
	if _, no := unknown(Pillars, v("pillar")); no {
		return p, "pillar"
	}
	if y := v("year"); y != "" {
		n, err := strconv.Atoi(y)
		if err != nil || n < 1945 || n > 2200 {
			return p, "year"
		}
		p.Coded.Year = n
	}
	if code := v("iso3"); code != "" {
		two, ok := alpha2(code)
		if !ok {
			return p, "iso3"
		}
		p.Owner, p.Coded.States = two, []string{two}
	} else {
		p.Coded.Organisations = Organisations[:1]
	}
	if v("title_en") == "" && v("title_fr") == "" {
		return p, "title_en"
	}
	if t := v("title_en"); t != "" {
		p.Texts["en"] = Text{Title: t, Printed: true, Summary: v("summary_en")}
	}
	if t := v("title_fr"); t != "" {
		p.Texts["fr"] = Text{Title: t, Printed: true}
	}
	for _, s := range strings.Split(v("source"), ";") {
		if s = strings.TrimSpace(s); s != "" {
			p.Coded.Sources = append(p.Coded.Sources, Source{Address: s, Name: s})
		}
	}
	return p, ""
}

// themeOf is the theme that a row without one begins under; the editor chooses better.
var themeOf = map[string]string{"prevention": "training", "response": "investigation", "support": "assistance"}

// mergeRow joins a row to the practice of the same titles that another State shares.
func mergeRow(all []Practice, p Practice) []Practice {
	for i, q := range all {
		if q.Texts["en"].Title == p.Texts["en"].Title && q.Texts["fr"].Title == p.Texts["fr"].Title {
			all[i].Coded.States = append(all[i].Coded.States, p.Coded.States...)
			return all
		}
	}
	return append(all, p)
}
