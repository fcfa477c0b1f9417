package archtest

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// The checker is itself checked: small houses, most with one fault.

// small is a house of the files given, name by name and text by text.
func small(t *testing.T, files ...string) *House {
	tree := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		tree[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	h, err := Read(module, tree)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// one fails unless what was said is the one thing wanted, or nothing when nothing is.
func one(t *testing.T, got []string, want string) {
	t.Helper()
	if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.Contains(got[0], want)) {
		t.Errorf("said %q, want %q", got, want)
	}
}

func TestFloorsAreSeen(t *testing.T) {
	imp := func(p string) string { return "package x\nimport _ \"" + p + "\"\n" }
	ours := func(p string) string { return imp(module + "/" + p) }
	for name, c := range map[string]struct{ file, text, want string }{
		"upward":                      {"internal/store/a.go", ours("commons/act"), "imports upward"},
		"science looks at the house":  {"science/workday/day.go", ours("internal/clock"), "imports upward"},
		"down":                        {"commons/duty/due.go", ours("science/workday"), ""},
		"sideways":                    {"support/paternity/acts.go", ours("response/intake"), "no door"},
		"through a door":              {"response/intake/acts.go", ours("response/casework"), ""},
		"back through a door":         {"response/casework/acts.go", ours("response/intake"), "no door"},
		"the desk keeps accounts":     {"commons/act/act.go", ours("commons/people"), "no door"},
		"people work at the desk":     {"commons/people/acts.go", ours("commons/act"), ""},
		"people know missions":        {"commons/people/team.go", ours("commons/mission"), "no door"},
		"missions know people":        {"commons/mission/unit.go", ours("commons/people"), "no door"},
		"duties know both":            {"commons/duty/bearer.go", ours("commons/people"), ""},
		"duties know letters":         {"commons/duty/remind.go", ours("commons/post"), "no door"},
		"a room reads the program":    {"response/intake/room.go", ours("app"), "imports upward"},
		"sql in a rule":               {"response/intake/report.go", ours("internal/store"), "may not import"},
		"net in a rule":               {"response/intake/report.go", imp("net/http"), "may not import"},
		"context in a rule":           {"response/intake/report.go", imp("context"), "may not import"},
		"sql in a page":               {"response/intake/web.go", ours("internal/store"), "may not import"},
		"sql in a panel":              {"response/intake/panel.go", ours("internal/store"), "may not import"},
		"a page in a store":           {"response/intake/store.go", ours("internal/web"), "may not import"},
		"a page in an act":            {"response/intake/acts.go", ours("internal/ui"), "may not import"},
		"a log in a room":             {"response/intake/acts.go", imp("log/slog"), "may not import"},
		"a page in the commons":       {"commons/people/team.go", ours("internal/web"), "may not import"},
		"the page of the commons":     {"commons/people/web.go", ours("internal/web"), ""},
		"randomness one can guess":    {"internal/ident/ident.go", imp("math/rand/v2"), "nobody imports"},
		"randomness away from home":   {"response/intake/acts.go", imp("crypto/rand"), "imported only in"},
		"a driver away from home":     {"commons/people/team.go", imp("github.com/jackc/pgx/v5/pgconn"), "imported only in"},
		"a dot":                       {"internal/web/a.go", "package x\nimport . \"strings\"\n", "with a dot"},
		"homeless":                    {"utils/strings.go", "package utils\n", "on no floor"},
		"a test may do what it likes": {"internal/store/a_test.go", ours("app"), ""},
	} {
		t.Run(name, func(t *testing.T) { one(t, small(t, c.file, c.text).Floors(Parse(policy)), c.want) })
	}
}

func TestCallsAwayFromHomeAreSeen(t *testing.T) {
	seal := "package x\nimport \"haki/internal/seal\"\n"
	for name, c := range map[string]struct{ file, text, want string }{
		"own clock":               {"response/intake/report.go", "package x\nimport \"time\"\nvar now = time.Now()\n", "time.Now"},
		"own clock, renamed":      {"response/intake/report.go", "package x\nimport t \"time\"\nvar now = t.Now()\n", "time.Now"},
		"own clock, not called":   {"response/intake/report.go", "package x\nimport \"time\"\nvar now = time.Now\n", "time.Now"},
		"a variable named time":   {"response/intake/report.go", "package x\nimport \"time\"\nfunc f(time interface{ Now() }) { time.Now() }\nvar _ time.Month\n", ""},
		"the clock's clock":       {"internal/clock/clock.go", "package x\nimport \"time\"\nvar now = time.Now()\n", ""},
		"the environment":         {"internal/web/web.go", "package x\nimport \"os\"\nvar a = os.Getenv(\"A\")\n", "os.Getenv"},
		"a database of one's own": {"commons/act/act.go", "package x\nfunc f(sql interface{ Open() }) { sql.Open() }\n", ""},
		"raw change":              {"response/intake/store.go", "package x\nfunc f(d interface{ Change() }) { d.Change() }\n", ".Change"},
		"a field named View":      {"response/intake/store.go", "package x\nfunc f(d struct{ View int }) int { return d.View }\n", ""},
		"raw change in brackets":  {"response/intake/store.go", "package x\nfunc f(d interface{ Change() }) { (d.Change)() }\n", ".Change"},
		"sql in an act":           {"response/intake/acts.go", "package x\nfunc f(d interface{ Exec() }) { d.Exec() }\n", ".Exec"},
		"sql in a store":          {"response/intake/store_report.go", "package x\nfunc f(d interface{ Exec() }) { d.Exec() }\n", ""},
		"a ring of one's own":     {"response/intake/acts.go", seal + "var r = seal.NewRing(nil)\n", "seal.NewRing"},
		"opening in a rule":       {"response/intake/report.go", seal + "var r, _ = seal.Open[string](nil, seal.Place{}, nil)\n", "seal.Open"},
		"opening in a job":        {"response/intake/jobs.go", "package x\nimport s \"haki/internal/seal\"\nvar r, _ = s.Open[string, int](nil)\n", "seal.Open"},
		"opening in an act":       {"response/intake/acts_talk.go", seal + "var r, _ = seal.Open[string](nil, seal.Place{}, nil)\n", ""},
		"revealing in a store":    {"response/intake/store.go", seal + "func f(p seal.Private[string]) { p.Reveal() }\n", ".Reveal"},
		"revealing on a page":     {"response/intake/web_pages.go", seal + "func f(p seal.Private[string]) { p.Reveal() }\n", ""},
		"one file only":           {"commons/custody/sheet.go", seal + "func f(p seal.Private[string]) { p.Reveal() }\n", ""},
		"not its neighbour":       {"commons/custody/item.go", seal + "func f(p seal.Private[string]) { p.Reveal() }\n", ".Reveal"},
		"printing in a room":      {"response/intake/web.go", "package x\nimport \"fmt\"\nfunc f() { fmt.Println() }\n", "fmt.Println"},
		"printing in a command":   {"cmd/haki/main.go", "package x\nimport \"fmt\"\nfunc f() { fmt.Println() }\n", ""},
		"logging in the commons":  {"internal/seal/key.go", "package x\nimport \"log/slog\"\nfunc f() { slog.Info(\"x\") }\n", "slog.Info"},
	} {
		t.Run(name, func(t *testing.T) { one(t, small(t, c.file, c.text).Floors(Parse(policy)), c.want) })
	}
}

func TestForeignTablesAreSeen(t *testing.T) {
	for sql, want := range map[string]string{
		"SELECT id FROM intake_report":                                     "",
		"SELECT id FROM intake_report r JOIN casework_case c ON c.id=r.id": "casework_case is not intake's",
		"SELECT * FROM casework_window_facts":                              "",
		"SELECT * FROM people_account":                                     "",
		"UPDATE paternity_claim SET x = 1":                                 "paternity_claim",
		"FROM the letter":                                                  "",
	} {
		one(t, small(t, "response/intake/store_x.go", "package x\nvar q = `"+sql+"`\n").Tables(), want)
		one(t, small(t, "response/intake/migrations/001_a.sql", sql).Tables(), want)
	}
	one(t, small(t, "response/intake/migrations/001_a.sql", "-- FROM casework_case\n").Tables(), "")
}

func TestColumnsWithoutClassAreSeen(t *testing.T) {
	const table = "CREATE TABLE intake_report (\n id TEXT PRIMARY KEY, -- what it is\n n BIGINT NOT NULL DEFAULT (1+(2)),\n told BYTEA,\n UNIQUE (id, n)\n);\n"
	const classes = "# all\nintake_report.id P2\nintake_report.n P2\nintake_report.told P4\n"
	dir := "response/intake/migrations/"
	for name, c := range map[string]struct {
		sql, classes, want string
	}{
		"sound":           {table, classes, ""},
		"nothing at all":  {table, "", "told has no class"},
		"one forgotten":   {table + "ALTER TABLE intake_report ADD COLUMN late TEXT;", classes, "late has no class"},
		"one renamed":     {table + "ALTER TABLE intake_report RENAME COLUMN n TO m;", classes + "intake_report.m P2\n", "no column intake_report.n"},
		"one dropped":     {table + "ALTER TABLE intake_report DROP COLUMN n;", classes, "no column intake_report.n"},
		"table dropped":   {table + "DROP TABLE intake_report;", "", ""},
		"open P4":         {strings.Replace(table, "BYTEA", "TEXT", 1), classes, "would hold its value open"},
		"engine's own":    {strings.Replace(table, "BIGINT", "SERIAL", 1), classes, "SERIAL"},
		"not a class":     {table, strings.Replace(classes, "P4", "P5", 1), "is not a line"},
		"a foreign table": {"CREATE TABLE casework_x (a TEXT)", "casework_x.a P1", "begin with intake_"},
	} {
		t.Run(name, func(t *testing.T) {
			got := small(t, dir+"001_report.sql", c.sql, dir+"classes.txt", c.classes).Migrations()
			if name == "nothing at all" {
				got = got[min(2, len(got)):] // one for each of three columns
			}
			if name == "not a class" {
				got = got[:min(1, len(got))] // and then the column has none
			}
			one(t, got, c.want)
		})
	}
	one(t, small(t, dir+"001_report.sql", table).Migrations(), "no classes.txt")
	one(t, small(t, dir+"002_report.sql", table, dir+"classes.txt", classes).Migrations(), "without a gap")
}

func TestGrowthIsSeen(t *testing.T) {
	long := func(n int) string {
		return "package x\nfunc (h *House[K]) f() {\n" + strings.Repeat("\tg()\n", n-2) + "}\n"
	}
	b := func(more string) *Budget {
		return ParseBudget("function 100\nlong 60 50%\nfile 150\ntestfile 200\npackage 220\ndependencies 2\n" + more)
	}
	for name, c := range map[string]struct {
		house  []string
		budget *Budget
		want   string
	}{
		"within":                  {[]string{"a/x.go", long(60)}, b(""), ""},
		"function":                {[]string{"a/x.go", long(101)}, b("long 101 100%"), "a.House.f: function of 101 lines"},
		"function, excepted":      {[]string{"a/x.go", long(101)}, b("long 101 100%\nexcept function a.House.f 101 : a table"), ""},
		"more than its exception": {[]string{"a/x.go", long(103)}, b("long 103 100%\nexcept function a.House.f 101 : a table"), "at most 101"},
		"unneeded exception":      {[]string{"a/x.go", long(9)}, b("except function a.House.f 101 : a table"), "nothing needs"},
		"many long ones":          {[]string{"a/x.go", long(61)}, b(""), "1 of 1 functions"},
		"file":                    {[]string{"a/x.go", "package x\n" + strings.Repeat("\n", 150)}, b(""), "a/x.go: file of 151"},
		"test":                    {[]string{"a/x_test.go", "package x\n" + strings.Repeat("\n", 199)}, b(""), ""},
		"long test":               {[]string{"a/x_test.go", "package x\n" + strings.Repeat("\n", 200)}, b(""), "testfile of 201"},
		"package":                 {[]string{"a/x.go", "package x\n" + strings.Repeat("\n", 149), "a/y.go", "package x\n" + strings.Repeat("\n", 99)}, b(""), "a: package of 250"},
		"dependencies":            {[]string{"go.mod", "module haki\nrequire a.b/c v1\nrequire (\n\ta.b/d v1\n\ta.b/e v1\n\ta.b/f v1 // indirect\n)\n"}, b(""), "3 direct dependencies"},
	} {
		t.Run(name, func(t *testing.T) { one(t, small(t, c.house...).Sizes(c.budget), c.want) })
	}
}

func TestSilenceIsSeen(t *testing.T) {
	doc := "// Package x is here for this test and for nothing else.\npackage x\n"
	for name, c := range map[string]struct{ text, want string }{
		"told":                  {"package x\n// A is first.\ntype A int\n", ""},
		"a type":                {"package x\ntype A int\n", "A is exported"},
		"a function":            {"package x\nfunc A() {}\n", "A is exported"},
		"a method":              {"package x\ntype a int\nfunc (a) B() {}\n", ""},
		"a method, open":        {"package x\n// A is first.\ntype A int\nfunc (*A) B() {}\n", "B is exported"},
		"a group":               {"package x\n// What there is.\nconst (\n\tA = 1\n\tB = 2\n)\n", ""},
		"a group of types":      {"package x\n// What there is.\ntype (\n\tA int\n)\n", "A is exported"},
		"a named group":         {"package x\n// A and B are first.\ntype (\n\tA int\n\tB int\n)\n", ""},
		"at the end":            {"package x\nvar A = 1 // first\n", ""},
		"a variable":            {"package x\nvar A = 1\n", "A is exported"},
		"a getter":              {"package x\ntype a int\nfunc (a) GetB() {}\n", "no Get"},
		"a manager":             {"package x\ntype caseManager int\n", "says nothing"},
		"a comment elsewhere":   {"// Package x again.\npackage x\n", "belongs in doc.go"},
		"a service for victims": {"package x\n// Service is offered.\ntype Service int\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			one(t, small(t, "science/x/doc.go", doc, "science/x/x.go", c.text).Words(), c.want)
		})
	}
	one(t, small(t, "science/x/x.go", "package x\n").Words(), "no doc.go")
	one(t, small(t, "science/x/doc.go", "package x\n").Words(), "no doc.go")
	one(t, small(t, "science/x/doc.go", doc+"var a = 1\n").Words(), "nothing else")
	one(t, small(t, "internal/utils/doc.go", doc).Words(), "drawer")
}

func TestSentencesInGoAreSeen(t *testing.T) {
	fault := "package x\nimport \"haki/internal/fault\"\n"
	slog := "package x\nimport \"log/slog\"\n"
	for name, c := range map[string]struct{ text, want string }{
		"a key":              {fault + "var e = fault.New(fault.Invalid, \"intake.no_account\")\n", ""},
		"a sentence":         {fault + "var e = fault.New(fault.Invalid, \"Please tell us more\")\n", "carries a key"},
		"a field's sentence": {fault + "var e = fault.In(\"told\", \"Too long.\")\n", "carries a key"},
		"a log line":         {slog + "func f() { slog.Info(\"served\", \"n\", 1) }\n", ""},
		"free text":          {slog + "func f(s string) { slog.Info(s) }\n", "put together"},
		"free text, joined":  {slog + "func f(l *slog.Logger, s string) { l.WarnContext(nil, \"told \"+s) }\n", "put together"},
		"a promise":          {"package x\n// TO" + "DO: later\n", "do it"},
	} {
		t.Run(name, func(t *testing.T) { one(t, small(t, "internal/x/x.go", c.text).Speech(), c.want) })
	}
}

func TestForbiddenThingsInPagesAreSeen(t *testing.T) {
	for page, want := range map[string]string{
		`<p class="a">{{t "intake.hello"}}</p>`:                                 "",
		`<p style="color:red"></p>`:                                             "style attribute",
		`<style>p{}</style>`:                                                    "style sheet in a page",
		`<script src="/a.js" defer></script>`:                                   "",
		`<script nonce="x"></script>`:                                           "a script in a page",
		`<button onclick="x()"></button>`:                                       "event attribute",
		`<a href="javascript:x()"></a>`:                                         "address that is a script",
		`<a href="https://example.org/">{{t "intake.more"}}</a>`:                "",
		`<img alt="" src="https://example.org/a.png">`:                          "from elsewhere",
		`<link rel="stylesheet" href="//example.org/a.css">`:                    "from elsewhere",
		`<img src="/a.png">`:                                                    "without alt",
		`<h1>Hello {{.Name}}</h1>`:                                              `"Hello"`,
		`<h1>Haki &middot; {{.Name}} 1/2 →</h1>`:                                "",
		`<button aria-label="Close">×</button>`:                                 `"Close"`,
		`<button aria-label="{{t "ui.close"}}">×</button>`:                      "",
		`<meta name="viewport" content="width=device-width">`:                   "",
		`{{/* a note */}}{{define "intake/start"}}{{if gt .N 1}}{{end}}{{end}}`: "",
		"<!-- a note -->\n":                                                     "",
		"{{define \"x\"}}\n<p>{{t \"a.b\"}}\nBonjour</p>":                       `page.html:3: "Bonjour"`,
	} {
		t.Run(fmt.Sprintf("%.30s", page), func(t *testing.T) { one(t, small(t, "response/intake/pages/page.html", page).Pages(), want) })
	}
	for style, want := range map[string]string{
		"p { margin-inline-start: 1rem; --left: 1 } /* margin-left */": "",
		"p { margin-left: 1rem }":                                      "compass",
		"p { text-align: right }":                                      "compass",
		"p {\n  left: 0;\n}":                                           "compass",
		"@import 'a.css';":                                             "from elsewhere",
		"p { background: url(https://example.org/) }":                  "from elsewhere",
	} {
		t.Run(style, func(t *testing.T) { one(t, small(t, "internal/ui/static/a.css", style).Pages(), want) })
	}
	for script, want := range map[string]string{
		"// never innerHTML\ne.textContent = s": "",
		"e.innerHTML = s":                       "becomes markup",
		"eval(s)":                               "becomes a program",
		"localStorage.a = 1":                    "left behind",
		"fetch('https://example.org')":          "from elsewhere",
	} {
		t.Run(script, func(t *testing.T) { one(t, small(t, "internal/ui/static/a.js", script).Pages(), want) })
	}
}

func TestDocumentsAboutNothingAreSeen(t *testing.T) {
	for page, want := range map[string]string{
		"# A\n[b](b.md) and [c](b.md#so-it-is), [d](#a), [e](https://example.org/x)": "",
		"[b](gone.md)":                       "gone.md leads nowhere",
		"[b](b.md#gone)":                     "b.md#gone leads nowhere",
		"see `internal/store` and `a/b`":     "",
		"see `internal/gone/`":               "there is no internal/gone",
		"run `make test`, `make`":            "",
		"run `make gone`":                    "no gone",
		"shown by TestIsThere":               "",
		"shown by TestIsGone":                "no test TestIsGone",
		"```\n[b](gone.md)\n```\n":           "",
		"`response/*/acts.go` is a pattern.": "",
	} {
		t.Run(page, func(t *testing.T) {
			h := small(t, "docs/a.md", page, "docs/b.md", "# B\n\n## So it is!\n", "Makefile", "all:\ntest:\n",
				"internal/store/a_test.go", "package x\nimport \"testing\"\nfunc TestIsThere(t *testing.T) {}\n")
			one(t, h.Documents(), want)
		})
	}
}

func TestAModuleWithoutAReasonIsSeen(t *testing.T) {
	h := small(t, "go.mod", "module haki\nrequire example.org/a v1\nrequire (\n\texample.org/b/v2 v2.0.0\n)\n", "ARCHITECTURE.md", "example.org/a is good")
	one(t, h.Documents(), "what example.org/b/v2 is for")
}

func TestAMalformedPolicyIsRefused(t *testing.T) {
	for _, line := range []string{"floor", "door a b", "in rooms", "only a", "only calls b", "never b", "else"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was read", line)
				}
			}()
			Parse(line)
		}()
	}
}
