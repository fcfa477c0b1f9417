package store

import (
	"strconv"
	"strings"
)

// List is a list as it is asked for: alone, or together with others.
type List[T any] struct {
	Columns string // as in a SELECT
	Kinds   string // a letter for each: t text, n number, b bytes
	Rest    string // FROM and WHERE
	Order   string
	Scan    func(Scan) (T, error)
}

// All reads the list alone.
func (l List[T]) All(tx *Tx, args ...any) ([]T, error) {
	return All(tx, l.Scan, `SELECT `+l.Columns+` `+l.Rest+` ORDER BY `+l.Order, args...)
}

// Part reads it into all, together with others.
func (l List[T]) Part(all *[]T, args ...any) Part {
	return Part{l.Columns, l.Kinds, l.Rest, l.Order, args, func(s Scan) error {
		v, err := l.Scan(s)
		if err == nil {
			*all = append(*all, v)
		}
		return err
	}}
}

// Part is one of several lists that are asked for in one statement.
type Part struct {
	columns, kinds, rest, order string
	args                        []any
	row                         func(Scan) error
}

// Together reads several lists in one statement, each as if it had been asked for alone: a page
// that needs a little from many tables waits for the database once. The numbers of the
// editions come along.
func Together(tx *Tx, parts ...Part) error {
	if tx.editions == nil {
		seen := editions{}
		parts = append(parts, Part{"name, n", "tn", "FROM store_edition", "name", nil, seen.add})
		defer func() {
			if tx.failed == nil {
				tx.editions = seen
			}
		}()
	}
	w := widthOf(parts)
	lists, args := make([]string, 0, len(parts)), []any{}
	for i, p := range parts {
		at := strconv.Itoa(i)
		lists = append(lists, `SELECT * FROM (SELECT `+at+` AS part, row_number() OVER (ORDER BY `+p.order+`) AS place`+w.columns(p)+` `+p.rest+`) AS part`+at)
		args = append(args, p.args...)
	}
	_, err := All(tx, func(s Scan) (none struct{}, err error) {
		var part, place int
		slots := w.slots(&part, &place)
		if err := s(slots...); err != nil {
			return none, err
		}
		return none, parts[part].row(func(dest ...any) error { return s(w.fill(slots, parts[part].kinds, dest)...) })
	}, strings.Join(lists, " UNION ALL ")+` ORDER BY part, place`, args...)
	return err
}

func (e editions) add(s Scan) error {
	var name string
	var n int64
	err := s(&name, &n)
	e[name] = n
	return err
}

// width is how many columns of each kind the widest of the parts has: the statement has so
// many of each, and every list puts its own into the first of their kind.
type width map[byte]int

const kinds = "tnb"

// nothing stands in a column that a list does not have.
var nothing = map[byte]string{'t': "''", 'n': "0", 'b': "CAST(NULL AS BYTEA)"}

func widthOf(parts []Part) width {
	w := width{}
	for _, p := range parts {
		for i := range len(kinds) {
			w[kinds[i]] = max(w[kinds[i]], strings.Count(p.kinds, kinds[i:i+1]))
		}
	}
	return w
}

// columns are those of a part in their places, and nothing in the others.
func (w width) columns(p Part) string {
	own := map[byte][]string{}
	for i, c := range apart(p.columns) {
		own[p.kinds[i]] = append(own[p.kinds[i]], c)
	}
	var b strings.Builder
	for i := range len(kinds) {
		k := kinds[i]
		for n := range w[k] {
			what := nothing[k]
			if n < len(own[k]) {
				what = own[k][n]
			}
			b.WriteString(", " + what + " AS " + string(k) + strconv.Itoa(n))
		}
	}
	return b.String()
}

// slots are as many places for values as a row has, after the two that say whose it is.
func (w width) slots(part, place *int) []any {
	slots := []any{part, place}
	for range w['t'] + w['n'] + w['b'] {
		slots = append(slots, new(any))
	}
	return slots
}

// fill puts what a part's own scan wants filled into the places of its columns.
func (w width) fill(slots []any, own string, dest []any) []any {
	next := map[byte]int{'t': 2, 'n': 2 + w['t'], 'b': 2 + w['t'] + w['n']}
	for i, d := range dest {
		slots[next[own[i]]] = d
		next[own[i]]++
	}
	return slots
}

// apart splits a list of columns at its commas, not at those in brackets.
func apart(columns string) (all []string) {
	depth, from := 0, 0
	for i, c := range columns {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			all, from = append(all, strings.TrimSpace(columns[from:i])), i+1
		}
	}
	return append(all, strings.TrimSpace(columns[from:]))
}
