package archtest

import (
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Floors says which imports go up, pass a wall without a door, or stand in the wrong file,
// and which calls are made away from home. Tests may import and call what they like.
func (h *House) Floors(p *Policy) []string {
	var said faults
	for _, f := range h.built() {
		pattern, floor := p.find(f.pkg)
		if floor < 0 {
			said.say("%s: package %s is on no floor", f.name, f.pkg)
			continue
		}
		c := checker{h, p, &said, f, pattern, floor}
		for _, im := range f.ast.Imports {
			c.imported(im)
		}
		c.called()
	}
	return said
}

// checker looks at one file.
type checker struct {
	*House
	*Policy
	*faults
	file    *file
	pattern string
	floor   int
}

func (c checker) home(homes []string) bool { return home(homes, c.file, c.floors[c.floor]) }

func (c checker) imported(im *ast.ImportSpec) {
	what, err := strconv.Unquote(im.Path.Value)
	if err != nil {
		c.say("%s: imports %s", c.at(im), im.Path.Value)
		return
	}
	if im.Name != nil && im.Name.Name == "." {
		c.say("%s: imports %s with a dot, which hides whose call is whose", c.at(im), what)
	}
	rule, ruled := c.ruleFor(c.floors[c.floor], c.file.base())
	dep, ours := strings.CutPrefix(what, c.module+"/")
	if !ours {
		c.bought(im, what, rule, ruled)
		return
	}
	pattern, floor := c.find(dep)
	switch {
	case floor < 0:
		c.say("%s: imports %s, which is on no floor", c.at(im), dep)
	case floor > c.floor:
		c.say("%s: imports upward: %s", c.at(im), dep)
	case floor == c.floor && c.file.pkg != dep && !c.door(c.file.pkg, dep) && !slices.Contains(c.below[c.pattern], pattern):
		c.say("%s: no door from %s to %s", c.at(im), c.file.pkg, dep)
	case ruled && !c.allows(rule, dep, floor):
		c.say("%s: a file of this name may not import %s", c.at(im), dep)
	}
}

// bought looks at an import from the world outside.
func (c checker) bought(im *ast.ImportSpec, what string, rule rule, ruled bool) {
	if ruled && slices.Contains(rule.bar, what) {
		c.say("%s: a file of this name may not import %s", c.at(im), what)
	}
	if slices.Contains(c.never, what) {
		c.say("%s: nobody imports %s", c.at(im), what)
	}
	for pattern, homes := range c.Policy.bought {
		if (match(pattern, what) || pattern == what) && !c.home(homes) {
			c.say("%s: %s is imported only in %s", c.at(im), what, strings.Join(homes, ", "))
		}
	}
}

var major = regexp.MustCompile(`^v[0-9]+$`)

// lastName is what a file calls a package when it does not say otherwise.
func lastName(importPath string) string {
	name := path.Base(importPath)
	if major.MatchString(name) {
		name = path.Base(path.Dir(importPath))
	}
	return name
}

// called looks for calls away from home: pkg.Name wherever it is named, aliases resolved,
// and .Name where it is called on anything that is not a package.
func (c checker) called() {
	packages := map[string]string{} // what the file calls a package -> its last name
	for _, im := range c.file.ast.Imports {
		what, _ := strconv.Unquote(im.Path.Value)
		name := lastName(what)
		if im.Name != nil {
			packages[im.Name.Name] = name
		} else {
			packages[name] = name
		}
	}
	asked := map[ast.Expr]bool{} // the functions of calls
	ast.Inspect(c.file.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			asked[bare(n.Fun)] = true
		case *ast.SelectorExpr:
			form := "." + n.Sel.Name
			if x, ok := n.X.(*ast.Ident); ok && packages[x.Name] != "" && x.Obj == nil {
				form = packages[x.Name] + form
			} else if !asked[n] {
				return true
			}
			if homes := c.calls[form]; homes != nil && !c.home(homes) {
				c.say("%s: %s belongs in %s", c.at(n), form, strings.Join(homes, ", "))
			}
		}
		return true
	})
}

// bare takes the type arguments and brackets from around a function.
func bare(fun ast.Expr) ast.Expr {
	for {
		switch f := fun.(type) {
		case *ast.IndexExpr:
			fun = f.X
		case *ast.IndexListExpr:
			fun = f.X
		case *ast.ParenExpr:
			fun = f.X
		default:
			return fun
		}
	}
}
