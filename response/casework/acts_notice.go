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
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/response/notice"
)

// Imported is what an import did. Bad rows mean that it did nothing at all.
type Imported struct {
	Rows, Added, Updated, Same int
	Bad                        []notice.BadRow
	Totals                     []notice.Total // by group, of what is on file now
}

// ImportNotices registers published notices as cases (channel: public notice), all or
// none. A second run changes nothing; a row that changed updates its case.
func (r *Room) ImportNotices(ctx context.Context, from io.Reader) (out Imported, err error) {
	onFile, err := act.See(ctx, r.Desk, Import, everywhere, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) ([]Noticed, error) { return notices(tx) })
	if err != nil {
		return out, err
	}
	all, bad, err := notice.Read(from, ids(onFile)...)
	if err != nil {
		return out, err
	}
	out.Rows, out.Bad = len(all)+len(bad), bad
	if len(bad) > 0 {
		return out, nil
	}
	return act.Do(ctx, r.Desk, Import, everywhere, func(tx *store.Tx, keys *seal.Keys, _ gate.Scope) (Imported, record.Entry, error) {
		done := Imported{Rows: len(all)}
		if err := take(tx, keys, all, &done); err != nil {
			return done, record.Entry{}, err
		}
		onFile, err := notices(tx)
		if err != nil {
			return done, record.Entry{}, err
		}
		done.Totals = notice.Totals(printed(onFile))
		return done, record.Entry{Facts: []record.Fact{record.Count("added", done.Added), record.Count("updated", done.Updated), record.Count("same", done.Same)}}, nil
	})
}

// everywhere is where notices are taken in: no mission's own.
func everywhere(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil }

func ids(all []Noticed) (out []string) {
	for _, n := range all {
		out = append(out, n.ID)
	}
	return out
}

func printed(all []Noticed) (out []notice.Notice) {
	for _, n := range all {
		out = append(out, n.Notice)
	}
	return out
}

// take files every notice, parents before their updates.
func take(tx *store.Tx, keys *seal.Keys, all []notice.Notice, done *Imported) error {
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
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b notice.Notice) int { return len(a.Parent()) - len(b.Parent()) })
	for _, n := range all {
		row := Noticed{Notice: n, Digest: digest(n), Taken: today}
		was, there := known[n.ID]
		if there && was.Digest == row.Digest {
			done.Same++
			continue
		}
		if row.Case, err = place(tx, keys, row, known, done); err != nil {
			return err
		}
		if err := putNotice(tx, row); err != nil {
			return err
		}
		_, replaced := known[n.ID+"u"] // an older notice that changed says nothing new of the case
		if (there || n.Parent() != "") && !replaced {
			if err := update(tx, keys, row, today); err != nil {
				return err
			}
		}
		known[n.ID] = row
	}
	return nil
}

// place is the case of a notice: its own, that of the notice it updates, or a new one.
func place(tx *store.Tx, keys *seal.Keys, n Noticed, known map[string]Noticed, done *Imported) (CaseID, error) {
	if was, there := known[n.ID]; there {
		done.Updated++
		return was.Case, nil
	}
	if n.Parent() != "" {
		parent, there := known[n.Parent()]
		if !there {
			return "", fault.New(fault.Stale, "fault.stale")
		}
		done.Updated++
		return parent.Case, nil
	}
	done.Added++
	c, err := open(tx, keys, announced(n.Notice))
	return c.ID, err
}

func digest(n notice.Notice) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", n))
	return hex.EncodeToString(sum[:])
}

// open registers the case that a notice makes known. A mission or a country that the
// institution does not have keeps its printed name among the notice's facts; of the case
// it is not known.
func open(tx *store.Tx, keys *seal.Keys, n announced) (Case, error) {
	at := n.Mission
	if _, err := mission.Find(tx, at); fault.Of(err) == fault.NotFound {
		at = ""
	} else if err != nil {
		return Case{}, err
	}
	countries, err := mission.Countries(tx)
	if err != nil {
		return Case{}, err
	}
	d := n.draft()
	for _, c := range countries {
		if n.Nationality == c.Code || strings.EqualFold(n.Nationality, c.Names.In(lang.English)) {
			d.Country = c.Code
		}
	}
	return Start(tx, keys, New{Mission: at, Channel: PublicNotice, Opened: n.Day.First(), Happened: n.From, Until: n.To,
		Title: short(n.Mission + " · " + n.Place + " · " + n.ID), Allegations: []Draft{d}, Victims: n.victimDrafts()})
}

func short(s string) string {
	if r := []rune(s); len(r) > LongestTitle {
		return string(r[:LongestTitle])
	}
	return s
}

// update brings a case to what a newer notice says. What it does not speak of stays, and
// so does what officers found out meanwhile: people who were identified, facts that were
// settled. The notice before stays on file.
func update(tx *store.Tx, keys *seal.Keys, n Noticed, today clock.Day) error {
	c, err := byID(n.Case)(tx)
	if err != nil {
		return err
	}
	if c, err = advance(tx, c); err != nil {
		return err
	}
	if err := updateSubject(tx, c, n); err != nil {
		return err
	}
	if err := updateVictims(tx, keys, c, n); err != nil {
		return err
	}
	if n.From.Known() {
		c.Happened = n.From
	}
	if n.To.Known() {
		c.Until = n.To
	}
	if err := save(tx, c); err != nil {
		return err
	}
	_, err = note(tx, keys, c, Change{Kind: Announced, New: n.ID, Day: today}, "")
	return err
}

func updateSubject(tx *store.Tx, c Case, n Noticed) error {
	all, err := subjects.All(tx, c.ID)
	if err != nil || len(all) != 1 || all[0].Identified {
		return err
	}
	s, was := all[0], all[0]
	if n.Accused != Unspoken {
		s.Number = n.Accused
	}
	if s.Status == Assessment {
		s.Status = announced(n.Notice).status()
	}
	if s.Number == was.Number && s.Status == was.Status {
		return nil
	}
	return saveSubject(tx, s)
}

func updateVictims(tx *store.Tx, keys *seal.Keys, c Case, n Noticed) error {
	had, err := victims.All(tx, c.ID)
	if err != nil {
		return err
	}
	k, err := KeyOf(tx, keys, c)
	if err != nil {
		return err
	}
	for _, v := range announced(n.Notice).victimDrafts() {
		i := slices.IndexFunc(had, func(h Victim) bool { return h.Age == v.Age })
		if i < 0 {
			if err := addVictims(tx, k, c, len(had), []VictimDraft{v}); err != nil {
				return err
			}
			had = append(had, Victim{Age: v.Age})
			continue
		}
		had[i].Number = v.Number
		if err := saveVictim(tx, had[i]); err != nil {
			return err
		}
	}
	return nil
}
