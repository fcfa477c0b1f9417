package record

import (
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"haki/internal/clock"
)

// Fact is one coded detail of an entry. There is no fact made of free text: what is
// not an identifier, a code, a count, a day or a digest makes the entry fail.
type Fact struct {
	name  string
	kind  Kind
	value string
}

// Kind is what sort of detail a fact is.
type Kind string

// The kinds of facts, as they are stored.
const (
	IsID     Kind = "id"
	IsCode   Kind = "code"
	IsCount  Kind = "count"
	IsDay    Kind = "day"
	IsDigest Kind = "digest"
)

var (
	plainName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

	// What identifiers and codes are made of: small letters or capitals, not both, so
	// that few names of people pass; never a space.
	token = regexp.MustCompile(`^(?:[0-9a-z][0-9a-z_.:-]{0,63}|[0-9A-Z][0-9A-Z_.:-]{0,63})$`)
	count = regexp.MustCompile(`^(?:0|-?[1-9][0-9]{0,18})$`)
	sum   = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// ID is an identifier.
func ID[T ~string](name string, id T) Fact { return Fact{name, IsID, string(id)} }

// Code is a word of a code list.
func Code[T ~string](name string, code T) Fact { return Fact{name, IsCode, string(code)} }

// Count is a number.
func Count(name string, n int) Fact { return Fact{name, IsCount, strconv.Itoa(n)} }

// Day is a civil date.
func Day(name string, d clock.Day) Fact { return Fact{name, IsDay, string(d)} }

// Digest is the SHA-256 of something kept elsewhere. Of what can be guessed (a name,
// a yes or no) a digest tells as much as the thing: salt it, or leave it out.
func Digest(name string, sha256 []byte) Fact { return Fact{name, IsDigest, hex.EncodeToString(sha256)} }

// Name is what the fact is about.
func (f Fact) Name() string { return f.name }

// Kind is what sort of detail it is.
func (f Fact) Kind() Kind { return f.kind }

// Value is the detail as text: "2026-11-25", "3", "will_investigate".
func (f Fact) Value() string { return f.value }

// check refuses what a fact may not hold. The error does not quote it.
func (f Fact) check() error {
	ok := false
	switch f.kind {
	case IsID, IsCode:
		ok = token.MatchString(f.value)
	case IsCount:
		ok = count.MatchString(f.value)
	case IsDay:
		ok = clock.Day(f.value).Valid()
	case IsDigest:
		ok = sum.MatchString(f.value)
	}
	if !plainName.MatchString(f.name) {
		return errors.New("record: a fact's name is a snake_case word")
	}
	if !ok {
		return fmt.Errorf("record: the fact %s is no %s", f.name, f.kind)
	}
	return nil
}

// facts are stored one in a line: kind, name, value. What is not there (no successor,
// no day) is no fact and is left out.
func writeFacts(all []Fact) (string, error) {
	var b strings.Builder
	seen := map[string]bool{}
	for _, f := range all {
		if f.value == "" && (f.kind == IsID || f.kind == IsCode || f.kind == IsDay) && plainName.MatchString(f.name) {
			continue
		}
		if err := f.check(); err != nil {
			return "", err
		}
		if seen[f.name] {
			return "", fmt.Errorf("record: the fact %s twice", f.name)
		}
		seen[f.name] = true
		b.WriteString(string(f.kind) + " " + f.name + " " + f.value + "\n")
	}
	return b.String(), nil
}

func readFacts(s string) []Fact {
	var all []Fact
	for line := range strings.Lines(s) {
		kind, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		name, value, _ := strings.Cut(rest, " ")
		all = append(all, Fact{name, Kind(kind), value})
	}
	return all
}
