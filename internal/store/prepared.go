package store

import (
	"context"
	"database/sql/driver"
	"slices"
)

// SQLite reads a text anew each time it is asked, unless somebody keeps what came of it:
// database/sql keeps nothing for a text that it is handed. So each connection keeps its
// own newest statements. PostgreSQL's driver does the same by itself.

// mostPrepared is how many statements a connection keeps; those that lists put together
// come in many sizes, and the oldest gives way.
const mostPrepared = 128

// preparing is a connector whose connections keep what they prepared.
type preparing struct{ driver.Connector }

// Connect opens a connection.
func (p preparing) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &keeping{conn: c.(conn)}, nil
}

// conn and statement are what SQLite's driver can do.
type conn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.NamedValueChecker
}

type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
	driver.NamedValueChecker
}

// keeping is a connection that keeps statements. database/sql uses it from one goroutine
// at a time.
type keeping struct {
	conn
	idle []*prepared // the one used last at the end
}

// PrepareContext takes a statement that was kept, or prepares one. One that is in use is
// not kept meanwhile, so that nobody else gets it.
func (k *keeping) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	for i := len(k.idle) - 1; i >= 0; i-- {
		if p := k.idle[i]; p.query == query {
			k.idle = slices.Delete(k.idle, i, i+1)
			return p, nil
		}
	}
	s, err := k.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return &prepared{s.(statement), query, k}, nil
}

// Close ends the statements with their connection.
func (k *keeping) Close() error {
	for _, p := range k.idle {
		p.statement.Close()
	}
	k.idle = nil
	return k.conn.Close()
}

// prepared is a statement that goes back to its connection when it is closed. Its values
// were taken out of it when its rows were closed.
type prepared struct {
	statement
	query string
	of    *keeping
}

// Close gives it back; the one that was not used for longest ends for it.
func (p *prepared) Close() error {
	k := p.of
	k.idle = append(k.idle, p)
	if len(k.idle) <= mostPrepared {
		return nil
	}
	oldest := k.idle[0]
	k.idle = slices.Delete(k.idle, 0, 1)
	return oldest.statement.Close()
}
