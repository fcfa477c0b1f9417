package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tree is a program of one function and one test, with patches.
func tree(t *testing.T, patches map[string]string) breaker {
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module small\n\ngo 1.26.0\n")
	write("a.go", "package small\n\nfunc two() int {\n\treturn 2\n}\n")
	write("a_test.go", "package small\n\nimport \"testing\"\n\nfunc TestTwo(t *testing.T) {\n\tif two() != 2 {\n\t\tt.Error(\"not two\")\n\t}\n}\n\nfunc TestNothing(t *testing.T) {}\n\nfunc TestRed(t *testing.T) { t.Error(\"red\") }\n")
	for name, text := range patches {
		write("break/"+name+".patch", text)
	}
	if out, err := exec.Command("git", "init", "-q", dir).CombinedOutput(); err != nil {
		t.Fatalf("git init: %v %s", err, out)
	}
	return breaker{root: dir}
}

func change(head, from, to string) string {
	return head + "--- a/a.go\n+++ b/a.go\n@@ -1,5 +1,5 @@\n package small\n \n func two() int {\n-\treturn " + from + "\n+\treturn " + to + "\n }\n"
}

func TestEveryWayOfProvingNothingIsSeen(t *testing.T) {
	head := func(test string) string { return "# lock: two is two\n# test: go test . -run " + test + "\n" }
	for name, c := range map[string]struct{ patch, want string }{
		"noticed":            {change(head("TestTwo"), "2", "3"), "1 locks broken and noticed, 0 not, 0 left out"},
		"stays green":        {change(head("TestNothing"), "2", "3"), "stays green"},
		"does not apply":     {change(head("TestTwo"), "4", "3"), "does not apply"},
		"does not compile":   {change(head("TestTwo"), "2", "\"3\""), "does not compile"},
		"need not compile":   {change(head("TestTwo")+"# red: build\n", "2", "\"3\""), "1 locks broken and noticed, 0 not, 0 left out"},
		"compiles though":    {change(head("TestTwo")+"# red: build\n", "2", "3"), "the compiler let it pass"},
		"red from the start": {change(head("TestRed"), "2", "3"), "red before anything"},
		"no such test":       {change(head("TestGone"), "2", "3"), "no such test"},
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "noticed" && name != "stays green" {
				t.Skip("short: each of these builds a small program twice")
			}
			t.Parallel()
			b := tree(t, map[string]string{"01-two": c.patch})
			var out bytes.Buffer
			b.out = &out
			err := b.run("")
			if !strings.Contains(out.String(), c.want) {
				t.Errorf("said %q, want %q", out.String(), c.want)
			}
			if proved := strings.Contains(c.want, "0 not"); proved != (err == nil) {
				t.Errorf("proved %v: %v", proved, err)
			}
		})
	}
}

func TestTheTreeItselfIsLeftAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("short: this builds a small program three times")
	}
	b := tree(t, map[string]string{"01-two": change("# lock: two\n# test: go test . -run TestTwo\n", "2", "3"), "02-two": change("# lock: two again\n# test: go test . -run TestTwo\n", "2", "4")})
	var out bytes.Buffer
	b.out = &out
	if err := b.run(""); err != nil {
		t.Errorf("%v\n%s", err, out.String())
	}
	text, err := os.ReadFile(filepath.Join(b.root, "a.go"))
	if err != nil || !strings.Contains(string(text), "return 2") {
		t.Errorf("the tree was changed: %s %v", text, err)
	}
}

func TestALockOfAServerThatIsNotHereIsLeftOutAloud(t *testing.T) {
	t.Setenv("HAKI_TEST_POSTGRES", "")
	b := tree(t, map[string]string{"01-two": change("# lock: two\n# needs: postgres\n# test: go test . -run TestTwo\n", "2", "3")})
	var out bytes.Buffer
	b.out = &out
	t.Setenv("HAKI_REQUIRE_ALL", "")
	if err := b.run(""); err != nil || !strings.Contains(out.String(), "1 left out") {
		t.Errorf("%v: %s", err, out.String())
	}
	t.Setenv("HAKI_REQUIRE_ALL", "1")
	if err := b.run(""); err == nil {
		t.Error("left out where nothing may be")
	}
}

func TestAPatchWithoutItsLinesIsRefused(t *testing.T) {
	b := tree(t, map[string]string{"01-two": change("# lock: two\n", "2", "3")})
	b.out = &bytes.Buffer{}
	if err := b.run(""); err == nil || !strings.Contains(err.Error(), "# test:") {
		t.Errorf("said %v", err)
	}
	b = tree(t, nil)
	b.out = &bytes.Buffer{}
	if err := b.run(""); err == nil {
		t.Error("no patch at all was a success")
	}
}
