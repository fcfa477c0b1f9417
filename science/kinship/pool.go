package kinship

// pool hands out slices of numbers that live until it is reset, so that a sum of many rounds
// allocates in the first only.
type pool struct {
	block []float64
	used  int
	asked int
}

func (p *pool) reset() {
	if p.asked > len(p.block) {
		p.block = make([]float64, p.asked)
	}
	p.used, p.asked = 0, 0
}

// take gives n zeros.
func (p *pool) take(n int) []float64 {
	p.asked += n
	if p.used+n > len(p.block) {
		return make([]float64, n)
	}
	v := p.block[p.used : p.used+n : p.used+n]
	p.used += n
	clear(v)
	return v
}

func (p *pool) ones(n int) []float64 {
	v := p.take(n)
	for i := range v {
		v[i] = 1
	}
	return v
}
