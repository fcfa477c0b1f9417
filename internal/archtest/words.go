package archtest

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Words says which packages do not tell what they are for, which exported things have no
// comment, and which names say nothing.
func (h *House) Words() []string {
	var said faults
	names, files := h.packages()
	for _, name := range names {
		h.packageComment(&said, name, files[name])
		if last := name[strings.LastIndex(name, "/")+1:]; slices.Contains(drawers, last) {
			said.say("%s: a package is named after a duty; %q is a drawer", name, last)
		}
	}
	for _, f := range h.built() {
		for _, d := range f.ast.Decls {
			h.decl(&said, f, d)
		}
	}
	return said
}

// drawers are names of packages that would hold anything.
var drawers = []string{"utils", "util", "common", "helpers", "helper", "models", "types", "services", "misc", "shared", "base", "core"}

// empty are the endings of types that say nothing.
var empty = []string{"Manager", "Service", "Helper", "Impl", "DTO"}

func (h *House) packageComment(said *faults, pkg string, files []*file) {
	found := false
	for _, f := range files {
		switch {
		case f.base() == "doc.go":
			found = f.ast.Doc != nil && len(strings.Fields(f.ast.Doc.Text())) > 6
			if len(f.ast.Decls) > 0 {
				said.say("%s: doc.go holds the package comment and nothing else", f.name)
			}
		case f.ast.Doc != nil && strings.HasPrefix(f.ast.Doc.Text(), "Package "):
			said.say("%s: the package comment belongs in doc.go", f.name)
		}
	}
	if !found {
		said.say("%s: no doc.go that tells what the package is for", pkg)
	}
}

func (h *House) decl(said *faults, f *file, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		h.named(said, d.Name)
		open := d.Name.IsExported() && (d.Recv == nil || ast.IsExported(receiver(d)))
		if open && d.Doc == nil && f.ast.Name.Name != "main" {
			said.say("%s: %s is exported and has no comment", h.at(d), d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			h.spec(said, f, d, s)
		}
	}
}

// spec looks at one type, variable or constant. In a group, the group's comment may speak for
// all (of types, for those it names), and so may one at the end of the line.
func (h *House) spec(said *faults, f *file, d *ast.GenDecl, s ast.Spec) {
	var names []*ast.Ident
	told := d.Doc != nil
	switch s := s.(type) {
	case *ast.TypeSpec:
		names = []*ast.Ident{s.Name}
		told = s.Doc != nil || s.Comment != nil || told && (d.Lparen == token.NoPos || strings.Contains(d.Doc.Text(), s.Name.Name))
	case *ast.ValueSpec:
		names = s.Names
		told = told || s.Doc != nil || s.Comment != nil
	}
	for _, n := range names {
		h.named(said, n)
		if _, ok := s.(*ast.TypeSpec); ok {
			h.pattern(said, n)
		}
		if n.IsExported() && !told && f.ast.Name.Name != "main" {
			said.say("%s: %s is exported and has no comment", h.at(n), n.Name)
		}
	}
}

// named refuses GetThing; a method called just Get may speak of the verb of HTTP.
func (h *House) named(said *faults, n *ast.Ident) {
	if rest, ok := strings.CutPrefix(n.Name, "Get"); ok && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' {
		said.say("%s: %s: a name needs no Get", h.at(n), n.Name)
	}
}

// pattern refuses types named after a pattern. "Service" alone is a word of the field: what a
// victim is offered, and what a head of service heads.
func (h *House) pattern(said *faults, n *ast.Ident) {
	for _, e := range empty {
		if strings.HasSuffix(n.Name, e) && (n.Name != e || e != "Service") {
			said.say("%s: %s: %s says nothing", h.at(n), n.Name, e)
		}
	}
}

var (
	keyForm  = regexp.MustCompile(`^[a-z]+\.[a-z0-9_]+$`)
	unkept   = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	logCalls = []string{"Debug", "Info", "Warn", "Error", "DebugContext", "InfoContext", "WarnContext", "ErrorContext", "Log", "LogAttrs"}
)

// Speech says where Go speaks in sentences of its own: a fault with anything but a key, a
// log line whose message is not written there and then, and promises to ourselves.
func (h *House) Speech() []string {
	var said faults
	for _, f := range h.files {
		if m := unkept.FindString(f.src); m != "" {
			said.say("%s: says %s: do it or open an issue", f.name, m)
		}
	}
	for _, name := range h.names {
		if m := unkept.FindString(h.texts[name]); m != "" {
			said.say("%s: says %s: do it or open an issue", name, m)
		}
	}
	for _, f := range h.built() {
		logs := imports(f, "log/slog")
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				h.speech(&said, call, logs)
			}
			return true
		})
	}
	return said
}

func imports(f *file, what string) bool {
	return slices.ContainsFunc(f.ast.Imports, func(im *ast.ImportSpec) bool { return im.Path.Value == strconv.Quote(what) })
}

func (h *House) speech(said *faults, call *ast.CallExpr, logs bool) {
	sel, ok := bare(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return
	}
	x, _ := sel.X.(*ast.Ident)
	if x != nil && x.Name == "fault" && (sel.Sel.Name == "New" || sel.Sel.Name == "In") && len(call.Args) > 1 {
		if key, literal := text(call.Args[1]); literal && !keyForm.MatchString(key) {
			said.say("%s: a fault carries a key such as intake.no_account, not %q", h.at(call), key)
		}
	}
	if !logs || !slices.Contains(logCalls, sel.Sel.Name) || len(call.Args) == 0 {
		return
	}
	message := call.Args[0]
	switch {
	case sel.Sel.Name == "Log" || sel.Sel.Name == "LogAttrs":
		message = call.Args[min(2, len(call.Args)-1)]
	case strings.HasSuffix(sel.Sel.Name, "Context"):
		message = call.Args[min(1, len(call.Args)-1)]
	}
	if _, literal := text(message); !literal {
		said.say("%s: the message of a log line is written there, not put together", h.at(call))
	}
}

// text is the value of a string that stands in the code as such.
func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
