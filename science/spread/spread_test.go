package spread

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTheFiveNumbers(t *testing.T) {
	for name, c := range map[string]struct {
		of   map[int]int
		want Five
	}{
		"one":                       {map[int]int{7: 1}, Five{1, 7, 7, 7, 7, 7}},
		"two":                       {map[int]int{1: 1, 4: 1}, Five{2, 1, 1, 2.5, 4, 4}},
		"four":                      {map[int]int{1: 1, 2: 1, 3: 1, 4: 1}, Five{4, 1, 1.5, 2.5, 3.5, 4}},
		"five":                      {map[int]int{1: 1, 2: 1, 3: 1, 4: 1, 50: 1}, Five{5, 1, 2, 3, 4, 50}},
		"before the day and after":  {map[int]int{-3: 2, 0: 1, 90: 1}, Five{4, -3, -3, -1.5, 45, 90}},
		"what occurs no time":       {map[int]int{-9: 0, 3: 2, 99: 0}, Five{2, 3, 3, 3, 3, 3}},
		"one who waited, of eleven": {map[int]int{0: 10, 700: 1}, Five{11, 0, 0, 0, 0, 700}},
	} {
		if got, ok := Of(c.of); !ok || got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if _, ok := Of(map[int]int{4: 0}); ok {
		t.Error("nothing was described")
	}
}

// The same by another way: the numbers written out one by one.
func TestTheFiveNumbersOfTheNumbersWrittenOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.IntRange(-30, 400), 1, 60).Draw(t, "days")
		counts := map[int]int{}
		for _, v := range all {
			counts[v]++
		}
		got, _ := Of(counts)
		slices.Sort(all)
		n := len(all)
		median := float64(all[n/2])
		if n%2 == 0 {
			median = float64(all[n/2-1]+all[n/2]) / 2
		}
		if got.N != n || got.Least != float64(all[0]) || got.Greatest != float64(all[n-1]) || got.Median != median {
			t.Fatalf("%v of %v", got, all)
		}
		below, above := 0, 0
		for _, v := range all {
			if float64(v) < got.Lower {
				below++
			}
			if float64(v) > got.Upper {
				above++
			}
		}
		if 4*below > n || 4*above > n {
			t.Fatalf("%d below, %d above the quarters of %v", below, above, all)
		}
	})
}
