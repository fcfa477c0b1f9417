package record

import (
	"cmp"
	"slices"
	"time"

	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/store"
)

// Line is an entry as it is read again.
type Line struct {
	ID      ident.ID[Entry]
	Act     string
	Actor   string    // none of a coarse entry
	At      time.Time // the start of the day (UTC) of a coarse entry: show Day
	Day     clock.Day // in UTC
	Coarse  bool      // only the day is known
	Subject ident.Matter
	Facts   []Fact

	Number     int64 // its leaf; -1 while it waits
	Checkpoint int64 // the first that vouches for it; 0 if none does yet
}

// Fact finds a fact by its name; "" if there is none.
func (l Line) Fact(name string) string {
	for _, f := range l.Facts {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

// Columns of a line; the second gives the first checkpoint that vouches for it.
const (
	lines = `SELECT id, act, actor, at, kind, object, facts, coalesce(number, -1), CASE WHEN number IS NULL THEN 0
		ELSE coalesce((SELECT min(n) FROM record_checkpoint WHERE size > number), 0) END FROM `
	coarseLines = `SELECT id, act, '', day, kind, object, facts, -1, 0 FROM `
)

// Story is Of for one question among others; its values are those of Told.
var Story = store.List[Line]{Columns: "id, act, actor, at, kind, object, facts, number, proof", Kinds: "tttttttnn", Order: "at, id", Scan: scanLine,
	Rest: `FROM (SELECT id, act, actor, at, kind, object, facts, coalesce(number, -1) AS number, CASE WHEN number IS NULL THEN 0
			ELSE coalesce((SELECT min(n) FROM record_checkpoint WHERE size > number), 0) END AS proof FROM record_entry WHERE object = ? AND kind = ?
		UNION ALL ` + coarseLines + `record_coarse WHERE object = ? AND kind = ?) AS line`}

// Told are the values that Story asks for.
func Told(m ident.Matter) []any { return []any{m.ID, m.Kind, m.ID, m.Kind} }

// Of is the story of a matter, in order. What carries only a day stands at the
// beginning of that day.
func Of(tx *store.Tx, m ident.Matter) ([]Line, error) { return Story.All(tx, Told(m)...) }

func inOrder(a, b Line) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}

// Filter says which lines to look at; what is empty does not restrict.
type Filter struct {
	Actor  string
	Act    string    // or the beginning of one, up to a dot: "people", "intake.report"
	Before time.Time // older than this
	Most   int       // a page of them; 100 if 0
}

// Look lists lines of all matters, the latest first, for those who watch over the
// record.
func Look(tx *store.Tx, f Filter) ([]Line, error) {
	if f.Most <= 0 {
		f.Most = 100
	}
	where, args := f.sql("at", "actor")
	all, err := store.All(tx, scanLine, lines+`(SELECT * FROM record_entry WHERE `+where+` ORDER BY at DESC, id DESC LIMIT ?) AS entry`, append(args, f.Most)...)
	if err != nil {
		return nil, err
	}
	where, args = f.sql("day", "''")
	coarse, err := store.All(tx, scanLine, coarseLines+`record_coarse WHERE `+where+` ORDER BY day DESC, id DESC LIMIT ?`, append(args, f.Most)...)
	if err != nil {
		return nil, err
	}
	all = append(all, coarse...)
	slices.SortFunc(all, func(a, b Line) int { return inOrder(b, a) })
	return all[:min(len(all), f.Most)], nil
}

// sql is the restriction, over the columns that a table has for time and actor.
func (f Filter) sql(at, actor string) (where string, args []any) {
	where = "1 = 1"
	add := func(text string, more ...any) { where, args = where+" AND "+text, append(args, more...) }
	if f.Actor != "" {
		add(actor+" = ?", f.Actor)
	}
	if f.Act != "" {
		add("(act = ? OR substr(act, 1, ?) = ?)", f.Act, len(f.Act)+1, f.Act+".")
	}
	if !f.Before.IsZero() {
		add(at+" < ?", store.Stamp(f.Before))
	}
	return where, args
}

func scanLine(s store.Scan) (l Line, err error) {
	var at, facts string
	if err = s(&l.ID, &l.Act, &l.Actor, &at, &l.Subject.Kind, &l.Subject.ID, &facts, &l.Number, &l.Checkpoint); err != nil {
		return l, err
	}
	l.Facts = readFacts(facts)
	if d := clock.Day(at); d.Valid() {
		l.At, l.Day, l.Coarse = d.Time(nil), d, true
		return l, nil
	}
	l.At, err = store.Moment(at)
	l.Day = clock.DayOf(l.At, nil)
	return l, err
}
