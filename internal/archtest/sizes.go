package archtest

import (
	"fmt"
	"go/ast"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// Budget is budget.txt, parsed: how long something may grow, in lines as an editor counts them.
type Budget struct {
	function, long, share int // no function over function; at most share per cent over long
	file, test, pkg       int
	dependencies          int
	except                map[string]int // "function internal/lang.rules" -> its own limit
}

// ParseBudget reads the budget. A malformed line panics: the text is part of the program.
func ParseBudget(text string) *Budget {
	b := &Budget{except: map[string]int{}}
	for n, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) > 0 && !b.line(words) {
			panic(fmt.Sprintf("archtest: budget line %d: %q", n+1, line))
		}
	}
	return b
}

func (b *Budget) line(w []string) bool {
	limits := map[string]*int{"function": &b.function, "file": &b.file, "testfile": &b.test, "package": &b.pkg, "dependencies": &b.dependencies}
	switch {
	case len(w) == 2 && limits[w[0]] != nil:
		*limits[w[0]] = number(w[1])
	case len(w) == 3 && w[0] == "long" && strings.HasSuffix(w[2], "%"):
		b.long, b.share = number(w[1]), number(strings.TrimSuffix(w[2], "%"))
	// An exception gives its reason after a colon.
	case len(w) > 5 && w[0] == "except" && limits[w[1]] != nil && w[4] == ":":
		b.except[w[1]+" "+w[2]] = number(w[3])
	default:
		return false
	}
	return true
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic("archtest: budget: " + err.Error())
	}
	return n
}

// Sizes says what has outgrown its budget, and which exception nobody needs any more.
func (h *House) Sizes(b *Budget) []string {
	var said faults
	needed := map[string]bool{}
	over := func(kind, name string, got, limit int) {
		if own, ok := b.except[kind+" "+name]; ok && got > limit {
			needed[kind+" "+name] = true
			limit = own
		}
		if got > limit {
			said.say("%s: %s of %d lines, at most %d", name, kind, got, limit)
		}
	}
	functions, long := h.functions(over, b)
	if long*100 > functions*b.share {
		said.say("%d of %d functions are longer than %d lines: at most %d in a hundred", long, functions, b.long, b.share)
	}
	for _, f := range h.files {
		kind, limit := "file", b.file
		if f.test {
			kind, limit = "testfile", b.test
		}
		over(kind, f.name, lines(f.src), limit)
	}
	names, files := h.packages()
	for _, name := range names {
		sum := 0
		for _, f := range files[name] {
			sum += lines(f.src)
		}
		over("package", name, sum, b.pkg)
	}
	if n := len(h.modules()); n > b.dependencies {
		said.say("go.mod: %d direct dependencies, at most %d", n, b.dependencies)
	}
	for _, name := range unneeded(b.except, needed) {
		said.say("budget.txt: nothing needs the exception for %s", name)
	}
	return said
}

func unneeded(except map[string]int, needed map[string]bool) (names []string) {
	for name := range except {
		if !needed[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// functions counts the functions of the program and those that are long.
func (h *House) functions(over func(kind, name string, got, limit int), b *Budget) (all, long int) {
	for _, f := range h.built() {
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			n := h.set.Position(fn.End()).Line - h.set.Position(fn.Pos()).Line + 1
			name := fn.Name.Name
			if r := receiver(fn); r != "" {
				name = r + "." + name
			}
			over("function", f.pkg+"."+name, n, b.function)
			all++
			if n > b.long {
				long++
			}
		}
	}
	return all, long
}

// receiver is the name of the type a method belongs to.
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return ""
	}
	t := fn.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if id, ok := bare(t).(*ast.Ident); ok {
		return id.Name
	}
	return "?"
}

func lines(src string) int { return strings.Count(src, "\n") }

// modules are those that go.mod requires for our own imports.
func (h *House) modules() (names []string) {
	text, _ := fs.ReadFile(h.tree, "go.mod")
	inside := false
	for _, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		rest, alone := strings.CutPrefix(line, "require ")
		switch {
		case line == "require (":
			inside = true
		case line == ")":
			inside = false
		case (inside || alone) && line != "" && !strings.HasPrefix(line, "//") && !strings.HasSuffix(line, "// indirect"):
			names = append(names, strings.Fields(rest)[0])
		}
	}
	return names
}
