package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	nm "haki/science/namematch"
)

// chance is a linear congruential generator (Knuth, MMIX): the same register in every run.
type chance uint64

func (c *chance) next(n int) int {
	*c = *c*6364136223846793005 + 1442695040888963407
	return int(uint64(*c>>33) % uint64(n))
}

// recombined makes a register as personnel/ was made: the first half of one name of the pool
// with the second half of another of the same nationality, and attributes by chance.
func recombined(dir string, n int) ([]nm.Record, error) {
	pool := map[string][]string{}
	var nations []string
	err := table(dir, "pool/names_pool.csv", func(m map[string]string) {
		k := m["nationality"]
		if pool[k] == nil {
			nations = append(nations, k)
		}
		pool[k] = append(pool[k], m["name"])
		nations = append(nations, k) // as often as it has names
	})
	if err != nil {
		return nil, err
	}
	c := chance(20261125)
	out := make([]nm.Record, 0, n)
	for i := range n {
		k := nations[c.next(len(nations))]
		names := pool[k]
		a, b := strings.Fields(names[c.next(len(names))]), strings.Fields(names[c.next(len(names))])
		name := strings.Join(slices.Concat(a[:(len(a)+1)/2], b[len(b)/2:]), " ")
		r := nm.Record{ID: fmt.Sprintf("R%07d", i), Name: name, Nationality: k, Gender: []string{"M", "F", ""}[c.next(3)]}
		r.Born = fmt.Sprintf("%04d-%02d-%02d", 1950+c.next(56), 1+c.next(12), 1+c.next(28))
		r.Number = fmt.Sprintf("%s-%08d", k, c.next(100000000))
		out = append(out, r)
	}
	return out, nil
}

// disturbed makes a roster of the register: every second person is of it, with a changed
// letter, another order or a token less; the others are recombined by another chance.
func disturbed(register []nm.Record, n int) []nm.Record {
	c := chance(7)
	out := make([]nm.Record, 0, n)
	for i := range n {
		r := register[c.next(len(register))]
		r.ID = fmt.Sprintf("Q%06d", i)
		r.Number = ""
		if i%2 == 1 {
			o := register[c.next(len(register))]
			a, b := strings.Fields(r.Name), strings.Fields(o.Name)
			r.Name = strings.Join(slices.Concat(a[:(len(a)+1)/2], b[len(b)/2:]), " ")
			r.Born = o.Born
		}
		t := []rune(r.Name)
		if len(t) > 3 && i%3 == 0 {
			k := 1 + c.next(len(t)-2)
			t[k] = t[k-1]
			r.Name = string(t)
		}
		if i%4 == 1 {
			f := strings.Fields(r.Name)
			slices.Reverse(f)
			r.Name = strings.Join(f, " ")
		}
		out = append(out, r)
	}
	return out
}

// quantile is the duration that so large a share does not exceed; it sorts them.
func quantile(d []time.Duration, q float64) time.Duration {
	slices.Sort(d)
	return d[min(int(q*float64(len(d))), len(d)-1)]
}

func speed(dir string, size, rows int, profile string) error {
	runtime.GOMAXPROCS(1)
	register, err := recombined(dir, size)
	if err != nil {
		return err
	}
	roster := disturbed(register, rows)
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	begin, used := time.Now(), processor()
	ix := nm.New()
	for i := range register {
		if err := ix.Add(register[i]); err != nil {
			return fmt.Errorf("%s: %w", register[i].ID, err)
		}
	}
	ix.Settle()
	fmt.Printf("index of %d records: %.2f s wall, %.2f s of one core\n", size, time.Since(begin).Seconds(), processor()-used)
	runtime.ReadMemStats(&after)
	runtime.GC()
	var live runtime.MemStats
	runtime.ReadMemStats(&live)
	fmt.Printf("memory: %.0f MiB live, %.0f MiB heap at most while indexing (with the %0.f MiB of records that the bench itself holds)\n",
		mib(live.HeapAlloc-before.HeapAlloc), mib(after.HeapSys), mib(before.HeapAlloc))
	f := ix.Finder()
	begin, used = time.Now(), processor()
	firsts := 0
	for i := range roster {
		found, _ := f.Find(&roster[i], 20)
		for j := range min(len(found), 5) {
			_ = f.Explain(&found[j], &roster[i])
		}
		if len(found) > 0 && found[0].Score > 0.5 {
			firsts++
		}
	}
	cold := processor() - used
	fmt.Printf("%d persons, first five explained: %.2f s wall, %.2f s of one core, %.0f a second; %d have one above 0.5\n", rows, time.Since(begin).Seconds(), cold, float64(rows)/cold, firsts)
	return single(ix, register, roster)
}

func mib(n uint64) float64 { return float64(n) / (1 << 20) }

// single measures look-ups one by one, and how soon an added record is found.
func single(ix *nm.Index, register, roster []nm.Record) error {
	f := ix.Finder()
	var wall, used []time.Duration
	for i := range roster[:min(len(roster), 2000)] {
		begin, before := time.Now(), processor()
		if _, err := f.Find(&roster[i], 20); err != nil {
			return err
		}
		wall, used = append(wall, time.Since(begin)), append(used, time.Duration((processor()-before)*1e9))
	}
	spread("single look-up, wall", wall)
	spread("single look-up, processor", used)
	wall, used = wall[:0], used[:0]
	for i := range 20 {
		r := roster[2*i]
		r.ID = fmt.Sprintf("NEW%d", i)
		begin, before := time.Now(), processor()
		if err := ix.Add(r); err != nil {
			return err
		}
		found, err := f.Find(&r, 20)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(found, func(m nm.Match) bool { return m.ID == r.ID }) {
			return fmt.Errorf("%s was added and is not found", r.ID)
		}
		wall, used = append(wall, time.Since(begin)), append(used, time.Duration((processor()-before)*1e9))
	}
	spread("added and found again, wall", wall)
	spread("added and found again, processor", used)
	return nil
}

// spread prints what a duration is mostly and at worst. Beside the wall clock, which on a busy
// machine tells of the others, stands the time that the processor gave to this process.
func spread(what string, d []time.Duration) {
	fmt.Printf("%-34s p50 %v, p99 %v, longest %v\n", what+":", quantile(d, 0.5), quantile(d, 0.99), quantile(d, 1))
}
