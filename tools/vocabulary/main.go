package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
)

func main() {
	text, err := vocabulary(os.DirFS("."))
	if err == nil {
		err = os.WriteFile("VOCABULARY.md", []byte(text), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "vocabulary:", err)
		os.Exit(1)
	}
}

// entry is what one package says of itself.
type entry struct {
	pkg, purpose   string
	words, avoided []string
	follows        string
}

// part is one heading of the page: the packages below some folder.
type part struct{ folder, title string }

var parts = []part{
	{"library", "Library: what the world may read"},
	{"prevention", "Prevention"},
	{"response", "Response"},
	{"support", "Support"},
	{"commons", "Commons: what every room shares"},
	{"science", "Science: pure functions"},
	{"internal", "The cellar: knows nothing of the mission"},
}

const head = `# Vocabulary

One word for one thing, on every page and in the code. Where the field has a word, it is ours too.
This page is made from the doc.go files of the packages by ` + "`make golden`" + `: change it there.
`

// vocabulary makes the page from the tree.
func vocabulary(tree fs.FS) (string, error) {
	entries, err := read(tree)
	if err != nil {
		return "", err
	}
	var page strings.Builder
	page.WriteString(head)
	for _, p := range parts {
		titled := false
		for _, e := range entries {
			if !strings.HasPrefix(e.pkg, p.folder+"/") || len(e.words) == 0 {
				continue
			}
			if !titled {
				fmt.Fprintf(&page, "\n## %s\n", p.title)
				titled = true
			}
			e.write(&page)
		}
	}
	return page.String(), nil
}

func (e entry) write(page *strings.Builder) {
	fmt.Fprintf(page, "\n### %s\n\n%s\n\n", e.pkg, e.purpose)
	for _, w := range e.words {
		name, meaning, ok := strings.Cut(w, " (")
		if ok {
			fmt.Fprintf(page, "- **%s**: %s\n", name, strings.TrimSuffix(meaning, ")"))
		} else {
			fmt.Fprintf(page, "- **%s**\n", w)
		}
	}
	if len(e.avoided) > 0 {
		fmt.Fprintf(page, "\nAvoided: %s.\n", strings.Join(e.avoided, ", "))
	}
	if e.follows != "" {
		fmt.Fprintf(page, "\nFollows: %s\n", e.follows)
	}
}

func read(tree fs.FS) (entries []entry, err error) {
	err = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if path.Base(name) != "doc.go" {
			return nil
		}
		src, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			return err
		}
		if f.Doc != nil {
			entries = append(entries, parse(path.Dir(name), f.Doc.Text()))
		}
		return nil
	})
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.pkg, b.pkg) })
	return entries, err
}

var label = regexp.MustCompile(`(?:^|\s)(Words avoided|Words|Follows):\s`)

// parse takes a package comment apart.
func parse(pkg, text string) entry {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, "\n\n", " ¶ ")), " ")
	e := entry{pkg: pkg, purpose: purpose(text)}
	at := label.FindAllStringSubmatchIndex(text, -1)
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		value, _, _ := strings.Cut(text[m[1]:end], "¶")
		value = strings.TrimSpace(value)
		switch text[m[2]:m[3]] {
		case "Words":
			e.words = list(value)
		case "Words avoided":
			e.avoided = list(value)
		case "Follows":
			e.follows = value
		}
	}
	return e
}

// purpose is the first paragraph without "Package x", up to the words.
func purpose(text string) string {
	text, _, _ = strings.Cut(text, "¶")
	if m := label.FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "Package "); ok {
		_, text, _ = strings.Cut(rest, " ")
	}
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// list splits at the commas and semicolons that stand in no brackets and no quotes.
func list(s string) (items []string) {
	s = strings.TrimSuffix(s, ".")
	depth, quoted, from := 0, false, 0
	for i, r := range s {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '(':
			depth++
		case r == ')':
			depth--
		case (r == ',' || r == ';') && depth == 0 && !quoted:
			items = append(items, strings.TrimSpace(s[from:i]))
			from = i + 1
		}
	}
	return append(items, strings.TrimSpace(s[from:]))
}
