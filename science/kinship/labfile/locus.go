package labfile

import (
	_ "embed"
	"encoding/csv"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"haki/science/kinship"
)

// Kind is where a locus lies.
type Kind byte

// The kinds of loci.csv.
const (
	Autosome Kind = 'A'
	XLinked  Kind = 'X'
	YLinked  Kind = 'Y'
	Sex      Kind = 'S' // amelogenin and its like, which tell the sex and nothing else
)

// A Marker is what is known of a locus.
type Marker struct {
	Name      string // as the published tables spell it: vWA, TH01, Penta D
	Kind      Kind
	Low, High int   // tenths of the smallest and largest allele that the tables show; 0 if they have none
	Parts     []int // the bases of incomplete repeats that they show
	Motif     int   // bases of one repeat
}

//go:embed loci.csv
var lociText string

// markers by every spelling, folded.
var markers = sync.OnceValue(func() map[string]*Marker {
	rows, err := csv.NewReader(strings.NewReader(lociText)).ReadAll()
	if err != nil {
		panic("labfile: loci.csv: " + err.Error()) // embedded, and held by a test
	}
	all := map[string]*Marker{}
	for _, r := range rows[1:] {
		m := &Marker{Name: r[0], Kind: Kind(r[2][0]), Low: tenths(r[3]), High: tenths(r[4])}
		m.Motif, _ = strconv.Atoi(r[6])
		for _, p := range strings.Fields(r[5]) {
			n, _ := strconv.Atoi(p)
			m.Parts = append(m.Parts, n)
		}
		all[fold(m.Name)] = m
		for _, a := range strings.Split(r[1], ";") {
			if a != "" {
				all[fold(a)] = m
			}
		}
	}
	return all
})

func tenths(s string) int {
	n, _ := kinship.Allele(s).Tenths()
	return n
}

// fold makes spellings of a name equal: case, spaces, points, hyphens and underscores do not count.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t._-\u00a0", r) {
			return -1
		}
		return r
	}, strings.ToUpper(strings.TrimSpace(s)))
}

// Lookup finds a locus by any of its names: VWA, THO1, PENTA_D, and D-names whose D was lost
// (3S1358). Nil if there is none; nothing is guessed from likeness.
func Lookup(name string) *Marker {
	folded := fold(name)
	if m := markers()[folded]; m != nil {
		return m
	}
	if folded != "" && folded[0] >= '0' && folded[0] <= '9' && strings.Contains(folded, "S") {
		return markers()["D"+folded]
	}
	return nil
}

// Counts says whether the locus counts for paternity here: autosomal ones do.
func (m *Marker) Counts() bool { return m.Kind == Autosome }

var length = regexp.MustCompile(`^[1-9]\d\d$`)

// length reads an allele named by the length of its fragment in bases, three digits, as tables
// have them at the few loci whose repeats nobody counts (D11S554, D17S906, APOAI1). Loci with a
// range of repeats know none.
func (m *Marker) length(s string) (kinship.Allele, bool) {
	s = strings.TrimSpace(s)
	return kinship.Allele(s), m.High == 0 && length.MatchString(s)
}

// unusual says what is unusual about an allele of this locus, or "".
func (m *Marker) unusual(a kinship.Allele) Code {
	n, ok := a.Tenths()
	switch {
	case !ok:
		return BadAllele
	case n%10 == 4 && m.Motif != 5:
		return FourBases
	case m.High == 0:
		return ""
	case n < m.Low || n > m.High:
		return OutOfRange
	case !slices.Contains(m.Parts, n%10):
		return OddPart
	}
	return ""
}
