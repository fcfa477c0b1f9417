package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// House is the source tree, read once.
type House struct {
	module string
	tree   fs.FS
	set    *token.FileSet
	files  []*file           // Go files, in the order of their names
	texts  map[string]string // all other texts that are looked at: pages, styles, scripts, SQL, documents
	names  []string          // the names of texts, sorted
}

// file is one Go file.
type file struct {
	name string // from the root of the house
	pkg  string // the folder it lies in
	test bool
	src  string
	ast  *ast.File
}

func (f *file) base() string { return path.Base(f.name) }

// textual are the endings of the files other than Go that are looked at.
var textual = []string{".html", ".css", ".js", ".sql", ".sh", ".json", ".txt", ".md"}

// Read reads the house. Folders named testdata and those that begin with a dot are not part
// of it, nor are the binaries and pictures that the Makefile leaves behind.
func Read(module string, tree fs.FS) (*House, error) {
	h := &House{module: module, tree: tree, set: token.NewFileSet(), texts: map[string]string{}}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"testdata", "bin", "proof", "node_modules"}, d.Name())) {
				return fs.SkipDir
			}
			return nil
		}
		return h.take(name)
	})
	slices.Sort(h.names)
	return h, err
}

func (h *House) take(name string) error {
	ending := path.Ext(name)
	if ending != ".go" && !slices.Contains(textual, ending) {
		return nil
	}
	src, err := fs.ReadFile(h.tree, name)
	if err != nil {
		return err
	}
	if ending != ".go" {
		h.texts[name] = string(src)
		h.names = append(h.names, name)
		return nil
	}
	tree, err := parser.ParseFile(h.set, name, src, parser.ParseComments)
	if err != nil {
		return err
	}
	h.files = append(h.files, &file{
		name: name, pkg: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), src: string(src), ast: tree,
	})
	return nil
}

// at says where a node stands.
func (h *House) at(n ast.Node) string {
	p := h.set.Position(n.Pos())
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

// built are the files that end up in the program: all but the tests.
func (h *House) built() []*file {
	return slices.DeleteFunc(slices.Clone(h.files), func(f *file) bool { return f.test })
}

// packages are the folders with built files, sorted, each with its files.
func (h *House) packages() (names []string, files map[string][]*file) {
	files = map[string][]*file{}
	for _, f := range h.built() {
		if files[f.pkg] == nil {
			names = append(names, f.pkg)
		}
		files[f.pkg] = append(files[f.pkg], f)
	}
	slices.Sort(names)
	return names, files
}

// room is the room or the package of commons that a file belongs to: the second word of its
// name. Elsewhere there are no rooms.
func room(name string) string {
	parts := strings.Split(name, "/")
	if len(parts) > 2 && slices.Contains([]string{"library", "prevention", "response", "support", "commons"}, parts[0]) {
		return parts[1]
	}
	return ""
}

// faults gathers sentences.
type faults []string

func (f *faults) say(format string, a ...any) { *f = append(*f, fmt.Sprintf(format, a...)) }
