package casework

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// Imported is what an import did. Bad rows mean that it did nothing at all.
type Imported struct {
	Rows, Added, Updated, Same int
	Bad                        []BadRow
	Totals                     []Total // by group, of what is on file now
}

// Total adds up a measure over the notices of a group; an update replaces its parent.
type Total struct {
	Group, Measure string
	Sum            Count
}

// ImportNotices registers published notices as cases (channel: public notice), all or
// none. A second run changes nothing; a row that changed updates its case.
func (r *Room) ImportNotices(ctx context.Context, from io.Reader) (out Imported, err error) {
	all, bad, err := ReadNotices(from)
	if err != nil {
		return out, err
	}
	out.Rows, out.Bad = len(all)+len(bad), bad
	if len(bad) > 0 {
		return out, nil
	}
	return act.Do(ctx, r.Desk, Import,
		func(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil },
		func(tx *store.Tx, keys *seal.Keys, _ gate.Scope) (Imported, record.Entry, error) {
			done := Imported{Rows: len(all)}
			if err := take(tx, keys, all, &done); err != nil {
				return done, record.Entry{}, err
			}
			onFile, err := notices(tx)
			if err != nil {
				return done, record.Entry{}, err
			}
			done.Totals = totals(onFile)
			return done, record.Entry{Facts: []record.Fact{record.Count("added", done.Added), record.Count("updated", done.Updated), record.Count("same", done.Same)}}, nil
		})
}

// take files every notice, parents before their updates.
func take(tx *store.Tx, keys *seal.Keys, all []Notice, done *Imported) error {
	today, err := duty.Today(tx)
	if err != nil {
		return err
	}
	had, err := notices(tx)
	if err != nil {
		return err
	}
	known := map[string]Noticed{}
	for _, n := range had {
		known[n.ID] = n
	}
	slices.SortStableFunc(all, func(a, b Notice) int { return len(a.Parent()) - len(b.Parent()) })
	for _, n := range all {
		row := Noticed{Notice: n, Digest: digest(n), Taken: today}
		was, there := known[n.ID]
		switch {
		case there && was.Digest == row.Digest:
			done.Same++
			continue
		case there:
			row.Case = was.Case
			done.Updated++
		case n.Parent() != "":
			row.Case = known[n.Parent()].Case
			done.Updated++
		default:
			c, err := open(tx, keys, n)
			if err != nil {
				return fmt.Errorf("%s: %w", n.ID, err)
			}
			row.Case = c.ID
			done.Added++
		}
		if err := putNotice(tx, row); err != nil {
			return err
		}
		if there || n.Parent() != "" {
			if err := update(tx, keys, row, today); err != nil {
				return fmt.Errorf("%s: %w", n.ID, err)
			}
		}
		known[n.ID] = row
	}
	return nil
}

func digest(n Notice) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", n))
	return hex.EncodeToString(sum[:])
}

// open registers the case that a notice makes known. Missions that the institution does
// not have keep their printed name among the notice's facts, and the case stands in none.
func open(tx *store.Tx, keys *seal.Keys, n Notice) (Case, error) {
	at := n.Mission
	if _, err := mission.Find(tx, at); fault.Of(err) == fault.NotFound {
		at = ""
	} else if err != nil {
		return Case{}, err
	}
	return Start(tx, keys, New{Mission: at, Channel: PublicNotice, Opened: n.Day.First(), Happened: n.From, Until: n.To,
		Title: short(n.Mission + " · " + n.Place + " · " + n.ID), Allegations: []Draft{n.draft()}, Victims: n.victimDrafts()})
}

func short(s string) string {
	if r := []rune(s); len(r) > LongestTitle {
		return string(r[:LongestTitle])
	}
	return s
}

// update brings a case to what a newer notice says: numbers of people and how far it
// went. The notice before stays on file.
func update(tx *store.Tx, keys *seal.Keys, n Noticed, today clock.Day) error {
	c, err := byID(n.Case)(tx)
	if err != nil {
		return err
	}
	all, err := subjects(tx, c.ID)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Identified {
			continue
		}
		s.Number, s.Status = n.Accused, n.status()
		if err := saveSubject(tx, s); err != nil {
			return err
		}
	}
	had, err := victims(tx, c.ID)
	if err != nil {
		return err
	}
	for _, v := range n.victimDrafts() {
		i := slices.IndexFunc(had, func(h Victim) bool { return h.Age == v.Age })
		if i >= 0 {
			had[i].Number = v.Number
			if err := saveVictim(tx, had[i]); err != nil {
				return err
			}
			continue
		}
		k, err := keyOf(tx, keys, c)
		if err != nil {
			return err
		}
		if err := addVictims(tx, k, c, len(had), []VictimDraft{v}); err != nil {
			return err
		}
		had = append(had, Victim{Age: v.Age})
	}
	c.Happened, c.Until = n.From, n.To
	if err := save(tx, c); err != nil {
		return err
	}
	return note(tx, keys, c, Change{About: "", Kind: "notice", New: n.ID, Day: today}, "")
}

// measured are the sums that sources state with a group of notices, by column.
var measured = map[string]func(Notice) Count{
	"allegations":          func(n Notice) Count { return n.Allegations },
	"alleged_perpetrators": func(n Notice) Count { return n.Accused },
	"victims_total":        func(n Notice) Count { return n.Victims },
	"victims_minor":        func(n Notice) Count { return n.Minors },
	"paternity_claims":     func(n Notice) Count { return n.Paternity },
}

// totals adds up each group's measures; a notice that was updated counts as its update.
func totals(all []Noticed) (out []Total) {
	updated := map[string]bool{}
	for _, n := range all {
		updated[n.Parent()] = true
	}
	counts := map[[2]string][]Count{}
	for _, n := range all {
		if n.Group == "" || updated[n.ID] {
			continue
		}
		for name, of := range measured {
			at := [2]string{n.Group, name}
			counts[at] = append(counts[at], of(n.Notice))
		}
	}
	for at, c := range counts {
		out = append(out, Total{at[0], at[1], Sum(c...)})
	}
	slices.SortFunc(out, func(a, b Total) int { return strings.Compare(a.Group+a.Measure, b.Group+b.Measure) })
	return out
}
