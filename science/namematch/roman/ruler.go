package roman

// Ruler measures one sound against many, as [Within] would. It keeps the table of the last
// one it was held against: what the next has in common with the beginning of that is not
// reckoned again, so sounds in the order of the alphabet cost least.
type Ruler struct {
	sound string
	bare  bool
	sides [2]side      // against a sound that is not bare, and one that is
	at    [128]uint64  // by letter: where the sound has it
	row   [128]*prices // by letter: what it costs for each letter of the sound
	room  []prices
}

type prices [far]uint8

// side is the table of the dynamic programme, a row for each letter of the other sound.
type side struct {
	rows  [far + 1][far + 1]int32
	least [far + 1]int32 // of each row
	path  [far]byte      // the letters of the rows
	depth int            // how many rows are made
	lone  prices         // what a letter of the sound costs with nothing against it
}

// Set takes the sound that is measured.
func (r *Ruler) Set(sound string, bare bool) {
	for i := range len(r.sound) {
		r.at[r.sound[i]&0x7F] = 0
	}
	clear(r.row[:])
	r.room = r.room[:0]
	r.sound, r.bare = sound[:min(len(sound), far)], bare
	for i := range len(r.sound) {
		r.at[r.sound[i]&0x7F] |= 1 << i
	}
	for k := range r.sides {
		s := &r.sides[k]
		s.depth, s.least[0] = 0, 0
		for i := range len(r.sound) {
			s.lone[i] = lone[k][r.sound[i]&0x7F]
			s.rows[0][i+1] = s.rows[0][i] + int32(s.lone[i])
		}
	}
}

// Within is the price between the sound that was set and another, or some figure above the
// limit when it is above it. It does not keep the letters.
func (r *Ruler) Within(other []byte, bare bool, limit int) int {
	other = other[:min(len(other), far)]
	if string(other) == r.sound {
		return 0
	}
	s := &r.sides[0]
	if bare {
		s = &r.sides[1]
	}
	i, n := 0, min(s.depth, len(other))
	for i < n && s.path[i] == other[i] {
		i++
	}
	for ; ; i++ {
		// A swap reaches back two rows, so both must be beyond the limit.
		if i > 1 && int(s.least[i]) > limit && int(s.least[i-1]) > limit {
			s.depth = max(s.depth, i)
			return int(s.least[i])
		}
		if i == len(other) {
			return int(s.rows[i][len(r.sound)])
		}
		s.path[i], s.depth = other[i], i+1
		r.extend(s, i)
	}
}

// extend makes the row of letter i of the other sound.
func (r *Ruler) extend(s *side, i int) {
	c := s.path[i] & 0x7F
	alone := &lone[0]
	if r.bare {
		alone = &lone[1]
	}
	gone := int32(alone[c])
	above, row, costs := &s.rows[i], &s.rows[i+1], r.costs(c)
	before := above[0]
	last := before + gone
	row[0] = last
	least := last
	if i > 0 {
		d := s.path[i-1] & 0x7F
		if swaps := r.at[d] & (r.at[c] << 1); swaps != 0 {
			s.least[i+1] = r.swapping(s, i, swaps, gone, costs[:len(r.sound)])
			return
		}
	}
	for j := uint(0); j < uint(len(r.sound)) && j < far; j++ {
		up := above[j+1]
		last = min(before+int32(costs[j]), up+gone, last+int32(s.lone[j]))
		row[j+1] = last
		least = min(least, last)
		before = up
	}
	s.least[i+1] = least
}

// swapping is extend where two neighbours may be exchanged.
func (r *Ruler) swapping(s *side, i int, swaps uint64, gone int32, costs []uint8) int32 {
	n := len(r.sound)
	above, row := s.rows[i][:n+1], s.rows[i+1][:n+1]
	least := row[0]
	for j, p := range costs {
		v := min(above[j]+int32(p), above[j+1]+gone, row[j]+int32(s.lone[j]))
		if swaps>>j&1 == 1 {
			v = min(v, s.rows[i-1][j-1]+swapped)
		}
		row[j+1] = v
		least = min(least, v)
	}
	return least
}

// costs are the prices of a letter for each letter of the sound.
func (r *Ruler) costs(c byte) *prices {
	if p := r.row[c]; p != nil {
		return p
	}
	if r.room == nil {
		r.room = make([]prices, 0, 128)
	}
	r.room = r.room[:len(r.room)+1]
	p := &r.room[len(r.room)-1]
	for j := range len(r.sound) {
		p[j] = price[c][r.sound[j]&0x7F]
	}
	r.row[c] = p
	return p
}
