package app_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"haki/app"
	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/lang"
	"haki/internal/store"
	"haki/internal/testkit"
	"haki/internal/web"
)

// The pages in docs are made from the code; HAKI_GOLDEN=1 writes them, and their diff is
// what is reviewed.
func TestGoldenPagesOfDocs(t *testing.T) {
	h := testkit.New(t, "sqlite")
	for name, text := range map[string]string{"access.md": accessPage(h), "routes.md": routesPage(h), "schema.md": schemaPage(t, h)} {
		at := filepath.Join("..", "docs", name)
		if os.Getenv("HAKI_GOLDEN") != "" {
			if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		there, err := os.ReadFile(at)
		if err != nil || string(there) != text {
			t.Errorf("docs/%s is not what the code says (%v): run make golden and read its diff", name, err)
		}
	}
}

const made = "<!-- made from the code by \"make golden\"; app/golden_test.go writes it -->\n\n"

// kinds of page, as the table calls them.
var kinds = map[web.Kind]string{web.Staff: "staff", web.Public: "public", web.Reporter: "reporter", web.Door: "door"}

func routesPage(h *testkit.House) string {
	var b strings.Builder
	b.WriteString("# Addresses\n\n" + made +
		"Every address of the program, the act behind it, and who it is for. *public* and *reporter* pages read no cookie;\n" +
		"*reporter* and *staff* pages are kept by no browser; *door* is where staff sign in. `{lang}` is the language.\n\n" +
		"| | address | act | also | for |\n|---|---|---|---|---|\n")
	pages := slices.Clone(h.Pages())
	slices.SortStableFunc(pages, func(a, b web.Page) int { return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method) })
	for _, p := range pages {
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s |\n", p.Method, p.Path, p.Act, strings.Join(p.Also, ", "), kinds[p.Kind])
	}
	b.WriteString("\n## Acts that commands and the clock do\n\n| act | done by |\n|---|---|\n")
	reached := slices.Clone(app.Reached)
	for _, r := range h.All() {
		if r, ok := r.(interface{ Reaches() []web.Reach }); ok {
			reached = append(reached, r.Reaches()...)
		}
	}
	slices.SortStableFunc(reached, func(a, b web.Reach) int { return strings.Compare(a.Act+a.By, b.Act+b.By) })
	for _, r := range reached {
		fmt.Fprintf(&b, "| %s | %s |\n", r.Act, r.By)
	}
	return b.String()
}

// bearers of powers that are no team's, with their only grant.
var alone = []struct {
	name  string
	power gate.Power
}{{"anybody", gate.Anyone}, {"receipt", gate.Bearer}, {"account", gate.Self}, {"operator", gate.Operator}, {"clock", gate.Clockwork}}

func accessPage(h *testkit.House) string {
	var b strings.Builder
	b.WriteString("# Who may do what\n\n" + made +
		"A role is what a team is for; its members hold the team's powers. Each act asks for one power over one thing, and a\n" +
		"thing stands in a mission, perhaps behind a wall, perhaps marked.\n\n" +
		"| sign | means |\n|---|---|\n" +
		"| **all** | everywhere, behind walls too |\n" +
		"| **mission** | in the missions that the team serves on the day; never behind a wall |\n" +
		"| **told** | what the oversight office was told of or received |\n" +
		"| **shared** | what a State has handed in for the library |\n" +
		"| **help** | in the team's missions, where a person harmed wants help |\n" +
		"| *lead* | the team's leads only |\n" +
		"| no | sees the thing and is told no |\n" +
		"| own | over one's own account, one's own team, or a duty that one bears or is owed |\n" +
		"| | withheld: answered as if there were no such thing |\n\n" +
		"Whoever is barred from a thing by a conflict of interest finds it withheld, whatever they hold.\n" +
		"A power that is not in the table is nobody's.\n\n")
	own, lead := ownGrants(h)
	head := "| act | asks for |"
	line := "|---|---|"
	for _, a := range alone {
		head, line = head+" "+a.name+" |", line+"---|"
	}
	for _, r := range people.Roles {
		head, line = head+" "+string(r)+" |", line+"---|"
	}
	for _, room := range h.All() {
		fmt.Fprintf(&b, "## %s\n\n%s\n%s\n", room.Name(), head, line)
		for _, a := range room.Acts() {
			fmt.Fprintf(&b, "| %s<br>%s | %s |", h.Words.Text(lang.English, app.ActKey(a.Name)), a.Name, needs(a))
			for _, o := range alone {
				fmt.Fprintf(&b, " %s |", aloneMay(o.power, a, own, lead))
			}
			for _, r := range people.Roles {
				fmt.Fprintf(&b, " %s |", may(r, a))
			}
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// needs is what an act asks for, and what is entered of it.
func needs(a act.Act) string {
	out := "`" + string(a.Needs) + "`"
	if a.Sees != "" {
		out += ", seen with `" + string(a.Sees) + "`"
	}
	if a.Sensitive {
		out += "; reading is recorded"
	}
	if a.Coarse {
		out += "; recorded by day, without a name"
	}
	return out
}

// ownGrants is what everybody holds over themselves, and what a lead holds beside, read
// off two people of the house.
func ownGrants(h *testkit.House) (own, lead []gate.Power) {
	all := func(name string) (out []gate.Power) {
		for _, g := range act.Of(h.As(name)).Grants {
			if g.TeamOnly && !slices.Contains(out, g.Power) {
				out = append(out, g.Power)
			}
		}
		return out
	}
	own = all("imane")
	for _, p := range all("ines") {
		if !slices.Contains(own, p) {
			lead = append(lead, p)
		}
	}
	return own, lead
}

func aloneMay(p gate.Power, a act.Act, own, lead []gate.Power) string {
	switch {
	case a.Needs == p || a.Needs == gate.Anyone:
		return "yes"
	case p == gate.Self && slices.Contains(own, a.Needs):
		return "own"
	case p == gate.Self && slices.Contains(lead, a.Needs):
		return "own, *lead*"
	case a.Sees == p:
		return "no"
	}
	return ""
}

// may is the cell of a role: how far its rights reach the act.
func may(r people.Role, a act.Act) string {
	for _, right := range r.Rights() {
		if right.Power != a.Needs {
			continue
		}
		reach := "**mission**"
		if r.Wide() {
			reach = "**all**"
		}
		if right.Mark != "" {
			reach = "**" + string(right.Mark) + "**"
		}
		if right.Lead {
			reach += ", *lead*"
		}
		return reach
	}
	if slices.ContainsFunc(r.Rights(), func(x people.Right) bool { return a.Sees != "" && x.Power == a.Sees }) {
		return "no"
	}
	return ""
}

var classed = regexp.MustCompile(`^([a-z]\w*)\.(\w+)\s+(P[0-4])$`)

// classes reads the class of every column from the lists beside the migrations.
func classes(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() != "classes.txt" || filepath.Base(filepath.Dir(path)) != "migrations" {
			return err
		}
		text, err := os.ReadFile(path)
		for _, line := range strings.Split(string(text), "\n") {
			line, _, _ = strings.Cut(line, "#")
			if m := classed.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
				out[m[1]+"."+m[2]] = m[3]
			} else if strings.TrimSpace(line) != "" {
				t.Errorf("%s: %q", path, line)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func schemaPage(t *testing.T, h *testkit.House) string {
	all, err := store.Columns(context.Background(), h.DB)
	if err != nil {
		t.Fatal(err)
	}
	class := classes(t)
	var b strings.Builder
	b.WriteString("# What is kept\n\n" + made +
		"Every column of the database and how much harm it can do when it is read by the wrong person: P0 public, P1\n" +
		"internal, P2 sensitive, P3 severe, P4 lethal. P3 and P4 hold sealed values only.\n")
	table := ""
	slices.SortStableFunc(all, func(a, b store.Column) int { return strings.Compare(a.Table, b.Table) })
	for _, c := range all {
		if c.Table != table {
			table = c.Table
			fmt.Fprintf(&b, "\n## %s\n\n| column | type | class |\n|---|---|---|\n", table)
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Name, strings.ToUpper(c.Type), class[c.Table+"."+c.Name])
	}
	return b.String()
}

// Every column there is has a class and no class is of a column that is not there, on
// both engines; what could harm most has a type that holds sealed values.
func TestEveryColumnHasAClass(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		all, err := store.Columns(context.Background(), h.DB)
		if err != nil {
			t.Fatal(err)
		}
		class, there := classes(t), map[string]bool{}
		for _, c := range all {
			name := c.Table + "." + c.Name
			there[name] = true
			switch p := class[name]; {
			case p == "":
				t.Errorf("%s has no class", name)
			case (p == "P3" || p == "P4") && !strings.EqualFold(c.Type, "bytea"):
				t.Errorf("%s is %s and of type %s", name, p, c.Type)
			}
		}
		for name := range class {
			if !there[name] {
				t.Errorf("%s has a class and is not there", name)
			}
		}
	})
}

// The catalogue of the whole program: no key is missing, unused, or differs between
// languages, and every act has its name in the languages of staff.
func TestEveryWordIsThereAndUsed(t *testing.T) {
	for _, fault := range lang.Check(app.Words()) {
		t.Error(fault)
	}
	words, err := lang.New(app.Words())
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range words.Used(os.DirFS(".."), slices.Sorted(maps.Keys(app.Words()))...) {
		t.Error(fault)
	}
	h := testkit.New(t, "sqlite")
	for _, r := range h.All() {
		for _, a := range r.Acts() {
			for _, tag := range []lang.Tag{lang.English, lang.French} {
				if !words.Has(tag, app.ActKey(a.Name)) {
					t.Errorf("%s has no name in %s", a.Name, tag)
				}
			}
		}
	}
}
