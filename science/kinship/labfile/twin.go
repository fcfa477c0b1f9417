package labfile

import (
	"encoding/binary"
	"strings"

	"haki/science/kinship"
)

// coded are profiles as numbers, so that many can be compared: one number for each locus of the
// batch, 0 where nothing is known.
type coded struct {
	loci []string
	rows [][]uint32
}

func code(profiles []kinship.Profile) coded {
	all := map[string]bool{}
	for _, p := range profiles {
		for l := range p {
			all[l] = true
		}
	}
	c := coded{loci: sortedKeys(all), rows: make([][]uint32, len(profiles))}
	for i, p := range profiles {
		c.rows[i] = make([]uint32, len(c.loci))
		for k, l := range c.loci {
			if g, ok := p[l]; ok {
				a, _ := g.A.Tenths()
				b, _ := g.B.Tenths()
				c.rows[i][k] = uint32(min(a, b))<<16 | uint32(max(a, b))
			}
		}
	}
	return c
}

// blocks is how many parts the loci are cut into: two profiles that differ at two loci or fewer
// agree in one of three parts entirely.
const blocks = 3

// allPairs is up to how many profiles every two are compared.
const allPairs = 2000

// pairs are the pairs that are worth a look. Up to allPairs profiles they are all of them; beyond,
// those that agree in one part of the loci, which are all that the check could find among
// profiles typed at the same loci.
func (c coded) pairs(yield func(i, j int)) {
	if len(c.rows) <= allPairs {
		for i := range c.rows {
			for j := range i {
				yield(i, j)
			}
		}
		return
	}
	done := map[[2]int]bool{}
	for part := range blocks {
		like := map[string][]int{}
		for i, r := range c.rows {
			var key []byte
			for k := part; k < len(r); k += blocks {
				key = binary.LittleEndian.AppendUint32(key, r[k])
			}
			if strings.Trim(string(key), "\x00") == "" {
				continue // nothing known in this part
			}
			for _, j := range like[string(key)] {
				if pair := [2]int{i, j}; !done[pair] {
					done[pair] = true
					yield(i, j)
				}
			}
			if len(like[string(key)]) < 64 { // a crowd of equals is said often enough
				like[string(key)] = append(like[string(key)], i)
			}
		}
	}
}

// duplicates says which profiles are one person's under two labels, and which nearly are.
func (b *Batch) duplicates(all []*Sample, profiles []kinship.Profile) {
	c := code(profiles)
	c.pairs(func(i, j int) {
		shared, differ := c.common(i, j)
		if shared < enough || len(differ) > 2 || len(differ)*3 > shared {
			return
		}
		f := Finding{Place: all[i].Place, Sample: all[i].ID, Other: all[j].ID, Text: strings.Join(differ, ", "), N: shared}
		switch {
		case len(differ) > 0:
			f.Code = NearlySame
		case all[i].Role != "" && all[j].Role != "" && all[i].Role != all[j].Role:
			f.Code = TwoRoles
		default:
			f.Code = SamePerson
		}
		b.say(Alarm, f)
	})
}

// common counts the loci that two share, and names those at which they differ; more than two
// are not worth naming.
func (c coded) common(i, j int) (shared int, differ []string) {
	for k, g := range c.rows[i] {
		h := c.rows[j][k]
		if g == 0 || h == 0 {
			continue
		}
		if shared++; g != h {
			if differ = append(differ, c.loci[k]); len(differ) > 2 {
				return shared, differ
			}
		}
	}
	return shared, differ
}
