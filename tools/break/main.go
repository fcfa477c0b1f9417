package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	only := flag.String("run", "", "only the patches whose name contains this")
	verbose := flag.Bool("v", false, "show what the red tests say")
	flag.Parse()
	b := breaker{root: ".", out: os.Stdout, verbose: *verbose}
	if err := b.run(*only); err != nil {
		fmt.Fprintln(os.Stderr, "break:", err)
		os.Exit(1)
	}
}

// patch is one stored way to break a lock.
type patch struct {
	file  string // absolute
	lock  string
	test  []string // the command that must turn red
	build bool     // the compiler is the guard
	needs string   // a server without which nothing shows: "postgres"
}

// name is the file without folder and ending.
func (p patch) name() string { return strings.TrimSuffix(filepath.Base(p.file), ".patch") }

type breaker struct {
	root    string // of the tree that is copied
	out     io.Writer
	verbose bool
}

func (b breaker) run(only string) error {
	patches, err := b.patches(only)
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "haki-break-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	if err := b.copyTree(scratch); err != nil {
		return err
	}
	bad, out := 0, 0
	sound := map[string]error{} // command -> how it went before anything was broken
	for _, p := range patches {
		if p.needs == "postgres" && os.Getenv("HAKI_TEST_POSTGRES") == "" {
			out++
			fmt.Fprintf(b.out, "left out    %-28s %s: shows only on PostgreSQL, and HAKI_TEST_POSTGRES names none\n", p.name(), p.lock)
			continue
		}
		start := time.Now()
		said, err := b.one(scratch, p, sound)
		if err != nil {
			bad++
			fmt.Fprintf(b.out, "NOT PROVED  %-28s %s: %v\n", p.name(), p.lock, err)
			fmt.Fprint(b.out, indent(said))
			continue
		}
		fmt.Fprintf(b.out, "red         %-28s %s (%.1f s)\n", p.name(), p.lock, time.Since(start).Seconds())
		if b.verbose {
			fmt.Fprint(b.out, indent(said))
		}
	}
	fmt.Fprintf(b.out, "%d locks broken and noticed, %d not, %d left out\n", len(patches)-bad-out, bad, out)
	if out > 0 && os.Getenv("HAKI_REQUIRE_ALL") != "" {
		return fmt.Errorf("nothing may be left out here, and %d were", out)
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d locks are not proved", bad, len(patches))
	}
	return nil
}

func indent(s []byte) string {
	if len(s) == 0 {
		return ""
	}
	return "            " + strings.ReplaceAll(strings.TrimSpace(string(s)), "\n", "\n            ") + "\n"
}

// patches reads the stored patches, in the order of their names.
func (b breaker) patches(only string) (all []patch, err error) {
	files, err := filepath.Glob(filepath.Join(b.root, "break", "*.patch"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	for _, f := range files {
		p, err := read(f)
		if err != nil {
			return nil, err
		}
		if strings.Contains(p.name(), only) {
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		return nil, errors.New("there is no patch to apply")
	}
	return all, nil
}

// read reads the lines in front of a patch.
func read(file string) (p patch, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return p, err
	}
	if p.file, err = filepath.Abs(file); err != nil {
		return p, err
	}
	for _, line := range strings.Split(string(text), "\n") {
		note, isNote := strings.CutPrefix(line, "#")
		if !isNote {
			break
		}
		key, value, _ := strings.Cut(strings.TrimSpace(note), ":")
		switch value = strings.TrimSpace(value); key {
		case "lock":
			p.lock = value
		case "test":
			p.test = strings.Fields(value)
		case "red":
			p.build = value == "build"
		case "needs":
			p.needs = value
		}
	}
	if p.lock == "" || len(p.test) < 3 || p.test[0] != "go" {
		return p, fmt.Errorf("%s: wants lines \"# lock: ...\" and \"# test: go test ./x -run Y\"", file)
	}
	return p, nil
}

// one breaks one lock. It returns nil when the test noticed, and what the last command said.
func (b breaker) one(scratch string, p patch, sound map[string]error) ([]byte, error) {
	command := strings.Join(p.test, " ")
	if _, tried := sound[command]; !tried {
		said, err := test(scratch, p.test)
		if err == nil && p.test[1] == "test" && bytes.Contains(said, []byte("[no tests to run]")) {
			err = errors.New("there is no such test")
		}
		sound[command] = err
		if err != nil {
			return said, fmt.Errorf("%q is red before anything is broken: %v", command, err)
		}
	}
	if err := sound[command]; err != nil {
		return nil, fmt.Errorf("%q is red before anything is broken: %v", command, err)
	}
	if said, err := apply(scratch, p.file); err != nil {
		return said, errors.New("the patch does not apply any more")
	}
	said, err := test(scratch, p.test)
	if said, err := apply(scratch, p.file, "-R"); err != nil {
		return said, errors.New("the patch cannot be taken back")
	}
	unbuilt := bytes.Contains(said, []byte("[build failed]")) || bytes.Contains(said, []byte("[setup failed]")) || p.test[1] != "test"
	switch {
	case err == nil:
		return said, fmt.Errorf("%q stays green", command)
	case unbuilt && !p.build:
		return said, errors.New("the patch does not compile, which proves nothing")
	case !unbuilt && p.build:
		return said, errors.New("the compiler let it pass; only a test noticed")
	}
	return said, nil
}

// test runs a command in the copy, afresh.
func test(dir string, command []string) ([]byte, error) {
	args := slices.Clone(command[1:])
	if args[0] == "test" {
		args = slices.Insert(args, 1, "-count=1", "-vet=off", "-timeout=5m")
	}
	cmd := exec.Command(command[0], args...)
	cmd.Dir = dir
	return cmd.CombinedOutput()
}

func apply(dir, file string, more ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"apply", "--whitespace=nowarn"}, append(more, file)...)...)
	cmd.Dir = dir
	// Without this, git would look for a repository above the copy.
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	return cmd.CombinedOutput()
}

// copyTree copies what git knows or would know of, as it stands now.
func (b breaker) copyTree(to string) error {
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = b.root
	names, err := list.Output()
	if err != nil {
		return fmt.Errorf("git ls-files: %w", err)
	}
	for _, name := range strings.Split(strings.TrimRight(string(names), "\x00"), "\x00") {
		if err := copyFile(filepath.Join(b.root, name), filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	info, err := os.Stat(from)
	if errors.Is(err, os.ErrNotExist) {
		return nil // deleted, and git has not been told yet
	}
	if err != nil || info.IsDir() {
		return err
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, data, info.Mode().Perm())
}
