package store

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// trouble is what may be wrong with an engine when nothing is wrong with the request.
type trouble uint8

const (
	none      trouble = iota
	collision         // with another transaction: run again
	crowded           // too much at once, or too slow
	full              // no room on the disk, or it does not take what it is given
	away              // no database server
)

// key is the translation key of what people are told.
func (t trouble) key() string {
	return [...]string{"", "fault.busy", "fault.busy", "fault.disk_full", "fault.no_database"}[t]
}

// Taken says whether err is a statement that the database refused because
// something with the same unique value is there already.
func Taken(err error) bool {
	var e *refusal
	return errors.As(err, &e) && e.taken
}

// refusal is a statement that failed, with its first words.
type refusal struct {
	what  string
	taken bool
	err   error
}

func (r *refusal) Error() string { return "store: " + r.what + ": " + r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

func wrap(what string, err error) error { return &refusal{what: what, err: err} }

// database/sql quotes the value that does not fit: not in our log.
var quoted = regexp.MustCompile(`\("(?:[^"\\]|\\.)*"\)`)

func unfit(query string, err error) error {
	if s := err.Error(); strings.Contains(s, "converting ") {
		return fmt.Errorf("store: %s: %s", first(query), quoted.ReplaceAllString(s, "(…)"))
	}
	return err
}

// first gives the first words of a query, for the log.
func first(q string) string {
	f := strings.Fields(q)
	return strings.Join(f[:min(4, len(f))], " ")
}
