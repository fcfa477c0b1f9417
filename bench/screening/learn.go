package main

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
)

// example is a row with its candidates: which is true, or -1 for none of them.
type example struct {
	vectors [][]value
	yes     int
	weight  float64
}

type value struct {
	at   int
	much float64
}

// learner fits the weights by maximum likelihood of the conditional logit
// P(candidate j) = 2^b_j / (1 + sum 2^b_i), with a ridge around the weights of the start.
type learner struct {
	names  []string
	number map[string]int
	start  []float64
	rows   []example
}

func newLearner() *learner { return &learner{number: map[string]int{}} }

func (l *learner) at(name string) int {
	i, ok := l.number[name]
	if !ok {
		i = len(l.names)
		l.number[name] = i
		l.names = append(l.names, name)
		l.start = append(l.start, 0)
	}
	return i
}

// take makes examples of outcomes.
func (l *learner) take(out []outcome, weight float64) {
	for i := range out {
		e := example{yes: -1, weight: weight}
		for j := range out[i].matches {
			m := &out[i].matches[j]
			if out[i].known && m.ID == out[i].truth.record {
				e.yes = j
			}
			var v []value
			for _, r := range m.Reasons() {
				v = append(v, value{l.at(r.Kind), r.Much})
			}
			e.vectors = append(e.vectors, v)
		}
		if out[i].known && e.yes < 0 {
			continue // not among the candidates: nothing to learn from
		}
		l.rows = append(l.rows, e)
	}
}

// fit climbs by Adam (Kingma and Ba 2015, algorithm 1, with the constants of its section 2).
func (l *learner) fit(w []float64, rounds int, ridge float64) {
	m1, m2 := make([]float64, len(w)), make([]float64, len(w))
	grad := make([]float64, len(w))
	base := slices.Clone(w)
	fixed := l.number["size"]
	for round := 1; round <= rounds; round++ {
		for i := range grad {
			grad[i] = -ridge * (w[i] - base[i])
		}
		loss := 0.0
		for i := range l.rows {
			loss += l.climb(&l.rows[i], w, grad)
		}
		rate := 0.1 / math.Sqrt(1+float64(round)/30)
		for i := range w {
			if i == fixed && l.names[i] == "size" {
				continue
			}
			m1[i] = 0.9*m1[i] + 0.1*grad[i]
			m2[i] = 0.999*m2[i] + 0.001*grad[i]*grad[i]
			w[i] += rate * (m1[i] / (1 - math.Pow(0.9, float64(round)))) / (math.Sqrt(m2[i]/(1-math.Pow(0.999, float64(round)))) + 1e-8)
		}
		l.hold(w)
		if round%50 == 0 {
			fmt.Fprintf(os.Stderr, "round %d: loss %.4f bits a row\n", round, loss/float64(len(l.rows))/math.Ln2)
		}
	}
}

// inFavour and against are features whose sign is known before anything was learned.
var (
	inFavour = []string{"nation.same", "nation.rarity", "gender.same", "rank.same", "place.same", "place.most", "number.same", "number.near", "number.part", "rarity", "rarity.cross", "rarity.minor"}
	against  = []string{"nation.other", "gender.other", "number.other", "rank.far", "contradict", "missing.query", "missing.name", "missing.minor", "born.far", "born.conflict", "rotated", "shuffled", "alias"}
)

// hold keeps the weights to what must be: signs, and levels of likeness that do not rise with
// the distance (isotonic, by pooling neighbours that violate it).
func (l *learner) hold(w []float64) {
	for _, n := range inFavour {
		i := l.number[n]
		w[i] = max(w[i], 0)
	}
	for _, n := range against {
		i := l.number[n]
		w[i] = min(w[i], 0)
	}
	for _, kind := range []string{"same.", "cross."} {
		type block struct {
			sum float64
			n   int
		}
		var blocks []block
		for k := 1; k <= 7; k++ {
			blocks = append(blocks, block{w[l.number[kind+strconv.Itoa(k)]], 1})
			for n := len(blocks); n > 1 && blocks[n-2].sum/float64(blocks[n-2].n) < blocks[n-1].sum/float64(blocks[n-1].n); n = len(blocks) {
				blocks[n-2].sum += blocks[n-1].sum
				blocks[n-2].n += blocks[n-1].n
				blocks = blocks[:n-1]
			}
		}
		k := 1
		for _, b := range blocks {
			for range b.n {
				w[l.number[kind+strconv.Itoa(k)]] = b.sum / float64(b.n)
				k++
			}
		}
	}
}

func (l *learner) climb(e *example, w, grad []float64) (loss float64) {
	bits := make([]float64, len(e.vectors))
	top := 0.0
	for j, v := range e.vectors {
		for _, x := range v {
			bits[j] += w[x.at] * x.much
		}
		top = max(top, bits[j])
	}
	sum := math.Exp2(-top)
	for j := range bits {
		bits[j] = math.Exp2(bits[j] - top)
		sum += bits[j]
	}
	for j, v := range e.vectors {
		p := bits[j] / sum
		hit := 0.0
		if j == e.yes {
			hit = 1
			loss -= math.Log(max(p, 1e-300)) * e.weight
		}
		if p < 1e-9 && hit == 0 {
			continue
		}
		for _, x := range v {
			grad[x.at] += e.weight * (hit - p) * x.much
		}
	}
	if e.yes < 0 {
		loss -= math.Log(max(math.Exp2(-top)/sum, 1e-300)) * e.weight
	}
	return loss
}

// learn fits the weights to the tuning persons of every set and writes the file of weights.
func learn(dir, file string) error {
	old := map[string]float64{}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var order []string
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		if f := strings.Fields(line); len(f) == 2 {
			old[f[0]], _ = strconv.ParseFloat(f[1], 64)
			order = append(order, f[0])
		}
	}
	l := newLearner()
	for _, name := range order {
		l.at(name)
	}
	for _, p := range []struct {
		name       string
		rows, size int
		stripped   bool
		weight     float64
	}{{"names", 3600, 15000, true, 1}, {"names", 2400, 15000, false, 1.5}, {"personnel", 2400, 24000, false, 1.5}, {"personnel", 1000, 24000, true, 1}, {"febrl", 1000, 3000, false, 0.5}, {"historical", 2000, 3000, false, 0.75}} {
		s, err := load(dir, p.name)
		if err != nil {
			return err
		}
		s = s.part(true, p.rows, p.size)
		if p.stripped {
			s = s.namesOnly()
		}
		l.take(s.run(), p.weight)
		fmt.Fprintf(os.Stderr, "%s: %d examples so far\n", s.name, len(l.rows))
	}
	w := make([]float64, len(l.names))
	for i, n := range l.names {
		w[i] = old[n]
	}
	l.fit(w, 400, 0.3)
	head, _, _ := strings.Cut(string(text), "\n"+order[0]+" ")
	var b strings.Builder
	b.WriteString(head + "\n")
	for _, n := range order {
		fmt.Fprintf(&b, "%s %.3f\n", n, w[l.number[n]])
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
