// Package store is the only door to the database. Rooms write one SQL text for
// both engines; what differs between SQLite and PostgreSQL is in sqlite.go and
// postgres.go and nowhere else.
//
// The SQL that both understand: "?" for every value; TEXT, BIGINT, BYTEA,
// BOOLEAN; moments as text by Stamp, days as text; ON CONFLICT, RETURNING, CTEs,
// window functions, partial indexes. A text that would mean two things is
// refused on both.
//
// A reading transaction sees one moment of the database and cannot write. A
// writing one is alone, or as good as alone: SQLite has one writer; PostgreSQL
// serialises, and what collides runs again, at last with everybody else waiting.
// A change that wrote and put nothing in the record does not commit.
//
// Those who want the database stand in line, first come first served, and are
// told to come back when it takes too long. A full disk, a busy engine and a
// server that is away are the same to them: fault.Unavailable.
//
// Words: view, change, moment, step (of a room's schema).
// Words avoided: repository, model, entity, session.
package store
