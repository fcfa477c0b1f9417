package namematch

import (
	"slices"

	"haki/science/namematch/roman"
)

// keys find records by what is not a token: the full date of birth, the number or four
// digits at either end of it, the consonants of the whole name.
//
// Two numbers that differ in one place have the four digits at one end in common when they
// have eight digits or more; so the two keys find them (pigeonhole).
type keys struct {
	dates  multimap // to records
	number multimap // to records
	ends   multimap // to records
	whole  multimap // to names
}

// multimap is a list of key and value in one, sorted when settled; later additions are in a map.
type multimap struct {
	sorted []uint64
	fresh  map[uint32][]uint32
	done   bool
}

func (m *multimap) add(key, value uint32) {
	if !m.done {
		m.sorted = append(m.sorted, uint64(key)<<32|uint64(value))
		return
	}
	if m.fresh == nil {
		m.fresh = map[uint32][]uint32{}
	}
	m.fresh[key] = append(m.fresh[key], value)
}

func (m *multimap) settle() {
	for k, vs := range m.fresh {
		for _, v := range vs {
			m.sorted = append(m.sorted, uint64(k)<<32|uint64(v))
		}
	}
	m.fresh = nil
	slices.Sort(m.sorted)
	m.done = true
}

// each calls f for at most limit values of a key; it says whether there were no more.
func (m *multimap) each(key uint32, limit int, f func(uint32)) bool {
	at, _ := slices.BinarySearch(m.sorted, uint64(key)<<32)
	for ; at < len(m.sorted) && uint32(m.sorted[at]>>32) == key; at++ {
		if limit--; limit < 0 {
			return false
		}
		f(uint32(m.sorted[at]))
	}
	for _, v := range m.fresh[key] {
		f(v)
	}
	return true
}

func (m *multimap) count(key uint32) int {
	at, _ := slices.BinarySearch(m.sorted, uint64(key)<<32)
	to, _ := slices.BinarySearch(m.sorted, uint64(key)<<32|0xFFFFFFFF)
	return to - at + len(m.fresh[key])
}

// hash32 is FNV-1a, 32 bits (RFC 9923): the same in every run, as the order of results must be.
func hash32(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// endsOf are the keys of the two ends of a number; none when it is too short to tell.
func endsOf(number string) (head, tail uint32, ok bool) {
	d := digits(number)
	if len(d) < 6 {
		return 0, 0, false
	}
	return hash32("<" + d[:4]), hash32(">" + d[len(d)-4:]), true
}

func (k *keys) add(f *facts, record uint32) {
	if c := f.born.code(); c != 0 {
		k.dates.add(c, record)
	}
	if f.number != "" {
		k.number.add(hash32(f.number), record)
	}
	if head, tail, ok := endsOf(f.number); ok {
		k.ends.add(head, record)
		k.ends.add(tail, record)
	}
}

// addWhole keeps the consonants of a name without its spaces.
func (k *keys) addWhole(v *vocabulary, words []uint32, name uint32) {
	if key, ok := wholeKey(wholeSkeleton(v, words)); ok {
		k.whole.add(key, name)
	}
}

// wholeKey is the key of the consonants of a name, three at least.
func wholeKey(s roman.Skeleton) (uint32, bool) {
	return uint32(s) ^ uint32(s>>32)*2654435761, s.Len() >= 3
}

func wholeSkeleton(v *vocabulary, words []uint32) roman.Skeleton {
	var s roman.Skeleton
	shift := 0
	for _, w := range words {
		t := &v.tokens[w]
		if t.n == 0 || t.role == roman.Title {
			continue
		}
		k := t.skeleton
		s |= k << shift
		if shift += 5 * k.Len(); shift >= 60 {
			return s & (1<<60 - 1)
		}
	}
	return s
}

func (k *keys) settle() {
	k.dates.settle()
	k.number.settle()
	k.ends.settle()
	k.whole.settle()
}
