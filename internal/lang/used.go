package lang

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Used compares keys with the Go files and templates of a tree and says which keys are
// asked for and do not exist, and which of the given rooms' keys nobody asks for.
// A key that is put together at run time is declared by its beginning, in a comment:
//
//	// words: ROOM.status_*, ROOM.kind_*
//	{{/* words: ROOM.status_* */}}
//
// The name of an act, "intake.report.accept", asks for "intake.act_report_accept".
func (w *Words) Used(tree fs.FS, rooms ...string) (faults []string) {
	u := use{known: map[string]bool{}, rooms: map[string]bool{}, asked: map[string]bool{}}
	for _, key := range w.Keys() {
		room, _, _ := strings.Cut(key, ".")
		u.known[key], u.rooms[room] = true, true
	}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && name != "."):
			return fs.SkipDir
		case strings.HasSuffix(name, "_test.go") || d.IsDir():
			return nil
		}
		switch path.Ext(name) {
		case ".go":
			return u.source(tree, name)
		case ".html":
			return u.template(tree, name)
		}
		return nil
	})
	if err != nil {
		u.say("%v", err)
	}
	for _, key := range w.Keys() {
		room, _, _ := strings.Cut(key, ".")
		if slices.Contains(rooms, room) && !u.asked[key] {
			u.say("%s: nobody says it", key)
		}
	}
	return u.faults
}

type use struct {
	known, rooms, asked map[string]bool
	faults              []string
}

func (u *use) say(format string, a ...any) { u.faults = append(u.faults, fmt.Sprintf(format, a...)) }

var (
	keyLike  = regexp.MustCompile(`^[a-z][a-z0-9]*\.[a-z][a-z0-9_]*$`)
	actLike  = regexp.MustCompile(`^([a-z][a-z0-9]*)\.([a-z0-9_]+)\.([a-z0-9_]+)$`)
	declared = regexp.MustCompile(`words:((?:[ ,]+[a-z][a-z0-9]*\.[a-z0-9_]*\*)+)`)
	quoted   = regexp.MustCompile(`"([a-z][a-z0-9]*\.[a-z][a-z0-9_]*)"`)
	comments = regexp.MustCompile(`(?s)\{\{-?\s*/\*.*?\*/\s*-?\}\}`)
)

func (u *use) must(where, key string) {
	u.asked[key] = true
	if !u.known[key] {
		u.say("%s: %q does not exist", where, key)
	}
}

func (u *use) prefixes(where, comment string) {
	for _, m := range declared.FindAllStringSubmatch(comment, -1) {
		for _, p := range strings.FieldsFunc(m[1], func(r rune) bool { return r == ' ' || r == ',' }) {
			p, hit := strings.TrimSuffix(p, "*"), false
			for key := range u.known {
				if strings.HasPrefix(key, p) {
					u.asked[key], hit = true, true
				}
			}
			if !hit {
				u.say("%s: no key begins with %q", where, p)
			}
		}
	}
}

// sayers are the calls whose literal is a key and nothing else.
var sayers = map[string]bool{"Say": true, "T": true, "In": true, "New": true, "Text": true, "HTML": true}

func (u *use) source(tree fs.FS, name string) error {
	src, err := fs.ReadFile(tree, name)
	if err != nil {
		return err
	}
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, name, src, parser.ParseComments)
	if err != nil {
		return err
	}
	for _, c := range f.Comments {
		for _, line := range c.List {
			u.prefixes(name, line.Text)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			for i, a := range n.Args {
				if key, ok := literal(a); ok && u.sayer(n.Fun, i) {
					u.must(set.Position(a.Pos()).String(), key)
				}
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok && strings.HasSuffix(id.Name, "Key") {
				if key, ok := literal(n.Value); ok {
					u.must(set.Position(n.Pos()).String(), key)
				}
			}
		case *ast.BasicLit:
			u.mention(n)
		}
		return true
	})
	return nil
}

// mention counts a literal that may be a key without insisting on it: powers and kinds
// of matters are written the same way.
func (u *use) mention(n *ast.BasicLit) {
	s, err := strconv.Unquote(n.Value)
	if err != nil {
		return
	}
	u.asked[s] = true
	if m := actLike.FindStringSubmatch(s); m != nil {
		u.asked[m[1]+".act_"+m[2]+"_"+m[3]] = true
	}
}

// sayer tells lang.Say("…"), ui.T("…"), fault.In(field, "…"), fault.New(kind, "…") and
// w.Text(tag, "…") from other calls of those names.
func (u *use) sayer(fun ast.Expr, i int) bool {
	switch f := fun.(type) {
	case *ast.Ident:
		return i == 0 && (f.Name == "Say" || f.Name == "T")
	case *ast.SelectorExpr:
		if !sayers[f.Sel.Name] {
			return false
		}
		from, _ := f.X.(*ast.Ident)
		switch f.Sel.Name {
		case "In", "New":
			return i == 1 && from != nil && from.Name == "fault"
		case "Text", "HTML":
			return i == 1
		}
		return i == 0
	}
	return false
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil && keyLike.MatchString(s)
}

func (u *use) template(tree fs.FS, name string) error {
	src, err := fs.ReadFile(tree, name)
	if err != nil {
		return err
	}
	for _, c := range comments.FindAllString(string(src), -1) {
		u.prefixes(name, c)
	}
	for _, m := range quoted.FindAllStringSubmatch(comments.ReplaceAllString(string(src), ""), -1) {
		if room, _, _ := strings.Cut(m[1], "."); u.rooms[room] {
			u.must(name, m[1])
		}
	}
	return nil
}
