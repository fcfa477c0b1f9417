package main

import (
	"fmt"
	"slices"
	"strings"

	nm "haki/science/namematch"
)

// accidents are what may happen to a name between two desks (section 2 of the design). Each
// says whether it can happen to a record.
var accidents = []struct {
	name    string
	happens func(*chance, nm.Record) (nm.Record, bool)
}{
	{"itself", func(_ *chance, r nm.Record) (nm.Record, bool) { return r, true }},
	{"one letter more, less or other", oneLetter},
	{"another order", func(c *chance, r nm.Record) (nm.Record, bool) {
		w := strings.Fields(r.Name)
		if len(w) < 2 {
			return r, false
		}
		at := 1 + c.next(len(w)-1)
		r.Name = strings.Join(slices.Concat(w[at:], w[:at]), " ")
		return r, true
	}},
	{"no particle", func(_ *chance, r nm.Record) (nm.Record, bool) {
		w := strings.Fields(r.Name)
		n := len(w)
		w = slices.DeleteFunc(w, func(s string) bool {
			return slices.Contains(strings.Fields("al el bin ben ibn de da dos van von der la du"), strings.ToLower(s))
		})
		r.Name = strings.Join(w, " ")
		return r, len(w) > 0 && len(w) < n
	}},
	{"day and month exchanged", func(_ *chance, r nm.Record) (nm.Record, bool) {
		if len(r.Born) < 10 || r.Born[8:] > "12" || r.Born[8:] == r.Born[5:7] {
			return r, false
		}
		r.Born = r.Born[:5] + r.Born[8:] + "-" + r.Born[5:7]
		return r, true
	}},
}

func oneLetter(c *chance, r nm.Record) (nm.Record, bool) {
	s := []rune(r.Name)
	at := c.next(len(s))
	if len(s) < 4 || s[at] < 'A' || s[at] > 'z' {
		return r, false
	}
	switch c.next(3) {
	case 0:
		s[at] = rune('a' + c.next(26))
	case 1:
		s = slices.Delete(s, at, at+1)
	default:
		s = slices.Insert(s, at, rune('a'+c.next(26)))
	}
	r.Name = string(s)
	return r, true
}

// survive says of how many records of the reference register, each by its first name and with one
// accident, the record is among the first 200: by the name alone, and with the attributes.
func survive(dir string, misses int) error {
	s, err := load(dir, "names")
	if err != nil {
		return err
	}
	s = s.part(false, 2000, 10000)
	ix, _ := s.index()
	f := ix.Finder()
	c := chance(3)
	for _, a := range accidents {
		of, named, known := 0, 0, 0
		for _, r := range s.register {
			q, can := a.happens(&c, r)
			if !can {
				continue
			}
			of++
			q.Aliases = ""
			among := func(q nm.Record) bool {
				m, _ := f.Find(&q, nm.Width)
				return slices.ContainsFunc(m, func(m nm.Match) bool { return m.ID == r.ID })
			}
			if among(nm.Record{Name: q.Name}) {
				named++
			} else if of-named <= misses {
				fmt.Printf("MISS %s: %s | %s\n", a.name, q.Name, r.Name)
			}
			if among(q) {
				known++
			}
		}
		fmt.Printf("%-32s %5d records: by the name alone %.4f (%d missed), with attributes %.4f (%d missed)\n", a.name, of, part(named, of), of-named, part(known, of), of-known)
	}
	return nil
}
