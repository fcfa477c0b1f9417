package main

import (
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"

	nm "haki/science/namematch"
)

// rule is how persons are kept apart.
const rule = "kept apart: tuning persons have an even first byte of SHA-256(register_id), or of SHA-256(roster_id) when they are in no register; figures are of the odd ones"

// set is one of the reference sets, or a part of it.
type set struct {
	name     string
	register []nm.Record
	roster   []nm.Record
	truth    map[string]truth
}

type truth struct {
	record, category string
	reachable        bool
}

// table reads a CSV file, gzipped or not, and gives each row by name of column.
func table(dir, name string, each func(map[string]string)) error {
	path := filepath.Join(dir, name)
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		f, err = os.Open(path + ".gz")
		path += ".gz"
	}
	if err != nil {
		return err
	}
	defer f.Close()
	var in io.Reader = f
	if filepath.Ext(path) == ".gz" {
		if in, err = gzip.NewReader(f); err != nil {
			return err
		}
	}
	r := csv.NewReader(in)
	head, err := r.Read()
	if err != nil {
		return err
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		m := make(map[string]string, len(head))
		for i, h := range head {
			m[h] = row[i]
		}
		each(m)
	}
}

func load(dir, name string) (*set, error) {
	s := &set{name: name, truth: map[string]truth{}}
	record := func(m map[string]string, id string) nm.Record {
		return nm.Record{ID: m[id], Name: m["name"], Aliases: m["aliases"], Born: m["dob"], Nationality: m["nationality"],
			Gender: m["gender"], Number: m["id_number"], Rank: m["rank"], Place: m["place"]}
	}
	err := table(dir, name+"/register.csv", func(m map[string]string) { s.register = append(s.register, record(m, "register_id")) })
	if err == nil {
		err = table(dir, name+"/roster.csv", func(m map[string]string) { s.roster = append(s.roster, record(m, "roster_id")) })
	}
	if err == nil {
		err = table(dir, name+"/truth.csv", func(m map[string]string) {
			s.truth[m["roster_id"]] = truth{m["register_id"], m["category"], m["reachable"] == "1"}
		})
	}
	return s, err
}

// tuning says on which side of the line a person is.
func tuning(id string) bool { return sha256.Sum256([]byte(id))[0]%2 == 0 }

func (s *set) tuning(r *nm.Record) bool {
	if t, ok := s.truth[r.ID]; ok {
		return tuning(t.record)
	}
	return tuning(r.ID)
}

// part takes at most rows persons of one side, half of them with a true record where the
// set has that, and a register of at most size records, among them the true ones.
func (s *set) part(forTuning bool, rows, size int) *set {
	p := &set{name: s.name, truth: s.truth}
	order := func(id string) string { h := sha256.Sum256([]byte("order " + id)); return string(h[:8]) }
	roster := slices.Clone(s.roster)
	slices.SortFunc(roster, func(a, b nm.Record) int { return cmp.Compare(order(a.ID), order(b.ID)) })
	needed := map[string]bool{}
	yes, no := 0, 0
	for _, r := range roster {
		if s.tuning(&r) != forTuning {
			continue
		}
		t, ok := s.truth[r.ID]
		switch {
		case ok && yes < rows/2:
			yes++
			needed[t.record] = true
		case !ok && no < rows/2:
			no++
		default:
			continue
		}
		p.roster = append(p.roster, r)
	}
	register := slices.Clone(s.register)
	slices.SortFunc(register, func(a, b nm.Record) int { return cmp.Compare(order(a.ID), order(b.ID)) })
	left := size - len(needed)
	for _, r := range register {
		if !needed[r.ID] {
			if left--; left < 0 {
				continue
			}
		}
		p.register = append(p.register, r)
	}
	return p
}

// namesOnly leaves the attributes away.
func (s *set) namesOnly() *set {
	p := &set{name: s.name + ", names only", truth: s.truth}
	for _, r := range s.register {
		p.register = append(p.register, nm.Record{ID: r.ID, Name: r.Name, Aliases: r.Aliases})
	}
	for _, r := range s.roster {
		p.roster = append(p.roster, nm.Record{ID: r.ID, Name: r.Name})
	}
	return p
}

// index builds the index of a set; what cannot be used is counted.
func (s *set) index() (*nm.Index, int) {
	ix, bad := nm.New(), 0
	for _, r := range s.register {
		if ix.Add(r) != nil {
			bad++
		}
	}
	ix.Settle()
	return ix, bad
}
