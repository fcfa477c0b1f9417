package main

import (
	"strings"
	"testing"
)

// What "go test -json" says, in short.
func said(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

func TestWhatTestsSayIsTold(t *testing.T) {
	line := func(action, test, output string) string {
		s := `{"Action":"` + action + `","Package":"a/b"`
		if test != "" {
			s += `,"Test":"` + test + `"`
		}
		if output != "" {
			s += `,"Output":"` + output + `\n"`
		}
		return s + "}"
	}
	skipped := func(why string) string {
		return said(line("output", "TestA", "=== RUN   TestA"), line("pass", "TestA", ""), line("output", "TestB", "    a_test.go:3: "+why), line("skip", "TestB", ""), line("pass", "", ""))
	}
	for name, c := range map[string]struct {
		in     string
		strict bool
		well   bool
		want   []string
		not    string
	}{
		"all is well": {said(line("output", "TestA", "noise"), line("pass", "TestA", ""), line("output", "", "ok  \\ta/b\\t0.1s"), line("pass", "", "")),
			false, true, []string{"ok  \ta/b", "1 passed, 0 failed, 0 skipped"}, "noise"},
		"a failure": {said(line("output", "TestA", "    a_test.go:3: broken"), line("fail", "TestA", ""), line("pass", "TestB", ""), line("output", "", "FAIL\\ta/b\\t0.1s"), line("fail", "", "")),
			false, false, []string{"broken", "FAIL\ta/b", "failed: a/b TestA", "1 passed, 1 failed"}, ""},
		"a test that never ended": {said(line("pass", "TestA", ""), line("output", "TestB", "panic: test timed out"), line("fail", "", "")),
			false, false, []string{"timed out"}, ""},
		"what does not build": {said(`{"ImportPath":"a/b","Action":"build-output","Output":"a.go:1: undefined\n"}`, `{"ImportPath":"a/b","Action":"build-fail"}`, line("fail", "", "")),
			false, false, []string{"undefined", "no test ran"}, ""},
		"left out":                  {skipped("no Chromium"), false, true, []string{"left out: no Chromium\n          a/b TestB", "1 passed, 0 failed, 1 skipped"}, ""},
		"left out where it may not": {skipped("no Chromium"), true, false, []string{"nothing may be left out"}, ""},
		"left out for the proof":    {skipped("proof: an hour"), true, true, nil, "nothing may"},
		"another test's program":    {skipped("runs in a process of its own"), true, true, nil, "nothing may"},
		"nothing ran":               {said(line("pass", "", "")), false, false, []string{"no test ran"}, ""},
		"not JSON":                  {said("go: something else", line("pass", "TestA", ""), line("pass", "", "")), false, true, []string{"go: something else"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			if well := tell(strings.NewReader(c.in), &out, c.strict); well != c.well {
				t.Errorf("well is %v", well)
			}
			for _, want := range c.want {
				if !strings.Contains(out.String(), want) {
					t.Errorf("lacks %q:\n%s", want, out.String())
				}
			}
			if c.not != "" && strings.Contains(out.String(), c.not) {
				t.Errorf("says %q:\n%s", c.not, out.String())
			}
		})
	}
}
