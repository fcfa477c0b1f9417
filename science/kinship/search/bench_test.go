package search

import (
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"haki/science/kinship"
)

// One child and its mother against a million men of 24 loci: at most half a second on one core
// and 64 MB. In the same run, a loop that does nothing but look the same numbers up.
func BenchmarkMillion(b *testing.B) {
	p, man := panel(b, 24, models, 0.01)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s, err := NewStore(p)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(24, 24))
	few := make([]kinship.Typing, 5000)
	for i := range few {
		if few[i], err = p.Type(man(r), kinship.Male, nil); err != nil {
			b.Fatal(err)
		}
	}
	mixed := make(kinship.Typing, 24)
	for range 1_000_000 { // each man's loci come from many men
		for l := range mixed {
			mixed[l] = few[r.IntN(len(few))][l]
		}
		s.AddTyping(mixed)
	}
	father, mother := man(r), man(r)
	q := Query{Child: bear(r, father, mother), Mother: mother, Inconsistent: 2}
	runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(runtime.NumCPU())
	searching, bare := time.Duration(0), time.Duration(0)
	for b.Loop() {
		began := time.Now()
		report, err := s.Search(q)
		if err != nil || report.Candidates != 1_000_000 {
			b.Fatal(err)
		}
		between := time.Now()
		if lookUp(s, 24) == 0 {
			b.Fatal("nothing was looked up")
		}
		searching, bare = searching+between.Sub(began), bare+time.Since(between)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(s)
	b.ReportMetric(float64(searching.Microseconds())/float64(b.N)/1000, "search-ms")
	b.ReportMetric(float64(bare.Microseconds())/float64(b.N)/1000, "bare-ms")
	b.ReportMetric(float64(searching)/float64(bare), "ratio")
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
}

// lookUp adds up one float32 a locus.
func lookUp(s *Store, width int) float32 {
	tables := make([][]float32, width)
	for i := range tables {
		tables[i] = make([]float32, s.panel.Genotypes(i))
		for g := range tables[i] {
			tables[i][g] = float32(g)
		}
	}
	most := float32(0)
	for _, codes := range s.blocks {
		for ; len(codes) >= width; codes = codes[width:] {
			sum := float32(0)
			for i, table := range tables {
				sum += table[codes[i]]
			}
			most = max(most, sum)
		}
	}
	return most
}
