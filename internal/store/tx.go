package store

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"haki/internal/fault"
)

// Tx is one transaction: its connection, its moment, and a count of what it did.
type Tx struct {
	ctx     context.Context
	sql     *sql.Tx
	engine  engine
	now     time.Time
	counter *Counter
	writes  int
	noted   int
	open    bool  // a scan is running
	failed  error // the first statement that did

	shelf    *shelf
	editions editions
	changed  map[string]bool // of which this transaction makes a new edition
}

var (
	errUnrecorded = errors.New("store: a write without a record entry")
	errNested     = errors.New("store: a statement inside a scan")
	errTime       = errors.New("store: a moment must be stamped")
	errText       = errors.New("store: text with a zero byte or broken characters")
)

// Now is the moment the transaction began, in microseconds, as Stamp keeps it.
func (tx *Tx) Now() time.Time { return tx.now }

// Noted is called by commons/record for each entry written.
func (tx *Tx) Noted() { tx.noted++ }

func (tx *Tx) recorded() error {
	if tx.writes > 0 && tx.noted == 0 {
		return errUnrecorded
	}
	return nil
}

// Exec runs a statement and reports how many rows it touched.
func (tx *Tx) Exec(query string, args ...any) (int64, error) {
	tx.writes++
	b, args, err := tx.ready(query, args)
	if err != nil {
		return 0, err
	}
	res, err := tx.sql.ExecContext(tx.ctx, b.text, args...)
	if err != nil {
		return 0, tx.fail(query, err)
	}
	return res.RowsAffected()
}

// Scan copies one row's columns.
type Scan func(dest ...any) error

// One reads exactly one row; no row is a NotFound fault.
func One[T any](tx *Tx, into func(Scan) (T, error), query string, args ...any) (T, error) {
	var none T
	all, err := some(tx, 1, into, query, args)
	if err != nil {
		return none, err
	}
	if len(all) == 0 {
		return none, fault.New(fault.NotFound, "fault.not_found")
	}
	return all[0], nil
}

// All reads every row.
func All[T any](tx *Tx, into func(Scan) (T, error), query string, args ...any) ([]T, error) {
	return some(tx, -1, into, query, args)
}

func some[T any](tx *Tx, most int, into func(Scan) (T, error), query string, args []any) (out []T, err error) {
	b, args, err := tx.ready(query, args)
	if err != nil {
		if b != nil && !b.writes && fault.Of(err) == fault.Invalid {
			return nil, nil // no stored text is like it
		}
		return nil, err
	}
	if b.writes { // INSERT … RETURNING
		tx.writes++
	}
	rows, err := tx.sql.QueryContext(tx.ctx, b.text, args...)
	if err != nil {
		return nil, tx.fail(query, err)
	}
	tx.open = true
	defer func() {
		tx.open = false
		if e := rows.Close(); e != nil && err == nil {
			err = tx.fail(query, e)
		}
	}()
	for len(out) != most && rows.Next() {
		v, err := into(rows.Scan)
		if err != nil {
			return nil, unfit(query, err)
		}
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		return nil, tx.fail(query, err)
	}
	return out, nil
}

// ready binds the text and looks at the values.
func (tx *Tx) ready(query string, args []any) (*bound, []any, error) {
	if tx.open { // one engine could do it, the other not
		return nil, nil, tx.fail(query, errNested)
	}
	b := bind(query, tx.engine.numbered())
	if b.err != nil {
		return b, nil, tx.fail(query, b.err)
	}
	clean := make([]any, len(args))
	for i, a := range args {
		v, err := value(a)
		if err == errText {
			return b, nil, fault.New(fault.Invalid, "fault.encoding").Because(wrap(first(query), err))
		}
		if err != nil {
			return b, nil, tx.fail(query, err)
		}
		clean[i] = v
	}
	tx.counter.add(query)
	return b, clean, nil
}

// value makes what both engines store alike.
func value(a any) (any, error) {
	switch v := a.(type) {
	case time.Time, *time.Time:
		return nil, errTime
	case string:
		return text(v)
	}
	if v := reflect.ValueOf(a); v.Kind() == reflect.String {
		return text(v.String())
	}
	return a, nil
}

func text(s string) (any, error) {
	if strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s) {
		return nil, errText
	}
	return s, nil
}

// fail remembers the failure: after it the transaction can only be undone.
func (tx *Tx) fail(query string, err error) error {
	e := &refusal{what: first(query), taken: tx.engine.taken(err), err: tx.engine.quiet(err)}
	if tx.failed == nil {
		tx.failed = e
	}
	return e
}
