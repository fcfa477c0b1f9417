package store

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
)

// Column is one column of the database as it is.
type Column struct{ Table, Name, Type string }

// Columns lists every column of every table, in the order of the tables' names
// and of their making. Both engines give the same types: TEXT, BIGINT, BYTEA, BOOLEAN.
func Columns(ctx context.Context, db *DB) (all []Column, err error) {
	err = db.View(ctx, func(tx *Tx) error {
		all, err = columns(tx)
		return err
	})
	return all, err
}

func columns(tx *Tx) ([]Column, error) {
	return All(tx, func(s Scan) (c Column, err error) { err = s(&c.Table, &c.Name, &c.Type); return }, tx.engine.columns())
}

// Dump writes every value of every row of every table, bytes as they are: what
// somebody gets who takes the database away. It is for those who look whether
// something is in it that must not be.
func Dump(ctx context.Context, db *DB, w io.Writer) error {
	out := bufio.NewWriter(w)
	err := db.View(ctx, func(tx *Tx) error {
		all, err := columns(tx)
		if err != nil {
			return err
		}
		for _, c := range all {
			// A name from the database's own list, in quotes.
			query := `SELECT ` + strconv.Quote(c.Name) + ` FROM ` + strconv.Quote(c.Table)
			_, err := All(tx, func(s Scan) (none struct{}, err error) {
				var v any
				if err := s(&v); err != nil {
					return none, err
				}
				if b, ok := v.([]byte); ok {
					v = string(b)
				}
				_, err = fmt.Fprintf(out, "%s.%s\t%v\n", c.Table, c.Name, v)
				return none, err
			}, query)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// Check asks whether the database is whole: SQLite reads all of it, a PostgreSQL
// server is asked whether it answers and is fit.
func (db *DB) Check(ctx context.Context) error {
	return db.told(ctx, db.engine.check(ctx, db.read))
}
