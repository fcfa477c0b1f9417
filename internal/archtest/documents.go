package archtest

import (
	"go/ast"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+\s+(.+)$`)
	span    = regexp.MustCompile("`([^`\n]+)`")
	fence   = regexp.MustCompile("(?sm)^```.*?^```$")
	folder  = regexp.MustCompile(`^(?:library|prevention|response|support|commons|science|app|cmd|internal|docs|tools|bench|break|\.ci)/[\w./-]*$`)
	target  = regexp.MustCompile(`^make ([a-z-]+)$`)
	tests   = regexp.MustCompile(`\bTest[A-Z]\w+`)
	slugOut = regexp.MustCompile(`[^\p{L}\p{N}\s_-]`)
)

// Documents says which pages for readers speak of what is not there: links that lead nowhere,
// and files, commands of the Makefile and tests that do not exist.
func (h *House) Documents() []string {
	var said faults
	known := h.testNames()
	makefile, _ := fs.ReadFile(h.tree, "Makefile")
	for _, name := range h.names {
		if path.Ext(name) != ".md" {
			continue
		}
		src := h.texts[name]
		for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(src, ""), -1) {
			if !h.leads(name, m[1]) {
				said.say("%s: the link %s leads nowhere", name, m[1])
			}
		}
		for _, m := range span.FindAllStringSubmatch(src, -1) {
			what, _, _ := strings.Cut(strings.TrimSuffix(m[1], "/"), ".Test")
			if folder.MatchString(m[1]) && !h.exists(what) {
				said.say("%s: there is no %s", name, what)
			}
			if t := target.FindStringSubmatch(m[1]); t != nil && !strings.Contains(string(makefile), "\n"+t[1]+":") {
				said.say("%s: the Makefile has no %s", name, t[1])
			}
		}
		for _, t := range tests.FindAllString(src, -1) {
			if !known[t] {
				said.say("%s: there is no test %s", name, t)
			}
		}
	}
	for _, module := range h.modules() {
		if text, ok := h.texts[reasons]; ok && !strings.Contains(text, module) {
			said.say("%s: does not say what %s is for", reasons, module)
		}
	}
	return said
}

// reasons is the page that says what each module is for that we did not write.
const reasons = "ARCHITECTURE.md"

// leads follows a link from a page; addresses elsewhere are not asked.
func (h *House) leads(from, to string) bool {
	if strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:") {
		return true
	}
	file, anchor, _ := strings.Cut(to, "#")
	page := from
	if file != "" {
		page = path.Join(path.Dir(from), file)
		if !h.exists(page) {
			return false
		}
	}
	if anchor == "" {
		return true
	}
	for _, m := range heading.FindAllStringSubmatch(h.texts[page], -1) {
		if slug(m[1]) == anchor {
			return true
		}
	}
	return false
}

func (h *House) exists(name string) bool {
	_, err := fs.Stat(h.tree, name)
	return err == nil
}

// slug is the anchor that the usual renderers give a heading.
func slug(title string) string {
	title = slugOut.ReplaceAllString(strings.ToLower(title), "")
	return strings.ReplaceAll(strings.TrimSpace(title), " ", "-")
}

func (h *House) testNames() map[string]bool {
	names := map[string]bool{}
	for _, f := range h.files {
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && f.test {
				names[fn.Name.Name] = true
			}
		}
	}
	return names
}
