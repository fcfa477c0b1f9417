package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	dir := flag.String("data", "../shared/screening", "the folder of reference data")
	file := flag.String("weights", "science/namematch/data/weights.txt", "the file of weights that learn reads and writes")
	misses := flag.Int("misses", 0, "how many misses quality prints, by category")
	only := flag.String("only", "", "one set only")
	onTuning := flag.Bool("tuning", false, "measure the tuning persons instead, to look for misses")
	size := flag.Int("size", 1000000, "records of the register of speed")
	rows := flag.Int("rows", 10000, "persons of the roster of speed")
	profile := flag.String("profile", "", "file for a processor profile of speed")
	flag.Parse()
	var err error
	switch flag.Arg(0) {
	case "quality":
		err = quality(*dir, *only, *misses, *onTuning)
	case "accidents":
		err = survive(*dir, *misses)
	case "speed":
		err = speed(*dir, *size, *rows, *profile)
	case "ratios":
		err = ratios(*dir, *size, *rows, 20)
	case "learn":
		err = learn(*dir, *file)
	default:
		flag.Usage()
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func quality(dir, only string, misses int, onTuning bool) error {
	fmt.Println(rule)
	for _, p := range []struct {
		name       string
		rows, size int
		stripped   bool
	}{{"names", 2000, 10000, true}, {"names", 2000, 10000, false}, {"personnel", 7000, 24000, false}, {"febrl", 7000, 24000, false}, {"historical", 9000, 24000, false}} {
		if only != "" && only != p.name && only != fmt.Sprint(p.name, p.stripped) {
			continue
		}
		s, err := load(dir, p.name)
		if err != nil {
			return err
		}
		s = s.part(onTuning, p.rows, p.size)
		if p.stripped {
			s = s.namesOnly()
		}
		out := s.run()
		report(s, out, true)
		missed(s, out, misses)
	}
	return nil
}

// missed prints rows of the tuning persons whose record is not first.
func missed(s *set, out []outcome, n int) {
	by := map[string]int{}
	register := map[string]string{}
	for _, r := range s.register {
		register[r.ID] = r.Name + " | " + r.Aliases + " | " + r.Born + " " + r.Nationality + " " + r.Number + " " + r.Place
	}
	for i := range out {
		o := &out[i]
		if !o.known || o.rank == 1 && o.candidate || !o.truth.reachable || by[o.truth.category] >= n {
			continue
		}
		by[o.truth.category]++
		fmt.Printf("MISS %s rank %d candidate %v: %s | %s %s %s %s\n    true: %s\n", o.truth.category, o.rank, o.candidate, o.row.Name, o.row.Born, o.row.Nationality, o.row.Number, o.row.Place, register[o.truth.record])
		for j := range o.matches[:min(len(o.matches), 1)] {
			fmt.Printf("    first: %s %.4f\n       %v\n", register[o.matches[j].ID], o.matches[j].Score, o.matches[j].Reasons())
		}
		for j := range o.matches {
			if o.matches[j].ID == o.truth.record {
				fmt.Printf("    its: %.4f\n       %v\n", o.matches[j].Score, o.matches[j].Reasons())
			}
		}
	}
}
