package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

func main() {
	strict := flag.Bool("strict", false, "a test that was left out is a failure")
	flag.Parse()
	if !tell(os.Stdin, os.Stdout, *strict) {
		os.Exit(1)
	}
}

// event is one line of "go test -json" (cmd/test2json).
type event struct {
	Action, Package, Test, Output, ImportPath, FailedBuild string
}

// name is a test of a package; with no test, the package itself.
type name struct{ pkg, test string }

type teller struct {
	out     io.Writer
	held    map[name][]string // what was printed by those that have not ended well
	failed  []name            // in the order in which they failed
	broken  bool              // a package failed, or did not build
	passed  int
	skipped map[string][]string // reason -> tests
}

func tell(in io.Reader, out io.Writer, strict bool) bool {
	t := &teller{out: out, held: map[name][]string{}, skipped: map[string][]string{}}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		var e event
		if json.Unmarshal([]byte(line), &e) == nil {
			t.take(e)
		} else {
			fmt.Fprint(out, line)
		}
		if err != nil {
			break
		}
	}
	return t.close(strict)
}

func (t *teller) take(e event) {
	n := name{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Fprint(t.out, e.Output)
	case "build-fail":
		t.broken = true
	case "output":
		t.held[n] = append(t.held[n], e.Output)
	case "pass", "fail", "skip":
		if e.Test != "" {
			t.test(e.Action, n)
		} else {
			t.end(e)
		}
	}
}

// test takes the end of one test.
func (t *teller) test(action string, n name) {
	switch action {
	case "pass":
		t.passed++
	case "fail":
		t.failed = append(t.failed, n)
		return
	case "skip":
		why := reason(t.held[n])
		t.skipped[why] = append(t.skipped[why], n.pkg+" "+n.test)
	}
	delete(t.held, n)
}

// end takes the end of a package. When it failed, all that its unsound and its unfinished
// tests printed is shown: a test that ran out of time never says that it failed.
func (t *teller) end(e event) {
	own := name{pkg: e.Package}
	if e.Action != "fail" {
		for _, line := range t.held[own] {
			if strings.HasPrefix(line, "ok ") {
				fmt.Fprint(t.out, line)
			}
		}
	} else {
		t.broken = true
		t.show(e.Package)
		for _, line := range t.held[own] {
			if line != "PASS\n" && line != "FAIL\n" {
				fmt.Fprint(t.out, line)
			}
		}
	}
	for n := range t.held {
		if n.pkg == e.Package {
			delete(t.held, n)
		}
	}
}

var noise = regexp.MustCompile(`^=== (RUN|PAUSE|CONT|NAME) `)

func (t *teller) show(pkg string) {
	var names []name
	for n := range t.held {
		if n.pkg == pkg && n.test != "" {
			names = append(names, n)
		}
	}
	slices.SortFunc(names, func(a, b name) int { return strings.Compare(a.test, b.test) })
	for _, n := range names {
		for _, line := range t.held[n] {
			if !noise.MatchString(line) {
				fmt.Fprint(t.out, line)
			}
		}
	}
}

// granted are the reasons that are good everywhere: the loops of "make proof", and the tests
// that other tests start as a program of its own to kill it.
var granted = []string{"proof:", "runs in a process of its own"}

var place = regexp.MustCompile(`^[\w./-]+\.go:\d+: `)

// reason is what a test said when it was left out.
func reason(lines []string) string {
	var said []string
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line != "" && !noise.MatchString(line+" ") && !strings.HasPrefix(line, "--- SKIP") && !strings.HasPrefix(line, "===") {
			said = append(said, place.ReplaceAllString(line, ""))
		}
	}
	if len(said) == 0 {
		return "no reason given"
	}
	return strings.Join(said, " ")
}

// close tells what was left out and the sums, and says whether all is well.
func (t *teller) close(strict bool) bool {
	reasons := make([]string, 0, len(t.skipped))
	skipped, missed := 0, 0
	for why, tests := range t.skipped {
		reasons = append(reasons, why)
		skipped += len(tests)
		if !slices.ContainsFunc(granted, func(g string) bool { return strings.HasPrefix(why, g) }) {
			missed += len(tests)
		}
	}
	slices.Sort(reasons)
	for _, why := range reasons {
		fmt.Fprintf(t.out, "left out: %s\n", why)
		for _, test := range t.skipped[why] {
			fmt.Fprintf(t.out, "          %s\n", test)
		}
	}
	well := !t.broken && len(t.failed) == 0
	if strict && missed > 0 {
		fmt.Fprintf(t.out, "nothing may be left out here, and %d were\n", missed)
		well = false
	}
	if t.passed == 0 {
		fmt.Fprintln(t.out, "no test ran")
		well = false
	}
	for _, n := range t.failed {
		fmt.Fprintf(t.out, "failed: %s %s\n", n.pkg, n.test)
	}
	fmt.Fprintf(t.out, "%d passed, %d failed, %d skipped\n", t.passed, len(t.failed), skipped)
	return well
}
