package main

import (
	"context"
	stdsql "database/sql"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"haki/app"
	"haki/app/demo"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/conf"
	"haki/internal/seal"
	"haki/internal/store"
)

func main() {
	cases := flag.Int("cases", 100_000, "how many cases; three duties each")
	times := flag.Int("times", 200, "how often each page is asked for")
	each := flag.Bool("each", false, "say which statements a page needed")
	width := flag.Int("width", 150, "how much of each statement is said")
	keep := flag.String("keep", "", "a folder in which what was loaded stays, for the next run")
	only := flag.String("only", "", "one engine: sqlite or postgres")
	profile := flag.String("profile", "", "write where the time of the pages went to this file")
	flag.Parse()
	if err := run(bench{cases: *cases, times: *times, each: *each, width: *width, keep: *keep, only: *only, profile: *profile}); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is what is measured and how.
type bench struct {
	cases, times        int
	width               int
	each                bool
	keep, only, profile string
}

func run(b bench) error {
	where := os.Getenv("HAKI_TEST_POSTGRES")
	for _, engine := range []string{"sqlite", "postgres"} {
		if b.only != "" && b.only != engine {
			continue
		}
		if engine == "postgres" && where == "" {
			fmt.Println("HAKI_TEST_POSTGRES names no server: SQLite only")
			continue
		}
		if err := b.measure(engine, where); err != nil {
			return fmt.Errorf("%s: %w", engine, err)
		}
	}
	return nil
}

// place is where the database of an engine and what stands beside it are.
type place struct {
	dir    string // the house's own
	schema string // on a server; "" in a file
	server string
	loaded bool // by an earlier run
}

// find gives an engine its place: what an earlier run kept, or a new one.
func (b bench) find(engine, server string) (p place, leave func(), err error) {
	leave = func() {}
	if p.dir = filepath.Join(b.keep, fmt.Sprintf("%s-%d", engine, b.cases)); b.keep == "" {
		if p.dir, err = os.MkdirTemp("", "haki-lists-"); err != nil {
			return p, leave, err
		}
		leave = func() { os.RemoveAll(p.dir) }
	} else if err = os.MkdirAll(p.dir, 0o700); err != nil {
		return p, leave, err
	}
	_, missing := os.Stat(p.done())
	p.loaded = missing == nil
	if engine == "sqlite" {
		return p, leave, nil
	}
	p.server, p.schema = server, fmt.Sprintf("lists_%d", b.cases)
	if b.keep == "" {
		p.schema = fmt.Sprintf("lists_%d_%d", b.cases, os.Getpid())
		away := leave
		leave = func() { p.tell(`DROP SCHEMA ` + p.schema + ` CASCADE`); away() }
	}
	if !p.loaded {
		err = p.tell(`DROP SCHEMA IF EXISTS `+p.schema+` CASCADE`, `CREATE SCHEMA `+p.schema)
	}
	return p, leave, err
}

// done is the file that says that a place was filled.
func (p place) done() string { return filepath.Join(p.dir, "loaded") }

// tell asks something of the server itself, in the place.
func (p place) tell(sql ...string) error {
	if p.schema == "" {
		return nil
	}
	db, err := stdsql.Open("pgx", p.server)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, s := range sql {
		if _, err := db.Exec(s); err != nil {
			return err
		}
	}
	return nil
}

// open opens a house in its place.
func (p place) open() (*app.House, error) {
	c, err := conf.Load("", func(string) (string, bool) { return "", false }, map[string]string{"dir": p.dir, "listen": "127.0.0.1:0"})
	if err != nil {
		return nil, err
	}
	o := app.Options{Cost: seal.Cost{Passes: 1, MiB: 1, Threads: 1}, Life: 24 * time.Hour}
	if p.schema != "" {
		at := p.server + " search_path=" + p.schema
		if strings.Contains(p.server, "://") {
			at = p.server + map[bool]string{true: "&", false: "?"}[strings.Contains(p.server, "?")] + "search_path=" + p.schema
		}
		o.Database = func(c clock.Clock) (*store.DB, error) { return store.OpenPostgres(at, c) }
	}
	return app.Open(context.Background(), c, o)
}

// fill furnishes a house and loads its cases.
func (b bench) fill(engine string, p place, h *app.House) error {
	if p.loaded {
		return nil
	}
	began := time.Now()
	town, err := demo.Institution(context.Background(), h, clock.Wall{})
	if err != nil {
		return err
	}
	teams, err := offices(h)
	if err != nil {
		return err
	}
	ctx, leave, _, err := enter(h)
	if err != nil {
		return err
	}
	defer leave()
	if err := load(ctx, h, teams, town.IDs["oskar"], b.cases); err != nil {
		return err
	}
	fmt.Printf("%s: %d cases and %d duties loaded in %.0f s\n", engine, b.cases, b.cases*perCase, time.Since(began).Seconds())
	if err := p.tell(`SET search_path TO `+p.schema, `VACUUM ANALYZE`); err != nil { // what its own keeper does in the minutes after so much came in
		return err
	}
	return os.WriteFile(p.done(), nil, 0o600)
}

// enter signs the officer in.
func enter(h *app.House) (ctx context.Context, leave func(), t seal.Token, err error) {
	if t, err = h.Rooms.People.Login(context.Background(), "oskar", demo.Passphrase); err != nil {
		return nil, nil, t, err
	}
	ctx, leave, err = h.Desk.Enter(context.Background(), t)
	return ctx, leave, t, err
}

// measure fills a house on an engine and asks for its pages.
func (b bench) measure(engine, server string) error {
	p, leave, err := b.find(engine, server)
	defer leave()
	if err != nil {
		return err
	}
	h, err := p.open()
	if err != nil {
		return err
	}
	defer h.Close()
	if err := b.fill(engine, p, h); err != nil {
		return err
	}
	made, err := some(h, b.times)
	if err != nil {
		return err
	}
	_, out, t, err := enter(h)
	if err != nil {
		return err
	}
	out()
	if b.profile != "" {
		f, err := os.Create(b.profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	a := &browser{h: h, token: string(t), bench: b}
	fmt.Printf("%s, %d cases\n%-28s %8s %8s %8s %8s\n", engine, b.cases, "page", "p50 ms", "p95 ms", "queries", "kB")
	for _, p := range []struct{ name, path string }{
		{"case list", "/fr/casework"}, {"case list, filtered", "/fr/casework?stage=open&mission=MISTEL&serious=yes"}, {"my desk", "/fr/desk"},
		{"board", "/fr/duty/board"}, {"board, a State's late ones", "/fr/duty/board?show=late&bearer=state%2FXA"}, {"board, over", "/fr/duty/board?show=over"},
		{"timeliness", "/fr/duty/board/timeliness"}} {
		if err := a.ask(p.name, func(int) string { return p.path }); err != nil {
			return err
		}
	}
	return a.ask("case page", func(i int) string { return "/fr/casework/" + made[i%len(made)] })
}

// some are cases spread over all of them, as many as there are pages to ask for.
func some(h *app.House, n int) (ids []string, err error) {
	err = h.DB.View(context.Background(), func(tx *store.Tx) error {
		ids, err = store.All(tx, func(s store.Scan) (id string, err error) { err = s(&id); return }, `SELECT id FROM casework_case ORDER BY id LIMIT ?`, n)
		return err
	})
	return ids, err
}

// offices are the teams of the demo by role, and by role and mission.
func offices(h *app.House) (map[string]string, error) {
	out := map[string]string{}
	err := h.DB.View(context.Background(), func(tx *store.Tx) error {
		all, err := people.Teams(tx, "")
		for _, t := range all {
			out[string(t.Role)] = string(t.ID)
			for _, s := range t.Missions {
				out[string(t.Role)+"/"+s.Mission] = string(t.ID)
			}
		}
		return err
	})
	return out, err
}

// browser asks for pages as one person.
type browser struct {
	bench
	h     *app.House
	token string
}

// ask asks for a page several times, a few more before to warm up, and says what it took.
func (b *browser) ask(name string, path func(i int) string) error {
	took := make([]time.Duration, 0, b.times)
	queries, size := 0, 0
	for i := -5; i < b.times; i++ {
		ctx, count := store.Count(context.Background())
		r := httptest.NewRequest("GET", path(max(i, 0)), nil).WithContext(ctx)
		r.AddCookie(&http.Cookie{Name: "haki", Value: b.token})
		w := httptest.NewRecorder()
		began := time.Now()
		b.h.Handler.ServeHTTP(w, r)
		if w.Code != 200 {
			return fmt.Errorf("%s: %d", path(max(i, 0)), w.Code)
		}
		if i >= 0 {
			took = append(took, time.Since(began))
		}
		if size = w.Body.Len(); i >= 0 {
			queries = max(queries, count.N())
		}
		if i == b.times-1 && b.each {
			for text, n := range count.Each() {
				fmt.Printf("    %d × %.*s\n", n, b.width, strings.Join(strings.Fields(text), " "))
			}
		}
	}
	slices.Sort(took)
	at := func(p int) float64 { return float64(took[min(len(took)*p/100, len(took)-1)].Microseconds()) / 1000 }
	fmt.Printf("%-28s %8.1f %8.1f %8d %8.1f\n", name, at(50), at(95), queries, float64(size)/1000)
	return nil
}
