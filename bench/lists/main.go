package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
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
	flag.Parse()
	if err := run(*cases, *times, *each); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(cases, times int, each bool) error {
	engines := map[string]func(clock.Clock) (*store.DB, error){"sqlite": nil}
	if where := os.Getenv("HAKI_TEST_POSTGRES"); where != "" {
		drop, open, err := schema(where)
		if err != nil {
			return err
		}
		defer drop()
		engines["postgres"] = open
	} else {
		fmt.Println("HAKI_TEST_POSTGRES names no server: SQLite only")
	}
	for _, engine := range []string{"sqlite", "postgres"} {
		open, ok := engines[engine]
		if !ok {
			continue
		}
		if err := measure(engine, open, cases, times, each); err != nil {
			return fmt.Errorf("%s: %w", engine, err)
		}
	}
	return nil
}

// schema makes a place of its own on a server.
func schema(where string) (drop func(), open func(clock.Clock) (*store.DB, error), err error) {
	p, err := sql.Open("pgx", where)
	if err != nil {
		return nil, nil, err
	}
	name := fmt.Sprintf("lists_%d", os.Getpid())
	if _, err := p.Exec(`CREATE SCHEMA ` + name); err != nil {
		return nil, nil, err
	}
	in := where + " search_path=" + name
	if strings.Contains(where, "://") {
		in = where + map[bool]string{true: "&", false: "?"}[strings.Contains(where, "?")] + "search_path=" + name
	}
	return func() {
			p.Exec(`DROP SCHEMA ` + name + ` CASCADE`)
			p.Close()
		}, func(c clock.Clock) (*store.DB, error) {
			return store.OpenPostgres(in, c)
		}, nil
}

// measure furnishes a house on an engine, fills it and asks for its pages.
func measure(engine string, open func(clock.Clock) (*store.DB, error), cases, times int, each bool) error {
	dir, err := os.MkdirTemp("", "haki-lists-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	c, err := conf.Load("", func(string) (string, bool) { return "", false }, map[string]string{"dir": dir, "listen": "127.0.0.1:0"})
	if err != nil {
		return err
	}
	h, err := app.Open(context.Background(), c, app.Options{Cost: seal.Cost{Passes: 1, MiB: 1, Threads: 1}, Life: 24 * time.Hour, Database: open})
	if err != nil {
		return err
	}
	defer h.Close()
	town, err := demo.Institution(context.Background(), h, clock.Wall{})
	if err != nil {
		return err
	}
	began := time.Now()
	teams, err := offices(h)
	if err != nil {
		return err
	}
	t, err := h.Rooms.People.Login(context.Background(), "oskar", demo.Passphrase)
	if err != nil {
		return err
	}
	ctx, leave, err := h.Desk.Enter(context.Background(), t)
	if err != nil {
		return err
	}
	l, err := load(ctx, h, teams, town.IDs["oskar"], cases)
	if err != nil {
		return err
	}
	leave()
	fmt.Printf("%s: %d cases and %d duties loaded in %.0f s\n", engine, cases, cases*perCase, time.Since(began).Seconds())
	if engine == "postgres" { // what its own keeper does in the minutes after so much came in
		p, err := sql.Open("pgx", os.Getenv("HAKI_TEST_POSTGRES"))
		if err == nil {
			_, err = p.Exec(fmt.Sprintf(`SET search_path TO lists_%d; ANALYZE`, os.Getpid()))
			p.Close()
		}
		if err != nil {
			return err
		}
	}
	b := &browser{h: h, token: string(t), times: times, each: each}
	fmt.Printf("%-28s %8s %8s %8s %8s\n", "page", "p50 ms", "p95 ms", "queries", "kB")
	for _, p := range []struct{ name, path string }{
		{"case list", "/fr/casework"}, {"case list, filtered", "/fr/casework?stage=open&mission=MISTEL&serious=yes"}, {"my desk", "/fr/desk"},
		{"board", "/fr/duty/board"}, {"board, a State's late ones", "/fr/duty/board?show=late&bearer=state%2FXA"}, {"board, over", "/fr/duty/board?show=over"},
		{"timeliness", "/fr/duty/board/timeliness"}} {
		if err := b.ask(p.name, func(int) string { return p.path }); err != nil {
			return err
		}
	}
	return b.ask("case page", func(i int) string { return "/fr/casework/" + string(l.made[i*(len(l.made)/times)]) })
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
	h     *app.House
	token string
	times int
	each  bool
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
		queries, size = max(queries, count.N()), w.Body.Len()
		if i == b.times-1 && b.each {
			for text, n := range count.Each() {
				fmt.Printf("    %d × %.150s\n", n, strings.Join(strings.Fields(text), " "))
			}
		}
	}
	slices.Sort(took)
	at := func(p int) float64 { return float64(took[min(len(took)*p/100, len(took)-1)].Microseconds()) / 1000 }
	fmt.Printf("%-28s %8.1f %8.1f %8d %8.1f\n", name, at(50), at(95), queries, float64(size)/1000)
	return nil
}
