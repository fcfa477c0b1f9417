package search

import "haki/science/kinship"

// A Store holds the genotypes of candidates for one panel, two bytes a locus. It grows in
// blocks, so that a million men of 24 loci take 48 megabytes and never twice that.
type Store struct {
	panel  *kinship.Panel
	width  int
	blocks [][]uint16
	n      int
	typing kinship.Typing
}

// block is how many candidates a block holds.
const block = 1 << 14

// missing is the code of a locus that is not typed; no locus has as many genotypes.
const missing = 1<<16 - 1

// NewStore makes an empty store for an autosomal panel of at most 255 loci; a *kinship.Problem
// otherwise.
func NewStore(p *kinship.Panel) (*Store, error) {
	if n := len(p.Loci()); p.Chromosome() != kinship.Autosomal || n > 255 {
		return nil, &kinship.Problem{Code: kinship.TooLarge, Value: float64(n)}
	}
	return &Store{panel: p, width: len(p.Loci())}, nil
}

// Len is how many candidates there are.
func (s *Store) Len() int { return s.n }

// Add checks a candidate's profile and takes it in. Candidates are numbered from 0 in the order
// they were added.
func (s *Store) Add(profile kinship.Profile) error {
	t, err := s.panel.Type(profile, kinship.Male, s.typing)
	if err != nil {
		return err
	}
	s.typing = t
	s.AddTyping(t)
	return nil
}

// AddTyping takes in a candidate already made ready for the panel.
func (s *Store) AddTyping(t kinship.Typing) {
	if s.n%block == 0 {
		s.blocks = append(s.blocks, make([]uint16, 0, block*s.width))
	}
	last := &s.blocks[len(s.blocks)-1]
	for i := range s.width {
		code := uint16(missing)
		if c := t.Code(i); c >= 0 {
			code = uint16(c)
		}
		*last = append(*last, code)
	}
	s.n++
}

// row are a candidate's codes.
func (s *Store) row(n int) []uint16 {
	at := n % block * s.width
	return s.blocks[n/block][at : at+s.width]
}
