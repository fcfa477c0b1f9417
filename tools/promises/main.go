package main

import (
	_ "embed"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
)

//go:embed promises.txt
var promised string

const page = "SECURITY.md"

func main() {
	tree := os.DirFS(".")
	text, err := fs.ReadFile(tree, page)
	if err == nil {
		var out string
		if out, err = fill(string(text), tree); err == nil {
			err = os.WriteFile(page, []byte(out), 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "promises:", err)
		os.Exit(1)
	}
}

const (
	begin = "<!-- promises: made by \"make golden\" -->\n"
	end   = "<!-- end of promises -->\n"
)

// fill puts the table between its marks.
func fill(text string, tree fs.FS) (string, error) {
	before, rest, found := strings.Cut(text, begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		return "", errors.New(page + " has no marks for the table")
	}
	shown, err := shows(tree)
	if err != nil {
		return "", err
	}
	var t strings.Builder
	t.WriteString("\n| | we promise | shown by |\n|---|---|---|\n")
	for _, line := range strings.Split(promised, "\n") {
		number, words, ok := strings.Cut(line, " | ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		by := "no test yet: do not rely on it"
		if tests := shown[number]; len(tests) > 0 {
			by = "`" + strings.Join(tests, "` `") + "`"
		}
		fmt.Fprintf(&t, "| %s | %s | %s |\n", number, words, by)
	}
	t.WriteString("\n")
	return before + begin + t.String() + end + after, nil
}

var (
	inName    = regexp.MustCompile(`P([0-9]{2})(?:[^0-9]|$)`)
	inComment = regexp.MustCompile(`\bP-([0-9]{2})\b`)
)

// shows finds, for each promise, the tests that name it.
func shows(tree fs.FS) (map[string][]string, error) {
	found := map[string][]string{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, "_test.go") || path.Base(path.Dir(name)) == "promises" {
			return nil
		}
		src, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(fn.Name.Name, "Test") {
				for _, n := range numbers(fn) {
					found[n] = append(found[n], path.Dir(name)+"."+fn.Name.Name)
				}
			}
		}
		return nil
	})
	for _, tests := range found {
		slices.Sort(tests)
	}
	return found, err
}

// numbers are the promises that a test names, each once.
func numbers(fn *ast.FuncDecl) (all []string) {
	for _, m := range inName.FindAllStringSubmatch(fn.Name.Name, -1) {
		all = append(all, "P-"+m[1])
	}
	for _, m := range inComment.FindAllStringSubmatch(fn.Doc.Text(), -1) {
		all = append(all, "P-"+m[1])
	}
	slices.Sort(all)
	return slices.Compact(all)
}
