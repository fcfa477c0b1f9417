package archtest

import (
	"go/ast"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// tableWord finds the table that a statement names.
var tableWord = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|INTO|UPDATE|TABLE(?: IF (?:NOT )?EXISTS)?|VIEW|REFERENCES|INDEX \w+ ON|INDEX IF NOT EXISTS \w+ ON)\s+([a-z]\w*)`)

// open are the rooms whose tables everybody may refer to.
var open = []string{"people", "mission"}

// Tables says which room's text names a table that is not its own. A table belongs to the
// room its first word names; a name with _window_ in it is a view that its owner has published.
func (h *House) Tables() []string {
	var said faults
	look := func(where, room, sql string) {
		for _, m := range tableWord.FindAllStringSubmatch(sql, -1) {
			t := strings.ToLower(m[1])
			owner, _, ok := strings.Cut(t, "_")
			if ok && owner != room && !strings.Contains(t, "_window_") && !slices.Contains(open, owner) {
				said.say("%s: %s is not %s's table", where, t, room)
			}
		}
	}
	for _, f := range h.built() {
		in := room(f.name)
		if in == "" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok {
				if sql, ok := text(lit); ok {
					look(h.at(lit), in, sql)
				}
			}
			return true
		})
	}
	for _, name := range h.names {
		if owner, ok := migration(name); ok && path.Ext(name) == ".sql" {
			look(name, owner, uncomment(h.texts[name]))
		}
	}
	return said
}

// migration says whose migrations a text belongs to: those of the folder above.
func migration(name string) (owner string, ok bool) {
	dir := path.Dir(name)
	if path.Base(dir) != "migrations" {
		return "", false
	}
	return path.Base(path.Dir(dir)), true
}

var comment = regexp.MustCompile(`(?s)--[^\n]*|/\*.*?\*/`)

func uncomment(sql string) string { return comment.ReplaceAllString(sql, "") }

var (
	migrationName = regexp.MustCompile(`^([0-9]{3})_[a-z0-9_]+\.sql$`)
	classLine     = regexp.MustCompile(`^([a-z]\w*\.[a-z]\w*)\s+(P[0-4])(?:\s+(.*))?$`)
	columnTypes   = []string{"TEXT", "BIGINT", "BYTEA"}
)

// Migrations says which migrations are out of order, which tables do not begin with the name
// of their room, which columns have no class or a type that the two engines do not share, and
// which columns of the classes P3 and P4 could not hold a sealed value.
func (h *House) Migrations() []string {
	var said faults
	folders := map[string][]string{} // folder -> its SQL files, in order
	for _, name := range h.names {
		if _, ok := migration(name); ok && path.Ext(name) == ".sql" {
			folders[path.Dir(name)] = append(folders[path.Dir(name)], name)
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(folders)) {
		columns := schema{}
		for i, name := range folders[dir] {
			if m := migrationName.FindStringSubmatch(path.Base(name)); m == nil || number(m[1]) != i+1 {
				said.say("%s: migrations are called 001_what.sql, 002_what.sql, without a gap", name)
			}
			columns.read(h.texts[name])
		}
		h.columns(&said, dir, columns)
	}
	return said
}

func (h *House) columns(said *faults, dir string, columns schema) {
	owner := path.Base(path.Dir(dir))
	list := dir + "/classes.txt"
	if _, ok := h.texts[list]; !ok {
		said.say("%s: no classes.txt beside the migrations", dir)
		return
	}
	classes := map[string]string{}
	for _, line := range strings.Split(h.texts[list], "\n") {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		m := classLine.FindStringSubmatch(line)
		switch {
		case m == nil:
			said.say("%s: %q is not a line such as \"%s_thing.column P2\"", list, line, owner)
		case columns[m[1]] == "":
			said.say("%s: there is no column %s", list, m[1])
		default:
			classes[m[1]] = m[2]
		}
	}
	for _, c := range slices.Sorted(maps.Keys(columns)) {
		class, kind := classes[c], columns[c]
		if !strings.HasPrefix(c, owner+"_") {
			said.say("%s: %s: the tables of %s begin with %s_", dir, c, owner, owner)
		}
		if !slices.Contains(columnTypes, kind) {
			said.say("%s: %s is %s; the engines share TEXT, BIGINT and BYTEA", dir, c, kind)
		}
		if class == "" {
			said.say("%s: %s has no class", list, c)
		}
		if (class == "P3" || class == "P4") && kind != "BYTEA" {
			said.say("%s: %s is %s and would hold its value open: BYTEA, sealed", list, c, class)
		}
	}
}

// schema knows the columns that a folder of migrations leaves behind, and their types.
type schema map[string]string

var (
	statement  = regexp.MustCompile(`(?is)^\s*(CREATE\s+TABLE(?:\s+IF\s+NOT\s+EXISTS)?|DROP\s+TABLE(?:\s+IF\s+EXISTS)?|ALTER\s+TABLE)\s+(\w+)(.*)$`)
	addColumn  = regexp.MustCompile(`(?is)^\s*ADD\s+COLUMN\s+(\w+)\s+(\w+)`)
	dropColumn = regexp.MustCompile(`(?is)^\s*DROP\s+COLUMN\s+(\w+)`)
	renameTo   = regexp.MustCompile(`(?is)^\s*RENAME\s+TO\s+(\w+)`)
	renameCol  = regexp.MustCompile(`(?is)^\s*RENAME\s+COLUMN\s+(\w+)\s+TO\s+(\w+)`)
	constraint = regexp.MustCompile(`(?i)^(CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)\b`)
)

func (s schema) read(sql string) {
	for _, one := range strings.Split(uncomment(sql), ";") {
		m := statement.FindStringSubmatch(one)
		if m == nil {
			continue
		}
		table, rest := strings.ToLower(m[2]), m[3]
		switch strings.ToUpper(m[1][:1]) {
		case "C":
			s.create(table, rest)
		case "D":
			s.drop(table)
		case "A":
			s.alter(table, rest)
		}
	}
}

func (s schema) create(table, body string) {
	body = strings.TrimSpace(body)
	body = strings.TrimSuffix(strings.TrimPrefix(body, "("), ")")
	for _, item := range outer(body) {
		words := strings.Fields(item)
		if len(words) == 0 || constraint.MatchString(words[0]) {
			continue
		}
		kind := "of no type"
		if len(words) > 1 {
			kind = strings.ToUpper(words[1])
		}
		s[table+"."+strings.ToLower(words[0])] = kind
	}
}

func (s schema) drop(table string) {
	for c := range s {
		if strings.HasPrefix(c, table+".") {
			delete(s, c)
		}
	}
}

func (s schema) alter(table, what string) {
	if m := addColumn.FindStringSubmatch(what); m != nil {
		s[table+"."+strings.ToLower(m[1])] = strings.ToUpper(m[2])
	} else if m := dropColumn.FindStringSubmatch(what); m != nil {
		delete(s, table+"."+strings.ToLower(m[1]))
	} else if m := renameCol.FindStringSubmatch(what); m != nil {
		s[table+"."+strings.ToLower(m[2])] = s[table+"."+strings.ToLower(m[1])]
		delete(s, table+"."+strings.ToLower(m[1]))
	} else if m := renameTo.FindStringSubmatch(what); m != nil {
		for c, kind := range maps.Clone(s) {
			if col, ok := strings.CutPrefix(c, table+"."); ok {
				s[strings.ToLower(m[1])+"."+col] = kind
				delete(s, c)
			}
		}
	}
}

// outer splits at the commas that stand in no brackets.
func outer(body string) (items []string) {
	depth, from := 0, 0
	for i, r := range body {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			items = append(items, body[from:i])
			from = i + 1
		}
	}
	return append(items, body[from:])
}
